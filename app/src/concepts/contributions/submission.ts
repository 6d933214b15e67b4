import { createHash } from "node:crypto";
import { Refusal } from "../../ground/refusal.ts";
import type { AskDocument } from "./ask.ts";

/** A file that came with a submission: its name as it is shown, and the SHA-256 of the bytes that were received and of those that are kept, cleaned. */
export type AttachmentDocument = { name: string; mediaType: string; bytes: number; received: string; kept: string };

/** A submission part by part, as it was received. */
export type SubmissionDocument = {
  title: string;
  /** The argument, in paragraphs. */
  text: string;
  asks: AskDocument[];
  /** Answers to the questions of the call, by their numbers. */
  answers: { question: number; text: string }[];
  /** A commercial or funding interest in what it is about, as its author tells it; null: none. */
  interest: string | null;
  /** In a redacted copy null for each file that is left out: the others keep their numbers. */
  attachments: (AttachmentDocument | null)[];
};

/** asked: named by the author, has not said anything yet. */
export const coAuthorStates = ["asked", "confirmed", "declined"] as const;
export type CoAuthorState = (typeof coAuthorStates)[number];
export type CoAuthor = { contributionId: string; stakeholderId: string; state: CoAuthorState; personId: string | null; decidedDay: string | null };

/** Asks in one submission: more are a campaign’s list, and no delegate reads them. */
export const mostAsks = 20;
/** Provisions and themes to which one ask may be pinned. */
export const mostPins = 10;
/** Organisations on whose behalf one submission may be filed. */
export const mostCoAuthors = 50;
/** Characters of a submission’s text: ten times the two thousand words of the usual limit. */
export const longestText = 120_000;

/** A document written out: the same parts in the same order with nothing between them, so that its bytes can be hashed and compared. */
export const writtenOut = ({ title, text, asks, answers, interest, attachments }: SubmissionDocument): string => JSON.stringify({
  title, text, asks: asks.map(({ text: words, pins, themeIds, proposal }) => ({ text: words, pins: pins.map(({ versionId, place }) => ({ versionId, place })), themeIds, proposal: proposal && { before: proposal.before, after: proposal.after } })),
  answers: answers.map(({ question, text: words }) => ({ question, text: words })), interest,
  attachments: attachments.map((it) => it && { name: it.name, mediaType: it.mediaType, bytes: it.bytes, received: it.received, kept: it.kept }),
});

/** The file at a place of what was filed, where a redacted copy leaves it out: among editions, newest last, of which a viewer reads what was put aside. */
export const leftOutFile = (editions: readonly { inside: boolean; document: SubmissionDocument | null }[], place: number): AttachmentDocument | null =>
  editions.findLast((it) => it.inside)?.document?.attachments[place] ?? null;

/** SHA-256 of exactly what was received, in hexadecimal: of the document written out, in UTF-8. */
export const documentFingerprint = (it: SubmissionDocument) => createHash("sha256").update(writtenOut(it)).digest("hex");

/** All its words in one text, as they are searched, counted and set beside others: title, text, asks, answers. Wording proposed comes with its ask. */
export const wordsOf = ({ title, text, asks, answers }: SubmissionDocument): string =>
  [title, text, ...asks.flatMap((it, index) => [`${index + 1}. ${it.text}`, it.proposal?.after ?? ""]), ...answers.map((it) => it.text)].filter((it) => it.trim() !== "").join("\n\n");

/** What counts towards a call’s word limit: text, asks and answers; not the title, the names, nor wording that stands in the draft already. */
export const countedText = ({ text, asks, answers }: SubmissionDocument): string => [text, ...asks.map((it) => it.text), ...answers.map((it) => it.text)].join("\n\n");

/** Refuse a submission that says nothing: it has a title and at least one ask, an answer or a text. */
export function refuseEmpty(it: SubmissionDocument) {
  if (it.asks.length === 0 && it.answers.length === 0 && it.text.trim() === "") throw new Refusal("not-valid", "submission-empty");
}

/** Who decides for an organisation named as a co-author: refuse what is settled already. */
export function refuseUnlessAsked(it: Pick<CoAuthor, "state"> | undefined, reference: string) {
  if (it?.state !== "asked") throw new Refusal("not-now", "co-author-decided", { reference });
}
