import { kinds, walk, type Provision } from "@travaux/treaty-text";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isOuter, passagesOf, slugOfSymbol, treeOf } from "./text.ts";

const words = fc.string({ maxLength: 20, unit: "grapheme" });
/** Trees of any shape, whose ids are all different. */
const trees: fc.Arbitrary<Provision[]> = fc.letrec<{ all: Provision[]; one: Provision }>((tie) => ({
  all: fc.oneof({ depthSize: "small", withCrossShrink: true }, fc.constant<Provision[]>([]), fc.array(tie("one"), { minLength: 1, maxLength: 4 })),
  one: fc.record({ id: fc.uuid(), kind: fc.constantFrom(...kinds), number: fc.option(words), heading: fc.option(words), text: words, closing: words, children: tie("all") }, { requiredKeys: ["id", "kind", "number", "heading", "text", "children"] }) as fc.Arbitrary<Provision>,
})).all;

test("a tree cut into passages and put together again is the same tree", () => {
  fc.assert(fc.property(trees, (tree) => {
    expect(treeOf(passagesOf(tree))).toEqual(tree);
  }));
});

test("passages stand in reading order, each after what it stands in", () => {
  fc.assert(fc.property(trees, (tree) => {
    const passages = passagesOf(tree);
    expect(passages.map((it) => it.id)).toEqual([...walk(tree)].map((it) => it.id));
    for (const [index, it] of passages.entries()) expect(it.parentId === null || passages.slice(0, index).some((parent) => parent.id === it.parentId)).toBe(true);
  }));
});

test.each([
  ["M/CONF.1/3/Rev.2", "3-rev-2"], ["M/CONF.1/CRP.1", "crp-1"], ["A/AC.291/22", "a-ac-291-22"], ["M/CONF.10/3", "m-conf-10-3"], ["M/CONF.1", "m-conf-1"],
  ["(EU) 2016/679", "eu-2016-679"], ["///", ""], ["文件", ""], [`M/CONF.1/${"9".repeat(99)}`, "9".repeat(60)],
])("in the series M/CONF.1, %s stands in addresses as “%s”", (symbol, slug) => expect(slugOfSymbol(symbol, "M/CONF.1")).toBe(slug));

test("whatever the symbol, its address is one of small letters, digits and single hyphens", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (symbol) => {
    expect(slugOfSymbol(symbol, "M")).toMatch(/^$|^[a-z0-9]+(-[a-z0-9]+)*-?$/);
  }));
});

test("articles, annexes and what holds them have numbers of their own; what stands inside goes by theirs", () => {
  expect(kinds.filter(isOuter)).toEqual(["preamble", "part", "title", "chapter", "section", "article", "annex"]);
});
