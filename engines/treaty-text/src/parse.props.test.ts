import fc from "fast-check";
import { expect, test } from "vitest";
import { identify } from "./identify.ts";
import { fromJson, toJson } from "./json.ts";
import { toRoman } from "./numerals.ts";
import { parseText } from "./parse.ts";
import { print } from "./print.ts";
import { walk, type Kind, type Provision, type TreatyText } from "./provision.ts";

const word = fc.constantFrom("lamp", "Party", "shall", "Article 3", "(a)", "1.", "2. The", "–", "Preamble", "第三条", "المادة", "§ 4", "\\", ":", "annex", "[keep]", "¶");
const line = fc.array(word, { minLength: 1, maxLength: 6 }).map((it) => it.join(" "));
const words = fc.oneof(fc.constant(""), line, fc.tuple(line, line).map((it) => it.join("\n")));
const heading = fc.option(line.map((it) => it.replace(/\n/g, " ")), { nil: null });

/** Children of each kind that reading makes, with numbers as printed. */
const nesting: Partial<Record<Kind, Kind[]>> = {
  part: ["chapter", "article"], chapter: ["section", "article"], section: ["article", "paragraph"], title: ["article"],
  article: ["paragraph", "point", "article"], paragraph: ["subparagraph", "point"], subparagraph: ["point"], point: ["point"],
  annex: ["section", "article", "paragraph", "point"], preamble: ["recital"], recital: ["point"],
};

function numberOf(kind: Kind, at: number): string {
  if (kind === "part" || kind === "annex" || kind === "chapter") return toRoman(at).toUpperCase();
  return kind === "point" ? String.fromCharCode(96 + at) : at % 5 === 4 ? `${at} bis` : String(at);
}

const provision = (kind: Kind, at: number, depth: number): fc.Arbitrary<Provision> =>
  fc.record({ isNumbered: fc.boolean(), heading, text: words, closing: words, children: childrenOf(kind, depth) }).map((it) => {
    const made: Provision = { id: "", kind, number: it.isNumbered && kind !== "preamble" ? numberOf(kind, at) : null, heading: it.heading, text: it.text, children: it.children };
    if (it.children.length && it.closing) made.closing = it.closing;
    return made;
  });

const childrenOf = (kind: Kind, depth: number): fc.Arbitrary<Provision[]> => {
  const below = nesting[kind];
  if (!below || depth > 3) return fc.constant([]);
  return fc.array(fc.constantFrom(...below), { maxLength: 3 }).chain((kinds) => fc.tuple(...kinds.map((it, at) => provision(it, at + 1, depth + 1))) as fc.Arbitrary<Provision[]>);
};

const texts: fc.Arbitrary<TreatyText> = fc
  .record({
    title: fc.option(line, { nil: null }),
    language: fc.constantFrom(null, "en", "fr", "es", "de", "ru", "ar", "zh", "nl"),
    tops: fc.array(fc.constantFrom<Kind>("preamble", "part", "title", "chapter", "article", "annex", "paragraph"), { maxLength: 4 }),
  })
  .chain(({ title, language, tops }) =>
    (fc.tuple(...tops.map((it, at) => provision(it, at + 1, 0))) as fc.Arbitrary<Provision[]>).map((provisions) => {
      identify(provisions);
      return { title, language, provisions, fidelity: { charactersIn: 0, charactersKept: 0, doubts: [] } };
    }),
  );

const withoutFidelity = ({ title, language, provisions }: TreatyText) => ({ title, language, provisions });

test("what is printed reads back to the same tree, whatever words it holds", () => {
  fc.assert(fc.property(texts, (text) => {
    expect(withoutFidelity(parseText(print(text)))).toEqual(withoutFidelity(text));
  }), { numRuns: 200 });
});

test("JSON reads back to the same text", () => {
  fc.assert(fc.property(texts, (text) => {
    expect(fromJson(JSON.parse(toJson(text)))).toEqual(text);
  }), { numRuns: 50 });
});

const scraps = fc.constantFrom("Article 1", "Article 2 Lamps", "Article 3. The Parties shall agree.", "PART I", "CHAPTER II", "ANNEX", "Annex I", "Preamble", "Recalling the lamps,", "Have agreed as follows:",
  "1. The lamp", "2. The bell;", "(a) one;", "(b) two:", "(i) three", "(ii) four", "- dash", "words that go on", "Words.", "", "# Title", "„Zitat", "(1) Ships sail.", "第一条 灯", "一、灯。", "المادة 1: مصباح", "(أ) مصباح", "1.1 The path",
  "De partijen houden de lampen van de kust in de nacht brandend voor het verkeer", "Begründung", "Contents", "---", "format: treaty-text 1", "¶ mark", "| a | cell |", "\u0000", "\ud800", "1 bis. Horn", "[2. Alt. Horn]");

test("any text is read without refusal, ids are unique, and reading its print gives the same again", () => {
  const anything = fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), fc.array(fc.oneof(scraps, fc.string({ maxLength: 20 })), { maxLength: 30 }).map((it) => it.join("\n")), fc.array(scraps, { maxLength: 30 }).map((it) => it.join("\n\n")));
  fc.assert(
    fc.property(anything, (source) => {
      const text = parseText(source);
      const ids = [...walk(text.provisions)].map((it) => it.id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(text.fidelity.charactersKept).toBeLessThanOrEqual(text.fidelity.charactersIn);
      const again = parseText(print(text));
      expect(again.provisions).toEqual(text.provisions);
      expect(withoutFidelity(parseText(print(again)))).toEqual(withoutFidelity(again));
    }),
    { numRuns: 400 },
  );
});
