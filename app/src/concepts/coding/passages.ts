/** Words of a segment in turn: coded by somebody, or not. */
export type Stretch = { text: string; isCoded: boolean };

/** A text cut where passages begin and end, however they overlap; what is coded twice is coded. */
export function stretchesOf(text: string, passages: readonly { start: number; end: number }[]): Stretch[] {
  const stretches: Stretch[] = [];
  let at = 0;
  for (const { start, end } of passages.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const from = Math.max(at, start);
    if (end <= from) continue;
    if (from > at) stretches.push({ text: text.slice(at, from), isCoded: false });
    const last = stretches.at(-1);
    if (last?.isCoded) last.text += text.slice(from, end);
    else stretches.push({ text: text.slice(from, end), isCoded: true });
    at = end;
  }
  if (at < text.length) stretches.push({ text: text.slice(at), isCoded: false });
  return stretches;
}
