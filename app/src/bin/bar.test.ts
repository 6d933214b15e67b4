import { expect, test } from "vitest";
import { barOn } from "./bar.ts";
import { runCommand } from "./run-command.ts";

const terminal = (columns = 80) => {
  const written: string[] = [];
  return { isTTY: true, columns, written, write: (text: string) => written.push(text) };
};

test("a bar is shown on a terminal only, and leaves nothing behind", () => {
  const stream = terminal();
  expect(barOn({ ...stream, isTTY: false })).toBeUndefined();
  const bar = barOn(stream)!;
  bar.show("Looking …", 0.5);
  bar.show("Looking …", 0.5);
  bar.clear();
  const line = `${"█".repeat(12)}${"░".repeat(12)} Looking …`;
  expect(stream.written).toEqual([line, `\r${" ".repeat(line.length)}\r`]);
});

test("a bar is never longer than the terminal is wide", () => {
  const stream = terminal(20);
  barOn(stream)!.show("A long description of what is being done", 1);
  expect(stream.written[0]!.length).toBe(19);
});

const quotas = "category,name,min,max\na,x,1,3\na,y,1,3\nb,x,1,3\nb,y,1,3\n";
const pool = `a,b\n${Array.from({ length: 20 }, (_, at) => `${at % 3 ? "x" : "y"},${at % 7 < 2 ? "x" : "y"}`).join("\n")}\n`;
const files = { "pool.csv": Buffer.from(pool).toString("base64"), "quotas.csv": Buffer.from(quotas).toString("base64") };
const draw = async (format: "json" | "text", bar?: ReturnType<typeof barOn>) => {
  const said: string[] = [];
  const answer = await runCommand(null, { argv: ["draw", "--pool", "pool.csv", "--quotas", "quotas.csv", "--size", "4", "--format", format], files, format }, (line) => void said.push(line), bar);
  return { ...answer, said };
};

test("a draw says how far it is: as a bar on a terminal, in lines elsewhere, and not at all to a program that wants JSON", async () => {
  const stream = terminal();
  expect([(await draw("text", barOn(stream))).said, stream.written.some((it) => it.includes("Finding everybody’s chance …"))]).toEqual([[], true]);
  expect((await draw("text")).said[0]).toBe("Finding everybody’s chance …");
  expect((await draw("json")).said).toEqual([]);
});
