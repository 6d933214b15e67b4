import type { FormFunctions } from "../functions.ts";
import { textOf } from "../nodes.ts";
import { asNumber, isNodes, type Value } from "../values.ts";
import { any, ofNumbers, ofValues } from "./takes.ts";

/** Values as numbers, each of several nodes for itself. */
const numbers = (of: readonly Value[]): number[] => of.flatMap((it) => (isNodes(it) ? it.map((one) => asNumber(textOf(one))) : [asNumber(it)]));
/** Half goes up, as XPath has it (section 4.4); `digits` behind the point, or before it where they are negative. */
const rounded = (it: number, digits = 0) => { const by = 10 ** Math.trunc(digits); return digits === 0 ? Math.round(it) : Math.round(Number((it * by).toPrecision(15))) / by; };
/** Unanswered places are left out of the least and the most, as OpenRosa does not say, and every tool does. */
const given = (of: readonly Value[]) => of.flatMap((it) => (isNodes(it) ? it.map(textOf).filter((one) => one !== "").map(asNumber) : [asNumber(it)]));
const best = (of: readonly Value[], of2: (...all: number[]) => number) => { const all = given(of); return all.length === 0 ? Number.NaN : of2(...all); };

/** What works on numbers. */
export const numberFunctions: FormFunctions = {
  number: { least: 0, most: 1, run: ([it], { node }) => asNumber(it ? it() : textOf(node)) },
  int: ofNumbers(1, (it) => Math.trunc(it!)),
  round: ofNumbers(1, (it, digits) => rounded(it!, digits ?? 0), 2),
  floor: ofNumbers(1, (it) => Math.floor(it!)),
  ceiling: ofNumbers(1, (it) => Math.ceil(it!)),
  abs: ofNumbers(1, (it) => Math.abs(it!)),
  pow: ofNumbers(2, (it, by) => it! ** by!),
  sqrt: ofNumbers(1, (it) => Math.sqrt(it!)),
  exp: ofNumbers(1, (it) => Math.exp(it!)),
  exp10: ofNumbers(1, (it) => 10 ** it!),
  log: ofNumbers(1, (it) => Math.log(it!)),
  log10: ofNumbers(1, (it) => Math.log10(it!)),
  sin: ofNumbers(1, (it) => Math.sin(it!)), cos: ofNumbers(1, (it) => Math.cos(it!)), tan: ofNumbers(1, (it) => Math.tan(it!)),
  asin: ofNumbers(1, (it) => Math.asin(it!)), acos: ofNumbers(1, (it) => Math.acos(it!)), atan: ofNumbers(1, (it) => Math.atan(it!)), atan2: ofNumbers(2, (y, x) => Math.atan2(y!, x!)),
  pi: ofValues(0, () => Math.PI),
  sum: ofValues(1, (...of) => numbers(of).reduce((all, it) => all + it, 0)),
  min: ofValues(1, (...of) => best(of, Math.min), any),
  max: ofValues(1, (...of) => best(of, Math.max), any),
  random: { least: 0, most: 0, run: (_, { world }) => world.random() },
};
