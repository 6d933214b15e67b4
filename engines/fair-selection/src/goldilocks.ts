// The lid of a draw that gains little from lying. Whoever may say of themselves what is not so gains at most the highest chance there is; leximin
// cares for the lowest alone and may lift somebody’s chance to certainty for a trifle at the bottom. Goldilocks [1] puts both ends in one aim:
// the smaller n/k · highest + k/n ÷ lowest, the better (1 + 1 where all are the same, k of n). Leximin then runs below the highest found here.
// Weights of the rows draw a straight line: with no chance below l and none above u, the expected weighted total is at least rise·l − fall·u, and
// at most what the bounds allow. So each failing of the simplex method cuts off a half-plane of pairs (l, u); the best pair of those that are left
// is tried next, until one can be had. The lines through the last pair are the proof.
// [1] Baharav, Flanigan, “Fair, Manipulation-Robust, and Transparent Sortition”, EC 2024.
import { type Instance, mostOf } from "./instance.ts";
import { simplexOf } from "./simplex.ts";

/** A half-plane in which every pair lies that can be had: rise·least − fall·most ≤ room. */
export type Line = { rise: number; fall: number; room: number };

/** The ends of the chances, and the weights of rows of each line that proves that no other pair is better. */
export type Balance = { least: number; most: number; lines: { weights: number[] }[] };

/** Below this a chance is none, and a line is as good as met. */
const nothing = 1e-9;

/** What is to be small: `even` is the chance of all if all had the same. */
export const imbalance = (least: number, most: number, even: number): number => most / even + even / least;

/** The chance that all would have who can be on a panel, if all had the same. */
export const evenChance = ({ types, size }: Instance, isOut: (type: number) => boolean): number => size / types.reduce((sum, it, type) => sum + (isOut(type) ? 0 : it.people.length), 0);

/** The line of the weights; `isOut` are types on no panel. */
export function lineThrough({ rows, types }: Instance, weights: readonly number[], isOut: (type: number) => boolean): Line {
  const line = { rise: 0, fall: 0, room: mostOf(rows, weights) };
  for (const [type, { people, rows: mine }] of types.entries()) {
    const sum = mine.reduce((total, row) => total + weights[row]!, 0);
    if (isOut(type)) continue;
    if (sum < 0) line.fall -= sum * people.length;
    else line.rise += sum * people.length;
  }
  return line;
}

/** No lowest is above the highest. */
const lowestIsLowest: Line = { rise: 1, fall: 1, room: 0 };

/** The best pair that all lines leave: at a corner of two, where the aim touches one, or at the highest lowest chance. */
export function bestPair(lines: readonly Line[], even: number): { least: number; most: number } {
  const steep = [lowestIsLowest, ...lines.filter((it) => it.fall > nothing * it.rise)];
  const top = Math.min(1, ...lines.filter((it) => it.rise > nothing).map((it) => (it.room + it.fall) / it.rise)); // nobody’s chance is above 1
  const mostAt = (least: number) => Math.max(...steep.map((it) => (it.rise * least - it.room) / it.fall));
  const touching = steep.filter((it) => it.rise > 0).map((it) => even * Math.sqrt(it.fall / it.rise));
  const corners = steep.flatMap((a, at) => steep.slice(at + 1).map((b) => (a.room * b.fall - b.room * a.fall) / (a.rise * b.fall - b.rise * a.fall)));
  let found = { least: top, most: mostAt(top) };
  for (const least of [...touching, ...corners]) {
    if (!(least > 0 && least < top)) continue;
    const most = mostAt(least);
    if (imbalance(least, most, even) < imbalance(found.least, found.most, even)) found = { least, most };
  }
  return found;
}

/** The best pair that the bounds allow, from what leximin gives without a lid: its chances, and the weights that prove its lowest. */
export function balanceOf(instance: Instance, leximin: Float64Array, proof: readonly number[]): Balance {
  const { rows, types } = instance;
  const people = Float64Array.from(types, (it) => it.people.length);
  const isOut = (type: number) => leximin[type]! < nothing;
  const even = evenChance(instance, isOut);
  const simplex = simplexOf(rows, types.map((it) => it.rows));
  const lines: Line[] = [lineThrough(instance, proof, isOut)];
  const weights = [[...proof]];
  for (let round = 0; ; round++) {
    const pair = bestPair(lines, even);
    const found = simplex.solve({ lower: people.map((it, type) => (isOut(type) ? 0 : it * pair.least)), upper: people.map((it, type) => (isOut(type) ? 0 : it * pair.most)) });
    const line = "point" in found ? null : cutting(instance, found.weights, isOut, pair);
    if (line === null || round >= rounds) return { ...pair, most: Math.min(1, pair.most * (1 + nothing) + nothing), lines: through(pair, lines, weights) };
    lines.push(line);
    weights.push(line.weights);
  }
}

/** Lines at most; on the stand-ins of bench/selection.ts fewer than thirty do. */
const rounds = 300;

/** The line that cuts the pair off; null where it cuts off no more than rounding. */
function cutting(instance: Instance, raw: Float64Array, isOut: (type: number) => boolean, { least, most }: { least: number; most: number }): (Line & { weights: number[] }) | null {
  const largest = raw.reduce((up, it) => Math.max(up, Math.abs(it)), 0);
  for (const sign of [1, -1]) {
    const weights = Array.from(raw, (it) => (sign * it) / largest);
    const line = lineThrough(instance, weights, isOut);
    if (line.rise * least - line.fall * most - line.room > nothing) return { ...line, weights };
  }
  return null;
}

/** How near to a line counts as on it. */
const close = 1e-7;

/** The weights of the lines on which the pair lies, and of the first, which says how high the lowest chance can be at all. */
function through({ least, most }: { least: number; most: number }, lines: readonly Line[], weights: readonly number[][]): Balance["lines"] {
  return lines.flatMap((it, at) => (Math.abs(it.rise * least - it.fall * most - it.room) < close || at === 0 ? [{ weights: weights[at]! }] : []));
}
