import fc from "fast-check";
import { expect, test } from "vitest";
import { alphaOf, type Level, levels } from "./alpha.ts";
import { codeRatings, countValues, type Rating } from "./ratings.ts";

const ratings = fc.array(fc.record({ unit: fc.integer({ min: 0, max: 8 }).map(String), coder: fc.constant(""), value: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ min: 0, max: 40, noNaN: true })) }), { maxLength: 40 });

/** Alpha as it is defined: every pair of values, one by one. */
function byDefinition(all: readonly Rating[], level: Level): number {
  const units = Map.groupBy(all, (it) => it.unit).values().map((it) => it.map((one) => Number(one.value))).filter((it) => it.length > 1).toArray();
  const pairable = units.flat();
  const marginOf = (value: number) => pairable.filter((it) => it === value).length;
  const ordinal = (one: number, other: number) => {
    const between = pairable.filter((it) => it >= Math.min(one, other) && it <= Math.max(one, other)).length;
    return one === other ? 0 : (between - (marginOf(one) + marginOf(other)) / 2) ** 2;
  };
  const squared = (one: number, other: number) => level === "nominal" ? Number(one !== other) : level === "ordinal" ? ordinal(one, other) : level === "interval" ? (one - other) ** 2 : one + other === 0 ? 0 : ((one - other) / (one + other)) ** 2;
  const over = (values: number[]) => values.reduce((sum, one, at) => sum + values.reduce((part, other, to) => part + (to === at ? 0 : squared(one, other)), 0), 0);
  const observed = units.reduce((sum, it) => sum + over(it) / (it.length - 1), 0) / pairable.length;
  const expected = over(pairable) / (pairable.length * (pairable.length - 1));
  return expected > 0 ? 1 - observed / expected : Number.NaN;
}

test.each(levels)("alpha on a %s level is what its definition gives, pair by pair, to a billionth", (level) => fc.assert(fc.property(ratings, (all) => {
  const [ours, defined] = [alphaOf(countValues(codeRatings(all)), level), byDefinition(all, level)];
  if (Number.isNaN(defined)) expect(ours).toBeNaN();
  else expect(Math.abs(ours - defined)).toBeLessThan(1e-9 * Math.max(1, Math.abs(defined)));
}), { numRuns: 150 }));

test("however ratings are ordered and units and coders named, alpha is the same", () => fc.assert(fc.property(ratings, fc.integer(), (all, seed) => {
  const renamed = all.toSorted((a, b) => ((seed ^ Number(a.unit)) % 7) - ((seed ^ Number(b.unit)) % 7)).map((it) => ({ ...it, unit: `unit ${it.unit}`, coder: "somebody" }));
  const of = (some: Rating[]) => levels.map((level) => alphaOf(countValues(codeRatings(some)), level));
  expect(of(renamed).map((it, at) => Math.abs(it - of(all)[at]!) > 1e-9)).toEqual(levels.map(() => false)); // NaN, where there is no alpha, is not above either
})));

test("many values of few ratings are counted as few values of many are", () => fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 4000 })), { maxLength: 60 }), (all) => {
  const [units, codes] = [0, 1].map((side) => Int32Array.from(all, (it) => it[side]!)) as [Int32Array, Int32Array];
  const wide = countValues({ unitCount: 4, units, codes, values: Array.from({ length: 4001 }, (_, at) => at) });
  const narrow = countValues(codeRatings(all.map(([unit, value]) => ({ unit: `${unit}`, coder: "", value }))));
  const one = alphaOf(wide, "interval");
  if (Number.isNaN(one)) expect(alphaOf(narrow, "interval")).toBeNaN();
  else expect(alphaOf(narrow, "interval")).toBeCloseTo(one, 9);
})));
