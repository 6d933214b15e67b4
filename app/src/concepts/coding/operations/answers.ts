import { itemsIn, type Form, type Question } from "@travaux/survey-forms";
import { randomId, type Chance } from "../../../ground/chance.ts";
import { dayOf } from "../../../ground/clock.ts";
import type { Db } from "../../../ground/db/database.ts";
import { record } from "../../../ground/journal.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { assessorOf, type Viewer } from "../../../ground/viewer.ts";
import { languages, type Language } from "../../../ground/words.ts";
import type { Assessment } from "../../assessments/assessment.ts";
import type { ShownAnswer } from "../../assessments/disclosure.ts";
import { formOf } from "../../assessments/form-version.ts";
import { formVersion } from "../../assessments/store.ts";
import { answersInTurn, spokenIn } from "../../assessments/survey/store.ts";
import type { RegionalGroup, Sector } from "../../stakeholders/stakeholder.ts";
import { consentOfAnswer } from "../consent.ts";
import type { Segment, Source } from "../source.ts";
import { addSegments, addSource, nextSourceNumber, sourcesOf } from "../store.ts";

/** Take the questions that were answered in words as sources, once the survey is closed: one source a question, one segment an answer. Those taken before are left as they are. */
export async function takeAnswers(db: Db, viewer: Viewer, assessment: Assessment, now: Date, chance: Chance): Promise<{ sources: number; segments: number }> {
  const by = assessorOf(viewer, assessment.processId);
  if (assessment.state !== "closed") throw new Refusal("not-now", "answers-still-open", { number: assessment.number });
  const version = await formVersion(db, assessment.id);
  const first = await nextSourceNumber(db, assessment.id);
  const known = new Set((await sourcesOf(db, assessment, viewer)).map((it) => it.question));
  const asked = version ? askedInWords(formOf(version)).filter((it) => !known.has(it.path)) : [];
  const language = await mostSpoken(db, assessment, viewer);
  let [sources, segments] = [0, 0];
  for (const { question, path, isOnce } of asked) {
    const count = await takeQuestion(db, viewer, assessment, { path, isOnce }, chance, { assessmentId: assessment.id, number: first + sources, kind: "answers", title: titleOf(question), language, consent: "internal", sector: null, region: null, heldDay: null, question: path, addedDay: dayOf(now), by });
    if (count > 0) sources += 1;
    segments += count;
  }
  await record(db, viewer, "answers taken to be coded", assessment.id, now, { sources, segments });
  return { sources, segments };
}

/** Take the answers to one question as a source, some thousand at a time; how many there were. Where nobody said anything there is none. */
async function takeQuestion(db: Db, viewer: Viewer, assessment: Assessment, { path, isOnce }: { path: string; isOnce: boolean }, chance: Chance, source: Omit<Source, "id">): Promise<number> {
  let [id, count] = ["", 0];
  for await (const answers of answersInTurn(db, assessment, viewer, isOnce ? [path] : undefined)) {
    const segments = segmentsOf(path, answers, chance);
    if (segments.length === 0) continue;
    if (id === "") {
      id = chance.id();
      await addSource(db, { ...source, id });
    }
    await addSegments(db, segments.map((it, index) => ({ ...it, sourceId: id, position: count + index + 1 })));
    count += segments.length;
  }
  return count;
}

/** The questions that are answered in words, with their paths; where they stand in rounds, without the numbers of these. */
const askedInWords = (form: Form) => [...itemsIn(form.items)].flatMap(({ it, inside }) => (it.kind === "question" && ["text", "string"].includes(it.type) ? [{ question: it, path: ["", ...inside.map((one) => one.name), it.name].join("/"), isOnce: !inside.some((one) => one.kind === "repeat") }] : []));
const titleOf = ({ label, name }: Question) => (Object.entries(label).find(([language]) => /\(en\)|^en|^$|english/i.test(language))?.[1] ?? Object.values(label)[0] ?? name).slice(0, 200) || name;

/** The language in which most answered. */
async function mostSpoken(db: Db, assessment: Assessment, viewer: Viewer): Promise<Language> {
  const [most] = await spokenIn(db, assessment, viewer);
  return languages.find((it) => it === most) ?? "en";
}

/** Every answer in words to a question, in rounds of a repeat too; in the order of the answers, which tells of what is nobody’s nothing. */
function segmentsOf(path: string, answers: readonly ShownAnswer[], chance: Chance): Omit<Segment, "sourceId" | "position">[] {
  const isOf = (given: string) => given.replaceAll(/\[\d+\]/g, "") === path;
  return answers.flatMap((answer) => Object.entries(answer.given ?? {}).filter(([given, words]) => isOf(given) && words.trim() !== "").map(([, words]) => {
    const consent = consentOfAnswer(answer);
    const kind = consent === "unattributed" || answer.attribution === "unattributed" ? { sector: null, region: null } : { sector: answer.sector as Sector | null, region: answer.region as RegionalGroup | null };
    return { id: randomId(chance), voice: "speaker" as const, voiceNumber: 1, fromSeconds: null, toSeconds: null, text: words.replaceAll("\r\n", "\n").trim(), consent, ...kind, answerId: answer.id };
  }));
}
