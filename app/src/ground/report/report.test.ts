import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFRef, PDFString, type PDFObject } from "@cantoo/pdf-lib";
import { strFromU8, unzipSync } from "fflate";
import { extractText, getDocumentProxy } from "unpdf";
import { expect, test } from "vitest";
import { pdfOf } from "./pdf.ts";
import { numbered, type Report } from "./report.ts";
import { arabic, report } from "./test-report.ts";
import { wordOf } from "./word.ts";

/** A part of the tree by which programs read a document aloud: what it is, what is inside, and what it says of itself. */
type Tag = { kind: string; parts: Tag[]; words: { alt?: string; language?: string; scope?: string } };

async function tagsOf(bytes: Uint8Array): Promise<Tag> {
  const pdf = await PDFDocument.load(bytes);
  const look = (it: PDFObject | undefined) => (it instanceof PDFRef ? pdf.context.lookup(it) : it);
  const all = (it: PDFObject | undefined): PDFObject[] => { const found = look(it); return found instanceof PDFArray ? found.asArray().flatMap((one) => look(one) ?? []) : found ? [found] : []; };
  const text = (it: PDFObject | undefined) => { const found = look(it); return found instanceof PDFString || found instanceof PDFHexString ? found.decodeText() : undefined; };
  const read = (node: PDFDict): Tag => {
    const kind = look(node.get(PDFName.of("S")));
    const scope = all(node.get(PDFName.of("A"))).flatMap((it) => (it instanceof PDFDict && it.get(PDFName.of("Scope"))) || []).map(String)[0]?.slice(1);
    const [alt, language] = [text(node.get(PDFName.of("Alt"))), text(node.get(PDFName.of("Lang")))];
    const parts = all(node.get(PDFName.of("K"))).filter((it): it is PDFDict => it instanceof PDFDict && it.has(PDFName.of("S"))).map(read);
    return { kind: kind ? String(kind).slice(1) : "root", parts, words: { ...(alt && { alt }), ...(language && { language }), ...(scope && { scope }) } };
  };
  return read(pdf.catalog.lookup(PDFName.of("StructTreeRoot"), PDFDict));
}

const within = (tag: Tag, kind: string): Tag[] => [...(tag.kind === kind ? [tag] : []), ...tag.parts.flatMap((it) => within(it, kind))];
const kindsIn = (tag: Tag): string[] => [...new Set([tag.kind, ...tag.parts.flatMap(kindsIn)])];

test("chapters, sections, paragraphs and items are numbered as the United Nations number them", () => {
  const numbers = (it: Report) => numbered(it).map(({ number, blocks }) => [number, ...blocks.flatMap((one) => (one.items.length > 0 ? one.items : one.number || []))]);
  expect(numbers(report)).toEqual([["I.", "1.", "A.", "2.", "(a)", "(b)"], ["II.", "3."], ["Annex", "4."]]);
  expect(numbers({ ...report, language: "fr", annexes: [...report.annexes, ...report.annexes], annex: "Annexe" })).toEqual([["I.", "1.", "A.", "2.", "a)", "b)"], ["II.", "3."], ["Annexe I", "4."], ["Annexe II", "5."]]);
  expect(numbers({ ...report, language: "zh", annexes: [] })).toEqual([["一、", "1.", "A.", "2.", "(a)", "(b)"], ["二、", "3."]]);
  expect(numbers(arabic)).toEqual([["أولا -", "1.", "(أ)"]]);
});

test("the PDF is tagged so that headings, lists, tables, quotes, contents and links are told as what they are", async () => {
  const tags = await tagsOf(await pdfOf(report));
  expect(kindsIn(tags)).toEqual(expect.arrayContaining(["Document", "H1", "H2", "P", "TOC", "TOCI", "Link", "L", "LI", "Lbl", "LBody", "Table", "Caption", "THead", "TBody", "TR", "TH", "TD", "BlockQuote", "Figure"]));
  expect(within(tags, "TH").map((it) => it.words.scope)).toEqual(["Column", "Column", "Column", "Row", "Row"]);
  expect(within(tags, "TD")).toHaveLength(4);
  expect(within(tags, "Figure").map((it) => it.words.alt)).toEqual(["The telephone was named by 62 per cent, the law by 55."]);
  expect(within(tags, "BlockQuote").map((it) => it.words.language)).toEqual(["fr"]);
});

test("the PDF says that it is PDF/UA, in which language it is and what it is called, and has bookmarks", async () => {
  const pdf = await PDFDocument.load(await pdfOf(arabic));
  const said = (name: string) => pdf.catalog.lookup(PDFName.of(name));
  expect(String(said("MarkInfo"))).toContain("/Marked true");
  for (const it of ["/Direction /R2L", "/DisplayDocTitle true"]) expect(String(said("ViewerPreferences"))).toContain(it);
  expect((said("Lang") as PDFString).decodeText()).toBe("ar");
  expect(said("Outlines")).toBeInstanceOf(PDFDict);
  expect(pdf.getTitle()).toBe("تقييم الاحتياجات");
  expect(Buffer.from((said("Metadata") as unknown as { getContents(): Uint8Array }).getContents()).toString("utf8")).toContain("<pdfuaid:part>1</pdfuaid:part>");
});

test.each(["en", "fr", "es", "ru", "zh", "ar"])("a report in %s has its words inside as text, whatever they look like, and all fonts with it", async (language) => {
  const words = { ru: "Потребности", zh: "需求评估", ar: "الاحتياجات" }[language] ?? "Évaluation ñ";
  const bytes = await pdfOf({ ...report, language, title: words, direction: language === "ar" ? "rtl" : "ltr" });
  const { text } = await extractText(await getDocumentProxy(bytes.slice()), { mergePages: true });
  for (const it of [words, "#panic() $x$", ...(language === "ar" ? [] : ["<l> \\"])]) expect(text).toContain(it); // signs at the end of a line turn with its direction
  const fonts = (await PDFDocument.load(bytes)).context.enumerateIndirectObjects().map(([, it]) => it).filter((it): it is PDFDict => it instanceof PDFDict && it.get(PDFName.of("Type")) === PDFName.of("FontDescriptor"));
  expect(fonts.length).toBeGreaterThan(0);
  expect(fonts.every((it) => it.has(PDFName.of("FontFile2")) || it.has(PDFName.of("FontFile3")))).toBe(true);
});

test("a character that no font has stands as a sign for it, and nothing else is lost", async () => {
  const { text } = await extractText(await getDocumentProxy((await pdfOf({ ...report, about: ["before 😀 𓀀 after"] })).slice()), { mergePages: true });
  expect(text).toContain("before � � after");
});

test("the Word file has headings, contents, heads of tables, numbers of pages, its language and direction", async () => {
  const files = unzipSync(await wordOf(report));
  const document = strFromU8(files["word/document.xml"]!);
  for (const it of ['w:val="Heading1"', 'w:val="Heading2"', 'w:val="Title"', "TOC \\h", "<w:tblHeader/>", 'w:firstColumn="true"', "I. What was found", "62% (54–69)"]) expect(document).toContain(it);
  expect(strFromU8(files["word/footer1.xml"]!)).toContain("PAGE");
  expect(strFromU8(files["word/styles.xml"]!)).toMatch(/<w:lang [^>]*w:val="en"/);
  expect(strFromU8(unzipSync(await wordOf(arabic))["word/document.xml"]!)).toContain("<w:bidi/>");
});

test("the same report has the same bytes, in Word and in PDF", async () => {
  for (const make of [wordOf, pdfOf]) expect(Buffer.from(await make(report)).equals(await make(structuredClone(report)))).toBe(true);
});
