import { and, asc, eq, inArray, ne, or } from "drizzle-orm";
import type { Db } from "../../../ground/db/database.ts";
import type { Viewer } from "../../../ground/viewer.ts";
import type { MeetingChange } from "../change.ts";
import { meetingsFor } from "../disclosure.ts";
import type { Meeting } from "../meeting.ts";
import { meetingChanges, meetings, meetingSpeakers, speakerInvitations } from "../tables.ts";

const columns = { meetingId: meetingChanges.meetingId, sequence: meetingChanges.sequence, what: meetingChanges.what, at: meetingChanges.at, by: meetingChanges.by, because: meetingChanges.because, changed: meetingChanges.changed, entry: meetingChanges.entry };

/** What happened to these meetings in public, oldest first, by meeting. */
export async function happenedTo(db: Db, meetingIds: readonly string[]): Promise<Map<string, MeetingChange[]>> {
  if (meetingIds.length === 0) return new Map();
  const rows = await db.select(columns).from(meetingChanges).where(inArray(meetingChanges.meetingId, [...meetingIds])).orderBy(asc(meetingChanges.meetingId), asc(meetingChanges.sequence));
  return Map.groupBy(rows, (it) => it.meetingId);
}

/** The announced meetings in which `viewer` takes part, or speaks: those of whose forum they are, those in which they accepted a role, and those for which they are `registered`, by id. */
export async function ownMeetings(db: Db, viewer: Viewer, registered: readonly string[]): Promise<Meeting[]> {
  if (viewer.kind === "visitor") return [];
  const spoken = db.select({ id: meetingSpeakers.meetingId }).from(meetingSpeakers).innerJoin(speakerInvitations, eq(speakerInvitations.speakerId, meetingSpeakers.id))
    .where(and(eq(speakerInvitations.personId, viewer.personId), eq(meetingSpeakers.state, "accepted")));
  const own = or(viewer.participatesIn.length > 0 ? inArray(meetings.forumId, [...viewer.participatesIn]) : undefined, inArray(meetings.id, spoken), registered.length > 0 ? inArray(meetings.id, [...registered]) : undefined);
  return db.select().from(meetings).where(and(ne(meetings.state, "draft"), meetingsFor(viewer), own)).orderBy(asc(meetings.startsAt), asc(meetings.id));
}
