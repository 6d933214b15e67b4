// The command line as it is typed: a process of its own, its exit code, and the two streams it writes.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folders } from "../../test/folder.ts";

const emptyFolder = folders();
const here = emptyFolder();
writeFileSync(join(here, "a.txt"), "Article 1\nScope\n\n1. Every lake.\n");
const travaux = (argv: string[], { input, env = {} }: { input?: string; env?: Record<string, string> } = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", import.meta.resolve("tsx"), join(import.meta.dirname, "travaux.ts"), ...argv], { cwd: here, input, encoding: "utf8", env: { ...process.env, LOG_LEVEL: "silent", BASE_URL: "", DATABASE_URL: "", TSX_TSCONFIG_PATH: join(import.meta.dirname, "../../../tsconfig.json"), ...env } });
  return { exit: status, stdout, lines: stderr.split("\n").filter((it) => it !== "" && !it.startsWith("npm warn")) };
};

test("a file, or what comes through a pipe, is read without a house, and stdout holds the answer alone", () => {
  const { exit, lines, stdout } = travaux(["compare", "a.txt", "-", "--language", "en", "--format", "json"], { input: "Article 1\nScope\n\n1. Every great lake.\n" });
  const { redline } = JSON.parse(stdout) as { redline: { new: string; parts: unknown }[] };
  expect([exit, lines, redline.find((it) => it.new === "art_1__para_1")?.parts]).toEqual([0, [], [["keep", "Every "], ["insert", "great "], ["keep", "lake."]]]);
});

test.each([
  [["parse", "."], 1, ". cannot be read (EISDIR). Name a file that this user may read."],
  [["fly"], 2, "There is no command “fly”. `npx travaux help` lists them."],
] as const)("%o: one line on stderr and nothing on stdout", (argv, exit, sentence) => {
  const answer = travaux([...argv]);
  expect([answer.exit, answer.stdout, answer.lines.length, answer.lines[0]?.slice(0, sentence.length)]).toEqual([exit, "", 1, sentence]);
});

test("a setting that is wrong is refused in one line before anything is opened", () => {
  const answer = travaux(["texts"], { env: { DATABASE_URL: "mysql://somewhere" } });
  expect([answer.exit, answer.stdout, answer.lines.length, answer.lines[0]?.slice(0, 48)]).toEqual([1, "", 1, "The setting DATABASE_URL is “mysql://somewhere”;"]);
});
