import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";
import sample from "../examples/model-conference/stakeholders.json" with { type: "json" };

let doors: Doors;
const focalPointOf = (slug: string) => sample.stakeholders.find((it) => it.slug === slug)!.focalPoint.email;
const [proposer, partner, second] = [focalPointOf("lantern-digital-rights"), focalPointOf("samudra-policy-lab"), "second@officers.example"];
beforeAll(async () => {
  doors = await openDoors();
  for (const email of [proposer, partner]) await doors.test.person({ email });
  await doors.test.person({ email: second, name: "Second Officer", roles: [{ role: "officer", processId: null }], secondFactor: true });
});
afterAll(() => doors.close());

const says = async (page: Page, ...sentences: string[]) => { const text = (await page.locator("main").innerText()).replaceAll(/\s+/g, " "); for (const it of sentences) expect(text).toContain(it); };
const press = (page: Page, name: string) => follow(page.getByRole("button", { name, exact: true }));
const close = async (page: Page) => { expect(faultsOf(page)).toEqual([]); await page.context().close(); };

test.each([{ javaScriptEnabled: false, title: "Open Ledger of Requests" }, { javaScriptEnabled: true, title: "Open Ledger of Appeals" }])("two bodies register what they do together: proposed, confirmed, reviewed by two officers, found by everyone (scripts: $javaScriptEnabled)", async ({ javaScriptEnabled, title }) => {
  const options = { javaScriptEnabled };
  const body = await doors.visitAs(proposer, "/en/partnerships", options);
  await expectAccessible(body);
  await follow(body.getByRole("link", { name: "Add a partnership", exact: true }));
  await expectAccessible(body);
  await body.getByLabel("Title: English").fill(title);
  await body.getByLabel("What it does: English").fill("Two bodies count requests for data, and publish them.");
  await body.getByLabel("Safeguards for rights: English").fill("Whoever is counted may ask to be left out.");
  await body.getByLabel("Safeguards for data: English").fill("Numbers alone are shared.");
  await body.getByLabel("Partners", { exact: true }).fill("lantern-digital-rights: counts\nsamudra-policy-lab: publishes");
  await body.getByRole("group", { name: "Against" }).getByRole("checkbox").first().check();
  await body.getByRole("checkbox", { name: "research", exact: true }).check();
  await body.getByLabel("Countries, by their codes of two letters").fill("KE, ID");
  await body.getByLabel("First day").fill("2025-05-01");
  await body.getByLabel("Last day").fill("2025-04-01");
  await body.getByLabel("Sources", { exact: true }).fill("https://ledger.example/about");
  await press(body, "Propose it, and ask the partners");
  await expectAccessible(body);
  await says(body, "It must end after it starts; give both days.");
  expect(await body.getByLabel("Title: English").inputValue()).toBe(title);
  await body.getByLabel("Last day").fill("");
  await press(body, "Propose it, and ask the partners");
  await expectAccessible(body);
  await says(body, title, "It waits for partners to answer.");

  const other = await doors.visitAs(partner, "/en/memberships", options);
  await follow(other.getByRole("link", { name: title }));
  await expectAccessible(other);
  await press(other, "Confirm: Samudra Policy Lab is in it, as it stands here");
  await says(other, "It waits for two officers.");
  await close(other);

  for (const who of ["officer", second]) {
    const desk = await doors.visitAs(who, "/en/desk", options);
    await follow(desk.getByRole("link", { name: `Review a partnership: ${title}` }));
    await expectAccessible(desk);
    for (const box of await desk.getByRole("group", { name: "What officers look at" }).getByRole("checkbox").all()) await box.check();
    await desk.getByLabel("Decision").selectOption({ label: "Nothing is missing" });
    await press(desk, "Review");
    await close(desk);
  }

  const reader = await doors.visit(`/en/partnerships?q=${encodeURIComponent(title)}`, options);
  await expectAccessible(reader);
  await follow(reader.getByRole("link", { name: title, exact: true }));
  await expectAccessible(reader);
  await says(reader, "Numbers alone are shared.", "Published, after review by");
  await close(reader);
  await close(body);
});

test("a gap of the matrix leads to the bodies that could fill it", async () => {
  const page = await doors.visit("/en/partnerships/matrix?region=african", { javaScriptEnabled: false });
  await expectAccessible(page);
  await follow(page.getByRole("link", { name: /: 0\. Who could\?$/ }).first());
  expect(page.url()).toMatch(/\/en\/directory\?region=african&expertise=/);
  await close(page);
});

test.each(["/en/partnerships?view=map", "/en/partnerships/timeline", "/en/partnerships/network", "/ar/partnerships/network?body=faro-abierto", "/en/partnerships/comparison?one=clear-signal&one=first-hour", "/en/partnerships/checklist", "/en/partnerships/clear-signal", "/ar/partnerships", "/ar/partnerships/clear-signal"])("%s is accessible on a phone and does not scroll sideways", async (path) => {
  const page = await doors.visit(path, { viewport: { width: 390, height: 900 } });
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  await close(page);
});
