// Logs for tests: whole ones in memory, and seeded numbers to make and spoil them with.
import { utf8 } from "./bytes.ts";
import { signCheckpoint } from "./checkpoint.ts";
import { commitmentTo, type Statement } from "./commitment.ts";
import { leafHash } from "./hashing.ts";
import { signatureLine, type SigningKey } from "./note.ts";
import { bundleOf, edgeOf, entriesPath, grow, rootFromTiles, type ReadTiles, type Tile, tilePath, tilesOf, tileWidth } from "./tiles.ts";

/** Whole numbers below `most`, the same for the same seed (mulberry32). */
export function numbersFrom(seed: number): (most: number) => number {
  let state = seed >>> 0;
  return (most) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let it = Math.imul(state ^ (state >>> 15), state | 1);
    it ^= it + Math.imul(it ^ (it >>> 7), it | 61);
    return Math.floor((((it ^ (it >>> 14)) >>> 0) / 2 ** 32) * most);
  };
}

export const bytesFrom = (draw: (most: number) => number, length: number) => Uint8Array.from({ length }, () => draw(256));

/** The tiles of a list of leaf hashes, grown in steps of the sizes given; each is kept at its widest. */
export function tilesFrom(leaves: readonly Uint8Array[], steps: readonly number[] = [leaves.length]): Map<string, Uint8Array> {
  const kept = new Map<string, Uint8Array>();
  const nameOf = ({ level, index }: Tile) => `${level}/${index}`;
  let size = 0;
  for (const step of [...steps, leaves.length]) {
    const edge = edgeOf(size).map((it) => kept.get(nameOf(it))!);
    const grown = grow(size, edge, leaves.slice(size, Math.min(step, leaves.length)));
    for (const it of grown.tiles) kept.set(nameOf(it), it.bytes);
    size = grown.size;
  }
  return kept;
}

/** What reads the tiles of these leaves, as wide as asked. */
export function readerOf(leaves: readonly Uint8Array[]): ReadTiles {
  const kept = tilesFrom(leaves);
  return async (tiles) => tiles.map((it) => kept.get(`${it.level}/${it.index}`)?.subarray(0, it.width * 32) ?? null);
}

/** A stored copy of a log of `size` statements, as files, with each statement’s commitment and salt. */
export async function copyOf(size: number, key: SigningKey, { seed = 1, witness }: { seed?: number; witness?: SigningKey } = {}) {
  const draw = numbersFrom(seed);
  const kept = Array.from({ length: size }, (_, at) => {
    const [statement, salt] = [{ what: "a thing was done", number: at, by: ["somebody", null] } satisfies Statement, bytesFrom(draw, 32)];
    return { statement, salt, commitment: commitmentTo(statement, salt) };
  });
  const leaves = kept.map((it) => leafHash(it.commitment));
  const read = readerOf(leaves);
  const files = new Map<string, Uint8Array>();
  for (const it of tilesOf(size)) files.set(tilePath(it), (await read([it]))[0]!.slice());
  for (let from = 0; from < size; from += tileWidth) files.set(entriesPath({ index: from / tileWidth, width: Math.min(tileWidth, size - from) }), bundleOf(kept.slice(from, from + tileWidth).map((it) => it.commitment)));
  const root = await rootFromTiles(size, read);
  const signed = signCheckpoint({ size, root }, key);
  const checkpoint = witness ? signed + signatureLine(signed.slice(0, signed.lastIndexOf("\n\n") + 1), witness, 1_700_000_000) : signed;
  files.set("checkpoint", utf8(checkpoint));
  return { kept, leaves, read, files, root, checkpoint };
}
