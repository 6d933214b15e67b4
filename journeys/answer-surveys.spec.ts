// Surveys answered in a browser: the field's own questionnaires (../shared/data/xlsforms) from their first page to the receipt, and one by somebody who is nobody's.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { askedIn, readForm, type Sheet } from "@travaux/survey-forms";
import type { Page, Request } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSurvey, speaker } from "../app/test/surveying.ts";
import { sheetsOf } from "../app/src/ground/files/workbook.ts";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";

const data = fileURLToPath(new URL("../../shared/data/xlsforms/", import.meta.url));
const hasData = existsSync(data);
if (!hasData) process.stdout.write("surveys: only our own is answered, ../shared/data/xlsforms is not here\n");
const files = hasData ? readdirSync(data, { recursive: true, encoding: "utf8" }).filter((it) => it.endsWith(".xlsx") && !it.includes("invalid")).toSorted() : [];

let doors: Doors;
const [ada, bo] = ["ada@survey.example", "bo@survey.example"];
beforeAll(async () => {
  doors = await openDoors();
  await speaker(doors.test, ada, "lantern-digital-rights");
  await speaker(doors.test, bo, "faro-abierto");
});
afterAll(() => doors?.close());

/** What somebody would try in a field, one after the other, until the form is content: the field's forms check days, ages and telephone numbers. */
const tries = {
  number: ["30", "2", "0", "1", "12", "100", "38", "36.6", "20", "150"],
  text: ["Amina", "+254712345678", "0712345678", "12345", "2", "a note of some length, to be sure", "KE-001"],
  date: ["2026-05-20", "2026-01-10", "1990-03-04", "2026-06-09", "2026-09-01", "2025-10-01"],
};

/** Fill in every field of the page that has nothing yet, or that is marked as wrong, with the next thing to try. */
const fillIn = (page: Page, round: number) => page.locator("main form").first().evaluate((form: HTMLFormElement, { tried, turn }) => {
  const at = (all: string[], extra: number) => all[(turn + extra) % all.length]!;
  const wrong = (it: Element) => it.closest(".invalid") !== null;
  const groups = new Map<string, HTMLInputElement[]>();
  for (const it of form.elements) {
    if (it instanceof HTMLInputElement && (it.type === "radio" || it.type === "checkbox")) groups.set(it.name, [...(groups.get(it.name) ?? []), it]);
    else if (it instanceof HTMLTextAreaElement || (it instanceof HTMLInputElement && it.type !== "hidden")) {
      if (!it.name.startsWith("/") || (it.value !== "" && !wrong(it))) continue;
      it.value = it.type === "date" ? at(tried.date, 0) : it.type === "time" ? "09:30" : it.type === "datetime-local" ? "2026-05-20T09:30" : (it as HTMLInputElement).inputMode ? at(tried.number, 0) : it.closest(".field")?.textContent?.includes("Latitude") ? "18.47 -69.89" : at(tried.text, 0);
    } else if (it instanceof HTMLSelectElement && it.name.startsWith("/") && (it.value === "" || wrong(it))) it.selectedIndex = it.name.includes("#") ? Number(it.name.split("#")[1]) : 1 + (turn % Math.max(1, it.options.length - 1));
  }
  for (const [name, boxes] of groups) {
    const real = boxes.filter((one) => one.value !== "");
    if (!name.startsWith("/") || real.length === 0 || (boxes.some((one) => one.checked && one.value !== "") && !wrong(boxes[0]!))) continue;
    for (const one of boxes) one.checked = false;
    real[turn % real.length]!.checked = true;
    if (real[0]!.type === "checkbox" && turn % 2 === 1) real[(turn + 1) % real.length]!.checked = true; // some ask for two
  }
}, { tried: tries, turn: round });

/** Answer from the first page to the last; how many pages there were, or null where the form would not let us through. */
async function answerAll(page: Page): Promise<number | null> {
  for (let pages = 0, round = 0, seen = ""; pages < 400 && round < 14;) {
    const before = `${page.url()} ${await page.locator(".eyebrow").first().textContent()}`;
    if (seen !== before) { seen = before; round = 0; pages++; }
    if ((await page.locator('button[value="send"]').count()) > 0) return pages;
    await fillIn(page, round++);
    const next = page.getByRole("button", { name: "Next", exact: true });
    await follow((await next.count()) > 0 ? next : page.locator('button[value^="page:"]').first());
  }
  process.stdout.write(`stuck at ${page.url()}: ${(await page.locator("main .errors, main .field.invalid").allTextContents()).join(" | ").slice(0, 1500)}\n`);
  return null;
}

async function answered(sheets: Sheet[], combination: string, who: string): Promise<number | null> {
  const it = await openSurvey(doors.test, { sheets });
  const page = await doors.visitAs(who, `/en/model/assessments/${it.number}/survey`);
  await page.locator(`input[value="${combination}"]`).check();
  await follow(page.getByRole("button", { name: "Begin" }));
  const pages = await answerAll(page);
  if (pages !== null) {
    await follow(page.getByRole("button", { name: "Send your answer" }));
    expect(await page.locator("main").textContent()).toContain("Your answer was received.");
  }
  expect(faultsOf(page)).toEqual([]);
  await page.context().close();
  return pages;
}

test("every questionnaire of the field that uses what we support is answered from its first page to the receipt", async () => {
  const told: string[] = [];
  let [usable, done, questions, asked] = [0, 0, 0, 0];
  for (const file of files) {
    const sheets = await sheetsOf(new Uint8Array(readFileSync(data + file)), file);
    const { form, isUsable, problems } = readForm(sheets);
    const count = askedIn(form).length;
    questions += count + problems.filter((it) => it.code === "type-unsupported").length;
    asked += count;
    if (!isUsable || count === 0) { told.push(`${file}: not usable (${problems.find((it) => it.severity === "error")?.code ?? "asks nothing"})`); continue; }
    usable++;
    const pages = await answered(sheets, "public/named", ada);
    if (pages !== null) done++;
    told.push(`${file}: ${count} questions, ${pages === null ? "not answered to the end" : `${pages} pages answered`}`);
  }
  process.stdout.write(`surveys answered in a browser: ${done} of ${usable} usable forms of ${files.length}; ${asked} of ${questions} questions can be asked\n${told.map((it) => `  ${it}\n`).join("")}`);
  expect(done).toBe(usable);
}, 600_000);

test("with scripts, an answer that is to be nobody’s is sent with the one token and without the session, and cannot be given twice", async () => {
  const it = await openSurvey(doors.test);
  const page = await doors.visitAs(bo, `/en/model/assessments/${it.number}/survey`);
  await expectAccessible(page);
  await page.getByText("How it stays nobody’s").click().catch(() => undefined);
  await page.locator('input[value="secretariat/unattributed"]').check();
  await page.locator("travaux-unattributed [role=status]").filter({ hasText: "holds a token" }).waitFor({ state: "attached" });
  const sent: Request[] = [];
  page.on("request", (one) => { if (one.method() === "POST") sent.push(one); });
  await page.getByRole("button", { name: "Begin" }).click();
  await page.getByLabel("Civil society").waitFor();
  await expectAccessible(page);
  await page.getByLabel("Civil society").check();
  await page.getByRole("button", { name: "Next", exact: true }).click();
  await page.getByLabel("No", { exact: true }).check();
  await page.getByRole("button", { name: "Next", exact: true }).click();
  await page.getByLabel("What do you need?").fill("A legal basis to share indicators.");
  await page.getByRole("button", { name: "Next", exact: true }).click();
  await page.getByRole("button", { name: "Send your answer" }).click();
  await page.locator("[data-code]").waitFor();
  await expectAccessible(page);
  expect(sent.map((one) => new URL(one.url()).pathname).every((path) => path === `/en/unattributed/survey/model/${it.number}`)).toBe(true);
  expect(await Promise.all(sent.map(async (one) => (await one.allHeaders()).cookie))).toEqual(sent.map(() => undefined));
  await page.goto(`/en/model/assessments/${it.number}/survey`);
  await page.locator('input[value="public/named"]').check();
  await follow(page.getByRole("button", { name: "Begin" }));
  await page.getByLabel("Civil society").check();
  await follow(page.getByRole("button", { name: "Next", exact: true }));
  await page.getByLabel("No", { exact: true }).check();
  await follow(page.getByRole("button", { name: "Next", exact: true }));
  await follow(page.getByRole("button", { name: "Next", exact: true }));
  await follow(page.getByRole("button", { name: "Send your answer" }));
  expect(await page.locator("main").textContent()).toContain("Everybody answers once.");
});

test("on one page, what is asked follows what is typed without a connection; a lost browser loses nothing; and it is sent once there is one", async () => {
  const it = await openSurvey(doors.test);
  const page = await doors.visitAs(ada, `/en/model/assessments/${it.number}/survey`);
  await page.locator('input[value="public/kind"]').check();
  await follow(page.getByRole("button", { name: "All questions on one page" }));
  await expectAccessible(page);
  const which = page.locator("[data-path='/partners/which']");
  await page.getByLabel("Keep what I type in this browser").waitFor();
  await page.context().setOffline(true);
  await page.getByLabel("Private sector").check();
  await page.getByLabel("How many of you").fill("4");
  expect(await which.isVisible()).toBe(false);
  await page.getByLabel("Yes", { exact: true }).check();
  await which.waitFor({ state: "visible" });
  expect(await which.textContent()).toContain("Which, with 4 people?");
  await page.getByLabel("Which, with").fill("A hotline with two banks.");
  await page.getByRole("button", { name: "Add: A need" }).click();
  await page.locator("[data-path='/need[2]'] textarea").fill("A legal basis.");
  await page.getByRole("status").getByText("Kept in this browser.").waitFor();
  await page.context().setOffline(false);
  await page.reload();
  await page.getByRole("status").getByText("stands in the form again").waitFor();
  expect([await page.getByLabel("Which, with").inputValue(), await page.locator("[data-path='/need[2]'] textarea").inputValue()]).toEqual(["A hotline with two banks.", "A legal basis."]);
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Send your answer" }).click();
  await page.getByRole("status").getByText("No connection.").waitFor();
  await page.context().setOffline(false);
  await page.getByText("Your answer was received.").waitFor();
  const { rows } = (await doors.test.house.database.db.execute(`select given from survey_answers where assessment_id = '${it.id}'`)) as unknown as { rows: { given: object }[] };
  expect(rows.map((one) => one.given)).toEqual([{ "/you/sector": "private", "/you/staff": "4", "/partners/any": "yes", "/partners/which": "A hotline with two banks.", "/need[1]/what": undefined, "/need[2]/what": "A legal basis." }].map((one) => Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined))));
});
