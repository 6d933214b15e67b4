import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readPlain } from "./read-plain.ts";
import { pdfFile, wordFile } from "./test-samples.ts";
import { Unreadable } from "./unreadable.ts";

const codeOf = (reading: Promise<unknown>) => reading.then(() => "read", (error: unknown) => (error instanceof Unreadable ? error.code : error));
const bytesOf = (text: string) => new TextEncoder().encode(text);

test("the paragraphs of a Word file come with the numbers that its lists draw", async () => {
  const list = (text: string) => ({ text, list: { id: 1, level: 0 } });
  const it = await readPlain(wordFile([{ text: "We ask:" }, list("Add a word."), list("Delete article 30.")], [[["decimal", "%1."]]]));
  expect(it).toEqual({ format: "docx", text: "We ask:\n\n1. Add a word.\n\n2. Delete article 30.", pages: null, doubts: [] });
});

test("a PDF is read page by page, and whoever waits is told of each", async () => {
  const told: number[][] = [];
  const pages = ["The first page asks for a word.", "Another thing stands on the second.", "Last, thank you."].map((text) => [{ x: 60, y: 700, text }]);
  const it = await readPlain(pdfFile(pages), { onPage: (done, of) => void told.push([done, of]) });
  expect([it.format, it.pages, told]).toEqual(["pdf", 3, [[1, 3], [2, 3], [3, 3]]]);
  for (const [page] of pages) expect(it.text).toContain(page!.text);
});

test("plain text is read as it stands, but for signs that turn its direction and controls that show nothing", async () => {
  expect(await readPlain(bytesOf("\ufeffWe ask.\r\n\r\n1. Pay \u202e0001\u202c.\u0007\n"))).toMatchObject({ format: "text", text: "We ask.\n\n1. Pay 0001.", doubts: [{ code: "direction-signs-left-out" }] });
  await fc.assert(fc.asyncProperty(fc.string({ unit: "grapheme-ascii" }), async (words) => {
    const text = `Ask: ${words}.`;
    expect((await readPlain(bytesOf(text))).text).toBe(text);
  }));
});

test("what holds no words, or is no document of words, is refused with its reason", async () => {
  const files: Uint8Array[] = [new Uint8Array(), bytesOf(" \n"), bytesOf("\u202e\u202d"), bytesOf("<!doctype html><p>x"), bytesOf("a\0b"), pdfFile([[]]), wordFile([{ text: "" }]), wordFile([{ runs: "<w:r><w:drawing/></w:r>" }])];
  expect(await Promise.all(files.map((it) => codeOf(readPlain(it))))).toEqual(["empty", "empty", "empty", "not-a-document", "not-a-document", "no-text", "empty", "no-text"]);
  expect(await codeOf(readPlain(bytesOf("x".repeat(11)), { limits: { fileBytes: 10 } }))).toBe("too-large");
  expect(await codeOf(readPlain(pdfFile([[], [], []]), { limits: { pages: 2 } }))).toBe("too-large");
});
