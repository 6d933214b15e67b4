// `npm test`: types, lint, then every test there is: engines, rules and doors on the embedded database and on a PostgreSQL
// server where one can be had, and browser journeys. Says what runs on what; the last line counts.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { findBrowser } from "./browser.mjs";
import { findOrStartPostgres, reason } from "./postgres.mjs";
import { root } from "./root.mjs";

const say = (words) => process.stdout.write(`${words}\n`);
const inHouse = (file, args, env = {}) =>
  spawnSync(process.execPath, [join(root, "node_modules", file), ...args], { cwd: root, stdio: "inherit", env: { ...process.env, ...env } }).status === 0;

/** Types and lint; each counts as one test. */
export async function checkSources() {
  const steps = [
    { name: "types", file: "typescript/bin/tsc", args: ["--noEmit", "-p", "tsconfig.json"] },
    { name: "types of the islands", file: "typescript/bin/tsc", args: ["--noEmit", "-p", "islands/tsconfig.json"] },
    { name: "lint", file: "oxlint/bin/oxlint", args: ["--deny-warnings", "--type-aware"] },
  ];
  return steps.map(({ name, file, args }) => {
    const passed = inHouse(file, args);
    say(`${name}: ${passed ? "clean" : "not clean, see above"}`);
    return { passed: passed ? 1 : 0, failed: passed ? 0 : 1 };
  });
}

/** Run vitest with this terminal; what it counted comes back from its report, and the lines that tests wrote for the end of it. */
function runTests(args, env) {
  const [folder, scores] = [mkdtempSync(join(tmpdir(), "travaux-test-")), mkdtempSync(join(tmpdir(), "travaux-scores-"))];
  const report = join(folder, "report.json");
  const vitest = [join(root, "node_modules/vitest/vitest.mjs"), "run", "--reporter=dot", "--reporter=json", `--outputFile.json=${report}`, ...args];
  return new Promise((resolve) => {
    spawn(process.execPath, vitest, { cwd: root, stdio: "inherit", env: { ...process.env, ...env, TRAVAUX_SCORES: scores } }).on("exit", (code) => {
      const counted = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : { numPassedTests: 0, numFailedTests: 0 };
      for (const name of readdirSync(scores).toSorted()) say(readFileSync(join(scores, name), "utf8"));
      sayLongest(counted.testResults ?? []);
      sayFailed(counted.testResults ?? []);
      for (const it of [folder, scores]) rmSync(it, { recursive: true, force: true });
      // A file that could not be loaded, or a process that fell over, has no failed test of its own but is no success.
      const failed = counted.numFailedTests || (code === 0 ? 0 : 1);
      resolve({ passed: counted.numPassedTests, failed, skipped: counted.numPendingTests ?? 0 });
    });
  });
}

/** The names of what failed once more, at the end, where whoever sees no more than the last lines will find them. */
function sayFailed(files) {
  for (const { name, assertionResults, message } of files) {
    const failed = assertionResults.filter((it) => it.status === "failed").map((it) => it.fullName);
    for (const it of failed.length > 0 || !message ? failed : ["could not be loaded"]) say(`failed: ${relative(root, name)}: ${it}`);
  }
}

/** Which files took longest, so that it shows when the whole grows too long. */
function sayLongest(files) {
  const seconds = ({ startTime, endTime }) => Math.round((endTime - startTime) / 1000);
  const longest = files.toSorted((a, b) => seconds(b) - seconds(a)).slice(0, 12);
  if (files.length > 12) say(`longest: ${longest.map((it) => `${relative(root, it.name)} ${seconds(it)} s`).join(", ")}`);
}

/** Everything; the exit code comes back. Arguments go to vitest, and then types and lint are left out. */
export async function testHouse(args) {
  const sources = args.length > 0 ? [] : await checkSources();
  const browser = await findBrowser();
  const postgres = await findOrStartPostgres();
  say(`browser journeys: ${browser.path ? `run in ${browser.path}` : `not run: ${browser.reason}`}`);
  say(postgres?.url ? `databases: the embedded one, and PostgreSQL ${postgres.version}` : `databases: the embedded one only: ${postgres?.reason ?? "no PostgreSQL 15 or newer at hand"}`);
  try {
    const tests = await runTests(args, { TRAVAUX_BROWSER: browser.path ?? "", TRAVAUX_TEST_POSTGRES: postgres?.url ?? "" });
    return report([...sources, tests, ...missing(browser, postgres)]);
  } finally {
    await postgres?.stop?.();
  }
}

/** `npm run paired -- --pairs 10000`: the houses of a pair, in so many pairs, with every mutant, on a PostgreSQL server. The exit code comes back. */
export async function testPairs(args) {
  const after = (name, otherwise) => (args.includes(name) ? args[args.indexOf(name) + 1] : otherwise);
  const [pairs, seed] = [Number(after("--pairs", 1000)), after("--seed", "2026")];
  if (!Number.isInteger(pairs) || pairs < 1 || !seed) return refused("npm run paired -- --pairs 10000 [--seed WORD]");
  const postgres = await findOrStartPostgres();
  if (!postgres?.url) return refused(`no PostgreSQL at hand: ${reason}`);
  try {
    return report([await runTests(["--project", "PostgreSQL", "paired-worlds"], { TRAVAUX_TEST_POSTGRES: postgres.url, PAIRED_PAIRS: String(pairs), PAIRED_SEED: seed })]);
  } finally {
    await postgres.stop?.();
  }
}
const refused = (why) => (say(why), 1);

/** On a build server nothing may be left out in silence. */
const missing = (browser, postgres) =>
  process.env.CI ? [browser.path, postgres?.url].filter((it) => !it).map(() => ({ passed: 0, failed: 1 })) : [];

function report(results) {
  const sum = (field) => results.reduce((total, it) => total + (it[field] ?? 0), 0);
  if (sum("skipped") > 0) say(`${sum("skipped")} left out, each with its reason above`);
  say(`${sum("passed")} passed, ${sum("failed")} failed`);
  return sum("failed") === 0 ? 0 : 1;
}
