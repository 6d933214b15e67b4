import type { Change, Kind, Provision } from "@travaux/treaty-text";
import type { Localized } from "../../ground/words.ts";
import type { authenticities, statuses } from "./inputs.ts";

/** Where a draft stands: a proposal, a Chair's draft, a draft of the body, a revision, or the adopted text. */
export type Status = (typeof statuses)[number];
/** What an edition is: the authentic text, a translation, or this house's own copy. */
export type Authenticity = (typeof authenticities)[number];

/** A text under negotiation. */
export type Instrument = { id: string; processId: string; slug: string; title: Localized };

/** A dated draft with its symbol. */
export type Version = {
  id: string; instrumentId: string;
  /** 1 for the first draft, and so on in the order of dates. */
  sequence: number;
  slug: string; symbol: string;
  /** YYYY-MM-DD. */
  date: string;
  status: Status; title: Localized; publishedAt: Date | null; publishedBy: string | null;
};

/** A version in a language, without its words. */
export type Edition = { id: string; versionId: string; language: string; authenticity: Authenticity; source: string | null; fileName: string; importedAt: Date };

/** A provision as it stands in an edition, without what stands under it. */
export type Passage = Omit<Provision, "children" | "closing"> & { parentId: string | null; closing: string | null };

/** How provisions of a version go with those of the version before it. */
export type Alignment = {
  id: string; old: string[]; new: string[]; changes: Change[]; similarity: number;
  state: "suggested" | "confirmed" | "corrected"; decidedBy: string | null; decidedAt: Date | null;
};

/** Suggestions that may be confirmed together: something on both sides, and at least so alike, 0 to 1. */
export const alike = (rows: readonly Alignment[], atLeast: number) =>
  rows.filter((it) => it.state === "suggested" && it.old.length > 0 && it.new.length > 0 && it.similarity >= atLeast);
/** So alike that an editor may confirm without looking at each. */
export const surelyAlike = 0.9;

/** Kinds that get a number of their own in the record; what stands inside them goes by theirs: P-014, P-014-3. */
const outer: ReadonlySet<Kind> = new Set(["preamble", "part", "title", "chapter", "section", "article", "annex"]);
export const isOuter = (kind: Kind) => outer.has(kind);

/** Passages in reading order, cut from a tree. */
export function passagesOf(provisions: readonly Provision[], parentId: string | null = null): Passage[] {
  return provisions.flatMap(({ children, closing, ...own }) => [{ ...own, closing: closing ?? null, parentId }, ...passagesOf(children, own.id)]);
}

/** The tree again, from its passages in reading order. */
export function treeOf(passages: readonly Passage[]): Provision[] {
  const made = new Map<string, Provision>();
  const roots: Provision[] = [];
  for (const { parentId, closing, ...own } of passages) {
    const provision: Provision = { ...own, ...(closing === null ? {} : { closing }), children: [] };
    made.set(own.id, provision);
    (parentId === null ? roots : made.get(parentId)!.children).push(provision);
  }
  return roots;
}

/** "M/CONF.1/3/Rev.2" in the series "M/CONF.1" → "3-rev-2"; outside the series, the whole symbol. */
export function slugOfSymbol(symbol: string, series: string) {
  const rest = symbol.startsWith(`${series}/`) ? symbol.slice(series.length + 1) : symbol;
  return rest.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "").slice(0, 60);
}
