import type { Chance } from "../../ground/chance.ts";
import { dayOf } from "../../ground/clock.ts";
import type { Db } from "../../ground/db/database.ts";
import { record } from "../../ground/journal.ts";
import { enterRecord } from "../../ground/record/enter.ts";
import { Refusal } from "../../ground/refusal.ts";
import { assessorOf, officerOf, personOf, type Viewer } from "../../ground/viewer.ts";
import type { Form } from "@travaux/survey-forms";
import type { Assessment } from "../assessments/assessment.ts";
import { formOf } from "../assessments/form-version.ts";
import { formVersion } from "../assessments/store.ts";
import { answersIn, saidBy, saidIn } from "../assessments/survey/store.ts";
import type { Finding } from "./finding.ts";
import { dimensionsOf, type PlannedTable, sourcesIn, type TablePlan, withMargins } from "./plan.ts";
import { type ProtectedTable, protectPlanned, weightsFor } from "./protection.ts";
import { weigh, type WeighedQuote } from "./quote.ts";
import { type Chosen, documentOf, hashOf, type Release } from "./release.ts";
import { closedPaths, type CodedSegment, nameAt, openAnswers, openPaths, passageOf, type Respondent, respondentsOf } from "./respondent.ts";
import { addFinding, addRelease, addTable, changeFinding, findingAt, findingsOf, holdFindings, ledgerOf, keptRelease, markCleared, nextNumberOf, releasesOf, removeRelease, tablesOf } from "./store.ts";

/** What an assessment was told, as far as it was asked for: its form, everyone who was asked, and what they said in their own words. `names`: what must not stand in a quote that bears no name. */
export type Heard = { form: Form; respondents: Respondent[]; segments: CodedSegment[]; names: readonly string[] };

/**
 * What is needed of it: the answers that these tables count, and passages: those with these ids, and at most so many in which somebody
 * looks for words. An assessment may have a hundred thousand answers to forty questions: whoever needs a table of two does not read them all.
 */
export type Needed = { plans: readonly TablePlan[]; passages: readonly string[]; looked?: Looked };
export type Looked = { words: string; isPublic: boolean; most: number };

/** The form of an assessment whose survey is closed, for those who assess it. */
export async function formHeard(db: Db, viewer: Viewer, assessment: Assessment): Promise<Form> {
  assessorOf(viewer, assessment.processId);
  if (assessment.state !== "closed") throw new Refusal("not-now", "release-before-closing", { number: assessment.number });
  const version = await formVersion(db, assessment.id);
  if (!version) throw new Refusal("not-now", "assessment-without-form", { number: assessment.number });
  return formOf(version);
}

/**
 * What an assessment was told, for those who assess and once its survey is closed. `coded` are the passages that were coded in answers, interviews and groups; an answer to
 * an open question of which nothing is coded is a passage by itself.
 */
export async function heardIn(db: Db, viewer: Viewer, assessment: Assessment, coded: readonly CodedSegment[], names: readonly string[], needed: Needed): Promise<Heard> {
  const form = await formHeard(db, viewer, assessment);
  const codedIn = [...new Set(coded.map((it) => it.respondent))];
  const sources = needed.plans.flatMap(sourcesIn);
  const paths = closedPaths(form, [assessment.respondent.region, assessment.respondent.sector, ...sources.map((it) => (it.of === "question" ? it.name : null))]);
  const answers = await answersIn(db, assessment, viewer, { paths });
  const wrote = sources.some((it) => it.of === "dimension") ? await saidBy(db, assessment, viewer, openPaths(form), codedIn) : new Map<string, string[]>();
  const open = await openPassages(db, viewer, assessment, form, codedIn, needed);
  return { form, segments: [...coded, ...open], names, respondents: respondentsOf(form, assessment, answers, coded, wrote) };
}

/** Answers in somebody’s own words that are needed, and of which nothing is coded, in the order of answers and questions. */
async function openPassages(db: Db, viewer: Viewer, assessment: Assessment, form: Form, codedIn: readonly string[], { passages, looked }: Needed): Promise<CodedSegment[]> {
  const terms = looked?.words.split(/\s+/).filter(Boolean) ?? [];
  const found = looked ? await saidIn(db, assessment, viewer, openPaths(form), { terms, isPublic: looked.isPublic, without: codedIn, most: looked.most }) : [];
  const wanted = new Set([...passages, ...found.map((it) => passageOf(it.id, nameAt(it.path)))]);
  const without = new Set(codedIn);
  const ids = [...new Set([...wanted].map((it) => it.slice(0, Math.max(0, it.indexOf(":")))))].filter((it) => it !== "" && !without.has(it));
  return openAnswers(form, assessment, await answersIn(db, assessment, viewer, { ids })).filter((it) => wanted.has(it.id));
}

/** Plan a table of an assessment. Refused where its questions are not asked, it is too deep, or its margins give no weights. */
export async function planTable(db: Db, viewer: Viewer, assessment: Assessment, heard: Heard, it: Pick<PlannedTable, "title" | "plan">, now: Date, chance: Chance): Promise<PlannedTable> {
  const by = assessorOf(viewer, assessment.processId);
  withMargins(dimensionsOf(it.plan, heard.form, heard.respondents), it.plan, heard.form, heard.respondents);
  weightsFor(it.plan.margins, heard.respondents);
  await holdFindings(db, assessment.id);
  const table: PlannedTable = { ...it, id: chance.id(), assessmentId: assessment.id, number: await nextNumberOf(db, "table", assessment.id), madeDay: dayOf(now), by };
  await addTable(db, table);
  await record(db, viewer, "table planned", table.id, now, { number: table.number });
  return table;
}

/** A table as it would go out in its first release: what is hidden in it, and why. */
export async function previewTable(heard: Heard, assessment: Pick<Assessment, "id">, plan: TablePlan, threshold: number): Promise<ProtectedTable> {
  const { tables } = await protectPlanned([{ number: 1, plan }], heard.form, heard.respondents, { threshold, population: assessment.id, earlier: [] });
  return tables[0]!;
}

/** What somebody says was found. */
export type FindingEntry = Omit<Finding, "id" | "assessmentId" | "number" | "madeDay" | "by">;

async function refuseUnknown(db: Db, viewer: Viewer, assessment: Assessment, entry: Pick<FindingEntry, "tables">): Promise<void> {
  const known = new Set((await tablesOf(db, assessment, viewer)).map((it) => it.number));
  const strange = entry.tables.find((it) => !known.has(it));
  if (strange !== undefined) throw new Refusal("not-valid", "finding-table-unknown", { number: strange });
}

/** Say what was found, on what it rests. */
export async function find(db: Db, viewer: Viewer, assessment: Assessment, entry: FindingEntry, now: Date, chance: Chance): Promise<Finding> {
  const by = assessorOf(viewer, assessment.processId);
  await refuseUnknown(db, viewer, assessment, entry);
  await holdFindings(db, assessment.id);
  const it: Finding = { ...entry, id: chance.id(), assessmentId: assessment.id, number: await nextNumberOf(db, "finding", assessment.id), madeDay: dayOf(now), by };
  await addFinding(db, it);
  await record(db, viewer, "finding written", it.id, now, { number: it.number });
  return it;
}

/** Say it anew. What was released of it stands as it was. */
export async function findAnew(db: Db, viewer: Viewer, assessment: Assessment, number: number, entry: FindingEntry, now: Date): Promise<void> {
  const by = assessorOf(viewer, assessment.processId);
  await refuseUnknown(db, viewer, assessment, entry);
  const it = await findingAt(db, assessment, number, viewer);
  await changeFinding(db, it.id, { ...entry, by, madeDay: dayOf(now) });
  await record(db, viewer, "finding changed", it.id, now, { number });
}

type Of = { process: { slug: string }; assessment: Assessment; threshold: number };
/** A release as it would go out: with what is hidden in its tables and why, and the quotes with what holds them. */
export type Drafted = { document: Release["document"]; tables: ProtectedTable[]; quotes: WeighedQuote[]; ledger: Awaited<ReturnType<typeof protectPlanned>>["ledger"] };

/** Put a release together from what was chosen and everything that is known now. */
export async function drafted(db: Db, viewer: Viewer, { process, assessment, threshold }: Of, heard: Heard, chosen: Chosen, number: number): Promise<Drafted> {
  const planned = (await tablesOf(db, assessment, viewer)).filter((it) => chosen.tables.includes(it.number));
  const { tables, ledger } = await protectPlanned(planned, heard.form, heard.respondents, { threshold, population: assessment.id, earlier: await ledgerOf(db, assessment.id) });
  const quotes = heard.segments.filter((it) => chosen.quotes.includes(it.id)).map((it) => weigh(it, heard.respondents, heard.names, threshold, chosen.read.includes(it.id)));
  const findings = (await findingsOf(db, assessment, viewer)).filter((it) => chosen.findings.includes(it.number));
  return { document: documentOf({ process, assessment, number, threshold, chosen, planned, tables, findings, quotes, respondents: heard.respondents }), tables, quotes, ledger };
}

/** Prepare a release: those who assess see it, with everything that it hides and why; somebody else clears it. */
export async function prepareRelease(db: Db, viewer: Viewer, of: Of, heard: Heard, chosen: Chosen, now: Date, chance: Chance): Promise<Release> {
  const { assessment } = of;
  const preparedBy = assessorOf(viewer, assessment.processId);
  await holdFindings(db, assessment.id);
  if (chosen.findings.length === 0 && chosen.tables.length === 0) throw new Refusal("not-valid", "release-empty");
  if (chosen.corrects !== null && !(await releasesOf(db, assessment, viewer)).some((it) => it.state === "cleared" && it.number === chosen.corrects)) throw new Refusal("not-valid", "release-unknown", { number: chosen.corrects });
  const number = await nextNumberOf(db, "release", assessment.id);
  const { document, ledger } = await drafted(db, viewer, of, heard, chosen, number);
  const it: Release = { id: chance.id(), assessmentId: assessment.id, number, state: "prepared", document, sha256: hashOf(document), preparedBy, preparedDay: dayOf(now), clearedBy: null, clearedDay: null };
  await addRelease(db, it, { chosen, ledger, preparer: personOf(viewer).personId });
  await record(db, viewer, "release prepared", it.id, now, { number });
  return it;
}

/** Which release, as its page showed it: whoever clears it clears what they have seen. */
export type Seen = { id: string; sha256: string };

/**
 * Clear a release: an officer who did not prepare it says that it may go out, as they have seen it. Refused where it would come out differently now: answers were taken back
 * since, a finding was changed, or another release went out.
 */
export async function clearRelease(db: Db, viewer: Viewer, of: Of, heard: Heard, seen: Seen, now: Date, chance: Chance): Promise<void> {
  const { process, assessment } = of;
  const clearedBy = officerOf(viewer, assessment.processId);
  await holdFindings(db, assessment.id);
  const { it, chosen, preparer } = await keptRelease(db, seen.id);
  if (it.state !== "prepared") throw new Refusal("not-now", "release-cleared", { number: it.number });
  if ((preparer !== "" && preparer === personOf(viewer).personId) || (preparer === "" && clearedBy === it.preparedBy)) throw new Refusal("not-allowed", "release-own");
  const again = await drafted(db, viewer, of, heard, chosen, it.number);
  if (it.sha256 !== seen.sha256 || hashOf(again.document) !== it.sha256) throw new Refusal("not-now", "release-changed", { number: it.number });
  const clearedDay = dayOf(now);
  const sealed = await enterRecord(db, chance, { what: "findings released", process: process.slug, assessment: assessment.number, release: it.number, sha256: it.sha256, preparedBy: it.preparedBy, clearedBy, day: clearedDay });
  await markCleared(db, it.id, { clearedBy, clearedDay }, sealed);
  await record(db, viewer, "release cleared", it.id, now, { number: it.number });
}

/** Do away with a release that was not cleared. */
export async function discardRelease(db: Db, viewer: Viewer, assessment: Assessment, id: string, now: Date): Promise<void> {
  assessorOf(viewer, assessment.processId);
  await holdFindings(db, assessment.id);
  const { it } = await keptRelease(db, id);
  if (it.state !== "prepared") throw new Refusal("not-now", "release-cleared", { number: it.number });
  await removeRelease(db, it.id);
  await record(db, viewer, "release discarded", it.id, now, { number: it.number });
}
