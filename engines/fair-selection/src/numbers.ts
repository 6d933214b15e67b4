// A generator for searches whose luck is of no consequence (the draw itself takes its numbers from the seed, see chance.ts): xorshift32 [1],
// whole numbers only, the same everywhere. [1] Marsaglia, “Xorshift RNGs”, Journal of Statistical Software 8(14), 2003.

/** Fractions in [0, 1), from a start that is not 0. */
export function fractionsFrom(start: number): () => number {
  let state = start | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
