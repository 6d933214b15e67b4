// Every expression of the real questionnaires in ../shared/data/xlsforms comes to the same with an evaluator that is not ours:
// openrosa-xpath-evaluator, which the field's web forms use, in a real browser over the answers as XML.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium, type Browser, type Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sheetsOf } from "../app/src/ground/files/workbook.ts";
import { type Form, type Given, isThere, itemsIn, pathOf, readForm, settle, type Tree, treeOf, worldOf, writtenIn } from "../engines/survey-forms/src/index.ts";
import { evaluate } from "../engines/survey-forms/src/xpath/evaluate.ts";
import { callsIn } from "../engines/survey-forms/src/xpath/expression.ts";
import { functions } from "../engines/survey-forms/src/xpath/functions.ts";
import type { Node } from "../engines/survey-forms/src/xpath/nodes.ts";
import { asNumber, asText, asTruth } from "../engines/survey-forms/src/xpath/values.ts";

const data = fileURLToPath(new URL("../../shared/data/xlsforms/", import.meta.url));
const hasData = existsSync(data);
if (!hasData) process.stdout.write("survey expressions: not compared, ../shared/data/xlsforms is not here\n");
const files = hasData ? readdirSync(data, { recursive: true, encoding: "utf8" }).filter((it) => it.endsWith(".xlsx") && !it.includes("invalid")) : [];

/** What the other evaluator does not know, or draws anew each time. */
const notCompared = new Set(["difference-in-months", "add-date", "uuid", "random", "now", "instance"]);
const now = new Date();
const circumstances = { now, language: "", random: () => 0.5 };

/** Somebody's answers, drawn from a seed: choices of their lists, numbers, days and words. */
function drawnAnswers(form: Form, seed: number): Given {
  let state = seed;
  const draw = (under: number) => { state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0; return Math.floor((state / 2 ** 32) * under); };
  const pick = <T>(all: readonly T[]): T => all[draw(all.length)]!;
  const valueFor: Record<string, (list: readonly string[]) => string> = {
    integer: () => String(draw(100) - 2), decimal: () => (draw(10_000) / 100).toFixed(2), range: () => String(1 + draw(10)), date: () => `20${String(10 + draw(16))}-0${1 + draw(9)}-1${draw(9)}`,
    select_one: (list) => pick(list), select_multiple: (list) => list.filter(() => draw(3) === 0).join(" "), rank: (list) => list.join(" "), acknowledge: () => "OK",
  };
  const given: Record<string, string> = {};
  for (const { it, inside } of itemsIn(form.items)) {
    if (it.kind !== "question" || ["note", "calculate"].includes(it.type) || draw(6) === 0) continue;
    const list = (it.list === null ? [] : form.lists.get(it.list) ?? []).map((one) => one.name);
    const rounds = inside.some((one) => one.kind === "repeat") ? [1, 2, 3] : [0];
    for (const round of rounds) given[[...inside.map((one) => `/${one.name}${one.kind === "repeat" ? `[${round}]` : ""}`), `/${it.name}`].join("")] = (list.length === 0 && it.list !== null ? "" : valueFor[it.type]?.(list)) ?? pick(["yes", "no", "Amina", "5", ""]);
  }
  return given;
}

const escaped = (it: string) => it.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const asXml = (it: Node): string => `<${it.name}>${it.children.length === 0 ? escaped(it.value) : it.children.map(asXml).join("")}</${it.name}>`;
/** Where a node stands, for the other evaluator. */
const wayTo = (tree: Tree, it: Node) => `/data${pathOf(tree, it)}`;

/** One path to several nodes: where they stand in different rounds, it names none. */
function wayToAll(ways: readonly string[]): string {
  if (ways.length === 0) return "/data/nowhere";
  const [first, last] = [ways[0]!.split("/"), ways.at(-1)!.split("/")];
  return first.map((it, index) => (it === last[index] ? it : it.replace(/\[\d+\]$/, ""))).join("/");
}

type Question = { expression: string; context: string; ours: string; kind: "number" | "text" | "truth" };

/** Every expression of a form at every node that has one, with what we say it comes to. `${name}` is written out as the place it means there. */
function askedOf(tree: Tree): Question[] {
  const world = worldOf(tree, circumstances);
  return [...tree.places].filter(([node]) => isThere(tree, node)).flatMap(([node, { item }]) => (item ? writtenIn(item) : []).flatMap((one): Question[] => {
    if (one.column === "choice_filter" || callsIn(one.it).some((it) => !functions.has(it)) || callsIn(one.it).some((it) => notCompared.has(it) || it === "jr:choice-name" || it === "indexed-repeat")) return [];
    const expression = one.source.replaceAll(/\$\{\s*([^}\s]+)\s*\}/g, (_, name: string) => wayToAll(world.locate(name, node).map((it) => wayTo(tree, it))));
    const value = evaluate(one.it, node, world);
    const kind = typeof value === "number" ? "number" : typeof value === "boolean" ? "truth" : "text";
    return [{ expression, context: wayTo(tree, node), ours: kind === "number" ? String(asNumber(value)) : kind === "truth" ? String(asTruth(value)) : asText(value), kind }];
  }));
}

/** The other evaluator, bundled for a page. */
async function bundled(): Promise<string> {
  const entry = fileURLToPath(import.meta.resolve("openrosa-xpath-evaluator"));
  const made = await build({ configFile: false, logLevel: "silent", build: { write: false, minify: false, lib: { entry, formats: ["iife"], name: "openEvaluator" } } }) as { output: { code?: string }[] }[];
  return made.flatMap((it) => it.output).map((it) => it.code ?? "").join("\n");
}

type Other = { evaluate(expression: string, node: unknown, resolver: null, type: number): { numberValue: number; stringValue: string; booleanValue: boolean } };

/** What the other evaluator says to each, in the page. */
function answersOf({ xml, questions }: { xml: string; questions: Question[] }): string[] {
  const other = (globalThis as unknown as { openEvaluator(): Other }).openEvaluator();
  const answers = new DOMParser().parseFromString(xml, "text/xml");
  return questions.map(({ expression, context, kind }) => {
    const node = answers.evaluate(context, answers, null, 9, null).singleNodeValue;
    try {
      const found = other.evaluate(expression, node, null, { number: 1, text: 2, truth: 3 }[kind]);
      return String(kind === "number" ? found.numberValue : kind === "truth" ? found.booleanValue : found.stringValue);
    } catch (error) {
      return `refused: ${String(error).slice(0, 200)}`;
    }
  });
}

describe.skipIf(!hasData)("the expressions of real questionnaires", () => {
  let browser: Browser, page: Page;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: process.env.TRAVAUX_BROWSER!, args: ["--no-sandbox"] });
    page = await (await browser.newContext({ timezoneId: "UTC" })).newPage();
    await page.addScriptTag({ content: `${await bundled()}\nglobalThis.openEvaluator = openEvaluator;` });
  });
  let total = 0;
  afterAll(async () => { process.stdout.write(`survey expressions: ${total} answers of two evaluators compared\n`); await browser?.close(); });


  test.each(files)("%s: come to the same with another evaluator, over many answers", async (file) => {
    const { form } = readForm(await sheetsOf(readFileSync(data + file), file));
    const differences: unknown[] = [];
    let compared = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const tree = treeOf(form, drawnAnswers(form, seed));
      settle(tree, circumstances);
      const questions = askedOf(tree);
      compared += questions.length;
      const theirs = await page.evaluate(answersOf, { xml: asXml(tree.top), questions });
      differences.push(...questions.flatMap((it, index) => (it.ours === theirs[index] ? [] : [{ ...it, theirs: theirs[index] }])));
    }
    total += compared;
    expect(differences.slice(0, 5)).toEqual([]);
    expect(compared).toBeGreaterThanOrEqual([...itemsIn(form.items)].some(({ it }) => writtenIn(it).length > 0) && file.startsWith("reach") ? 1000 : 0);
  });
});
