// A report for Word: real headings, a list of contents that Word can fill with pages, heads of tables that stand again on each page, numbers of pages. Ranges stand as
// a table, for who reads and for who listens alike. Numbers are written as words, so that a quote of paragraph 12 stays one when the text is edited.
import { AlignmentType, BorderStyle, Document, Footer, HeadingLevel, Packer, PageNumber, Paragraph, Table, TableCell, TableOfContents, TableRow, TextRun, WidthType } from "docx";
import { isolatesOut } from "../web/xml.ts";
import { repacked } from "./repacked.ts";
import { numbered, type NumberedBlock, type NumberedChapter, type Report, type ReportTable, writable } from "./report.ts";

/** The report as Word reads it; the same for the same words. */
export async function wordOf(report: Report): Promise<Uint8Array<ArrayBuffer>> {
  const rightToLeft = report.direction === "rtl";
  const page = { size: { width: 11_906, height: 16_838 }, margin: { top: inch, bottom: inch, left: inch, right: inch } }; // A4
  const footer = new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ children: [PageNumber.CURRENT] })] })] });
  const document = new Document({
    title: plain(report.title), creator: "Travaux", lastModifiedBy: "Travaux",
    styles: { default: { document: { run: { font: "Calibri", size: 21, language: { value: report.language, bidirectional: report.language } } } }, paragraphStyles: [{ id: "Note", name: "Note", basedOn: "Normal", run: { size: 18, color: "44484E" } }, { id: "Caption", name: "caption", basedOn: "Normal", run: { size: 19, bold: true } }, { id: "Quote", name: "Quote", basedOn: "Normal" }] },
    sections: [{ properties: { page }, footers: { default: footer }, children: [...opening(report, rightToLeft), ...numbered(report).flatMap((it) => chapterOf(it, rightToLeft))] }],
  });
  return repacked(new Uint8Array(await Packer.toBuffer(document)));
}

/** An inch in twentieths of a point. */
const inch = 1440;
const plain = (text: string) => isolatesOut(writable(text));

type Look = { heading?: (typeof HeadingLevel)[keyof typeof HeadingLevel]; style?: string; indent?: number; border?: boolean; language?: string; keepNext?: boolean };

function words(text: string, rightToLeft: boolean, { heading, style, indent, border, language, keepNext }: Look = {}): Paragraph {
  const edge = { style: BorderStyle.SINGLE, size: 12, space: 8, color: "7A3110" };
  return new Paragraph({
    bidirectional: rightToLeft, spacing: { after: 120 }, children: [new TextRun({ text: plain(text), rightToLeft, ...(language ? { language: { value: language, bidirectional: language } } : {}) })],
    ...(heading ? { heading } : { alignment: AlignmentType.START }), ...(style ? { style } : {}), ...(indent ? { indent: { start: indent } } : {}), ...(keepNext ? { keepNext } : {}),
    ...(border ? { border: rightToLeft ? { right: edge } : { left: edge } } : {}),
  });
}

function opening({ process, title, day, about, contents }: Report, rightToLeft: boolean) {
  const list = new TableOfContents(plain(contents), { hyperlink: true, headingStyleRange: "1-2", beginDirty: false });
  return [words(process, rightToLeft, { style: "Note" }), words(title, rightToLeft, { heading: HeadingLevel.TITLE }), ...[day, ...about].map((it) => words(it, rightToLeft, { style: "Note" })), words(contents, rightToLeft, { style: "Caption", keepNext: true }), list];
}

const chapterOf = ({ number, title, blocks }: NumberedChapter, rightToLeft: boolean) => [words(`${number} ${title}`, rightToLeft, { heading: HeadingLevel.HEADING_1 }), ...blocks.flatMap((it) => blockOf(it, rightToLeft))];

function blockOf({ block, number, items }: NumberedBlock, rightToLeft: boolean): (Paragraph | Table)[] {
  switch (block.kind) {
    case "section": return [words(`${number} ${block.text}`, rightToLeft, { heading: HeadingLevel.HEADING_2 })];
    case "paragraph": return [words(`${number}\t${block.text}`, rightToLeft)];
    case "note": return [words(block.text, rightToLeft, { style: "Note" })];
    case "list": return block.items.map((it, at) => words(`${items[at]}\t${it}`, rightToLeft, { indent: inch / 3 }));
    case "quote": return [words(block.text, block.language === "ar", { style: "Quote", indent: inch / 4, border: true, keepNext: true, language: block.language }), words(block.attribution, rightToLeft, { style: "Note", indent: inch / 4 })];
    case "ranges": return tableOf({ kind: "table", caption: block.caption, head: block.head, rows: block.ranges.map((it) => ({ head: it.label, cells: [it.written] })), note: block.inWords }, rightToLeft);
    case "table": return tableOf(block, rightToLeft);
  }
}

function tableOf({ caption, head, rows, note }: ReportTable, rightToLeft: boolean): (Paragraph | Table)[] {
  const cell = (text: string, bold: boolean) => new TableCell({ children: [new Paragraph({ bidirectional: rightToLeft, children: [new TextRun({ text: plain(text), bold, size: 18, rightToLeft })] })] });
  const row = (cells: readonly string[], isHead: boolean) => new TableRow({ tableHeader: isHead, cantSplit: true, children: cells.map((it, at) => cell(it, isHead || at === 0)) });
  const table = new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, visuallyRightToLeft: rightToLeft, tableLook: { firstRow: true, firstColumn: true }, rows: [row(head, true), ...rows.map((it) => row([it.head, ...it.cells], false))] });
  return [words(caption, rightToLeft, { style: "Caption", keepNext: true }), table, words(note ?? "", rightToLeft, { style: "Note" })];
}
