import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../../test/house.ts";
import { allOf, mainOf, wordsOf } from "../../../test/html.ts";

let house: TestHouse;
beforeAll(async () => void (house = await openHouse({ sample: true })));
afterAll(() => house.close());

const convention = "/model/text/convention";
const versions = ["crp-1", "3", "3-rev-1", "3-rev-2"];
type Tree = { id: string; kind: string; number: string | null; heading: string | null; text: string; closing?: string; dossier: string | null; children: Tree[] };
const flat = (of: Tree[]): Tree[] => of.flatMap((it) => [it, ...flat(it.children)]);
const json = async <T>(path: string) => JSON.parse(await house.read("visitor", `/api/v1${path}`)) as T;
const textOf = async (version: string, language = "en") => flat((await json<{ provisions: Tree[] }>(`${convention}/${version}?language=${language}`)).provisions);
/** The ids on a page that are places of the text. */
const idsOn = (html: string, text: Tree[]) => {
  const places = new Set(text.map((it) => it.id));
  return [...html.matchAll(/\sid="([^"]*)"/g)].map((it) => it[1]!).filter((it) => places.has(it));
};

test("a text opens at its newest version, marked against the one before", async () => {
  const door = await house.get("visitor", `/en${convention}`);
  expect([door.status, door.headers.get("location")]).toEqual([302, `/en${convention}/3-rev-2`]);
  const page = await house.read("visitor", `/en${convention}/3-rev-2`);
  expect(allOf(page, "h1")).toEqual(["Model convention against cybercrime"]);
  expect(page).toContain("M/CONF.1/3/Rev.2, marked against M/CONF.1/3/Rev.1");
  expect([page.includes("<ins>"), page.includes("<del>")]).toEqual([true, true]);
});

test("a clean version bears no mark and holds every provision once, in its order", async () => {
  const page = mainOf(await house.read("visitor", `/en${convention}/3-rev-2?show=clean&leaf=all`));
  expect(page).not.toMatch(/<ins>|<del>|moved-mark|class="pointer"/);
  const text = await textOf("3-rev-2");
  expect(idsOn(page, text)).toEqual(text.map((it) => it.id));
});

test("the first version has nothing before it and opens clean", async () => {
  const page = mainOf(await house.read("visitor", `/en${convention}/crp-1?leaf=all`));
  expect(page).not.toMatch(/<ins>|<del>/);
  const text = await textOf("crp-1");
  expect(idsOn(page, text)).toEqual(text.map((it) => it.id));
});

test("every version can be marked against every older one, and loses no provision by it", async () => {
  for (const [index, version] of versions.entries())
    for (const older of versions.slice(0, index)) {
      const page = mainOf(await house.read("visitor", `/en${convention}/${version}?with=${older}&leaf=all`));
      const text = await textOf(version);
      expect(idsOn(page, text), `${version} against ${older}`).toEqual(text.map((it) => it.id));
    }
});

test("the redline keeps both wordings: what is kept and deleted is the old one, what is kept and inserted the new one", async () => {
  type Comparison = { old: string; new: string; pairs: { old: string[]; new: string[] }[]; redline: { old: string | null; new: string | null; parts: ["keep" | "delete" | "insert", string][] }[] };
  for (const version of versions.slice(1)) {
    const { old, redline, pairs, ...it } = await json<Comparison>(`${convention}/${version}/comparison`);
    const [before, after] = [new Map((await textOf(old)).map((one) => [one.id, one])), new Map((await textOf(it.new)).map((one) => [one.id, one]))];
    const side = (parts: Comparison["redline"][number]["parts"], dropped: string) => parts.filter(([what]) => what !== dropped).map(([, words]) => words).join("");
    const oneToOne = new Set(pairs.filter((pair) => pair.old.length === 1 && pair.new.length === 1).map((pair) => `${pair.old[0]} ${pair.new[0]}`));
    const wrong = redline.filter((one) => oneToOne.has(`${one.old} ${one.new}`) && !(side(one.parts, "insert").includes(before.get(one.old!)!.text) && side(one.parts, "delete").includes(after.get(one.new!)!.text)));
    expect(redline.length).toBeGreaterThan(50);
    expect(wrong.map((one) => `${version}: ${one.old} → ${one.new}`)).toEqual([]);
  }
});

test("a reader chooses the language of the text apart from that of the page", async () => {
  const french = await house.read("visitor", `/en${convention}/3-rev-2?text=fr`);
  expect(french).toContain('<html lang="en" dir="ltr">');
  expect(mainOf(french)).toMatch(/<div lang="fr"><h3 id="art_1"/);
  const inFrench = await house.read("visitor", `/fr${convention}/3-rev-2`);
  expect([inFrench.includes('<html lang="fr" dir="ltr">'), /<div lang="fr"><h3 id="art_1"/.test(inFrench)]).toEqual([true, true]);
});

test("all languages of a version have the same provisions under the same numbers", async () => {
  const outline = async (language: string) => (await textOf("3-rev-2", language)).map((it) => `${it.id} ${it.dossier}`);
  const english = await outline("en");
  expect(await outline("fr")).toEqual(english);
  expect(await outline("es")).toEqual(english);
});

test.each([
  ["/en/nowhere", "There is no process “nowhere” in this house."],
  ["/en/nowhere/text", "There is no process “nowhere” in this house."],
  ["/en/model/text/nothing", "There is no text “nothing” here."],
  [`/en${convention}/4`, "There is no version “4” of this text."],
  [`/en${convention}/3?with=4`, "There is no version “4” of this text."],
  ["/en/model/p/999", "There is no provision P-999 in this process."],
  ["/en/model/p/001/4", "There is no version “4” of this text."],
  ["/en/themes/nothing", "There is no theme “nothing” on the list."],
  ["/en/model/nothing/at/all", "There is no such page here."],
])("%s is not found, and the page says what is missing", async (path, sentence) => {
  const answer = await house.get("visitor", path);
  expect([answer.status, ...allOf(await answer.text(), "h1")]).toEqual([404, sentence]);
});

test("a list of versions names each with its languages, the newest first", async () => {
  const page = mainOf(await house.read("visitor", "/en/model/text"));
  expect(allOf(page, "th").slice(5)).toEqual(["Second revised draft text M/CONF.1/3/Rev.2", "Revised draft text M/CONF.1/3/Rev.1", "Draft text M/CONF.1/3", "Compilation of proposals M/CONF.1/CRP.1"]);
  expect(wordsOf(page)).toContain("English, authentic Spanish, official translation French, official translation");
});

test("an address without a language leads to the reader's, its question kept", async () => {
  const leadsTo = async (path: string, accept?: string) => {
    const answer = await house.get("visitor", path, accept === undefined ? {} : { "accept-language": accept });
    return [answer.status, answer.headers.get("location")];
  };
  expect(await leadsTo(`${convention}/3`)).toEqual([302, `/en${convention}/3`]);
  expect(await leadsTo("/model/p/014", "fr-CA,fr;q=0.9,en;q=0.5")).toEqual([302, "/fr/model/p/014"]);
  expect(await leadsTo("/model/p/014/3?text=es", "de, ar;q=0.3, en;q=0.1")).toEqual([302, "/ar/model/p/014/3?text=es"]);
  expect(await leadsTo("/", "en; q=0.1, ru; q=0.9")).toEqual([302, "/ru"]);
  expect(await leadsTo("/", "arn")).toEqual([302, "/en"]);
  expect(await leadsTo("/about", "de")).toEqual([302, "/en/about"]);
});

test("a language that the house does not speak has no pages", async () => {
  const answer = await house.get("visitor", "/de/about");
  expect([answer.status, answer.headers.get("location")]).toEqual([302, "/en/de/about"]);
  expect((await house.get("visitor", "/en/de/about")).status).toBe(404);
});

test("a page that has not changed is not sent again, and HEAD sends headers only", async () => {
  const path = `/en${convention}/3-rev-2`;
  const whole = await house.get("visitor", path);
  const etag = whole.headers.get("etag")!;
  const again = await house.get("visitor", path, { "if-none-match": etag });
  expect([etag.length > 10, again.status, await again.text()]).toEqual([true, 304, ""]);
  const head = await house.app.request(`http://travaux.test${path}`, { method: "HEAD" });
  expect([head.status, await head.text(), head.headers.get("etag"), head.headers.get("content-security-policy")]).toEqual([200, "", etag, whole.headers.get("content-security-policy")]);
});

test("pages of visitors may be cached for all of them, an editor's for nobody else", async () => {
  const caching = async (who: "visitor" | "editor") => (await house.get(who, `/en${convention}/3`)).headers.get("cache-control");
  expect([await caching("visitor"), await caching("editor")]).toEqual(["public, max-age=0, must-revalidate", "private, no-store"]);
});

const found = async (query: string) => {
  const answer = await house.get("visitor", `/en/search?${query}`);
  const page = await answer.text();
  return { status: answer.status, count: allOf(mainOf(page), "h3").length, said: wordsOf(/<p role="status">([^]*?)<\/p>/.exec(page)?.[1] ?? ""), marked: new Set(allOf(page, "mark").map((it) => it.toLowerCase())) };
};

test("a search finds words by their stem, in the language of the text", async () => {
  expect((await found("q=preserving")).marked).toEqual((await found("q=preservation")).marked);
  expect((await found("q=preserving")).count).toBeGreaterThan(0);
  expect((await found("q=conservation&in=fr")).count).toBeGreaterThan(0);
  expect([...(await found("q=delito&in=es")).marked]).toEqual(expect.arrayContaining(["delitos"]));
  expect((await found("q=zzyzx")).said).toBe("Nothing found");
});

test("words in quotation marks are found side by side, and a word with a minus is kept out", async () => {
  const [quoted, loose, without] = [await found('q="without right"'), await found("q=right"), await found("q=right -without")];
  expect(quoted.count).toBeGreaterThan(0);
  expect(quoted.count).toBeLessThanOrEqual(loose.count);
  expect(without.marked.has("without")).toBe(false);
});

test.each(["q=", "q=%20%20", "q=%22", "q=-", "q=%26%20%7C%20!%20()%20:*", "q=" + "x".repeat(5000), "q=the", "q=%F0%9F%92%A5", "q=access&in=nothing", "q=%3A%3A%3A%5C'", "q=or%20or%20-%22"])("whatever is asked, the search answers: %s", async (query) => {
  expect((await found(query)).status).toBe(200);
});

test("the character 0, which no text holds, leads nowhere", async () => {
  for (const path of ["/en/search?q=a%00b", "/en/%00", "/en/model/p/%00", "/api/v1/%00"]) expect([path, (await house.get("visitor", path)).status]).toEqual([path, 404]);
});

test("search words come back as words, never as marks of the page", async () => {
  const page = await house.read("visitor", `/en/search?q=${encodeURIComponent('"><script>alert(1)</script><i x=')}`);
  expect(page).not.toContain("<script>alert");
  expect(page).not.toContain("<i x=");
  expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
});
