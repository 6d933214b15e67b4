import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { json, params, receiptOut, receiptSchema } from "../../ground/web/api.ts";
import type { Env } from "../../ground/web/env.ts";
import { receiptOf } from "../../ground/record/receipts.ts";
import { Refusal } from "../../ground/refusal.ts";
import { languages, type Localized } from "../../ground/words.ts";
import { openings } from "../disclosure/forum.ts";
import { attributions, audiences, combinations, type OfferedCombination } from "../disclosure/rule.ts";
import { processBySlug } from "../processes/store.ts";
import { meetingDeeds, type MeetingChange } from "./change.ts";
import { admissions, formats, meetingKinds, meetingNumberIn, meetingStates, outcomeKinds, speakerRoles, type Block, type KeptMeeting } from "./meeting.ts";
import { speakersOf } from "./speakers.ts";
import { blocksOf, blockThemesOf, changesOfMeetings, entryOfMeetingChange, meetingByNumber, meetingsOf, outcomesOf, papersOf, pinnedOf } from "./store.ts";

const words = z.record(z.string(), z.string());
const MeetingOut = z.object({
  process: z.string(), number: z.number().int(), kind: z.enum(meetingKinds), state: z.enum(meetingStates), title: words, about: words, phase: z.number().int().nullable(), format: z.enum(formats), place: words.nullable(), timeZone: z.string(),
  startsAt: z.string(), endsAt: z.string(), organisers: z.array(words), admission: z.enum(admissions), openTo: z.enum(openings), combinations: z.array(z.enum(combinations as [OfferedCombination, ...OfferedCombination[]])),
  partOf: z.number().int().nullable(), prepares: z.number().int().nullable(), event: z.string().nullable(), contact: z.string().nullable(), announcedAt: z.string().nullable(), closedAt: z.string().nullable(), cancelledBecause: z.string().nullable(),
}).openapi("Meeting");
const SpeakerOut = z.object({ role: z.enum(speakerRoles), name: z.string(), affiliation: words.nullable(), biography: words.nullable() });
const WholeOut = MeetingOut.extend({
  modalities: z.record(z.string(), z.unknown()),
  agenda: z.array(z.object({
    number: z.number().int(), title: words, about: words.nullable(), opening: words.nullable(), startsAt: z.string(), endsAt: z.string(), room: z.string().nullable(), spoken: z.array(z.enum(languages)), interpreted: z.array(z.enum(languages)), captions: z.boolean(),
    audience: z.enum(audiences), attribution: z.enum(attributions), roles: z.record(z.string(), z.number().int()), provisions: z.array(z.object({ instrument: z.string(), version: z.string(), place: z.string(), provision: z.string() })), themes: z.array(z.string()), speakers: z.array(SpeakerOut),
  })),
  papers: z.array(z.object({ symbol: z.string().nullable(), title: words, address: z.string().nullable(), dueDay: z.string().nullable(), block: z.number().int().nullable() })),
  outcomes: z.array(z.object({ kind: z.enum(outcomeKinds), number: z.number().int(), text: words, clearedBy: z.string(), clearedDay: z.string() })),
  changes: z.array(z.object({ sequence: z.number().int(), what: z.enum(meetingDeeds), at: z.string(), by: z.string(), because: z.string().nullable(), changed: z.record(z.string(), z.unknown()) })),
}).openapi("MeetingWithAgenda");
const ReceiptOut = receiptSchema("MeetingReceipt");

const copied = (it: Localized | null): Record<string, string> | null => it && { ...it };
const meetingOut = (process: { slug: string }, it: KeptMeeting, others: readonly KeptMeeting[]): z.infer<typeof MeetingOut> => ({
  process: process.slug, number: it.number, kind: it.kind, state: it.state, title: { ...it.title }, about: { ...it.about }, phase: it.phase, format: it.format, place: copied(it.place), timeZone: it.timeZone, startsAt: it.startsAt.toISOString(), endsAt: it.endsAt.toISOString(),
  organisers: it.organisers.map((one) => ({ ...one })), admission: it.admission, openTo: it.openTo, combinations: it.combinations, partOf: others.find((one) => one.id === it.partOfId)?.number ?? null, prepares: others.find((one) => one.id === it.preparesId)?.number ?? null,
  event: it.event, contact: it.contact, announcedAt: it.announcedAt?.toISOString() ?? null, closedAt: it.closedAt?.toISOString() ?? null, cancelledBecause: it.cancelledBecause,
});
const changeOut = ({ meetingId: _, entry: __, at, changed, ...it }: MeetingChange) => ({ ...it, at: at.toISOString(), changed: { ...changed } });
const blockOut = ({ meetingId: _, forumId: __, startsAt, endsAt, title, about, opening, roles, ...it }: Block) => ({ ...it, title: { ...title }, about: copied(about), opening: copied(opening), startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), roles: { ...roles } as Record<string, number> });

/** Meetings as data; never a way in. */
export const meetingApi = new OpenAPIHono<Env>()
  .openapi(createRoute({ method: "get", path: "/{process}/meetings", summary: "The meetings of a process, in the order in which they begin", request: { params: params("process") }, responses: json(z.array(MeetingOut), "The meetings that you may see") }),
    async (c) => {
      const process = await processBySlug(c.var.db, c.req.valid("param").process);
      const all = await meetingsOf(c.var.db, process.id, c.var.viewer);
      return c.json(all.map((it) => meetingOut(process, it, all)), 200);
    })
  .openapi(createRoute({ method: "get", path: "/{process}/meetings/{meeting}", summary: "A meeting with its modalities, its agenda, its papers, what it left and what was changed of it", request: { params: params("process", "meeting") }, responses: json(WholeOut, "The meeting") }),
    async (c) => {
      const { db, viewer } = c.var;
      const it = c.req.valid("param");
      const process = await processBySlug(db, it.process);
      const meeting = await meetingByNumber(db, process.id, meetingNumberIn(it.meeting), viewer);
      const blocks = await blocksOf(db, meeting.id);
      const [pinned, tagged, speakers] = [await pinnedOf(db, meeting.id), await blockThemesOf(db, meeting.id), await speakersOf(db, meeting, blocks, viewer)];
      const agenda = blocks.map((block) => ({
        ...blockOut(block), themes: tagged.filter((one) => one.block === block.number).map((one) => one.theme.slug),
        provisions: pinned.filter((one) => one.block === block.number).map((one) => ({ instrument: one.instrument.slug, version: one.version.slug, place: one.place, provision: one.number })),
        speakers: speakers.filter((one) => one.block === block.number && one.state === "accepted").map((one) => ({ role: one.role, name: one.name, affiliation: copied(one.affiliation), biography: copied(one.biography) })),
      }));
      const papers = (await papersOf(db, meeting.id)).map(({ meetingId: _, position: __, title, ...one }) => ({ ...one, title: { ...title } }));
      const outcomes = (await outcomesOf(db, meeting, viewer)).flatMap(({ kind, number, text, clearedBy, clearedDay }) => (clearedBy !== null && clearedDay !== null && meeting.state === "closed" ? [{ kind, number, text: { ...text }, clearedBy, clearedDay }] : []));
      const changes = ((await changesOfMeetings(db, [meeting.id])).get(meeting.id) ?? []).map(changeOut);
      return c.json({ ...meetingOut(process, meeting, await meetingsOf(db, process.id, viewer)), modalities: { ...meeting.modalities }, agenda, papers, outcomes, changes }, 200);
    })
  .openapi(createRoute({ method: "get", path: "/{process}/meetings/{meeting}/changes/{sequence}/receipt", summary: "The receipt of a meeting’s announcement (0) or of a later change: with it anybody can check that it stands in the record", request: { params: params("process", "meeting", "sequence") }, responses: json(ReceiptOut, "The receipt") }),
    async (c) => {
      const { db, viewer, house } = c.var;
      const it = c.req.valid("param");
      const meeting = await meetingByNumber(db, (await processBySlug(db, it.process)).id, meetingNumberIn(it.meeting), viewer);
      const known = /^\d{1,6}$/.test(it.sequence) ? await entryOfMeetingChange(db, meeting.id, Number(it.sequence)) : null;
      if (!known) throw new Refusal("not-found", "page-unknown");
      const receipt = await receiptOf(db, house.record, known.sealed, known.at.toISOString().slice(0, 10));
      return c.json(receiptOut(receipt), 200);
    });
