import { Refusal } from "../../ground/refusal.ts";
import { combinationOf, type Disclosure } from "../disclosure/rule.ts";

/**
 * What may be done with the words of a segment, from the widest to the narrowest: quoted under the name of whoever agreed to be named, by sector and
 * region only, without either, or counted and never quoted.
 */
export const consents = ["quotable", "kind", "unattributed", "internal"] as const;
export type Consent = (typeof consents)[number];

const place = (it: Consent) => consents.indexOf(it);
/** Whether nobody may do more with the words than before. */
export const isNarrower = (from: Consent, to: Consent) => place(to) >= place(from);

/** A change of what may be done with a segment: narrower at any time; wider only for a reason that is recorded, and never than its author answered. Refuses otherwise. */
export function refuseWidening(from: Consent, to: Consent, because: string, isAnswer: boolean): void {
  if (isNarrower(from, to)) return;
  if (isAnswer) throw new Refusal("not-valid", "consent-of-answer");
  if (because.trim() === "") throw new Refusal("not-valid", "consent-wider");
}

/** What the house’s table of disclosure lets be done with an answer to the survey. */
export function consentOfAnswer(it: Disclosure): Consent {
  const said = combinationOf(it);
  if (said === "public/named") return "quotable";
  if (said === "public/kind") return "kind";
  return said === "public/unattributed" ? "unattributed" : "internal";
}
