/**
 * Ten thousand inputs, part of them campaigns, grouped: `node bench/near-copies.ts [texts]`.
 *
 * Baselines, on the same sets of four-word runs in the same process: every pair compared by merging sorted sets (the definition of
 * the Jaccard index), and MinHash with bands (Broder 1997; 126 hashes, 42 bands of 3), which estimates. The inputs are invented:
 * provisions of an invented treaty, reworded, and six campaigns of 2,000 to 20 letters with a first line and a signature of their own.
 * A method's groups are compared with those of the definition.
 */
import { inventTreaty, reword } from "../engines/treaty-text/src/invented.ts";
import { nearCopies } from "../engines/treaty-text/src/near-copies.ts";
import { walk } from "../engines/treaty-text/src/provision.ts";
import { numbersFrom } from "./invented.ts";

type Input = { id: string; text: string };
const count = Number(process.argv[2] ?? 10_000);
const likeness = 0.5;

function inventInputs(): Input[] {
  const chance = numbersFrom(5);
  const words = [...walk(inventTreaty(11, 3000).provisions)].map((it) => it.text).filter((it) => it.length > 200);
  const vocabulary = [...new Set(words.join(" ").split(/\s+/))];
  const some = (length: number) => Array.from({ length }, () => vocabulary[Math.floor(chance() * vocabulary.length)]).join(" ");
  const texts: string[] = [];
  for (const size of [0.2, 0.05, 0.02, 0.01, 0.005, 0.002].map((share) => Math.round(share * count))) {
    const template = Array.from({ length: 4 }, () => words[Math.floor(chance() * words.length)]).join("\n");
    for (let at = 0; at < size; at++) texts.push(`${some(12)}\n\n${template}\n\n${some(6)}`);
  }
  while (texts.length < count) texts.push(`${words[Math.floor(chance() * words.length)]}\n${reword(words[Math.floor(chance() * words.length)]!, 0.5, { chance, vocabulary })}\n${some(120)}`);
  return texts.map((text, at) => ({ id: `i${String(at).padStart(6, "0")}`, text }));
}

/** Sets of four-word runs as sorted numbers, for the baselines. */
function setsOf(inputs: readonly Input[]): Int32Array[] {
  const known = new Map<string, number>();
  return inputs.map(({ text }) => {
    const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}'’]+/gu) ?? [];
    const runs = new Set<number>();
    for (let at = 0; at + 4 <= words.length; at++) {
      const run = words.slice(at, at + 4).join(" ");
      runs.add(known.get(run) ?? (known.set(run, known.size), known.size - 1));
    }
    return Int32Array.from(runs).toSorted();
  });
}

function jaccard(one: Int32Array, other: Int32Array): number {
  let shared = 0;
  for (let [a, b] = [0, 0]; a < one.length && b < other.length; ) {
    const [first, second] = [one[a]!, other[b]!];
    if (first === second) shared++;
    if (first <= second) a++;
    if (second <= first) b++;
  }
  return shared / (one.length + other.length - shared);
}

const rootOf = (parents: Int32Array, it: number): number => (parents[it] === it ? it : (parents[it] = rootOf(parents, parents[it]!)));

function allPairs(inputs: readonly Input[]): number[][] {
  const sets = setsOf(inputs);
  const parents = Int32Array.from(sets, (_, at) => at);
  for (let a = 0; a < sets.length; a++) for (let b = 0; b < a; b++) if (jaccard(sets[a]!, sets[b]!) >= likeness) parents[rootOf(parents, a)] = rootOf(parents, b);
  return grouped(parents);
}

function minHash(inputs: readonly Input[]): number[][] {
  const sets = setsOf(inputs);
  const [bands, rows] = [42, 3];
  const chance = numbersFrom(3);
  const seeds = Array.from({ length: bands * rows }, () => [Math.floor(chance() * 2 ** 31) | 1, Math.floor(chance() * 2 ** 31)] as const);
  const parents = Int32Array.from(sets, (_, at) => at);
  const least = sets.map((set) => seeds.map(([factor, sum]) => {
    let smallest = 0xffffffff;
    for (const run of set) {
      const mixed = Math.imul(run ^ sum, factor);
      smallest = Math.min(smallest, Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b) >>> 0);
    }
    return smallest;
  }));
  for (let band = 0; band < bands; band++) {
    const buckets = new Map<string, number[]>();
    least.forEach((hashes, at) => {
      const key = hashes.slice(band * rows, band * rows + rows).join(" ");
      for (const other of buckets.get(key) ?? []) if (rootOf(parents, at) !== rootOf(parents, other) && jaccard(sets[at]!, sets[other]!) >= likeness) parents[rootOf(parents, at)] = rootOf(parents, other);
      const bucket = buckets.get(key);
      if (bucket) bucket.push(at);
      else buckets.set(key, [at]);
    });
  }
  return grouped(parents);
}

const grouped = (parents: Int32Array) => Object.values(Object.groupBy([...parents.keys()], (it) => rootOf(parents, it))).filter((it): it is number[] => it!.length > 1);

const written = (groups: readonly (readonly (string | number)[])[]) => groups.map((it) => it.map((id) => Number(String(id).replace("i", ""))).toSorted((a, b) => a - b).join(" ")).toSorted().join("\n");

const inputs = inventInputs();
const lengths = inputs.reduce((sum, { text }) => sum + text.length, 0);
console.log(`${inputs.length} inputs, ${(lengths / 1e6).toFixed(1)} MB`);
const timed = <T>(work: () => T): [number, T] => {
  const start = performance.now();
  const result = work();
  return [performance.now() - start, result];
};
nearCopies(inputs.slice(0, 500), { likeness }); // warm
const [ours, groups] = timed(() => nearCopies(inputs, { likeness }));
const [pairs, defined] = timed(() => allPairs(inputs));
const [hashed, estimated] = timed(() => minHash(inputs));
for (const [name, ms, found] of [["travaux nearCopies", ours, written(groups)], ["every pair, merged sorted sets", pairs, written(defined)], ["MinHash with bands", hashed, written(estimated)]] as const)
  console.log(`  ${name.padEnd(34)} ${ms.toFixed(0).padStart(8)} ms  ${(ms / ours).toFixed(1).padStart(7)}x  ${found.split("\n").length} groups  ${found === written(defined) ? "as defined" : "other groups"}`);
