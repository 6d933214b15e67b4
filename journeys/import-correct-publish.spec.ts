import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";
import { nextDraft } from "./next-draft.ts";

let doors: Doors;
beforeEach(async () => { doors = await openDoors(); });
afterEach(() => doors.close());

const draft = { name: "third-revision.txt", mimeType: "text/plain", buffer: Buffer.from(nextDraft()) };
const room = "/en/model/text/convention";

describe.each([{ scripts: "with JavaScript", javaScriptEnabled: true }, { scripts: "without JavaScript", javaScriptEnabled: false }])("an editor, $scripts,", ({ javaScriptEnabled }) => {
  test("imports the third revision, says what the contact points became, and publishes; only then is it there for others", async () => {
    const editor = await doors.visit("/en", { javaScriptEnabled });
    await signIn(editor);
    await importDraft(editor);
    await correctContactPoints(editor);
    expect(await seenByVisitor()).toEqual({ newest: "/en/model/text/convention/3-rev-2", named: 404, listed: false, found: false });

    await follow(editor.getByRole("button", { name: "Publish this version" }));
    expect(await editor.getByRole("status").first().textContent()).toBe("M/CONF.1/3/Rev.3 is published.");
    expect(await seenByVisitor()).toEqual({ newest: "/en/model/text/convention/3-rev-3", named: 200, listed: true, found: true });
    expect(faultsOf(editor)).toEqual([]);

    const visitor = await doors.visit(room, { javaScriptEnabled });
    await readsTheRedline(visitor);
    await visitor.context().close();
  });
});

test("a link opens one session only, and looking at it does not use it up", async () => {
  const link = await doors.loginLink();
  for (const _ of [1, 2]) expect((await fetch(link)).status).toBe(200); // as a mail scanner would
  const page = await doors.visit(link);
  await follow(page.getByRole("button", { name: "Open the session" }));
  expect(await page.getByRole("status").textContent()).toBe("Your session is open.");
  const other = await doors.visit(link);
  expect(await other.getByRole("heading", { level: 1 }).textContent()).toBe("This link has been used, has run out, or never was one.");
  await follow(page.getByRole("button", { name: "End the session of Ines Calloway" }));
  await page.goto("/en/desk");
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("This page is for people who are signed in.");
});

async function signIn(page: Page) {
  await page.goto(await doors.loginLink());
  await expectAccessible(page);
  await follow(page.getByRole("button", { name: "Open the session" }));
  await expectAccessible(page);
}

/** First without its symbol and date: the form comes back with what was typed. */
async function importDraft(page: Page) {
  await follow(page.getByRole("link", { name: "Import a version" }).first());
  await page.getByLabel("Document").setInputFiles(draft);
  await page.getByLabel("Symbol").fill(" ");
  await page.getByLabel("Title").fill("Third revised draft");
  await page.getByLabel("Date").fill("2026-06-08");
  await page.getByLabel("Status").selectOption("Revised draft");
  await follow(page.getByRole("button", { name: "Read the document" }));
  expect(await page.getByRole("alert").getByRole("link").allTextContents()).toEqual(["Choose the document again: browsers do not send a file twice.", "Write the symbol, as printed on the document."]);
  expect(await page.getByLabel("Title").inputValue()).toBe("Third revised draft");
  await expectAccessible(page);

  await page.getByLabel("Document").setInputFiles(draft);
  await page.getByLabel("Symbol").fill("M/CONF.1/3/Rev.3");
  await follow(page.getByRole("button", { name: "Read the document" }));
  expect(await page.getByRole("status").first().textContent()).toBe("M/CONF.1/3/Rev.3 has been read. Look at what follows, then publish it.");
  expect(await happened(page)).toMatchObject({ "art. 34": "moved and renumbered", "art. 42": "renumbered and reworded", "art. 7": "split and reworded", "art. 29": "added" });
  await expectAccessible(page);
}

/** What is said to have happened to each article of the new version. */
const happened = (page: Page) => page.locator("table.align tbody tr").evaluateAll((rows) => Object.fromEntries(rows.map((it) => {
  const [place] = /art\. \d+/.exec(it.querySelector("th")?.textContent ?? "") ?? [it.querySelector("th")?.textContent ?? ""];
  const [, , what] = it.querySelectorAll("th, td");
  return [place, what?.firstChild?.textContent?.trim() ?? ""];
})));

async function correctContactPoints(page: Page) {
  const row = page.locator("#art_29").filter({ hasText: "Standing network" });
  await row.getByText("Correct", { exact: false }).first().click();
  await row.getByLabel("Goes with, in the version before").fill("art_29");
  await follow(row.getByRole("button", { name: "Save the correction" }));
  expect(await page.getByRole("status").first().textContent()).toBe("The decision is kept.");
  expect(await page.locator("#art_29").textContent()).toMatch(/Contact points available at all hours.*Corrected by Ines Calloway, 9 June? 2026/s);
  await expectAccessible(page);
}

/** What somebody else finds of the new version, in a browser of their own. */
async function seenByVisitor() {
  const page = await doors.visit(room);
  const newest = new URL(page.url()).pathname;
  const named = (await page.goto(`${room}/3-rev-3`))!.status();
  await page.goto("/en/model/text");
  const listed = (await page.getByRole("main").textContent())!.includes("M/CONF.1/3/Rev.3");
  await page.goto("/en/search?q=colleagues+telephone");
  const found = (await page.getByRole("main").textContent())!.includes("M/CONF.1/3/Rev.3");
  await page.context().close();
  return { newest, named, listed, found };
}

async function readsTheRedline(page: Page) {
  const article = (heading: string) => page.locator("section.annotated").filter({ has: page.getByRole("heading", { name: heading }) });
  expect(await article("Funding").locator("ins").allTextContents()).toEqual([expect.stringMatching(/^ ?(of assessed and|assessed and of) ?$/)]);
  expect(await article("Laundering of proceeds of crime").getByRole("heading").textContent()).toContain("Article 34, art. 17 in M/CONF.1/3/Rev.2");
  expect(await page.locator(".pointer").filter({ hasText: "art. 17 of M/CONF.1/3/Rev.2 stood here." }).count()).toBe(1);
  expect(await article("Standing network").locator("del").first().textContent()).toContain("Contact points");
  await follow(article("Standing network").getByRole("link", { name: /^P-\d+$/ }));
  const history = page.getByRole("region", { name: "Its history" });
  expect(await history.textContent()).toContain("Same provision: so corrected by Ines Calloway, editor, 9 Jun 2026.");
  expect(await history.getByRole("row").count()).toBe(1 + 5); // through all five versions
  await expectAccessible(page);
}
