/**
 * The vocabulary of the engine: a text is a title and a tree of provisions. Ids follow the eId naming of Akoma Ntoso [1]
 * (`art_6__para_2__point_a`); a container is named before an article (`chp_II__art_6`) only where article numbers restart.
 *
 * [1] OASIS LegalDocML, "Akoma Ntoso Naming Convention Version 1.0" (2019), section 5.
 */

/** What a provision can be, from the outermost to the innermost. */
export const kinds = [
  "preamble", "recital", "part", "title", "chapter", "section", "article", "paragraph", "subparagraph", "point", "annex",
] as const;
export type Kind = (typeof kinds)[number];

/** One provision: its own words and those that stand under it. */
export type Provision = {
  /** eId, unique in the text: "chp_II", "art_6__para_2__point_a". */
  id: string;
  kind: Kind;
  /** As printed, without brackets or full stop: "6", "II", "a", "1 bis"; null where the provision bears none. */
  number: string | null;
  heading: string | null;
  /** Own words without the children's; where children follow, this is the chapeau. */
  text: string;
  /** Own words that come after the children (the flush ending of a list); absent where there are none. */
  closing?: string;
  children: Provision[];
};

/** Something the reader of a document was not sure of, for a person to look at. */
export type Doubt = {
  /** The id of the nearest provision, or "document". */
  where: string;
  /** What is doubtful; a code that the caller can translate, and its English sentence. */
  code: string;
  what: string;
};

/** How much of a document arrived, in UTF-16 code units, white space not counted. */
export type Fidelity = { charactersIn: number; charactersKept: number; doubts: Doubt[] };

/** A text of a treaty, draft or adopted. */
export type TreatyText = {
  title: string | null;
  /** BCP 47, or null where nobody said and nothing told. */
  language: string | null;
  provisions: Provision[];
  fidelity: Fidelity;
};

/** All provisions of a tree, each before its children, in reading order. */
export function* walk(provisions: readonly Provision[]): Generator<Provision> {
  for (const it of provisions) {
    yield it;
    yield* walk(it.children);
  }
}
