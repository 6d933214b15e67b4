// Bytes as text and back, strictly: what does not come back exactly as it was written is refused, so that no two texts stand
// for the same bytes and no edit of a text goes unseen. [1] RFC 4648, sections 4 (Base 64) and 8 (Base 16).

/** The bytes in Base 64, with padding. */
export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const it of bytes) binary += String.fromCharCode(it);
  return btoa(binary);
}

/** The bytes of a Base 64 text; a RangeError for spaces, missing padding or spare bits that are set. */
export function fromBase64(text: string): Uint8Array {
  const bytes = decoded(text);
  if (!bytes || toBase64(bytes) !== text) throw new RangeError(`“${text.slice(0, 80)}” is not Base 64 with padding`);
  return bytes;
}

function decoded(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text), (it) => it.charCodeAt(0));
  } catch {
    return null;
  }
}

/** The bytes in small hexadecimal digits. */
export const toHex = (bytes: Uint8Array): string => Array.from(bytes, (it) => it.toString(16).padStart(2, "0")).join("");

/** The bytes of an even number of small hexadecimal digits. */
export function fromHex(text: string): Uint8Array {
  if (!/^([0-9a-f]{2})*$/.test(text)) throw new RangeError(`“${text.slice(0, 80)}” is not small hexadecimal digits in pairs`);
  return Uint8Array.from(text.match(/../g) ?? [], (it) => Number.parseInt(it, 16));
}

/** The bytes of a text in UTF-8. */
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** One after the other. */
export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, it) => sum + it.length, 0));
  let at = 0;
  for (const it of parts) {
    all.set(it, at);
    at += it.length;
  }
  return all;
}

/** Are these the same bytes? Nothing here is secret, so it may stop at the first difference. */
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((it, index) => it === b[index]);
