// From the lines of a list to bodies: every cell is read by its rule, and what is wrong is said with line and column.
// Knows nothing of what the house holds already (plan.ts does) and runs in the reader's thread.
import type { Language, Localized } from "../../../ground/words.ts";
import { readIdentifier } from "../identifiers.ts";
import { buried, directionTrick, lookOf, mixedWord, nameKeyOf, plainKeyOf, readWebsite, tidy } from "../names.ts";
import { identifierSchemes, type Identifier, type Sector } from "../stakeholder.ts";
import { sectorNamed, type ColumnField, type Mapping } from "./heads.ts";
import { excerpt, mostProblems, type Problem, type ProblemCode, type ReadLine, type ReadTable } from "./table.ts";

/** A body as a list has it; null: the list says nothing about it. */
export type Candidate = {
  line: number; name: Localized; shortName: string | null; sector: Sector | null; country: string | null; website: string | null;
  contactEmail: string | null; languages: string[] | null; description: string | null; identifiers: Identifier[];
};

/** Finds a country by code or by name in six languages; null when there is none. */
export type CountryFinder = (named: string) => string | null;

const longest: Partial<Record<ColumnField, number>> = { description: 2000, shortName: 40, website: 500 };
const usuallyLongest = 200;

/** The bodies of a list and what is wrong with it. Two lines about one body: the same words are taken once, others are a problem. */
export function checkList(table: ReadTable, mapping: Mapping, countryNamed: CountryFinder): { candidates: Candidate[]; problems: Problem[] } {
  const problems = [...table.problems];
  const candidates: Candidate[] = [];
  if (!mapping.columns.some((it) => it?.startsWith("name"))) return { candidates, problems: [{ line: 1, column: 0, code: "name-column", found: excerpt(table.head.join(" ")) }, ...problems] };
  const known = new Map<string, Candidate>();
  const broken = new Set(problems.map((it) => it.line));
  for (const line of table.lines) {
    if (broken.has(line.line)) continue;
    const read = readLine(line, mapping, countryNamed);
    problems.push(...read.problems);
    if (read.problems.length > 0 || !read.candidate) continue;
    const twin = twinOf(read.candidate, known);
    if (!twin) candidates.push(keep(read.candidate, known));
    else problems.push(...aboutTwins(read.candidate, twin, table.format, mapping));
  }
  return { candidates, problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column).slice(0, mostProblems) };
}

function readLine({ line, cells }: ReadLine, mapping: Mapping, countryNamed: CountryFinder): { candidate: Candidate | null; problems: Problem[] } {
  const problems: Problem[] = [];
  const cell = (field: ColumnField) => cells[mapping.columns.indexOf(field)] ?? "";
  const wrong = (field: ColumnField, code: ProblemCode, found = cell(field)) =>
    void problems.push({ line, column: mapping.columns.indexOf(field) + 1, code, found: excerpt(found) });
  for (const field of mapping.columns) {
    const code = field && troubleIn(field, cell(field));
    if (code) wrong(field, code);
  }
  if (problems.length > 0) return { candidate: null, problems };
  /** What a reader makes of a cell; empty cells say nothing, and what cannot be read is a problem. */
  const read = <T>(field: ColumnField, reader: (it: string) => T | null, code: ProblemCode): T | null => {
    const typed = tidy(cell(field));
    const found = typed === "" ? null : reader(typed);
    if (typed !== "" && found === null) wrong(field, code);
    return found;
  };
  const text = (field: ColumnField) => tidy(cell(field)) || null;
  const name = localized(text);
  if (!name) wrong("name", "name-missing", cells.join(" "));
  const sector = read("sector", sectorNamed, "sector-unknown") ?? mapping.sector;
  const candidate: Omit<Candidate, "name"> = {
    line, sector, shortName: text("shortName"), description: text("description"),
    country: read("country", countryNamed, "country-unknown"), website: read("website", readWebsite, "website"),
    contactEmail: read("contactEmail", readEmail, "email"), languages: read("languages", readLanguages, "language-unknown"),
    identifiers: identifierSchemes.map((scheme) => read(scheme, (it) => readIdentifier(scheme, it), "identifier")).filter((it) => it !== null),
  };
  return { candidate: name && problems.length === 0 ? { ...candidate, name } : null, problems };
}

/** What is dangerous or garbled in a cell, whatever it is about. */
function troubleIn(field: ColumnField, cell: string): ProblemCode | null {
  if (directionTrick(cell) >= 0) return "direction";
  if (/^[\t\r]/.test(cell) || /^[=+\-@＝＋－＠]/u.test(tidy(cell))) return "formula"; // a table program would run it when this list is taken out again
  if (/\uFFFD|Ã[\u0080-\u00BF]|Â[\u0080-\u00BF]|â€/.test(cell) || buried(cell)) return "garbled"; // UTF-8 that was read as something else on its way
  if (cell.length > (longest[field] ?? usuallyLongest)) return "too-long";
  return field.startsWith("name") && mixedWord(cell) ? "mixed-word" : null;
}

const otherLanguages = ["ar", "zh", "fr", "ru", "es"] as const satisfies Language[];
/** The names of a line; where it has none in English, the first one there is stands for it. */
function localized(text: (field: ColumnField) => string | null): Localized | null {
  const others = Object.fromEntries(otherLanguages.flatMap((it) => { const name = text(`name.${it}`); return name ? [[it, name]] : []; }));
  const en = text("name") ?? Object.values(others)[0];
  return en && nameKeyOf(en) !== "" ? { en, ...others } : null;
}

/** An address of mail in lower case; null when it has not the form of one. */
export const readEmail = (it: string): string | null => (/^[^\s@<>"(),;:]+@[^\s@<>"(),;:]+\.[^\s@<>"(),;:.]{2,}$/.test(it) && it.length <= 254 ? it.toLowerCase() : null);

const names = (["ar", "zh", "en", "fr", "ru", "es"] as const).map((it) => new Intl.DisplayNames(it, { type: "language" }));
const spoken = ["ar", "zh", "en", "fr", "ru", "es", "pt", "de", "sw", "hi", "bn", "ur", "fa", "tr", "id", "ms", "ja", "ko", "vi", "th", "uk", "pl", "it", "nl", "ro", "el", "he", "am", "ha", "yo", "ka", "kk", "uz", "az", "hy", "sr", "cs", "sv", "fi", "da", "no", "hu", "bg", "ne", "si", "ta", "km", "lo", "my", "mn", "so", "zu"] as const;
const byLanguageName = new Map(spoken.flatMap((code) => [[code, code] as const, ...names.map((it) => [it.of(code)!.toLowerCase(), code] as const)]));
/** Languages by code or by name in six languages, between commas or semicolons; null when one of them is unknown. */
export function readLanguages(it: string): string[] | null {
  const found = it.split(/[,;/،、|]+/).map((word) => byLanguageName.get(word.trim().toLowerCase()) ?? null);
  return found.includes(null) ? null : [...new Set(found as string[])];
}

const keysOf = (it: Candidate) => [
  ...it.identifiers.map((one) => `${one.scheme}:${one.value}`), `${nameKeyOf(it.name.en)}|${it.country ?? ""}`, `look ${lookOf(it.name.en)}|${it.country ?? ""}`,
];
const twinOf = (it: Candidate, known: ReadonlyMap<string, Candidate>) => keysOf(it).map((key) => known.get(key)).find((one) => one !== undefined);

function keep(it: Candidate, known: Map<string, Candidate>) {
  for (const key of keysOf(it)) known.set(key, it);
  return it;
}

/** Registrants of one body stand in many lines, and the same line may stand twice: no problem. Otherwise the two differ. */
function aboutTwins(it: Candidate, twin: Candidate, format: ReadTable["format"], mapping: Mapping): Problem[] {
  const same = JSON.stringify({ ...it, line: 0 }) === JSON.stringify({ ...twin, line: 0 });
  const sameName = tidy(it.name.en).toLowerCase() === tidy(twin.name.en).toLowerCase();
  if (same || (format === "indico" && sameName)) return [];
  const shares = it.identifiers.some((one) => twin.identifiers.some((other) => one.value === other.value));
  const looksOnly = !shares && !sameName && plainKeyOf(it.name.en) !== plainKeyOf(twin.name.en);
  return [{ line: it.line, column: mapping.columns.indexOf("name") + 1, code: looksOnly ? "look-alike" : "twice", found: excerpt(it.name.en), other: twin.line }];
}
