import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Audit, auditShown, checkAudit } from "./audit.ts";
import type { FrequencyTable } from "./frequency-table.ts";
import { type ProtectedTables, protectTables } from "./protect.ts";
import { readTable } from "./read-table.ts";
import { attack } from "./test-auditor.ts";

type Known = { sizes: number[]; threshold: number; counts: number[]; gauss: { secondary: number } };
const { tables } = JSON.parse(readFileSync(new URL("../known-answers/tables.json", import.meta.url), "utf8")) as { tables: Known[] };
const tableOf = ({ sizes, counts }: Pick<Known, "sizes" | "counts">): FrequencyTable => ({ dimensions: sizes.map((size, at) => ({ name: `v${at + 1}`, categories: Array.from({ length: size }, (_, level) => `${"abc"[at]}${level + 1}`) })), counts });
const auditOf = ({ shown, tables, certificate }: ProtectedTables): Audit => {
  const hidden = shown.counts.flatMap((it, cell) => (it === null ? [cell] : []));
  return { cells: tables[0]!.audit.map(({ range }, at) => ({ cell: hidden[at]!, range })), certificate };
};
const widthOf = ([least, most]: readonly [number, number | null]) => (most ?? Infinity) - least;

/** A region and an age: one person of the north is old. */
const small = readTable("region,age,freq\nnorth,young,20\nnorth,middle,14\nnorth,old,1\nsouth,young,9\nsouth,middle,30\nsouth,old,12\nwest,young,8\nwest,middle,11\nwest,old,25\n");

describe("a table of two questions", () => {
  test("hides its small cell, and as many others as keep it from being worked out", async () => {
    const { tables: [it], open, loss } = await protectTables([small], { threshold: 3 });
    const hidden = it!.cells.filter((cell) => !cell.shown);
    expect(hidden.map((cell) => [cell.at.join(), cell.why])).toContainEqual(["north,old", "small"]);
    expect(hidden.map((cell) => cell.freq)).toEqual(hidden.map(() => null));
    expect([open, loss.primary, loss.secondary]).toEqual([[], 1, 3]); // one row and one column more: the least there is in a table of two questions
    expect(it!.cells.filter((cell) => cell.shown).every((cell) => cell.freq !== null && cell.why === null)).toBe(true);
  });

  test("has every margin, called Total", async () => {
    const { tables: [it] } = await protectTables([small], { threshold: 3 });
    expect(it!.cells.length).toBe(16);
    expect(it!.cells.at(-1)).toEqual({ at: ["Total", "Total"], freq: 130, shown: true, why: null });
  });

  test("that has no small cell is shown whole", async () => {
    const { tables: [it], loss } = await protectTables([small], { threshold: 1 + 1, width: 1 });
    expect([loss.primary, it!.audit.length]).toEqual([1, 4]); // 1 is below 2
    const none = await protectTables([readTable("a,freq\nx,7\ny,8\n")], { threshold: 3 });
    expect([none.tables[0]!.audit, none.tables[0]!.cells.map((cell) => cell.freq)]).toEqual([[], [7, 8, 15]]);
  });

  test("hides a cell that one body answers for, however large it is", async () => {
    const contributions = Array.from(small.counts, (count) => [Math.ceil(count / 2), Math.floor(count / 2)]);
    contributions[4] = [28, 2];
    const { tables: [it] } = await protectTables([small], { threshold: 2, dominance: { largest: 1, share: 0.9 }, contributions: [contributions] });
    expect(it!.cells.find((cell) => cell.at.join() === "south,middle")).toMatchObject({ shown: false, why: "dominated" });
  });

  test("is refused where its rule hides nobody, or its counts are none", async () => {
    await expect(protectTables([small], { threshold: 1 })).rejects.toThrow("a threshold of 1 hides nobody; whole numbers from 2 do");
    await expect(protectTables([{ ...small, counts: [1.5, 2] }], { threshold: 3 })).rejects.toThrow("a table has 2 counts; its dimensions want 9");
    await expect(protectTables([{ ...small, counts: Array.from(small.counts, () => -1) }], { threshold: 3 })).rejects.toThrow("a count is -1; whole numbers from 0 count people");
    await expect(protectTables([{ dimensions: [{ name: "a", categories: ["x", "Total"] }], counts: [1, 2] }], { threshold: 3 })).rejects.toThrow("the categories of a are x, Total; each has a name of its own, other than Total");
  });
});

describe.each(tables.slice(0, 2))("the published table of sizes $sizes", (known) => {
  test("is protected with no more hidden than 1.15 times what elimination hides, and an attacker of another make finds the ranges as stated", { timeout: 240_000 }, async () => {
    const result = await protectTables([tableOf(known)], { threshold: known.threshold });
    const { tables: [it], open, loss } = result;
    expect(open).toEqual([]);
    expect(loss.secondary).toBeLessThanOrEqual(1.15 * known.gauss.secondary);
    const ranges = attack(it!.cells);
    for (const { at, range: [least, most] } of it!.audit) {
      expect(ranges.get(at.join())![0]).toBeCloseTo(least, 5);
      expect(ranges.get(at.join())![1]).toBeCloseTo(most!, 5);
    }
    for (const cell of it!.cells.filter((one) => one.why === "small")) expect(widthOf(ranges.get(cell.at.join())!)).toBeGreaterThan(known.threshold - 1e-6);
    expect(checkAudit(result.shown, auditOf(result))).toEqual([]);
  });
});

describe("what is published", () => {
  test("comes out the same each time", async () => {
    expect(await protectTables([tableOf(tables[0]!)], { threshold: 4 })).toEqual(await protectTables([tableOf(tables[0]!)], { threshold: 4 }));
  });

  test("is audited from what is shown alone, and a certificate that was changed is found out", async () => {
    const result = await protectTables([small], { threshold: 3 });
    const audit = auditOf(result);
    expect(await auditShown(result.shown)).toEqual(audit);
    const wider = { ...audit, cells: audit.cells.map((it, at) => (at === 0 ? { ...it, range: [it.range[0], it.range[1]! + 5] as [number, number] } : it)) };
    expect(checkAudit(result.shown, wider).map((it) => it.what)).toContain("world");
    const narrower = { ...audit, cells: audit.cells.map((it, at) => (at === 0 ? { ...it, range: [it.range[0], it.range[1]! - 1] as [number, number] } : it)) };
    expect(checkAudit(result.shown, narrower).map((it) => it.what)).toEqual(["world", "weights"]);
    const world = audit.certificate.worlds.map((it) => it.map((count) => count + 1));
    expect(checkAudit(result.shown, { ...audit, certificate: { ...audit.certificate, worlds: world } }).length).toBeGreaterThan(0);
  });

  test("that contradicts itself is refused by the audit", async () => {
    const equations = [{ parts: [0, 1], total: 2 }];
    await expect(auditShown({ counts: [1, 2, 4], equations })).rejects.toThrow("the parts of a line do not sum to its total");
    await expect(auditShown({ counts: [null, 5, 4], equations })).rejects.toThrow("no counts from 0 on sum to them");
  });

  test("may leave a cell without an upper end, which is null", async () => {
    expect((await auditShown({ counts: [null, 5, null], equations: [{ parts: [0, 1], total: 2 }] })).cells).toEqual([{ cell: 0, range: [0, null] }, { cell: 2, range: [5, null] }]);
  });
});

describe("tables of one survey", () => {
  const bySex = readTable("region,sex,freq\nnorth,f,18\nnorth,m,17\nsouth,f,50\nsouth,m,1\nwest,f,22\nwest,m,22\n");

  test("are protected together: what they share is hidden in both or in none", async () => {
    const { tables: [ages, sexes], open } = await protectTables([small, bySex], { threshold: 3 });
    expect(open).toEqual([]);
    const shared = (cells: { at: string[]; shown: boolean }[]) => cells.filter((it) => it.at[1] === "Total").map((it) => it.shown);
    expect(shared(ages!.cells)).toEqual(shared(sexes!.cells));
    for (const table of [ages!, sexes!]) for (const { at, range } of table.audit) if (table.cells.find((it) => it.at === at || it.at.join() === at.join())!.why === "small") expect(widthOf(range)).toBeGreaterThanOrEqual(3);
  });

  test("that count the same people differently are refused", async () => {
    await expect(protectTables([small, { ...bySex, counts: [19, 17, 50, 1, 22, 22] }], { threshold: 3 })).rejects.toThrow("north, Total is 36 in one table and 35 in another; tables of one population count the same");
    await expect(protectTables([small, { ...bySex, counts: [19, 17, 50, 1, 22, 22], population: "last year" }], { threshold: 3 })).resolves.toMatchObject({ open: [] });
  });
});

describe("a table that comes after another", () => {
  const [region, age, sex] = [{ name: "region", categories: ["north", "south", "west"] }, { name: "age", categories: ["young", "middle", "old"] }, { name: "sex", categories: ["f", "m"] }] as const;
  const counts = [17, 17, 4, 6, 0, 2, 23, 1, 17, 20, 23, 15, 10, 2, 14, 10, 5, 23];
  const byThree: FrequencyTable = { dimensions: [region, age, sex], counts };
  const byTwo: FrequencyTable = { dimensions: [region, age], counts: Array.from({ length: 9 }, (_, at) => counts[2 * at]! + counts[2 * at + 1]!) };
  /** What a reader of both has: a cell is known where either shows it. */
  const readTogether = (two: ProtectedTables, three: ProtectedTables) => {
    const known = new Map(two.tables[0]!.cells.map((it) => [`${it.at.join()},Total`, it.freq]));
    return three.tables[0]!.cells.map((it) => ({ at: it.at, freq: it.freq ?? known.get(it.at.join()) ?? null }));
  };
  const widthsOfSmall = (cells: { at: string[]; freq: number | null }[]) => {
    const ranges = attack(cells);
    return [...ranges].filter(([at]) => ["north,old,Total", "north,old,m", "south,young,m", "west,young,m"].includes(at)).map(([, [least, most]]) => most - least);
  };

  test("hides what it would otherwise give away by subtraction", async () => {
    const first = await protectTables([byTwo], { threshold: 3 });
    const alone = await protectTables([byThree], { threshold: 3 });
    expect(Math.min(...widthsOfSmall(readTogether(first, alone)))).toBeLessThan(1); // protected each by itself, the two give small counts away
    const after = await protectTables([byThree], { threshold: 3 }, [first.tables[0]!.release]);
    expect([after.open, widthsOfSmall(readTogether(first, after)).every((it) => it > 3 - 1e-6)]).toEqual([[], true]);
    expect(after.tables[0]!.cells.filter((it) => it.why === "before").map((it) => it.at[2])).toEqual(["Total", "Total", "Total"]);
  });

  test("cannot show what was hidden before, and says so where earlier releases leave no room", async () => {
    // The first release hid one cell and its row; the second would show the column's other cells, and all margins are out.
    const release = { table: small, primary: [2], secondary: [], width: 3 };
    const { open } = await protectTables([small], { threshold: 3 }, [release]);
    expect(open).toEqual([{ at: ["north", "old"], range: [1, 1] }]);
  });
});

describe("a file of counts", () => {
  test("may leave out combinations that nobody has, and takes up to three dimensions", () => {
    const table = readTable("a;b;c;freq\nx;p;1;4\ny;q;1;5\n");
    expect([table.dimensions.map((it) => it.categories), Array.from(table.counts)]).toEqual([[["x", "y"], ["p", "q"], ["1"]], [4, 0, 0, 5]]);
  });

  test.each([
    ["a,b\nx,1\n", "table.csv, row 1: “freq” as the last column is missing in the heading, which is a,b. Write a column for each dimension, “freq” last, and a row for each cell."],
    ["freq\n1\n", "table.csv, row 1: it has 0 columns besides the counts; from one to three can be protected."],
    ["a,a,freq\nx,y,1\n", "table.csv, row 1: the heading names “a” twice."],
    ["a,freq\n", "table.csv: there is nothing in it below the heading."],
    ["a,freq\nx,3\n,4\n", "table.csv, row 3, column “a”: it is empty."],
    ["a,freq\nx,3\ny,some\n", "table.csv, row 3, column “freq”: “some” is no whole number from 0."],
    ["a,freq\nx,3\ny\n", "table.csv, row 3: it has 1 cells where the heading has 2."],
    ["a,freq\nx,3\nx,4\n", "table.csv, row 3: the count of x stands in row 2 already."],
    ["a,freq\nx,3\nTotal,3\n", "table.csv, row 3, column “a”: “Total” is the name of totals; they are made from the other rows."],
  ])("that is wrong says where: %j", (text, sentence) => {
    expect(() => readTable(text)).toThrow(sentence);
  });
});
