import { align, type Provision } from "@travaux/treaty-text";
import fc from "fast-check";
import { expect, test } from "vitest";
import { changedWords, cleanLines, leavesOf, markedLines, unitsOf, type Line, type Unit } from "./comparison.ts";

const paragraph = (id: string, text: string): Provision => ({ id, kind: "paragraph", number: id.split("_").at(-1)!, heading: null, text, children: [] });
const article = (number: string | number, heading: string, ...paragraphs: string[]): Provision =>
  ({ id: `art_${number}`, kind: "article", number: String(number), heading, text: "", children: paragraphs.map((it, index) => paragraph(`art_${number}__para_${index + 1}`, it)) });
const chapter = (number: string, heading: string, ...children: Provision[]): Provision => ({ id: `chp_${number}`, kind: "chapter", number, heading, text: "", children });
const pair = (old: string | string[], now: string | string[], ...changes: ("same" | "edited" | "renumbered" | "moved" | "split" | "merged" | "added" | "deleted")[]) => ({ old: [old].flat(), new: [now].flat(), changes, similarity: 1 });
const told = (it: Line) => `${"  ".repeat(it.depth)}${it.id ?? (it.to === null ? `- ${it.from[0]}` : `${it.from[0]} is now ${it.to}`)}`;
const side = (parts: Line["text"], dropped: "insert" | "delete") => parts.filter(([what]) => what !== dropped).map(([, words]) => words).join("");

test("a version by itself is its provisions in order, nothing marked", () => {
  const lines = cleanLines([chapter("I", "General", article(1, "Scope", "Every lake."))]);
  expect(lines.map(told)).toEqual(["chp_I", "  art_1", "    art_1__para_1"]);
  expect(lines.map((it) => [it.heading, it.text])).toEqual([[[["keep", "General"]], []], [[["keep", "Scope"]], []], [[], [["keep", "Every lake."]]]]);
});

test("words that came and went are marked, and counted without punctuation", () => {
  const [, line] = markedLines([article(1, "Scope", "Every lake, and river.")], [article(1, "Scope", "Every great lake.")], [pair("art_1", "art_1", "edited"), pair("art_1__para_1", "art_1__para_1", "edited")]);
  expect([side(line!.text, "insert"), side(line!.text, "delete"), changedWords(line!)]).toEqual(["Every lake, and river.", "Every great lake.", expect.objectContaining({ inserted: 1, kept: 2 })]);
});

test("what was deleted stands struck through where it stood, with all that stood in it", () => {
  const before = [article(1, "Scope", "Every lake."), article(2, "Boats", "One.", "Two."), article(3, "Birds", "Rest.")];
  const lines = markedLines(before, [before[0]!, article(2, "Birds", "Rest.")], [pair("art_1", "art_1", "same"), pair("art_1__para_1", "art_1__para_1", "same"), pair("art_2", [], "deleted"), pair("art_2__para_1", [], "deleted"), pair("art_2__para_2", [], "deleted"), pair("art_3", "art_2", "renumbered"), pair("art_3__para_1", "art_2__para_1", "renumbered")]);
  expect(lines.map(told)).toEqual(["art_1", "  art_1__para_1", "- art_2", "  - art_2__para_1", "  - art_2__para_2", "art_2", "  art_2__para_1"]);
  expect(lines[3]!.text).toEqual([["delete", "One."]]);
});

test("what moved away leaves one pointer where it stood, and none for each of its parts", () => {
  const [a, b] = [article(1, "Scope", "Every lake."), article(2, "Boats", "One.", "Two.")];
  const lines = markedLines([a, b], [article(1, "Boats", "One.", "Two."), article(2, "Scope", "Every lake.")],
    [pair("art_2", "art_1", "moved", "renumbered"), pair("art_2__para_1", "art_1__para_1", "moved"), pair("art_2__para_2", "art_1__para_2", "moved"), pair("art_1", "art_2", "renumbered"), pair("art_1__para_1", "art_2__para_1", "renumbered")]);
  expect(lines.map(told)).toEqual(["art_1", "  art_1__para_1", "  art_1__para_2", "art_2", "  art_2__para_1", "art_2 is now art_1"]);
});

test("a chapter that moved away leaves its pointer after the article before it, new paragraphs of that article included", () => {
  const before = [chapter("I", "One", article(1, "Scope", "Every lake.")), chapter("II", "Two", article(2, "Boats", "Number."))];
  const after = [chapter("I", "Two", article(1, "Boats", "Number.")), chapter("II", "One", article(2, "Scope", "Every lake.", "And every pond."))];
  const lines = markedLines(before, after, [pair("chp_II", "chp_I", "moved"), pair("art_2", "art_1", "renumbered"), pair("art_2__para_1", "art_1__para_1", "renumbered"), pair("chp_I", "chp_II", "renumbered"), pair("art_1", "art_2", "edited"), pair("art_1__para_1", "art_2__para_1", "same"), pair([], "art_2__para_2", "added")]);
  expect(lines.map(told)).toEqual(["chp_I", "  art_1", "    art_1__para_1", "chp_II", "  art_2", "    art_2__para_1", "    art_2__para_2", "chp_II is now chp_I"]);
});

test("the pieces of a split share the marks of its words: joined, they are its new text", () => {
  const lines = markedLines([article(1, "A", "No boat may pass here at night, and no boat may stay longer than one day.")],
    [article(1, "A", "No boat may pass here at night."), article(2, "B", "No boat may stay longer than two days.")],
    [pair("art_1", ["art_1", "art_2"], "split"), pair("art_1__para_1", ["art_1__para_1", "art_2__para_1"], "split", "edited")]);
  const pieces = lines.filter((it) => it.kind === "paragraph");
  expect(pieces.map((it) => side(it.text, "delete"))).toEqual(["No boat may pass here at night.", "No boat may stay longer than two days."]);
  expect(pieces.flatMap((it) => it.text).some(([what, words]) => what === "keep" && words.includes("may stay longer than"))).toBe(true);
});

const word = fc.constantFrom("lake", "river", "boat", "bird", "shall", "not", "every", "State", "keep", "clean");
const sentence = fc.array(word, { minLength: 3, maxLength: 12 }).map((it) => `${it.join(" ")}.`);
const texts = fc.array(fc.array(sentence, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 }).map((all) => {
  const articles = all.map((paragraphs, index) => article(index + 1, `On ${paragraphs[0]!}`, ...paragraphs));
  const half = Math.ceil(articles.length / 2);
  return [chapter("I", "First", ...articles.slice(0, half)), ...(articles.length > half ? [chapter("II", "Second", ...articles.slice(half))] : [])];
});
const idsOf = (provisions: readonly Provision[]): string[] => provisions.flatMap((it) => [it.id, ...idsOf(it.children)]);

test("marked against any other text, a version keeps every provision, in order, with its words whole", () => {
  fc.assert(fc.property(texts, texts, (before, after) => {
    const pairs = align({ provisions: before }, { provisions: after });
    const lines = markedLines(before, after, pairs);
    expect(lines.filter((it) => it.id !== null).map((it) => it.id)).toEqual(idsOf(after));
    const words = new Map(cleanLines(after).map((it) => [it.id, side(it.text, "delete")]));
    for (const it of lines) if (it.id !== null) expect(side(it.text, "delete")).toBe(words.get(it.id));
    const gone = pairs.filter((it) => it.new.length === 0).flatMap((it) => it.old);
    expect(lines.filter((it) => it.id === null && it.to === null).map((it) => it.from[0]!).toSorted()).toEqual(gone.toSorted());
  }), { numRuns: 60 });
});

test("under the heading of each article stands what stands in it, whatever left from around it", () => {
  fc.assert(fc.property(texts, texts, (before, after) => {
    const lines = markedLines(before, after, align({ provisions: before }, { provisions: after }));
    const strays = unitsOf(lines).flatMap(({ head, lines: under }) => under.filter((it) => it.id !== null && !(head.id !== null && it.id.startsWith(`${head.id}__`))).map((it) => `${it.id} under ${head.id ?? head.from[0]}`));
    expect(strays).toEqual([]);
  }), { numRuns: 60 });
});

const units = (texts_: Provision[]): Unit[] => unitsOf(cleanLines(texts_));
const sizeOf = (it: Unit) => [it.head, ...it.lines].reduce((sum, line) => sum + [...line.heading, ...line.text, ...line.closing].reduce((all, [, words]) => all + words.length, 60), 0);

test("cut into pages, a text keeps every article and every line once and in order, and no page with two articles is longer than the limit", () => {
  fc.assert(fc.property(texts, fc.integer({ min: 100, max: 3000 }), (text, limit) => {
    const all = units(text);
    const leaves = leavesOf(all, limit);
    expect(leaves.flat().filter((it) => !it.continued).map((it) => it.head)).toEqual(all.map((it) => it.head));
    expect(leaves.flat().flatMap((it) => it.lines)).toEqual(all.flatMap((it) => it.lines));
    expect(leaves.filter((leaf) => leaf.length === 0)).toEqual([]);
    const tooLong = leaves.filter((leaf) => leaf.reduce((sum, it) => sum + sizeOf(it), 0) > limit && leaf.filter((it) => it.head.kind === "article").length > 1);
    expect(tooLong).toEqual([]);
  }));
});

test("a chapter's heading stands on the page of its first article", () => {
  fc.assert(fc.property(texts, fc.integer({ min: 100, max: 3000 }), (text, limit) => {
    for (const leaf of leavesOf(units(text), limit)) expect(leaf.at(-1)!.head.kind).not.toBe("chapter");
  }));
});
