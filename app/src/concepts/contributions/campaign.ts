// Campaigns: submissions to one call whose words are nearly the same. They are shown as one with its signers, so that a hundred
// copies weigh as what they are, and none of them disappears. Only what is public and named is compared: what everyone reads anyway.
import { nearCopies } from "@travaux/treaty-text";
import type { ShownContribution } from "./disclosure.ts";
import { countedText } from "./submission.ts";

/** Submissions that say nearly the same, by reference: the one whose words stand for all, and the others; in the order of their references, which is chance. */
export type Campaign = { lead: ShownContribution; others: ShownContribution[] };

/** Whether a submission may belong to a campaign: everyone reads it, and knows whose it is. */
export const isComparable = (it: ShownContribution) => it.audience === "public" && it.attribution === "named" && it.state === "shown" && it.document !== null;

/**
 * The campaigns among these submissions, the largest first. `boilerplate`: what they may all quote, such as the draft and the
 * call’s own words, does not make them alike.
 */
export function campaignsAmong(all: readonly ShownContribution[], boilerplate: readonly string[]): Campaign[] {
  const byReference = new Map(all.filter(isComparable).map((it) => [it.reference, it]));
  const groups = nearCopies([...byReference].map(([id, it]) => ({ id, text: countedText(it.document!) })), { boilerplate });
  return groups.map((group) => {
    const [lead, ...others] = group.map((it) => byReference.get(it)!);
    return { lead: lead!, others };
  });
}

/** Submissions as they are listed: each campaign once, in the place of its lead, and every other by itself. */
export function listed(all: readonly ShownContribution[], campaigns: readonly Campaign[]): { it: ShownContribution; others: readonly ShownContribution[] }[] {
  const led = new Map(campaigns.map((it) => [it.lead.reference, it.others]));
  const within = new Set(campaigns.flatMap((it) => it.others.map((one) => one.reference)));
  return all.filter((it) => !within.has(it.reference)).map((it) => ({ it, others: led.get(it.reference) ?? [] }));
}
