// Numbers from words said in public, so that anybody can draw again: block i of the stream for a purpose is SHA-256 of the UTF-8 of
// "travaux-draw/v1\n" + purpose + "\n" + words + "\n" + i (in decimal, from 0); each block is cut into five 48-bit numbers, big-endian (its last two bytes
// are left). A number below n is the next 48-bit number that is below the largest multiple of n up to 2⁴⁸, modulo n: every outcome is
// as likely as any other. Words are compared as people say them: composed (NFC), spaces in a row as one, none at either end.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

const all = 2 ** 48;

/** The next number below n, each as likely as any other. */
export type Below = (n: number) => number;

/** The words of a seed as they count. */
export const wordsOfSeed = (seed: string): string => seed.normalize("NFC").replaceAll(/\s+/g, " ").trim();

/** The stream of numbers for one purpose of a seed; a seed without words is refused. */
export function numbersFrom(seed: string, purpose: string): Below {
  const words = wordsOfSeed(seed);
  if (words === "") throw new RangeError("the seed is empty; it is words said in public, such as the last figures of a lottery");
  let [block, at, bytes] = [0, 30, new Uint8Array(0)];
  const next = () => {
    if (at === 30) {
      bytes = sha256(utf8ToBytes(`travaux-draw/v1\n${purpose}\n${words}\n${block}`));
      [block, at] = [block + 1, 0];
    }
    at += 6;
    return bytes.subarray(at - 6, at).reduce((number, byte) => number * 256 + byte, 0);
  };
  return (n) => {
    if (!Number.isSafeInteger(n) || n < 1 || n > all) throw new RangeError(`no number below ${n} can be drawn; from 1 to 2⁴⁸ can`);
    const most = all - (all % n);
    for (;;) {
      const number = next();
      if (number < most) return number % n;
    }
  };
}

/** `count` of the items, each choice and order as likely as any other (Fisher and Yates). */
export function someOf<T>(items: readonly T[], count: number, below: Below): T[] {
  const left = [...items];
  for (let at = 0; at < count; at++) {
    const other = at + below(left.length - at);
    [left[at], left[other]] = [left[other]!, left[at]!];
  }
  return left.slice(0, count);
}

/** SHA-256 of a text’s UTF-8 or of bytes, in hexadecimal, as `sha256sum` prints it. */
export const hashOf = (what: string | Uint8Array): string => bytesToHex(sha256(typeof what === "string" ? utf8ToBytes(what) : what));
