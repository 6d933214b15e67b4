import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { countWords } from "./count-words.ts";

/** Each counted by hand, word by word, by the rule that the file states. */
const byHand: [language: string, text: string, words: number][] = [
  ["English", "Each State Party’s co-operation shall be voluntary and/or reimbursed.", 9],
  ["English", "1. We ask (a) for 1,000.50 dollars – and no more.", 10],
  ["French", "L’accord n’est pas « voté » : aujourd’hui, peut-être ?", 6],
  ["Spanish", "¿Qué pide usted? 3.º Que se añada el artículo 4(2)(b).", 10],
  ["Russian", "Государства-участники обязуются сотрудничать; п. 5 исключить.", 6],
  ["Arabic", "على كل دولة طرف أن تتعاون، وفقًا للمادة ٤.", 9],
  ["Arabic", "مُعاهَدة ـ اتّفاقية", 2],
  ["Persian", "می‌شود", 1],
  ["Chinese", "各缔约国应当相互合作", 7], // ten characters
  ["Chinese", "（一）各缔约国应当：第5条", 7], // nine characters, and a number
  ["Chinese", "各缔约国 应当相互合作", 7], // four and six characters: 3 and 4
  ["Japanese", "締約国は協力する", 5], // five characters, three kana: 3⅓ and 1
  ["Thai", "ประเทศภาคี", 2], // ten letters and signs
  ["Korean", "당사국은 협력하여야 한다.", 3],
];
test.each(byHand)("a sentence in %s has the words that one counts by hand: %s", (_, text, words) => {
  expect(countWords(text)).toBe(words);
});

test("marks, dashes, bullets, emoji and accents by themselves are no words, and numbers and list marks are", () => {
  expect(["", " \n\t ", "– — … * • · / ☞ 👍 ̀̀ ‏", "1. (a) ① ٣ Ⅳ ½ x²"].map(countWords)).toEqual([0, 0, 0, 7]);
});

test("nothing that looks like a space glues two words, and nothing that cannot be seen parts one", () => {
  const blanks = ["\u00a0", "\u2007", "\u202f", "\u200b", "\u3000", "\u2800", "\u3164", "\u115f", "\ufeff", "\u0000", "\u2028", "\u0085"];
  expect(blanks.filter((it) => countWords(`one${it}two`) !== 2)).toEqual([]);
  expect(["\u00ad", "\u200d", "\u202e", "\u2060"].filter((it) => countWords(`one${it}two`) !== 1)).toEqual([]);
});

const piece = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), fc.constantFrom("co-operate", "l'accord", "缔约国", "かな", "(a)", "–", " ", "\u0000", "دولة", "ภาคี", "1,000"));
const anything = fc.array(piece, { maxLength: 20 }).map((it) => it.join(""));

test("two texts with a space between have the words of both, in either order", () => {
  fc.assert(fc.property(anything, anything, (one, other) => {
    expect(countWords(`${one} ${other}`)).toBe(countWords(one) + countWords(other));
    expect(countWords(`${other}\n${one}`)).toBe(countWords(one) + countWords(other));
  }), { numRuns: 500 });
});

test("a text has no more words than it has characters, and in scripts with spaces no more than stretches between them", () => {
  const spaced = fc.stringMatching(/^[A-Za-zéА-я٠-٩أ-ي0-9 \n.,;:()'’/–-]*$/);
  fc.assert(fc.property(anything, (text) => { expect(countWords(text)).toBeLessThanOrEqual(text.length); }), { numRuns: 300 });
  fc.assert(fc.property(spaced, (text) => { expect(countWords(text)).toBeLessThanOrEqual(text.split(/\s+/).filter(Boolean).length); }), { numRuns: 300 });
});

test.each([
  ["a hundred thousand brackets in brackets", `${"(".repeat(100_000)}word${")".repeat(100_000)}`, 1],
  ["a million accents", `e${"\u0301".repeat(1_000_000)}`, 1],
  ["a million accents over nothing", "\u0301".repeat(1_000_000), 0],
  ["a million turns of direction", "\u202e".repeat(1_000_000), 0],
  ["a million characters 0", "\u0000".repeat(1_000_000), 0],
  ["a million halves of characters", "\ud83d".repeat(1_000_000), 0],
  ["half a million words", "a ".repeat(500_000), 500_000],
  ["a million Chinese characters", "国".repeat(999_999), 666_666],
])("%s are counted in one pass", (_, text, words) => {
  const started = performance.now();
  expect(countWords(text)).toBe(words);
  expect(performance.now() - started).toBeLessThan(2000); // quadratic work would take hours
});

test("in a browser the count brings nothing else along, and asks bring only the numerals", () => {
  const importsOf = (file: string) => [...readFileSync(new URL(file, import.meta.url), "utf8").matchAll(/^import .* from "([^"]+)"/gm)].map((it) => it[1]);
  expect([importsOf("./count-words.ts"), importsOf("./asks.ts"), importsOf("./numerals.ts")]).toEqual([[], ["./numerals.ts"], []]);
});
