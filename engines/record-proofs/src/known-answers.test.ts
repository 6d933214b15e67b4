import { describe, expect, test } from "vitest";
import canonical from "../known-answers/canonical.json" with { type: "json" };
import tree from "../known-answers/merkle-tree.json" with { type: "json" };
import notes from "../known-answers/notes.json" with { type: "json" };
import { fromHex, toBase64, toHex, utf8 } from "./bytes.ts";
import { openCheckpoint } from "./checkpoint.ts";
import { canonicalJson } from "./commitment.ts";
import { emptyRoot, leafHash, rootOf } from "./hashing.ts";
import { openNote, readSigningKey, readVerifierKey, signNote, writeSigningKey, writeVerifierKey } from "./note.ts";
import { isConsistent, isIncluded, proveConsistency, proveInclusion } from "./proofs.ts";
import { readerOf } from "./test-logs.ts";

describe("trees, as Certificate Transparency publishes them", () => {
  const leaves = tree.entries.map((it) => leafHash(fromHex(it)));
  const read = readerOf(leaves);

  test("the roots of the empty tree and of one to eight entries", () => {
    expect([toHex(emptyRoot()), ...leaves.map((_, at) => toHex(rootOf(leaves.slice(0, at + 1))))]).toEqual([tree.emptyRoot, ...tree.roots]);
  });

  test.each(tree.inclusion)("the proof that entry $index is in the tree of $size", async ({ index, size, proof }) => {
    expect((await proveInclusion(index, size, read)).map(toHex)).toEqual(proof);
    expect(isIncluded(leaves[index]!, index, size, fromHex(tree.roots[size - 1]!), proof.map(fromHex))).toBe(true);
  });

  test.each(tree.consistency)("the proof that the tree of $second begins with that of $first", async ({ first, second, proof }) => {
    const head = (size: number) => ({ size, root: fromHex(tree.roots[size - 1]!) });
    expect((await proveConsistency(first, second, read)).map(toHex)).toEqual(proof);
    expect(isConsistent(head(first), head(second), proof.map(fromHex))).toBe(true);
  });
});

describe("notes, as Go’s checksum database signs them", () => {
  const [peter, enoch] = [readVerifierKey(notes.peter), readVerifierKey(notes.enoch)];

  test("a key signs the example as published, and is written as it was read", () => {
    const secret = readSigningKey(notes.secret);
    expect(signNote(notes.text, secret)).toBe(`${notes.text}\n${notes.peterLine}`);
    expect([writeSigningKey(secret), writeVerifierKey(secret)]).toEqual([notes.secret, notes.peter]);
  });

  test("signatures of known keys count, those of unknown ones are passed over", () => {
    const note = `${notes.text}\n${notes.peterLine}${notes.enochLine}`;
    expect(openNote(note, [peter])).toEqual({ ok: true, text: notes.text, signed: [{ key: peter, seconds: null }], unknown: 1 });
    expect(openNote(note, [peter, enoch])).toMatchObject({ signed: [{ key: peter }, { key: enoch }], unknown: 0 });
    expect(openNote(note, [])).toEqual({ ok: false, problem: "not signed", name: null });
  });

  test("any part of a key is no key, and no key with another character is", () => {
    for (const [key, read] of [[notes.peter, readVerifierKey], [notes.secret, readSigningKey]] as const) {
      for (let from = 0; from < key.length; from++) for (let to = from + 1; to <= key.length; to++) if (to - from < key.length) expect(() => read(key.slice(from, to))).toThrow(RangeError);
      for (let at = 0; at < key.length; at++) expect(() => read(key.slice(0, at) + String.fromCharCode(key.charCodeAt(at) + 1) + key.slice(at + 1))).toThrow(RangeError);
    }
    for (const it of notes.wrongKeys) expect(() => readVerifierKey(it)).toThrow(RangeError);
  });

  test("what is not written as a note is none, and a wrong signature of a known key spoils it", () => {
    const { text, peterLine } = notes;
    const malformed = [text, `${text}\n`, `${text}\n${peterLine.slice(0, -1)}`, `\u0001${text}\n${peterLine}`, `\ud800${text}\n${peterLine}`, `${text}\n— Bad Name ${peterLine.split(" ")[2]}`, `${text}\n${peterLine}Unexpected line.\n`, `${text}\n${peterLine.repeat(101)}`];
    expect(malformed.map((it) => openNote(it, [peter]))).toEqual(malformed.map(() => ({ ok: false, problem: "not a note", name: null })));
    expect(openNote(`${text}\n${peterLine.slice(0, 60)}ABCD${peterLine.slice(60)}`, [peter])).toEqual({ ok: false, problem: "wrong signature", name: "PeterNeumann" });
  });

  test("a checkpoint of a log that others run", () => {
    const { key, note, origin, size, root } = notes.checkpoint;
    const opened = openCheckpoint(note, readVerifierKey(key))!;
    expect([opened.origin, opened.size, toBase64(opened.root)]).toEqual([origin, size, root]);
  });
});

test("the canonical JSON of RFC 8785: names in the order of UTF-16, and nothing escaped that need not be", () => {
  expect([...canonicalJson(canonical.sorting).matchAll(/:"([^"]+)"/g)].map((it) => it[1])).toEqual(canonical.sorted);
  expect(toHex(utf8(canonicalJson(canonical.sample)))).toBe(canonical.canonicalHex);
});
