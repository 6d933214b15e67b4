import { type Chances, type Drawn, drawFrom, hashOf, type Infeasible } from "@travaux/fair-selection";
import { dayOf } from "../../ground/clock.ts";
import type { Chance } from "../../ground/chance.ts";
import type { Db } from "../../ground/db/database.ts";
import { record } from "../../ground/journal.ts";
import { enterRecord } from "../../ground/record/enter.ts";
import { Refusal } from "../../ground/refusal.ts";
import { officerOf, type Viewer } from "../../ground/viewer.ts";
import type { Forum } from "../disclosure/forum.ts";
import { isUnderTheRule, type Meeting } from "../meetings/meeting.ts";
import { registrationEnds } from "../meetings/modalities.ts";
import { blocksOf } from "../meetings/store.ts";
import { decideRegistrations, publishFigures } from "../registrations/operations.ts";
import { isLive } from "../registrations/registration.ts";
import { registrationsAt, type KnownRegistration } from "../registrations/store.ts";
import { regionalGroups, sectors } from "../stakeholders/stakeholder.ts";
import type { ChancesTask } from "./chances.ts";
import { applies, engineSelection, groupChances, panelNow, poolFile, quotasFile, standInFor, wholeQuotas, type Applicant, type Replaced, type Selection, type SelectionFiles, type SelectionPlan } from "./selection.ts";
import { addApplicant, addDeed, addSelection, applicantsOf, changeApplicant, changeSelection, filesOf, keepFiles, keepResult, replacedIn, selectionAt, type Deed } from "./store.ts";

/** The draw that officers work on, locked; a meeting without one is refused. */
async function lockedSelection(db: Db, viewer: Viewer, meeting: Meeting): Promise<{ by: string; selection: Selection }> {
  const by = officerOf(viewer, meeting.processId);
  const selection = await selectionAt(db, meeting, viewer, true);
  if (!selection) throw new Refusal("not-now", "selection-not-set", { meeting: meeting.number });
  return { by, selection };
}
const refusePublished = ({ state, publishedBy, publishedDay }: Selection) => { if (state !== "draft") throw new Refusal("not-now", "selection-published", { by: publishedBy ?? "", day: publishedDay ?? "" }); };

/** Set size, quotas and method, as often as one likes until it is published; what was computed on others is forgotten. */
export async function planSelection(db: Db, viewer: Viewer, meeting: Meeting, plan: SelectionPlan, now: Date, chance: Chance): Promise<void> {
  officerOf(viewer, meeting.processId);
  const known = await selectionAt(db, meeting, viewer, true);
  if (known) refusePublished(known);
  const computed = { poolHash: null, quotasHash: null, chances: null, relaxation: null };
  if (known) await changeSelection(db, known.id, { ...plan, ...computed });
  else await addSelection(db, { ...plan, ...computed, id: chance.id(), meetingId: meeting.id, state: "draft", underRule: isUnderTheRule(await blocksOf(db, meeting.id), meeting), seedDay: null, seedPlace: null, publishedBy: null, publishedDay: null, seed: null, drawnBy: null, drawnDay: null, resultHash: null });
  await record(db, viewer, "selection planned", meeting.id, now, { size: plan.size });
}

/** Somebody in the pool, with the pseudonym under which they stand there. */
export type Pooled = { applicant: Applicant; registration: KnownRegistration };

/** Everybody who takes part in the draw now, each with a pseudonym; who has none yet is given one. */
export async function pooled(db: Db, viewer: Viewer, meeting: Meeting, selection: Selection, chance: Chance): Promise<Pooled[]> {
  officerOf(viewer, meeting.processId);
  const known = new Map((await applicantsOf(db, meeting, selection, viewer)).map((it) => [it.registrationId, it]));
  const all = await registrationsAt(db, meeting.id, viewer);
  const codes = new Map(all.flatMap((it) => (known.has(it.id) ? [[it.stakeholderId, known.get(it.id)!.organisation] as const] : [])));
  const pool: Pooled[] = [];
  for (const registration of all) {
    const isIn = applies(meeting, registration);
    const before = known.get(registration.id);
    if (before && before.inPool !== isIn) await changeApplicant(db, before, { inPool: isIn });
    if (!isIn) continue;
    const organisation = codes.get(registration.stakeholderId) ?? `O-${code(chance)}`;
    codes.set(registration.stakeholderId, organisation);
    const applicant = before ? { ...before, inPool: true } : { selectionId: selection.id, registrationId: registration.id, pseudonym: `A-${code(chance)}`, organisation, inPool: true, acceptedDay: null, declinedDay: null };
    if (!before) await addApplicant(db, applicant);
    pool.push({ applicant, registration });
  }
  return pool;
}

/** Forty bits from chance, in letters and digits that nobody mistakes for each other (Crockford’s base 32). */
const code = (chance: Chance) => [...chance.bytes(8)].map((it) => "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[it & 31]).join("");

/** Those who have a pseudonym and still take part: what was computed last was computed on them. */
export async function pooledNow(db: Db, viewer: Viewer, meeting: Meeting, selection: Selection): Promise<Pooled[]> {
  return (await pooledBefore(db, viewer, meeting, selection)).filter((it) => applies(meeting, it.registration));
}

/** The two files as they stand now, with what the engine is told. */
export function taskOf(selection: Selection, pool: readonly Pooled[]): ChancesTask {
  const quotas = wholeQuotas(selection, pool.map((it) => it.registration));
  return { pool: poolFile(pool, quotas, selection.perOrganisation), quotas: quotasFile(quotas), size: selection.size, perOrganisation: selection.perOrganisation, method: selection.method };
}

/** Keep what was computed: the chances, or the smallest change of the quotas with which there are any. */
export async function keepChances(db: Db, viewer: Viewer, meeting: Meeting, task: ChancesTask, found: Chances | Infeasible, now: Date): Promise<void> {
  const { selection } = await lockedSelection(db, viewer, meeting);
  refusePublished(selection);
  await changeSelection(db, selection.id, { poolHash: hashOf(task.pool), quotasHash: hashOf(task.quotas), relaxation: found.feasible ? [] : found.relaxation });
  if (found.feasible) await keepFiles(db, selection.id, { pool: task.pool, quotas: task.quotas, chances: found, result: null });
  await record(db, viewer, "chances computed", meeting.id, now, { feasible: found.feasible });
}

/** Where and when the seed will be spoken. */
export type SeedPlan = { seedDay: string; seedPlace: string };

/** Publish pool hash, quotas, method and the chances of groups; from then on nothing of it changes. Only what was computed on everybody who applied is published, and once nobody can apply any more. */
export async function publishSelection(db: Db, viewer: Viewer, meeting: Meeting, seeding: SeedPlan, least: number, now: Date, chance: Chance): Promise<void> {
  const { by, selection } = await lockedSelection(db, viewer, meeting);
  refusePublished(selection);
  const ends = registrationEnds(meeting.modalities);
  if (ends !== null && now < new Date(ends)) throw new Refusal("not-now", "selection-window-open", { meeting: meeting.number, day: ends.slice(0, 10) });
  const files = await filesOf(db, meeting, selection, viewer);
  if (!files || selection.relaxation === null || selection.relaxation.length > 0) throw new Refusal("not-now", "selection-no-chances", { meeting: meeting.number });
  const pool = await pooled(db, viewer, meeting, selection, chance);
  const task = taskOf(selection, pool);
  if (hashOf(task.pool) !== hashOf(files.pool) || hashOf(task.quotas) !== hashOf(files.quotas)) throw new Refusal("not-now", "selection-pool-changed", { meeting: meeting.number });
  if (seeding.seedDay < dayOf(now)) throw new Refusal("not-valid", "selection-day-past", { day: seeding.seedDay });
  const people = pool.map(({ applicant, registration }) => ({ sector: registration.sector, region: registration.region ?? "none", chance: files.chances.probabilities[applicant.pseudonym]! }));
  const chances = groupChances(people, { sectors, regions: [...regionalGroups, "none"] }, least);
  const underRule = isUnderTheRule(await blocksOf(db, meeting.id), meeting);
  const published = { ...seeding, state: "published" as const, underRule, publishedBy: by, publishedDay: dayOf(now), poolHash: hashOf(files.pool), quotasHash: hashOf(files.quotas), chances };
  await changeSelection(db, selection.id, published);
  await publishFigures(db, viewer, meeting, "applied", pool.map((it) => it.registration), least, now);
  const { size, quotas, perOrganisation, method, alternates, answerDays } = selection;
  await enterDeed(db, viewer, meeting, selection, { what: "published", leaver: null, comer: null, comesFrom: null, by, day: dayOf(now) }, { size, quotas: quotas.map((it) => ({ ...it })), perOrganisation, method, alternates, answerDays, ...seeding, pool: published.poolHash, quotasFile: published.quotasHash }, now, chance);
}

/** Write down what was done, for the record and in the journal. */
async function enterDeed(db: Db, viewer: Viewer, meeting: Meeting, selection: Selection, deed: Deed, facts: Parameters<typeof enterRecord>[2] & object, now: Date, chance: Chance): Promise<void> {
  const sealed = await enterRecord(db, chance, { what: `selection ${deed.what}`, meeting: meeting.id, selection: selection.id, day: deed.day, ...facts });
  await addDeed(db, selection.id, deed, sealed);
  await record(db, viewer, `selection ${deed.what}`, meeting.id, now);
}

/** The files of a draw that was published; that `viewer` may not have them is a mistake of ours. */
async function filesOfPublished(db: Db, viewer: Viewer, meeting: Meeting, selection: Selection): Promise<SelectionFiles> {
  const files = await filesOf(db, meeting, selection, viewer);
  if (!files) throw new Error(`the selection ${selection.id} was published without files`);
  return files;
}

/** Draw the panel from the words said in public; once. Those drawn are registered, the others wait, each of them is to be told. */
export async function drawSelection(db: Db, viewer: Viewer, meeting: Meeting, forum: Forum | null, seed: string, least: number, now: Date, chance: Chance): Promise<KnownRegistration[]> {
  const { by, selection } = await lockedSelection(db, viewer, meeting);
  if (selection.state === "drawn") throw new Refusal("not-now", "selection-drawn-before", { by: selection.drawnBy ?? "", day: selection.drawnDay ?? "" });
  if (selection.state === "draft") throw new Refusal("not-now", "selection-not-published", { meeting: meeting.number });
  if (dayOf(now) < selection.seedDay!) throw new Refusal("not-now", "selection-before-day", { day: selection.seedDay! });
  if (seed.trim() === "") throw new Refusal("not-valid", "selection-without-seed");
  const files = await filesOfPublished(db, viewer, meeting, selection);
  const result: Drawn = drawFrom(engineSelection(files, selection), files.chances, seed, selection.alternates);
  await keepResult(db, selection.id, result);
  await changeSelection(db, selection.id, { state: "drawn", seed: result.seed, drawnBy: by, drawnDay: dayOf(now), resultHash: result.result });
  await enterDeed(db, viewer, meeting, selection, { what: "drawn", leaver: null, comer: null, comesFrom: null, by, day: dayOf(now) }, { seed: result.seed, result: result.result, panel: hashOf(JSON.stringify(result.panel)), pool: selection.poolHash!, quotasFile: selection.quotasHash! }, now, chance);
  const pool = await pooledBefore(db, viewer, meeting, selection);
  const drawn = new Set(result.panel);
  await publishFigures(db, viewer, meeting, "chosen", pool.filter((it) => drawn.has(it.applicant.pseudonym)).map((it) => it.registration), least, now);
  return seat(db, viewer, meeting, forum, pool, drawn, now, chance);
}

/** Everybody who was in the pool, those who withdrew since among them. */
async function pooledBefore(db: Db, viewer: Viewer, meeting: Meeting, selection: Selection): Promise<Pooled[]> {
  const byId = new Map((await registrationsAt(db, meeting.id, viewer)).map((it) => [it.id, it]));
  return (await applicantsOf(db, meeting, selection, viewer)).filter((it) => it.inPool).map((applicant) => ({ applicant, registration: byId.get(applicant.registrationId)! }));
}

/** Of a meeting for selected people the panel is registered and the others wait; elsewhere everybody keeps what they have. */
async function seat(db: Db, viewer: Viewer, meeting: Meeting, forum: Forum | null, pool: readonly Pooled[], drawn: ReadonlySet<string>, now: Date, chance: Chance): Promise<KnownRegistration[]> {
  const those = (isDrawn: boolean) => pool.filter((it) => isLive(it.registration) && drawn.has(it.applicant.pseudonym) === isDrawn).map((it) => it.registration);
  if (meeting.admission === "selected") {
    const deciding = (all: readonly KnownRegistration[]) => all.map(({ id, turn }) => ({ id, turn, line: null }));
    await decideRegistrations(db, viewer, meeting, forum, "registered", deciding(those(true).filter((it) => it.state !== "registered")), now, chance);
    await decideRegistrations(db, viewer, meeting, forum, "waiting", deciding(those(false).filter((it) => it.state === "applied")), now, chance);
  }
  return those(true);
}

/** The panel as it stands, who of it does not come, who came instead, and from whom it was drawn; for officers. */
export type PanelState = { panel: Pooled[]; gone: Pooled[]; replaced: Replaced[]; pool: Pooled[]; files: SelectionFiles };
export async function panelOf(db: Db, viewer: Viewer, meeting: Meeting, selection: Selection): Promise<PanelState> {
  officerOf(viewer, meeting.processId);
  const files = await filesOfPublished(db, viewer, meeting, selection);
  const replaced = await replacedIn(db, selection);
  const names = new Set(panelNow(files.result!, replaced));
  const pool = await pooledBefore(db, viewer, meeting, selection);
  const panel = pool.filter((it) => names.has(it.applicant.pseudonym));
  return { panel, gone: panel.filter(isGone), replaced, pool, files };
}

/** Whoever gave a place back, or the registration with it. */
const isGone = ({ applicant, registration }: Pooled) => applicant.declinedDay !== null || !isLive(registration);

/** Replace somebody of the panel who declined or withdrew, by the rule that was fixed before; whoever comes, or null. */
export async function replaceMember(db: Db, viewer: Viewer, meeting: Meeting, forum: Forum | null, pseudonym: string, now: Date, chance: Chance): Promise<KnownRegistration | null> {
  const { by, selection } = await lockedSelection(db, viewer, meeting);
  if (selection.state !== "drawn") throw new Refusal("not-now", "selection-not-drawn", { meeting: meeting.number });
  const { gone, replaced, pool, files } = await panelOf(db, viewer, meeting, selection);
  if (!gone.some((it) => it.applicant.pseudonym === pseudonym)) throw new Refusal("not-now", "selection-nobody-declined", { pseudonym });
  const unavailable = pool.filter(isGone).map((it) => it.applicant.pseudonym);
  const next = standInFor(engineSelection(files, selection), files.result!, replaced, pseudonym, unavailable);
  await enterDeed(db, viewer, meeting, selection, { what: "replaced", leaver: pseudonym, comer: next?.id ?? null, comesFrom: next?.from ?? null, by, day: dayOf(now) }, { leaver: pseudonym, comer: next?.id ?? null, from: next?.from ?? null, unavailable: unavailable.toSorted() }, now, chance);
  const comer = pool.find((it) => it.applicant.pseudonym === next?.id);
  if (!comer) return null;
  await seat(db, viewer, meeting, forum, [comer], new Set([comer.applicant.pseudonym]), now, chance);
  return comer.registration;
}

/** Accept a place that one was drawn for. */
export async function acceptPlace(db: Db, viewer: Viewer, meeting: Meeting, registrationId: string, now: Date): Promise<void> {
  await changeApplicant(db, await ownPlace(db, viewer, meeting, registrationId), { acceptedDay: dayOf(now) });
  await record(db, viewer, "place accepted", registrationId, now);
}

/** Decline a place that one was drawn for, at a meeting that one may attend without it; of one for selected people the registration is withdrawn. */
export async function declinePlace(db: Db, viewer: Viewer, meeting: Meeting, registrationId: string, now: Date): Promise<void> {
  if (meeting.admission === "selected") throw new Refusal("not-now", "selection-place-is-all");
  await changeApplicant(db, await ownPlace(db, viewer, meeting, registrationId), { acceptedDay: null, declinedDay: dayOf(now) });
  await record(db, viewer, "place declined", registrationId, now);
}

/** The applicant of a registration who has a place in the panel and has not declined it. */
async function ownPlace(db: Db, viewer: Viewer, meeting: Meeting, registrationId: string): Promise<Applicant> {
  const selection = await selectionAt(db, meeting, viewer);
  const own = selection && (await applicantsOf(db, meeting, selection, viewer)).find((it) => it.registrationId === registrationId);
  const files = own && (await filesOf(db, meeting, selection, viewer));
  if (!own || !files?.result || !panelNow(files.result, await replacedIn(db, selection)).includes(own.pseudonym) || own.declinedDay) throw new Refusal("not-now", "selection-not-yours");
  return own;
}
