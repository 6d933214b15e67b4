import type { Expression, Operator, Step } from "./expression.ts";
import { type Token, tokensOf, Unreadable } from "./tokens.ts";

/** Operators by how tightly they bind, the loosest first (XPath 1.0, section 3.5). */
const levels: readonly (readonly Operator[])[] = [["or"], ["and"], ["=", "!="], ["<", "<=", ">", ">="], ["+", "-"], ["*", "div", "mod"]];

/** So deep may expressions stand in each other: more nobody writes, and a stack has an end. */
const deepest = 100;

/** What is left to be read. */
class Reading {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;
  constructor(source: string) { this.#tokens = tokensOf(source); }
  get next(): Token { return this.#tokens[this.#next]!; }
  get after(): Token { return this.#tokens[Math.min(this.#next + 1, this.#tokens.length - 1)]!; }
  take(): Token { const it = this.next; this.#next += 1; return it; }
  /** Whether this sign comes next; then it is taken. */
  takes(text: string, kind: Token["kind"] = "sign"): boolean {
    if (this.next.kind !== kind || this.next.text !== text) return false;
    this.#next += 1;
    return true;
  }
  must(text: string): void {
    if (!this.takes(text)) throw new Unreadable(this.next.at, this.next.kind === "end" ? `it ends where “${text}” is missing` : `“${text}” is missing before “${this.next.text}”`);
  }
  deeper<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > deepest) throw new Unreadable(this.next.at, `more than ${deepest} expressions stand in each other`);
    try { return read(); } finally { this.#depth -= 1; }
  }
}

/** Read an expression. Refuses what is not one, with the place of the first sign that does not fit (`Unreadable`). */
export function parse(source: string): Expression {
  const reading = new Reading(source);
  const it = expression(reading);
  if (reading.next.kind !== "end") throw new Unreadable(reading.next.at, `“${reading.next.text}” does not fit behind what stands before it`);
  return it;
}

const expression = (reading: Reading): Expression => reading.deeper(() => joined(reading, 0));

function joined(reading: Reading, level: number): Expression {
  if (level === levels.length) return signed(reading);
  let left = joined(reading, level + 1);
  while (reading.next.kind === "operator" && levels[level]!.includes(reading.next.text as Operator)) {
    const operator = reading.take().text as Operator;
    left = { kind: "operation", operator, left, right: joined(reading, level + 1) };
  }
  return left;
}

function signed(reading: Reading): Expression {
  if (reading.takes("-", "operator")) return reading.deeper(() => ({ kind: "negation", of: signed(reading) }));
  let left = located(reading);
  while (reading.takes("|", "operator")) left = { kind: "operation", operator: "|", left, right: located(reading) };
  return left;
}

const startsStep = ({ kind, text }: Token) => kind === "name" || (kind === "sign" && [".", "..", "@"].includes(text));
const nodeTests = new Set(["node", "text"]);
const isCall = (reading: Reading) => reading.next.kind === "name" && reading.after.kind === "sign" && reading.after.text === "(" && !nodeTests.has(reading.next.text);

/** A path, or a value with a path behind it. */
function located(reading: Reading): Expression {
  if (reading.takes("/")) return { kind: "path", from: "root", steps: startsStep(reading.next) ? stepsOf(reading) : [] };
  if (reading.takes("//")) return { kind: "path", from: "root", steps: [anywhere, ...stepsOf(reading)] };
  if (startsStep(reading.next) && !isCall(reading)) return { kind: "path", from: "here", steps: stepsOf(reading) };
  const value = primary(reading);
  const predicates = predicatesOf(reading);
  const from: Expression = predicates.length > 0 ? { kind: "filter", of: value, predicates } : value;
  if (reading.takes("/")) return { kind: "path", from, steps: stepsOf(reading) };
  return reading.takes("//") ? { kind: "path", from, steps: [anywhere, ...stepsOf(reading)] } : from;
}

const anywhere: Step = { axis: "descendant", name: "*", predicates: [] };

function stepsOf(reading: Reading): Step[] {
  const steps = [step(reading)];
  for (;;) {
    if (reading.takes("//")) steps.push(anywhere, step(reading));
    else if (reading.takes("/")) steps.push(step(reading));
    else return steps;
  }
}

const axes: Record<string, Step["axis"]> = { child: "child", parent: "parent", self: "self", "descendant-or-self": "descendant" };

function step(reading: Reading): Step {
  if (reading.takes("..")) return { axis: "parent", name: "*", predicates: predicatesOf(reading) };
  if (reading.takes(".")) return { axis: "self", name: "*", predicates: predicatesOf(reading) };
  const it = reading.take();
  if (it.kind !== "name") throw new Unreadable(it.at, it.kind === "end" ? "it ends where a question should be named" : `“${it.text}” stands where a question should be named`);
  if (!reading.takes("::")) return { axis: "child", name: nodeTest(reading, it), predicates: predicatesOf(reading) };
  const axis = axes[it.text];
  if (!axis) throw new Unreadable(it.at, `the axis “${it.text}” is not supported`);
  return { axis, name: nodeTest(reading, reading.take()), predicates: predicatesOf(reading) };
}

function nodeTest(reading: Reading, it: Token): string {
  if (!nodeTests.has(it.text) || !reading.takes("(")) return it.text;
  reading.must(")");
  return "*";
}

function predicatesOf(reading: Reading): Expression[] {
  const predicates: Expression[] = [];
  while (reading.takes("[")) {
    predicates.push(expression(reading));
    reading.must("]");
  }
  return predicates;
}

function primary(reading: Reading): Expression {
  const it = reading.take();
  if (it.kind === "number") return { kind: "number", value: Number(it.text) };
  if (it.kind === "text") return { kind: "text", value: it.text };
  if (it.kind === "reference") return { kind: "reference", name: it.text };
  if (it.kind === "name") return call(reading, it);
  if (it.kind !== "sign" || it.text !== "(") throw new Unreadable(it.at, it.kind === "end" ? "it ends where a value is missing" : `a value is missing before “${it.text}”`);
  const inner = expression(reading);
  reading.must(")");
  return inner;
}

function call(reading: Reading, { text: name }: Token): Expression {
  reading.must("(");
  const of: Expression[] = [];
  if (reading.takes(")")) return { kind: "call", name, of };
  do of.push(expression(reading)); while (reading.takes(","));
  reading.must(")");
  return { kind: "call", name, of };
}
