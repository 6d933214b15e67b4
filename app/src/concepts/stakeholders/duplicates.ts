import type { Identifier } from "./stakeholder.ts";
import { hostOf, lookOf, nameKeyOf, plainKeyOf } from "./names.ts";

/** What makes two entries one body, or perhaps one; the strongest first. */
export const likenesses = ["identifier", "name-and-country", "name", "look-alike", "website"] as const;
export type Likeness = (typeof likenesses)[number];

/** What bodies are compared by. */
export type Features = { name: string; otherNames?: string[]; country: string | null; website: string | null; identifiers: Identifier[] };

const sharesIdentifier = (a: Features, b: Features) => a.identifiers.some((one) => b.identifiers.some((it) => it.scheme === one.scheme && it.value === one.value));
const namesOf = (it: Features) => [it.name, ...(it.otherNames ?? [])];

/** Why `a` and `b` may be one body, the strongest reason first; null when nothing says so. */
export function likenessOf(a: Features, b: Features): Likeness | null {
  if (sharesIdentifier(a, b)) return "identifier";
  const shares = (key: (name: string) => string) => namesOf(a).some((one) => namesOf(b).some((it) => key(one) !== "" && key(one) === key(it)));
  if (shares(plainKeyOf)) return a.country === b.country ? "name-and-country" : "name";
  if (shares(nameKeyOf) || shares(lookOf)) return "look-alike";
  const host = hostOf(a.website);
  return host !== null && host === hostOf(b.website) ? "website" : null;
}

/** Whether a likeness leaves no doubt: the database would refuse the second one. */
export const isCertain = (it: Likeness | null): boolean => it === "identifier" || it === "name-and-country";
