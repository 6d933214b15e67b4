import { readTranscript, Unfit, type Transcript, type UnfitCode } from "@travaux/coded-texts";
import type { Chance } from "../../ground/chance.ts";
import { randomId } from "../../ground/chance.ts";
import { dayOf } from "../../ground/clock.ts";
import type { Db } from "../../ground/db/database.ts";
import { record } from "../../ground/journal.ts";
import { Refusal, type RefusalCode } from "../../ground/refusal.ts";
import { assessorOf, officerOf, type Viewer } from "../../ground/viewer.ts";
import type { Assessment } from "../assessments/assessment.ts";
import { refuseWidening, type Consent } from "./consent.ts";
import type { ShownSegment, ShownSource } from "./disclosure.ts";
import type { GuideKind, GuideQuestion } from "./guide.ts";
import type { SourceInput } from "./inputs.ts";
import { withoutNames, type Source } from "./source.ts";
import { addConsentChange, addInterviewee, addSegments, addSource, changeConsent, eraseSegment, keepGuide, nextSourceNumber, removeSource, segmentsIn } from "./store.ts";

/** Refusals of the engine by their codes; several of one kind are one here. */
const refusals = {
  "transcript-empty": "coded-transcript-empty", "transcript-long": "coded-transcript-long", "not-text": "coded-not-text", time: "coded-time", "vtt-header": "coded-vtt-header", "vtt-time": "coded-vtt-time",
  xml: "coded-xml", doctype: "coded-doctype", "not-qda": "coded-not-qda", "no-project": "coded-not-qda", archive: "coded-not-qda", "archive-large": "coded-large", "xml-large": "coded-large", "xml-deep": "coded-large", "too-deep": "coded-large", "too-many-codes": "coded-large",
  "guid-wrong": "coded-guid", "guid-twice": "coded-guid-twice", cycle: "coded-cycle", "parent-unknown": "coded-parent-unknown", "name-missing": "coded-name-missing",
} as const satisfies Record<UnfitCode, RefusalCode>;

/** Read something by the engine; what it refuses becomes a refusal of the house, with the line as `at`. */
export function unfitting<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Unfit)) throw error;
    throw new Refusal("not-valid", refusals[error.code], { ...error.values, at: error.line ?? 1 });
  }
}

/** A transcript as it was sent, or the reason why it cannot be read. */
export const transcriptIn = (text: string, isWebVtt = false): Transcript => unfitting(() => readTranscript(text, { isWebVtt }));

/** Keep an interview or a focus group: its words without names, and apart from them, for officers alone, who was interviewed. */
export async function addInterview(db: Db, viewer: Viewer, assessment: Assessment, input: SourceInput, transcript: Transcript, now: Date, chance: Chance): Promise<Source> {
  const by = officerOf(viewer, assessment.processId);
  const { kind, title, language, consent, sector, region, held, name, organisation, contact, named } = input;
  if (kind === "focus-group" && [name, organisation, contact].some((it) => it !== "")) throw new Refusal("not-valid", "focus-group-of-nobody");
  if (kind === "interview" && name === "" && (named || organisation !== "" || contact !== "")) throw new Refusal("not-valid", "interviewee-without-name");
  const turns = withoutNames(transcript.turns, input.interviewers);
  const it: Source = { id: chance.id(), assessmentId: assessment.id, number: await nextSourceNumber(db, assessment.id), kind, title, language, consent, sector, region, heldDay: held, question: null, addedDay: dayOf(now), by };
  await addSource(db, it);
  if (name !== "") await addInterviewee(db, { sourceId: it.id, kind: "interview", name, organisation, contact, isNamed: named });
  await addSegments(db, turns.map((turn, at) => ({ ...turn, id: randomId(chance), sourceId: it.id, position: at + 1, consent, sector: null, region: null, answerId: null })));
  await record(db, viewer, "source added", it.id, now, { number: it.number, segments: turns.length });
  return it;
}

/** Throw a source away with all that was coded in it. */
export async function discardSource(db: Db, viewer: Viewer, assessment: Assessment, source: ShownSource, now: Date): Promise<void> {
  officerOf(viewer, assessment.processId);
  await removeSource(db, source.id);
  await record(db, viewer, "source discarded", source.id, now, { number: source.number });
}

/** The segments with these ids in a source; one that is not in it is not found. */
export async function chosenSegments(db: Db, viewer: Viewer, assessment: Assessment, source: ShownSource, ids: readonly string[]): Promise<ShownSegment[]> {
  const all = new Map((await segmentsIn(db, assessment, [source.id], viewer, { ids })).map((it) => [it.id, it]));
  return ids.map((id) => all.get(id) ?? missing());
}
const missing = (): never => { throw new Refusal("not-found", "segment-unknown"); };

/** Say what may be done with segments: narrower at any time, wider only for a recorded reason, and never than an answer was given. */
export async function consentTo(db: Db, viewer: Viewer, assessment: Assessment, source: ShownSource, said: { segments: readonly string[]; consent: Consent; because: string }, now: Date): Promise<number> {
  const by = assessorOf(viewer, assessment.processId);
  const changed = (await chosenSegments(db, viewer, assessment, source, said.segments)).filter((it) => it.consent !== said.consent);
  for (const it of changed) refuseWidening(it.consent, said.consent, said.because, source.kind === "answers");
  for (const it of changed) {
    await changeConsent(db, it.id, said.consent);
    await addConsentChange(db, { segmentId: it.id, from: it.consent, to: said.consent, because: said.because, by, day: dayOf(now) });
  }
  await record(db, viewer, "consent changed", source.id, now, { number: source.number, segments: changed.length, consent: said.consent });
  return changed.length;
}

/** Erase the words of segments for good, and what was coded in them; that they were there stays. */
export async function eraseSegments(db: Db, viewer: Viewer, assessment: Assessment, source: ShownSource, ids: readonly string[], now: Date): Promise<number> {
  assessorOf(viewer, assessment.processId);
  const erased = (await chosenSegments(db, viewer, assessment, source, ids)).filter((it) => it.text !== null);
  for (const it of erased) await eraseSegment(db, it.id);
  await record(db, viewer, "segments erased", source.id, now, { number: source.number, segments: erased.length });
  return erased.length;
}

/** Put the questions of interviews or focus groups in the place of those before. */
export async function writeGuide(db: Db, viewer: Viewer, assessment: Assessment, it: { kind: GuideKind; opening: string; questions: GuideQuestion[] }, now: Date): Promise<void> {
  const by = assessorOf(viewer, assessment.processId);
  await keepGuide(db, { assessmentId: assessment.id, ...it, by, day: dayOf(now) });
  await record(db, viewer, "guide written", assessment.id, now, { kind: it.kind });
}
