import { createHash, createHmac, randomBytes } from "node:crypto";

/** Where ids, salts and secrets come from. Passed in, never ambient, so that a test can draw the same twice. */
export type Chance = {
  /** A UUID, version 7: ids made later sort later. */
  id(): string;
  /** `n` unpredictable bytes. */
  bytes(n: number): Uint8Array;
  /** A secret for a link or a session: 256 bits in 43 URL-safe characters. */
  token(): string;
};

/** Chance from the operating system; ids carry the time of their making to the millisecond. */
export function realChance(): Chance {
  const tick = risingMilliseconds(Date.now);
  return chanceFrom((n) => new Uint8Array(randomBytes(n)), tick);
}

/** Chance that draws the same for the same seed. For tests only: whoever knows the seed knows every token. */
export function seededChance(seed: string | number): Chance {
  const draw = seededBytes(String(seed));
  let milliseconds = Date.UTC(2026, 0, 1);
  return chanceFrom(draw, () => milliseconds++);
}

/**
 * Chance that draws the same for the same secret of at least 256 bits: for what must come out the same when it is sent twice,
 * where nothing may be kept to know it by. Whoever has the secret, and `key` of the house, knows what is drawn.
 */
export function chanceOfSecret(secret: string, key: string): Chance {
  if (secret.length < 43) throw new RangeError(`a secret of ${secret.length} characters can be guessed: 43 at least`);
  return chanceFrom(seededBytes(createHmac("sha256", key).update(secret).digest("hex")), () => 0);
}

function chanceFrom(draw: (n: number) => Uint8Array, tick: () => number): Chance {
  return {
    id: () => uuidVersion7(tick(), draw(10)),
    bytes: draw,
    token: () => Buffer.from(draw(32)).toString("base64url"),
  };
}

/** Never the same millisecond twice, so that ids made in one go keep their order (RFC 9562, 6.2, method 4 in spirit). */
function risingMilliseconds(now: () => number): () => number {
  let last = 0;
  return () => (last = Math.max(last + 1, now()));
}

/** A UUID, version 4 (RFC 9562, 5.4): chance alone, for what may tell no time; our other ids hold the millisecond of their making. */
export function randomId(chance: Pick<Chance, "bytes">): string {
  const bytes = Uint8Array.from(chance.bytes(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return spelledAsUuid(bytes);
}

/** RFC 9562, 5.7: 48 bits of Unix milliseconds, then the version, the variant and 74 random bits. */
function uuidVersion7(milliseconds: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(milliseconds) << 16n);
  bytes.set(random, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return spelledAsUuid(bytes);
}

function spelledAsUuid(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** SHA-256 in counter mode: nothing to install, the same on every machine. */
function seededBytes(seed: string): (n: number) => Uint8Array {
  let block = 0;
  let rest = Buffer.alloc(0);
  return (n) => {
    while (rest.length < n) rest = Buffer.concat([rest, createHash("sha256").update(`${seed}/${block++}`).digest()]);
    const drawn = new Uint8Array(rest.subarray(0, n));
    rest = rest.subarray(n);
    return drawn;
  };
}
