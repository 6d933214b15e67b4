import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Code, type CodeRow, codesIn, nestCodes, readCodebook, readProjectCodes, rowsOf, Unfit, writeCodebook } from "./index.ts";
import { zipSync } from "fflate";

const guid = (number: number) => `${number.toString(16).toUpperCase().padStart(8, "0")}-0000-4000-8000-000000000000`;
const row = (number: number, parent: number | null, more: Partial<CodeRow> = {}): CodeRow => ({ guid: guid(number), parent: parent === null ? null : guid(parent), name: `code ${number}`, definition: "", example: "", colour: null, isCodable: true, line: number, ...more });
const refusal = (act: () => unknown) => {
  try { act(); } catch (error) { if (error instanceof Unfit) return [error.code, error.line, error.message]; throw error; }
  return null;
};
const book = (codes: string, start = '<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="x">') => `<?xml version="1.0"?>\n${start}\n<Codes>\n${codes}\n</Codes></CodeBook>`;

describe("a codebook", () => {
  test("is put together from rows that name the code above, in their order", () => {
    const codes = nestCodes([row(2, 1), row(1, null), row(3, 2), row(4, 1)]);
    expect([...codesIn(codes)].map(({ code, depth }) => [code.name, depth])).toEqual([["code 1", 0], ["code 2", 1], ["code 3", 2], ["code 4", 1]]);
    expect(nestCodes(rowsOf(codes))).toEqual(codes);
  });

  test.each<[string, CodeRow[], string, number]>([
    ["in a circle", [row(1, 2), row(2, 3), row(3, 1)], "cycle", 1], ["below itself", [row(1, null), row(2, 2)], "cycle", 2], ["below what is not there", [row(1, 9)], "parent-unknown", 1],
    ["with the guid of another", [row(1, null), row(2, null, { guid: `{${guid(1).toLowerCase()}}` })], "guid-twice", 2], ["without a name", [row(1, null, { name: " " })], "name-missing", 1], ["with a guid that is none", [row(1, null, { guid: "x" })], "guid-wrong", 1],
  ])("with a code %s is refused with the row", (_, rows, code, line) => expect(refusal(() => nestCodes(rows))?.slice(0, 2)).toEqual([code, line]));

  test("of 5,000 codes, thirty levels deep, is put together; one code or one level more is refused", () => {
    const rows = Array.from({ length: 5000 }, (_, at) => row(at + 1, at % 30 === 0 ? null : at));
    expect([...codesIn(nestCodes(rows.toReversed()))].length).toBe(5000);
    expect(refusal(() => nestCodes([...rows, row(5001, null)]))?.slice(0, 2)).toEqual(["too-many-codes", 5001]);
    expect(refusal(() => nestCodes([row(31, 30), ...rows.slice(0, 30)]))?.slice(0, 2)).toEqual(["too-deep", 31]);
  });
});

describe("a REFI-QDA codebook", () => {
  test("is read with definitions, examples, colours and what is left out", () => {
    const text = book(`<Code guid="{${guid(1).toLowerCase()}}" name="Needs" isCodable="false" color="#f0A"><Description>What is missing.\n\nExample: We have no expert.</Description><Code guid="${guid(2)}" name="Money" isCodable="true" color="red"/></Code>`).replace("</Codes>", '</Codes><Sets><Set guid="x" name="y"/></Sets>');
    expect(readCodebook(text)).toEqual({ origin: "x", leftOut: ["Sets"], codes: [{ guid: guid(1), name: "Needs", definition: "What is missing.", example: "We have no expert.", colour: "#FF00AA", isCodable: false, children: [{ guid: guid(2), name: "Money", definition: "", example: "", colour: null, isCodable: true, children: [] }] }] });
  });

  test("may write its namespace as programs do", () => expect(readCodebook(book("", '<q:CodeBook xmlns:q="urn:QDA-XML:codebook:1:0">').replaceAll(/<(\/?)(Codes?)/g, "<$1q:$2").replace("</CodeBook", "</q:CodeBook")).codes).toEqual([]));

  test.each<[string, string, string, number | null]>([
    ["a code below itself", book(`<Code guid="${guid(1)}" name="a" isCodable="true">\n<Code guid="${guid(1).toLowerCase()}" name="b" isCodable="true"/></Code>`), "cycle", 5],
    ["two codes of one guid", book(`<Code guid="${guid(1)}" name="a" isCodable="true"/>\n<Code guid="${guid(1)}" name="b" isCodable="true"/>`), "guid-twice", 5],
    ["a guid that is none", book('<Code guid="7" name="a" isCodable="true"/>'), "guid-wrong", 4], ["a code without a name", book(`<Code guid="${guid(1)}" isCodable="true"/>`), "name-missing", 4],
    ["entities of its own", `<?xml version="1.0"?>\n<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>\n<CodeBook/>`, "doctype", 2],
    ["an unknown entity", book("&laugh;"), "xml", 4], ["an end too early", "<CodeBook xmlns='urn:QDA-XML:codebook:1.0'>\n<Codes>", "xml", 2], ["another root", "<html/>", "not-qda", 1], ["nothing in it", "", "xml", 1],
    ["elements without end", `<a>${"<b>".repeat(300)}`, "xml-deep", 1],
  ])("with %s is refused with the line", (_, text, code, line) => expect(refusal(() => readCodebook(text))?.slice(0, 2)).toEqual([code, line]));

  test("is found in a project, and an archive without one, or that is none, is refused", () => {
    const project = new TextEncoder().encode(`<Project xmlns="urn:QDA-XML:project:1.0" name="p"><CodeBook><Codes><Code guid="${guid(7)}" name="Trust" isCodable="true"/></Codes></CodeBook><Sources/></Project>`);
    expect(readProjectCodes(zipSync({ "Project.qde": project, "Sources/x.txt": new Uint8Array(3) })).codes.map((it) => it.name)).toEqual(["Trust"]);
    expect(refusal(() => readProjectCodes(zipSync({ "x.txt": project })))?.[0]).toBe("no-project");
    expect(refusal(() => readProjectCodes(new Uint8Array(50)))?.[0]).toBe("archive");
  });

  test("that says it is a gigabyte, or becomes one, is refused without unpacking it", () => {
    const bomb = zipSync({ "project.qde": new Uint8Array(61_000_000) }, { level: 9 });
    expect(bomb.length).toBeLessThan(100_000);
    expect(refusal(() => readProjectCodes(bomb))?.[0]).toBe("archive-large");
    const end = bomb.length - 22;
    const directory = new DataView(bomb.buffer, bomb.byteOffset).getUint32(end + 16, true);
    new DataView(bomb.buffer, bomb.byteOffset).setUint32(directory + 24, 1000, true); // it lies: 1,000 bytes
    expect(refusal(() => readProjectCodes(bomb))?.[0]).toMatch(/^(xml|archive)$/);
  });
});

const words = fc.string({ unit: "binary", maxLength: 30 }).map((it) => it.replaceAll(/[^\P{Cc}\n]|[\uFFFE\uFFFF]/gu, ""));
const line = words.map((it) => it.replaceAll(/\s+/g, " ").trim());
const code: fc.Arbitrary<Code> = fc.letrec<{ code: Code }>((tie) => ({ code: fc.record({
  guid: fc.constant(""), name: line.map((it) => it || "x"), definition: fc.oneof(words, words.map((it) => `${it}\n\nExample: `), words.map((it) => `Example: ${it}\n\nExample: Example: `)), example: fc.oneof(line, fc.constant("")), colour: fc.constantFrom(null, "#00AAFF"), isCodable: fc.boolean(),
  children: fc.oneof({ maxDepth: 3 }, fc.constant<Code[]>([]), fc.array(tie("code"), { maxLength: 3 })),
}) })).code;

test("a codebook that is written is read as the same, whatever its words", () => fc.assert(fc.property(fc.array(code, { maxLength: 4 }), (codes) => {
  for (const [at, it] of [...codesIn(codes)].entries()) it.code.guid = guid(at + 1);
  expect(readCodebook(writeCodebook(codes, "a test"))).toEqual({ codes, origin: "a test", leftOut: [] });
})));
