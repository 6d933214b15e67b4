import fc from "fast-check";
import { expect, test } from "vitest";
import { mergedText, mergedWords } from "./merging.ts";

const before = "States shall protect researchers who act in good faith, and shall publish figures each year.";

test("two who change different words of a paragraph both have their way", () => {
  const theirs = before.replace("publish figures", "publish comparable figures");
  const mine = before.replace("researchers", "security researchers");
  expect(mergedText(before, theirs, mine)).toBe("States shall protect security researchers who act in good faith, and shall publish comparable figures each year.");
});

test("two who change the same words are shown both, and nothing is lost", () => {
  const merged = mergedWords(before, before.replace("each year", "every quarter"), before.replace("each year", "when asked"));
  expect(merged.filter((it) => "theirs" in it)).toEqual([{ theirs: "every quarter.", before: "each year.", mine: "when asked." }]);
  expect(mergedText(before, before.replace("each year", "every quarter"), before.replace("each year", "when asked"))).toBeNull();
});

test("Chinese is merged sign by sign", () => {
  expect(mergedText("各国应保护研究人员。", "各国应切实保护研究人员。", "各国应保护善意研究人员。")).toBe("各国应切实保护善意研究人员。");
});

test("whoever changed nothing, or the same, stands in nobody’s way", () => {
  const words = fc.array(fc.constantFrom("States", "shall", "protect", "all", "people", "数", "据"), { minLength: 1, maxLength: 12 }).map((it) => it.join(" "));
  fc.assert(fc.property(words, words, (one, other) => {
    expect(mergedText(one, other, one)).toBe(other);
    expect(mergedText(one, one, other)).toBe(other);
    expect(mergedText(one, other, other)).toBe(other);
  }));
});
