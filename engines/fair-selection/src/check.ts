// Whether a published result follows from the published files: hashes, quotas, chances, proofs, the draw; and, computed again, the lottery.
import { chanceBound } from "./certificate.ts";
import { hashOf } from "./chance.ts";
import { type Instance, instanceOf, isPanel } from "./instance.ts";
import type { Selection } from "./pool.ts";
import { type Chances, chancesIn, type Drawn, drawFrom, hashOfResult } from "./select.ts";
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
    && Array.isArray(it.proofs?.quotas) && Array.isArray(it.proofs?.panels) && Array.isArray(it.caps) && typeof it.probabilities === "object" && typeof it.seed === "string" && Number.isSafeInteger(it.size);
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

/** Whether the same lottery comes out of the files once more; loads the solver where the draw needed it. */
export async function checkLottery(result: Drawn, selection: Selection): Promise<Finding> {
  const again = await chancesIn(selection, result.method, { pool: result.pool, quotas: result.quotas, idColumn: result.idColumn });
  return { name: "lottery", ok: again.feasible && isSame(again.lottery, result.lottery), values: { minimum: again.feasible ? again.minimum : 0 } };
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

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

/** Whether the proofs settle every type of a leximin lottery (for maximin: the lowest chance), each at the chance that it has. */
function proofsHold(instance: Instance, { lottery, method, proofs }: Chances): boolean {
  const chances = chancesOf(instance, lottery.tickets);
  const within = close + lottery.missedBy;
  if (proofs.quotas.length === 0) return proofs.panels.every((it) => it.types.every((type) => chances[type]! > it.chance - within));
  const settled = new Map<number, number>();
  for (const proof of proofs.quotas) {
    const bound = Math.min(1, chanceBound(instance, proof, settled));
    if (bound > proof.chance + within || chances.some((it, type) => !settled.has(type) && it < proof.chance - within)) return false;
    for (const type of proof.types) settled.set(type, proof.chance);
    for (const [type, it] of chances.entries()) if (it > 1 - close) settled.set(type, 1);
  }
  return method === "maximin" || chances.every((_, type) => settled.has(type));
}
