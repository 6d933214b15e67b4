import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";

let doors: Doors;
beforeAll(async () => { doors = await openDoors({ sample: false }); });
afterAll(() => doors.close());

const heading = (page: Page) => page.getByRole("heading", { level: 1 }).textContent();

test("by keyboard alone and without scripts, somebody registers a body, mends what was wrong, and manages it", async () => {
  await doors.test.person({ email: "amina@lantern.example", name: "Amina Wekesa" });
  const page = await doors.visitAs("amina@lantern.example", "/en/memberships", { javaScriptEnabled: false });
  await expectAccessible(page);
  await page.getByRole("link", { name: "Register an organisation" }).focus();
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  await expectAccessible(page);
  await page.getByLabel("Name", { exact: true }).focus();
  await page.keyboard.type("Lantern Digital Rights");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  expect(await page.getByRole("alert").textContent()).toContain("Choose the sector.");
  expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("Lantern Digital Rights");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Choose the sector." }).focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("Sector", { exact: true }).focus();
  await page.keyboard.type("Civil");
  await page.getByLabel("Country or territory").focus();
  await page.keyboard.type("Kenya");
  await page.getByLabel("Name", { exact: true }).focus();
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  expect(await heading(page)).toBe("Lantern Digital Rights");
  await expectAccessible(page);
  expect(faultsOf(page)).toEqual([]);
  await page.context().close();
});

test("an officer verifies it, reads a list with mistakes and one without, and every page is accessible", async () => {
  const page = await doors.visitAs("officer", "/en/desk/secretariat");
  await expectAccessible(page);
  await follow(page.getByRole("link", { name: "Lantern Digital Rights" }));
  await expectAccessible(page);
  await follow(page.getByRole("button", { name: "Verify" }));
  await page.goto("/en/desk/merges");
  await expectAccessible(page);
  const read = async (text: string) => {
    await page.goto("/en/desk/lists/import");
    await page.getByLabel("File").setInputFiles({ name: "members.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await follow(page.getByRole("button", { name: "See what it would change" }));
    await expectAccessible(page);
  };
  await read("Organisation,Sector,Country\n=1+1,NGO,Kenya\nX,NGO,Ruritania\n");
  await read("Organisation,Sector,Country,Website\nLantern Digital Rights,NGO,Kenya,https://lantern.example\nManara Centre,academia,Jordan,\nLanterns,NGO,Uganda,\nLantern Digital Rights,NGO,Uganda,\n");
  await follow(page.getByRole("button", { name: "Apply the whole list" }));
  expect(await page.getByRole("status").textContent()).toContain("Added: 2. Changed: 1.");
  await expectAccessible(page);
  expect(faultsOf(page)).toEqual([]);
  await page.context().close();
});

test.each(["en", "ar"])("a profile is whole and accessible in %s, with its data for programs and nothing against the page’s policy", async (language) => {
  const page = await doors.visit(`/${language}/stakeholders/lantern-digital-rights`);
  await expectAccessible(page);
  const data = await page.locator('script[type="application/ld+json"]').textContent();
  expect(JSON.parse(data!)).toMatchObject({ "@type": "Organization", name: "Lantern Digital Rights" });
  expect(faultsOf(page)).toEqual([]);
  await page.context().close();
});

test("somebody writes to the body, and its focal point answers and can close the door", async () => {
  await doors.test.person({ email: "bo@writer.example", name: "Bo Writer" });
  const page = await doors.visitAs("bo@writer.example", "/en/stakeholders/lantern-digital-rights");
  await follow(page.getByRole("link", { name: "Write to them through Travaux" }));
  await expectAccessible(page);
  await page.getByLabel("Subject").fill("Evidence");
  await page.getByLabel("Your words").fill("May we ask?");
  await follow(page.getByRole("button", { name: "Send" }));
  await expectAccessible(page);
  const answering = await doors.visitAs("amina@lantern.example", page.url());
  await expectAccessible(answering);
  expect(await answering.getByRole("button", { name: "Take no more letters from them" }).count()).toBe(1);
  await page.goto("/en/own-data");
  await expectAccessible(page);
  expect([...faultsOf(page), ...faultsOf(answering)]).toEqual([]);
});
