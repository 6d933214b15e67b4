import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { changeNames, compare, kinds, type Provision } from "@travaux/treaty-text";
import type { Env } from "../../ground/web/env.ts";
import { json, params, receiptOut, receiptSchema } from "../../ground/web/api.ts";
import { receiptOf } from "../../ground/record/receipts.ts";
import { Refusal } from "../../ground/refusal.ts";
import { Localized } from "../processes/inputs.ts";
import { processBySlug } from "../processes/store.ts";
import { historyOf } from "./dossier.ts";
import { authenticities, statuses } from "./inputs.ts";
import { editionOf, predecessorOf, shelfOf, versionOn } from "./opened.ts";
import { pairsBetween } from "./reading.ts";
import { placesIn, provisionByNumber, themesOf } from "./store/lineage.ts";
import { entryOf } from "./store/entries.ts";
import { textOf } from "./store/passages.ts";
import { editionsOf, instrumentById, versionsOf } from "./store/versions.ts";
import type { Edition, Version } from "./text.ts";

const EditionOut = z.object({ language: z.string(), authenticity: z.enum(authenticities), source: z.string().nullable() });
const VersionOut = z.object({ slug: z.string(), symbol: z.string(), date: z.string(), status: z.enum(statuses), title: Localized, published: z.boolean(), editions: z.array(EditionOut) }).openapi("Version");
const InstrumentOut = z.object({ slug: z.string(), title: Localized, versions: z.array(VersionOut) }).openapi("Instrument");
type ProvisionOut = { id: string; dossier: string | null; kind: Provision["kind"]; number: string | null; heading: string | null; text: string; closing?: string; children: ProvisionOut[] };
const ProvisionOut: z.ZodType<ProvisionOut> = z.object({
  id: z.string(), dossier: z.string().nullable(), kind: z.enum(kinds), number: z.string().nullable(), heading: z.string().nullable(), text: z.string(), closing: z.string().optional(),
  get children() { return z.array(ProvisionOut); },
}).openapi("Provision");
const TextOut = z.object({ version: VersionOut, language: z.string(), provisions: z.array(ProvisionOut) }).openapi("Text");
const PartOut = z.tuple([z.enum(["keep", "delete", "insert"]), z.string()]);
const PairOut = z.object({ old: z.array(z.string()), new: z.array(z.string()), changes: z.array(z.enum(changeNames)), similarity: z.number() });
const ComparisonOut = z.object({ old: z.string(), new: z.string(), language: z.string(), pairs: z.array(PairOut), redline: z.array(z.object({ old: z.string().nullable(), new: z.string().nullable(), parts: z.array(PartOut) })) }).openapi("Comparison");
const MomentOut = z.object({ version: z.string(), symbol: z.string(), date: z.string(), id: z.string().nullable(), changes: z.array(z.enum(changeNames)), from: z.array(z.string()), similarity: z.number().nullable(), state: z.enum(["suggested", "confirmed", "corrected"]).nullable(), decidedBy: z.string().nullable(), provision: ProvisionOut.nullable() });
const DossierOut = z.object({ dossier: z.string(), instrument: z.string(), themes: z.array(z.string()), history: z.array(MomentOut) }).openapi("Dossier");

const ReceiptOut = receiptSchema("Receipt");

const language = z.object({ language: z.string().optional().openapi({ description: "The language of the edition; without it, the request's, else the authentic one" }) });

const versionOut = (it: Version, editions: Edition[]) => ({
  slug: it.slug, symbol: it.symbol, date: it.date, status: it.status, title: it.title as z.infer<typeof Localized>, published: it.publishedAt !== null,
  editions: editions.filter((edition) => edition.versionId === it.id).map(({ language: code, authenticity, source }) => ({ language: code, authenticity, source })),
});
const provisionOut = ({ children, ...it }: Provision, dossier: (id: string) => string | null): ProvisionOut => ({ ...it, dossier: dossier(it.id), children: children.map((child) => provisionOut(child, dossier)) });

/** Texts, versions, comparisons and dossiers as data. */
export const textApi = new OpenAPIHono<Env>()
  .openapi(createRoute({ method: "get", path: "/{process}/text/{instrument}", summary: "A text with its versions, the first draft first", request: { params: params("process", "instrument") }, responses: json(InstrumentOut, "The instrument") }),
    async (c) => {
      const it = c.req.valid("param");
      const { instrument, versions, editions } = await shelfOf(c.var.db, it.process, it.instrument, c.var.viewer);
      return c.json({ slug: instrument.slug, title: instrument.title as z.infer<typeof Localized>, versions: versions.map((version) => versionOut(version, editions)) }, 200);
    })
  .openapi(createRoute({ method: "get", path: "/{process}/text/{instrument}/{version}", summary: "The provisions of a version as a tree", request: { params: params("process", "instrument", "version"), query: language }, responses: json(TextOut, "The text") }),
    async (c) => {
      const it = c.req.valid("param");
      const shelf = await shelfOf(c.var.db, it.process, it.instrument, c.var.viewer);
      const version = versionOn(shelf, it.version);
      const edition = editionOf(shelf, version, c.req.valid("query").language, c.var.words.language);
      const places = await placesIn(c.var.db, version.id);
      const text = await textOf(c.var.db, edition);
      return c.json({ version: versionOut(version, shelf.editions), language: edition.language, provisions: text.provisions.map((one) => provisionOut(one, (id) => places.get(id)?.number ?? null)) }, 200);
    })
  .openapi(createRoute({ method: "get", path: "/{process}/text/{instrument}/{version}/comparison", summary: "A version against an older one: what goes with what, and the redline", request: { params: params("process", "instrument", "version"), query: language.extend({ with: z.string().optional().openapi({ description: "The other version; without it, the one before" }) }) }, responses: json(ComparisonOut, "The comparison") }),
    async (c) => {
      const [it, query] = [c.req.valid("param"), c.req.valid("query")];
      const shelf = await shelfOf(c.var.db, it.process, it.instrument, c.var.viewer);
      const version = versionOn(shelf, it.version);
      const older = query.with ? versionOn(shelf, query.with) : predecessorOf(shelf, version);
      if (!older) throw new Refusal("not-found", "nothing-before", { symbol: version.symbol });
      const edition = editionOf(shelf, version, query.language, c.var.words.language);
      const other = editionOf(shelf, older, edition.language, c.var.words.language);
      const [before, after] = [await textOf(c.var.db, other), await textOf(c.var.db, edition)];
      const fixed = (await pairsBetween(c.var.db, shelf.versions, older, version, before, after)).map((pair) => ({ old: pair.old, new: pair.new }));
      return c.json({ old: older.slug, new: version.slug, language: edition.language, ...compare(before, after, { fixed }) }, 200);
    })
  .openapi(createRoute({ method: "get", path: "/{process}/text/{instrument}/{version}/receipt", summary: "The receipt of a version’s publication: with it anybody can check that it stands in the record, and with which documents", request: { params: params("process", "instrument", "version") }, responses: json(ReceiptOut, "The receipt") }),
    async (c) => {
      const { db, viewer, house } = c.var;
      const it = c.req.valid("param");
      const version = versionOn(await shelfOf(db, it.process, it.instrument, viewer), it.version);
      const entry = await entryOf(db, version.id);
      if (!entry || !version.publishedAt) throw new Refusal("not-found", "version-without-receipt", { symbol: version.symbol });
      const receipt = await receiptOf(db, house.record, entry, version.publishedAt.toISOString().slice(0, 10));
      return c.json(receiptOut(receipt), 200);
    })
  .openapi(createRoute({ method: "get", path: "/{process}/p/{number}", summary: "A provision through every version", request: { params: params("process", "number"), query: language }, responses: json(DossierOut, "The dossier") }),
    async (c) => {
      const { db, viewer, words } = c.var;
      const it = c.req.valid("param");
      const process = await processBySlug(db, it.process);
      const { provision } = await provisionByNumber(db, process.id, it.number);
      const instrument = await instrumentById(db, provision.instrumentId);
      const versions = await versionsOf(db, instrument, viewer);
      const editions = await editionsOf(db, versions.map((one) => one.id));
      const history = await historyOf(db, provision, versions, (version) => editionOf({ editions }, version, c.req.valid("query").language, words.language));
      if (history.every((moment) => moment.id === null)) throw new Refusal("not-found", "provision-unknown", { number: it.number });
      const themes = ((await themesOf(db, [provision.id])).get(provision.id) ?? []).map((theme) => theme.slug);
      return c.json({ dossier: provision.number, instrument: instrument.slug, themes, history: history.map((moment) => ({
        version: moment.version.slug, symbol: moment.version.symbol, date: moment.version.date, id: moment.id, changes: moment.alignment?.changes ?? [], from: moment.alignment?.old ?? [],
        similarity: moment.alignment?.similarity ?? null, state: moment.alignment?.state ?? null, decidedBy: moment.alignment?.decidedBy ?? null, provision: moment.tree ? provisionOut(moment.tree, () => null) : null,
      })) }, 200);
    });
