import { findCountry } from "../../../ground/countries/countries.ts";
import type { Chance } from "../../../ground/chance.ts";
import type { Db } from "../../../ground/db/database.ts";
import { record } from "../../../ground/journal.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { officerOf, type Viewer } from "../../../ground/viewer.ts";
import { slugOf } from "../../themes/theme.ts";
import { checkList, type Candidate } from "../import/check.ts";
import { guessMapping, type Mapping } from "../import/heads.ts";
import { canonical, deedsOf, patchOf, planOf, type Decisions, type Known, type Patch, type Plan, type Trace } from "../import/plan.ts";
import type { ReadTable } from "../import/table.ts";
import type { Stakeholder } from "../stakeholder.ts";
import { addList, builtUpon, changeList, listById, removeStakeholders, stakeholdersByIds, type MemberList } from "../store/lists.ts";
import { addIdentifiers, addStakeholders, changeStakeholder, knownLike, replaceIdentifiers, takenSlugs } from "../store/stakeholders.ts";
import { freeSlug, groupOf, unlessTwice } from "./registration.ts";

const countryNamed = (it: string) => findCountry(it)?.code ?? null;

/** What a list would change in the house as it is now. */
async function planFor(db: Db, table: ReadTable, mapping: Mapping): Promise<Plan> {
  const { candidates, problems } = checkList(table, mapping, countryNamed);
  const unsorted = candidates.filter((it) => it.sector === null);
  const known = await knownLike(db, candidates);
  const plan = planOf(candidates, problems, known);
  const isNew = new Set(plan.entries.filter((it) => it.kind === "new").map((it) => it.line));
  const missing = unsorted.filter((it) => isNew.has(it.line)).slice(0, 50)
    .map((it) => ({ line: it.line, column: Math.max(0, mapping.columns.indexOf("sector")) + (mapping.columns.includes("sector") ? 1 : 0), code: "sector-missing" as const, found: it.name.en }));
  return { ...plan, problems: [...plan.problems, ...missing].toSorted((a, b) => a.line - b.line || a.column - b.column) };
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

async function addAll(db: Db, candidates: readonly Candidate[], now: Date, chance: Chance): Promise<string[]> {
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
  return added.map((it) => it.id);
}

/** What the secretariat's own list names is verified by it; nobody has confirmed it yet. */
const stakeholderFrom = (it: Candidate, id: string, slug: string, now: Date): Stakeholder => ({
  id, slug, kind: "organisation", name: it.name, shortName: it.shortName, sector: it.sector!, country: it.country, regionalGroup: groupOf(it.country, null),
  languages: it.languages ?? [], description: it.description ? { en: it.description } : {}, website: it.website, contactEmail: it.contactEmail, contactPublic: false,
  state: "verified", declinedBecause: null, invented: false, clearsBeforeFiling: false, registeredAt: now, verifiedAt: now, confirmedAt: null, mergedIntoId: null,
});

async function changeAll(db: Db, changes: readonly { stakeholderId: string; candidate: Candidate }[], chance: Chance): Promise<Trace["changed"]> {
  const ids = [...new Set(changes.map((it) => it.stakeholderId))];
  const rows = new Map((await stakeholdersByIds(db, ids)).map((it) => [it.id, it]));
  const known = new Map((await knownLike(db, [...rows.values()].map((it) => ({ ...it, identifiers: [] })))).map((it) => [it.id, it]));
  const done: Trace["changed"] = [];
  for (const { stakeholderId, candidate } of changes) {
    const before = known.get(stakeholderId);
    const after = before && patchOf(candidate, before);
    if (!before || !after || Object.keys(after).length === 0) continue;
    await unlessTwice(before.name.en, () => applyPatch(db, rows.get(stakeholderId)!, after, chance));
    known.set(stakeholderId, { ...before, ...after });
    rows.set(stakeholderId, { ...rows.get(stakeholderId)!, ...after } as Stakeholder);
    done.push({ stakeholderId, before: pick(before, after), after });
  }
  return done;
}

const pick = (from: Known, like: Patch): Patch => Object.fromEntries(Object.keys(like).map((field) => [field, from[field as keyof Patch]]));

async function applyPatch(db: Db, before: Stakeholder, { identifiers, ...fields }: Patch, chance: Chance) {
  const group = fields.country === undefined ? {} : { regionalGroup: groupOf(fields.country, before.regionalGroup) };
  await changeStakeholder(db, before, { ...fields, ...group });
  if (identifiers) await replaceIdentifiers(db, before.id, identifiers, () => chance.id());
}

/** Take a list back: what it added goes, what it changed is as before; what somebody has built upon or changed since stays, and is counted. */
export async function undoList(db: Db, viewer: Viewer, id: string, now: Date, chance: Chance): Promise<{ undone: number; kept: number }> {
  officerOf(viewer);
  const list = await listById(db, id, true);
  if (!list.trace || list.undoneAt) throw new Refusal("not-now", "list-not-applied");
  const kept = await builtUpon(db, list.trace);
  const going = list.trace.added.filter((it) => !kept.has(it));
  await removeStakeholders(db, going);
  const reverted = await revertAll(db, list.trace, chance);
  await changeList(db, id, { undoneAt: now });
  const counts = { undone: going.length + reverted, kept: kept.size + list.trace.changed.length - reverted };
  await record(db, viewer, "member list undone", id, now, counts);
  return counts;
}

async function revertAll(db: Db, trace: Trace, chance: Chance): Promise<number> {
  const rows = new Map((await stakeholdersByIds(db, trace.changed.map((it) => it.stakeholderId))).map((it) => [it.id, it]));
  let reverted = 0;
  for (const { stakeholderId, before, after } of trace.changed.toReversed()) {
    const row = rows.get(stakeholderId);
    const { identifiers: _, ...fields } = after;
    if (!row || row.mergedIntoId || !stillAs(row, fields)) continue;
    await applyPatch(db, row, before, chance);
    rows.set(stakeholderId, { ...row, ...before } as Stakeholder);
    reverted++;
  }
  return reverted;
}

const stillAs = (row: Stakeholder, fields: Omit<Patch, "identifiers">) => Object.entries(fields).every(([field, value]) => canonical(row[field as keyof Stakeholder]) === canonical(value));
