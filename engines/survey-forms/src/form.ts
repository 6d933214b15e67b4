import type { Expression } from "./xpath/expression.ts";

/** Words in the languages that a form declares, by the name it gives them (“English (en)”); "" where it gives none. */
export type Labels = Readonly<Record<string, string>>;
/** An expression with the words it was written in, and where: to say what is wrong with it, and to write it again. */
export type Written = { source: string; it: Expression; row: number; column: string };

/** What somebody answers to a question. Days, hours and places are texts in their usual forms. */
export const answerTypes = ["text", "integer", "decimal", "range", "date", "time", "dateTime", "select_one", "select_multiple", "rank", "acknowledge", "geopoint", "barcode"] as const;
export type AnswerType = (typeof answerTypes)[number];
/** What is filled in without being asked: by an expression, by the hour, or from outside. */
export const filledTypes = ["calculate", "hidden", "start", "end", "today"] as const;
export type FilledType = (typeof filledTypes)[number];
/** Whether nobody is asked for what a type holds: it is filled in. */
export const isFilledIn = (type: string): type is FilledType => (filledTypes as readonly string[]).includes(type);
export type QuestionType = AnswerType | FilledType | "note";

type Common = { name: string; label: Labels; hint: Labels; relevant: Written | null; appearance: string; row: number };
/** A question, a note, or what is filled in. */
export type Question = Common & {
  kind: "question"; type: QuestionType;
  /** Always, never, or where an expression holds. */
  required: Written | boolean; requiredMessage: Labels;
  constraint: Written | null; constraintMessage: Labels;
  calculation: Written | null;
  /** What stands there at first: a text, or an expression. */
  initial: Written | string | null;
  isReadOnly: boolean;
  /** The name of its list of choices, and which of them are offered. */
  list: string | null; choiceFilter: Written | null; hasOther: boolean;
  /** Of a range, in numbers; of text, rows. */
  parameters: Readonly<Record<string, string>>;
};
export type Group = Common & { kind: "group"; children: Item[] };
/** Answered as often as is asked for; `count`: how often, where the form says so. */
export type Repeat = Common & { kind: "repeat"; count: Written | null; children: Item[] };
export type Item = Question | Group | Repeat;

/** A choice; `other` are its further columns, by which choices are filtered. */
export type Choice = { name: string; label: Labels; other: Readonly<Record<string, string>>; row: number };
export type Form = {
  title: string; id: string; version: string;
  languages: string[]; defaultLanguage: string;
  items: Item[]; lists: ReadonlyMap<string, readonly Choice[]>;
  /** How an answered form is called. */
  instanceName: Written | null;
};

/** Every item of a form in its order, with the groups and rounds that it stands in, the outermost first. */
export function* itemsIn(items: readonly Item[], inside: readonly (Group | Repeat)[] = []): Generator<{ it: Item; inside: readonly (Group | Repeat)[] }> {
  for (const it of items) {
    yield { it, inside };
    if (it.kind !== "question") yield* itemsIn(it.children, [...inside, it]);
  }
}
/** The questions that somebody answers, notes and what is filled in left out. */
export const askedIn = (form: Pick<Form, "items">): Question[] => [...itemsIn(form.items)].flatMap(({ it }) => (it.kind === "question" && (answerTypes as readonly string[]).includes(it.type) ? [it] : []));
