import type { FileWords } from "./redaction-files.ts";
import { wordsStanding, withoutParagraphsOf } from "../concepts/contributions/file-words.ts";
import type { AttachmentDocument, SubmissionDocument } from "../concepts/contributions/submission.ts";

/** A part of a submission whose words an officer may take out; `number` from 1. */
export type RedactionField = { name: string; part: "title" | "text" | "ask" | "proposal" | "answer" | "interest"; number: number; text: string };
type Values = Readonly<Record<string, string | undefined>>;

/** The parts of a submission, each in a field of its own. Asks keep their numbers and pins: a copy asks the same things. */
export const redactionFields = (it: SubmissionDocument): RedactionField[] => [
  { name: "title", part: "title", number: 1, text: it.title }, { name: "text", part: "text", number: 1, text: it.text },
  ...it.asks.flatMap((ask, index): RedactionField[] => [
    { name: `ask-${index + 1}`, part: "ask", number: index + 1, text: ask.text },
    ...(ask.proposal ? [{ name: `proposal-${index + 1}`, part: "proposal" as const, number: index + 1, text: ask.proposal.after }] : []),
  ]),
  ...it.answers.map((answer): RedactionField => ({ name: `answer-${answer.question}`, part: "answer", number: answer.question, text: answer.text })),
  ...(it.interest === null ? [] : [{ name: "interest", part: "interest" as const, number: 1, text: it.interest }]),
];

/** The field of the choice about a file; `place` from 0. */
export const fileField = (place: number) => `file-${place + 1}`;
/** A file that is left out, with its place from 0. */
export type FileOut = { file: AttachmentDocument; place: number };

/** The files that were chosen to be left out. */
export const filesLeftOut = (it: SubmissionDocument, values: Values): FileOut[] =>
  it.attachments.flatMap((file, place) => (file && values[fileField(place)] === "out" ? [{ file, place }] : []));

/** The submission with the words of these fields and without the files left out; what was emptied is blank. */
export function redactedFrom(it: SubmissionDocument, values: Values): SubmissionDocument {
  const now = (name: string, text: string) => (values[name] ?? text).replaceAll("\r\n", "\n");
  const out = new Set(filesLeftOut(it, values).map(({ place }) => place));
  return {
    title: now("title", it.title), text: now("text", it.text),
    asks: it.asks.map((ask, index) => ({ ...ask, text: now(`ask-${index + 1}`, ask.text), proposal: ask.proposal && { before: ask.proposal.before, after: now(`proposal-${index + 1}`, ask.proposal.after) } })),
    answers: it.answers.map((answer) => ({ ...answer, text: now(`answer-${answer.question}`, answer.text) })),
    interest: it.interest === null ? null : now("interest", it.interest), attachments: it.attachments.map((file, place) => (out.has(place) ? null : file)),
  };
}

/** The copy without the paragraphs that were read from these files into its text, and where words of them still stand. */
export function withoutWordsOf(files: readonly FileWords[], it: SubmissionDocument): { document: SubmissionDocument; standing: { field: string; name: string; found: string }[] } {
  const read = files.flatMap(({ name, text }) => (text === null ? [] : [{ name, text }]));
  const document = { ...it, text: read.reduce((left, file) => withoutParagraphsOf(file.text, left), it.text) };
  const standing = redactionFields(document).flatMap((field) => read.flatMap(({ name, text }) => {
    const found = wordsStanding(text, field.text);
    return found === null ? [] : [{ field: field.name, name, found }];
  }));
  return { document, standing };
}
