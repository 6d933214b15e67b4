// Somebody speaks under the Chatham House Rule, with and without scripts, and comes back with nothing but a code.
import type { Page, Request } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWorkshop, participant } from "../app/test/speaking.ts";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";

const [ada, bo] = ["ada@speaks.example", "bo@speaks.example"];
const form = "/en/model/p/003/3-rev-2/comment?forum=under-the-rule";
let doors: Doors;
beforeAll(async () => {
  doors = await openDoors();
  const forum = await openWorkshop(doors.test, "under-the-rule", ["participants/named", "participants/unattributed", "public/unattributed"]);
  for (const who of [ada, bo]) await participant(doors.test, forum, who);
});
afterAll(() => doors?.close());

async function write(page: Page, words: string) {
  await page.locator("textarea[name=body]").fill(words);
  await page.locator('input[name=combination][value="participants/unattributed"]').check();
}
const send = (page: Page) => page.locator("form[data-unattributed-to] button.main");

/** Open an input by its code, in a browser that was never here. */
async function openWith(code: string, options: Parameters<Doors["visit"]>[1] = {}) {
  const page = await doors.visit("/en/unattributed", options);
  await expectAccessible(page);
  await page.getByLabel("Secret code").fill(code);
  await follow(page.getByRole("button", { name: "Open" }));
  expect(new URL(page.url()).search).toBe("");
  return page;
}

test("with scripts, the words leave without the session, and the receipt is shown here and kept nowhere", async () => {
  const page = await doors.visitAs(ada, form);
  await page.getByRole("status").getByText("holds a sealed token").waitFor();
  await expectAccessible(page);
  await write(page, "With scripts, nobody says so.");
  const sent = page.waitForRequest("**/unattributed/comments");
  await send(page).click();
  const request: Request = await sent;
  const headers = await request.allHeaders();
  expect([headers.cookie, headers.referer, headers["accept-language"]]).toEqual([undefined, undefined, "en"]);
  await page.getByText("in a request without your session").waitFor();
  await expectAccessible(page);
  const code = (await page.locator("[data-code]").textContent())!;
  const file = decodeURIComponent((await page.locator("a[download]").getAttribute("href"))!);
  expect(file).toContain(`"code": "${code}"`);
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  expect(kept).not.toContain(code);
  expect(kept.split("nonce").length - 1).toBe(9); // one of ten is spent
  expect(faultsOf(page)).toEqual([]);

  const later = await openWith(code);
  await expectAccessible(later);
  expect(await later.locator("blockquote").first().textContent()).toBe("With scripts, nobody says so.");
  await follow(later.getByRole("button", { name: "Yes, it still stands" }));
  expect(await later.locator("main").textContent()).toContain("its author said that it still stands");
  await later.getByLabel("I want it withdrawn.").check();
  await follow(later.getByRole("button", { name: "Withdraw" }));
  expect(await later.getByRole("heading", { level: 1 }).textContent()).toBe("It is withdrawn");
  await expectAccessible(later);
  expect(await later.context().cookies()).toEqual([]);
  expect(faultsOf(later)).toEqual([]);
});

test("without scripts the session is put aside, the page says what that means, and the code opens the same", async () => {
  const page = await doors.visitAs(bo, form, { javaScriptEnabled: false });
  await write(page, "Without scripts, nobody says so.");
  await follow(send(page));
  expect(await page.locator("main").textContent()).toContain("Your session showed that you may write here, and was then put aside.");
  await expectAccessible(page);
  const code = (await page.locator("[data-code]").textContent())!;
  expect(page.url()).not.toContain(code);
  const later = await openWith(code, { javaScriptEnabled: false });
  expect(await later.locator("blockquote").first().textContent()).toBe("Without scripts, nobody says so.");
  await expectAccessible(later);
  expect(await later.context().cookies()).toEqual([]);
});

test.each(["ar", "en"])("the page of the code reads on a phone, in %s", async (language) => {
  const page = await doors.visit(`/${language}/unattributed`, { viewport: { width: 390, height: 800 }, colorScheme: "dark" });
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
