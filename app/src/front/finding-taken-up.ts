import { visitor } from "../ground/viewer.ts";
import { here, type Door } from "../ground/web/env.ts";
import { assessmentAt } from "../concepts/assessments/store.ts";
import { releaseAddress } from "../concepts/findings/addresses.ts";
import type { PublicFinding } from "../concepts/findings/release.ts";
import { releasesOf } from "../concepts/findings/store.ts";
import { pathwayFinderAddress, pathwaysAddress } from "../concepts/pathways/addresses.ts";
import { filtered, type Pathway } from "../concepts/pathways/pathway.ts";
import { regionalGroups } from "../concepts/stakeholders/stakeholder.ts";
import type { Process } from "../concepts/processes/process.ts";
import { allProcesses } from "../concepts/processes/store.ts";

/** A finding as an address names it, for whoever takes it up: process, assessment, release and its number. */
export const findingNamed = (process: { slug: string }, of: { assessment: number; release: number }, it: Pick<PublicFinding, "number">): string => `${process.slug}.${of.assessment}.${of.release}.${it.number}`;

/** A released finding that somebody takes up: its own name, with where it stands and in which release. */
export type TakenUp = { it: PublicFinding; named: string; address: string; releaseId: string; process: Process };

/**
 * Where somebody finds who works on a finding already: the existing responses of its region and theme, as far as there are any; else those of its theme, or of its region; else
 * the finder, with its sector. Of several regions or sectors none is chosen.
 */
export function responsesTo({ regions, sectors, themes }: Pick<PublicFinding, "regions" | "sectors" | "themes">, all: readonly Pathway[]): string {
  const region = (regions.length === 1 && regionalGroups.find((it) => it === regions[0])) || null;
  const known = themes.filter((it) => all.some((one) => one.themes.includes(it)));
  const narrowed = [...known.map((theme) => ({ theme, region })), ...known.map((theme) => ({ theme, region: null })), { theme: null, region }];
  const found = narrowed.find((it) => (it.theme !== null || it.region !== null) && filtered(all, { ...it, kind: null }).length > 0);
  if (found) return `${pathwaysAddress}?${new URLSearchParams(Object.entries(found).flatMap(([name, it]): [string, string][] => (it === null ? [] : [[name, it]])))}#found`;
  return sectors.length === 1 ? `${pathwayFinderAddress}?${new URLSearchParams({ sector: sectors[0]! })}` : pathwayFinderAddress;
}

/**
 * The released finding that somebody takes up (`?finding=model.1.1.3`), with where it stands; null where the address names none, or none that is everyone’s. A practice, an
 * offer or need and a commitment begin with its words; conversations will.
 */
export const findingTakenUp = (c: Door): Promise<TakenUp | null> => findingCalled(c, c.req.query("finding") ?? "");

/** The same by its name, however it came. */
export async function findingCalled(c: Door, name: string): Promise<TakenUp | null> {
  const named = /^([a-z0-9-]+)\.(\d{1,9})\.(\d{1,9})\.(\d{1,9})$/.exec(name);
  const process = named && (await allProcesses(c.var.db)).find((it) => it.slug === named[1]);
  if (!named || !process) return null;
  const assessment = await assessmentAt(c.var.db, process, Number(named[2]), visitor).catch(() => null);
  const release = assessment && (await releasesOf(c.var.db, assessment, visitor)).find((it) => it.number === Number(named[3]));
  const it = release?.document.findings.find((one) => one.number === Number(named[4]));
  return it && assessment && release ? { it, named: name, process, releaseId: release.id, address: `${c.var.house.baseUrl}${here(c)(releaseAddress(process, assessment, release))}#finding-${it.number}` } : null;
}
