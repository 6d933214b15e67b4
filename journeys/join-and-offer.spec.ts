import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";

let doors: Doors;
beforeAll(async () => { doors = await openDoors(); });
afterAll(() => doors.close());

describe.each([{ scripts: "with JavaScript", javaScriptEnabled: true }, { scripts: "without JavaScript", javaScriptEnabled: false }])("$scripts,", ({ javaScriptEnabled }) => {
  test("somebody who wants their country to ratify finds the ways in, and reads why the first is first", async () => {
    const page = await doors.visit("/en/pathways", { javaScriptEnabled });
    await expectAccessible(page);
    await page.getByLabel("I am (sector)").selectOption("civil-society");
    await page.getByLabel("in (country or area)").selectOption("KE");
    await page.getByLabel("and want to", { exact: true }).selectOption("national");
    await follow(page.getByRole("button", { name: "Find my ways in" }));
    await expectAccessible(page);
    const first = page.locator("ol.entries > li").first();
    expect(await first.getByRole("heading").textContent()).toContain("Malabo Convention");
    expect(await first.textContent()).toContain("it is nearer to your country.");
    await follow(first.getByRole("link", { name: /Malabo Convention/ }));
    expect(await page.getByText("In force since 8 June 2023").count()).toBe(1);
    await expectAccessible(page);
    expect(faultsOf(page)).toEqual([]);
    await page.context().close();
  });
});

test("a bar association needs a reader; those who offer one find the need, see why it meets, write, and both say what became of it", async () => {
  const [needs, offers] = ["mojca.brezovar@karstbar.example", "joost.verhagen.li@open.example"] as const;
  for (const email of [needs, offers]) await doors.test.person({ email });
  const page = await doors.visitAs(offers, "/en/offers?side=need&kind=expertise", { javaScriptEnabled: false });
  await expectAccessible(page);
  await follow(page.getByRole("link", { name: "A reader for our opinion on security research" }));
  expect(await page.getByRole("heading", { name: "One offer meets it" }).count()).toBe(1);
  expect(await page.getByText("Both cover Slovenia.").count()).toBe(1);
  await expectAccessible(page);
  const need = page.url();
  await follow(page.getByRole("link", { name: "Write about it" }));
  await page.getByLabel("Your words").fill("One of us reads it in two weeks.");
  await expectAccessible(page);
  await follow(page.getByRole("button", { name: "Send" }));
  expect(await page.getByText("One of us reads it in two weeks.").count()).toBe(1);
  for (const [who, outcome] of [[offers, "met"], [needs, "partly"]] as const) {
    const own = await doors.visitAs(who, new URL(need).pathname, { javaScriptEnabled: false });
    await own.getByLabel("What became of it").selectOption(outcome);
    await follow(own.getByRole("button", { name: "Say so" }));
    expect(await own.getByRole("status").textContent()).toContain("is noted for your end");
    await expectAccessible(own);
    expect(faultsOf(own)).toEqual([]);
    await own.context().close();
  }
  const visitor = await doors.visit(new URL(need).pathname);
  expect(await visitor.getByText("Letters about it").count()).toBe(0);
  await visitor.context().close();
  await page.context().close();
});
