import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { csvRows } from "./csv.ts";
import { weightedMean, weightedShare, wilsonInterval } from "./estimates.ts";
import { meanOfPlaces, summariseLikert } from "./likert.ts";
import { type Margin, rake } from "./raking.ts";

const sample = new URL("../../../../shared/bench/rake_sample.csv", import.meta.url);
const isThere = existsSync(sample);
if (!isThere) console.warn("The test on R's sample of 2,000 is skipped: there is no folder ../shared/bench beside the repository.");

describe.skipIf(!isThere)("a sample of 2,000 raked to sex, age and region", () => {
  const rows = csvRows(readFileSync(sample, "utf8"), "rake_sample.csv").slice(1).map((it) => it.cells);
  const shares = { sex: { f: 0.51, m: 0.49 }, age: { a: 0.2, b: 0.25, c: 0.3, d: 0.25 }, reg: Object.fromEntries([..."abcdefgh"].map((it) => [it, 1 / 8])) };
  const margins: Margin[] = Object.entries(shares).map(([name, of], column) => ({ name, categories: rows.map((it) => it[column]!), totals: Object.fromEntries(Object.entries(of).map(([it, share]) => [it, 2000 * share])) }));

  test("has the weights that R's survey gives it, to a billionth", () => {
    const raked = rake(margins, { tolerance: 1e-10 * 2000 }); // as R was asked
    expect({ ...raked, weights: undefined, steps: undefined }).toMatchObject({ converged: true, gaps: [], trimmed: 0 });
    for (const [ours, theirs] of [[raked.sum, 2000], [raked.min, 0.36177703], [raked.max, 3.442407674], [raked.designEffect, 1.456112404]]) expect(Math.abs(ours! - theirs!)).toBeLessThan(1e-9);
    const { mean, standardError } = weightedMean(rows.map((it) => Number(it[3])), raked.weights, raked.steps);
    expect(Math.abs(mean - 3.149276458)).toBeLessThan(1e-9);
    expect(Math.abs(standardError - 0.032148029)).toBeLessThan(1e-9);
  });

  test("has shares whose intervals know that raking explains some of them", () => {
    const raked = rake(margins);
    const isHigh = rows.map((it) => Number(it[3]) >= 4);
    const share = weightedShare(isHigh, raked.weights, raked.steps);
    expect(share.standardError).toBeLessThan(weightedShare(isHigh, raked.weights).standardError);
    expect([share.interval[0] < share.mean, share.mean < share.interval[1]]).toEqual([true, true]);
  });
});

const margin = (name: string, categories: string, totals: Record<string, number>): Margin => ({ name, categories: [...categories], totals });

describe("raking", () => {
  test("to one margin is post-stratification: each weight is its total by how many there are", () => {
    const { weights, designEffect, effective } = rake([margin("sex", "ffmm", { f: 6, m: 2 })]);
    expect([...weights]).toEqual([3, 3, 1, 1]);
    expect([designEffect, effective]).toEqual([1.25, 3.2]); // 4 · 20 / 64
  });

  test("says which margin does not close where trimming keeps weights from what it needs", () => {
    const trimmed = rake([margin("sex", "fmmm", { f: 3, m: 1 }), margin("age", "abab", { a: 2, b: 2 })], { trim: { low: 0.5, high: 1.5 } });
    expect(trimmed.max).toBeLessThanOrEqual(1.5 * (trimmed.sum / 4) + 1e-9);
    expect(trimmed.gaps.map((it) => it.margin)).toContain("sex");
    expect(trimmed.trimmed).toBeGreaterThan(0);
  });

  test("that comes to no end says so", () => {
    // f are all a and m all b, whose totals contradict one another
    const raked = rake([margin("sex", "fm", { f: 1, m: 3 }), margin("age", "ab", { a: 2, b: 2 })]);
    expect([raked.converged, raked.rounds, raked.gaps]).toEqual([true, 2, [{ margin: "sex", category: "f", total: 2, wanted: 1 }]]);
    expect(rake([margin("sex", "ffm", { f: 1, m: 2 }), margin("age", "abb", { a: 1, b: 2 })], { rounds: 1 })).toMatchObject({ converged: false, rounds: 1 });
  });

  test.each([
    [[margin("sex", "fx", { f: 1 })], "the category x of sex has no total; there are f"],
    [[margin("sex", "ff", { f: 1, m: 1 })], "nobody in the sample is m (sex), of whom the population has 1; put it together with another category"],
    [[margin("sex", "f", { f: 0 })], "the total of f (sex) is 0; more than 0 it has to be"],
    [[margin("sex", "fm", { f: 1, m: 1 }), margin("age", "ab", { a: 1, b: 2 })], "the totals of age sum to 3, those of sex to 2; no weights can give both"],
    [[margin("sex", "fm", { f: 1, m: 1 }), margin("age", "a", { a: 2 })], "the margin age has 1 rows, the first has 2; all need the same"],
    [[], "there is nobody to be weighted, or no margin"],
  ])("refuses %j", (margins, sentence) => {
    expect(() => rake(margins)).toThrow(sentence);
  });
});

describe("intervals of shares", () => {
  test("are Wilson's: of 10 in 20 from 0.299 to 0.701, of none in 10 from 0 to 0.278 (Brown, Cai and DasGupta 2001 print both)", () => {
    expect(wilsonInterval(0.5, 20).map((it) => Number(it.toFixed(4)))).toEqual([0.2993, 0.7007]);
    expect(wilsonInterval(0, 10).map((it) => Number(it.toFixed(4)))).toEqual([0, 0.2775]);
    expect(() => wilsonInterval(1.2, 10)).toThrow("a share of 1.2 among 10 is none");
  });

  test("of equal weights are those of a simple sample; of unequal ones they are wider", () => {
    const isIn = Array.from({ length: 400 }, (_, at) => at % 4 === 0);
    const width = ({ interval: [low, high] }: { interval: [number, number] }) => high - low;
    const equal = weightedShare(isIn, new Float64Array(400).fill(2));
    expect(equal.designEffect).toBeCloseTo(400 / 399, 9);
    expect(width(weightedShare(isIn, Float64Array.from(isIn, (_, at) => 1 + (at % 3))))).toBeGreaterThan(width(equal) * 1.05);
    expect(weightedShare(isIn.map(() => false), Float64Array.from(isIn, (_, at) => 1 + (at % 3))).interval[1]).toBeGreaterThan(0.009);
  });
});

describe("answers on an ordered scale", () => {
  const categories = ["no", "rather not", "rather", "yes"];
  test("are summed up by their middle and by who agrees, of those who answered", () => {
    const { agree, ...summary } = summariseLikert({ categories, places: [0, 2, 2, 3, 3, 3, -1] }, "rather");
    expect(summary).toEqual({ answered: 6, unanswered: 1, counts: [1, 0, 2, 3], shares: [1 / 6, 0, 1 / 3, 0.5], median: ["rather", "yes"] });
    expect([agree!.mean, agree!.interval[1] <= 1]).toEqual([5 / 6, true]);
  });

  test("weigh as their weights say, and have a mean only for who asks for one of places", () => {
    const answers = { categories, places: [0, 1, 3], weights: Float64Array.of(5, 1, 1) };
    expect(summariseLikert(answers, "yes")).toMatchObject({ median: ["no"], shares: [5 / 7, 1 / 7, 0, 1 / 7] });
    expect(meanOfPlaces(answers).mean).toBeCloseTo(11 / 7, 12);
    expect(summariseLikert({ categories, places: [-1] }, "yes")).toMatchObject({ answered: 0, median: [], agree: null, shares: [0, 0, 0, 0] });
  });

  test("that are none are refused", () => {
    expect(() => summariseLikert({ categories, places: [4] }, "yes")).toThrow("an answer stands at 4; from 0 to 3 there are categories");
    expect(() => summariseLikert({ categories, places: [0] }, "maybe")).toThrow("the category maybe is not there; there are no, rather not, rather, yes");
  });
});
