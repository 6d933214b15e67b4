/**
 * Fair selection beside published figures, in one run: `node bench/selection.ts [name …]`.
 *
 * Pools: the field's two public ones (where shared/data lies beside the repository), a pool of 2,000 with three types, and stand-ins with
 * the shapes of the published instances, whose pools are private (made by shared/bench/mkinstances.py where Python is there). Each pool is
 * solved in a process of its own, solver and all, and a time is that of the processor. Published: LEXIMIN's lowest chance and seconds on a
 * commercial solver in 2021 [1], for the real pools behind the stand-ins (~), which are others. Found: the lowest chance that the published code finds
 * on the same file with HiGHS, where that was measured. Bound: what the quotas allow at most, proven. Missed: what the lottery
 * leaves of it. Where some types can be on no panel (sf_c~), chance and bound are those of the others. [1] Flanigan et al., Nature 596 (2021), reference output of pgoelz/citizensassemblies-replication.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fairLottery } from "../engines/fair-selection/src/lottery.ts";
import { withoutTypes } from "../engines/fair-selection/src/never.ts";
import { instanceOf } from "../engines/fair-selection/src/instance.ts";
import { relaxedChances } from "../engines/fair-selection/src/leximin.ts";
import type { Selection } from "../engines/fair-selection/src/pool.ts";
import { readPeople } from "../engines/fair-selection/src/read-people.ts";
import { readQuotas } from "../engines/fair-selection/src/read-quotas.ts";
import { chancesOf, ticketsOf } from "../engines/fair-selection/src/weights.ts";

const self = fileURLToPath(import.meta.url);
const shared = fileURLToPath(new URL("../../shared/", import.meta.url));

type Known = { published?: [chance: number, seconds: number]; found?: number; withinSeconds?: number };

/** What is known of each, and the time it is meant to keep. */
const known: Record<string, Known> = {
  example_small: { published: [0.1, 2.7], found: 0.1, withinSeconds: 0.02 }, three_types: { withinSeconds: 0.02 },
  fixture: { found: 0.090422, withinSeconds: 0.5 }, fixture300: { found: 0.15, withinSeconds: 0.5 }, fixture500: { found: 0.15, withinSeconds: 0.5 }, fixture750: { found: 0.149333, withinSeconds: 0.5 },
  "sf_a~": { published: [0.067, 19.6], found: 0.052893, withinSeconds: 1 }, "cca~": { published: [0.024, 433.5], withinSeconds: 1 }, "mass~": { published: [0.2, 0.5], found: 0.173622, withinSeconds: 1 }, "nexus~": { published: [0.325, 83.4], withinSeconds: 1 },
  "hd~": { published: [0.051, 37.2], withinSeconds: 20 }, "obf~": { published: [0.047, 183.9], withinSeconds: 20 }, "sf_b~": { published: [0.04, 8.8], found: 0.044376, withinSeconds: 20 }, "sf_d~": { published: [0.047, 46.2], withinSeconds: 20 }, "sf_e~": { published: [0.026, 4011.6], withinSeconds: 20 },
  "sf_c~": { published: [0.086, 6] },
};

/** 2,000 people of three types, 200 seats: the shape of the published example_large. */
const threeTypes = (): Selection => ({
  people: Array.from({ length: 2000 }, (_, at) => ({ id: `p${at}`, values: { gender: at < 1000 ? "female" : "male", leaning: at < 990 ? "liberal" : "conservative" } })),
  quotas: ["gender female", "gender male", "leaning liberal", "leaning conservative"].map((it) => ({ category: it.split(" ")[0]!, value: it.split(" ")[1]!, min: 99, max: 200 })), size: 200,
});

function open(folder: string, size: number): Selection {
  const quotas = readQuotas(readFileSync(join(folder, "categories.csv"), "utf8"));
  return { quotas, people: readPeople(readFileSync(join(folder, "respondents.csv"), "utf8"), { quotas }), size };
}

/** One pool in this process: figures as JSON on standard output. */
async function measure(folder: string, size: number): Promise<void> {
  const selection = folder === "" ? threeTypes() : open(folder, size);
  const begun = process.cpuUsage();
  const instance = instanceOf(selection);
  const lottery = (await fairLottery(instance, "leximin"))!;
  const chances = chancesOf(instance, ticketsOf(lottery.panels, lottery.shares));
  const { user, system } = process.cpuUsage(begun);
  const { part, kept } = withoutTypes(instance, lottery.never);
  const relaxed = relaxedChances(part, "leximin")!;
  const missed = Math.max(...kept.map((type, at) => relaxed.chances[at]! - chances[type]!));
  process.stdout.write(JSON.stringify({ people: selection.people.length, size: selection.size, types: instance.types.length, seconds: (user + system) / 1e6, chance: Math.min(...kept.map((it) => chances[it]!)), bound: Math.min(...relaxed.chances), missed, panels: lottery.panels.length, never: lottery.never.length, isProvenOtherwise: lottery.panelCertificates.length > 0 }));
}

/** Pools by name: the folder and how many are drawn. */
function poolsIn(folder: string): Record<string, [folder: string, size: number]> {
  const pools: Record<string, [string, number]> = { three_types: ["", 200] };
  const example = join(shared, "data/sortition/example_small_20");
  if (existsSync(example)) pools.example_small = [example, 20];
  const maker = join(shared, "bench/mkinstances.py");
  const fixture = join(shared, "data/sortition/stratification-fixture");
  if (existsSync(maker) && existsSync(fixture)) for (const args of [["nature", folder], ["fixture", join(fixture, "features.csv"), join(fixture, "candidates.csv"), folder]]) spawnSync("python3", [maker, ...args]);
  for (const it of readdirSync(folder)) pools[it.replace(/_\d+$/, "")] = [join(folder, it), Number(/\d+$/.exec(it)![0])];
  return pools;
}

type Measured = { people: number; size: number; types: number; seconds: number; chance: number; bound: number; missed: number; panels: number; never: number; isProvenOtherwise: boolean };

function line(name: string, it: Measured, { published, found, withinSeconds }: Known): string {
  const verdict = [withinSeconds === undefined ? "" : it.seconds <= withinSeconds ? "in time" : "LATE", it.missed < 1e-5 ? "bound reached" : it.isProvenOtherwise ? "proven over whole panels" : "BOUND MISSED", it.never === 0 ? "" : `${it.never} types on no panel`, found === undefined || it.chance >= found - 1e-9 ? "" : "BELOW THE PUBLISHED CODE"].filter(Boolean).join(", ");
  return [name.padEnd(14), `${it.people}/${it.size}`.padEnd(9), String(it.types).padStart(5), it.seconds.toFixed(3).padStart(9), (withinSeconds?.toFixed(2) ?? "").padStart(7), it.chance.toFixed(6).padStart(10), it.bound.toFixed(6).padStart(10), it.missed.toExponential(0).padStart(7), (found?.toFixed(6) ?? "").padStart(10), published ? `${published[0].toFixed(3)} in ${published[1]} s`.padStart(18) : "".padStart(18), String(it.panels).padStart(7), ` ${verdict}`].join(" ");
}

function compareAll(names: readonly string[]): void {
  const folder = mkdtempSync(join(tmpdir(), "selection-"));
  try {
    const pools = poolsIn(folder);
    console.log(["pool".padEnd(14), "size".padEnd(9), "types", "  cpu s", "   goal", "    chance", "     bound", " missed", "     found", "          published", "panels"].join(" "));
    for (const name of Object.keys(known).filter((it) => pools[it] && (names.length === 0 || names.includes(it)))) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [self, "--measure", pools[name]![0], String(pools[name]![1])], { encoding: "utf8", timeout: 600_000 });
      console.log(status === 0 ? line(name, JSON.parse(stdout) as Measured, known[name]!) : `${name}: stopped. ${stderr.slice(-300)}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const [flag, folder, size] = process.argv.slice(2);
if (flag === "--measure") await measure(folder!, Number(size));
else compareAll(process.argv.slice(2));
