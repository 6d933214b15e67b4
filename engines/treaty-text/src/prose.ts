/**
 * What tells prose from headings and one language from another: small word lists, no models.
 */

const stopwordLists: Record<string, string[]> = {
  en: ["the", "of", "and", "to", "in", "shall", "or", "that", "by", "for", "with", "be", "is", "any", "this", "which"],
  fr: ["le", "la", "les", "des", "et", "du", "une", "aux", "par", "pour", "dans", "est", "que", "qui", "présent", "présente", "ou", "de"],
  es: ["el", "los", "las", "del", "y", "una", "por", "para", "que", "con", "presente", "se", "en", "la", "de", "su"],
  de: ["der", "die", "das", "und", "des", "den", "dem", "von", "zu", "ist", "nicht", "mit", "oder", "eine", "einer", "für", "wird"],
  nl: ["de", "het", "een", "en", "van", "voor", "met", "niet", "dat", "zijn", "door", "op", "deze", "dit", "wordt", "te", "in"],
};

const stopwords = Object.entries(stopwordLists).map(([language, list]) => ({ language, words: new Set(list) }));

/** How much of a paragraph is looked at: a few lines tell the language, or nothing does. */
const sampleSize = 500;

/** The likeliest language of some words, or null where it cannot be told (too short, unknown). */
export function languageOf(text: string): string | null {
  const sample = text.slice(0, sampleSize);
  const script = scriptLanguage(sample);
  if (script) return script;
  const words = sample.toLowerCase().match(/\p{L}+/gu) ?? [];
  if (words.length < 5) return null;
  const counted = stopwords.map(({ language, words: own }) => ({ language, hits: words.filter((it) => own.has(it)).length }));
  counted.sort((a, b) => b.hits - a.hits);
  const [best, second] = counted;
  if (!best || best.hits < Math.max(2, words.length * 0.12)) return null;
  return best.hits > (second?.hits ?? 0) ? best.language : null;
}

function scriptLanguage(text: string): string | null {
  const letters = (text.match(/\p{L}/gu) ?? []).length;
  if (letters < 4) return null;
  const share = (pattern: RegExp): number => (text.match(pattern) ?? []).length / letters;
  if (share(/\p{Script=Arabic}/gu) > 0.5) return "ar";
  if (share(/\p{Script=Han}/gu) > 0.4) return "zh";
  return share(/\p{Script=Cyrillic}/gu) > 0.5 ? "ru" : null;
}

/** Finite verbs that a sentence of a treaty has and a heading has not. */
const finite =
  /(?<![\p{L}])(?:shall|may|must|will|is|are|has|have|doit|doivent|peut|peuvent|est|sont|a pour|deberá|deberán|podrá|podrán|es|son|kann|können|ist|sind|wird|werden|haben|hat|soll|sollen|moet|moeten|kan|kunnen|wordt|worden|должн[аоы]|должен|может|могут|является|являются)(?![\p{L}])/iu;

/** Words with which sentences of treaties begin. */
const openers = new Set(
  ("The This These Each Any All Every No Nothing For In Where When If Unless Parties States Subject Without Upon Notwithstanding Except To On " +
    "At With Pursuant A An Such Applicants Members Pending Until Following During After As It By Both Whenever Should Other Those Before Nor Neither " +
    "Le La Les L’ L' Chaque Tout Toute Aux Au En Pour Un Une Sans Dans Si Sous À Lorsque Rien Aucune Aucun Toutes Ces Ce Cette Chacun Afin " +
    "El Los Las Cada Para Todo Toda Ninguna Nada Se Sin Cuando Si Con Der Die Das Jede Jeder Für Im In Dieses Diese Dieser Ein Eine Bei").split(" "),
);

/** After these a heading goes on: "of The Hague" is no new sentence. */
const joining = /(?:^|\s)(?:of|the|and|or|for|to|in|on|by|with|from|between|under|a|an|des|de|du|la|le|les|et|ou|aux|pour|sur|y|o|del|los|las|el|para|und|oder|der|die|für|von|im|in|zu|with)$/iu;

export const hasFiniteVerb = (text: string): boolean => finite.test(text);

/** Only the last letters are looked at: paragraphs may be long. */
export const endsSentence = (text: string): boolean => /[.;:,!?。；：，؛،][”"’»)\]]*$/u.test(text.slice(-12));

/** Whether a line by itself may be a heading: short, no sentence. */
export function looksLikeHeading(text: string): boolean {
  if (text.length === 0 || text.length > 220) return false;
  if (/^[\p{Ll}]/u.test(text)) return false;
  if (/[.;:,。；：，؛،]$/u.test(text)) return false;
  return !(hasFiniteVerb(text) && text.length > 60) && !/(?<![\p{L}])(?:shall|may|doit|doivent|podrá|deberá)(?![\p{L}])/iu.test(text);
}

/**
 * Take a heading off the words that follow it on the same line ("Use of terms For the purposes of this Agreement:").
 * Null where no place is safe: the words must go on like a sentence and the heading must not be one.
 */
export function splitHeading(text: string): { heading: string; rest: string } | null {
  const stop = Math.min(text.length, 240);
  for (let at = text.indexOf(" "); at > 0 && at < stop; at = text.indexOf(" ", at + 1)) {
    const heading = text.slice(0, at);
    const next = /^[\p{L}’']+/u.exec(text.slice(at + 1, at + 24))?.[0] ?? "";
    const cites = /^(?:Articles?|Artikel|Artículos?) \d/.test(text.slice(at + 1, at + 20));
    if (!openers.has(next) && !cites && !/^[LD]['’]\p{L}/u.test(next)) continue;
    if (joining.test(heading) || /[,;(“"«]$/.test(heading)) continue;
    const rest = text.slice(at + 1);
    return looksLikeHeading(heading) && rest.length > 20 ? { heading, rest } : null;
  }
  return null;
}

/** The head of an explanatory memorandum, alone on its line. */
export const memorandum =
  /^(?:begründung|explanatory (?:memorandum|note|report)|exposé des motifs|exposición de motivos|пояснительная записка|memorie van toelichting|erläuterungen)[.:]?$/iu;
/** The head of a table of contents, alone on its line. */
export const contents =
  /^(?:(?:table of )?contents|inhalts(?:übersicht|verzeichnis)|inhalt|i n h a l t s.*|sommaire|table des matières|índice|содержание|المحتويات|目录|目次)[.:]?$/iu;
