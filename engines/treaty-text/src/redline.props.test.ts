import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Part, redline } from "./redline.ts";

const word = fc.constantFrom("the", "Parties", "shall", "of", "co-operate", "l'accord", "1,000", "art.", "(a)", ",", ";", "الدول", "تتعاون", "measures", "measure");
const space = fc.constantFrom(" ", " ", " ", "\n", "  ", "", "\t", "\u00a0");
const wording = fc.array(fc.tuple(word, space), { maxLength: 60 }).map((pairs) => pairs.flat().join(""));
const anything = fc.oneof(wording, fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" }), fc.constantFrom("缔约国应当合作", "締約国は協力する", " "));

const side = (parts: readonly Part[], other: Part[0]) => parts.filter(([name]) => name !== other).map(([, text]) => text).join("");

test("what is kept and deleted is the old wording, what is kept and inserted the new, to the last space", () => {
  fc.assert(fc.property(anything, anything, (before, after) => {
    const parts = redline(before, after);
    expect([side(parts, "insert"), side(parts, "delete")]).toEqual([before, after]);
  }), { numRuns: 400 });
});

test("no part is empty, no two neighbours are alike, and a deletion stands before its insertion", () => {
  fc.assert(fc.property(anything, anything, (before, after) => {
    const names = redline(before, after).map(([name, text]) => (text === "" ? "empty" : name));
    expect(names.join(" ")).not.toMatch(/empty|keep keep|delete delete|insert insert|insert delete/);
  }), { numRuns: 400 });
});

test("a wording against itself is kept whole", () => {
  fc.assert(fc.property(anything, (text) => {
    expect(redline(text, text)).toEqual(text === "" ? [] : [["keep", text]]);
  }));
});

test("a redline never cuts a word", () => {
  fc.assert(fc.property(wording, wording, (before, after) => {
    for (const [text, other] of [[before, "insert"], [after, "delete"]] as const) expect(cutWords(redline(before, after), text, other)).toEqual([]);
  }), { numRuns: 400 });
});

/** The places of `text` where parts meet with a letter or digit on either side. */
function cutWords(parts: readonly Part[], text: string, other: Part[0]): number[] {
  const isWord = (character: string | undefined) => character !== undefined && /[\p{L}\p{M}\p{N}]/u.test(character);
  let at = 0;
  return parts.flatMap(([name, part]) => {
    if (name !== other) at += part.length;
    return isWord(text[at - 1]) && isWord(text[at]) ? [at] : [];
  });
}

test("the same wordings give the same redline every time", () => {
  fc.assert(fc.property(wording, wording, (before, after) => {
    expect(redline(before, after)).toEqual(redline(before, after));
  }));
});
