import { and, asc, desc, eq, max, sql } from "drizzle-orm";
import type { Release as Ledger } from "@travaux/assessment-statistics";
import { commitmentTo } from "@travaux/record-proofs";
import type { Db } from "../../ground/db/database.ts";
import type { Sealed } from "../../ground/record/enter.ts";
import { Refusal } from "../../ground/refusal.ts";
import type { Viewer } from "../../ground/viewer.ts";
import type { Assessment } from "../assessments/assessment.ts";
import { assessmentsOf } from "../assessments/store.ts";
import { stakeholders } from "../stakeholders/tables.ts";
import { discloseFinding, discloseRelease, discloseTable, findingsFor, releasesFor, type ShownFinding, type ShownRelease, type ShownTable } from "./disclosure.ts";
import type { Finding } from "./finding.ts";
import type { PlannedTable } from "./plan.ts";
import type { Chosen, Release, ReleaseDocument } from "./release.ts";
import { findingReleases, findings, plannedTables, releaseLedgers } from "./tables.ts";

type Of = Pick<Assessment, "id" | "processId">;

/** The tables of an assessment in the order of their numbers, for those who assess; none for others. */
export async function tablesOf(db: Db, assessment: Of, viewer: Viewer): Promise<ShownTable[]> {
  if (!findingsFor(viewer, assessment)) return [];
  return (await db.select().from(plannedTables).where(eq(plannedTables.assessmentId, assessment.id)).orderBy(asc(plannedTables.number))).map(discloseTable);
}
/** The findings of an assessment in the order of their numbers, for those who assess; none for others. */
export async function findingsOf(db: Db, assessment: Of, viewer: Viewer): Promise<ShownFinding[]> {
  if (!findingsFor(viewer, assessment)) return [];
  return (await db.select().from(findings).where(eq(findings.assessmentId, assessment.id)).orderBy(asc(findings.number))).map(discloseFinding);
}
/** The finding of this number, for those who assess; else it is not found. */
export async function findingAt(db: Db, assessment: Of, number: number, viewer: Viewer): Promise<ShownFinding> {
  const it = (await findingsOf(db, assessment, viewer)).find((one) => one.number === number);
  if (!it) throw new Refusal("not-found", "page-unknown");
  return it;
}
/** The table of this number, for those who assess; else it is not found. */
export async function tableAt(db: Db, assessment: Of, number: number, viewer: Viewer): Promise<ShownTable> {
  const it = (await tablesOf(db, assessment, viewer)).find((one) => one.number === number);
  if (!it) throw new Refusal("not-found", "page-unknown");
  return it;
}

const released = { id: findingReleases.id, assessmentId: findingReleases.assessmentId, number: findingReleases.number, state: findingReleases.state, document: findingReleases.document, sha256: findingReleases.sha256, preparedBy: findingReleases.preparedBy, preparedDay: findingReleases.preparedDay, clearedBy: findingReleases.clearedBy, clearedDay: findingReleases.clearedDay };
type Row = Omit<Release, "document"> & { document: string };
const releaseOf = ({ document, ...it }: Row): Release => ({ ...it, document: JSON.parse(document) as ReleaseDocument });

/** The releases of an assessment that `viewer` may know of, the newest first. */
export async function releasesOf(db: Db, assessment: Of, viewer: Viewer): Promise<ShownRelease[]> {
  const rows = await db.select(released).from(findingReleases).where(and(eq(findingReleases.assessmentId, assessment.id), releasesFor(viewer, assessment))).orderBy(desc(findingReleases.number));
  return rows.map((it) => discloseRelease(releaseOf(it)));
}
/** The release of this number, if `viewer` may know of it; else it is not found. */
export async function releaseAt(db: Db, assessment: Of, number: number, viewer: Viewer): Promise<ShownRelease> {
  const it = (await releasesOf(db, assessment, viewer)).find((one) => one.number === number);
  if (!it) throw new Refusal("not-found", "release-unknown", { number });
  return it;
}
/** All that was cleared in a process, the newest assessment and release first; of releases that another took the place of only the last. */
export async function clearedIn(db: Db, processId: string, viewer: Viewer): Promise<ShownRelease[]> {
  const each = [];
  for (const it of await assessmentsOf(db, processId, viewer)) {
    const cleared = (await releasesOf(db, it, viewer)).filter((one) => one.state === "cleared");
    const replaced = new Set(cleared.flatMap((one) => one.document.corrects ?? []));
    each.push(...cleared.filter((one) => !replaced.has(one.number)));
  }
  return each;
}

/** What the record was told of a release; null before it is cleared. */
export async function entryOfRelease(db: Db, id: string): Promise<{ sealed: Sealed; day: string } | null> {
  const [row] = await db.select().from(findingReleases).where(eq(findingReleases.id, id));
  if (!row?.entry || !row.statement || !row.salt || !row.clearedDay) return null;
  return { sealed: { entry: row.entry, statement: row.statement, salt: row.salt, commitment: commitmentTo(row.statement, row.salt) }, day: row.clearedDay };
}

/** Let nobody else number, prepare or clear anything of an assessment until the transaction ends: assessors too, who may not lock the assessment itself. */
export const holdFindings = (db: Db, assessmentId: string) => db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`findings ${assessmentId}`}, 0))`);

/** A release as it is kept, with what it was made of: for those who assess, and hold the findings. */
export async function keptRelease(db: Db, id: string): Promise<{ it: Release; chosen: Chosen; preparer: string }> {
  const [row] = await db.select(released).from(findingReleases).where(eq(findingReleases.id, id));
  const [made] = await db.select().from(releaseLedgers).where(eq(releaseLedgers.releaseId, id));
  if (!row || !made) throw new Refusal("not-found", "page-unknown");
  return { it: releaseOf(row), chosen: made.chosen, preparer: made.preparer };
}
/** What a release was made of; null for those who may not know. */
export async function chosenFor(db: Db, assessment: Of, { id }: { id: string }, viewer: Viewer): Promise<Chosen | null> {
  if (!findingsFor(viewer, assessment)) return null;
  const [it] = await db.select({ chosen: releaseLedgers.chosen }).from(releaseLedgers).where(eq(releaseLedgers.releaseId, id));
  return it?.chosen ?? null;
}
/** All tables that went out of an assessment so far, with the counts that they hide; each release holds those before it. */
export async function ledgerOf(db: Db, assessmentId: string): Promise<Ledger[]> {
  const [last] = await db.select({ ledger: releaseLedgers.ledger }).from(releaseLedgers).innerJoin(findingReleases, eq(findingReleases.id, releaseLedgers.releaseId))
    .where(and(eq(findingReleases.assessmentId, assessmentId), eq(findingReleases.state, "cleared"))).orderBy(desc(findingReleases.clearedDay), desc(findingReleases.number)).limit(1);
  return last?.ledger ?? [];
}

const counted = { finding: findings, table: plannedTables, release: findingReleases };
/** The next number of a finding, table or release of an assessment, held by whoever asks. */
export async function nextNumberOf(db: Db, what: keyof typeof counted, assessmentId: string): Promise<number> {
  const table = counted[what];
  const [last] = await db.select({ number: max(table.number) }).from(table).where(eq(table.assessmentId, assessmentId));
  return (last?.number ?? 0) + 1;
}
export const addTable = (db: Db, it: PlannedTable) => db.insert(plannedTables).values(it);
export const addFinding = (db: Db, it: Finding) => db.insert(findings).values(it);
export const changeFinding = (db: Db, id: string, patch: Partial<Omit<Finding, "id" | "assessmentId" | "number">>) => db.update(findings).set(patch).where(eq(findings.id, id));
/** Keep a release as text, so that what was hashed stays what is kept. */
export async function addRelease(db: Db, { document, ...it }: Release, made: { chosen: Chosen; ledger: Ledger[]; preparer: string }): Promise<void> {
  await db.insert(findingReleases).values({ ...it, document: JSON.stringify(document) });
  await db.insert(releaseLedgers).values({ releaseId: it.id, ...made });
}
export const markCleared = (db: Db, id: string, cleared: { clearedBy: string; clearedDay: string }, { entry, statement, salt }: Sealed) => db.update(findingReleases).set({ state: "cleared", ...cleared, entry, statement, salt }).where(eq(findingReleases.id, id));
export const removeRelease = (db: Db, id: string) => db.delete(findingReleases).where(eq(findingReleases.id, id));

/** What the bodies that the house knows are called, in every language: what must not stand in a quote that bears no name. */
export async function namesOfBodies(db: Db): Promise<string[]> {
  const rows = await db.select({ name: stakeholders.name }).from(stakeholders).orderBy(asc(stakeholders.slug));
  return [...new Set(rows.flatMap((it) => Object.values(it.name)))];
}
