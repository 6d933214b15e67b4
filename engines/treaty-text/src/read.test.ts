import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { walk, type TreatyText } from "./provision.ts";
import { readDocument } from "./read.ts";
import { pdfFile, utf16, utf8, wordFile, type Words } from "./test-samples.ts";
import { Unreadable } from "./unreadable.ts";

const ids = (text: TreatyText): string[] => [...walk(text.provisions)].map((it) => it.id);
const codes = (text: TreatyText): string[] => text.fidelity.doubts.map((it) => it.code);

/** The code with which a document is refused. */
async function refusal(bytes: Uint8Array, options = {}): Promise<string> {
  const start = performance.now();
  try {
    await readDocument(bytes, options);
    return "read";
  } catch (error) {
    expect(performance.now() - start).toBeLessThan(20_000);
    if (!(error instanceof Unreadable)) throw error;
    expect(error.message).toMatch(/^[A-Z].*[.]$/);
    return error.code;
  }
}

const treaty = "Article 1\n\nThe lamps of each Party shall burn at night and in any fog.\n\nArticle 2\n\nThe bells of each Party shall ring.\n";

test("a Word file's automatic numbers become the labels of its provisions", async () => {
  const list = (level: number) => ({ id: 1, level });
  const text = await readDocument(wordFile([
    { text: "Treaty on lamps", style: "Heading1" },
    { text: "Use of terms", list: list(0) },
    { text: "A keeper shall:", list: list(1) },
    { text: "light the lamp;", list: list(2) },
    { text: "in the evening;", list: list(3) },
    { text: "trim it.", list: list(2) },
    { text: "A lamp is a light.", list: list(1) },
    { text: "Duties", list: list(0) },
    { text: "Lamps burn at night.", list: list(1) },
  ], [[["decimal", "Article %1"], ["decimal", "%2."], ["lowerLetter", "(%3)"], ["lowerRoman", "(%4)"]]]));
  expect(text.title).toBe("Treaty on lamps");
  expect(ids(text)).toEqual([
    "art_1", "art_1__para_1", "art_1__para_1__point_a", "art_1__para_1__point_a__point_i", "art_1__para_1__point_b", "art_1__para_2", "art_2", "art_2__para_1",
  ]);
  expect(text.provisions.map((it) => it.heading)).toEqual(["Use of terms", "Duties"]);
});

test("of tracked changes the insertions are taken, the deletions left out, notes and comments too, with doubts", async () => {
  const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
  const text = await readDocument(wordFile([
    { text: "Article 1" },
    { runs: `${run("The lamps of each Party shall ")}<w:del w:id="1"><w:r><w:delText>glow</w:delText></w:r></w:del><w:ins w:id="2">${run("burn")}</w:ins>${run(" at night.")}<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:commentReference w:id="1"/></w:r>` },
  ]));
  expect(text.provisions[0]!.text).toBe("The lamps of each Party shall burn at night.");
  expect(codes(text)).toEqual(["tracked-changes", "notes-left-out", "comments-left-out"]);
});

const page = (number: number, lines: string[]): Words[] => [
  { x: 60, y: 800, text: "A/LAMP/7", size: 9 },
  ...lines.map((text, at) => ({ x: 60, y: 720 - at * 14, text })),
  { x: 290, y: 40, text: String(number), size: 9 },
];

test("a PDF's page heads go, its broken lines and words are rejoined", async () => {
  const text = await readDocument(pdfFile([
    page(1, ["Article 1", "1. Each Party shall keep the lamps of its coast burning at night, and shall tell the light-", "houses of the other Parties when one of its lamps is to be put out or is to be moved", "to another place."]),
    page(2, ["2. Each Party shall ring the bells of its coast in fog, and shall tell the other Parties of", "their sound, of their place and of the hours at which they can be heard from the"]),
    page(3, ["sea.", "Article 2", "The Parties shall meet in each year in which the lamps of the coast have burned."]),
  ]));
  expect(ids(text)).toEqual(["art_1", "art_1__para_1", "art_1__para_2", "art_2"]);
  expect(text.provisions[0]!.children.map((it) => it.text)).toEqual([
    "Each Party shall keep the lamps of its coast burning at night, and shall tell the lighthouses of the other Parties when one of its lamps is to be put out or is to be moved to another place.",
    "Each Party shall ring the bells of its coast in fog, and shall tell the other Parties of their sound, of their place and of the hours at which they can be heard from the sea.",
  ]);
  expect(codes(text)).toEqual(["page-heads-left-out"]);
});

test("HTML gives headings, list numbers as drawn, rows of tables; not its menus and scripts", async () => {
  const text = await readDocument(utf8(`<!doctype html><html lang="en"><title>Treaty on lamps</title><nav>Home</nav><script>Article 9</script>
    <h1>Treaty on lamps</h1><h2>Article 1<br>Use of terms</h2><ol><li>A keeper shall:<ol type="a"><li>light the lamp;<li>trim it.</ol><li>A lamp is a light.</ol>
    <h2>Article 2</h2><table><tr><td>(a)</td><td>bells;</td></tr><tr><td>(b)</td><td>horns.</td></tr></table></html>`));
  expect(text.title).toBe("Treaty on lamps");
  expect(text.language).toBe("en");
  expect(ids(text)).toEqual(["art_1", "art_1__para_1", "art_1__para_1__point_a", "art_1__para_1__point_b", "art_1__para_2", "art_2", "art_2__point_a", "art_2__point_b"]);
});

test("the JSON of a text reads back, and wrong JSON is refused with its place", async () => {
  const text = await readDocument(utf8(treaty));
  expect(await readDocument(utf8(JSON.stringify(text)))).toEqual(text);
  await expect(readDocument(utf8('{"provisions":[{"id":"art_1","kind":"lamp","text":"","children":[]}]}'))).rejects.toThrow("provisions[0].kind");
  expect(await refusal(utf8('{"provisions":'))).toBe("not-valid");
  expect(await refusal(utf8("[{}]"))).toBe("not-valid");
});

test("text is read in UTF-8 and in marked UTF-16; another encoding is refused rather than guessed", async () => {
  const read = async (bytes: Uint8Array) => ids(await readDocument(bytes));
  expect(await read(utf8(treaty))).toEqual(["art_1", "art_2"]);
  expect(await read(utf16(treaty, true))).toEqual(["art_1", "art_2"]);
  expect(await read(utf16(treaty, false))).toEqual(["art_1", "art_2"]);
  expect(await refusal(Uint8Array.from("Préambule", (it) => it.charCodeAt(0)))).toBe("unknown-encoding");
});

test("what is empty or no document is refused", async () => {
  expect(await refusal(new Uint8Array())).toBe("empty");
  expect(await refusal(utf8(" \n\t\n"))).toBe("empty");
  expect(await refusal(utf8("<html><body></body></html>"))).toBe("empty");
  expect(await refusal(wordFile([]))).toBe("empty");
  expect(await refusal(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), { name: "treaty.docx" })).toBe("not-a-document");
  expect(await refusal(zipSync({ "picture.png": Uint8Array.of(1, 2, 3) }), { name: "treaty.docx" })).toBe("not-a-document");
  expect(await refusal(utf8(treaty), { format: "docx" })).toBe("not-a-document");
  expect(await refusal(Uint8Array.of(65, 0, 1, 2, 3))).toBe("not-a-document");
});

test("a scan, a damaged and a protected PDF are told apart", async () => {
  expect(await refusal(pdfFile([[], []]))).toBe("no-text");
  expect(await refusal(utf8(`%PDF-1.7\n${"garbage ".repeat(20_000)}`))).toBe("damaged");
  const protection = `/Encrypt << /Filter /Standard /V 1 /R 2 /O <${"00".repeat(32)}> /U <${"11".repeat(32)}> /P -4 >> /ID [<00><00>]`;
  expect(await refusal(pdfFile([[{ x: 60, y: 700, text: "Article 1" }]], protection))).toBe("encrypted");
});

test("protected Word files are refused as such, old ones as old", async () => {
  const compound = (name: string) => Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, ...new Array<number>(600).fill(0), ...[...name].flatMap((it) => [it.charCodeAt(0), 0])]);
  expect(await refusal(compound("EncryptedPackage"))).toBe("encrypted");
  expect(await refusal(compound("WordDocument"))).toBe("not-a-document");
  const zipped = wordFile([{ text: treaty }]);
  for (let at = 0; at < zipped.length - 10; at++) {
    if (zipped[at] === 0x50 && zipped[at + 1] === 0x4b && zipped[at + 2] === 1 && zipped[at + 3] === 2) zipped[at + 8]! |= 1;
  }
  expect(await refusal(zipped)).toBe("encrypted");
});

test("a bomb is refused, by what its directory declares and by what comes out of it", async () => {
  const bomb = zipSync({ "word/document.xml": new Uint8Array(20_000_000) }, { level: 9 });
  const limits = { inflatedBytes: 5_000_000 };
  expect(await refusal(bomb, { limits })).toBe("too-large");
  const lying = bomb.slice();
  for (let at = 0; at < lying.length - 30; at++)
    if (lying[at] === 0x50 && lying[at + 1] === 0x4b && lying[at + 2] === 1 && lying[at + 3] === 2) lying.fill(0, at + 24, at + 28);
  expect(await refusal(lying, { limits })).toBe("too-large");
  expect(await refusal(utf8(treaty), { limits: { fileBytes: 10 } })).toBe("too-large");
});

test("what nests a hundred thousand deep is refused or flattened at once", async () => {
  const deep = 100_000;
  expect(await refusal(utf8(`<html>${"<div>".repeat(deep)}Article 1`))).toBe("too-deep");
  expect(await refusal(utf8(`{"a":${"[".repeat(deep)}${"]".repeat(deep)}}`))).toBe("too-deep");
  expect(await refusal(wordFile([{ runs: "<w:ins>".repeat(deep) + "</w:ins>".repeat(deep) }]))).toBe("too-deep");
  const printed = Array.from({ length: 2000 }, (_, at) => `${"  ".repeat(at)}(a) words`).join("\n");
  expect(await refusal(utf8(`---\nformat: treaty-text 1\n---\n${printed}`))).toBe("too-deep");
  expect(await refusal(utf8(`Article 1\n${"(a) ".repeat(deep)}`))).toBe("read");
  expect(await refusal(utf8(`Article 1\n${"[".repeat(deep)}`))).toBe("read");
  expect(await refusal(utf8(`Article 1\n${"(a)\n1.\n(i)\n".repeat(deep / 10)}`))).toBe("read");
  expect(await refusal(utf8(`Article 1\n${"and so on without an end\n".repeat(deep / 2)}`))).toBe("read");
}, 60_000);
