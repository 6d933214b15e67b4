// A turn: what one speaker says until another does. Both readers, of plain text and of WebVTT, add their pieces to one list of turns.

/** What one speaker said without a break. `speaker` is null where the transcript does not say; times are seconds from its beginning, where it has them. */
export type Turn = { speaker: string | null; from: number | null; to: number | null; text: string };

/** A piece of a transcript on its way into a turn; `begins` where the source says that a new turn begins, `gap` how it is set off from what came before. */
export type Piece = { speaker: string | null; from: number | null; to: number | null; text: string; begins: boolean; gap: " " | "\n" };

/** Beyond so many characters a turn is cut at the end of a sentence, so that consent and codes find a piece of it: some two minutes of speech. */
const longTurn = 2000;

/** A turn that no sentence ends is cut as well before it is endless. */
const longestTurn = 20_000;

/** Pieces put together to turns: a piece belongs to the turn before it unless it begins one, or that one is long and its sentence at an end. */
export function turnsOf(pieces: Iterable<Piece>): Turn[] {
  const turns: (Omit<Turn, "text"> & { parts: string[]; length: number })[] = [];
  for (const { begins, gap, text, ...it } of pieces) {
    const last = turns.at(-1);
    if (!last || begins || (last.length > longTurn && (last.length > longestTurn || endsSentence(last.parts.at(-1)!)))) turns.push({ ...it, speaker: it.speaker ?? (begins ? null : (last?.speaker ?? null)), parts: text === "" ? [] : [text], length: text.length });
    else {
      if (text !== "") last.parts.push(...(last.parts.length === 0 ? [] : [gap]), text);
      last.length += text.length + 1;
      last.to = it.to ?? last.to;
    }
  }
  return turns.filter((it) => it.parts.length > 0).map(({ parts, length: _, speaker, from, to }) => ({ speaker, from, to, text: parts.join("") }));
}

/** Whether words end a sentence, in any of the six languages; the last signs say it. */
export const endsSentence = (text: string) => /[.!?…。！？؟][”"’')\]»]*$/u.test(text.slice(-8));

/** Single spaces and no signs that show nothing or turn the direction of what follows. */
export const tidy = (text: string) => text.replaceAll(/[\u00AD\u200B\uFEFF\u202A-\u202E\u2066-\u2069]/g, "").replaceAll(/[\s\p{Cc}]+/gu, " ").trim();
