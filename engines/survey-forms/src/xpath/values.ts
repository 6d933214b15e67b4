import { type Node, textOf } from "./nodes.ts";

/** A moment as OpenRosa counts it: days since 1 January 1970, in Coordinated Universal Time; with a fraction where it has an hour. */
export class Moment {
  readonly days: number;
  readonly hasHour: boolean;
  constructor(days: number, hasHour: boolean) { this.days = days; this.hasHour = hasHour; }
  get date(): Date { return new Date(this.days * millisecondsADay); }
  /** “2026-11-22”, or “2026-11-22T14:05:00.000+00:00”, as the field writes it: without an hour at midnight; nothing where it is no moment. */
  toString(): string {
    if (!Number.isFinite(this.days) || Number.isNaN(this.date.getTime())) return "";
    const text = this.date.toISOString();
    return this.hasHour && !Number.isInteger(this.days) ? text.replace("Z", "+00:00") : text.slice(0, 10);
  }
}
const millisecondsADay = 86_400_000;

/** What an expression comes to. */
export type Value = string | number | boolean | Moment | Node[];

const writtenMoment = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/** A day or hour out of its ISO 8601 form; null where a text is none, the thirtieth of February among them. */
export function momentOf(text: string): Moment | null {
  if (!writtenMoment.test(text)) return null;
  const hasHour = text.includes("T");
  const zoned = hasHour && !/(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? `${text}Z` : text;
  const at = new Date(zoned.replace(/([+-]\d{2})(\d{2})$/, "$1:$2"));
  if (Number.isNaN(at.getTime()) || !isOfMonth(text)) return null;
  return new Moment(at.getTime() / millisecondsADay, hasHour);
}
const isOfMonth = (text: string) => { const [year, month, day] = text.slice(0, 10).split("-").map(Number) as [number, number, number]; return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate(); };

export const isNodes = (it: Value): it is Node[] => Array.isArray(it);

/** As a text (XPath 1.0, section 4.2); numbers never with an exponent. */
export function asText(it: Value): string {
  if (isNodes(it)) return it[0] ? textOf(it[0]) : "";
  if (typeof it === "number") return numberAsText(it);
  return String(it);
}
function numberAsText(it: number): string {
  if (Object.is(it, -0)) return "0";
  const text = String(it);
  return /e/.test(text) && Number.isFinite(it) ? it.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 20 }) : text;
}

/** As a number: a moment in days, a text as it is written in decimals; everything else is none (NaN). */
export function asNumber(it: Value): number {
  if (typeof it === "number") return it;
  if (typeof it === "boolean") return Number(it);
  if (it instanceof Moment) return it.days;
  const text = asText(it).trim();
  if (/^-?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text)) return Number(text);
  return momentOf(text)?.days ?? Number.NaN;
}

/** Whether it holds (XPath 1.0, section 4.3). */
export function asTruth(it: Value): boolean {
  if (isNodes(it)) return it.length > 0;
  if (typeof it === "number") return it !== 0 && !Number.isNaN(it);
  return it instanceof Moment ? !Number.isNaN(it.days) : typeof it === "boolean" ? it : it !== "";
}

/** As a moment: what is one, the days of a number, a text that writes one; else none. */
export function asMoment(it: Value): Moment | null {
  if (it instanceof Moment) return it;
  if (typeof it === "number") return Number.isFinite(it) ? new Moment(it, !Number.isInteger(it)) : null;
  const text = asText(it).trim();
  return momentOf(text) ?? (/^-?\d+(?:\.\d+)?$/.test(text) ? asMoment(Number(text)) : null);
}

type Comparison = "=" | "!=" | "<" | "<=" | ">" | ">=";
const ordered: Record<Exclude<Comparison, "=" | "!=">, (a: number, b: number) => boolean> = { "<": (a, b) => a < b, "<=": (a, b) => a <= b, ">": (a, b) => a > b, ">=": (a, b) => a >= b };

/** Whether two values stand so to each other; of nodes, whether any of them does (XPath 1.0, section 3.4). */
export function compare(operator: Comparison, left: Value, right: Value): boolean {
  if (isNodes(left) && typeof right !== "boolean") return left.some((it) => compare(operator, textOf(it), right));
  if (isNodes(right) && typeof left !== "boolean") return right.some((it) => compare(operator, left, textOf(it)));
  if (operator !== "=" && operator !== "!=") return ordered[operator](asNumber(left), asNumber(right));
  return same(left, right) === (operator === "=");
}
function same(left: Value, right: Value): boolean {
  if (typeof left === "boolean" || typeof right === "boolean") return asTruth(left) === asTruth(right);
  const isNumeric = [left, right].some((it) => typeof it === "number" || it instanceof Moment);
  return isNumeric ? asNumber(left) === asNumber(right) : asText(left) === asText(right);
}
