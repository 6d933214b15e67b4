import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { runCommand } from "./run-command.ts";

const quotas = "category,name,min,max\ngender,female,3,4\ngender,male,3,4\nregion,north,2,5\nregion,south,2,5\n";
const pool = `id,gender,region,address\n${Array.from({ length: 30 }, (_, at) => `p${at},${at % 3 === 0 ? "female" : "male"},${at % 5 < 2 ? "south" : "north"},${at < 6 ? "1 High St" : ""}`).join("\n")}\n`;
const files = { "pool.csv": pool, "quotas.csv": quotas };
const type = async (argv: string[], more: Record<string, string> = {}) => {
  const said: string[] = [];
  const encoded = Object.fromEntries(Object.entries({ ...files, ...more }).map(([name, text]) => [name, Buffer.from(text).toString("base64")]));
  return { ...(await runCommand(null, { argv, files: encoded, format: argv.includes("json") ? "json" : "text" }, (line) => void said.push(line))), said };
};
const drawing = ["draw", "--pool", "pool.csv", "--quotas", "quotas.csv", "--size", "7", "--id-column", "id"];
type Result = { probabilities: Record<string, number>; panel: string[]; alternates: string[]; seed: string };
const resultOf = async (...more: string[]) => (await type([...drawing, ...more, "--format", "json"])).stdout;

test("draw writes the fields that others script against, with the files' hashes as sha256sum prints them", async () => {
  const { exit, stdout } = await type([...drawing, "--seed", "4 8 15 16 23 42", "--alternates", "3", "--format", "json"]);
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  expect(exit).toBe(0);
  const result = JSON.parse(stdout) as Result;
  expect(result).toMatchObject({ feasible: true, pool: hash(pool), quotas: hash(quotas), seed: "4 8 15 16 23 42", method: "leximin", minimum: expect.any(Number) as number, gini: expect.any(Number) as number });
  expect([result.panel.length, result.alternates.length, Object.keys(result.probabilities).length]).toEqual([7, 3, 30]);
});

test("the same words draw the same panel, others another", async () => {
  const panelOf = async (seed: string) => (JSON.parse(await resultOf("--seed", seed)) as Result).panel;
  expect(await panelOf("red  blue ")).toEqual(await panelOf("red blue"));
  expect(await panelOf("green")).not.toEqual(await panelOf("red blue"));
});

test("a check says of each part that it follows, and exits with 0; of a changed result that it does not, and exits with 1", async () => {
  const result = await resultOf("--seed", "red", "--alternates", "2");
  const checking = ["draw", "--check", "result.json", "--pool", "pool.csv", "--quotas", "quotas.csv"];
  const good = await type(checking, { "result.json": result });
  expect([good.exit, good.said, good.stdout.split("\n").at(-2)]).toEqual([0, [], "The panel follows from the pool, the quotas and the seed."]);
  const bad = await type([...checking, "--published"], { "result.json": result.replace('"seed": "red"', '"seed": "blue"') });
  expect([bad.exit, bad.stdout.includes("FAIL The seed “blue” draws another panel.")]).toEqual([1, true]);
  const otherPool = await type(checking, { "result.json": result, "pool.csv": pool.replace("p1,male", "p1,female") });
  expect([otherPool.exit, otherPool.stdout.includes("FAIL The pool is another than the result names")]).toEqual([1, true]);
});

test("a lottery published without a seed draws what drawing at once would have drawn", async () => {
  const lottery = await resultOf();
  expect(JSON.parse(lottery)).not.toHaveProperty("panel");
  const later = await type(["draw", "--lottery", "lottery.json", "--pool", "pool.csv", "--quotas", "quotas.csv", "--seed", "red", "--alternates", "2", "--format", "json"], { "lottery.json": lottery });
  expect(JSON.parse(later.stdout)).toEqual(JSON.parse(await resultOf("--seed", "red", "--alternates", "2")));
});

test("goldilocks names itself, proves both ends of the chances, and is checked", async () => {
  const result = await resultOf("--seed", "red", "--method", "goldilocks");
  expect(JSON.parse(result)).toMatchObject({ method: "goldilocks", proofs: { balance: { least: expect.any(Number) as number, most: expect.any(Number) as number } } });
  const checking = ["draw", "--check", "result.json", "--pool", "pool.csv", "--quotas", "quotas.csv"];
  expect((await type(checking, { "result.json": result })).exit).toBe(0);
  expect((await type([...checking, "--published"], { "result.json": result.replace('"method": "goldilocks"', '"method": "leximin"') })).stdout).toContain("FAIL The proofs do not show");
});

test("no two of an address are drawn where the cap is one", async () => {
  for (const seed of ["a", "b", "c", "d", "e", "f"]) {
    const { panel } = JSON.parse(await resultOf("--seed", seed, "--cap", "address=1")) as Result;
    expect(panel.filter((it) => Number(it.slice(1)) < 6).length).toBeLessThanOrEqual(1);
  }
});

test("quotas that nobody can keep come with the smallest change, in a sentence and as fields, and exit with 1", async () => {
  const wide = { "quotas.csv": quotas.replace("female,3,4", "female,11,12").replace("male,3,4\nregion", "male,3,9\nregion").replace("north,2,5", "north,2,20").replace("south,2,5", "south,2,20") };
  const asked = ["draw", "--pool", "pool.csv", "--quotas", "quotas.csv", "--size", "15"];
  const { exit, stdout } = await type(asked, wide);
  expect([exit, stdout]).toEqual([1, "No panel keeps these quotas. The smallest change with which one does:\n  11 of “female” (gender) are asked for, 10 applied: ask for 10.\n"]);
  expect(JSON.parse((await type([...asked, "--format", "json"], wide)).stdout)).toMatchObject({ feasible: false, relaxation: [{ bound: "min", from: 11, to: 10, applied: 10 }] });
});

test.each([
  [["draw"], 2, "--size takes how many are to be drawn."],
  [["draw", "--size", "7"], 2, "--pool takes a file."],
  [[...drawing, "--size", "none"], 2, "--size takes a whole number from 1; “none” is none."],
  [[...drawing, "--seed", " "], 2, "--seed takes words said in public."],
  [[...drawing, "--cap", "address"], 2, "--cap takes a column and how many may share a value in it, such as address=1; “address” is none."],
  [[...drawing, "--method", "luck"], 2, "--method takes leximin, maximin, goldilocks; “luck” is none of them."],
  [[...drawing, "--id-column", "name"], 1, "pool.csv, row 1: the column “name” is missing."],
  [["draw", "--check", "bad.json", "--pool", "pool.csv", "--quotas", "quotas.csv"], 1, "bad.json: it is not the result of a draw"],
  [["draw", "--check", "pool.csv", "--pool", "pool.csv", "--quotas", "quotas.csv"], 1, "pool.csv is not JSON."],
  [["draw", "--lottery", "bad.json", "--pool", "pool.csv", "--quotas", "quotas.csv", "--seed", "x"], 1, "bad.json: it is not the result of a draw"],
])("typed or given wrongly: %o is one line", async (argv, exit, sentence) => {
  const answer = await type(argv, { "bad.json": '{"feasible":true}' });
  expect([answer.exit, answer.stdout, answer.said.length, answer.said[0]?.slice(0, sentence.length)]).toEqual([exit, "", 1, sentence]);
});
