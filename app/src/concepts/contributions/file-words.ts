// Words that were read from a file and stand in a text: what must go with the file when it is left out of a copy that others read.

const paragraphsOf = (text: string) => text.replaceAll("\r\n", "\n").split(/\n{2,}/);
const plain = (text: string) => text.normalize("NFKC").replaceAll(/\s+/g, " ").trim().toLowerCase();

/** A text without the paragraphs that are, but for spaces and capitals, paragraphs of the file; as it was if none is. */
export function withoutParagraphsOf(file: string, text: string): string {
  const ofFile = new Set(paragraphsOf(file).map(plain).filter(Boolean));
  const all = paragraphsOf(text);
  const left = all.filter((it) => !ofFile.has(plain(it)));
  return left.length === all.length ? text : left.join("\n\n");
}

/** So many words in a row are not written twice by chance; fewer are a name or a turn of phrase, which an officer looks for. */
const run = 8;
const segmenter = new Intl.Segmenter("und", { granularity: "word" });

type Word = { word: string; from: number; to: number };
const wordsIn = (text: string): Word[] =>
  [...segmenter.segment(text)].filter((it) => it.isWordLike).map(({ segment, index }) => ({ word: segment.normalize("NFKC").toLowerCase(), from: index, to: index + segment.length }));
const runAt = (words: readonly Word[], at: number, length: number) => words.slice(at, at + length).map((it) => it.word).join(" ");

/** The first words of a text that stand in the file too, eight in a row, or all of a shorter file; null where there are none. */
export function wordsStanding(file: string, text: string): string | null {
  const ofFile = wordsIn(file);
  const length = Math.min(run, ofFile.length);
  if (length === 0) return null;
  const runs = new Set(Array.from({ length: ofFile.length - length + 1 }, (_, at) => runAt(ofFile, at, length)));
  const words = wordsIn(text);
  const at = words.findIndex((_, index) => index + length <= words.length && runs.has(runAt(words, index, length)));
  return at < 0 ? null : text.slice(words[at]!.from, words[at + length - 1]!.to);
}
