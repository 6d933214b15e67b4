import type { Given } from "@travaux/survey-forms";
import { randomId, type Chance } from "../../../ground/chance.ts";
import { dayOf } from "../../../ground/clock.ts";
import type { Db } from "../../../ground/db/database.ts";
import { become, holdCode } from "../../../ground/db/request.ts";
import { record } from "../../../ground/journal.ts";
import { enterSealed, seal } from "../../../ground/record/enter.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { personOf, type Viewer } from "../../../ground/viewer.ts";
import { codeHashOf, secretCode } from "../../contributions/contribution.ts";
import { kindShown, type FiledUnattributed, type SmallCell } from "../../contributions/operations.ts";
import { somebodyIn } from "../../contributions/unattributed/operations.ts";
import { chanceOf, type Once } from "../../contributions/unattributed/submissions.ts";
import { addWaitingCommitment } from "../../contributions/store.ts";
import { holdKey } from "../../contributions/store/drafts.ts";
import { admit, taken, type Forum } from "../../disclosure/forum.ts";
import { refuseUnlessOpen, spendToken } from "../../disclosure/issue.ts";
import { combinationOf, type Disclosure } from "../../disclosure/rule.ts";
import type { Token } from "../../disclosure/tokens.ts";
import { refuseUnlessAnswerable, type Assessment } from "../assessment.ts";
import { fingerprintOfGiven, type SurveyAnswer } from "./answer.ts";
import { addAnswer, addSurveyAuthorship, answerByCode, eraseAnswer, hasAnswered, markAnswered, ownAnswer, replaceAnswer, replaceAuthorship } from "./store.ts";

/** All that is sent in answer to a survey: what was typed, checked against the form of this version, and what may be done with it. */
export type SurveyFiling = { assessment: Assessment; forum: Forum; version: number; language: string; disclosure: Disclosure; given: Given };

/** What its respondent holds of an answer that bears their name or kind: sent again, it is the same. */
export type FiledAnswer = { id: string; entry: string };

/**
 * Keep an answer under a name or a kind, with who gave it and its entry in the record; they stand or fall together. Sent again it is
 * kept once; other words take the place of those before while the survey is open.
 */
export async function fileAnswer(db: Db, viewer: Viewer, filing: SurveyFiling, stakeholderId: string, smallCell: SmallCell, now: Date, chance: Chance): Promise<FiledAnswer> {
  const { assessment, forum, disclosure, given } = filing;
  const person = personOf(viewer);
  refuseUnlessAnswerable(assessment, now);
  admit(viewer, forum, disclosure, now);
  if (disclosure.attribution === "unattributed") throw new RangeError("what is nobody's is filed by fileAnswerAsNobody");
  if (!person.speaksFor.some((it) => it.stakeholderId === stakeholderId)) throw new Refusal("not-allowed", "not-its-person");
  const answered = await hasAnswered(db, assessment.id);
  const before = await ownAnswer(db, assessment.id, person.personId);
  if (answered && !before) throw new Refusal("not-now", "survey-answered", { title: assessment.title.en });
  const fingerprint = fingerprintOfGiven(given);
  if (before && (before.audience !== disclosure.audience || before.attribution !== disclosure.attribution)) throw new Refusal("not-now", "survey-answered-otherwise", { title: assessment.title.en });
  if (before?.fingerprint === fingerprint && before.state === "kept") return { id: before.id, entry: before.authorship.entry };
  const sealed = seal(chance, { what: before ? "survey answered again" : "survey answered", assessment: assessment.id, form: filing.version, audience: disclosure.audience, attribution: disclosure.attribution, fingerprint, stakeholder: stakeholderId, filedAt: now.toISOString() });
  const { entry, statement, salt } = sealed;
  const id = before?.id ?? randomId(chance);
  const { version, language } = filing;
  if (before) await replaceAnswer(db, id, { version, language, given, fingerprint, state: "kept" });
  else {
    const shown = disclosure.attribution === "kind" ? await kindShown(db, forum, disclosure, stakeholderId, smallCell) : { sector: null, region: null };
    await addAnswer(db, { id, assessmentId: assessment.id, version, language, ...disclosure, state: "kept", shownSector: shown.sector, shownRegion: shown.region, given, fingerprint, codeHash: null });
  }
  const authorship = { stakeholderId, filedAt: now, entry, statement, salt };
  if (before) await replaceAuthorship(db, id, authorship);
  else await addSurveyAuthorship(db, { answerId: id, assessmentId: assessment.id, attribution: disclosure.attribution as "named" | "kind", personId: person.personId, ...authorship });
  await enterSealed(db, sealed);
  await record(db, viewer, "survey answered", id, now);
  return { id, entry };
}

/** Keep an answer that is nobody's on the one token that each who may answer is given. Sent again it costs no second token, and gives the same receipt. */
export async function fileAnswerWithToken(db: Db, filing: SurveyFiling, token: Token, once: Once, now: Date): Promise<FiledUnattributed> {
  const before = await answeredWithSecret(db, filing, once);
  if (before) return before;
  await spendToken(db, filing.forum, "answer", token);
  await become(db, somebodyIn(filing.forum));
  return fileAnswerAsNobody(db, filing, once, now);
}

/** The same in a session, for a browser without scripts: that this person has answered is marked, without a time, and no link to what. */
export async function fileAnswerAsSession(db: Db, viewer: Viewer, filing: SurveyFiling, once: Once, now: Date): Promise<FiledUnattributed> {
  admit(viewer, filing.forum, filing.disclosure, now);
  const before = await answeredWithSecret(db, filing, once);
  if (before) return before;
  if (!(await markAnswered(db, filing.assessment.id))) throw new Refusal("not-now", "survey-answered", { title: filing.assessment.title.en });
  return fileAnswerAsNobody(db, filing, once, now);
}

async function fileAnswerAsNobody(db: Db, filing: SurveyFiling, once: Once, now: Date): Promise<FiledUnattributed> {
  refuseUnlessAnswerable(filing.assessment, now);
  await refuseUnlessOpen(db, filing.forum);
  const { it, receipt } = drawn(filing, chanceOf(once)());
  await holdCode(db, it.codeHash!);
  await addAnswer(db, it);
  await addWaitingCommitment(db, filing.forum.id, receipt.sealed);
  return receipt;
}

/** All that is drawn for an answer that is nobody's, in an order that stays: the same chance gives the same receipt. It tells no day of its own: the only one in it is that on which the survey opened. */
function drawn({ assessment, forum, version, language, disclosure, given }: SurveyFiling, chance: Chance): { it: SurveyAnswer; receipt: FiledUnattributed } {
  const combination = taken(forum, disclosure);
  const code = secretCode(chance);
  const fingerprint = fingerprintOfGiven(given);
  const it: SurveyAnswer = { id: randomId(chance), assessmentId: assessment.id, version, language, ...disclosure, state: "waiting", shownSector: null, shownRegion: null, given, fingerprint, codeHash: codeHashOf(code) };
  const day = assessment.openedDay!;
  const sealed = seal(chance, { what: "unattributed survey answer received", fingerprint, forum: forum.id, assessment: assessment.id, combination, opened: day });
  return { it, receipt: { reference: "", code, day, sealed } };
}

/** The receipt of what was kept before with the chance of this secret; null if nothing was, refused if it was something else. The next in line waits until the transaction ends. */
async function answeredWithSecret(db: Db, filing: SurveyFiling, once: Once): Promise<FiledUnattributed | null> {
  const { it, receipt } = drawn(filing, chanceOf(once)());
  await holdKey(db, it.codeHash!);
  await holdCode(db, it.codeHash!);
  const before = await answerByCode(db, it.codeHash!);
  if (!before) return null;
  if (before.fingerprint !== it.fingerprint || combinationOf(before) !== combinationOf(it)) throw new Refusal("not-now", "form-sent-already");
  return receipt;
}

/** Take back one's own answer that bears one's name or kind: its words are erased. */
export async function withdrawOwnAnswer(db: Db, viewer: Viewer, assessment: Pick<Assessment, "id">, now: Date, chance: Chance): Promise<void> {
  const it = await ownAnswer(db, assessment.id, personOf(viewer).personId);
  if (!it || it.state === "withdrawn") throw new Refusal("not-found", "page-unknown");
  await eraseAnswer(db, it.id);
  await enterSealed(db, seal(chance, { what: "survey answer withdrawn", assessment: assessment.id, answer: it.id, day: dayOf(now) }));
  await record(db, viewer, "survey answer withdrawn", it.id, now);
}

/** The answer that a typed secret code opens; null for any other. */
export async function answerOpenedBy(db: Db, typed: string): Promise<SurveyAnswer | null> {
  const hash = codeHashOf(typed);
  if (!hash) return null;
  await holdCode(db, hash);
  return answerByCode(db, hash);
}
/** Take back what is nobody's, by its secret code: its words are erased. */
export const withdrawAnswerByCode = (db: Db, it: Pick<SurveyAnswer, "id">) => eraseAnswer(db, it.id);
