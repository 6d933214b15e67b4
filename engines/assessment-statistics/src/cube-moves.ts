// The smallest changes that leave all margins of a table as they are: take two levels of each dimension (the margin counts as one), and add 1 at
// every second corner of the cube, take 1 away at the others; at a margin the sign turns round. If all corners are hidden, nobody who sees the
// rest can tell the table from the changed one. One or a few such changes, found by looking, show for most cells how far they may be from their
// true count, in whole numbers and without a linear program. [1] Diaconis and Sturmfels, “Algebraic algorithms for sampling from conditional
// distributions”, Annals of Statistics 26(1), 1998.
import { type Layout, levelOf, type System } from "./frequency-table.ts";

type Corner = { cell: number; place: number; sign: 1 | -1 };
/** A change: by `step` times its sign at each corner. */
type Cube = { corners: Corner[]; step: number };

/** The cells that are needed to show that `cell` may differ by `width`, or null where cubes do not show it. */
export type ShowsWidth = (cell: number) => Set<number> | null;

/** A search for cubes of hidden cells; cells that stand in several tables are left as they are. `hidden` may change between calls. */
export function cubesOf({ counts, layouts, tablesOf }: System, hidden: Uint8Array, width: number): ShowsWidth {
  const now = counts.slice();
  const places = placesOf(layouts, counts.length);
  const mayMove = (cell: number) => hidden[cell] === 1 && tablesOf[cell] === 1;

  /** The largest step up (or down) for a cell by one cube, at most `want`. */
  function bestCube(cell: number, direction: 1 | -1, want: number): Cube {
    const { layout, place } = places[cell]!;
    const best: Cube = { corners: [], step: 0 };
    const room = (it: Corner) => (it.sign > 0 ? Infinity : now[it.cell]!);
    const corner: Corner = { cell, place, sign: direction };
    extend(layout, 0, [corner], Math.min(want, room(corner)));
    return best;

    function extend(layout: Layout, dimension: number, corners: Corner[], step: number): void {
      if (step <= best.step) return;
      if (dimension === layout.sizes.length) return void Object.assign(best, { corners, step });
      const [size, stride] = [layout.sizes[dimension]!, layout.strides[dimension]!];
      const own = levelOf(place, stride, size);
      for (let level = 0; level < size && best.step < want; level++) {
        if (level === own) continue;
        const turns = (level === size - 1) !== (own === size - 1) ? 1 : -1; // from an inner cell to a margin the sign stays
        const [more, least] = opposite(layout, corners, (level - own) * stride, turns, step);
        if (more && least > best.step) extend(layout, dimension + 1, [...corners, ...more], least);
      }
    }
  }

  function opposite(layout: Layout, corners: readonly Corner[], by: number, turns: 1 | -1, step: number): [Corner[] | null, number] {
    const more: Corner[] = [];
    let least = step;
    for (const it of corners) {
      const cell = layout.cells[it.place + by]!;
      if (!mayMove(cell)) return [null, 0];
      const sign = (it.sign * turns) as 1 | -1;
      if (sign < 0) least = Math.min(least, now[cell]!);
      more.push({ cell, place: it.place + by, sign });
    }
    return [more, least];
  }

  return (cell) => {
    if (!mayMove(cell)) return null;
    const needed = new Set<number>();
    let reached = 0;
    for (const direction of [1, -1] as const) {
      const moved: number[] = [];
      while (reached < width) {
        const { corners, step } = bestCube(cell, direction, width - reached);
        if (step <= 0) break;
        for (const it of corners) now[it.cell]! += it.sign * step;
        moved.push(...corners.map((it) => it.cell));
        reached += step;
      }
      for (const it of moved) {
        now[it] = counts[it]!;
        needed.add(it);
      }
      if (reached >= width) return needed;
    }
    return null;
  };
}

function placesOf(layouts: readonly Layout[], count: number): { layout: Layout; place: number }[] {
  const places = Array.from({ length: count }, () => ({ layout: layouts[0]!, place: 0 }));
  for (const layout of layouts) for (const [place, cell] of layout.cells.entries()) places[cell] = { layout, place };
  return places;
}
