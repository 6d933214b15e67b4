import { itemsIn, type Form, type Group, type Item, type Repeat } from "../form.ts";
import { spoken } from "../reading/languages.ts";
import type { World } from "../xpath/evaluate.ts";
import { hang, type Node } from "../xpath/nodes.ts";
import type { Tree } from "./tree.ts";

/** What expressions may know of whoever answers: the hour, their language, and chance. */
export type Circumstances = { now: Date; language: string; random(): number };

type Way = { it: Item; inside: readonly (Group | Repeat)[] };

/** What expressions of a form see when they look at a tree of answers. */
export function worldOf(tree: Tree, { now, language, random }: Circumstances): World {
  const ways = new Map<string, Way>([...itemsIn(tree.form.items)].map((it) => [it.it.name, it]));
  const lists = new Map<string, Node>();
  const found = (name: string, from: Node | null) => { const way = ways.get(name); return way ? nodesOn(tree, way, from) : []; };
  return {
    now, random,
    locate: (name, from) => found(name, from),
    all: (name) => found(name, null),
    list: (name) => { if (!lists.has(name) && tree.form.lists.has(name)) lists.set(name, listTree(tree.form, name, language)); return lists.get(name) ?? null; },
    choiceName: (question, value) => {
      const it = ways.get(question)?.it;
      const choice = it?.kind === "question" && it.list !== null ? tree.form.lists.get(it.list)?.find((one) => one.name === value) : undefined;
      return choice ? spoken(choice.label, language, tree.form.defaultLanguage) : null;
    },
  };
}

/** The nodes of an item: of rounds in which `from` stands that round alone, of others all (pyxform's relative references). */
function nodesOn(tree: Tree, { it, inside }: Way, from: Node | null): Node[] {
  const above = new Set<Node>();
  for (let node = from; node; node = node.parent) above.add(node);
  const step = (nodes: readonly Node[], name: string) => nodes.flatMap((node) => node.children.filter((one) => one.name === name));
  const around = inside.reduce<Node[]>((nodes, one) => { const all = step(nodes, one.name); const own = all.filter((node) => above.has(node)); return own.length > 0 ? own : all; }, [tree.top]);
  return step(around, it.name);
}

/** A list as expressions see it: what instance('list') leads to, with root below it, and an item with its columns for each choice. */
function listTree(form: Form, name: string, language: string): Node {
  const top = hang(null, "");
  const root = hang(top, "root");
  for (const choice of form.lists.get(name)!) hangChoice(root, choice.name, spoken(choice.label, language, form.defaultLanguage), choice.other);
  return top;
}
/** A choice as a node: what filters of choices are asked of. */
export function hangChoice(root: Node, name: string, label: string, other: Readonly<Record<string, string>>): Node {
  const item = hang(root, "item");
  for (const [column, value] of Object.entries({ name, label, ...other })) hang(item, column, value);
  return item;
}
