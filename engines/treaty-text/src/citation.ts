/**
 * Provisions as people cite them: "art. 24(2)(b)", "art. 24, par. 2 b)", "第24条第2款(b)项". From ids to citations in six languages
 * and German, and back in English.
 *
 * Forms after the editorial manuals of the United Nations language services and the interinstitutional style guide of the EU.
 */
import { readings, romanValue } from "./numerals.ts";
import { walk, type Kind, type TreatyText } from "./provision.ts";

type Step = { kind: Kind; number: string };

const kindOfName: Record<string, Kind> = {
  preamble: "preamble", rec: "recital", part: "part", title: "title", chp: "chapter", sec: "section", art: "article",
  para: "paragraph", subpara: "subparagraph", point: "point", annex: "annex",
};

/** An id as numbered steps, with the numbers as printed where the text has the provision. Null where it is no id of ours. */
function stepsOf(text: TreatyText, id: string): Step[] | null {
  const names = id.split("__");
  const printed = printedNumbers(text, names);
  const steps: Step[] = [];
  for (const [at, name] of names.entries()) {
    const [, word = "", number = ""] = /^([a-z]+)(?:_([^_]+))?(?:_\d+)?$/.exec(name) ?? [];
    const kind = kindOfName[word];
    if (!kind) return null;
    if (kind === "recital" && at === 0) steps.push({ kind: "preamble", number: "" });
    steps.push({ kind, number: printed[at] ?? number });
  }
  return steps;
}

/** The printed number of each provision on the way to an id; null where it bears none or the text has no such provision. */
function printedNumbers(text: TreatyText, names: string[]): (string | null)[] {
  const wanted = names.map((_, at) => names.slice(0, at + 1).join("__"));
  const found = new Map<string, string | null>();
  for (const it of walk(text.provisions)) if (wanted.includes(it.id)) found.set(it.id, it.number);
  return wanted.map((id) => found.get(id) ?? null);
}

/**
 * How to cite a provision, in the text's language if none is named: "art. 24(2)(b)". Provisions without a number are counted among
 * their siblings. What the text does not hold is cited by its id alone; "" for what is no id.
 */
export function citation(text: TreatyText, id: string, language?: string): string {
  const steps = stepsOf(text, id);
  if (!steps) return "";
  const form = forms[(language ?? text.language ?? "en").toLowerCase().split("-")[0]!] ?? forms["en"]!;
  return joined(form, withoutOuterSteps(steps));
}

/** Articles are numbered through the text: the chapter that holds one is not named. Annexes and preambles are. */
function withoutOuterSteps(steps: Step[]): Step[] {
  const article = steps.findIndex((it) => it.kind === "article");
  const isOuter = (kind: Kind): boolean => kind === "part" || kind === "title" || kind === "chapter" || kind === "section";
  return article < 0 ? steps : steps.filter((it, at) => at >= article || !isOuter(it.kind));
}

type Form = {
  names: Partial<Record<Kind, string>>;
  /** What follows an article: its paragraph and the points below. */
  paragraph: (number: string) => string;
  point: (number: string) => string;
  /** Between the steps above the paragraph: "annex I, art. 2". */
  comma: string;
};

const dotted = (number: string): string => `(${number})`;
const halfBracket = (number: string): string => ` ${number})`;

const forms: Record<string, Form> = {
  en: {
    names: { preamble: "preamble", recital: "recital #", part: "part #", title: "title #", chapter: "chapter #", section: "section #", article: "art. #", annex: "annex #" },
    paragraph: dotted, point: dotted, comma: ", ",
  },
  fr: {
    names: { preamble: "préambule", recital: "considérant #", part: "partie #", title: "titre #", chapter: "chapitre #", section: "section #", article: "art. #", annex: "annexe #" },
    paragraph: (number) => `, par. ${number}`, point: halfBracket, comma: ", ",
  },
  es: {
    names: { preamble: "preámbulo", recital: "considerando #", part: "parte #", title: "título #", chapter: "capítulo #", section: "sección #", article: "art. #", annex: "anexo #" },
    paragraph: (number) => `, párr. ${number}`, point: halfBracket, comma: ", ",
  },
  de: {
    names: { preamble: "Präambel", recital: "Erwägungsgrund #", part: "Teil #", title: "Titel #", chapter: "Kapitel #", section: "Abschnitt #", article: "Art. #", annex: "Anhang #" },
    paragraph: (number) => ` Abs. ${number}`, point: (number) => (/^\d/.test(number) ? ` Nr. ${number}` : ` Buchst. ${number}`), comma: ", ",
  },
  ru: {
    names: { preamble: "преамбула", recital: "пункт # преамбулы", part: "часть #", title: "титул #", chapter: "глава #", section: "раздел #", article: "статья #", annex: "приложение #" },
    paragraph: (number) => `, пункт ${number}`, point: halfBracket, comma: ", ",
  },
  ar: {
    names: { preamble: "الديباجة", recital: "الفقرة #", part: "الجزء #", title: "الباب #", chapter: "الفصل #", section: "الفرع #", article: "المادة #", annex: "المرفق #" },
    paragraph: (number) => `، الفقرة ${number}`, point: (number) => ` (${number})`, comma: "، ",
  },
  zh: {
    names: { preamble: "序言", recital: "第#段", part: "第#部分", title: "第#编", chapter: "第#章", section: "第#节", article: "第#条", annex: "附件#" },
    paragraph: (number) => `第${number}款`, point: (number) => `(${number})项`, comma: "",
  },
};

function joined(form: Form, steps: Step[]): string {
  let out = "";
  for (const { kind, number } of steps) {
    const name = form.names[kind];
    if (name) out += (out ? form.comma : "") + (number ? name.replace("#", number) : name.replace(/\s?#/, ""));
    else if (out === "") out = kind === "paragraph" ? wholeParagraph(form, number) : form.point(number).trim();
    else out += kind === "paragraph" || kind === "subparagraph" ? form.paragraph(number) : form.point(number);
  }
  return chinesePoints(out);
}

/** A paragraph outside any article, as in a resolution: "para. 3". */
const wholeParagraph = (form: Form, number: string): string => {
  const own = form.paragraph(number).replace(/^[,،\s]+/, "");
  return own.startsWith("(") ? `para. ${number}` : own;
};

/** 第24条第2款(b)项(一)项 names the unit once, after the last point. */
const chinesePoints = (text: string): string => text.replace(/项(?=\()/g, "");

/**
 * The id that an English citation names, or null where it is none: "art. 24(2)(b)", "article 24, paragraph 2 (b)", "annex I, art. 2",
 * "preamble, recital 3". Whether a text has it, the text knows.
 */
export function parseCitation(cited: string): string | null {
  const text = cited.trim().replace(/\s+/g, " ").toLowerCase();
  if (text.length === 0 || text.length > 200) return null;
  const parts = text.split(/\s?,\s?/);
  const ids: string[] = [];
  for (const part of parts) if (!addPart(ids, part, cited)) return null;
  return ids.length === 0 ? null : ids.filter((it, at) => !(it === "preamble" && ids[at + 1]?.startsWith("rec_"))).join("__");
}

const namedParts: [RegExp, string][] = [
  [/^(?:art\.?|articles?|regulation) ?(\d{1,4}(?: ?[a-z](?![a-z]))?(?: ?(?:bis|ter|quater|quinquies|sexies))?)/, "art"],
  [/^(?:recital|rec\.?) ?(\d{1,3})/, "rec"],
  [/^annex ([ivxlc]+|\d+|[a-z])(?![a-z])/, "annex"],
  [/^part ([ivxlc]+|\d+)(?![a-z])/, "part"],
  [/^title ([ivxlc]+|\d+)(?![a-z])/, "title"],
  [/^chapter ([ivxlc]+|\d+)(?![a-z])/, "chp"],
  [/^section ([ivxlc]+|\d+)(?![a-z])/, "sec"],
  [/^(?:para(?:graph|\.)?|par\.?|§) ?(\d{1,3}(?: ?(?:bis|ter|quater))?)/, "para"],
  [/^(?:sub-?para(?:graph)?|point|item) ?\(?([a-z]{1,5}|\d{1,3})\)?/, "point"],
];

function addPart(ids: string[], part: string, cited: string): boolean {
  if (part === "preamble" || part === "the preamble") return ids.push("preamble") > 0;
  if (part === "annex") return ids.push("annex") > 0;
  const named = namedParts.find(([pattern]) => pattern.test(part));
  const match = named?.[0].exec(part);
  if (named && match) ids.push(`${named[1]}_${numberAsPrinted(match[1]!, named[1], cited)}`);
  return addBrackets(ids, named && match ? part.slice(match[0].length) : part);
}

/** Roman numerals keep their capitals in the ids of containers and annexes. */
const numberAsPrinted = (number: string, name: string, cited: string): string => {
  const bare = number.replace(/\s/g, "");
  const isContainer = /^(?:annex|part|title|chp|sec)$/.test(name);
  return isContainer && romanValue(bare) !== null && cited.includes(number.toUpperCase()) ? bare.toUpperCase() : isContainer && /^[a-z]$/.test(bare) ? bare.toUpperCase() : bare;
};

/** "(2)(b)(i)" and "2 (b)": the first number after an article is its paragraph. */
function addBrackets(ids: string[], text: string): boolean {
  let rest = text.trim();
  while (rest !== "") {
    const match = /^\(? ?(\d{1,3}(?: ?(?:bis|ter|quater))?|[a-z]{1,5}) ?\)[ .]*/.exec(rest) ?? /^(\d{1,3})(?= ?\(|$)[ ]?/.exec(rest);
    if (!match || ids.length === 0) return false;
    const number = match[1]!.replace(/\s/g, "");
    if (!/^\d/.test(number) && readings(number).length === 0) return false;
    const isParagraph = /^\d/.test(number) && !ids.some((it) => it.startsWith("para_") || it.startsWith("point_") || it.startsWith("rec_"));
    ids.push(`${isParagraph ? "para" : "point"}_${number}`);
    rest = rest.slice(match[0].length);
  }
  return true;
}
