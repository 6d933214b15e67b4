/** Where an expression cannot be read: `at` is the place of the sign, from 0. */
export class Unreadable extends Error {
  readonly at: number;
  constructor(at: number, what: string) {
    super(what);
    this.at = at;
  }
}

export type Token = { kind: "number" | "text" | "name" | "sign" | "operator" | "reference" | "end"; text: string; at: number };

const patterns: [Token["kind"], RegExp][] = [
  ["reference", /\$\{\s*(?:last-saved#)?([\p{L}_][\p{L}\p{N}_.:-]*)\s*\}/uy],
  ["number", /\d+(?:\.\d*)?|\.\d+/y],
  ["text", /"([^"]*)"|'([^']*)'|“([^”]*)”|‘([^’]*)’/y], // spreadsheets bend quotation marks of their own accord
  ["name", /[\p{L}_][\p{L}\p{N}_.-]*(?::[\p{L}_][\p{L}\p{N}_.-]*)?/uy],
  ["sign", /\/\/|\/|\.\.|\.|::|\(|\)|\[|\]|,|@/y],
  ["operator", /!=|<=|>=|[=<>+*|−–-]/y],
];
const words = new Set(["and", "or", "div", "mod"]);

/** Whether what came before leaves a name or a star to be an operator (XPath 1.0, section 3.7). */
const endsOperand = (before: Token | undefined) => before !== undefined && (["number", "text", "name", "reference"].includes(before.kind) || [")", "]", ".", "..", "*"].includes(before.text));

/** An expression, cut into its signs and words. Refuses what is none of them. */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    const space = /\s+/y;
    space.lastIndex = at;
    if (space.test(source)) { at = space.lastIndex; continue; }
    const token = tokenAt(source, at, tokens.at(-1));
    tokens.push(token.it);
    at = token.end;
  }
  return [...tokens, { kind: "end", text: "", at }];
}

function tokenAt(source: string, at: number, before: Token | undefined): { it: Token; end: number } {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const found = pattern.exec(source);
    if (!found) continue;
    const text = found.slice(1).find((it) => it !== undefined) ?? (kind === "text" ? "" : found[0]);
    return { it: asked({ kind, text, at }, before), end: pattern.lastIndex };
  }
  throw new Unreadable(at, `“${String.fromCodePoint(source.codePointAt(at)!)}” has no meaning here`);
}

/** A word such as “and” is an operator behind an operand; a star is one there, and else any name; dashes of typists are minus signs. */
function asked(it: Token, before: Token | undefined): Token {
  if (it.kind === "name" && words.has(it.text) && endsOperand(before)) return { ...it, kind: "operator" };
  if (it.text === "*" && it.kind === "operator" && !endsOperand(before)) return { ...it, kind: "name" };
  return it.kind === "operator" && /[−–]/.test(it.text) ? { ...it, text: "-" } : it;
}
