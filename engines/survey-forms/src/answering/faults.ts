import { type Choice, isFilledIn, type Question } from "../form.ts";
import { spoken } from "../reading/languages.ts";
import { evaluate, type World } from "../xpath/evaluate.ts";
import { chosenIn } from "../xpath/functions/choices.ts";
import { hang, type Node } from "../xpath/nodes.ts";
import { asTruth, momentOf } from "../xpath/values.ts";
import { holds } from "./settle.ts";
import { isThere, pathOf, type Tree } from "./tree.ts";
import { type Circumstances, hangChoice, worldOf } from "./world.ts";

export const faultCodes = ["required", "not-a-whole-number", "not-a-number", "out-of-range", "not-a-day", "not-an-hour", "not-a-place", "no-such-choice", "chosen-twice", "not-all-ranked", "constraint"] as const;
/** What is wrong with an answer: where, and what the form says about it in the language of whoever answers, if it says anything. */
export type Fault = { path: string; question: Question; code: (typeof faultCodes)[number]; message: string };

/** What is wrong with the answers of a tree at rest, in the order of the form. What is not asked is not wrong. */
export function faultsIn(tree: Tree, circumstances: Circumstances): Fault[] {
  const world = worldOf(tree, circumstances);
  return [...tree.places].flatMap(([node, { item, isAsked }]) => {
    if (!isAsked || item?.kind !== "question" || !isThere(tree, node)) return [];
    const code = faultOf(tree, node, item, world, circumstances.language);
    if (!code) return [];
    const said = code === "required" ? item.requiredMessage : code === "constraint" ? item.constraintMessage : {};
    return [{ path: pathOf(tree, node), question: item, code, message: spoken(said, circumstances.language, tree.form.defaultLanguage) }];
  });
}
function faultOf(tree: Tree, node: Node, it: Question, world: World, language: string): Fault["code"] | null {
  if (it.type === "note" || isFilledIn(it.type)) return null;
  const value = node.value.trim();
  if (value === "") return (typeof it.required === "boolean" ? it.required : holds(it.required, node, world)) ? "required" : null;
  const wrong = formOf[it.type]?.(value, it) ?? (it.list === null ? null : choiceFault(value, it, offered(tree, node, it, world, language)));
  return wrong ?? (it.constraint && !holds(it.constraint, node, world) ? "constraint" : null);
}

const isNumber = (it: string) => /^-?(?:\d+(?:\.\d*)?|\.\d+)$/.test(it);
const formOf: Partial<Record<Question["type"], (value: string, it: Question) => Fault["code"] | null>> = {
  integer: (it) => (/^-?\d{1,15}$/.test(it) ? null : "not-a-whole-number"),
  decimal: (it) => (isNumber(it) ? null : "not-a-number"),
  range: (it, { parameters }) => (!isNumber(it) ? "not-a-number" : Number(it) < Number(parameters.start ?? 1) || Number(it) > Number(parameters.end ?? 10) ? "out-of-range" : null),
  date: (it) => (momentOf(it)?.hasHour === false ? null : "not-a-day"),
  dateTime: (it) => (momentOf(it)?.hasHour === true ? null : "not-a-day"),
  time: (it) => (/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/.test(it) ? null : "not-an-hour"),
  geopoint: (it) => { const [latitude, longitude] = it.split(/[\s,]+/).map(Number); return Math.abs(latitude ?? 91) <= 90 && Math.abs(longitude ?? 181) <= 180 ? null : "not-a-place"; },
};

function choiceFault(value: string, { type, hasOther }: Question, choices: readonly Choice[]): Fault["code"] | null {
  const chosen = type === "select_one" ? [value] : chosenIn(value);
  if (chosen.some((it) => !choices.some((one) => one.name === it) && !(hasOther && it === "other"))) return "no-such-choice";
  if (new Set(chosen).size < chosen.length) return "chosen-twice";
  return type === "rank" && chosen.length < choices.length ? "not-all-ranked" : null;
}

/** The choices of a question as things stand: those for which its filter holds. */
export function offered(tree: Tree, node: Node, it: Question, world: World, language: string): readonly Choice[] {
  const all = (it.list === null ? undefined : tree.form.lists.get(it.list)) ?? [];
  const filter = it.choiceFilter;
  if (!filter) return all;
  const root = hang(null, "root");
  return all.filter((one) => asTruth(evaluateAt(hangChoice(root, one.name, spoken(one.label, language, tree.form.defaultLanguage), one.other))));
  function evaluateAt(choice: Node) { return evaluate(filter!.it, choice, { ...world, locate: (name) => world.locate(name, node) }); }
}
export const offeredAt = (tree: Tree, node: Node, it: Question, circumstances: Circumstances) => offered(tree, node, it, worldOf(tree, circumstances), circumstances.language);
