import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkLottery } from "./again.ts";
import { checkDrawn, whyNoResult } from "./check.ts";
import { hashOf } from "./chance.ts";
import { readPeople } from "./read-people.ts";
import { readQuotas } from "./read-quotas.ts";
import { type Chances, drawFrom, type Drawn, hashOfResult } from "./drawn.ts";
import { chancesIn } from "./select.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const files = {
  quotas: bytes("category,name,min,max\ngender,female,2,3\ngender,male,2,3\nregion,north,1,3\nregion,south,2,4\n"),
  pool: bytes(`id,gender,region\n${Array.from({ length: 24 }, (_, at) => `p${at},${at % 3 === 0 ? "female" : "male"},${at % 5 < 2 ? "south" : "north"}`).join("\n")}\n`),
};
const text = (it: Uint8Array) => new TextDecoder().decode(it);
const quotas = readQuotas(text(files.quotas));
const selection = { people: readPeople(text(files.pool), { quotas, idColumn: "id" }), quotas, size: 5 };
const chances = (await chancesIn(selection, "leximin", { pool: hashOf(files.pool), quotas: hashOf(files.quotas), idColumn: "id" })) as Chances;
const drawn = drawFrom(selection, chances, "4 8 15 16 23 42", 3);

const failing = (result: Drawn, of = files, from = selection) => checkDrawn(result, from, of).filter((it) => !it.ok).map((it) => it.name);
/** A result changed, and its own hash made to fit again, as a forger would. */
const forged = (change: Partial<Drawn>) => {
  const changed = { ...drawn, ...change };
  return { ...changed, result: hashOfResult(changed) };
};

test("a result follows from its files, also after it was written and read as JSON", async () => {
  expect(failing(drawn)).toEqual([]);
  const read = JSON.parse(JSON.stringify(drawn)) as Drawn;
  expect(failing(read)).toEqual([]);
  expect(await checkLottery(read, selection)).toMatchObject({ name: "lottery", ok: true });
});

test("another pool or other quotas are seen", () => {
  expect(failing(drawn, { ...files, pool: bytes("x") })).toEqual(["pool"]);
  expect(failing(drawn, { ...files, quotas: bytes("x") })).toEqual(["quotas"]);
});

test("whoever changes a result without its hash is found out by the hash", () => {
  expect(failing({ ...drawn, alternatesAsked: 3, version: 1, panel: drawn.panel.toReversed() })).toContain("result");
});

const other = Object.keys(drawn.probabilities).find((it) => !drawn.panel.includes(it) && !drawn.alternates.includes(it))!;
test.each<[string, Partial<Drawn>, string[]]>([
  ["somebody put on the panel", { panel: [...drawn.panel.slice(1), other] }, ["draw"]],
  ["another seed than was said", { seed: "other words" }, ["draw"]],
  ["an alternate put first", { alternates: [other, ...drawn.alternates.slice(1)] }, ["alternates"]],
  ["a chance made higher", { probabilities: { ...drawn.probabilities, [other]: 0.9 } }, ["chances"]],
])("a forged result is found out: %s", (_, change, names) => {
  expect(failing(forged(change)).filter((it) => names.includes(it))).toEqual(names);
});

test("a lottery that favours somebody against the proofs is found out, and one whose panels break quotas", async () => {
  const [first] = drawn.lottery.tickets;
  const one = { ...drawn.lottery, tickets: [{ ...first!, weight: drawn.lottery.outOf }] };
  expect(failing(forged({ lottery: one }))).toContain("proofs");
  expect((await checkLottery(forged({ lottery: one }), selection)).ok).toBe(false);
  const broken = { ...drawn.lottery, tickets: [{ weight: drawn.lottery.outOf, members: drawn.types.map((_, type) => (type === 0 ? 5 : 0)) }] };
  expect(failing(forged({ lottery: broken }))).toEqual(expect.arrayContaining(["panels", "draw"]));
});

test("a lottery of leximin does not pass for one of goldilocks, nor a balance that the lines do not prove", async () => {
  expect(failing(forged({ method: "goldilocks" }))).toContain("proofs");
  const goldilocks = drawFrom(selection, (await chancesIn(selection, "goldilocks", { pool: hashOf(files.pool), quotas: hashOf(files.quotas), idColumn: "id" })) as Chances, "red", 3);
  expect(failing(goldilocks)).toEqual([]);
  const unproven = { ...goldilocks, proofs: { ...goldilocks.proofs, balance: { ...goldilocks.proofs.balance!, lines: [] } } };
  expect(failing({ ...unproven, result: hashOfResult(unproven) })).toContain("proofs");
});

/** The files that a module brings along, itself included. */
function broughtBy(file: string, known = new Set<string>()): Set<string> {
  if (known.has(file)) return known;
  known.add(file);
  const source = file.startsWith("./") ? readFileSync(new URL(file, import.meta.url), "utf8") : "";
  for (const [, from] of source.matchAll(/^(?:import|export) (?!type )[^;]*? from "([^"]+)"/gm)) broughtBy(from!, known);
  for (const [, from] of source.matchAll(/import\("([^"]+)"\)/g)) broughtBy(from!, known);
  return known;
}

test("what checks a draw in a browser brings no solver and nothing of Node’s", () => {
  expect([...broughtBy("./browser.ts")].filter((it) => it === "highs" || it.startsWith("node:"))).toEqual([]);
  expect([...broughtBy("./index.ts")]).toContain("highs"); // the search sees what there is to see
});

test("what is no result is said to be none", () => {
  expect(whyNoResult(drawn)).toBeNull();
  for (const it of [null, 7, "x", [], {}, { ...drawn, lottery: null }, { feasible: false }]) expect(whyNoResult(it)).toMatch(/^it is not the result of a draw/);
});
