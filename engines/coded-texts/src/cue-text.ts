// The text of a WebVTT cue: words, character references and tags, of which only <v Speaker> says something about who speaks [1, 6.4].

/** What one voice says in a cue; null where the cue names none. */
export type Voice = { speaker: string | null; text: string };

/** A tag, up to its “>” or the end of the cue, as the standard’s tokenizer takes it. */
const token = /<([^>]*)>?|[^<]+/gu;

/** What each voice in a cue says, in order; a voice lasts until its end tag or the next. */
export function voicesOf(cue: string): Voice[] {
  const voices: Voice[] = [{ speaker: null, text: "" }];
  let isReading = 0; // within <rt>, how a word is read aloud, which stands beside it
  for (const [whole, tag] of cue.matchAll(token)) {
    if (tag === undefined) {
      if (isReading === 0) voices.at(-1)!.text += unescaped(whole);
    } else if (/^v(?:[.\s]|$)/u.test(tag)) voices.push({ speaker: speakerOf(tag), text: "" });
    else if (tag === "/v") voices.push({ speaker: null, text: "" });
    else if (/^rt(?:[.\s]|$)/u.test(tag)) isReading += 1;
    else if (tag === "/rt") isReading = Math.max(0, isReading - 1);
  }
  return voices.filter((it) => it.text.trim() !== "");
}

/** The annotation of a voice: what follows the name of the tag and its classes. */
const speakerOf = (tag: string) => unescaped(/^v(?:\.[^\s]*)?(?<name>\s[^]*)?$/u.exec(tag)?.groups?.name ?? "").replaceAll(/\s+/g, " ").trim() || null;

const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00A0", lrm: "\u200E", rlm: "\u200F" };

function unescaped(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/giu, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return named[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hexadecimal!, 16) : Number(decimal);
    return code === 0 || code > 0x10_ff_ff || (code >= 0xd8_00 && code < 0xe0_00) ? "\uFFFD" : String.fromCodePoint(code);
  });
}
