import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";

let doors: Doors;
beforeAll(async () => { doors = await openDoors(); });
afterAll(() => doors.close());

describe.each([{ scripts: "with JavaScript", javaScriptEnabled: true }, { scripts: "without JavaScript", javaScriptEnabled: false }])("a researcher, $scripts,", ({ javaScriptEnabled }) => {
  test("follows offences under other treaties from article 3 of today back to article 21 of the first draft", async () => {
    const page = await doors.visit("/en/model/text/convention/3-rev-2?with=3", { javaScriptEnabled });
    const article = page.locator("section.annotated").filter({ has: page.getByRole("heading", { name: "Offences under other treaties" }) });
    expect(await article.getByRole("heading").textContent()).toContain("Chapter I · Article 3, art. 19 in M/CONF.1/3");
    await follow(article.getByRole("link", { name: /^P-\d+$/ }));

    expect(page.url()).toMatch(/\/en\/model\/p\/\d+$/);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Offences under other treaties");
    expect(await page.locator(".lede").textContent()).toBe("It stands as art. 3 in M/CONF.1/3/Rev.2, 18 May 2026. It first appears as art. 21 in M/CONF.1/CRP.1.");
    const history = page.getByRole("region", { name: "Its history" }).getByRole("row");
    const numbers = await history.evaluateAll((rows) => rows.slice(1).map((it) => [it.querySelector("small")?.textContent?.split(" · ")[1], it.children[1]?.textContent]));
    expect(numbers).toEqual([["M/CONF.1/CRP.1", "art. 21"], ["M/CONF.1/3", "art. 19"], ["M/CONF.1/3/Rev.1", "art. 3"], ["M/CONF.1/3/Rev.2", "art. 3"]]);
    expect(await history.filter({ hasText: "M/CONF.1/3/Rev.1" }).textContent()).toMatch(/moved.*confirmed by I\. Calloway, editor/is);
    await expectAccessible(page);

    await follow(history.filter({ hasText: "M/CONF.1/CRP.1" }).getByRole("link").first());
    expect(page.url()).toMatch(/\/crp-1$/);
    const words = await page.getByRole("region", { name: "The text in M/CONF.1/CRP.1" }).textContent();
    expect(words).toContain("those on terrorism, on trafficking in persons, firearms and drugs");
    await follow(page.getByRole("link", { name: "Read it where it stands" }));
    expect(new URL(page.url()).pathname + new URL(page.url()).hash).toBe("/en/model/text/convention/crp-1#art_21");
    await expectAccessible(page);
    expect(faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  test("comes upon the place that it left, and is led to where it went", async () => {
    const page = await doors.visit("/en/model/text/convention/3-rev-1?with=3", { javaScriptEnabled });
    const pointer = page.locator(".pointer").filter({ hasText: "art. 19 of M/CONF.1/3 stood here." });
    await follow(pointer.getByRole("link", { name: "See where it went" }));
    expect(new URL(page.url()).hash).toBe("#art_3");
    await page.context().close();
  });

  test("takes the citation of one version along, and finds the same words behind its address", async () => {
    const page = await doors.visit("/en/model/text/convention/3", { javaScriptEnabled });
    await follow(page.locator("section.annotated").filter({ has: page.getByRole("heading", { name: "Offences under other treaties" }) }).getByRole("link", { name: /^P-\d+$/ }));
    await follow(page.getByRole("region", { name: "Its history" }).getByRole("link", { name: "Draft text", exact: true }));
    const citation = (await page.locator("#citation").textContent())!;
    const number = /P-(\d+)/.exec(citation)![1];
    expect(citation).toBe(`art. 19, Model convention against cybercrime, M/CONF.1/3 (14 Apr 2025), Travaux P-${number}, ${doors.address}/model/p/${number}/3`);
    await page.goto(citation.split(", ").at(-1)!);
    expect(await page.getByRole("region", { name: "The text in M/CONF.1/3" }).textContent()).toContain("by means of a computer system or of any other technology.");
    await page.context().close();
  });
});
