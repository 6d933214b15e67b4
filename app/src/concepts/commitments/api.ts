import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { dayOf } from "../../ground/clock.ts";
import { receiptOf } from "../../ground/record/receipts.ts";
import { Refusal } from "../../ground/refusal.ts";
import { visitor } from "../../ground/viewer.ts";
import { json, params, problems, receiptOut, receiptSchema } from "../../ground/web/api.ts";
import type { Env } from "../../ground/web/env.ts";
import { numberIn } from "../../ground/web/number.ts";
import { processBySlug } from "../processes/store.ts";
import { born, deeds, isLate, outcomes, states } from "./commitment.ts";
import type { ShownCommitment } from "./disclosure.ts";
import { narrowed, readAsked, statuses } from "./register.ts";
import { changesOfCommitment, commitmentByNumber, commitmentsOf, entryOfChange, progressOf } from "./store.ts";

const number = z.number().int();
const CommitmentOut = z.object({
  number, state: z.enum(states), late: z.boolean(), title: z.string(), what: z.string(), indicator: z.string(), language: z.string(), dueDay: z.string(),
  earlierDays: z.array(z.object({ day: z.string(), because: z.string(), movedDay: z.string() })), owners: z.array(z.object({ stakeholder: z.string(), confirmedDay: z.string().nullable() })), asked: number,
  themes: z.array(z.string()), bornOf: z.enum(["meeting", "statement", "finding", "itself"]), meeting: number.nullable(), statement: number.nullable(), finding: z.object({ assessment: number, release: number, number }).nullable(),
  share: number.nullable(), openedDay: z.string().nullable(), closedDay: z.string().nullable(), outcome: z.enum(outcomes).nullable(), report: z.string().nullable(),
}).openapi("Commitment");
const WholeOut = CommitmentOut.extend({
  progress: z.array(z.object({ number, stakeholder: z.string().nullable(), text: z.string(), share: number.nullable(), evidence: z.string().nullable(), evidenceText: z.string().nullable(), corrects: number.nullable(), day: z.string() })),
  history: z.array(z.object({ sequence: number, what: z.enum(deeds), day: z.string(), by: z.string(), because: z.string().nullable(), before: z.string().nullable(), after: z.string().nullable() })),
}).openapi("CommitmentWithHistory");
const ReceiptOut = receiptSchema("CommitmentReceipt");
const Query = z.object({ status: z.enum(statuses).or(z.literal("")).optional(), meeting: z.string().optional(), theme: z.string().optional(), owner: z.string().optional() });

/** A commitment as data, as every visitor reads it. */
export const commitmentOut = (it: ShownCommitment, today: string): z.infer<typeof CommitmentOut> => ({
  number: it.number, state: it.state, late: isLate(it, today), title: it.title, what: it.what, indicator: it.indicator, language: it.language, dueDay: it.dueDay,
  earlierDays: it.moves.map((one) => ({ day: one.before, because: one.because, movedDay: one.day })), owners: it.owners.map((one) => ({ stakeholder: one.body.slug, confirmedDay: one.confirmedDay })), asked: it.asked,
  themes: it.themes.map((one) => one.slug), bornOf: born(it), meeting: it.source?.of === "meeting" ? it.source.number : null, statement: it.source?.of === "statement" ? it.source.number : null, finding: it.source?.of === "finding" ? { assessment: it.source.assessment, release: it.source.release, number: it.source.number } : null,
  share: it.share, openedDay: it.openedDay, closedDay: it.closedDay, outcome: it.outcome, report: it.report,
});

/** Commitments as data: what every visitor reads. */
export const commitmentApi = new OpenAPIHono<Env>()
  .openapi(createRoute({ method: "get", path: "/{process}/commitments", summary: "Commitments that an owner has confirmed, those due first at first; by status, meeting, theme and owner", request: { params: params("process"), query: Query }, responses: { ...json(z.array(CommitmentOut), "The commitments"), ...problems } }), async (c) => {
    const process = await processBySlug(c.var.db, c.req.valid("param").process);
    const today = dayOf(c.var.now);
    return c.json(narrowed(await commitmentsOf(c.var.db, process, visitor), readAsked(new URL(c.req.url).searchParams), today).map((it) => commitmentOut(it, today)), 200);
  })
  .openapi(createRoute({ method: "get", path: "/{process}/commitments/{commitment}", summary: "A commitment with what was done and what happened to it", request: { params: params("process", "commitment") }, responses: { ...json(WholeOut, "The commitment"), ...problems } }), async (c) => {
    const it = await known(c.var.db, c.req.valid("param"));
    const progress = (await progressOf(c.var.db, it.id)).map(({ body, number, text, share, evidence, evidenceText, corrects, day }) => ({ number, stakeholder: body?.slug ?? null, text, share, evidence, evidenceText, corrects, day }));
    const history = (await changesOfCommitment(c.var.db, it.id)).map(({ sequence, what, day, by, because, before, after }) => ({ sequence, what, day, by, because, before, after }));
    return c.json({ ...commitmentOut(it, dayOf(c.var.now)), progress, history }, 200);
  })
  .openapi(createRoute({ method: "get", path: "/{process}/commitments/{commitment}/changes/{sequence}/receipt", summary: "The receipt of something that happened to a commitment (0: it was confirmed): with it anybody can check that it stands in the record", request: { params: params("process", "commitment", "sequence") }, responses: { ...json(ReceiptOut, "The receipt"), ...problems } }), async (c) => {
    const { db, house } = c.var;
    const { sequence, ...of } = c.req.valid("param");
    const it = await known(db, of);
    const found = /^\d{1,6}$/.test(sequence) ? await entryOfChange(db, it.id, Number(sequence)) : null;
    if (!found) throw new Refusal("not-found", "page-unknown");
    const receipt = await receiptOf(db, house.record, found.sealed, found.day);
    return c.json(receiptOut(receipt), 200);
  });

const known = async (db: Env["Variables"]["db"], of: Record<"process" | "commitment", string>) => commitmentByNumber(db, await processBySlug(db, of.process), numberIn(of.commitment), visitor);
