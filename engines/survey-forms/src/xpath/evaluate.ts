import type { Expression, Operator, Step } from "./expression.ts";
import { functions } from "./functions.ts";
import { below, type Node, placeOf, topOf } from "./nodes.ts";
import { asNumber, asTruth, compare, isNodes, type Value } from "./values.ts";

/** What an expression may know beside the answers. */
export type World = {
  now: Date;
  /** The nodes of the question of this name, as seen from a node; nothing where there is no such question. */
  locate(name: string, from: Node): Node[];
  /** All nodes of the question of this name, seen from nowhere. */
  all(name: string): Node[];
  /** The top of a list of choices, with `item` below `root`; null where there is none. */
  list(name: string): Node | null;
  /** How a choice of the question of this name is called in the language of whoever answers; null where it has none. */
  choiceName(question: string, value: string): string | null;
  /** Numbers from 0 up to 1. */
  random(): number;
};
/** Where an expression is evaluated: at a node, the `position`-th of `size`. `origin`: the node at which the whole expression began. */
export type Context = { node: Node; origin: Node; position: number; size: number; world: World };

/** What an expression comes to, at a node. Refuses nothing: what has no meaning is NaN, empty or false. */
export const evaluate = (it: Expression, node: Node, world: World): Value => valueOf(it, { node, origin: node, position: 1, size: 1, world });

/** What an expression comes to in a context. */
export function valueOf(it: Expression, context: Context): Value {
  switch (it.kind) {
    case "number": case "text": return it.value;
    case "reference": return context.world.locate(it.name, context.origin);
    case "call": return functions.get(it.name)?.run(it.of.map((one) => () => valueOf(one, context)), context, it.of) ?? "";
    case "negation": return -asNumber(valueOf(it.of, context));
    case "operation": return operated(it, context);
    case "path": return walk(startOf(it.from, context), it.steps, context);
    case "filter": return filtered(nodesOf(valueOf(it.of, context)), it.predicates, context);
  }
}

const nodesOf = (it: Value): Node[] => (isNodes(it) ? it : []);
const startOf = (from: Expression | "root" | "here", context: Context): Node[] =>
  (from === "here" ? [context.node] : from === "root" ? [aboveAll(context.node)] : nodesOf(valueOf(from, context)));
/** “/data/question” begins above the top. */
const aboveAll = (it: Node): Node => ({ name: "", value: "", parent: null, children: [topOf(it)] });

const sums: Partial<Record<Operator, (a: number, b: number) => number>> = { "+": (a, b) => a + b, "-": (a, b) => a - b, "*": (a, b) => a * b, div: (a, b) => a / b, mod: (a, b) => a % b };

function operated({ operator, left, right }: Extract<Expression, { kind: "operation" }>, context: Context): Value {
  const first = valueOf(left, context);
  if (operator === "and") return asTruth(first) && asTruth(valueOf(right, context));
  if (operator === "or") return asTruth(first) || asTruth(valueOf(right, context));
  const second = valueOf(right, context);
  if (operator === "|") return [...new Set([...nodesOf(first), ...nodesOf(second)])];
  const sum = sums[operator];
  return sum ? sum(asNumber(first), asNumber(second)) : compare(operator as "=", first, second);
}

function walk(from: readonly Node[], steps: readonly Step[], context: Context): Node[] {
  return steps.reduce<Node[]>((nodes, step) => [...new Set(nodes.flatMap((it) => filtered(stepped(it, step), step.predicates, context)))], [...from]);
}
function stepped(it: Node, { axis, name }: Step): Node[] {
  const found = axis === "child" ? it.children : axis === "parent" ? [it.parent].filter((one) => one !== null) : axis === "self" ? [it] : [...below(it)];
  return name === "*" ? found : found.filter((one) => one.name === name);
}
/** Of nodes those for which every predicate holds; a number is a place among them. */
function filtered(nodes: Node[], predicates: readonly Expression[], context: Context): Node[] {
  return predicates.reduce((left, predicate) => left.filter((node, index) => {
    const value = valueOf(predicate, { ...context, node, position: index + 1, size: left.length });
    return typeof value === "number" ? value === index + 1 : asTruth(value);
  }), nodes);
}

/** The place of the first of these nodes among its kind, from 1; of none, the place in the context. */
export const positionOf = (nodes: Node[] | null, context: Context): number => (nodes === null ? context.position : nodes[0] ? placeOf(nodes[0]) : Number.NaN);
