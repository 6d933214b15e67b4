import { findCountry } from "../../../ground/countries/countries.ts";
import type { Chance } from "../../../ground/chance.ts";
import type { Db } from "../../../ground/db/database.ts";
import { breaksUnique } from "../../../ground/db/errors.ts";
import { record } from "../../../ground/journal.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { officerOf, type Viewer } from "../../../ground/viewer.ts";
import { slugOf } from "../../themes/theme.ts";
import { checkList, type Candidate } from "../import/check.ts";
import { guessMapping, type Mapping } from "../import/heads.ts";
import { canonical, deedsOf, patchOf, planOf, type Decisions, type Kept, type Known, type Patch, type Plan, type Trace } from "../import/plan.ts";
import { mostProblems, type ReadTable } from "../import/table.ts";
import type { Stakeholder } from "../stakeholder.ts";
import { addList, builtUpon, changeList, describedSince, listById, removeStakeholders, type MemberList } from "../store/lists.ts";
import { addIdentifiers, addStakeholders, changeStakeholder, knownByIds, knownLike, replaceIdentifiers, takenSlugs } from "../store/stakeholders.ts";
import { freeSlug, groupOf, unlessTwice } from "./registration.ts";

const countryNamed = (it: string) => findCountry(it)?.code ?? null;

/** What a list would change in the house as it is now. */
async function planFor(db: Db, table: ReadTable, mapping: Mapping): Promise<Plan> {
  const { candidates, problems } = checkList(table, mapping, countryNamed);
  const unsorted = candidates.filter((it) => it.sector === null);
  const known = await knownLike(db, candidates);
  const plan = planOf(candidates, problems, known);
  const isNew = new Set(plan.entries.filter((it) => it.kind === "new").map((it) => it.line));
  const missing = unsorted.filter((it) => isNew.has(it.line))
    .map((it) => ({ line: it.line, column: Math.max(0, mapping.columns.indexOf("sector")) + (mapping.columns.includes("sector") ? 1 : 0), code: "sector-missing" as const, found: it.name.en }));
  return { ...plan, problems: [...plan.problems, ...missing].toSorted((a, b) => a.line - b.line || a.column - b.column).slice(0, mostProblems) };
}

/** Keep a list that was read, with what it would change; nothing is changed yet. */
export async function previewList(db: Db, viewer: Viewer, table: ReadTable, fileName: string, now: Date, chance: Chance): Promise<MemberList> {
  const readBy = officerOf(viewer);
  const mapping = guessMapping(table.head);
  const list = { id: chance.id(), fileName: fileName.slice(0, 200), mapping, table, plan: await planFor(db, table, mapping), trace: null, readAt: now, readBy, appliedAt: null, undoneAt: null };
  await addList(db, list);
  await record(db, viewer, "member list read", list.id, now, { fileName: list.fileName, lines: table.lines.length });
  return list;
}

/** The list as long as it waits, or a refusal. */
async function waitingList(db: Db, id: string) {
  const list = await listById(db, id, true);
  if (list.appliedAt || !list.table) throw new Refusal("not-now", "list-applied", { day: list.appliedAt ?? list.readAt });
  return { ...list, table: list.table };
}

/** Say anew what the columns of a list are about. */
export async function remapList(db: Db, viewer: Viewer, id: string, mapping: Mapping) {
  officerOf(viewer);
  const { table } = await waitingList(db, id);
  await changeList(db, id, { mapping, plan: await planFor(db, table, mapping) });
}

/** Apply a list as its preview said, all of it or nothing: a list with problems is refused, and one whose house has changed since is shown anew. */
export async function applyList(db: Db, viewer: Viewer, id: string, decisions: Decisions, now: Date, chance: Chance): Promise<Trace> {
  officerOf(viewer);
  const list = await waitingList(db, id);
  const plan = await planFor(db, list.table, list.mapping);
  if (plan.problems.length > 0) throw new Refusal("not-valid", "list-has-problems", { count: plan.problems.length });
  if (canonical(plan.entries) !== canonical(list.plan.entries)) throw new Refusal("not-now", "list-changed-since");
  const { add, change } = deedsOf(plan, decisions);
  const undecided = add.find((it) => it.sector === null);
  if (undecided) throw new Refusal("not-valid", "list-sector", { line: undecided.line });
  const trace = { added: await addAll(db, add, now, chance), changed: await changeAll(db, change, chance) };
  await changeList(db, id, { table: null, plan: { ...plan, candidates: [] }, trace, appliedAt: now });
  await record(db, viewer, "member list applied", id, now, { added: trace.added.length, changed: trace.changed.length });
  return trace;
}

async function addAll(db: Db, candidates: readonly Candidate[], now: Date, chance: Chance): Promise<Trace["added"]> {
  const taken = await takenSlugs(db, candidates.map((it) => slugOf(it.name.en)));
  const added = candidates.map((it) => {
    const id = chance.id();
    const slug = freeSlug(it.name.en, id, taken);
    taken.add(slug);
    return stakeholderFrom(it, id, slug, now);
  });
  await unlessTwice(candidates[0]?.name.en ?? "", async () => {
    await addStakeholders(db, added);
    await addIdentifiers(db, candidates.flatMap((it, index) => it.identifiers.map((one) => ({ ...one, stakeholderId: added[index]!.id }))), () => chance.id());
  });
  return candidates.map((it, index) => ({ line: it.line, name: it.name.en, stakeholderId: added[index]!.id, after: fieldsOf({ ...added[index]!, identifiers: it.identifiers }) }));
}

/** What the secretariat's own list names is verified by it; nobody has confirmed it yet. */
const stakeholderFrom = (it: Candidate, id: string, slug: string, now: Date): Stakeholder => ({
  id, slug, kind: "organisation", name: it.name, shortName: it.shortName, sector: it.sector!, country: it.country, regionalGroup: groupOf(it.country, null),
  languages: it.languages ?? [], description: it.description ? { en: it.description } : {}, website: it.website, contactEmail: it.contactEmail, contactPublic: false,
  state: "verified", declinedBecause: null, invented: false, clearsBeforeFiling: false, registeredAt: now, verifiedAt: now, confirmedAt: null, mergedIntoId: null,
});

async function changeAll(db: Db, changes: readonly { stakeholderId: string; candidate: Candidate }[], chance: Chance): Promise<Trace["changed"]> {
  const known = new Map((await knownByIds(db, changes.map((it) => it.stakeholderId))).map((it) => [it.id, it]));
  const done: Trace["changed"] = [];
  for (const { stakeholderId, candidate } of changes) {
    const before = known.get(stakeholderId);
    const after = before && patchOf(candidate, before);
    if (!before || !after || Object.keys(after).length === 0) continue;
    await unlessTwice(before.name.en, () => applyPatch(db, before, after, chance));
    known.set(stakeholderId, { ...before, ...after } as typeof before);
    done.push({ line: candidate.line, name: before.name.en, stakeholderId, before: pick(before, after), after });
  }
  return done;
}

/** The fields that a list can change, as `from` has them. */
const fieldsOf = ({ name, shortName, sector, country, website, contactEmail, languages, description, identifiers }: Omit<Known, "formerly">): Patch =>
  ({ name, shortName, sector, country, website, contactEmail, languages, description, identifiers });
const pick = (from: Known, like: Patch): Patch => Object.fromEntries(Object.keys(like).map((field) => [field, from[field as keyof Patch]]));

async function applyPatch(db: Db, before: Stakeholder, { identifiers, ...fields }: Patch, chance: Chance) {
  const group = fields.country === undefined ? {} : { regionalGroup: groupOf(fields.country, before.regionalGroup) };
  await changeStakeholder(db, before, { ...fields, ...group });
  if (identifiers) await replaceIdentifiers(db, before.id, identifiers, () => chance.id());
}

/** Take a list back: what it added goes, what it changed is as before; what others have built upon or changed since stays, and is told by line. */
export async function undoList(db: Db, viewer: Viewer, id: string, now: Date, chance: Chance): Promise<{ undone: number; kept: Kept[] }> {
  officerOf(viewer);
  const { trace, undoneAt } = await listById(db, id, true);
  if (!trace || undoneAt) throw new Refusal("not-now", "list-not-applied");
  const kept = [...(await removeAdded(db, trace)), ...(await revertChanged(db, trace, chance))].toSorted((a, b) => a.line - b.line);
  await changeList(db, id, { undoneAt: now, trace: { ...trace, kept } });
  const undone = trace.added.length + trace.changed.length - kept.length;
  await record(db, viewer, "member list undone", id, now, { undone, kept: kept.length });
  return { undone, kept };
}

/** Remove what a list added; what was built upon or changed comes back, and stays. */
async function removeAdded(db: Db, { added }: Trace): Promise<Kept[]> {
  const ids = added.map((it) => it.stakeholderId);
  const [present, used, described] = [await knownNow(db, ids), await builtUpon(db, ids), await describedSince(db, ids)];
  const kept = added.flatMap(({ line, name, stakeholderId, after }): Kept[] => {
    const it = present.get(stakeholderId);
    if (!it || used.has(stakeholderId)) return it ? [{ line, name, because: "built-upon" }] : [];
    return described.has(stakeholderId) || !stillAs(it, after) ? [{ line, name, because: "changed" }] : [];
  });
  const staying = new Set(kept.map((it) => it.line));
  await removeStakeholders(db, added.filter((it) => !staying.has(it.line)).map((it) => it.stakeholderId));
  return kept;
}

/** Put what a list changed back as it was, the last change first; what cannot be comes back, and stays. */
async function revertChanged(db: Db, { changed }: Trace, chance: Chance): Promise<Kept[]> {
  const present = await knownNow(db, changed.map((it) => it.stakeholderId));
  const kept: Kept[] = [];
  for (const { line, name, stakeholderId, before, after } of changed.toReversed()) {
    const it = present.get(stakeholderId);
    const because = !it || it.mergedIntoId ? "merged" : !stillAs(it, after) ? "changed" : await revert(db, it, before, chance);
    if (because) kept.push({ line, name, because });
    else present.set(stakeholderId, { ...it!, ...before } as Stakeholder & Known);
  }
  return kept;
}

const knownNow = async (db: Db, ids: readonly string[]) => new Map((await knownByIds(db, ids)).map((it) => [it.id, it]));

/** Put fields back, in a transaction of their own within that of the list: "taken" when another body has the name or number by now. */
async function revert(db: Db, it: Stakeholder, before: Patch, chance: Chance): Promise<"taken" | null> {
  try {
    await db.transaction((tx) => applyPatch(tx, it, before, chance));
    return null;
  } catch (error) {
    if (breaksUnique(error)) return "taken";
    throw error;
  }
}

const inOrder = (it: Patch): Patch => ({ ...it, ...(it.identifiers && { identifiers: it.identifiers.toSorted((a, b) => a.scheme.localeCompare(b.scheme) || a.value.localeCompare(b.value)) }) });
/** Whether a body has these fields as a list left them. */
const stillAs = (it: Known, after: Patch) => canonical(inOrder(pick(it, after))) === canonical(inOrder(after));
