// A report as a tagged PDF. Typst writes it to PDF/UA-1 and refuses what would break that (a figure without words, a level of heading left out); it has no heads of
// rows, so those are marked afterwards. The file says nothing of when it was made: the same report has the same bytes.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRef, type PDFObject } from "@cantoo/pdf-lib";
import type { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { Refusal } from "../refusal.ts";
import { numbered, type Report, writable } from "./report.ts";
import { template } from "./template.ts";

/** The report on A4, tagged, with bookmarks, its language and its fonts inside. A character that none of the fonts has stands as �. */
export async function pdfOf(report: Report): Promise<Uint8Array<ArrayBuffer>> {
  const data = JSON.stringify({ ...report, fonts: familiesFor(report.language), chapters: numbered(report) }, (_, it: unknown) => (typeof it === "string" ? writable(it) : it));
  return withRowHeads(compiled(data, await compilerFor(needsChinese(data))));
}

const compilers = new Map<boolean, Promise<NodeCompiler>>();

/** One compiler for all reports, and one with the Chinese font, which is large. */
function compilerFor(chinese: boolean): Promise<NodeCompiler> {
  const known = compilers.get(chinese) ?? createCompiler([...fontFiles, ...(chinese ? chineseFiles : [])]);
  compilers.set(chinese, known);
  return known;
}

/** Typst is a program of its own for each kind of machine; where there is none, everything works but this. */
async function createCompiler(fonts: readonly FontFile[]): Promise<NodeCompiler> {
  const typst = await import("@myriaddreamin/typst-ts-node-compiler").catch(() => null);
  if (!typst) throw new Refusal("not-now", "pdf-not-here", {});
  return typst.NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontBlobs: fonts.map(fontNamed) }] });
}

type FontFile = readonly [of: string, file: string];
const fontFiles: readonly FontFile[] = [["@embedpdf/fonts-latin", "../fonts/NotoSans-Regular.ttf"], ["@embedpdf/fonts-latin", "../fonts/NotoSans-Bold.ttf"], ["@expo-google-fonts/amiri", "400Regular/Amiri_400Regular.ttf"], ["@expo-google-fonts/amiri", "700Bold/Amiri_700Bold.ttf"]];
const chineseFiles: readonly FontFile[] = [["@embedpdf/fonts-sc", "../fonts/NotoSansHans-Regular.otf"], ["@embedpdf/fonts-sc", "../fonts/NotoSansHans-Bold.otf"]];
const packages = createRequire(import.meta.url);
const fontNamed = ([of, file]: FontFile) => readFileSync(join(dirname(packages.resolve(of)), file));

/** Amiri has Latin letters of its own, which go with its Arabic ones; elsewhere it stands last. */
const familiesFor = (language: string) => (language === "ar" ? ["Amiri", "Noto Sans", chineseFamily] : ["Noto Sans", chineseFamily, "Amiri"]);
const chineseFamily = "Noto Sans S Chinese";
const needsChinese = (data: string) => /\p{Script=Han}|[\u3000-\u303F\uFF00-\uFFEF]/u.test(data);

/** The PDF; characters without a glyph are replaced once, for the standard allows none. */
function compiled(data: string, compiler: NodeCompiler, again = true): Uint8Array {
  try {
    return compiler.pdf({ mainFileContent: template, inputs: { report: data } }, { pdfStandard: "ua-1" });
  } catch (error) {
    const missing = [...String(error).matchAll(/the text `\\?"(.+?)\\?"` could not be displayed/g)].map((it) => it[1]!);
    if (!again || missing.length === 0) throw error;
    return compiled(missing.reduce((words, it) => words.replaceAll(it, "�"), data), compiler, false);
  } finally {
    compiler.evictCache(0);
  }
}

const [kind, children] = [PDFName.of("S"), PDFName.of("K")];

/** The first cell of each row of a table’s body, marked as the head of its row. */
async function withRowHeads(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  const tree = pdf.catalog.lookup(PDFName.of("StructTreeRoot"), PDFDict);
  const visit = (node: PDFDict, inBody: boolean): void => {
    const parts = partsOf(node, pdf);
    if (inBody && node.get(kind) === PDFName.of("TR") && parts[0]?.get(kind) === PDFName.of("TD")) markAsHead(parts[0], pdf);
    for (const it of parts) visit(it, inBody || node.get(kind) === PDFName.of("TBody"));
  };
  visit(tree, false);
  return new Uint8Array(await pdf.save({ updateFieldAppearances: false }));
}

function partsOf(node: PDFDict, pdf: PDFDocument): PDFDict[] {
  const found = pdf.context.lookup(node.get(children));
  const all: (PDFObject | undefined)[] = found instanceof PDFArray ? found.asArray().map((it) => (it instanceof PDFRef ? pdf.context.lookup(it) : it)) : [found];
  return all.filter((it): it is PDFDict => it instanceof PDFDict && it.has(kind));
}

function markAsHead(cell: PDFDict, pdf: PDFDocument): void {
  cell.set(kind, PDFName.of("TH"));
  cell.set(PDFName.of("A"), pdf.context.obj([{ O: "Table", Scope: "Row" }]));
}
