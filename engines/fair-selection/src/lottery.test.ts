import { expect, test } from "vitest";
import { instanceOf, isPanel } from "./instance.ts";
import { fairLottery } from "./lottery.ts";
import type { Method } from "./leximin.ts";
import type { Person, Selection } from "./pool.ts";
import type { Chances } from "./drawn.ts";
import { chancesIn } from "./select.ts";
import { feasiblePool, peopleOf, quotasOf } from "./test-pools.ts";

const sources = { pool: "", quotas: "" };
const chancesOfPool = async (selection: Selection, method: Method = "leximin") => (await chancesIn(selection, method, sources)) as Chances;
/** The chance of each type, by its values. */
const byType = ({ types }: Chances) => Object.fromEntries(types.map((it) => [Object.values(it.values).join(), Number(it.chance.toFixed(6))]));
const neverLoaded = () => Promise.reject(new Error("the solver was loaded"));

// 8 of 100 women and 2 of 4 men: by hand.
const uneven: Selection = { people: peopleOf(["gender"], { female: 100, male: 4 }), quotas: quotasOf({ gender: { female: [0, 8], male: [2, 4] } }), size: 10 };

test("where quotas leave no choice, each side shares its seats evenly", async () => {
  expect(byType(await chancesOfPool(uneven))).toEqual({ female: 0.08, male: 0.5 });
});

test("people alike in every category have the same chance, and the chances sum to the size of the panel", async () => {
  const { probabilities, minimum } = await chancesOfPool({ people: peopleOf(["a", "b"], { "x,y": 3, "x,z": 5, "w,y": 11, "w,z": 2 }), quotas: quotasOf({ a: { x: [2, 4], w: [2, 4] }, b: { y: [3, 4], z: [2, 3] } }), size: 6 });
  const chances = Object.values(probabilities);
  expect(chances.reduce((sum, it) => sum + it, 0)).toBeCloseTo(6, 9);
  expect(new Set(chances).size).toBeLessThanOrEqual(4);
  expect(minimum).toBe(Math.min(...chances));
});

test("leximin lifts the next lowest too, where maximin stops at the lowest", async () => {
  // 1 of 10 of a is drawn, which makes 0.1; the other 3 seats go to the 8 of b alike: 3/8 each.
  const selection: Selection = { people: peopleOf(["kind", "half"], { "a,x": 10, "b,x": 3, "b,y": 5 }), quotas: quotasOf({ kind: { a: [0, 1], b: [3, 3] }, half: { x: [0, 4], y: [0, 4] } }), size: 4 };
  expect(byType(await chancesOfPool(selection))).toEqual({ "x,a": 0.1, "x,b": 0.375, "y,b": 0.375 });
  expect((await chancesOfPool(selection, "maximin")).minimum).toBeCloseTo(0.1, 9);
});

test("two who share an address are never drawn together, where one may be drawn of an address", async () => {
  const people = peopleOf(["gender"], { female: 3, male: 3 }).map((it, at) => ({ ...it, values: { ...it.values, address: at % 3 === 0 ? "1 High St" : "" } }));
  const selection: Selection = { people, quotas: quotasOf({ gender: { female: [1, 2], male: [1, 2] } }), caps: [{ column: "address", most: 1 }], size: 3 };
  const instance = instanceOf(selection);
  const together = instance.types.flatMap((it, type) => (it.values.address === "1 High St" ? [type] : []));
  const { panels } = (await fairLottery(instance, "leximin"))!;
  expect(together.length).toBe(2);
  expect(panels.map((it) => together.reduce((sum, type) => sum + it[type]!, 0)).filter((it) => it > 1)).toEqual([]);
});

test("three types of people need no solver", async () => {
  const selection: Selection = { people: peopleOf(["gender", "leaning"], { "female,liberal": 99, "female,conservative": 1, "male,conservative": 100 }), quotas: quotasOf({ gender: { female: [9, 20], male: [9, 20] }, leaning: { liberal: [9, 20], conservative: [9, 20] } }), size: 20 };
  const lottery = (await fairLottery(instanceOf(selection), "leximin", undefined, neverLoaded))!;
  expect(lottery.panels.every((it) => isPanel(instanceOf(selection), it))).toBe(true);
});

test("who can be on no panel is shown to be on none, and the others are drawn without them", async () => {
  // Three kinds a, b, c of two values each; every panel of 1 that is x in one is y in the others: fractions would allow halves.
  const people = peopleOf(["a", "b", "c"], { "x,x,y": 1, "x,y,x": 1, "y,x,x": 1, "y,y,y": 1, "x,x,x": 1 });
  const selection: Selection = { people, quotas: quotasOf({ a: { x: [1, 1], y: [1, 1] }, b: { x: [1, 1], y: [1, 1] }, c: { x: [1, 1], y: [1, 1] } }), size: 2 };
  // Pairs that are complements: only xxx with yyy. Everybody else is on no panel.
  const { probabilities, proofs } = await chancesOfPool(selection);
  expect(Object.values(probabilities).map((it) => Math.round(it * 1e6) / 1e6)).toEqual([0, 0, 0, 1, 1]);
  expect(proofs.never.length).toBe(3);
});

test("where whole panels cannot give what fractions of people could, leximin runs over whole panels", async () => {
  const { proofs, minimum, lottery } = await chancesOfPool(feasiblePool(4615, 12, 4, [2, 2, 2, 2, 2], 1));
  expect([proofs.quotas.length, lottery.missedBy]).toEqual([0, 0]);
  expect(proofs.panels[0]!.price).toBeCloseTo(proofs.panels[0]!.chance, 6); // nobody can do better than the price: see the property on handfuls
  expect(minimum).toBe(0); // two types are on no panel
});

/** The most that anybody gains by saying of themselves what is not so, whatever they say. */
async function mostGained(selection: Selection, method: Method): Promise<number> {
  const chances = async (people: readonly Person[]) => ((await chancesIn({ ...selection, people }, method, sources)) as Partial<Chances>).probabilities;
  const truth = (await chances(selection.people))!;
  const values = (category: string) => selection.quotas.filter((it) => it.category === category).map((it) => it.value);
  const lies = values("c0").flatMap((c0) => values("c1").flatMap((c1) => values("c2").map((c2) => ({ c0, c1, c2 }))));
  const oneOfEach = [...new Map(selection.people.map((it) => [JSON.stringify(it.values), it])).values()];
  let most = 0;
  for (const { id } of oneOfEach) for (const lie of lies) {
    const after = await chances(selection.people.map((it) => (it.id === id ? { id, values: lie } : it)));
    most = Math.max(most, (after?.[id] ?? 0) - truth[id]!);
  }
  return most;
}

test("whoever lies about themselves can become nearly certain to be drawn by leximin, and gains far less by goldilocks", { timeout: 120_000 }, async () => {
  const selection = feasiblePool(1925, 60, 8, [2, 3, 2], 1);
  expect(await mostGained(selection, "leximin")).toBeGreaterThan(0.9);
  expect(await mostGained(selection, "goldilocks")).toBeLessThan(0.3);
});

test.each<[string, Selection, object[]]>([
  ["fewer applied than are asked for", { people: peopleOf(["gender"], { female: 9, male: 40 }), quotas: quotasOf({ gender: { female: [11, 15], male: [10, 15] } }), size: 25 },
    [{ bound: "min", from: 11, to: 9, sentence: "11 of “female” (gender) are asked for, 9 applied: ask for 9." }, { bound: "max", from: 15, to: 16, sentence: "At most 15 of “male” (gender) are allowed, and the panel cannot be filled so: allow 16." }]],
  ["the least of all is more than the panel holds", { people: peopleOf(["gender"], { female: 20, male: 20 }), quotas: quotasOf({ gender: { female: [6, 8], male: [5, 8] } }), size: 10 },
    [{ bound: "min" }]],
  ["fewer applied than are drawn", { people: peopleOf(["gender"], { female: 2, male: 1 }), quotas: quotasOf({ gender: { female: [0, 5], male: [0, 5] } }), size: 4 },
    [{ bound: "min", from: 4, to: 3, sentence: "4 are to be drawn and 3 applied: draw 3." }]],
])("what cannot be drawn comes with the smallest change: %s", async (_, selection, changes) => {
  const answer = await chancesIn(selection, "leximin", sources);
  expect(answer).toMatchObject({ feasible: false, relaxation: changes });
});

test("a size that is no number of seats is refused", async () => {
  for (const size of [0, -3, 2.5, Number.NaN]) await expect(chancesIn({ ...uneven, size }, "leximin", sources)).rejects.toThrow("the size is a whole number from 1");
});
