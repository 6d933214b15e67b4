import { and, count, eq, inArray, isNull, min } from "drizzle-orm";
import type { Db } from "../../../ground/db/database.ts";
import { meetingOutcomes, meetingSpeakers, speakerInvitations } from "../tables.ts";

/** What of these meetings waits: outcomes that nobody cleared, and since when how many speakers have not answered; by meeting. For officers. */
export async function waitingIn(db: Db, meetingIds: readonly string[]): Promise<{ uncleared: Map<string, number>; unanswered: Map<string, { count: number; since: Date }> }> {
  if (meetingIds.length === 0) return { uncleared: new Map(), unanswered: new Map() };
  const ids = [...meetingIds];
  const outcomes = await db.select({ id: meetingOutcomes.meetingId, count: count() }).from(meetingOutcomes).where(and(inArray(meetingOutcomes.meetingId, ids), isNull(meetingOutcomes.clearedDay))).groupBy(meetingOutcomes.meetingId);
  const speakers = await db.select({ id: meetingSpeakers.meetingId, count: count(), since: min(speakerInvitations.invitedAt) }).from(meetingSpeakers).innerJoin(speakerInvitations, eq(speakerInvitations.speakerId, meetingSpeakers.id))
    .where(and(inArray(meetingSpeakers.meetingId, ids), eq(meetingSpeakers.state, "invited"), isNull(speakerInvitations.answeredAt))).groupBy(meetingSpeakers.meetingId);
  return { uncleared: new Map(outcomes.map((it) => [it.id, it.count])), unanswered: new Map(speakers.map((it) => [it.id, { count: it.count, since: it.since! }])) };
}
