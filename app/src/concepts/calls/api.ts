import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Env } from "../../ground/web/env.ts";
import { json, params, receiptOut, receiptSchema } from "../../ground/web/api.ts";
import { receiptOf } from "../../ground/record/receipts.ts";
import { Refusal } from "../../ground/refusal.ts";
import { languages } from "../../ground/words.ts";
import { openings } from "../disclosure/forum.ts";
import { combinations, type OfferedCombination } from "../disclosure/rule.ts";
import { processBySlug } from "../processes/store.ts";
import { sectors } from "../stakeholders/stakeholder.ts";
import { callKinds, callStates, isOpen, lastMoment, stageOf, type Call } from "./call.ts";
import { numberIn } from "../../ground/web/number.ts";
import { deeds, type Change } from "./change.ts";
import { callByNumber, callsOf, changesOfCalls, entryOfChange, pinnedProvisions, themesOfCall } from "./store.ts";

const words = z.record(z.string(), z.string());
const CallOut = z.object({
  process: z.string(), number: z.number().int(), kind: z.enum(callKinds), state: z.enum(callStates), stage: z.enum(["draft", "cancelled", "coming", "open", "late", "closed"]), title: words, about: words,
  mandate: words, mandateSymbol: z.string(), opensAt: z.string(), closesAt: z.string(), takenUntil: z.string(), timeZone: z.string(), toleranceMinutes: z.number().int(), open: z.boolean(),
  wordLimit: z.number().int(), wordLimitsBySector: z.record(z.string(), z.number().int()), languages: z.array(z.enum(languages)), sectors: z.array(z.enum(sectors)), openTo: z.enum(openings),
  combinations: z.array(z.enum(combinations as [OfferedCombination, ...OfferedCombination[]])), exclusive: z.boolean(), contact: z.string().nullable(), announcedAt: z.string().nullable(), cancelledBecause: z.string().nullable(),
}).openapi("Call");
const WholeOut = CallOut.extend({
  questions: z.array(z.object({ number: z.number().int(), text: words, required: z.boolean() })),
  provisions: z.array(z.object({ instrument: z.string(), version: z.string(), place: z.string(), provision: z.string() })), themes: z.array(z.string()),
  changes: z.array(z.object({ sequence: z.number().int(), what: z.enum(deeds), at: z.string(), by: z.string(), because: z.string().nullable(), changed: z.record(z.string(), z.unknown()) })),
}).openapi("CallWithQuestions");
const ReceiptOut = receiptSchema("CallReceipt");

const callOut = (process: { slug: string }, it: Call, now: Date): z.infer<typeof CallOut> => ({
  process: process.slug, number: it.number, kind: it.kind, state: it.state, stage: stageOf(it, now), title: { ...it.title }, about: { ...it.about }, mandate: { ...it.mandate }, mandateSymbol: it.mandateSymbol,
  opensAt: it.opensAt.toISOString(), closesAt: it.closesAt.toISOString(), takenUntil: lastMoment(it).toISOString(), timeZone: it.timeZone, toleranceMinutes: it.toleranceMinutes, open: isOpen(it, now),
  wordLimit: it.wordLimit, wordLimitsBySector: { ...it.wordLimitsBySector } as Record<string, number>, languages: it.languages, sectors: it.sectors, openTo: it.openTo, exclusive: it.exclusive, combinations: it.combinations, contact: it.contact,
  announcedAt: it.announcedAt?.toISOString() ?? null, cancelledBecause: it.cancelledBecause,
});
const changeOut = ({ callId: _, entry: __, at, changed, ...it }: Change) => ({ ...it, at: at.toISOString(), changed: { ...changed } });

/** Calls as data. */
export const callApi = new OpenAPIHono<Env>()
  .openapi(createRoute({ method: "get", path: "/{process}/calls", summary: "The calls of a process, the newest first", request: { params: params("process") }, responses: json(z.array(CallOut), "The calls that you may see") }),
    async (c) => {
      const process = await processBySlug(c.var.db, c.req.valid("param").process);
      return c.json((await callsOf(c.var.db, process.id, c.var.viewer)).map((it) => callOut(process, it, c.var.now)), 200);
    })
  .openapi(createRoute({ method: "get", path: "/{process}/calls/{call}", summary: "A call with its questions, what it is about and what was changed of it", request: { params: params("process", "call") }, responses: json(WholeOut, "The call") }),
    async (c) => {
      const { db, viewer, now } = c.var;
      const it = c.req.valid("param");
      const process = await processBySlug(db, it.process);
      const call = await callByNumber(db, process.id, numberIn(it.call), viewer);
      const provisions = (await pinnedProvisions(db, call.id)).map((one) => ({ instrument: one.instrument.slug, version: one.version.slug, place: one.place, provision: one.number }));
      const questions = call.questions.map((one) => ({ ...one, text: { ...one.text } }));
      const changes = ((await changesOfCalls(db, [call.id])).get(call.id) ?? []).map(changeOut);
      return c.json({ ...callOut(process, call, now), questions, provisions, themes: (await themesOfCall(db, call.id)).map((one) => one.slug), changes }, 200);
    })
  .openapi(createRoute({ method: "get", path: "/{process}/calls/{call}/changes/{sequence}/receipt", summary: "The receipt of a call’s announcement (0) or of a later change: with it anybody can check that it stands in the record", request: { params: params("process", "call", "sequence") }, responses: json(ReceiptOut, "The receipt") }),
    async (c) => {
      const { db, viewer, house } = c.var;
      const it = c.req.valid("param");
      const call = await callByNumber(db, (await processBySlug(db, it.process)).id, numberIn(it.call), viewer);
      const known = /^\d{1,6}$/.test(it.sequence) ? await entryOfChange(db, call.id, Number(it.sequence)) : null;
      if (!known) throw new Refusal("not-found", "page-unknown");
      const receipt = await receiptOf(db, house.record, known.sealed, known.at.toISOString().slice(0, 10));
      return c.json(receiptOut(receipt), 200);
    });
