import { total } from "@travaux/assessment-statistics";
import { isKey, type Localized, type Words } from "../../ground/words.ts";
import { unsaid } from "./plan.ts";
import type { PublicCell, PublicDimension, PublicQuote, PublicTable } from "./release.ts";

const said = (words: Words, key: string, otherwise: string) => (isKey(key) ? words.say(key) : otherwise);
/** A regional group, or a region as a questionnaire calls it. */
export const regionNamed = (words: Words, it: string): string => said(words, `stakeholders.group.${it}`, it);
export const sectorNamed = (words: Words, it: string): string => said(words, `stakeholders.sector.${it}`, it);

type Named = { key: string; name: Localized | null };
/** What a dimension of a table is called: as its question is asked, or what it is. */
export const dimensionNamed = (words: Words, { of, name }: Pick<PublicDimension, "of" | "name">): string => (name ? words.pick(name).text : words.say(`findings.by.${of as "region"}`));

/** What a category is called; `Total` is all, and whoever said nothing is called that. */
export function categoryNamed(words: Words, { of, categories }: { of: string; categories: readonly Named[] }, key: string): string {
  if (key === total) return words.say("findings.all");
  if (key === unsaid) return words.say("findings.unsaid");
  const name = categories.find((it) => it.key === key)?.name;
  if (name) return words.pick(name).text;
  return of === "region" ? regionNamed(words, key) : of === "sector" ? sectorNamed(words, key) : key;
}

/** A cell as it is written: its share; its count where that is all that may be shown, or where it counts a whole row; what is hidden says how. */
export function cellWritten(words: Words, it: PublicCell, threshold: number): string {
  if (it.hidden === "few") return `< ${words.number(threshold)}`;
  if (it.hidden === "with") return "+";
  if (it.share !== null) return words.percent(it.share);
  return it.at[1] === total ? words.number(it.count!) : words.say("findings.only-count", { count: it.count! });
}
/** The share of a cell with the range in which it would lie in 95 of 100 such samples: "62% (54–69)". */
export const rangeWritten = (words: Words, { share, low, high }: PublicCell): string => words.say("findings.range", { share: words.percent(share!), low: words.number(Math.round(low! * 100)), high: words.number(Math.round(high! * 100)) });

/** What is said of whoever is quoted: a name; sector and region, as far as enough share them; or nothing but that. */
export function sourceNamed(words: Words, it: PublicQuote): string {
  if (it.name) return it.name;
  const kind = [it.sector && sectorNamed(words, it.sector), it.region && regionNamed(words, it.region)].filter(Boolean).join(", ");
  const withheld = words.say(it.attribution === "unattributed" ? "findings.quote.nobody" : "findings.quote.withheld");
  return kind ? `${kind} · ${withheld}` : withheld;
}

/** The lines of a table in order of their shares over all who were asked: of tables by one or two dimensions. */
export const rankedIn = (it: PublicTable): { key: string; cell: PublicCell }[] => (it.dimensions.length !== 2 || it.agreeFrom !== null ? [] : it.dimensions[1]!.categories.filter((one) => one.key !== unsaid)
  .flatMap((one) => { const cell = it.cells.find((cell) => cell.at[0] === total && cell.at[1] === one.key); return cell && cell.share !== null ? [{ key: one.key, cell }] : []; }).toSorted((a, b) => b.cell.share! - a.cell.share!));
