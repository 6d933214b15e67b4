import type { Words } from "../../ground/words.ts";
import { combinationOf, disclosureOf, isOffered, type Disclosure, type OfferedCombination } from "./rule.ts";
import { plainWords } from "./words.ts";

/** The mark of an audience and attribution: its filling is the audience, its outline the attribution, its name beside it. */
export const DisclosureMark = ({ combination, words }: { combination: OfferedCombination; words: Words }) => {
  const { audience, attribution } = disclosureOf(combination);
  return <span class="disclosure" data-audience={audience} data-attribution={attribution}>{plainWords(words, combination).name}</span>;
};

/** The same for an input, which holds the two apart. */
export const MarkOf = ({ it, words }: { it: Disclosure; words: Words }) => {
  const combination = combinationOf(it);
  return isOffered(combination) ? <DisclosureMark combination={combination} words={words} /> : null;
};
