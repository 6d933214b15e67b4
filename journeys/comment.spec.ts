import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";

let doors: Doors;
const author = "amina.wekesa@lantern.example", stranger = "dewi.prabandari@samudra.example", participant = "rosalind.thackeray@delegation.example";
beforeAll(async () => {
  doors = await openDoors();
  for (const email of [author, stranger, participant]) await doors.test.person({ email });
});
afterAll(() => doors.close());

const newest = "/en/model/text/convention/3-rev-2";

const leave = async (page: Page) => {
  expect(faultsOf(page)).toEqual([]);
  await page.context().close();
};

const choices = {
  "For everyone, in the organisation’s name": ["visitor", author, stranger, participant, "officer"],
  "For everyone, sector and region only": ["visitor", author, stranger, participant, "officer"],
  "For participants, in the organisation’s name": [author, participant, "officer"],
  "For participants, sector and region only": [author, participant, "officer"],
  "For the secretariat, in the organisation’s name": [author, "officer"],
};

test.each(Object.entries(choices).flatMap(([choice, readers]) => [true, false].map((javaScriptEnabled) => ({ choice, readers, javaScriptEnabled, way: javaScriptEnabled ? "with" : "without" }))))("$way scripts, somebody writes “$choice” beside article 8, and just those read it who were named", async ({ choice, readers, javaScriptEnabled, way }) => {
  const words = `Testing is no crime, ${way} scripts, ${choice}.`;
  const page = await doors.visitAs(author, `${newest}?leaf=all`, { javaScriptEnabled });
  await follow(page.getByRole("link", { name: "Add a view on art. 8", exact: true }));
  await expectAccessible(page);
  await page.getByLabel("Your words").fill(words);
  await page.getByRole("radio", { name: choice }).check();
  await follow(page.getByRole("button", { name: "Send" }));
  await expectAccessible(page);
  expect(await page.locator("main").textContent()).toContain("Received.");
  await follow(page.getByRole("link", { name: "Open it" }));
  await expectAccessible(page);
  const address = new URL(page.url()).pathname;
  await leave(page);
  const seen: string[] = [];
  for (const who of ["visitor", author, stranger, participant, "officer"]) if ((await doors.test.read(who, address)).includes(words)) seen.push(who);
  expect(seen).toEqual(readers);
});

test("what was forgotten is said beside its field, and what was typed is still there", async () => {
  const page = await doors.visitAs(author, `${newest}?leaf=all`, { javaScriptEnabled: false });
  await follow(page.getByRole("link", { name: "Add a view on art. 9", exact: true }));
  await page.getByLabel("Your words").fill("x".repeat(3001));
  await page.getByRole("radio", { name: "For everyone, sector and region only" }).check();
  await follow(page.getByRole("button", { name: "Send" }));
  await expectAccessible(page);
  expect(await page.getByRole("alert").textContent()).toContain("Keep it under 3,000 characters.");
  expect((await page.getByLabel("Your words").inputValue()).length).toBe(3001);
  expect(await page.getByRole("radio", { name: "For everyone, sector and region only" }).isChecked()).toBe(true);
  await leave(page);
});

test("its author edits it, narrows it, and withdraws it; an officer holds another back", async () => {
  const page = await doors.visitAs(author, `${newest}?leaf=all`);
  await follow(page.getByRole("link", { name: "Add a view on art. 10", exact: true }));
  await page.getByLabel("Your words").fill("Water is not a game.");
  await page.getByRole("radio", { name: "For everyone, in the organisation’s name" }).check();
  await follow(page.getByRole("button", { name: "Send" }));
  await follow(page.getByRole("link", { name: "Open it" }));
  const address = new URL(page.url()).pathname;
  await follow(page.getByRole("link", { name: "Write other words" }));
  await expectAccessible(page);
  await page.getByLabel("Your words").fill("Drinking water is not a game.");
  await follow(page.getByRole("button", { name: "Save as a new edition" }));
  await expectAccessible(page);
  expect(await page.locator("ins").first().textContent()).toContain("Drinking");

  const officer = await doors.visitAs("officer", address);
  await follow(officer.getByRole("link", { name: "Hold it back" }));
  await expectAccessible(officer);
  await officer.getByLabel("In a sentence").fill("It is about games.");
  await follow(officer.getByRole("button", { name: "Hold it back" }));
  await expectAccessible(officer);
  await follow(officer.getByRole("button", { name: "Let it be read again" }));
  await leave(officer);

  await page.goto(address);
  await follow(page.getByRole("link", { name: "Change who may know" }));
  await expectAccessible(page);
  await page.getByRole("radio", { name: "For participants, in the organisation’s name" }).check();
  await follow(page.getByRole("button", { name: "Change it" }));
  expect((await doors.test.get("visitor", address)).status).toBe(404);
  await follow(page.getByRole("link", { name: "Withdraw it" }));
  await expectAccessible(page);
  await follow(page.getByRole("button", { name: /^Withdraw C-.* for good$/ }));
  await expectAccessible(page);
  expect(await page.locator("main").textContent()).toContain("Withdrawn by its author.");
  await leave(page);
});

test.each(["en", "ar"])("in %s, views stand beside official text and visibly apart from it, wide, narrow and dark", async (language) => {
  for (const options of [{}, { viewport: { width: 390, height: 844 } }, { colorScheme: "dark" as const }]) {
    const page = await doors.visit(newest.replace("/en/", `/${language}/`), options);
    await expectAccessible(page);
    const [view, official] = [page.locator(".margin .view").first(), page.locator(".official").first()];
    const border = (it: typeof view) => it.evaluate((element) => getComputedStyle(element).borderInlineStartStyle);
    expect([await border(view), await border(official)]).toEqual(["solid", "double"]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await leave(page);
  }
});
