// Numbers by which registers know a body, read from what people type and checked by their own checksums.
// ROR: https://ror.readme.io/docs/identifier, “0” + 6 characters of Crockford base 32 + 2 digits of ISO/IEC 7064 MOD 97-10.
// LEI: ISO 17442-1, 18 letters or digits + 2 digits of ISO/IEC 7064 MOD 97-10 over letters written as 10 to 35.
// ECOSOC: the number of the body's profile with the NGO Branch; it has no checksum, so only its form is checked.
import type { Identifier, IdentifierScheme } from "./stakeholder.ts";

/** Crockford's alphabet, in which i, l, o and u are left out so that nobody mistakes them for 1, 0 and v. */
const crockford = "0123456789abcdefghjkmnpqrstvwxyz";

/** Whether the checksum of a ROR id such as "05gq02987" is right. */
export function isRor(value: string): boolean {
  if (!/^0[0-9a-hjkmnp-tv-z]{6}[0-9]{2}$/.test(value)) return false;
  const number = Array.from(value.slice(0, 7)).reduce((sum, it) => sum * 32 + crockford.indexOf(it), 0);
  return 98 - ((number * 100) % 97) === Number(value.slice(7));
}

/** Whether the checksum of a LEI such as "5493001KJTIIGC8Y1R12" is right. */
export function isLei(value: string): boolean {
  if (!/^[0-9A-Z]{18}[0-9]{2}$/.test(value)) return false;
  const digits = [...value].map((it) => Number.parseInt(it, 36)).join("");
  return BigInt(digits) % 97n === 1n;
}

/** Whether this can be the number of a profile with the NGO Branch. */
export const isEcosoc = (value: string): boolean => /^[1-9][0-9]{0,7}$/.test(value);

const checks: Record<IdentifierScheme, (value: string) => boolean> = { ror: isRor, lei: isLei, ecosoc: isEcosoc };

/** As its register writes it: an address, spaces and hyphens are taken off, letters brought to their case. */
function asRegistered(scheme: IdentifierScheme, typed: string): string {
  const bare = typed.trim().normalize("NFKC").replace(/^https?:\/\/\S*[/=]/i, "").replace(/^ror\.org\//i, "").replaceAll(/[\s-]/g, "");
  return scheme === "ror" ? bare.toLowerCase() : bare.toUpperCase();
}

/** The identifier that was typed, or null when it has not the form or the checksum of its register. */
export function readIdentifier(scheme: IdentifierScheme, typed: string): Identifier | null {
  const value = asRegistered(scheme, typed);
  return checks[scheme](value) ? { scheme, value } : null;
}

/** Where a register shows the body; the NGO Branch has no address that lasts. */
export function addressOf({ scheme, value }: Identifier): string | null {
  if (scheme === "ror") return `https://ror.org/${value}`;
  return scheme === "lei" ? `https://search.gleif.org/#/record/${value}` : null;
}
