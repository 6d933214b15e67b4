// What can be worked out of a published table: for each hidden cell the least and the most that it can be, for somebody who knows every shown cell, that parts
// sum to totals and that counts are not negative. It reads what is shown and nothing else. Ends come from linear programs; what shows each of them
// stands in the certificate: a world, that is counts for all hidden cells, in which the cell is at its end, and weights of the sums by which it can be
// no farther. That counts are whole is not used here, since it would take an integer program for each end; the worlds that decide which cells are
// hidden (suppress.ts) are whole ones, so that the width which was asked for stands against that knowledge too.
import { type Equation, type Sum, sumsAmongHidden } from "./frequency-table.ts";
import { type End, endsOf, loadHighs } from "./solver.ts";

/** What is shown of each cell of a system, null where it is hidden, and what has to hold. */
export type Shown = { counts: readonly (number | null)[]; equations: readonly Equation[] };

/** `range`: the least and the most; null as the most: nothing bounds it. */
export type AuditedCell = { cell: number; range: [number, number | null] };

/** An end: the number of a world in which it is reached (null: it has none), and weights of the sums, by their numbers; none where 0 or nothing is the bound. */
export type EndProof = { world: number | null; weights: [sum: number, weight: number][] };

/** Worlds are the counts of the hidden cells in their order. `least`, `most`: proofs for each of them. */
export type Certificate = { worlds: number[][]; least: EndProof[]; most: EndProof[] };
export type Audit = { cells: AuditedCell[]; certificate: Certificate };

/** By so much a value may miss another and count as it. */
const nearly = 1e-6;
/** A value without the noise of rounding: whole where it is nearly so. */
const tidy = (it: number) => (Math.abs(it - Math.round(it)) < nearly ? Math.round(it) + 0 : Number(it.toFixed(9)));

/** The ranges of all hidden cells. Refuses shown cells that contradict each other. */
export async function auditShown({ counts, equations }: Shown): Promise<Audit> {
  const { hidden, sums } = sumsAmongHidden(counts, equations);
  const certificate: Certificate = { worlds: [], least: [], most: [] };
  if (hidden.length === 0) return { cells: [], certificate };
  const ends = endsOf(await loadHighs(), hidden.length, sums);
  const seen = worldsSeen(certificate.worlds, hidden.length, sums);
  try {
    const cells = hidden.map((cell, at): AuditedCell => {
      const most = seen.mostBySum(at) ?? proofOf(ends.most(at), seen);
      certificate.most.push(most.proof);
      const least = seen.zeroAt(at) ?? proofOf(ends.least(at), seen);
      certificate.least.push(least.proof);
      return { cell, range: [least.value!, most.value] };
    });
    return { cells, certificate };
  } finally {
    ends.close();
  }
}

type Proven = { value: number | null; proof: EndProof };

const proofOf = (end: End, seen: ReturnType<typeof worldsSeen>): Proven =>
  end.value === null ? { value: null, proof: { world: null, weights: [] } } : { value: tidy(end.value), proof: { world: seen.add(end), weights: weightsOf(end) } };

const weightsOf = ({ worth }: End): [number, number][] => Array.from(worth.entries()).filter(([, it]) => Math.abs(it) > 1e-9);

/** Worlds as they are seen, with what they prove of other cells on the way: that one can be 0, or as much as a sum in which nothing is taken away leaves it. */
function worldsSeen(worlds: number[][], size: number, sums: readonly Sum[]) {
  const [highest, isHighestIn] = [new Float64Array(size).fill(-1), new Int32Array(size)];
  const isZeroIn = new Int32Array(size).fill(-1);
  const limits = limitsBySum(size, sums);
  const note = (world: readonly number[], number: number) => {
    for (const [cell, it] of world.entries()) {
      if (it === 0 && isZeroIn[cell]! < 0) isZeroIn[cell] = number;
      if (it > highest[cell]!) [highest[cell], isHighestIn[cell]] = [it, number];
    }
  };
  return {
    zeroAt: (cell: number): Proven | null => (isZeroIn[cell]! < 0 ? null : { value: 0, proof: { world: isZeroIn[cell]!, weights: [] } }),
    mostBySum: (cell: number): Proven | null => (highest[cell] === limits[cell]!.most ? { value: limits[cell]!.most, proof: { world: isHighestIn[cell]!, weights: limits[cell]!.weights } } : null),
    add({ at }: End): number {
      const world = Array.from(at, tidy);
      if (worlds.at(-1)?.every((it, cell) => it === world[cell])) return worlds.length - 1;
      note(world, worlds.length);
      return worlds.push(world) - 1;
    },
  };
}

/** The least amount that a sum of one sign leaves to each cell, and the weight of that sum. */
function limitsBySum(size: number, sums: readonly Sum[]): { most: number; weights: [number, number][] }[] {
  const limits = Array.from({ length: size }, () => ({ most: Infinity, weights: [] as [number, number][] }));
  for (const [number, { cells, signs, amount }] of sums.entries()) {
    const sign = signs[0]!;
    if (signs.some((it) => it !== sign)) continue;
    for (const cell of cells) if (sign * amount < limits[cell]!.most) limits[cell] = { most: sign * amount + 0, weights: [[number, sign]] };
  }
  return limits;
}

const isNear = (one: number, other: number) => Math.abs(one - other) <= nearly * Math.max(1, Math.abs(other));

/** What is wrong with an audit: which cell, which end, and whether its world or its weights do not show it. */
export type AuditFault = { cell: number; end: "least" | "most"; what: "world" | "weights" };

/**
 * Check an audit of what is shown by its certificate, with sums alone and no solver. Nothing comes back where every world is one and every range follows.
 */
export function checkAudit({ counts, equations }: Shown, { cells, certificate }: Audit): AuditFault[] {
  const { hidden, sums } = sumsAmongHidden(counts, equations);
  const { worlds, least, most } = certificate;
  const isWorld = worlds.map((world) => world.length === hidden.length && world.every((it) => it >= 0) && sums.every((sum) => isNear(sum.cells.reduce((all, cell, at) => all + sum.signs[at]! * world[cell]!, 0), sum.amount)));
  const reaches = ({ world }: EndProof, cell: number, end: number) => world !== null && isWorld[world] === true && isNear(worlds[world]![cell]!, end);
  const faults = hidden.flatMap((cell, at): AuditFault[] => {
    const range = cells[at]?.cell === cell ? cells[at].range : null;
    const [low, high] = [least[at], most[at]];
    if (!range || !low || !high) return [{ cell, end: "least", what: "world" }];
    const bound = (proof: EndProof, sign: 1 | -1) => boundBy(sums, hidden.length, proof.weights, at, sign);
    return [
      ...(reaches(low, at, range[0]) ? [] : [{ cell, end: "least", what: "world" } as const]),
      ...(range[0] === 0 || isNear(bound(low, -1), -range[0]) ? [] : [{ cell, end: "least", what: "weights" } as const]),
      ...(range[1] === null || reaches(high, at, range[1]) ? [] : [{ cell, end: "most", what: "world" } as const]),
      ...(range[1] === null || isNear(bound(high, 1), range[1]) ? [] : [{ cell, end: "most", what: "weights" } as const]),
    ];
  });
  return cells.length === hidden.length ? faults : [...faults, { cell: -1, end: "least", what: "world" }];
}

/** The most that sign × cell can be: the weighted sum of what the sums come to, if in it every cell has at least what the cell itself has (and counts are not negative). */
function boundBy(sums: readonly { cells: readonly number[]; signs: readonly number[]; amount: number }[], size: number, weights: readonly [number, number][], cell: number, sign: 1 | -1): number {
  const covered = new Float64Array(size);
  let bound = 0;
  for (const [sum, weight] of weights) {
    for (const [at, it] of sums[sum]!.cells.entries()) covered[it]! += weight * sums[sum]!.signs[at]!;
    bound += weight * sums[sum]!.amount;
  }
  covered[cell]! -= sign;
  return covered.every((it) => it > -nearly) ? bound : Infinity;
}
