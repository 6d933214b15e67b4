/** A place in what somebody answers, or in a list of choices: a name, what stands there, and what stands below. */
export type Node = { name: string; value: string; parent: Node | null; children: Node[] };

/** A node with nothing below it yet, hung below `parent`. */
export function hang(parent: Node | null, name: string, value = ""): Node {
  const it: Node = { name, value, parent, children: [] };
  parent?.children.push(it);
  return it;
}

/** What stands at a node: its own value, or the values below it one after the other (XPath 1.0, section 5.2). */
export const textOf = (it: Node): string => (it.children.length === 0 ? it.value : it.children.map(textOf).join(""));
/** The node at the top. */
export const topOf = (it: Node): Node => (it.parent ? topOf(it.parent) : it);
/** The node and everything below it. */
export function* below(it: Node): Generator<Node> {
  yield it;
  for (const child of it.children) yield* below(child);
}
/** Which of its name a node is below its parent, from 1. */
export const placeOf = (it: Node): number => (it.parent ? it.parent.children.filter((one) => one.name === it.name).indexOf(it) + 1 : 1);
