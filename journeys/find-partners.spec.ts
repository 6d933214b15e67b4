import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";

let doors: Doors;
beforeAll(async () => { doors = await openDoors(); });
afterAll(() => doors.close());

const names = (page: Page) => page.locator("#found ~ ul.entries h3").allTextContents();

describe.each([{ scripts: "with JavaScript", javaScriptEnabled: true }, { scripts: "without JavaScript", javaScriptEnabled: false }])("somebody who looks for partners, $scripts,", ({ javaScriptEnabled }) => {
  test("searches, narrows, and takes the table along, by keyboard alone", async () => {
    const page = await doors.visit("/en/directory", { javaScriptEnabled });
    await tabTo(page, 'input[name="q"][size]');
    await page.keyboard.type("evidence");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=evidence/);
    const before = (await names(page)).length;
    await tabTo(page, 'input[type="checkbox"][value="academia"]');
    await page.keyboard.press("Space");
    await tabTo(page, ".facets button");
    await page.keyboard.press("Enter");
    await page.waitForURL(/sector=academia/);
    expect((await names(page)).length).toBeLessThan(before);
    expect(await page.getByRole("checkbox", { name: /^Academia/ }).isChecked()).toBe(true);
    expect(await page.getByRole("link", { name: "Table (CSV)" }).getAttribute("href")).toContain("q=evidence&sector=academia");
    await expectAccessible(page);
    expect(faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  test("goes from a theme to those who know about it, and from the map to a country", async () => {
    const page = await doors.visit("/en/themes/electronic-evidence", { javaScriptEnabled });
    await follow(page.getByRole("link", { name: /in the directory/i }));
    expect(new URL(page.url()).search).toBe("?expertise=electronic-evidence");
    await page.getByRole("combobox", { name: "Shown as" }).selectOption("Map and numbers");
    await follow(page.getByRole("search", { name: "Directory" }).getByRole("button", { name: "Search" }));
    expect(await page.getByRole("img", { name: /Map of the world with circles in \d+ countries/ }).count()).toBe(1);
    await expectAccessible(page);
    await follow(page.getByRole("link", { name: "Kenya" }));
    expect(await names(page)).toEqual(["Lantern Digital Rights"]);
    await page.context().close();
  });
});

test.each([["/ar/directory", 390], ["/ar/directory?view=cards", 1280], ["/ar/directory?view=map", 390], ["/zh/directory?view=table", 390], ["/ru/networks", 390], ["/ar/networks/voices-east", 1280]] as const)("%s is accessible at %i pixels and does not scroll sideways", async (path, width) => {
  const page = await doors.visit(path, { viewport: { width, height: 900 } });
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  expect(faultsOf(page)).toEqual([]);
  await page.context().close();
});

/** Press Tab until the element is reached, as somebody without a mouse would; more than eighty times is too far. */
async function tabTo(page: Page, selector: string) {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    if (await page.locator(`${selector}:focus`).count()) return;
  }
  throw new Error(`${selector} is not reached by Tab`);
}
