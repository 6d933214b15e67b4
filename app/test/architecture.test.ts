// Reads every import, gives each file its floor and names whoever leans upward: see docs/explanation/architecture.md.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { order } from "../src/concepts/order.ts";

const root = join(import.meta.dirname, "../..");
const isSource = (it: string) => /(?<!\.test|\.d)\.tsx?$/.test(it) && !/(^|\/)(node_modules|dist)\/|\/test-/.test(it);
const filesIn = (folder: string) => readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).filter(isSource).map((it) => join(folder, it));
const read = (file: string) => readFileSync(join(root, file), "utf8");
/** What a file imports, types included: its own kind by path from the root, others by name. */
const importsOf = (file: string) =>
  [...read(file).matchAll(/(?:\bfrom|\bimport|new URL)\s*\(?\s*"([^"\s,;(){}\][]+)"/g)].map((it) => it[1]!).map((it) => (it.startsWith(".") ? normalize(join(dirname(file), it)) : it));

const engines = readdirSync(join(root, "engines"));
const app = filesIn("app/src");

test("there is something to look at", () => {
  expect(engines).toContain("treaty-text");
  expect(importsOf("app/src/front/home.tsx")).toContain("app/src/concepts/texts/pages.tsx");
  expect(app.length).toBeGreaterThan(60);
});

test.each(engines)("the engine %s imports only itself and the packages that it declares", (engine) => {
  const { dependencies = {} } = JSON.parse(read(`engines/${engine}/package.json`)) as { dependencies?: Record<string, string> };
  const mayImport = (it: string) => it.startsWith(`engines/${engine}/`) || Object.keys(dependencies).some((name) => it === name || it.startsWith(`${name}/`));
  const wrong = filesIn(`engines/${engine}/src`).flatMap((file) => importsOf(file).filter((it) => !mayImport(it)).map((it) => `${file} imports ${it}`));
  expect(wrong).toEqual([]);
});

/** What a library needs a machine, a clock or a die for. */
const ambient = /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bcrypto\.\w|\bset(?:Timeout|Interval|Immediate)\b|\bfetch\(|\bprocess\.|\bglobalThis\b|\bperformance\.|\bconsole\.|["'`]node:/;
const code = (file: string) => read(file).replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "");

test.each(engines)("the engine %s has no clock, no chance, no input and no output of its own", (engine) => {
  const wrong = filesIn(`engines/${engine}/src`).flatMap((file) => (ambient.exec(code(file)) ?? []).map((it) => `${file}: ${it}`));
  expect(wrong).toEqual([]);
});

test("islands import engines, each other and the packages that they declare", () => {
  const { dependencies = {} } = JSON.parse(read("islands/package.json")) as { dependencies?: Record<string, string> };
  const mayImport = (it: string) => it.startsWith("islands/src/") || Object.keys(dependencies).some((one) => it === one || it.startsWith(`${one}/`));
  const wrong = filesIn("islands/src").flatMap((file) => importsOf(file).filter((it) => !mayImport(it)).map((it) => `${file} imports ${it}`));
  expect(wrong).toEqual([]);
});

const conceptOf = (file: string) => /^app\/src\/concepts\/([^/]+)\//.exec(file)?.[1];
/** The floor a file stands on: ground 0, concepts 1 to n in their order, whatever assembles them on top. */
function floor(file: string) {
  if (file.startsWith("app/src/ground/")) return 0;
  const concept = conceptOf(file);
  if (concept === undefined) return order.length + 1;
  const place = order.findIndex((it) => it === concept);
  if (place < 0) throw new Error(`${concept} has no place in order.ts yet`);
  return place + 1;
}
/** Doors and the rooms behind them: whoever opens a page, an address of the API or a command. */
const isDoor = (file: string) => conceptOf(file) !== undefined && /\/(pages|api|cli|room|desk|[a-z]+-desk)\.tsx?$/.test(file);

test.each(app)("%s leans only on what is below it", (file) => {
  const own = importsOf(file).filter((it) => it.startsWith("app/src/"));
  const above = (it: string) => floor(it) > floor(file) && it !== "app/src/concepts/order.ts";
  const throughTheDoor = (it: string) => isDoor(it) && floor(file) <= order.length && !(isDoor(file) && conceptOf(it) === conceptOf(file));
  expect(own.filter((it) => above(it) || throughTheDoor(it)), `${file} may not import these: see docs/explanation/architecture.md`).toEqual([]);
});

test("front, the application and its commands are imported by nobody below them", () => {
  const top = (it: string) => /^app\/(src\/(front|bin)\/|src\/app\.ts)/.test(it);
  const wrong = [...app.filter((it) => floor(it) <= order.length), ...filesIn("islands/src")].flatMap((file) => importsOf(file).filter(top).map((it) => `${file} imports ${it}`));
  expect(wrong).toEqual([]);
});

test("above the ground, SQL is written only in tables, store and disclosure", () => {
  const withSql = app.filter((it) => importsOf(it).some((from) => from.startsWith("drizzle-orm")));
  expect(withSql.length).toBeGreaterThan(5);
  expect(withSql.filter((it) => !/^app\/src\/ground\/|\/(tables|store|disclosure)\.ts$|\/store\/[^/]+\.ts$/.test(it))).toEqual([]);
});

test("the drawing of the house shows the concepts in their order, and the one in letters from the top down", () => {
  const drawn = read("docs/explanation/architecture.md");
  expect(/disclosure --> .*/.exec(drawn)![0]).toBe(order.join(" --> "));
  expect([...drawn.matchAll(/^ {2}\| {2}([a-z]+) {2,}/gm)].map((it) => it[1]).filter((it) => order.some((one) => one === it))).toEqual(order.toReversed());
});

test("every concept in the order is there, and no other", () => {
  expect(readdirSync(join(root, "app/src/concepts")).filter((it) => !it.includes(".")).toSorted()).toEqual([...order].toSorted());
});

test("the application imports no package that it does not declare", () => {
  const { dependencies = {} } = JSON.parse(read("app/package.json")) as { dependencies?: Record<string, string> };
  const declared = (it: string) => it.startsWith("node:") || Object.keys(dependencies).some((name) => it === name || it.startsWith(`${name}/`));
  expect([...new Set(app.flatMap((file) => importsOf(file).filter((it) => !it.startsWith("app/") && !it.startsWith("examples/") && !declared(it))))]).toEqual([]);
});
