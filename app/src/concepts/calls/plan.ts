// What is right about a call before it is announced, and what may still be changed of it afterwards: it may be widened, and not narrowed.
import { languages } from "../../ground/words.ts";
import { combinations } from "../disclosure/rule.ts";
import { longestTolerance, mostPins, mostQuestions, wordLimits, type Field, type Plan } from "./call.ts";
import { zoneNamed } from "../../ground/zones.ts";

/** What may be wrong with a plan: each has its sentence, `calls.error.WRONG`. */
export type Wrong = "title" | "mandate" | "symbol" | "limit" | "languages" | "zone" | "closes" | "tolerance" | "combinations" | "questions" | "pins";

const isLimit = (it: number) => Number.isInteger(it) && it >= wordLimits.least && it <= wordLimits.most;

const rules: [Field, Wrong, (plan: Plan) => boolean][] = [
  ["title", "title", ({ title }) => title.en.trim() !== ""],
  ["mandate", "mandate", ({ mandate }) => mandate.en.trim() !== ""],
  ["mandateSymbol", "symbol", ({ mandateSymbol }) => mandateSymbol.trim() !== ""],
  ["questions", "questions", ({ questions }) => questions.length <= mostQuestions && questions.every((it, index) => it.number === index + 1 && it.text.en.trim() !== "")],
  ["wordLimit", "limit", ({ wordLimit }) => isLimit(wordLimit)],
  ["wordLimitsBySector", "limit", ({ wordLimitsBySector }) => Object.values(wordLimitsBySector).every(isLimit)],
  ["languages", "languages", (plan) => plan.languages.length > 0 && plan.languages.every((it) => languages.includes(it))],
  ["timeZone", "zone", ({ timeZone }) => zoneNamed(timeZone) !== null],
  ["closesAt", "closes", ({ opensAt, closesAt }) => closesAt > opensAt],
  ["toleranceMinutes", "tolerance", ({ toleranceMinutes }) => Number.isInteger(toleranceMinutes) && toleranceMinutes >= 0 && toleranceMinutes <= longestTolerance],
  ["combinations", "combinations", (plan) => plan.combinations.length > 0 && plan.combinations.every((it) => combinations.includes(it))],
  ["pins", "pins", ({ pins }) => pins.length <= mostPins],
];

/** What is wrong with a plan, field by field, in the order of the form; nothing: it may be announced. */
export const wrongIn = (plan: Plan): { field: Field; wrong: Wrong }[] => rules.filter(([, , holds]) => !holds(plan)).map(([field, wrong]) => ({ field, wrong }));

/** The same whatever order things were ticked in. */
const ordered = (it: unknown): unknown => (it instanceof Date ? it.toISOString() : Array.isArray(it) ? it.map((one) => JSON.stringify(ordered(one))).toSorted()
  : it !== null && typeof it === "object" ? Object.fromEntries(Object.entries(it).filter(([, one]) => one !== undefined).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, one]) => [name, ordered(one)])) : it);
const same = (a: unknown, b: unknown) => JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));

/** The fields in which two plans differ. */
export const changedIn = (before: Plan, after: Plan): Field[] => (Object.keys(before) as Field[]).filter((it) => !same(before[it], after[it]));

const holdsAll = <T,>(after: readonly T[], before: readonly T[]) => before.every((it) => after.includes(it));

/** Sectors that may answer get no smaller; none named are all. */
const isWiderWho = (before: Plan, after: Plan) => after.sectors.length === 0 || (before.sectors.length > 0 && holdsAll(after.sectors, before.sectors));

/** For every class, as many words as before at least. */
const isWiderLimit = (before: Plan, after: Plan) => {
  const named = [...Object.keys(before.wordLimitsBySector), ...Object.keys(after.wordLimitsBySector)] as (keyof Plan["wordLimitsBySector"])[];
  return named.every((it) => (after.wordLimitsBySector[it] ?? after.wordLimit) >= (before.wordLimitsBySector[it] ?? before.wordLimit));
};

const widening: [Field, (before: Plan, after: Plan, hasOpened: boolean) => boolean][] = [
  ["opensAt", (before, after, hasOpened) => (hasOpened ? same(before.opensAt, after.opensAt) : after.opensAt <= before.opensAt)],
  ["closesAt", (before, after) => after.closesAt >= before.closesAt],
  ["toleranceMinutes", (before, after) => after.toleranceMinutes >= before.toleranceMinutes],
  ["languages", (before, after) => holdsAll(after.languages, before.languages)],
  ["sectors", isWiderWho],
  ["wordLimit", (before, after) => after.wordLimit >= before.wordLimit],
  ["wordLimitsBySector", isWiderLimit],
  ["openTo", (before, after) => after.openTo === before.openTo], // a forum's rule is fixed from the moment it opens
  ["combinations", (before, after) => same(before.combinations, after.combinations)],
  ["exclusive", (before, after) => before.exclusive || !after.exclusive], // who has answered twice would have broken a rule that was not there
];

/** The fields in which an announced call would be narrowed: people rely on what was announced, so none of these may be. */
export const narrowedIn = (before: Plan, after: Plan, now: Date): Field[] => widening.filter(([, holds]) => !holds(before, after, before.opensAt <= now)).map(([field]) => field);
