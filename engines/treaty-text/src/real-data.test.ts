/** Real documents, where the folder of test data stands beside the repository; their wording is not repeated here. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { walk, type Kind, type TreatyText } from "./provision.ts";
import { readDocument } from "./read.ts";

const data = new URL("../../../../shared/data/", import.meta.url);
const isThere = existsSync(data);
if (!isThere) console.warn("Real-data tests are skipped: there is no folder ../shared/data beside the repository.");

const read = async (path: string, language?: string): Promise<TreatyText> =>
  readDocument(new Uint8Array(readFileSync(new URL(path, data))), language === undefined ? {} : { language });
const json = (path: string): unknown => JSON.parse(readFileSync(new URL(path, data), "utf8"));
const count = (text: TreatyText, kind: Kind): number => [...walk(text.provisions)].filter((it) => it.kind === kind).length;
const counts = (text: TreatyText, ...kinds: Kind[]): number[] => kinds.map((it) => count(text, it));
const doubts = (text: TreatyText): string[] => text.fidelity.doubts.map((it) => it.code);
const letters = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
const allWords = (text: TreatyText): string =>
  [...walk(text.provisions)].map((it) => `${it.number ?? ""} ${it.heading ?? ""} ${it.text} ${it.closing ?? ""}`).join(" ");

describe.skipIf(!isThere)("real documents", { timeout: 60_000 }, () => {
  test.each(["en", "fr", "de"])("the draft data protection regulation of 2012 in %s has the elements of its database", async (language) => {
    const text = await read(`gdpr-lobbyplag/commission-proposal-2012/proposal-com-2012-11.${language}.txt`, language);
    const elements = json("gdpr-lobbyplag/commission-proposal-2012/directive.json") as { type: string }[];
    const expected = (type: string): number => elements.filter((it) => it.type === type).length;
    expect(counts(text, "article", "chapter", "section", "recital")).toEqual(["article", "chapter", "section", "recital"].map(expected));
    if (language !== "de") expect(counts(text, "paragraph", "point")).toEqual(["paragraph", "point"].map(expected));
    expect(text.fidelity.charactersKept).toBe(text.fidelity.charactersIn);
  });

  test("the adopted data protection regulation in HTML has its 99 articles, 11 chapters and 173 recitals", async () => {
    const text = await read("gdpr-lobbyplag/final-2016-679/gdpr.html");
    expect(counts(text, "article", "chapter", "recital", "preamble")).toEqual([99, 11, 173, 1]);
    expect([...walk(text.provisions)].filter((it) => it.kind === "article" && it.heading === null)).toEqual([]);
  });

  test.each([
    ["budapest-convention-2001", 48], ["budapest-protocol-2003", 16], ["laundering-convention-1990", 44], ["laundering-convention-2005", 56],
  ])("of the bilingual %s the English text is kept, or the Dutch one", async (name, articles) => {
    for (const language of ["en", "nl"]) {
      const text = await read(`coe-conventions/${name}.en-nl.md`, language);
      expect(count(text, "article")).toBe(articles);
      expect(doubts(text)).toContain("other-language-left-out");
      expect(/\b(?:elke|niet|verdrag)\b/i.test(allWords(text))).toBe(language === "nl");
    }
  });

  test.each(["pdf", "txt"])("the high seas agreement as %s has its articles, word for word", async (format) => {
    const text = await read(`bbnj-agreement-2023/agreement-en.${format}`);
    const { units } = json("bbnj-agreement-2023/agreement-en.structure.json") as { units: { number: string | null; label: string; text: string }[] };
    expect(counts(text, "article", "annex", "preamble", "part", "recital")).toEqual([76, 2, 1, 12, 17]);
    const articles = [...walk(text.provisions)].filter((it) => it.kind === "article");
    // The expected units hold the heading of the part that follows them.
    const wrong = articles.filter((it) => {
      const unit = letters(units.find((other) => other.label.toLowerCase() === `article ${it.number}`)?.text ?? "").replace(/^article/, "");
      const own = letters(allWords({ ...text, provisions: [it] }));
      return !unit.startsWith(own) || !/^(?:part[ivx].*)?$/.test(unit.slice(own.length));
    });
    expect(articles.filter((it) => it.heading === null)).toEqual([]);
    expect(wrong.map((it) => it.id)).toEqual([]);
  });

  test("the French high seas agreement has its articles, the Arabic cybercrime convention its first fifteen", async () => {
    expect(counts(await read("bbnj-agreement-2023/agreement-fr.txt", "fr"), "article", "part", "annex")).toEqual([76, 12, 2]);
    const arabic = await read("uncc-ar/uncc-2024-articles-1-15.ar.txt", "ar");
    expect([...walk(arabic.provisions)].filter((it) => it.kind === "article").map((it) => it.number)).toEqual(Array.from({ length: 15 }, (_, at) => String(at + 1)));
  });

  test.each(["1508", "0110"])("of the German bill of %s the provisions are kept, its covering letters and explanation are not", async (date) => {
    const text = await read(`geobg-de/geobg_${date}.txt`, "de");
    const outer = text.provisions.filter((it) => it.kind === "article");
    expect(outer.map((it) => it.id)).toEqual(["art_1", "art_2", "art_3", "art_4", "art_5", "art_6"]);
    expect(outer[0]!.children.map((it) => it.id)).toEqual(Array.from({ length: 11 }, (_, at) => `art_1__art_${at + 1}`));
    expect(outer.flatMap((it) => [it, ...it.children]).filter((it) => it.kind === "article" && it.heading === null)).toEqual([]);
    expect(doubts(text)).toEqual(expect.arrayContaining(["contents-left-out", "memorandum-left-out", "front-left-out"]));
  });

  test.each([["uncac", 71], ["un-charter", 111], ["vclt", 85], ["iccpr", 53], ["crc", 54], ["gc-ap2", 28], ["udhr", 30]])(
    "%s has its articles in English and in Chinese", async (name, articles) => {
      type Treaty = Record<string, string> & { articles: Record<string, string>[] };
      const treaty = json(`open-treaties/${name}.json`) as Treaty;
      for (const language of ["en", "zh"]) {
        const headed = treaty.articles.map((it, at) => [language === "en" ? `Article ${at + 1}\n${it["title_en"]}` : `第${it["article"]}條　${it["title_zh"]}`, it[`content_${language}`]]);
        const plain = [treaty[`treaty_${language}`], treaty[`preamble_${language}`], ...headed.flat()].join("\n\n");
        expect(count(await readDocument(new TextEncoder().encode(plain)), "article")).toBe(articles);
      }
    },
  );

  test("the draft mining regulations keep their inserted regulations and alternatives", async () => {
    const text = await read("isa-mining-code/draft-exploitation-regulations-2025.txt", "en");
    const numbers = [...walk(text.provisions)].filter((it) => it.kind === "article").map((it) => it.number);
    expect(numbers).toEqual(expect.arrayContaining(["18", "18 bis", "18 ter", "25 Alt", "29 quin", "107"]));
  });

  test("a resolution has its recitals and numbered paragraphs", async () => {
    const text = await read("un-ga-resolutions/A-RES-77-321.pdf");
    expect(counts(text, "preamble", "paragraph")).toEqual([1, 6]);
  });
});
