import type { Language } from "../../ground/words.ts";
import type { Localized } from "../../ground/words.ts";

/** drafting: for the bodies that draft it alone; open: everyone reads it and it may be signed; closed: it takes no more signatures; abandoned: it never became public. */
export const states = ["drafting", "open", "closed", "abandoned"] as const;
export type State = (typeof states)[number];

/** What a signatory is asked to stand behind: the whole text, or the paragraphs of its choice. */
export type Rules = {
  /** Whether people may sign in their own name, beside organisations. */
  individuals: boolean;
  /** Whether a signatory may sign some paragraphs and not others. */
  perParagraph: boolean;
  /** The last moment at which it may be signed; null: it stays open. */
  closesAt: Date | null;
  /** What is signed within so many minutes after that is taken too. */
  toleranceMinutes: number;
  /** The call that it answers. */
  callId: string | null;
};

/** A joint statement of a process. */
export type JointStatement = Rules & {
  id: string; processId: string;
  /** “Statement 3”: counted for each process. */
  number: number;
  state: State;
  /** Counted up with every deed of the drafters: whoever decides says which one they have seen. */
  turn: number;
  /** The organisation that began it: its focal point opens it for signature, and closes it. */
  initiatorId: string;
  /** What the drafters call it until it has a text. */
  workingTitle: string;
  /** In which it is drafted. */
  language: Language;
  /** The version that is signed now, from 1; 0 while there is none. */
  version: number;
  begunDay: string; openedDay: string | null; closedDay: string | null;
  /** Why it was closed before its time, or abandoned. */
  closedBecause: string | null;
  /** The contribution as which it was delivered to its call. */
  deliveredId: string | null;
};

/** asked: named by whoever began it; joined; declined; left. */
export const drafterStates = ["asked", "joined", "declined", "left"] as const;
export type DrafterState = (typeof drafterStates)[number];
export type Drafter = { statementId: string; stakeholderId: string; state: DrafterState; day: string };

/** What a paragraph is: a heading, a paragraph, or something that is asked of those to whom the statement goes. */
export const paragraphKinds = ["heading", "paragraph", "ask"] as const;
export type ParagraphKind = (typeof paragraphKinds)[number];

/** first: the text as it was opened; correction: errors of typing alone, so that signatures carry over; change: another meaning, so that every signatory is asked again. */
export const versionKinds = ["first", "correction", "change"] as const;
export type VersionKind = (typeof versionKinds)[number];

/** A version of the text, whatever its languages. */
export type Version = { statementId: string; version: number; kind: VersionKind; /** What was changed, in the words of the drafters; empty for the first. */ because: string; day: string };

/** A paragraph of a frozen text. */
export type TextParagraph = { kind: ParagraphKind; text: string };
/** A version in one language, frozen; `edition` counts translations that were put right. */
export type StatementText = {
  statementId: string; version: number; language: Language; edition: number;
  title: string; paragraphs: TextParagraph[];
  /** Who translated it, in words; null for the language in which it was drafted. */
  translator: string | null;
  /** SHA-256 of the text written out, in hexadecimal. */
  sha256: string;
  day: string;
};

/** What may happen to a statement in public. */
export const deeds = ["opened", "corrected", "changed", "translated", "closed", "delivered"] as const;
export type Deed = (typeof deeds)[number];
/** Something that happened in public, with its entry in the record; sequence 0 is the opening. */
export type StatementChange = { statementId: string; sequence: number; what: Deed; version: number; language: Language | null; day: string; by: string; because: string | null; entry: string };

/** Bodies that may draft one statement: more is a conference. */
export const mostDrafters = 40;
/** Paragraphs of one statement, and characters of one. */
export const mostParagraphs = 200;
export const longestParagraph = 6000;
/** A correction of typing errors alters at most so many words of a language: what is more is a change, and signatories are asked. */
export const mostCorrectedWords = 10;
/** A day: the longest tolerance, as for calls. */
export const longestTolerance = 1440;

/** The last moment at which a signature is taken; null: always. */
export const lastMoment = ({ closesAt, toleranceMinutes }: Pick<Rules, "closesAt" | "toleranceMinutes">): Date | null => closesAt && new Date(closesAt.getTime() + toleranceMinutes * 60_000);

/** Whether it may be signed now. */
export function takesSignatures(it: Pick<JointStatement, "state" | "closesAt" | "toleranceMinutes">, now: Date): boolean {
  const last = lastMoment(it);
  return it.state === "open" && (last === null || now <= last);
}

/** Whether everyone may read it: it was opened for signature once. */
export const isPublic = (it: Pick<JointStatement, "state">): boolean => it.state === "open" || it.state === "closed";

/** A title in one language as words that know no other. */
export const localizedTitle = (texts: readonly Pick<StatementText, "language" | "title">[], original: Language): Localized => {
  const all = Object.fromEntries(texts.map((it) => [it.language, it.title]));
  return { ...all, en: all.en ?? all[original] ?? "" } as Localized;
};
