// Quotas that no panel can keep: the smallest change with which one can, by an integer program in which every bound may give way at one
// point a seat; the panel's size only where nothing else helps. With sentences for whoever set them.
import { type Instance, type Row, type RowName } from "./instance.ts";
import type { Solver } from "./solver.ts";

/** Why a bound has to give way, as a code for those who say it in other languages. */
export const changeCodes = ["size-applied", "size-caps", "min-applied", "min-room", "max"] as const;
export type ChangeCode = (typeof changeCodes)[number];

/** A bound that has to give way: what it was, what would do, and how many applied; in a sentence too. */
export type Change = { what: RowName; bound: "min" | "max"; from: number; to: number; applied: number; code: ChangeCode; sentence: string };

/** Points for a seat fewer on the panel: more than all quotas together could cost. */
const dear = 10_000;

/** The smallest changes together with which some panel keeps everything; none where one does already. */
export function smallestRelaxation({ types, rows, size }: Instance, solver: Solver): Change[] {
  const found = solver.solve({
    columns: [
      ...types.map((it) => ({ cost: 0, lower: 0, upper: it.people.length, isWhole: true, entries: it.rows.map((row) => [row, 1] as const) })),
      ...rows.map((_, row) => ({ cost: row === 0 ? -dear : -1, lower: 0, upper: size, isWhole: true, entries: [[row, 1] as const] })),
      ...rows.map((_, row) => ({ cost: -1, lower: 0, upper: row === 0 ? 0 : size, isWhole: true, entries: [[row, -1] as const] })),
    ],
    rows: rows.map(({ min, max }) => ({ min, max })),
  });
  if (typeof found === "string") throw new Error(`The smallest relaxation was not found: the solver says “${found}”.`);
  const given = Array.from(found.values.subarray(types.length), Math.round);
  const applied = (row: Row) => row.types.reduce((sum, type) => sum + types[type]!.people.length, 0);
  return rows.flatMap((row, at) => {
    const [lowered, raised] = [given[at]!, given[rows.length + at]!];
    return [
      ...(lowered > 0 ? [changeOf(row, "min", row.min - lowered, applied(row))] : []),
      ...(raised > 0 ? [changeOf(row, "max", row.max + raised, applied(row))] : []),
    ];
  });
}

function changeOf({ what, min, max }: Row, bound: "min" | "max", to: number, applied: number): Change {
  const from = bound === "min" ? min : max;
  const code = bound === "max" ? "max" : what.kind === "size" ? (applied < from ? "size-applied" : "size-caps") : applied < from ? "min-applied" : "min-room";
  return { what, bound, from, to, applied, code, sentence: sentences[code](nameOf(what), from, to, applied) };
}

const nameOf = (what: RowName): string => (what.kind === "size" ? "" : `“${what.value}” (${what.kind === "quota" ? what.category : what.column})`);

const sentences: Record<ChangeCode, (who: string, from: number, to: number, applied: number) => string> = {
  "size-applied": (_, from, to, applied) => `${from} are to be drawn and ${applied} applied: draw ${to}.`,
  "size-caps": (_, from, to) => `${from} are to be drawn and the caps do not let so many in: draw ${to}.`,
  "min-applied": (who, from, to, applied) => `${from} of ${who} are asked for, ${applied} applied: ask for ${to}.`,
  "min-room": (who, from, to) => `${from} of ${who} are asked for, which the other quotas do not leave room for: ask for ${to}.`,
  max: (who, from, to) => `At most ${from} of ${who} are allowed, and the panel cannot be filled so: allow ${to}.`,
};
