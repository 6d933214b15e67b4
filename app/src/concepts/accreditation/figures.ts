import { regionalGroups, sectors, type RegionalGroup, type Sector } from "../stakeholders/stakeholder.ts";
import type { ShownAccreditation } from "./disclosure.ts";
import type { ProtectedCount } from "./store.ts";

/** A line of the table: how many are accredited, under way and refused; null where a number is not told. `value` is empty for those of no region. */
export type FigureLine = { kind: "sector" | "region" | "total"; value: Sector | RegionalGroup | ""; accredited: number; underWay: number | null; refused: number | null };

/** How many stand where, by sector and by region and in all; `accredited` are those whom everyone may read of. */
export function figuresOf(accredited: readonly ShownAccreditation[], counts: readonly ProtectedCount[]): FigureLine[] {
  const told = (standing: ProtectedCount["standing"], kind: string, value: string) => counts.find((it) => it.standing === standing && it.kind === kind && it.value === value)?.count ?? null;
  const line = (kind: FigureLine["kind"], value: FigureLine["value"], count: number): FigureLine => ({ kind, value, accredited: count, underWay: told("under-way", kind, value), refused: told("refused", kind, value) });
  return [
    ...sectors.map((it) => line("sector", it, accredited.filter((one) => one.body.sector === it).length)),
    ...([...regionalGroups, ""] as const).map((it) => line("region", it, accredited.filter((one) => (one.body.regionalGroup ?? "") === it).length)),
    line("total", "", accredited.length),
  ];
}

/** Days from application to decision for the middle one of those accredited, the lower of two; null while there is none. */
export function medianDays(accredited: readonly Pick<ShownAccreditation, "appliedDay" | "decidedDay">[]): number | null {
  const days = accredited.flatMap((it) => (it.decidedDay ? [(Date.parse(it.decidedDay) - Date.parse(it.appliedDay)) / 86_400_000] : [])).toSorted((a, b) => a - b);
  return days[Math.floor((days.length - 1) / 2)] ?? null;
}
