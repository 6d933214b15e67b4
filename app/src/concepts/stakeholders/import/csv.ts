import { parse, type CsvError } from "csv-parse/sync";
import { excerpt, mostProblems, type Problem, type ReadLine } from "./table.ts";

/** After so many broken quotations the rest of a file says nothing any more, and reading on would take long. */
const mostQuotingProblems = 20;

/** Lines of a CSV text and what is wrong with its quotation marks; after a broken one, reading goes on with the next line. */
export function readCsv(typed: string): { lines: ReadLine[]; problems: Problem[] } {
  const text = typed.replaceAll(/\r\n?/g, "\n"); // the parser counts a line end of two signs inside a cell twice
  const stated = /^sep=(.)\n/i.exec(text); // a line that Excel reads as such, and some programs write for it
  const delimiter = stated?.[1] ?? delimiterOf(text);
  const lines: ReadLine[] = [];
  const problems: Problem[] = [];
  for (let rest = text.slice(stated?.[0].length ?? 0), first = stated ? 2 : 1; rest !== ""; ) {
    const read = readUntilBroken(rest, first, delimiter);
    lines.push(...read.lines);
    if (!read.problem) break;
    if (problems.length === mostQuotingProblems) {
      problems.push({ ...read.problem, column: 0, code: "not-read" });
      break;
    }
    problems.push(read.problem);
    const skipped = read.problem.line - first + 1;
    rest = rest.split("\n").slice(skipped).join("\n");
    first += skipped;
  }
  return { lines: lines.filter((it) => it.cells.some((cell) => cell.trim() !== "")), problems };
}

/** Lines up to the first broken quotation; what the parser makes of the rest is thrown away. */
function readUntilBroken(text: string, first: number, delimiter: string): { lines: ReadLine[]; problem: Problem | null } {
  const lines: ReadLine[] = [];
  const broken: CsvError["code"][] = [];
  let next = first;
  parse(text, {
    delimiter, relax_column_count: true, skip_records_with_error: true,
    on_record(cells: string[], { lines: last }) {
      if (broken.length > 0) return null;
      lines.push({ line: next, cells });
      next = first + last;
      return null;
    },
    on_skip: (error) => void (error && broken.push(error.code)),
  });
  return { lines, problem: broken[0] ? problemAt(next, broken[0], text.split("\n", next - first + 1).at(-1) ?? "", delimiter) : null };
}

/** A quotation that is never closed takes in the rest of the file: the place where it opens is what helps. */
function problemAt(line: number, code: CsvError["code"], start: string, delimiter: string): Problem {
  const column = start.slice(0, Math.max(0, start.indexOf('"'))).split(delimiter).length;
  return { line, column, code: code === "CSV_QUOTE_NOT_CLOSED" ? "quote-open" : "quote-inside", found: excerpt(start) };
}

/** The sign between cells: whichever of comma, semicolon and tabulator the first line has most of. */
function delimiterOf(text: string): string {
  const head = text.slice(0, text.search(/\r?\n|$/)).replaceAll(/"[^"]*"/g, "");
  return [",", ";", "\t"].toSorted((a, b) => head.split(b).length - head.split(a).length)[0]!;
}

/** Lines whose number of cells is not that of the head: a sign between cells that stands in one without quotation marks, as a rule. */
export const wrongColumns = (width: number, lines: readonly ReadLine[]): Problem[] =>
  lines.filter((it) => it.cells.length > width && it.cells.slice(width).some((cell) => cell.trim() !== ""))
    .slice(0, mostProblems).map((it) => ({ line: it.line, column: width + 1, code: "columns", found: excerpt(it.cells.slice(width).join(" ")) }));
