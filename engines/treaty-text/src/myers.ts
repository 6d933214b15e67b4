/**
 * The shortest edit between two stretches of word ids, in linear space: Myers' middle point, found from both ends [1].
 * Where the edit is very long the search stops at a cap and goes on from the furthest point reached: the result stays a
 * correct edit, only no longer a shortest one, and the time stays bounded (the original is O((N + M)·D)).
 *
 * [1] Myers, "An O(ND) difference algorithm and its variations", Algorithmica 1 (1986), sections 4b and 4c.
 */

/** Two sequences of word ids under comparison; `match[i]` is where word i of `before` stands in `after`, or -1. */
export type Comparison = { before: Int32Array; after: Int32Array; match: Int32Array };

/** A stretch of each: `before[a0, a1)` against `after[b0, b1)`. */
export type Gap = { a0: number; a1: number; b0: number; b1: number };

/** Edits longer than this are cut at the furthest point; 1,000 words changed in one gap is a rewriting, not an edit. */
const longestEdit = 1000;
/** In large gaps the cap is lower, since the work is about cap x words: some 10 ms a gap on a small machine. */
const mostWork = 4_000_000;

const editCap = (words: number) => Math.max(64, Math.min(longestEdit, Math.floor(mostWork / words)));

/** Take equal words off both ends of `gap` as matches; what is left. */
export function trim({ before, after, match }: Comparison, { a0, a1, b0, b1 }: Gap): Gap {
  while (a0 < a1 && b0 < b1 && before[a0] === after[b0]) match[a0++] = b0++;
  while (a0 < a1 && b0 < b1 && before[a1 - 1] === after[b1 - 1]) match[--a1] = --b1;
  return { a0, a1, b0, b1 };
}

/** Match the words of `gap` by a shortest edit, or nearly so beyond the cap. */
export function matchShortest(comparison: Comparison, whole: Gap): void {
  for (let gap = trim(comparison, whole); gap.a0 < gap.a1 && gap.b0 < gap.b1; ) {
    const { a0, a1, b0, b1 } = gap;
    const [a, b] = middlePoint(comparison, gap);
    if ((a === a0 && b === b0) || (a === a1 && b === b1)) return;
    matchShortest(comparison, { a0, a1: a, b0, b1: b });
    gap = trim(comparison, { a0: a, a1, b0: b, b1 });
  }
}

/** A sweep from one end of a gap: the furthest place reached on each diagonal, and the furthest of all. */
type Sweep = { reach: Int32Array; step: 1 | -1; furthest: number; a: number; b: number };

const newSweep = (size: number, step: 1 | -1): Sweep => ({ reach: new Int32Array(size).fill(-1), step, furthest: -1, a: 0, b: 0 });

/**
 * A point on a shortest edit path, where the sweeps from the start and from the end meet.
 * Diagonal k of the forward sweep is diagonal (N - M) - k of the backward one, which counts from the far corner.
 */
function middlePoint(comparison: Comparison, gap: Gap): [number, number] {
  const n = gap.a1 - gap.a0;
  const m = gap.b1 - gap.b0;
  const most = Math.min((n + m + 1) >> 1, editCap(n + m));
  const origin = most + 1;
  const forward = newSweep(2 * most + 3, 1);
  const backward = newSweep(2 * most + 3, -1);
  for (let edits = 0; edits <= most; edits += 1) {
    for (const sweep of [forward, backward]) {
      const other = sweep === forward ? backward : forward;
      const met = advance(comparison, gap, sweep, other, edits, origin);
      if (met) return met;
    }
  }
  return [gap.a0 + forward.a, gap.b0 + forward.b];
}

/** One more edit on every diagonal of `sweep`; the meeting point, if it meets `other`. */
function advance(comparison: Comparison, gap: Gap, sweep: Sweep, other: Sweep, edits: number, origin: number): [number, number] | null {
  const { before, after } = comparison;
  const { reach, step } = sweep;
  const n = gap.a1 - gap.a0;
  const m = gap.b1 - gap.b0;
  const firstA = step === 1 ? gap.a0 : gap.a1 - 1;
  const firstB = step === 1 ? gap.b0 : gap.b1 - 1;
  for (let k = -edits + 2 * Math.max(0, edits - m); k <= edits - 2 * Math.max(0, edits - n); k += 2) {
    const down = k === -edits || (k !== edits && reach[origin + k - 1]! < reach[origin + k + 1]!);
    let a = edits === 0 ? 0 : down ? reach[origin + k + 1]! : reach[origin + k - 1]! + 1;
    let b = a - k;
    while (a < n && b < m && before[firstA + step * a] === after[firstB + step * b]) {
      a += 1;
      b += 1;
    }
    reach[origin + k] = a;
    if (a > n || b > m) continue;
    if (a + b > sweep.furthest) {
      sweep.furthest = a + b;
      sweep.a = a;
      sweep.b = b;
    }
    const opposite = origin + (n - m) - k;
    const beyond = opposite >= 0 && opposite < reach.length ? other.reach[opposite]! : -1;
    if (beyond >= 0 && beyond <= n && beyond - (n - m - k) <= m && a + beyond >= n) return step === 1 ? [gap.a0 + a, gap.b0 + b] : [gap.a1 - a, gap.b1 - b];
  }
  return null;
}
