import type { Chance } from "../../ground/chance.ts";
import { personByEmail, personById, plainAddress } from "../../ground/auth/people.ts";
import type { Db } from "../../ground/db/database.ts";
import { record } from "../../ground/journal.ts";
import { Refusal } from "../../ground/refusal.ts";
import { mayOfficiate, personOf, type Viewer } from "../../ground/viewer.ts";
import type { Localized } from "../../ground/words.ts";
import { inviteToForum, joinForum, leaveForum } from "../disclosure/operations.ts";
import { forumById, participantOf } from "../disclosure/store.ts";
import type { Process } from "../processes/process.ts";
import { isShownToOthers } from "./disclosure.ts";
import type { Block, KeptMeeting, Meeting, Speaker } from "./meeting.ts";
import { tended, type At } from "./operations.ts";
import { blocksOf, meetingById } from "./store.ts";
import { addSpeaker, changeInvitation, changeSpeaker, invitationsFor, removeSpeaker, speakerRows, type Invited } from "./store/speakers.ts";

/** Somebody to invite: the name under which the secretariat knows them, until they say it themselves. */
export type SpeakerPlan = Pick<Speaker, "block" | "role" | "name" | "affiliation" | "stakeholderId"> & { email: string };
/** What an invited person says of themselves. */
export type OwnWords = Pick<Speaker, "name" | "affiliation" | "stakeholderId" | "biography" | "consents">;

/** A speaker as a viewer may see them: the biography only where they agreed to it; the address for officers alone. */
export type ShownSpeaker = Omit<Speaker, "biography"> & { biography: Localized | null; email: string | null };

/** The speakers of a meeting that `viewer` may see: those who agreed to be named, never in a block whose words are nobody's; for officers all. */
export async function speakersOf(db: Db, meeting: Meeting, blocks: readonly Block[], viewer: Viewer): Promise<ShownSpeaker[]> {
  const officiates = mayOfficiate(viewer, meeting.processId);
  const rows = await speakerRows(db, meeting.id);
  return rows.filter(({ it }) => officiates || blocks.some((block) => block.number === it.block && isShownToOthers(it, block)))
    .map(({ it, email }) => ({ ...it, biography: officiates || it.consents.includes("biography") ? it.biography : null, email: officiates ? email : null }));
}

/** Invite somebody to a role in a block; who they are is known to officers until they accept. */
export const inviteSpeaker = (db: Db, viewer: Viewer, process: Process, at: At, { email, ...plan }: SpeakerPlan, now: Date, chance: Chance): Promise<void> =>
  tended(db, viewer, process, at, now, chance, async (meeting) => {
    if (!(await blocksOf(db, meeting.id)).some((it) => it.number === plan.block)) throw new Refusal("not-found", "page-unknown");
    const rows = await speakerRows(db, meeting.id);
    const address = plainAddress(email);
    if (rows.some(({ it, email: known }) => known === address && it.block === plan.block && it.state !== "declined" && it.state !== "withdrawn")) throw new Refusal("not-now", "speaker-twice", { block: plan.block });
    const person = await personByEmail(db, address);
    const speaker: Speaker = { ...plan, id: chance.id(), meetingId: meeting.id, position: rows.length + 1, state: "invited", biography: null, consents: [] };
    await addSpeaker(db, speaker, { speakerId: speaker.id, email: address, personId: person?.id ?? null, invitedAt: now, answeredAt: null });
    return null;
  });

/** Take a speaker off the agenda, with all that was kept of them. */
export const dropSpeaker = (db: Db, viewer: Viewer, process: Process, at: At, id: string, now: Date, chance: Chance): Promise<void> =>
  tended(db, viewer, process, at, now, chance, async (meeting) => {
    if ((await removeSpeaker(db, meeting.id, id)).length === 0) throw new Refusal("not-found", "page-unknown");
    return null;
  });

/** Have an invited person take part in the meeting's forum, for a body that they speak for: so that the ways in open to them once they accept. */
export async function admitSpeaker(db: Db, viewer: Viewer, meeting: KeptMeeting, who: { personId: string; stakeholderId: string }, now: Date, chance: Chance): Promise<void> {
  if (!(await participantOf(db, meeting.forumId, who.personId))) await inviteToForum(db, viewer, await forumById(db, meeting.forumId), who, now, chance);
}

/** One's own invitations to speak at announced meetings, those of meetings ahead first. */
export async function ownInvitations(db: Db, viewer: Viewer): Promise<Invited[]> {
  const { personId } = personOf(viewer);
  const person = await personById(db, personId);
  return person ? invitationsFor(db, personId, person.email) : [];
}

async function ownInvitation(db: Db, viewer: Viewer, id: string): Promise<Invited> {
  const own = (await ownInvitations(db, viewer)).find(({ speaker }) => speaker.id === id);
  if (!own) throw new Refusal("not-found", "page-unknown");
  return own;
}

/** Answer an invitation: yes, with what others may see, or no; and later, take one's yes back. */
export async function answerInvitation(db: Db, viewer: Viewer, id: string, answer: { state: "accepted"; words: OwnWords } | { state: "declined" | "withdrawn" }, now: Date): Promise<void> {
  const { personId } = personOf(viewer);
  const { speaker } = await ownInvitation(db, viewer, id);
  const meeting = await meetingById(db, speaker.meetingId);
  if (meeting.state === "cancelled" || meeting.endsAt <= now) throw new Refusal("not-now", "meeting-over", { number: meeting.number });
  if (speaker.state === "declined" || speaker.state === "withdrawn") throw new Refusal("not-now", "speaker-answered");
  await changeInvitation(db, id, { personId, answeredAt: now });
  if (answer.state === "accepted") await changeSpeaker(db, id, { state: "accepted", ...answer.words });
  else await changeSpeaker(db, id, { state: speaker.state === "accepted" ? "withdrawn" : "declined", biography: null, consents: [] });
  await follow(db, viewer, meeting, answer.state === "accepted", now);
  await record(db, viewer, `speaker ${answer.state === "accepted" ? "accepted" : speaker.state === "accepted" ? "withdrew" : "declined"}`, id, now);
}

/** The forum follows: who accepts joins it where they were invited for a body; who goes leaves it, unless they still speak elsewhere in the meeting. */
async function follow(db: Db, viewer: Viewer, meeting: KeptMeeting, accepted: boolean, now: Date) {
  const { personId } = personOf(viewer);
  const known = await participantOf(db, meeting.forumId, personId);
  if (!known || known.endedAt) return;
  const forum = await forumById(db, meeting.forumId);
  if (accepted && !(forum.closedAt && forum.closedAt <= now)) return joinForum(db, viewer, forum, now);
  const speaksStill = (await ownInvitations(db, viewer)).some((it) => it.meeting.id === meeting.id && it.speaker.state === "accepted");
  if (!accepted && !speaksStill && known.acceptedAt) await leaveForum(db, viewer, forum, personId, now);
}

/** Whether `viewer` said yes to a role at a meeting. */
export async function speaksAt(db: Db, meeting: Meeting, viewer: Viewer): Promise<boolean> {
  if (viewer.kind === "visitor" || viewer.personId === "") return false;
  return (await speakerRows(db, meeting.id)).some(({ it, personId }) => it.state === "accepted" && personId === viewer.personId);
}

