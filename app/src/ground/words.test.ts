import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { IntlMessageFormat } from "intl-messageformat";
import { expect, test } from "vitest";
import { wordsIn, type Key, type Language } from "./words.ts";

const folder = join(import.meta.dirname, "words");
const readJson = (name: string): unknown => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
const english = readJson("en") as Record<Key, string>;
const keys = Object.keys(english) as Key[];
const others = ["ar", "zh", "fr", "ru", "es"] as const satisfies Language[];
const catalogues = { en: english, ...Object.fromEntries(others.map((it) => [it, readJson(it)])) } as Record<Language, Record<Key, string>>;

/** A part of a parsed sentence: text, a value, or a choice with an `options` for each case. */
type Element = { type: number; value?: unknown; options?: Record<string, { value: Element[] }> };
type Ast = Element[];
const astOf = (language: Language, key: Key) => new IntlMessageFormat(catalogues[language][key], language, undefined, { ignoreTag: true }).getAst() as unknown as Ast;
const inside = (it: Element): Ast[] => Object.values(it.options ?? {}).map((option) => option.value);
const elements = (ast: Ast): Element[] => ast.flatMap((it) => [it, ...inside(it).flatMap(elements)]);
const [literal, number, select, plural, pound] = [0, 2, 5, 6, 7]; // TYPE in @formatjs/icu-messageformat-parser
/** Each value a sentence takes, and as which type; a language may choose words by it (select) where English needs not. */
const argumentsOf = (language: Language, key: Key) => [...new Set(elements(astOf(language, key)).filter((it) => it.type !== literal && it.type !== select && it.type !== pound && "value" in it).map((it) => `${String(it.value)} ${it.type}`))].toSorted();
const dated = new Set(["date", "given", "predecessorDate", "day"]);
const sampleFor = (language: Language, key: Key) => Object.fromEntries(argumentsOf(language, key).map((it) => it.split(" ") as [string, string]).map(([name, type]) =>
  [name, [plural, number].includes(Number(type)) ? 5 : Number(type) === 3 || (dated.has(name) && Number(type) !== 1) ? new Date("2026-06-09T12:00:00Z") : `‹${name}›`]));

test.each(others)("whatever can be said in English can be said in %s, and nothing else", (language) => {
  expect({ missing: keys.filter((it) => !(it in catalogues[language])), beyond: Object.keys(catalogues[language]).filter((it) => !(it in english)), empty: keys.filter((it) => !catalogues[language][it]?.trim()) }).toEqual({ missing: [], beyond: [], empty: [] });
});

test.each(others)("every sentence in %s takes the same values as in English", (language) => {
  expect(keys.filter((it) => it in catalogues[language]).map((it) => [it, argumentsOf(language, it)])).toEqual(keys.filter((it) => it in catalogues[language]).map((it) => [it, argumentsOf("en", it)]));
});

test.each(["en", ...others] as const)("whatever is counted in %s has every plural form of the language", (language) => {
  const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
  const wrong = keys.filter((it) => it in catalogues[language]).flatMap((key) => elements(astOf(language, key)).filter((it) => it.type === plural).map((it) => {
    const given = Object.keys(it.options ?? {}).filter((one) => !one.startsWith("="));
    return { key, lacking: needed.filter((one) => !given.includes(one)), beyond: given.filter((one) => one !== "other" && !needed.some((category) => category === one)) };
  })).filter((it) => it.lacking.length + it.beyond.length > 0);
  expect(wrong).toEqual([]);
});

test.each(["en", ...others] as const)("every sentence in %s can be said, with its values in it", (language) => {
  const wrong = keys.filter((it) => it in catalogues[language]).flatMap((key) => {
    const values = sampleFor(language, key);
    const said = wordsIn(language).say(key, values);
    const lost = Object.values(values).filter((it): it is string => typeof it === "string" && !said.includes(it));
    return lost.length > 0 || /[{}]/.test(said) || said.trim() === "" ? [{ key, said, lost }] : [];
  });
  expect(wrong).toEqual([]);
});

const source = join(import.meta.dirname, "../..");
const files = ["src", "test"].flatMap((it) => readdirSync(join(source, it), { recursive: true, encoding: "utf8" }).filter((path) => /(?<!\.test)\.tsx?$/.test(path)).map((path) => join(source, it, path)));
const code = files.map((it) => readFileSync(it, "utf8")).join("\n");

test("every sentence is said somewhere", () => {
  /** Keys put together in the code: \`change.\${it}\`, \`about.\${it}.text\`. A refusal is thrown by its code. */
  const patterns = [...code.matchAll(/`([a-z]+(?:\.[a-z]+)*\.(?:[a-z.-]|\$\{(?:[^{}`]|\{[^{}]*\})*\})+)`/g)].map((it) => it[1]!).filter((it) => it.includes("${"))
    .map((it) => new RegExp(`^${it.replaceAll(/\$\{(?:[^{}`]|\{[^{}]*\})*\}/g, "\0").replaceAll(".", "\\.").replaceAll("\0", "[a-zA-Z0-9._/-]+")}$`));
  const isThrown = (key: string) => {
    const refusal = /^refusal\.(.*?)(\.next)?$/.exec(key)?.[1];
    return refusal !== undefined && (code.includes(`"${refusal}"`) || (refusal.startsWith("list-") && code.includes(`"${refusal.slice("list-".length)}"`)) || (refusal.startsWith("document-") && /"(no-text|encrypted|too-large|too-deep|not-a-document|unknown-encoding|empty|damaged|not-valid)"/.test(`"${refusal.slice(9)}"`)));
  };
  const isSaid = (key: string) => code.includes(`"${key}"`) || (key.startsWith("refusal.") ? isThrown(key) : patterns.some((it) => it.test(key)));
  expect(keys.filter((it) => !isSaid(it))).toEqual([]);
});

test("nothing is said that no catalogue has", () => {
  const groups = new Set(keys.map((it) => it.split(".")[0]));
  const said = [...code.matchAll(/\b(?:say|flash)\((?:c, )?"([a-z]+(?:\.[a-z-]+)+)"/g), ...code.matchAll(/"((?:texts|themes|flash|search|align|desk|provision|process|home)\.[a-z.]+)"/g)].map((it) => it[1]!).filter((it) => groups.has(it.split(".")[0]!) && !/\.(tsx?|css|json)$/.test(it));
  expect(said.length).toBeGreaterThan(100);
  expect([...new Set(said)].filter((it) => !(it in english))).toEqual([]);
});

/** What a native reader has reviewed: the English and the translation they saw, in a few characters, and their name. */
type Reviewed = Record<string, { hash: string; by: string }>;
type Reviews = Record<(typeof others)[number], { unreviewed: "all" | string[]; reviewed: Reviewed }>;
const hashOf = (language: Language, key: Key) => createHash("sha256").update(`${english[key]}\n${catalogues[language][key]}`).digest("hex").slice(0, 12);

test.each(others)("the file of unreviewed sentences in %s is true: what no native reader has seen as it stands is in it", (language) => {
  const { unreviewed, reviewed } = (readJson("unreviewed") as Reviews)[language];
  const isReviewed = (key: Key) => reviewed[key]?.hash === hashOf(language, key) && reviewed[key].by.trim() !== "";
  const open = keys.filter((it) => !isReviewed(it));
  const reviewedNow = Object.fromEntries(keys.filter((it) => reviewed[it]).map((it) => [it, hashOf(language, it)]));
  expect(unreviewed, `the hashes are ${JSON.stringify(reviewedNow)}`).toEqual(open.length === keys.length ? "all" : open);
  expect(Object.keys(reviewed).filter((it) => !(it in english))).toEqual([]);
});

test("there is a list of unreviewed sentences for every language but English", () => {
  expect(Object.keys(readJson("unreviewed") as Reviews).toSorted()).toEqual([...others].toSorted());
});
