// Signed notes: a text, a blank line, and a line for each signature; and the keys that make and check them. Signatures of unknown
// keys are passed over, so that anybody may add theirs; one of a known key that does not hold spoils the note.
// Two kinds of signature: 1, Ed25519 over the text; 4, a witness's cosignature, over the time and the text.
// [1] C2SP signed-note, https://c2sp.org/signed-note. [2] C2SP tlog-cosignature, https://c2sp.org/tlog-cosignature (Ed25519).
// [3] golang.org/x/mod/sumdb/note, for the written form of secret keys and the limit of 100 signatures.
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { fromBase64, joined, toBase64, toHex, utf8 } from "./bytes.ts";

/** Ed25519 over the text, or a witness's cosignature over time and text. */
export type SignatureType = 1 | 4;

/** What checks signatures: written "name+id+key". */
export type VerifierKey = { name: string; id: string; type: SignatureType; publicKey: Uint8Array };

/** What makes them: written "PRIVATE+KEY+name+id+key". The seed is the secret. */
export type SigningKey = VerifierKey & { seed: Uint8Array };

/** A signature line. `time`: seconds since 1970, for a cosignature. */
export type Signature = { name: string; id: string; bytes: Uint8Array };

const keyLength = 32;
const signatureLength = 64;
const timeLength = 8;
const mostSignatures = 100;

/** Not empty, no space, no plus. */
const isName = (it: string) => it !== "" && it.isWellFormed() && !/[\s+\p{Z}\p{Cc}]/u.test(it);

const keyId = (name: string, type: SignatureType, publicKey: Uint8Array) => toHex(sha256(joined(utf8(`${name}\n`), Uint8Array.of(type), publicKey)).subarray(0, 4));

/** The key that a secret of 32 unpredictable bytes makes, under a name without spaces and plus signs. */
export function signingKey(name: string, seed: Uint8Array, type: SignatureType = 1): SigningKey {
  if (!isName(name)) throw new RangeError(`“${name}” cannot name a key; a name has no spaces and no plus sign`);
  if (seed.length !== keyLength) throw new RangeError(`a seed of ${seed.length} bytes; it must have ${keyLength}`);
  const publicKey = ed25519.getPublicKey(seed);
  return { name, id: keyId(name, type, publicKey), type, publicKey, seed };
}

/** A key as it is given to others, such as "example.org/record+1a2b3c4d+AW…". */
export const writeVerifierKey = ({ name, id, type, publicKey }: VerifierKey): string => `${name}+${id}+${toBase64(joined(Uint8Array.of(type), publicKey))}`;

/** A key as its owner keeps it. */
export const writeSigningKey = ({ name, id, type, seed }: SigningKey): string => `PRIVATE+KEY+${name}+${id}+${toBase64(joined(Uint8Array.of(type), seed))}`;

/** A verifier key from its text; a RangeError when it is none. */
export function readVerifierKey(text: string): VerifierKey {
  if (text.startsWith("PRIVATE+KEY+")) throw new RangeError("this is a signing key, which nobody else should see; give the verifier key that goes with it");
  const { name, id, type, key } = keyParts(text);
  if (keyId(name, type, key) !== id) throw new RangeError(`the key “${text.slice(0, 120)}” does not have the id ${id}`);
  return { name, id, type, publicKey: key };
}

/** A signing key from its text; a RangeError, which never repeats the secret, when it is none. */
export function readSigningKey(text: string): SigningKey {
  const isSecret = text.startsWith("PRIVATE+KEY+");
  try {
    const { name, id, type, key } = keyParts(isSecret ? text.slice("PRIVATE+KEY+".length) : "");
    const read = signingKey(name, key, type);
    if (read.id === id) return read;
  } catch {
    // the message of what failed would hold a part of the secret
  }
  throw new RangeError("this is no signing key; one is written PRIVATE+KEY+name+id+secret");
}

function keyParts(text: string): { name: string; id: string; type: SignatureType; key: Uint8Array } {
  const [, name = "", id = "", secret = ""] = /^([^+]*)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  const bytes = isName(name) ? fromBase64(secret) : new Uint8Array(0);
  const [type] = bytes;
  if ((type !== 1 && type !== 4) || bytes.length !== 1 + keyLength) throw new RangeError(`“${text.slice(0, 120)}” is no key; one is written name+id+key, for Ed25519 (1) or cosignatures (4)`);
  return { name, id, type, key: bytes.slice(1) };
}

/** What a cosignature signs: it binds the text to the time. */
const cosigned = (text: string, time: bigint) => utf8(`cosignature/v1\ntime ${time}\n${text}`);

function timeBytes(time: bigint): Uint8Array {
  const bytes = new Uint8Array(timeLength);
  new DataView(bytes.buffer).setBigUint64(0, time);
  return bytes;
}

/** The line that a key puts under a text. A cosignature needs the time, in whole seconds since 1970. */
export function signatureLine(text: string, key: SigningKey, seconds?: number): string {
  return `— ${key.name} ${toBase64(joined(idBytes(key.id), signatureOf(text, key, seconds)))}\n`;
}

function signatureOf(text: string, key: SigningKey, seconds?: number): Uint8Array {
  if (!isText(text)) throw new RangeError("a note’s text ends with a line feed and has no other control characters");
  if (key.type === 1) return ed25519.sign(utf8(text), key.seed);
  if (seconds === undefined || !Number.isSafeInteger(seconds) || seconds < 0) throw new RangeError(`a cosignature needs its time in whole seconds since 1970; this is ${seconds}`);
  const time = BigInt(seconds);
  return joined(timeBytes(time), ed25519.sign(cosigned(text, time), key.seed));
}

const idBytes = (id: string) => Uint8Array.from(id.match(/../g)!, (it) => Number.parseInt(it, 16));

/** A note: the text, signed by each of the keys. */
export const signNote = (text: string, ...keys: readonly SigningKey[]): string => `${text}\n${keys.map((it) => signatureLine(text, it)).join("")}`;

/** The lines of a note: everything until its last blank line, and the signatures below; null when it is no note. */
export function parseNote(note: string): { text: string; signatures: Signature[] } | null {
  const end = note.lastIndexOf("\n\n");
  const text = note.slice(0, end + 1);
  const lines = note.slice(end + 2).split("\n");
  if (end < 0 || !isText(text) || lines.pop() !== "" || lines.length < 1 || lines.length > mostSignatures) return null;
  const signatures = lines.map(parseLine);
  return signatures.every((it) => it !== null) ? { text, signatures } : null;
}

const isText = (it: string) => it.endsWith("\n") && it.isWellFormed() && !/[\u0000-\u0009\u000b-\u001f]/.test(it); // oxlint-disable-line no-control-regex -- the format forbids exactly these

function parseLine(line: string): Signature | null {
  const [, name = "", encoded = ""] = /^— (\S+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? [];
  try {
    const bytes = fromBase64(encoded);
    return isName(name) && bytes.length > 4 ? { name, id: toHex(bytes.subarray(0, 4)), bytes: bytes.slice(4) } : null;
  } catch {
    return null;
  }
}

/** A signature that holds. `seconds` since 1970: when a cosignature says that it was made. */
export type Signed = { key: VerifierKey; seconds: number | null };

/** What opening a note tells: its text and whose signatures hold, or what is wrong with it. `unknown` counts lines of keys that were not given. */
export type Opened = { ok: true; text: string; signed: Signed[]; unknown: number } | { ok: false; problem: "not a note" | "not signed" | "wrong signature"; name: string | null };

/** Open a note with the keys one knows: at least one of them must have signed it, and none wrongly. */
export function openNote(note: string, keys: readonly VerifierKey[]): Opened {
  const parsed = parseNote(note);
  if (!parsed) return { ok: false, problem: "not a note", name: null };
  const known = parsed.signatures.flatMap((it) => keys.filter((key) => key.name === it.name && key.id === it.id).map((key) => ({ key, signature: it })));
  const signed: Signed[] = [];
  for (const { key, signature } of known) {
    const seconds = checked(parsed.text, signature.bytes, key);
    if (seconds === false) return { ok: false, problem: "wrong signature", name: key.name };
    if (!signed.some((it) => it.key === key)) signed.push({ key, seconds });
  }
  if (signed.length === 0) return { ok: false, problem: "not signed", name: null };
  return { ok: true, text: parsed.text, signed, unknown: parsed.signatures.length - known.length };
}

/** false when it does not hold; else the time of a cosignature, null for an ordinary one. */
function checked(text: string, bytes: Uint8Array, { type, publicKey }: VerifierKey): number | null | false {
  if (type === 1) return bytes.length === signatureLength && holds(bytes, utf8(text), publicKey) ? null : false;
  if (bytes.length !== timeLength + signatureLength) return false;
  const time = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0);
  if (time > BigInt(Number.MAX_SAFE_INTEGER)) return false;
  return holds(bytes.subarray(timeLength), cosigned(text, time), publicKey) ? Number(time) : false;
}

/** By the strict rules of RFC 8032, not the wider ones of ZIP 215: one answer in every implementation. */
function holds(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false; // not a point of the curve
  }
}
