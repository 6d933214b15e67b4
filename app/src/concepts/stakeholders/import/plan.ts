// What applying a list would do, told before it is done: pure, so that the preview and the deed are one calculation.
import type { Localized } from "../../../ground/words.ts";
import { isCertain, likenesses, likenessOf, type Features, type Likeness } from "../duplicates.ts";
import { hostOf, matchKeysOf, plainKeyOf } from "../names.ts";
import type { Identifier, Sector } from "../stakeholder.ts";
import type { Candidate } from "./check.ts";
import type { Problem } from "./table.ts";

/** A stakeholder as far as lists know of it. */
export type Known = {
  id: string; slug: string; name: Localized; shortName: string | null; sector: Sector; country: string | null; website: string | null;
  contactEmail: string | null; languages: string[]; description: Partial<Localized>; identifiers: Identifier[];
  /** The entries that were merged into it, as they were. */
  formerly?: Features[];
};
export type Change = { field: string; before: string; after: string };
/** `formerly`: the name of the merged entry by which it is like the line; null when it is like it as it is. */
export type Twin = { stakeholderId: string; slug: string; name: string; likeness: Likeness; formerly: string | null };

/** What becomes of one line. */
export type Entry = { line: number; name: string } & (
  | { kind: "new" } | { kind: "same"; stakeholderId: string }
  | { kind: "changed"; stakeholderId: string; slug: string; changes: Change[] }
  | { kind: "doubtful"; twins: Twin[] });

/** The whole of it: nothing of a list with problems is taken in. */
export type Plan = { entries: Entry[]; candidates: Candidate[]; problems: Problem[] };

type Done = { line: number; name: string; stakeholderId: string; after: Patch };

/** What was done, for taking it back: which fields stand how after it, and how they stood before; and what was kept then. */
export type Trace = { added: Done[]; changed: (Done & { before: Patch })[]; kept?: Kept[] };

/** A line that is not taken back: others have come to the body, it was changed, merged, or what it had is another's now. */
export type Kept = { line: number; name: string; because: "built-upon" | "changed" | "merged" | "taken" };

/** Fields that a list changes, as they are kept. */
export type Patch = Partial<Pick<Known, "name" | "shortName" | "sector" | "country" | "website" | "contactEmail" | "languages" | "description">> & { identifiers?: Identifier[] };

/** The plan for a list, given the stakeholders that any of its lines may be about. */
export function planOf(candidates: Candidate[], problems: Problem[], known: readonly Known[]): Plan {
  const byKey = new Map<string, Known[]>();
  for (const it of known) for (const key of selvesOf(it).flatMap(featureKeys)) byKey.set(key, [...(byKey.get(key) ?? []), it]);
  return { candidates, problems, entries: candidates.map((it) => entryOf(it, [...new Set(featureKeys(featuresOf(it)).flatMap((key) => byKey.get(key) ?? []))])) };
}

/** By what lines and stakeholders find each other before they are compared. */
const featureKeys = (it: Features) => [
  ...matchKeysOf([it.name, ...(it.otherNames ?? [])]).map((key) => `name ${key}`),
  ...it.identifiers.map((one) => `${one.scheme} ${one.value}`), ...(hostOf(it.website) ? [`host ${hostOf(it.website)}`] : []),
];
/** What two entries are compared by. */
export const featuresOf = (it: { name: Localized; country: string | null; website: string | null; identifiers: Identifier[] }): Features =>
  ({ name: it.name.en, otherNames: Object.values(it.name).slice(1), country: it.country, website: it.website, identifiers: it.identifiers });

/** A body as it is, and as the entries were that it took in. */
const selvesOf = (it: Known): Features[] => [featuresOf(it), ...(it.formerly ?? [])];

/** Why a line or registration may be about a known body, as it is or as one of the entries that it took in; null when nothing says so. */
export function likenessTo(known: Known, it: Features): Pick<Twin, "likeness" | "formerly"> | null {
  const found = selvesOf(known).flatMap((self, index) => { const likeness = likenessOf(it, self); return likeness ? [{ likeness, formerly: index === 0 ? null : self.name }] : []; });
  return found.toSorted((a, b) => likenesses.indexOf(a.likeness) - likenesses.indexOf(b.likeness))[0] ?? null;
}

function entryOf(it: Candidate, near: Known[]): Entry {
  const twins = near.flatMap((one) => { const like = likenessTo(one, featuresOf(it)); return like ? [{ one, ...like }] : []; });
  const head = { line: it.line, name: it.name.en };
  const certain = twins.filter((one) => isCertain(one.likeness));
  if (twins.length === 0) return { ...head, kind: "new" };
  if (certain.length !== 1) return { ...head, kind: "doubtful", twins: twins.map(({ one, ...like }) => ({ stakeholderId: one.id, slug: one.slug, name: one.name.en, ...like })) };
  return settled(head, it, certain[0]!.one);
}

function settled(head: { line: number; name: string }, it: Candidate, known: Known): Entry {
  const changes = changesOf(it, known);
  return changes.length === 0 ? { ...head, kind: "same", stakeholderId: known.id } : { ...head, kind: "changed", stakeholderId: known.id, slug: known.slug, changes };
}

/** What of a known stakeholder a line would change; what the line leaves empty stays. */
export function patchOf(line: Candidate, known: Known): Patch {
  const patch: Patch = {};
  const it = withoutFormer(line, known);
  const name: Localized = plainKeyOf(it.name.en) === plainKeyOf(known.name.en) ? { ...known.name, ...it.name, en: known.name.en } : { ...known.name, ...it.name };
  if (differs(name, known.name)) patch.name = name;
  for (const field of ["shortName", "sector", "country", "website", "contactEmail", "languages"] as const)
    if (it[field] !== null && differs(it[field], known[field])) Object.assign(patch, { [field]: it[field] });
  if (it.description !== null && it.description !== known.description.en) patch.description = { ...known.description, en: it.description };
  const added = it.identifiers.filter((one) => !known.identifiers.some((other) => other.scheme === one.scheme && other.value === one.value));
  if (added.length > 0) patch.identifiers = [...known.identifiers.filter((one) => !added.some((other) => other.scheme === one.scheme)), ...added];
  return patch;
}

/** A line about an entry that was merged does not bring its name, country and numbers back. */
function withoutFormer(it: Candidate, known: Known): Candidate {
  const is = (name: string) => plainKeyOf(name) === plainKeyOf(it.name.en);
  const former = is(known.name.en) ? undefined : known.formerly?.find((one) => [one.name, ...(one.otherNames ?? [])].some(is));
  const given = (one: Identifier) => known.formerly?.some((self) => self.identifiers.some((other) => other.scheme === one.scheme && other.value === one.value));
  const identifiers = it.identifiers.filter((one) => !given(one));
  return former ? { ...it, identifiers, name: known.name, country: it.country === former.country ? null : it.country } : { ...it, identifiers };
}

/** As text that is equal for equal things: the database keeps no order of keys. */
export const canonical = (it: unknown): string => JSON.stringify(it, (_, value: unknown) => (typeof value === "object" && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => a.localeCompare(b))) : value));
const differs = (a: unknown, b: unknown) => canonical(a) !== canonical(b);

function changesOf(it: Candidate, known: Known): Change[] {
  const patch = patchOf(it, known);
  return Object.keys(patch).map((field) => ({ field, before: said(known[field as keyof Patch]), after: said(patch[field as keyof Patch]) }));
}

/** A field in words, for a preview. */
function said(it: unknown): string {
  if (it === null || it === undefined) return "";
  if (Array.isArray(it)) return it.map(said).join(", ");
  if (typeof it === "object") return "scheme" in it && "value" in it ? `${String(it.scheme)} ${String(it.value)}` : Object.values(it).map(said).join(" · ");
  return String(it as string | number | boolean);
}

/** What an officer decided about a doubtful line: another body, none of it, or the body with this id. */
export type Decisions = Record<number, "new" | "skip" | { same: string }>;

/** What to add and what to change when a plan is applied with these decisions; a doubtful line without one is left out. */
export function deedsOf(plan: Plan, decisions: Decisions): { add: Candidate[]; change: { stakeholderId: string; candidate: Candidate }[] } {
  const byLine = new Map(plan.candidates.map((it) => [it.line, it]));
  const add: Candidate[] = [];
  const change: { stakeholderId: string; candidate: Candidate }[] = [];
  for (const entry of plan.entries) {
    const candidate = byLine.get(entry.line)!;
    const decided = entry.kind === "doubtful" ? (decisions[entry.line] ?? "skip") : null;
    if (entry.kind === "new" || decided === "new") add.push(candidate);
    else if (entry.kind === "changed") change.push({ stakeholderId: entry.stakeholderId, candidate });
    else if (entry.kind === "doubtful" && typeof decided === "object" && decided && entry.twins.some((it) => it.stakeholderId === decided.same)) change.push({ stakeholderId: decided.same, candidate });
  }
  return { add, change };
}
