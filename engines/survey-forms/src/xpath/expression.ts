/** How two values are joined or compared. */
export const operators = ["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod", "|"] as const;
export type Operator = (typeof operators)[number];

/** From a node to others: `name` is the name of a question, or "*" for any. */
export type Step = { axis: "child" | "parent" | "self" | "descendant"; name: string; predicates: Expression[] };

/** An expression of a form, as XPath 1.0 has them, with `${question}` beside. */
export type Expression =
  | { kind: "number"; value: number }
  | { kind: "text"; value: string }
  | { kind: "reference"; name: string }
  | { kind: "call"; name: string; of: Expression[] }
  | { kind: "operation"; operator: Operator; left: Expression; right: Expression }
  | { kind: "negation"; of: Expression }
  | { kind: "path"; from: Expression | "root" | "here"; steps: Step[] }
  | { kind: "filter"; of: Expression; predicates: Expression[] };

/** Every expression inside one, itself first. */
export function* within(it: Expression): Generator<Expression> {
  yield it;
  for (const part of partsOf(it)) yield* within(part);
}

function partsOf(it: Expression): Expression[] {
  switch (it.kind) {
    case "call": return it.of;
    case "operation": return [it.left, it.right];
    case "negation": return [it.of];
    case "filter": return [it.of, ...it.predicates];
    case "path": return [...(typeof it.from === "string" ? [] : [it.from]), ...it.steps.flatMap((step) => step.predicates)];
    default: return [];
  }
}

/** The questions that an expression names as `${question}`, each once. */
export const referencesIn = (it: Expression): string[] => [...new Set([...within(it)].flatMap((one) => (one.kind === "reference" ? [one.name] : [])))];
/** The functions that an expression calls, each once. */
export const callsIn = (it: Expression): string[] => [...new Set([...within(it)].flatMap((one) => (one.kind === "call" ? [one.name] : [])))];
