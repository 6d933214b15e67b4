import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { commands, runCommand } from "./run-command.ts";
import { helpOf, understand, WrongUsage } from "./commands.ts";

let house: TestHouse;
beforeAll(async () => void (house = await openHouse({ sample: true })));
afterAll(() => house.close());

const draft = (words: string) => `Article 1\nScope\n\n1. ${words}\n\nArticle 2\nBoats\n\nA boat bears its number:\n(a) on its left side; and\n(b) on its right side.\n`;
const [before, after] = [draft("This Convention applies to every lake."), draft("This Convention applies to every great lake.")];
const type = async (argv: string[], files: Record<string, string> = {}) => {
  const said: string[] = [];
  const format = argv.includes("json") && argv.includes("--format") ? "json" as const : "text" as const;
  const encoded = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text).toString("base64")]));
  return { ...(await runCommand(house.house, { argv, files: encoded, format }, (line) => void said.push(line))), said };
};

test.each([
  [["fly"], "There is no command “fly”."],
  [[], "There is no command “”."],
  [["parse"], "Usage: travaux parse FILE"],
  [["parse", "a", "b"], "Usage: travaux parse FILE"],
  [["parse", "a", "--colour", "blue"], "Unknown option '--colour'"],
  [["parse", "a", "--format", "akn"], "There is no format “akn” for parse; there are json and text."],
  [["login"], "--as takes one of: editor, officer, assessor."],
  [["login", "--as", "queen"], "--as takes one of: editor, officer, assessor."],
  [["import", "text", "a.txt", "--symbol", "S", "--date", "2026-01-01"], "Usage: travaux import text FILE --instrument"],
  [["import", "text", "a.txt", "--instrument", "model/convention", "--symbol", "S", "--date", "tomorrow"], "--date: Give the date of the document: year, month, day."],
  [["import", "text", "a.txt", "--instrument", "model/convention", "--symbol", "S", "--date", "2026-02-31"], "--date: Give the date of the document: year, month, day."],
  [["open", "forum", "model/a-forum", "--for", "everybody"], "Usage: travaux open forum PROCESS/FORUM --title TITLE"],
  [["open", "forum", "model/a-forum", "--title", "A", "--for", "participants", "--takes", "secretariat/kind"], "--takes takes some of: public/named, "],
  [["clean", "a"], "--out takes the file to write."],
  [["align", "model/convention", "3", "--confirm", "much"], "--confirm takes a score from 0 to 1, such as 0.9; “much” is none."],
])("typed wrongly: %o exits with 2 and one line", async (argv, sentence) => {
  const { exit, stdout, said } = await type(argv, { a: before, "a.txt": before });
  expect([exit, stdout, said.length, said[0]?.slice(0, sentence.length)]).toEqual([2, "", 1, sentence]);
  expect(said[0]).not.toContain("\n");
});

test.each([
  [["publish", "model/convention", "3"], "M/CONF.1/3 is published already."],
  [["publish", "model/convention", "9"], "There is no version “9” of this text."],
  [["align", "nowhere/convention", "3"], "There is no process “nowhere” in this house."],
  [["align", "treaty", "3"], "There is no text “treaty” here."],
  [["open", "text", "model/convention", "--title", "Again"], "This process has a text “convention” already."],
  [["login", "--as", "editor", "--process", "nowhere"], "There is no process “nowhere” in this house."],
  [["parse", "empty.txt"], ""],
  [["import", "text", "empty.txt", "--instrument", "model/convention", "--symbol", "S", "--date", "2026-06-01"], "Reading"],
])("refused: %o exits with 1 and says why and what to do", async (argv, sentence) => {
  const { exit, stdout, said } = await type(argv, { "empty.txt": "" });
  expect([exit, stdout, said[0]?.slice(0, sentence.length)]).toEqual([1, "", sentence]);
  expect(said.at(-1)).toMatch(/^[^\n]+[.!)]$/);
});

test("parse writes the fields that others script against", async () => {
  const { exit, stdout, said } = await type(["parse", "a.txt", "--language", "en", "--format", "json"], { "a.txt": before });
  const text = JSON.parse(stdout) as { title: unknown; language: unknown; provisions: { children: object[] }[]; fidelity: object };
  expect([exit, said, Object.keys(text).toSorted()]).toEqual([0, [], ["fidelity", "language", "provisions", "title"]]);
  expect(text.provisions[1]).toEqual({
    id: "art_2", kind: "article", number: "2", heading: "Boats", text: "A boat bears its number:", children: [
      { id: "art_2__point_a", kind: "point", number: "a", heading: null, text: "on its left side; and", children: [] },
      { id: "art_2__point_b", kind: "point", number: "b", heading: null, text: "on its right side.", children: [] },
    ],
  });
  expect(text.fidelity).toEqual({ charactersIn: expect.any(Number), charactersKept: expect.any(Number), doubts: [] });
});

test("what parse prints as text, it reads again to the same tree", async () => {
  const tree = (it: { stdout: string }) => (JSON.parse(it.stdout) as { provisions: unknown }).provisions;
  const printed = await type(["parse", "a.txt", "--format", "text"], { "a.txt": before });
  expect(tree(await type(["parse", "b.txt"], { "b.txt": printed.stdout }))).toEqual(tree(await type(["parse", "a.txt"], { "a.txt": before })));
});

test("compare writes pairs with their changes and score, and a redline of parts", async () => {
  const { exit, stdout } = await type(["compare", "a.txt", "b.txt", "--format", "json"], { "a.txt": before, "b.txt": after });
  const { pairs, redline } = JSON.parse(stdout) as { pairs: { similarity: number }[]; redline: { old: string; new: string; parts: unknown }[] };
  expect(exit).toBe(0);
  expect(pairs.map(({ similarity, ...it }) => ({ ...it, inRange: similarity >= 0 && similarity <= 1 }))).toContainEqual({ old: ["art_1__para_1"], new: ["art_1__para_1"], changes: ["edited"], inRange: true });
  expect(redline.find((it) => it.new === "art_1__para_1")!.parts).toEqual([["keep", "This Convention applies to every "], ["insert", "great "], ["keep", "lake."]]);
});

test("with --format json every command that succeeds prints one JSON document and nothing else", async () => {
  const all: [string[], Record<string, string>?][] = [
    [["parse", "a.txt"], { "a.txt": before }], [["compare", "a.txt", "a.txt"], { "a.txt": before }], [["texts"]], [["routes"]], [["version"]], [["doctor"]],
    [["login", "--as", "editor"]], [["align", "model/convention", "3"]], [["open", "text", "model/rules", "--title", "Rules"]],
    [["import", "text", "a.txt", "--instrument", "model/rules", "--symbol", "M/CONF.1/7", "--date", "2026-06-01"], { "a.txt": before }], [["publish", "model/rules", "7"]],
    [["import", "process", "p.json"], { "p.json": JSON.stringify({ slug: "lakes", symbol: "L", nature: "own", name: { en: "L" }, shortName: { en: "L" }, summary: { en: "L" }, phases: [], events: [] }) }],
  ];
  for (const [argv, files] of all) {
    const { stdout, exit } = await type([...argv, "--format", "json"], files);
    expect(() => JSON.parse(stdout) as unknown, `${argv.join(" ")} prints JSON`).not.toThrow();
    expect([argv[0], exit === 0 || argv[0] === "doctor"]).toEqual([argv[0], true]);
  }
});

test("a text is imported from the command line, aligned, corrected and published, for everybody to read", async () => {
  await type(["open", "text", "model/protocol", "--title", "Protocol"]);
  const first = await type(["import", "text", "a.txt", "--instrument", "protocol", "--symbol", "M/CONF.1/8", "--date", "2026-05-01", "--publish"], { "a.txt": before });
  expect(first.stdout.trim().split("\n")).toEqual(["M/CONF.1/8: 2 articles, 100% of the characters kept, 0 doubts.", "http://travaux.test/model/text/protocol/8"]);
  await type(["import", "text", "b.txt", "--instrument", "protocol", "--symbol", "M/CONF.1/9", "--date", "2026-06-01"], { "b.txt": after });
  expect((await house.get("visitor", "/en/model/text/protocol/9")).status).toBe(404);
  const aligned = await type(["align", "protocol", "9", "--old", "art_2", "--new", ""]);
  expect(aligned.stdout).toContain("art_2 → —  deleted  0.00  corrected");
  await type(["publish", "protocol", "9"]);
  expect((await house.get("visitor", "/en/model/text/protocol/9")).status).toBe(200);
});

test("every command is in the help, with what it is for, and answers to its own usage line", () => {
  const help = helpOf(commands);
  for (const it of commands) {
    expect(help).toContain(`travaux ${it.name}`);
    expect([it.name, it.about.endsWith(".")]).toEqual([it.name, true]);
    const words = Array.from({ length: it.takes[0] }, (_, index) => `word${index}`);
    expect(understand(commands, [...it.name.split(" "), ...words]).command.name).toBe(it.name);
    expect(() => understand(commands, [...it.name.split(" "), ...words, "--no-such-option"])).toThrow(WrongUsage);
  }
});

test("a forum is opened, people are invited to it, and it is closed, from the command line", async () => {
  const opened = await type(["open", "forum", "model/typed-forum", "--title", "Typed forum", "--for", "participants", "--takes", "participants/named,secretariat/named"]);
  expect([opened.exit, opened.stdout]).toEqual([0, "http://travaux.test/model/forums/typed-forum\n"]);
  expect(await house.read("visitor", "/en/model/forums/typed-forum")).toContain("For participants, in the organisation’s name");
  expect([(await type(["invite", "model/typed-forum", "nobody@test.example"])).exit, (await type(["invite", "model/typed-forum", "rania.haddadin@manara.example"])).stdout]).toEqual([1, "Invited: rania.haddadin@manara.example\n"]);
  expect(await house.read("officer", "/en/model/forums/typed-forum")).toContain("Rania Haddadin");
  expect([(await type(["close", "forum", "model/typed-forum"])).exit, (await type(["close", "forum", "model/typed-forum"])).said]).toEqual([0, [expect.stringContaining("is closed")]]);
});

test("a file is cleaned from the command line, and what cannot be is refused in one line", async () => {
  const { exit, said } = await type(["clean", "a.docx", "--out", "/nowhere/at/all.docx"], { "a.docx": "plain words" });
  expect([exit, said]).toEqual([1, ["The file is of a kind, or holds a part, from which we cannot take out who made it. Send DOCX or XLSX without macros, PDF, JPEG or PNG; print to PDF what is none of these."]]);
});
