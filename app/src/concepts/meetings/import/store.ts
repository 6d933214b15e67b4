import { and, eq } from "drizzle-orm";
import type { Db } from "../../../ground/db/database.ts";
import type { Speaker } from "../meeting.ts";
import { meetings, meetingSpeakers } from "../tables.ts";
import { meetingImports } from "./tables.ts";

export type Imported = typeof meetingImports.$inferSelect;

/** The names of what was taken in as meetings of a process. */
export const meetingsTakenIn = async (db: Db, processId: string): Promise<Set<string>> =>
  new Set((await db.select({ uid: meetingImports.uid }).from(meetingImports).innerJoin(meetings, eq(meetings.id, meetingImports.meetingId)).where(and(eq(meetings.processId, processId), eq(meetingImports.what, "meeting")))).map((it) => it.uid));

/** The names of what was taken in as blocks of a meeting. */
export const blocksTakenIn = async (db: Db, meetingId: string): Promise<Set<string>> =>
  new Set((await db.select({ uid: meetingImports.uid }).from(meetingImports).where(and(eq(meetingImports.meetingId, meetingId), eq(meetingImports.what, "block")))).map((it) => it.uid));

export const rememberImports = async (db: Db, rows: readonly Imported[]) => { if (rows.length > 0) await db.insert(meetingImports).values([...rows]).onConflictDoNothing(); };
export const addSpeakers = async (db: Db, rows: readonly Speaker[]) => { if (rows.length > 0) await db.insert(meetingSpeakers).values([...rows]); };
