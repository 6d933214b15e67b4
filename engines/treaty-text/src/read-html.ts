/**
 * HTML to blocks: headings, paragraphs, list items with the labels that a browser would draw, rows of tables. The tree is walked
 * with a stack of our own, so that no nesting overflows.
 */
import { defaultTreeAdapter as tree, parse, type DefaultTreeAdapterTypes } from "parse5";
import { tidy, type Block, type ReadBlocks } from "./blocks.ts";
import { listLabel } from "./numbering.ts";
import { refuseDeep, type Limits } from "./unreadable.ts";

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

const skipped = new Set(["script", "style", "nav", "head", "template", "noscript", "svg", "iframe", "object", "select", "button", "form", "math"]);
const blockTags = new Set(
  ("p div section article main header footer aside blockquote h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr caption pre " +
    "address figure figcaption hr body html fieldset details summary center").split(" "),
);

type State = { blocks: Block[]; text: string; heading: number | undefined; label: string | undefined; depth: number; lists: List[] };
type List = { tag: string; type: string; value: number };

/** Blocks of an HTML document. */
export function blocksOfHtml(html: string, limits: Limits): ReadBlocks {
  refuseDeep(openTags(html), limits.depth);
  const document = parse(html);
  const state: State = { blocks: [], text: "", heading: undefined, label: undefined, depth: 0, lists: [] };
  walk(document.childNodes, state);
  flush(state);
  const { title, language } = aboutOf(document.childNodes);
  return { blocks: state.blocks, title, language, doubts: [], leftOut: 0 };
}

const voidTags = new Set("area base br col embed hr img input link meta source track wbr p li dt dd tr td th option thead tbody tfoot".split(" "));

/** The greatest number of tags open at once, counted before parsing: the parser's own work grows with it. Tags that close each other
 * (p, li, td) are not counted. */
function openTags(html: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [, slash, name = "", , self] of html.matchAll(/<(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>"']|"[^"]*"|'[^']*')*?)(\/?)>/g)) {
    if (voidTags.has(name.toLowerCase()) || self) continue;
    depth = slash ? Math.max(0, depth - 1) : depth + 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** Walk nodes in document order; a null on the stack closes the element below it. */
function walk(nodes: Node[], state: State): void {
  const stack: { node: Node; leave: boolean }[] = nodes.toReversed().map((node) => ({ node, leave: false }));
  while (stack.length) {
    const { node, leave } = stack.pop()!;
    if (leave) leaveElement(node as Element, state);
    else if (tree.isTextNode(node)) state.text += node.value;
    else if (tree.isElementNode(node) && !skipped.has(node.tagName) && !isHidden(node)) {
      enterElement(node, state);
      stack.push({ node, leave: true });
      for (const child of node.childNodes.toReversed()) stack.push({ node: child, leave: false });
    }
  }
}

const attribute = (node: Element, name: string): string | undefined => node.attrs.find((it) => it.name === name)?.value;
const isHidden = (node: Element): boolean =>
  attribute(node, "hidden") !== undefined || attribute(node, "aria-hidden") === "true" || attribute(node, "role") === "navigation";

function enterElement(node: Element, state: State): void {
  const tag = node.tagName;
  if (tag === "br") return flush(state);
  if (tag === "td" || tag === "th") state.text += " ";
  if (!blockTags.has(tag)) return;
  flush(state);
  const level = /^h([1-6])$/.exec(tag)?.[1];
  if (level) state.heading = Number(level);
  if (tag === "ol" || tag === "ul") state.lists.push({ tag, type: attribute(node, "type") ?? "1", value: Number(attribute(node, "start") ?? 1) - 1 });
  if (tag === "li") startItem(node, state);
}

function startItem(node: Element, state: State): void {
  const list = state.lists.at(-1);
  const given = Number(attribute(node, "value"));
  if (!list) return;
  list.value = attribute(node, "value") !== undefined && Number.isInteger(given) ? given : list.value + 1;
  state.label = list.tag === "ol" ? listLabel(list.value, list.type) : undefined;
  state.depth = state.lists.length - 1;
}

function leaveElement(node: Element, state: State): void {
  if (!blockTags.has(node.tagName)) return;
  flush(state);
  if (/^h[1-6]$/.test(node.tagName)) state.heading = undefined;
  if (node.tagName === "ol" || node.tagName === "ul") state.lists.pop();
  if (node.tagName === "li") state.label = undefined;
}

function flush(state: State): void {
  const text = tidy(state.text);
  state.text = "";
  if (text === "") return;
  const block: Block = { text };
  if (state.heading !== undefined) block.heading = state.heading;
  // A label drawn by the browser is left out where the words bring their own.
  if (state.label !== undefined && !/^\(?[\p{L}\d]{1,4}[.)]\s/u.test(text)) block.label = state.label;
  if (state.lists.length) block.depth = state.depth;
  state.label = undefined;
  state.blocks.push(block);
}

function aboutOf(nodes: Node[]): { title: string | null; language: string | null } {
  const html = nodes.find((it): it is Element => tree.isElementNode(it) && it.tagName === "html");
  const head = html?.childNodes.find((it): it is Element => tree.isElementNode(it) && it.tagName === "head");
  const title = head?.childNodes.find((it): it is Element => tree.isElementNode(it) && it.tagName === "title");
  const words = tidy((title?.childNodes ?? []).map((it) => (tree.isTextNode(it) ? it.value : "")).join(""));
  return { title: words || null, language: (html && (attribute(html, "lang") ?? attribute(html, "xml:lang"))) || null };
}
