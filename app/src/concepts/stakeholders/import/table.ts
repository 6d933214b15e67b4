/** A member list may have ten thousand lines; the largest known directory has some five hundred bodies. */
export const mostLines = 10_000;
/** Ten thousand lines of 500 characters are 5 MB; an XLSX holds them in less. */
export const largestList = 8 * 1024 * 1024;
/** So many problems are listed; who has more mends these first. */
export const mostProblems = 200;

export type ReadLine = { /** Where it begins in the file, from 1. */ line: number; cells: string[] };

/** What can be wrong with a list; each has a sentence and a mend in the catalogue. */
export const problemCodes = [
  "quote-open", "quote-inside", "not-read", "columns", "name-column", "encoding", "garbled", "direction", "formula", "mixed-word", "name-missing", "too-long",
  "sector-missing", "sector-unknown", "country-unknown", "website", "email", "identifier", "language-unknown", "twice", "look-alike",
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** What is wrong, in which line (from 1) and column (from 1; 0: the whole line), and the words at fault. */
export type Problem = { line: number; column: number; code: ProblemCode; found: string; /** The other line that is meant. */ other?: number };

/** A list as it was read: its heads, its lines, and what could not be read. */
export type ReadTable = { format: "csv" | "xlsx" | "indico"; head: string[]; lines: ReadLine[]; problems: Problem[] };

/** What keeps a whole file from being read. */
export type Unreadable = { unreadable: "empty" | "too-many-lines" | "no-heads" | "not-a-list" | "damaged" };

/** Words of a file for a report: short, and on one line. */
export const excerpt = (it: string): string => (it.length > 60 ? `${it.slice(0, 59)}…` : it).replaceAll(/\s+/g, " ").toWellFormed();
