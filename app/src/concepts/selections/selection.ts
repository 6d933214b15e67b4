import { instanceOf, readPeople, readQuotas, replacementFor, type Cap, type Change, type Chances, type Drawn, type Instance, type Method, type Quota, type Selection as EngineSelection } from "@travaux/fair-selection";
import type { Meeting } from "../meetings/meeting.ts";
import { protectedFigures, type Figure } from "../registrations/figures.ts";
import { isLive, type Registration } from "../registrations/registration.ts";
import type { KnownRegistration } from "../registrations/store.ts";

/** draft: for officers. published: everybody reads quotas, hashes and chances by group; nothing of it changes any more. drawn: a seed has been spoken. */
export const selectionStates = ["draft", "published", "drawn"] as const;
export const methods = ["leximin", "goldilocks", "maximin"] as const satisfies readonly Method[];

/** What quotas may be set on; each is a column of the pool. */
export const categories = ["region", "sector", "gender", "experience", "expertise"] as const;
export type Category = (typeof categories)[number];

/** What the secretariat sets: how many, how many at least and at most of each value, and how many of one organisation. */
export type SelectionPlan = { size: number; quotas: Quota[]; perOrganisation: number | null; method: (typeof methods)[number]; alternates: number; /** Days in which somebody who was drawn answers. */ answerDays: number };

/** A draw of people for a meeting. */
export type Selection = SelectionPlan & {
  id: string; meetingId: string; state: (typeof selectionStates)[number];
  /** Whether the meeting was under the Rule when it was published: then who was drawn is known to applicants alone. */
  underRule: boolean;
  /** Where and on which day the seed will be spoken. */
  seedDay: string | null; seedPlace: string | null;
  /** SHA-256 of the two files; with the chances of each group, and the lowest and highest where that tells of nobody. */
  poolHash: string | null; quotasHash: string | null; chances: GroupChances | null;
  /** With which changes some panel would keep the quotas; empty: one does; null: not looked yet. */
  relaxation: Change[] | null;
  publishedBy: string | null; publishedDay: string | null;
  seed: string | null; drawnBy: string | null; drawnDay: string | null; resultHash: string | null;
};

/** The mean chance of a group of people, by sector and by region; null where there are too few of them, or their number would come out. */
export type GroupChances = { lowest: number | null; highest: number | null; sector: (Figure & { mean: number | null })[]; region: (Figure & { mean: number | null })[] };

/** The two files that a draw is checked by, and what is in them. */
export type SelectionFiles = { pool: string; quotas: string; chances: Chances; result: Drawn | null };

/** The pseudonym under which somebody stands in the pool, and the code of their organisation there: both from chance. */
export type Applicant = { selectionId: string; registrationId: string; pseudonym: string; organisation: string; inPool: boolean; /** The day on which they accepted a place. */ acceptedDay: string | null; /** The day on which they declined one and stayed registered. */ declinedDay: string | null };

/** Who takes part in a draw: of a meeting for selected people everyone whose papers are complete, of another those who would sit on the panel. */
export const applies = ({ admission }: Pick<Meeting, "admission">, it: Pick<Registration, "state" | "wish">) => isLive(it) && it.state !== "proof-asked" && (admission === "selected" || it.wish === "panellist");

/** The value of somebody in each category; what was not said has a value of its own. */
export const valueIn: Record<Category, (it: Pick<KnownRegistration, "region" | "sector" | "gender" | "firstTime" | "expertise">) => string> = {
  region: (it) => it.region ?? "none", sector: (it) => it.sector, gender: (it) => it.gender ?? "not-said", experience: (it) => (it.firstTime ? "first-time" : "returning"), expertise: (it) => it.expertise ?? "none",
};

/** The quotas of a plan with every value that applicants have: in a category that is used none is without. Where there are no quotas, the one category of two values stands in the file with bounds that bind nobody: a file of quotas has a row at least. */
export function wholeQuotas({ quotas, size }: Pick<SelectionPlan, "quotas" | "size">, applicants: readonly KnownRegistration[]): Quota[] {
  const used: readonly Category[] = quotas.length === 0 ? ["experience"] : categories.filter((it) => quotas.some((one) => one.category === it));
  return used.flatMap((category) => {
    const own = quotas.filter((it) => it.category === category);
    const missing = [...new Set(applicants.map(valueIn[category]))].filter((value) => !own.some((it) => it.value === value)).toSorted();
    return [...own, ...missing.map((value) => ({ category, value, min: 0, max: size }))];
  });
}

/** `categories.csv` as the selection field writes it. */
export const quotasFile = (quotas: readonly Quota[]): string => linesOf([["category", "name", "min", "max"], ...quotas.map((it) => [it.category, it.value, String(it.min), String(it.max)])]);

/** `respondents.csv`: by pseudonym, with the columns that quotas ask for and no other; sorted by what chance drew, so that the order tells nothing. */
export function poolFile(people: readonly { applicant: Pick<Applicant, "pseudonym" | "organisation">; registration: KnownRegistration }[], quotas: readonly Quota[], perOrganisation: number | null): string {
  const used = categories.filter((it) => quotas.some((one) => one.category === it));
  const rows = people.map(({ applicant, registration }) => [applicant.pseudonym, ...used.map((it) => valueIn[it](registration)), ...(perOrganisation === null ? [] : [applicant.organisation])]);
  return linesOf([["id", ...used, ...(perOrganisation === null ? [] : ["organisation"])], ...rows.toSorted((a, b) => (a[0]! < b[0]! ? -1 : 1))]);
}
const linesOf = (rows: readonly (readonly string[])[]) => rows.map((it) => `${it.join(",")}\n`).join("");

/** What the engine draws from: read from the very files that are published. Throws `Unfit`, with row and column. */
export function engineSelection({ pool, quotas }: Pick<SelectionFiles, "pool" | "quotas">, { size, perOrganisation }: Pick<SelectionPlan, "size" | "perOrganisation">): EngineSelection {
  const read = readQuotas(quotas);
  const caps: Cap[] = perOrganisation === null ? [] : [{ column: "organisation", most: perOrganisation }];
  return { people: readPeople(pool, { quotas: read, caps, idColumn: "id" }), quotas: read, caps, size };
}

/** The mean chances of groups, so that nobody’s own can be told: see `protectedFigures`. */
export function groupChances(people: readonly { sector: string; region: string; chance: number }[], values: { sectors: readonly string[]; regions: readonly string[] }, least: number): GroupChances {
  const by = (of: "sector" | "region", all: readonly string[]) => {
    const groups = Map.groupBy(people, (it) => it[of]);
    const shown = protectedFigures(all, new Map([...groups].map(([value, those]) => [value, those.length])), least);
    return shown.map((it) => ({ ...it, mean: it.count === null ? null : groups.get(it.value)!.reduce((sum, one) => sum + one.chance, 0) / it.count }));
  };
  const end = (which: (...all: number[]) => number) => { const at = which(...people.map((it) => it.chance)); return people.filter((it) => Math.abs(it.chance - at) < 1e-9).length >= least ? at : null; };
  return { lowest: end(Math.min), highest: end(Math.max), sector: by("sector", values.sectors), region: by("region", values.regions) };
}

/** Somebody of the panel who does not come, and who comes instead; null: nobody else keeps the quotas. */
export type Replaced = { number: number; out: string; into: string | null; from: "alternates" | "pool" | null; day: string };

/** The panel as it stands after those who declined were replaced. */
export function panelNow({ panel }: Pick<Drawn, "panel">, replaced: readonly Replaced[]): string[] {
  const now = new Set(panel);
  for (const { out, into } of replaced.toSorted((a, b) => a.number - b.number)) { now.delete(out); if (into !== null) now.add(into); }
  return [...now].toSorted();
}

/** Who comes for somebody who declined, by the rule that was fixed before the draw: nobody who declined or was replaced is asked again. */
export function standInFor(selection: EngineSelection, result: Drawn, replaced: readonly Replaced[], declined: string, unavailable: readonly string[]) {
  const instance: Instance = instanceOf(selection);
  return replacementFor(instance, { panel: panelNow(result, replaced), declined, alternates: result.alternates, unavailable: [...unavailable, ...replaced.map((it) => it.out)], seed: result.seed });
}
