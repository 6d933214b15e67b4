import type { Page } from "playwright-core";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rowsOf } from "../app/src/ground/db/migrate.ts";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";

let doors: Doors;
const coders = [{ email: "first@assess.example", name: "First Coder" }, { email: "second@assess.example", name: "Second Coder" }] as const;
const coding = "/en/desk/model/assessments/1/coding";
beforeAll(async () => {
  doors = await openDoors();
  const [process] = await rowsOf<{ id: string }>(doors.test.house.database.db, sql`select id from processes where slug = 'model'`);
  for (const it of coders) await doors.test.person({ ...it, roles: [{ role: "assessor", processId: process!.id }], secondFactor: true });
});
afterAll(() => doors.close());

const press = (page: Page, name: string) => follow(page.getByRole("button", { name, exact: true }));
const close = async (page: Page) => { expect(faultsOf(page)).toEqual([]); await page.context().close(); };
const says = async (page: Page, ...sentences: string[]) => { const text = (await page.locator("main").innerText()).replaceAll(/\s+/g, " "); for (const it of sentences) expect(text).toContain(it); };
/** The codes that stand on segments, by number. */
const given = (page: Page) => page.locator("[data-segment]").evaluateAll((all) => all.map((it) => [...it.querySelectorAll(".given li")].map((one) => (one.textContent ?? "").replaceAll(/\s+/g, " ").trim())));

/** An officer adds an interview and has two people code it; its address comes back. */
async function added(title: string, language: "en" | "ar", transcript: string, options: { javaScriptEnabled: boolean }): Promise<string> {
  const page = await doors.visitAs("officer", `${coding}/sources`, options);
  await page.getByLabel("Title", { exact: true }).fill(title);
  await page.getByLabel("Language", { exact: true }).selectOption(language);
  await page.getByLabel("Transcript, pasted").fill(transcript);
  await press(page, "Add it");
  for (const [index, label] of ["First coder", "Second coder"].entries()) await page.getByLabel(label, { exact: true }).selectOption({ label: coders[index]!.name });
  await press(page, "Assign coders");
  await says(page, "being coded, apart");
  await expectAccessible(page);
  const { pathname } = new URL(page.url());
  await close(page);
  return pathname;
}

test("without scripts a coder ticks segments and codes and says that they are done", async () => {
  const options = { javaScriptEnabled: false };
  const source = await added("By form", "en", "Ask: What works?\nOlga: The first hour works.\nAsk: And what not?\nOlga: Nobody pays.", options);
  for (const [index, { email }] of coders.entries()) {
    const page = await doors.visitAs(email, source, options);
    await page.getByLabel("Choose segment 2", { exact: true }).check();
    await page.getByRole("group", { name: "Codes" }).getByLabel("Strengths", { exact: true }).check();
    if (index === 0) await page.getByRole("group", { name: "Codes" }).getByLabel("Success", { exact: true }).check();
    await press(page, "Give codes");
    await expectAccessible(page);
    expect((await given(page))[1]!.toSorted()).toEqual(index === 0 ? ["Strengths", "Success"] : ["Strengths"]); // the other's are not there
    await press(page, "I am done with this source");
    await close(page);
  }
  const page = await doors.visitAs("officer", `${source}/differences`, options);
  await says(page, "Open: 1 of 1", "Gave it: First Coder. Did not: Second Coder.");
  await page.getByLabel("Because", { exact: true }).fill("No result is told.");
  await press(page, "Leave out");
  await says(page, "Open: 0 of 1", "left out");
  await expectAccessible(page);
  await close(page);
}, 120_000);

test.each([
  { language: "en" as const, more: "ArrowRight", transcript: "Ask: What works?\nOlga: First hour works well.\nAsk: And what not?\nOlga: Nobody pays.", words: "First hour" },
  { language: "ar" as const, more: "ArrowLeft", transcript: "Ask: ما الذي ينجح؟\nOlga: الساعة الأولى تسير جيدا.\nAsk: وما الذي لا ينجح؟\nOlga: لا أحد يدفع.", words: "الساعة الأولى" },
])("by keyboard a coder goes from segment to segment, marks words, finds codes by their letters, and is told what was kept ($language)", async ({ language, more, transcript, words }) => {
  const source = await added(`By keyboard ${language}`, language, transcript, { javaScriptEnabled: true });
  const page = await doors.visitAs(coders[0].email, source);
  const said = page.locator("travaux-coding [role=status]");
  const hears = async (sentence: string) => { await expect.poll(() => said.innerText()).toBe(sentence); };
  await page.waitForSelector("travaux-coding input");
  await page.keyboard.press("j");
  await hears("Segment 1");
  await page.keyboard.press("j");
  await hears("Segment 2");
  for (let word = 0; word < 2; word++) await page.keyboard.press(`Shift+${more}`);
  expect((await page.evaluate(() => getSelection()!.toString())).trim()).toBe(words);
  await page.keyboard.type("stren");
  await hears("Strengths");
  await page.keyboard.press("Enter");
  await hears("Given: Strengths");
  expect((await given(page))[1]![0]).toMatch(/^Strengths .+/); // with the words that were marked
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.keyboard.press("2");
  await hears("Given: Mechanism");
  await page.keyboard.press("u");
  await hears("Taken back.");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("1");
  await hears("Given: Existing initiative");
  await expectAccessible(page);
  const before = await given(page);
  await page.reload();
  expect((await given(page)).map((it) => it.length)).toEqual(before.map((it) => it.length));
  expect(before.map((it) => it.length)).toEqual([0, 1, 0, 1]);
  await close(page);
}, 120_000);
