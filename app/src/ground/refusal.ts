import { wordsIn, type Key, type Values, type Words } from "./words.ts";

/** What kind of no it is; it decides the status in one table. */
export const refusalStatus = { "not-found": 404, "not-allowed": 403, "not-now": 409, "not-valid": 422, "too-large": 413, "too-many": 429 } as const;
export type RefusalKind = keyof typeof refusalStatus;

/** The codes are the catalogue's: `refusal.CODE` says what happened, `refusal.CODE.next` what can be done. */
export type RefusalCode = Extract<Key, `refusal.${string}.next`> extends `refusal.${infer Code}.next` ? Code : never;

/** A no for people. It travels as a code with its parameters, so that each reader gets it in their own language. */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly code: RefusalCode;
  readonly values: Values;
  constructor(kind: RefusalKind, code: RefusalCode, values: Values = {}) {
    super(wordsIn("en").say(`refusal.${code}`, values));
    this.name = "Refusal";
    this.kind = kind;
    this.code = code;
    this.values = values;
  }
}

/** What happened and what can be done, in the reader's language. */
export function explain(it: Refusal, words: Words) {
  const values = Object.fromEntries(Object.entries(it.values).map(([name, value]) => [name, isDay(value) ? words.day(value) : value]));
  return { because: words.say(`refusal.${it.code}`, values), next: words.say(`refusal.${it.code}.next`, values) };
}

/** Days travel as they are kept and are written out in the reader's language. */
const isDay = (it: string | number | Date): it is string | Date => it instanceof Date || (typeof it === "string" && /^\d{4}-\d{2}-\d{2}$/.test(it));
