// The two halves of a token, the browser's by the library and ours by OpenSSL, held to RFC 9474 and to each other.
import { createPrivateKey, createPublicKey } from "node:crypto";
import { RSABSSA } from "@cloudflare/blindrsa-ts";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import known from "../../../test/known-answers/rfc9474.json" with { type: "json" };
import { hashOfToken, isSigned, makeKeyPair, nonceBytes, signatureBytes, signBlind, type KeyPair, type Token } from "./tokens.ts";

const suite = RSABSSA.SHA384.PSS.Randomized();
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, "hex"));
const importKey = (spki: Buffer) => crypto.subtle.importKey("spki", new Uint8Array(spki), { name: "RSA-PSS", hash: "SHA-384" }, true, ["verify"]);

/** A token as a browser makes it, and what the house saw of it. */
async function tokenFrom({ publicKey, privateKey }: KeyPair): Promise<Token & { blinded: Uint8Array; signed: Uint8Array }> {
  const key = await importKey(Buffer.from(publicKey, "base64url"));
  const nonce = suite.prepare(crypto.getRandomValues(new Uint8Array(32)));
  const { blindedMsg, inv } = await suite.blind(key, nonce);
  const signed = signBlind(privateKey, blindedMsg)!;
  return { nonce, signature: await suite.finalize(key, nonce, signed, inv), blinded: blindedMsg, signed };
}

let pair: KeyPair;
beforeAll(async () => { pair = await makeKeyPair(); });
afterEach(() => vi.restoreAllMocks());

/** The key of the RFC, from its primes. */
function knownKey() {
  const [p, q, e] = [BigInt(`0x${known.p}`), BigInt(`0x${known.q}`), 65537n];
  const d = inverse(e, (p - 1n) * (q - 1n));
  const part = (it: bigint) => Buffer.from(it.toString(16).padStart(2 * Math.ceil(it.toString(16).length / 2), "0"), "hex").toString("base64url");
  return createPrivateKey({ format: "jwk", key: { kty: "RSA", n: part(p * q), e: part(e), d: part(d), p: part(p), q: part(q), dp: part(d % (p - 1n)), dq: part(d % (q - 1n)), qi: part(inverse(q, p)) } });
}
function inverse(a: bigint, n: bigint): bigint {
  let [r, s, next, step] = [n, 0n, a % n, 1n];
  while (next !== 0n) [r, next, s, step] = [next, r % next, step, s - (r / next) * step];
  return ((s % n) + n) % n;
}

test("a token is prepared, blinded, signed, unblinded and verified as in RFC 9474, appendix A.1", async () => {
  const secret = knownKey();
  const spki = createPublicKey(secret).export({ format: "der", type: "spki" });
  const key = await importKey(spki);
  const n = BigInt(`0x${known.p}`) * BigInt(`0x${known.q}`);
  const drawn = [bytes(known.msg_prefix), bytes(known.salt), bytes(inverse(BigInt(`0x${known.inv}`), n).toString(16).padStart(known.inv.length, "0"))];
  vi.spyOn(crypto, "getRandomValues").mockImplementation((into) => { (into as unknown as Uint8Array).set(drawn.shift()!); return into; });
  const nonce = suite.prepare(bytes(known.msg));
  expect(Buffer.from(nonce).toString("hex")).toBe(known.msg_prefix + known.msg);
  const { blindedMsg, inv } = await suite.blind(key, nonce);
  expect([blindedMsg, inv].map((it) => Buffer.from(it).toString("hex"))).toEqual([known.blinded_msg, known.inv]);
  const signed = signBlind(secret.export({ format: "der", type: "pkcs8" }), blindedMsg)!;
  expect(Buffer.from(signed).toString("hex")).toBe(known.blind_sig);
  const signature = await suite.finalize(key, nonce, signed, inv);
  expect(Buffer.from(signature).toString("hex")).toBe(known.sig);
  expect(isSigned(spki.toString("base64url"), { nonce, signature })).toBe(true);
});

test("a key of ours has 2048 bits, and its tokens the lengths that its doors expect", async () => {
  const token = await tokenFrom(pair);
  expect(createPublicKey({ key: Buffer.from(pair.publicKey, "base64url"), format: "der", type: "spki" }).asymmetricKeyDetails).toMatchObject({ modulusLength: 2048, publicExponent: 65537n });
  expect([token.nonce.length, token.signature.length]).toEqual([nonceBytes, signatureBytes]);
  expect(isSigned(pair.publicKey, token)).toBe(true);
});

test("a token with any bit of nonce or signature changed, signed with another key, or made without one, is none", async () => {
  const token = await tokenFrom(pair);
  const flipped = (it: Uint8Array, at: number) => it.map((byte, index) => (index === at >> 3 ? byte ^ (1 << (at & 7)) : byte));
  for (let at = 0; at < nonceBytes * 8; at += 37) expect(isSigned(pair.publicKey, { ...token, nonce: flipped(token.nonce, at) })).toBe(false);
  for (let at = 0; at < signatureBytes * 8; at += 131) expect(isSigned(pair.publicKey, { ...token, signature: flipped(token.signature, at) })).toBe(false);
  expect(isSigned((await makeKeyPair()).publicKey, token)).toBe(false);
  for (const signature of [new Uint8Array(0), new Uint8Array(signatureBytes), new Uint8Array(signatureBytes).fill(255), crypto.getRandomValues(new Uint8Array(signatureBytes))]) expect(isSigned(pair.publicKey, { ...token, signature })).toBe(false);
});

test("of what the house signed nothing is in what is spent, and each token could have come from any signing", async () => {
  const tokens = await Promise.all(Array.from({ length: 4 }, () => tokenFrom(pair)));
  const seen = tokens.flatMap((it) => [it.blinded, it.signed]).map((it) => Buffer.from(it).toString("hex"));
  const spent = tokens.flatMap((it) => [Buffer.from(it.nonce).toString("hex"), Buffer.from(it.signature).toString("hex"), hashOfToken(it)]);
  expect(new Set([...seen, ...spent]).size).toBe(seen.length + spent.length);
  // Perfect blindness: for any signing and any token there is exactly one blinding factor that leads from the one to the other.
  const { n: modulus } = createPublicKey({ key: Buffer.from(pair.publicKey, "base64url"), format: "der", type: "spki" }).export({ format: "jwk" });
  const number = (it: Uint8Array) => BigInt(`0x${Buffer.from(it).toString("hex")}`);
  const n = number(Buffer.from(modulus!, "base64url"));
  const power = (base: bigint, exponent: bigint) => { let [out, square, left] = [1n, base % n, exponent]; for (; left > 0n; left >>= 1n, square = (square * square) % n) if (left & 1n) out = (out * square) % n; return out; };
  for (const signing of tokens) {
    for (const token of tokens) {
      const factor = (number(signing.signed) * inverse(number(token.signature), n)) % n;
      expect((power(number(token.signature), 65537n) * power(factor, 65537n)) % n).toBe(number(signing.blinded));
    }
  }
});

test("what is no number under the key’s modulus is not signed", () => {
  for (const it of [new Uint8Array(signatureBytes).fill(255), new Uint8Array(signatureBytes + 1), new Uint8Array(3)]) expect(signBlind(pair.privateKey, it)).toBeNull();
});
