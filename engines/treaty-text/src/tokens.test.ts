import { expect, test } from "vitest";
import { isMark, newVocabulary, tokenise } from "./tokens.ts";

const wordsOf = (text: string) => {
  const tokens = tokenise(text, newVocabulary());
  return [...tokens.starts].map((start, at) => text.slice(start, tokens.ends[at]));
};

test("a text is cut into words, numbers and marks, and white space is in none of them", () => {
  expect(wordsOf(" The Parties (3)\n shall,  if\tneeded: ")).toEqual(["The", "Parties", "(", "3", ")", "shall", ",", "if", "needed", ":"]);
});

test("apostrophes and the marks of numbers stay inside a word, hyphens and full stops do not", () => {
  expect(wordsOf("l'accord State’s 1,000.50 co-operation end.")).toEqual(["l'accord", "State’s", "1,000.50", "co", "-", "operation", "end", "."]);
});

test("Arabic words keep their vowel marks and Persian words their joiners", () => {
  expect(wordsOf("مُعاهَدة می‌شود،")).toEqual(["مُعاهَدة", "می‌شود", "،"]);
});

test("Chinese, Japanese and Thai are cut into words though they have no spaces", () => {
  expect(wordsOf("成员应当合作。")).toEqual(["成员", "应当", "合作", "。"]);
  for (const text of ["締約国は協力する", "ภาคีร่วมมือกัน"]) {
    expect(wordsOf(text).join("")).toBe(text);
    expect(wordsOf(text).length).toBeGreaterThan(1);
  }
});

test("equal words have equal ids in all texts that share a vocabulary, however many there are", () => {
  const vocabulary = newVocabulary();
  const many = Array.from({ length: 20_000 }, (_, at) => `word${at}`);
  const first = tokenise(many.join(" "), vocabulary);
  const second = tokenise(many.toReversed().join("\n"), vocabulary);
  expect([...second.ids].toReversed()).toEqual([...first.ids]);
  expect(new Set(first.ids).size).toBe(20_000);
  expect(vocabulary.words[first.ids[7]!]).toBe("word7");
});

test("a mark is told from a word", () => {
  const tokens = tokenise("(a)", newVocabulary());
  expect([0, 1, 2].map((at) => isMark(tokens, at))).toEqual([true, false, true]);
});
