/**
 * DOCX to blocks. We read the XML ourselves: a treaty's letters often exist only as Word's automatic numbering, which converters to
 * HTML lose. Of tracked changes the insertions are taken and the deletions left out; notes and comments are left out; all with a doubt.
 *
 * [1] ECMA-376, Part 1, section 17 (WordprocessingML).
 */
import { aboutDocument, tidy, type Block, type ReadBlocks } from "./blocks.ts";
import { Unreadable, type Limits } from "./unreadable.ts";
import { inherited, newCounter, nextLabel, numberingOf, stylesOf, type Counter, type Style } from "./word-numbering.ts";
import { attributeOf, find, parseXml, type XmlElement } from "./xml.ts";
import { directoryOf, inflateEntry, type Entry } from "./zip.ts";

type State = {
  styles: Map<string, Style>;
  counter: Counter;
  blocks: Block[];
  insertions: number;
  deletions: number;
  notes: number;
  comments: number;
  pictures: number;
};

/** Blocks of a Word file. */
export function blocksOfWord(bytes: Uint8Array, limits: Limits): ReadBlocks {
  const entries = directoryOf(bytes, limits);
  const main = mainPart(entries);
  const read = (name: string): XmlElement | null => {
    const entry = entries.find((it) => it.name === name);
    return entry ? parseXml(new TextDecoder().decode(inflateEntry(bytes, entry, limits.inflatedBytes)), limits) : null;
  };
  const folder = main.slice(0, main.lastIndexOf("/") + 1);
  const state: State = {
    styles: stylesOf(read(`${folder}styles.xml`)), counter: newCounter(numberingOf(read(`${folder}numbering.xml`))), blocks: [],
    insertions: 0, deletions: 0, notes: 0, comments: 0, pictures: 0,
  };
  const body = find(read(main)!, "body");
  if (body) readContent(body, state);
  const title = find(read("docProps/core.xml") ?? body ?? { name: "", attributes: {}, children: [], text: "" }, "title")?.text.trim();
  return { blocks: state.blocks, title: title || null, doubts: doubtsOf(state), leftOut: 0 };
}

function mainPart(entries: Entry[]): string {
  const main = entries.find((it) => /^word\/document\d*\.xml$/.test(it.name));
  if (main) return main.name;
  if (entries.some((it) => it.name === "EncryptedPackage" || it.isEncrypted))
    throw new Unreadable("encrypted", "The document is protected by a password; save it without one.");
  throw new Unreadable("not-a-document", "This archive holds no Word document; send DOCX, PDF, HTML or plain text.", { what: "an archive" });
}

function doubtsOf(state: State): ReadBlocks["doubts"] {
  const doubts: ReadBlocks["doubts"] = [];
  const tell = (count: number, code: string, what: string): void => void (count && doubts.push(aboutDocument(code, what)));
  tell(state.insertions + state.deletions, "tracked-changes",
    `Tracked changes: ${state.insertions} insertions were taken and ${state.deletions} deletions left out.`);
  tell(state.notes, "notes-left-out", `${state.notes} footnotes or endnotes were left out.`);
  tell(state.comments, "comments-left-out", `${state.comments} comments were left out.`);
  tell(state.pictures, "pictures-left-out", `${state.pictures} pictures or drawings were left out.`);
  return doubts;
}

/** Paragraphs and tables in document order, through content controls and the like. The depth is bounded by the XML reader. */
function readContent(parent: XmlElement, state: State): void {
  for (const it of parent.children) {
    if (it.name === "p") readParagraph(it, state);
    else if (it.name === "tbl") readTable(it, state);
    else if (it.name === "del" || it.name === "moveFrom") state.deletions++;
    else if (it.name !== "sectPr" && it.name !== "sdtPr") readContent(it, state);
  }
}

/** A row of a table becomes a paragraph a cell where cells hold paragraphs with labels, else one line. */
function readTable(table: XmlElement, state: State): void {
  for (const row of table.children) {
    if (row.name !== "tr") continue;
    const before = state.blocks.length;
    for (const cell of row.children) if (cell.name === "tc" || cell.name === "sdt") readContent(cell, state);
    const cells = state.blocks.splice(before);
    const isText = cells.some((it) => it.label !== undefined || it.text.length > 200);
    if (isText || cells.length < 2) state.blocks.push(...cells);
    else state.blocks.push({ text: cells.map((it) => it.text).join(" ") });
  }
}

function readParagraph(paragraph: XmlElement, state: State): void {
  const properties = find(paragraph, "pPr");
  const label = labelOf(properties, state);
  const pieces: string[] = [];
  readRuns(paragraph, pieces, state);
  const lines = pieces.join("").split("\n").map(tidy).filter((it) => it !== "");
  lines.forEach((text, at) => {
    const block: Block = { text };
    const heading = headingOf(properties, state.styles);
    if (heading !== null) block.heading = heading;
    if (label && at === 0) block.label = label.text;
    if (label) block.depth = label.level;
    state.blocks.push(block);
  });
  // A paragraph whose whole content is its number ("Article 5", heading on the next one) still opens a provision.
  if (lines.length === 0 && label && /\p{L}{3}/u.test(label.text)) state.blocks.push({ text: label.text });
}

const styleOf = (properties: XmlElement | undefined): string | null => {
  const style = properties && find(properties, "pStyle");
  return style ? attributeOf(style, "val") : null;
};

/** The label that Word draws; counted even for a paragraph without words, as Word does. */
function labelOf(properties: XmlElement | undefined, state: State): { text: string; level: number } | null {
  const own = properties && find(properties, "numPr");
  const style = styleOf(properties);
  const direct = own && find(own, "numId");
  const numberId = direct ? attributeOf(direct, "val") : inherited(state.styles, style, (it) => it.numberId);
  if (numberId === null || numberId === "0") return null;
  const level = own && find(own, "ilvl");
  const depth = Number((level && attributeOf(level, "val")) ?? inherited(state.styles, style, (it) => it.level) ?? levelOfStyle(state, numberId, style));
  const text = nextLabel(state.counter, numberId, depth);
  return text === null ? null : { text: tidy(text), level: depth };
}

/** A level of a numbering may name the style that stands for it. */
const levelOfStyle = (state: State, numberId: string, style: string | null): number =>
  Math.max(0, state.counter.numbering.levels.get(numberId)?.findIndex((it) => it?.style !== null && it?.style === style) ?? 0);

function headingOf(properties: XmlElement | undefined, styles: Map<string, Style>): number | null {
  const style = styleOf(properties);
  const outline = properties && find(properties, "outlineLvl");
  const level = outline ? Number(attributeOf(outline, "val")) : inherited(styles, style, (it) => it.outline);
  if (level !== null && level < 9) return level + 1;
  const name = inherited(styles, style, (it) => (/^(?:heading \d|title)$/i.test(it.name) ? it.name : null));
  return name === null ? null : Number(/\d/.exec(name)?.[0] ?? 1);
}

/** Words of the runs of a paragraph. */
function readRuns(parent: XmlElement, pieces: string[], state: State): void {
  for (const it of parent.children) readRun(it, pieces, state);
}

function readRun(it: XmlElement, pieces: string[], state: State): void {
  switch (it.name) {
    case "t": return void pieces.push(it.text);
    case "tab": case "ptab": return void pieces.push("\t");
    case "br": return void pieces.push(attributeOf(it, "type") === "page" ? " " : "\n");
    case "cr": return void pieces.push("\n");
    case "noBreakHyphen": return void pieces.push("-");
    case "sym": return void pieces.push(symbolOf(it));
    case "del": case "moveFrom": state.deletions++; return;
    case "ins": case "moveTo": state.insertions++; return readRuns(it, pieces, state);
    case "footnoteReference": case "endnoteReference": state.notes++; return;
    case "commentReference": state.comments++; return;
    case "drawing": case "pict": case "object": state.pictures++; return;
    case "pPr": case "rPr": case "instrText": case "delText": case "delInstrText": case "rt": case "Fallback": case "sdtPr": return;
    default: return readRuns(it, pieces, state);
  }
}

const symbolOf = (it: XmlElement): string => {
  const code = Number.parseInt(attributeOf(it, "char") ?? "", 16);
  return Number.isNaN(code) || code >= 0xe000 ? "" : String.fromCodePoint(code);
};
