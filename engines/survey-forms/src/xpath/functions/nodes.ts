import { valueOf, positionOf } from "../evaluate.ts";
import type { Expression } from "../expression.ts";
import type { FormFunctions } from "../functions.ts";
import { type Node, textOf } from "../nodes.ts";
import { asNumber, asText, isNodes } from "../values.ts";
import { ofValues } from "./takes.ts";

/** “indexed-repeat(${age}, ${person}, 2)”: the answer of one round of what repeats; with rounds inside rounds, of one in each. */
const indexed: FormFunctions[string] = {
  least: 3, most: 7,
  run: (of, context, written) => {
    const [wanted, ...rounds] = written.filter((_, index) => index === 0 || index % 2 === 1).map((it) => (it.kind === "reference" ? it.name : "")) as [string, ...string[]];
    const places = of.filter((_, index) => index > 0 && index % 2 === 0).map((it) => asNumber(it()));
    const inRounds = (node: Node) => rounds.every((round, index) => isInRound(node, round, places[index]!));
    return context.world.all(wanted).filter(inRounds).slice(0, 1);
  },
};
function isInRound(node: Node, round: string, place: number): boolean {
  for (let it: Node | null = node; it; it = it.parent) if (it.name === round) return it.parent?.children.filter((one) => one.name === round).indexOf(it) === place - 1;
  return false;
}
/** Whether an expression is a plain path, whose nodes can be told apart. */
const isPath = (it: Expression | undefined) => it !== undefined && it.kind !== "text" && it.kind !== "number";

/** What works on places among the answers. */
export const nodeFunctions: FormFunctions = {
  count: ofValues(1, (it) => (isNodes(it) ? it.length : 0)),
  "count-non-empty": ofValues(1, (it) => (isNodes(it) ? it.filter((one) => textOf(one) !== "").length : 0)),
  position: { least: 0, most: 1, run: (_, context, [written]) => positionOf(isPath(written) ? (valueOf(written!, context) as Node[]) : null, context) },
  last: { least: 0, most: 0, run: (_, { size }) => size },
  name: { least: 0, most: 1, run: ([it], { node }) => { const value = it?.(); return (value === undefined ? node : isNodes(value) ? value[0] : undefined)?.name ?? ""; } },
  current: { least: 0, most: 0, run: (_, { origin }) => [origin] },
  instance: { least: 1, most: 1, run: ([name], { world }) => { const top = world.list(asText(name!())); return top ? [top] : []; } },
  "indexed-repeat": indexed,
  uuid: { least: 0, most: 1, run: (_, { world }) => uuidFrom(world.random) },
};
/** A random UUID of version 4 (RFC 9562). */
const uuidFrom = (random: () => number): string => "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx".replaceAll(/[xy]/g, (it) => (it === "x" ? Math.floor(random() * 16) : 8 + Math.floor(random() * 4)).toString(16));
