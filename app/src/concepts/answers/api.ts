import { pinWritten } from "../contributions/answer.ts";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Env } from "../../ground/web/env.ts";
import { problems } from "../../ground/web/api.ts";
import { askStates } from "../contributions/ask.ts";
import { askFoldsIn } from "../contributions/store/campaigns.ts";
import { attributions, audiences } from "../disclosure/rule.ts";
import { processBySlug } from "../processes/store.ts";
import { settable, standingOf, standings } from "./answer.ts";
import { ledgerFacets, ledgerPage, readLedgerQuery } from "./ledger.ts";
import { ledgerCounts, ledgerOf, pinnedTo, type LedgerLine, type PinnedTo } from "./store/ledger.ts";

const words = z.record(z.string(), z.string());
const AskOut = z.object({
  reference: z.string(), ask: z.number().int(), asks: z.number().int(), text: z.string(), language: z.string(), audience: z.enum(audiences), attribution: z.enum(attributions),
  by: z.object({ organisation: z.object({ slug: z.string(), name: words }).nullable(), sector: z.string().nullable(), region: z.string().nullable() }),
  call: z.number().int().nullable(), campaign: z.string().nullable().openapi({ description: "The reference under which the campaign that its submission belongs to has its page" }), pins: z.array(z.object({ place: z.string(), version: z.string().nullable(), symbol: z.string().nullable(), provision: z.string().nullable() })),
  published: z.string(), state: z.enum(askStates), standing: z.enum(standings),
  answer: z.object({ state: z.enum(settable), reason: z.string(), line: z.string().nullable(), link: z.string().nullable(), by: z.string(), day: z.string(), turn: z.number().int() }).nullable(),
}).openapi("AskInLedger");
const LedgerOut = z.object({
  lines: z.number().int(), page: z.number().int(), pageSize: z.number().int(), publicNamed: z.number().int(),
  facets: z.record(z.string(), z.array(z.object({ value: z.string(), count: z.number().int() }))), asks: z.array(AskOut),
}).openapi("Ledger");

function askOut({ shown, ask, answer, text, asksInAll, since, stands }: LedgerLine, pins: ReadonlyMap<string, PinnedTo>, campaigns: ReadonlyMap<string, string>): z.infer<typeof AskOut> {
  const { organisation, sector, region } = shown.by;
  return {
    reference: shown.reference, ask: ask.number, asks: asksInAll, text, language: shown.language, audience: shown.audience, attribution: shown.attribution,
    by: { organisation: organisation && { slug: organisation.slug, name: { ...organisation.name } }, sector: organisation?.sector ?? sector, region: organisation ? organisation.regionalGroup : region },
    call: stands.call?.number ?? null, campaign: campaigns.get(shown.id) ?? null, published: since, state: ask.state, standing: standingOf(ask.state),
    pins: ask.pins.map((it) => { const to = pins.get(pinWritten(it)); return { place: it.place, version: to?.version ?? null, symbol: to?.symbol ?? null, provision: to?.number ?? null }; }),
    answer: answer && { state: answer.state, reason: answer.reason, line: answer.line, link: answer.link, by: answer.by, day: answer.day, turn: answer.turn },
  };
}

const Query = z.object({ page: z.string().optional().openapi({ description: "Counted from 1" }), ...Object.fromEntries(ledgerFacets.map((it) => [it, z.string().optional()])) });

/** The ledger as data: the same question as the page’s. */
export const ledgerApi = new OpenAPIHono<Env>().openapi(
  createRoute({
    method: "get", path: "/{process}/ledger", summary: "Asks with their states", description: `${ledgerPage} at once. Counts are of public named asks alone.`,
    request: { params: z.object({ process: z.string() }), query: Query }, responses: { 200: { content: { "application/json": { schema: LedgerOut } }, description: "A page of the asks that you may see" }, ...problems },
  }),
  async (c) => {
    const { db, viewer } = c.var;
    const process = await processBySlug(db, c.req.valid("param").process);
    const query = readLedgerQuery(new URL(c.req.url).searchParams);
    const { lines, all } = await ledgerOf(db, process.id, viewer, query);
    const { total, counts } = await ledgerCounts(db, process.id, query.choices);
    const pins = await pinnedTo(db, lines.flatMap((it) => it.ask.pins));
    const { leads } = await askFoldsIn(db, process.id);
    const facets = Object.fromEntries(ledgerFacets.map((facet) => [facet, counts.filter((it) => it.facet === facet).map(({ value, count }) => ({ value, count }))]));
    return c.json({ lines: all, page: query.page, pageSize: ledgerPage, publicNamed: total, facets, asks: lines.map((it) => askOut(it, pins, leads)) }, 200);
  });
