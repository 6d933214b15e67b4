import { readFileSync } from "node:fs";
import type { Sheet } from "@travaux/survey-forms";
import { randomId } from "../ground/chance.ts";
import type { Db } from "../ground/db/database.ts";
import { asViewer, become, holdCode } from "../ground/db/request.ts";
import { actingAs, houseKeeper, visitor } from "../ground/viewer.ts";
import type { House } from "../ground/web/env.ts";
import type { Localized } from "../ground/words.ts";
import type { Assessment } from "../concepts/assessments/assessment.ts";
import { closeAssessment, draftAssessment, openAssessment, putForm } from "../concepts/assessments/operations.ts";
import { assessmentAt } from "../concepts/assessments/store.ts";
import { fingerprintOfGiven } from "../concepts/assessments/survey/answer.ts";
import { addAnswer } from "../concepts/assessments/survey/store.ts";
import { codeHashOf, secretCode } from "../concepts/contributions/contribution.ts";
import type { Attribution, Audience } from "../concepts/disclosure/rule.ts";
import { clearRelease, find, heardIn, type FindingEntry, planTable, prepareRelease } from "../concepts/findings/operations.ts";
import type { TablePlan } from "../concepts/findings/plan.ts";
import type { Process } from "../concepts/processes/process.ts";
import { codedSegments } from "../front/coded-segments.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { daysAgo } from "./sample-scene.ts";

type Words = { region: string; sector?: string; question: string; rule: string; text: string; language?: string };
/** Tables, findings and releases; quotes by their places among `words`. */
type InventedFindings = {
  words: Pick<Words, "text">[]; tables: { title: Localized; plan: TablePlan }[];
  findings: (Omit<FindingEntry, "segments"> & { quotes: number[] })[]; releases: { tables: number[]; findings: number[]; quotes: number[]; cleared: boolean; summary: Localized }[];
};
type Invented = InventedFindings & { title: Localized; about: Localized; limits: Localized; sheets: Sheet[]; shares: Record<string, Record<string, number>>; words: Words[] };

/** The invented officers of the Model Conference: one prepares a release, the other clears it. */
const officers = [houseKeeper("T. Adeyemi"), houseKeeper("N. Castellanos")] as const;

const example = (name: "findings" | "survey-findings"): unknown => JSON.parse(readFileSync(new URL(`../../../examples/model-conference/${name}.json`, import.meta.url), "utf8"));
const invented = () => example("findings") as Invented;

/** The first invented assessment, in three regions, with its answers: what interviews and findings are added to. */
export const loadAnswered = (house: House): Promise<void> => asViewer(house.database.db, visitor, async (tx) => void (await answered(tx, house, await processBySlug(tx, "model"), invented())));

/** Its tables and findings, a release that was cleared and one that waits; every finding and release through its operation. */
export const loadFindings = (house: House): Promise<void> => asViewer(house.database.db, officers[0], async (tx) => {
  const process = await processBySlug(tx, "model");
  await foundIn(tx, house, process, await assessmentAt(tx, process, 1, officers[0]), invented());
});

/** The same of the second assessment, which was answered in the template: tables, findings, and a release that was cleared. */
export const loadSurveyFindings = (house: House): Promise<void> => asViewer(house.database.db, officers[0], async (tx) => {
  const process = await processBySlug(tx, "model");
  await foundIn(tx, house, process, await assessmentAt(tx, process, 2, officers[0]), example("survey-findings") as InventedFindings);
});


/** The survey with its answers, closed. What somebody typed bears no name or a kind; nobody’s is kept as it is filed, without a time. */
async function answered(tx: Db, house: House, process: Process, { title, about, limits, sheets, shares, words }: Invented): Promise<Assessment> {
  await become(tx, officers[0]);
  const opened = daysAgo({ house }, 40);
  const plan = { title, about, limits, openTo: "stakeholders" as const, combinations: ["public/kind" as const, "public/unattributed" as const, "secretariat/unattributed" as const], closesDay: daysAgo({ house }, 3).toISOString().slice(0, 10), respondent: { region: "region", sector: "sector", crime: null } };
  const drafted = await draftAssessment(tx, officers[0], process, plan, opened, house.chance);
  const form = await putForm(tx, officers[0], drafted, sheets, opened);
  await openAssessment(tx, officers[0], drafted, opened, house.chance);
  for (const it of answersOf(shares, words)) await file(tx, house, drafted, form.version, it);
  await become(tx, officers[0]);
  await closeAssessment(tx, officers[0], drafted, daysAgo({ house }, 2), house.chance);
  return assessmentAt(tx, process, drafted.number, officers[0]);
}

type InventedAnswer = { given: Record<string, string>; language: string; audience: Audience; attribution: Attribution; sector: string; region: string };
const sectorsInTurn = ["civil-society", "civil-society", "academia", "private-sector"] as const;
const scale = ["often", "seldom", "often", "always", "never", "often", "seldom"] as const;

/** As many answers of each region as the file says, with as many of each need, spread evenly. */
function answersOf(shares: Invented["shares"], words: readonly Words[]): InventedAnswer[] {
  return Object.entries(shares).flatMap(([region, { n = 0, ...needs }]) => {
    const own = words.filter((it) => it.region === region);
    return Array.from({ length: n }, (_, at): InventedAnswer => {
      const chosen = Object.entries(needs).filter(([, share], place) => (at * 37 + place * 19) % 100 < share).map(([need]) => need);
      const said = own[at];
      const [audience, attribution] = (said?.rule ?? "public/unattributed").split("/") as [Audience, Attribution];
      const sector = said?.sector ?? sectorsInTurn[at % sectorsInTurn.length]!;
      const given = { "/region": region, "/sector": sector, "/need": chosen.join(" "), "/answered": scale[at % scale.length]!, ...(said ? { [`/${said.question}`]: said.text } : {}) };
      return { given, language: said?.language ?? "en", audience, attribution, sector, region };
    });
  });
}

async function file(tx: Db, { chance }: House, { id }: Assessment, version: number, { given, language, audience, attribution, sector, region }: InventedAnswer): Promise<void> {
  const isNobodys = attribution === "unattributed";
  const codeHash = isNobodys ? codeHashOf(secretCode(chance))! : null;
  await become(tx, isNobodys ? visitor : { ...actingAs("sample"), speaksFor: [{ stakeholderId: "sample", isFocalPoint: false }] });
  if (codeHash) await holdCode(tx, codeHash);
  await addAnswer(tx, { id: randomId(chance), assessmentId: id, version, language, audience, attribution, state: isNobodys ? "waiting" : "kept", shownSector: isNobodys ? null : sector, shownRegion: isNobodys ? null : region, given, fingerprint: fingerprintOfGiven(given), codeHash });
}

async function foundIn(tx: Db, house: House, process: Process, assessment: Assessment, { words, tables, findings, releases }: InventedFindings): Promise<void> {
  const [prepares, clears] = officers;
  const { chance, settings } = house;
  await become(tx, prepares);
  const heard = await heardIn(tx, prepares, assessment, await codedSegments(tx, assessment, prepares), [], { plans: tables.map((it) => it.plan), passages: [], looked: { words: "", isPublic: false, most: 10_000 } });
  const said = (text: string) => { const all = heard.segments.filter((one) => one.words === text); return (all.find((one) => one.consent.startsWith("public/")) ?? all[0]!).id; };
  const idsOf = (quotes: readonly number[]) => quotes.map((it) => said(words[it]!.text));
  const now = daysAgo({ house }, 1);
  for (const it of tables) await planTable(tx, prepares, assessment, heard, it, now, chance);
  for (const { quotes, ...it } of findings) await find(tx, prepares, assessment, { ...it, segments: idsOf(quotes) }, now, chance);
  for (const { cleared, quotes, ...it } of releases) {
    const of = { process, assessment, threshold: settings.smallCell.public };
    const release = await prepareRelease(tx, prepares, of, heard, { ...it, quotes: idsOf(quotes), read: [], corrects: null }, now, chance);
    if (!cleared) continue;
    await become(tx, clears);
    await clearRelease(tx, clears, of, heard, release, now, chance);
    await become(tx, prepares);
  }
}
