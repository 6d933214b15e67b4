import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { fromBase64, fromHex, toHex } from "./bytes.ts";
import { canonicalJson, commitmentTo, type Statement } from "./commitment.ts";

test("the order in which a statement’s names were written does not matter, everything else does", () => {
  const salt = new Uint8Array(32).fill(1);
  const of = (it: Statement, with_ = salt) => toHex(commitmentTo(it, with_));
  expect(of({ a: 1, b: [2, "3"] })).toBe(of({ b: [2, "3"], a: 1 }));
  const others: Statement[] = [{ a: 1, b: ["3", 2] }, { a: "1", b: [2, "3"] }, { a: 1, b: [2, "3"], c: null }, { A: 1, b: [2, "3"] }];
  expect(new Set([{ a: 1, b: [2, "3"] }, ...others].map((it) => of(it))).size).toBe(5);
  expect(of({ a: 1 }, new Uint8Array(32).fill(2))).not.toBe(of({ a: 1 }));
});

test("a commitment is the hash of its version, the salt and the canonical statement", () => {
  const salt = new Uint8Array(32).fill(7);
  const expected = createHash("sha256").update("travaux-commitment/v1\n").update(salt).update('{"a":"é","b":1}').digest("hex");
  expect(toHex(commitmentTo({ b: 1, a: "é" }, salt))).toBe(expected);
});

test("what has no one canonical form is refused", () => {
  const deep = Array.from({ length: 40 }).reduce<Statement>((inner) => [inner], null);
  for (const it of [0.1, Number.NaN, Infinity, 2 ** 53, undefined, () => 1, 1n, "\ud800", { a: undefined }, new Date(0), Symbol.iterator, deep, new Map()]) expect(() => canonicalJson(it as Statement)).toThrow(RangeError);
  expect(canonicalJson(-0)).toBe("0");
  expect(() => commitmentTo({}, new Uint8Array(31))).toThrow("a salt of 31 bytes; it must have 32");
});

test("texts for bytes are read strictly", () => {
  for (const it of ["A", "AA", "AA=", "AB==", " AAA=", "AAA= ", "AAA\n=", "AAA-", "====", "AAAA===="]) expect(() => fromBase64(it), it).toThrow(RangeError);
  for (const it of ["a", "AA", "0x00", " 00", "zz"]) expect(() => fromHex(it), it).toThrow(RangeError);
});
