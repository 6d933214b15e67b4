import { describe, expect, test } from "vitest";
import { agreementOf } from "./agreement.ts";
import { alphaOf, type Level } from "./alpha.ts";
import { alphaInterval } from "./bootstrap.ts";
import { cohenKappa, fleissKappa, percentAgreement } from "./kappa.ts";
import { codeRatings, countValues, type Rating } from "./ratings.ts";
import { readRatings } from "./read-ratings.ts";
import { Unfit } from "./unfit.ts";

/** Krippendorff 2011, “Computing Krippendorff’s Alpha-Reliability”, example C: four observers, twelve units, some values missing (·). */
const canonical: Rating[] = ["1 2 3 3 2 1 4 1 2 · · ·", "1 2 3 3 2 2 4 1 2 5 · 3", "· 3 3 3 2 3 4 2 2 5 1 ·", "1 2 3 3 2 4 4 1 2 5 1 ·"].flatMap((row, coder) =>
  row.split(" ").flatMap((value, unit) => (value === "·" ? [] : [{ unit: `u${unit}`, coder: `c${coder}`, value: Number(value) }])));

describe("Krippendorff's alpha", () => {
  test.each<[Level, number]>([["nominal", 0.743421], ["ordinal", 0.815388], ["interval", 0.849107], ["ratio", 0.797403]])("of the canonical example is the published one on a %s level", (level, published) => {
    expect(agreementOf(canonical, { level }).alpha).toBeCloseTo(published, 6);
  });

  test("comes with what it rests on: units rated twice at least, their ratings, the coders", () => {
    expect(agreementOf(canonical, { level: "nominal" })).toMatchObject({ units: 11, pairable: 40, coders: 4 }); // as counted in the source: unit 12 has one value
  });

  test("is not there where all values are the same, or where nothing can be paired", () => {
    const same = ["a", "b"].flatMap((unit) => ["x", "y"].map((coder) => ({ unit, coder, value: 3 })));
    expect(agreementOf(same, { level: "nominal" })).toMatchObject({ alpha: null, interval: null, percent: 1 });
    expect(agreementOf(same.slice(0, 1), { level: "ratio" })).toEqual({ alpha: null, interval: null, percent: null, units: 0, coders: 1, pairable: 0 });
  });

  test("is 1 where coders agree on values that differ, and loses no digits where values lie far from 0", () => {
    const shifted = canonical.map((it) => ({ ...it, value: Number(it.value) + 1e7 }));
    expect(agreementOf(shifted, { level: "interval" }).alpha).toBeCloseTo(agreementOf(canonical, { level: "interval" }).alpha!, 12);
    expect(agreementOf(canonical.flatMap((it) => (it.coder === "c0" ? [it, { ...it, coder: "other" }] : [])), { level: "ratio" }).alpha).toBe(1);
  });

  test("of words in an order is that of their places", () => {
    const words = ["never", "rarely", "often", "mostly", "always"];
    const said = canonical.map((it) => ({ ...it, value: words[Number(it.value) - 1]! }));
    expect(agreementOf(said, { level: "ordinal", order: words }).alpha).toBeCloseTo(0.815388, 6);
    expect(() => agreementOf(said, { level: "ordinal", order: ["never", "often"] })).toThrow("is not in the order given, which is never, often");
    expect(() => agreementOf(said, { level: "interval" })).toThrow("cannot be compared as interval; numbers can");
  });
});

describe("ratings that are sets", () => {
  const ticked = (unit: string, coder: string, values: string) => [...values].map((value) => ({ unit, coder, value }));

  test("differ the less the more they share, by the measure that is asked for", () => {
    const ratings = [...ticked("1", "x", "ab"), ...ticked("1", "y", "abc"), ...ticked("2", "x", "d"), ...ticked("2", "y", "d")];
    // By hand: sets ab, abc, d, d. Within units: 2·δ(ab,abc); among all: 2·(δ(ab,abc) + 4·1); α = 1 − 3·2δ / 2(δ + 4).
    const alpha = (difference: number) => 1 - (3 * 2 * difference) / (2 * (difference + 4));
    expect(agreementOf(ratings, { level: "nominal", sets: "dice" }).alpha).toBeCloseTo(alpha(1 - 4 / 5), 12);
    expect(agreementOf(ratings, { level: "nominal", sets: "jaccard" }).alpha).toBeCloseTo(alpha(1 - 2 / 3), 12);
    expect(agreementOf(ratings, { level: "nominal", sets: "masi" }).alpha).toBeCloseTo(alpha(1 - (2 / 3) * (2 / 3)), 12);
  });

  test("of one value each are nominal ratings, and have no order", () => {
    expect(agreementOf(canonical, { level: "nominal", sets: "masi" }).alpha).toBeCloseTo(0.743421, 6);
    expect(() => agreementOf(canonical, { level: "ordinal", sets: "dice" })).toThrow("sets can be compared on a nominal level, not on one that is ordinal");
  });
});

describe("the interval of an alpha", () => {
  test("holds the alpha, is narrower of more units, and is the same each time", () => {
    const counts = countValues(codeRatings(canonical));
    const [low, high] = alphaInterval(counts, "ordinal")!;
    expect(low).toBeLessThan(alphaOf(counts, "ordinal"));
    expect(high).toBeGreaterThan(alphaOf(counts, "ordinal"));
    expect(alphaInterval(counts, "ordinal")).toEqual([low, high]);
    expect(alphaInterval(counts, "ordinal", { start: 2 })).not.toEqual([low, high]);
    const more = Array.from({ length: 10 }, (_, time) => canonical.map((it) => ({ ...it, unit: `${it.unit}-${time}` }))).flat();
    const [lowOfMore, highOfMore] = alphaInterval(countValues(codeRatings(more)), "ordinal")!;
    expect(highOfMore - lowOfMore).toBeLessThan((high - low) / 2);
    expect(() => alphaInterval(counts, "ordinal", { confidence: 95 })).toThrow("a confidence of 95 is none; between 0 and 1 it is");
  });
});

describe("older coefficients", () => {
  /** Fleiss 1971 as worked through at en.wikipedia.org/wiki/Fleiss'_kappa: ten subjects, fourteen raters, five categories; κ = 0.210. */
  const fleiss = ["0 0 0 0 14", "0 2 6 4 2", "0 0 3 5 6", "0 3 9 2 0", "2 2 8 1 1", "7 7 0 0 0", "3 2 6 3 0", "2 5 3 2 2", "6 5 2 1 0", "0 2 2 3 7"].flatMap((row, unit) =>
    row.split(" ").flatMap((count, value) => Array.from({ length: Number(count) }, () => ({ unit: `${unit}`, coder: "", value: value + 1 }))));

  test("Fleiss' kappa of the published example, and none of units with other numbers of ratings", () => {
    expect(fleissKappa(countValues(codeRatings(fleiss)))).toBeCloseTo(0.20993, 5);
    expect(percentAgreement(countValues(codeRatings(fleiss)))).toBeCloseTo(0.378, 3);
    expect(() => fleissKappa(countValues(codeRatings(canonical)))).toThrow("units have from 2 to 4 ratings; Fleiss’ kappa wants the same number in each");
  });

  test("Cohen's kappa of the textbook's table: 20 yes, 15 no together, 5 and 10 apart, κ = 0.4", () => {
    const both = [["yes", "yes", 20], ["yes", "no", 5], ["no", "yes", 10], ["no", "no", 15]] as const;
    const ratings = both.flatMap(([one, other, count], group) => Array.from({ length: count }, (_, at) => [{ unit: `${group}-${at}`, coder: "A", value: one }, { unit: `${group}-${at}`, coder: "B", value: other }]).flat());
    expect(cohenKappa(ratings, ["A", "B"], ["no", "yes"])).toBeCloseTo(0.4, 12);
    expect(cohenKappa([...ratings, { unit: "alone", coder: "A", value: "yes" }], ["A", "B"], ["no", "yes"], "quadratic")).toBeCloseTo(0.4, 12); // of two values every weighting is the same
  });

  test("weights forgive a disagreement by one step more than one by two", () => {
    const pairs = (far: boolean) => [["a", "a"], ["b", "b"], ["c", "c"], far ? ["a", "c"] : ["a", "b"]].flatMap(([one, other], at) => [{ unit: `${at}`, coder: "A", value: one! }, { unit: `${at}`, coder: "B", value: other! }]);
    const kappa = (far: boolean) => cohenKappa(pairs(far), ["A", "B"], ["a", "b", "c"], "quadratic");
    expect(kappa(false)).toBeGreaterThan(kappa(true));
  });
});

describe("a file of ratings", () => {
  test("is read with its columns in any order; an empty value is a rating that is missing", () => {
    expect(readRatings("coder,value,unit,note\nx,4.5,1,fine\ny,,1,away\n", { level: "interval" })).toEqual([{ unit: "1", coder: "x", value: 4.5 }]);
  });

  test.each([
    ["unit;value\n1;2\n", "ratings.csv, row 1: “coder” is missing in the heading, which is unit,value. Write the heading “unit,coder,value” and a row for each rating."],
    ["", "ratings.csv, row 1: “unit”, “coder”, “value” is missing in the heading, which is empty. Write the heading “unit,coder,value” and a row for each rating."],
    ["unit,coder,value\n", "ratings.csv: there is nothing in it below the heading. Write the heading “unit,coder,value” and a row for each rating."],
    ["unit,coder,value\n1,x,2\n1,,2\n", "ratings.csv, row 3, column “coder”: it is empty."],
    ["unit,coder,value\n1,x,2\n2,x,often\n", "ratings.csv, row 3, column “value”: “often” is no number; give numbers, or the order of the words."],
    ["unit,coder,value\n1,x,2\n2,x,1\n1,x,3\n", "ratings.csv, row 4, column “coder”: “x” rated “1” in row 2 already. Keep one of the two, or say that several values are one answer."],
    ['unit,coder,value\n1,"x"y,2\n', "ratings.csv, row 2: a quotation mark stands where none may stand. Write quotation marks inside of a cell twice."],
  ])("that is wrong says where: %j", (text, sentence) => {
    expect(() => readRatings(text, { level: "ordinal" })).toThrow(Unfit);
    expect(() => readRatings(text, { level: "ordinal" })).toThrow(sentence);
  });

  test("on a ratio level has no negative numbers, and in an order no other words", () => {
    expect(() => readRatings("unit,coder,value\n1,x,-2\n", { level: "ratio" })).toThrow("“-2” is no number from 0");
    expect(() => readRatings("unit,coder,value\n1,x,high\n", { level: "ordinal", order: ["low", "middle"] })).toThrow("“high” is not in the order given, which is low, middle");
  });
});
