import { countWords } from "@travaux/treaty-text/count-words";
import type { Sector } from "../stakeholders/stakeholder.ts";
import { mayAnswer, wordLimitFor, type Call } from "../calls/call.ts";
import type { CoAuthorState, SubmissionDocument } from "./submission.ts";
import { countedText } from "./submission.ts";

/** What the house looks at before an officer does, each a word and a sentence. */
export const checkNames = ["complete", "sector", "limit", "language", "late", "co-authors"] as const;
export type Checked = { check: (typeof checkNames)[number]; fine: boolean; values: Record<string, number> };

/** Words that count towards a limit, by the rule that the form states and the browser counts by. */
export const wordsCounted = (it: SubmissionDocument) => countWords(countedText(it));

/** The questions of a call that ask for an answer and got none. */
const unanswered = (document: SubmissionDocument, call: Call) => call.questions.filter((it) => it.required && !document.answers.some((one) => one.question === it.number && one.text.trim() !== "")).length;

/** How a submission stands to the rules of its call; it decides nothing. */
export function checksOf(it: { document: SubmissionDocument; language: string; late: boolean }, call: Call, sector: Sector | null, coAuthors: readonly { state: CoAuthorState }[]): Checked[] {
  const [open, words, limit] = [unanswered(it.document, call), wordsCounted(it.document), sector === null ? call.wordLimit : wordLimitFor(call, sector)];
  const asked = coAuthors.filter((one) => one.state === "asked").length;
  return [
    { check: "complete", fine: open === 0 && it.document.asks.length > 0, values: { asks: it.document.asks.length, open } },
    { check: "sector", fine: sector === null || mayAnswer(call, sector), values: {} },
    { check: "limit", fine: words <= limit, values: { words, limit } },
    { check: "language", fine: (call.languages as readonly string[]).includes(it.language), values: {} },
    { check: "late", fine: !it.late, values: {} },
    { check: "co-authors", fine: asked === 0, values: { asked } },
  ];
}
