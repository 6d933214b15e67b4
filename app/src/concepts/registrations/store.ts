import { commitmentTo } from "@travaux/record-proofs";
import { and, asc, count, eq, getTableColumns, inArray, ne, sql } from "drizzle-orm";
import type { Db } from "../../ground/db/database.ts";
import type { Sealed } from "../../ground/record/enter.ts";
import { Refusal } from "../../ground/refusal.ts";
import { officerOf, type Viewer } from "../../ground/viewer.ts";
import type { Localized } from "../../ground/words.ts";
import type { Meeting } from "../meetings/meeting.ts";
import { meetings } from "../meetings/tables.ts";
import type { RegionalGroup, Sector } from "../stakeholders/stakeholder.ts";
import { stakeholders } from "../stakeholders/tables.ts";
import { registrationsFor } from "./disclosure.ts";
import type { Figures } from "./figures.ts";
import type { PreparedDecision, Registration } from "./registration.ts";
import { preparedRegistrations, registrationFigures, registrations } from "./tables.ts";

const { entry, statement, salt, ...columns } = getTableColumns(registrations);
const body = { slug: stakeholders.slug, organisation: stakeholders.name, sector: stakeholders.sector, region: stakeholders.regionalGroup, country: stakeholders.country };

/** A registration with the body that it is for, and the hash that was published when it came. */
export type KnownRegistration = Registration & { slug: string; organisation: Localized; sector: Sector; region: RegionalGroup | null; country: string | null; tie: string };

const select = (db: Db) => db.select({ it: columns, body, sealed: { statement, salt } }).from(registrations).innerJoin(stakeholders, eq(stakeholders.id, registrations.stakeholderId)).innerJoin(meetings, eq(meetings.id, registrations.meetingId));
type Row = { it: Registration; body: Omit<KnownRegistration, keyof Registration | "tie">; sealed: Pick<Sealed, "statement" | "salt"> };
const known = ({ it, body: of, sealed }: Row): KnownRegistration => ({ ...it, ...of, tie: Buffer.from(commitmentTo(sealed.statement, sealed.salt)).toString("hex") });

/** Who is registered for a meeting, as far as `viewer` may know: by day, then by name. */
export const registrationsAt = async (db: Db, meetingId: string, viewer: Viewer): Promise<KnownRegistration[]> =>
  (await select(db).where(and(eq(registrations.meetingId, meetingId), registrationsFor(viewer))).orderBy(asc(registrations.appliedDay), asc(registrations.name), asc(registrations.id))).map(known);

/** One registration for a meeting, if `viewer` may know of it; else it is not found. Locked until the transaction ends where it is `locked`. */
export async function registrationById(db: Db, meetingId: string, id: string, viewer: Viewer, locked = false): Promise<KnownRegistration> {
  const query = select(db).where(and(eq(registrations.meetingId, meetingId), eq(registrations.id, id), registrationsFor(viewer)));
  const [row] = await (locked ? query.for("update", { of: registrations }) : query);
  if (!row) throw new Refusal("not-found", "page-unknown");
  return known(row);
}

/** The meetings for which `viewer` themselves is registered, by id. */
export async function registeredMeetings(db: Db, viewer: Viewer): Promise<string[]> {
  if (viewer.kind === "visitor") return [];
  return (await db.select({ id: registrations.meetingId }).from(registrations).where(and(eq(registrations.personId, viewer.personId), eq(registrations.state, "registered")))).map((it) => it.id);
}

/** On how many registrations for which meeting was decided on a day, and how: counts alone, so that meetings under the Rule may stand among them. */
export const decidedOn = (db: Db, day: string, processIds: readonly string[]): Promise<{ number: number; title: Localized; state: Registration["state"]; count: number }[]> =>
  processIds.length === 0 ? Promise.resolve([]) : db.select({ number: meetings.number, title: meetings.title, state: registrations.state, count: count() }).from(registrations).innerJoin(meetings, eq(meetings.id, registrations.meetingId))
    .where(and(eq(registrations.decidedDay, day), inArray(meetings.processId, [...processIds]), ne(registrations.state, "withdrawn"))).groupBy(meetings.number, meetings.title, registrations.state).orderBy(asc(meetings.number), asc(registrations.state));

/** What the record was told when it came: for its receipt. */
export async function entryOfRegistration(db: Db, id: string): Promise<Sealed | null> {
  const [row] = await db.select({ entry, statement, salt }).from(registrations).where(eq(registrations.id, id));
  return row ? { ...row, commitment: commitmentTo(row.statement, row.salt) } : null;
}

export const addRegistration = (db: Db, it: Registration, sealed: Sealed) => db.insert(registrations).values({ ...it, entry: sealed.entry, statement: sealed.statement, salt: sealed.salt });
export const changeRegistration = (db: Db, id: string, patch: Partial<Omit<Registration, "id">>) => db.update(registrations).set(patch).where(eq(registrations.id, id));

/** Decisions on those registered for a meeting that wait to be sent, by registration: for its officers, and a refusal for everyone else. */
export async function preparedAt(db: Db, { id, processId }: Pick<Meeting, "id" | "processId">, viewer: Viewer): Promise<Map<string, PreparedDecision>> {
  officerOf(viewer, processId);
  const rows = await db.select().from(preparedRegistrations).where(eq(preparedRegistrations.meetingId, id)).orderBy(asc(preparedRegistrations.registrationId));
  return new Map(rows.map((it) => [it.registrationId, it]));
}
export const addPrepared = (db: Db, it: PreparedDecision) => db.insert(preparedRegistrations).values(it);
export const removePrepared = (db: Db, registrationId: string) => db.delete(preparedRegistrations).where(eq(preparedRegistrations.registrationId, registrationId));

export type PublishedFigures = { what: "applied" | "chosen" | "came" | "spoke"; figures: Figures; by: string; day: string };
/** Counts that were published of a meeting. */
export const figuresAt = (db: Db, meetingId: string): Promise<PublishedFigures[]> =>
  db.select({ what: registrationFigures.what, figures: registrationFigures.figures, by: registrationFigures.by, day: registrationFigures.day }).from(registrationFigures).where(eq(registrationFigures.meetingId, meetingId));
/** Publish counts; what was published of this once stands, and false comes back. */
export const addFigures = async (db: Db, meetingId: string, it: PublishedFigures): Promise<boolean> =>
  (await db.insert(registrationFigures).values({ meetingId, ...it }).onConflictDoNothing().returning({ what: registrationFigures.what })).length > 0;

/** Take somebody who was withdrawn out of the forum of the meeting; the database finds them, for whoever withdrew them. */
export const endParticipation = (db: Db, id: string, now: Date) => db.execute(sql`select end_withdrawn_participation(${id}, ${now.toISOString()})`);
