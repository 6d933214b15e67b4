import { signingKey, writeVerifierKey } from "@travaux/record-proofs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";

let doors: Doors;
let receipt: string;
beforeAll(async () => {
  doors = await openDoors();
  receipt = await doors.test.read("visitor", "/api/v1/model/text/convention/3-rev-2/receipt");
});
afterAll(() => doors.close());

/** What the page asks the house for while `deed` is done. */
async function askedDuring(page: Page, deed: () => Promise<void>): Promise<string[]> {
  const asked: string[] = [];
  page.on("request", (it) => asked.push(it.url()));
  await deed();
  return asked;
}

describe("a stranger with a receipt", () => {
  test("has it checked by their own browser, which sends nothing", async () => {
    const page = await doors.visit("/en/record");
    await follow(page.getByRole("main").getByRole("link", { name: "Check a receipt" }));
    await page.getByText("Your browser checks by itself; nothing leaves it.").waitFor();
    const check = async (text: string) => {
      await page.getByLabel("Or its text").fill(text);
      await page.getByRole("button", { name: "Check", exact: true }).click();
      await page.getByRole("heading", { name: "What was found" }).waitFor();
    };
    expect(await askedDuring(page, () => check(receipt))).toEqual([]);
    expect(await page.getByRole("status").textContent()).toMatch(/Everything that was checked holds\..*It stands at place [\d,]+ of [\d,]+\..*version published/);
    await expectAccessible(page);
    await check(receipt.replace("M/CONF.1/3/Rev.2", "M/CONF.1/3/Rev.3"));
    await page.getByText("Something does not hold.").waitFor();
    expect(await page.getByRole("status").textContent()).toContain("The proof does not lead to the signed state");
    await page.getByText("Witnesses that you trust").click();
    await page.getByLabel("Their keys, one a line").fill("nobody");
    await page.getByRole("button", { name: "Check", exact: true }).click();
    await page.getByText("A line is no key of a witness.").waitFor();
    await page.getByLabel("Their keys, one a line").fill(writeVerifierKey(signingKey("watch.example/w", new Uint8Array(32).fill(3), 4)));
    await check(receipt);
    await page.getByText("only 0 cosigned, and 1 had to").waitFor();
    expect(faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  test("has the file of it checked in Arabic too", async () => {
    const page = await doors.visit("/ar/verify");
    await page.locator("#file").setInputFiles({ name: "receipt.json", mimeType: "application/json", buffer: Buffer.from(receipt) });
    await page.getByRole("button", { name: "تحقق", exact: true }).click();
    await page.getByText("كل ما جرى التحقق منه صحيح.").waitFor();
    expect(await page.getByRole("status").textContent()).toContain("version published");
    await expectAccessible(page);
    await page.context().close();
  });

  test("without JavaScript has it checked by the house", async () => {
    const page = await doors.visit("/en/verify", { javaScriptEnabled: false });
    await page.getByText("Without scripts this house checks").waitFor();
    await page.getByLabel("Or its text").fill(receipt);
    await follow(page.getByRole("button", { name: "Check", exact: true }));
    expect(await page.getByRole("main").textContent()).toMatch(/Everything that was checked holds\..*It still stands at place|Everything that was checked holds\..*The record has/s);
    await expectAccessible(page);
    await page.context().close();
  });
});
