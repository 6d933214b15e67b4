import type { Question, Repeat, Written } from "../form.ts";
import { callsIn } from "../xpath/expression.ts";
import { evaluate, type World } from "../xpath/evaluate.ts";
import type { Node } from "../xpath/nodes.ts";
import { asNumber, asText, asTruth } from "../xpath/values.ts";
import { setRounds, type Tree } from "./tree.ts";
import { type Circumstances, worldOf } from "./world.ts";

/** So often is everything looked at again: what has not come to rest by then never will. */
const mostPasses = 30;

/** What came of it: whether everything came to rest, or goes round for ever. */
export type Settled = { isAtRest: boolean; passes: number };

/** Bring a tree to rest: rounds as often as they are asked for, what is filled in filled in, and what is not asked emptied. */
export function settle(tree: Tree, circumstances: Circumstances): Settled {
  const world = worldOf(tree, circumstances);
  for (let passes = 1; passes <= mostPasses; passes++) if (!pass(tree, tree.top, true, world)) return { isAtRest: true, passes };
  return { isAtRest: false, passes: mostPasses };
}

/** Whether anything changed below a node. */
function pass(tree: Tree, node: Node, isAsked: boolean, world: World): boolean {
  let changed = countRounds(tree, node, world);
  for (const child of node.children) {
    const place = tree.places.get(child)!;
    const asked = isAsked && (!place.item?.relevant || holds(place.item.relevant, child, world));
    if (asked !== place.isAsked) { place.isAsked = asked; changed = true; }
    if (place.item?.kind !== "question") changed = pass(tree, child, asked, world) || changed;
    else changed = fill(child, place.item, asked ? place.typed : null, world) || changed;
  }
  return changed;
}

export const holds = ({ it }: Written, node: Node, world: World): boolean => asTruth(evaluate(it, node, world));

function countRounds(tree: Tree, node: Node, world: World): boolean {
  const item = tree.places.get(node)?.item;
  const items = item ? (item.kind === "question" ? [] : item.children) : tree.form.items;
  return items.filter((it): it is Repeat => it.kind === "repeat" && it.count !== null).map((it) => {
    const before = node.children.filter((one) => one.name === it.name).length;
    const wanted = Math.trunc(asNumber(evaluate(it.count!.it, node, world)));
    setRounds(tree, node, it, Number.isNaN(wanted) ? 0 : wanted);
    return node.children.filter((one) => one.name === it.name).length !== before;
  }).some(Boolean);
}

/** What comes out otherwise each time is drawn once. */
const oncePerAnswer = new Set(["uuid", "random"]);

/** Put into a node what belongs there: what was calculated, what was typed, else what stands there at first. */
function fill(node: Node, it: Question, typed: string | null, world: World): boolean {
  const value = typed === null ? "" : valueOf(node, it, typed, world);
  if (value === node.value) return false;
  node.value = value;
  return true;
}
function valueOf(node: Node, it: Question, typed: string, world: World): string {
  if (it.calculation && node.value !== "" && callsIn(it.calculation.it).some((one) => oncePerAnswer.has(one))) return node.value;
  if (it.calculation && (typed === "" || it.type === "calculate" || it.isReadOnly)) return calculated(it.calculation, node, world);
  if (it.type === "today") return world.now.toISOString().slice(0, 10);
  if (typed !== "" || it.initial === null) return typed;
  return typeof it.initial === "string" ? it.initial : calculated(it.initial, node, world);
}
/** A calculation as a text; what is no number is nothing. */
function calculated({ it }: Written, node: Node, world: World): string {
  const value = evaluate(it, node, world);
  return typeof value === "number" && Number.isNaN(value) ? "" : asText(value);
}
