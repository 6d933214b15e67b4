// Whether a published result follows from the published files: hashes, quotas, chances, proofs, the draw. Without a solver; the lottery is
// computed again in again.ts.
import { chanceBound, weightsOf } from "./certificate.ts";
import { hashOf } from "./chance.ts";
import { bestPair, evenChance, imbalance, lineThrough } from "./goldilocks.ts";
import { type Instance, instanceOf, isPanel } from "./instance.ts";
import type { Selection } from "./pool.ts";
import { type BalanceProof, type Chances, type Drawn, drawFrom, hashOfResult } from "./drawn.ts";
import { chancesOf, outOf, type Ticket } from "./weights.ts";

/** What is looked at, in this order. */
export const findingNames = ["pool", "quotas", "result", "panels", "chances", "proofs", "draw", "alternates", "lottery"] as const;
export type FindingName = (typeof findingNames)[number];

/** What was looked at, whether it holds, and what was seen. */
export type Finding = { name: FindingName; ok: boolean; values: Record<string, string | number> };

/** How far a proof and a chance may be apart: what rounding leaves. */
const close = 1e-6;

/** The bytes of the files a result speaks of. */
export type Files = { pool: Uint8Array; quotas: Uint8Array };

/** What a document needs to have for being checked at all; a sentence, or null. */
export function whyNoResult(value: unknown): string | null {
  const it = value as Partial<Drawn> | null;
  const isOne = typeof it === "object" && it !== null && it.feasible === true && it.version === 1 && Array.isArray(it.lottery?.tickets) && Array.isArray(it.panel) && Array.isArray(it.alternates)
    && Array.isArray(it.proofs?.quotas) && Array.isArray(it.proofs?.panels) && Array.isArray(it.proofs?.never) && Array.isArray(it.caps) && typeof it.probabilities === "object" && typeof it.seed === "string" && Number.isSafeInteger(it.size);
  return isOne ? null : "it is not the result of a draw: give the document that “travaux draw --format json” wrote";
}

/** What the files and the result's own lottery show; needs no solver. */
export function checkDrawn(result: Drawn, selection: Selection, files: Files): Finding[] {
  const instance = instanceOf(selection);
  const isLottery = areTickets(instance, result.lottery.tickets);
  const again = isLottery ? drawFrom(selection, result, result.seed, result.alternatesAsked) : null;
  return [
    { name: "pool", ok: hashOf(files.pool) === result.pool, values: { hash: hashOf(files.pool), said: result.pool } },
    { name: "quotas", ok: hashOf(files.quotas) === result.quotas, values: { hash: hashOf(files.quotas), said: result.quotas } },
    { name: "result", ok: hashOfResult(result) === result.result, values: { hash: hashOfResult(result), said: result.result ?? "" } },
    { name: "panels", ok: isLottery, values: { count: result.lottery.tickets.length } },
    { name: "chances", ok: isLottery && chancesFollow(instance, result), values: { minimum: result.minimum } },
    { name: "proofs", ok: isLottery && proofsHold(instance, result), values: { count: result.proofs.quotas.length } },
    { name: "draw", ok: again !== null && isSame(again.panel, result.panel), values: { seed: result.seed } },
    { name: "alternates", ok: again !== null && isSame(again.alternates, result.alternates), values: { count: result.alternates.length } },
  ];
}

/** Whether two plain values are written the same. */
export const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Every ticket a panel within the quotas, every weight whole, and their sum the one of the lottery. */
function areTickets(instance: Instance, tickets: readonly Ticket[]): boolean {
  const sum = tickets.reduce((total, it) => total + it.weight, 0);
  return tickets.length > 0 && sum === outOf && tickets.every((it) => Number.isSafeInteger(it.weight) && it.weight > 0 && Array.isArray(it.members) && isPanel(instance, it.members));
}

function chancesFollow(instance: Instance, { lottery, probabilities, minimum }: Chances): boolean {
  const chances = chancesOf(instance, lottery.tickets);
  const people = instance.types.flatMap((it, type) => it.people.map((id) => [id, chances[type]!] as const));
  return people.length === Object.keys(probabilities).length && people.every(([id, chance]) => Object.hasOwn(probabilities, id) && probabilities[id] === chance) && minimum === Math.min(...chances);
}

/** Whether the proofs settle every type (for maximin: the lowest chance; for goldilocks: both ends too), each at the chance that it has. */
function proofsHold(instance: Instance, { lottery, method, proofs }: Chances): boolean {
  const chances = chancesOf(instance, lottery.tickets);
  const within = close + lottery.missedBy;
  if (proofs.never.some((type) => chances[type] !== 0)) return false;
  if (proofs.quotas.length === 0) return proofs.panels.every((it) => it.types.every((type) => chances[type]! > it.chance - within));
  const lid = proofs.balance?.most ?? 1;
  if ((method === "goldilocks") !== (proofs.balance !== null) || chances.some((it) => it > lid + within)) return false;
  if (proofs.balance && !isBalanced(instance, proofs.balance, chances, within)) return false;
  const settled = new Map(proofs.never.map((type) => [type, 0]));
  for (const proof of proofs.quotas) {
    const bound = Math.min(lid, chanceBound(instance, proof, settled, lid));
    if (bound > proof.chance + within || chances.some((it, type) => !settled.has(type) && it < proof.chance - within)) return false;
    for (const type of proof.types) settled.set(type, proof.chance);
    for (const [type, it] of chances.entries()) if (it > lid - close) settled.set(type, lid);
  }
  return method === "maximin" || chances.every((_, type) => settled.has(type));
}

/** Whether the lines leave no pair of lowest and highest chance that is better balanced than the one of these chances. */
function isBalanced(instance: Instance, { lines }: BalanceProof, chances: readonly number[], within: number): boolean {
  const isOut = (type: number) => chances[type]! < close;
  const even = evenChance(instance, isOut);
  const drawn = lines.map((it) => lineThrough(instance, weightsOf(instance, it), isOut));
  const best = bestPair(drawn, even);
  const [least, most] = [Math.min(...chances.filter((it) => it >= close)), Math.max(...chances)];
  return imbalance(least + within, most - within, even) <= imbalance(best.least, best.most, even);
}
