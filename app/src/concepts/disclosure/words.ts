// The table of rule.ts in plain words: what a form says before anything is sent, and what stands beside an input afterwards.
import type { Words } from "../../ground/words.ts";
import { disclosureOf, rule, type Knowledge, type OfferedCombination } from "./rule.ts";

/** One combination in the reader's language. */
export type PlainWords = {
  /** “For everyone”, “in the organisation’s name”, and both as one name. */
  audience: string; attribution: string; name: string;
  /** Who reads it: a sentence. */
  readers: string;
  /** Who learns whose words they are: a sentence. */
  knowers: string;
  /** What may be changed of it later, and by whom: a sentence. */
  change: string;
};

/** What a combination means, for whoever writes or reads under it. */
export function plainWords(words: Words, combination: OfferedCombination): PlainWords {
  const { audience, attribution } = disclosureOf(combination);
  const said = { audience: words.say(`disclosure.audience.${audience}`), attribution: words.say(`disclosure.attribution.${attribution}`) };
  const known: Knowledge = rule[combination];
  return {
    ...said, name: words.say("disclosure.name", said), readers: words.say(`disclosure.words.${known.words as "everyone"}`),
    knowers: words.say(`disclosure.organisation.${knownTo(known)}`), change: words.say(known.organisation === "nobody" ? "disclosure.change.never" : "disclosure.change.consent"),
  };
}

/** Who learns the organisation: whoever reads the words, of those only officers, or nobody. */
function knownTo({ words, organisation }: Knowledge): "readers" | "officers" | "nobody" {
  if (organisation === "nobody") return "nobody";
  return organisation === words ? "readers" : "officers";
}

/** A row of the table: who learns what, each as the name of a circle. */
export function cellsOf(words: Words, combination: OfferedCombination): { words: string; kind: string; organisation: string; person: string } {
  const known: Knowledge = rule[combination];
  const circle = (it: Knowledge["words"]) => words.say(`disclosure.circle.${it}`);
  return {
    words: circle(known.words), kind: circle(known.sectorAndRegion), organisation: circle(known.organisation),
    person: knownTo(known) === "readers" && known.words !== "officers" ? words.say("disclosure.person.wish") : circle(known.organisation),
  };
}
