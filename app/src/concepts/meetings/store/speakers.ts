import { and, asc, eq, inArray, or } from "drizzle-orm";
import type { Db } from "../../../ground/db/database.ts";
import { processes } from "../../processes/tables.ts";
import type { Block, KeptMeeting, Speaker, SpeakerInvitation } from "../meeting.ts";
import { meetingBlocks, meetings, meetingSpeakers, speakerInvitations } from "../tables.ts";

/** Speakers of a meeting with how they are reached, where that may be read: block by block, in the order in which they were invited. */
export const speakerRows = (db: Db, meetingId: string): Promise<{ it: Speaker; email: string | null; personId: string | null }[]> =>
  db.select({ it: meetingSpeakers, email: speakerInvitations.email, personId: speakerInvitations.personId }).from(meetingSpeakers).leftJoin(speakerInvitations, eq(speakerInvitations.speakerId, meetingSpeakers.id))
    .where(eq(meetingSpeakers.meetingId, meetingId)).orderBy(asc(meetingSpeakers.block), asc(meetingSpeakers.position), asc(meetingSpeakers.id));

/** An invitation as the person who has it sees it. */
export type Invited = { speaker: Speaker; meeting: KeptMeeting; block: Block; process: { id: string; slug: string }; answeredAt: Date | null };

/** What a person was invited to say at announced meetings, those that begin first at first. */
export const invitationsFor = (db: Db, personId: string, email: string): Promise<Invited[]> =>
  db.select({ speaker: meetingSpeakers, meeting: meetings, block: meetingBlocks, process: { id: processes.id, slug: processes.slug }, answeredAt: speakerInvitations.answeredAt })
    .from(speakerInvitations).innerJoin(meetingSpeakers, eq(meetingSpeakers.id, speakerInvitations.speakerId)).innerJoin(meetings, eq(meetings.id, meetingSpeakers.meetingId))
    .innerJoin(meetingBlocks, and(eq(meetingBlocks.meetingId, meetings.id), eq(meetingBlocks.number, meetingSpeakers.block))).innerJoin(processes, eq(processes.id, meetings.processId))
    .where(and(or(eq(speakerInvitations.personId, personId), eq(speakerInvitations.email, email)), inArray(meetings.state, ["announced", "closed", "cancelled"]))).orderBy(asc(meetings.startsAt), asc(meetingSpeakers.block));

/** Keep a speaker with how they are reached. */
export async function addSpeaker(db: Db, speaker: Speaker, invitation: SpeakerInvitation) {
  await db.insert(meetingSpeakers).values(speaker);
  await db.insert(speakerInvitations).values(invitation);
}
export const changeSpeaker = (db: Db, id: string, patch: Partial<Omit<Speaker, "id" | "meetingId">>) => db.update(meetingSpeakers).set(patch).where(eq(meetingSpeakers.id, id));
export const changeInvitation = (db: Db, speakerId: string, patch: Partial<Omit<SpeakerInvitation, "speakerId">>) => db.update(speakerInvitations).set(patch).where(eq(speakerInvitations.speakerId, speakerId));
export const removeSpeaker = (db: Db, meetingId: string, id: string) => db.delete(meetingSpeakers).where(and(eq(meetingSpeakers.meetingId, meetingId), eq(meetingSpeakers.id, id))).returning({ id: meetingSpeakers.id });
