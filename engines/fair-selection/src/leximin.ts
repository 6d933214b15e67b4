// The fairest chances that bounds allow: the smallest chance as large as can be, then the next smallest, and so on (leximin [1]), over
// the relaxation in which a panel may take fractions of people: x[t] expected members of type t, 0 ≤ x ≤ people, every row within its bounds.
// Each stage finds the largest z that all types not yet settled can have together, by Newton's method: at a z that is too high the simplex
// method gives row weights that no x can satisfy; they are a straight line in z, whose root is the next, lower z. The last weights are
// the certificate: every type with a positive sum of weights is at z in every solution, and nobody needs a solver to see it.
// [1] Flanigan, Gölz, Gupta, Hennig, Procaccia, “Fair algorithms for selecting citizens’ assemblies”, Nature 596 (2021), Methods; theirs runs
//     over whole panels by column generation, ours over the relaxation first, whose chances can nearly always be had (see lottery.ts).
import { type Balance, balanceOf } from "./goldilocks.ts";
import { type Instance, mostOf } from "./instance.ts";
import { feasibility, simplexOf, type Simplex } from "./simplex.ts";

/** Why the chances of some types can be no higher: weights of the rows, and the chance that they prove. */
export type Certificate = { chance: number; weights: number[]; types: number[] };

/** Chances by type, the certificate of each stage, expected members by type, and, for goldilocks, why the two ends lie where they do. */
export type Relaxed = { chances: Float64Array; members: Float64Array; certificates: Certificate[]; balance: Balance | null };

/** What may be asked of the chances: leximin, only the highest smallest one, or leximin below a lid that balances the two ends (goldilocks.ts). */
export const methods = ["leximin", "maximin", "goldilocks"] as const;
export type Method = (typeof methods)[number];

/** Below this a type’s sum of weights (the largest weight being 1) counts as nothing. */
const nothing = 1e-7;

/** The fairest chances over the relaxation; null where no x at all is within bounds. */
export function relaxedChances(instance: Instance, method: Method): Relaxed | null {
  if (method !== "goldilocks") return belowLid(instance, method, 1);
  const unbounded = belowLid(instance, "leximin", 1);
  if (unbounded === null) return null;
  const balance = balanceOf(instance, unbounded.chances, unbounded.certificates.find((it) => it.chance > nothing)!.weights);
  const found = belowLid(instance, "leximin", balance.most);
  return found && { ...found, balance };
}

/** The same with nobody’s chance above the lid. */
function belowLid(instance: Instance, method: Exclude<Method, "goldilocks">, lid: number): Relaxed | null {
  const simplex = simplexOf(instance.rows, instance.types.map((it) => it.rows));
  const people = Float64Array.from(instance.types, (it) => it.people.length);
  const chances = new Float64Array(people.length);
  const isSettled = new Uint8Array(people.length);
  const certificates: Certificate[] = [];
  const stages = method === "leximin" ? Infinity : 1;
  const most = people.map((it) => it * lid);
  let point: Float64Array = people;
  while (isSettled.includes(0) && certificates.length < stages) {
    const stage = highest(instance, simplex, { people, most, lid }, chances, isSettled);
    if (stage === null) return null;
    point = stage.point;
    for (let type = 0; type < people.length; type++) if (!isSettled[type]) chances[type] = stage.chance;
    settle(stage, lid, chances, isSettled);
    certificates.push({ chance: stage.chance, weights: stage.weights, types: stage.types });
  }
  if (method === "maximin") for (let type = 0; type < people.length; type++) chances[type] = Math.min(1, Math.max(0, point[type]! / people[type]!));
  return { chances, members: chances.map((it, type) => it * people[type]!), certificates, balance: null };
}

/** By so little a settled chance may be lower in later stages, or rounding would leave them no solution. */
const slack = 1e-10;

type Stage = { chance: number; point: Float64Array; weights: number[]; types: number[]; full: number[] };

/** How many there are of each type, how many of it may be expected at most, and the highest chance anybody may have. */
type Limits = { people: Float64Array; most: Float64Array; lid: number };

/** The highest chance that all types which are not settled can have together, with the weights that prove it. */
function highest({ rows, types }: Instance, simplex: Simplex, limits: Limits, chances: Float64Array, isSettled: Uint8Array): Stage | null {
  const { people, most, lid } = limits;
  const level = (chance: number) => people.map((it, type) => it * (isSettled[type] ? Math.max(0, chances[type]! - slack) : chance));
  let chance = lid;
  let line: Line = { weights: rows.map(() => 0), sums: types.map(() => 0), root: lid };
  for (;;) {
    const found = simplex.solve({ lower: level(chance), upper: most });
    if ("point" in found) return stageAt(chance, lid, found.point, line, isSettled);
    const next = lineOf(rows, types, found.weights, limits, chances, isSettled);
    if (next === null || next.root < -feasibility) return null;
    if (next.root > chance - 1e-13) throw new Error(`The chances do not settle at ${chance}.`);
    [line, chance] = [next, Math.max(0, next.root)];
  }
}

/** Weights of the rows, their sum for each type, and the chance at which they stop proving that it is too high. */
type Line = { weights: number[]; sums: number[]; root: number };

function lineOf(rows: Instance["rows"], types: Instance["types"], raw: Float64Array, { people, most, lid }: Limits, chances: Float64Array, isSettled: Uint8Array): Line | null {
  const largest = raw.reduce((most, it) => Math.max(most, Math.abs(it)), 0);
  for (const sign of [1, -1]) {
    const weights = Array.from(raw, (it) => (Math.abs(it) < noise * largest ? 0 : (sign * it) / largest));
    const sums = types.map((type) => type.rows.reduce((sum, row) => sum + weights[row]!, 0));
    let [over, slope] = [-mostOf(rows, weights), 0];
    for (const [type, sum] of sums.entries()) {
      if (sum < -nothing) over += sum * most[type]!;
      else if (sum > nothing && isSettled[type]) over += sum * people[type]! * chances[type]!;
      else if (sum > nothing) slope += sum * people[type]!;
    }
    if (slope > 0 && over + slope * lid > -nothing) return { weights, sums, root: -over / slope };
  }
  return null;
}

const noise = 1e-10;

function stageAt(chance: number, lid: number, point: Float64Array, { weights, sums }: Line, isSettled: Uint8Array): Stage {
  const open = sums.map((_, type) => type).filter((type) => !isSettled[type]);
  const isCertain = chance >= lid; // nobody may have more: no weights are needed
  return { chance, point, weights, types: isCertain ? open : open.filter((it) => sums[it]! > nothing), full: open.filter((it) => sums[it]! < -nothing) };
}

/** Types that are at the stage’s chance in every solution, and types that are at the lid then. */
function settle({ types, full }: Stage, lid: number, chances: Float64Array, isSettled: Uint8Array): void {
  for (const type of types) isSettled[type] = 1;
  for (const type of full) [isSettled[type], chances[type]] = [1, lid];
}
