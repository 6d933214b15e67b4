import { visitor } from "../ground/viewer.ts";
import { here, type Door } from "../ground/web/env.ts";
import { assessmentAt } from "../concepts/assessments/store.ts";
import { releaseAddress } from "../concepts/findings/addresses.ts";
import type { PublicFinding } from "../concepts/findings/release.ts";
import { releasesOf } from "../concepts/findings/store.ts";
import { allProcesses } from "../concepts/processes/store.ts";

/** A finding as an address names it, for whoever takes it up: process, assessment, release and its number. */
export const findingNamed = (process: { slug: string }, of: { assessment: number; release: number }, it: Pick<PublicFinding, "number">): string => `${process.slug}.${of.assessment}.${of.release}.${it.number}`;

/**
 * The released finding that somebody takes up (`?finding=model.1.1.3`), with where it stands; null where the address names none, or none that is everyone’s. A practice, an
 * offer or need begins with its words; commitments and conversations will.
 */
export async function findingTakenUp(c: Door): Promise<{ it: PublicFinding; address: string } | null> {
  const named = /^([a-z0-9-]+)\.(\d{1,9})\.(\d{1,9})\.(\d{1,9})$/.exec(c.req.query("finding") ?? "");
  const process = named && (await allProcesses(c.var.db)).find((it) => it.slug === named[1]);
  if (!named || !process) return null;
  const assessment = await assessmentAt(c.var.db, process, Number(named[2]), visitor).catch(() => null);
  const release = assessment && (await releasesOf(c.var.db, assessment, visitor)).find((it) => it.number === Number(named[3]));
  const it = release?.document.findings.find((one) => one.number === Number(named[4]));
  return it && assessment && release ? { it, address: `${c.var.house.baseUrl}${here(c)(releaseAddress(process, assessment, release))}#finding-${it.number}` } : null;
}
