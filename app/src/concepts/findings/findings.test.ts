import { readForm } from "@travaux/survey-forms";
import { total } from "@travaux/assessment-statistics";
import { describe, expect, test } from "vitest";
import { openGaps } from "./finding.ts";
import type { PlannedTable, TablePlan } from "./plan.ts";
import { notToldApart, protectPlanned } from "./protection.ts";
import { attributedTo, pointersIn, weigh } from "./quote.ts";
import { type CodedSegment, openAnswers, type Respondent, respondentsOf } from "./respondent.ts";

const { form } = readForm([
  { name: "survey", rows: [["type", "name", "label::English (en)", "label::Français (fr)"], ["select_one regions", "region", "Where?", "Où ?"], ["begin_group", "needs", "Needs", "Besoins"], ["select_multiple needs", "need", "What do you need?", "De quoi avez-vous besoin ?"], ["select_one scale", "trust", "We trust each other", "Nous nous faisons confiance"], ["text", "why", "Why?", "Pourquoi ?"], ["end_group", "", "", ""]] },
  { name: "choices", rows: [["list_name", "name", "label::English (en)", "label::Français (fr)"], ["regions", "african", "Africa", "Afrique"], ["regions", "asia-pacific", "Asia", "Asie"], ["needs", "phone", "A telephone", "Un téléphone"], ["needs", "law", "A law", "Une loi"], ["scale", "no", "No", "Non"], ["scale", "yes", "Yes", "Oui"]] },
]);
const rule = { respondent: { region: "region", sector: null, crime: null } };
type Answer = Parameters<typeof respondentsOf>[2][number];
const answer = (id: string, region: string, given: Record<string, string>, more: Partial<Answer> = {}): Answer => ({ id, audience: "public", attribution: "kind", language: "en", sector: "academia", region: null, body: null, given: { "/region": region, ...given }, ...more });
/** So many in a region who chose this. */
const some = (count: number, region: string, need: string, trust = "yes") => Array.from({ length: count }, (_, at) => answer(`${region}-${need || "none"}-${trust}-${at}`, region, { "/needs/need": need, "/needs/trust": trust }));
const plan: TablePlan = { rows: { of: "region" }, columns: { of: "question", name: "need" }, layers: null, margins: [], agreeFrom: null };
const planned = (more: Partial<TablePlan> = {}, number = 1): Pick<PlannedTable, "number" | "plan"> => ({ number, plan: { ...plan, ...more } });
const around = { threshold: 5, population: "one", earlier: [] };
const respondents = (answers: Answer[], segments: CodedSegment[] = []) => respondentsOf(form, rule, answers, segments);
const cellOf = (it: Awaited<ReturnType<typeof protectPlanned>>, ...at: string[]) => it.tables[0]!.cells.find((cell) => JSON.stringify(cell.at) === JSON.stringify(at))!;

describe("tables", () => {
  const all = respondents([...some(12, "african", "phone law"), ...some(8, "african", "phone"), ...some(6, "african", ""), ...some(9, "asia-pacific", "law"), ...some(11, "asia-pacific", "phone")]);

  test("a question with several choices is counted for each of them, and its share is of all who were asked in the row, with its range", async () => {
    const found = await protectPlanned([planned()], form, all, around);
    expect(cellOf(found, "african", "phone")).toMatchObject({ count: 20, why: null });
    expect(cellOf(found, "african", "phone").share).toBeCloseTo(20 / 26, 12);
    expect(cellOf(found, "african", "phone").low).toBeLessThan(20 / 26);
    expect(cellOf(found, total, "law")).toMatchObject({ count: 21 });
    expect(cellOf(found, "african", total)).toMatchObject({ count: 26, share: null });
    expect(found.tables[0]!.dimensions[1]!.categories[0]).toEqual({ key: "phone", name: { en: "A telephone", fr: "Un téléphone" } });
  });

  test("who said nothing is counted as that, so that every table counts the same people", async () => {
    const found = await protectPlanned([planned({ columns: { of: "question", name: "trust" } })], form, respondents([...some(20, "african", "phone"), ...some(7, "african", "law", "")]), around);
    expect(cellOf(found, "african", "unsaid")).toMatchObject({ count: 7 });
    expect(cellOf(found, total, total)).toMatchObject({ count: 27 });
  });

  test("a weighted share is that of the known margins, and is shown only where all its parts are", async () => {
    const margins = [{ by: "region" as const, totals: { african: 30, "asia-pacific": 70 } }];
    const shown = await protectPlanned([planned({ margins })], form, all, around);
    expect(cellOf(shown, total, "phone").share).toBeCloseTo(0.3 * (20 / 26) + 0.7 * (11 / 20), 10);
    expect(shown.tables[0]!.weighting).toMatchObject({ converged: true, gaps: [] });
    const few = respondents([...some(26, "african", "phone"), ...some(2, "asia-pacific", "phone"), ...some(30, "asia-pacific", "law")]);
    const hidden = await protectPlanned([planned({ margins })], form, few, around);
    expect(cellOf(hidden, "asia-pacific", "phone")).toMatchObject({ count: null, why: "small", share: null });
    expect(cellOf(hidden, total, "phone").share).toBeNull(); // it would be an equation more for whoever knows the margins
  });

  test("one body that brings most of a cell hides it", async () => {
    const body = { id: "one", name: { en: "One" }, sector: "academia", region: null };
    const crowd = some(9, "african", "phone").map((it) => ({ ...it, attribution: "named" as const, body }));
    const found = await protectPlanned([planned()], form, respondents([...crowd, ...some(8, "african", "phone", "no"), ...some(20, "african", "law"), ...some(30, "asia-pacific", "law")]), around);
    expect(cellOf(found, "african", "phone")).toMatchObject({ count: null, why: "dominated" });
  });

  test("that none of a few said something is hidden like a few; that none of many did is shown", async () => {
    const found = await protectPlanned([planned()], form, respondents([...some(3, "african", "law"), ...some(20, "asia-pacific", "law"), ...some(20, "asia-pacific", "phone"), ...some(30, "nowhere", "law")]), around);
    expect(cellOf(found, "african", "phone")).toMatchObject({ count: null, why: "small" });
    expect(cellOf(found, "nowhere", "phone")).toMatchObject({ count: 0 });
  });

  test("a later release shows nothing that, less an earlier one, would leave few", async () => {
    const first = await protectPlanned([planned()], form, all, around);
    const again = await protectPlanned([planned({ layers: { of: "question", name: "trust" } }, 2)], form, all, { ...around, earlier: first.ledger });
    expect(again.ledger.length).toBeGreaterThan(first.ledger.length);
    const fewer = respondents(some(12, "african", "phone law"));
    await expect(protectPlanned([planned({}, 3)], form, fewer, { ...around, earlier: first.ledger })).rejects.toMatchObject({ code: "release-population" });
  });

  test("what the form does not ask, one thing twice and too many dimensions are refused", async () => {
    const refused = (more: Partial<TablePlan>) => protectPlanned([planned(more)], form, all, around);
    await expect(refused({ columns: { of: "question", name: "wealth" } })).rejects.toMatchObject({ code: "table-question-unknown" });
    await expect(refused({ columns: { of: "region" } })).rejects.toMatchObject({ code: "table-dimension-twice" });
    await expect(refused({ rows: { of: "question", name: "need" }, columns: { of: "question", name: "trust" }, layers: { of: "sector" }, margins: [{ by: "region", totals: { african: 1 } }] })).rejects.toMatchObject({ code: "table-too-deep" });
    await expect(refused({ margins: [{ by: "region", totals: { african: 30, "asia-pacific": 70, nowhere: 1 } }] })).rejects.toMatchObject({ code: "table-margins" });
  });

  test("lines whose ranges overlap are not told apart", () => {
    const [a, b, d] = [{ share: 0.62, low: 0.54, high: 0.69 }, { share: 0.55, low: 0.47, high: 0.63 }, { share: 0.2, low: 0.1, high: 0.3 }];
    expect(notToldApart([b, d, a])).toEqual([[a, b]]);
  });
});

describe("quotes", () => {
  const segment: CodedSegment = { id: "1", source: "interview", code: "speed", dimension: "needs", sector: "academia", region: "african", themes: [], consent: "public/kind", words: "Call us.", language: "en", byName: null, respondent: "r" };
  const asked = (count: number, sector: string, region: string): Respondent[] => Array.from({ length: count }, (_, at) => ({ key: `${sector}${region}${at}`, sector, region, body: null, chosen: new Map(), dimensions: new Set(), codes: new Set(), themes: new Set() }));

  test("by kind, what is said of the source fits at least as many as the threshold, or is coarser, or nothing", () => {
    expect(attributedTo(segment, asked(10, "academia", "african"), 10)).toMatchObject({ sector: "academia", region: "african", coarsened: false });
    expect(attributedTo(segment, [...asked(3, "academia", "african"), ...asked(7, "academia", "asia-pacific")], 10)).toMatchObject({ sector: "academia", region: null, coarsened: true });
    expect(attributedTo(segment, [...asked(3, "academia", "african"), ...asked(7, "private-sector", "african")], 10)).toMatchObject({ sector: null, region: "african" });
    expect(attributedTo(segment, asked(9, "academia", "african"), 10)).toMatchObject({ sector: null, region: null, name: null });
    expect(attributedTo({ ...segment, consent: "public/unattributed" }, asked(99, "academia", "african"), 10)).toMatchObject({ sector: null, region: null, attribution: "unattributed" });
    expect(attributedTo({ ...segment, consent: "public/named", byName: "One" }, [], 10)).toMatchObject({ name: "One" });
  });

  test.each(["secretariat/named", "secretariat/unattributed"] as const)("what was said as %s is counted and never quoted", (consent) => {
    expect(weigh({ ...segment, consent }, asked(99, "academia", "african"), [], 10, true)).toMatchObject({ held: "internal", attributed: null });
  });

  test("addresses, numbers and names in a quote are pointed out, and hold it until somebody has read them", () => {
    const words = "Write to Amina at desk@lantern.example or +254 700 123 456, see https://lantern.example; Lantern Digital Rights knows.";
    expect(pointersIn(words, ["Lantern Digital Rights", "Faro"]).map((it) => it.what)).toEqual(["mail", "link", "number", "name"]);
    expect(pointersIn("٠٢٠ ١٢٣٤٥٦٧ اتصل", []).map((it) => it.what)).toEqual(["number"]);
    const held = (isRead: boolean) => weigh({ ...segment, words }, asked(99, "academia", "african"), [], 10, isRead).held;
    expect([held(false), held(true)]).toEqual(["points", null]);
  });

  test("an answer in one’s own words is a passage of its respondent, under the rule that the answer was given under", () => {
    const open = openAnswers(form, rule, [answer("a", "african", { "/needs/why": " It is slow. " }, { audience: "secretariat", attribution: "unattributed" })]);
    expect(open).toEqual([expect.objectContaining({ id: "a:why", dimension: "why", region: "african", consent: "secretariat/unattributed", words: "It is slow.", byName: null, respondent: "a" })]);
  });
});

test("a gap is a region and a dimension at which no finding stands", () => {
  expect(openGaps([{ regions: ["african"], dimension: "needs" }], ["african", "asia-pacific"], ["needs"])).toEqual([{ region: "asia-pacific", dimension: "needs" }]);
});
