import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";
import sample from "../examples/model-conference/stakeholders.json" with { type: "json" };

let doors: Doors;
const focalPointOf = (slug: string) => sample.stakeholders.find((it) => it.slug === slug)!.focalPoint.email;
const [lantern, samudra, faro] = [focalPointOf("lantern-digital-rights"), focalPointOf("samudra-policy-lab"), focalPointOf("faro-abierto")];
beforeAll(async () => {
  doors = await openDoors();
  for (const email of [lantern, samudra, faro]) await doors.test.person({ email });
});
afterAll(() => doors.close());

const says = async (page: Page, ...sentences: string[]) => { const text = (await page.locator("main").innerText()).replaceAll(/\s+/g, " "); for (const it of sentences) expect(text).toContain(it); };
const press = (page: Page, name: string) => follow(page.getByRole("button", { name, exact: true }));
const close = async (page: Page) => { expect(faultsOf(page)).toEqual([]); await page.context().close(); };
const open = (page: Page, summary: string) => page.locator("summary").filter({ hasText: summary }).click();

test.each([{ javaScriptEnabled: false, title: "A desk for small organisations" }, { javaScriptEnabled: true, title: "A second desk for small organisations" }])("what was undertaken at a meeting is confirmed by two bodies at once, moved, done and closed before everyone (scripts: $javaScriptEnabled)", async ({ javaScriptEnabled, title }) => {
  const options = { javaScriptEnabled };
  const officer = await doors.visitAs("officer", "/en/model/meetings/20", options);
  await follow(officer.getByRole("link", { name: "Record a commitment", exact: true }));
  await expectAccessible(officer);
  await officer.getByLabel("In one line").fill(title);
  await officer.getByLabel("What will be done").fill("We answer questions of small organisations within two days.");
  await officer.getByLabel("How one will know", { exact: true }).fill("Every question has an answer in public.");
  await officer.getByLabel("Last day").fill("2026-08-01");
  await press(officer, "Ask the owners");
  await expectAccessible(officer);
  await says(officer, "Name at least one organisation to ask.");
  expect(await officer.getByLabel("In one line").inputValue()).toBe(title);
  await officer.getByLabel("Owners to ask").fill("lantern-digital-rights\nsamudra-policy-lab\nfaro-abierto");
  await press(officer, "Ask the owners");
  await expectAccessible(officer);
  await says(officer, title, "Nobody has confirmed it yet", "Born at a meeting");
  const address = new URL(officer.url()).pathname;
  const reader = await doors.visit(address, options);
  await says(reader, "There is no commitment");

  const [one, other] = [await doors.visitAs(lantern, "/en/memberships", options), await doors.visitAs(samudra, address, options)]; // two people, each in a browser of their own
  await follow(one.getByRole("link", { name: title, exact: true }));
  await expectAccessible(one);
  await says(one, "By confirming you say before everyone that your organisation will do this until 1 Aug 2026.");
  await Promise.all([press(one, "We own this"), press(other, "We own this")]);
  await expectAccessible(other);
  await reader.reload();
  await expectAccessible(reader);
  await says(reader, "Lantern Digital Rights", "Samudra Policy Lab", "one is still asked");
  expect(await reader.locator("main").innerText()).not.toContain("Faro Abierto");

  const declining = await doors.visitAs(faro, address, options);
  await open(declining, "We do not take this on");
  await declining.getByLabel("Reason").fill("Our staff is away until September.");
  await press(declining, "We do not take this on");
  await expectAccessible(declining);
  await one.goto(address);
  await says(one, "Our staff is away until September.");
  await reader.reload();
  expect(await reader.locator("main").innerText()).not.toContain("Our staff is away");

  await open(one, "Say what was done");
  await one.getByLabel("What was done").fill("Eleven questions came, nine have an answer.");
  await one.getByLabel("How much is done, from 0 to 100").fill("110");
  await press(one, "Say what was done");
  await expectAccessible(one);
  await says(one, "Give a whole number from 0 to 100, or nothing.");
  await one.getByLabel("How much is done, from 0 to 100").fill("80");
  await press(one, "Say what was done");
  await expectAccessible(one);
  await other.reload();
  await open(other, "Move the last day");
  await other.getByRole("textbox", { name: "Last day" }).fill("2026-09-15");
  await other.locator("#movedBecause").fill("Two questions need a lawyer of another country.");
  await press(other, "Move the last day");
  await expectAccessible(other);
  await reader.reload();
  await says(reader, "Under way", "80% done", "Due on 15 Sept 2026", "was 1 Aug 2026; moved because Two questions need a lawyer");

  await one.goto(address);
  await open(one, "Close it with a report");
  await one.getByLabel("How it ended").selectOption({ label: "Done" });
  await one.getByLabel("The sign that was agreed").selectOption({ label: "It came about" });
  await one.getByLabel("What came of it, or why it was given up").fill("Every question has an answer in public.");
  await press(one, "Close it with a report");
  await expectAccessible(one);
  await reader.goto("/en/model/commitments?status=done");
  await expectAccessible(reader);
  await follow(reader.getByRole("link", { name: title, exact: true }));
  await says(reader, "Closing report", "Every question has an answer in public.", "It came about");
  for (const page of [officer, one, other, declining, reader]) await close(page);
}, 240_000);
