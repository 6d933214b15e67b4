import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";
import sample from "../examples/model-conference/stakeholders.json" with { type: "json" };

let doors: Doors;
const focalPointOf = (slug: string) => sample.stakeholders.find((it) => it.slug === slug)!.focalPoint.email;
const [first, second] = [focalPointOf("lantern-digital-rights"), focalPointOf("samudra-policy-lab")];
beforeAll(async () => { doors = await openDoors(); for (const email of [first, second]) await doors.test.person({ email }); });
afterAll(() => doors.close());

const says = async (page: Page, ...sentences: string[]) => { const text = (await page.locator("main").innerText()).replaceAll(/\s+/g, " "); for (const it of sentences) expect(text).toContain(it); };
const press = (page: Page, name: string) => follow(page.getByRole("button", { name, exact: true }));
const write = async (page: Page, text: string, kind = "Paragraph") => { await page.getByLabel("What it is").selectOption({ label: kind }); await page.getByLabel("Wording", { exact: true }).fill(text); await press(page, "Add it"); };

test.each([{ javaScriptEnabled: true, title: "For a right to be told" }, { javaScriptEnabled: false, title: "For a right to be told in time" }])("two bodies draft a statement at once, collide, agree, and open it for signature (scripts: $javaScriptEnabled)", async ({ javaScriptEnabled, title }) => {
  const options = { javaScriptEnabled };
  const one = await doors.visitAs(first, "/en/model/statements/new", options);
  await expectAccessible(one);
  await one.getByLabel("Title", { exact: true }).fill(title);
  await one.getByLabel("Organisations that draft it with you").fill("nobody-at-all");
  await press(one, "Begin it and ask them");
  await expectAccessible(one);
  expect(await one.getByLabel("Title", { exact: true }).inputValue()).toBe(title);
  await one.getByLabel("Organisations that draft it with you").fill("samudra-policy-lab");
  await press(one, "Begin it and ask them");
  await expectAccessible(one);
  await says(one, "The statement is begun.", "Nothing is written yet", "being drafted");
  const room = new URL(one.url()).pathname;

  const other = await doors.visitAs(second, "/en/memberships", options);
  await says(other, `${title} you are asked to draft it`);
  await follow(other.getByRole("link", { name: title, exact: true }));
  await expectAccessible(other);
  await says(other, "To draft is not to sign");
  await press(other, "Draft with them");
  await says(other, "You draft with them now.");

  await write(one, "What we ask of States", "Heading");
  await write(one, "Whoever is warned is told why within one year.");
  await write(one, "We ask each State to name an office.", "Ask");
  await expectAccessible(one);
  await other.goto(room);
  await other.getByText("Not without a change: Paragraph 1").click();
  await other.getByLabel("Which change do you need?").nth(1).fill("A year is too long.");
  await follow(other.getByRole("button", { name: "Not without this change", exact: true }));
  await expectAccessible(other);
  await says(other, "One paragraph still divides", "A year is too long.");

  await one.goto(room);
  await follow(one.getByRole("link", { name: /^Change the wording ?: Paragraph 1$/ }));
  await expectAccessible(one);
  await follow(other.getByRole("link", { name: /^Change the wording ?: Paragraph 1$/ }));
  await one.getByLabel("Wording", { exact: true }).fill("Whoever is warned is told why within one month.");
  await other.getByLabel("Wording", { exact: true }).fill("Whoever is warned is told why within one week.");
  await press(one, "Keep this wording");
  await press(other, "Keep this wording");
  await expectAccessible(other);
  await says(other, "Somebody else changed the same words");
  expect(await other.getByLabel("Wording", { exact: true }).inputValue()).toBe("Whoever is warned is told why within one week.");
  await other.getByLabel("Wording", { exact: true }).fill("Whoever is warned is told why within two weeks.");
  await press(other, "Keep this wording");
  await says(other, "The wording is kept.", "Nothing divides");

  await other.getByText("Remark: Paragraph 1").click();
  await other.getByLabel("Your remark").nth(1).fill("Our members ask for three.");
  await other.getByRole("radio", { name: /^Nobody/ }).check();
  await follow(other.getByRole("button", { name: "Say it", exact: true }));
  await says(other, "read from the next night on");

  await one.goto(room);
  for (const place of [/^We can live with it ?: Paragraph 1$/, /^We can live with it ?: Ask 2$/]) await follow(one.getByRole("button", { name: place }));
  await follow(one.getByRole("link", { name: "Open for signature", exact: true }));
  await expectAccessible(one);
  await says(one, "1. Whoever is warned is told why within two weeks.", "SHA-256", "Everyone reads the text");
  await press(one, "Freeze it and open it for signature");
  await expectAccessible(one);
  await says(one, "The statement is open for signature.", "Languages: 1 of 6");

  await other.goto(`${room}/translations/fr`);
  await expectAccessible(other);
  for (const page of [one, other]) { expect(faultsOf(page)).toEqual([]); await page.context().close(); }
}, 300_000);
