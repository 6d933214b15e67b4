import { expect, test } from "vitest";
import { runCommand } from "./run-command.ts";

/** Krippendorff 2011, example C: four observers, twelve units, some values missing (·). */
const ratings = `unit,coder,value\n${["1 2 3 3 2 1 4 1 2 · · ·", "1 2 3 3 2 2 4 1 2 5 · 3", "· 3 3 3 2 3 4 2 2 5 1 ·", "1 2 3 3 2 4 4 1 2 5 1 ·"].flatMap((row, coder) => row.split(" ").map((value, unit) => `u${unit},c${coder},${value === "·" ? "" : value}`)).join("\n")}\n`;

const type = async (argv: string[], files: Record<string, string> = { "ratings.csv": ratings }) => {
  const said: string[] = [];
  const encoded = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text).toString("base64")]));
  return { ...(await runCommand(null, { argv, files: encoded, format: argv.includes("json") ? "json" : "text" }, (line) => void said.push(line))), said };
};

test.each([["nominal", 0.743421], ["ordinal", 0.815388], ["interval", 0.849107], ["ratio", 0.797403]])("agree writes the fields that others script against: on a %s level", async (level, published) => {
  const { exit, stdout, said } = await type(["agree", "ratings.csv", "--level", level, "--format", "json"]);
  const { alpha, interval: [low, high], ...rest } = JSON.parse(stdout) as { alpha: number; interval: [number, number] };
  expect([exit, said, rest]).toEqual([0, [], { units: 11, coders: 4, pairable: 40, percent: expect.any(Number) as number, level }]);
  expect(alpha).toBeCloseTo(published, 6);
  expect([low < alpha, alpha < high, high <= 1]).toEqual([true, true, true]);
});

test("agree says the same to people, and of ratings that are all alike that there is no alpha", async () => {
  expect((await type(["agree", "ratings.csv", "--level", "nominal"])).stdout).toMatch(/^Alpha \(nominal\) 0\.743 \(95 %: 0\.\d{3} to [01]\.\d{3}\)\. \d\d\.\d % of pairs are alike\.\n11 units with two ratings or more, 40 ratings, 4 coders\.\n$/);
  const same = await type(["agree", "same.csv", "--level", "nominal"], { "same.csv": "unit,coder,value\n1,x,a\n1,y,a\n2,x,\n" });
  expect([same.exit, same.stdout]).toEqual([0, "There is no alpha: all values are the same. 1 unit with two ratings or more, 2 ratings, 2 coders.\n"]);
});

test("agree compares words in the order that is given, and sets by what they share", async () => {
  const words = { "words.csv": ratings.replaceAll(/,(\d)\n/g, (_, value: string) => `,${["never", "rarely", "often", "mostly", "always"][Number(value) - 1]}\n`) };
  const ordinal = await type(["agree", "words.csv", "--level", "ordinal", "--order", "never, rarely, often, mostly, always", "--format", "json"], words);
  expect((JSON.parse(ordinal.stdout) as { alpha: number }).alpha).toBeCloseTo(0.815388, 6);
  const sets = await type(["agree", "sets.csv", "--level", "nominal", "--sets", "dice", "--format", "json"], { "sets.csv": "unit,coder,value\n1,x,a\n1,x,b\n1,y,a\n2,x,c\n2,y,c\n" });
  expect((JSON.parse(sets.stdout) as { alpha: number }).alpha).toBeCloseTo(1 - (3 * 2 * (1 / 3)) / (2 * (1 / 3 + 4)), 9);
});

const counts = "region,age,freq\nnorth,young,20\nnorth,middle,14\nnorth,old,1\nsouth,young,9\nsouth,middle,30\nsouth,old,12\nwest,young,8\nwest,middle,11\nwest,old,25\n";
type Protected = { cells: { at: string[]; freq: number | null; shown: boolean; why: string | null }[]; audit: { at: string[]; range: [number, number | null] }[]; informationLoss: number };

test("protect writes the fields that others script against: every margin, what is hidden and why, and what can be inferred", async () => {
  const { exit, stdout, said } = await type(["protect", "table.csv", "--k", "3", "--format", "json"], { "table.csv": counts });
  const { cells, audit, informationLoss } = JSON.parse(stdout) as Protected;
  expect([exit, said, cells.length, informationLoss]).toEqual([0, [], 16, 3 / 16]);
  expect(cells.filter((it) => it.why === "small")).toEqual([{ at: ["north", "old"], freq: null, shown: false, why: "small" }]);
  expect(cells.find((it) => it.at.join() === "Total,Total")).toEqual({ at: ["Total", "Total"], freq: 130, shown: true, why: null });
  const hidden = cells.filter((it) => !it.shown);
  expect(audit.map((it) => it.at)).toEqual(hidden.map((it) => it.at));
  expect(hidden.every((it) => it.freq === null) && cells.every((it) => it.shown === (it.freq !== null))).toBe(true);
  // Four hidden cells in two rows and two columns: each is at most what its row and its column leave, and the small one at least nothing.
  const [least, most] = audit.find((it) => it.at.join() === "north,old")!.range;
  expect([least, most! >= 3]).toEqual([0, true]);
});

test("protect says the same to people, with a dot for what is hidden", async () => {
  const { stdout } = await type(["protect", "table.csv", "--k", "3"], { "table.csv": counts });
  expect(stdout.split("\n").slice(0, 2)).toEqual(["4 of 16 cells are hidden: 1 because they count fewer than 3, 3 to protect them.", "Who knows all that is shown can tell none of the small counts to within a range of less than 3."]);
  expect(stdout).toContain("\nnorth, old: ·\n");
  expect((await type(["protect", "table.csv", "--k", "3"], { "table.csv": "a,freq\nx,7\ny,8\n" })).stdout).toBe("No count is from 1 to 2: all 3 cells are shown.\nx: 7\ny: 8\nTotal: 15\n");
});

test("protect gives the certificate to who asks for it, and the same result each time", async () => {
  const asked = ["protect", "table.csv", "--k", "3", "--certificate", "--format", "json"];
  const first = (await type(asked, { "table.csv": counts })).stdout;
  expect(JSON.parse(first)).toMatchObject({ certificate: { worlds: expect.any(Array) as unknown, least: expect.any(Array) as unknown, most: expect.any(Array) as unknown } });
  expect((await type(asked, { "table.csv": counts })).stdout).toBe(first);
});

test.each([
  [["agree"], 2, "Usage: travaux agree RATINGS.csv --level"],
  [["agree", "ratings.csv"], 2, "--level takes nominal, ordinal, interval, ratio."],
  [["agree", "ratings.csv", "--level", "high"], 2, "--level takes nominal, ordinal, interval, ratio; “high” is none of them."],
  [["agree", "ratings.csv", "--level", "ordinal", "--sets", "dice"], 2, "--sets goes with --level nominal: sets have no order. “ordinal” was given."],
  [["agree", "ratings.csv", "--level", "ratio", "--order", "a,b"], 2, "--order goes with --level ordinal; “ratio” was given."],
  [["agree", "ratings.csv", "--level", "ordinal", "--order", "a,,b"], 2, "--order takes each value once, lowest first, with commas between; “a,,b” is none."],
  [["protect", "table.csv"], 2, "--k takes a whole number from 3. Usage: travaux protect TABLE.csv"],
  [["protect", "table.csv", "--k", "few"], 2, "--k takes a whole number from 3; “few” is none."],
  [["protect", "table.csv", "--k", "2"], 2, "--k takes a whole number from 3; “2” is none."],
  [["protect", "table.csv", "--k", "4", "--width", "0"], 2, "--width takes a whole number from 1; “0” is none."],
  [["protect", "table.csv", "--k", "4"], 1, "table.csv, row 3, column “freq”: “some” is no whole number from 0."],
  [["agree", "bad.csv", "--level", "interval"], 1, "bad.csv, row 3, column “value”: “often” is no number."],
  [["agree", "twice.csv", "--level", "nominal"], 1, "twice.csv, row 3, column “coder”: “x” rated “1” in row 2 already. Keep one of the two, or say that several values are one answer."],
])("typed or given wrongly: %o is one line", async (argv, exit, sentence) => {
  const answer = await type(argv, { "ratings.csv": ratings, "table.csv": "a,freq\nx,3\ny,some\n", "bad.csv": "unit,coder,value\n1,x,2\n1,y,often\n", "twice.csv": "unit,coder,value\n1,x,2\n1,x,3\n" });
  expect([answer.exit, answer.stdout, answer.said.length, answer.said[0]?.slice(0, sentence.length)]).toEqual([exit, "", 1, sentence]);
});
