import type { z } from "@hono/zod-openapi";
import type { Key, Values } from "../../ground/words.ts";
import { isLate, isOpen, mayAnswer, wordLimitFor, type Call } from "../calls/call.ts";
import type { Forum } from "../disclosure/forum.ts";
import { disclosureOf, isOffered } from "../disclosure/rule.ts";
import type { Sector } from "../stakeholders/stakeholder.ts";
import type { Pin } from "./ask.ts";
import type { AnswerInput, AskInput } from "./inputs.ts";
import { countedText, documentFingerprint, longestText, mostAsks, mostCoAuthors, mostPins, type AttachmentDocument, type SubmissionDocument } from "./submission.ts";
import { countWords } from "@travaux/treaty-text/count-words";

/** An answer to a call as it stands in its form: what is typed, whether it holds or not. */
export type TypedAnswer = z.infer<typeof AnswerInput>;
export type TypedAsk = z.infer<typeof AskInput>;
/** An ask of a form in which nothing stands yet. */
export const emptyAsk: TypedAsk = { text: "", pins: [], version: "", find: "", themes: [], wording: null };

/** "VERSION PLACE" ↔ a pin: how a form writes a place of a version. */
export const pinWritten = ({ versionId, place }: Pin) => `${versionId} ${place}`;
export function pinRead(written: string): Pin | null {
  const [versionId = "", place = "", ...more] = written.split(" ");
  return versionId && place && more.length === 0 ? { versionId, place } : null;
}

/** Characters that fields of the form take; the text has `longestText`. */
export const longest = { title: 200, ask: 5000, answer: 20_000, wording: 20_000, interest: 500 } as const;

/** Whether a character (U+202D, U+202E) has what follows read in another order than it stands: nobody could check what was filed. */
const isTurned = (it: string) => /[\u202D\u202E]/.test(it);

const isEmpty = (it: TypedAsk) => it.text.trim() === "" && it.pins.length === 0 && it.themes.length === 0 && it.wording === null;

/** The asks in which something stands, each with its number in the form, from 1. */
export const asksTyped = (it: TypedAnswer): { ask: TypedAsk; at: number }[] => it.asks.map((ask, index) => ({ ask, at: index + 1 })).filter(({ ask }) => !isEmpty(ask));

/** The document that a form makes; `standing` says what stands at a pin, for wording proposed to it; `attachments` are those whose seal holds. */
export const documentOf = (it: TypedAnswer, standing: (pin: Pin) => string | null, attachments: AttachmentDocument[]): SubmissionDocument => ({
  title: it.title, text: it.text, interest: it.interested && it.interest !== "" ? it.interest : null, attachments,
  answers: Object.entries(it.answers).filter(([, text]) => text.trim() !== "").map(([number, text]) => ({ question: Number(number), text })).toSorted((a, b) => a.question - b.question),
  asks: asksTyped(it).map(({ ask }) => {
    const pins = ask.pins.map(pinRead).filter((pin) => pin !== null);
    const before = ask.wording !== null && pins[0] ? standing(pins[0]) : null;
    return { text: ask.text, pins, themeIds: ask.themes, proposal: before !== null && ask.wording !== null ? { before, after: ask.wording } : null };
  }),
});

/** The form that a document was made of, for filing it again. */
export const typedOf = (it: SubmissionDocument, around: Pick<TypedAnswer, "stakeholder" | "showPerson" | "onBehalf" | "language" | "combination" | "attachments" | "again">): TypedAnswer => ({
  ...around, seek: "", title: it.title, text: it.text, interested: it.interest !== null, interest: it.interest ?? "",
  answers: Object.fromEntries(it.answers.map((one) => [String(one.question), one.text])),
  asks: it.asks.map((ask) => ({ text: ask.text, pins: ask.pins.map(pinWritten), version: "", find: "", themes: ask.themeIds, wording: ask.proposal?.after ?? null })),
});

/** What an organisation clears inside: those words, under that disclosure, on whose behalf. Anything else is another text. */
export const clearedText = (it: TypedAnswer, document: SubmissionDocument) => `${documentFingerprint(document)} ${it.combination} ${it.stakeholder} ${[...it.onBehalf].toSorted().join(" ")}`;

/** A sentence of the catalogue, with its values. */
export type Problem = [key: Key, values?: Values];
/** What is around a form, for its rules. */
export type AnswerAround = {
  call: Call; forum: Forum; now: Date; document: SubmissionDocument;
  /** For whom the person who writes may write. */
  bodies: readonly { id: string; sector: Sector }[];
  knownPins: ReadonlySet<string>; knownThemes: ReadonlySet<string>; knownBodies: ReadonlySet<string>;
  /** Citations that were sought and not found, by the number of their ask. */
  notFound: ReadonlyMap<number, string>;
};

/** What is wrong with an answer before it may be sent: a sentence by field; none when it may go. */
export function problemsOf(it: TypedAnswer, around: AnswerAround): Record<string, Problem> {
  return { ...problemsOfWords(it, around), ...problemsOfAsks(it, around), ...problemsOfAnswers(it, around), ...problemsOfAuthors(it, around) };
}

function problemsOfWords(it: TypedAnswer, { call, document, bodies }: AnswerAround): Record<string, Problem> {
  const problems: Record<string, Problem> = {};
  if (it.title === "") problems.title = ["answering.error.title"];
  else if (it.title.length > longest.title) problems.title = ["answering.error.long", { most: longest.title }];
  else if (isTurned(it.title)) problems.title = ["answering.error.direction"];
  const limit = limitOf(it, call, bodies);
  const words = countWords(countedText(document));
  if (it.text.length > longestText) problems.text = ["answering.error.long", { most: longestText }];
  else if (isTurned(it.text)) problems.text = ["answering.error.direction"];
  else if (words > limit) problems.text = ["answering.error.words", { words, limit, over: words - limit }];
  else if (document.asks.length === 0 && document.answers.length === 0 && it.text.trim() === "") problems.text = ["refusal.submission-empty"];
  if (it.interested && it.interest === "") problems.interest = ["answering.error.interest"];
  else if (it.interest.length > longest.interest) problems.interest = ["answering.error.long", { most: longest.interest }];
  else if (isTurned(it.interest)) problems.interest = ["answering.error.direction"];
  if (!(call.languages as readonly string[]).includes(it.language)) problems.language = ["refusal.call-not-in-this-language", { number: call.number }];
  return problems;
}

const ownLimit = (call: Call, sector: Sector | undefined) => (sector ? wordLimitFor(call, sector) : call.wordLimit);

/** The words that may be written: by the class of the body for which it is; nobody’s have the usual limit. */
export const limitOf = (it: TypedAnswer, call: Call, bodies: AnswerAround["bodies"]): number =>
  isOffered(it.combination) && disclosureOf(it.combination).attribution === "unattributed" ? call.wordLimit : ownLimit(call, bodies.find((one) => one.id === it.stakeholder)?.sector);

function problemsOfAsks(it: TypedAnswer, around: AnswerAround): Record<string, Problem> {
  const problems: Record<string, Problem> = {};
  const asks = asksTyped(it);
  if (asks.length > mostAsks) problems.asks = ["refusal.too-many-asks", { most: mostAsks }];
  for (const { ask, at } of asks) {
    const document = around.document.asks[asks.findIndex((one) => one.at === at)]!;
    const found = around.notFound.get(at);
    if (ask.text.trim() === "") problems[`ask-${at}-text`] = ["answering.error.ask"];
    else if (ask.text.length > longest.ask) problems[`ask-${at}-text`] = ["answering.error.long", { most: longest.ask }];
    else if (isTurned(ask.text)) problems[`ask-${at}-text`] = ["answering.error.direction"];
    if (found !== undefined) problems[`ask-${at}-find`] = ["answering.error.not-found", { cited: found.slice(0, 60) }];
    else if (ask.pins.length + ask.themes.length === 0) problems[`ask-${at}-find`] = ["answering.error.pin"];
    else if (ask.pins.length > mostPins) problems[`ask-${at}-find`] = ["answering.error.pins", { most: mostPins }];
    else if (ask.pins.some((pin) => !around.knownPins.has(pin)) || ask.themes.some((theme) => !around.knownThemes.has(theme))) problems[`ask-${at}-find`] = ["answering.error.pin"];
    const wrong = ask.wording === null ? null : problemOfWording(ask.wording, document.proposal);
    if (wrong) problems[`ask-${at}-wording`] = wrong;
  }
  return problems;
}

function problemOfWording(wording: string, proposal: SubmissionDocument["asks"][number]["proposal"]): Problem | null {
  if (!proposal) return ["answering.error.wording.pin"];
  if (wording.length > longest.wording) return ["answering.error.long", { most: longest.wording }];
  if (isTurned(wording)) return ["answering.error.direction"];
  return proposal.before === proposal.after ? ["answering.error.wording.same"] : null;
}

function problemsOfAnswers(it: TypedAnswer, { call }: AnswerAround): Record<string, Problem> {
  const problems: Record<string, Problem> = {};
  for (const { number, required } of call.questions) {
    const text = it.answers[String(number)] ?? "";
    if (required && text.trim() === "") problems[`answer-${number}`] = ["answering.error.answer"];
    else if (text.length > longest.answer) problems[`answer-${number}`] = ["answering.error.long", { most: longest.answer }];
    else if (isTurned(text)) problems[`answer-${number}`] = ["answering.error.direction"];
  }
  return problems;
}

function problemsOfAuthors(it: TypedAnswer, { call, forum, document, bodies, knownBodies }: AnswerAround): Record<string, Problem> {
  if (!isOffered(it.combination)) return { combination: ["contributions.error.combination"] };
  if (!forum.combinations.includes(it.combination)) return { combination: ["refusal.combination-not-offered", { forum: forum.title.en }] };
  const { attribution } = disclosureOf(it.combination);
  if (it.onBehalf.length > 0 && attribution !== "named") return { combination: ["refusal.co-authors-are-named"] };
  const own = bodies.find((one) => one.id === it.stakeholder);
  if (attribution === "unattributed" && document.attachments.length > 0) return { files: ["answering.error.files-nobodys"] };
  if (attribution !== "unattributed" && !own) return { stakeholder: ["contributions.error.stakeholder"] };
  if (attribution !== "unattributed" && own && !mayAnswer(call, own.sector)) return { stakeholder: ["refusal.call-for-others", { call: call.number, title: call.title.en }] };
  if (it.onBehalf.length > mostCoAuthors) return { seek: ["refusal.too-many-co-authors", { most: mostCoAuthors }] };
  return it.onBehalf.some((id) => !knownBodies.has(id) || id === it.stakeholder) ? { seek: ["answering.error.on-behalf"] } : {};
}

/** What time says of sending now: open, within the tolerance, not open yet, or over. */
export type Timeliness = "early" | "open" | "late" | "over";
export function timelinessOf(call: Call, now: Date): Timeliness {
  if (isOpen(call, now)) return isLate(call, now) ? "late" : "open";
  return call.state === "announced" && now < call.opensAt ? "early" : "over";
}
