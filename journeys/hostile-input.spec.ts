// A house in which every text is hostile (app/test/hostile.ts), seen in a browser under the policy of its pages: nothing is carried out,
// nothing is asked of another host, and nothing that somebody wrote became an element.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addressesOf, attack, plant, poison, type Planted } from "../app/test/hostile.ts";
import { faultsOf, follow, openDoors, type Doors } from "./house.ts";

let doors: Doors;
let planted: Planted;
let addresses: string[];
beforeAll(async () => {
  doors = await openDoors();
  doors.test.house.baseUrl = "http://travaux.test"; // where the test sends forms from
  planted = await plant(doors.test);
  doors.test.house.baseUrl = doors.address;
  addresses = await addressesOf(doors.test, planted);
  await poison(doors.test);
}, 300_000);
afterAll(() => doors?.close());

/** Run in the page: what somebody wrote that became more than words. */
function carriedOut() {
  const attributes = [...document.querySelectorAll("*")].flatMap((it) => [...it.attributes].filter((one) => /^on|^data-hostile$/.test(one.name) || (/^(xlink:)?(href|src|action|formaction)$/.test(one.name) && /^\s*javascript:/i.test(one.value))).map((one) => `${it.tagName} ${one.name}=${one.value.slice(0, 60)}`));
  return [...("__hit" in globalThis ? [`executed ${String((globalThis as unknown as { __hit: unknown }).__hit)}`] : []), ...attributes];
}

/** What a page did that it may not; a dialog is closed and counted. */
async function wrongOn(page: Page, address: string, dialogs: string[]): Promise<{ status: number; found: string[] }> {
  const before = faultsOf(page).length;
  const status = (await page.goto(address))?.status() ?? 500;
  const found = [...(await page.evaluate(carriedOut)), ...faultsOf(page).slice(before), ...dialogs.splice(0), ...(status >= 500 ? [`answers ${status}`] : [])];
  if (new URL(page.url()).host !== new URL(doors.address).host) found.push(`left the house for ${page.url()}`);
  return { status, found: found.map((it) => `${address}: ${it}`) };
}

const isPage = (address: string) => /^\/(ar|zh|en|fr|ru|es)(\/|\?|$)/.test(address) && !/\.\w+(\?|$)|\/own-data\/export$/.test(address); // what is taken along is tried in app/test/hostile-input.test.ts
/** Pages of the register, which each of them sees otherwise. */
const isOfRegister = (address: string) => /\/(partnerships|practices|offers|pathways|letters)/.test(address);

/** Open these pages one after the other: what was wrong, and which there were. */
async function walk(who: string, wanted: readonly string[]) {
  const page = await doors.visitAs(who, "/en/about");
  const dialogs: string[] = [];
  page.on("dialog", (it) => { dialogs.push(`dialog: ${it.message()}`); void it.dismiss(); });
  const [wrong, seen]: [string[], string[]] = [[], []];
  for (const it of wanted) {
    if (who !== "visitor" && (await doors.test.get(who, it)).status !== 200) continue;
    const { status, found } = await wrongOn(page, it, dialogs);
    wrong.push(...found);
    if (status === 200) seen.push(it);
  }
  await page.context().close();
  return { wrong, seen };
}

/** What every visitor sees is opened once; what others see in its place by each of them, and the register by a partner, too. */
const openToAll = new Set<string>();

test.each(["a visitor", "a focal point", "somebody on every desk"])("with every text hostile, %s opens every page and nothing is carried out", async (name) => {
  const who = { "a visitor": "visitor", "a focal point": planted.focalPoint, "somebody on every desk": planted.keeper }[name]!;
  const wanted = addresses.filter((one) => isPage(one) && (!openToAll.has(one) || (name === "a focal point" && isOfRegister(one))));
  const halves = await Promise.all([0, 1].map((half) => walk(who, wanted.filter((_, index) => index % 2 === half))));
  expect(halves.flatMap((it) => it.wrong)).toEqual([]);
  const seen = halves.flatMap((it) => it.seen);
  if (who === "visitor") for (const it of seen) openToAll.add(it);
  expect(seen.length).toBeGreaterThan(who === "visitor" ? 60 : 20);
}, 120_000);

test("a form that was refused shows what was typed as words; and the check finds an element that was written", async () => {
  const page = await doors.visitAs(planted.focalPoint, "/en/partnerships/new");
  await page.getByLabel("Title: English").fill(attack.slice(0, 150));
  await page.getByLabel("What it does: English").fill(attack);
  await page.getByLabel("Sources", { exact: true }).fill(attack);
  await page.locator("form", { has: page.getByLabel("Title: English") }).evaluate((it: HTMLFormElement) => { it.noValidate = true; });
  await follow(page.getByRole("button", { name: "Propose it, and ask the partners" }));
  expect(await page.getByLabel("What it does: English").inputValue()).toBe(attack);
  expect([await page.evaluate(carriedOut), faultsOf(page)]).toEqual([[], []]);
  await page.evaluate(() => { const it = document.createElement("a"); it.setAttribute("data-hostile", ""); it.setAttribute("href", "javascript:1"); document.querySelector("main")!.append(it); });
  expect(await page.evaluate(carriedOut)).toEqual(["A data-hostile=", "A href=javascript:1"]);
  await page.context().close();
});
