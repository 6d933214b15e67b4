// A Merkle tree cut into tiles of 256 hashes, each a file that never changes once it is full. Level 0 holds leaf hashes, level
// n + 1 the roots of full tiles of level n; the levels between are hashed anew from these. A tile that is not full yet is a
// prefix of the later, fuller one: whoever keeps the newest state of each tile can serve all older ones by cutting.
// [1] C2SP tlog-tiles, https://c2sp.org/tlog-tiles
import { joined } from "./bytes.ts";
import { emptyRoot, hashLength, nodeHash, rootOf, wholeNumber } from "./hashing.ts";

/** Hashes in a full tile. */
export const tileWidth = 256;

/** Tree levels in a tile: 2⁸ is its width. */
const tileHeight = 8;

/** One tile: its level, its place in the level, and how many hashes it holds (1 to 256). */
export type Tile = { level: number; index: number; width: number };

/** What reads tiles: the bytes of each, 32 × width, in the order asked; null for one that is not there. All a proof needs is asked at once. */
export type ReadTiles = (tiles: readonly Tile[]) => Promise<readonly (Uint8Array | null)[]>;

/** "x001/234": three digits an element, all but the last behind an x. */
function placeIn(index: number): string {
  const digits = String(index);
  const parts = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/.{3}/g)!;
  return parts.map((it, at) => (at < parts.length - 1 ? `x${it}` : it)).join("/");
}

const suffixOf = (width: number) => (width < tileWidth ? `.p/${width}` : "");

/** The path of a tile, such as "tile/0/x001/234" or, not full, "tile/0/000.p/5". */
export const tilePath = ({ level, index, width }: Tile): string => `tile/${level}/${placeIn(index)}${suffixOf(width)}`;

/** The path of the entries that the tile of level 0 at `index` hashes, such as "tile/entries/000.p/5". */
export const entriesPath = ({ index, width }: Omit<Tile, "level">): string => `tile/entries/${placeIn(index)}${suffixOf(width)}`;

/** What a path asks for; null when it is none, or written otherwise than these are. */
export function parseTilePath(path: string): ({ kind: "tile" } & Tile) | { kind: "entries"; index: number; width: number } | null {
  const [, level, place, partial] = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path) ?? [];
  if (!level || !place) return null;
  const index = Number(place.replaceAll(/[x/]/g, ""));
  const width = partial === undefined ? tileWidth : Number(partial);
  if (width < 1 || (partial !== undefined && width >= tileWidth) || (level !== "entries" && Number(level) > 63)) return null;
  const read = level === "entries" ? ({ kind: "entries", index, width } as const) : ({ kind: "tile", level: Number(level), index, width } as const);
  const written = read.kind === "entries" ? entriesPath(read) : tilePath(read);
  return written === path ? read : null;
}

/** How many hashes level `level` holds in a tree of `size`. */
export const hashesAt = (level: number, size: number): number => Math.floor(size / tileWidth ** level);

/** The tile at a place of a tree of `size`, as wide as it is there; null when the tree does not reach it. */
export function tileAt(level: number, index: number, size: number): Tile | null {
  const width = Math.min(tileWidth, hashesAt(level, size) - index * tileWidth);
  return width > 0 ? { level, index, width } : null;
}

/** Every tile of a tree of `size`, level by level. */
export function* tilesOf(size: number): Generator<Tile> {
  for (let level = 0; hashesAt(level, size) > 0; level++)
    for (let index = 0; index * tileWidth < hashesAt(level, size); index++) yield tileAt(level, index, size)!;
}

/** The tiles of a tree of `size` that are not full, lowest first: all that is needed to let it grow. */
export function edgeOf(size: number): Tile[] {
  const edge: Tile[] = [];
  for (let level = 0; hashesAt(level, size) > 0; level++) {
    const width = hashesAt(level, size) % tileWidth;
    if (width > 0) edge.push({ level, index: Math.floor(hashesAt(level, size) / tileWidth), width });
  }
  return edge;
}

/** The hashes in the bytes of a tile. */
export function hashesIn(bytes: Uint8Array): Uint8Array[] {
  if (bytes.length % hashLength !== 0) throw new RangeError(`a tile of ${bytes.length} bytes; it may have a multiple of ${hashLength}`);
  return Array.from({ length: bytes.length / hashLength }, (_, at) => bytes.subarray(at * hashLength, (at + 1) * hashLength));
}

/**
 * Let a tree of `size` grow by leaf hashes. `edge` holds the bytes of `edgeOf(size)`, in that order. What comes back: the new
 * size, and every tile that is new or changed, whole.
 */
export function grow(size: number, edge: readonly Uint8Array[], leaves: readonly Uint8Array[]): { size: number; tiles: (Tile & { bytes: Uint8Array })[] } {
  const atEdge = new Map(edgeOf(size).map((it, at) => [it.level, { tile: it, bytes: edge[at] }]));
  for (const { tile, bytes } of atEdge.values()) if (bytes?.length !== tile.width * hashLength) throw new RangeError(`the edge tile ${tilePath(tile)} has ${bytes?.length ?? 0} bytes; it must have ${tile.width * hashLength}`);
  const tiles: (Tile & { bytes: Uint8Array })[] = [];
  let added = [...leaves];
  for (let level = 0; added.length > 0; level++) {
    const first = Math.floor(hashesAt(level, size) / tileWidth);
    const hashes = [...hashesIn(atEdge.get(level)?.bytes ?? new Uint8Array(0)), ...added];
    added = [];
    for (let from = 0; from < hashes.length; from += tileWidth) {
      const inTile = hashes.slice(from, from + tileWidth);
      tiles.push({ level, index: first + from / tileWidth, width: inTile.length, bytes: joined(...inTile) });
      if (inTile.length === tileWidth) added.push(rootOf(inTile));
    }
  }
  return { size: size + leaves.length, tiles };
}

/** A whole subtree: 2^height leaves from position × 2^height on. */
type Node = { height: number; position: number };

/** The whole subtrees that leaves `from` to `to` (not included) fall into, largest first, as in a list split at powers of two. */
function nodesIn(from: number, to: number): Node[] {
  const nodes: Node[] = [];
  for (let at = from; at < to; ) {
    let height = 0;
    while (at % 2 ** (height + 1) === 0 && at + 2 ** (height + 1) <= to) height++;
    nodes.push({ height, position: at / 2 ** height });
    at += 2 ** height;
  }
  return nodes;
}

/** Where a node's hash is found: a tile as wide as it is in a tree of `size`, and the hashes of it that the node is over. */
function placeOf({ height, position }: Node, size: number) {
  const level = Math.floor(height / tileHeight);
  const count = 2 ** (height % tileHeight);
  const start = position * count;
  return { tile: tileAt(level, Math.floor(start / tileWidth), size)!, from: start % tileWidth, count };
}

/** Leaves from one position to another (not included). */
export type Span = readonly [from: number, to: number];

/** The hash over each span of leaves of a tree of `size`; every tile needed is read in one go, and none twice. A missing or short tile is a RangeError. */
export async function hashSpans(spans: readonly Span[], size: number, read: ReadTiles): Promise<Uint8Array[]> {
  wholeNumber(size, "the size of the tree");
  const nodes = spans.map(([from, to]) => nodesIn(from, to));
  const wanted = new Map(nodes.flat().map((it) => placeOf(it, size).tile).map((it) => [tilePath(it), it]));
  const bytes = wanted.size > 0 ? await read([...wanted.values()]) : [];
  const tiles = new Map([...wanted].map(([path, tile], at) => [path, checkedTile(path, tile, bytes[at])]));
  const hashOf = (it: Node) => {
    const { tile, from, count } = placeOf(it, size);
    return rootOf(tiles.get(tilePath(tile))!.slice(from, from + count));
  };
  return nodes.map((it) => (it.length === 0 ? emptyRoot() : it.map(hashOf).reduceRight((right, left) => nodeHash(left, right))));
}

function checkedTile(path: string, { width }: Tile, bytes: Uint8Array | null | undefined): Uint8Array[] {
  if (bytes?.length !== width * hashLength) throw new RangeError(`${path} ${bytes ? `has ${bytes.length} bytes; it must have ${width * hashLength}` : "is missing"}`);
  return hashesIn(bytes);
}

/** The root of a tree of `size`, from its tiles. */
export async function rootFromTiles(size: number, read: ReadTiles): Promise<Uint8Array> {
  const [root] = await hashSpans([[0, size]], size, read);
  return root!;
}

/** Longest entry a bundle can hold: its length is written in two bytes. */
const longestEntry = 65_535;

/** A bundle of entries: each behind its length in two bytes, the higher first. */
export function bundleOf(entries: readonly Uint8Array[]): Uint8Array {
  const wrong = entries.find((it) => it.length > longestEntry);
  if (wrong) throw new RangeError(`an entry of ${wrong.length} bytes; it may have ${longestEntry}`);
  return joined(...entries.flatMap((it) => [Uint8Array.of(it.length >> 8, it.length & 255), it]));
}

/** The entries of a bundle; a RangeError when it ends in the middle of one. */
export function entriesIn(bundle: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bundle.length; ) {
    const length = (bundle[at]! << 8) | (bundle[at + 1] ?? 0);
    if (at + 2 + length > bundle.length) throw new RangeError(`the bundle ends at byte ${bundle.length}, in the middle of an entry`);
    entries.push(bundle.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return entries;
}
