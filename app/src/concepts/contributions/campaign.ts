// Campaigns: submissions to one call whose words are nearly the same. They are shown as one with its signers, so that a hundred
// copies weigh as what they are, and none of them disappears. Only what is public and named is compared: what everyone reads anyway.
import { nearCopies } from "@travaux/treaty-text";
import { pinWritten } from "./answer.ts";
import type { ShownAsk, ShownContribution } from "./disclosure.ts";
import { countedText } from "./submission.ts";

/** Submissions that say nearly the same, by reference: the one whose words stand for all, and the others; in the order of their references, which is chance. */
export type Campaign = { lead: ShownContribution; others: ShownContribution[] };

/** Whether a submission may belong to a campaign: everyone reads it, and knows whose it is. */
export const isComparable = (it: ShownContribution) => it.audience === "public" && it.attribution === "named" && it.state === "shown" && it.document !== null;

/**
 * The campaigns among these submissions, the largest first. `boilerplate`: what they may all quote, such as the draft and the
 * call’s own words, does not make them alike. `apart`: ids of those that the secretariat keeps out of campaigns.
 */
export function campaignsAmong(all: readonly ShownContribution[], boilerplate: readonly string[], apart: ReadonlySet<string> = new Set()): Campaign[] {
  const byReference = new Map(all.filter((it) => isComparable(it) && !apart.has(it.id)).map((it) => [it.reference, it]));
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

/** Asks of campaigns by submission and number, and which of them are the same; and the reference under which the campaign of a submission has its page. */
export type AskFolds = { contributionIds: string[]; numbers: number[]; folds: string[]; leads: ReadonlyMap<string, string> };

/** An ask without its marks, spaces and capitals: what is the same then is the same ask. */
const bare = (text: string) => text.normalize("NFKC").toLowerCase().replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, " ").trim();
const pinned = ({ pins, themeIds }: ShownAsk) => JSON.stringify([pins.map(pinWritten).toSorted(), themeIds.toSorted()]);

/**
 * Which asks of these campaigns are the same: word for word but for marks and capitals, pinned to the same places and themes. Near
 * is not enough here, since “keep” and “delete” are one word apart. A fold is named by its campaign: "C-7K2M9QX 1".
 */
export function foldsOf(campaigns: readonly Campaign[], asks: readonly ShownAsk[]): AskFolds {
  const byContribution = Map.groupBy(asks, (it) => it.contributionId);
  const result = { contributionIds: [] as string[], numbers: [] as number[], folds: [] as string[], leads: new Map<string, string>() };
  for (const { lead, others } of campaigns) {
    const known = new Map<string, number>();
    for (const it of [lead, ...others]) {
      result.leads.set(it.id, lead.reference);
      for (const ask of byContribution.get(it.id) ?? []) {
        const same = `${bare(it.document!.asks[ask.number - 1]?.text ?? "")} ${bare(it.document!.asks[ask.number - 1]?.proposal?.after ?? "")} ${pinned(ask)}`;
        if (!known.has(same)) known.set(same, known.size + 1);
        result.contributionIds.push(it.id);
        result.numbers.push(ask.number);
        result.folds.push(`${lead.reference} ${known.get(same)}`);
      }
    }
  }
  return result;
}
