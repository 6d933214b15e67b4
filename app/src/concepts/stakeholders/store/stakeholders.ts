import { and, arrayOverlaps, asc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import type { Db } from "../../../ground/db/database.ts";
import { Refusal } from "../../../ground/refusal.ts";
import type { Viewer } from "../../../ground/viewer.ts";
import type { Localized } from "../../../ground/words.ts";
import { themes } from "../../themes/tables.ts";
import { disclose, stakeholdersFor, type ShownStakeholder } from "../disclosure.ts";
import { featuresOf, type Known } from "../import/plan.ts";
import { hostOf, matchKeysOf, nameKeyOf } from "../names.ts";
import type { Exchange, Identifier, Stakeholder } from "../stakeholder.ts";
import { exchanges, memberships, stakeholderIdentifiers, stakeholders, stakeholderThemes } from "../tables.ts";

const { nameKey: _, matchKeys: __, websiteHost: ___, ...columns } = {
  id: stakeholders.id, slug: stakeholders.slug, kind: stakeholders.kind, name: stakeholders.name, nameKey: stakeholders.nameKey, matchKeys: stakeholders.matchKeys,
  shortName: stakeholders.shortName, sector: stakeholders.sector, country: stakeholders.country, regionalGroup: stakeholders.regionalGroup, languages: stakeholders.languages,
  description: stakeholders.description, website: stakeholders.website, websiteHost: stakeholders.websiteHost, contactEmail: stakeholders.contactEmail,
  contactPublic: stakeholders.contactPublic, state: stakeholders.state, declinedBecause: stakeholders.declinedBecause, invented: stakeholders.invented,
  clearsBeforeFiling: stakeholders.clearsBeforeFiling, registeredAt: stakeholders.registeredAt, verifiedAt: stakeholders.verifiedAt,
  confirmedAt: stakeholders.confirmedAt, mergedIntoId: stakeholders.mergedIntoId,
};

/** What a viewer is in a stakeholder. */
export type Standing = { isOwn: boolean; isFocalPoint: boolean };
const nobody: Standing = { isOwn: false, isFocalPoint: false };

/** What `viewer` is in the stakeholder. */
export async function standingIn(db: Db, stakeholderId: string, viewer: Viewer): Promise<Standing> {
  if (viewer.kind === "visitor") return nobody;
  const [row] = await db.select({ role: memberships.role }).from(memberships)
    .where(and(eq(memberships.stakeholderId, stakeholderId), eq(memberships.personId, viewer.personId), eq(memberships.state, "active")));
  return row ? { isOwn: true, isFocalPoint: row.role === "focal-point" } : nobody;
}

/** The stakeholder at this place in the address as `viewer` may see it; or the place where it went when it was merged; else a refusal. */
export async function stakeholderAt(db: Db, slug: string, viewer: Viewer): Promise<{ it: ShownStakeholder; standing: Standing } | { movedTo: string }> {
  const [row] = await db.select({ ...columns, shown: sql<boolean>`${stakeholdersFor(viewer)}` }).from(stakeholders).where(eq(stakeholders.slug, slug));
  if (row?.mergedIntoId) return { movedTo: await finalSlug(db, row.mergedIntoId) };
  if (!row?.shown) throw new Refusal("not-found", "stakeholder-unknown", { slug });
  const { shown: _shown, ...it } = row;
  const standing = await standingIn(db, it.id, viewer);
  return { it: disclose(it, viewer, standing.isOwn), standing };
}

/** Where a merged stakeholder is at last: what it was merged into may have been merged again. */
async function finalSlug(db: Db, id: string): Promise<string> {
  for (let next = id, steps = 0; steps < 20; steps++) {
    const it = await stakeholderById(db, next);
    if (!it.mergedIntoId) return it.slug;
    next = it.mergedIntoId;
  }
  throw new RangeError(`stakeholder ${id} is merged in a circle`);
}

/** A stakeholder as it is kept, for decisions about it; what is shown goes through `stakeholderAt`. */
export async function stakeholderById(db: Db, id: string): Promise<Stakeholder> {
  const [row] = await db.select(columns).from(stakeholders).where(eq(stakeholders.id, id));
  if (!row) throw new Refusal("not-found", "stakeholder-unknown", { slug: id });
  return row;
}

/** The same, locked until the transaction ends: two decisions about one body follow each other. */
export async function lockedStakeholder(db: Db, id: string): Promise<Stakeholder> {
  const [row] = await db.select(columns).from(stakeholders).where(eq(stakeholders.id, id)).for("update");
  if (!row) throw new Refusal("not-found", "stakeholder-unknown", { slug: id });
  return row;
}

/** What a profile shows besides: numbers, themes, offers and needs. */
export async function detailsOf(db: Db, stakeholderId: string) {
  const identifiers = await db.select({ scheme: stakeholderIdentifiers.scheme, value: stakeholderIdentifiers.value }).from(stakeholderIdentifiers)
    .where(and(eq(stakeholderIdentifiers.stakeholderId, stakeholderId), eq(stakeholderIdentifiers.held, true))).orderBy(asc(stakeholderIdentifiers.scheme));
  const expertise = await db.select({ id: themes.id, slug: themes.slug, name: themes.name }).from(stakeholderThemes).innerJoin(themes, eq(themes.id, stakeholderThemes.themeId))
    .where(eq(stakeholderThemes.stakeholderId, stakeholderId)).orderBy(asc(themes.kind), asc(themes.position));
  const exchanged = await db.select({ side: exchanges.side, kind: exchanges.kind, text: exchanges.text }).from(exchanges).where(eq(exchanges.stakeholderId, stakeholderId)).orderBy(asc(exchanges.position));
  return { identifiers, expertise, exchanges: exchanged };
}
export type Details = Awaited<ReturnType<typeof detailsOf>>;

type Row = typeof stakeholders.$inferInsert;
/** What is kept beside a name and a website, to find the same body again. */
const derived = (it: Pick<Stakeholder, "name" | "website">) =>
  ({ nameKey: nameKeyOf(it.name.en), matchKeys: matchKeysOf(Object.values(it.name)), websiteHost: hostOf(it.website) });

/** Keep new stakeholders; a thousand at a time, since a query takes 65,535 values. */
export async function addStakeholders(db: Db, added: readonly Stakeholder[]) {
  for (let at = 0; at < added.length; at += 1000) await db.insert(stakeholders).values(added.slice(at, at + 1000).map((it): Row => ({ ...it, ...derived(it) })));
}

/** Change fields of a stakeholder; `name` and `website` bring what they are found by with them. */
export async function changeStakeholder(db: Db, before: Stakeholder, patch: Partial<Omit<Stakeholder, "id">>) {
  await db.update(stakeholders).set({ ...patch, ...derived({ ...before, ...patch }) }).where(eq(stakeholders.id, before.id));
}

/** Put these numbers in place of those held. */
export async function replaceIdentifiers(db: Db, stakeholderId: string, identifiers: readonly Identifier[], newId: () => string) {
  await db.delete(stakeholderIdentifiers).where(and(eq(stakeholderIdentifiers.stakeholderId, stakeholderId), eq(stakeholderIdentifiers.held, true)));
  await addIdentifiers(db, identifiers.map((it) => ({ ...it, stakeholderId })), newId);
}

export async function addIdentifiers(db: Db, added: readonly (Identifier & { stakeholderId: string })[], newId: () => string) {
  for (let at = 0; at < added.length; at += 1000) await db.insert(stakeholderIdentifiers).values(added.slice(at, at + 1000).map((it) => ({ ...it, id: newId() })));
}

/** Give up or take back the numbers of a stakeholder that is declined, or is not any more. */
export const holdIdentifiers = (db: Db, stakeholderId: string, held: boolean) =>
  db.update(stakeholderIdentifiers).set({ held }).where(eq(stakeholderIdentifiers.stakeholderId, stakeholderId));

/** Put these themes in place of those it had. */
export async function replaceExpertise(db: Db, stakeholderId: string, themeIds: readonly string[]) {
  await db.delete(stakeholderThemes).where(eq(stakeholderThemes.stakeholderId, stakeholderId));
  if (themeIds.length > 0) await db.insert(stakeholderThemes).values([...new Set(themeIds)].map((themeId) => ({ stakeholderId, themeId })));
}

/** Put these offers and needs in place of those it had. */
export async function replaceExchanges(db: Db, stakeholderId: string, items: readonly Exchange[]) {
  await db.delete(exchanges).where(eq(exchanges.stakeholderId, stakeholderId));
  if (items.length > 0) await db.insert(exchanges).values(items.map((it, position) => ({ ...it, stakeholderId, position })));
}

/** Which of these places in the address are taken, and by whose numbered ones: "lantern", "lantern-2". */
export async function takenSlugs(db: Db, bases: readonly string[]): Promise<Set<string>> {
  const rows = await db.select({ slug: stakeholders.slug }).from(stakeholders).where(inArray(sql`regexp_replace(${stakeholders.slug}, '-[0-9]+$', '')`, [...bases]));
  const exact = await db.select({ slug: stakeholders.slug }).from(stakeholders).where(inArray(stakeholders.slug, [...bases]));
  return new Set([...rows, ...exact].map((it) => it.slug));
}

type Sought = Parameters<typeof featuresOf>[0];

/** Stakeholders that any of these may be, by names, websites or numbers, as they are kept: for decisions and comparisons only. */
export async function knownLike(db: Db, sought: readonly Sought[]): Promise<Known[]> {
  const keys = [...new Set(sought.flatMap((it) => matchKeysOf(Object.values(it.name))))];
  const hosts = [...new Set(sought.map((it) => hostOf(it.website)).filter((it) => it !== null))];
  const numbers = [...new Set(sought.flatMap((it) => it.identifiers.map((one) => `${one.scheme} ${one.value}`)))];
  if (keys.length + hosts.length + numbers.length === 0) return [];
  const holders = db.select({ id: stakeholderIdentifiers.stakeholderId }).from(stakeholderIdentifiers)
    .where(sql`${stakeholderIdentifiers.scheme} || ' ' || ${stakeholderIdentifiers.value} = any(${sql.param(numbers)})`);
  const found = await db.select({ id: stakeholders.id, mergedIntoId: stakeholders.mergedIntoId }).from(stakeholders)
    .where(and(sql`${stakeholders.state} <> 'declined'`,
      or(arrayOverlaps(stakeholders.matchKeys, keys), sql`${stakeholders.websiteHost} = any(${sql.param(hosts)})`, inArray(stakeholders.id, holders))));
  const merged = found.filter((it) => it.mergedIntoId !== null).map((it) => it.id);
  return knownByIds(db, [...new Set([...found.filter((it) => it.mergedIntoId === null).map((it) => it.id), ...(await endsOf(db, merged))])]);
}

/** Where merged stakeholders are at last. */
async function endsOf(db: Db, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = (await db.execute(sql`with recursive way as (select id, merged_into_id from stakeholders where id = any(${sql.param([...ids])})
    union select s.id, s.merged_into_id from stakeholders s join way on s.id = way.merged_into_id) select id from way where merged_into_id is null order by id`)) as unknown as { rows: { id: string }[] };
  return rows.map((it) => it.id);
}

/** Stakeholders with their numbers and with the entries that were merged into them, as they are kept: for comparisons only. */
export async function knownByIds(db: Db, ids: readonly string[]): Promise<(Stakeholder & Known)[]> {
  if (ids.length === 0) return [];
  const { rows: taken } = (await db.execute(sql`with recursive taken as (select id, merged_into_id as root from stakeholders where merged_into_id = any(${sql.param([...ids])})
    union select s.id, t.root from stakeholders s join taken t on s.merged_into_id = t.id) select id, root from taken order by id`)) as unknown as { rows: { id: string; root: string }[] };
  const rows = await withIdentifiers(db, await db.select(columns).from(stakeholders).where(sql`${stakeholders.id} = any(${sql.param([...ids, ...taken.map((it) => it.id)])})`).orderBy(asc(stakeholders.id)));
  const byId = new Map(rows.map((it) => [it.id, it]));
  const formerly = Map.groupBy(taken, (it) => it.root);
  return [...new Set(ids)].flatMap((id) => { const it = byId.get(id); return it ? [{ ...it, formerly: (formerly.get(id) ?? []).map((one) => featuresOf(byId.get(one.id)!)) }] : []; });
}

/** The numbers that each holds; of a merged one also those that it gave up, by which it was known. */
async function withIdentifiers(db: Db, rows: Stakeholder[]): Promise<(Stakeholder & Known)[]> {
  const numbers = rows.length === 0 ? [] : await db.select().from(stakeholderIdentifiers)
    .where(sql`${stakeholderIdentifiers.stakeholderId} = any(${sql.param(rows.map((it) => it.id))})`).orderBy(asc(stakeholderIdentifiers.scheme), asc(stakeholderIdentifiers.value));
  const of = Map.groupBy(numbers, (it) => it.stakeholderId);
  return rows.map((it) => ({ ...it, identifiers: (of.get(it.id) ?? []).filter((one) => one.held || it.mergedIntoId !== null).map(({ scheme, value }) => ({ scheme, value })) }));
}

/** Which of these stakeholders `viewer` may see. */
export async function visibleAmong(db: Db, ids: readonly string[], viewer: Viewer): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db.select({ id: stakeholders.id }).from(stakeholders).where(and(inArray(stakeholders.id, [...ids]), stakeholdersFor(viewer)));
  return new Set(rows.map((it) => it.id));
}

/** Registrations that wait for the secretariat, the oldest first; for officers, who see them all. */
export async function waitingRegistrations(db: Db, viewer: Viewer): Promise<ShownStakeholder[]> {
  const rows = await db.select(columns).from(stakeholders).where(and(eq(stakeholders.state, "registered"), stakeholdersFor(viewer))).orderBy(asc(stakeholders.registeredAt), asc(stakeholders.id)).limit(200);
  return rows.map((it) => disclose(it, viewer, false));
}

/** A stakeholder with its numbers, held or given up, as it is compared; for officers' decisions. */
export async function knownWithNumbers(db: Db, id: string): Promise<Known> {
  const row = await stakeholderById(db, id);
  const identifiers = await db.select({ scheme: stakeholderIdentifiers.scheme, value: stakeholderIdentifiers.value }).from(stakeholderIdentifiers).where(eq(stakeholderIdentifiers.stakeholderId, id));
  return { ...row, identifiers };
}

/** Other stakeholders that this one may be. */
export const likeThese = async (db: Db, it: Known): Promise<Known[]> => (await knownLike(db, [it])).filter((one) => one.id !== it.id);

/** Verified stakeholders with one of these ids, or whose name holds what is sought, at most so many; for choosing among them. */
export async function verifiedBodies(db: Db, wanted: { ids: readonly string[]; like: string }, most: number) {
  const key = nameKeyOf(wanted.like);
  const like = key === "" ? sql`false` : sql`exists (select from unnest(${stakeholders.matchKeys}) known where known like ${`%${key.replaceAll(/[_%\\]/g, "\\$&")}%`})`;
  return db.select({ id: stakeholders.id, slug: stakeholders.slug, name: stakeholders.name, sector: stakeholders.sector, clearsBeforeFiling: stakeholders.clearsBeforeFiling }).from(stakeholders)
    .where(and(eq(stakeholders.state, "verified"), isNull(stakeholders.mergedIntoId), or(inArray(stakeholders.id, [...wanted.ids]), like))).orderBy(asc(stakeholders.slug)).limit(most);
}

/** The class and region of every verified body, in the order of their addresses. */
export const verifiedKinds = (db: Db) => db.select({ id: stakeholders.id, sector: stakeholders.sector, region: stakeholders.regionalGroup }).from(stakeholders).where(and(eq(stakeholders.state, "verified"), isNull(stakeholders.mergedIntoId))).orderBy(asc(stakeholders.slug));

/** How many verified bodies nobody has said to be still true for twelve months (stakeholder.ts, isStale). */
export async function staleCount(db: Db, now: Date): Promise<number> {
  const [row] = await db.select({ count: sql<number>`count(*)::int` }).from(stakeholders)
    .where(and(eq(stakeholders.state, "verified"), isNull(stakeholders.mergedIntoId), sql`coalesce(${stakeholders.confirmedAt}, ${stakeholders.registeredAt}) + interval '12 months' <= ${now.toISOString()}::timestamptz`));
  return row!.count;
}

/** Verified bodies for a list of the secretariat, with who answers for each, by country and name. */
export const bodiesForList = (db: Db, most: number) =>
  db.select({ name: stakeholders.name, sector: stakeholders.sector, country: stakeholders.country, regionalGroup: stakeholders.regionalGroup, verifiedAt: stakeholders.verifiedAt, focalPoint: sql<string | null>`(select p.name from memberships m join people p on p.id = m.person_id where m.stakeholder_id = stakeholders.id and m.state = 'active' and m.role = 'focal-point' limit 1)` })
    .from(stakeholders).where(and(eq(stakeholders.state, "verified"), isNull(stakeholders.mergedIntoId))).orderBy(asc(stakeholders.country), asc(stakeholders.slug)).limit(most);

/** The names of bodies that were verified on a day by UTC. */
export const verifiedOn = async (db: Db, day: string): Promise<Localized[]> =>
  (await db.select({ name: stakeholders.name }).from(stakeholders).where(sql`(${stakeholders.verifiedAt} at time zone 'UTC')::date = ${day}::date and ${stakeholders.state} = 'verified'`).orderBy(asc(stakeholders.slug))).map((it) => it.name);
