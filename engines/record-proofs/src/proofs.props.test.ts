import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rootOf } from "./hashing.ts";
import { isConsistent, isIncluded, proveConsistency, proveInclusion } from "./proofs.ts";
import { bytesFrom, numbersFrom, readerOf } from "./test-logs.ts";

const draw = numbersFrom(11);
const leaves = Array.from({ length: 1200 }, () => bytesFrom(draw, 32));
const read = readerOf(leaves);
const headOf = (size: number, of = leaves) => ({ size, root: rootOf(of.slice(0, size)) });
const sizes = fc.integer({ min: 1, max: leaves.length });
/** The same with one bit turned. */
const spoiled = (bytes: Uint8Array, at: number) => bytes.map((it, place) => (place === at % bytes.length ? it ^ (1 << at % 8) : it));

describe("inclusion", () => {
  test("every leaf of every small tree has a proof that holds", async () => {
    for (let size = 1; size <= 40; size++)
      for (let index = 0; index < size; index++) expect(isIncluded(leaves[index]!, index, size, headOf(size).root, await proveInclusion(index, size, read)), `${index} of ${size}`).toBe(true);
  });

  test("a proof holds for its leaf, place, size and root, and for no other", () => fc.assert(fc.asyncProperty(sizes, fc.nat(), fc.nat(), async (size, anyIndex, at) => {
    const index = anyIndex % size;
    const [leaf, { root }, proof] = [leaves[index]!, headOf(size), await proveInclusion(index, size, read)];
    expect(isIncluded(leaf, index, size, root, proof)).toBe(true);
    expect(isIncluded(spoiled(leaf, at), index, size, root, proof)).toBe(false);
    expect(isIncluded(leaf, index, size, spoiled(root, at), proof)).toBe(false);
    if (proof.length > 0) expect(isIncluded(leaf, index, size, root, proof.map((it, place) => (place === at % proof.length ? spoiled(it, at) : it)))).toBe(false);
    const other = at % size;
    if (other !== index) expect(isIncluded(leaf, other, size, root, proof)).toBe(false);
    expect(isIncluded(leaf, index, size, root, [...proof, root])).toBe(false);
    expect(isIncluded(leaf, index, size, root, proof.slice(1)) && proof.length > 0).toBe(false);
  })));

  test("another size makes another tree: its root is refused with the old proof", () => fc.assert(fc.asyncProperty(sizes, sizes, fc.nat(), async (size, other, anyIndex) => {
    fc.pre(size !== other);
    const index = anyIndex % Math.min(size, other);
    expect(isIncluded(leaves[index]!, index, other, headOf(other).root, await proveInclusion(index, size, read))).toBe(false);
  })));
});

describe("consistency", () => {
  test("between any two sizes of one log there is a proof that holds", async () => {
    for (let second = 0; second <= 40; second++)
      for (let first = 0; first <= second; first++) expect(isConsistent(headOf(first), headOf(second), await proveConsistency(first, second, read)), `${first} to ${second}`).toBe(true);
  });

  test("a proof holds for its two trees, and for no other", () => fc.assert(fc.asyncProperty(sizes, sizes, fc.nat(), async (one, two, at) => {
    fc.pre(one !== two);
    const [first, second] = [headOf(Math.min(one, two)), headOf(Math.max(one, two))];
    const proof = await proveConsistency(first.size, second.size, read);
    expect(isConsistent(first, second, proof)).toBe(true);
    expect(isConsistent(second, first, proof)).toBe(false);
    expect(isConsistent({ ...first, root: spoiled(first.root, at) }, second, proof)).toBe(false);
    expect(isConsistent(first, { ...second, root: spoiled(second.root, at) }, proof)).toBe(false);
    expect(isConsistent(first, second, proof.map((it, place) => (place === at % proof.length ? spoiled(it, at) : it)))).toBe(false);
    expect(isConsistent(first, second, [...proof, first.root])).toBe(false);
    expect(isConsistent(first, second, proof.slice(0, -1))).toBe(false);
  })));

  test("no log that changed an entry is consistent with what it was, whichever of its own proofs it shows", () => fc.assert(fc.asyncProperty(sizes, sizes, fc.nat(), async (one, two, at) => {
    const [first, second] = [Math.min(one, two), Math.max(one, two)];
    const fork = leaves.map((it, place) => (place === at % first ? spoiled(it, at) : it));
    expect(isConsistent(headOf(first), headOf(second, fork), await proveConsistency(first, second, readerOf(fork)))).toBe(false);
  }), { numRuns: 40 }));
});

test("questions that make no sense are refused when proving, and answered no when checking", async () => {
  await expect(proveInclusion(3, 3, read)).rejects.toThrow("the index is 3; it may be from 0 to 2");
  await expect(proveInclusion(0.5, 3, read)).rejects.toThrow(RangeError);
  await expect(proveConsistency(4, 3, read)).rejects.toThrow("the first size is 4; it may be from 0 to 3");
  for (const [index, size] of [[3, 3], [-1, 3], [0.5, 3], [0, 2 ** 60], [Number.NaN, 3]] as const) expect(isIncluded(leaves[0]!, index, size, leaves[0]!, [])).toBe(false);
  expect(isIncluded(leaves[0]!, 0, 1, leaves[0]!, [])).toBe(true);
  expect(isIncluded(new Uint8Array(31), 0, 1, new Uint8Array(31), [])).toBe(false);
});
