import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { receiptOf } from "../../ground/record/receipts.ts";
import type { Db } from "../../ground/db/database.ts";
import { Refusal } from "../../ground/refusal.ts";
import { visitor } from "../../ground/viewer.ts";
import { json, params, problems, receiptOut, receiptSchema } from "../../ground/web/api.ts";
import type { Env } from "../../ground/web/env.ts";
import { numberIn } from "../../ground/web/number.ts";
import { isDay } from "../processes/inputs.ts";
import { processBySlug } from "../processes/store.ts";
import { actKinds, behind } from "./counting.ts";
import type { ShownStatement } from "./disclosure.ts";
import { statementRecordOf } from "./proving.ts";
import { deeds, paragraphKinds, states, versionKinds } from "./statement.ts";
import { changesOf, sealedChanges, statementAt, statementsIn, textsOf, versionsOf } from "./store.ts";
import { actsOn } from "./store/signing.ts";

const number = z.number().int();
const CountOut = z.object({ process: z.string(), statement: number, version: number, day: z.string().nullable(), organisations: number, people: number, sectors: z.record(z.string(), number), regions: z.record(z.string(), number) }).openapi("JointStatementCount");
const HeadOut = z.object({ number, state: z.enum(states), version: number, language: z.string(), initiator: z.string(), openedDay: z.string().nullable(), closedDay: z.string().nullable(), closesAt: z.string().nullable(), toleranceMinutes: number, individuals: z.boolean(), perParagraph: z.boolean(), invented: z.boolean() }).openapi("JointStatementHead");
const TextOut = z.object({ version: number, language: z.string(), edition: number, title: z.string(), paragraphs: z.array(z.object({ kind: z.enum(paragraphKinds), text: z.string() })), translator: z.string().nullable(), sha256: z.string(), day: z.string() });
const ActOut = z.object({ what: z.enum(actKinds), version: number, stakeholder: z.string().nullable(), sector: z.string().nullable(), region: z.string().nullable(), name: z.string().nullable(), capacity: z.string().nullable(), accepted: z.array(z.object({ language: z.string(), sha256: z.string() })), paragraphs: z.array(number).nullable(), because: z.string().nullable(), day: z.string(), countsFrom: z.string().nullable() });
const StatementOut = HeadOut.extend({ versions: z.array(z.object({ version: number, kind: z.enum(versionKinds), because: z.string(), day: z.string() })), texts: z.array(TextOut), acts: z.array(ActOut), changes: z.array(z.object({ sequence: number, what: z.enum(deeds), version: number, language: z.string().nullable(), day: z.string(), by: z.string(), because: z.string().nullable() })) }).openapi("JointStatement");
const ReceiptOut = receiptSchema("JointStatementReceipt");
const RecordOut = z.object({
  travaux: z.literal("joint statement"), version: z.literal(1), process: z.string(), statement: number, versions: z.array(z.object({ version: number, kind: z.enum(versionKinds), because: z.string(), day: z.string() })), texts: z.array(TextOut),
  bodies: z.array(z.object({ who: z.string(), now: z.string(), verifiedDay: z.string().nullable() })), counts: z.array(z.object({ version: number, organisations: number, people: number })), changes: z.array(ReceiptOut), acts: z.array(ReceiptOut),
}).openapi("JointStatementRecord");

const headOf = (it: ShownStatement): z.infer<typeof HeadOut> => ({ number: it.number, state: it.state, version: it.version, language: it.language, initiator: it.initiator.slug, openedDay: it.openedDay, closedDay: it.closedDay, closesAt: it.closesAt?.toISOString() ?? null, toleranceMinutes: it.toleranceMinutes, individuals: it.individuals, perParagraph: it.perParagraph, invented: it.initiator.invented });
const publicOne = async (db: Db, at: { process: string; statement: string }) => { const process = await processBySlug(db, at.process); return { process, it: await statementAt(db, process, numberIn(at.statement), visitor) }; };
const tally = (all: readonly (string | null | undefined)[]) => { const sums: Record<string, number> = {}; for (const it of all) if (it) sums[it] = (sums[it] ?? 0) + 1; return sums; };

/** How many stand behind a statement, by sector and region; on a day that is named, or now. */
async function countOf(db: Db, process: { slug: string }, it: ShownStatement, day: string | null): Promise<z.infer<typeof CountOut>> {
  const { version, organisations, people } = behind(await actsOn(db, [it.id], visitor), await versionsOf(db, it.id), day);
  return { process: process.slug, statement: it.number, version, day, organisations: organisations.length, people: people.length, sectors: tally(organisations.map((one) => one.body?.sector)), regions: tally(organisations.map((one) => one.body?.regionalGroup)) };
}

const at = "/{process}/statements";
/** Joint statements as data: what every visitor reads; and all that is needed to recount one. */
export const statementApi = new OpenAPIHono<Env>()
  .openapi(createRoute({ method: "get", path: at, summary: "Joint statements of a process, the newest first", request: { params: params("process") }, responses: json(z.array(HeadOut), "The statements") }), async (c) => {
    const process = await processBySlug(c.var.db, c.req.valid("param").process);
    return c.json((await statementsIn(c.var.db, process, visitor)).map(headOf), 200);
  })
  .openapi(createRoute({ method: "get", path: `${at}/{statement}`, summary: "A joint statement: every version in every language with its hash, every signature and withdrawal, and what happened", request: { params: params("process", "statement") }, responses: { ...json(StatementOut, "The statement"), ...problems } }), async (c) => {
    const { db } = c.var;
    const { it } = await publicOne(db, c.req.valid("param"));
    const [versions, texts, acts, changes] = [await versionsOf(db, it.id), await textsOf(db, it.id), await actsOn(db, [it.id], visitor), await changesOf(db, it.id)];
    return c.json({
      ...headOf(it), versions: versions.map(({ statementId: _, ...one }) => one), texts: texts.map(({ statementId: _, ...one }) => one), changes: changes.map(({ statementId: _, entry: __, ...one }) => one),
      acts: acts.map((one) => ({ what: one.what, version: one.version, stakeholder: one.body?.slug ?? null, sector: one.body?.sector ?? null, region: one.body?.regionalGroup ?? null, name: one.name, capacity: one.capacity, accepted: one.accepted, paragraphs: one.paragraphs, because: one.because, day: one.day, countsFrom: one.countsFrom })),
    }, 200);
  })
  .openapi(createRoute({ method: "get", path: `${at}/{statement}/count`, summary: "How many stand behind it, by sector and region; `on`: on a day that is past. Other sites may read it", request: { params: params("process", "statement"), query: z.object({ on: z.string().optional() }) }, responses: { ...json(CountOut, "The count"), ...problems } }), async (c) => {
    const { process, it } = await publicOne(c.var.db, c.req.valid("param"));
    const { on = "" } = c.req.valid("query");
    c.header("Access-Control-Allow-Origin", "*");
    return c.json(await countOf(c.var.db, process, it, isDay(on) ? on : null), 200);
  })
  .openapi(createRoute({ method: "get", path: `${at}/{statement}/record`, summary: "All that proves a statement in one document: anybody recounts it with “travaux verify”", request: { params: params("process", "statement") }, responses: { ...json(RecordOut, "The record of the statement"), ...problems } }), async (c) => {
    const { db, house, now } = c.var;
    const { process, it } = await publicOne(db, c.req.valid("param"));
    const found = await statementRecordOf(db, house.record, process, it, now);
    return c.json({ ...found, changes: found.changes.map(receiptOut), acts: found.acts.map(receiptOut) }, 200);
  })
  .openapi(createRoute({ method: "get", path: `${at}/{statement}/changes/{sequence}/receipt`, summary: "The receipt of the opening (0) or of a later change", request: { params: params("process", "statement", "sequence") }, responses: { ...json(ReceiptOut, "The receipt"), ...problems } }), async (c) => {
    const { db, house } = c.var;
    const { it } = await publicOne(db, c.req.valid("param"));
    const known = (await sealedChanges(db, it.id)).find((one) => one.sequence === numberOr(c.req.valid("param").sequence));
    if (!known) throw new Refusal("not-found", "page-unknown");
    const receipt = await receiptOf(db, house.record, known.sealed, known.day);
    return c.json(receiptOut(receipt), 200);
  });

/** A sequence counts from 0, which is no number of anything else. */
const numberOr = (typed: string): number => (/^\d{1,6}$/.test(typed) ? Number(typed) : -1);
