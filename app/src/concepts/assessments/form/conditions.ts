// What a questionnaire says of when a question is asked, in words as far as it goes: comparisons of one question, joined by and, or
// and not. What is said otherwise is shown as it was written.
import { type Expression, type Form, itemsIn, type Question, spoken } from "@travaux/survey-forms";
import type { Key, Words } from "../../../ground/words.ts";

/** The questions of a form by name, in a language of the form's. */
export type Spoken = { words: Words; language: string; form: Form; named: ReadonlyMap<string, Question> };
export const spokenForm = (words: Words, form: Form, language: string): Spoken =>
  ({ words, language, form, named: new Map([...itemsIn(form.items)].flatMap(({ it }) => (it.kind === "question" ? [[it.name, it] as const] : []))) });

/** A condition as a sentence’s part; null where it is of a kind that has no words here. */
export function conditionSaid(of: Spoken, it: Expression): string | null {
  const { words } = of;
  if (it.kind === "operation" && (it.operator === "and" || it.operator === "or")) {
    const [left, right] = [conditionSaid(of, it.left), conditionSaid(of, it.right)];
    return left === null || right === null ? null : words.say(`assessments.if.${it.operator}`, { left, right });
  }
  if (it.kind === "call" && it.name === "not" && it.of.length === 1) {
    const inner = conditionSaid(of, it.of[0]!);
    return inner === null ? null : words.say("assessments.if.not", { condition: inner });
  }
  if (it.kind === "call" && it.name === "selected" && it.of[0]?.kind === "reference" && it.of[1]?.kind === "text") return compared(of, "includes", it.of[0].name, it.of[1].value);
  if (it.kind !== "operation" || it.left.kind !== "reference") return null;
  const value = it.right.kind === "text" ? it.right.value : it.right.kind === "number" ? String(it.right.value) : null;
  const how = ({ "=": "is", "!=": "is-not", "<": "below", "<=": "at-most", ">": "above", ">=": "at-least" } as Record<string, string>)[it.operator];
  return value === null || !how ? null : compared(of, how, it.left.name, value);
}

function compared({ words, language, form, named }: Spoken, how: string, name: string, value: string): string | null {
  const question = named.get(name);
  if (!question) return null;
  const label = spoken(question.label, language, form.defaultLanguage) || name;
  const choice = question.list === null ? undefined : form.lists.get(question.list)?.find((it) => it.name === value);
  if (value === "") return words.say(how === "is" ? "assessments.if.empty" : "assessments.if.answered", { question: label });
  return words.say(`assessments.if.${how}` as Key, { question: label, value: choice ? spoken(choice.label, language, form.defaultLanguage) || value : value });
}
