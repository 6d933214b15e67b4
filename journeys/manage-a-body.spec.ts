import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";

let doors: Doors;
beforeAll(async () => {
  doors = await openDoors();
  for (const email of [amina, neema, dewi]) await doors.test.person({ email });
  await doors.test.person({ email: "noor@joiner.example", name: "Noor Joiner" });
});
afterAll(() => doors.close());

/** Focal points of the sample: of Lantern, of Tamarind, which convenes Voices East, and of Samudra. */
const [amina, neema, dewi] = ["amina.wekesa@lantern.example", "neema.kassimu@tamarind.example", "dewi.prabandari@samudra.example"];
const heading = (page: Page) => page.getByRole("heading", { level: 1 }).textContent();

/** Press Tab until the element is reached, as somebody without a mouse would. */
async function tabTo(page: Page, selector: string) {
  for (let presses = 0; presses < 160; presses++) {
    await page.keyboard.press("Tab");
    if (await page.locator(`${selector}:focus`).count()) return;
  }
  throw new Error(`${selector} is not reached by Tab`);
}

const enter = (page: Page) => Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);

describe.each([{ scripts: "with JavaScript", javaScriptEnabled: true }, { scripts: "without JavaScript", javaScriptEnabled: false }])("by keyboard alone, $scripts,", ({ javaScriptEnabled }) => {
  test("a focal point changes what the profile says", async () => {
    const page = await doors.visitAs(amina, "/en/desk/stakeholders/lantern-digital-rights/profile", { javaScriptEnabled });
    await expectAccessible(page);
    await tabTo(page, 'input[type="checkbox"][name="languages"][value="sw"]');
    if (!(await page.locator('input[name="languages"][value="sw"]').isChecked())) await page.keyboard.press("Space");
    await tabTo(page, '[name="description.en"]');
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(`Counsels people at night, ${javaScriptEnabled ? "twice" : "once"}.`);
    await tabTo(page, '[name="needs.funding"]');
    await page.keyboard.type("For a second night desk");
    await tabTo(page, "main .actions button");
    await enter(page);
    expect(await heading(page)).toBe("Lantern Digital Rights");
    await page.goto("/en/stakeholders/lantern-digital-rights");
    expect(await page.locator("main").textContent()).toMatch(new RegExp(`Counsels people at night, ${javaScriptEnabled ? "twice" : "once"}\\.[^]*For a second night desk`));
    expect(faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  test("a mistake in the profile is announced, and leads to its field", async () => {
    const page = await doors.visitAs(amina, "/en/desk/stakeholders/lantern-digital-rights/profile", { javaScriptEnabled });
    await page.getByLabel("Website").fill("no address");
    await tabTo(page, "main .actions button");
    await enter(page);
    await expectAccessible(page);
    await tabTo(page, '.errors a[href="#website"]');
    await page.keyboard.press("Enter");
    expect(await page.locator("#website").getAttribute("aria-describedby")).toContain("website-error");
    await page.context().close();
  });

  test("an officer reads a list", async () => {
    const page = await doors.visitAs("officer", "/en/desk/lists/import", { javaScriptEnabled });
    await expectAccessible(page);
    await tabTo(page, 'input[type="file"]');
    await tabTo(page, "main .actions button");
    await page.locator('input[type="file"]').setInputFiles({ name: "none.csv", mimeType: "text/csv", buffer: Buffer.from("\u0089PNG\0") });
    await enter(page);
    expect(await page.getByRole("alert").textContent()).toContain("Save the table as CSV (UTF-8) or XLSX.");
    await expectAccessible(page);
    await page.locator('input[type="file"]').setInputFiles({ name: "some.csv", mimeType: "text/csv", buffer: Buffer.from("Organisation,Sector,Country\nLantern,NGO,Kenya\nLantern Digital Rights,NGO,Uganda\n=1+1,NGO,Kenya\n") });
    await tabTo(page, "main .actions button");
    await enter(page);
    expect(await heading(page)).toBe("some.csv");
    await expectAccessible(page);
    expect(faultsOf(page)).toEqual([]);
    await page.context().close();
  });
});

test("somebody asks to join by keyboard, and writes a letter that stands in the list of both", async () => {
  const page = await doors.visitAs("noor@joiner.example", "/en/stakeholders/lantern-digital-rights/joining", { javaScriptEnabled: false });
  await expectAccessible(page);
  await tabTo(page, "#capacity");
  await page.keyboard.type("counsel");
  await tabTo(page, "#showName");
  await page.keyboard.press("Space");
  await tabTo(page, "main .actions button");
  await enter(page);
  await page.goto("/en/letters");
  await expectAccessible(page);
  await page.goto("/en/stakeholders/tamarind-legal-network/letter");
  await tabTo(page, "#subject");
  await page.keyboard.type("سؤال about evidence");
  await tabTo(page, "#body");
  await page.keyboard.type("May we ask?");
  await tabTo(page, "main .actions button");
  await enter(page);
  for (const [who, language, width] of [["noor@joiner.example", "en", 390], [neema, "ar", 390], [neema, "en", 1280]] as const) {
    const list = await doors.visitAs(who, `/${language}/letters`, { viewport: { width, height: 900 }, colorScheme: "dark" });
    await expectAccessible(list);
    await tabTo(list, ".entries a");
    await enter(list);
    expect(await heading(list)).toBe("سؤال about evidence");
    await expectAccessible(list);
    expect(faultsOf(list)).toEqual([]);
    await list.context().close();
  }
});

test.each([{ scripts: "with JavaScript", javaScriptEnabled: true }, { scripts: "without JavaScript", javaScriptEnabled: false }])("$scripts, a network is founded in three languages, its room filled, and its members confirmed, invited and removed", async ({ javaScriptEnabled }) => {
  const slug = javaScriptEnabled ? "night-desk-one" : "night-desk-two";
  const page = await doors.visitAs(amina, "/en/networks", { javaScriptEnabled });
  await follow(page.getByRole("link", { name: "Found a network" }));
  await page.getByText("In other languages").click();
  await expectAccessible(page);
  await page.getByLabel("Name", { exact: true }).fill(slug.replaceAll("-", " "));
  await page.getByLabel("What it is for", { exact: true }).fill("Answers at night.");
  await page.getByLabel("Name in français").fill("Permanence de nuit");
  await page.getByLabel("What it is for, in العربية").fill("ترد ليلا.");
  await follow(page.getByRole("button", { name: "Found it" }));
  expect(new URL(page.url()).pathname).toBe(`/en/networks/${slug}`);
  await expectAccessible(page);

  await page.getByLabel("Title").fill("Terms of the desk");
  await page.getByLabel("Link (https://…)").fill("not a link");
  await page.getByLabel("Day").fill("2026-06-01");
  await follow(page.getByRole("button", { name: "Add to the room" }));
  expect(await page.getByRole("alert").textContent()).toContain("Give a link that begins with");
  await expectAccessible(page);
  await page.getByLabel("Link (https://…)").fill("https://desk.example/terms");
  await follow(page.getByRole("button", { name: "Add to the room" }));
  expect(await page.getByRole("link", { name: "Terms of the desk" }).getAttribute("href")).toBe("https://desk.example/terms");
  await page.getByLabel("Invite a body").fill(`${doors.address}/en/stakeholders/samudra-policy-lab`);
  await follow(page.getByRole("button", { name: "Invite", exact: true }));

  const invited = await doors.visitAs(dewi, `/ar/networks/${slug}`, { javaScriptEnabled, viewport: { width: 390, height: 900 }, colorScheme: "dark" });
  await expectAccessible(invited);
  expect(await invited.locator(".lede").textContent()).toBe("ترد ليلا.");
  await follow(invited.locator('form[action$="/membership"] button'));
  await page.reload();
  expect(await page.getByRole("region", { name: "Members" }).textContent()).toContain("Samudra Policy Lab");
  await follow(page.getByRole("button", { name: /^Remove.*Samudra Policy Lab/ }));
  expect(await page.getByRole("region", { name: "Members" }).textContent()).not.toContain("Samudra Policy Lab");
  await follow(page.getByRole("button", { name: /^Remove.*Terms of the desk/ }));
  expect(await page.getByRole("link", { name: "Terms of the desk" }).count()).toBe(0);
  await expectAccessible(page);
  expect([...faultsOf(page), ...faultsOf(invited)]).toEqual([]);
  await page.context().close();
  await invited.context().close();
});

test.each([
  [amina, "/desk/stakeholders/lantern-digital-rights/profile"], [amina, "/networks/new"], [amina, "/registration"], ["noor@joiner.example", "/stakeholders/tamarind-legal-network/joining"], ["officer", "/desk/lists/import"],
] as const)("for %s, %s is accessible on a phone, in Arabic and in the dark, and does not scroll sideways", async (who, path) => {
  const page = await doors.visitAs(who, `/ar${path}`, { viewport: { width: 390, height: 900 }, colorScheme: "dark" });
  for (const fold of await page.locator("main summary").all()) if (!(await fold.evaluate((it) => (it.parentElement as HTMLDetailsElement).open))) await fold.click();
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  expect(faultsOf(page)).toEqual([]);
  await page.context().close();
});
