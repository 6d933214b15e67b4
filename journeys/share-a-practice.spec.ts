import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listedBody } from "../app/src/concepts/stakeholders/networks/store.ts";
import { addMembership } from "../app/src/concepts/stakeholders/store/members.ts";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";
import sample from "../examples/model-conference/stakeholders.json" with { type: "json" };

let doors: Doors;
const focalPointOf = (slug: string) => sample.stakeholders.find((it) => it.slug === slug)!.focalPoint.email;
const [owner, repeater, asker, member, second] = [focalPointOf("lantern-digital-rights"), focalPointOf("samudra-policy-lab"), focalPointOf("faro-abierto"), "member@samudra.example", "second@officers.example"];
beforeAll(async () => {
  doors = await openDoors();
  for (const email of [owner, repeater, asker]) await doors.test.person({ email });
  await doors.test.person({ email: second, name: "Second Officer", roles: [{ role: "officer", processId: null }], secondFactor: true });
  await join(member, "samudra-policy-lab");
});
afterAll(() => doors.close());

/** Somebody who is in a body without answering for it. */
async function join(email: string, slug: string) {
  const { house: { database: { db }, chance, clock }, person } = doors.test;
  const [{ personId }, body, since] = [await person({ email }), await listedBody(db, slug), clock()];
  await addMembership(db, { id: chance.id(), stakeholderId: body!.id, personId, role: "member", state: "active", capacity: null, showName: false, askedAt: since, since, endedAt: null });
}

const says = async (page: Page, ...sentences: string[]) => { const text = (await page.locator("main").innerText()).replaceAll(/\s+/g, " "); for (const it of sentences) expect(text).toContain(it); };
const press = (page: Page, name: string) => follow(page.getByRole("button", { name, exact: true }));
const close = async (page: Page) => { expect(faultsOf(page)).toEqual([]); await page.context().close(); };
const words = { Context: "Two countries answer requests for data.", Problem: "Nobody knew who complained.", "What was done": "We count complaints beside requests.", Result: "Complaints doubled within a year.", "What it takes to repeat it": "One person, one day a month.", Safeguards: "Numbers under ten are covered.", "What went wrong": "The first table counted some complaints twice." };

test.each([{ javaScriptEnabled: false, title: "Counting complaints" }, { javaScriptEnabled: true, title: "Counting complaints beside requests" }])("a body shares what it did: reviewed by two officers, found by everyone, repeated by another, asked about (scripts: $javaScriptEnabled)", async ({ javaScriptEnabled, title }) => {
  const options = { javaScriptEnabled };
  const own = await doors.visitAs(owner, "/en/practices", options);
  await expectAccessible(own);
  await follow(own.getByRole("link", { name: "Add a practice", exact: true }));
  await expectAccessible(own);
  await own.getByLabel("Title: English").fill(title);
  for (const [field, text] of Object.entries(words)) await own.getByLabel(`${field}: English`, { exact: true }).fill(text);
  await own.getByLabel("Strength of the evidence").selectOption({ label: "Counted" });
  await own.getByRole("group", { name: "Themes" }).getByRole("checkbox").first().check();
  await own.getByRole("checkbox", { name: "African States" }).check();
  await press(own, "Send it to the officers");
  await expectAccessible(own);
  await says(own, "Say where the result can be seen, or choose that it is told by those who did it.");
  expect(await own.getByLabel("Title: English").inputValue()).toBe(title);
  await own.getByLabel("Where that can be seen").fill("https://complaints.example/table");
  await press(own, "Send it to the officers");
  await expectAccessible(own);
  await says(own, title, "Not public yet: its owner and officers see it.", "It waits for two officers.");
  const address = own.url();

  for (const who of ["officer", second]) {
    const desk = await doors.visitAs(who, "/en/desk", options);
    await follow(desk.getByRole("link", { name: `Review a practice: ${title}`, exact: true }));
    await expectAccessible(desk);
    for (const box of await desk.getByRole("group", { name: "What officers look at" }).getByRole("checkbox").all()) await box.check();
    await desk.getByLabel("Decision").selectOption({ label: "Nothing is missing" });
    await press(desk, "Review");
    await expectAccessible(desk);
    await close(desk);
  }

  const reader = await doors.visit("/en/practices", options);
  await reader.getByLabel("Name, subject or words").fill(title);
  await follow(reader.getByRole("search", { name: "Practices" }).getByRole("button", { name: "Search" }));
  await expectAccessible(reader);
  await follow(reader.getByRole("link", { name: title, exact: true }));
  await expectAccessible(reader);
  await says(reader, "The first table counted some complaints twice.", "Nobody has said yet that they repeated it.", "Published, after review by Tomas Adeyemi, Second Officer.");

  const reporting = await doors.visitAs(member, address, options);
  await reporting.getByText("We repeated this", { exact: true }).click();
  await reporting.getByLabel("How it went").selectOption({ label: "Part of it came" });
  await reporting.getByLabel("What you did, and what came of it").fill("Few");
  await press(reporting, "Report it");
  await expectAccessible(reporting);
  await says(reporting, "Say what you did and what came of it, in at least ten characters.");
  await reporting.getByLabel("What you did, and what came of it").fill("Few complained here, but two courts now count them.");
  await press(reporting, "Report it");
  await expectAccessible(reporting);
  await says(reporting, "waits for your focal point; nobody else sees it");
  await close(reporting);
  await reader.reload();
  await says(reader, "Nobody has said yet that they repeated it.");

  const confirming = await doors.visitAs(repeater, "/en/memberships", options);
  await follow(confirming.getByRole("link", { name: title, exact: true }));
  await expectAccessible(confirming);
  await press(confirming, "Confirm for your organisation");
  await says(confirming, "Few complained here, but two courts now count them.");
  await close(confirming);
  await reader.reload();
  await says(reader, "Samudra Policy Lab", "Part of it came", "Few complained here, but two courts now count them.", "Samudra Policy Lab repeated it.");

  const asking = await doors.visitAs(asker, address, options);
  await asking.getByText("Ask in public", { exact: true }).first().click();
  await asking.getByLabel("Your question").fill("Who counts the complaints?");
  await press(asking, "Ask in public");
  await expectAccessible(asking);
  await says(asking, "Who counts the complaints?");
  await close(asking);

  await own.goto("/en/memberships");
  await follow(own.getByRole("link", { name: title, exact: true }));
  await own.getByLabel("Answer", { exact: true }).fill("The registrar of each court does.");
  await press(own, "Answer");
  await expectAccessible(own);
  await reader.reload();
  await says(reader, "Who counts the complaints?", "The registrar of each court does.");
  await expectAccessible(reader);
  await close(reader);
  await close(own);
}, 240_000);

test.each(["/en/practices", "/ar/practices", "/en/practices/a-roster-for-the-first-hour", "/ar/practices/a-roster-for-the-first-hour", "/en/practices/checklist"])("%s is accessible on a phone and does not scroll sideways", async (path) => {
  const page = await doors.visit(path, { viewport: { width: 390, height: 900 } });
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  await close(page);
});
