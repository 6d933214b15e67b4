// Sixty tables in each run; TABLES=1000 for as many as you like.
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkAudit } from "./audit.ts";
import type { FrequencyTable } from "./frequency-table.ts";
import { protectTables } from "./protect.ts";
import { attack } from "./test-auditor.ts";

const runs = Number(process.env.TABLES ?? 60);
const count = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 4, arbitrary: fc.integer({ min: 1, max: 6 }) }, { weight: 2, arbitrary: fc.integer({ min: 7, max: 60 }) });
const tables = fc.array(fc.integer({ min: 2, max: 5 }), { minLength: 1, maxLength: 3 }).chain((sizes) => fc.array(count, { minLength: sizes.reduce((a, b) => a * b), maxLength: sizes.reduce((a, b) => a * b) })
  .map((counts): FrequencyTable => ({ dimensions: sizes.map((size, at) => ({ name: `v${at}`, categories: Array.from({ length: size }, (_, level) => `${at}${level}`) })), counts })));

test("no hidden cell of any table can be worked out more closely than is stated, and none that matters more closely than was asked", { timeout: 60_000 + runs * 500 }, () => fc.assert(fc.asyncProperty(tables, fc.integer({ min: 2, max: 5 }), async (table, threshold) => {
  const result = await protectTables([table], { threshold });
  const [protectedTable] = result.tables;
  const ranges = attack(protectedTable!.cells);
  expect(result.open).toEqual([]);
  expect(protectedTable!.audit.map((it) => it.at.join())).toEqual([...ranges.keys()]);
  for (const { at, range: [least, most] } of protectedTable!.audit) {
    const [low, high] = ranges.get(at.join())!;
    expect(low).toBeLessThan(least + 1e-6);
    expect(high).toBeGreaterThanOrEqual(most === null ? Infinity : most - 1e-6);
  }
  for (const cell of protectedTable!.cells.filter((it) => it.why === "small")) expect(ranges.get(cell.at.join())![1] - ranges.get(cell.at.join())![0]).toBeGreaterThan(threshold - 1e-6);
  const hidden = result.shown.counts.flatMap((it, cell) => (it === null ? [cell] : []));
  expect(checkAudit(result.shown, { cells: protectedTable!.audit.map(({ range }, at) => ({ cell: hidden[at]!, range })), certificate: result.certificate })).toEqual([]);
}), { numRuns: runs }));
