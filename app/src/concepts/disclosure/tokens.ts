// Tokens signed blind: a participant's browser makes them, the house signs what it cannot see, and whoever spends one shows that
// *some* participant speaks. RSABSSA-SHA384-PSS-Randomized of RFC 9474: the browser's half is @cloudflare/blindrsa-ts, ours is
// OpenSSL's own RSA (a thousand times faster than the library's signing, and in constant time; see decision 0023).
import { constants, createHash, createPrivateKey, createPublicKey, generateKeyPair, privateDecrypt, publicEncrypt, verify } from "node:crypto";
import { promisify } from "node:util";

/** What tokens are for: each purpose has a key of its own. */
export const purposes = ["comment", "answer"] as const;
export type Purpose = (typeof purposes)[number];

/** How many tokens somebody is given in a forum for a purpose: of comments enough for a workshop, too few to drown it; a survey is answered once. */
export const tokensEach: Record<Purpose, number> = { comment: 10, answer: 1 };

/**
 * 2048 bits: whoever breaks a key can forge tokens while its forum is open and learns about nobody, since what blinds a token is
 * chance, not the key. Signing ten tokens takes 5 ms; 3072 bits would take 22.
 */
const modulusLength = 2048;
export const signatureBytes = modulusLength / 8;
/** 32 random bytes, before them the 32 that the suite prefixes. */
export const nonceBytes = 64;

/** A token as it is spent. */
export type Token = { nonce: Uint8Array; signature: Uint8Array };
export type KeyPair = {
  /** SubjectPublicKeyInfo in Base64url. */
  publicKey: string;
  /** SHA-256 of the public key in hexadecimal. */
  fingerprint: string;
  /** PKCS #8. */
  privateKey: Uint8Array;
};

/** A key pair. Its primes are OpenSSL's: drawing them from a chance handed in would mean to look for primes ourselves. */
export async function makeKeyPair(): Promise<KeyPair> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength, publicKeyEncoding: { type: "spki", format: "der" }, privateKeyEncoding: { type: "pkcs8", format: "der" } });
  return { publicKey: publicKey.toString("base64url"), fingerprint: createHash("sha256").update(publicKey).digest("hex"), privateKey: new Uint8Array(privateKey) };
}

/** BlindSign (RFC 9474, 4.3): the blinded message to the power of the private key. Null for what is no number under the modulus. */
export function signBlind(privateKey: Uint8Array, blinded: Uint8Array): Uint8Array | null {
  const key = createPrivateKey({ key: Buffer.from(privateKey), format: "der", type: "pkcs8" });
  if (blinded.length * 8 !== key.asymmetricKeyDetails?.modulusLength) return null;
  try {
    const signed = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, blinded);
    const again = publicEncrypt({ key: createPublicKey(key), padding: constants.RSA_NO_PADDING }, signed);
    if (Buffer.compare(again, blinded) !== 0) throw new RangeError("signing failed: what came out does not lead back"); // RFC 9474, 4.3, step 4: a fault could give the key away
    return new Uint8Array(signed);
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return null;
  }
}

/** Whether a token was signed with the private half of this key: an ordinary RSASSA-PSS signature, once it is unblinded. */
export function isSigned(publicKey: string, { nonce, signature }: Token): boolean {
  const key = createPublicKey({ key: Buffer.from(publicKey, "base64url"), format: "der", type: "spki" });
  return verify("sha384", nonce, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 }, signature);
}

/** By what a spent token is known again; of the nonce alone, since one nonce may have many signatures. */
export const hashOfToken = ({ nonce }: Pick<Token, "nonce">) => createHash("sha256").update("travaux-token/v1\n").update(nonce).digest("hex");

/** By what a request for tokens is known again. */
export const hashOfRequest = (blinded: readonly Uint8Array[]) => createHash("sha256").update(Buffer.concat(blinded)).digest("hex");
