// What applying a list would do, told before it is done: pure, so that the preview and the deed are one calculation.
import type { Localized } from "../../../ground/words.ts";
import { isCertain, likenessOf, type Features, type Likeness } from "../duplicates.ts";
import { hostOf, matchKeysOf, plainKeyOf } from "../names.ts";
import type { Identifier, Sector } from "../stakeholder.ts";
import type { Candidate } from "./check.ts";
import type { Problem } from "./table.ts";

/** A stakeholder as far as lists know of it. */
export type Known = {
  id: string; slug: string; name: Localized; shortName: string | null; sector: Sector; country: string | null; website: string | null;
  contactEmail: string | null; languages: string[]; description: Partial<Localized>; identifiers: Identifier[];
};
export type Change = { field: string; before: string; after: string };
export type Twin = { stakeholderId: string; slug: string; name: string; likeness: Likeness };

/** What becomes of one line. */
export type Entry = { line: number; name: string } & (
  | { kind: "new" } | { kind: "same"; stakeholderId: string }
  | { kind: "changed"; stakeholderId: string; slug: string; changes: Change[] }
  | { kind: "doubtful"; twins: Twin[] });

/** The whole of it: nothing of a list with problems is taken in. */
export type Plan = { entries: Entry[]; candidates: Candidate[]; problems: Problem[] };

/** What was done, for taking it back: who was added, and which fields stood how before and after. */
export type Trace = { added: string[]; changed: { stakeholderId: string; before: Patch; after: Patch }[] };

/** Fields that a list changes, as they are kept. */
export type Patch = Partial<Pick<Known, "name" | "shortName" | "sector" | "country" | "website" | "contactEmail" | "languages" | "description">> & { identifiers?: Identifier[] };

/** The plan for a list, given the stakeholders that any of its lines may be about. */
export function planOf(candidates: Candidate[], problems: Problem[], known: readonly Known[]): Plan {
  const byKey = new Map<string, Known[]>();
  for (const it of known) for (const key of featureKeys(featuresOf(it))) byKey.set(key, [...(byKey.get(key) ?? []), it]);
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

function entryOf(it: Candidate, near: Known[]): Entry {
  const twins = near.flatMap((one) => { const likeness = likenessOf(featuresOf(it), featuresOf(one)); return likeness ? [{ one, likeness }] : []; });
  const head = { line: it.line, name: it.name.en };
  const certain = twins.filter((one) => isCertain(one.likeness));
  if (twins.length === 0) return { ...head, kind: "new" };
  if (certain.length !== 1) return { ...head, kind: "doubtful", twins: twins.map(({ one, likeness }) => ({ stakeholderId: one.id, slug: one.slug, name: one.name.en, likeness })) };
  return settled(head, it, certain[0]!.one);
}

function settled(head: { line: number; name: string }, it: Candidate, known: Known): Entry {
  const changes = changesOf(it, known);
  return changes.length === 0 ? { ...head, kind: "same", stakeholderId: known.id } : { ...head, kind: "changed", stakeholderId: known.id, slug: known.slug, changes };
}

/** What of a known stakeholder a line would change; what the line leaves empty stays. */
export function patchOf(it: Candidate, known: Known): Patch {
  const patch: Patch = {};
  const name: Localized = plainKeyOf(it.name.en) === plainKeyOf(known.name.en) ? { ...known.name, ...it.name, en: known.name.en } : { ...known.name, ...it.name };
  if (differs(name, known.name)) patch.name = name;
  for (const field of ["shortName", "sector", "country", "website", "contactEmail", "languages"] as const)
    if (it[field] !== null && differs(it[field], known[field])) Object.assign(patch, { [field]: it[field] });
  if (it.description !== null && it.description !== known.description.en) patch.description = { ...known.description, en: it.description };
  const added = it.identifiers.filter((one) => !known.identifiers.some((other) => other.scheme === one.scheme && other.value === one.value));
  if (added.length > 0) patch.identifiers = [...known.identifiers.filter((one) => !added.some((other) => other.scheme === one.scheme)), ...added];
  return patch;
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
