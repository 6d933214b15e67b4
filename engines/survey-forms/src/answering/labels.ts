import { chosenIn } from "../xpath/functions/choices.ts";
import { spoken } from "../reading/languages.ts";
import { isThere, type Tree } from "./tree.ts";

/** Words in which “${name}” is what was answered there: of choices their labels, and “…” where nothing was. */
export const withAnswers = (text: string, tree: Tree, language: string): string => text.replaceAll(/\$\{\s*([\w.-]+)\s*\}/g, (_, name: string) => answerNamed(tree, name, language) || "…");

function answerNamed(tree: Tree, name: string, language: string): string {
  const [node, place] = [...tree.places].find(([one, { item }]) => item?.name === name && isThere(tree, one)) ?? [];
  if (!node) return "";
  const list = place?.item?.kind === "question" && place.item.list !== null ? tree.form.lists.get(place.item.list) : undefined;
  if (!list) return node.value;
  return chosenIn(node.value).map((value) => { const choice = list.find((it) => it.name === value); return choice ? spoken(choice.label, language, tree.form.defaultLanguage) : value; }).join(", ");
}
