// A representative answers a call, from opening the form to the receipt that a stranger checks: with scripts and without.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkReceipt, type Receipt } from "@travaux/record-proofs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openCall } from "../app/test/calling.ts";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";

let doors: Doors;
const author = "amina.wekesa@lantern.example";
const answer = "/en/model/calls/14/answer";
beforeAll(async () => {
  doors = await openDoors();
  await doors.test.person({ email: author });
  await openCall(doors.test);
});
afterAll(() => doors.close());

/** A page of the author. */
const visit = (path: string, options: Parameters<Doors["visit"]>[1] = {}) => doors.visitAs(author, path, options);
const leave = async (page: Page) => {
  expect(faultsOf(page)).toEqual([]);
  await page.context().close();
};

/** Fill in a form that may be checked: a title, a text, an ask on article 7 with wording of its own. */
async function fillIn(page: Page, title: string) {
  await page.getByLabel("Title", { exact: true }).fill(title);
  await page.getByLabel("Your text").fill("A power without its limit beside it will be used without it.");
  await page.getByLabel("What do you ask for?").first().fill("Refer to the safeguard in each power.");
  await page.getByLabel("Another provision").first().fill("art. 7(1)");
  await follow(page.getByRole("button", { name: "Add provision or theme" }).first());
  await follow(page.getByRole("button", { name: "Propose wording" }).first());
  const wording = page.getByLabel(/^Your wording of/);
  await wording.fill(`${await wording.inputValue()} Subject to the safeguards of article 5.`);
}

test.each([true, false])("a call is answered with asks and proposed wording, and a stranger checks the receipt; scripts: %s", async (javaScriptEnabled) => {
  const page = await visit(answer, { javaScriptEnabled });
  await expectAccessible(page);
  await fillIn(page, `Tie every power to the safeguard, ${javaScriptEnabled}`);
  await expectAccessible(page);
  await follow(page.getByRole("button", { name: "Check and send" }));
  expect(await page.getByRole("alert").textContent()).toContain("Choose who may read it, and under what name.");
  expect(await page.getByLabel(/^Your wording of/).inputValue()).toContain("Subject to the safeguards of article 5.");
  await expectAccessible(page);
  await page.getByRole("radio", { name: "For everyone, in the organisation’s name" }).check();
  await follow(page.getByRole("button", { name: "Check and send" }));
  expect(await page.locator("ins").allTextContents()).toContainEqual(expect.stringContaining("Subject to the safeguards of article 5."));
  await expectAccessible(page);
  await follow(page.getByRole("button", { name: "Send", exact: true }));
  expect(await page.locator("main").textContent()).toContain("Received.");
  await expectAccessible(page);
  const reference = /contributions\/(C-[0-9A-Z]+)/.exec(page.url())![1]!;
  const receipt = JSON.parse(await doors.test.read(author, `/en/model/contributions/${reference}/receipt.json`)) as Receipt;
  expect((await checkReceipt(receipt)).filter((it) => !it.ok)).toEqual([]);
  const stranger = await doors.visit("/en/verify", { javaScriptEnabled });
  await stranger.getByLabel("Or its text").fill(JSON.stringify(receipt));
  await stranger.getByRole("button", { name: "Check", exact: true }).click();
  await stranger.getByText("Everything that was checked holds.").waitFor();
  await leave(stranger);
  const folder = mkdtempSync(join(tmpdir(), "travaux-receipt-"));
  writeFileSync(join(folder, "receipt.json"), JSON.stringify(receipt));
  const { status, stdout } = spawnSync(process.execPath, [join(import.meta.dirname, "../app/dist/bin/travaux.js"), "verify", join(folder, "receipt.json")], { encoding: "utf8" });
  rmSync(folder, { recursive: true });
  expect([status, stdout.includes("does not")]).toEqual([0, false]);
  await follow(page.getByRole("link", { name: "Open it" }));
  await expectAccessible(page);
  expect(await page.locator("main").textContent()).toContain("With the secretariat.");
  await leave(page);
});

test("without scripts asks are added and removed, and a draft is gone on with another day", async () => {
  const page = await visit(answer, { javaScriptEnabled: false });
  await page.getByLabel("Title", { exact: true }).fill("Half done");
  await page.getByLabel("What do you ask for?").first().fill("First.");
  await follow(page.getByRole("button", { name: "Add an ask" }));
  await page.getByLabel("What do you ask for?").nth(1).fill("Second.");
  await follow(page.getByRole("button", { name: "Remove ask 1" }));
  expect(await page.getByLabel("What do you ask for?").first().inputValue()).toBe("Second.");
  await follow(page.getByRole("button", { name: "Save as draft" }));
  await page.goto("/en/contributions");
  await expectAccessible(page);
  await follow(page.getByRole("link", { name: "Half done" }));
  await expectAccessible(page);
  await follow(page.getByRole("link", { name: "Go on writing" }));
  expect(await page.getByLabel("Title", { exact: true }).inputValue()).toBe("Half done");
  await leave(page);
});

test("with scripts, what is typed is kept by itself and its words are counted as the server counts them; lost, the browser offers its copy", async () => {
  const page = await visit(answer);
  const text = "Art. 24(2)(b) l’accès non-refoulement 缔约方应当 الدولة الطرف";
  await page.getByLabel("Title", { exact: true }).fill("Kept by itself");
  await page.getByLabel("Your text").fill(text);
  const live = await page.locator("#text-count").textContent();
  await page.getByText(/^Kept at \d\d:\d\d/).waitFor();
  await page.reload();
  expect(await page.getByLabel("Title", { exact: true }).inputValue()).toBe("Kept by itself");
  expect((await page.locator("#text-count").evaluate((it) => it.textContent)).trim()).toBe(live!.trim());
  await page.route("**/draft", (route) => route.abort());
  await page.getByLabel("Title", { exact: true }).fill("Typed while the line was cut");
  await page.getByText("The server cannot be reached.").waitFor();
  await page.unroute("**/draft");
  await page.reload();
  await page.getByRole("button", { name: "Put it into the form" }).click();
  expect(await page.getByLabel("Title", { exact: true }).inputValue()).toBe("Typed while the line was cut");
  await page.getByText(/^Kept at \d\d:\d\d/).waitFor();
  await page.context().close(); // a request was cut on purpose: the browser says so
});

test.each([{ language: "en" }, { language: "ar" }])("in $language the form reads well wide, narrow and dark", async ({ language }) => {
  for (const options of [{}, { viewport: { width: 390, height: 844 } }, { colorScheme: "dark" as const }]) {
    const page = await visit(answer.replace("/en/", `/${language}/`), options);
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await leave(page);
  }
});
