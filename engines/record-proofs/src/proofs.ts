// Proofs about a Merkle tree, made from its tiles and checked without them. Inclusion: from a leaf's hash and a few others the
// root follows, so the leaf is in the tree. Consistency: from a few hashes both the old and the new root follow, so the new tree
// begins with the old one and nothing in it was changed, removed or moved.
// [1] RFC 6962, sections 2.1.1 and 2.1.2 (making); RFC 9162, sections 2.1.3.2 and 2.1.4.2 (checking).
import { sameBytes } from "./bytes.ts";
import { emptyRoot, hashLength, nodeHash, splitOf, wholeNumber } from "./hashing.ts";
import { hashSpans, type ReadTiles, type Span } from "./tiles.ts";

/** Prove that the leaf at `index` is in the tree of `size`: hashes from the leaf upward. */
export async function proveInclusion(index: number, size: number, read: ReadTiles): Promise<Uint8Array[]> {
  if (wholeNumber(index, "the index") >= wholeNumber(size, "the size")) throw new RangeError(`the index is ${index}; it may be from 0 to ${size - 1}`);
  return hashSpans(pathSpans(index, 0, size), size, read);
}

/** PATH(m, D[n]) of RFC 6962: the other half at each split, nearest to the leaf first. */
function pathSpans(index: number, from: number, to: number): Span[] {
  if (to - from <= 1) return [];
  const split = from + splitOf(to - from);
  return index < split ? [...pathSpans(index, from, split), [split, to]] : [...pathSpans(index, split, to), [from, split]];
}

/** Prove that the tree of size `second` begins with the tree of size `first`. */
export async function proveConsistency(first: number, second: number, read: ReadTiles): Promise<Uint8Array[]> {
  if (wholeNumber(first, "the first size") > wholeNumber(second, "the second size")) throw new RangeError(`the first size is ${first}; it may be from 0 to ${second}`);
  return first === 0 ? [] : hashSpans(subproofSpans(first, 0, second, true), second, read);
}

/** SUBPROOF(m, D[n], b) of RFC 6962, for the leaves `from` to `to`; `first` is a position among all leaves. */
function subproofSpans(first: number, from: number, to: number, isWholeTree: boolean): Span[] {
  if (first === to) return isWholeTree ? [] : [[from, to]];
  const split = from + splitOf(to - from);
  return first <= split ? [...subproofSpans(first, from, split, isWholeTree), [split, to]] : [...subproofSpans(first, split, to, false), [from, split]];
}

const half = (it: number) => Math.floor(it / 2);
const isOdd = (it: number) => it % 2 === 1;
const areHashes = (hashes: readonly Uint8Array[]) => hashes.every((it) => it.length === hashLength);
const isSize = (it: number) => Number.isSafeInteger(it) && it >= 0;

/** The root that follows from a leaf's hash at `index` of `size` and its proof; null when the proof does not fit these numbers. */
export function rootFromInclusion(leaf: Uint8Array, index: number, size: number, proof: readonly Uint8Array[]): Uint8Array | null {
  if (!isSize(index) || !isSize(size) || index >= size || !areHashes([leaf, ...proof])) return null;
  let [at, last, hash] = [index, size - 1, leaf];
  for (const other of proof) {
    if (last === 0) return null;
    if (isOdd(at) || at === last) {
      hash = nodeHash(other, hash);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else hash = nodeHash(hash, other);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 ? hash : null;
}

/** Does the proof show that the leaf with this hash stands at `index` in the tree of `size` with this root? */
export function isIncluded(leaf: Uint8Array, index: number, size: number, root: Uint8Array, proof: readonly Uint8Array[]): boolean {
  const reached = rootFromInclusion(leaf, index, size, proof);
  return reached !== null && sameBytes(reached, root);
}

/** A tree as a checkpoint tells it. */
export type TreeHead = { size: number; root: Uint8Array };

/** Does the proof show that the tree `second` begins with the tree `first`? The empty tree begins every tree. */
export function isConsistent(first: TreeHead, second: TreeHead, proof: readonly Uint8Array[]): boolean {
  if (!isSize(first.size) || !isSize(second.size) || first.size > second.size || !areHashes([first.root, second.root, ...proof])) return false;
  if (first.size === second.size) return proof.length === 0 && sameBytes(first.root, second.root);
  if (first.size === 0) return proof.length === 0 && sameBytes(first.root, emptyRoot());
  const reached = rootsFromConsistency(first, second.size, proof);
  return reached !== null && sameBytes(reached.first, first.root) && sameBytes(reached.second, second.root);
}

/** RFC 9162, section 2.1.4.2, for 0 < first < second. */
function rootsFromConsistency(head: TreeHead, size: number, given: readonly Uint8Array[]): { first: Uint8Array; second: Uint8Array } | null {
  const isPowerOfTwo = Number.isInteger(Math.log2(head.size)) && 2 ** Math.round(Math.log2(head.size)) === head.size;
  const [start, ...proof] = isPowerOfTwo ? [head.root, ...given] : given;
  if (!start) return null;
  let [at, last] = [head.size - 1, size - 1];
  while (isOdd(at)) [at, last] = [half(at), half(last)];
  let [first, second] = [start, start];
  for (const other of proof) {
    if (last === 0) return null;
    if (isOdd(at) || at === last) {
      [first, second] = [nodeHash(other, first), nodeHash(other, second)];
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else second = nodeHash(second, other);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 ? { first, second } : null;
}
