import type { Chance } from "../../../ground/chance.ts";
import { dayOf } from "../../../ground/clock.ts";
import type { Db } from "../../../ground/db/database.ts";
import { record } from "../../../ground/journal.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { assessorOf, personOf, type Viewer } from "../../../ground/viewer.ts";
import type { Assessment } from "../../assessments/assessment.ts";
import { coderOf, type Assignment, type Coding, type Memo } from "../coding.ts";
import type { ShownSource } from "../disclosure.ts";
import type { CodingInput } from "../inputs.ts";
import { chosenSegments } from "../operations.ts";
import { assignmentsOf, holdCoding } from "../store.ts";
import { codesOf } from "../store/codes.ts";
import { addAssignments, addCodings, addMemo, codingsIn, keepDecision, removeAssignments, removeCodings, removeMemo, sayDone } from "../store/codings.ts";
import { differencesOf } from "../reliability.ts";

/** Somebody who may be given a source to code. */
export type Coder = { personId: string; name: string };

const seatsOf = async (db: Db, viewer: Viewer, assessment: Assessment, source: ShownSource) => (await assignmentsOf(db, assessment, viewer)).filter((it) => it.sourceId === source.id);

/** Give a source to one or two coders. Once one of them has begun, they stand: whoever came later would not code blind. */
export async function assign(db: Db, viewer: Viewer, assessment: Assessment, source: ShownSource, coders: readonly Coder[], hasBegun: boolean, now: Date): Promise<void> {
  assessorOf(viewer, assessment.processId);
  if (coders.length === 0 || new Set(coders.map((it) => it.personId)).size < coders.length) throw new Refusal("not-valid", "coders-same");
  if (hasBegun) throw new Refusal("not-now", "coding-begun", { number: source.number });
  await removeAssignments(db, source.id);
  await addAssignments(db, coders.map(({ personId, name }, at): Assignment => ({ sourceId: source.id, seat: at === 0 ? 1 : 2, coderId: personId, name, doneDay: null })));
  await record(db, viewer, "source assigned", source.id, now, { number: source.number, coders: coders.length });
}

/** Give codes to segments, or to words of one; what was given before stays. Only its coders may, until they are done. */
export async function giveCodes(db: Db, viewer: Viewer, assessment: Assessment, source: ShownSource, { segments, codes, start, end }: CodingInput, now: Date, chance: Chance): Promise<Coding[]> {
  assessorOf(viewer, assessment.processId);
  const { coderId } = coderOf(await seatsOf(db, viewer, assessment, source), personOf(viewer).personId);
  const book = await codesOf(db, assessment, viewer);
  for (const guid of codes) {
    const code = book.find((it) => it.guid === guid);
    if (!code) throw new Refusal("not-found", "codebook-code-unknown");
    if (!code.isCodable || code.retiredDay !== null) throw new Refusal("not-valid", "code-not-given", { name: code.name });
  }
  const given = (await chosenSegments(db, viewer, assessment, source, segments)).flatMap(({ id: segmentId, text }) => {
    if (text === null) throw new Refusal("not-now", "segment-erased");
    const passage = segments.length === 1 && start !== null && end !== null ? { start, end } : { start: 0, end: text.length };
    if (passage.end > text.length || passage.start >= passage.end) throw new Refusal("not-valid", "passage-outside");
    return codes.map((code): Coding => ({ id: chance.id(), sourceId: source.id, segmentId, code, coderId, ...passage }));
  });
  await addCodings(db, assessment.id, given);
  await record(db, viewer, "codes given", source.id, now, { number: source.number });
  return given;
}

/** Take codings of one’s own back, until one is done. */
export async function takeCodesBack(db: Db, viewer: Viewer, assessment: Assessment, source: ShownSource, ids: readonly string[], now: Date): Promise<number> {
  assessorOf(viewer, assessment.processId);
  const { coderId } = coderOf(await seatsOf(db, viewer, assessment, source), personOf(viewer).personId);
  const count = await removeCodings(db, source.id, coderId, ids);
  await record(db, viewer, "codes taken back", source.id, now, { number: source.number });
  return count;
}

/** Say that one is done with a source: one’s codings stand from then on. */
export async function finishCoding(db: Db, viewer: Viewer, assessment: Assessment, source: ShownSource, now: Date): Promise<void> {
  assessorOf(viewer, assessment.processId);
  await holdCoding(db, assessment.id);
  await sayDone(db, coderOf(await seatsOf(db, viewer, assessment, source), personOf(viewer).personId), dayOf(now));
  await record(db, viewer, "coding done", source.id, now, { number: source.number });
}

/** Decide about a place where the coders of a source differ, once they have both ended. It may be decided anew. */
export async function decide(db: Db, viewer: Viewer, assessment: Assessment, source: ShownSource, said: { segment: string; code: string; keep: "yes" | "no"; because: string }, now: Date): Promise<void> {
  const by = assessorOf(viewer, assessment.processId);
  if (source.standing !== "together") throw new Refusal("not-now", "coding-apart", { number: source.number });
  const seats = await seatsOf(db, viewer, assessment, source);
  const isThere = differencesOf(await codingsIn(db, assessment, viewer, source.id), seats, [said.segment]).some((it) => it.segment === said.segment && it.code === said.code);
  if (!isThere) throw new Refusal("not-found", "difference-unknown");
  await keepDecision(db, { sourceId: source.id, segmentId: said.segment, code: said.code, isKept: said.keep === "yes", because: said.because, by, day: dayOf(now) });
  await record(db, viewer, "difference decided", source.id, now, { number: source.number });
}

/** Note something about a segment, a code or a source. */
export async function writeMemo(db: Db, viewer: Viewer, assessment: Assessment, source: ShownSource | null, said: Pick<Memo, "about" | "subject" | "text">, now: Date, chance: Chance): Promise<void> {
  const by = assessorOf(viewer, assessment.processId);
  if (said.about === "code") { if (!(await codesOf(db, assessment, viewer)).some((it) => it.guid === said.subject)) throw new Refusal("not-found", "codebook-code-unknown"); }
  else if (!source || (said.about === "source" && said.subject !== source.id)) throw new Refusal("not-found", "page-unknown");
  else if (said.about === "segment") await chosenSegments(db, viewer, assessment, source, [said.subject]);
  await addMemo(db, { ...said, id: chance.id(), assessmentId: assessment.id, sourceId: said.about === "code" ? null : source!.id, personId: personOf(viewer).personId, by, day: dayOf(now) });
  await record(db, viewer, "memo written", assessment.id, now, { about: said.about });
}

/** Take a note of one’s own back. */
export async function takeMemoBack(db: Db, viewer: Viewer, assessment: Assessment, id: string): Promise<void> {
  assessorOf(viewer, assessment.processId);
  await removeMemo(db, personOf(viewer).personId, id);
}
