/**
 * Redlines beside named baselines, in one run: `node bench/redline.ts [seconds]`.
 *
 * Cases: the high seas treaty (where shared/data lies beside the repository) and an invented text of 1.3 MB, each against
 * a seeded edit. Baselines: a plain O(ND) Myers on words in JavaScript, git's --word-diff, Python's difflib on words with
 * its junk rule, and jsdiff where it can be resolved (or lies in the folder that BASELINES names). Each method runs in a
 * process of its own, the best of two seconds of runs (git and difflib: one run), cut off after so many seconds (60). Words: deleted and inserted. Pieces: runs of
 * change; fewer read better. Exact: keep + delete is the old text and keep + insert the new, to the last space.
 */

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chanceOf, inventTreaty, reword } from "../engines/treaty-text/src/invented.ts";
import { walk } from "../engines/treaty-text/src/provision.ts";
import { type Part, redline } from "../engines/treaty-text/src/redline.ts";

const data = new URL("../../shared/data/", import.meta.url);
const self = fileURLToPath(import.meta.url);

const wordsIn = (text: string) => text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];

/** Myers' greedy algorithm as in the paper's section 3, on words, keeping a copy of every round for the way back. */
function plainMyers(before: string, after: string): Part[] {
  const [a, b] = [wordsIn(before), wordsIn(after)];
  const rounds: Int32Array[] = [];
  const origin = a.length + b.length + 1;
  const reach = new Int32Array(2 * origin + 1);
  search: for (let edits = 0; ; edits += 1) {
    rounds.push(reach.slice(origin - edits - 1, origin + edits + 2));
    for (let k = -edits; k <= edits; k += 2) {
      const down = k === -edits || (k !== edits && reach[origin + k - 1]! < reach[origin + k + 1]!);
      let x = down ? reach[origin + k + 1]! : reach[origin + k - 1]! + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      reach[origin + k] = x;
      if (x >= a.length && x - k >= b.length) break search;
    }
  }
  const parts: Part[] = [];
  let [x, y] = [a.length, b.length];
  for (let edits = rounds.length - 1; edits >= 0; edits -= 1) {
    const round = rounds[edits]!;
    const at = (k: number) => round[k + edits + 1]!;
    const k = x - y;
    const from = k === -edits || (k !== edits && at(k - 1) < at(k + 1)) ? k + 1 : k - 1;
    const [toX, toY] = edits === 0 ? [0, 0] : [at(from), at(from) - from];
    for (; x > toX && y > toY; y -= 1) parts.push(["keep", a[--x]!]);
    if (edits > 0) parts.push(x > toX ? ["delete", a[--x]!] : ["insert", b[--y]!]);
  }
  return parts.toReversed();
}

/** jsdiff from the repository's modules or the folder in BASELINES; null where it is nowhere. */
function jsdiff(): { diffWordsWithSpace(a: string, b: string): { added?: boolean; removed?: boolean; value: string }[] } | null {
  try {
    return createRequire(join(process.env["BASELINES"] ?? ".", "x.js"))("diff");
  } catch {
    return null;
  }
}

const methods: Record<string, (before: string, after: string) => Part[]> = {
  "travaux redline": (before, after) => redline(before, after),
  "Myers O(ND) on words, plain JavaScript": plainMyers,
  "jsdiff diffWordsWithSpace": (before, after) =>
    jsdiff()!.diffWordsWithSpace(before, after).map((it) => [it.added ? "insert" : it.removed ? "delete" : "keep", it.value]),
};

const difflib = `
import difflib, re, sys, time, json
a, b = [re.findall(r"\\s+|\\w+|[^\\w\\s]", open(f, newline="").read()) for f in sys.argv[1:3]]
t = time.perf_counter(); p = []
for tag, i, j, k, l in difflib.SequenceMatcher(None, a, b).get_opcodes():
    if tag == "equal": p.append(["keep", "".join(a[i:j])])
    else: p += [x for x in (["delete", "".join(a[i:j])], ["insert", "".join(b[k:l])]) if x[1]]
print(json.dumps({"ms": (time.perf_counter() - t) * 1000, "parts": p}))`;

/** What a method made of two files: its best time, and its parts. */
type Run = { ms: number; parts: Part[] };

/** In a child: run one method and print what came of it. */
function runChild(method: string, oldFile: string, newFile: string): void {
  const [before, after] = [readFileSync(oldFile, "utf8"), readFileSync(newFile, "utf8")];
  let best: Run = { ms: Infinity, parts: [] };
  for (const begin = performance.now(); best.ms === Infinity || performance.now() - begin < 2000; ) {
    const start = performance.now();
    const parts = methods[method]!(before, after);
    best = { ms: Math.min(best.ms, performance.now() - start), parts };
  }
  process.stdout.write(JSON.stringify(best));
}

function runGit(oldFile: string, newFile: string, seconds: number): Run | string {
  const start = performance.now();
  const done = spawnSync("git", ["diff", "--no-index", "--no-color", "-U1000000", "--word-diff=porcelain", "--word-diff-regex=[[:alnum:]_]+|[^[:space:]]", oldFile, newFile], { encoding: "utf8", timeout: seconds * 1000, maxBuffer: 2 ** 28 });
  if (done.error || !done.stdout) return "not at hand";
  const names: Record<string, Part[0]> = { " ": "keep", "-": "delete", "+": "insert" };
  const lines = done.stdout.split("\n").slice(5);
  return { ms: performance.now() - start, parts: lines.flatMap((line): Part[] => (line[0] && names[line[0]] ? [[names[line[0]]!, line.slice(1)]] : [])) };
}

function runIn(command: string, args: string[], seconds: number): Run | string {
  const done = spawnSync(command, args, { encoding: "utf8", timeout: seconds * 1000, maxBuffer: 2 ** 29 });
  if (done.error && "code" in done.error && done.error.code === "ETIMEDOUT") return `over ${seconds} s`;
  return done.status === 0 ? (JSON.parse(done.stdout) as Run) : "not at hand, or failed";
}

/** One row of the table. */
function report(name: string, run: Run | string, before: string, after: string, ours: number): void {
  if (typeof run === "string") return console.log(`  ${name.padEnd(40)} ${run}`);
  const count = (text: string) => (text.match(/[\p{L}\p{N}_]+/gu) ?? []).length;
  const changes = run.parts.filter(([part]) => part !== "keep");
  const pieces = run.parts.filter(([part], at) => part !== "keep" && part !== run.parts[at - 1]?.[0]).length;
  const side = (other: Part[0]) => run.parts.filter(([part]) => part !== other).map(([, text]) => text).join("");
  const isExact = side("insert") === before && side("delete") === after;
  const words = changes.reduce((sum, [, text]) => sum + count(text), 0);
  console.log(`  ${name.padEnd(40)} ${run.ms.toFixed(0).padStart(8)} ms  ${(run.ms / ours).toFixed(1).padStart(7)}x  ${String(words).padStart(7)} words  ${String(pieces).padStart(6)} pieces  ${isExact ? "exact" : "not exact"}`);
}

function compareAll(name: string, before: string, after: string, seconds: number): void {
  const folder = mkdtempSync(join(tmpdir(), "redline-"));
  const [oldFile, newFile, script] = ["old.txt", "new.txt", "baseline.py"].map((it) => join(folder, it)) as [string, string, string];
  for (const [file, text] of [[oldFile, before], [newFile, after], [script, difflib]] as const) writeFileSync(file, text);
  console.log(`${name}: ${(before.length / 1e6).toFixed(2)} → ${(after.length / 1e6).toFixed(2)} M characters`);
  const child = (method: string) => runIn(process.execPath, [self, "--child", method, oldFile, newFile], seconds);
  const ours = child("travaux redline");
  const ms = typeof ours === "string" ? NaN : ours.ms;
  report("travaux redline", ours, before, after, ms);
  for (const method of Object.keys(methods).slice(1)) report(method, method.startsWith("jsdiff") && !jsdiff() ? "not at hand" : child(method), before, after, ms);
  report("git --word-diff (C, with its start)", runGit(oldFile, newFile, seconds), before, after, ms);
  report("Python difflib, words, junk rule", runIn("python3", [script, oldFile, newFile], seconds), before, after, ms);
  rmSync(folder, { recursive: true });
}

/** Lines with a fifth of them reworded, as `mkpairs.py` has it. */
function edited(text: string, seed: number): string {
  const chance = chanceOf(seed);
  const vocabulary = text.match(/\p{L}{4,}/gu) ?? [];
  const rates = [0.03, 0.08, 0.15, 0.25, 0.35];
  const lines = text.split("\n").flatMap((line) => {
    const fate = chance();
    if (fate < 0.03) return [];
    return [fate < 0.23 && line !== "" ? reword(line, rates[Math.floor(chance() * rates.length)]!, { chance, vocabulary }) : line];
  });
  return lines.join("\n");
}

if (process.argv[2] === "--child") runChild(process.argv[3]!, process.argv[4]!, process.argv[5]!);
else {
  const seconds = Number(process.argv[2] ?? 60);
  const treaty = new URL("bbnj-agreement-2023/agreement-en.txt", data);
  if (existsSync(treaty)) {
    const before = readFileSync(treaty, "utf8");
    compareAll("the high seas treaty and a seeded edit", before, edited(before, 1), seconds);
  } else console.log("shared/data is missing: the high seas treaty is left out.");
  const invented = [...walk(inventTreaty(1, 900).provisions)].map((it) => it.heading ?? it.text).join("\n");
  compareAll("an invented text and a seeded edit", invented, edited(invented, 2), seconds);
}
