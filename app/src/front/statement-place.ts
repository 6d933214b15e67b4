import { visitor } from "../ground/viewer.ts";
import { here, inAddress, type Door } from "../ground/web/env.ts";
import { numberIn } from "../ground/web/number.ts";
import { isLanguage, languages, type Language, type Localized } from "../ground/words.ts";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { statementAddress, statementsAddress } from "../concepts/statements/addresses.ts";
import { askedAgain, behind } from "../concepts/statements/counting.ts";
import type { ShownAct, ShownStatement } from "../concepts/statements/disclosure.ts";
import { textsNow } from "../concepts/statements/signing.ts";
import { localizedTitle, type StatementText, type Version } from "../concepts/statements/statement.ts";
import { statementAt, textsOf, versionsOf } from "../concepts/statements/store.ts";
import { actsOn } from "../concepts/statements/store/signing.ts";

/** A statement that everyone may read, with its versions and texts. */
export type StatementPlace = { process: Process; it: ShownStatement; versions: Version[]; texts: StatementText[] };

/** The statement of the address; one that is drafted is found in its drafting room alone. */
export async function statementPlace(c: Door): Promise<StatementPlace> {
  const { db } = c.var;
  const process = await processBySlug(db, inAddress(c, "process"));
  const it = await statementAt(db, process, numberIn((inAddress(c, "statement") || inAddress(c, "file")).replace(/\.\w+$/, "")), visitor);
  return { process, it, versions: await versionsOf(db, it.id), texts: await textsOf(db, it.id) };
}

/** Its title in every language in which it has a text now. */
export const titleOf = ({ it, texts }: Pick<StatementPlace, "it" | "texts">): Localized => localizedTitle(textsNow(texts, it.version), it.language);

/** The text that a reader sees: in the language they asked for, else their own, else the one in which it was drafted. */
export function textFor(c: Door, { it, texts }: StatementPlace, version = it.version): StatementText {
  const now = textsNow(texts, version);
  const asked = c.req.query("text");
  const wanted = [isLanguage(asked) ? asked : null, c.var.words.language, it.language].filter((one): one is Language => one !== null);
  return wanted.map((language) => now.find((one) => one.language === language)).find((one) => one !== undefined) ?? now[0]!;
}

/** Of the six languages those in which this version has a text, in their usual order, and those in which it has none. */
export const languagesOf = ({ it, texts }: StatementPlace): { there: StatementText[]; missing: Language[] } => {
  const now = textsNow(texts, it.version);
  return { there: languages.flatMap((one) => now.find((text) => text.language === one) ?? []), missing: languages.filter((one) => !now.some((text) => text.language === one)) };
};

/** Who stands where: behind the version that held on a day, behind an earlier one without having said anything since, and who went. */
export type Standing = { version: number; organisations: ShownAct[]; people: ShownAct[]; earlier: ShownAct[]; gone: ShownAct[] };
export async function standingAt(c: Door, { it, versions }: StatementPlace, day: string | null): Promise<Standing> {
  const all = await actsOn(c.var.db, [it.id], visitor);
  const acts = day === null ? all : all.filter((one) => one.day <= day);
  const known = day === null ? versions : versions.filter((one) => one.day <= day);
  const last = new Map(acts.map((one) => [one.who, one]));
  const now = behind(acts, versions, day);
  return { ...now, earlier: askedAgain(acts, known, now.version), gone: [...last.values()].filter((one) => one.what === "withdrawn") };
}

/** Where the reader is, below the statements of a process. */
export const statementCrumbs = (c: Door, process: Process, ...rest: { name: string; lang?: string; address?: string }[]) => [
  { name: c.var.words.pick(process.shortName).text, address: here(c)(`/${process.slug}`) }, { name: c.var.words.say("statements.list.title"), ...(rest.length > 0 ? { address: here(c)(statementsAddress(process)) } : {}) }, ...rest,
];
export const numberCrumb = (c: Door, { process, it }: Pick<StatementPlace, "process" | "it">) => ({ name: c.var.words.say("statements.page.number", { number: it.number }), address: here(c)(statementAddress(process, it)) });
