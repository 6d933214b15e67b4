import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../../test/house.ts";
import { allOf, decoded, mainOf, wordsOf } from "../../../test/html.ts";
import { runCommand } from "../../bin/run-command.ts";
import { languages } from "../../ground/words.ts";
import { PathwaysInput } from "./inputs.ts";

let house: TestHouse;
beforeAll(async () => void (house = await openHouse({ sample: true })));
afterAll(() => house.close());

const example = readFileSync(new URL("../../../../examples/committee-record/pathways.json", import.meta.url), "utf8");
const { pathways } = PathwaysInput.parse(JSON.parse(example));
type Out = { slug: string; outOfDate: boolean };
const fromApi = async (path = "") => JSON.parse(await house.read("visitor", `/api/v1/pathways${path}`)) as Out[];
const load = async (file: unknown, process = "model") => {
  const said: string[] = [];
  const { exit, stdout } = await runCommand(house.house, { argv: ["import", "pathways", process, "p.json"], files: { "p.json": Buffer.from(JSON.stringify(file)).toString("base64") }, format: "text" }, (line) => void said.push(line));
  return { exit, stdout: stdout.trim(), said: said.join("\n") };
};

test("the record carries the existing responses in six languages, and the API gives them back as they were written", async () => {
  const back = await fromApi();
  expect(back).toEqual(pathways.map((it) => ({ ...it, themes: expect.any(Array) as unknown, outOfDate: false })));
  expect(back.map((it, index) => [...(it as unknown as { themes: string[] }).themes].toSorted().join() === [...pathways[index]!.themes].toSorted().join())).not.toContain(false);
  const texts = pathways.flatMap((it) => [it.name, it.about.text, it.status.text, ...it.ways.map((way) => way.how), ...it.next.map((date) => date.what)]);
  expect(texts.filter((it) => languages.some((language) => !it[language]))).toEqual([]);
  expect(pathways.flatMap((it) => [it.about, it.status, ...it.ways, ...it.next, ...it.bindings]).map((it) => it.sure)).not.toContain("unsure");
});

test("every statement about a response stands on its page with its sources and how sure it is", async () => {
  for (const it of pathways) {
    const page = decoded(mainOf(await house.read("visitor", `/en/pathways/${it.slug}`)));
    const facts = [it.about, it.status, ...it.ways, ...it.next, ...(it.kind === "convention" ? it.bindings : []), ...Object.values(it.takes).filter((one) => one !== null)];
    expect(facts.flatMap((one) => one.sources).filter((source) => !page.includes(/^https?:/.test(source) ? `href="${source}"` : source)), it.slug).toEqual([]);
    expect(page.match(/<span class="sure[^"]*">/g)!.length, it.slug).toBe(facts.length);
  }
});

test("a list narrowed to a region holds what is made for it and what is open to all, and nothing made for another", async () => {
  const of = async (region: string) => (await fromApi(`?region=${region}`)).map((it) => it.slug);
  expect((await of("african")).includes("malabo-convention")).toBe(true);
  expect([...(await of("asia-pacific")), "malabo-convention"].toSorted()).toEqual(pathways.map((it) => it.slug).toSorted());
  const committees = mainOf(await house.read("visitor", "/en/pathways?kind=committee"));
  expect(allOf(committees, "h3").map(wordsOf).toSorted()).toEqual(pathways.filter((it) => it.kind === "committee").map((it) => it.name.en).toSorted());
  expect(wordsOf(mainOf(await house.read("visitor", "/en/pathways?kind=nonsense&region=%3Cscript%3E")))).toContain(`${pathways.length} pathways`);
});

test("whoever says who they are and what they want gets an ordered answer in which every line has a reason", async () => {
  const page = mainOf(await house.read("visitor", "/en/pathways/find?sector=civil-society&country=KE&goal=national"));
  const answers = wordsOf(/<ol class="entries">[^]*?<\/ol>/.exec(page)![0]);
  expect(allOf(/<ol class="entries">[^]*?<\/ol>/.exec(page)![0], "h3")[0]).toContain("Malabo Convention");
  for (const said of ["It is in force.", "It leads to what you want.", "It is for your sector.", "It is made for your region.", "it is nearer to your country."]) expect(answers).toContain(said);
  const others = wordsOf(/<details><summary>[^]*$/.exec(page)![0]);
  expect(others).toContain("It is over; only its record can be used.");
});

test("what a country is bound by is told with its source; where nothing is known, that is said", async () => {
  const words = async (country: string) => wordsOf(/<h2 id="binds">[^]*/.exec(mainOf(await house.read("visitor", `/en/pathways/find?country=${country}`)))![0]);
  expect(await words("MU")).toMatch(/United Nations Convention against Cybercrime signed, 19 Nov 2025 Reported/);
  expect((await words("KE")).match(/Nothing is known here\./g)!.length).toBe(pathways.filter((it) => it.kind === "convention").length);
  expect(mainOf(await house.read("visitor", "/en/pathways/find?country=XX"))).not.toContain('id="binds"');
});

test("what nobody looked at for a year is marked as out of date, on its page, in the list and in the data", async () => {
  house.setClock("2028-01-01T10:00:00Z");
  try {
    expect((await fromApi()).map((it) => it.outOfDate)).toEqual(pathways.map(() => true));
    for (const path of ["/en/pathways", "/en/pathways/t-cy", "/en/pathways/find"]) expect(wordsOf(mainOf(await house.read("visitor", path))), path).toContain("Out of date");
  } finally { house.setClock("2026-06-09T10:00:00Z"); }
});

test("the table holds all of them, and the calendar the days that are known", async () => {
  const csv = await house.read("visitor", "/en/pathways.csv");
  expect(csv.split("\r\n").filter(Boolean).length).toBeGreaterThanOrEqual(pathways.length + 1);
  const calendar = await house.read("visitor", "/fr/pathways.ics");
  expect([...calendar.matchAll(/^DTSTART;VALUE=DATE:(\d{8})/gm)].map((it) => it[1]!).toSorted()).toEqual(pathways.flatMap((it) => it.next).flatMap((it) => it.day?.replaceAll("-", "") ?? []).toSorted());
});

const plain = { ...pathways[0]!, slug: "lake-treaty" };
const changed = (change: object) => ({ pathways: [{ ...plain, ...change }] });

test.each([
  ["a statement without a source", changed({ about: { ...plain.about, sources: [] } }), "Each statement needs a source."],
  ["a country that is none", changed({ bindings: [{ ...plain.bindings[0]!, country: "XX" }] }), "two letters of ISO 3166-1"],
  ["an address that runs", changed({ address: "javascript:alert(1)" }), "Write an address that begins with https://."],
  ["the address of the finder", changed({ slug: "find" }), "The address “find” is taken."],
  ["a day that no calendar has", changed({ checked: "2026-02-31" }), "Write the day as YYYY-MM-DD."],
  ["a theme that nobody knows", changed({ themes: ["dragons"] }), "There is no theme “dragons” on the list."],
  ["the name of one that another process carries", { pathways: [plain, { ...plain, slug: "t-cy" }] }, "Another process has a pathway “t-cy”."],
  ["two of one name", { pathways: [plain, plain] }, "Two items have one name."],
])("a catalogue with %s is refused, and nothing of it is kept", async (_, file, sentence) => {
  const before = await fromApi();
  const answer = await load(file);
  expect([answer.exit, answer.said.includes(sentence)], answer.said).toEqual([1, true]);
  expect(await fromApi()).toEqual(before);
});

test("scripts, markup and formulas in a catalogue are words, on every page and in the table", async () => {
  const hostile = '=1+1"><svg onload=alert(1)><script>alert(1)</script>';
  const fact = { ...plain.about, text: { en: hostile }, sources: [hostile] };
  const it = { ...plain, name: { en: hostile }, about: fact, status: fact, ways: [{ ...plain.ways[0]!, how: { en: hostile } }], takes: { status: fact, money: fact, time: fact, languages: null }, next: [{ ...plain.next[0]!, day: "2026-12-01", what: { en: hostile } }] };
  expect((await load({ pathways: [it] })).exit).toBe(0);
  for (const path of ["/en/pathways", "/ar/pathways/lake-treaty", "/en/pathways/find?goal=national"]) {
    const page = await house.read("visitor", path);
    expect([page.includes("<svg"), page.includes("<script>alert"), page.includes("&lt;svg")], path).toEqual([false, false, true]);
  }
  const csv = await house.read("visitor", "/en/pathways.csv");
  expect([...csv.matchAll(/(?:^|,)"?=1\+1/gm)]).toEqual([]);
  expect(csv).toContain("'=1+1");
  expect((await load({ pathways: [] })).exit).toBe(0);
  expect((await house.get("visitor", "/en/pathways/lake-treaty")).status).toBe(404);
});
