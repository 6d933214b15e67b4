// Tables of one survey, protected together: which cells are too small to be shown (or one answers for nearly all of it), which others have to be hidden with
// them, and the audit of what is then shown. Earlier releases belong to the same system: what they showed is known for good, what they hid
// stays hidden, and their cells that matter must not be opened by what comes now.
import { type Audit, auditShown, type Certificate } from "./audit.ts";
import { fewestHidden } from "./fewest.ts";
import { atPlace, type Equation, type FrequencyTable, levelOf, type System, systemOf } from "./frequency-table.ts";
import { patternFor, type Task } from "./suppress.ts";

/** One dominates: those who bring most, `largest` of them, bring more than this share of a cell. */
export type Dominance = { largest: number; share: number };

/** What each contributes to an inner cell, by its place among the counts of a table. */
export type Contributions = readonly (readonly number[])[];

/**
 * `threshold`: counts from 1 to below it are hidden. `width`: how wide the range of each such cell has to be (most − least); as wide as the threshold, unless
 * told otherwise, and never less wide than earlier releases promised. `dominance` with the contributions to each table.
 */
export type Rule = { threshold: number; width?: number; dominance?: Dominance; contributions?: readonly (Contributions | undefined)[] };

/** A table as it went out: which of its cells were hidden because of themselves, and which with them, by their places (the margin last in each dimension). */
export type Release = { table: FrequencyTable; primary: readonly number[]; secondary: readonly number[]; width: number };

/** Why a cell is hidden: its count is small, few dominate it, it protects another, or it was hidden before. */
export const reasons = ["small", "dominated", "protects", "before"] as const;
export type Reason = (typeof reasons)[number];
export type ProtectedCell = { at: string[]; freq: number | null; shown: boolean; why: Reason | null };
export type AuditedRange = { at: string[]; range: [number, number | null] };

/** What was lost: cells hidden because of themselves, and with them; the counts of the latter; shares of all cells, and of all that is counted in them. */
export type Loss = { primary: number; secondary: number; cells: number; frequency: number; shareOfCells: number; shareOfFrequency: number };

/** `open`: cells that matter whose range is narrower than asked for, since nothing more can be hidden: do not publish. */
export type ProtectedTables = {
  tables: { cells: ProtectedCell[]; audit: AuditedRange[]; release: Release }[];
  loss: Loss; open: AuditedRange[]; shown: { counts: (number | null)[]; equations: readonly Equation[] }; certificate: Certificate;
};

/** Protect tables as one system, after earlier releases of the same population. */
export async function protectTables(tables: readonly FrequencyTable[], rule: Rule, earlier: readonly Release[] = []): Promise<ProtectedTables> {
  const width = Math.max(widthOf(rule), ...earlier.map((it) => it.width));
  const system = systemOf([...earlier.map((it) => it.table), ...tables]);
  const reason = reasonsIn(system, rule, earlier);
  const shownBefore = shownIn(system, earlier);
  const matters = Uint8Array.from(reason, (it) => Number(it === "small" || it === "dominated"));
  for (const cell of matters.keys()) if (shownBefore[cell] === 1) matters[cell] = 0;
  const task: Task = { primary: matters, mustHide: Uint8Array.from(reason, (it) => Number(it !== null)), mustShow: shownBefore, width };
  const { hidden } = await fewestHidden(system, task, patternFor(system, task));
  const shown = { counts: Array.from(system.counts, (it, cell) => (hidden[cell] === 1 ? null : it)), equations: system.equations };
  return resultOf(system, { hidden, reason, matters, width }, shown, await auditShown(shown), earlier.length);
}

function widthOf({ threshold, width = threshold }: Rule): number {
  if (!Number.isSafeInteger(threshold) || threshold < 2) throw new RangeError(`a threshold of ${threshold} hides nobody; whole numbers from 2 do`);
  if (!Number.isSafeInteger(width) || width < 1) throw new RangeError(`a width of ${width} is none; whole numbers from 1 are`);
  return width;
}

/** Why each cell of the system has to be hidden, null where it does not. */
function reasonsIn(system: System, { threshold, dominance, contributions = [] }: Rule, earlier: readonly Release[]): (Reason | null)[] {
  const reason: (Reason | null)[] = Array.from(system.counts, (it) => (it > 0 && it < threshold ? "small" : null));
  for (const [at, layout] of system.layouts.entries()) {
    const release = earlier[at];
    const given = contributions[at - earlier.length];
    for (const place of release?.secondary ?? []) reason[layout.cells[place]!] ??= "before";
    for (const place of release?.primary ?? []) reason[layout.cells[place]!] = "small";
    if (dominance && given) for (const cell of dominated(layout, given, dominance)) reason[cell] ??= "dominated";
  }
  return reason;
}

/** The cells of a table of which a few bring more than a share. */
function dominated({ table, sizes, strides, cells }: System["layouts"][number], contributions: Contributions, { largest, share }: Dominance): number[] {
  if (contributions.length !== table.counts.length) throw new RangeError(`there are contributions to ${contributions.length} cells of ${table.counts.length}; each needs its own`);
  const brought: number[][] = Array.from(cells, () => []);
  for (const place of cells.keys()) {
    const levels = sizes.map((size, dimension) => levelOf(place, strides[dimension]!, size));
    for (const [inner, given] of contributions.entries()) if (isPartOf(inner, levels, sizes)) brought[place]!.push(...given);
  }
  return brought.flatMap((given, place) => {
    const most = given.toSorted((a, b) => b - a).slice(0, largest).reduce((sum, it) => sum + it, 0);
    return given.length > 0 && most > share * given.reduce((sum, it) => sum + it, 0) ? [cells[place]!] : [];
  });
}

function isPartOf(inner: number, levels: readonly number[], sizes: readonly number[]): boolean {
  let rest = inner;
  for (let dimension = sizes.length - 1; dimension >= 0; dimension--) {
    const inside = sizes[dimension]! - 1;
    if (levels[dimension] !== inside && levels[dimension] !== rest % inside) return false;
    rest = Math.floor(rest / inside);
  }
  return true;
}

/** Cells that an earlier release showed. */
function shownIn(system: System, earlier: readonly Release[]): Uint8Array {
  const shown = new Uint8Array(system.counts.length);
  for (const [at, { primary, secondary }] of earlier.entries()) {
    const hidden = new Set([...primary, ...secondary]);
    for (const [place, cell] of system.layouts[at]!.cells.entries()) if (!hidden.has(place)) shown[cell] = 1;
  }
  return shown;
}

type Found = { hidden: Uint8Array; reason: readonly (Reason | null)[]; matters: Uint8Array; width: number };

function resultOf(system: System, found: Found, shown: ProtectedTables["shown"], { cells: audited, certificate }: Audit, before: number): ProtectedTables {
  const { hidden, reason, matters, width } = found;
  const rangeOf = new Map(audited.map((it) => [it.cell, it.range]));
  const why = (cell: number) => (hidden[cell] === 0 ? null : (reason[cell] ?? "protects"));
  const tables = system.layouts.slice(before).map((layout) => {
    const places = Array.from(layout.cells.entries());
    const at = (place: number) => atPlace(layout, place);
    const isOwn = (cell: number) => matters[cell] === 1;
    const hiddenPlaces = places.filter(([, cell]) => hidden[cell] === 1);
    return {
      cells: places.map(([place, cell]) => ({ at: at(place), freq: hidden[cell] === 1 ? null : system.counts[cell]!, shown: hidden[cell] === 0, why: why(cell) })),
      audit: hiddenPlaces.map(([place, cell]) => ({ at: at(place), range: rangeOf.get(cell)! })),
      release: { table: layout.table, primary: hiddenPlaces.flatMap(([place, cell]) => (isOwn(cell) ? [place] : [])), secondary: hiddenPlaces.flatMap(([place, cell]) => (isOwn(cell) ? [] : [place])), width },
    };
  });
  const open = audited.filter(({ cell, range: [least, most] }) => matters[cell] === 1 && most !== null && most - least < width).map(({ cell, range }) => ({ at: [...system.names[cell]!], range }));
  return { tables, loss: lossOf(system, hidden, matters), open, shown, certificate };
}

function lossOf({ counts }: System, hidden: Uint8Array, matters: Uint8Array): Loss {
  const secondary = Array.from(hidden.keys()).filter((cell) => hidden[cell] === 1 && matters[cell] === 0);
  const primary = matters.reduce((sum, it) => sum + it, 0);
  const frequency = secondary.reduce((sum, cell) => sum + counts[cell]!, 0);
  return { primary, secondary: secondary.length, cells: counts.length, frequency, shareOfCells: secondary.length / counts.length, shareOfFrequency: frequency / Math.max(1, counts.reduce((sum, it) => sum + it, 0)) };
}
