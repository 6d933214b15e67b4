// The fairest chances that bounds allow: the smallest chance as large as can be, then the next smallest, and so on (leximin [1]), over
// the relaxation in which a panel may take fractions of people: x[t] expected members of type t, 0 ≤ x ≤ people, every row within its bounds.
// Each stage finds the largest z that all types not yet settled can have together, by Newton's method: at a z that is too high the simplex
// method gives row weights that no x can satisfy; they are a straight line in z, whose root is the next, lower z. The last weights are
// the certificate: every type with a positive sum of weights is at z in every solution, and nobody needs a solver to see it.
// [1] Flanigan, Gölz, Gupta, Hennig, Procaccia, “Fair algorithms for selecting citizens’ assemblies”, Nature 596 (2021), Methods; theirs runs
//     over whole panels by column generation, ours over the relaxation first, whose chances can nearly always be had (see lottery.ts).
import type { Instance } from "./instance.ts";
import { feasibility, simplexOf, type Simplex } from "./simplex.ts";

/** Why the chances of some types can be no higher: weights of the rows, and the chance that they prove. */
export type Certificate = { chance: number; weights: number[]; types: number[] };

/** Chances by type, the certificate of each stage, and expected members by type. */
export type Relaxed = { chances: Float64Array; members: Float64Array; certificates: Certificate[] };

/** What is asked of the chances: leximin, or only the highest smallest one. */
export type Method = "leximin" | "maximin";

/** Below this a type’s sum of weights (the largest weight being 1) counts as nothing. */
const nothing = 1e-7;

/** The fairest chances over the relaxation; null where no x at all is within bounds. */
export function relaxedChances(instance: Instance, method: Method): Relaxed | null {
  const simplex = simplexOf(instance.rows, instance.types.map((it) => it.rows));
  const people = Float64Array.from(instance.types, (it) => it.people.length);
  const chances = new Float64Array(people.length);
  const isSettled = new Uint8Array(people.length);
  const certificates: Certificate[] = [];
  const stages = method === "leximin" ? Infinity : 1;
  let point: Float64Array = people;
  while (isSettled.includes(0) && certificates.length < stages) {
    const stage = highest(instance, simplex, people, chances, isSettled);
    if (stage === null) return null;
    point = stage.point;
    for (let type = 0; type < people.length; type++) if (!isSettled[type]) chances[type] = stage.chance;
    settle(stage, chances, isSettled);
    certificates.push({ chance: stage.chance, weights: stage.weights, types: stage.types });
  }
  if (method === "maximin") for (let type = 0; type < people.length; type++) chances[type] = Math.min(1, Math.max(0, point[type]! / people[type]!));
  return { chances, members: chances.map((it, type) => it * people[type]!), certificates };
}

/** By so little a settled chance may be lower in later stages, or rounding would leave them no solution. */
const slack = 1e-10;

type Stage = { chance: number; point: Float64Array; weights: number[]; types: number[]; full: number[] };

/** The highest chance that all types which are not settled can have together, with the weights that prove it. */
function highest({ rows, types }: Instance, simplex: Simplex, people: Float64Array, chances: Float64Array, isSettled: Uint8Array): Stage | null {
  const level = (chance: number) => people.map((it, type) => it * (isSettled[type] ? Math.max(0, chances[type]! - slack) : chance));
  let chance = 1;
  let line: Line = { weights: rows.map(() => 0), sums: types.map(() => 0), root: 1 };
  for (;;) {
    const found = simplex.solve({ lower: level(chance), upper: people });
    if ("point" in found) return stageAt(chance, found.point, line, isSettled);
    const next = lineOf(rows, types, found.weights, people, chances, isSettled);
    if (next === null || next.root < -feasibility) return null;
    if (next.root > chance - 1e-13) throw new Error(`The chances do not settle at ${chance}.`);
    [line, chance] = [next, Math.max(0, next.root)];
  }
}

/** Weights of the rows, their sum for each type, and the chance at which they stop proving that it is too high. */
type Line = { weights: number[]; sums: number[]; root: number };

function lineOf(rows: Instance["rows"], types: Instance["types"], raw: Float64Array, people: Float64Array, chances: Float64Array, isSettled: Uint8Array): Line | null {
  const largest = raw.reduce((most, it) => Math.max(most, Math.abs(it)), 0);
  for (const sign of [1, -1]) {
    const weights = Array.from(raw, (it) => (Math.abs(it) < noise * largest ? 0 : (sign * it) / largest));
    const sums = types.map((type) => type.rows.reduce((sum, row) => sum + weights[row]!, 0));
    let [over, slope] = [-mostOf(rows, weights), 0];
    for (const [type, sum] of sums.entries()) {
      if (sum < -nothing) over += sum * people[type]!;
      else if (sum > nothing && isSettled[type]) over += sum * people[type]! * chances[type]!;
      else if (sum > nothing) slope += sum * people[type]!;
    }
    if (slope > 0 && over + slope > -nothing) return { weights, sums, root: -over / slope };
  }
  return null;
}

const noise = 1e-10;

/** The most that the weighted totals of the rows can come to within their bounds. */
export const mostOf = (rows: Instance["rows"], weights: readonly number[]): number =>
  rows.reduce((sum, row, at) => sum + weights[at]! * (weights[at]! > 0 ? row.max : row.min), 0);

function stageAt(chance: number, point: Float64Array, { weights, sums }: Line, isSettled: Uint8Array): Stage {
  const open = sums.map((_, type) => type).filter((type) => !isSettled[type]);
  const isCertain = chance >= 1; // everybody is on every panel: no weights are needed
  return { chance, point, weights, types: isCertain ? open : open.filter((it) => sums[it]! > nothing), full: open.filter((it) => sums[it]! < -nothing) };
}

/** Types that are at the stage’s chance in every solution, and types whose people are all on every panel then. */
function settle({ types, full }: Stage, chances: Float64Array, isSettled: Uint8Array): void {
  for (const type of types) isSettled[type] = 1;
  for (const type of full) [isSettled[type], chances[type]] = [1, 1];
}
