/**
 * Word's automatic numbering: the labels that stand in no text. From numbering.xml and styles.xml to the label of each paragraph.
 *
 * [1] ECMA-376, Part 1, sections 17.9 (numbering) and 17.3.1.19 (numPr).
 */
import { wordNumber } from "./numbering.ts";
import type { XmlElement } from "./xml.ts";
import { attributeOf, find, findAll } from "./xml.ts";

type LevelFormat = { format: string; text: string; start: number; isLegal: boolean; restartsAfter: number | null; style: string | null };
export type Numbering = {
  /** Levels per numbering instance. */
  levels: Map<string, LevelFormat[]>;
  /** The abstract numbering an instance counts with. */
  abstractOf: Map<string, string>;
  /** Instances that start again although they share their counting with another. */
  restarts: Map<string, Map<number, number>>;
};

export type Style = { basedOn: string | null; numberId: string | null; level: number | null; outline: number | null; name: string };

const value = (parent: XmlElement | undefined, name: string): string | null => {
  const child = parent && find(parent, name);
  return child ? attributeOf(child, "val") : null;
};

/** Numbering instances of a document. */
export function numberingOf(root: XmlElement | null): Numbering {
  const abstracts = new Map<string, LevelFormat[]>();
  const numbering: Numbering = { levels: new Map(), abstractOf: new Map(), restarts: new Map() };
  if (!root) return numbering;
  for (const it of findAll(root, "abstractNum")) abstracts.set(attributeOf(it, "abstractNumId") ?? "", findAll(it, "lvl").map(levelOf));
  for (const it of findAll(root, "num")) {
    const id = attributeOf(it, "numId") ?? "";
    const abstract = value(it, "abstractNumId") ?? "";
    const levels = [...(abstracts.get(abstract) ?? [])];
    const starts = new Map<number, number>();
    for (const override of findAll(it, "lvlOverride")) {
      const level = Number(attributeOf(override, "ilvl") ?? 0);
      const own = find(override, "lvl");
      if (own) levels[level] = levelOf(own);
      const start = value(override, "startOverride");
      if (start !== null) starts.set(level, Number(start));
    }
    numbering.levels.set(id, levels);
    numbering.abstractOf.set(id, abstract);
    numbering.restarts.set(id, starts);
  }
  return numbering;
}

function levelOf(it: XmlElement): LevelFormat {
  const restart = value(it, "lvlRestart");
  const legal = find(it, "isLgl");
  return {
    format: value(it, "numFmt") ?? "decimal", text: value(it, "lvlText") ?? "", start: Number(value(it, "start") ?? 1),
    isLegal: legal !== undefined && attributeOf(legal, "val") !== "0", restartsAfter: restart === null ? null : Number(restart), style: value(it, "pStyle"),
  };
}

/** Paragraph styles by id. */
export function stylesOf(root: XmlElement | null): Map<string, Style> {
  const styles = new Map<string, Style>();
  for (const it of root ? findAll(root, "style") : []) {
    const properties = find(it, "pPr");
    const numbers = properties && find(properties, "numPr");
    const level = value(numbers, "ilvl");
    const outline = value(properties, "outlineLvl");
    styles.set(attributeOf(it, "styleId") ?? "", {
      basedOn: value(it, "basedOn"), numberId: value(numbers, "numId"), level: level === null ? null : Number(level),
      outline: outline === null ? null : Number(outline), name: value(it, "name") ?? "",
    });
  }
  return styles;
}

/** The first answer along the chain of styles that a style is based on. */
export function inherited<T>(styles: Map<string, Style>, id: string | null, field: (style: Style) => T | null): T | null {
  let style = id === null ? undefined : styles.get(id);
  // Word itself stops at some ten levels; a circle in the file must not hang us.
  for (let steps = 0; style && steps < 20; steps++) {
    const found = field(style);
    if (found !== null) return found;
    style = style.basedOn === null ? undefined : styles.get(style.basedOn);
  }
  return null;
}

/** Counts paragraphs and says what Word would print before each. */
export type Counter = { numbering: Numbering; counts: Map<string, (number | undefined)[]>; seen: Set<string> };
export const newCounter = (numbering: Numbering): Counter => ({ numbering, counts: new Map(), seen: new Set() });

/** The label of the next paragraph with this numbering, or null for bullets without a sign and unknown numbering. */
export function nextLabel(counter: Counter, numberId: string, level: number): string | null {
  const { numbering, counts, seen } = counter;
  const levels = numbering.levels.get(numberId);
  const format = levels?.[level];
  if (!levels || !format) return null;
  const abstract = numbering.abstractOf.get(numberId)!;
  const state = counts.get(abstract) ?? [];
  counts.set(abstract, state);
  if (!seen.has(numberId)) for (const [at, start] of numbering.restarts.get(numberId)!) state[at] = start - 1;
  seen.add(numberId);
  state[level] = (state[level] ?? format.start - 1) + 1;
  for (let deeper = level + 1; deeper < 9; deeper++) if (restarts(levels[deeper], level)) state[deeper] = undefined;
  if (format.format === "bullet") return "–";
  return printed(levels, state, level) || null;
}

const restarts = (deeper: LevelFormat | undefined, level: number): boolean =>
  deeper !== undefined && deeper.restartsAfter !== 0 && (deeper.restartsAfter === null || level < deeper.restartsAfter);

/** "%1.%2" with the numbers of the levels. */
const printed = (levels: LevelFormat[], state: (number | undefined)[], level: number): string =>
  levels[level]!.text.replace(/%([1-9])/g, (_, digit: string) => {
    const at = Number(digit) - 1;
    const format = levels[at];
    if (!format) return "";
    return wordNumber(state[at] ?? format.start, levels[level]!.isLegal ? "decimal" : format.format);
  });
