import type { Form, Group, Item, Repeat } from "../form.ts";
import { hang, type Node } from "../xpath/nodes.ts";

/** What stands behind a node: its item, what somebody typed there, and whether it is asked at all as things stand. */
export type Place = { item: Item | null; typed: string; isAsked: boolean };
/** The answers to a form as a tree, as expressions see them: the value of what is not asked is empty. */
export type Tree = { top: Node; places: Map<Node, Place>; form: Form; /** Rounds that are not asked for now, by what they stood below: they come back as they were. */ spare: Map<Node, Node[]> };
/** What somebody typed, by where: "/household/person[2]/age". */
export type Given = Readonly<Record<string, string>>;

/** So many rounds may a repeat have: a count that somebody mistyped must not fill the memory. */
export const mostRounds = 200;

/** The tree of a form with what was typed so far; what was typed at places that the form does not have is left out. */
export function treeOf(form: Form, given: Given = {}): Tree {
  const top = hang(null, "data");
  const tree: Tree = { top, places: new Map([[top, { item: null, typed: "", isAsked: true }]]), form, spare: new Map() };
  const rounds = roundsIn(given);
  for (const it of form.items) plant(tree, top, it, { given, rounds, path: "" });
  return tree;
}

type Soil = { given: Given; rounds: ReadonlyMap<string, number>; path: string };

/** How many rounds of each repeat something was typed in, by its path. */
function roundsIn(given: Given): Map<string, number> {
  const rounds = new Map<string, number>();
  for (const path of Object.keys(given)) for (const it of path.matchAll(/\[(\d+)\]/g)) {
    const repeat = path.slice(0, it.index);
    rounds.set(repeat, Math.min(mostRounds, Math.max(rounds.get(repeat) ?? 0, Number(it[1]))));
  }
  return rounds;
}

function plant(tree: Tree, parent: Node, it: Item, soil: Soil): void {
  const path = `${soil.path}/${it.name}`;
  if (it.kind === "repeat") {
    for (let round = 1; round <= Math.max(it.count ? 0 : 1, soil.rounds.get(path) ?? 0); round++) plantBranch(tree, parent, it, { ...soil, path: `${path}[${round}]` });
  } else if (it.kind === "group") plantBranch(tree, parent, it, { ...soil, path });
  else tree.places.set(hang(parent, it.name, soil.given[path] ?? ""), { item: it, typed: soil.given[path] ?? "", isAsked: true });
}
function plantBranch(tree: Tree, parent: Node, it: Group | Repeat, soil: Soil): Node {
  const node = hang(parent, it.name);
  tree.places.set(node, { item: it, typed: "", isAsked: true });
  for (const child of it.children) plant(tree, node, child, soil);
  return node;
}

/** Bring a repeat to so many rounds below a node: further ones are those that stood there before, or empty; the last ones are put aside. */
export function setRounds(tree: Tree, parent: Node, it: Repeat, count: number): void {
  const wanted = Math.min(mostRounds, Math.max(0, count));
  const rounds = parent.children.filter((one) => one.name === it.name);
  const spare = tree.spare.get(parent) ?? [];
  for (const gone of rounds.slice(wanted).toReversed()) spare.push(...parent.children.splice(parent.children.indexOf(gone), 1));
  for (let round = rounds.length; round < wanted; round++) putInOrder(tree, parent, it, takenFrom(spare, it.name) ?? plantBranch(tree, parent, it, { given: {}, rounds: new Map(), path: "" }));
  tree.spare.set(parent, spare);
}
function takenFrom(spare: Node[], name: string): Node | null {
  const at = spare.findLastIndex((one) => one.name === name);
  return at < 0 ? null : spare.splice(at, 1)[0]!;
}
/** A new round stands behind the rounds before it, or where its repeat stands in the form. */
function putInOrder(tree: Tree, parent: Node, it: Repeat, node: Node): void {
  const order = (tree.places.get(parent)?.item as Group | null)?.children ?? tree.form.items;
  const place = order.findIndex((one) => one === it);
  parent.children = parent.children.filter((one) => one !== node);
  const before = parent.children.findLastIndex((one) => order.indexOf(tree.places.get(one)!.item!) <= place);
  parent.children.splice(before + 1, 0, node);
}

/** Whether a node is among the answers: rounds that were put aside are not. */
export const isThere = (tree: Pick<Tree, "top">, node: Node): boolean => node === tree.top || (node.parent !== null && node.parent.children.includes(node) && isThere(tree, node.parent));

/** Where a node stands, as it is typed under: rounds counted from 1. */
export function pathOf({ places }: Pick<Tree, "places">, it: Node): string {
  if (!it.parent) return "";
  const round = places.get(it)?.item?.kind === "repeat" ? `[${it.parent.children.filter((one) => one.name === it.name).indexOf(it) + 1}]` : "";
  return `${pathOf({ places }, it.parent)}/${it.name}${round}`;
}
