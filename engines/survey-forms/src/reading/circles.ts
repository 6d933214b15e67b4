import type { Form, Item } from "../form.ts";
import { type Expression, within } from "../xpath/expression.ts";
import { below, hang, type Node } from "../xpath/nodes.ts";

/** A row that waits for itself, by way of others. */
export type Circle = { row: number; names: string[] };

/** The form as a tree with one node for each item, to see where paths lead. */
function drawn(form: Form): { top: Node; items: Map<Node, Item> } {
  const [top, items] = [hang(null, "data"), new Map<Node, Item>()];
  const draw = (parent: Node, it: Item) => {
    const node = hang(parent, it.name);
    items.set(node, it);
    if (it.kind !== "question") for (const child of it.children) draw(node, child);
  };
  for (const it of form.items) draw(top, it);
  return { top, items };
}

/** Items that wait for themselves: of which the value, the relevance or the number of rounds rests on their own. */
export function circlesIn(form: Form): Circle[] {
  const { top, items } = drawn(form);
  const named = Map.groupBy(items.keys(), (it) => it.name);
  const waits = new Map([...items].map(([node, it]) => [node, waitsFor(node, it, named, top)]));
  const [done, circles]: [Set<Node>, Circle[]] = [new Set(), []];
  const follow = (node: Node, way: readonly Node[]): void => {
    const at = way.indexOf(node);
    if (at >= 0) { circles.push({ row: items.get(node)!.row, names: [...way.slice(at), node].map((it) => it.name) }); return; }
    if (done.has(node)) return;
    for (const next of waits.get(node) ?? []) follow(next, [...way, node]);
    done.add(node);
  };
  for (const node of items.keys()) follow(node, []);
  return circles;
}

/** The nodes on which an item rests. A group rests on its relevance, and what is in it on the group; a group that asks for what stands in itself, as forms of the field do, rests on nothing by that. */
function waitsFor(node: Node, it: Item, named: ReadonlyMap<string, Node[]>, top: Node): Node[] {
  const own = [it.relevant, it.kind === "question" ? it.calculation : it.kind === "repeat" ? it.count : null].flatMap((one) => (one ? [...leadsTo(one.it, node, named, top)] : []));
  const around = node.parent && node.parent !== top ? [node.parent] : [];
  return [...new Set([...own, ...around])].filter((one) => (one === node && it.kind === "question") || around.includes(one) || !(one === node || isAround(one, node) || isAround(node, one)));
}
/** Whether a node stands around another: a calculation may well ask for the place of the round it stands in. */
const isAround = (one: Node, node: Node): boolean => node.parent !== null && (node.parent === one || isAround(one, node.parent));

/** Where the names and paths of an expression lead, predicates left aside. */
function* leadsTo(it: Expression, from: Node, named: ReadonlyMap<string, Node[]>, top: Node): Generator<Node> {
  for (const one of within(it)) {
    if (one.kind === "reference") yield* named.get(one.name) ?? [];
    if (one.kind === "path" && typeof one.from === "string" && !isSelf(one)) yield* led(one, one.from === "root" ? [{ name: "", value: "", parent: null, children: [top] }] : [from]);
  }
}
/** “.” in a calculation is what stood there before, as in once(). */
const isSelf = ({ steps }: Extract<Expression, { kind: "path" }>) => steps.every((it) => it.axis === "self");

const led = ({ steps }: Extract<Expression, { kind: "path" }>, from: Node[]): Node[] => steps.reduce((nodes, { axis, name }) => nodes.flatMap((it) => {
  const found = axis === "child" ? it.children : axis === "parent" ? (it.parent ? [it.parent] : []) : axis === "self" ? [it] : [...below(it)];
  return name === "*" ? found : found.filter((one) => one.name === name);
}), from);
