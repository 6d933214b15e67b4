import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Door, Env } from "../../ground/web/env.ts";
import { json, params } from "../../ground/web/api.ts";
import { attributions, audiences } from "../disclosure/rule.ts";
import { processBySlug } from "../processes/store.ts";
import { shelfOf, versionOn } from "../texts/opened.ts";
import { numberIn } from "../../ground/web/number.ts";
import { callByNumber } from "../calls/store.ts";
import { versionsInProcess } from "../texts/store/versions.ts";
import { allThemes } from "../themes/store.ts";
import { askStates } from "./ask.ts";
import { heldReasons, kinds, states } from "./contribution.ts";
import type { ShownContribution } from "./disclosure.ts";
import { asksOf } from "./store/asks.ts";
import { submissionsTo } from "./store/submissions.ts";
import type { SubmissionDocument } from "./submission.ts";
import { contributionByReference, contributionsOn, surroundingsOf, wordingsOf, type Surroundings } from "./store.ts";

const words = z.record(z.string(), z.string());
const ContributionOut = z.object({
  reference: z.string(), kind: z.enum(kinds), process: z.string(), instrument: z.string().nullable(), version: z.string().nullable(), provision: z.string().nullable(), place: z.string().nullable(), call: z.number().int().nullable(), day: z.string(),
  audience: z.enum(audiences), attribution: z.enum(attributions), state: z.enum(states), edition: z.number().int(), language: z.string(), answers: z.string().nullable(),
  by: z.object({ organisation: z.object({ slug: z.string(), name: words }).nullable(), person: z.string().nullable(), sector: z.string().nullable(), region: z.string().nullable() }),
  body: z.string().nullable(), fingerprint: z.string().nullable(), held: z.object({ reason: z.enum(heldReasons), because: z.string().nullable(), day: z.string() }).nullable(),
}).openapi("Contribution");
const AskOut = z.object({
  number: z.number().int(), state: z.enum(askStates), text: z.string().nullable(), pins: z.array(z.object({ version: z.string(), place: z.string() })), themes: z.array(z.string()),
  proposal: z.object({ before: z.string(), after: z.string() }).nullable(),
}).openapi("Ask");
const DocumentOut = z.object({ title: z.string(), text: z.string(), answers: z.array(z.object({ question: z.number().int(), text: z.string() })), interest: z.string().nullable(), attachments: z.array(z.object({ name: z.string(), mediaType: z.string(), bytes: z.number().int(), received: z.string(), kept: z.string() }).nullable().openapi({ description: "null: left out of a redacted copy" })) }).openapi("SubmissionDocument");
const WholeOut = ContributionOut.extend({ late: z.boolean(), acknowledged: z.string().nullable(), published: z.string().nullable(), ask: z.number().int().nullable().openapi({ description: "Which ask a reply is about; null: the whole" }), document: DocumentOut.nullable(), asks: z.array(AskOut), editions: z.array(z.object({ edition: z.number().int(), day: z.string(), body: z.string().nullable(), fingerprint: z.string() })) }).openapi("ContributionWithEditions");
const ListOut = z.object({ total: z.number().int(), page: z.number().int(), pages: z.number().int(), contributions: z.array(ContributionOut) }).openapi("Contributions");

/** How many come in one answer: a version may have ten thousand. */
const pageSize = 200;

function contributionOut(it: ShownContribution, { process, text, call }: Surroundings): z.infer<typeof ContributionOut> {
  const { organisation, person, sector, region } = it.by;
  return {
    reference: it.reference, kind: it.kind, process: process.slug, instrument: text?.instrument.slug ?? null, version: text?.version.slug ?? null, provision: text?.number ?? null, place: it.place, call: call?.number ?? null, day: it.day, audience: it.audience, attribution: it.attribution, state: it.state,
    edition: it.edition, language: it.language, answers: it.parentReference, body: it.body, fingerprint: it.fingerprint, held: it.held,
    by: { organisation: organisation && { slug: organisation.slug, name: { ...organisation.name } }, person, sector: organisation?.sector ?? sector, region: organisation ? organisation.regionalGroup : region },
  };
}

/** A page of contributions. */
async function listed(c: Door, all: readonly ShownContribution[], asked: string | undefined) {
  const page = Math.max(1, Number.parseInt(asked ?? "1", 10) || 1);
  const shown = all.slice((page - 1) * pageSize, page * pageSize);
  const stands = shown.length === 0 ? null : await surroundingsOf(c.var.db, shown);
  return c.json({ total: all.length, page, pages: Math.max(1, Math.ceil(all.length / pageSize)), contributions: shown.map((it) => contributionOut(it, stands!(it))) }, 200);
}

const documentOut = ({ title, text, answers, interest, attachments }: SubmissionDocument): z.infer<typeof DocumentOut> => ({ title, text, answers, interest, attachments });

/** Its asks with their words, pins by the addresses of versions, and themes. */
async function asksOut({ var: { db, viewer } }: Door, it: ShownContribution): Promise<z.infer<typeof AskOut>[]> {
  const asks = await asksOf(db, [it.id], viewer);
  const versions = new Map((await versionsInProcess(db, it.processId, viewer)).map((one) => [one.id, one.slug]));
  const themes = new Map((await allThemes(db)).map((one) => [one.id, one.slug]));
  return asks.map(({ number, state, pins, themeIds }) => ({
    number, state, text: it.document?.asks[number - 1]?.text ?? null, proposal: it.document?.asks[number - 1]?.proposal ?? null,
    pins: pins.flatMap((pin) => { const version = versions.get(pin.versionId); return version ? [{ version, place: pin.place }] : []; }), themes: themeIds.flatMap((id) => themes.get(id) ?? []),
  }));
}

/** Contributions as data: what the viewer reads on their pages. */
export const contributionApi = new OpenAPIHono<Env>()
  .openapi(createRoute({ method: "get", path: "/{process}/contributions/{reference}", summary: "A contribution with its editions", request: { params: params("process", "reference") }, responses: json(WholeOut, "The contribution, as far as you may know it") }),
    async (c) => {
      const { db, viewer } = c.var;
      const { process, reference } = c.req.valid("param");
      const it = await contributionByReference(db, (await processBySlug(db, process)).id, reference, viewer);
      const editions = (await wordingsOf(db, it)).map(({ edition, day, body, fingerprint }) => ({ edition, day, body, fingerprint }));
      return c.json({ ...contributionOut(it, (await surroundingsOf(db, [it]))(it)), late: it.late, acknowledged: it.acknowledgedDay, published: it.publishedDay, ask: it.askNumber, document: it.document && documentOut(it.document), asks: await asksOut(c, it), editions }, 200);
    })
  .openapi(createRoute({ method: "get", path: "/{process}/calls/{call}/contributions", summary: "What was submitted to a call", description: `By day, ${pageSize} at once.`, request: { params: params("process", "call"), query: z.object({ page: z.string().optional().openapi({ description: "Counted from 1" }) }) }, responses: json(ListOut, "The submissions that you may read") }),
    async (c) => {
      const { db, viewer } = c.var;
      const { process, call } = c.req.valid("param");
      const { id } = await processBySlug(db, process);
            return listed(c, await submissionsTo(db, (await callByNumber(db, id, numberIn(call), viewer)).id, viewer), c.req.valid("query").page);
    })
  .openapi(createRoute({ method: "get", path: "/{process}/text/{instrument}/{version}/contributions", summary: "What is written on a version", description: `By day, ${pageSize} at once.`, request: { params: params("process", "instrument", "version"), query: z.object({ page: z.string().optional().openapi({ description: "Counted from 1" }) }) }, responses: json(ListOut, "The contributions that you may read") }),
    async (c) => {
      const { db, viewer } = c.var;
      const { process, instrument, version } = c.req.valid("param");
      const all = await contributionsOn(db, versionOn(await shelfOf(db, process, instrument, viewer), version).id, viewer);
      return listed(c, all, c.req.valid("query").page);
    });
