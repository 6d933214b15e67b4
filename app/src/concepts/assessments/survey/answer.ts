import { createHash } from "node:crypto";
import type { Given } from "@travaux/survey-forms";
import type { Statement } from "@travaux/record-proofs";
import type { Attribution, Audience } from "../../disclosure/rule.ts";

/** waiting: nobody's, read by nobody until the survey is closed; kept: read by officers and assessors; withdrawn: its words are erased. */
export const answerStates = ["waiting", "kept", "withdrawn"] as const;

/** What one respondent answered. Who that was stands apart, and of what is nobody's nowhere. */
export type SurveyAnswer = {
  id: string; assessmentId: string;
  /** The version of the form that was answered. */
  version: number;
  language: string;
  audience: Audience; attribution: Attribution;
  state: (typeof answerStates)[number];
  /** Sector and region of whoever answered by kind, as far as enough others share them. */
  shownSector: string | null; shownRegion: string | null;
  /** What was typed, by its path in the form; null once withdrawn. */
  given: Given | null;
  /** SHA-256 of what was typed, in hexadecimal: what the record was told. */
  fingerprint: string;
  /** Of the secret code that alone opens what is nobody's. */
  codeHash: string | null;
};

/** Who answered and when, with what the record was told: for themselves, for officers, and where it is named for assessors. */
export type SurveyAuthorship = { answerId: string; assessmentId: string; attribution: "named" | "kind"; stakeholderId: string; personId: string; filedAt: Date; entry: string; statement: Statement; salt: Uint8Array };

/** What was saved under a name or a kind, to go on with later. `language`: as the form calls it. */
export type SurveyDraft = { assessmentId: string; personId: string; stakeholderId: string; version: number; language: string; combination: string; given: Given; savedAt: Date };

/** The same for the same answers, in whatever order they were typed. */
export const fingerprintOfGiven = (given: Given): string =>
  createHash("sha256").update(JSON.stringify(Object.entries(given).filter(([, it]) => it !== "").toSorted(([a], [b]) => (a < b ? -1 : 1)))).digest("hex");
