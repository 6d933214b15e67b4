import type { Words } from "../../ground/words.ts";
import { categoryNamed, dimensionNamed } from "./names.ts";
import type { ReleaseDocument } from "./release.ts";

const heads = ["table", "rows", "columns", "layers", "count", "share", "low", "high", "hidden"] as const;

/** All cells of a release as rows of words, a row of heads in front: for CSV and spreadsheets. */
export function rowsOf({ tables, threshold }: ReleaseDocument, words: Words): string[][] {
  const digits = (it: number | null) => (it === null ? "" : String(it));
  const body = tables.flatMap((table) => table.cells.map((cell) => {
    const at = (dimension: number) => { const one = table.dimensions[dimension]; return one ? `${dimensionNamed(words, one)}: ${categoryNamed(words, one, cell.at[dimension]!)}` : ""; };
    return [words.pick(table.title).text, at(0), at(1), at(2), digits(cell.count), digits(cell.share), digits(cell.low), digits(cell.high), cell.hidden ? words.say(`findings.hidden.${cell.hidden}`, { threshold }) : ""];
  }));
  return [heads.map((it) => words.say(`findings.head.${it}`)), ...body];
}
