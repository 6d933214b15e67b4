import { expect, test } from "vitest";
import { parseText } from "./parse.ts";
import { walk, type Provision, type TreatyText } from "./provision.ts";

/** A tree as lines of id, heading and words, for comparing at a glance. */
const outline = (provisions: readonly Provision[]): string[] =>
  [...walk(provisions)].map((it) => [it.id, it.heading && `[${it.heading}]`, it.text, it.closing && `… ${it.closing}`].filter(Boolean).join(" "));
const codes = (text: TreatyText): string[] => text.fidelity.doubts.map((it) => `${it.where}: ${it.code}`);
const articles = (text: TreatyText): string[] => [...walk(text.provisions)].filter((it) => it.kind === "article").map((it) => `${it.id} ${it.heading ?? ""}`.trim());

test("a convention becomes its preamble, chapters, articles, paragraphs and points", () => {
  const text = parseText(`CONVENTION ON LIGHTHOUSES

Preamble

The States Parties to this Convention,

Recalling that ships sail at night,

Convinced that lamps help,

Have agreed as follows:

CHAPTER I
GENERAL PROVISIONS

Article 1
Use of terms

For the purposes of this Convention:

(a) “Lamp” means any light;

(b) “Keeper” means:

(i) a person; or

(ii) a machine.

Article 2
Duties

1. Each State Party shall keep its lamps burning.

2. A State Party may:

(a) dim a lamp;

(b) replace it,

if no ship is near.

ANNEX I
List of lamps

1. The first lamp.
`);
  expect(text.title).toBe("CONVENTION ON LIGHTHOUSES");
  expect(text.language).toBe("en");
  expect(outline(text.provisions)).toEqual([
    "preamble The States Parties to this Convention, … Have agreed as follows:",
    "rec_1 Recalling that ships sail at night,",
    "rec_2 Convinced that lamps help,",
    "chp_I [GENERAL PROVISIONS]",
    "art_1 [Use of terms] For the purposes of this Convention:",
    "art_1__point_a “Lamp” means any light;",
    "art_1__point_b “Keeper” means:",
    "art_1__point_b__point_i a person; or",
    "art_1__point_b__point_ii a machine.",
    "art_2 [Duties]",
    "art_2__para_1 Each State Party shall keep its lamps burning.",
    "art_2__para_2 A State Party may: … if no ship is near.",
    "art_2__para_2__point_a dim a lamp;",
    "art_2__para_2__point_b replace it,",
    "annex_I [List of lamps]",
    "annex_I__para_1 The first lamp.",
  ]);
  expect(text.fidelity.charactersKept).toBe(text.fidelity.charactersIn);
  expect(codes(text)).toEqual([]);
});

test.each([
  ["Article 6. Illegal access", "art_6 Illegal access"],
  ["Article 6 – Illegal access", "art_6 Illegal access"],
  ["Article 6: Illegal access", "art_6 Illegal access"],
  ["Article 6 bis", "art_6bis"],
  ["[Article 6]", "art_6"],
  ["ARTICLE VI", "art_VI"],
  ["Art. 6", "art_6"],
  ["Artikel 6", "art_6"],
  ["§ 6 Begriffsbestimmungen", "art_6 Begriffsbestimmungen"],
  ["Article premier", "art_1"],
  ["Artículo 6", "art_6"],
  ["Статья 6", "art_6"],
  ["المادة 6: النطاق", "art_6 النطاق"],
  ["المادة الأولى", "art_1"],
  ["第六条 用语", "art_6 用语"],
  ["Regulation 18 ter. Closure", "art_18ter Closure"],
])("“%s” opens an article", (line, article) => {
  expect(articles(parseText(`${line}\n\nEach Party shall keep a register of its lamps and of those who tend them.\n`))).toEqual([article]);
});

test.each([
  "Article 6 of this Convention applies to lamps.",
  "Article 6, paragraph 2, applies.",
  "Article 6(2) applies to lamps.",
  "Articles 6 and 7 apply.",
  "§ 6 Absatz 2 gilt entsprechend.",
  "第六条规定的灯塔。",
  "المادة 6 من هذه الاتفاقية تنطبق.",
])("“%s” cites an article and opens none", (line) => {
  expect(articles(parseText(`Article 1\n\nThe lamps burn at night in all weathers.\n\n${line}\n`))).toEqual(["art_1"]);
});

test("the letter i after h is a letter, and a roman numeral where a list of them begins", () => {
  const letters = [..."abcdefgh"].map((it) => `(${it}) words ${it};`).join("\n");
  const continued = parseText(`Article 1\nThe Parties shall:\n${letters}\n(i) words i;\n(j) words j.\n`);
  expect(outline(continued.provisions).slice(-2)).toEqual(["art_1__point_i words i;", "art_1__point_j words j."]);
  const nested = parseText(`Article 1\nThe Parties shall:\n${letters.replace("words h;", "words h:")}\n(i) first;\n(ii) second.\n`);
  expect(outline(nested.provisions).slice(-2)).toEqual(["art_1__point_h__point_i first;", "art_1__point_h__point_ii second."]);
});

test("words after a list close the paragraph, and open a subparagraph where a second list follows", () => {
  const text = parseText(`Article 1

1. A keeper shall:

(a) light the lamp;

(b) trim it.

In fog, the keeper shall also:

(a) ring the bell.

2. A bell is rung by hand.
`);
  expect(outline(text.provisions)).toEqual([
    "art_1",
    "art_1__para_1 A keeper shall:",
    "art_1__para_1__point_a light the lamp;",
    "art_1__para_1__point_b trim it.",
    "art_1__para_1__subpara_1 In fog, the keeper shall also:",
    "art_1__para_1__subpara_1__point_a ring the bell.",
    "art_1__para_2 A bell is rung by hand.",
  ]);
});

test("several provisions on one run-on line are told apart where sentences end", () => {
  const text = parseText("Article 4. Lamps 1. Lamps burn at night. 2. A keeper may: (a) dim a lamp; (b) put it out. 3. Article 2. does not apply here.\n");
  expect(outline(text.provisions)).toEqual([
    "art_4 [Lamps]",
    "art_4__para_1 Lamps burn at night.",
    "art_4__para_2 A keeper may:",
    "art_4__para_2__point_a dim a lamp;",
    "art_4__para_2__point_b put it out.",
    "art_4__para_3 Article 2. does not apply here.",
  ]);
});

test("a heading that runs on into the words of its article is taken off", () => {
  const text = parseText(
    "Article 1\nUse of terms For the purposes of this Agreement lamps are lights.\n\nArticle 2\nObjective The objective of this Agreement is to keep lamps burning.\n\nArticle 3\nScope\n\n1. This Agreement applies at sea.\n",
  );
  expect(articles(text)).toEqual(["art_1 Use of terms", "art_2 Objective", "art_3 Scope"]);
});

test("a table of contents does not make articles twice", () => {
  const text = parseText(`Treaty on Lamps

Contents
Article 1 Use of terms
Article 2 Duties
Article 3 Final provisions

Article 1
Use of terms
A lamp is any light that is kept burning for the safety of ships.

Article 2
Duties
Each Party shall keep its lamps burning throughout the night.

Article 3
Final provisions
This Treaty enters into force when the third lamp is lit.
`);
  expect(articles(text)).toEqual(["art_1 Use of terms", "art_2 Duties", "art_3 Final provisions"]);
  expect(codes(text)).toEqual(["document: contents-left-out"]);
});

test("lines broken by width are rejoined, and labels that stand at their start by accident open nothing", () => {
  const text = parseText(`Article 1
Lamps
1. Each Party shall keep its lamps burning in accordance with the rules set out in
Article 2 of this Treaty, with those that the others make for it, and in paragraphs
3. and 4 of this Article, and shall tell the others of any change to the light-
house that it runs, so that ships may know where they are at every hour of the
night and in every weather that the sea may bring to those who sail upon it all.
2. A Party may put out a lamp.
Article 2
Rules
The Parties shall make rules together and shall keep them for as long as they like
and shall then make other rules, of which they shall tell each other in good time.
`);
  expect(outline(text.provisions).map((it) => it.slice(0, 60))).toEqual([
    "art_1 [Lamps]",
    "art_1__para_1 Each Party shall keep its lamps burning in acc",
    "art_1__para_2 A Party may put out a lamp.",
    "art_2 [Rules] The Parties shall make rules together and shal",
  ]);
  expect(text.provisions[0]!.children[0]!.text).toContain("in paragraphs 3. and 4 of this Article");
  expect(text.provisions[0]!.children[0]!.text).toContain("lighthouse that it runs");
});

test("recitals with numbers stand under the preamble, after the citations that are its own words", () => {
  const text = parseText(`Regulation on lamps

THE EUROPEAN PARLIAMENT AND THE COUNCIL,

Having regard to the Treaty,

(1) Ships sail at night.

(2) Lamps help them.

HAVE ADOPTED THIS REGULATION:

Article 1
Subject

This Regulation lays down rules on lamps.
`);
  expect(outline(text.provisions)).toEqual([
    "preamble THE EUROPEAN PARLIAMENT AND THE COUNCIL,\nHaving regard to the Treaty, … HAVE ADOPTED THIS REGULATION:",
    "rec_1 Ships sail at night.",
    "rec_2 Lamps help them.",
    "art_1 [Subject] This Regulation lays down rules on lamps.",
  ]);
});

test("articles are named with their container only where their numbers restart", () => {
  const restarting = parseText("PART I\n\nArticle 1\n\nThe first lamp burns.\n\nPART II\n\nArticle 1\n\nThe second lamp burns.\n");
  expect(articles(restarting)).toEqual(["part_I__art_1", "part_II__art_1"]);
  const continuing = parseText("PART I\n\nSection 1\n\nArticle 1\n\nThe first lamp burns.\n\nPART II\n\nArticle 2\n\nThe second lamp burns.\n");
  expect(outline(continuing.provisions).map((it) => it.split(" ")[0])).toEqual(["part_I", "part_I__sec_1", "art_1", "part_II", "art_2"]);
});

test("a title inside a section stays inside it, whatever their usual order", () => {
  const text = parseText("CHAPTER I\n\nSECTION 1\n\nTITLE 1\n\nArticle 1\n\nLamps burn.\n\nTITLE 2\n\nArticle 2\n\nBells ring.\n\nSECTION 2\n\nTITLE 1\n\nArticle 3\n\nShips sail.\n");
  expect(outline(text.provisions).map((it) => it.split(" ")[0])).toEqual([
    "chp_I", "chp_I__sec_1", "chp_I__sec_1__title_1", "art_1", "chp_I__sec_1__title_2", "art_2", "chp_I__sec_2", "chp_I__sec_2__title_1", "art_3",
  ]);
});

test("of two languages in one text, the one asked for is kept", () => {
  const english = "Article 1\n\nEach of the Parties shall keep the lamps of the coast burning in the night and shall tell the others.\n\n";
  const dutch = "Artikel 1\n\nElke partij houdt de lampen van de kust in de nacht brandend en deelt dit aan de andere partijen mede.\n";
  const kept = (language: string) => parseText(english + dutch, { language });
  expect(kept("en").provisions.map((it) => it.text.slice(0, 12))).toEqual(["Each of the "]);
  expect(kept("nl").provisions.map((it) => it.text.slice(0, 12))).toEqual(["Elke partij "]);
  expect(codes(kept("en"))).toEqual(["document: other-language-left-out"]);
});

test("what is odd about numbers is told: gaps, order, repetition", () => {
  const text = parseText("Article 1\n\nLamps burn.\n\nArticle 3\n\n1. Bells ring.\n\n3. Horns blow.\n\nArticle 3\n\nShips sail.\n\nArticle 2\n\nSails fill.\n", { language: "en" });
  expect(codes(text)).toEqual(["art_3_2: number-repeated", "art_3: number-gap", "art_2: number-order", "art_3__para_3: number-gap"]);
});

test("a law that quotes the law it changes keeps the quotation as words", () => {
  const text = parseText(`Artikel 1
Änderung des Leuchtturmgesetzes

Das Leuchtturmgesetz wird wie folgt geändert:

1. § 2 wird durch den folgenden § 2 ersetzt:

„§ 2

Lampen

(1) Lampen brennen nachts.

(2) Glocken läuten im Nebel.“

2. § 3 wird aufgehoben.
`, { language: "de" });
  expect(outline(text.provisions).map((it) => it.split(" ")[0])).toEqual(["art_1", "art_1__point_1", "art_1__point_2"]);
});

test("a text without provisions is kept whole, with a doubt", () => {
  const text = parseText("The sea was calm.\n\nNobody had lit the lamp.\n");
  expect(outline(text.provisions).join(" ")).toContain("Nobody had lit the lamp.");
  expect(codes(text)).toContain("document: no-provisions");
});

test("two megabytes are read in about a second", () => {
  const article = (it: number): string => `Article ${it}\nLamps\n\n1. Each Party shall keep its lamps burning:\n\n(a) at night;\n\n(b) in fog.\n\n2. ${"A lamp is a light. ".repeat(20)}\n\n`;
  const text = Array.from({ length: 3500 }, (_, at) => article(at + 1)).join("");
  expect(text.length).toBeGreaterThan(1_500_000);
  const start = performance.now();
  expect(articles(parseText(text))).toHaveLength(3500);
  // Half a second on a quiet machine; the tests run beside others.
  expect(performance.now() - start).toBeLessThan(15_000);
}, 30_000);
