import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { receiptOf } from "../../ground/record/receipts.ts";
import { Refusal } from "../../ground/refusal.ts";
import { dayOf } from "../../ground/clock.ts";
import { visitor } from "../../ground/viewer.ts";
import { json, params, problems, receiptOut, receiptSchema } from "../../ground/web/api.ts";
import type { Env } from "../../ground/web/env.ts";
import { regionalGroups, sectors } from "../stakeholders/stakeholder.ts";
import { deeds, isLate } from "./change.ts";
import { checklist } from "./checklist.ts";
import type { ShownPartnership } from "./disclosure.ts";
import { forms, functions, isStale, staleFrom, statuses } from "./partnership.ts";
import { facets, pageSize, readRegisterQuery } from "./register/query.ts";
import { listedAtOnce, readNetworkQuery, type Network, type NetworkBody } from "./register/network.ts";
import { cellsOf, searchRegister } from "./register/store.ts";
import { networkOf } from "./register/store/network.ts";
import { changesOfPartnership, entryOfChange, familyOf, partnershipAt, publicPartnerships } from "./store.ts";
import { questionsOf } from "./store/questions.ts";

const words = z.record(z.string(), z.string());
const EntryOut = z.object({
  slug: z.string(), title: words, about: words, status: z.enum(statuses), startsDay: z.string().nullable(), endsDay: z.string().nullable(), countries: z.array(z.string()), regions: z.array(z.enum(regionalGroups)), crimes: z.array(z.string()), functions: z.array(z.enum(functions)),
  form: z.enum(forms), basis: words, rights: words, data: words, resources: words, governance: words, results: z.array(z.object({ text: z.string(), evidence: z.string() })), sources: z.array(z.string()),
  partners: z.array(z.object({ stakeholder: z.string(), sector: z.string(), role: z.string(), confirmedDay: z.string().nullable() })), edition: z.number().int(), publishedDay: z.string().nullable(), staleFrom: z.string().nullable(), stale: z.boolean(), invented: z.boolean(),
}).openapi("Partnership");
const WholeOut = EntryOut.extend({
  state: z.string(), partOf: z.string().nullable(), parts: z.array(z.string()),
  history: z.array(z.object({ sequence: z.number().int(), what: z.enum(deeds), day: z.string(), by: z.string(), because: z.string().nullable(), changed: z.record(z.string(), z.unknown()) })),
  questions: z.array(z.object({ number: z.number().int(), text: z.string().nullable(), askedBy: z.string().nullable(), day: z.string(), dueDay: z.string(), late: z.boolean(), answer: z.string().nullable(), answeredBy: z.string().nullable(), answeredDay: z.string().nullable(), asideBecause: z.string().nullable() })),
}).openapi("PartnershipWithHistory");
const RegisterOut = z.object({ total: z.number().int(), page: z.number().int(), pageSize: z.number().int(), partnerships: z.array(EntryOut), facets: z.record(z.string(), z.array(z.object({ value: z.string(), count: z.number().int() }))) }).openapi("PartnershipRegister");
const BodyOut = z.object({ stakeholder: z.string(), name: words, sector: z.enum(sectors), worksWith: z.number().int(), partnerships: z.number().int() });
const NetworkOut = z.object({
  bodies: z.number().int(), ties: z.number().int(), page: z.number().int(), pageSize: z.number().int(),
  drawn: z.object({ bodies: z.array(BodyOut), ties: z.array(z.object({ one: z.string(), other: z.string(), partnerships: z.number().int() })) }),
  listed: z.array(BodyOut.extend({ with: z.array(z.object({ stakeholder: z.string(), partnerships: z.number().int() })), together: z.array(z.string()), togetherInAll: z.number().int() })),
}).openapi("PartnershipNetwork");
const ReceiptOut = receiptSchema("PartnershipReceipt");

const several = z.union([z.string(), z.array(z.string())]).optional();
const Query = z.object({ q: z.string().max(200).optional(), order: z.string().optional(), page: z.string().optional(), ...Object.fromEntries(facets.map((it) => [it, several])) });

/** A public entry as data. */
export function entryOut({ slug, edition, publishedDay, public: it }: ShownPartnership, day: string): z.infer<typeof EntryOut> {
  const { title, about, status, startsDay, endsDay, countries, regions, form, basis, rights, data, resources, governance, results, sources, partners, crimes } = it!;
  return {
    slug, title: { ...title }, about: { ...about }, status, startsDay, endsDay, countries, regions, crimes: crimes.map((one) => one.slug), functions: it!.functions, form, basis: { ...basis }, rights: { ...rights }, data: { ...data }, resources: { ...resources }, governance: { ...governance }, results, sources,
    partners: partners.map((one) => ({ stakeholder: one.body.slug, sector: one.body.sector, role: one.role, confirmedDay: one.day })), edition, publishedDay, staleFrom: staleFrom(partners), stale: isStale(partners, day), invented: partners.some((one) => one.body.invented),
  };
}

const bodyOut = ({ slug, name, sector, others, partnerships }: NetworkBody): z.infer<typeof BodyOut> => ({ stakeholder: slug, name: { ...name }, sector, worksWith: others, partnerships });
/** Who works with whom as data. */
export function networkOut({ bodies, ties, drawn, listed }: Network, page: number): z.infer<typeof NetworkOut> {
  const slugs = new Map(drawn.bodies.map((it) => [it.id, it.slug]));
  return {
    bodies, ties, page, pageSize: listedAtOnce.bodies, drawn: { bodies: drawn.bodies.map(bodyOut), ties: drawn.ties.map((it) => ({ one: slugs.get(it.one)!, other: slugs.get(it.other)!, partnerships: it.partnerships })) },
    listed: listed.map((it) => ({ ...bodyOut(it), with: it.with.map((one) => ({ stakeholder: one.slug, partnerships: one.partnerships })), together: it.together.map((one) => one.slug), togetherInAll: it.togetherInAll })),
  };
}

/** The register of partnerships as data: what every visitor reads. */
export const partnershipApi = new OpenAPIHono<Env>()
  .openapi(createRoute({ method: "get", path: "/partnerships", summary: "Published partnerships: words in any of the six languages, facets, pages", request: { query: Query }, responses: json(RegisterOut, "A page of the register") }), async (c) => {
    const { db, words: said, now } = c.var;
    const query = readRegisterQuery(new URL(c.req.url).searchParams);
    const found = await searchRegister(db, query, said.language);
    const counts = Object.fromEntries(facets.map((facet) => [facet, found.counts.filter((it) => it.facet === facet).map(({ value, count }) => ({ value, count })).toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))]));
    return c.json({ total: found.total, page: query.page, pageSize, partnerships: (await publicPartnerships(db, found.ids)).map((it) => entryOut(it, dayOf(now))), facets: counts }, 200);
  })
  .openapi(createRoute({ method: "get", path: "/partnerships/checklist", summary: "What two officers look at before an entry is published", responses: json(z.array(z.object({ slug: z.string(), text: words })), "The checklist") }), (c) => c.json(checklist.map((it) => ({ slug: it.slug, text: { ...it.text } })), 200))
  .openapi(createRoute({ method: "get", path: "/partnerships/matrix", summary: "How many stand against each crime type with each function; what is not named is none", request: { query: Query }, responses: json(z.array(z.object({ crime: z.string(), function: z.string(), count: z.number().int() })), "The cells that have some") }), async (c) =>
    c.json((await cellsOf(c.var.db, readRegisterQuery(new URL(c.req.url).searchParams))).toSorted((a, b) => (a.crime + a.function < b.crime + b.function ? -1 : 1)), 200))
  .openapi(createRoute({ method: "get", path: "/partnerships/network", summary: "Which bodies work together in published partnerships, as they confirmed: the strongest ties, as they are drawn, and a page of bodies with those whom each works with most; `body`: those whom one works with, and in what", request: { query: Query.extend({ body: z.string().optional() }) }, responses: json(NetworkOut, "Who works with whom") }), async (c) => {
    const query = readNetworkQuery(new URL(c.req.url).searchParams);
    return c.json(networkOut(await networkOf(c.var.db, query), query.page), 200);
  })
  .openapi(createRoute({ method: "get", path: "/partnerships/{slug}", summary: "A published partnership with its history and the questions to it", request: { params: params("slug") }, responses: { ...json(WholeOut, "The partnership"), 301: { description: "It was merged; its data are there" }, ...problems } }), async (c) => {
    const { db, now } = c.var;
    const found = await partnershipAt(db, c.req.valid("param").slug, visitor);
    if ("movedTo" in found) return c.redirect(`/api/v1/partnerships/${found.movedTo}`, 301);
    const { it } = found;
    const family = await familyOf(db, { id: it.id, partOfId: it.public!.partOfId });
    const history = (await changesOfPartnership(db, it.id)).map(({ partnershipId: _, entry: __, changed, ...one }) => ({ ...one, changed: { ...changed } }));
    const questions = (await questionsOf(db, it.id)).map((one) => ({ number: one.number, text: one.asideBecause === null ? one.text : null, askedBy: one.asker?.slug ?? null, day: one.day, dueDay: one.dueDay, late: isLate(one, dayOf(now)), answer: one.answer, answeredBy: one.answerer?.slug ?? null, answeredDay: one.answeredDay, asideBecause: one.asideBecause }));
    return c.json({ ...entryOut(it, dayOf(now)), state: it.state, partOf: family.whole?.slug ?? null, parts: family.parts.map((one) => one.slug), history, questions }, 200);
  })
  .openapi(createRoute({ method: "get", path: "/partnerships/{slug}/changes/{sequence}/receipt", summary: "The receipt of a publication (0) or of a later change: with it anybody can check that it stands in the record", request: { params: params("slug", "sequence") }, responses: json(ReceiptOut, "The receipt") }), async (c) => {
    const { db, house } = c.var;
    const { slug, sequence } = c.req.valid("param");
    const found = await partnershipAt(db, slug, visitor);
    const known = "it" in found && /^\d{1,6}$/.test(sequence) ? await entryOfChange(db, found.it.id, Number(sequence)) : null;
    if (!known) throw new Refusal("not-found", "page-unknown");
    const receipt = await receiptOf(db, house.record, known.sealed, known.day);
    return c.json(receiptOut(receipt), 200);
  });
