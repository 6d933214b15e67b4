import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";

let doors: Doors;
beforeAll(async () => { doors = await openDoors(); });
afterAll(() => doors.close());

const main = async (page: Page) => (await page.locator("main").innerText()).replaceAll(/\s+/g, " ");

test.each([true, false])("an officer sets a meeting up from a template (scripts: %s), mends what is wrong, announces it, and closes it with what it left; everyone reads it", async (javaScriptEnabled) => {
  doors.test.setClock("2026-06-09T10:00:00Z");
  const page = await doors.visitAs("officer", "/en/model/meetings", { javaScriptEnabled });
  await follow(page.getByRole("link", { name: "Set up meetings" }));
  await expectAccessible(page);
  await page.getByLabel("Template").selectOption("briefing");
  await page.getByLabel("Time zone").fill("Africa/Nairobi");
  await page.getByLabel("First day").fill("2026-06-10");
  await page.getByLabel("Beginning").fill("25:00");
  await follow(page.getByRole("button", { name: "Begin a draft" }));
  await expectAccessible(page);
  expect(await main(page)).toContain("Write the hour as 18:00.");
  await page.getByLabel("Beginning").fill("10:00");
  await page.getByLabel("Beginning").press("Tab");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]); // by keyboard alone
  await expectAccessible(page);
  await follow(page.getByRole("link", { name: "What it says and its modalities" }));
  await expectAccessible(page);
  await page.getByLabel("Title in English").fill("Briefing before the summer");
  await page.getByLabel("Rooms and seats").fill("Hall 2; 96; 110");
  await follow(page.getByRole("button", { name: "Save", exact: true }));
  await follow(page.getByRole("link", { name: "Add a block" }));
  await expectAccessible(page);
  await follow(page.getByRole("button", { name: "Save", exact: true }));
  expect(await main(page)).toContain("Write a title in English.");
  await follow(page.getByRole("link", { name: /^Meeting 2\d$/ }));
  await follow(page.getByRole("button", { name: "Announce it" }));
  await expectAccessible(page);
  expect(await main(page)).toContain("Wednesday, 10 June 2026, 10:00–13:00, Nairobi time (UTC+3)");
  const address = new URL(page.url()).pathname;
  doors.test.setClock("2026-06-10T11:00:00Z");
  await follow(page.getByRole("link", { name: "Work on this meeting" }));
  await follow(page.getByRole("button", { name: "Close it" }));
  await page.getByLabel("Summary in English").fill("Much was asked.");
  await page.getByLabel("Needs in English").fill("Travel\nInterpretation");
  await follow(page.getByRole("button", { name: "Save", exact: true }));
  await expectAccessible(page);
  await follow(page.getByRole("button", { name: "Clear under my name" }).first());
  expect(faultsOf(page)).toEqual([]);
  await page.context().close();
  const reader = await doors.visitAs("visitor", address, { javaScriptEnabled });
  await expectAccessible(reader);
  expect([(await main(reader)).includes("Much was asked."), (await main(reader)).includes("Interpretation")]).toEqual([true, false]);
  await reader.getByLabel("Times by the clock of").selectOption("Asia/Tokyo");
  await follow(reader.getByRole("button", { name: "Show the times there" }));
  expect(await main(reader)).toContain("Times in Tokyo, UTC+9");
  await reader.context().close();
});

test("in Arabic, on a phone, the card of one’s rights prints on one page", async () => {
  const page = await doors.visit("/ar/model/meetings/17/rights?class=academia", { viewport: { width: 390, height: 844 } });
  await expectAccessible(page);
  const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
  expect(pdf.match(/\/Type\s*\/Page(?!s)/g)).toHaveLength(1);
  expect(faultsOf(page)).toEqual([]);
  await page.context().close();
});
