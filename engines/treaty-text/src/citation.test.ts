import { expect, test } from "vitest";
import { citation, parseCitation } from "./citation.ts";
import { parseText } from "./parse.ts";
import { walk } from "./provision.ts";

const treaty = parseText(
  "Preamble\n\nThe Parties,\n\nRecalling lamps,\n\nRecalling bells,\n\nRecalling ships,\n\nHave agreed as follows:\n\nCHAPTER II\n\nArticle 24\n\n1. Lamps burn.\n\n2. Keepers shall:\n\n(a) light lamps;\n\n(b) ring bells:\n\n(i) by hand;\n\n(ii) by wire.\n\nANNEX I\n\nArticle 2\n\nLamps are lights.\n\nANNEX II\n\nArticle 2\n\nBells are not.\n",
  { language: "en" },
);

test.each([
  ["art_24__para_2__point_b", "art. 24(2)(b)"],
  ["art_24__para_2__point_b__point_ii", "art. 24(2)(b)(ii)"],
  ["art_24", "art. 24"],
  ["chp_II", "chapter II"],
  ["rec_3", "preamble, recital 3"],
  ["preamble", "preamble"],
  ["annex_I__art_2", "annex I, art. 2"],
])("%s is cited as %s, and found again", (id, cited) => {
  expect(citation(treaty, id)).toBe(cited);
  expect(parseCitation(cited)).toBe(id);
});

test.each([
  ["fr", "art. 24, par. 2 b)"],
  ["es", "art. 24, párr. 2 b)"],
  ["ru", "статья 24, пункт 2 b)"],
  ["zh", "第24条第2款(b)项"],
  ["ar", "المادة 24، الفقرة 2 (b)"],
  ["de", "Art. 24 Abs. 2 Buchst. b"],
])("in %s a point is cited in its own way", (language, cited) => {
  expect(citation(treaty, "art_24__para_2__point_b", language)).toBe(cited);
});

test("every provision has a citation of its own", () => {
  const ids = [...walk(treaty.provisions)].map((it) => it.id);
  expect(new Set(ids.map((it) => citation(treaty, it))).size).toBe(ids.length);
});

test("a provision that the text does not hold is cited by its id, and what is no id not at all", () => {
  expect(citation(treaty, "art_99__para_1")).toBe("art. 99(1)");
  expect(citation(treaty, "lamp")).toBe("");
});

test.each([
  ["Article 24, paragraph 2 (b)", "art_24__para_2__point_b"],
  ["article 24 (2)", "art_24__para_2"],
  ["Art. 6 bis", "art_6bis"],
  ["ART. 24(2)(B)", "art_24__para_2__point_b"],
  ["chapter II", "chp_II"],
  ["annex I", "annex_I"],
])("“%s” names %s", (cited, id) => {
  expect(parseCitation(cited)).toBe(id);
});

test.each(["", "the lamp", "art.", "art. x", "24", "(2)(b)", "art. 24 and others", "a".repeat(10_000)])("“%.20s” is no citation", (cited) => {
  expect(parseCitation(cited)).toBeNull();
});
