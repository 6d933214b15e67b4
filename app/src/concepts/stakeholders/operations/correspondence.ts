import type { Chance } from "../../../ground/chance.ts";
import { personById } from "../../../ground/auth/people.ts";
import type { Db } from "../../../ground/db/database.ts";
import { record } from "../../../ground/journal.ts";
import type { Mail } from "../../../ground/mail.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { officerOf, personOf, type Viewer } from "../../../ground/viewer.ts";
import { isLanguage } from "../../../ground/words.ts";
import { addBlock, addCorrespondence, addLetter, changeCorrespondence, correspondenceFor, isBlocked, lettersSince, removeBlock } from "../store/letters.ts";
import { focalPointOf } from "../store/members.ts";
import { standingIn, stakeholderById, visibleAmong } from "../store/stakeholders.ts";

/** How a mail leaves, in the transaction of the letter. */
export type Post = (mail: Mail) => Promise<void>;
/** Where the page of a correspondence is, for the mail about it. */
export type Place = (correspondenceId: string) => string;

/** A person writes so many letters a day at most: more than a day's work, less than a campaign. */
export const lettersADay = 10;

type Written = { subject: string; body: string };

/** Write to a body. Its focal point gets a mail with the words and a link; neither side sees an address of the other. */
export async function writeTo(db: Db, viewer: Viewer, stakeholderId: string, { subject, body }: Written, post: Post, place: Place, now: Date, chance: Chance): Promise<string> {
  const person = personOf(viewer);
  if (!(await visibleAmong(db, [stakeholderId], viewer)).has(stakeholderId)) throw new Refusal("not-found", "page-unknown");
  if ((await standingIn(db, stakeholderId, viewer)).isOwn) throw new Refusal("not-valid", "letter-to-self");
  const { name } = await stakeholderById(db, stakeholderId);
  await refuseUnlessTaken(db, stakeholderId, person.personId, name.en, now);
  const reader = await focalPointOf(db, stakeholderId);
  if (!reader) throw new Refusal("not-now", "letter-unread", { name: name.en });
  const id = chance.id();
  await addCorrespondence(db, { id, stakeholderId, personId: person.personId, subject, openedAt: now, reportedAt: null, reportedBecause: null, settledAt: null });
  await addLetter(db, { id: chance.id(), correspondenceId: id, side: "person", personId: person.personId, body, sentAt: now });
  await post({ to: reader.email, language: languageOf(reader.language), kind: "letter", values: { from: person.name, to: name.en, subject, body, address: place(id) } });
  await record(db, viewer, "letter written", id, now, { stakeholderId });
  return id;
}

const languageOf = (it: string) => (isLanguage(it) ? it : "en");

async function refuseUnlessTaken(db: Db, stakeholderId: string, personId: string, name: string, now: Date) {
  if (await isBlocked(db, stakeholderId, personId)) throw new Refusal("not-allowed", "letter-blocked", { name });
  if ((await lettersSince(db, personId, new Date(now.getTime() - 86_400_000))) >= lettersADay) throw new Refusal("not-now", "letter-limit", { count: lettersADay });
}

/** Answer in a correspondence, from either side of it. */
export async function answerLetter(db: Db, viewer: Viewer, id: string, body: string, post: Post, place: Place, now: Date, chance: Chance) {
  const person = personOf(viewer);
  const { it, name } = await correspondenceFor(db, id, person);
  const isSender = it.personId === person.personId;
  if (!isSender && !(await standingIn(db, it.stakeholderId, viewer)).isFocalPoint) throw new Refusal("not-allowed", "not-focal-point");
  if (isSender) await refuseUnlessTaken(db, it.stakeholderId, person.personId, name.en, now);
  const reader = isSender ? await focalPointOf(db, it.stakeholderId) : await personById(db, it.personId);
  if (!reader) throw new Refusal("not-now", "letter-unread", { name: name.en });
  await addLetter(db, { id: chance.id(), correspondenceId: id, side: isSender ? "person" : "stakeholder", personId: person.personId, body, sentAt: now });
  const values = { from: isSender ? person.name : name.en, to: isSender ? name.en : (reader.name ?? ""), subject: it.subject, body, address: place(id) };
  await post({ to: reader.email, language: languageOf(reader.language), kind: "letter", values });
  await record(db, viewer, "letter answered", id, now);
}

/** The focal point's decision about who wrote, or a refusal. */
async function asFocalPoint(db: Db, viewer: Viewer, id: string) {
  const { it } = await correspondenceFor(db, id, personOf(viewer));
  if (!(await standingIn(db, it.stakeholderId, viewer)).isFocalPoint) throw new Refusal("not-allowed", "not-focal-point");
  return it;
}

/** Take no more letters from whoever wrote, or take them again. */
export async function setBlock(db: Db, viewer: Viewer, id: string, blocked: boolean, now: Date) {
  const it = await asFocalPoint(db, viewer, id);
  await (blocked ? addBlock(db, it.stakeholderId, it.personId, now) : removeBlock(db, it.stakeholderId, it.personId));
  await record(db, viewer, blocked ? "sender blocked" : "sender unblocked", id, now);
}

/** Report abuse: from now on officers can read this correspondence. Either side may. */
export async function reportAbuse(db: Db, viewer: Viewer, id: string, reason: string, now: Date) {
  const { it } = await correspondenceFor(db, id, personOf(viewer));
  if (it.reportedAt && !it.settledAt) throw new Refusal("not-now", "report-present");
  await changeCorrespondence(db, id, { reportedAt: now, reportedBecause: reason, settledAt: null });
  await record(db, viewer, "abuse reported", id, now);
}

/** Close a report that an officer has dealt with. */
export async function settleReport(db: Db, viewer: Viewer, id: string, now: Date) {
  officerOf(viewer);
  await correspondenceFor(db, id, personOf(viewer));
  await changeCorrespondence(db, id, { settledAt: now });
  await record(db, viewer, "report settled", id, now);
}
