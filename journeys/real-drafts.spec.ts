import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { loadRealDrafts } from "../app/src/bin/real/load.ts";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";
import { budget, weightOf } from "./weight.ts";

const data = fileURLToPath(new URL("../../shared/data", import.meta.url));
const isThere = existsSync(`${data}/gdpr-lobbyplag`);
if (!isThere) process.stdout.write("real drafts: not read, ../shared/data/gdpr-lobbyplag is not here\n");

const proposal = "/en/data-protection/text/regulation/com-2012-11";
const adopted = "/en/data-protection/text/regulation/eu-2016-679";

describe.skipIf(!isThere)("with the real drafts of the data protection regulation", () => {
  let doors: Doors;
  beforeAll(async () => {
    doors = await openDoors({ sample: false });
    await loadRealDrafts(doors.test.house, { from: data }, () => {});
  });
  afterAll(() => doors.close());

  /** The numbers of all articles that the contents list, on whichever page of the text they stand. */
  const articlesIn = async (page: Page) =>
    (await page.getByRole("navigation", { name: "Contents", includeHidden: true }).locator("a").allTextContents()).map((it) => /^Article (\S+)/.exec(it.trim())?.[1]).filter((it) => it !== undefined);
  const countTo = (last: number) => Array.from({ length: last }, (_, index) => String(index + 1));
  /** The proposal prints “Article 35” over its article 37 too, and is read as it stands; the second goes by art_35_2. */
  const inProposal = countTo(91).with(36, "35");

  test("the proposal has 91 articles and the adopted text 99, each listed once", async () => {
    const page = await doors.visit(proposal);
    expect(await articlesIn(page)).toEqual(inProposal);
    await page.goto(adopted);
    expect(await articlesIn(page)).toEqual(countTo(99));
    await expectAccessible(page);
    expect(faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  test.each([{ scripts: "with JavaScript", javaScriptEnabled: true }, { scripts: "without JavaScript", javaScriptEnabled: false }])("a reader, $scripts, follows the right to be forgotten from the proposal to the law and back", async ({ javaScriptEnabled }) => {
    const page = await doors.visit(proposal, { javaScriptEnabled });
    await openArticle(page, "17");
    const heading = page.locator("#art_17");
    expect(await heading.textContent()).toContain("Right to be forgotten and to erasure");
    await follow(page.locator("section.annotated").filter({ has: heading }).getByRole("link", { name: /^P-\d+$/ }));

    const history = page.getByRole("region", { name: "Its history" }).getByRole("row");
    const rows = await history.evaluateAll((all) => all.slice(1).map((it) => [it.querySelector("small")?.textContent?.split(" · ")[1], it.children[1]?.textContent]));
    expect(rows).toEqual([["COM(2012) 11", "art. 17"], ["(EU) 2016/679", "art. 17"]]);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toMatch(/Right to erasure/);
    await expectAccessible(page);

    await follow(page.getByRole("link", { name: "Read it where it stands" }));
    expect(new URL(page.url()).hash).toBe("#art_17");
    expect(await page.locator("section.annotated").filter({ has: page.locator("#art_17") }).locator("del").count()).toBeGreaterThan(0);
    await page.context().close();
  });

  test.each([proposal, adopted, `${adopted}?show=clean`])("every page of %s is light enough for a slow link, and leads to the next", async (start) => {
    const page = await doors.visit(start);
    const headings: string[] = [];
    const heavy: string[] = [];
    for (let leaf = 1; ; leaf++) {
      const { html, css, script } = await weightOf(page.url());
      if (html + css > budget.page || script > budget.script) heavy.push(`${page.url()}: ${html + css} bytes with its styles, ${script} of script`);
      headings.push(...(await page.locator(".treaty h3[id^=art_]").evaluateAll((all) => all.map((it) => it.id))));
      const next = page.getByRole("link", { name: "Next page" }).first();
      if ((await next.count()) === 0) break;
      await follow(next);
    }
    expect(heavy).toEqual([]);
    expect(headings).toEqual((start === proposal ? countTo(91).with(36, "35_2") : countTo(99)).map((it) => `art_${it}`));
    await page.context().close();
  });
});

/** Go through the contents to an article, which may stand on another page of the text. */
async function openArticle(page: Page, number: string) {
  await page.getByText("Contents", { exact: true }).first().click();
  await follow(page.getByRole("navigation", { name: "Contents" }).getByRole("link", { name: new RegExp(`^Article ${number} `) }));
  await page.locator(`#art_${number}`).waitFor();
}
