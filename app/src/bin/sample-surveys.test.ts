// The sample holds surveys that a reader can look at: one that was answered in three regions, one to try, one in preparation.
import { afterAll, beforeAll, expect, test } from "vitest";
import { formOf } from "../concepts/assessments/form-version.ts";
import { assessmentAt, assessmentsOf, formVersion } from "../concepts/assessments/store.ts";
import { answersIn } from "../concepts/assessments/survey/store.ts";
import { fillingOf, faultsOf } from "../concepts/assessments/survey/filling.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { asViewer } from "../ground/db/request.ts";
import { houseKeeper, visitor } from "../ground/viewer.ts";
import { openHouse, type TestHouse } from "../../test/house.ts";

let house: TestHouse;
const began = performance.now();
beforeAll(async () => { house = await openHouse({ sample: true }); process.stdout.write(`the sample is there after ${Math.round(performance.now() - began)} ms\n`); }, 300_000);
afterAll(() => house?.close());
const officer = houseKeeper("a test");

test("one survey was answered by 160 of three regions and four sectors, under every rule, in two versions and three languages, each answer without a fault", async () => {
  await asViewer(house.house.database.db, officer, async (tx) => {
    const model = await processBySlug(tx, "model");
    const it = await assessmentAt(tx, model, 2, officer);
    const answers = await answersIn(tx, it, officer);
    const of = (name: string) => [...new Set(answers.map((one) => one.given![name]!))].toSorted();
    expect([it.state, answers.length, of("/respondent/region"), of("/respondent/sector")]).toEqual(["closed", 160, ["african", "asia-pacific", "latin-american-caribbean"], ["academia", "civil-society", "intergovernmental", "private-sector"]]);
    expect([...new Set(answers.map((one) => `${one.audience}/${one.attribution}`))].toSorted()).toEqual([...it.combinations].toSorted());
    expect([...new Set(answers.map((one) => one.version))].toSorted((a, b) => a - b)).toEqual([1, 2]);
    expect([...new Set(answers.map((one) => one.language))].toSorted()).toEqual(["English (en)", "Español (es)", "Français (fr)"]);
    const faults = [];
    for (const one of answers) faults.push(...faultsOf(fillingOf(formOf((await formVersion(tx, it.id, one.version))!), one.given!, { now: new Date("2026-03-01T10:00:00Z"), language: one.language, random: () => 0.5 })));
    expect(faults).toEqual([]);
  });
});

test("one survey is open and shows every kind of question, and nobody but the secretariat knows of the one in preparation", async () => {
  const seenBy = (viewer: typeof officer | typeof visitor) => asViewer(house.house.database.db, viewer, async (tx) => (await assessmentsOf(tx, (await processBySlug(tx, "model")).id, viewer)).map((it) => `${it.number} ${it.state}`));
  expect([await seenBy(visitor), await seenBy(officer)]).toEqual([["3 open", "2 closed", "1 closed"], ["4 draft", "3 open", "2 closed", "1 closed"]]);
  const page = await house.read("visitor", "/en/model/assessments/3/questionnaire");
  for (const it of ["Number them in order", "A number from 1 to 5", "Asked only if", "copy this part", "Tick all that apply"]) expect(page).toContain(it);
});
