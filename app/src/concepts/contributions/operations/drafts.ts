import type { Chance } from "../../../ground/chance.ts";
import type { Db } from "../../../ground/db/database.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { personOf, type PersonViewer, type Viewer } from "../../../ground/viewer.ts";
import type { Call } from "../../calls/call.ts";
import type { TypedAnswer } from "../answer.ts";
import { changed, mayLeave, mostDrafts, refuseUnlessToClear, type Draft } from "../draft.ts";
import type { Signature, SmallCell } from "../operations.ts";
import { contributionById } from "../store.ts";
import { draftById, draftCount, draftForDecision, keepDraft, removeDraft } from "../store/drafts.ts";
import { fileSubmission, refileSubmission, type SubmissionFiling } from "./submissions.ts";
import type { ShownContribution } from "../disclosure.ts";
import type { Sector } from "../../stakeholders/stakeholder.ts";

/** What is kept: under which key, which edition of it the writer had before them, and the words with what identifies them for clearing. */
export type Keeping = { id: string; edition: number; content: TypedAnswer; text: string };
/** kept: the draft as it now is; behind: another tab kept something newer, which comes back untouched; sent: it was filed before. */
export type Kept = { how: "kept" | "behind" | "sent"; draft: Draft };

/** Keep what a person has typed; nothing newer is written over. The stakeholder of the content is one for which they speak. */
export async function keepAnswer(db: Db, viewer: Viewer, call: Call, { id, edition, content, text }: Keeping, now: Date): Promise<Kept> {
  const person = personOf(viewer);
  if (!person.speaksFor.some((it) => it.stakeholderId === content.stakeholder)) throw new Refusal("not-allowed", "not-its-person");
  const before = await ownDraft(db, person, id, now);
  if (before?.contributionId) return { how: "sent", draft: before };
  if (before && before.edition !== edition) return { how: "behind", draft: before };
  if (!before && (await draftCount(db, person.personId, now)) >= mostDrafts) throw new Refusal("not-now", "too-many-drafts", { most: mostDrafts });
  const draft = changed(before ?? newDraft(person, call, id, now), content, text, now);
  await keepDraft(db, before, draft);
  return { how: "kept", draft };
}

const newDraft = ({ personId }: PersonViewer, call: Call, id: string, now: Date): Draft =>
  ({ id, callId: call.id, personId, stakeholderId: "", edition: 0, content: null, keptAt: now, clearance: "private", clearanceText: null, clearanceNote: null, clearedBy: null, contributionId: null });

/** The draft of this key, if it is the person’s own or none: others’ are not found. */
async function ownDraft(db: Db, { personId }: PersonViewer, id: string, now: Date): Promise<Draft | null> {
  const it = await draftForDecision(db, id, now);
  if (it && it.personId !== personId) throw new Refusal("not-found", "draft-unknown");
  return it;
}

/** Take a draft away: its writer changed their mind, or chose to be nobody. */
export async function dropDraft(db: Db, viewer: Viewer, id: string, now: Date): Promise<void> {
  const it = await ownDraft(db, personOf(viewer), id, now);
  if (it && it.contributionId === null) await removeDraft(db, id);
}

/** Ask the focal point of its organisation to clear a draft as it stands. The journal, which is kept for good, learns nothing of drafts: one may become nobody’s. */
export async function askToClear(db: Db, viewer: Viewer, call: Call, keeping: Keeping, now: Date): Promise<Kept> {
  const kept = await keepAnswer(db, viewer, call, keeping, now);
  if (kept.how !== "kept") return kept;
  const draft: Draft = { ...kept.draft, clearance: "asked", clearanceText: keeping.text, clearanceNote: null, clearedBy: null };
  await keepDraft(db, kept.draft, draft);
  return { how: "kept", draft };
}

/** Clear a draft for one’s organisation, or return it with a note; by its focal point alone, and as they read it. Who wrote it comes back. */
export async function decideDraft(db: Db, viewer: Viewer, id: string, decision: { edition: number; clears: boolean; note: string | null }, now: Date): Promise<Draft> {
  const person = personOf(viewer);
  const it = await draftForDecision(db, id, now);
  if (!it?.content) throw new Refusal("not-found", "draft-unknown");
  if (it.personId === person.personId || !person.speaksFor.some((one) => one.stakeholderId === it.stakeholderId && one.isFocalPoint)) throw new Refusal("not-allowed", "focal-point-clears");
  refuseUnlessToClear(it, decision.edition);
  const draft: Draft = { ...it, clearance: decision.clears ? "cleared" : "returned", clearanceNote: decision.note, clearedBy: person.personId };
  await keepDraft(db, it, draft);
  return draft;
}

/** All that is sent under a key: what is filed, for whom, what identifies it for clearing, and whether its organisation clears. */
export type Sending = { id: string; text: string; filing: SubmissionFiling; by: Signature & { sector: Sector }; clears: boolean };
/** What was filed under a key: now, or when the same was sent before. */
export type Sent = { reference: string; id: string; isNew: boolean };

/** File an answer once: the same sent again, from another tab or after a cut connection, is answered with what was filed. Its draft goes. */
export async function sendAnswer(db: Db, viewer: Viewer, { id, text, filing, by, clears }: Sending, smallCell: SmallCell, now: Date, chance: Chance): Promise<Sent> {
  const person = personOf(viewer);
  const before = await ownDraft(db, person, id, now);
  if (before?.contributionId) return sentBefore(db, before.contributionId);
  refuseUnlessCleared(person, by.stakeholderId, clears, before, text);
  const it = await fileSubmission(db, viewer, filing, by, smallCell, now, chance);
  await keepDraft(db, before, { ...newDraft(person, filing.call, id, now), stakeholderId: by.stakeholderId, edition: (before?.edition ?? 0) + 1, contributionId: it.id });
  return { reference: it.reference, id: it.id, isNew: true };
}

/** File again what was returned, or is not published yet, once by key. */
export async function sendAgain(db: Db, viewer: Viewer, shown: ShownContribution, { id, text, filing, by, clears }: Sending, now: Date, chance: Chance): Promise<Sent> {
  const person = personOf(viewer);
  const before = await ownDraft(db, person, id, now);
  if (before?.contributionId) return sentBefore(db, before.contributionId);
  refuseUnlessCleared(person, by.stakeholderId, clears, before, text);
  await refileSubmission(db, viewer, shown, filing.call, filing.document, now, chance);
  await keepDraft(db, before, { ...newDraft(person, filing.call, id, now), stakeholderId: by.stakeholderId, edition: (before?.edition ?? 0) + 1, contributionId: shown.id });
  return { reference: shown.reference, id: shown.id, isNew: true };
}

const sentBefore = async (db: Db, contributionId: string): Promise<Sent> => {
  const { id, reference } = await contributionById(db, contributionId);
  return { id, reference, isNew: false };
};

function refuseUnlessCleared(person: PersonViewer, stakeholderId: string, clears: boolean, draft: Draft | null, text: string) {
  const isFocalPoint = person.speaksFor.some((it) => it.stakeholderId === stakeholderId && it.isFocalPoint);
  if (!mayLeave({ clears, isFocalPoint }, draft, text)) throw new Refusal("not-now", "draft-not-cleared");
}

/** What was filed under this key before, whoever looks: null if nothing was, or it is another’s. */
export async function filedUnder(db: Db, viewer: Viewer, id: string, now: Date): Promise<Sent | null> {
  const person = personOf(viewer);
  const it = await draftById(db, id, now);
  return it?.contributionId && it.personId === person.personId ? sentBefore(db, it.contributionId) : null;
}
