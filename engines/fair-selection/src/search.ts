// A whole panel within bounds, near a given start, by local search: one person in or out at a time, whichever mends the most; what stays
// broken for long weighs more and more (breakout [1]), and what was just moved rests. Finds a panel or nothing; nothing proves nothing.
// What a move of each type would change is kept, and mended only where a row’s price changes, so that a move costs a glance at each type.
// [1] Morris, “The breakout method for escaping from local minima”, AAAI 1993.
import type { Counts, Row } from "./instance.ts";

/** Whole numbers a panel has to be within: of each type, and of each row. */
export type Box = { lower: Int32Array; upper: Int32Array; rowMin: Int32Array; rowMax: Int32Array };

/** Moves for which a type rests after it was moved: a few, and a random few more. */
const rest = 3;

/** Seeks a panel within the box from a start, for so many moves at most. */
export type Search = (box: Box, start: Counts, moves: number, fraction: () => number) => Counts | null;

/** The search for an instance’s rows; `columns` are the types’ rows. */
export function searchOf(rows: readonly Row[], columns: readonly (readonly number[])[]): Search {
  const typesIn = rows.map((it) => Int32Array.from(it.types));
  const rowsOf = columns.map((it) => Int32Array.from(it));
  return (box, start, moves, fraction) => nearby(typesIn, rowsOf, box, start, moves, fraction);
}

function nearby(typesIn: readonly Int32Array[], rowsOf: readonly Int32Array[], box: Box, start: Counts, moves: number, fraction: () => number): Counts | null {
  const { lower, upper, rowMin, rowMax } = box;
  const counts = Int32Array.from(start);
  const totals = Int32Array.from(typesIn, (types) => types.reduce((sum, type) => sum + counts[type]!, 0));
  const weight = new Int32Array(typesIn.length).fill(1);
  const up = new Int32Array(typesIn.length);
  const down = new Int32Array(typesIn.length);
  const typeUp = new Int32Array(rowsOf.length);
  const typeDown = new Int32Array(rowsOf.length);
  const restsUntil = new Int32Array(rowsOf.length);
  const free = Int32Array.from(rowsOf.keys().filter((type) => lower[type]! < upper[type]!));
  let broken = 0;
  const isBroken = (row: number) => totals[row]! < rowMin[row]! || totals[row]! > rowMax[row]!;

  /** What one more and one fewer in the row changes in the weighted violations, handed on to the types in it. */
  function price(row: number): void {
    const total = totals[row]!;
    const heavy = weight[row]!;
    const nextUp = total >= rowMax[row]! ? heavy : total < rowMin[row]! ? -heavy : 0;
    const nextDown = total <= rowMin[row]! ? heavy : total > rowMax[row]! ? -heavy : 0;
    const moreUp = nextUp - up[row]!;
    const moreDown = nextDown - down[row]!;
    if (moreUp === 0 && moreDown === 0) return;
    up[row] = nextUp;
    down[row] = nextDown;
    const types = typesIn[row]!;
    for (let at = 0; at < types.length; at++) {
      typeUp[types[at]!]! += moreUp;
      typeDown[types[at]!]! += moreDown;
    }
  }

  function move(type: number, by: number): void {
    counts[type]! += by;
    const mine = rowsOf[type]!;
    for (let at = 0; at < mine.length; at++) {
      const row = mine[at]!;
      if (isBroken(row)) broken -= 1;
      totals[row]! += by;
      if (isBroken(row)) broken += 1;
      price(row);
    }
  }

  /** The type whose move mends the most, one of them by chance, as 2·type for one more and 2·type + 1 for one fewer; −1 where all rest. */
  function best(now: number): number {
    let found = -1;
    let least = 2 ** 30;
    let ties = 0;
    for (let at = 0; at < free.length; at++) {
      const type = free[at]!;
      if (restsUntil[type]! > now) continue;
      // Both ways written out: a function for them, in the innermost loop, cost a quarter of all the time.
      const more = typeUp[type]!;
      if (more <= least && counts[type]! < upper[type]!) {
        ties = more < least ? 1 : ties + 1;
        if (ties === 1 || fraction() * ties < 1) found = 2 * type;
        least = more;
      }
      const fewer = typeDown[type]!;
      if (fewer <= least && counts[type]! > lower[type]!) {
        ties = fewer < least ? 1 : ties + 1;
        if (ties === 1 || fraction() * ties < 1) found = 2 * type + 1;
        least = fewer;
      }
    }
    return found;
  }

  function weighBroken(): void {
    for (let row = 0; row < totals.length; row++) {
      if (!isBroken(row)) continue;
      weight[row]! += 1;
      price(row);
    }
  }

  for (let row = 0; row < totals.length; row++) {
    price(row);
    if (isBroken(row)) broken += 1;
  }
  for (let now = 1; now <= moves; now++) {
    if (broken === 0) return [...counts];
    const chosen = best(now);
    if (chosen < 0) continue;
    const type = chosen >> 1;
    const isFewer = (chosen & 1) === 1;
    if ((isFewer ? typeDown[type]! : typeUp[type]!) >= 0) weighBroken();
    move(type, isFewer ? -1 : 1);
    restsUntil[type] = now + rest + Math.floor(fraction() * rest);
  }
  return null;
}
