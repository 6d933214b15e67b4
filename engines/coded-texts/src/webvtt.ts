// WebVTT to cues, after the algorithms of the standard [1]: 6.1 the file, 6.3 timings, 6.4 the text of a cue. Where it departs from them: a line with an arrow
// whose times cannot be read drops its cue there, and is refused here, since words would be lost; what is said about looks (regions, styles, settings of cues) is
// not read. [1] W3C, “WebVTT: The Web Video Text Tracks Format”, https://www.w3.org/TR/webvtt1/
import { Unfit } from "./unfit.ts";
import { voicesOf, type Voice } from "./cue-text.ts";

/** A cue: when it is shown, in seconds, what each voice in it says, and the line of its times. */
export type Cue = { from: number; to: number; voices: Voice[]; line: number };

/** Whether a text says of itself that it is WebVTT. */
export const isWebVtt = (text: string) => /^\uFEFF?WEBVTT(?:[ \t\r\n]|$)/.test(text);

/** The cues of a WebVTT file, in its order. Refuses a file without its first line, and times that are none. */
export function cuesOf(text: string): Cue[] {
  if (!isWebVtt(text)) throw new Unfit(1, "vtt-header", { typed: text.trimStart().split(/[\r\n]/, 1)[0]!.slice(0, 40) });
  const lines = text.replace(/^\uFEFF/, "").replaceAll("\0", "\uFFFD").split(/\r\n|\r|\n/);
  const cues: Cue[] = [];
  for (let at = 1; at < lines.length; at++) {
    if (!lines[at]!.includes("-->")) continue; // a number or name of a cue, a note, a style, a region, an empty line
    const [line, { from, to }] = [at + 1, timingsOf(lines[at]!, at + 1)];
    const words: string[] = [];
    while (at + 1 < lines.length && lines[at + 1] !== "" && !lines[at + 1]!.includes("-->")) words.push(lines[++at]!);
    cues.push({ from, to, voices: voicesOf(words.join("\n")), line });
  }
  return cues;
}

const stamp = String.raw`(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})`;
const timings = new RegExp(String.raw`^[ \t\f]*${stamp}[ \t\f]*-->[ \t\f]*${stamp}(?:[ \t\f]|$)`);

function timingsOf(line: string, at: number): { from: number; to: number } {
  const found = timings.exec(line);
  if (!found) throw new Unfit(at, "vtt-time", { typed: line.slice(0, 80) });
  const seconds = ([hours, minutes, whole, thousandths]: (string | undefined)[]) => Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(whole) + Number(thousandths) / 1000;
  return { from: seconds(found.slice(1, 5)), to: seconds(found.slice(5, 9)) };
}
