// A statement and a salt become a commitment, the only thing of it that enters the log. Whoever has both can show that exactly
// this was entered; from the commitment alone, 256 bits of salt keep even a guessed statement from being confirmed. When statement
// and salt are erased the log keeps its shape and its proofs.
// Commitment = SHA-256("travaux-commitment/v1\n" ‖ salt ‖ canonical JSON). The entry of the log is these 32 bytes, its leaf hash
// that of RFC 6962 over them. Canonical JSON is that of RFC 8785 for what has one form everywhere: strings, whole numbers,
// booleans, null, arrays and objects. Other numbers are refused, since languages differ in how they write them.
// [1] RFC 8785, sections 3.2.2 and 3.2.3.
import { sha256 } from "@noble/hashes/sha2.js";
import { joined, utf8 } from "./bytes.ts";

/** What can be committed to. */
export type Statement = string | number | boolean | null | readonly Statement[] | { readonly [name: string]: Statement };

/** The length of a salt, in bytes. */
export const saltLength = 32;

/** Statements are small; this keeps a hostile one from exhausting the stack. */
const deepest = 32;

const prefix = utf8("travaux-commitment/v1\n");

/** The canonical JSON of a statement; a RangeError for what has none: other numbers, lone surrogates, undefined, functions. */
export function canonicalJson(statement: Statement): string {
  return written(statement, 0);
}

function written(it: unknown, depth: number): string {
  if (depth > deepest) throw new RangeError(`a statement may be nested ${deepest} deep`);
  if (typeof it === "string") return text(it);
  if (typeof it === "boolean" || it === null) return String(it);
  if (typeof it === "number") return whole(it);
  if (Array.isArray(it)) return `[${it.map((one) => written(one, depth + 1)).join(",")}]`;
  if (typeof it === "object" && [Object.prototype, null].includes(Object.getPrototypeOf(it) as null)) return members(it as Record<string, unknown>, depth);
  throw new RangeError(`a statement may hold strings, whole numbers, booleans, null, lists and plain objects; this is ${typeof it}`);
}

/** Names in the order of their UTF-16 units, which is how JavaScript compares strings. */
const members = (it: Record<string, unknown>, depth: number) =>
  `{${Object.keys(it).toSorted((a, b) => (a < b ? -1 : 1)).map((name) => `${text(name)}:${written(it[name], depth + 1)}`).join(",")}}`;

/** JSON.stringify escapes exactly what RFC 8785 wants escaped, once lone surrogates are out of the way. */
function text(it: string): string {
  if (!it.isWellFormed()) throw new RangeError("a statement may hold well-formed Unicode only; this string has half a surrogate pair");
  return JSON.stringify(it);
}

function whole(it: number): string {
  if (!Number.isSafeInteger(it)) throw new RangeError(`a statement may hold whole numbers of at most 2⁵³ − 1; this is ${it}`);
  return String(it === 0 ? 0 : it); // −0 is written 0
}

/** The commitment to a statement under a salt of 32 unpredictable bytes. */
export function commitmentTo(statement: Statement, salt: Uint8Array): Uint8Array {
  if (salt.length !== saltLength) throw new RangeError(`a salt of ${salt.length} bytes; it must have ${saltLength}`);
  return sha256(joined(prefix, salt, utf8(canonicalJson(statement))));
}
