import fc from "fast-check";
import { expect, test } from "vitest";
import { protectTables } from "./protect.ts";
import { attack } from "./test-auditor.ts";

/** Each way to choose `size` of some. */
function* choices<T>(some: readonly T[], size: number): Generator<T[]> {
  if (size === 0) yield [];
  else for (const [at, it] of some.entries()) for (const more of choices(some.slice(at + 1), size - 1)) yield [it, ...more];
}

const counts = fc.array(fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 4, max: 25 }), fc.integer({ min: 4, max: 25 })), { minLength: 6, maxLength: 6 });

test("of a handful of cells no fewer could be hidden: every smaller choice gives somebody away", { timeout: 120_000 }, () => fc.assert(fc.asyncProperty(counts, async (six) => {
  const dimensions = [{ name: "v1", categories: ["a", "b"] }, { name: "v2", categories: ["x", "y", "z"] }];
  const { tables: [table], loss } = await protectTables([{ dimensions, counts: six }], { threshold: 3 });
  const small = table!.cells.filter((it) => it.why === "small").map((it) => it.at.join());
  const whole = table!.cells.map((it) => ({ at: it.at, freq: freqOf(six, it.at) }));
  const others = whole.map((it) => it.at.join()).filter((it) => !small.includes(it));
  const gives = (hidden: ReadonlySet<string>) => {
    const ranges = attack(whole.map((it) => (hidden.has(it.at.join()) ? { ...it, freq: null } : it)));
    return small.some((it) => ranges.get(it)![1] - ranges.get(it)![0] < 3 - 1e-6);
  };
  expect(small.length === 0 && loss.secondary > 0).toBe(false);
  for (let size = 0; size < Math.min(loss.secondary, 4); size++) for (const more of choices(others, size)) expect(gives(new Set([...small, ...more]))).toBe(true);
}), { numRuns: 12 }));

/** The count of a cell of the two by three. */
function freqOf(six: readonly number[], [row, column]: readonly string[]): number {
  return six.reduce((sum, it, at) => sum + ((row === "Total" || row === "ab"[Math.floor(at / 3)]) && (column === "Total" || column === "xyz"[at % 3]) ? it : 0), 0);
}
