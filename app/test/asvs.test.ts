// The table of the standard is held to what it names: a test that goes or is renamed turns this red until the table follows.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/reference/asvs.md"), "utf8");
const rows = [...page.matchAll(/^\| (\d[^|]*) \| ([^|]*) \| ([^|]*) \| (.*) \|$/gm)].map(([, numbers = "", level = "", , held = ""]) => ({ numbers, level, held }));
const evidence = rows.flatMap(({ numbers, held }) => [...held.matchAll(/`([^`]+\.test\.ts)` “([^”]+)”/g)].map(([, file = "", name = ""]) => ({ numbers, file, name })));

/** Numbers of a row one by one: “1.2.5–1.2.7, 1.3.1”. */
const numbersIn = (it: string) => it.split(", ").flatMap((one) => {
  const [from = "", to = from] = one.split("–");
  const [section, first, last] = [from.slice(0, from.lastIndexOf(".")), Number(from.split(".")[2]), Number(to.split(".")[2])];
  return Array.from({ length: last - first + 1 }, (_, index) => `${section}.${first + index}`);
});

test("every test that the table of the standard names is there, under that name", () => {
  expect(evidence.length).toBeGreaterThan(80);
  const missing = evidence.filter(({ file, name }) => {
    const path = join(root, "app", file);
    return !existsSync(path) || ![`"${name}"`, `, ${name}"`].some((it) => readFileSync(path, "utf8").includes(it));
  });
  expect(missing).toEqual([]);
});

test("every requirement of the table has a test or a reason, and stands there once", () => {
  expect(rows.filter((it) => !/`[^`]+\.test\.ts` “|^(Design|Host|Not applicable): \S|^Not yet(: \S|$)/.test(it.held)).map((it) => it.numbers)).toEqual([]);
  const numbers = rows.flatMap((it) => numbersIn(it.numbers));
  expect(numbers.filter((it, index) => numbers.indexOf(it) !== index)).toEqual([]);
  expect(numbers.filter((it) => !/^\d+\.\d+\.\d+$/.test(it))).toEqual([]);
});

/** How many requirements each chapter of 5.0.0 has up to the level that the house is held to: 2; 3 for authorization and data protection. */
const asked = { 1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 13, 9: 7, 10: 29, 11: 14, 12: 9, 13: 13, 14: 13, 15: 13, 16: 16, 17: 7 } as const;

test("no requirement of these levels is left out", () => {
  const counted = Object.fromEntries(Object.keys(asked).map((chapter) => [chapter, rows.filter((it) => !/^3$/.test(it.level) || ["8", "14"].includes(chapter)).flatMap((it) => numbersIn(it.numbers)).filter((it) => it.startsWith(`${chapter}.`)).length]));
  expect(counted).toEqual(asked);
});
