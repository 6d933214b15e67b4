import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";

let doors: Doors;
beforeAll(async () => { doors = await openDoors(); });
afterAll(() => doors.close());

/** The article with this heading, with what came and what went in it. */
const article = (page: Page, heading: string) => page.locator("section.annotated").filter({ has: page.getByRole("heading", { name: heading }) });

/** The words that came or went, without the punctuation at their ends. */
const wordsOf = async (page: Page, heading: string, mark: "ins" | "del") =>
  (await article(page, heading).locator(mark).allTextContents()).map((it) => it.replaceAll(/\s+/g, " ").replaceAll(/^[\s,;.]+|[\s,;.]+$/g, "")).filter(Boolean);

describe.each([{ scripts: "with JavaScript", javaScriptEnabled: true }, { scripts: "without JavaScript", javaScriptEnabled: false }])("a delegate, $scripts,", ({ javaScriptEnabled }) => {
  test("finds what changed in the safeguard for human rights between the first draft and the last", async () => {
    const page = await doors.visit("/en", { javaScriptEnabled });
    await follow(page.getByRole("link", { name: "Read the text" }));
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Model convention against cybercrime");

    await page.getByRole("combobox", { name: "Version" }).selectOption("Second revised draft text · M/CONF.1/3/Rev.2 · May 2026");
    await page.getByRole("combobox", { name: "Compared with" }).selectOption("Draft text · M/CONF.1/3 · Apr 2025");
    await follow(page.getByRole("button", { name: "Show" }));

    expect(await article(page, "Safeguard for human rights").getByRole("heading").innerText()).toContain("Article 7, art. 5 in M/CONF.1/3");
    expect(await wordsOf(page, "Safeguard for human rights", "del")).toEqual(["has accepted", "where lawful"]);
    expect(await wordsOf(page, "Safeguard for human rights", "ins")).toEqual([
      "owes to persons", "including where it acts on the request of another State Party", "research or testing done in good faith to make a system safer",
    ]);
    await expectAccessible(page);
    expect(faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  test("sees in the strip where the changes are, goes to the article that changed most, and reads it clean", async () => {
    const page = await doors.visit("/en/model/text/convention/3-rev-2", { javaScriptEnabled });
    const strip = page.getByRole("region", { name: "Where the changes are" });
    const cell = strip.getByRole("link", { name: /: Article 38, \d+ words added, \d+ removed/ });
    expect(await cell.getAttribute("class")).toBe("deep"); // a new article
    await follow(cell);
    expect(new URL(page.url()).hash).toBe("#art_38");
    const heading = page.getByRole("heading", { name: "Security research and the reporting of faults" });
    expect(await heading.evaluate((it) => it.getBoundingClientRect().bottom > 0 && it.getBoundingClientRect().top < innerHeight)).toBe(true);

    await page.getByLabel("Clean").check();
    await follow(page.getByRole("button", { name: "Show" }));
    expect(await page.locator("ins, del").count()).toBe(0);
    expect(await page.locator(".official .kind").first().textContent()).toBe("Official text M/CONF.1/3/Rev.2 · English");
    await expectAccessible(page);
    await page.context().close();
  });

  test("does the same by keyboard alone: past the head of the page, through the choices, to the text", async () => {
    const page = await doors.visit("/en/model/text/convention/3-rev-2", { javaScriptEnabled });
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("Skip to content");
    await page.keyboard.press("Enter");
    await tabTo(page, "select[name=with]");
    await page.keyboard.type("Compilation"); // the names in the list can be typed
    await tabTo(page, "button.main");
    await page.keyboard.press("Enter");
    await page.waitForURL(/with=crp-1/);
    expect(await page.locator(".official .kind").first().textContent()).toContain("marked against M/CONF.1/CRP.1");
    await page.context().close();
  });
});

test("the keys n and p go from change to change, and are left alone while somebody types", async () => {
  const page = await doors.visit("/en/model/text/convention/3-rev-2?with=3");
  const place = () => page.evaluate(() => document.activeElement?.closest(".para, .pointer, h3")?.textContent?.trim().slice(0, 40) ?? null);
  await page.keyboard.press("n");
  const first = await place();
  await page.keyboard.press("n");
  const second = await place();
  expect(first).not.toBe(null);
  expect(second).not.toBe(first);
  await page.keyboard.press("p");
  expect(await place()).toBe(first);

  const typed = page.getByRole("searchbox").first();
  await typed.focus();
  await page.keyboard.type("nnp");
  expect(await typed.inputValue()).toBe("nnp");
  expect(faultsOf(page)).toEqual([]);
  await page.context().close();
});

test("a phrase is found by searching, and its article opened from the result", async () => {
  const page = await doors.visit("/en");
  await page.getByRole("searchbox", { name: "Search the texts" }).fill("good faith");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=good/);
  const results = page.getByRole("listitem").filter({ has: page.locator("mark") });
  await follow(results.filter({ hasText: "M/CONF.1/3/Rev.2" }).first().getByRole("heading").getByRole("link"));
  expect(page.url()).toMatch(/\/en\/model\/p\/[\d-]+\/3-rev-2$/);
  await expectAccessible(page);
  await page.context().close();
});

const focused = (page: Page) => page.locator(":focus").textContent();

/** Press Tab until the element is reached, as somebody without a mouse would; more than forty times is too far. */
async function tabTo(page: Page, selector: string) {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press("Tab");
    if (await page.locator(`${selector}:focus`).count()) return;
  }
  throw new Error(`${selector} is not reached by Tab`);
}
