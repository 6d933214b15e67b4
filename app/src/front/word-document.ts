// A provision's dossier for Word. The library draws ids by chance and writes the time of the day into the package: hyperlinks, which
// are what it draws ids for, are left out, and the package is packed again with one time, so that the same dossier has the same bytes.
import { AlignmentType, BorderStyle, Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from "docx";
import type { Part } from "@travaux/treaty-text";
import { repacked } from "../ground/report/repacked.ts";

/** Words of one run: kept, put in or taken out, as a redline shows them. */
export type Run = Part | string;
export type Block =
  | { kind: "title" | "heading" | "paragraph" | "note"; runs: readonly Run[] }
  | { kind: "official"; runs: readonly Run[]; depth: number }
  | { kind: "view"; runs: readonly Run[] }
  | { kind: "table"; head: readonly string[]; rows: readonly (readonly string[])[] };
export type WordDocument = { title: string; language: string; rightToLeft: boolean; blocks: readonly Block[] };

/** XML 1.0 has no place for other control characters, nor for halves of a pair. */
const clean = (text: string) => text.toWellFormed().replaceAll(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu, "");

function runOf(it: Run, rightToLeft: boolean) {
  const [what, text] = typeof it === "string" ? (["keep", it] as const) : it;
  return new TextRun({ text: clean(text), rightToLeft, ...(what === "insert" ? { underline: {}, color: "0B475C" } : what === "delete" ? { strike: true, color: "831A29" } : {}) });
}

/** An inch in twentieths of a point. */
const inch = 1440;
const side = (color: string, style: (typeof BorderStyle)[keyof typeof BorderStyle]) => ({ left: { style, size: 12, space: 8, color } });

function paragraph(it: Exclude<Block, { kind: "table" }>, rightToLeft: boolean): Paragraph {
  const children = it.runs.map((run) => runOf(run, rightToLeft));
  const common = { children, bidirectional: rightToLeft, spacing: { after: 120 } };
  if (it.kind === "title") return new Paragraph({ ...common, heading: HeadingLevel.TITLE });
  if (it.kind === "heading") return new Paragraph({ ...common, heading: HeadingLevel.HEADING_1, spacing: { before: 240, after: 120 } });
  if (it.kind === "official") return new Paragraph({ ...common, indent: { left: inch / 4 + (it.depth * inch) / 4 }, border: side("0B475C", BorderStyle.DOUBLE) });
  if (it.kind === "view") return new Paragraph({ ...common, indent: { left: inch / 4 }, border: side("7A3110", BorderStyle.SINGLE) });
  return new Paragraph({ ...common, alignment: AlignmentType.START, ...(it.kind === "note" ? { style: "Note" } : {}) });
}

function table({ head, rows }: Extract<Block, { kind: "table" }>, rightToLeft: boolean): Table {
  const cell = (text: string, bold: boolean) => new TableCell({ children: text.split("\n").map((line) => new Paragraph({ bidirectional: rightToLeft, children: [new TextRun({ text: clean(line), bold, size: 18, rightToLeft })] })) });
  const row = (cells: readonly string[], bold: boolean) => new TableRow({ tableHeader: bold, cantSplit: true, children: cells.map((it) => cell(it, bold)) });
  return new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, visuallyRightToLeft: rightToLeft, rows: [row(head, true), ...rows.map((it) => row(it, false))] });
}

/** The document as Word reads it; the same for the same words. */
export async function docxOf({ title, language, rightToLeft, blocks }: WordDocument): Promise<Uint8Array<ArrayBuffer>> {
  const document = new Document({
    title: clean(title), creator: "Travaux", lastModifiedBy: "Travaux",
    styles: { default: { document: { run: { font: "Calibri", size: 21, language: { value: language } } } }, paragraphStyles: [{ id: "Note", name: "Note", basedOn: "Normal", run: { size: 18, color: "44484E" } }] },
    sections: [{ properties: { page: { size: { width: 11_906, height: 16_838 }, margin: { top: 1020, bottom: 1020, left: 1020, right: 1020 } } }, children: blocks.map((it) => (it.kind === "table" ? table(it, rightToLeft) : paragraph(it, rightToLeft))) }], // A4
  });
  return repacked(new Uint8Array(await Packer.toBuffer(document)));
}
