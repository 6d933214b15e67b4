// A generator for resampling and searching: xorshift32 [1], whole numbers only, the same everywhere. It is not for secrets.
// [1] Marsaglia, “Xorshift RNGs”, Journal of Statistical Software 8(14), 2003.

/** Whole numbers from 0 to below n, from a start; a start of 0 is taken for 1. */
export function numbersFrom(start: number): (n: number) => number {
  let state = start | 0 || 1;
  return (n) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.floor(((state >>> 0) / 2 ** 32) * n);
  };
}
