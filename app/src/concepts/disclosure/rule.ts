// The rule of disclosure, as one table: who reads the words of an input, who learns its sector and region, and who learns which
// organisation wrote them. The forms' plain words, the checks, the page “who sees what” and the tests are all made from it.

/** For whom an input is written, from the widest to the narrowest. */
export const audiences = ["public", "participants", "secretariat"] as const;
export type Audience = (typeof audiences)[number];

/** Whose words it is said to be: the organisation's; those of a sector and region; nobody's (the Chatham House Rule). */
export const attributions = ["named", "kind", "unattributed"] as const;
export type Attribution = (typeof attributions)[number];

/** Circles of people, each inside the one before it. An author's own organisation stands in none: it knows what it wrote. */
export const circles = ["everyone", "participants", "officers", "nobody"] as const;
export type Circle = (typeof circles)[number];

/** Who learns what of an input. */
export type Knowledge = { words: Circle; sectorAndRegion: Circle; organisation: Circle };

/** “public/named”: an audience with an attribution. */
export type Combination = `${Audience}/${Attribution}`;
export type Disclosure = { audience: Audience; attribution: Attribution };

/** The table. “secretariat/kind” is not in it: officers know who wrote an input of that kind anyway. */
export const rule = {
  "public/named": { words: "everyone", sectorAndRegion: "everyone", organisation: "everyone" },
  "public/kind": { words: "everyone", sectorAndRegion: "everyone", organisation: "officers" },
  "public/unattributed": { words: "everyone", sectorAndRegion: "nobody", organisation: "nobody" },
  "participants/named": { words: "participants", sectorAndRegion: "participants", organisation: "participants" },
  "participants/kind": { words: "participants", sectorAndRegion: "participants", organisation: "officers" },
  "participants/unattributed": { words: "participants", sectorAndRegion: "nobody", organisation: "nobody" },
  "secretariat/named": { words: "officers", sectorAndRegion: "officers", organisation: "officers" },
  "secretariat/unattributed": { words: "officers", sectorAndRegion: "nobody", organisation: "nobody" },
} as const satisfies Partial<Record<Combination, Knowledge>>;

export type OfferedCombination = keyof typeof rule;
export const combinations = Object.keys(rule) as OfferedCombination[];

export const combinationOf = ({ audience, attribution }: Disclosure): Combination => `${audience}/${attribution}`;
export const isOffered = (it: string): it is OfferedCombination => Object.hasOwn(rule, it);
/** “public/named” → its audience and attribution; RangeError for what is not in the table. */
export function disclosureOf(combination: string): Disclosure {
  if (!isOffered(combination)) throw new RangeError(`no combination “${combination}”: one of ${combinations.join(", ")}`);
  const [audience, attribution] = combination.split("/") as [Audience, Attribution];
  return { audience, attribution };
}

const within = (inner: Circle, outer: Circle) => circles.indexOf(inner) >= circles.indexOf(outer);

/** Whether nobody learns anything by this change that they could not know before. To stay as it is is narrow too. */
export function isNarrowing(from: OfferedCombination, to: OfferedCombination): boolean {
  const [before, after]: [Knowledge, Knowledge] = [rule[from], rule[to]];
  return within(after.words, before.words) && within(after.sectorAndRegion, before.sectorAndRegion) && within(after.organisation, before.organisation);
}

/** What an author may do to an input: `freely`; `with-consent`, recorded; or `never`, since nobody could say whose it is. */
export function mayChange(from: OfferedCombination, to: OfferedCombination): "freely" | "with-consent" | "never" {
  if (isNarrowing(from, to)) return "freely";
  return disclosureOf(from).attribution === "unattributed" ? "never" : "with-consent";
}

/** A sector and a region are said only if so many organisations share them that they name none. */
export function shownKind({ sector, region }: { sector: string; region: string | null }, among: readonly { sector: string; region: string | null }[], smallest: number): { sector: string | null; region: string | null } {
  const ofSector = among.filter((it) => it.sector === sector);
  if (region !== null && ofSector.filter((it) => it.region === region).length >= smallest) return { sector, region };
  return { sector: ofSector.length >= smallest ? sector : null, region: null };
}
