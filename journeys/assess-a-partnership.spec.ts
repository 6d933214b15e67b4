import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";
import sample from "../examples/model-conference/stakeholders.json" with { type: "json" };

let doors: Doors;
const focalPointOf = (slug: string) => sample.stakeholders.find((it) => it.slug === slug)!.focalPoint.email;
/** Three partners, their entry, and two others with theirs. */
const circle = ["tamarind-legal-network", "jacaranda-clinic-for-cyber-law", "samudra-policy-lab"].map(focalPointOf) as [string, string, string];
const lines = ["dune-sea-telecommunications-union", "halcyon-cloud"].map(focalPointOf) as [string, string];
const [ofThree, ofTwo] = ["/en/partnerships/tamarind-circle", "/en/partnerships/gulf-lines"];
beforeAll(async () => {
  doors = await openDoors();
  for (const email of [...circle, ...lines]) await doors.test.person({ email });
});
afterAll(() => doors.close());

const says = async (page: Page, ...sentences: string[]) => { const text = (await page.locator("main").innerText()).replaceAll(/\s+/g, " "); for (const it of sentences) expect(text).toContain(it); };
const press = (page: Page, name: string) => follow(page.getByRole("button", { name, exact: true }));
const close = async (page: Page) => { expect(faultsOf(page)).toEqual([]); await page.context().close(); };
const statements = ["We share one purpose", "Everybody knows who does what", "We tell each other what goes wrong", "There are people and money enough", "Rights and data are safe with us", "It does what it is for"] as const;
const steps = ["1: not at all", "2: a little", "3: partly", "4: mostly", "5: wholly"] as const;
type Said = { all: number; trust?: number; needs?: string; shows?: string[] };

/** Fill the short form as somebody does, and keep it; the page stays open. */
async function answer(who: string, place: string, { all, trust = all, needs = "", shows = [] }: Said, options: { javaScriptEnabled: boolean }): Promise<Page> {
  const page = await doors.visitAs(who, place, options);
  await follow(page.getByRole("link", { name: "How it stands, in our own words" }));
  for (const it of statements) await page.getByLabel(it, { exact: true }).selectOption({ label: steps[(it === statements[2] ? trust : all) - 1]! });
  await page.getByLabel("Needs", { exact: true }).first().fill(needs);
  for (const it of shows) await page.getByRole("group", { name: "What may be shown to the other" }).getByRole("checkbox", { name: it }).check();
  await press(page, "Keep our answers");
  await expectAccessible(page);
  return page;
}

/** Who of these is told a word on the page of the assessment; whoever has no business there is told nothing at all. */
async function toldOf(place: string, word: string): Promise<string[]> {
  const told = [];
  for (const who of ["visitor", "editor", "officer", ...circle, ...lines]) if ((await doors.test.read(who, `${place}/assessment`)).includes(word)) told.push(who);
  return told;
}

test.each([{ javaScriptEnabled: false, round: 1 }, { javaScriptEnabled: true, round: 2 }])("three partners say one after another how it stands, each for itself until all have, then together without names (scripts: $javaScriptEnabled)", async ({ javaScriptEnabled, round }) => {
  const options = { javaScriptEnabled };
  if (round > 1) doors.test.setClock("2027-06-09T10:00:00Z");
  const opening = await doors.visitAs(circle[0], `${ofThree}/assessment`, options);
  await expectAccessible(opening);
  await press(opening, "Open a round");
  await expectAccessible(opening);
  await says(opening, "Answered: 0 of 3.", "without names, each by itself");
  await close(opening);

  const secrets = [`quince ${round}`, `medlar ${round}`, `sorb ${round}`] as const;
  const first = await answer(circle[0], ofThree, { all: 2 + round, trust: 1, needs: secrets[0] }, options);
  await says(first, "Answered: 1 of 3.", "You may change it until all have answered.");
  const next = await answer(circle[1], ofThree, { all: 2 + round, needs: secrets[1] }, options);
  await says(next, "Answered: 2 of 3.");
  expect([await toldOf(ofThree, secrets[0]), await toldOf(ofThree, secrets[1])]).toEqual([[circle[0]], [circle[1]]]);
  await close(next);
  const last = await answer(circle[2], ofThree, { all: 3 + round, trust: 2, needs: secrets[2] }, options);
  const low = 2 + round;
  await says(last, `We share one purpose ${low} · ${low} · ${low + 1} They agree`.replaceAll("\t", " "), `1 · 2 · ${low} They differ: talk about this`, ...secrets);
  for (const it of secrets) expect(await toldOf(ofThree, it)).toEqual([...circle]);
  expect(await last.locator("main").innerText()).not.toMatch(/Tamarind Legal|Jacaranda|Samudra/);
  await first.reload();
  await expectAccessible(first);
  await says(first, ...secrets);
  if (round === 2) {
    const course = first.getByRole("region", { name: "The mean of all numbers, round by round" });
    expect(await course.getByRole("row", { name: "We share one purpose" }).getByRole("cell").allInnerTexts()).toEqual(["3.3", "4.3"]);
  }
  await close(first);
  await close(last);
}, 180_000);

test.each([false, true])("two partners are told that the other has a name, and see what both let be seen (scripts: %s)", async (javaScriptEnabled) => {
  const options = { javaScriptEnabled };
  const [kept, shared] = javaScriptEnabled ? ["whitebeam", "rowan"] : ["sorrel", "teasel"];
  const opening = await doors.visitAs(lines[0], `${ofTwo}/assessment`, options);
  await says(opening, "whatever is not yours is the other’s");
  await press(opening, "Open a round");
  await says(opening, "Only the parts that both of you agree to show are shown.", "If you tick a part and it is not shown, you can tell that the other did not.");
  await expectAccessible(opening);
  await close(opening);
  await close(await answer(lines[0], ofTwo, { all: 2, needs: kept, shows: ["The numbers"] }, options));
  expect(await toldOf(ofTwo, kept)).toEqual([lines[0]]);
  const last = await answer(lines[1], ofTwo, { all: 4, needs: shared, shows: ["The numbers", "Needs"] }, options);
  await says(last, "2 · 4 They differ: talk about this");
  expect(await last.locator("main").innerText()).not.toContain(shared); // not both let it be seen; one's own is folded away
  expect([await toldOf(ofTwo, kept), await toldOf(ofTwo, shared)]).toEqual([[lines[0]], [lines[1]]]);
  await close(last);
}, 120_000);

test.each(["en", "ar"])("on a phone, in %s, the form and what was said together are accessible and do not scroll sideways", async (language) => {
  for (const [who, place] of [[circle[0], ofThree], [lines[0], ofTwo], [focalPointOf("lantern-digital-rights"), "/en/partnerships/plateau-bench-book"]] as const) {
    await doors.test.person({ email: who });
    const page = await doors.visitAs(who, `${place.replace("/en/", `/${language}/`)}/assessment`, { viewport: { width: 390, height: 900 } });
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
    await close(page);
  }
}, 120_000);
