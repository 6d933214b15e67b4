// Transcripts as people have them to speaker turns: plain text, the paragraphs of a word processor, WebVTT as meeting rooms and speech recognition write it.
import { labelOf } from "./speaker-label.ts";
import { endsSentence, type Piece, tidy, type Turn, turnsOf } from "./turn.ts";
import { Unfit } from "./unfit.ts";
import { cuesOf, isWebVtt } from "./webvtt.ts";

/** What a transcript says: its turns, and who speaks in it how often, in the order in which they come. */
export type Transcript = { turns: Turn[]; speakers: { name: string; turns: number }[] };

/** `speakers`: the names in front of words, where they are known; then nothing else is taken for one. `isWebVtt`: it is said to be, by the name of a file, say. */
export type TranscriptOptions = { speakers?: readonly string[]; isWebVtt?: boolean };

/** Eight hours of speech are some 600,000 characters; three times as many are read. */
export const mostCharacters = 2_000_000;

/** The turns of a transcript: WebVTT where it says so, else lines with speakers and times in front. Refuses what has no words, is no text or longer than a long day. */
export function readTranscript(text: string, options: TranscriptOptions = {}): Transcript {
  if (text.length > mostCharacters) throw new Unfit(null, "transcript-long", { characters: text.length, limit: mostCharacters });
  if (/^(?:PK\p{Cc}{2}|%PDF-|\{\\rtf)/u.test(text) || (text.includes("\0") && !isWebVtt(text))) throw new Unfit(null, "not-text");
  const known = options.speakers && new Set(options.speakers.map(tidy));
  const turns = turnsOf(options.isWebVtt || isWebVtt(text) ? piecesOfCues(text, known) : piecesOfLines(text, known));
  if (turns.length === 0) throw new Unfit(null, "transcript-empty");
  return { turns, speakers: speakersIn(turns) };
}

function speakersIn(turns: readonly Turn[]): Transcript["speakers"] {
  const times = new Map<string, number>();
  for (const { speaker } of turns) if (speaker !== null) times.set(speaker, (times.get(speaker) ?? 0) + 1);
  return [...times].map(([name, count]) => ({ name, turns: count }));
}

/** A line with a label begins a turn; one without goes on with it. Where nobody has spoken yet a paragraph is a turn of its own. */
function* piecesOfLines(text: string, known?: ReadonlySet<string>): Generator<Piece> {
  let [isNewParagraph, hasSpeaker] = [true, false];
  for (const [at, line] of text.split(/\r\n|\r|\n/).entries()) {
    const { speaker, seconds, words } = labelOf(line.replace(/^\uFEFF/, "").trim(), at + 1, known);
    if (speaker === null && words === "") isNewParagraph ||= seconds === null;
    else {
      const begins = speaker !== null || seconds !== null || (isNewParagraph && !hasSpeaker);
      hasSpeaker ||= speaker !== null;
      yield { speaker, from: seconds, to: null, text: words, begins: begins && !(speaker === null && hasSpeaker), gap: isNewParagraph ? "\n" : " " };
      isNewParagraph = false;
    }
  }
}

/** What a cue says goes on with the turn before it while the same voice speaks; without voices, until a sentence ends. */
function* piecesOfCues(text: string, known?: ReadonlySet<string>): Generator<Piece> {
  let last = null as { speaker: string | null; text: string } | null;
  let hasSpeaker = false;
  for (const { from, to, voices, line } of cuesOf(text)) for (const voice of voices) {
    const { speaker, words } = voice.speaker === null ? labelOf(voice.text.trim(), line, known) : { speaker: tidy(voice.speaker), words: tidy(voice.text) };
    hasSpeaker ||= speaker !== null;
    const begins = last === null || (hasSpeaker ? speaker !== null && speaker !== last.speaker : endsSentence(last.text));
    yield { speaker: speaker ?? (begins ? null : last!.speaker), from, to, text: words, begins, gap: " " };
    last = { speaker: speaker ?? last?.speaker ?? null, text: words };
  }
}
