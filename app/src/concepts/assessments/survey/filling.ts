import { askedIn, codeOf, faultsIn, type Fault, type Form, type Given, isFilledIn, isThere, itemsIn, mostRounds, offeredAt, pagesOf, type Page, pathOf, type Place, type Question, type Repeat, settle, spoken, treeOf, type Tree, type Circumstances, withAnswers } from "@travaux/survey-forms";

/** A node of the tree of answers, as the engine hands it out. */
export type Node = Tree["top"];
/** A survey as it stands while somebody answers: the tree at rest, with what was typed. */
export type Filling = { form: Form; tree: Tree; given: Given; circumstances: Circumstances; pages: Page[]; isAtRest: boolean };

/** What a survey looks like with what was typed so far. */
export function fillingOf(form: Form, given: Given, circumstances: Circumstances): Filling {
  const tree = treeOf(form, given);
  const { isAtRest } = settle(tree, circumstances);
  return { form, tree, given, circumstances, pages: pagesOf(form), isAtRest };
}

/** The language of a form for a reader: the one of the form's that has this code, else its default one. */
export const formLanguage = ({ languages, defaultLanguage }: Pick<Form, "languages" | "defaultLanguage">, code: string): string => languages.find((it) => codeOf(it) === code) ?? defaultLanguage;

/** The nodes of a page's items, in order: of each repeat all its rounds. */
export function nodesOn({ tree }: Pick<Filling, "tree">, page: Page): Node[] {
  const around = page.inside.split("/").filter(Boolean).reduce<Node[]>((nodes, name) => nodes.flatMap((it) => it.children.filter((one) => one.name === name)), [tree.top]);
  const items = new Set(page.items);
  return around.flatMap((it) => it.children.filter((one) => items.has(tree.places.get(one)!.item!)));
}

/** What stands behind a node of the tree. */
export const placeOf = ({ tree }: Pick<Filling, "tree">, node: Node): Place => tree.places.get(node)!;

/** Whether a node shows something to whoever answers: a question or note that is asked, or something below it that is. */
export function isShown(filling: Filling, node: Node): boolean {
  const { item, isAsked } = placeOf(filling, node);
  if (!item || !isAsked) return false;
  return item.kind === "question" ? !isFilledIn(item.type) : item.kind === "repeat" || node.children.some((it) => isShown(filling, it));
}

/** Repeats that stand on a page by themselves are there even before their first round. */
const offersRounds = ({ tree }: Filling, page: Page) => page.items.some((it) => it.kind === "repeat" && it.count === null && tree.places.get(tree.top)?.isAsked);
/** Whether a page has anything to show as things stand. */
export const isPageAsked = (filling: Filling, page: Page): boolean => offersRounds(filling, page) || nodesOn(filling, page).some((it) => isShown(filling, it));

/** The next page that shows something after (or before, with -1) this one; null at either end. */
export function pageBeside(filling: Filling, from: number, step: 1 | -1): number | null {
  for (let at = from + step; at >= 0 && at < filling.pages.length; at += step) if (isPageAsked(filling, filling.pages[at]!)) return at;
  return null;
}
/** The first page that shows something, from 0. */
export const firstPage = (filling: Filling): number => pageBeside(filling, -1, 1) ?? 0;

/** All questions below a node that are answered, the node itself included. */
export function questionsBelow(filling: Filling, node: Node): { node: Node; question: Question; path: string }[] {
  const { item } = placeOf(filling, node);
  if (item?.kind !== "question") return node.children.flatMap((it) => questionsBelow(filling, it));
  return isFilledIn(item.type) || item.type === "note" || item.isReadOnly ? [] : [{ node, question: item, path: pathOf(filling.tree, node) }];
}
export const questionsOn = (filling: Filling, page: Page) => nodesOn(filling, page).flatMap((it) => questionsBelow(filling, it));

/** What is wrong, with the page on which it stands. */
export type PlacedFault = Fault & { page: number };
export function faultsOf(filling: Filling): PlacedFault[] {
  const pages = filling.pages.map((page) => new Set(questionsOn(filling, page).map((it) => it.path)));
  return faultsIn(filling.tree, filling.circumstances).map((it) => ({ ...it, page: Math.max(0, pages.findIndex((paths) => paths.has(it.path))) }));
}

/** What is offered at a question as things stand. */
export const choicesAt = ({ tree, circumstances }: Filling, node: Node, question: Question) => offeredAt(tree, node, question, circumstances);

/** So long may one answer be, in characters: some ten pages. */
export const longestText = 20_000;
/** So much may one respondent say in all. */
export const mostGiven = 1_000_000;

/** What a form sent for these paths, put into what was typed before. `sent`: one value a field, or several where several boxes were ticked. */
export function givenWith(before: Given, paths: readonly string[], sent: Readonly<Record<string, readonly string[]>>): Given {
  const typed = paths.map((path) => [path, valueSent(path, sent)] as const);
  const others = paths.flatMap((path) => (sent[`${path}_other`] ? [[`${path}_other`, (sent[`${path}_other`]![0] ?? "").slice(0, longestText)] as const] : []));
  return { ...before, ...Object.fromEntries([...typed, ...others]) };
}
/** Boxes and ranks of one question as one text, as XLSForm writes them; a day with its hour as the field of a browser gives it. */
function valueSent(path: string, sent: Readonly<Record<string, readonly string[]>>): string {
  const ranked = Object.keys(sent).filter((it) => it.startsWith(`${path}#`)).toSorted((a, b) => Number(a.slice(path.length + 1)) - Number(b.slice(path.length + 1)));
  const values = ranked.length > 0 ? ranked.flatMap((it) => sent[it]!) : (sent[path] ?? []);
  return values.map((it) => it.replaceAll("\r\n", "\n").trim()).filter(Boolean).join(" ").slice(0, longestText);
}

/** How often a repeat was answered so far, at its path. */
const roundsAt = (given: Given, path: string): number => Math.max(0, ...Object.keys(given).flatMap((it) => (it.startsWith(`${path}[`) ? [Number(/^\[(\d+)\]/.exec(it.slice(path.length))?.[1] ?? 0)] : [])));
const firstQuestion = (it: Repeat): string | null => { for (const { it: one, inside } of itemsIn(it.children)) if (one.kind === "question" && !inside.some((group) => group.kind === "repeat")) return [...inside.map((group) => group.name), one.name].join("/"); return null; };

/** One more round of a repeat. A repeat is there once, even before anybody typed something. */
export function withRound(given: Given, path: string, repeat: Repeat): Given {
  const first = firstQuestion(repeat);
  const rounds = Math.max(1, roundsAt(given, path));
  return first === null || rounds >= mostRounds ? given : { ...given, [`${path}[${rounds + 1}]/${first}`]: "" };
}
/** The last round of a repeat taken away, with what was typed in it. */
export function withoutRound(given: Given, path: string): Given {
  const last = `${path}[${roundsAt(given, path)}]`;
  return Object.fromEntries(Object.entries(given).filter(([it]) => !it.startsWith(`${last}/`)));
}

/** What was typed, with so many empty rounds more of each repeat that is asked as often as one likes and stands in no other. */
export function withSpareRounds({ form, given }: Pick<Filling, "form" | "given">, count: number): Given {
  const repeats = [...itemsIn(form.items)].filter(({ it, inside }) => it.kind === "repeat" && it.count === null && inside.every((one) => one.kind === "group"));
  return repeats.reduce((all, { it, inside }) => Array.from({ length: count }).reduce<Given>((more) => withRound(more, `/${[...inside.map((one) => one.name), it.name].join("/")}`, it as Repeat), all), given);
}

/** The repeat at a path, if the form has one there that is asked as often as one likes. */
export function repeatAt({ items }: Pick<Form, "items">, path: string): Repeat | null {
  const plain = path.replaceAll(/\[\d+\]/g, "");
  for (const { it, inside } of itemsIn(items)) if (it.kind === "repeat" && it.count === null && `/${[...inside.map((one) => one.name), it.name].join("/")}` === plain) return it;
  return null;
}

/** What is sent for good: only what is asked as things stand, and what was filled in by itself. */
export function finalOf({ tree, given }: Filling): Given {
  return Object.fromEntries([...tree.places].flatMap(([node, { item, isAsked }]): [string, string][] => {
    if (item?.kind !== "question" || item.type === "note" || !isAsked || node.value === "" || !isThere(tree, node)) return [];
    const path = pathOf(tree, node);
    return given[`${path}_other`] && item.hasOther ? [[path, node.value], [`${path}_other`, given[`${path}_other`]!]] : [[path, node.value]];
  }));
}

/** The words of a label: “${name}” is what was answered there. */
export const labelSaid = ({ form, tree, circumstances: { language } }: Filling, labels: Question["label"]): string => withAnswers(spoken(labels, language, form.defaultLanguage), tree, language);

/** How many questions a form asks at most. */
export const questionCount = (form: Form): number => askedIn(form).length;
