// Other tables (“worlds”) that agree with everything shown, found by the simplex method with bounds from the true table. The hidden cells are written
// as a basis and the rest, x_B = β − T x_N; each column of T is a change that keeps every sum. A cell is pushed along the column that moves it farthest,
// until it has moved far enough or has taken so many steps. Then T is put back as it was, so that it stays as sparse as elimination by fewest entries
// [1] made it. A world counts only if it is whole and every sum holds exactly, so that rounding can hide a world but never invent one: whether
// nothing is found is no proof, which is the audit’s business (see audit.ts). [1] Markowitz, “The elimination form of the inverse”, 1957.

import type { Sum } from "./frequency-table.ts";

/** Entries of T this near to a whole number are one: nearly all are −1, 0 and 1, and rounding must not make others of them. */
const nearlyWhole = 1e-8;
/** Smaller entries are no pivots. */
const leastPivot = 1e-6;
/** Columns that are looked at for each step, once one of them moves the cell: more cost more than they find. */
const looks = 12;

export type WorldSearch = {
  /** Keep a cell as it is from now on; `release` takes it back, of the last ones held. */
  hold(cell: number): void;
  release(): void;
  accept(): void;
  /** The cells that change in worlds in which `cell` differs by `width`, or null if none are found in so many steps. */
  showsWidth(cell: number, width: number, steps: number): number[] | null;
};

/** A search among `truth.length` hidden cells. */
export function worldSearch(sums: readonly Sum[], truth: Float64Array): WorldSearch {
  const size = truth.length;
  const { rows: reduced, basis: chosen } = eliminate(sums, size);
  const [m, k] = [reduced.length, size - reduced.length];
  const basis = Int32Array.from(chosen);
  const [rowOf, columnOf, rest] = [new Int32Array(size).fill(-1), new Int32Array(size).fill(-1), new Int32Array(k)];
  for (let row = 0; row < m; row++) rowOf[basis[row]!] = row;
  for (let cell = 0, column = 0; cell < size; cell++) {
    if (rowOf[cell]! >= 0) continue;
    rest[column] = cell;
    columnOf[cell] = column++;
  }
  const entries = new Float64Array(m * k); // column by column
  for (let row = 0; row < m; row++) for (const [cell, entry] of reduced[row]!) if (columnOf[cell]! >= 0) entries[columnOf[cell]! * m + row] = entry;
  const value = truth.slice();
  const isHeld = new Uint8Array(size);
  const rows = new Int32Array(m);
  const done: [row: number, column: number][] = []; // the exchanges of cells that are held
  const before = { entries: new Float64Array(m * k), columns: [] as number[], isKept: new Uint8Array(k), basis: new Int32Array(m), rest: new Int32Array(k) };
  let isTrying = false; // whether columns are kept as they were before they are changed
  let [held, blocking] = [[] as { cell: number; from: number }[], -1];

  /** Exchange a cell of the basis for one of the rest; the same exchange again undoes it. */
  function exchange(row: number, column: number): void {
    const at = column * m;
    const pivot = entries[at + row]!;
    if (isTrying) keep(column);
    let count = 0;
    for (let it = 0; it < m; it++) if (it !== row && entries[at + it] !== 0) rows[count++] = it;
    for (let other = 0; other < k; other++) {
      if (other === column || entries[other * m + row] === 0) continue;
      if (isTrying) keep(other);
      subtract(other * m, at, row, pivot, count);
    }
    for (let it = 0; it < count; it++) entries[at + rows[it]!]! /= -pivot;
    entries[at + row] = 1 / pivot;
    [basis[row], rest[column]] = [rest[column]!, basis[row]!];
    [rowOf[basis[row]!], columnOf[basis[row]!], rowOf[rest[column]!], columnOf[rest[column]!]] = [row, -1, -1, column];
  }

  function keep(column: number): void {
    if (before.isKept[column]) return;
    before.isKept[column] = 1;
    before.columns.push(column);
    for (let at = column * m; at < (column + 1) * m; at++) before.entries[at] = entries[at]!; // a loop, since it is short
  }

  function tryOut(): void {
    isTrying = true;
    before.basis.set(basis);
    before.rest.set(rest);
    value.set(truth);
  }

  /** All columns and the basis as they were before `tryOut`. */
  function takeBack(): void {
    isTrying = false;
    if (before.columns.length === 0) return;
    for (const column of before.columns) {
      before.isKept[column] = 0;
      entries.set(before.entries.subarray(column * m, (column + 1) * m), column * m);
    }
    before.columns.length = 0;
    basis.set(before.basis);
    rest.set(before.rest);
    for (let row = 0; row < m; row++) [rowOf[basis[row]!], columnOf[basis[row]!]] = [row, -1];
    for (let column = 0; column < k; column++) [rowOf[rest[column]!], columnOf[rest[column]!]] = [-1, column];
  }

  function subtract(to: number, from: number, row: number, pivot: number, count: number): void {
    const factor = entries[to + row]! / pivot;
    entries[to + row] = factor;
    for (let it = 0; it < count; it++) {
      const entry = entries[to + rows[it]!]! - factor * entries[from + rows[it]!]!;
      const whole = Math.round(entry);
      entries[to + rows[it]!] = Math.abs(entry - whole) < nearlyWhole ? whole : entry;
    }
  }

  function undoTo(length: number): void {
    while (done.length > length) exchange(...done.pop()!);
  }

  /** How far a column’s cell can move until one of the basis comes to 0 (`blocking`) or moves at all where it is held. Less than `enough` is as good as nothing. */
  function stepOf(column: number, towards: 1 | -1, enough: number): number {
    let [step, size] = [towards < 0 ? value[rest[column]!]! : Infinity, 0];
    blocking = -1;
    for (let row = 0, at = column * m; row < m; row++, at++) {
      const entry = entries[at]!;
      if (entry === 0) continue;
      const cell = basis[row]!;
      if (isHeld[cell] && Math.abs(entry) > leastPivot) {
        blocking = row;
        return 0;
      }
      const falls = entry * towards;
      if (falls <= leastPivot) continue;
      const mine = value[cell]! / falls;
      if (mine > step + 1e-10 || (mine > step - 1e-10 && falls <= size)) continue;
      [step, blocking, size] = [Math.min(step, mine), row, falls];
      if (step <= enough) return step;
    }
    return step;
  }

  function move(column: number, by: number): void {
    value[rest[column]!] = tidy(value[rest[column]!]! + by);
    for (let row = 0, at = column * m; row < m; row++, at++) if (entries[at] !== 0) value[basis[row]!] = tidy(value[basis[row]!]! - entries[at]! * by);
  }
  const tidy = (it: number) => (Math.abs(it - Math.round(it)) < nearlyWhole ? Math.round(it) : it);

  type Way = { column: number; towards: 1 | -1; step: number; rate: number; row: number };

  /** The column that moves a cell of the basis farthest, among those looked at. */
  function farthest(row: number, direction: 1 | -1, want: number): Way | null {
    let [best, gained, looked] = [null as Way | null, 0, 0];
    for (let column = 0, at = row; column < k && looked < looks && gained < want; column++, at += m) {
      const rate = -entries[at]! * direction;
      if (Math.abs(rate) <= leastPivot || isHeld[rest[column]!] || (rate < 0 && value[rest[column]!] === 0)) continue;
      const towards = rate > 0 ? 1 : -1;
      const step = stepOf(column, towards, gained / Math.abs(rate));
      if (gained > 0) looked += 1;
      if (best !== null && step * Math.abs(rate) <= gained) continue;
      [best, gained] = [{ column, towards, step, rate: Math.abs(rate), row: blocking }, step * Math.abs(rate)];
    }
    return best;
  }

  /** Move a cell up or down by `want`, or as far as some steps bring it; how far comes back. */
  function push(cell: number, direction: 1 | -1, want: number, steps: number): number {
    const target = value[cell]! + direction * want;
    for (let taken = 0; taken < steps; taken++) {
      const left = direction * (target - value[cell]!);
      if (left <= nearlyWhole) break;
      const own = columnOf[cell]!;
      const way: Way | null = own >= 0 ? { column: own, towards: direction, step: stepOf(own, direction, -1), rate: 1, row: blocking } : farthest(rowOf[cell]!, direction, left);
      if (!way) break;
      const step = Math.min(way.step, left / way.rate);
      if (step > 0) move(way.column, way.towards * step);
      if (step < way.step || way.row < 0) {
        if (own >= 0) break;
        continue;
      }
      exchange(way.row, way.column);
    }
    return want - direction * (target - value[cell]!);
  }

  /** Whether the values are whole, none is below 0 and every sum is what it is in truth. */
  const isWorld = () => value.every((it) => Number.isInteger(it) && it >= 0) && sums.every(({ cells, signs }) => cells.reduce((sum, cell, at) => sum + signs[at]! * (value[cell]! - truth[cell]!), 0) === 0);

  function showsWidth(cell: number, width: number, steps: number): number[] | null {
    const changed = new Set<number>();
    let reached = 0;
    for (const direction of [1, -1] as const) {
      tryOut();
      reached += push(cell, direction, Math.min(width - reached, direction > 0 ? width : truth[cell]!), steps);
      takeBack();
      if (!isWorld()) return null;
      for (let it = 0; it < size; it++) if (value[it] !== truth[it]) changed.add(it);
      if (reached >= width) return [...changed];
    }
    return null;
  }

  /** A held cell leaves the basis, if anything can take its place: by the column with the fewest entries. */
  function hold(cell: number): void {
    held.push({ cell, from: done.length });
    isHeld[cell] = 1;
    const row = rowOf[cell]!;
    if (row < 0) return;
    let [best, fewest] = [-1, Infinity];
    for (let column = 0; column < k; column++) {
      if (isHeld[rest[column]!] || Math.abs(entries[column * m + row]!) < 0.1) continue;
      let count = 0;
      for (let at = column * m; at < (column + 1) * m; at++) if (entries[at] !== 0) count += 1;
      if (count < fewest) [best, fewest] = [column, count];
    }
    if (best < 0) return;
    exchange(row, best);
    done.push([row, best]);
  }

  return {
    hold, showsWidth,
    release() {
      undoTo(held[0]?.from ?? done.length);
      for (const it of held) isHeld[it.cell] = 0;
      held = [];
    },
    accept() {
      held = [];
      done.length = 0;
    },
  };
}

/** Gauss and Jordan by fewest entries: each row with its basis cell at 1. Rows that follow from others are left out. */
function eliminate(sums: readonly Sum[], size: number): { rows: Map<number, number>[]; basis: number[] } {
  const rows = sums.map(({ cells, signs }) => new Map(cells.map((cell, at) => [cell, signs[at]!])));
  const rowsWith: Set<number>[] = Array.from({ length: size }, () => new Set<number>());
  for (const [at, row] of rows.entries()) for (const cell of row.keys()) rowsWith[cell]!.add(at);
  const left = new Set(rows.keys());
  const [kept, basis] = [[] as number[], [] as number[]];
  for (let at = shortest(rows, left); at >= 0; at = shortest(rows, left)) {
    const cell = rarest(rows[at]!, rowsWith);
    eliminateWith(rows, rowsWith, at, cell);
    left.delete(at);
    kept.push(at);
    basis.push(cell);
  }
  return { rows: kept.map((at) => rows[at]!), basis };
}

function shortest(rows: readonly Map<number, number>[], left: Set<number>): number {
  let best = -1;
  for (const at of left) {
    if (rows[at]!.size === 0) left.delete(at);
    else if (best < 0 || rows[at]!.size < rows[best]!.size) best = at;
  }
  return best;
}

function rarest(row: Map<number, number>, rowsWith: readonly Set<number>[]): number {
  let best = -1;
  for (const cell of row.keys()) if (best < 0 || rowsWith[cell]!.size < rowsWith[best]!.size) best = cell;
  return best;
}

function eliminateWith(rows: readonly Map<number, number>[], rowsWith: readonly Set<number>[], at: number, cell: number): void {
  const row = rows[at]!;
  const pivot = row.get(cell)!;
  for (const [it, entry] of row) row.set(it, entry / pivot);
  for (const other of rowsWith[cell]!) { // loses the row it is at, no other
    if (other === at) continue;
    const factor = rows[other]!.get(cell)!;
    for (const [it, entry] of row) {
      const sum = (rows[other]!.get(it) ?? 0) - factor * entry;
      if (Math.abs(sum) < nearlyWhole) {
        rows[other]!.delete(it);
        rowsWith[it]!.delete(other);
      } else {
        rows[other]!.set(it, sum);
        rowsWith[it]!.add(other);
      }
    }
  }
}
