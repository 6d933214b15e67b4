// Answers on an ordered scale, summed up as what they are: how many gave each, the middle category, the share that agrees with its interval. No mean: the
// steps between “disagree” and “agree” have no size. Who wants one anyway takes `meanOfPlaces`, whose name says what it is a mean of.
import { normal95, type Share, weightedMean, type Estimate, weightedShare } from "./estimates.ts";
import type { RakingStep } from "./raking.ts";

/** Answers by their places in the categories, from 0; −1: no answer. `weights` and `steps` come from raking. */
export type OrderedAnswers = { categories: readonly string[]; places: ArrayLike<number>; weights?: Float64Array; steps?: readonly RakingStep[] };

/** `shares` of those who answered. `median`: the category in which the middle answer lies; two where the middle lies between them. `agree`: the categories from `agreeFrom` on. */
export type LikertSummary = { answered: number; unanswered: number; counts: number[]; shares: number[]; median: string[]; agree: Share | null };

/** A summary of answers; `agreeFrom` is the first category that counts as agreeing. */
export function summariseLikert(answers: OrderedAnswers, agreeFrom: string, z = normal95): LikertSummary {
  const { categories } = answers;
  const from = categories.indexOf(agreeFrom);
  if (from < 0) throw new RangeError(`the category ${agreeFrom} is not there; there are ${categories.join(", ")}`);
  const given = answeredIn(answers);
  const counts = categories.map((_, place) => given.places.filter((it) => it === place).length);
  const weighted = categories.map((_, place) => given.weights.reduce((sum, it, row) => sum + (given.places[row] === place ? it : 0), 0));
  const all = weighted.reduce((sum, it) => sum + it, 0);
  const agree = given.places.length < 2 ? null : weightedShare(given.places.map((it) => it >= from), given.weights, given.steps, z);
  return { answered: given.places.length, unanswered: answers.places.length - given.places.length, counts, shares: weighted.map((it) => (all > 0 ? it / all : 0)), median: medianOf(categories, weighted), agree };
}

/** The mean of places from 1, with its standard error: it takes every step for equally large, which ordered answers do not say. */
export function meanOfPlaces(answers: OrderedAnswers): Estimate {
  const { places, weights, steps } = answeredIn(answers);
  return weightedMean(places.map((it) => it + 1), weights, steps);
}

function answeredIn({ categories, places, weights, steps = [] }: OrderedAnswers) {
  const all = Array.from(places);
  const wrong = all.find((it) => !Number.isInteger(it) || it < -1 || it >= categories.length);
  if (wrong !== undefined) throw new RangeError(`an answer stands at ${wrong}; from 0 to ${categories.length - 1} there are categories, −1 is no answer`);
  const kept = all.flatMap((it, row) => (it < 0 ? [] : [row]));
  const keep = <T>(of: (row: number) => T) => kept.map(of);
  return {
    places: keep((row) => all[row]!), weights: Float64Array.from(kept, (row) => weights?.[row] ?? 1),
    steps: steps.map((it) => ({ strata: Int32Array.from(kept, (row) => it.strata[row]!), weights: Float64Array.from(kept, (row) => it.weights[row]!) })),
  };
}

/** The category that holds the half, or the two beside it where the half falls on their border. */
function medianOf(categories: readonly string[], amounts: readonly number[]): string[] {
  const half = amounts.reduce((sum, it) => sum + it, 0) / 2;
  if (half === 0) return [];
  let below = 0;
  for (const [place, amount] of amounts.entries()) {
    below += amount;
    if (below > half) return [categories[place]!];
    if (below === half) return [categories[place]!, categories[amounts.findIndex((it, at) => at > place && it > 0)]!];
  }
  return [];
}
