import { PDFDocument, StandardFonts } from "@cantoo/pdf-lib";
import { asksIn } from "@travaux/treaty-text";
import { strToU8, unzipSync, zipSync } from "fflate";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { explain, Refusal } from "../refusal.ts";
import { languages, wordsIn } from "../words.ts";
import { attachmentTypes, largestAttachment, readAttachment, safeName } from "./attachment.ts";
import { takeTurn, usualAllowance } from "./reading.ts";

/** Two seconds of silence are told from a machine that is busy with other tests by waiting longer. */
const patient = { ...usualAllowance, silence: 30, start: 60, seconds: 120 };
const read = (bytes: Uint8Array | string, name: string, allowance = patient) => readAttachment(typeof bytes === "string" ? Buffer.from(bytes) : bytes, name, allowance);
const codeOf = (reading: Promise<unknown>) => reading.then(() => "read", (error: unknown) => (error instanceof Refusal ? error.code : Promise.reject(error)));

const xml = (body: string) => strToU8(`<?xml version="1.0" encoding="UTF-8"?>${body}`);
const parts = (body: string | Uint8Array) => ({
  "[Content_Types].xml": xml('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'),
  "_rels/.rels": xml('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'),
  "docProps/core.xml": xml("<cp:coreProperties xmlns:cp='c' xmlns:dc='d'><dc:creator>Qzana Zq</dc:creator></cp:coreProperties>"),
  "word/document.xml": typeof body === "string" ? xml(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`) : body,
});
const paragraph = (...runs: string[]) => `<w:p>${runs.join("")}</w:p>`;
const run = (words: string) => `<w:r><w:t xml:space="preserve">${words}</w:t></w:r>`;
const docx = (body: string | Uint8Array, more: Record<string, Uint8Array> = {}) => zipSync({ ...parts(body), ...more });
const by = 'w:id="1" w:author="Qzana Zq" w:date="2026-01-02T03:04:05Z"';

const vocabulary = ["State", "party", "court", "order", "notice", "judge", "search", "letter", "record", "person", "reason", "time", "place"];
/** Ten words that no other page has in this order: lines that return on every page are heads and feet. */
const lineOn = (page: number, line: number) => Array.from({ length: 10 }, (_, at) => vocabulary[(page * (line + 2) + line * 5 + at * (page % 11 + 1)) % vocabulary.length]).join(" ");
/** A PDF of so many pages of twenty lines each. */
async function pdf(pages: number, passwords?: { userPassword?: string; ownerPassword: string }): Promise<Uint8Array> {
  const it = await PDFDocument.create();
  it.setAuthor("Qzana Zq");
  const font = await it.embedFont(StandardFonts.Helvetica);
  for (let number = 1; number <= pages; number++) {
    const page = it.addPage([600, 800]);
    for (let line = 0; line < 20; line++) page.drawText(lineOn(number, line), { x: 40, y: 760 - 20 * line, size: 11, font });
  }
  if (passwords) it.encrypt(passwords);
  return it.save();
}
async function scan(): Promise<Uint8Array> {
  const it = await PDFDocument.create();
  it.addPage([300, 300]).drawRectangle({ x: 10, y: 10, width: 280, height: 280 });
  return it.save();
}

test("a Word file is read into its paragraphs, counted, cleaned, and known by what was sent", async () => {
  const bytes = docx(paragraph(run("We welcome the draft.")) + paragraph(run("1. Add “voluntary”.")) + paragraph(run("2. Delete article 30.")));
  const it = await read(bytes, "Our position.docx");
  expect([it.name, it.mediaType, it.text, it.words, it.pages, it.doubts]).toEqual(["Our position.docx", attachmentTypes.docx, "We welcome the draft.\n\n1. Add “voluntary”.\n\n2. Delete article 30.", 11, null, []]);
  expect(asksIn(it.text).map((ask) => ask.text)).toEqual(["Add “voluntary”.", "Delete article 30."]);
  expect(it.received).toEqual({ sha256: createHash("sha256").update(bytes).digest("hex"), bytes: bytes.length });
  const holdsName = (file: Uint8Array) => Object.values(unzipSync(file)).some((part) => Buffer.from(part).includes("Qzana"));
  expect([holdsName(bytes), holdsName(it.bytes)]).toEqual([true, false]);
});

test("plain text is read in six languages, its lines kept, and kept as UTF-8 whatever it came in", async () => {
  const lines = "We ask.\r\nNous demandons.\r\nPedimos.\r\nПросим.\r\nنطلب.\r\n我们要求。";
  for (const bytes of [Buffer.from(lines), Buffer.from(`\ufeff${lines}`), Buffer.from(`\ufeff${lines}`, "utf16le")]) {
    const it = await read(bytes, "asks.txt");
    expect([it.text, it.words, Buffer.from(it.bytes).toString()]).toEqual([lines.replaceAll("\r", ""), 10, `${lines.replaceAll("\r", "")}\n`]);
  }
});

test("a PDF of three hundred pages is read, with the number of its pages, and nobody's name is left in it", { timeout: 180_000 }, async () => {
  const bytes = await pdf(300);
  const it = await read(bytes, "long.pdf");
  expect([it.pages, it.words, it.format]).toEqual([300, 300 * 20 * 10, "pdf"]);
  expect(it.text.startsWith(lineOn(1, 0))).toBe(true);
  expect((await PDFDocument.load(it.bytes)).getAuthor()).toBeUndefined();
});

test("of tracked changes the insertions are read and the deletions not, and the author is told", async () => {
  const it = await read(docx(paragraph(run("Parties "), `<w:ins ${by}>${run("shall ")}</w:ins>`, `<w:del ${by}><w:r><w:delText>may </w:delText></w:r></w:del>`, run("report."))), "a.docx");
  expect([it.text, it.doubts.map((doubt) => doubt.code)]).toEqual(["Parties shall report.", ["tracked-changes"]]);
  expect(Object.values(unzipSync(it.bytes)).some((part) => Buffer.from(part).includes("Qzana"))).toBe(false);
});

test("a file that is another kind than its name says is read as what it is, and renamed", async () => {
  const it = await read(await pdf(1), "statement.docx");
  expect([it.name, it.mediaType, it.doubts.map((doubt) => doubt.code)]).toEqual(["statement.pdf", "application/pdf", ["name-says-otherwise"]]);
  expect((await read("We ask.", "statement")).doubts).toEqual([]);
});

test.each([
  ["a Word file with a picture of an old kind", () => docx(paragraph(run("We ask.")), { "word/media/image1.wmf": new Uint8Array(60) }), "letter.docx", "We ask.", "letter.txt"],
  ["a Word file with a program in it", () => docx(paragraph(run("We ask.")), { "word/vbaProject.bin": new Uint8Array(60) }), "letter.docm", "We ask.", "letter.txt"],
])("of %s the words are kept, as plain text, and the author is told", async (_, bytes, name, text, kept) => {
  const it = await read(bytes(), name);
  expect([it.text, it.name, it.mediaType, Buffer.from(it.bytes).toString(), it.doubts.map((doubt) => doubt.code)]).toEqual([text, kept, "text/plain", `${text}\n`, ["kept-as-text"]]);
});

test("a PDF that may be read but not changed is read, and kept as its words", async () => {
  const it = await read(await pdf(1, { ownerPassword: "own" }), "locked.pdf");
  expect([it.words, it.name, it.doubts.map((doubt) => doubt.code)]).toEqual([200, "locked.txt", ["kept-as-text"]]);
});

test("signs that turn the direction of text are left out, and the author is told; marks of Arabic stay", async () => {
  const it = await read("Pay \u202e0001\u202c dollars \u2066now\u2069. \u200fمُعاهَدة", "a.txt");
  expect([it.text, it.doubts.map((doubt) => doubt.code)]).toEqual(["Pay 0001 dollars now. \u200fمُعاهَدة", ["direction-signs-left-out"]]);
});

test("a hundred thousand brackets in brackets, and ten megabytes of accents, are read", { timeout: 180_000 }, async () => {
  expect((await read(`${"(".repeat(100_000)}ask${")".repeat(100_000)}`, "deep.txt")).words).toBe(1);
  expect((await read(`e${"\u0301".repeat(5_000_000)}`, "accents.txt")).words).toBe(1);
});

const compound = (name: string) => Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(504), Buffer.from(name, "utf16le"), Buffer.alloc(64)]);
/** An archive whose directory says that its parts are small. */
function liar(): Uint8Array {
  const bytes = Buffer.from(docx(Buffer.alloc(70_000_000, 0x20)));
  for (let at = bytes.indexOf("PK\u0001\u0002"); at >= 0; at = bytes.indexOf("PK\u0001\u0002", at + 1)) bytes.writeUInt32LE(1000, at + 24);
  return bytes;
}
const refused: [what: string, name: string, bytes: () => Uint8Array | string | Promise<Uint8Array>, code: string][] = [
  ["a scanned PDF without text", "scan.pdf", scan, "document-no-text"],
  ["a Word file with nothing but pictures", "pictures.docx", () => docx(paragraph("<w:r><w:drawing/></w:r>")), "document-no-text"],
  ["a PDF under a password", "locked.pdf", () => pdf(1, { userPassword: "open", ownerPassword: "own" }), "document-encrypted"],
  ["a Word file under a password", "locked.docx", () => compound("EncryptedPackage"), "document-encrypted"],
  ["an old Word file", "old.doc", () => compound("WordDocument"), "attachment-unknown-kind"],
  ["a zip bomb", "bomb.docx", () => docx(Buffer.alloc(70_000_000, 0x20)), "attachment-unpacks-too-large"],
  ["a zip bomb that says it is small", "liar.docx", liar, "attachment-unpacks-too-large"],
  ["a PDF of more than a thousand pages", "endless.pdf", async () => { const it = await PDFDocument.create(); for (let n = 0; n < 1001; n++) it.addPage([10, 10]); return it.save(); }, "attachment-too-long"],
  ["eleven megabytes", "huge.txt", () => new Uint8Array(largestAttachment + 1).fill(0x20), "attachment-too-large"],
  ["a program called PDF", "report.pdf", () => Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46]), Buffer.alloc(500)]), "attachment-unknown-kind"],
  ["a picture called DOCX", "report.docx", () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), "attachment-unknown-kind"],
  ["a web page called text", "page.txt", () => "<!doctype html><script>alert(1)</script>", "attachment-unknown-kind"],
  ["an archive that is no document", "archive.docx", () => zipSync({ "a.txt": strToU8("x") }), "attachment-unknown-kind"],
  ["text with the character 0", "zero.txt", () => "We \0 ask.", "attachment-unknown-kind"],
  ["text in an encoding that it does not say", "latin.txt", () => Buffer.from("Pêche côtière", "latin1"), "document-unknown-encoding"],
  ["tables in tables, thirty thousand deep", "deep.docx", () => docx(`${"<w:tbl><w:tr><w:tc>".repeat(33_000)}${paragraph(run("ask"))}${"</w:tc></w:tr></w:tbl>".repeat(33_000)}`), "document-too-deep"],
  ["a Word file that breaks off", "half.docx", () => docx(paragraph(run("ask"))).slice(0, 300), "document-damaged"],
  ["a PDF that breaks off", "half.pdf", async () => (await pdf(1)).slice(0, 60), "document-damaged"],
  ["no bytes", "empty.txt", () => "", "document-empty"],
  ["nothing but spaces", "blank.txt", () => " \n\t\u00a0\ufeff", "document-empty"],
  ["a Word file without words", "blank.docx", () => docx("<w:p/>"), "document-empty"],
];
test.each(refused)("%s is refused in a sentence in each of the six languages", async (_, name, bytes, code) => {
  const refusal = await read(await bytes(), name).then(() => null, (error: unknown) => error);
  expect(refusal).toBeInstanceOf(Refusal);
  const it = refusal as Refusal;
  expect(it.code).toBe(code);
  for (const language of languages) {
    const { because, next } = explain(it, wordsIn(language));
    expect([because.includes(name), because.includes("{"), next.length > 5]).toEqual([true, false, true]);
  }
});

/** A file that no reader is through with in a moment: one paragraph of half a million runs. */
const slow = () => docx(paragraph(run("ask ").repeat(500_000)));

test("a thread that falls silent is ended, and a file that comes meanwhile does not wait for it", async () => {
  const started = performance.now();
  const [stuck, fine] = await Promise.all([codeOf(read(slow(), "slow.docx", { ...patient, silence: 0.05 })), codeOf(read("We ask.", "a.txt"))]);
  expect([stuck, fine]).toEqual(["attachment-stuck", "read"]);
  expect(performance.now() - started).toBeLessThan(30_000);
});

test("a file that goes on for too long, or takes too much memory, is given up, and the house reads the next one", { timeout: 180_000 }, async () => {
  const long = await pdf(200);
  expect(await codeOf(read(long, "long.pdf", { ...patient, start: 0, seconds: 0.3 }))).toBe("attachment-stuck");
  expect(await codeOf(read(long, "long.pdf", { ...patient, start: 0.3, seconds: 0.3 }))).toMatch(/^(attachment-stuck|document-too-slow)$/);
  expect(await codeOf(read(slow(), "large.docx", { ...patient, megabytes: 24 }))).toBe("document-too-big-inside");
  expect(await codeOf(read("We ask.", "a.txt"))).toBe("read");
});

test("two files begin at a time, one that goes on lets the next begin after a moment, and five are read at most", async () => {
  const begun: number[] = [];
  const turns = Array.from({ length: 7 }, async (_, at) => {
    const giveBack = await takeTurn(0.3);
    begun.push(at);
    return giveBack;
  });
  await Promise.all(turns.slice(0, 2));
  expect(begun).toEqual([0, 1]);
  await Promise.all(turns.slice(2, 5)); // nobody has given a turn back
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  await wait(700);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  (await turns[3]!)();
  await turns[5]!;
  expect(begun).toEqual([0, 1, 2, 3, 4, 5]);
  for (const at of [0, 1, 2, 4, 5]) (await turns[at]!)();
  (await turns[6]!)();
});

test("many files at once are all read, in turns", async () => {
  const files = await Promise.all(Array.from({ length: 12 }, (_, at) => read(`Ask number ${at}.`, `${at}.txt`)));
  expect(files.map((it) => it.text)).toEqual(Array.from({ length: 12 }, (_, at) => `Ask number ${at}.`));
});

test.each([
  ["../../etc/passwd", "passwd.txt"], ["C:\\Users\\Ana\\My position.docx", "My position.txt"], ["statement\u202efdp.exe", "statementfdp.txt"], ["a\u0000b\r\nSet-Cookie: x.txt", "abSet-Cookie x.txt"],
  [".htaccess", "file.txt"], ["con.txt", "file.txt"], ["", "file.txt"], ["…", "….txt"], ["بيان المنظمة.pdf", "بيان المنظمة.txt"], ["声明.pdf", "声明.txt"], ["archive.tar.gz", "archive.tar.txt"], ['a"b<c>|?*.txt', "abc.txt"],
])("a file that came as %j is kept as %j", (claimed, kept) => {
  expect(safeName(claimed, "text")).toBe(kept);
});

test("the name of a file is never longer than systems take, in whichever script", () => {
  for (const letter of ["a", "م", "声", "👍"]) {
    const name = safeName(`${letter.repeat(5000)}.pdf`, "docx");
    expect([Buffer.byteLength(name) <= 255, name.endsWith(".docx")]).toEqual([true, true]);
  }
});

const papers = new URL("../../../../../shared/data/gdpr-lobbyplag/lobby-documents/", import.meta.url);
if (!existsSync(papers)) console.warn("The test on real papers is skipped: there is no folder ../shared/data beside the repository.");

test.skipIf(!existsSync(papers))("eight real papers of lobbyists are read, six of them kept as files and two, with letterheads of an old kind, as their words", { timeout: 180_000 }, async () => {
  const all = await Promise.all(readdirSync(papers).map((name) => read(readFileSync(new URL(encodeURIComponent(name), papers)), name)));
  expect(all.filter((it) => it.words < 1000)).toEqual([]);
  expect(all.map((it) => it.format).toSorted()).toEqual(["pdf", "pdf", "pdf", "pdf", "pdf", "pdf", "text", "text"]);
});
