import { Refusal } from "../../ground/refusal.ts";
import type { Language } from "../../ground/words.ts";
import type { ActKind, Counted } from "./counting.ts";
import { numbersOf } from "./text.ts";
import { takesSignatures, type JointStatement, type StatementText } from "./statement.ts";

/** A language version that a signatory accepts: its hash is what is signed. */
export type Accepted = { language: Language; sha256: string };

/** One act of signing as it is kept. */
export type Act = {
  id: string; statementId: string; signatory: string; sequence: number; what: ActKind; version: number;
  stakeholderId: string | null; personId: string | null; name: string | null; capacity: string | null;
  accepted: Accepted[]; paragraphs: number[] | null; because: string | null; at: Date;
};
/** A signature that waits for the focal point of its body. */
export type Pending = { id: string; statementId: string; stakeholderId: string; personId: string; version: number; capacity: string; accepted: Accepted[]; paragraphs: number[] | null; day: string };

/** What somebody signs: in which capacity, which language versions, which paragraphs (null: the whole). */
export type Signing = { version: number; capacity: string; accepted: Accepted[]; paragraphs: number[] | null };

export const signatoryOf = (it: { stakeholderId: string } | { personId: string }): string => ("stakeholderId" in it ? `body:${it.stakeholderId}` : `person:${it.personId}`);

/** An act as it is counted; `who` is the signatory as it is known now. */
export type CountedAct = Act & Counted;

/** The texts of a version that hold: of each language the newest edition. */
export function textsNow<T extends Pick<StatementText, "version" | "language" | "edition">>(texts: readonly T[], version: number): T[] {
  const own = texts.filter((it) => it.version === version);
  return own.filter((it) => !own.some((other) => other.language === it.language && other.edition > it.edition));
}

/** Refuse a signature that is too late, or on another text than the one that holds: whoever signs sees what changed, and decides again. */
export function refuseUnlessSignable(it: JointStatement, texts: readonly StatementText[], signing: Signing, now: Date): void {
  if (!takesSignatures(it, now)) throw new Refusal("not-now", "statement-not-open", { number: it.number });
  if (signing.version !== it.version) throw new Refusal("not-now", "statement-text-changed", { number: it.number, version: it.version });
  const current = textsNow(texts, it.version);
  const strange = signing.accepted.find((one) => !current.some((text) => text.language === one.language && text.sha256 === one.sha256));
  if (strange || signing.accepted.length === 0) throw new Refusal("not-now", "statement-text-changed", { number: it.number, version: it.version });
  refuseUnlessParagraphs(it, current, signing.paragraphs);
}

function refuseUnlessParagraphs(it: JointStatement, current: readonly StatementText[], paragraphs: number[] | null): void {
  if (paragraphs === null) return;
  const last = Math.max(0, ...current.map((text) => numbersOf(text.paragraphs).filter((one) => one !== null).length));
  if (!it.perParagraph) throw new Refusal("not-valid", "statement-signed-whole", { number: it.number });
  if (paragraphs.length === 0 || paragraphs.some((one) => one < 1 || one > last)) throw new Refusal("not-valid", "statement-no-paragraph", { last });
}

/** Which of the languages that somebody accepted were put right since: they are asked to look again. */
export const outdated = (act: Pick<Act, "accepted" | "version">, texts: readonly StatementText[]): Language[] =>
  act.accepted.filter(({ language, sha256 }) => textsNow(texts, act.version).some((it) => it.language === language && it.sha256 !== sha256)).map((it) => it.language);

/** In which order signatories are named in an attribution: the first group by name, then the others, “also on behalf of”. UNFCCC asks for admitted bodies first, in alphabetical order. */
export function attributionOf<B extends { name: string; isAdmitted: boolean }>(all: readonly B[], language: string): { admitted: B[]; alsoOnBehalfOf: B[] } {
  const order = new Intl.Collator(language);
  const sorted = all.toSorted((a, b) => order.compare(a.name, b.name));
  return { admitted: sorted.filter((it) => it.isAdmitted), alsoOnBehalfOf: sorted.filter((it) => !it.isAdmitted) };
}
