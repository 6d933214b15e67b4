import { type Change, type Finding, findingNames, type Unfit } from "@travaux/fair-selection";
import { isKey, type Values, type Words } from "./words.ts";

/** How a value of a column of the pool is called in a language; as the files have it where nothing else is known. */
export type Called = (value: string, column: string) => { value: string; column: string };

/** What a bound that has to give way says in a language: “11 of “female” (gender) are asked for, 9 applied: ask for 9.” */
export function sayChange(words: Words, { what, code, from, to, applied }: Change, called: Called = (value, column) => ({ value, column })): string {
  const named: Values = what.kind === "size" ? {} : called(what.value, what.kind === "quota" ? what.category : what.column);
  return words.say(`selection.relax.${code}`, { from: words.number(from), to: words.number(to), applied: words.number(applied), ...named });
}

/** What a finding of a check says in a language. Chances stand as percentages there. */
export function sayFinding(words: Words, { name, ok, values }: Finding): string {
  const said = Object.entries(values).map(([of, it]) => [of, of === "minimum" && typeof it === "number" ? chance(words, it) : typeof it === "number" ? words.number(it) : it]);
  return words.say(`selection.finding.${name}.${ok ? "holds" : "fails"}`, Object.fromEntries(said) as Values);
}

const chance = ({ language }: Words, it: number) => new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 2 }).format(it);

/** What is wrong with a file, and where, in a language. */
export function sayUnfit(words: Words, { file, line, column, code, values }: Unfit): string {
  const { row = "", ...others } = values; // the row that the sentence names is another than the one where it is wrong
  const listed = Object.entries({ ...others, at: row }).map(([name, it]) => [name, Array.isArray(it) ? it.map((one) => words.isolate(String(one))).join(" · ") : it]);
  const what = words.say(`selection.unfit.${code}`, Object.fromEntries(listed) as Values);
  const place = line === null ? (column === null ? "file" : "column") : column === null ? "row" : "cell";
  return words.say(`selection.unfit.${place}`, { file, row: line ?? "", column: column ?? "", what });
}

/** The sentences of `<travaux-draw>`, as its attribute `data-sentences` takes them; values stay open, as {names}. */
export function sentencesOfDraw(words: Words): Record<string, string> {
  const open = Object.fromEntries(["hash", "said", "count", "minimum", "seed"].map((it) => [it, `{${it}}`]));
  const findings = findingNames.flatMap((name) => (["holds", "fails"] as const).map((it) => `finding.${name}.${it}` as const));
  const own = ["button", "result", "pool", "quotas", "running", "all", "some", "holds", "fails", "unreadable"] as const;
  return {
    ...Object.fromEntries(own.map((it) => [it, words.say(`selection.check.${it}`)])),
    ...Object.fromEntries(findings.flatMap((it) => (isKey(`selection.${it}`) ? [[it, words.say(`selection.${it}`, open)]] : []))),
  };
}
