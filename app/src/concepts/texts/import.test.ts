import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../../test/house.ts";
import { allOf, mainOf, wordsOf } from "../../../test/html.ts";
import { runCommand } from "../../bin/run-command.ts";
import { rowsOf } from "../../ground/db/migrate.ts";

let house: TestHouse;
const process = { slug: "lakes", symbol: "L/CONF", nature: "own", name: { en: "Conference on lakes" }, shortName: { en: "Lakes" }, summary: { en: "A conference." }, phases: [], events: [] };
beforeAll(async () => {
  house = await openHouse();
  await runCommand(house.house, { argv: ["import", "process", "lakes.json"], files: { "lakes.json": Buffer.from(JSON.stringify(process)).toString("base64") }, format: "text" }, () => {});
});
afterAll(() => house.close());

const articles = {
  scope: ["Scope", "This Convention applies to every lake whose shores belong to more than one State."],
  water: ["Clean water", "Each State shall keep the water of its lakes clean enough to drink, and shall say each year how clean it was."],
  fish: ["Fishing", "Nobody may take fish from a lake in the months in which they spawn, except for science and by permission."],
  boats: ["Boats", "A boat with an engine shall be registered, bear its number on both sides and keep away from reeds and nests."],
  birds: ["Birds", "Marshes where migrating birds rest are left in peace from March until the end of May, year after year."],
  money: ["Costs", "The costs of the secretariat are shared among the States by the length of their shores."],
} as const;
type Name = keyof typeof articles;
type Draft = (Name | [heading: string, words: string])[];
const written = (draft: Draft) => draft.map((it, index) => {
  const [heading, words] = typeof it === "string" ? articles[it] : it;
  return `Article ${index + 1}\n${heading}\n\n${words}\n`;
}).join("\n");
const file = (text: string, name = "draft.txt") => new File([text], name, { type: "text/plain" });
const label = (symbol: string, date: string, more: Record<string, string> = {}) => ({ symbol, date, title: `The draft ${symbol}`, status: "draft", language: "en", authenticity: "authentic", source: "", ...more });
const upload = (text: string, its: Record<string, string>, instrument = "convention", who: "editor" | "visitor" = "editor") =>
  house.send(who, `/en/desk/lakes/${instrument}/import`, { ...its, file: file(text) });
const sees = async (who: "editor" | "visitor", path: string) => (await house.get(who, path)).status;
const dossiers = async (version: string, who: "editor" | "visitor" = "editor", instrument = "convention") => {
  const { provisions } = JSON.parse(await house.read(who, `/api/v1/lakes/text/${instrument}/${version}`)) as { provisions: { number: string; heading: string; dossier: string }[] };
  return Object.fromEntries(provisions.map((it) => [it.heading, it.dossier]));
};
/** How many rows every table holds, the journal of sessions aside. */
const rowCounts = async () => {
  const tables = await rowsOf<{ name: string }>(house.house.database.db, sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`);
  const counts = [];
  for (const { name } of tables) counts.push([name, (await rowsOf<{ count: string }>(house.house.database.db, sql.raw(`select count(*)::text as count from "${name}"`)))[0]!.count]);
  return Object.fromEntries(counts) as Record<string, string>;
};

const first: Draft = ["scope", "water", "fish", "boats", "birds"];
const second: Draft = ["scope", "birds", "water", ["Angling", "Zanderfish: whoever would use rod or net asks the guardian of that shore beforehand and pays what the guardian asks."], "boats", "money"];

test("an editor opens a text, and a first version of it is read into provisions with numbers of their own", async () => {
  const opened = await house.send("editor", "/en/desk/lakes/instruments", { title: "Convention on lakes", slug: "convention" });
  expect([opened.status, opened.headers.get("location")]).toEqual([303, "/en/desk/lakes/convention/import"]);
  const imported = await upload(written(first), label("L/CONF/1", "2026-01-10"));
  expect([imported.status, imported.headers.get("location")]).toEqual([303, "/en/desk/lakes/convention/1"]);
  expect(await dossiers("1")).toEqual({ Scope: "001", "Clean water": "002", Fishing: "003", Boats: "004", Birds: "005" });
  const desk = mainOf(await house.read("editor", "/en/desk/lakes/convention/1"));
  expect(wordsOf(desk)).toContain("This is the first version: there is nothing to align it with.");
});

test("nobody but an editor sees a version before it is published", async () => {
  const addresses = ["/en/lakes/text/convention", "/en/lakes/text/convention/1", "/en/lakes/text/convention/1?show=clean", "/en/lakes/p/001", "/en/lakes/p/001/1", "/api/v1/lakes/text/convention/1", "/api/v1/lakes/p/001"];
  for (const path of addresses) expect([path, await sees("visitor", path), [200, 302].includes(await sees("editor", path))]).toEqual([path, 404, true]);
  for (const path of ["/en", "/en/lakes", "/en/lakes/text", "/en/search?q=reeds", "/en/search?q=reeds&scope=all", "/api/v1/lakes/text/convention"]) {
    const page = await house.read("visitor", path);
    expect([path, page.includes("L/CONF/1"), page.includes("nests")]).toEqual([path, false, false]);
  }
  expect(wordsOf(await house.read("editor", "/en/search?q=reeds&scope=all"))).toContain("One provision found");
});

test("a version is published once, and then everybody reads it", async () => {
  const published = await house.send("editor", "/en/desk/lakes/convention/1/publication", {});
  expect([published.status, published.headers.get("location")]).toEqual([303, "/en/lakes/text/convention/1"]);
  expect([await sees("visitor", "/en/lakes/text/convention/1"), await sees("visitor", "/en/lakes/p/003"), await sees("visitor", "/api/v1/lakes/p/003")]).toEqual([200, 200, 200]);
  expect(wordsOf(await house.read("visitor", "/en/search?q=reeds"))).toContain("One provision found");
  const again = await house.send("editor", "/en/desk/lakes/convention/1/publication", {});
  expect([again.status, ...allOf(await again.text(), "h1")]).toEqual([409, "L/CONF/1 is published already."]);
});

test("the next version is aligned with it: moved articles keep their numbers, new ones get numbers of their own", async () => {
  await upload(written(second), label("L/CONF/2", "2026-03-10"));
  expect(await dossiers("2")).toEqual({ Scope: "001", Birds: "005", "Clean water": "002", Angling: "006", Boats: "004", Costs: "007" });
});

test("a correction gives a provision the number that it always had, and the number that it frees leads there", async () => {
  const corrected = await house.send("editor", "/en/desk/lakes/convention/2/decisions", { old: "art_3", new: "art_4" });
  expect([corrected.status, corrected.headers.get("location")]).toEqual([303, "/en/desk/lakes/convention/2#art_4"]);
  expect(await dossiers("2")).toEqual({ Scope: "001", Birds: "005", "Clean water": "002", Angling: "003", Boats: "004", Costs: "007" });
  const freed = await house.get("editor", "/en/lakes/p/006");
  expect([freed.status, freed.headers.get("location")]).toEqual([301, "/en/lakes/p/003"]);
  expect((await house.get("editor", "/en/lakes/p/006/2")).headers.get("location")).toBe("/en/lakes/p/003/2");
  expect((JSON.parse(await house.read("editor", "/api/v1/lakes/p/006")) as { dossier: string }).dossier).toBe("003");
  const desk = mainOf(await house.read("editor", "/en/desk/lakes/convention/2"));
  expect(wordsOf(desk)).toContain("Corrected by Ines Calloway, 9 Jun 2026");
});

test("a correction of one alignment keeps the corrections of others", async () => {
  await house.send("editor", "/en/desk/lakes/convention/2/decisions", { old: "art_4", new: "" });
  await house.send("editor", "/en/desk/lakes/convention/2/decisions", { old: "art_2", new: "art_3" });
  const desk = mainOf(await house.read("editor", "/en/desk/lakes/convention/2"));
  expect([...desk.matchAll(/Confirmed by|Corrected by/g)].map((it) => it[0]).toSorted()).toEqual(["Confirmed by", "Corrected by", "Corrected by"]);
  const numbers = await dossiers("2");
  expect([numbers.Angling, numbers["Clean water"], numbers.Boats]).toEqual(["003", "002", "008"]);
});

test("a number that was freed twice leads to the provision that has its words now", async () => {
  await house.send("editor", "/en/desk/lakes/convention/2/decisions", { old: "art_4", new: "art_5" });
  expect((await dossiers("2")).Boats).toBe("004");
  await house.send("editor", "/en/desk/lakes/convention/2/decisions", { old: "", new: "art_4" });
  await house.send("editor", "/en/desk/lakes/convention/2/decisions", { old: "art_3", new: "art_4" });
  expect(await dossiers("2")).toEqual({ Scope: "001", Birds: "005", "Clean water": "002", Angling: "003", Boats: "004", Costs: "007" });
  for (const number of ["006", "008", "009"]) expect([number, (await house.get("editor", `/en/lakes/p/${number}`)).headers.get("location")]).toEqual([number, number === "008" ? "/en/lakes/p/004" : "/en/lakes/p/003"]);
});

test("an editor confirms at once what is at least nine tenths alike, and nothing less", async () => {
  await house.send("editor", "/en/desk/lakes/convention/2/confirmation", {});
  const desk = mainOf(await house.read("editor", "/en/desk/lakes/convention/2"));
  expect(wordsOf(desk)).toContain("One left to decide");
});

test.each([
  [{ old: "art_99", new: "art_1" }, "L/CONF/2 and the version before it have no provision “art_99”."],
  [{ old: "", new: "" }, "The correction names no provision."],
])("a decision about what is not there is refused: %o", async (decision, sentence) => {
  const before = await rowCounts();
  const answer = await house.send("editor", "/en/desk/lakes/convention/2/decisions", decision);
  expect([answer.status, ...allOf(await answer.text(), "h1")]).toEqual([422, sentence]);
  expect(await rowCounts()).toEqual(before);
});

test("a version is not published before the one that it is aligned with", async () => {
  await upload(written([...second, "fish"]), label("L/CONF/3", "2026-04-10"));
  const answer = await house.send("editor", "/en/desk/lakes/convention/3/publication", {});
  expect([answer.status, ...allOf(await answer.text(), "h1")]).toEqual([409, "L/CONF/3 cannot be published while L/CONF/2, the version before it, is not."]);
});

test("a version with a successor is not thrown away; the last one is, with all that came with it", async () => {
  const refused = await house.send("editor", "/en/desk/lakes/convention/2/removal", {});
  expect([refused.status, ...allOf(await refused.text(), "h1")]).toEqual([409, "L/CONF/2 cannot be thrown away: L/CONF/3 was aligned with it."]);
  const discarded = await house.send("editor", "/en/desk/lakes/convention/3/removal", {});
  expect([discarded.status, discarded.headers.get("location"), await sees("editor", "/en/lakes/text/convention/3")]).toEqual([303, "/en/desk", 404]);
  const published = await house.send("editor", "/en/desk/lakes/convention/1/removal", {});
  expect([published.status, ...allOf(await published.text(), "h1")]).toEqual([409, "L/CONF/1 is published already."]);
});

test.each([
  ["a symbol that is here already in this language", label("L/CONF/1", "2026-01-10"), "symbol", "L/CONF/1 of 10 Jan 2026 is here already in this language."],
  ["a version dated before its predecessor", label("L/CONF/9", "2025-12-31"), "date", "L/CONF/9 is dated 31 Dec 2025, before L/CONF/2 of 10 Mar 2026."],
  ["a translation dated otherwise", label("L/CONF/1", "2026-01-11", { language: "fr" }), "date", "L/CONF/1 is dated 10 Jan 2026 here, not 11 Jan 2026."],
  ["no symbol", label("", "2026-05-01"), "symbol", "Write the symbol, as printed on the document."],
  ["a symbol without letters", label("///", "2026-05-01"), "symbol", "Nothing of the symbol “///” can stand in an address."],
  ["no title", label("L/CONF/9", "2026-05-01", { title: "  " }), "title", "Write a title."],
  ["a day that no calendar has", label("L/CONF/9", "2026-02-31"), "date", "Give the date of the document: year, month, day."],
  ["a year that no calendar has", label("L/CONF/9", "0000-01-01"), "date", "Give the date of the document: year, month, day."],
  ["no day", label("L/CONF/9", "soon"), "date", "Give the date of the document: year, month, day."],
])("%s is refused beside its field, what was typed comes back, and nothing is kept", async (_, its, field, sentence) => {
  const before = await rowCounts();
  const answer = await upload(written(second), its);
  const page = await answer.text();
  expect(answer.status).toBe(422);
  const problem = wordsOf(new RegExp(`id="${field}-error">([^]*?)</p>`).exec(page)?.[1] ?? "no problem named");
  expect(problem.slice(0, sentence.length)).toBe(sentence);
  for (const name of ["symbol", "title"]) expect(page).toContain(`name="${name}" type="text" value="${its[name as "symbol"]}"`);
  expect(page).toContain(`value="${its.date}"`);
  expect(await rowCounts()).toEqual(before);
});

test("a form without its document says so and keeps the rest", async () => {
  const answer = await house.send("editor", "/en/desk/lakes/convention/import", label("L/CONF/9", "2026-05-01"));
  const page = await answer.text();
  expect([answer.status, wordsOf(/id="file-error">([^]*?)<\/p>/.exec(page)![1]!), page.includes('value="L/CONF/9"')]).toEqual([422, "Choose the document.", true]);
});

test("a document under a symbol that is here is taken as another language of it, with the same numbers", async () => {
  const french = written(first).replaceAll("Fishing", "La pêche");
  const answer = await upload(french, label("L/CONF/1", "2026-01-10", { language: "fr", authenticity: "unofficial-translation" }));
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/en/desk/lakes/convention/1"]);
  const { language, provisions } = JSON.parse(await house.read("visitor", "/api/v1/lakes/text/convention/1?language=fr")) as { language: string; provisions: { heading: string; dossier: string }[] };
  expect([language, provisions.find((it) => it.dossier === "003")?.heading]).toEqual(["fr", "La pêche"]);
  expect(allOf(mainOf(await house.read("visitor", "/fr/lakes/p/003?text=fr")), "h1")).toEqual(["La pêche"]);
});

const script = `<script>alert("x")</script>`;
test("whatever is written in a document or a form comes back as words, never as marks of the page", async () => {
  await house.send("editor", "/en/desk/lakes/instruments", { title: `Notes ${script}`, slug: "notes" });
  const imported = await upload(`Article 1\nOn ${script} & co\n\n1. Whoever writes ${script} means the words "script", 'script' and <b>bold</b>.\n\n2. Another.\n`, label(`L/CONF/N<b>1`, "2026-05-01", { title: `Title ${script}`, source: script }), "notes");
  expect(imported.status).toBe(303);
  await house.send("editor", "/en/desk/lakes/notes/n-b-1/publication", {});
  const [number] = Object.values(await dossiers("n-b-1", "visitor", "notes"));
  await house.send("editor", "/en/desk/themes", { kind: "topic", en: `Theme ${script}`, fr: script, about: script });
  const themeId = /name="theme" value="([^"]+)"[^>]*> Theme/.exec(await house.read("editor", `/en/lakes/p/${number}`))![1]!;
  await house.send("editor", `/en/desk/lakes/p/${number}/themes`, { theme: themeId });
  const addresses = ["/en", "/en/desk", "/en/desk/lakes/notes/n-b-1", "/en/desk/lakes/notes/import", "/en/lakes/text", "/en/lakes/text/notes/n-b-1", `/en/lakes/p/${number}`, `/en/lakes/p/${number}/n-b-1`, "/en/themes", "/fr/themes", "/en/themes/theme-script-alert-x-script", "/en/search?q=script"];
  for (const path of addresses) {
    const page = await house.read("editor", path);
    expect([path, page.includes("alert(&quot;x&quot;)"), /<script>|<b>1|<b>bold/.test(page)]).toEqual([path, path !== "/en/desk" || page.includes("Notes"), false]);
  }
});

test("a visitor gets a sentence at every address of the desk, and nothing is written", async () => {
  const before = await rowCounts();
  const pages = ["/en/desk", "/en/desk/themes", "/en/desk/lakes/instruments", "/en/desk/lakes/convention/import", "/en/desk/lakes/convention/2"];
  const deeds = ["/en/desk/themes", "/en/desk/lakes/instruments", "/en/desk/lakes/convention/import", "/en/desk/lakes/convention/2/decisions", "/en/desk/lakes/convention/2/confirmation", "/en/desk/lakes/convention/2/publication", "/en/desk/lakes/convention/2/removal", "/en/desk/lakes/p/001/themes"];
  const form = { ...label("L/CONF/9", "2026-05-01"), slug: "other", kind: "topic", en: "A theme", old: "art_1", new: "art_1" };
  const answers = [...(await Promise.all(pages.map((it) => house.get("visitor", it)))), ...(await Promise.all(deeds.map((it) => house.send("visitor", it, it.endsWith("import") ? { ...form, file: file(written(second)) } : form))))];
  const said = await Promise.all(answers.map(async (it) => [it.status, ...allOf(await it.text(), "h1")]));
  expect(said).toEqual(answers.map(() => [403, "This page is for people who are signed in."]));
  expect(await rowCounts()).toEqual(before);
});
