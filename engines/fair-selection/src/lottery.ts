// The lottery over whole panels that gives everybody the fairest chance there is. The relaxation’s chances are an upper bound for the
// smallest chance, and nearly always whole panels give them: walks collect panels, a linear program mixes them, and only where that does
// not do is a panel looked for by an integer program. Where it is proven that whole panels cannot give the relaxation’s chances, leximin runs over
// whole panels themselves, stage by stage, as published [1]. [1] See columns.ts.
import { type Aim, type Best, bestLottery, dearest } from "./columns.ts";
import type { Counts, Instance } from "./instance.ts";
import { type Certificate, type Method, relaxedChances } from "./leximin.ts";
import { loadSolver, type Solver } from "./solver.ts";
import { walk } from "./walk.ts";

/** Why the chances of some types are no higher: `worth` of one member of each type; no panel within the quotas is worth more than `price`. */
export type PanelCertificate = { chance: number; worth: number[]; price: number; types: number[] };

/** Panels with their shares (Σ 1), the certificates of the stages, and by how much the lottery misses the relaxation’s chances at most. */
export type Lottery = { panels: Counts[]; shares: number[]; certificates: Certificate[]; panelCertificates: PanelCertificate[]; missedBy: number };

/** How a computation goes: in words, and how far it is, in 0…1. */
export type Progress = (what: "chances" | "panels" | "proof", share: number) => void;

/** Walks at most, and after which ones the panels are mixed. On the stand-ins of bench/selection.ts eight are enough. */
const mixedAfter = [1, 2, 4, 8, 16];
/** What counts as giving the relaxation’s chances. */
const small = 1e-8;

/** The lottery of the instance; null where no panel keeps the quotas. `solver` is loaded only where it is needed. */
export async function fairLottery(instance: Instance, method: Method, onProgress: Progress = () => {}, solver: () => Promise<Solver> = loadSolver): Promise<Lottery | null> {
  const relaxed = relaxedChances(instance, method);
  if (relaxed === null) return null;
  const done = (best: Pick<Best, "panels" | "shares">, missedBy: number): Lottery => ({ ...compact(best), certificates: relaxed.certificates, panelCertificates: [], missedBy });
  const known = new Map<string, Counts>();
  const aim: Aim = { floor: relaxed.chances, rises: new Uint8Array(relaxed.chances.length).fill(1), most: 0 };
  for (let walked = 1; walked <= mixedAfter.at(-1)!; walked++) {
    const { panels, shares, left } = walk(instance, relaxed.members, walked * luck);
    if (left < small) return done({ panels, shares }, 0);
    for (const panel of panels) known.set(panel.join(), panel);
    onProgress("panels", walked / mixedAfter.at(-1)!);
    if (known.size === 0 || !mixedAfter.includes(walked)) continue;
    const mixed = bestLottery(instance, aim, [...known.values()], await solver(), 0);
    if (mixed.z > -small) return done(mixed, 0);
  }
  return byPrograms(instance, method, aim, [...known.values()], await solver(), done, onProgress);
}

/** Any odd number does: what it changes is which panels are found. */
const luck = 7919;

async function byPrograms(instance: Instance, method: Method, aim: Aim, known: Counts[], solver: Solver, done: (best: Best, missedBy: number) => Lottery, onProgress: Progress): Promise<Lottery | null> {
  if (known.length === 0) {
    const any = dearest(instance, new Float64Array(instance.types.length), solver);
    if (any === null) return null;
    known.push(any);
  }
  const best = bestLottery(instance, aim, known, solver, usualRounds, (z) => onProgress("proof", Math.max(0, 1 + z)));
  if (best.z > -small || !best.isProven) return done(best, Math.max(0, -best.z));
  return overPanels(instance, method, known, solver, onProgress);
}

/** Panels that column generation adds at most in one program: large pools that need more keep what they have, and say so. */
const usualRounds = 1000;

/** Leximin (or its first stage) over whole panels. */
function overPanels(instance: Instance, method: Method, known: Counts[], solver: Solver, onProgress: Progress): Lottery {
  const floor = new Float64Array(instance.types.length);
  const rises = new Uint8Array(instance.types.length).fill(1);
  const panelCertificates: PanelCertificate[] = [];
  const stages = method === "leximin" ? Infinity : 1;
  let best: Pick<Best, "panels" | "shares"> = { panels: [], shares: [] };
  while (rises.includes(1) && panelCertificates.length < stages) {
    const stage = bestLottery(instance, { floor, rises, most: 1 }, known, solver, usualRounds);
    const chance = Math.max(0, stage.z);
    const types = [...rises.keys()].filter((type) => rises[type] && (stage.worth[type]! > small || stage.z >= 1 - small));
    if (types.length === 0) throw new Error(`The chances do not settle at ${chance}.`);
    for (const type of types) [floor[type], rises[type]] = [Math.max(0, chance - slack), 0];
    panelCertificates.push({ chance, worth: [...stage.worth], price: stage.price, types });
    best = stage;
    onProgress("proof", rises.filter((it) => it === 0).length / rises.length);
  }
  return { ...compact(best), certificates: [], panelCertificates, missedBy: 0 };
}

/** By so little a settled chance may be lower in later stages, or rounding would leave them no solution. */
const slack = 1e-9;

/** Only the panels with a share. */
function compact({ panels, shares }: Pick<Best, "panels" | "shares">): { panels: Counts[]; shares: number[] } {
  const used = panels.map((_, at) => at).filter((at) => shares[at]! > 1e-12);
  return { panels: used.map((at) => panels[at]!), shares: used.map((at) => shares[at]!) };
}
