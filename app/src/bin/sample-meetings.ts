import { daysAfter } from "../ground/clock.ts";
import { readFileSync } from "node:fs";
import { personByEmail } from "../ground/auth/people.ts";
import type { Db } from "../ground/db/database.ts";
import { asViewer } from "../ground/db/request.ts";
import { actingAs, houseKeeper } from "../ground/viewer.ts";
import type { House } from "../ground/web/env.ts";
import type { Language, Localized } from "../ground/words.ts";
import { momentsAt, wallClock } from "../ground/zones.ts";
import { outcomeKinds, type KeptMeeting, type Meeting, type Speaker } from "../concepts/meetings/meeting.ts";
import type { Room } from "../concepts/meetings/modalities.ts";
import { addWayIn } from "../concepts/meetings/links.ts";
import { announceMeeting, closeMeeting, draftMeeting } from "../concepts/meetings/operations.ts";
import { clearOutcome, draftOutcomes } from "../concepts/meetings/outcomes.ts";
import { inOrder, type BlockPlan, type PaperPlan, type WholePlan } from "../concepts/meetings/plan.ts";
import { admitSpeaker, answerInvitation, inviteSpeaker, ownInvitations, type SpeakerPlan } from "../concepts/meetings/speakers.ts";
import { meetingById, meetingsOf, outcomesOf } from "../concepts/meetings/store.ts";
import { planFrom, type TemplateName } from "../concepts/meetings/templates.ts";
import { movedWith } from "../concepts/meetings/times.ts";
import type { Course } from "../concepts/processes/process.ts";
import { courseOf, processBySlug } from "../concepts/processes/store.ts";
import { membershipsOfPerson } from "../concepts/stakeholders/store/members.ts";
import { shelfOf } from "../concepts/texts/opened.ts";

/** Somebody invited: by their address in the sample, where they have a name of their own, or under the name given here. */
type InventedSpeaker = { email: string; name?: string; block: number; role: Speaker["role"]; accepted?: boolean };
/** A meeting made from a template: of an event of the process, on a day, or so many days from today; "hour" by the clock of its zone. */
type InventedMeeting = {
  number: number; template: TemplateName; event?: string; start?: string; inDays?: number; hour: string; timeZone?: string; place?: Localized | null; phase?: number; title?: Localized; aboutText?: Localized; organisers?: Localized[];
  format?: Meeting["format"]; admission?: Meeting["admission"]; partOf?: number; prepares?: number; rooms?: boolean; seats?: number; spoken?: Language[]; registration?: { opensInDays: number; closesInDays: number }; links?: boolean;
  about?: { block: number; version: string; places: string[] }[]; promised?: { title: Localized; daysBefore: number }; speakers?: InventedSpeaker[]; outcomes?: Partial<Record<(typeof outcomeKinds)[number], Localized[]>>;
};
type Sample = { place: Localized; rooms: Room[]; meetings: InventedMeeting[] };

/** The invented officer of the Model Conference. */
const officer = houseKeeper("T. Adeyemi");
const dayMillis = 86_400_000;

/** The invented meetings of the Model Conference: one of each kind on the days of its events, those that are over with what they left, and three that are always to come. `meanwhile` is done at each before those that are over are closed. */
export async function loadMeetings(house: House, meanwhile: (meeting: KeptMeeting) => Promise<void>) {
  const sample = JSON.parse(readFileSync(new URL("../../../examples/model-conference/meetings.json", import.meta.url), "utf8")) as Sample;
  for (const it of sample.meetings) await loadMeeting(house, sample, it, meanwhile);
}

async function loadMeeting(house: House, sample: Sample, it: InventedMeeting, meanwhile: (meeting: KeptMeeting) => Promise<void>) {
  const { db } = house.database;
  const now = house.clock();
  const meeting = await asViewer(db, officer, async (tx) => {
    const course = await courseOf(tx, await processBySlug(tx, "model"));
    const whole = await wholeOf(tx, course, sample, it, now);
    const announced = new Date(Math.min(now.getTime(), whole.plan.startsAt.getTime() - 45 * dayMillis));
    const drafted = await draftMeeting(tx, officer, course, whole, announced, house.chance, { number: it.number });
    for (const one of it.speakers ?? []) await inviteSpeaker(tx, officer, course, await meetingById(tx, drafted.id), await planOfSpeaker(tx, one), announced, house.chance);
    await announceMeeting(tx, officer, course, await meetingById(tx, drafted.id), announced, house.chance);
    if (it.links) for (const [use, audience] of [["webcast", "public"], ["speaker", "participants"]] as const) await addWayIn(tx, officer, course, await meetingById(tx, drafted.id), { use, audience, address: `https://meet.example/model/${it.number}/${use}`, block: null }, announced, house.chance);
    for (const one of it.speakers ?? []) await admit(tx, house, await meetingById(tx, drafted.id), one, announced);
    return meetingById(tx, drafted.id);
  });
  for (const one of it.speakers ?? []) if (one.accepted && meeting.endsAt > now) await accept(house, meeting, one);
  await meanwhile(meeting);
  if (meeting.endsAt <= now) await asViewer(db, officer, (tx) => close(tx, house, meeting, it));
}

const planOfSpeaker = async (tx: Db, { email, name, block, role }: InventedSpeaker): Promise<SpeakerPlan> => ({ email, block, role, name: name ?? (await personByEmail(tx, email))?.name ?? email, affiliation: null, stakeholderId: null });

async function admit(tx: Db, house: House, meeting: KeptMeeting, { email }: InventedSpeaker, at: Date) {
  const person = await personByEmail(tx, email);
  const [body] = person ? await membershipsOfPerson(tx, person.id) : [];
  if (person && body) await admitSpeaker(tx, officer, meeting, { personId: person.id, stakeholderId: body.it.stakeholderId }, at, house.chance);
}

/** The person says yes, under their own name and that of the body they speak for. */
async function accept(house: House, meeting: KeptMeeting, { email, block }: InventedSpeaker) {
  const person = await asViewer(house.database.db, officer, (tx) => personByEmail(tx, email));
  const viewer = { ...actingAs(person!.name), personId: person!.id };
  await asViewer(house.database.db, viewer, async (tx) => {
    const own = (await ownInvitations(tx, viewer)).find((it) => it.meeting.id === meeting.id && it.block.number === block)!;
    const [body] = await membershipsOfPerson(tx, person!.id);
    const words = { name: person!.name, affiliation: body?.name ?? null, stakeholderId: body?.it.stakeholderId ?? null, biography: { en: "An invented panellist of an invented organisation." }, consents: ["name", "biography"] as Speaker["consents"] };
    await answerInvitation(tx, viewer, own.speaker.id, { state: "accepted", words }, new Date(Math.min(house.clock().getTime(), meeting.startsAt.getTime() - 20 * dayMillis)));
  });
}

/** A meeting that is over is closed in its last hour; what it left is cleared three days later. */
async function close(tx: Db, house: House, { id, endsAt }: KeptMeeting, it: InventedMeeting) {
  const process = await courseOf(tx, await processBySlug(tx, "model"));
  const summary = process.events.find((one) => one.id === it.event)?.summary;
  const outcomes = it.outcomes ?? (summary ? { summary: [summary as Localized] } : {});
  const cleared = new Date(Math.min(house.clock().getTime(), endsAt.getTime() + 3 * dayMillis));
  await closeMeeting(tx, officer, process, await meetingById(tx, id), endsAt, house.chance);
  await draftOutcomes(tx, officer, process, await meetingById(tx, id), outcomeKinds.flatMap((kind) => (outcomes[kind] ?? []).map((text) => ({ kind, text }))), endsAt, house.chance);
  for (const one of await outcomesOf(tx, await meetingById(tx, id), officer)) await clearOutcome(tx, officer, process, await meetingById(tx, id), one, cleared, house.chance);
}

/** Everything that the file, its event and its template say of a meeting. */
async function wholeOf(tx: Db, course: Course, sample: Sample, it: InventedMeeting, now: Date): Promise<WholePlan> {
  const event = course.events.find((one) => one.id === it.event);
  const timeZone = it.timeZone ?? "Africa/Nairobi";
  const first = event?.start ?? it.start ?? weekdayAfter(wallClock(new Date(now.getTime() + (it.inDays ?? 0) * dayMillis), timeZone).day);
  const { plan, blocks } = planFrom(it.template, momentsAt(first, it.hour, timeZone)[0]!, timeZone);
  const agenda = stretched(blocks, plan.startsAt, timeZone, first, event?.end ?? null);
  const others = await meetingsOf(tx, course.id, officer);
  const idOf = (number: number | undefined) => others.find((one) => one.number === number)?.id ?? null;
  const format = it.format ?? plan.format;
  const at = (days: number, hour: string) => momentsAt(wallClock(new Date(now.getTime() + days * dayMillis), timeZone).day, hour, timeZone)[0]!.toISOString();
  return {
    plan: {
      ...plan, format, title: it.title ?? (event?.title as Localized | undefined) ?? plan.title, about: it.aboutText ?? (event?.summary as Localized | undefined) ?? plan.about, place: format === "online" ? null : (it.place ?? sample.place), phase: it.phase ?? event?.phase ?? null,
      endsAt: new Date(Math.max(...agenda.map((one) => one.endsAt.getTime()))), organisers: it.organisers ?? [], admission: it.admission ?? plan.admission, partOfId: idOf(it.partOf), preparesId: idOf(it.prepares), event: it.event ?? null, contact: "secretariat@conference.example",
      modalities: { ...plan.modalities, rooms: format === "online" ? [] : sample.rooms, delegatesPerOrganisation: it.seats ? 2 : plan.modalities.delegatesPerOrganisation, registration: it.registration ? { opensAt: at(it.registration.opensInDays, "09:00"), closesAt: at(it.registration.closesInDays, "18:00") } : null },
    },
    blocks: await pinned(tx, agenda.map((one) => ({ ...one, spoken: it.spoken ?? one.spoken })), it),
    papers: papersOf(course, it, first),
  };
}

/** A Saturday or Sunday gives way to the Monday after it. */
function weekdayAfter(day: string): string {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  return daysAfter(day, weekday === 6 ? 2 : weekday === 0 ? 1 : 0);
}

/** The agenda of a template on as many days as the event takes: what it does on its last day is done on the event's. */
function stretched(blocks: BlockPlan[], startsAt: Date, timeZone: string, first: string, last: string | null): BlockPlan[] {
  const dayOf = (it: BlockPlan) => wallClock(it.startsAt, timeZone).day;
  const final = dayOf(blocks.at(-1)!);
  if (last === null || last === final || final === first) return blocks;
  const [from, to] = [{ at: momentsAt(final, wallClock(startsAt, timeZone).hour, timeZone)[0]!, timeZone }, { at: momentsAt(last, wallClock(startsAt, timeZone).hour, timeZone)[0]!, timeZone }];
  const ends = blocks.filter((it) => dayOf(it) === final).map((it) => ({ ...it, startsAt: movedWith(it.startsAt, from, to)!, endsAt: movedWith(it.endsAt, from, to)! }));
  return inOrder([...blocks.filter((it) => dayOf(it) < final && dayOf(it) < last), ...ends]);
}

async function pinned(tx: Db, blocks: BlockPlan[], it: InventedMeeting): Promise<BlockPlan[]> {
  if (!it.about?.length) return blocks;
  const { versions } = await shelfOf(tx, "model", "convention", officer);
  return blocks.map((block, index) => ({ ...block, pins: it.about!.filter((one) => one.block === index + 1).flatMap((one) => one.places.map((place) => ({ versionId: versions.find((version) => version.slug === one.version)!.id, place }))) }));
}

/** The documents of the event by their symbols, and what is promised. */
function papersOf(course: Course, it: InventedMeeting, first: string): PaperPlan[] {
  const symbols = course.events.find((one) => one.id === it.event)?.documents ?? [];
  const papers = symbols.map((symbol) => ({ symbol, title: (course.documents.find((one) => one.symbol === symbol)?.title as Localized | undefined) ?? { en: symbol }, address: null, dueDay: null, block: null }));
  return it.promised ? [...papers, { symbol: null, title: it.promised.title, address: null, dueDay: daysAfter(first, -it.promised.daysBefore), block: null }] : papers;
}
