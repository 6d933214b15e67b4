import { dayOf } from "../../../ground/clock.ts";
import type { Chance } from "../../../ground/chance.ts";
import type { Db } from "../../../ground/db/database.ts";
import { holdCode } from "../../../ground/db/request.ts";
import { record } from "../../../ground/journal.ts";
import { seal } from "../../../ground/record/enter.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { officerOf, personOf, type Viewer } from "../../../ground/viewer.ts";
import { isLate, refuseUnlessMayAnswer, refuseUnlessOpen as refuseUnlessCallOpen, type Call } from "../../calls/call.ts";
import { admit, taken, type Forum } from "../../disclosure/forum.ts";
import { refuseUnlessOpen } from "../../disclosure/issue.ts";
import type { Language } from "../../../ground/words.ts";
import { combinationOf, type Disclosure } from "../../disclosure/rule.ts";
import type { Sector } from "../../stakeholders/stakeholder.ts";
import type { AskState } from "../ask.ts";
import { refuseUnlessAcknowledgeable, refuseUnlessPublishable, refuseUnlessReturnable } from "../clearance.ts";
import { codeHashOf, secretCode, type Contribution, type Wording } from "../contribution.ts";
import type { ShownContribution } from "../disclosure.ts";
import { blank, enter, kindShown, ownToDecide, type FiledUnattributed, type Signature, type SmallCell } from "../operations.ts";
import { addAuthorship, addContribution, addWaitingCommitment, addWording, changeContribution, contributionByCode, contributionById, contributionForDecision, eraseWordings } from "../store.ts";
import { setAskState } from "../store/asks.ts";
import { holdKey } from "../store/drafts.ts";
import { addCoAuthors, askAnew, coAuthorForDecision, coAuthorsOf, decideCoAuthor, leaveOutCoAuthor, logClearance, putAside } from "../store/submissions.ts";
import { documentFingerprint, mostAsks, mostCoAuthors, refuseEmpty, refuseUnlessAsked, wordsOf, type SubmissionDocument } from "../submission.ts";

/** All that is filed in answer to a call: for whom to read and under whose name, part by part, and on whose behalf besides the author’s own: those that are asked, and those that stand behind it already by their signature. */
export type SubmissionFiling = { call: Call; forum: Forum; disclosure: Disclosure; language: Language; document: SubmissionDocument; onBehalfOf: readonly string[]; signedBy?: readonly string[] };

/** File a submission: its parts, its asks, who wrote it, those it names, and its entry in the record stand or fall together. `sector`: the author’s. */
export async function fileSubmission(db: Db, viewer: Viewer, filing: SubmissionFiling, by: Signature & { sector: Sector }, smallCell: SmallCell, now: Date, chance: Chance): Promise<Contribution> {
  const { call, forum, disclosure, language, document, onBehalfOf, signedBy = [] } = filing;
  const person = personOf(viewer);
  refuseUnlessAnswer(filing, now);
  refuseUnlessMayAnswer(call, by.sector);
  admit(viewer, forum, disclosure, now);
  if (disclosure.attribution === "unattributed") throw new RangeError("an unattributed submission is filed by fileUnattributedSubmission");
  if (!person.speaksFor.some((it) => it.stakeholderId === by.stakeholderId)) throw new Refusal("not-allowed", "not-its-person");
  const named = disclosure.attribution === "named";
  const shown = named ? { sector: null, region: null } : await kindShown(db, forum, disclosure, by.stakeholderId, smallCell);
  const it: Contribution = {
    ...submissionOf(filing, now, chance), state: "received", late: isLate(call, now),
    stakeholderId: named ? by.stakeholderId : null, personId: named && by.showPerson ? person.personId : null, shownSector: shown.sector, shownRegion: shown.region,
  };
  await addContribution(db, it);
  await addAuthorship(db, { contributionId: it.id, attribution: disclosure.attribution, stakeholderId: by.stakeholderId, personId: person.personId, filedAt: now });
  await addWording(db, editionOf(it, document), language);
  await addCoAuthors(db, onBehalfOf.map((stakeholderId) => ({ contributionId: it.id, stakeholderId, state: "asked", personId: null, decidedDay: null })));
  await addCoAuthors(db, signedBy.map((stakeholderId) => ({ contributionId: it.id, stakeholderId, state: "confirmed", personId: null, decidedDay: dayOf(now) })));
  await enter(db, it, "submission filed", { call: call.id, fingerprint: documentFingerprint(document), stakeholder: by.stakeholderId, onBehalfOf: [...onBehalfOf, ...signedBy].join(" "), filedAt: now.toISOString() }, now, chance);
  await record(db, viewer, "submission filed", it.id, now);
  return it;
}

/** What holds for every submission, whoever sends it. */
function refuseUnlessAnswer({ call, disclosure, language, document, onBehalfOf }: SubmissionFiling, now: Date) {
  refuseUnlessCallOpen(call, now);
  refuseEmpty(document);
  if (!call.languages.includes(language)) throw new Refusal("not-valid", "call-not-in-this-language", { number: call.number });
  if (document.asks.length > mostAsks) throw new Refusal("not-valid", "too-many-asks", { most: mostAsks });
  if (onBehalfOf.length > mostCoAuthors) throw new Refusal("not-valid", "too-many-co-authors", { most: mostCoAuthors });
  if (onBehalfOf.length > 0 && disclosure.attribution !== "named") throw new Refusal("not-valid", "co-authors-are-named");
}

const submissionOf = ({ call, forum, disclosure, language }: SubmissionFiling, now: Date, chance: Chance): Contribution =>
  ({ ...blank({ forum, disclosure, subject: { processId: call.processId, versionId: null, place: null, provisionId: null }, words: { language, parent: null } }, now, chance), kind: "submission", callId: call.id });

const editionOf = (it: Pick<Contribution, "id" | "edition" | "day">, document: SubmissionDocument): Wording & { body: string } =>
  ({ contributionId: it.id, edition: it.edition, body: wordsOf(document), document, inside: false, redactedBecause: null, day: it.day, fingerprint: documentFingerprint(document) });

/** File a submission that is nobody’s; as `fileUnattributed` does for a comment. It waits for its batch, and goes to the secretariat with it. */
export async function fileUnattributedSubmission(db: Db, filing: SubmissionFiling, now: Date, chance: Chance): Promise<FiledUnattributed> {
  const { forum, disclosure, language, document } = filing;
  refuseUnlessAnswer(filing, now);
  await refuseUnlessOpen(db, forum);
  const combination = taken(forum, disclosure);
  if (disclosure.attribution !== "unattributed") throw new RangeError("an attributed submission is filed by fileSubmission");
  const { it, receipt } = drawn(filing, combination, now, chance);
  await holdCode(db, it.codeHash!);
  await addContribution(db, it);
  await addWording(db, editionOf(it, document), language);
  await addWaitingCommitment(db, forum.id, receipt.sealed);
  return receipt;
}

/** All that is drawn for a submission that is nobody’s, in an order that stays: the same chance gives the same receipt. */
function drawn(filing: SubmissionFiling, combination: string, now: Date, chance: Chance): { it: Contribution; receipt: FiledUnattributed } {
  const code = secretCode(chance);
  const it: Contribution = { ...submissionOf(filing, now, chance), codeHash: codeHashOf(code) };
  const sealed = seal(chance, { what: "unattributed submission received", fingerprint: documentFingerprint(filing.document), forum: filing.forum.id, call: filing.call.id, combination, day: it.day });
  return { it, receipt: { reference: it.reference, code, day: it.day, sealed } };
}

/**
 * The receipt of a submission that is nobody’s and was filed before with the chance of this secret: what is sent twice is filed
 * once, and answered alike. Null if nothing was; refused if other words were. The next in line waits until the transaction ends.
 */
export async function filedWithSecret(db: Db, filing: SubmissionFiling, secretChance: () => Chance): Promise<FiledUnattributed | null> {
  const codeHash = codeHashOf(secretCode(secretChance()))!;
  await holdKey(db, codeHash);
  await holdCode(db, codeHash);
  const before = await contributionByCode(db, codeHash);
  if (!before) return null;
  const { receipt } = drawn(filing, combinationOf(filing.disclosure), new Date(`${before.day}T12:00:00Z`), secretChance());
  if (!before.document || documentFingerprint(before.document) !== documentFingerprint(filing.document)) throw new Refusal("not-now", "form-sent-already");
  return receipt;
}

/** File it again, after it was returned or before it was published: other parts under the same number; co-authors are asked anew. */
export async function refileSubmission(db: Db, viewer: Viewer, shown: ShownContribution, call: Call, document: SubmissionDocument, now: Date, chance: Chance): Promise<void> {
  const it = await ownToDecide(db, viewer, shown);
  if (it.kind !== "submission" || (it.state !== "received" && it.state !== "returned")) throw new Refusal("not-now", "submission-not-in-clearance", { reference: it.reference });
  if (it.state === "received") refuseUnlessCallOpen(call, now); // one that was returned may come back after the closing time
  refuseEmpty(document);
  const next = { ...it, edition: it.edition + 1, day: dayOf(now) };
  await addWording(db, editionOf(next, document), it.language);
  await changeContribution(db, it.id, { edition: next.edition, state: "received" });
  await askAnew(db, it.id);
  await enter(db, next, "submission filed again", { fingerprint: documentFingerprint(document) }, now, chance);
  await record(db, viewer, "submission filed again", it.id, now);
}

/** Take a submission back before it was published: its words are erased, and nobody else ever learns of it but the secretariat. */
export async function takeBackSubmission(db: Db, viewer: Viewer, shown: ShownContribution, now: Date, chance: Chance): Promise<void> {
  const it = await ownToDecide(db, viewer, shown);
  if (it.state !== "received" && it.state !== "returned") throw new Refusal("not-now", "submission-not-in-clearance", { reference: it.reference });
  await eraseWordings(db, it.id);
  await changeContribution(db, it.id, { state: "taken-back" });
  await enter(db, it, "submission taken back", {}, now, chance);
  await record(db, viewer, "submission taken back", it.id, now);
}

/** Say for one’s organisation whether it stands behind a submission that names it; by its focal point alone. */
export async function decideAsCoAuthor(db: Db, viewer: Viewer, shown: ShownContribution, stakeholderId: string, confirms: boolean, now: Date, chance: Chance): Promise<void> {
  const person = personOf(viewer);
  if (!person.speaksFor.some((it) => it.stakeholderId === stakeholderId && it.isFocalPoint)) throw new Refusal("not-allowed", "focal-point-confirms");
  const it = await contributionById(db, shown.id);
  refuseUnlessAsked(await coAuthorForDecision(db, it.id, stakeholderId), it.reference);
  const what = confirms ? "co-author confirmed" : "co-author declined";
  await enter(db, it, what, { stakeholder: stakeholderId, fingerprint: shown.fingerprint }, now, chance);
  await record(db, viewer, what, it.id, now);
  await decideCoAuthor(db, it.id, stakeholderId, { state: confirms ? "confirmed" : "declined", personId: person.personId, decidedDay: dayOf(now) }); // last: whoever declines has no more to do with it
}

/** Leave out one who has not confirmed: its author’s decision. */
export async function leaveOut(db: Db, viewer: Viewer, shown: ShownContribution, stakeholderId: string, now: Date, chance: Chance): Promise<void> {
  const it = await ownToDecide(db, viewer, shown);
  const named = (await coAuthorsOf(db, shown)).find((one) => one.organisation.id === stakeholderId);
  if (!named) throw new Refusal("not-found", "page-unknown");
  if (named.state === "confirmed" || (it.state !== "received" && it.state !== "returned")) throw new Refusal("not-now", "co-author-decided", { reference: it.reference });
  await leaveOutCoAuthor(db, it.id, stakeholderId);
  await enter(db, it, "co-author left out", { stakeholder: stakeholderId }, now, chance);
  await record(db, viewer, "co-author left out", it.id, now);
}

const earlier = { acknowledged: ["received"], published: ["received", "acknowledged"] } as const satisfies Record<string, readonly AskState[]>;

/** Say that it came in and is in order so far. */
export async function acknowledgeSubmission(db: Db, viewer: Viewer, shown: ShownContribution, now: Date, chance: Chance): Promise<void> {
  const it = await inClearance(db, viewer, shown);
  refuseUnlessAcknowledgeable(it);
  await changeContribution(db, it.id, { acknowledgedDay: dayOf(now) });
  await setAskState(db, it.id, "acknowledged", { from: earlier.acknowledged });
  await log(db, viewer, it, "acknowledged", null, now, chance);
}

/** Give it back to its author with a reason: it may be filed again, also after the closing time. */
export async function returnSubmission(db: Db, viewer: Viewer, shown: ShownContribution, because: string, now: Date, chance: Chance): Promise<void> {
  const it = await inClearance(db, viewer, shown);
  refuseUnlessReturnable(it);
  await changeContribution(db, it.id, { state: "returned" });
  await log(db, viewer, it, "returned", because, now, chance);
}

/** Show it to those for whom it was written; with `redacted`, a copy from which something was taken, and why: what was filed is put aside. */
export async function publishSubmission(db: Db, viewer: Viewer, shown: ShownContribution, redacted: { document: SubmissionDocument; because: string } | null, now: Date, chance: Chance): Promise<void> {
  const it = await inClearance(db, viewer, shown);
  refuseUnlessPublishable(it, await coAuthorsOf(db, shown));
  const day = dayOf(now);
  const edition = redacted ? it.edition + 1 : it.edition;
  if (redacted) {
    await putAside(db, it.id);
    await addWording(db, { ...editionOf({ ...it, edition, day }, redacted.document), redactedBecause: redacted.because }, it.language);
  }
  await changeContribution(db, it.id, { state: "shown", edition, acknowledgedDay: it.acknowledgedDay ?? day, publishedDay: day });
  await setAskState(db, it.id, "published", { from: earlier.published });
  await log(db, viewer, it, redacted ? "published-redacted" : "published", redacted?.because ?? null, now, chance);
}

async function inClearance(db: Db, viewer: Viewer, shown: ShownContribution): Promise<Contribution> {
  officerOf(viewer, shown.processId);
  return contributionForDecision(db, shown.id);
}

/** The act in the log of clearance, the record and the journal. Of what is nobody’s the record is told nothing by itself. */
async function log(db: Db, viewer: Viewer, it: Contribution, act: "acknowledged" | "returned" | "published" | "published-redacted", because: string | null, now: Date, chance: Chance) {
  await logClearance(db, { contributionId: it.id, act, because, officer: personOf(viewer).name, day: dayOf(now) });
  if (it.attribution !== "unattributed") await enter(db, it, `submission ${act}`, { because }, now, chance);
  await record(db, viewer, `submission ${act}`, it.id, now, because === null ? undefined : { because });
}
