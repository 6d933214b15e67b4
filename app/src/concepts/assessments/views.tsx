import type { Words } from "../../ground/words.ts";
import type { SurveyCombination } from "./assessment.ts";

/** What may be done with the words of an answer, in plain words: a name, then what it means. */
export const CombinationSaid = ({ it, words }: { it: SurveyCombination; words: Words }) => <span><b>{words.say(`assessments.combination.${it}`)}</b> {words.say(`assessments.combination.${it}.text`)}</span>;
