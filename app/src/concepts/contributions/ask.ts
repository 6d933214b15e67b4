import type { Pin } from "../calls/call.ts";

/**
 * The states of an ask, in the order in which they come; the last three are answers. An ask without an answer says so: it is never
 * silently closed. See docs/explanation/what-a-state-means.md.
 */
export const askStates = ["received", "acknowledged", "published", "grouped", "reported", "reflected", "partly", "not-reflected"] as const;
export type AskState = (typeof askStates)[number];

/** States that say what became of an ask. */
export const answered = ["reflected", "partly", "not-reflected"] as const satisfies readonly AskState[];
export const isAnswered = (state: AskState): state is (typeof answered)[number] => (answered as readonly AskState[]).includes(state);

/** An ask is pinned as a call is: to a place of a version. */
export type { Pin };

/** One numbered request of a submission, as it is sent. */
export type AskDocument = {
  text: string;
  pins: Pin[];
  themeIds: string[];
  /** Wording proposed for the first pin, made by editing the paragraph’s own text; null where only words ask. */
  proposal: { before: string; after: string } | null;
};
