// Two houses that differ in nothing but a secret look the same to whoever it is kept from: at every door, in every format, in mails
// and in the log, to the byte. See docs/explanation/paired-worlds.md. PAIRED_PAIRS=10000 makes it a long run (npm run paired).
import { afterAll, beforeAll, expect, test } from "vitest";
import { seededChance } from "../../src/ground/chance.ts";
import { stateOf } from "../access-world.ts";
import { allAskings, differenceAtDoors, isProtected, swept, type Asking } from "./doors.ts";
import { openPair, reset, write, type Pair } from "./pair.ts";
import { onServer, sayScore } from "./score.ts";
import { askersIn, differenceInStore, queryNames, type Asker } from "./store.ts";
import { compareByRank, timeLookUps } from "./timing.ts";
import { circleNames, circles, keptFrom, secretNames, secrets, tell, type CircleName, type ViewerName } from "./telling.ts";

const isLong = Boolean(process.env.PAIRED_PAIRS);
const pairs = Number(process.env.PAIRED_PAIRS ?? (onServer ? 120 : 3));
const seed = process.env.PAIRED_SEED ?? "2026";
/** So many pairs are held against one left house before that is written anew, too; what it answers is asked once. */
const perLeft = 10;
/** So many questions at protected doors are asked of each pair, of those drawn for its left house; and so many queries. On the embedded database a sweep asks no more than so many. */
const [perPair, drawnForLeft, queriesPerPair, perShortSweep] = [8, 30, 6, 40];
/** Of the further addresses of a door each viewer asks one in so many, drawn; all of them in a long run. */
const partOfOthers = 3;

let pair: Pair;
let askings: Asking[];
beforeAll(async () => { pair = await openPair(); askings = allAskings(pair.left); }, 300_000);
afterAll(() => pair?.close());

/** Numbers from a seed, each below what is asked for. */
function drawn(from: string) {
  const chance = seededChance(from);
  return (under: number) => Buffer.from(chance.bytes(4)).readUInt32LE() % under;
}
/** So many of them, each once. */
function some<T>(all: readonly T[], count: number, draw: (under: number) => number): T[] {
  const left = [...all];
  return Array.from({ length: Math.min(count, all.length) }, () => left.splice(draw(left.length), 1)[0]!);
}

const rewrite = async (house: Pair["left"], ...telling: Parameters<typeof tell>) => { await reset(house); await write(house, tell(...telling)); };

test("what a telling writes can be taken out again, and the house is as it was furnished", async () => {
  const { db } = pair.left.house.database;
  const before = await stateOf(db);
  await write(pair.left, tell("left", []));
  expect(await stateOf(db)).not.toEqual(before);
  await reset(pair.left);
  expect(await stateOf(db)).toEqual(before);
}, 120_000);

test("two houses told the same are the same, and each secret makes a difference to somebody who may know it", async () => {
  await rewrite(pair.left, "left", []);
  await rewrite(pair.right, "right", []);
  expect(await differenceInStore(pair, { name: "officer" })).toBeNull();
  const blind: string[] = [];
  for (const secret of secretNames) {
    await rewrite(pair.right, "right", [secret]);
    const tables = [await stateOf(pair.left.house.database.db), await stateOf(pair.right.house.database.db)];
    expect(tables[0], secret).not.toEqual(tables[1]);
    if (!(await differenceInStore(pair, { name: "officer" }))) blind.push(secret);
  }
  expect(blind.toSorted()).toEqual(secretNames.filter((it) => (secrets[it] as readonly CircleName[]).includes("officers")).toSorted());
}, 240_000);

test("once a door leads to an input, an officer is shown there what others may not know", async () => {
  const toInputs = askings.filter((it) => it.door.includes("/contributions/:reference"));
  await rewrite(pair.left, "left", []);
  await rewrite(pair.right, "right", ["author of a kind"]);
  expect((await differenceAtDoors(pair, "officer", toInputs)) !== null).toBe(toInputs.length > 0);
}, 120_000);

test.each(circleNames)("%s cannot tell two houses apart, at any door, that differ in all that is kept from them", async (circle) => {
  await rewrite(pair.left, `${seed} left`, keptFrom(circle), "all");
  await rewrite(pair.right, `${seed} right`, keptFrom(circle), "nothing");
  const draw = drawn(`${seed} sweep ${circle}`);
  for (const viewer of circles[circle]) {
    const asked = onServer ? askings.filter((it) => isLong || it.isFirst || draw(partOfOthers) === 0) : some(askings.filter(isProtected), perShortSweep, draw);
    expect(await differenceAtDoors(pair, viewer, asked)).toBeNull();
  }
}, 1_800_000);

/** Who asks a left house and what at its doors, drawn; and what it answered since it was written. */
type Asked = { asker: Asker; viewer: ViewerName; askings: Asking[]; told: Map<string, string>; answered: Map<Asking, string> };
const drawAsked = (circle: CircleName, draw: (under: number) => number): Asked =>
  ({ asker: some(askersIn(circle), 1, draw)[0]!, viewer: some(circles[circle], 1, draw)[0]!, askings: some(askings.filter(isProtected), drawnForLeft, draw), told: new Map(), answered: new Map() });

test(`${pairs} pairs of houses, drawn: at protected doors and in every query, whoever may not know sees no difference`, async () => {
  let asked: Asked;
  for (let index = 0; index < pairs; index++) {
    const circle = circleNames[Math.floor(index / perLeft) % circleNames.length]!;
    const name = `pair ${index} of ${seed}, ${circle}`;
    const draw = drawn(name);
    if (index % perLeft === 0) {
      await rewrite(pair.left, `${name}, left`, keptFrom(circle));
      asked = drawAsked(circle, draw);
    }
    await rewrite(pair.right, `${name}, right`, keptFrom(circle));
    const { asker, viewer, told, answered } = asked!;
    expect(await differenceInStore(pair, asker, some(queryNames, queriesPerPair, draw), told), name).toBeNull();
    expect(await differenceAtDoors(pair, viewer, some(asked!.askings, perPair, draw), answered), name).toBeNull();
    if (isLong && (index + 1) % 500 === 0) console.log(`${index + 1} pairs, 0 differences`);
  }
  sayScore("1 pairs", `${swept.doors.size} doors × ${swept.viewers.size} viewers × ${swept.formats.size} formats, ${swept.comparisons} answers compared, ${pairs + circleNames.length} pairs, 0 differences`);
}, 1_800_000 + pairs * 5_000);

test("a comparison by ranks tells what takes longer from what does not", () => {
  const times = (from: number) => Array.from({ length: 200 }, (_, index) => from + ((index * 37) % 100) / 10);
  expect(Math.abs(compareByRank(times(0), times(0)).deviations)).toBeLessThan(1);
  expect(compareByRank(times(3), times(0))).toMatchObject({ share: expect.closeTo(0.75, 1) as number });
  expect(compareByRank(times(3), times(0)).deviations).toBeGreaterThan(5);
});

if (process.env.PAIRED_PAIRS) test("it takes as long to say that something hidden is not there as to say so of what does not exist", async () => {
  await rewrite(pair.left, "left", []);
  const { hidden, absent, share, deviations } = await timeLookUps(pair.left, askings, 3000);
  sayScore("3 timing", `not found takes ${hidden.toFixed(2)} ms where something is hidden, ${absent.toFixed(2)} ms where nothing is; the hidden one took longer in ${(share * 100).toFixed(1)} % of comparisons (${deviations.toFixed(1)} standard deviations)`);
  expect(hidden / absent).toBeGreaterThan(0.5);
  expect(hidden / absent).toBeLessThan(2);
}, 600_000);
