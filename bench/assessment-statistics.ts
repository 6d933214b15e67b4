/**
 * The statistics of assessments beside named baselines, in one run: `node bench/assessment-statistics.ts`.
 *
 * Agreement: invented ratings of the shapes in which fast-krippendorff was timed [1] (and a million), each value one off its unit’s own, four in ten missing;
 * the baseline in this run pairs the values of each unit one by one, as the definition says. Both times are wall-clock, best of five. Protection: the three
 * published tables (engines/assessment-statistics/known-answers), by the width of the range that is asked for. Each is done in a process of its own, solver and all; gauss and
 * its figures are those published with the tables [2], not measured in this run: SSBtools, in R, is not at hand to a JavaScript bench. “Narrow” counts the small cells
 * that an attacker can tell to within less than 3. [1] shared/bench/alpha.py. [2] shared/engines.md, 4.2.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { alphaOf, type Level } from "../engines/assessment-statistics/src/alpha.ts";
import { auditShown } from "../engines/assessment-statistics/src/audit.ts";
import { csvRows } from "../engines/assessment-statistics/src/csv.ts";
import { systemOf } from "../engines/assessment-statistics/src/frequency-table.ts";
import { numbersFrom } from "../engines/assessment-statistics/src/numbers.ts";
import { rake } from "../engines/assessment-statistics/src/raking.ts";
import { type CodedRatings, countValues } from "../engines/assessment-statistics/src/ratings.ts";
import { patternFor } from "../engines/assessment-statistics/src/suppress.ts";

const self = fileURLToPath(import.meta.url);
type Known = { sizes: number[]; threshold: number; counts: number[]; gauss: { secondary: number; derivable: number; narrow: number; suppressSeconds: number; auditSeconds: number } };
const { tables } = JSON.parse(readFileSync(new URL("../engines/assessment-statistics/known-answers/tables.json", import.meta.url), "utf8")) as { tables: Known[] };

function invented(coders: number, units: number): CodedRatings {
  const below = numbersFrom(coders * units);
  const [of, codes]: [number[], number[]] = [[], []];
  for (let unit = 0; unit < units; unit++) {
    const own = below(5);
    for (let coder = 0; coder < coders; coder++) {
      if (below(10) < 4) continue;
      of.push(unit);
      codes.push(Math.min(4, Math.max(0, own + below(3) - 1)));
    }
  }
  return { unitCount: units, units: Int32Array.from(of), codes: Int32Array.from(codes), values: [1, 2, 3, 4, 5] };
}

/** Interval or nominal alpha, the values of each unit paired one by one. */
function pairByPair({ unitCount, units, codes, values }: CodedRatings, level: Level): number {
  const within: number[][] = Array.from({ length: unitCount }, () => []);
  for (const [at, unit] of units.entries()) within[unit]!.push(values[codes[at]!] as number);
  const squared = (one: number, other: number) => (level === "nominal" ? Number(one !== other) : (one - other) ** 2);
  const margins = new Map<number, number>();
  let [observed, all] = [0, 0];
  for (const unit of within.filter((it) => it.length > 1)) {
    let sum = 0;
    for (const one of unit) for (const other of unit) sum += squared(one, other);
    observed += sum / (unit.length - 1);
    all += unit.length;
    for (const it of unit) margins.set(it, (margins.get(it) ?? 0) + 1);
  }
  let expected = 0;
  for (const [one, times] of margins) for (const [other, more] of margins) expected += times * more * squared(one, other);
  return 1 - ((all - 1) * observed) / expected;
}

function best(work: () => number, times = 5): { ms: number; value: number } {
  let [ms, value] = [Infinity, 0];
  for (let time = 0; time < times; time++) {
    const begun = performance.now();
    value = work();
    ms = Math.min(ms, performance.now() - begun);
  }
  return { ms, value };
}

function agreement(): void {
  console.log("agreement      ratings     level       alpha   pair by pair ms       ours ms    ratio   differ   fast-krippendorff, published");
  for (const [coders, units, published] of [[20, 1000, "1.4–2.6 ms"], [200, 5000, "36–54 ms"], [2000, 500, "33 ms"], [334, 5000, "—"]] as const) {
    const ratings = invented(coders, units);
    for (const level of ["nominal", "interval"] as const) {
      const [ours, theirs] = [best(() => alphaOf(countValues(ratings), level)), best(() => pairByPair(ratings, level), 1)];
      console.log([`${coders} x ${units}`.padEnd(11), String(ratings.units.length).padStart(10), level.padStart(9), ours.value.toFixed(6).padStart(11), theirs.ms.toFixed(1).padStart(17), ours.ms.toFixed(2).padStart(13), `${(theirs.ms / ours.ms).toFixed(0)}x`.padStart(8), Math.abs(ours.value - theirs.value).toExponential(0).padStart(8), `  ${published}`].join(" "));
    }
  }
}

/** One table in this process: figures as JSON on standard output. */
async function measure({ sizes, threshold, counts }: Known, width: number): Promise<void> {
  const begun = performance.now();
  const system = systemOf([{ dimensions: sizes.map((size, at) => ({ name: `v${at}`, categories: Array.from({ length: size }, (_, level) => `${level}`) })), counts }]);
  const primary = Uint8Array.from(system.counts, (it) => Number(it > 0 && it < threshold));
  const none = new Uint8Array(primary.length);
  const { hidden } = patternFor(system, { primary, mustHide: none, mustShow: none, width });
  const suppressed = performance.now();
  const { cells } = await auditShown({ counts: Array.from(system.counts, (it, cell) => (hidden[cell] === 1 ? null : it)), equations: system.equations });
  const done = performance.now();
  const widths = cells.flatMap(({ cell, range: [least, most] }) => (primary[cell] === 1 ? [(most ?? Infinity) - least] : []));
  const secondary = cells.filter(({ cell }) => primary[cell] === 0).map(({ cell }) => system.counts[cell]!);
  process.stdout.write(JSON.stringify({ cells: system.counts.length, primary: widths.length, secondary: secondary.length, frequency: secondary.reduce((sum, it) => sum + it, 0), derivable: widths.filter((it) => it < 1e-6).length, narrow: widths.filter((it) => it < 3 - 1e-6).length, least: Math.min(...widths), suppress: (suppressed - begun) / 1000, audit: (done - suppressed) / 1000 }));
}

type Measured = { cells: number; primary: number; secondary: number; frequency: number; derivable: number; narrow: number; least: number; suppress: number; audit: number };

function protection(): void {
  console.log("\nprotection   cells  small  width asked   hidden with them: ours  gauss  ratio   counts hidden   derivable: ours gauss   narrow: ours gauss   narrowest   seconds: suppress  audit   gauss + scipy");
  for (const [at, known] of tables.entries()) for (const width of [3, known.threshold]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [self, "--measure", String(at), String(width)], { encoding: "utf8", timeout: 600_000 });
    if (status !== 0) console.log(`${known.sizes.join("x")}: stopped. ${stderr.slice(-300)}`);
    else console.log(line(known, width, JSON.parse(stdout) as Measured));
  }
}

const line = ({ sizes, gauss }: Known, width: number, it: Measured) => [
  sizes.join("x").padEnd(10), String(it.cells).padStart(7), String(it.primary).padStart(6), String(width).padStart(12), String(it.secondary).padStart(25), String(gauss.secondary).padStart(6), (it.secondary / gauss.secondary).toFixed(2).padStart(6), String(it.frequency).padStart(15), String(it.derivable).padStart(17), String(gauss.derivable).padStart(5), String(it.narrow).padStart(14), String(gauss.narrow).padStart(5), String(it.least).padStart(11), it.suppress.toFixed(2).padStart(19), it.audit.toFixed(2).padStart(6), `${gauss.suppressSeconds} + ${gauss.auditSeconds}`.padStart(15),
].join(" ");

function raking(): void {
  const sample = new URL("../../shared/bench/rake_sample.csv", import.meta.url);
  if (!existsSync(sample)) return console.log("\nRaking is left out: there is no folder ../shared/bench beside the repository.");
  const rows = csvRows(readFileSync(sample, "utf8"), "rake_sample.csv").slice(1).map((it) => it.cells);
  const shares = { sex: { f: 0.51, m: 0.49 }, age: { a: 0.2, b: 0.25, c: 0.3, d: 0.25 }, reg: Object.fromEntries([..."abcdefgh"].map((it) => [it, 1 / 8])) };
  const margins = Object.entries(shares).map(([name, of], column) => ({ name, categories: rows.map((it) => it[column]!), totals: Object.fromEntries(Object.entries(of).map(([it, share]) => [it, 2000 * share])) }));
  const { ms, value } = best(() => rake(margins, { tolerance: 2e-7 }).designEffect);
  console.log(`\nraking   2,000 answers to three margins: ${ms.toFixed(1)} ms, design effect ${value.toFixed(9)}; R’s survey, published: 88 ms, 1.456112404`);
}

const [flag, at, width] = process.argv.slice(2);
if (flag === "--measure") await measure(tables[Number(at)]!, Number(width));
else {
  agreement();
  protection();
  raking();
}
