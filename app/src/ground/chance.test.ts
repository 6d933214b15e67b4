import { expect, test } from "vitest";
import { realChance, seededChance } from "./chance.ts";

const uuid7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test.for([["real", realChance()], ["seeded", seededChance(1)]] as const)("%s ids are UUIDs that sort in the order of their making", ([, chance]) => {
  const ids = Array.from({ length: 1000 }, () => chance.id());
  expect(ids.every((id) => uuid7.test(id))).toBe(true);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(1000);
});

test("a real id carries the time of its making", () => {
  const before = Date.now();
  const milliseconds = Number.parseInt(realChance().id().replace("-", "").slice(0, 12), 16);
  expect(milliseconds).toBeGreaterThanOrEqual(before);
  expect(milliseconds).toBeLessThan(before + 1000);
});

test("the same seed draws the same, another seed does not", () => {
  const draw = (seed: string) => {
    const chance = seededChance(seed);
    return [chance.id(), chance.token(), Buffer.from(chance.bytes(5)).toString("hex"), chance.token()];
  };
  expect(draw("a")).toEqual(draw("a"));
  expect(draw("a").filter((it) => draw("b").includes(it))).toEqual([]);
});

test("a token is 43 URL-safe characters", () => {
  expect(realChance().token()).toMatch(/^[\w-]{43}$/);
  expect(seededChance(2).token()).toMatch(/^[\w-]{43}$/);
});
