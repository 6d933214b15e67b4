import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { numbersFrom, someOf, wordsOfSeed } from "./chance.ts";
import { drawAlternates, drawPanel, replacementFor } from "./draw.ts";
import { type Instance, instanceOf, isPanel } from "./instance.ts";
import { countsOf } from "./draw.ts";
import { type Chances, drawFrom } from "./drawn.ts";
import { chancesIn } from "./select.ts";
import { feasiblePool, peopleOf, quotasOf } from "./test-pools.ts";
import type { Selection } from "./pool.ts";
import { outOf, ticketsOf } from "./weights.ts";

const sources = { pool: "", quotas: "" };
const pool: Selection = {
  people: peopleOf(["gender", "region"], { "female,north": 6, "female,south": 4, "male,north": 9, "male,south": 5 }),
  quotas: quotasOf({ gender: { female: [3, 4], male: [3, 4] }, region: { north: [3, 5], south: [2, 4] } }), size: 7,
};
const instance = instanceOf(pool);
const chances = (await chancesIn(pool, "leximin", sources)) as Chances;

test("the numbers of a seed are those of its specification, computed here by another implementation of SHA-256", () => {
  const block = createHash("sha256").update("travaux-draw/v1\npanel\n4 8 15 16 23 42\n0").digest();
  const numbers = Array.from({ length: 5 }, (_, at) => block.readUIntBE(6 * at, 6));
  const below = numbersFrom("  4 8\n15 16  23 42 ", "panel");
  expect(numbers.map(() => below(2 ** 48))).toEqual(numbers);
  const next = createHash("sha256").update("travaux-draw/v1\npanel\n4 8 15 16 23 42\n1").digest();
  expect(below(1000)).toBe(next.readUIntBE(0, 6) % 1000);
});

test("words count as they are said: composed, with single spaces; a seed without words is refused", () => {
  expect(wordsOfSeed("  cafe\u0301 \t au lait ")).toBe("café au lait");
  expect(() => numbersFrom(" \n", "panel")).toThrow("the seed is empty");
});

test("over a million draws of the lottery each panel comes as often as its weight says, and so does everybody's chance", () => {
  const draws = 1_000_000;
  const below = numbersFrom("a million draws", "test");
  const tickets = ticketsOf([[1, 0], [0, 1], [2, 0], [0, 2]], [0.5, 0.3, 0.15, 0.05]);
  const seen = tickets.map(() => 0);
  for (let draw = 0; draw < draws; draw++) {
    let rest = below(outOf);
    const at = tickets.findIndex((it) => (rest -= it.weight) < 0);
    seen[at]! += 1;
  }
  expect(chiSquare(seen, tickets.map((it) => (it.weight / outOf) * draws))).toBeLessThan(16.27); // 3 degrees of freedom: passed by a fair draw in 999 of 1000
});

test("over many seeds everybody is on the panel as often as their chance says", () => {
  const seeds = 20_000;
  const seen = new Map<string, number>();
  for (let seed = 0; seed < seeds; seed++) for (const id of drawPanel(instance, chances.lottery.tickets, `seed ${seed}`)) seen.set(id, (seen.get(id) ?? 0) + 1);
  const ids = Object.keys(chances.probabilities);
  expect(Math.max(...ids.map((id) => Math.abs((seen.get(id) ?? 0) / seeds - chances.probabilities[id]!)))).toBeLessThan(0.015); // over four standard deviations of the largest
});

const chiSquare = (seen: readonly number[], expected: readonly number[]) => seen.reduce((sum, it, at) => sum + (it - expected[at]!) ** 2 / expected[at]!, 0);

test("every panel drawn keeps the quotas, and another seed draws another", () => {
  const panels = Array.from({ length: 200 }, (_, seed) => drawPanel(instance, chances.lottery.tickets, String(seed)));
  expect(panels.filter((it) => !isPanel(instance, countsOf(instance, it)))).toEqual([]);
  expect(new Set(panels.map((it) => it.join())).size).toBeGreaterThan(190);
});

test("weights are whole and sum to their total, whatever the shares", () => {
  const tickets = ticketsOf([[1], [2], [3]], [1 / 3, 1 / 3, 1 / 3]);
  expect(tickets.map((it) => it.weight)).toEqual([333_333_333_334, 333_333_333_333, 333_333_333_333]);
});

const replaced = (panel: readonly string[], out: string, into: string) => isPanel(instance, countsOf(instance, [...panel.filter((it) => it !== out), into]));

test("each alternate can come for the members named without a quota being broken, and for no others", () => {
  const { panel, alternates, standIns } = drawFrom(pool, chances, "words said in public", 4);
  expect(alternates.length).toBe(4);
  for (const id of alternates) expect(panel.filter((member) => replaced(panel, member, id))).toEqual(standIns[id]);
  expect(alternates.filter((it) => panel.includes(it))).toEqual([]);
});

test("the first alternates between them can come for every member for whom anybody can", () => {
  const panel = drawPanel(instance, chances.lottery.tickets, "x");
  const anybody = panel.filter((member) => instance.types.some((it) => it.people.some((id) => !panel.includes(id) && replaced(panel, member, id))));
  const covered = new Set(drawAlternates(instance, panel, panel.length, "x").flatMap((it) => it.for));
  expect([...covered].toSorted()).toEqual(anybody.toSorted());
});

test("for whoever declines comes the first alternate who keeps the quotas, then somebody of the pool, and nobody who declined before", () => {
  const { panel, alternates, standIns, seed } = drawFrom(pool, chances, "words said in public", 4);
  const declined = panel[0]!;
  const able = alternates.filter((it) => standIns[it]!.includes(declined));
  expect(replacementFor(instance, { panel, declined, alternates, seed })).toEqual({ id: able[0], from: "alternates" });
  const other = replacementFor(instance, { panel, declined, alternates, unavailable: alternates, seed })!;
  expect(other.from).toBe("pool");
  expect([...alternates, ...panel]).not.toContain(other.id);
  expect(replaced(panel, declined, other.id)).toBe(true);
  expect(replacementFor(instance, { panel, declined, alternates, unavailable: instance.types.flatMap((it) => it.people), seed })).toBeNull();
  expect(() => replacementFor(instance, { panel, declined: "nobody", alternates, seed })).toThrow("nobody is not on the panel");
});

test("some of a list are each as likely as any other", () => {
  const below = numbersFrom("shuffle", "test");
  const seen: Record<string, number> = {};
  for (let draw = 0; draw < 12_000; draw++) {
    const pair = someOf(["a", "b", "c", "d"], 2, below).join("");
    seen[pair] = (seen[pair] ?? 0) + 1;
  }
  expect(Object.keys(seen).length).toBe(12);
  expect(chiSquare(Object.values(seen), Object.values(seen).map(() => 1000))).toBeLessThan(31.26); // 11 degrees of freedom, 999 of 1000
});

test("a pool of a few hundred in many categories is drawn too", async () => {
  const many = feasiblePool(12, 240, 30, [2, 4, 5, 3], 1);
  const found = (await chancesIn(many, "leximin", sources)) as Chances;
  const large: Instance = instanceOf(many);
  expect(isPanel(large, countsOf(large, drawPanel(large, found.lottery.tickets, "y")))).toBe(true);
});
