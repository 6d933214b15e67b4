/**
 * Words of a text as numbers: from a string to word ids with their places, so that all later work compares integers.
 *
 * A token is a word, a number or one punctuation mark; white space is what lies between tokens, so nothing of the text
 * is lost and a line broken elsewhere is the same words. Words follow UAX #29 [1] where that matters to treaties: an
 * apostrophe stays inside ("l'accord", "State's"), so do the marks of a number ("1,000.50"); a hyphen parts two words,
 * which departs from nobody's reading and keeps changes small. Scripts written without spaces (Chinese, Japanese, Thai,
 * Lao, Khmer, Burmese) are cut by `Intl.Segmenter`, a dictionary method.
 *
 * A `Vocabulary` is shared by all texts that are to be compared: equal words have equal ids.
 *
 * [1] Unicode Standard Annex #29, "Unicode Text Segmentation", section 4.
 */

/** Every word seen so far; its id is its place. Grows with each text read; `slots` is an open-addressing table of ids + 1. */
export type Vocabulary = { words: string[]; hashes: number[]; slots: Int32Array };

/** A text as words: ids, and where each starts and ends, in UTF-16 code units. */
export type Tokens = { source: string; ids: Int32Array; starts: Int32Array; ends: Int32Array };

/** A vocabulary without words. */
export const newVocabulary = (): Vocabulary => ({ words: [], hashes: [], slots: new Int32Array(1 << 12) });

/** What a UTF-16 code unit is to the tokeniser. `unspaced` are letters of scripts that put no spaces between words. */
const charClass = { unknown: 0, space: 1, word: 2, mark: 3, unspaced: 4 } as const;

/** The class of each code unit, filled in when first met: the Unicode tables are asked once a character. */
const classes = new Uint8Array(0x10000);

function classify(code: number): number {
  const character = String.fromCharCode(code);
  if (/\s/.test(character)) return charClass.space;
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u.test(character))
    return charClass.unspaced;
  // Format characters (zero-width joiners of Persian, direction marks) and halves of surrogate pairs belong to words.
  return /[\p{L}\p{M}\p{N}\p{Pc}\p{Cf}\p{Cs}]/u.test(character) ? charClass.word : charClass.mark;
}

function classAt(source: string, at: number): number {
  const code = source.charCodeAt(at);
  return classes[code] || (classes[code] = classify(code));
}

const isDigit = (code: number) => code >= 48 && code <= 57;

/** Whether the mark at `at`, with a word on either side, is part of that word: "l'accord", "1,000". */
function joins(source: string, at: number): boolean {
  const code = source.charCodeAt(at);
  if (code === 0x27 || code === 0x2019) return true;
  return (code === 0x2c || code === 0x2e) && isDigit(source.charCodeAt(at - 1)) && isDigit(source.charCodeAt(at + 1));
}

function endOfWord(source: string, start: number): number {
  let at = start + 1;
  while (at < source.length) {
    const found = classAt(source, at);
    if (found === charClass.word) at += 1;
    else if (found === charClass.mark && at + 1 < source.length && classAt(source, at + 1) === charClass.word && joins(source, at)) at += 2;
    else break;
  }
  return at;
}

/** FNV-1a over the code units; the table is the only reader, so its quality matters and its strength does not. */
function hashOf(source: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ source.charCodeAt(at), 0x01000193);
  return hash ^ (hash >>> 15);
}

function isWordAt(word: string, source: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let at = start; at < end; at += 1) if (word.charCodeAt(at - start) !== source.charCodeAt(at)) return false;
  return true;
}

/** The id of `source[start, end)`, a new one where the word is new. No string is made for a word that is known. */
export function wordId(vocabulary: Vocabulary, source: string, start = 0, end = source.length): number {
  const { words, hashes, slots } = vocabulary;
  const hash = hashOf(source, start, end);
  let slot = hash & (slots.length - 1);
  for (let held = slots[slot]!; held !== 0; held = slots[slot]!) {
    if (hashes[held - 1] === hash && isWordAt(words[held - 1]!, source, start, end)) return held - 1;
    slot = (slot + 1) & (slots.length - 1);
  }
  words.push(source.slice(start, end));
  hashes.push(hash);
  slots[slot] = words.length;
  if (words.length * 2 > slots.length) enlarge(vocabulary);
  return words.length - 1;
}

function enlarge(vocabulary: Vocabulary): void {
  const slots = new Int32Array(vocabulary.slots.length * 4);
  vocabulary.hashes.forEach((hash, id) => {
    let slot = hash & (slots.length - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = id + 1;
  });
  vocabulary.slots = slots;
}

let segmenter: Intl.Segmenter | undefined;

/** The ends of the words in a stretch written without spaces. */
function* endsOfUnspaced(source: string, start: number, end: number): Generator<number> {
  segmenter ??= new Intl.Segmenter("zh", { granularity: "word" });
  for (const { index, segment } of segmenter.segment(source.slice(start, end))) yield start + index + segment.length;
}

function endOfUnspaced(source: string, start: number): number {
  let at = start + 1;
  while (at < source.length && classAt(source, at) === charClass.unspaced) at += 1;
  return at;
}

/** Where tokens are gathered before their number is known; kept between calls, for most texts are short and many. */
let gathered = { ids: new Int32Array(1024), starts: new Int32Array(1024), ends: new Int32Array(1024) };

/** Gather the tokens of `source`; how many there are. */
function gather(source: string, vocabulary: Vocabulary): number {
  const size = source.length;
  if (gathered.ids.length < size) gathered = { ids: new Int32Array(2 * size), starts: new Int32Array(2 * size), ends: new Int32Array(2 * size) };
  const { ids, starts, ends } = gathered;
  let count = 0;
  const take = (start: number, end: number) => {
    ids[count] = wordId(vocabulary, source, start, end);
    starts[count] = start;
    ends[count++] = end;
    return end;
  };
  for (let at = 0; at < size; ) {
    const found = classAt(source, at);
    if (found === charClass.space) at += 1;
    else if (found === charClass.mark) at = take(at, at + 1);
    else if (found === charClass.word) at = take(at, endOfWord(source, at));
    else for (const end of endsOfUnspaced(source, at, endOfUnspaced(source, at))) at = take(at, end);
  }
  return count;
}

/** The words of `source` in order. White space is in no token. */
export function tokenise(source: string, vocabulary: Vocabulary): Tokens {
  const count = gather(source, vocabulary);
  const { ids, starts, ends } = gathered;
  return { source, ids: ids.slice(0, count), starts: starts.slice(0, count), ends: ends.slice(0, count) };
}

/** The ids of the words of `source` in order, where their places do not matter. */
export const wordIds = (source: string, vocabulary: Vocabulary): Int32Array => {
  const count = gather(source, vocabulary);
  return gathered.ids.slice(0, count);
};

/** Whether the token is a punctuation mark or a symbol rather than a word or a number. */
export const isMark = (tokens: Tokens, index: number): boolean => classAt(tokens.source, tokens.starts[index]!) === charClass.mark;

/** Whether the token is of a script written without spaces, where a word of one character says much. */
export const isUnspaced = (tokens: Tokens, index: number): boolean =>
  classAt(tokens.source, tokens.starts[index]!) === charClass.unspaced;
