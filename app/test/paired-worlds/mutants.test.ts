// Each guard holds alone, and each line of it counts: with one guard left out, no two houses can be told apart that should not be;
// with one redaction or one clause of a policy taken out as well, they can.
import { afterAll, beforeAll, expect, test } from "vitest";
import { attempts, getsThrough } from "./attempts.ts";
import { allAskings, differenceAtDoors, isProtected } from "./doors.ts";
import { policyMutants, redactionMutants, withoutPolicies, withoutRedactions, type Mutant } from "./mutants.ts";
import { openPair, reset, write, type Pair } from "./pair.ts";
import { onServer, sayScore } from "./score.ts";
import { askersIn, differenceInStore } from "./store.ts";
import { circleNames, circles, keptFrom, tell, type CircleName } from "./telling.ts";

let pair: Pair;
beforeAll(async () => { pair = await openPair(); }, 300_000);
afterAll(() => pair?.close());

/** Two houses that differ in all that is kept from a circle, to the utmost: what may be hidden is there in one, and in the other not. */
async function differIn(circle: CircleName) {
  for (const [house, presence] of [[pair.left, "all"], [pair.right, "nothing"]] as const) { await reset(house); await write(house, tell(presence, keptFrom(circle), presence)); }
}

test.each(circleNames)("towards %s the rules of the application hold alone, and so do the row policies", async (circle) => {
  await differIn(circle);
  for (const asker of askersIn(circle)) {
    expect(await withoutPolicies(() => differenceInStore(pair, asker)), "without the row policies").toBeNull();
    expect(await withoutRedactions(() => differenceInStore(pair, asker)), "without the rules of the application").toBeNull();
  }
}, 300_000);

test.each(attempts)("the row policies let nobody try $what", async (attempt) => {
  if (attempt === attempts[0]) { await reset(pair.left); await write(pair.left, tell("left", [])); }
  expect(await withoutRedactions(() => getsThrough(pair.left, attempt))).toBe(false);
}, 60_000);

/** On the embedded database every third of them: a mutant is a switch, and the switches are the same. */
const chosen = (all: Mutant[]) => all.filter((_, index) => onServer || index % 3 === 0);

async function isNoticedByAttempts({ policy, without }: Mutant) {
  for (const it of attempts) if (it.policy === policy?.name && it.clause === policy.clause && (await without(() => getsThrough(pair.left, it)))) return true;
  return false;
}
async function isNoticedByPairs({ without }: Mutant, circle: CircleName) {
  for (const it of askersIn(circle)) if (await without(() => differenceInStore(pair, it))) return true;
  return false;
}

/** Of those that can be seen by reading: how many the doors alone give away, without the queries beneath. Long, and only counted. */
async function seenAtDoors(all: readonly Mutant[]): Promise<string> {
  const askings = allAskings(pair.left).filter(isProtected);
  const seen = new Set<Mutant>();
  for (const circle of circleNames) {
    await differIn(circle);
    for (const it of all) for (const viewer of circles[circle]) if (!seen.has(it) && (await it.without(() => differenceAtDoors(pair, viewer, askings)))) seen.add(it);
  }
  return `, ${seen.size} of them at the doors alone`;
}

test("every redaction and every clause of a row policy, taken out, is noticed", async () => {
  const all = chosen([...redactionMutants, ...(await policyMutants(pair))]);
  const alive = new Set(all);
  await differIn("outsiders");
  for (const it of alive) if (await isNoticedByAttempts(it)) alive.delete(it);
  for (const circle of circleNames) {
    if (alive.size > 0) await differIn(circle);
    for (const it of alive) if (await isNoticedByPairs(it, circle)) alive.delete(it);
  }
  expect([...alive].map((it) => it.name)).toEqual([]);
  expect(all.length).toBeGreaterThan(onServer ? 20 : 4);
  sayScore("2 mutants", `${all.length - alive.size} of ${all.length} mutants noticed${process.env.PAIRED_PAIRS ? await seenAtDoors(all) : ""}`);
}, process.env.PAIRED_PAIRS ? 7_200_000 : 900_000);
