import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";

let doors: Doors;
beforeAll(async () => { doors = await openDoors(); });
afterAll(() => doors.close());

const main = async (page: Page) => (await page.locator("main").innerText()).replaceAll(/\s+/g, " ");

test.each([true, false])("an officer opens a call (scripts: %s), mends what is wrong, announces it and extends it; everyone reads it and sees the old hour struck through", async (javaScriptEnabled) => {
  const page = await doors.visitAs("officer", "/en/model", { javaScriptEnabled });
  await follow(page.getByRole("link", { name: "Contribute" }));
  await follow(page.getByRole("link", { name: "Open a call" }));
  await expectAccessible(page);
  await page.getByLabel("Title in English").fill("Training for prosecutors");
  await page.getByLabel("Mandate in English").fill("The fourth session asked for views.");
  await page.getByLabel("Symbol it rests on").fill("M/CONF.1/7, paragraph 30");
  await page.getByLabel("Questions in English").fill("What is missing?");
  await page.getByLabel("Time zone").fill("Africa/Nairobi");
  await page.getByLabel("Day of opening").fill("2026-06-08");
  await page.getByLabel("Day of closing").fill("2026-06-07");
  await page.getByLabel("Version of the text").selectOption({ index: 1 });
  await page.getByLabel("Provisions of it").fill("39–40");
  await follow(page.getByRole("button", { name: "Save as a draft" }));
  await expectAccessible(page);
  expect(await main(page)).toContain("It must close after it opens.");
  expect(await page.getByLabel("Symbol it rests on").inputValue()).toBe("M/CONF.1/7, paragraph 30");
  await page.getByLabel("Day of closing").fill("2026-06-11");
  await follow(page.getByRole("button", { name: "Save as a draft" }));
  await expectAccessible(page);
  await follow(page.getByRole("button", { name: "Announce it" }));
  await expectAccessible(page);
  const address = new URL(page.url()).pathname;
  expect(await main(page)).toContain("Thu 11 June, 18:00 Nairobi 2 days left");
  await follow(page.getByRole("link", { name: "Work on this call" }));
  await follow(page.getByRole("link", { name: "Close later" }));
  await expectAccessible(page);
  await page.getByLabel("Day of closing").fill("2026-06-18");
  await page.getByLabel("Reason").fill("The report is late.");
  await follow(page.getByRole("button", { name: "Close later" }));
  await expectAccessible(page);
  expect(faultsOf(page)).toEqual([]);
  await page.context().close();
  const reader = await doors.visitAs("visitor", address, { javaScriptEnabled });
  expect(await reader.locator("del").first().innerText()).toBe("Thu 11 June, 18:00 Nairobi");
  expect(await main(reader)).toContain("9 days left");
  await reader.context().close();
});
