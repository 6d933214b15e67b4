import { dayOf } from "../../ground/clock.ts";
import { randomId, type Chance } from "../../ground/chance.ts";
import type { Db } from "../../ground/db/database.ts";
import { holdCode } from "../../ground/db/request.ts";
import { together } from "../../ground/db/together.ts";
import { record } from "../../ground/journal.ts";
import { enterSealed, seal, type Sealed } from "../../ground/record/enter.ts";
import { Refusal } from "../../ground/refusal.ts";
import { officerOf, personOf, type Viewer } from "../../ground/viewer.ts";
import { admit, taken, type Forum } from "../disclosure/forum.ts";
import { refuseUnlessOpen } from "../disclosure/issue.ts";
import { combinationOf, disclosureOf, mayChange, shownKind, type Disclosure, type OfferedCombination } from "../disclosure/rule.ts";
import {
  codeHashOf, fingerprintOf, randomReference, refuseInClearance, refuseUnlessShown, refuseWiderAnswer, secretCode,
  type Contribution, type HeldReason, type Wording,
} from "./contribution.ts";
import type { ShownContribution } from "./disclosure.ts";
import { addAuthorship, addContribution, addProof, addWaitingCommitment, addWording, authorshipOf, changeContribution, contributionForDecision, eraseWordings, forgetAuthor, kindsAround, letFilesGo, reachOf } from "./store.ts";

/** What a comment is about: a place of a version that the viewer was found to read. */
export type Subject = { processId: string; versionId: string; place: string; provisionId: string };
/** What is said about it. */
export type Words = { body: string; language: string; parent: ShownContribution | null };
/** For whom a person writes. */
export type Signature = { stakeholderId: string; showPerson: boolean };
/** All that is filed: where, about what, for whom to read and under whose name, and the words. */
export type Filing = { forum: Forum; subject: Subject; disclosure: Disclosure; words: Words };
/** How many organisations must share what is said of a sector and region: for the public, and among participants. */
export type SmallCell = { public: number; members: number };

/** File an attributed comment: its words, who wrote it, and its entry in the record stand or fall together. */
export async function fileComment(db: Db, viewer: Viewer, filing: Filing, by: Signature, smallCell: SmallCell, now: Date, chance: Chance): Promise<Contribution> {
  const { forum, disclosure, words: { body, language, parent } } = filing;
  const person = personOf(viewer);
  admit(viewer, forum, disclosure, now);
  if (disclosure.attribution === "unattributed") throw new RangeError("an unattributed comment is filed by fileUnattributed");
  if (!person.speaksFor.some((it) => it.stakeholderId === by.stakeholderId)) throw new Refusal("not-allowed", "not-its-person");
  if (parent) refuseWiderAnswer(parent, { audience: disclosure.audience, forumId: forum.id });
  const { attribution } = disclosure;
  const named = attribution === "named";
  const shown = named ? { sector: null, region: null } : await kindShown(db, forum, disclosure, by.stakeholderId, smallCell);
  const it: Contribution = {
    ...blank(filing, now, chance), state: "shown",
    stakeholderId: named ? by.stakeholderId : null, personId: named && by.showPerson ? person.personId : null, shownSector: shown.sector, shownRegion: shown.region,
  };
  await together( // in this order: the row policies ask for the authorship
    () => addContribution(db, it),
    () => addAuthorship(db, { contributionId: it.id, attribution, stakeholderId: by.stakeholderId, personId: person.personId, filedAt: now }),
    () => addWording(db, firstWording(it, body), language),
    () => enter(db, it, "comment filed", { fingerprint: fingerprintOf(body), stakeholder: by.stakeholderId, filedAt: now.toISOString() }, now, chance),
    () => record(db, viewer, "comment filed", it.id, now),
  );
  return it;
}

/** An input before anything is said of its author: its rest is filled in by who files it. */
export function blank({ forum, subject, disclosure, words: { language, parent } }: Omit<Filing, "words" | "subject"> & { subject: Pick<Contribution, "processId" | "versionId" | "place" | "provisionId">; words: Pick<Words, "language" | "parent"> }, now: Date, chance: Chance): Contribution {
  return {
    id: randomId(chance), reference: randomReference(chance), ...subject, forumId: forum.id, kind: "comment", callId: null, late: false, parentId: parent?.id ?? null, askNumber: null, language, ...disclosure,
    stakeholderId: null, personId: null, shownSector: null, shownRegion: null, day: dayOf(now), state: "waiting", heldReason: null, heldBecause: null, heldDay: null, acknowledgedDay: null, publishedDay: null, edition: 1, codeHash: null, stands: null, standsDay: null,
  };
}
/** What an edition of words without parts has in the place of them. */
const plainWords = { document: null, inside: false, redactedBecause: null };
const firstWording = (it: Contribution, body: string): Wording & { body: string } => ({ contributionId: it.id, edition: 1, body, ...plainWords, day: it.day, fingerprint: fingerprintOf(body) });

/** Sector and region, as far as enough others share them. */
export const kindShown = async (db: Db, forum: Forum, { audience }: Disclosure, stakeholderId: string, smallCell: SmallCell) => {
  const { own, around } = await kindsAround(db, forum, stakeholderId);
  return shownKind(own, around, audience === "public" ? smallCell.public : smallCell.members);
};

/** Tell the record what happened to an attributed input, and keep the proof for its author. */
export async function enter(db: Db, it: Contribution, what: string, more: Record<string, string | number | null>, now: Date, chance: Chance) {
  if (it.attribution === "unattributed") throw new RangeError("nothing about an unattributed input is entered by itself");
  const { attribution } = it;
  const sealed = seal(chance, { what, reference: it.reference, edition: it.edition, version: it.versionId, place: it.place, audience: it.audience, attribution, ...more });
  const { entry, salt, statement } = sealed;
  await together(() => enterSealed(db, sealed), () => addProof(db, { entry, contributionId: it.id, attribution, what, day: dayOf(now), statement, salt }));
}

/** What an author gets in hand for an unattributed input, once: nobody can give it again. */
export type FiledUnattributed = { reference: string; code: string; day: string; sealed: Sealed };

/**
 * File an input that is nobody's. Whoever calls has seen that some participant speaks (a token) or that this person may (a session),
 * and hands in nothing about them: no viewer is asked for here. It waits until it is released in a shuffled batch, and so does the
 * commitment to what its receipt says.
 */
export async function fileUnattributed(db: Db, filing: Filing, now: Date, chance: Chance): Promise<FiledUnattributed> {
  const { forum, subject, disclosure, words: { body, language, parent } } = filing;
  await refuseUnlessOpen(db, forum);
  const combination = taken(forum, disclosure);
  if (disclosure.attribution !== "unattributed") throw new RangeError("an attributed comment is filed by fileComment");
  if (parent) refuseWiderAnswer(parent, { audience: disclosure.audience, forumId: forum.id });
  const code = secretCode(chance);
  const it: Contribution = { ...blank(filing, now, chance), codeHash: codeHashOf(code) };
  await holdCode(db, it.codeHash!);
  await addContribution(db, it);
  await addWording(db, firstWording(it, body), language);
  const sealed = seal(chance, { what: "unattributed input received", fingerprint: fingerprintOf(body), forum: forum.id, place: subject.place, version: subject.versionId, combination, day: it.day });
  await addWaitingCommitment(db, forum.id, sealed);
  return { reference: it.reference, code, day: it.day, sealed };
}

/** Put other words in the place of those that hold; the former stay to be read beside them. */
export async function editComment(db: Db, viewer: Viewer, shown: ShownContribution, body: string, now: Date, chance: Chance): Promise<void> {
  const it = await ownToDecide(db, viewer, shown);
  refuseUnlessShown(it);
  if (it.kind === "submission") throw new Refusal("not-now", "submission-not-in-clearance", { reference: it.reference }); // its words have parts, and are cleared
  if (fingerprintOf(body) === shown.fingerprint) return;
  const next = { ...it, edition: it.edition + 1 };
  await addWording(db, { contributionId: it.id, edition: next.edition, body, ...plainWords, day: dayOf(now), fingerprint: fingerprintOf(body) }, it.language);
  await changeContribution(db, it.id, { edition: next.edition });
  await enter(db, next, "comment edited", { fingerprint: fingerprintOf(body) }, now, chance);
  await record(db, viewer, "comment edited", it.id, now);
}

/** The input as it is kept, for whoever speaks for its author; refused to everyone else. */
export async function ownToDecide(db: Db, viewer: Viewer, shown: ShownContribution): Promise<Contribution> {
  personOf(viewer);
  if (!shown.own) throw new Refusal("not-allowed", "not-its-person");
  return contributionForDecision(db, shown.id);
}

/** Take it back: its words are erased, that it was there and when it went stays. */
export async function withdrawComment(db: Db, viewer: Viewer, shown: ShownContribution, now: Date, chance: Chance): Promise<void> {
  const it = await ownToDecide(db, viewer, shown);
  if (it.state === "withdrawn") throw new Refusal("not-now", "contribution-withdrawn", { reference: it.reference });
  refuseInClearance(it); // withdrawn, it would be seen to have been there
  await eraseWordings(db, it.id);
  await changeContribution(db, it.id, { state: "withdrawn", heldReason: null, heldBecause: null, heldDay: null });
  await enter(db, it, "comment withdrawn", {}, now, chance);
  await record(db, viewer, "comment withdrawn", it.id, now);
}

/** Keep it from being read, for a reason that everyone sees; its author still reads it. */
export async function holdComment(db: Db, viewer: Viewer, shown: ShownContribution, why: { reason: HeldReason; because: string }, now: Date, chance: Chance): Promise<void> {
  officerOf(viewer, shown.processId);
  const it = await contributionForDecision(db, shown.id);
  refuseUnlessShown(it);
  refuseInClearance(it);
  await changeContribution(db, it.id, { state: "held", heldReason: why.reason, heldBecause: why.because, heldDay: dayOf(now) });
  if (it.attribution !== "unattributed") await enter(db, it, "comment held", { reason: why.reason, because: why.because }, now, chance);
  await record(db, viewer, "comment held", it.id, now, why);
}

/** Let it be read again. */
export async function letGo(db: Db, viewer: Viewer, shown: ShownContribution, now: Date, chance: Chance): Promise<void> {
  officerOf(viewer, shown.processId);
  const it = await contributionForDecision(db, shown.id);
  if (it.state !== "held") throw new Refusal("not-now", "contribution-not-held", { reference: it.reference });
  await changeContribution(db, it.id, { state: "shown", heldReason: null, heldBecause: null, heldDay: null });
  if (it.attribution !== "unattributed") await enter(db, it, "comment let go", {}, now, chance);
  await record(db, viewer, "comment let go", it.id, now);
}

/**
 * Give it another audience or attribution. Narrowing is the author's right whatever the forum takes; widening needs the consent
 * that comes with it, is recorded, and is for a combination that the forum takes. Made unattributed, it forgets who wrote it, and
 * the secret code comes back that alone opens it from then on.
 */
export async function changeDisclosure(db: Db, viewer: Viewer, shown: ShownContribution, forum: Forum, { to, consent }: { to: OfferedCombination; consent: boolean }, smallCell: SmallCell, now: Date, chance: Chance): Promise<{ code: string | null }> {
  const it = await ownToDecide(db, viewer, shown);
  refuseUnlessShown(it);
  const from = combinationOf(it) as OfferedCombination;
  const wanted = disclosureOf(to);
  const how = mayChange(from, to);
  if (how === "never") throw new Refusal("not-allowed", "never-widened");
  if (how === "with-consent") {
    if (!consent) throw new Refusal("not-valid", "consent-needed");
    taken(forum, wanted);
    if (it.parentId) refuseWiderAnswer((await reachOf(db, it.parentId)) ?? { audience: it.audience, forumId: it.forumId }, { ...wanted, forumId: it.forumId });
  }
  if (wanted.attribution === "unattributed") return makeUnattributed(db, it, wanted, chance);
  const { stakeholderId } = (await authorshipOf(db, it.id))!;
  const kind = wanted.attribution === "named" ? { sector: null, region: null } : await kindShown(db, forum, wanted, stakeholderId, smallCell);
  await attribute(db, it, wanted, stakeholderId, kind);
  await enter(db, { ...it, ...wanted }, "disclosure changed", { from, to, consent: how === "with-consent" ? "given" : "not needed" }, now, chance);
  await record(db, viewer, "disclosure changed", it.id, now, { from, to });
  return { code: null };
}

function attribute(db: Db, it: Contribution, to: Disclosure, stakeholderId: string, kind: { sector: string | null; region: string | null }) {
  const named = to.attribution === "named";
  return changeContribution(db, it.id, { ...to, stakeholderId: named ? stakeholderId : null, personId: named ? it.personId : null, shownSector: kind.sector, shownRegion: kind.region });
}

async function makeUnattributed(db: Db, it: Contribution, { audience }: Disclosure, chance: Chance) {
  const code = secretCode(chance);
  await letFilesGo(db, it.id);
  await forgetAuthor(db, it.id, audience, codeHashOf(code)!);
  return { code };
}
