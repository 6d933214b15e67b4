import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { dayOf } from "../../ground/clock.ts";
import { receiptOf } from "../../ground/record/receipts.ts";
import { Refusal } from "../../ground/refusal.ts";
import { visitor } from "../../ground/viewer.ts";
import { json, params, problems, receiptOut, receiptSchema } from "../../ground/web/api.ts";
import type { Env } from "../../ground/web/env.ts";
import { isLate } from "../partnerships/change.ts";
import { regionalGroups } from "../stakeholders/stakeholder.ts";
import { checklist } from "./checklist.ts";
import type { ShownPractice } from "./disclosure.ts";
import { deeds, outcomes, strengths } from "./practice.ts";
import { facets, findable, pageSize, readPracticeQuery, searched } from "./search.ts";
import { changesOfPractice, entryOfChange, practiceAt, publicPractices, questionsOf, repeatsOf } from "./store.ts";

const words = z.record(z.string(), z.string());
const PracticeOut = z.object({
  slug: z.string(), title: words, context: words, problem: words, done: words, result: words, takes: words, safeguards: words, wrong: words, strength: z.enum(strengths), evidence: z.array(z.string()), regions: z.array(z.enum(regionalGroups)),
  themes: z.array(z.string()), partnerships: z.array(z.string()), owner: z.string(), sector: z.string(), publishedDay: z.string().nullable(), repeated: z.number().int(), invented: z.boolean(),
}).openapi("Practice");
const WholeOut = PracticeOut.extend({
  state: z.string(), withdrawnBecause: z.string().nullable(),
  repeats: z.array(z.object({ stakeholder: z.string(), outcome: z.enum(outcomes), text: z.string(), evidence: z.string().nullable(), day: z.string() })),
  questions: z.array(z.object({ number: z.number().int(), text: z.string().nullable(), askedBy: z.string().nullable(), day: z.string(), dueDay: z.string(), late: z.boolean(), answer: z.string().nullable(), answeredDay: z.string().nullable(), asideBecause: z.string().nullable() })),
  history: z.array(z.object({ sequence: z.number().int(), what: z.enum(deeds), day: z.string(), by: z.string(), because: z.string().nullable() })),
}).openapi("PracticeWithReports");
const ReceiptOut = receiptSchema("PracticeReceipt");
const ListOut = z.object({ total: z.number().int(), page: z.number().int(), pageSize: z.number().int(), practices: z.array(PracticeOut), facets: z.record(z.string(), z.array(z.object({ value: z.string(), count: z.number().int() }))) }).openapi("PracticeList");
const several = z.union([z.string(), z.array(z.string())]).optional();
const Query = z.object({ q: z.string().max(200).optional(), page: z.string().optional(), ...Object.fromEntries(facets.map((it) => [it, several])) });

/** A public card as data. */
export const practiceOut = (it: ShownPractice): z.infer<typeof PracticeOut> => ({
  slug: it.slug, title: { ...it.title }, context: { ...it.context }, problem: { ...it.problem }, done: { ...it.done }, result: { ...it.result }, takes: { ...it.takes }, safeguards: { ...it.safeguards }, wrong: { ...it.wrong }, strength: it.strength, evidence: it.evidence, regions: it.regions,
  themes: it.themes.map((one) => one.slug), partnerships: it.partnerships.map((one) => one.slug), owner: it.owner.slug, sector: it.owner.sector, publishedDay: it.publishedDay, repeated: it.repeated, invented: it.owner.invented,
});

/** Practices and lessons as data: what every visitor reads. */
export const practiceApi = new OpenAPIHono<Env>()
  .openapi(createRoute({ method: "get", path: "/practices", summary: "Published practices: words in any of the six languages, facets, pages", request: { query: Query }, responses: json(ListOut, "A page of practices") }), async (c) => {
    const query = readPracticeQuery(new URL(c.req.url).searchParams);
    const { found, counts } = searched(await publicPractices(c.var.db), findable, query);
    const counted = Object.fromEntries(facets.map((facet) => [facet, counts.filter((it) => it.facet === facet).map(({ value, count }) => ({ value, count }))]));
    return c.json({ total: found.length, page: query.page, pageSize, practices: found.slice((query.page - 1) * pageSize, query.page * pageSize).map(practiceOut), facets: counted }, 200);
  })
  .openapi(createRoute({ method: "get", path: "/practices/checklist", summary: "What two officers look at before a practice is published", responses: json(z.array(z.object({ slug: z.string(), text: words })), "The checklist") }), (c) => c.json(checklist.map((it) => ({ slug: it.slug, text: { ...it.text } })), 200))
  .openapi(createRoute({ method: "get", path: "/practices/{slug}", summary: "A published practice with who repeated it, the questions to it and its history", request: { params: params("slug") }, responses: { ...json(WholeOut, "The practice"), ...problems } }), async (c) => {
    const { db, now } = c.var;
    const it = await practiceAt(db, c.req.valid("param").slug, visitor);
    const repeats = (await repeatsOf(db, it.id, visitor)).map(({ body, outcome, text, evidence, day }) => ({ stakeholder: body.slug, outcome, text, evidence, day }));
    const questions = (await questionsOf(db, it.id)).map((one) => ({ number: one.number, text: one.asideBecause === null ? one.text : null, askedBy: one.asker?.slug ?? null, day: one.day, dueDay: one.dueDay, late: isLate(one, dayOf(now)), answer: one.answer, answeredDay: one.answeredDay, asideBecause: one.asideBecause }));
    const history = (await changesOfPractice(db, it.id)).map(({ sequence, what, day, by, because }) => ({ sequence, what, day, by, because }));
    return c.json({ ...practiceOut(it), state: it.state, withdrawnBecause: it.withdrawnBecause, repeats, questions, history }, 200);
  })
  .openapi(createRoute({ method: "get", path: "/practices/{slug}/changes/{sequence}/receipt", summary: "The receipt of a publication (0), of a repetition or of what was taken back: with it anybody can check that it stands in the record", request: { params: params("slug", "sequence") }, responses: { ...json(ReceiptOut, "The receipt"), ...problems } }), async (c) => {
    const { db, house } = c.var;
    const { slug, sequence } = c.req.valid("param");
    const it = await practiceAt(db, slug, visitor);
    const known = /^\d{1,6}$/.test(sequence) ? await entryOfChange(db, it.id, Number(sequence)) : null;
    if (!known) throw new Refusal("not-found", "page-unknown");
    const receipt = await receiptOf(db, house.record, known.sealed, known.day);
    return c.json(receiptOut(receipt), 200);
  });
