import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { agreementByCode, agreementOverall, type Coding, type Decision, differencesIn, hasWords, ratingsOf, setRatingsOf, settled } from "./index.ts";

const coded = { units: ["1", "2", "3", "4"], coders: ["x", "y"] };
const coding = (coder: string, segment: string, code: string, start = 0, end = 10): Coding => ({ coder, segment, code, start, end });
const codings = [
  coding("x", "1", "trust", 0, 5), coding("x", "1", "trust", 3, 8), coding("y", "1", "trust", 8, 12), coding("x", "2", "money"), coding("y", "2", "trust", 2, 4), coding("y", "3", "money"), coding("x", "3", "money", 20, 30), coding("z", "3", "trust"), coding("x", "9", "trust"),
];

describe("codings of several coders", () => {
  test("are ratings of each segment: given to any part of it or not; of others' segments and coders nothing is counted", () => {
    expect(ratingsOf("trust", codings, coded).map((it) => it.value).join("")).toBe("11010000");
    expect(ratingsOf("needs", codings, coded).map((it) => it.value).join("")).toBe("00000000");
    expect(setRatingsOf(codings, coded).map((it) => `${it.unit}${it.coder} ${it.value}`)).toEqual(["1x trust", "1y trust", "2x money", "2y trust", "3x money", "3y money", "4x ∅", "4y ∅"]);
  });

  test("agree by code, with an interval that is the same every time, and over all codes", () => {
    const [trust, money, needs] = agreementByCode(["trust", "money", "needs"], codings, coded, { start: 7 });
    // By hand: units 11, 01, 00, 00; observed 2 of 8, expected 2·3·5 of 8·7; α = 1 − (2/8) / (30/56).
    expect(trust).toMatchObject({ code: "trust", given: 2, byAll: 1, units: 4, pairable: 8, percent: 0.75 });
    expect(trust!.alpha).toBeCloseTo(1 - (2 / 8) / (30 / 56), 12);
    expect(money).toMatchObject({ given: 2, byAll: 1 });
    expect(needs).toMatchObject({ alpha: null, interval: null, percent: 1, given: 0 });
    expect(agreementByCode(["trust"], codings, coded, { start: 7 })[0]).toEqual(trust);
    // By hand: sets trust trust, money trust, money money, ∅ ∅; two single sets that differ are wholly apart: nominal. 3 trust, 3 money, 2 ∅.
    expect(agreementOverall(codings, coded).alpha).toBeCloseTo(1 - (2 / 8) / ((2 * (9 + 6 + 6)) / 56), 12);
  });

  test("differ in places, each with who gave the code, who did not, and which words were meant", () => {
    expect(differencesIn(codings, coded)).toEqual([
      { segment: "2", code: "money", gave: ["x"], withheld: ["y"], passages: [{ coder: "x", start: 0, end: 10 }] }, { segment: "2", code: "trust", gave: ["y"], withheld: ["x"], passages: [{ coder: "y", start: 2, end: 4 }] },
    ]);
  });

  test("become one: what all gave, what was kept, passages that touch as one; what is undecided is said", () => {
    const { codings: kept, open } = settled(codings, [{ segment: "2", code: "money", isKept: true }], coded);
    expect(kept).toEqual([
      { segment: "1", code: "trust", start: 0, end: 12, wasDecided: false }, { segment: "2", code: "money", start: 0, end: 10, wasDecided: true }, { segment: "3", code: "money", start: 0, end: 10, wasDecided: false }, { segment: "3", code: "money", start: 20, end: 30, wasDecided: false },
    ]);
    expect(open.map((it) => [it.segment, it.code])).toEqual([["2", "trust"]]);
    expect(settled(codings, [{ segment: "2", code: "money", isKept: false }, { segment: "2", code: "trust", isKept: false }], coded)).toMatchObject({ codings: { length: 3 }, open: [] });
  });
});

const some = fc.array(fc.record({ coder: fc.constantFrom("x", "y", "v"), segment: fc.constantFrom("1", "2", "3", "4"), code: fc.constantFrom("a", "b", "c"), start: fc.nat(20), end: fc.integer({ min: 21, max: 40 }) }), { maxLength: 30 });
test("in whatever order codings stand, ratings, differences, agreement and what is settled are the same", () => fc.assert(fc.property(some, fc.array(fc.record({ segment: fc.constantFrom("1", "2"), code: fc.constantFrom("a", "b"), isKept: fc.constant(true) })), (all, decisions: Decision[]) => {
  const three = { units: coded.units, coders: ["x", "y", "v"] };
  const of = (given: Coding[]) => [ratingsOf("a", given, three), setRatingsOf(given, three), differencesIn(given, three), settled(given, decisions, three), agreementByCode(["a", "b"], given, three, { draws: 20 }), agreementOverall(given, three, { draws: 20 })];
  expect(of(all.toReversed())).toEqual(of(all));
  expect(of(all.toSorted((a, b) => a.start - b.start))).toEqual(of(all));
})));

test("what is settled has a code in a segment exactly where all gave it or it was kept", () => fc.assert(fc.property(some, (all) => {
  const two = { units: coded.units, coders: ["x", "y"] };
  const isKept = differencesIn(all, two).map((it, at) => ({ segment: it.segment, code: it.code, isKept: at % 2 === 0 }));
  const places = new Set(settled(all, isKept, two).codings.map((it) => `${it.segment}${it.code}`));
  for (const segment of two.units) for (const code of ["a", "b", "c"]) {
    const gave = two.coders.filter((coder) => all.some((it) => it.coder === coder && it.segment === segment && it.code === code)).length;
    expect(places.has(`${segment}${code}`)).toBe(gave === 2 || isKept.some((it) => it.segment === segment && it.code === code && it.isKept));
  }
})));

test("words are found by the rules of their language", () => {
  expect(hasWords("Der Straße entlang", "STRASSE entlang", "de")).toBe(true);
  expect(hasWords("DIŞ KAYNAK", "dış", "tr")).toBe(true);
  expect(hasWords("Ο ΛΟΓΟΣ", "λογοσ", "el")).toBe(true);
  expect(hasWords("المُدَرِّبُون", "المدربون", "ar")).toBe(true);
  expect(hasWords("联络点运作良好", "联络点", "zh")).toBe(true);
  expect(hasWords("trust and money", '"trust money"')).toBe(false);
  expect(hasWords("trust and money", "money  Trust")).toBe(true);
});
