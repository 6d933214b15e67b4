// The lottery over whole panels that gives everybody the fairest chance there is. The relaxation’s chances are an upper bound for the
// smallest chance, and nearly always whole panels give them: walks collect panels, a linear program mixes them, and only where that does
// not do is a panel looked for by an integer program. Where it is proven that whole panels cannot give the relaxation’s chances, leximin runs over
// whole panels themselves, stage by stage, as published [1]. [1] See columns.ts.
import { type Aim, type Best, bestLottery, dearest } from "./columns.ts";
import type { Balance } from "./goldilocks.ts";
import type { Counts, Instance } from "./instance.ts";
import { mended as mendedWalk } from "./mend.ts";
import { type Certificate, type Method, relaxedChances } from "./leximin.ts";
import { typesOnNoPanel, withoutTypes } from "./never.ts";
import { loadSolver, type Solver } from "./solver.ts";
import { walk } from "./walk.ts";

/** Why the chances of some types are no higher: `worth` of one member of each type; no panel within the quotas is worth more than `price`. */
export type PanelCertificate = { chance: number; worth: number[]; price: number; types: number[] };

/**
 * Panels with their shares (Σ 1), the certificates of the stages, by how much the lottery misses the relaxation’s chances at most, and the types
 * that can be on no panel, of which the certificates know nothing.
 */
export type Lottery = { panels: Counts[]; shares: number[]; certificates: Certificate[]; panelCertificates: PanelCertificate[]; balance: Balance | null; missedBy: number; never: number[] };

/** How a computation goes: in words, and how far it is, in 0…1. */
export type Progress = (what: "chances" | "panels" | "proof", share: number) => void;

/** Walks at most, and after which ones the panels are mixed. On the stand-ins of bench/selection.ts sixteen were enough. */
const mixedAfter = [2, 4, 8, 16];
/** What counts as giving the relaxation’s chances. */
const small = 1e-8;

/** The lottery of the instance; null where no panel keeps the quotas. `solver` is loaded only where it is needed. */
export async function fairLottery(instance: Instance, method: Method, onProgress: Progress = () => {}, solver: () => Promise<Solver> = loadSolver): Promise<Lottery | null> {
  onProgress("chances", 0);
  const relaxed = relaxedChances(instance, method);
  if (relaxed === null) return null;
  const done = (best: Pick<Best, "panels" | "shares">, missedBy: number): Lottery => ({ ...compact(best), certificates: relaxed.certificates, panelCertificates: [], balance: relaxed.balance, missedBy, never: [] });
  const known = new Map<string, Counts>();
  const aim: Aim = { floor: relaxed.chances, rises: new Uint8Array(relaxed.chances.length).fill(1), most: 0 };
  for (let times = 1; times <= mixedAfter.at(-1)!; times++) {
    const walked = walk(instance, relaxed.members, times * luck);
    if (walked.left < small) return done(walked, 0);
    for (const panel of walked.panels) known.set(panel.join(), panel);
    onProgress("panels", times / mixedAfter.at(-1)!);
    const mended = times === 1 ? await mendedWalk(instance, walked, luck, known, solver) : null;
    if (mended) return done(mended, 0);
    if (known.size === 0 || !mixedAfter.includes(times)) continue;
    const mixed = bestLottery(instance, aim, [...known.values()], await solver(), 0);
    if (mixed.z > -small) return done(mixed, 0);
  }
  const any = known.size === 0 ? dearest(instance, new Float64Array(instance.types.length), await solver()) : null;
  if (any) known.set(any.join(), any);
  if (known.size === 0) return null;
  const never = typesOnNoPanel(instance, known, await solver());
  if (never.length > 0) return withoutThose(instance, never, (part) => fairLottery(part, method, onProgress, solver));
  const best = bestLottery(instance, aim, [...known.values()], await solver(), usualRounds, (z) => onProgress("proof", Math.max(0, 1 + z)));
  if (best.z > -small || !best.isProven || method === "goldilocks") return done(best, Math.max(0, -best.z));
  return overPanels(instance, method, best.panels, await solver(), onProgress);
}

/** The lottery of the others, with nobody of those who can be on no panel. */
async function withoutThose(instance: Instance, never: number[], lotteryOf: (part: Instance) => Promise<Lottery | null>): Promise<Lottery | null> {
  const { part, kept } = withoutTypes(instance, never);
  const found = await lotteryOf(part);
  if (found === null) return null;
  const whole = (values: readonly number[]) => kept.reduce((all, type, at) => all.with(type, values[at]!), instance.types.map(() => 0));
  const named = <Of extends { types: number[] }>(it: Of): Of => ({ ...it, types: it.types.map((at) => kept[at]!) });
  return {
    ...found, panels: found.panels.map(whole), never: [...never, ...found.never.map((at) => kept[at]!)].toSorted((a, b) => a - b),
    certificates: found.certificates.map(named), panelCertificates: found.panelCertificates.map((it) => ({ ...named(it), worth: whole(it.worth) })),
  };
}

/** Any odd number does: what it changes is which panels are found. */
const luck = 7919;

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
  return { ...compact(best), certificates: [], panelCertificates, balance: null, missedBy: 0, never: [] };
}

/** By so little a settled chance may be lower in later stages, or rounding would leave them no solution. */
const slack = 1e-9;

/** Only the panels with a share. */
function compact({ panels, shares }: Pick<Best, "panels" | "shares">): { panels: Counts[]; shares: number[] } {
  const used = panels.map((_, at) => at).filter((at) => shares[at]! > 1e-12);
  return { panels: used.map((at) => panels[at]!), shares: used.map((at) => shares[at]!) };
}
