// “I am a … in … and want to …”: pathways in an order that explains itself. Nothing is weighed against anything: criteria are asked
// one after the other, in the order that stands on the page, and the first in which two pathways differ decides between them. So each
// place has one reason, which can be said in a sentence and checked by hand.
import { sectors, type Sector } from "../stakeholders/stakeholder.ts";
import { countryByCode, regionalGroupOf } from "../../ground/countries/countries.ts";
import { bindingsOf, byName, goals, isOutOfDate, type Goal, type Need, type Pathway, type Standing, type Way } from "./pathway.ts";

/** Null: not said, and not asked of a pathway either. */
export type Question = { sector: Sector | null; country: string | null; goal: Goal | null };

/** In the order in which they decide. */
export const criteria = ["open", "goal", "sector", "country", "needs", "checked"] as const;
export type Criterion = (typeof criteria)[number];

/** How a pathway does by a criterion: `rank` decides, the greater first; `fits` is what the reader is told. */
export type Verdict = { criterion: Criterion; rank: number; fits: "yes" | "partly" | "no"; /** The sentence: `pathways.verdict.CRITERION.CODE`. */ code: string };
/** One pathway of an answer: the way in that fits best, all verdicts, and what put it before the next (null: nothing but its name; undefined: it is the last). */
export type Found = { pathway: Pathway; way: Way | null; verdicts: Verdict[]; before: Criterion | null | undefined };

/** What an address asks; whatever in it makes no sense is left out. */
export function readQuestion(asked: URLSearchParams): Question {
  const country = asked.get("country") ?? "";
  return { sector: sectors.find((it) => it === asked.get("sector")) ?? null, country: countryByCode(country)?.code ?? null, goal: goals.find((it) => it === asked.get("goal")) ?? null };
}

const standingRanks: Record<Standing, number> = { running: 2, "in-force": 2, adopted: 1, coming: 1, over: 0 };
const needRanks: Record<Need, number> = { nothing: 3, registration: 3, membership: 1, invitation: 1, ecosoc: 0, accreditation: 0 };
const fitting = (rank: number, best: number) => (rank >= best ? "yes" : rank > 0 ? "partly" : "no");

const openVerdict = ({ standing }: Pathway): Verdict => ({ criterion: "open", rank: standingRanks[standing], fits: fitting(standingRanks[standing], 2), code: standing });
const goalVerdict = (way: Way | null, goal: Goal): Verdict => (way?.goals.includes(goal) ? { criterion: "goal", rank: 1, fits: "yes", code: "yes" } : { criterion: "goal", rank: 0, fits: "no", code: "no" });
function sectorVerdict(way: Way | null, sector: Sector): Verdict {
  const [rank, code] = !way ? [0, "no"] : way.sectors.length === 0 ? [1, "unknown"] : way.sectors.includes(sector) ? [2, "yes"] : [0, "no"];
  return { criterion: "sector", rank: rank as number, fits: fitting(rank as number, 2), code: code as string };
}
function countryVerdict(it: Pathway, country: string): Verdict {
  if (bindingsOf([it], country).length > 0) return { criterion: "country", rank: 3, fits: "yes", code: "bound" };
  if (it.regions.length === 0) return { criterion: "country", rank: 1, fits: "partly", code: "world" };
  const group = regionalGroupOf(country);
  return group && it.regions.includes(group) ? { criterion: "country", rank: 2, fits: "yes", code: "region" } : { criterion: "country", rank: 0, fits: "no", code: "elsewhere" };
}
function needsVerdict(way: Way | null): Verdict {
  const rank = way?.needs ? needRanks[way.needs] : 2;
  return { criterion: "needs", rank, fits: fitting(rank, 3), code: way?.needs ?? "unknown" };
}
const checkedVerdict = (it: Pathway, now: Date): Verdict => (isOutOfDate(it, now) ? { criterion: "checked", rank: 0, fits: "no", code: "old" } : { criterion: "checked", rank: 1, fits: "yes", code: "fresh" });

/** All verdicts on a pathway by one of its ways, in the order of the criteria; what was not said is not asked. */
function verdictsBy(it: Pathway, way: Way | null, { sector, country, goal }: Question, now: Date): Verdict[] {
  return [openVerdict(it), ...(goal ? [goalVerdict(way, goal)] : []), ...(sector ? [sectorVerdict(way, sector)] : []), ...(country ? [countryVerdict(it, country)] : []), needsVerdict(way), checkedVerdict(it, now)];
}

/** The first criterion by which the two differ, and by how much; null when there is none. */
function difference(a: readonly Verdict[], b: readonly Verdict[]): { criterion: Criterion; by: number } | null {
  const index = a.findIndex((it, place) => it.rank !== b[place]!.rank);
  return index < 0 ? null : { criterion: a[index]!.criterion, by: b[index]!.rank - a[index]!.rank };
}

/** A pathway by the way into it that fits best. */
function judged(pathway: Pathway, question: Question, now: Date): Pick<Found, "pathway" | "way" | "verdicts"> {
  const ways = pathway.ways.map((way) => ({ pathway, way, verdicts: verdictsBy(pathway, way, question, now) }));
  const [best] = ways.toSorted((a, b) => difference(a.verdicts, b.verdicts)?.by ?? 0);
  return best ?? { pathway, way: null, verdicts: verdictsBy(pathway, null, question, now) };
}

/** All pathways in the order in which they fit, each with why it stands where it stands. */
export function findPathways(all: readonly Pathway[], question: Question, now: Date): Found[] {
  const ordered = all.map((it) => judged(it, question, now)).toSorted((a, b) => difference(a.verdicts, b.verdicts)?.by || byName(a.pathway, b.pathway));
  return ordered.map((it, index) => {
    const next = ordered[index + 1];
    return { ...it, before: next && (difference(it.verdicts, next.verdicts)?.criterion ?? null) };
  });
}

/** Whether a pathway is an answer at all: it is not over, and leads to what was asked for. */
export const isAnswer = ({ verdicts }: Found) => verdicts.every((it) => !["open", "goal"].includes(it.criterion) || it.rank > 0);
