import { createHash } from "node:crypto";
import type { Statement } from "@travaux/record-proofs";
import type { Chance } from "../../ground/chance.ts";
import { Refusal } from "../../ground/refusal.ts";
import { bodiesOf, mayOfficiate, type Viewer } from "../../ground/viewer.ts";
import type { Attribution, Audience } from "../disclosure/rule.ts";
import type { SubmissionDocument } from "./submission.ts";

/** What a contribution is: a comment on a provision, a submission to a call, a reply to either. Surveys and meetings bring others. */
export const kinds = ["comment", "submission", "reply"] as const;

/**
 * waiting: filed without attribution, until it is released in a shuffled batch; shown; held: kept back by the secretariat, with its
 * reason; withdrawn: taken back by its author, its words erased. A submission is first received, and then shown, or returned to its
 * author with a reason; taken back before it was shown, it is there for its author and the secretariat alone.
 */
export const states = ["waiting", "received", "returned", "shown", "held", "withdrawn", "taken-back"] as const;
export type State = (typeof states)[number];

/** Why the secretariat may hold an input back: the list is closed, and public. */
export const heldReasons = ["names-a-person", "insult", "off-topic", "repeats", "unlawful"] as const;
export type HeldReason = (typeof heldReasons)[number];

/** An input, apart from its words and from who wrote it when: those are kept elsewhere, under rules of their own. */
export type Contribution = {
  /** Random: it tells no order. */
  id: string;
  /** "C-7K2M9QX": its name in addresses and citations, as random. */
  reference: string;
  processId: string;
  forumId: string;
  kind: (typeof kinds)[number];
  /** What a comment is about: a place of a version, and the provision that stood there; null for what pins its asks one by one. */
  versionId: string | null; place: string | null; provisionId: string | null;
  /** The call that a submission answers, and whether it came within the tolerance after the closing time. */
  callId: string | null; late: boolean;
  /** The contribution that this one answers. */
  parentId: string | null;
  /** Which of its asks a reply is about; null: the whole. */
  askNumber: number | null;
  language: string;
  audience: Audience; attribution: Attribution;
  /** The organisation, where everyone who reads it may know; else null. */
  stakeholderId: string | null;
  /** The person, where the organisation is named and they wish it; else null. */
  personId: string | null;
  /** Sector and region, where these are shown instead of a name: only what enough others share. */
  shownSector: string | null; shownRegion: string | null;
  /** The day it was filed, YYYY-MM-DD; the moment is not kept here. */
  day: string;
  state: State;
  heldReason: HeldReason | null; heldBecause: string | null; heldDay: string | null;
  /** The days on which a submission was acknowledged and shown. */
  acknowledgedDay: string | null; publishedDay: string | null;
  /** Which edition of its words holds, from 1. */
  edition: number;
  /** For an unattributed one: SHA-256 of the secret code that alone opens it again, in hexadecimal. */
  codeHash: string | null;
  /** Whether its author says that it still stands, and the day they said so; null until they do. */
  stands: boolean | null; standsDay: string | null;
};

/** One edition of the words. */
export type Wording = {
  contributionId: string; edition: number;
  /** Null once they were erased. */
  body: string | null;
  /** A submission part by part; null for what is only words, and once erased. */
  document: SubmissionDocument | null;
  day: string;
  /** SHA-256 of exactly what was received, in hexadecimal: of the words, or of the document as it is written out. */
  fingerprint: string;
  /** Read by its author and the secretariat alone: a redacted copy stands in its place. */
  inside: boolean;
  /** Why this edition is a redacted copy; null for what an author wrote. */
  redactedBecause: string | null;
};

/** Who wrote it and when, to the second; there is none for an unattributed input, and cannot be. */
export type Authorship = { contributionId: string; attribution: "named" | "kind"; stakeholderId: string; personId: string; filedAt: Date };

/** What the record was told about an input, and the salt that proves it. */
export type Proof = { entry: string; contributionId: string; attribution: "named" | "kind"; what: string; day: string; statement: Statement; salt: Uint8Array };

/** Characters that a comment may have: an argument on one provision, not a submission. */
export const longestComment = 3000;

export const fingerprintOf = (body: string) => createHash("sha256").update(body.normalize("NFC")).digest("hex");

/** Letters and digits that nobody takes for one another (Crockford's base 32). */
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const spelled = (bytes: Uint8Array) => [...bytes].map((it) => letters[it & 31]).join("");

/** "C-7K2M9QX": a letter for what it is, and 35 random bits; whoever gives it out tries again if it is taken. */
export const randomReference = (chance: Chance, letter: "C" | "O" = "C") => `${letter}-${spelled(chance.bytes(7))}`;

/** A secret code of 130 bits in groups, for reading out and typing again: "7K2M9-QX…". */
export const secretCode = (chance: Chance) => spelled(chance.bytes(26)).replaceAll(/(.{5})(?=.)/g, "$1-");

/** What is kept of a secret code; however it was typed. Null for what is no code. */
export function codeHashOf(typed: string): string | null {
  const plain = typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  return plain.length === 26 ? createHash("sha256").update(plain).digest("hex") : null;
}

type Reach = Pick<Contribution, "audience" | "forumId">;
const widths: Record<Audience, number> = { public: 2, participants: 1, secretariat: 0 };

/** Whether an answer is for no wider circle than what it answers: it would tell that this exists. Participants are those of one forum. */
export const isNoWider = (parent: Reach, answer: Reach) =>
  widths[answer.audience] <= widths[parent.audience] && (parent.audience !== "participants" || answer.audience !== "participants" || parent.forumId === answer.forumId);

/** Refuse an answer for a wider circle than what it answers. */
export function refuseWiderAnswer(parent: Reach, answer: Reach) {
  if (!isNoWider(parent, answer)) throw new Refusal("not-valid", "answer-too-wide");
}

/** Whether it is with the secretariat, back with its author, or was taken back from there: none but they know that it exists. */
export const isInClearance = ({ state }: Pick<Contribution, "state">) => state === "received" || state === "returned" || state === "taken-back";

/** Refuse what is done to an input that others read, while none but its author and the secretariat may know of it. */
export function refuseInClearance(it: Pick<Contribution, "state" | "reference">) {
  if (isInClearance(it)) throw new Refusal("not-now", "submission-in-clearance", { reference: it.reference });
}

/** Refuse a change to an input that is withdrawn or kept back. */
export function refuseUnlessShown(it: Pick<Contribution, "state" | "reference">) {
  if (it.state === "withdrawn") throw new Refusal("not-now", "contribution-withdrawn", { reference: it.reference });
  if (it.state === "held") throw new Refusal("not-now", "contribution-held", { reference: it.reference });
}

/** Whether `viewer` speaks for whoever wrote it. */
export const isOwn = (viewer: Viewer, authorship: Pick<Authorship, "stakeholderId"> | null) =>
  authorship !== null && bodiesOf(viewer).includes(authorship.stakeholderId);

/** May `viewer` hold it back or let it go again? */
export const mayModerate = (viewer: Viewer, it: Pick<Contribution, "processId">) => mayOfficiate(viewer, it.processId);
