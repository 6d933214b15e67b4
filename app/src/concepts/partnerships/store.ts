import { and, asc, desc, eq, inArray, ne, sql, type SQL } from "drizzle-orm";
import { commitmentTo } from "@travaux/record-proofs";
import type { Db } from "../../ground/db/database.ts";
import { rowsOf } from "../../ground/db/migrate.ts";
import type { Sealed } from "../../ground/record/enter.ts";
import { Refusal } from "../../ground/refusal.ts";
import { visitor, type Viewer } from "../../ground/viewer.ts";
import { stakeholdersFor } from "../stakeholders/disclosure.ts";
import { nameKeyOf } from "../stakeholders/names.ts";
import { bodyColumns, bodyNow } from "../stakeholders/store/bodies.ts";
import { stakeholders } from "../stakeholders/tables.ts";
import { themes } from "../themes/tables.ts";
import type { Change, Spoken } from "./change.ts";
import { disclose, discloseEdition, disclosePartner, discloseReview, isInside, partnersFor, partnershipsFor, type Crime, type ShownEdition, type ShownPartner, type ShownPartnership } from "./disclosure.ts";
import type { Edition, Entry, Field, Named, Partner, Partnership, Proposal, Review } from "./partnership.ts";
import { partnershipChanges, partnershipCrimes, partnershipEditions, partnershipPartners, partnershipReviews, partnerships } from "./tables.ts";


/** Partners of these partnerships that `viewer` may know of, by their addresses. */
async function partnersOf(db: Db, ids: readonly string[], viewer: Viewer): Promise<ShownPartner[]> {
  const rows = await db.select({ it: partnershipPartners, body: bodyColumns }).from(partnershipPartners).innerJoin(partnerships, eq(partnerships.id, partnershipPartners.partnershipId))
    .innerJoin(partnershipEditions, and(eq(partnershipEditions.partnershipId, partnershipPartners.partnershipId), eq(partnershipEditions.edition, partnershipPartners.edition))).innerJoin(stakeholders, eq(stakeholders.id, bodyNow(partnershipPartners.stakeholderId)))
    .where(and(inArray(partnershipPartners.partnershipId, [...ids]), partnersFor(viewer))).orderBy(asc(stakeholders.slug), asc(partnershipPartners.stakeholderId));
  return rows.map(({ it, body }) => disclosePartner({ ...it, body }));
}

async function crimesOf(db: Db, ids: readonly string[]) {
  return db.select({ partnershipId: partnershipCrimes.partnershipId, edition: partnershipCrimes.edition, id: themes.id, slug: themes.slug, name: themes.name }).from(partnershipCrimes).innerJoin(themes, eq(themes.id, partnershipCrimes.themeId))
    .where(inArray(partnershipCrimes.partnershipId, [...ids])).orderBy(asc(themes.position));
}

/** Everything about these partnerships that `viewer` may know, in the order of `rows`: as many queries for twenty as for one. */
async function shown(db: Db, rows: readonly Partnership[], viewer: Viewer): Promise<ShownPartnership[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((it) => it.id);
  const [editions, crimes, partners, reviews] = [
    await db.select().from(partnershipEditions).where(inArray(partnershipEditions.partnershipId, ids)), await crimesOf(db, ids), await partnersOf(db, ids, viewer), await db.select().from(partnershipReviews).where(inArray(partnershipReviews.partnershipId, ids)).orderBy(asc(partnershipReviews.day), asc(partnershipReviews.by)),
  ];
  const whole = (it: Partnership, number: number, isPublic: boolean): ShownEdition | null => {
    const found = editions.find((one) => one.partnershipId === it.id && one.edition === number);
    if (!found) return null;
    const { titleKey: _, ...edition } = found;
    const of = <T extends { partnershipId: string; edition: number }>(all: readonly T[]) => all.filter((one) => one.partnershipId === it.id && one.edition === number);
    const said: Crime[] = of(crimes).map(({ id, slug, name }) => ({ id, slug, name }));
    return discloseEdition({ ...edition, crimeIds: said.map((one) => one.id), crimes: said, partners: of(partners).filter((one) => !isPublic || one.state === "confirmed") }); // who left is in the history, for those inside too
  };
  return rows.map((it) => {
    const knows = isInside(viewer, it, partners.filter((one) => one.partnershipId === it.id));
    const waiting = knows ? whole(it, it.edition + 1, false) : null;
    return disclose({ ...it, public: it.edition > 0 ? whole(it, it.edition, true) : null, waiting, inside: knows, reviews: waiting ? reviews.filter((one) => one.partnershipId === it.id && one.edition === waiting.edition).map(discloseReview) : [] });
  });
}

/** The partnership at this place in the address as `viewer` may see it; the place where it went when it was merged; else a refusal. */
export async function partnershipAt(db: Db, slug: string, viewer: Viewer): Promise<{ it: ShownPartnership } | { movedTo: string }> {
  const [row] = await db.select().from(partnerships).where(and(eq(partnerships.slug, slug), partnershipsFor(viewer)));
  if (!row) throw new Refusal("not-found", "partnership-unknown");
  if (row.mergedIntoId) return { movedTo: await finalSlug(db, row.mergedIntoId) };
  return { it: (await shown(db, [row], viewer))[0]! };
}

/** Where a merged partnership is at last: what it was merged into may have been merged again. */
async function finalSlug(db: Db, id: string): Promise<string> {
  const [last] = await rowsOf<{ slug: string }>(db, sql`with recursive way as (select id, slug, merged_into_id from partnerships where id = ${id} union select p.id, p.slug, p.merged_into_id from partnerships p join way on p.id = way.merged_into_id) select slug from way where merged_into_id is null`);
  if (!last) throw new Refusal("not-found", "partnership-unknown");
  return last.slug;
}

const among = async (db: Db, viewer: Viewer, which: SQL) => shown(db, await db.select().from(partnerships).where(and(partnershipsFor(viewer), which)).orderBy(asc(partnerships.proposedDay), asc(partnerships.slug)), viewer);

/** Partnerships in public with these ids, in their order. */
export async function publicPartnerships(db: Db, ids: readonly string[]): Promise<ShownPartnership[]> {
  if (ids.length === 0) return [];
  const all = await among(db, visitor, and(inArray(partnerships.id, [...ids]), eq(partnerships.state, "published"))!);
  return all.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}

/** Partnerships of which an edition waits that `viewer` may know of, those proposed first at first: for officers all, for others those they are inside of. */
export async function waitingPartnerships(db: Db, viewer: Viewer): Promise<ShownPartnership[]> {
  const all = await among(db, viewer, and(inArray(partnerships.state, ["proposed", "published"]), sql`exists (select from partnership_editions next where next.partnership_id = ${partnerships.id} and next.edition = ${partnerships.edition} + 1)`)!);
  return all.filter((it) => it.waiting !== null);
}

/** Partnerships, public or not, in which `viewer` may know that one of these bodies is named. */
export async function partnershipsWith(db: Db, stakeholderIds: readonly string[], viewer: Viewer): Promise<ShownPartnership[]> {
  if (stakeholderIds.length === 0) return [];
  const bodies = sql.join(stakeholderIds.map((it) => sql`${it}`), sql`, `);
  const all = await among(db, viewer, and(inArray(partnerships.state, ["proposed", "published"]), sql`${partnerships.id} in (select pp.partnership_id from partnership_partners pp join stakeholders was on was.id = pp.stakeholder_id where coalesce(was.merged_into_id, was.id) in (${bodies}) and pp.state in ('asked', 'confirmed'))`)!);
  return all.filter((it) => [it.public, it.waiting].some((one) => one?.partners.some((partner) => stakeholderIds.includes(partner.body.id))));
}

/** An entry that may be the same, and why. */
export type Twin = { slug: string; title: Entry["title"]; likeness: "title" | "partners" };
/** Other public entries that may be the same: by their title, or by the same partners. */
export async function alike(db: Db, it: Pick<Partnership, "id">, { title, partners }: { title: Entry["title"]; partners: readonly Pick<Named, "stakeholderId">[] }, viewer: Viewer): Promise<Twin[]> {
  const bodies = partners.map((one) => one.stakeholderId);
  const rows = await rowsOf<{ slug: string; title: Entry["title"]; id: string; same: boolean }>(db, sql`
    select p.id, p.slug, e.title, e.title_key = ${nameKeyOf(title.en)} as same from partnerships p join partnership_editions e on e.partnership_id = p.id and e.edition = greatest(p.edition, 1)
    where p.id <> ${it.id} and p.state in ('proposed', 'published') and (e.title_key = ${nameKeyOf(title.en)} or ${bodies.length < 2 ? sql`false` : sql`(select count(distinct pp.stakeholder_id) from partnership_partners pp where pp.partnership_id = p.id and pp.edition = e.edition and (p.edition = 0 or pp.state = 'confirmed') and pp.stakeholder_id in (${sql.join(bodies.map((one) => sql`${one}`), sql`, `)})) = ${bodies.length}
      and (select count(*) from partnership_partners pp where pp.partnership_id = p.id and pp.edition = e.edition and (p.edition = 0 or pp.state = 'confirmed')) = ${bodies.length}`}) order by p.slug`);
  const known = new Set((await among(db, viewer, inArray(partnerships.id, ["", ...rows.map((one) => one.id)]))).map((one) => one.id));
  return rows.filter((one) => known.has(one.id)).map((one) => ({ slug: one.slug, title: one.title, likeness: one.same ? "title" : "partners" }));
}

/** The names of other partnerships in public that this one is part of, or that are part of it. */
export async function familyOf(db: Db, it: { id: string; partOfId: string | null }): Promise<{ whole: Sibling | null; parts: Sibling[] }> {
  const rows = await db.select({ id: partnerships.id, slug: partnerships.slug, title: partnershipEditions.title, partOfId: partnershipEditions.partOfId }).from(partnerships)
    .innerJoin(partnershipEditions, and(eq(partnershipEditions.partnershipId, partnerships.id), eq(partnershipEditions.edition, partnerships.edition)))
    .where(and(eq(partnerships.state, "published"), ne(partnerships.id, it.id), sql`(${partnerships.id} = ${it.partOfId ?? ""} or ${partnershipEditions.partOfId} = ${it.id})`)).orderBy(asc(partnerships.slug));
  return { whole: rows.find((one) => one.id === it.partOfId) ?? null, parts: rows.filter((one) => one.partOfId === it.id) };
}
export type Sibling = { slug: string; title: Entry["title"] };

/** A partnership as it is kept, locked until the transaction ends: for decisions. */
export async function lockedPartnership(db: Db, id: string): Promise<Partnership> {
  const [row] = await db.select().from(partnerships).where(eq(partnerships.id, id)).for("update");
  if (!row) throw new Refusal("not-found", "partnership-unknown");
  return row;
}
/** The id of what stands at this place in the address and is not merged; null when there is none that `viewer` may see. */
export async function partnershipIdAt(db: Db, slug: string, viewer: Viewer): Promise<string | null> {
  const [row] = await db.select({ id: partnerships.id }).from(partnerships).where(and(eq(partnerships.slug, slug), ne(partnerships.state, "merged"), partnershipsFor(viewer)));
  return row?.id ?? null;
}
/** Whether a place in the address is taken, by anything at all. */
export const takenSlugs = async (db: Db, base: string): Promise<Set<string>> => new Set((await rowsOf<{ slug: string }>(db, sql`select slug from partnerships where slug = ${base} or slug like ${`${base}-%`}`)).map((it) => it.slug));

/** What an edition says and who is in it, as they are kept: for decisions. */
export async function editionOf(db: Db, partnershipId: string, edition: number): Promise<{ edition: Edition; partners: Partner[]; reviews: Review[] } | null> {
  const [row] = await db.select().from(partnershipEditions).where(and(eq(partnershipEditions.partnershipId, partnershipId), eq(partnershipEditions.edition, edition)));
  if (!row) return null;
  const { titleKey: _, ...kept } = row;
  const crimes = (await db.select({ id: partnershipCrimes.themeId }).from(partnershipCrimes).where(and(eq(partnershipCrimes.partnershipId, partnershipId), eq(partnershipCrimes.edition, edition))).orderBy(asc(partnershipCrimes.themeId))).map((it) => it.id);
  const partners = await db.select().from(partnershipPartners).where(and(eq(partnershipPartners.partnershipId, partnershipId), eq(partnershipPartners.edition, edition))).orderBy(asc(partnershipPartners.stakeholderId));
  const reviews = await db.select().from(partnershipReviews).where(and(eq(partnershipReviews.partnershipId, partnershipId), eq(partnershipReviews.edition, edition))).orderBy(asc(partnershipReviews.reviewer));
  return { edition: { ...kept, crimeIds: crimes }, partners, reviews };
}

/** Which partnerships this one would be part of, one above the other, `from` first: to see that it is not among them. */
export async function wholesAbove(db: Db, from: string): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(db, sql`with recursive above as (select ${from}::text as id union select e.part_of_id from partnership_editions e join above on e.partnership_id = above.id join partnerships p on p.id = e.partnership_id
    where e.part_of_id is not null and e.edition >= p.edition) select id from above`);
  return rows.map((it) => it.id);
}

/** Keep a new partnership; whether its place in addresses was free. */
export const addPartnership = async (db: Db, it: Partnership): Promise<boolean> => (await db.insert(partnerships).values(it).onConflictDoNothing({ target: partnerships.slug }).returning({ id: partnerships.id })).length > 0;
export const changePartnership = (db: Db, id: string, patch: Partial<Omit<Partnership, "id">>) => db.update(partnerships).set(patch).where(eq(partnerships.id, id));

type Proposed = { byId: string; day: string; changed: Field[] };
/** Keep an edition that waits, in place of the one that did. */
export async function keepEdition(db: Db, partnershipId: string, edition: number, { partners: _, crimeIds, ...entry }: Proposal, proposed: Proposed) {
  const row = { ...entry, ...proposed, titleKey: nameKeyOf(entry.title.en) };
  await db.insert(partnershipEditions).values({ partnershipId, edition, publishedDay: null, ...row }).onConflictDoUpdate({ target: [partnershipEditions.partnershipId, partnershipEditions.edition], set: row });
  await db.delete(partnershipCrimes).where(and(eq(partnershipCrimes.partnershipId, partnershipId), eq(partnershipCrimes.edition, edition)));
  if (crimeIds.length > 0) await db.insert(partnershipCrimes).values(crimeIds.map((themeId) => ({ partnershipId, edition, themeId })));
}
export const markPublished = (db: Db, partnershipId: string, edition: number, publishedDay: string) => db.update(partnershipEditions).set({ publishedDay }).where(and(eq(partnershipEditions.partnershipId, partnershipId), eq(partnershipEditions.edition, edition)));
/** Take an edition back that was never public, with who was asked about it. */
export const removeEdition = (db: Db, partnershipId: string, edition: number) => db.delete(partnershipEditions).where(and(eq(partnershipEditions.partnershipId, partnershipId), eq(partnershipEditions.edition, edition)));

const ofEdition = (partnershipId: string, edition: number) => and(eq(partnershipPartners.partnershipId, partnershipId), eq(partnershipPartners.edition, edition));
export const addPartners = (db: Db, added: readonly Partner[]) => (added.length === 0 ? Promise.resolve() : db.insert(partnershipPartners).values([...added]).then(() => undefined));
export const changePartner = (db: Db, it: Pick<Partner, "partnershipId" | "edition" | "stakeholderId">, patch: Partial<Pick<Partner, "state" | "because" | "day">>) =>
  db.update(partnershipPartners).set(patch).where(and(ofEdition(it.partnershipId, it.edition), eq(partnershipPartners.stakeholderId, it.stakeholderId)));
/** Ask nobody any more: all partners of an edition that waits, or those who denied. */
export const removePartners = (db: Db, partnershipId: string, edition: number, state?: "denied") => db.delete(partnershipPartners).where(and(ofEdition(partnershipId, edition), state ? eq(partnershipPartners.state, state) : undefined));
export const addReview = (db: Db, it: Review) => db.insert(partnershipReviews).values(it);
/** What officers found of what was changed since. */
export const removeReviews = (db: Db, partnershipId: string, edition: number) => db.delete(partnershipReviews).where(and(eq(partnershipReviews.partnershipId, partnershipId), eq(partnershipReviews.edition, edition)));

const changeColumns = { partnershipId: partnershipChanges.partnershipId, sequence: partnershipChanges.sequence, what: partnershipChanges.what, day: partnershipChanges.day, by: partnershipChanges.by, because: partnershipChanges.because, changed: partnershipChanges.changed, entry: partnershipChanges.entry };
/** What happened to a partnership in public, the newest first. */
export const changesOfPartnership = (db: Db, partnershipId: string): Promise<Change[]> => db.select(changeColumns).from(partnershipChanges).where(eq(partnershipChanges.partnershipId, partnershipId)).orderBy(desc(partnershipChanges.sequence));
/** What the record was told of one thing that happened. */
export async function entryOfChange(db: Db, partnershipId: string, sequence: number): Promise<{ sealed: Sealed; day: string } | null> {
  const [row] = await db.select().from(partnershipChanges).where(and(eq(partnershipChanges.partnershipId, partnershipId), eq(partnershipChanges.sequence, sequence)));
  return row ? { sealed: { entry: row.entry, statement: row.statement, salt: row.salt, commitment: commitmentTo(row.statement, row.salt) }, day: row.day } : null;
}
export const addChange = (db: Db, { entry: _, ...it }: Change, { entry, statement, salt }: Sealed) => db.insert(partnershipChanges).values({ ...it, entry, statement, salt });
/** The next number of a change; the partnership is locked by whoever asks. */
export async function nextSequence(db: Db, partnershipId: string): Promise<number> {
  const [row] = await rowsOf<{ next: number }>(db, sql`select coalesce(max(sequence) + 1, 0)::int as next from partnership_changes where partnership_id = ${partnershipId}`);
  return row!.next;
}

/** What an edition says with the places in addresses of all that it names: for the history, which everyone reads. */
export async function spokenOf(db: Db, { partners, crimeIds, partOfId, ...said }: Proposal): Promise<Spoken> {
  const slugs = new Map((await namesOfBodies(db, partners.map((it) => it.stakeholderId))).map((it) => [it.id, it.slug] as const));
  const crimes = await db.select({ slug: themes.slug }).from(themes).where(inArray(themes.id, ["", ...crimeIds])).orderBy(asc(themes.position));
  const [whole] = await db.select({ slug: partnerships.slug }).from(partnerships).where(eq(partnerships.id, partOfId ?? ""));
  return { ...said, partners: partners.map((it) => ({ stakeholder: slugs.get(it.stakeholderId) ?? "", role: it.role })), crimeIds: crimes.map((it) => it.slug), partOfId: whole?.slug ?? null };
}

/** The ids of verified bodies by their places in addresses; what is none is left out. */
export const bodiesBySlug = async (db: Db, slugs: readonly string[]): Promise<Map<string, string>> =>
  new Map((slugs.length === 0 ? [] : await db.select({ id: stakeholders.id, slug: stakeholders.slug }).from(stakeholders).where(and(inArray(stakeholders.slug, [...slugs]), stakeholdersFor(visitor)))).map((it) => [it.slug, it.id] as const));

/** The names of these bodies, for the record and the history. */
export const namesOfBodies = (db: Db, ids: readonly string[]) => (ids.length === 0 ? Promise.resolve([]) : db.select({ id: stakeholders.id, slug: stakeholders.slug, name: stakeholders.name }).from(stakeholders).where(inArray(stakeholders.id, [...ids])).orderBy(asc(stakeholders.slug)));
