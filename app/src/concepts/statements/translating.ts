import type { Language } from "../../ground/words.ts";
import { textsNow } from "./signing.ts";
import type { JointStatement, StatementText } from "./statement.ts";

/** A translation as somebody finds it when they begin: title and paragraphs, empty where there is nothing to begin from. */
export type Begun = { title: string; texts: string[]; translator: string };

/** From what a translation begins: the newest of this version; else, of the last version that was in this language, all whose original is still the same. */
export function begunFrom(it: Pick<JointStatement, "version" | "language">, texts: readonly StatementText[], language: Language): Begun {
  const inOriginal = (version: number) => textsNow(texts, version).find((one) => one.language === it.language)!;
  const original = inOriginal(it.version);
  const last = texts.filter((one) => one.language === language).map((one) => one.version).toSorted((a, b) => a - b).at(-1);
  if (last === undefined) return { title: "", texts: original.paragraphs.map(() => ""), translator: "" };
  const [before, said] = [inOriginal(last), textsNow(texts, last).find((one) => one.language === language)!];
  const at = (text: string) => said.paragraphs[before.paragraphs.findIndex((one) => one.text === text)]?.text ?? "";
  const same = last === it.version;
  return { title: same || before.title === original.title ? said.title : "", texts: same ? said.paragraphs.map((one) => one.text) : original.paragraphs.map((one) => at(one.text)), translator: said.translator ?? "" };
}
