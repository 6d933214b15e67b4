import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../../test/house.ts";
import { allOf, decoded, mainOf, wordsOf } from "../../../test/html.ts";
import { doorsOf } from "../../bin/house-commands.ts";
import { runCommand } from "../../bin/run-command.ts";
import type { ProcessInput } from "./inputs.ts";

let house: TestHouse;
beforeAll(async () => void (house = await openHouse({ sample: true })));
afterAll(() => house.close());

const example = (path: string) => JSON.parse(readFileSync(new URL(`../../../../examples/${path}`, import.meta.url), "utf8")) as ProcessInput;
const load = async (it: unknown) => {
  const said: string[] = [];
  const { stdout, exit } = await runCommand(house.house, { argv: ["import", "process", "p.json"], files: { "p.json": Buffer.from(typeof it === "string" ? it : JSON.stringify(it)).toString("base64") }, format: "text" }, (line) => void said.push(line));
  return { exit, stdout: stdout.trim(), said };
};
const slugs = async () => (JSON.parse(await house.read("visitor", "/api/v1/processes")) as { slug: string }[]).map((it) => it.slug);
const plain = { slug: "lakes", symbol: "L/CONF", nature: "own", name: { en: "Lakes" }, shortName: { en: "Lakes" }, summary: { en: "A conference." }, phases: [], events: [] };

test.each([["model", "model-conference/process.json"], ["committee", "committee-record/process.json"]])("what the sample %s says comes back from the API as it was written", async (slug, path) => {
  const back = JSON.parse(await house.read("visitor", `/api/v1/${slug}`)) as ProcessInput;
  const { phases, events, documents, figures, ...rest } = example(path);
  const withSources = (items: object[] = []) => items.map((it) => ({ sources: [], ...it }));
  expect(back.phases).toEqual(withSources(phases.toSorted((a, b) => a.number - b.number)));
  expect(back.documents).toEqual(withSources(documents));
  expect(back.figures).toEqual(withSources(figures));
  expect(back.events.map((it) => it.id)).toEqual(events.map((it) => it.id));
  expect([back.slug, back.symbol, back.nature, back.name]).toEqual([rest.slug, rest.symbol, rest.nature, rest.name]);
});

test("every fact of the record stands on its page with its sources, and how sure it is", async () => {
  const record = example("committee-record/process.json");
  const page = mainOf(await house.read("visitor", "/en/committee"));
  const words = decoded(page);
  const facts = [...record.events, ...record.documents, ...record.figures, ...(record.officers ?? [])];
  const sources = new Set(facts.flatMap((it) => it.sources));
  const shown = (source: string) => (/^https?:/.test(source) ? words.includes(`href="${source}"`) : words.includes(source));
  expect(facts.length).toBeGreaterThan(50);
  expect([...sources].filter((it) => !shown(it))).toEqual([]);
  const marks = page.match(/<span class="sure[^"]*">/g)!.length;
  expect(marks).toBe([...facts, ...record.phases].filter((it) => it.sure).length);
  expect(record.events.filter((it) => !page.includes(`id="${it.id}"`)).map((it) => it.id)).toEqual([]);
});

test("nothing invented stands in the record, and nothing of the record in the invented process", async () => {
  const [record, invented] = [wordsOf(mainOf(await house.read("visitor", "/en/committee"))).replace("and nothing of the Model Conference.", ""), wordsOf(mainOf(await house.read("visitor", "/en/model")))];
  expect([/M\/CONF|Model Conference|Calloway|invented/.exec(record)?.[0], /A\/AC\.291|A\/RES/.exec(invented)?.[0]]).toEqual([undefined, undefined]);
  expect(invented).toContain("M/CONF.1");
});

test("nothing is filed in a record: it has no desk and no text", async () => {
  const desk = mainOf(await house.read("editor", "/en/desk"));
  expect([desk.includes("/desk/model/"), desk.includes("/desk/committee/")]).toEqual([true, false]);
  expect(await house.read("visitor", "/en/committee")).not.toContain("/committee/text");
});

test.each(["phases", "events", "documents", "figures"] as const)("a record with one fact among its %s that has no source is refused, and nothing of it is kept", async (field) => {
  const record = { ...example("committee-record/process.json"), slug: "another-record" };
  const before = await slugs();
  const answer = await load({ ...record, [field]: (record[field] as object[]).map((it, index) => (index === 0 ? { ...it, sources: [] } : it)) });
  expect([answer.exit, answer.said.length, answer.said[0]?.startsWith("A public record holds facts with sources only; this one has none: ")]).toEqual([1, 1, true]);
  expect(await slugs()).toEqual(before);
});

test("a process of one's own needs no sources, and appears at its address", async () => {
  expect(await load(plain)).toEqual({ exit: 0, stdout: "http://travaux.test/lakes", said: [] });
  expect(allOf(mainOf(await house.read("visitor", "/en/lakes")), "h1")).toEqual(["Lakes"]);
});

test("no process takes an address that the house has for itself", async () => {
  const firsts = doorsOf(house.house).map(({ path }) => path.replace(/^\/:language\{[^}]*\}/, "").split("/")[1] ?? "");
  const own = [...new Set(firsts)].filter((it) => /^[a-z][a-z0-9-]*$/.test(it));
  expect(own).toEqual(expect.arrayContaining(["calendar", "desk", "promises", "speaking"]));
  const free = [];
  for (const slug of own) if (!(await load({ ...plain, slug })).said[0]?.startsWith(`The address “${slug}” is taken.`)) free.push(slug);
  expect(free).toEqual([]);
});

test.each([
  ["an address that is taken", plain, "The address “lakes” is taken."],
  ["an address that the house needs itself", { ...plain, slug: "themes" }, "The address “themes” is taken."],
  ["the address of a language", { ...plain, slug: "fr" }, "The address “fr” is taken."],
  ["a field that nobody knows", { ...plain, slug: "seas", colour: "blue" }, "The file does not fit: "],
  ["a day that is none", { ...plain, slug: "seas", events: [{ id: "x", kind: "session", title: { en: "S" }, start: "May 2026", end: null, place: null, mode: null, phase: null }] }, "The file does not fit: events.0.start: Write the day as YYYY-MM-DD."],
  ["a day that no calendar has", { ...plain, slug: "seas", events: [{ id: "x", kind: "session", title: { en: "S" }, start: "2026-02-31", end: null, place: null, mode: null, phase: null }] }, "The file does not fit: events.0.start: Write the day as YYYY-MM-DD."],
  ["two events under one name", { ...plain, slug: "seas", events: ["a", "b"].map((en) => ({ id: "x", kind: "session", title: { en }, start: null, end: null, place: null, mode: null, phase: null })) }, "The file does not fit: events"],
  ["what is no JSON", "slug: lakes", "The file is not JSON: "],
])("a process with %s is refused in one line", async (_, file, sentence) => {
  const before = await slugs();
  const answer = await load(file);
  expect([answer.exit, answer.stdout, answer.said.length, answer.said[0]?.slice(0, sentence.length)]).toEqual([1, "", 1, sentence]);
  expect(answer.said[0]).not.toContain("\n");
  expect(await slugs()).toEqual(before);
});
