import fc from "fast-check";
import { expect, test } from "vitest";
import { configurationOf, cut, searchable } from "./search.ts";
import type { Passage } from "./text.ts";

const passage: Passage = { id: "art_1", kind: "article", number: "1", heading: "网络犯罪", text: "缔约国 shall cooperate", closing: null, parentId: null };

test("Chinese is cut into its pairs, so that any word of two characters or more is found", () => {
  expect(cut("打击网络犯罪", "zh").trim()).toBe("打击 击网 网络 络犯 犯罪");
  expect(cut("法", "zh").trim()).toBe("法");
  expect(cut("第24条 UN/1", "zh").replaceAll(/\s+/g, " ").trim()).toBe("第 24 条 UN/1");
});

test("what stands together in a text is found in it, wherever it begins", () => {
  const han = fc.string({ unit: fc.constantFrom(..."网络犯罪缔约国公约引渡证据"), minLength: 2, maxLength: 12 });
  fc.assert(fc.property(han, han, han, (before, wanted, after) => {
    const found = new Set(cut(before + wanted + after, "zh").trim().split(/\s+/));
    expect(cut(wanted, "zh").trim().split(/\s+/).filter((it) => !found.has(it))).toEqual([]);
  }));
});

test("other languages are left as they are, and searched by the endings that PostgreSQL knows", () => {
  expect(cut("الجريمة السيبرانية", "ar")).toBe("الجريمة السيبرانية");
  expect(["en", "fr", "es", "ru", "ar", "de", "zh", "xx"].map(configurationOf)).toEqual(["english", "french", "spanish", "russian", "arabic", "german", "simple", "simple"]);
});

test("heading, words and closing words are all searched", () => {
  expect(searchable({ ...passage, closing: "end" }, "en")).toEqual({ searchable: "网络犯罪\n缔约国 shall cooperate\nend", configuration: "english" });
});
