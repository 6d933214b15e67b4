import { and, asc, desc, eq, inArray, max, sql } from "drizzle-orm";
import { commitmentTo } from "@travaux/record-proofs";
import type { Db } from "../../ground/db/database.ts";
import { rowsOf } from "../../ground/db/migrate.ts";
import type { Sealed } from "../../ground/record/enter.ts";
import { Refusal } from "../../ground/refusal.ts";
import { bodiesOf, visitor, type Viewer } from "../../ground/viewer.ts";
import type { Localized } from "../../ground/words.ts";
import { bodyColumns, bodyNow } from "../stakeholders/store/bodies.ts";
import { stakeholders } from "../stakeholders/tables.ts";
import { disclose, statementsFor, type Body, type ShownStatement } from "./disclosure.ts";
import { localizedTitle, type Drafter, type JointStatement, type StatementChange, type StatementText, type Version } from "./statement.ts";
import { statementChanges, statementDrafters, statements, statementTexts, statementVersions } from "./tables.ts";

/** One deed on a statement after the other, until the transaction ends; signatures go beside each other, and wait for none but a deed. */
export const lockStatement = (db: Db, id: string, how: "alone" | "beside others") =>
  db.execute(how === "alone" ? sql`select pg_advisory_xact_lock(hashtextextended(${`statement ${id}`}, 0))` : sql`select pg_advisory_xact_lock_shared(hashtextextended(${`statement ${id}`}, 0))`);

const ownState = (viewer: Viewer, state: "joined" | "asked") => (bodiesOf(viewer).length === 0 ? sql<boolean>`false` :
  sql<boolean>`exists (select from statement_drafters own where own.statement_id = ${statements.id} and own.stakeholder_id in ${bodiesOf(viewer)} and own.state = ${state})`);

const shownColumns = (viewer: Viewer) => ({ it: statements, initiator: bodyColumns, isDrafting: ownState(viewer, "joined"), isAsked: ownState(viewer, "asked") });
const shown = ({ it, initiator, isDrafting, isAsked }: { it: JointStatement; initiator: Body; isDrafting: boolean; isAsked: boolean }) => disclose({ ...it, initiator, isDrafting, isAsked });
const whole = (db: Db, viewer: Viewer) => db.select(shownColumns(viewer)).from(statements).innerJoin(stakeholders, eq(stakeholders.id, bodyNow(statements.initiatorId)));

/** The statement of this number in a process, as `viewer` may see it; else a refusal. */
export async function statementAt(db: Db, process: { id: string }, number: number, viewer: Viewer): Promise<ShownStatement> {
  const [row] = Number.isSafeInteger(number) && number < 2 ** 31 ? await whole(db, viewer).where(and(eq(statements.processId, process.id), eq(statements.number, number), statementsFor(viewer))) : [];
  if (!row) throw new Refusal("not-found", "statement-unknown");
  return shown(row);
}

/** Statements of a process that `viewer` may know of, the newest first. */
export async function statementsIn(db: Db, process: { id: string }, viewer: Viewer): Promise<ShownStatement[]> {
  return (await whole(db, viewer).where(and(eq(statements.processId, process.id), statementsFor(viewer))).orderBy(desc(statements.number))).map(shown);
}

/** Statements that bodies of the viewer draft or are asked to draft, whatever the process. */
export async function draftedBy(db: Db, viewer: Viewer): Promise<ShownStatement[]> {
  if (bodiesOf(viewer).length === 0) return [];
  const rows = await whole(db, viewer).where(inArray(statements.id, db.select({ id: statementDrafters.statementId }).from(statementDrafters).where(and(inArray(statementDrafters.stakeholderId, bodiesOf(viewer)), inArray(statementDrafters.state, ["asked", "joined"]))))).orderBy(desc(statements.begunDay), asc(statements.id));
  return rows.map(shown);
}

/** Public statements that answer a call, the newest first. */
export const answeringCall = async (db: Db, callId: string, viewer: Viewer): Promise<ShownStatement[]> =>
  (await whole(db, viewer).where(and(eq(statements.callId, callId), inArray(statements.state, ["open", "closed"]), statementsFor(viewer))).orderBy(desc(statements.number))).map(shown);

/** Statements with these ids that `viewer` may know of, the newest first. */
export const statementsWithIds = async (db: Db, ids: readonly string[], viewer: Viewer): Promise<ShownStatement[]> => ids.length === 0 ? [] :
  (await whole(db, viewer).where(and(inArray(statements.id, [...ids]), statementsFor(viewer))).orderBy(desc(statements.openedDay), asc(statements.id))).map(shown);

/** Numbers and titles of these statements, as far as they are public. */
export async function publicTitles(db: Db, ids: readonly string[]): Promise<Map<string, { number: number; title: Localized }>> {
  const all = await statementsWithIds(db, ids, visitor);
  const texts = await currentTexts(db, all.map((it) => it.id));
  return new Map(all.map((it) => [it.id, { number: it.number, title: localizedTitle(texts.filter((one) => one.statementId === it.id), it.language) }]));
}

/** A statement as it is now, for a decision; a refusal when it is not there for whoever decides. */
export async function statementNow(db: Db, id: string): Promise<JointStatement> {
  const [row] = await db.select().from(statements).where(eq(statements.id, id));
  if (!row) throw new Refusal("not-found", "statement-unknown");
  return row;
}

/** The number of the next statement of a process: those that are drafted in other rooms count too. */
export async function nextNumber(db: Db, processId: string): Promise<number> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`statements of ${processId}`}, 0))`);
  const [row] = await rowsOf<{ last: number }>(db, sql`select last_statement_number(${processId}) as last`);
  return (row?.last ?? 0) + 1;
}

export const addStatement = (db: Db, it: JointStatement) => db.insert(statements).values(it);
export const changeStatement = (db: Db, id: string, patch: Partial<JointStatement>) => db.update(statements).set(patch).where(eq(statements.id, id));

/** Who drafts, those who joined first, by their places in addresses. */
export async function draftersOf(db: Db, statementId: string): Promise<(Drafter & { body: Body })[]> {
  const rows = await db.select({ it: statementDrafters, body: bodyColumns }).from(statementDrafters).innerJoin(stakeholders, eq(stakeholders.id, bodyNow(statementDrafters.stakeholderId)))
    .where(eq(statementDrafters.statementId, statementId)).orderBy(asc(stakeholders.slug), asc(statementDrafters.stakeholderId));
  return rows.map(({ it, body }) => ({ ...it, body }));
}
export const keepDrafter = (db: Db, it: Drafter) => db.insert(statementDrafters).values(it).onConflictDoUpdate({ target: [statementDrafters.statementId, statementDrafters.stakeholderId], set: { state: it.state, day: it.day } });
export const moveDrafter = (db: Db, it: Drafter) => db.update(statementDrafters).set({ state: it.state, day: it.day }).where(and(eq(statementDrafters.statementId, it.statementId), eq(statementDrafters.stakeholderId, it.stakeholderId)));

export const versionsOf = (db: Db, statementId: string): Promise<Version[]> => db.select().from(statementVersions).where(eq(statementVersions.statementId, statementId)).orderBy(asc(statementVersions.version));
/** The versions of several statements at once, by statement. */
export async function versionsOfThese(db: Db, ids: readonly string[]): Promise<Map<string, Version[]>> {
  const rows = ids.length === 0 ? [] : await db.select().from(statementVersions).where(inArray(statementVersions.statementId, [...ids])).orderBy(asc(statementVersions.version));
  return Map.groupBy(rows, (it) => it.statementId);
}
export const addVersion = (db: Db, it: Version) => db.insert(statementVersions).values(it);

/** All frozen texts, by version, language and edition. */
export const textsOf = (db: Db, statementId: string): Promise<StatementText[]> =>
  db.select().from(statementTexts).where(eq(statementTexts.statementId, statementId)).orderBy(asc(statementTexts.version), asc(statementTexts.language), asc(statementTexts.edition));
/** The texts of the versions that hold, for lists of statements. */
export const currentTexts = (db: Db, ids: readonly string[]): Promise<StatementText[]> => ids.length === 0 ? Promise.resolve([]) :
  db.select({ statementId: statementTexts.statementId, version: statementTexts.version, language: statementTexts.language, edition: statementTexts.edition, title: statementTexts.title, paragraphs: statementTexts.paragraphs, translator: statementTexts.translator, sha256: statementTexts.sha256, day: statementTexts.day })
    .from(statementTexts).innerJoin(statements, and(eq(statements.id, statementTexts.statementId), eq(statements.version, statementTexts.version))).where(inArray(statements.id, [...ids])).orderBy(asc(statementTexts.language), asc(statementTexts.edition));
export const addText = (db: Db, it: StatementText) => db.insert(statementTexts).values(it);

/** What happened in public, in order. */
export const changesOf = async (db: Db, statementId: string): Promise<StatementChange[]> =>
  (await db.select().from(statementChanges).where(eq(statementChanges.statementId, statementId)).orderBy(asc(statementChanges.sequence))).map(({ statement: _, salt: __, ...it }) => it);
export async function nextChange(db: Db, statementId: string): Promise<number> {
  const [row] = await db.select({ last: max(statementChanges.sequence) }).from(statementChanges).where(eq(statementChanges.statementId, statementId));
  return (row?.last ?? -1) + 1;
}
export const addChange = (db: Db, it: StatementChange, { statement, salt }: Sealed) => db.insert(statementChanges).values({ ...it, statement, salt });

/** What the record was told of a statement’s changes, with what proves it, in order. */
export async function sealedChanges(db: Db, statementId: string): Promise<(StatementChange & { sealed: Sealed })[]> {
  const rows = await db.select().from(statementChanges).where(eq(statementChanges.statementId, statementId)).orderBy(asc(statementChanges.sequence));
  return rows.map(({ statement, salt, ...it }) => ({ ...it, sealed: { entry: it.entry, statement, salt, commitment: commitmentTo(statement, salt) } }));
}
