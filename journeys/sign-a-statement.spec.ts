import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";
import sample from "../examples/model-conference/stakeholders.json" with { type: "json" };
import told from "../examples/model-conference/statements.json" with { type: "json" };

let doors: Doors;
const emailOf = (slug: string) => sample.stakeholders.find((it) => it.slug === slug)!.focalPoint.email;
/** Bodies of the sample that signed its first version and have said nothing of the second; and some that signed both. */
const [{ signers }] = told.statements as [(typeof told.statements)[0]];
const asked = signers.filter((it) => "first" in it && !("again" in it) && !("declined" in it) && !("withdrawn" in it)).map((it) => it.body);
const signed = signers.filter((it) => "again" in it).map((it) => it.body);
beforeAll(async () => { doors = await openDoors(); for (const slug of [...asked, ...signed]) await doors.test.person({ email: emailOf(slug) }); }, 300_000);
afterAll(() => doors.close());

const path = "/en/model/statements/1";
const says = async (page: Page, ...sentences: string[]) => { const text = (await page.locator("main").innerText()).replaceAll(/\s+/g, " "); for (const it of sentences) expect(text).toContain(it); };
const countOn = async (page: Page) => { await page.goto(path); return Number(/(\d+) organisations stand behind it/.exec(await page.locator("main").innerText())![1]); };

test.each([{ javaScriptEnabled: true, at: 0 }, { javaScriptEnabled: false, at: 1 }])("a body that signed the first version is asked about the second, sees what changed, and signs; another withdraws beside it; scripts: $javaScriptEnabled", async ({ javaScriptEnabled, at }) => {
  const options = { javaScriptEnabled };
  const visitor = await doors.visit(path, options);
  await expectAccessible(visitor);
  const before = await countOn(visitor);

  const one = await doors.visitAs(emailOf(asked[at]!), "/en/memberships", options);
  await says(one, "Signatures that wait for you", "do you stand behind version 2 too?");
  await follow(one.getByRole("link", { name: "Evidence without borders, rights without gaps" }));
  await expectAccessible(one);
  await says(one, "What changed since version 1, which you signed", "be protected from claims");
  await one.getByLabel("In which capacity").fill("Acting Director");
  await one.getByRole("checkbox", { name: /English/ }).uncheck();
  await follow(one.getByRole("button", { name: "Sign", exact: true }));
  await expectAccessible(one);
  expect(await one.getByLabel("In which capacity").inputValue()).toBe("Acting Director"); // nothing was signed, and nothing that was typed is lost
  for (const name of [/English/, /Español/]) await one.getByRole("checkbox", { name }).check();
  await follow(one.getByRole("button", { name: "Sign", exact: true }));
  await expectAccessible(one);
  await says(one, "Signed. It stands in the record.", "Acting Director");
  expect(await countOn(visitor)).toBe(before + 1);

  const other = await doors.visitAs(emailOf(signed[at]!), `${path}/signing`, options);
  await other.getByText("Withdraw the signature").first().click();
  await other.getByLabel(/^Why/).fill("Our members have decided otherwise.");
  await follow(other.getByRole("button", { name: "Withdraw the signature" }));
  await expectAccessible(other);
  await says(other, "Withdrawn. That it was there, and until when, stays.");
  expect(await countOn(visitor)).toBe(before);
  await visitor.getByText(/withdrew$/).first().click();
  await says(visitor, "Our members have decided otherwise.");
  await expectAccessible(visitor);

  await follow(visitor.getByRole("link", { name: "What changed" }).first());
  await expectAccessible(visitor);
  for (const page of [visitor, one, other]) expect(faultsOf(page)).toEqual([]);
}, 240_000);
