// The fifth tutorial, docs/tutorial/from-a-survey-to-a-released-finding.md, step by step in a browser, by its own words: whoever follows it must find what it names. Its
// sentences in italics are on the pages; that is tried first. Signing in, the second factor and the outbox are told in sign-in.spec.ts.
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { wordsIn } from "../app/src/ground/words.ts";
import { faultsOf, follow, openDoors, type Doors } from "./house.ts";

let doors: Doors;
const [officer, second, amina] = ["prepares@officers.example", "clears@officers.example", "amina.wekesa@lantern.example"];
beforeAll(async () => {
  doors = await openDoors();
  for (const [email, name] of [[officer, "First Officer"], [second, "N. Castellanos"]] as const) await doors.test.person({ email, name, roles: [{ role: "officer", processId: null }], secondFactor: true });
  await doors.test.person({ email: amina });
});
afterAll(() => doors?.close());

const link = (page: Page, name: string | RegExp) => follow(page.getByRole("link", { name, exact: typeof name === "string" }).first());
const press = (page: Page, name: string) => follow(page.getByRole("button", { name, exact: true }).first());
const main = async (page: Page) => (await page.locator("main").innerText()).replaceAll(/\s+/g, " ");
const says = async (page: Page, ...sentences: string[]) => { const text = await main(page); for (const it of sentences) expect(text).toContain(it); };
const leave = async (page: Page) => { expect(faultsOf(page)).toEqual([]); await page.context().close(); };

test("what the tutorial names in italics is a sentence of the pages", () => {
  const tutorial = readFileSync(new URL("../docs/tutorial/from-a-survey-to-a-released-finding.md", import.meta.url), "utf8").replaceAll(/\s+/g, " ");
  const all = new Set(Object.values(JSON.parse(readFileSync(new URL("../app/src/ground/words/en.json", import.meta.url), "utf8")) as Record<string, string>));
  const named = [...tutorial.matchAll(/(?<!\*)\*([^*]+)\*(?!\*)/g)].map((it) => it[1]!);
  const version = wordsIn("en").say("assessments.keep", { version: 1 });
  expect(named.filter((it) => !all.has(it) && it !== version && it !== "Next")).toEqual([]);
});

test("2: what was found is read by everybody, and what it rests on is protected", async () => {
  const page = await doors.visit("/en/model/findings");
  await follow(page.locator("main h2 a").first());
  await says(page, "Tables", "In their words", "How we know", "Nothing found here");
  const release = page.url();
  await follow(page.locator("main table a").first());
  await says(page, "What it rests on", "people answered on the promise");
  await page.goto(release);
  await follow(page.locator('main a[href*="/evidence/q"]').first());
  await says(page, "people answered on the promise");
  await page.goto(release);
  for (const it of ["PDF", "Word", "Tables (CSV)", "Tables (Excel)"]) expect(await page.locator("main").getByRole("link", { name: it, exact: true }).count(), it).toBeGreaterThan(0);
  expect(await page.getByRole("link", { name: "Data (JSON)", exact: true }).count()).toBeGreaterThan(0);
  await leave(page);
}, 60_000);

test("3: a survey is read, and answered as nobody with one token", async () => {
  const page = await doors.visitAs(amina, "/en/model/assessments");
  await says(page, "Open");
  await link(page, /Ready for the first hour/);
  await link(page, "Read the questions first");
  await page.goBack();
  await link(page, "Take the survey");
  await page.getByLabel("Counted, and nobody’s").check();
  await page.locator("travaux-unattributed [role=status]").filter({ hasText: "holds a token" }).waitFor({ state: "attached" });
  await page.getByRole("button", { name: "Begin", exact: true }).click();
  const onward = page.getByRole("button", { name: "Next", exact: true }).or(page.getByRole("button", { name: "Read it once more" })).first();
  await onward.waitFor();
  expect(await onward.isEnabled()).toBe(true);
  await leave(page);
}, 60_000);

test("4: a questionnaire is begun with the template, kept as a version and opened", async () => {
  const page = await doors.visitAs(officer, "/en/model/assessments");
  await link(page, "Prepare an assessment");
  await page.getByLabel(/^Title/).first().fill("What our partners need");
  await page.getByLabel("Last day").fill("2026-12-31");
  await press(page, "Keep it in preparation");
  await link(page, "Write the questions here");
  await page.getByLabel(/template/i).first().check();
  await press(page, "Begin to write");
  await says(page, "Move up", "Move down", "Remove");
  const writing = page.url();
  await link(page, "You answer");
  await says(page, "Conditions and more");
  await page.goto(writing);
  await press(page, "Keep as version 1");
  await says(page, "Versions of the questionnaire", "Where a respondent stands");
  await page.getByLabel("Question for the region").selectOption("region");
  await page.getByLabel("Question for the sector").selectOption("sector");
  await press(page, "Save");
  await press(page, "Open the survey");
  await says(page, "What our partners need", "Close the survey");
  expect(await page.getByRole("button", { name: "Open the survey", exact: true }).count(), "what is open is not opened again").toBe(0);
  await leave(page);
}, 90_000);

test("5: what two coded apart is read with where they differ, how far they agree, and what was said", async () => {
  const page = await doors.visitAs(officer, "/en/desk/model/assessments/1");
  await link(page, "Interviews and coding");
  const coding = page.url();
  await follow(page.locator("main tbody a").first());
  await link(page, "Where coders differ");
  await says(page, "Keep", "Leave out");
  await page.goto(coding);
  await link(page, "Agreement");
  await says(page, "Interval");
  await page.goto(coding);
  await link(page, "Codebook");
  expect(await page.getByRole("link", { name: "Codebook as REFI-QDA (.qdc)" }).count()).toBe(1);
  await page.goto(coding);
  await link(page, "Find segments");
  await page.getByRole("searchbox").last().fill("night");
  await press(page, "Find");
  await says(page, "Found:");
  await leave(page);
}, 90_000);

test("6: something is found, prepared for release, and cleared by a second officer; 7: it is used", async () => {
  const page = await doors.visitAs(officer, "/en/desk/model/assessments/1");
  await link(page, "Findings, tables and releases");
  const desk = page.url();
  await link(page, "Plan a table");
  await page.getByLabel(/^Title/).first().fill("Promises by region");
  await page.getByLabel("Rows", { exact: true }).selectOption("region");
  await page.getByLabel("Columns", { exact: true }).selectOption({ index: 6 });
  await press(page, "Keep");
  await page.goto(desk);
  await link(page, "Write a finding");
  await page.getByLabel("What kind").selectOption("need");
  await page.getByLabel(/^Title/).first().fill("Someone to call at night");
  await page.getByLabel(/^What was found/).first().fill("Nobody answers after six; a telephone for the night is what is missing.");
  await page.getByLabel("How sure").selectOption("moderate");
  await page.getByRole("group", { name: "Tables it rests on" }).getByRole("checkbox").last().check();
  await page.getByRole("group", { name: "Passages it rests on" }).getByRole("checkbox").first().check();
  await press(page, "Keep");
  await link(page, "Prepare a release");
  await page.getByLabel(/^In short|summary/i).first().fill("What is missing at night.");
  for (const it of ["Tables", "Findings"]) await page.getByRole("group", { name: it, exact: true }).getByRole("checkbox").last().check();
  await page.getByRole("group", { name: "In their words" }).getByRole("checkbox").first().check();
  await press(page, "Prepare it");
  await says(page, "Hidden cells, and why");
  const prepared = new URL(page.url()).pathname;
  await leave(page);

  const other = await doors.visitAs(second, desk);
  await follow(other.locator("#releases + ul a").first());
  expect(new URL(other.url()).pathname).toBe(prepared);
  await press(other, "Clear it for everyone");
  await leave(other);

  const reader = await doors.visitAs(amina, "/en/model/findings");
  await link(reader, "Someone to call at night");
  const release = reader.url();
  for (const it of ["Write down a practice of yours that answers it", "See who does something about it, and how to join", "Post a need, or offer what meets one"]) {
    await reader.goto(release);
    await link(reader, it);
    const text = await main(reader);
    expect(text.length, `${it}: ${text}`).toBeGreaterThan(200);
  }
  await leave(reader);
}, 180_000);
