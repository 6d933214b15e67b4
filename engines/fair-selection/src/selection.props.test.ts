import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkDrawn } from "./check.ts";
import { hashOf } from "./chance.ts";
import { type Chances, drawFrom } from "./drawn.ts";
import { chancesIn } from "./select.ts";
import { type Instance, instanceOf, isPanel } from "./instance.ts";
import { countsOf } from "./draw.ts";
import { feasiblePool } from "./test-pools.ts";

const files = { pool: new Uint8Array([1]), quotas: new Uint8Array([2]) };
const sources = { pool: hashOf(files.pool), quotas: hashOf(files.quotas) };
const pools = fc.record({ seed: fc.integer({ min: 1, max: 2 ** 30 }), people: fc.integer({ min: 4, max: 60 }), share: fc.integer({ min: 15, max: 70 }), sizes: fc.array(fc.integer({ min: 2, max: 5 }), { minLength: 1, maxLength: 4 }), slack: fc.integer({ min: 0, max: 3 }) })
  .map((it) => feasiblePool(it.seed, it.people, Math.max(1, Math.round((it.people * it.share) / 100)), it.sizes, it.slack));

const handfuls = fc.record({ seed: fc.integer({ min: 1, max: 2 ** 30 }), people: fc.integer({ min: 4, max: 11 }), size: fc.integer({ min: 2, max: 4 }), sizes: fc.array(fc.integer({ min: 2, max: 3 }), { minLength: 2, maxLength: 4 }) })
  .map((it) => feasiblePool(it.seed, it.people, it.size, it.sizes, 0));

/** Every panel within the quotas, by trying all. */
function everyPanel(instance: Instance): number[][] {
  const all = instance.types.reduce<number[][]>((begun, { people }) => begun.flatMap((it) => Array.from({ length: people.length + 1 }, (_, count) => [...it, count])), [[]]);
  return all.filter((it) => isPanel(instance, it));
}

describe("of any pool of which a panel can be drawn", { timeout: 120_000 }, () => {
  test("every panel keeps the quotas, the chances sum to its size, the proofs hold, and the draw follows from the seed", () => fc.assert(fc.asyncProperty(pools, fc.string({ minLength: 1 }).filter((it) => it.trim() !== ""), async (selection, seed) => {
    const chances = (await chancesIn(selection, "leximin", sources)) as Chances;
    expect(chances.feasible).toBe(true);
    expect(Object.values(chances.probabilities).reduce((sum, it) => sum + it, 0)).toBeCloseTo(selection.size, 8);
    const drawn = drawFrom(selection, chances, seed, 3);
    const instance = instanceOf(selection);
    expect(isPanel(instance, countsOf(instance, drawn.panel))).toBe(true);
    expect(checkDrawn(drawn, selection, files).filter((it) => !it.ok)).toEqual([]);
  }), { numRuns: 60 }));

  test("of a handful of people every panel there is costs no more than the proofs say", () => fc.assert(fc.asyncProperty(handfuls, async (selection) => {
    const { proofs, probabilities } = (await chancesIn(selection, "leximin", sources)) as Chances;
    const instance = instanceOf(selection);
    const all = everyPanel(instance);
    for (const { worth, price } of proofs.panels) for (const panel of all) expect(panel.reduce((sum, it, type) => sum + (it * worth[type]!) / instance.types[type]!.people.length, 0)).toBeLessThan(price + 1e-6);
    const never = instance.types.flatMap((it, type) => (all.every((panel) => panel[type] === 0) ? it.people : []));
    expect(Object.keys(probabilities).filter((it) => probabilities[it] === 0).toSorted()).toEqual(never.toSorted()); // a chance for everybody who can be on a panel at all
  }), { numRuns: 60 }));

  test("the same comes out whatever the order of people and quotas", () => fc.assert(fc.asyncProperty(pools, fc.integer({ min: 1, max: 2 ** 30 }), async (selection, seed) => {
    const shuffled = { ...selection, people: selection.people.toSorted((a, b) => ((seed * Number(a.id.slice(1))) % 101) - ((seed * Number(b.id.slice(1))) % 101)), quotas: selection.quotas.toReversed() };
    const [first, second] = [await chancesIn(selection, "leximin", sources), await chancesIn(shuffled, "leximin", sources)] as Chances[];
    expect(second).toEqual(first);
    expect(drawFrom(shuffled, second!, "seed", 2)).toEqual(drawFrom(selection, first!, "seed", 2));
  }), { numRuns: 15 }));

  test("goldilocks gives nobody more than leximin’s highest chance, no worse a balance of lowest and highest, and its proofs hold", () => fc.assert(fc.asyncProperty(pools, async (selection) => {
    const [leximin, goldilocks] = [await chancesIn(selection, "leximin", sources), await chancesIn(selection, "goldilocks", sources)] as Chances[];
    const ends = ({ probabilities }: Chances) => [Math.min(...Object.values(probabilities).filter((it) => it > 0)), Math.max(...Object.values(probabilities))] as const;
    const [[low, high], [least, most]] = [ends(leximin!), ends(goldilocks!)];
    const even = selection.size / Object.values(leximin!.probabilities).filter((it) => it > 0).length;
    const allowed = 1e-6 + goldilocks!.lottery.missedBy;
    if (goldilocks!.proofs.balance === null || leximin!.proofs.panels.length > 0) return;
    expect(most).toBeLessThanOrEqual(high + allowed);
    expect(least).toBeGreaterThanOrEqual(even / (high / even + even / low - 1) - allowed); // what is gained at the top is at most all above an even chance
    expect(most / even + even / least).toBeLessThanOrEqual(high / even + even / low + allowed / least ** 2);
    expect(checkDrawn(drawFrom(selection, goldilocks!, "seed", 2), selection, files).filter((it) => !it.ok)).toEqual([]);
  }), { numRuns: 40 }));

  test("maximin gives the same lowest chance as leximin", () => fc.assert(fc.asyncProperty(pools, async (selection) => {
    const [leximin, maximin] = [await chancesIn(selection, "leximin", sources), await chancesIn(selection, "maximin", sources)] as Chances[];
    expect(maximin!.minimum).toBeCloseTo(leximin!.minimum, 6);
  }), { numRuns: 25 }));
});
