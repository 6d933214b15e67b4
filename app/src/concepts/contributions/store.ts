import { aliasedTable, and, asc, desc, eq, inArray, isNotNull, isNull, like, or, sql, type SQL } from "drizzle-orm";
import { people } from "../../ground/auth/tables.ts";
import type { Db } from "../../ground/db/database.ts";
import { rowsOf } from "../../ground/db/migrate.ts";
import { Refusal } from "../../ground/refusal.ts";
import { bodiesOf, type Viewer } from "../../ground/viewer.ts";
import type { Localized } from "../../ground/words.ts";
import type { Forum } from "../disclosure/forum.ts";
import type { Audience } from "../disclosure/rule.ts";
import { calls } from "../calls/tables.ts";
import { processes } from "../processes/tables.ts";
import { stakeholders } from "../stakeholders/tables.ts";
import { configurationOf, cut } from "../texts/search.ts";
import { instruments, provisions, versions } from "../texts/tables.ts";
import { isOwn, mayModerate, type Authorship, type Contribution, type Proof, type Wording } from "./contribution.ts";
import { askedOf, contributionsFor, disclose, discloseToCode, discloseWordings, mayProve, type KeptContribution, type OpenedContribution, type ShownContribution } from "./disclosure.ts";
import { authorships, contributions, proofs, unattributedCommitments, wordings } from "./tables.ts";

const { configuration: _, searchable: __, found: ___, ...wordingColumns } = {
  contributionId: wordings.contributionId, edition: wordings.edition, body: wordings.body, document: wordings.document, inside: wordings.inside, redactedBecause: wordings.redactedBecause, day: wordings.day, fingerprint: wordings.fingerprint,
  configuration: wordings.configuration, searchable: wordings.searchable, found: wordings.found,
};
const authors = aliasedTable(stakeholders, "authors");
const authorPeople = aliasedTable(people, "author_people");
const parents = aliasedTable(contributions, "parents");
const above = aliasedTable(contributions, "above") as unknown as typeof contributions;
const answering = aliasedTable(contributions, "answering") as unknown as typeof contributions;
const signed = (table: typeof stakeholders) => ({ id: table.id, slug: table.slug, name: table.name, sector: table.sector, regionalGroup: table.regionalGroup, country: table.country, invented: table.invented });

/** Contributions with all that stands around them: one query, however many. Whoever may not know an authorship, or what one answers, finds none. */
const kept = (db: Db, viewer: Viewer, where: SQL): Promise<KeptContribution[]> =>
  db.select({ it: contributions, parentReference: parents.reference, wording: wordingColumns, organisation: signed(stakeholders), personName: people.name, authorship: authorships, author: signed(authors as unknown as typeof stakeholders), authorName: authorPeople.name, isCoAuthor: askedOf(viewer) })
    .from(contributions)
    .leftJoin(parents, and(eq(parents.id, contributions.parentId), contributionsFor(viewer, parents as unknown as typeof contributions)))
    .leftJoin(wordings, and(eq(wordings.contributionId, contributions.id), eq(wordings.edition, contributions.edition)))
    .leftJoin(stakeholders, eq(stakeholders.id, contributions.stakeholderId))
    .leftJoin(people, eq(people.id, contributions.personId))
    .leftJoin(authorships, eq(authorships.contributionId, contributions.id))
    .leftJoin(authors, eq(authors.id, authorships.stakeholderId))
    .leftJoin(authorPeople, eq(authorPeople.id, authorships.personId))
    .where(where).orderBy(asc(contributions.day), asc(contributions.id)) as unknown as Promise<KeptContribution[]>;

/** Those contributions that `viewer` may see, as they may see them, by day; an order within a day would tell who came first. */
export const shown = async (db: Db, viewer: Viewer, where: SQL): Promise<ShownContribution[]> =>
  (await kept(db, viewer, and(where, contributionsFor(viewer))!)).map((it) => disclose(it, viewer));

const inList = (ids: readonly string[]) => inArray(contributions.id, [...ids]);

/** What `viewer` may see on a version, by day; an order within a day would tell who came first. */
export const contributionsOn = (db: Db, versionId: string, viewer: Viewer) => shown(db, viewer, eq(contributions.versionId, versionId));

/** The same about a provision, through all its versions. */
export const contributionsAbout = (db: Db, provisionId: string, viewer: Viewer) => shown(db, viewer, eq(contributions.provisionId, provisionId));

/** How many contributions about each place of a version `viewer` may see. */
export async function countsOn(db: Db, versionId: string, viewer: Viewer): Promise<Map<string, number>> {
  const rows = await db.select({ place: contributions.place, count: sql<number>`count(*)::int` }).from(contributions)
    .where(and(eq(contributions.versionId, versionId), contributionsFor(viewer))).groupBy(contributions.place);
  return new Map(rows.map((it) => [it.place!, it.count])); // a version is named, so a place is
}

/**
 * Of each of these places of a version the first views that `viewer` may read, at most so many: for the margin of the text, whose
 * queries must not grow with what is written. Answers stand on the page of the provision.
 */
export async function firstViewsOn(db: Db, versionId: string, places: readonly string[], viewer: Viewer, most: number): Promise<ShownContribution[]> {
  if (places.length === 0) return [];
  const there = and(eq(contributions.versionId, versionId), inArray(contributions.place, [...places]), eq(contributions.state, "shown"), isNull(contributions.parentId), contributionsFor(viewer));
  return shown(db, viewer, sql`${contributions.id} in (select first.id from (select ${contributions.id} as id, row_number() over (partition by ${contributions.place} order by ${contributions.day}, ${contributions.id}) as turn from ${contributions} where ${there}) first where turn <= ${most})`);
}

/** A place of a version, and all that stands under it: ids begin with those they stand under (Akoma Ntoso's naming). */
export type Stood = { versionId: string; place: string };
const underAny = (stood: readonly Stood[]) =>
  or(...stood.map((it) => and(eq(contributions.versionId, it.versionId), or(eq(contributions.place, it.place), like(contributions.place, `${it.place.replaceAll(/[_%\\]/g, "\\$&")}\\_\\_%`)))));

/** Views on what stood at these places, those that answer nothing which `viewer` may see; a page of them, the newest day first, and how many there are. */
export async function viewsUnder(db: Db, stood: readonly Stood[], viewer: Viewer, { most, page }: { most: number; page: number }): Promise<{ views: ShownContribution[]; count: number }> {
  if (stood.length === 0) return { views: [], count: 0 };
  const answersNothing = sql`(${contributions.parentId} is null or not exists (select from ${contributions} "above" where ${above.id} = ${contributions.parentId} and ${contributionsFor(viewer, above)}))`;
  const there = and(underAny(stood), answersNothing, contributionsFor(viewer))!;
  const ids = await db.select({ id: contributions.id, count: sql<number>`(count(*) over ())::int` }).from(contributions).where(there)
    .orderBy(desc(contributions.day), asc(contributions.id)).limit(most).offset((page - 1) * most);
  if (ids.length === 0) return { views: [], count: 0 };
  const views = await shown(db, viewer, inList(ids.map((it) => it.id)));
  return { views: views.toSorted((a, b) => (a.day === b.day ? 0 : a.day < b.day ? 1 : -1)), count: ids[0]!.count };
}

/** All that answers these, and what answers the answers, as far as each that stands between may be read. */
export async function answersUnder(db: Db, ids: readonly string[], viewer: Viewer): Promise<ShownContribution[]> {
  if (ids.length === 0) return [];
  const may = contributionsFor(viewer, answering);
  return shown(db, viewer, sql`${contributions.id} in (with recursive under (id) as (
    select ${answering.id} from ${contributions} "answering" where ${inArray(answering.parentId, [...ids])} and ${may}
    union select ${answering.id} from ${contributions} "answering" join under on ${answering.parentId} = under.id where ${may}) select under.id from under)`);
}

/** The newest public words of a process, for its feed. */
export async function newestIn(db: Db, processId: string, viewer: Viewer, most: number): Promise<ShownContribution[]> {
  const there = and(eq(contributions.processId, processId), eq(contributions.state, "shown"), contributionsFor(viewer));
  const ids = await db.select({ id: contributions.id }).from(contributions).where(there).orderBy(desc(contributions.day), asc(contributions.id)).limit(most);
  return ids.length === 0 ? [] : (await shown(db, viewer, inList(ids.map((it) => it.id)))).toReversed();
}

/** Where a comment stands: a text and its version, and the number of its provision. */
export type TextAround = { instrument: { slug: string; title: Localized }; version: { id: string; slug: string; symbol: string; date: string }; number: string };
/** What is around a contribution: its process, and a text where it is a comment, a call where it answers one. */
export type Surroundings = { process: { slug: string; shortName: Localized }; text: TextAround | null; call: { number: number; title: Localized } | null };
type Standing = Pick<ShownContribution, "processId" | "versionId" | "provisionId" | "callId">;
const some = <T>(its: readonly (T | null)[]): T[] => [...new Set(its.filter((it) => it !== null))];

/** What is around each of these: four queries at most, however many. */
export async function surroundingsOf(db: Db, its: readonly Standing[]): Promise<(it: Standing) => Surroundings> {
  const [inProcesses, inTexts, toCalls] = [await processesAround(db, its), await textsAround(db, its), await callsAround(db, its)];
  return (it) => ({ process: inProcesses(it), text: inTexts(it), call: toCalls(it) });
}

async function processesAround(db: Db, its: readonly Standing[]) {
  const rows = its.length === 0 ? [] : await db.select({ id: processes.id, slug: processes.slug, shortName: processes.shortName }).from(processes).where(inArray(processes.id, some(its.map((it) => it.processId))));
  const byId = new Map(rows.map(({ id, ...it }) => [id, it]));
  return (it: Standing) => byId.get(it.processId)!;
}

async function callsAround(db: Db, its: readonly Standing[]) {
  const ids = some(its.map((it) => it.callId));
  const rows = ids.length === 0 ? [] : await db.select({ id: calls.id, number: calls.number, title: calls.title }).from(calls).where(inArray(calls.id, ids));
  const byId = new Map(rows.map(({ id, ...it }) => [id, it]));
  return (it: Standing) => (it.callId === null ? null : byId.get(it.callId)!);
}

async function textsAround(db: Db, its: readonly Standing[]) {
  const versionIds = some(its.map((it) => it.versionId));
  if (versionIds.length === 0) return () => null;
  const rows = await db.select({ version: { id: versions.id, slug: versions.slug, symbol: versions.symbol, date: versions.date }, instrument: { slug: instruments.slug, title: instruments.title } })
    .from(versions).innerJoin(instruments, eq(instruments.id, versions.instrumentId)).where(inArray(versions.id, versionIds));
  const numbers = await db.select({ id: provisions.id, number: provisions.number }).from(provisions).where(inArray(provisions.id, some(its.map((it) => it.provisionId))));
  const byVersion = new Map(rows.map((it) => [it.version.id, it]));
  const byProvision = new Map(numbers.map((it) => [it.id, it.number]));
  return (it: Standing) => (it.versionId === null || it.provisionId === null ? null : { ...byVersion.get(it.versionId)!, number: byProvision.get(it.provisionId)! });
}

/** For whom and in which forum something is written, as far as the row policies let it be read. */
export async function reachOf(db: Db, contributionId: string): Promise<Pick<Contribution, "audience" | "forumId"> | null> {
  const [it] = await db.select({ audience: contributions.audience, forumId: contributions.forumId }).from(contributions).where(eq(contributions.id, contributionId));
  return it ?? null;
}

/**
 * Put a mail to whoever filed this contribution into the outbox, in their language; who that is stays in the database. True if
 * there was somebody to write to: nobody is for what is unattributed, one's own, or answered where its author may not read.
 */
export async function tellAuthor(db: Db, about: { contributionId: string; answerId: string | null }, mail: { id: string; said: Record<string, { subject: string; body: string }> }, now: Date): Promise<boolean> {
  const [row] = await rowsOf<{ told: boolean }>(db, sql`select contribution_tell_author(${about.contributionId}, ${about.answerId}, ${mail.id}, ${JSON.stringify(mail.said)}::jsonb, ${now.toISOString()}::timestamptz) as told`);
  return row?.told ?? false;
}

/** What an organisation wrote under its name, for its profile; newest day first. */
export const contributionsBy = async (db: Db, stakeholderId: string, viewer: Viewer): Promise<ShownContribution[]> =>
  (await shown(db, viewer, eq(contributions.stakeholderId, stakeholderId))).toReversed();

/** What `viewer`'s own organisations wrote, under whatever attribution; newest day first. */
export async function ownContributions(db: Db, viewer: Viewer): Promise<ShownContribution[]> {
  if (bodiesOf(viewer).length === 0) return [];
  const own = inArray(authorships.stakeholderId, bodiesOf(viewer));
  return (await shown(db, viewer, sql`${contributions.id} in (select ${authorships.contributionId} from ${authorships} where ${own})`)).toReversed();
}

/** What a person filed for their organisations, for the export of their own data. */
export const filedBy = (db: Db, personId: string) =>
  db.select({ reference: contributions.reference, filedAt: authorships.filedAt, audience: contributions.audience, attribution: contributions.attribution, state: contributions.state, body: wordings.body }).from(authorships)
    .innerJoin(contributions, eq(contributions.id, authorships.contributionId)).leftJoin(wordings, and(eq(wordings.contributionId, contributions.id), eq(wordings.edition, contributions.edition)))
    .where(eq(authorships.personId, personId)).orderBy(asc(authorships.filedAt));

/** Those of these contributions that `viewer` may see, by day. */
export const contributionsById = async (db: Db, ids: readonly string[], viewer: Viewer): Promise<ShownContribution[]> => (ids.length === 0 ? [] : shown(db, viewer, inList(ids)));

/** What stands in a forum. */
export const contributionsIn = (db: Db, forumId: string, viewer: Viewer) => shown(db, viewer, eq(contributions.forumId, forumId));

/** The contribution of this process by its reference, or a refusal: also for what `viewer` may not see. */
export async function contributionByReference(db: Db, processId: string, reference: string, viewer: Viewer): Promise<ShownContribution> {
  const [it] = await shown(db, viewer, and(eq(contributions.processId, processId), eq(contributions.reference, reference.toUpperCase()))!);
  if (!it) throw new Refusal("not-found", "contribution-unknown", { reference });
  return it;
}

/** Answers to a contribution, as far as `viewer` may see them. */
export const answersTo = (db: Db, contributionId: string, viewer: Viewer) => shown(db, viewer, eq(contributions.parentId, contributionId));

/** The editions of its words, oldest first. */
export const wordingsOf = async (db: Db, it: ShownContribution) =>
  discloseWordings(it, await db.select(wordingColumns).from(wordings).where(eq(wordings.contributionId, it.id)).orderBy(asc(wordings.edition)));

/** As it is kept, locked until the transaction ends: for decisions about it, after `viewer` was found to see it. */
export async function contributionForDecision(db: Db, id: string): Promise<Contribution> {
  const [it] = await db.select().from(contributions).where(eq(contributions.id, id)).for("update");
  if (!it) throw new Refusal("not-found", "page-unknown");
  return it;
}

/** As it is kept, not locked: for whoever decides about something beside it. */
export async function contributionById(db: Db, id: string): Promise<Contribution> {
  const [it] = await db.select().from(contributions).where(eq(contributions.id, id));
  if (!it) throw new Refusal("not-found", "page-unknown");
  return it;
}

/** The unattributed input that a code opens, for whoever typed it, locked until the transaction ends; that must hold the code (`holdCode`). */
export async function contributionByCode(db: Db, codeHash: string): Promise<OpenedContribution | null> {
  const [row] = await db.select({ it: contributions, wording: wordingColumns }).from(contributions)
    .leftJoin(wordings, and(eq(wordings.contributionId, contributions.id), eq(wordings.edition, contributions.edition))).where(eq(contributions.codeHash, codeHash)).for("update", { of: contributions });
  return row ? discloseToCode(row.it, row.wording) : null;
}
export async function authorshipOf(db: Db, contributionId: string): Promise<Authorship | null> {
  const [it] = await db.select().from(authorships).where(eq(authorships.contributionId, contributionId));
  return (it as Authorship | undefined) ?? null;
}

export const addContribution = (db: Db, it: Contribution) => db.insert(contributions).values(it);
export const changeContribution = (db: Db, id: string, patch: Partial<Omit<Contribution, "id">>) => db.update(contributions).set(patch).where(eq(contributions.id, id));
/** Take an input away, its words with it: for what waits, which was never there for anybody else. */
export const removeContribution = (db: Db, id: string) => db.delete(contributions).where(eq(contributions.id, id));
/** The commitment to an unattributed input's receipt, until the forum's next batch. */
export const addWaitingCommitment = (db: Db, forumId: string, { entry, commitment }: { entry: string; commitment: Uint8Array }) => db.insert(unattributedCommitments).values({ entry, forumId, commitment });
export const addWording = (db: Db, it: Wording & { body: string }, language: string) =>
  db.insert(wordings).values({ ...it, configuration: configurationOf(language), searchable: cut(it.body, language) });
/** Forget the words of all editions; their fingerprints stay. */
export const eraseWordings = (db: Db, contributionId: string) => db.update(wordings).set({ body: null, document: null, searchable: null }).where(eq(wordings.contributionId, contributionId));
/** No edition has files any more: those on a disk tell when they came and by whose hand. */
export const letFilesGo = (db: Db, contributionId: string) => db.update(wordings).set({ document: sql`jsonb_set(document, '{attachments}', '[]')` }).where(and(eq(wordings.contributionId, contributionId), isNotNull(wordings.document)));
export const addAuthorship = (db: Db, it: Authorship) => db.insert(authorships).values(it);
/** Make it nobody's, opened by the code of this hash alone; the database does it in one stroke and only for its author. */
export const forgetAuthor = (db: Db, id: string, audience: Audience, codeHash: string) => db.execute(sql`select contribution_forget_author(${id}, ${audience}, ${codeHash})`);
export const addProof = (db: Db, it: Proof) => db.insert(proofs).values(it);
/** What the record was told about the contribution of this reference, newest first; none for who may not know its author. */
export async function proofsOf(db: Db, processId: string | SQL<string>, reference: string, viewer: Viewer): Promise<Proof[]> {
  const rows = await db.select({ processId: contributions.processId, proof: proofs, authorship: authorships }).from(contributions)
    .innerJoin(authorships, eq(authorships.contributionId, contributions.id)).innerJoin(proofs, eq(proofs.contributionId, contributions.id))
    .where(and(eq(contributions.processId, processId), eq(contributions.reference, reference.toUpperCase()), contributionsFor(viewer))).orderBy(desc(proofs.day), asc(proofs.entry));
  return rows.filter((it) => mayProve({ own: isOwn(viewer, it.authorship), mayModerate: mayModerate(viewer, it) })).map((it) => it.proof as Proof);
}

/** Those of `viewer`'s circle whose words have what is asked for: the index is asked past the row policies, the answer joined back under them. */
export async function contributionsWith(db: Db, wanted: { words: string; language: string }, viewer: Viewer, most = 50): Promise<ShownContribution[]> {
  const query = sql`websearch_to_tsquery(${configurationOf(wanted.language)}::regconfig, ${cut(wanted.words, wanted.language)})`;
  return shown(db, viewer, sql`${contributions.id} = any (array(select contributions_matching(${query}, ${most})))`); // as a list: as a table it was joined last, after everything else
}

type Kind = { sector: string; region: string | null };

/** Sector and region of a verified stakeholder, and of all among which its words may hide: those who take part, or all of the directory. */
export async function kindsAround(db: Db, forum: Forum, stakeholderId: string): Promise<{ own: Kind; around: Kind[] }> {
  const columns = { sector: stakeholders.sector, region: stakeholders.regionalGroup };
  const [own] = await db.select(columns).from(stakeholders).where(eq(stakeholders.id, stakeholderId));
  if (!own) throw new RangeError(`there is no stakeholder ${stakeholderId}`);
  const around = forum.openTo === "participants" ? await rowsOf<Kind>(db, sql`select sector, region from forum_kinds(${forum.id})`)
    : await db.select(columns).from(stakeholders).where(and(eq(stakeholders.state, "verified"), isNull(stakeholders.mergedIntoId)));
  return { own, around };
}
