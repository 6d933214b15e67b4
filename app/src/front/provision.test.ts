import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { allOf, mainOf, wordsOf } from "../../test/html.ts";

let house: TestHouse;
beforeAll(async () => void (house = await openHouse({ sample: true })));
afterAll(() => house.close());

type Moment = { version: string; id: string | null; changes: string[]; from: string[]; state: string | null; decidedBy: string | null };
const json = async <T>(path: string) => JSON.parse(await house.read("visitor", `/api/v1/model${path}`)) as T;
const historyOf = async (number: string) => (await json<{ history: Moment[] }>(`/p/${number}`)).history;
type Tree = { id: string; dossier: string; children: Tree[] };
const numberOf = async (version: string, id: string) => {
  const all = (of: Tree[]): Tree[] => of.flatMap((it) => [it, ...all(it.children)]);
  return all((await json<{ provisions: Tree[] }>(`/text/convention/${version}`)).provisions).find((it) => it.id === id)!.dossier;
};
type Pair = { old: string[]; new: string[]; changes: string[] };
const truth = JSON.parse(readFileSync(new URL("../../../examples/model-conference/convention/lineage.json", import.meta.url), "utf8")) as { from: string; to: string; pairs: Pair[] }[];

const isArticle = (id: string) => /^art_[^_]+$/.test(id);
const told = (old: string[], now: string[]) => `${old.join(" + ") || "nothing"} → ${now.join(" + ") || "nothing"}`;
const articlePairs = async (to: string) => {
  const { pairs } = await json<{ pairs: Pair[] }>(`/text/convention/${to}/comparison`);
  return pairs.filter((it) => [...it.old, ...it.new].some(isArticle)).map(({ old, new: now, changes }) =>
    ({ told: told(old.filter(isArticle), now.filter(isArticle)), changes, ownWordsOnly: [...old, ...now].every(isArticle) }));
};

test.each(truth)("from $from to $to, every article went where its drafter put it", async ({ to, pairs }) => {
  expect((await articlePairs(to)).map((it) => it.told).toSorted()).toEqual(pairs.map((it) => told(it.old, it.new)).toSorted());
});

/** Said otherwise than by the drafter, and right as well: the chapter moved, and these articles within it (lineage.md). */
const movedWithTheirChapter = new Set(["art_39 → art_36", "art_40 → art_37"]);

test.each(truth)("from $from to $to, what happened to every article is what its drafter did", async ({ to, pairs }) => {
  const named = ({ changes }: { changes: string[] }, name: string) => changes.filter((it) => it !== "moved" || !movedWithTheirChapter.has(name)).toSorted().join(", ");
  const drafter = new Map(pairs.map((it) => [told(it.old, it.new), it]));
  // An article whose own words became its first paragraph is a split of that paragraph from it; the words themselves are the same.
  const wrong = (await articlePairs(to)).filter((it) => it.ownWordsOnly && named(it, it.told) !== named(drafter.get(it.told)!, it.told));
  expect(wrong).toEqual([]);
});

test("an article keeps its number through all versions, whatever it is called in each", async () => {
  const number = await numberOf("crp-1", "art_16");
  expect(await numberOf("3", "art_15")).toBe(number);
  expect((await historyOf(number)).map((it) => [it.version, it.id])).toEqual([["crp-1", "art_16"], ["3", "art_15"], ["3-rev-1", await idIn(number, "3-rev-1")], ["3-rev-2", await idIn(number, "3-rev-2")]]);
});
const idIn = async (number: string, version: string) => (await historyOf(number)).find((it) => it.version === version)!.id;

test("of a split, the first piece goes on under the number and the others begin with one of their own", async () => {
  const [first, second] = [await numberOf("3", "art_4"), await numberOf("3", "art_5")];
  expect([await numberOf("crp-1", "art_4") === first, second === first]).toEqual([true, false]);
  const page = wordsOf(mainOf(await house.read("visitor", `/en/model/p/${first}`)));
  expect(page).toContain("Became art. 4 and art. 5");
  expect((await historyOf(first))[1]!.changes).toContain("split");
  expect((await historyOf(second)).filter((it) => it.id !== null)[0]!.from).toEqual(["art_4"]);
});

test("of a merger, the first goes on and the page of the other says into what it went", async () => {
  const [first, second] = [await numberOf("crp-1", "art_12"), await numberOf("crp-1", "art_13")];
  expect(await numberOf("3", "art_14")).toBe(first);
  expect(wordsOf(mainOf(await house.read("visitor", `/en/model/p/${first}`)))).toContain("Made of art. 12 and art. 13");
  expect(wordsOf(mainOf(await house.read("visitor", `/en/model/p/${second}`)))).toContain("No longer by itself: merged into art. 14.");
});

test("what was deleted has a page that says so, and shows its last words", async () => {
  const number = await numberOf("crp-1", "art_14");
  const page = wordsOf(mainOf(await house.read("visitor", `/en/model/p/${number}`)));
  expect(page).toContain("Deleted in this version.");
  expect(page).toContain("It stands as art. 14 in M/CONF.1/CRP.1");
});

test("a citation names place, text, symbol, date, the number and an address that works", async () => {
  const number = await numberOf("3-rev-2", "art_7");
  const page = await house.read("visitor", `/en/model/p/${number}`);
  const cited = wordsOf(/id="citation">([^]*?)<\/p>/.exec(page)![1]!);
  expect(cited).toMatch(new RegExp(`^art\\. 7, Model convention against cybercrime, M/CONF\\.1/3/Rev\\.2 \\(18 May 2026\\), Travaux P-${number}, http://travaux\\.test/model/p/${number}/3-rev-2$`));
  const address = cited.split(", ").at(-1)!.slice("http://travaux.test".length);
  const led = await house.get("visitor", address);
  expect([led.status, (await house.get("visitor", led.headers.get("location")!)).status]).toEqual([302, 200]);
});

test("a provision is cited as it stands in the version asked for, and not where it does not stand", async () => {
  const number = await numberOf("3", "art_13");
  expect(wordsOf(mainOf(await house.read("visitor", `/en/model/p/${number}/3`)))).toContain("The text in M/CONF.1/3");
  const absent = await house.get("visitor", `/en/model/p/${number}/crp-1`);
  expect([absent.status, ...allOf(await absent.text(), "h1")]).toEqual([404, `P-${number} does not stand in M/CONF.1/CRP.1.`]);
});

test("who says that it is the same provision is always told: a named editor, or the comparison alone", async () => {
  const decided = new Set<string>();
  for (const id of ["art_1", "art_3", "art_16"]) {
    const history = (await historyOf(await numberOf("3-rev-2", id))).filter((it) => it.from.length > 0);
    for (const it of history) decided.add(it.state === "suggested" ? `suggested by nobody: ${it.decidedBy}` : `${it.state} by ${it.decidedBy}`);
  }
  expect([...decided].every((it) => ["suggested by nobody: null", "confirmed by I. Calloway", "corrected by I. Calloway"].includes(it))).toBe(true);
});

test("the page of every provision of every version opens", async () => {
  const wrong: string[] = [];
  for (const version of ["crp-1", "3-rev-2"]) {
    const { provisions } = await json<{ provisions: Tree[] }>(`/text/convention/${version}`);
    const numbers = provisions.flatMap((it) => [it.dossier, ...it.children.map((child) => child.dossier)]);
    for (const number of numbers) {
      const { status } = await house.get("visitor", `/en/model/p/${number}/${version}`);
      if (status !== 200) wrong.push(`${number} in ${version}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
}, 120_000);

test("an editor changes the themes of a provision, for every version of it", async () => {
  const number = await numberOf("3-rev-2", "art_7");
  const page = await house.read("editor", `/en/model/p/${number}`);
  const theme = /name="theme" value="([^"]+)"[^>]*> Grooming/i.exec(page)?.[1] ?? /name="theme" value="([^"]+)"/.exec(page)![1]!;
  const saved = await house.send("editor", `/en/desk/model/p/${number}/themes`, { theme });
  expect([saved.status, saved.headers.get("location")]).toEqual([303, `/en/model/p/${number}#themes`]);
  expect((await json<{ themes: string[] }>(`/p/${number}`)).themes.length).toBe(1);
  await house.send("editor", `/en/desk/model/p/${number}/themes`, { theme: "no such theme" });
  expect((await json<{ themes: string[] }>(`/p/${number}`)).themes).toEqual([]);
});
