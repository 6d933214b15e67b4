import type { SubmissionDocument } from "../concepts/contributions/submission.ts";

/** A part of a submission whose words an officer may take out; `number` from 1. */
export type RedactionField = { name: string; part: "title" | "text" | "ask" | "proposal" | "answer" | "interest"; number: number; text: string };

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

/** The submission with the words of these fields; what was emptied is blank. */
export function redactedFrom(it: SubmissionDocument, values: Readonly<Record<string, string | undefined>>): SubmissionDocument {
  const now = (name: string, text: string) => (values[name] ?? text).replaceAll("\r\n", "\n");
  return {
    title: now("title", it.title), text: now("text", it.text),
    asks: it.asks.map((ask, index) => ({ ...ask, text: now(`ask-${index + 1}`, ask.text), proposal: ask.proposal && { before: ask.proposal.before, after: now(`proposal-${index + 1}`, ask.proposal.after) } })),
    answers: it.answers.map((answer) => ({ ...answer, text: now(`answer-${answer.question}`, answer.text) })),
    interest: it.interest === null ? null : now("interest", it.interest), attachments: it.attachments,
  };
}
