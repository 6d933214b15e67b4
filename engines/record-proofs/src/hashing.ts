// The hashes of a Merkle tree over a list: SHA-256, a leaf under a 0 byte and two hashes under a 1 byte, so that no leaf passes
// for a node. A list of n is split at the largest power of two below n. [1] RFC 6962, section 2.1 (the same in RFC 9162).
import { sha256 } from "@noble/hashes/sha2.js";

/** The length of every hash here, in bytes. */
export const hashLength = 32;

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** The hash of an entry as a leaf. */
export const leafHash = (entry: Uint8Array): Uint8Array => sha256.create().update(leafPrefix).update(entry).digest();

/** The hash of the node over two hashes. */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => sha256.create().update(nodePrefix).update(left).update(right).digest();

/** The root of a tree without entries. */
export const emptyRoot = (): Uint8Array => sha256(new Uint8Array(0));

/** The largest power of two below `n`, for n ≥ 2: where a list of `n` is split. Sizes may pass 2³², so no bits are shifted here. */
export function splitOf(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

/** The root over leaf hashes, in order. */
export function rootOf(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 0) return emptyRoot();
  if (hashes.length === 1) return hashes[0]!;
  const split = splitOf(hashes.length);
  return nodeHash(rootOf(hashes.slice(0, split)), rootOf(hashes.slice(split)));
}

/** A size or position: whole, not negative, and exact in a JavaScript number. */
export function wholeNumber(value: number, what: string): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${what} is ${value}; it may be a whole number from 0 to 2⁵³ − 1`);
  return value;
}
