import { randomBytes } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../../test/house.ts";
import { allOf, wordsOf } from "../../../test/html.ts";
import { runCommand } from "../../bin/run-command.ts";
import { rowsOf } from "../../ground/db/migrate.ts";
import { Refusal } from "../../ground/refusal.ts";
import { readText } from "./reader.ts";

let house: TestHouse;
const process = { slug: "lakes", symbol: "L/CONF", nature: "own", name: { en: "Lakes" }, shortName: { en: "Lakes" }, summary: { en: "A conference." }, phases: [], events: [] };
beforeAll(async () => {
  house = await openHouse();
  await runCommand(house.house, { argv: ["import", "process", "lakes.json"], files: { "lakes.json": Buffer.from(JSON.stringify(process)).toString("base64") }, format: "text" }, () => {});
  await house.send("editor", "/en/desk/lakes/instruments", { title: "Convention", slug: "convention" });
});
afterAll(() => house.close());

/** A ZIP archive with these parts, as PKWARE's APPNOTE has it; `flags` 1 marks a part as encrypted. */
function zip(parts: Record<string, Uint8Array>, flags = 0): Uint8Array {
  const [local, central]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, bytes] of Object.entries(parts)) {
    const packed = deflateRawSync(bytes);
    const common = Buffer.alloc(26);
    for (const [value, at] of [[20, 0], [flags, 2], [8, 4], [name.length, 22]] as const) common.writeUInt16LE(value, at);
    for (const [value, at] of [[packed.length, 14], [bytes.length, 18]] as const) common.writeUInt32LE(value, at);
    const entry = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), common, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), common, tail, Buffer.from(name)]));
    local.push(entry);
    offset += entry.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  for (const at of [8, 10]) end.writeUInt16LE(central.length, at);
  for (const [value, at] of [[0x06054b50, 0], [directory.length, 12], [offset, 16]] as const) end.writeUInt32LE(value, at);
  return new Uint8Array(Buffer.concat([...local, directory, end]));
}
const word = (body: string) => ({
  "[Content_Types].xml": Buffer.from('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'),
  "_rels/.rels": Buffer.from('<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'),
  "word/document.xml": Buffer.from(`<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`),
});
const paragraphs = (...lines: string[]) => lines.map((it) => `<w:p><w:r><w:t>${it}</w:t></w:r></w:p>`).join("");

/** A PDF of one page without a text layer, as a scanner makes it; `trailer` may claim that it is encrypted. */
function pdf(trailer = ""): Uint8Array {
  const objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>", "<</Length 30>>stream\n0.5 g 10 10 180 180 re f        \nendstream",
    "<</Filter/Standard/V 2/R 3/Length 128/P -44/O<" + "41".repeat(32) + ">/U<" + "42".repeat(32) + ">>>"];
  let text = "%PDF-1.4\n";
  const offsets = objects.map((it, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj${it}endobj\n`;
    return at;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((it) => `${String(it).padStart(10, "0")} 00000 n \n`).join("")}trailer<</Size ${objects.length + 1}/Root 1 0 R${trailer}>>\nstartxref\n${start}\n%%EOF`;
  return new Uint8Array(Buffer.from(text, "latin1"));
}

const article = "Article 1\nScope\n\n1. This Convention applies to every lake.\n";
const upload = (bytes: Uint8Array | string, name: string, symbol = "L/CONF/1") =>
  house.send("editor", "/en/desk/lakes/convention/import", { symbol, date: "2026-05-01", title: "A draft", status: "draft", language: "en", authenticity: "authentic", source: "", file: new File([bytes as BlobPart], name) });
async function rowCounts() {
  const tables = await rowsOf<{ name: string }>(house.house.database.db, sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`);
  const counts: Record<string, string> = {};
  for (const { name } of tables) counts[name] = (await rowsOf<{ count: string }>(house.house.database.db, sql.raw(`select count(*)::text as count from "${name}"`)))[0]!.count;
  return counts;
}

const bad: [what: string, name: string, bytes: () => Uint8Array | string, sentence: string][] = [
  ["a scanned PDF without text", "scan.pdf", () => pdf(), "scan.pdf holds pictures of pages, not text."],
  ["an encrypted PDF", "locked.pdf", () => pdf("/Encrypt 5 0 R/ID[<00><00>]"), "locked.pdf is protected by a password."],
  ["an encrypted DOCX", "locked.docx", () => zip(word(paragraphs("Article 1")), 1), "locked.docx is protected by a password."],
  ["a zip bomb", "bomb.docx", () => zip({ ...word(""), "word/document.xml": Buffer.alloc(200_000_000, 0x20) }), "The document is larger than 150 MB."],
  ["a DOCX that is a renamed picture", "picture.docx", () => Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), randomBytes(500)]), "picture.docx is not what its name says: it is no DOCX, PDF, HTML or text."],
  ["an archive that is no DOCX", "archive.docx", () => zip({ "notes.txt": Buffer.from("Article 1") }), "archive.docx is not what its name says: it is no DOCX, PDF, HTML or text."],
  ["a DOCX that breaks off", "half.docx", () => zip(word(paragraphs("Article 1"))).slice(0, 300), "half.docx is damaged: it breaks off or contradicts itself."],
  ["a PDF that breaks off", "half.pdf", () => pdf().slice(0, 60), "half.pdf is damaged: it breaks off or contradicts itself."],
  ["text in an encoding that it does not say", "latin.txt", () => Buffer.from("Article 1\nPêche\n\n1. Champ d’application côtière.\n", "latin1"), "The letters of latin.txt are stored in a way that cannot be told."],
  ["a file of nothing but spaces", "blank.txt", () => " \n\n\t ", "blank.txt is empty."],
  ["a DOCX without words", "blank.docx", () => zip(word("<w:p/>")), "blank.docx is empty."],
  ["HTML nested a hundred thousand deep", "deep.html", () => `<html><body>${"<div>".repeat(100_000)}Article 1${"</div>".repeat(100_000)}`, "deep.html is nested deeper than any document."],
  ["JSON nested a hundred thousand deep", "deep.json", () => `{"title":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, "deep.json is nested deeper than any document."],
  ["a DOCX nested a hundred thousand deep", "deep.docx", () => zip(word(`${"<w:tbl><w:tr><w:tc>".repeat(33_000)}${paragraphs("Article 1")}${"</w:tc></w:tr></w:tbl>".repeat(33_000)}`)), "deep.docx is nested deeper than any document."],
  ["JSON that is no text", "other.json", () => '{"name":"something else"}', "other.json is JSON, but not a text as “travaux parse” writes it."],
  ["JSON that names a place twice", "twice.json", () => JSON.stringify({ title: null, language: "en", provisions: ["a", "b"].map((text) => ({ id: "art_1", kind: "article", number: "1", heading: null, text, children: [] })), fidelity: { charactersIn: 2, charactersKept: 2, doubts: [] } }), "twice.json is damaged: it breaks off or contradicts itself."],
  ["a program", "draft.txt", () => Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46]), randomBytes(500)]), "draft.txt is not what its name says: it is no DOCX, PDF, HTML or text."],
];

test.each(bad)("%s is refused in one sentence beside the field, what was typed comes back, nothing is kept", async (_, name, bytes, sentence) => {
  const before = await rowCounts();
  const answer = await upload(bytes(), name);
  const page = await answer.text();
  const said = wordsOf(/id="file-error">([^]*?)<\/p>/.exec(page)?.[1] ?? allOf(page, "h1").join());
  expect(said.slice(0, sentence.length)).toBe(sentence);
  expect(said.length, "it says what to do").toBeGreaterThan(sentence.length + 10);
  expect([answer.status === 422 || answer.status === 413, page.includes('value="L/CONF/1"')]).toEqual([true, true]);
  expect(await rowCounts()).toEqual(before);
});

test("a file of no bytes counts as none", async () => {
  const answer = await upload("", "nothing.txt");
  expect([answer.status, wordsOf(/id="file-error">([^]*?)<\/p>/.exec(await answer.text())![1]!)]).toEqual([422, "Choose the document."]);
});

test("a hundred megabytes are refused before they are read", async () => {
  const before = await rowCounts();
  const answer = await upload(new Uint8Array(100 * 1024 * 1024), "huge.txt");
  expect([answer.status, ...allOf(await answer.text(), "h1")]).toEqual([413, "The document is larger than 30 MB."]);
  expect(await rowCounts()).toEqual(before);
});

test("a form that is no upload may not be large", async () => {
  const answer = await house.send("editor", "/en/desk/themes", { kind: "topic", en: "x".repeat(300 * 1024) });
  expect([answer.status, ...allOf(await answer.text(), "h1")]).toEqual([413, "This form is larger than any we have."]);
});

const refusalOf = (reading: Promise<unknown>) => reading.then(() => null, (error: unknown) => (error instanceof Refusal ? [error.kind, error.code] : error));
const long = `<html><body>${"<p>Article 1</p><p>Scope</p><p>1. Every lake.</p>".repeat(100_000)}`;

test("a document that takes too long is given up, and its thread ended", async () => {
  const started = performance.now();
  expect(await refusalOf(readText(Buffer.from(long), "long.html", "en", { seconds: 0.2, megabytes: 1024 }))).toEqual(["not-valid", "document-too-slow"]);
  expect(performance.now() - started).toBeLessThan(20_000);
});

test("a document that takes too much memory is given up, and the house goes on", async () => {
  expect(await refusalOf(readText(Buffer.from(long), "large.html", "en", { seconds: 60, megabytes: 24 }))).toEqual(["not-valid", "document-too-big-inside"]);
});

test("the character 0 in a document is left out, for PostgreSQL keeps none", async () => {
  const text = { title: null, language: "en", provisions: [{ id: "art_1", kind: "article", number: "1", heading: "Sco\0pe", text: "Every\0 lake.", children: [] }], fidelity: { charactersIn: 2, charactersKept: 2, doubts: [{ where: "art_1", code: "other", what: "a \0" }] } };
  const answer = await upload(JSON.stringify(text), "zero.json", "L/CONF/0");
  expect(answer.status).toBe(303);
  await house.send("editor", "/en/desk/lakes/convention/0/removal", {});
});

test("after all this a good document is taken in, and the house still answers", async () => {
  expect((await upload(zip(word(paragraphs("Article 1", "Scope", "1. This Convention applies to every lake."))), "good.docx")).status).toBe(303);
  expect((await upload(article, "good.txt", "L/CONF/2")).status).toBe(303);
  expect((await house.get("visitor", "/en")).status).toBe(200);
});
