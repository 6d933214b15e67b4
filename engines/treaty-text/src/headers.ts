import { chineseValue, ordinalValue, readings, romanValue, takeApart } from "./numerals.ts";
import type { Block } from "./blocks.ts";
import { recognisedWords, type LabelledKind } from "./vocabulary.ts";

/**
 * Headers: the line that opens a part, title, chapter, section, article, annex or the preamble. From the start of a paragraph to kind,
 * number and what stands after it on the same line. "Article 6 of this Convention applies" cites and opens nothing.
 */
export type Header = {
  kind: LabelledKind;
  /** As printed; null where there is none ("ANNEX"). */
  number: string | null;
  /** Value of the number for its order; null where it has none. */
  value: number | null;
  /** Orders 6, 6 bis, 6 ter. */
  rank: number;
  /** What follows on the same line: a heading, words, or nothing. */
  rest: string;
  /** The word, in lower case: "article", "§". */
  word: string;
  /** How sure the line is by itself: a bare "Article 6" is, "Article 6 Illegal access" wants the number to fit. */
  sure: boolean;
};

const kindOfWord = new Map<string, LabelledKind>();
for (const [kind, words] of Object.entries(recognisedWords) as [LabelledKind, string[]][])
  for (const word of words) if (!kindOfWord.has(word.replace("\\.", "."))) kindOfWord.set(word.replace("\\.", "."), kind);

const allWords = Object.values(recognisedWords).flat().toSorted((a, b) => b.length - a.length).join("|");
const addition = "(?:bis|ter|quater|quat|quinquies|quin|sexies|septies|octies|novies|decies|[Aa]lt\\.?(?: \\d)?)";
const ordinal =
  "premi[eè]re?|1er|1re|first|one|second|two|third|three|fourth|four|fifth|five|sixth|six|seventh|seven|eighth|eight|ninth|nine|tenth|ten|" +
  "primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|sext[oa]|s[eé]ptim[oa]|octav[oa]|" +
  "перв(?:ая|ый|ое)|втор(?:ая|ой|ое)|трет(?:ья|ий|ье)|четв[её]рт(?:ая|ый|ое)|пят(?:ая|ый|ое)|шест(?:ая|ой|ое)|" +
  "الأولى?|الاولى?|الثانية?|الثالثة?|الرابعة?|الخامسة?|السادسة?|السابعة?|الثامنة?|التاسعة?|العاشرة?";
const number = `(?:[0-9٠-٩۰-۹０-９]{1,4}(?:[ -]?[a-z](?![\\p{L}]))?|[IVXLC]{1,8}|[ivxlc]{1,8}|[A-Z]|${ordinal})`;
const western = new RegExp(`^\\[?\\s?(?:draft\\s)?(${allWords})(?:\\s+|(?<=[§.])|\\s?\\[)(${number})(?![\\p{L}\\p{N}])((?:[ .]{0,2}${addition}(?![\\p{L}]))*)(.*)$`, "isu");
const chinese = /^[[【]?\s?第\s?([〇零○一二三四五六七八九十百千0-9０-９]{1,9})\s?(条|條|章|节|節|部分|编|編)((?:之[一二三四五六七八九十]{1,2})?)(?:\s?[\]】])?(.*)$/su;
const chineseKinds: Record<string, LabelledKind> = {
  条: "article", 條: "article", 章: "chapter", 节: "section", 節: "section", 部分: "part", 编: "title", 編: "title",
};
const chineseAnnex = /^(附件)([一二三四五六七八九十0-9]{0,3})(?![\p{L}])(.*)$/su;
const ordinalFirst = new RegExp(`^(${ordinal}|erste[rs]?|zweite[rs]?|dritte[rs]?|vierte[rs]?|fünfte[rs]?|sechste[rs]?|siebte[rs]?|deuxième|troisième|quatrième|cinquième|sixième)\\s(partie|part|teil|abschnitt|kapitel|titel|часть|раздел|глава|parte|chapter|section)(?![\\p{L}])(.*)$`, "isu");
const alone = new RegExp(`^\\[?(${[...recognisedWords.annex, ...recognisedWords.preamble].join("|")})\\]?[.:]?$`, "iu");
const preambleRunOn = new RegExp(`^(${recognisedWords.preamble.join("|")})[.:]?\\s+(\\S.*)$`, "isu");

/** What may not follow a number in a header: the sentence goes on and the line only cites. */
const citing =
  /^(?:[,;)(]|\.\d|(?:absatz|abs\.|satz|nummer|nr\.|buchstabe|unterabsatz|paragraph|paragraphe|párrafo|of|der|des|du|de|del|de la|and|or|et|ou|und|oder|y|o|и|من|أو|وفقا|أعلاه|إلى|على|في|بشأن|أدناه)(?![\p{L}]))/iu;
const separated = /^\s*(?:[.:–—-]|\s-)\s*/u;

/** The header at the start of a paragraph, or null. */
export function headerOf(block: Block): Header | null {
  const { text } = block;
  if (text.length === 0 || text.length > 20_000 && !/^[\p{L}§第【[]/u.test(text)) return null;
  return chineseHeader(text) ?? westernHeader(text, block) ?? ordinalHeader(text) ?? wordAlone(text);
}

function westernHeader(text: string, block: Block): Header | null {
  const match = western.exec(text);
  if (!match) return null;
  const [, word = "", printed = "", added = "", after = ""] = match;
  const kind = kindOfWord.get(word.toLowerCase())!;
  // A small word cites ("article 6 of…", "section 2"), except where the document says that the line is a heading.
  if (/^\p{Ll}/u.test(word) && block.heading === undefined) return null;
  if (kind === "preamble" || (word.toLowerCase() === "art" && !/^\s*$/.test(after))) return null;
  const whole = `${printed} ${added}`.replace(/\s*\.\s*/g, " ").replace(/\s+/g, " ").trim();
  if (!plausibleNumber(printed, kind, after)) return null;
  return withRest(kind, word, whole, after, block);
}

/** Single letters and small roman numerals number annexes and parts, hardly articles in running text ("Article I wrote"). */
function plausibleNumber(printed: string, kind: LabelledKind, after: string): boolean {
  if (/^[a-z]$/.test(printed) && romanValue(printed) === null) return false;
  if (/^[A-Z]$/.test(printed) && romanValue(printed) === null) return kind !== "article" || after.trim() === "";
  return !/^[ivxlc]+$/.test(printed) || after.trim() === "";
}

function withRest(kind: LabelledKind, word: string, printed: string, after: string, block: Block): Header | null {
  const closed = after.replace(/^\s?\]/, "");
  const trimmed = closed.trim();
  const base = { kind, word: word.toLowerCase(), number: printed, ...order(printed) };
  if (trimmed === "" || trimmed === ".") return { ...base, rest: "", sure: true };
  const mark = separated.exec(closed);
  if (mark) {
    const rest = closed.slice(mark[0].length).trim();
    return rest !== "" && /^\p{Ll}/u.test(rest) && citing.test(rest) ? null : { ...base, rest, sure: !/^\s*-/.test(mark[0]) || rest !== "" };
  }
  if (/^\s*\(/.test(closed) && /^\s*\([^)]{5,}\)$/.test(closed)) return { ...base, rest: trimmed, sure: false };
  if (citing.test(trimmed) || (/^\p{Ll}/u.test(trimmed) && block.heading === undefined)) return null;
  return { ...base, rest: trimmed, sure: block.heading !== undefined };
}

function order(printed: string): { value: number | null; rank: number } {
  const { stem, rank } = takeApart(printed);
  const value = ordinalValue(stem) ?? romanValue(stem) ?? readings(stem)[0]?.value ?? chineseValue(stem);
  return { value, rank };
}

function chineseHeader(text: string): Header | null {
  const match = chinese.exec(text);
  if (match) {
    const [, printed = "", word = "", added = "", after = ""] = match;
    const rest = after.trim();
    // Without a space, a bracket or a mark after it, the words go on: 第六条规定 ("article 6 provides").
    if (rest !== "" && !/^[\s\u3000：:【（(\]]/u.test(after)) return null;
    const base = { kind: chineseKinds[word]!, word, number: printed + added, ...order(printed) };
    return { ...base, rest: rest.replace(/^[：:【]\s?/, "").replace(/】/, " ").trim(), sure: rest === "" || /^[：:【]/.test(rest) };
  }
  const annex = chineseAnnex.exec(text);
  if (!annex || (annex[3]!.trim() !== "" && !/^[\s：:]/.test(annex[3]!))) return null;
  const printed = annex[2] || null;
  return { kind: "annex", word: "附件", number: printed, ...(printed ? order(printed) : { value: null, rank: 0 }), rest: annex[3]!.replace(/^[\s：:]+/, ""), sure: true };
}

/** "First Part", "Erster Abschnitt", "Часть первая" in the order number, word. */
function ordinalHeader(text: string): Header | null {
  const match = ordinalFirst.exec(text.slice(0, 200));
  if (!match || text.length > 200) return null;
  const [, printed = "", word = "", after = ""] = match;
  const rest = after.replace(/^\s*[.:–—-]?\s*/, "");
  if (/^\p{Ll}/u.test(rest) || /^\p{Ll}/u.test(text)) return null;
  return { kind: kindOfWord.get(word.toLowerCase())!, word: word.toLowerCase(), number: printed, ...order(printed), rest, sure: rest === "" };
}

function wordAlone(text: string): Header | null {
  const match = alone.exec(text.slice(0, 40));
  const unnumbered = { number: null, value: null, rank: 0, sure: true };
  if (match && text.length <= 40) return { ...unnumbered, kind: kindOfWord.get(match[1]!.toLowerCase())!, word: match[1]!.toLowerCase(), rest: "" };
  const runOn = preambleRunOn.exec(text);
  if (!runOn || !/^\p{Lu}|^\p{Lo}/u.test(runOn[2]!) || /^\p{Ll}/u.test(text)) return null;
  return { ...unnumbered, kind: "preamble", word: runOn[1]!.toLowerCase(), rest: runOn[2]! };
}
