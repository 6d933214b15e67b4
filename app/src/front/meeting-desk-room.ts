import { visitor } from "../ground/viewer.ts";
import { here, inAddress, type Door } from "../ground/web/env.ts";
import type { Typed } from "../ground/web/forms.tsx";
import { onward } from "../ground/web/page.tsx";
import type { Key } from "../ground/words.ts";
import { cited, placesIn } from "../concepts/calls/inputs.ts";
import { meetingDeskAddress, settingUpAddress } from "../concepts/meetings/addresses.ts";
import { meetingNumberIn, type KeptMeeting } from "../concepts/meetings/meeting.ts";
import { agendaOf, type AgendaItem } from "../concepts/meetings/operations.ts";
import type { BlockPlan } from "../concepts/meetings/plan.ts";
import { meetingByNumber, meetingsOf } from "../concepts/meetings/store.ts";
import type { Process } from "../concepts/processes/process.ts";
import { courseOf } from "../concepts/processes/store.ts";
import { publicPlaces, versionsInProcess } from "../concepts/texts/store/versions.ts";
import { allThemes } from "../concepts/themes/store.ts";
import type { MeetingOffer } from "./meeting-form.tsx";
import { officiatedProcess } from "./officiated.ts";

/** A meeting on its officers' desk, with its agenda. */
export type MeetingRoom = { process: Process; meeting: KeptMeeting; agenda: (AgendaItem & { was: number })[] };

/** The meeting of the address, for its officers. */
export async function meetingRoomOf(c: Door): Promise<MeetingRoom> {
  const process = await officiatedProcess(c);
  const meeting = await meetingByNumber(c.var.db, process.id, meetingNumberIn(inAddress(c, "meeting")), c.var.viewer);
  return { process, meeting, agenda: await agendaOf(c.var.db, meeting.id) };
}

/** What may be chosen: phases and events, other meetings, published versions, the newest first, and every theme. */
export const offerOf = async ({ var: { db, viewer } }: Door, process: Process, but?: string): Promise<MeetingOffer> => ({
  course: await courseOf(db, process), others: (await meetingsOf(db, process.id, viewer)).filter((it) => it.id !== but), versions: (await versionsInProcess(db, process.id, visitor)).toReversed(), themes: await allThemes(db),
});

/** What a block's form says it is about: places looked up in the version, themes by slug; what is not found is a problem of the field. */
export async function aboutTyped(c: Door, process: Process, { pins, versionId, themes }: { pins: string; versionId: string; themes: readonly string[] }): Promise<Pick<BlockPlan, "pins" | "themeIds"> | { problems: Typed["problems"] }> {
  const { db, words } = c.var;
  const places = placesIn(pins);
  if (places === null) return { problems: { pins: words.say("calls.error.pins") } };
  if (places.length > 0 && !versionId) return { problems: { version: words.say("calls.error.version") } };
  const wanted = places.map((place) => ({ versionId, place }));
  const found = await publicPlaces(db, process.id, wanted);
  const missing = wanted.filter((it) => !found.some((one) => one.place === it.place));
  if (missing.length > 0) return { problems: { pins: words.say("calls.error.pins.missing", { places: cited(missing) }) } };
  const known = new Map((await allThemes(db)).map((it) => [it.slug, it.id]));
  return { pins: found, themeIds: themes.flatMap((it) => known.get(it) ?? []) };
}

/** Back to the meeting's desk, at a part of it. */
export const backTo = (c: Door, { process, meeting }: Pick<MeetingRoom, "process" | "meeting">, part: string, key: Key) => onward(c, `${meetingDeskAddress(process, meeting)}#${part}`, key);

/** 422 where something is wrong. */
export const statusOf = (form: Typed) => (Object.keys(form.problems).length > 0 ? 422 : 200);

/** Where somebody is who works on a meeting. */
export const crumbsOf = (c: Door, { process, meeting }: MeetingRoom, name?: string) => [
  { name: c.var.words.say("meetings.desk"), address: here(c)(settingUpAddress(process)) },
  { name: c.var.words.say("meetings.number", { number: meeting.number }), ...(name ? { address: here(c)(meetingDeskAddress(process, meeting)) } : {}) }, ...(name ? [{ name }] : []),
];
