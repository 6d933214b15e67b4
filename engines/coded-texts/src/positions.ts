// REFI-QDA counts characters as Unicode code points, JavaScript as units of UTF-16: an emoji is one there and two here.

/** A function from places in a text as JavaScript counts them to code points; a place within a pair is that of the pair. */
export function codePointsIn(text: string): (place: number) => number {
  const pairs: number[] = []; // where the second half of a pair stands
  for (let at = 0; at < text.length; at++) if (text.codePointAt(at)! > 0xff_ff) pairs.push(++at);
  return (place) => place - below(pairs, place);
}

/** A function from code points in a text to places as JavaScript counts them. */
export function placesIn(text: string): (codePoint: number) => number {
  const pairs: number[] = []; // how many code points stand in front of the pair
  let points = 0;
  for (const it of text) {
    if (it.length === 2) pairs.push(points + 1);
    points += 1;
  }
  return (codePoint) => codePoint + below(pairs, codePoint + 1);
}

/** How many of sorted numbers are below a number. */
function below(sorted: readonly number[], number: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
