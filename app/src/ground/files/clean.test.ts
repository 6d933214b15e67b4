// A name is planted in every place where a file tells who made it; afterwards it stands nowhere in the unpacked bytes, and the
// words of the document are the same.
import { decodePDFRawStream, PDFDocument, PDFHexString, PDFName, PDFRawStream, PDFString, StandardFonts } from "@cantoo/pdf-lib";
import { readDocument } from "@travaux/treaty-text";
import { crc32, deflateSync } from "node:zlib";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import readXlsxFile from "read-excel-file/node";
import { expect, test } from "vitest";
import { seededChance } from "../chance.ts";
import { Refusal } from "../refusal.ts";
import { clean, cleanName, cleanTypes } from "./clean.ts";

/** A name that stands nowhere by chance, with the place where it was planted. */
const planted = (place: string) => `Qz${place}Zq`;
const names = /Qz[A-Za-z0-9]*Zq/g;
const left = (text: string) => [...new Set(text.match(names) ?? [])].toSorted();
const encoded = (text: string) => Buffer.from(text, "latin1");

// --- pictures
const segment = (marker: number, body: Uint8Array | string) => { const it = typeof body === "string" ? encoded(body) : Buffer.from(body); return Buffer.concat([Buffer.from([0xff, marker, (it.length + 2) >> 8, (it.length + 2) & 255]), it]); };
/** The smallest grey JPEG: one block of eight by eight. */
const picture = Buffer.from("/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z", "base64");
const exif = (orientation: number) => Buffer.concat([encoded("Exif\0\0MM\0*\0\0\0\b\0\x02"), Buffer.from([1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]), Buffer.from([1, 0x3b, 0, 2, 0, 0, 0, 12, 0, 0, 0, 0x26, 0, 0, 0, 0]), encoded(planted("ExifArtist"))]);
const photograph = (orientation = 6) => Buffer.concat([
  picture.subarray(0, 2), segment(0xe1, exif(orientation)), segment(0xe1, `http://ns.adobe.com/xap/1.0/\0<x>${planted("Xmp")}</x>`), segment(0xed, `Photoshop 3.0\0${planted("Iptc")}`), segment(0xe2, `ICC_PROFILE\0${planted("Icc")}`),
  segment(0xfe, planted("Comment")), segment(0xee, `Adobe${planted("NotAdobe")}`), picture.subarray(2), encoded(planted("Trailing")),
]);
const chunk = (name: string, body: Uint8Array | string) => { const it = Buffer.concat([encoded(name), Buffer.from(body as string)]); const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)]; size.writeUInt32BE(it.length - 4); sum.writeUInt32BE(crc32(it)); return Buffer.concat([size, it, sum]); };
const drawing = () => Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), chunk("IHDR", Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])), chunk("tEXt", `Author\0${planted("Text")}`), chunk("iTXt", `XML:com.adobe.xmp\0\0\0\0\0${planted("Xmp")}`),
  chunk("zTXt", Buffer.concat([encoded("Author\0\0"), deflateSync(planted("Packed"))])), chunk("eXIf", exif(1).subarray(6)), chunk("tIME", Buffer.from([7, 234, 1, 2, 3, 4, 5])), chunk("prVt", planted("Private")),
  chunk("IDAT", deflateSync(Buffer.from([0, 127]))), chunk("IEND", ""), encoded(planted("Trailing")),
]);

test("a photograph keeps its picture and which side is up, and nothing else", async () => {
  const { type, bytes } = await clean(photograph());
  const text = Buffer.from(bytes).toString("latin1");
  expect([type, left(text), left(photograph().toString("latin1")).length]).toEqual(["jpeg", [], 7]);
  expect(text).toContain("Exif\0\0MM");
  expect(Buffer.from(bytes).includes(picture.subarray(20))).toBe(true); // tables, frame, scan and end, byte for byte
  expect(Buffer.from((await clean(photograph(1))).bytes).toString("latin1")).not.toContain("Exif");
});

test("a PNG keeps what it is shown from, and is the same when it is cleaned again", async () => {
  const { type, bytes } = await clean(drawing());
  const chunks = [...Buffer.from(bytes).toString("latin1").matchAll(/IHDR|IDAT|IEND|tEXt|iTXt|zTXt|eXIf|tIME|prVt/g)].map(([it]) => it);
  expect([type, chunks, left(Buffer.from(bytes).toString("latin1"))]).toEqual(["png", ["IHDR", "IDAT", "IEND"], []]);
  expect(Buffer.from((await clean(bytes)).bytes).equals(Buffer.from(bytes))).toBe(true);
});

// --- Word
const xml = (body: string) => strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${body}`);
const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"';
const rel = (id: string, type: string, target: string, more = "") => `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"${more}/>`;
const rels = (...all: string[]) => xml(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join("")}</Relationships>`);
const types = (...parts: string[]) => xml(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${parts.map((it) => `<Override PartName="/${it}" ContentType="application/x"/>`).join("")}</Types>`);
const by = (place: string) => `w:author="${planted(place)}" w:date="2026-01-02T03:04:05Z" w:initials="${planted(`${place}Initials`)}"`;
const ofProperties = {
  "docProps/core.xml": xml(`<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>${planted("Creator")}</dc:creator><cp:lastModifiedBy>${planted("Modifier")}</cp:lastModifiedBy></cp:coreProperties>`),
  "docProps/app.xml": xml(`<Properties><Company>${planted("Company")}</Company><Manager>${planted("Manager")}</Manager></Properties>`),
  "docProps/custom.xml": xml(`<Properties><property name="Reviewer">${planted("Custom")}</property></Properties>`),
  "docProps/thumbnail.jpeg": photograph(),
};
const wordFile = (more: Record<string, Uint8Array> = {}) => zipSync({
  "[Content_Types].xml": types("word/document.xml", "word/comments.xml", "word/people.xml", "word/settings.xml", "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"),
  "_rels/.rels": rels(rel("r1", "officeDocument", "word/document.xml"), rel("r2", "core-properties", "docProps/core.xml"), rel("r3", "thumbnail", "docProps/thumbnail.jpeg")),
  ...ofProperties,
  "word/document.xml": xml(`<!-- ${planted("XmlComment")} --><?ana ${planted("Instruction")}?><w:document ${w}><w:body>
    <w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD"><w:r><w:t>Article 1. Use of terms</w:t></w:r></w:p>
    <w:p><w:ins w:id="1" ${by("Insertion")}><w:r><w:t xml:space="preserve">Each State &amp; each “Party” shall </w:t></w:r></w:ins><w:del w:id='2' ${by("Deletion")}><w:r><w:delText>may</w:delText></w:r></w:del><w:r><w:rPr><w:rPrChange w:id="3" ${by("Format")}><w:rPr/></w:rPrChange></w:rPr><w:t>take measures.</w:t></w:r></w:p>
    <w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="C:\\Users\\${planted("Path")}\\photo.jpg"/></wp:inline></w:drawing></w:r><w:hyperlink r:id="r9"><w:r><w:t>See annex.</w:t></w:r></w:hyperlink></w:p></w:body></w:document>`),
  "word/_rels/document.xml.rels": rels(rel("r1", "comments", "comments.xml"), rel("r2", "settings", "settings.xml"), rel("r3", "people", "people.xml"), rel("r4", "image", "media/image1.jpg"), rel("r5", "customXml", "../customXml/item1.xml"), rel("r9", "hyperlink", `file:///C:/Users/${planted("Link")}/annex.docx`, ' TargetMode="External"')),
  "word/comments.xml": xml(`<w:comments ${w}><w:comment w:id="0" ${by("Comment")}><w:p><w:r><w:t>This word is weak.</w:t></w:r></w:p></w:comment></w:comments>`),
  "word/people.xml": xml(`<w15:people xmlns:w15="x"><w15:person w15:author="${planted("Person")}"/></w15:people>`),
  "word/settings.xml": xml(`<w:settings ${w}><w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids><w:attachedTemplate r:id="r1"/><w:docVars><w:docVar w:name="a" w:val="${planted("Variable")}"/></w:docVars><w:zoom w:percent="100"/></w:settings>`),
  "word/_rels/settings.xml.rels": rels(rel("r1", "attachedTemplate", `file:///C:/Users/${planted("Template")}/t.dotx`, ' TargetMode="External"')),
  "word/media/image1.jpg": photograph(), "customXml/item1.xml": xml(`<a>${planted("CustomXml")}</a>`), "_xmlsignatures/sig1.xml": xml(`<a>${planted("Signature")}</a>`),
  ...more,
}, { mtime: new Date("2026-01-02T03:04:05Z") });
/** All that an archive unpacks to, the names of its parts and the archive itself. */
const unpackedText = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1") + Object.entries(unzipSync(bytes)).map(([name, part]) => `${name}\n${/\.(xlsx|docx)$/.test(name) ? unpackedText(part) : Buffer.from(part).toString("latin1")}`).join("\n");

test("a Word file keeps its words, tracked changes and comments, and nobody's name, moment or machine", async () => {
  const before = wordFile();
  const { type, bytes } = await clean(before);
  const text = unpackedText(bytes);
  expect([type, left(text)]).toEqual(["docx", []]);
  expect(left(unpackedText(before)).length).toBeGreaterThan(20);
  expect([/00AB12CD|2026-01-02|rsid/i.exec(text)?.[0], text.includes("This word is weak."), text.includes("w:ins"), text.includes("w:del ")]).toEqual([undefined, true, true, true]);
  expect((await readDocument(bytes)).provisions).toEqual((await readDocument(before)).provisions);
  expect(Object.keys(unzipSync(bytes)).toSorted()).toEqual(["[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/_rels/settings.xml.rels", "word/comments.xml", "word/document.xml", "word/media/image1.jpg", "word/settings.xml"]);
  expect(strFromU8(unzipSync(bytes)["[Content_Types].xml"]!)).not.toMatch(/people|docProps/);
  expect((await clean(bytes)).bytes).toEqual(bytes);
});

test("what stands in a Word file and cannot be cleaned has it refused: macros, drawings of kinds that hold names, entities", async () => {
  const refusals = { "word/vbaProject.bin": encoded("x"), "word/media/image2.emf": encoded("x"), "word/embeddings/oleObject1.bin": encoded("x"), "word/footnotes.xml": xml('<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "word/header1.xml": xml("<a><b") };
  const codes = await Promise.all(Object.entries(refusals).map(([name, part]) => codeOf(clean(wordFile({ [name]: part })))));
  expect(codes).toEqual(["file-not-cleanable", "file-not-cleanable", "file-not-cleanable", "file-damaged", "file-damaged"]);
});
const codeOf = (it: Promise<unknown>) => it.then(() => "cleaned", (error: unknown) => (error instanceof Refusal ? error.code : Promise.reject(error)));

// --- Excel
const s = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const workbook = () => zipSync({
  "[Content_Types].xml": types("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/persons/person.xml", "docProps/core.xml"),
  "_rels/.rels": rels(rel("r1", "officeDocument", "xl/workbook.xml"), rel("r2", "core-properties", "docProps/core.xml")),
  ...ofProperties,
  "xl/workbook.xml": xml(`<workbook ${s}><fileSharing userName="${planted("Sharing")}"/><x15ac:absPath xmlns:x15ac="y" url="C:\\Users\\${planted("AbsolutePath")}\\"/><xr:revisionPtr xmlns:xr="z" documentId="${planted("Revision")}"/><sheets><sheet name="Members" sheetId="1" r:id="r1"/></sheets><customWorkbookViews><customWorkbookView name="${planted("View")}" guid="{1}"/></customWorkbookViews></workbook>`),
  "xl/_rels/workbook.xml.rels": rels(rel("r1", "worksheet", "worksheets/sheet1.xml"), rel("r2", "person", "persons/person.xml"), rel("r3", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml")),
  "xl/worksheets/sheet1.xml": xml(`<worksheet ${s}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>Ana</t></is></c></row></sheetData></worksheet>`),
  "xl/worksheets/_rels/sheet1.xml.rels": rels(rel("r1", "comments", "../comments1.xml"), rel("r2", "threadedComment", "../threadedComments/threadedComment1.xml"), rel("r3", "printerSettings", "../printerSettings/printerSettings1.bin")),
  "xl/comments1.xml": xml(`<comments ${s}><authors><author>${planted("Note")}</author></authors><commentList><comment ref="A1" authorId="0"><text><r><t>${planted("Note")}:</t></r><r><t xml:space="preserve"> check this</t></r></text></comment></commentList></comments>`),
  "xl/persons/person.xml": xml(`<personList><person displayName="${planted("Person")}" userId="${planted("User")}"/></personList>`),
  "xl/threadedComments/threadedComment1.xml": xml(`<ThreadedComments><threadedComment personId="${planted("Threaded")}"/></ThreadedComments>`),
  "xl/printerSettings/printerSettings1.bin": encoded(planted("Printer")), "xl/connections.xml": xml(`<connections><connection name="${planted("Connection")}"/></connections>`),
  "xl/pivotCache/pivotCacheDefinition1.xml": xml(`<pivotCacheDefinition ${s} refreshedBy="${planted("Pivot")}" refreshedDate="46000.5"/>`),
});

test("an Excel file keeps its cells and notes, and nobody's name", async () => {
  const before = workbook();
  const { type, bytes } = await clean(before);
  expect([type, left(unpackedText(bytes)), left(unpackedText(before)).length]).toEqual(["xlsx", [], 23]);
  expect(unpackedText(bytes)).toContain(" check this");
  expect(await readXlsxFile(Buffer.from(bytes))).toEqual(await readXlsxFile(Buffer.from(before)));
});

test("a workbook inside a Word file is cleaned with it", async () => {
  const { bytes } = await clean(wordFile({ "word/embeddings/sheet.xlsx": workbook() }));
  expect([left(unpackedText(bytes)), Object.keys(unzipSync(bytes)).includes("word/embeddings/sheet.xlsx")]).toEqual([[], true]);
});

// --- PDF
async function paper(): Promise<Uint8Array> {
  const it = await PDFDocument.create();
  const { context } = it;
  it.setAuthor(planted("Author")); it.setCreator(planted("Creator")); it.setTitle(planted("Title")); it.setKeywords([planted("Keyword")]);
  const page = it.addPage([300, 200]);
  page.drawText("Article 1", { x: 20, y: 150, size: 12, font: await it.embedFont(StandardFonts.Helvetica) });
  page.drawText("Each State Party shall take measures.", { x: 20, y: 130, size: 10 });
  page.drawImage(await it.embedJpg(photograph(1)), { x: 10, y: 10, width: 5, height: 5 });
  const hex = (text: string) => PDFHexString.fromText(text); // UTF-16, written in hexadecimal
  const note = context.obj({ Type: "Annot", Subtype: "Text", Rect: [0, 0, 9, 9], T: hex(planted("Note")), Subj: PDFString.of(planted("Subject")), NM: PDFString.of(planted("NoteId")), Contents: PDFString.of("A remark that stays."), M: PDFString.of("D:20260102030405Z"), PieceInfo: context.obj({ App: context.obj({ Private: PDFString.of(planted("Private")) }) }) });
  const pinned = context.obj({ Type: "Annot", Subtype: "FileAttachment", Rect: [0, 0, 9, 9], T: hex(planted("Pinned")), Contents: PDFString.of(planted("PinnedContents")) });
  const signature = context.obj({ Type: "Annot", Subtype: "Widget", FT: "Sig", T: PDFString.of("Signature1"), Rect: [0, 0, 9, 9], V: context.register(context.obj({ Type: "Sig", Name: hex(planted("Signer")), Location: PDFString.of(planted("Place")) })) });
  page.node.set(PDFName.of("Annots"), context.obj([context.register(note), context.register(pinned), context.register(signature)]));
  it.catalog.set(PDFName.of("Metadata"), context.register(context.flateStream(`<x:xmpmeta><dc:creator>${planted("Xmp")}</dc:creator></x:xmpmeta>`, { Type: "Metadata", Subtype: "XML" })));
  page.node.set(PDFName.of("Metadata"), context.register(context.stream(encoded(planted("PageXmp")), { Type: "Metadata" })));
  await it.attach(encoded(planted("Attachment")), `${planted("AttachmentName")}.txt`);
  context.register(context.obj({ Orphan: hex(planted("Orphan")) })); // as an earlier revision leaves it behind
  return it.save({ useObjectStreams: false });
}
/** Every string and stream of a PDF as text, in whichever way it is coded, and its bytes. */
async function textIn(bytes: Uint8Array): Promise<string> {
  const it = await PDFDocument.load(bytes, { updateMetadata: false });
  const strings: string[] = [];
  for (const [, object] of it.context.enumerateIndirectObjects()) {
    if (object instanceof PDFRawStream) strings.push(Buffer.from(["/FlateDecode"].includes(String(object.dict.get(PDFName.of("Filter")))) ? decodePDFRawStream(object).decode() : object.contents).toString("latin1"));
    const written = object.toString();
    strings.push(written, ...[...written.matchAll(/<([0-9A-Fa-f]+)>/g)].map((found) => PDFHexString.of(found[1]!).decodeText()));
  }
  return `${strings.join("\n")}\n${it.getAuthor() ?? ""}\n${it.getTitle() ?? ""}\n${Buffer.from(bytes).toString("latin1")}\n${Buffer.from(bytes).toString("utf16le")}`;
}

test("a PDF keeps its pages, pictures and the words of its notes, and nobody's name", async () => {
  const before = await paper();
  const { type, bytes } = await clean(before);
  const text = await textIn(bytes);
  expect([type, left(text), text.includes("A remark that stays."), text.includes("D:2026")]).toEqual(["pdf", [], true, false]);
  expect(left(await textIn(before)).length).toBeGreaterThan(16);
  const words = async (it: Uint8Array) => (await readDocument(it)).provisions;
  expect(await words(bytes)).toEqual(await words(before));
  expect((await PDFDocument.load(bytes)).getPageCount()).toBe(1);
});

test("an encrypted PDF is refused, and so is what is no document, is damaged or is of an old kind", async () => {
  const locked = await PDFDocument.create();
  locked.addPage();
  locked.encrypt({ userPassword: "open", ownerPassword: "own" });
  const old = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(512)]);
  const files = [await locked.save(), old, encoded("plain words"), encoded("GIF89a..."), wordFile().subarray(0, 900), photograph().subarray(0, 200), drawing().subarray(0, 60), zipSync({ "a.txt": encoded("x") }), new Uint8Array()];
  expect(await Promise.all(files.map((it) => codeOf(clean(it))))).toEqual(["file-encrypted", "file-encrypted", "file-not-cleanable", "file-not-cleanable", "file-damaged", "file-damaged", "file-damaged", "file-not-cleanable", "file-not-cleanable"]);
});

test("a file is renamed so that its name says only what kind it is", () => {
  const chance = seededChance("names");
  const given = cleanTypes.map((it) => cleanName(it, chance));
  expect(given.every((it) => /^file-[0-9a-f]{8}\.(docx|xlsx|pdf|jpg|png)$/.test(it))).toBe(true);
  expect(new Set(given).size).toBe(given.length);
});
