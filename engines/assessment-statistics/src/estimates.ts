// Means and shares of weighted answers, with standard errors by linearisation [1]: each answer’s part in the mean, wᵢ(yᵢ − ȳ)/Σw, less what the raked
// margins explain of it (their means within each stratum taken off, ten times round, as R’s survey does [2]), and the variance of the sum of
// what is left, drawn with replacement. Shares have Wilson intervals [3] with the number of answers divided by the design effect.
// [1] Binder, “On the variances of asymptotically normal estimators from complex surveys”, 1983. [2] Lumley, survey (R), svyrecvar(). [3] Wilson, “Probable
// inference, the law of succession, and statistical inference”, 1927; for weighted shares Korn and Graubard, “Confidence intervals for proportions
// with small expected number of positive counts estimated from survey data”, 1998, from whom this departs in using normal quantiles.
import { aboutWeights, type RakingStep, sumBy } from "./raking.ts";

/** A mean or a share, and its standard error. */
export type Estimate = { mean: number; standardError: number };

/** Times that the means of strata are taken off, as R’s survey does. */
const timesRound = 10;

/** The weighted mean of answers. `steps`: those of the raking that made the weights, without which the weights count as given from outside. */
export function weightedMean(answers: ArrayLike<number>, weights: Float64Array, steps: readonly RakingStep[] = []): Estimate {
  if (answers.length !== weights.length || weights.length < 2) throw new RangeError(`${answers.length} answers have ${weights.length} weights; from two answers on, each with a weight, there is a standard error`);
  const { sum } = aboutWeights(weights);
  const mean = weights.reduce((all, it, row) => all + it * answers[row]!, 0) / sum;
  const parts = weights.map((it, row) => (it * (answers[row]! - mean)) / sum);
  for (let time = 0; time < timesRound; time++) for (const step of steps) takeOffMeans(parts, step);
  return { mean, standardError: Math.sqrt(varianceOfSum(parts)) };
}

function takeOffMeans(parts: Float64Array, { strata, weights }: RakingStep): void {
  const sums = sumBy(strata, parts.map((it, row) => it / weights[row]!));
  const counts = sumBy(strata, new Float64Array(parts.length).fill(1));
  for (let row = 0; row < parts.length; row++) parts[row]! -= (weights[row]! * sums[strata[row]!]!) / counts[strata[row]!]!;
}

function varianceOfSum(parts: Float64Array): number {
  const mean = parts.reduce((sum, it) => sum + it, 0) / parts.length;
  return (parts.length / (parts.length - 1)) * parts.reduce((sum, it) => sum + (it - mean) ** 2, 0);
}

/** The standard normal quantile within which the middle 95 % lie. */
export const normal95 = 1.959963984540054;

/** Wilson’s interval [low, high] for a share seen in `count` answers, which need not be whole; `z` is the normal quantile. Refuses shares outside of 0 to 1. */
export function wilsonInterval(share: number, count: number, z = normal95): [number, number] {
  if (!(share >= 0 && share <= 1 && count > 0)) throw new RangeError(`a share of ${share} among ${count} is none; from 0 to 1 among more than 0 it is`);
  const [square, scale] = [z * z, 1 + (z * z) / count];
  const half = (z * Math.sqrt((share * (1 - share)) / count + square / (4 * count * count))) / scale;
  const middle = (share + square / (2 * count)) / scale;
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

/** A weighted share, its standard error, the design effect on its variance, and its interval. */
export type Share = Estimate & { designEffect: number; effective: number; interval: [number, number] };

/**
 * The weighted share of those who are `isIn`, with Wilson’s interval of the effective number of answers: how many a simple sample would need for the same
 * variance, by linearisation where that is to be had, by Kish’s design effect where the share is 0 or 1.
 */
export function weightedShare(isIn: readonly boolean[], weights: Float64Array, steps: readonly RakingStep[] = [], z = normal95): Share {
  const { mean, standardError } = weightedMean(isIn.map(Number), weights, steps);
  const share = Math.min(1, Math.max(0, mean));
  const simple = (share * (1 - share)) / weights.length;
  const designEffect = simple > 0 && standardError > 0 ? standardError ** 2 / simple : aboutWeights(weights).designEffect;
  const effective = weights.length / designEffect;
  return { mean: share, standardError, designEffect, effective, interval: wilsonInterval(share, effective, z) };
}
