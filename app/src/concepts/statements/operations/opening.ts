import type { Chance } from "../../../ground/chance.ts";
import { dayOf } from "../../../ground/clock.ts";
import type { Db } from "../../../ground/db/database.ts";
import { Refusal } from "../../../ground/refusal.ts";
import type { Viewer } from "../../../ground/viewer.ts";
import type { Language } from "../../../ground/words.ts";
import { namesOfBodies } from "../../partnerships/store.ts";
import { dividing } from "../drafting.ts";
import { textsNow } from "../signing.ts";
import { mostCorrectedWords, type JointStatement, type StatementText, type TextParagraph, type Version } from "../statement.ts";
import { addText, addVersion, changeStatement, draftersOf, textsOf } from "../store.ts";
import { draftOf } from "../store/drafting.ts";
import { tell } from "../telling.ts";
import { fingerprintOf, wordsChanged, wordsIn } from "../text.ts";
import { focalPointOf, opened, type Seen } from "./drafters.ts";
import { drafterAmong } from "./drafting.ts";

/** Which statement, and the hash of the draft as its page showed it: whoever changed a word since comes first. */
export type SeenText = Seen & { sha256?: string };

/** What is frozen: the draft as it stands, under the title that the drafters gave it; refused where it is not the one that was seen. */
async function frozenOf(db: Db, it: JointStatement, seen: SeenText): Promise<Pick<StatementText, "title" | "paragraphs">> {
  const draft = await draftOf(db, it.id);
  const joined = (await draftersOf(db, it.id)).filter((one) => one.state === "joined").map((one) => one.stakeholderId);
  const divides = dividing(draft, joined).length;
  if (draft.length === 0) throw new Refusal("not-now", "statement-empty", { number: it.number });
  if (divides > 0) throw new Refusal("not-now", "statement-divides", { count: divides });
  const frozen = { title: it.workingTitle, paragraphs: draft.map(({ paragraph, wording }): TextParagraph => ({ kind: paragraph.kind, text: wording.text })) };
  if (seen.sha256 !== undefined && seen.sha256 !== fingerprintOf(frozen)) throw new Refusal("not-now", "statement-elsewhere");
  return frozen;
}

const nameOf = async (db: Db, stakeholderId: string) => (await namesOfBodies(db, [stakeholderId]))[0]!.slug;

/** Refuse what is longer than the call takes. */
function refuseLong(text: Pick<StatementText, "title" | "paragraphs">, wordLimit: number | null): void {
  const words = wordsIn(text);
  if (wordLimit !== null && words > wordLimit) throw new Refusal("not-valid", "statement-too-long", { words, most: wordLimit });
}

/** Freeze the draft and open it for signature; from then on everyone reads it. `wordLimit`: of its call, for the class of its initiator; null: none. */
export async function open(db: Db, viewer: Viewer, seen: SeenText, wordLimit: number | null, now: Date, chance: Chance): Promise<void> {
  const it = await opened(db, seen);
  focalPointOf(viewer, it.initiatorId);
  if (it.state !== "drafting") throw new Refusal("not-now", "statement-elsewhere");
  const frozen = await frozenOf(db, it, seen);
  refuseLong(frozen, wordLimit);
  const text = textOf(it, 1, frozen, now);
  await changeStatement(db, it.id, { state: "open", version: 1, openedDay: dayOf(now), turn: it.turn + 1 });
  await addVersion(db, { statementId: it.id, version: 1, kind: "first", because: "", day: dayOf(now) });
  await addText(db, text);
  await tell(db, viewer, it, { what: "opened", version: 1, by: await nameOf(db, it.initiatorId), texts: [text] }, now, chance);
}

const textOf = (it: JointStatement, version: number, frozen: Pick<StatementText, "title" | "paragraphs">, now: Date): StatementText =>
  ({ statementId: it.id, version, language: it.language, edition: 1, ...frozen, translator: null, sha256: fingerprintOf(frozen), day: dayOf(now) });

/** Put the draft as it stands in the place of the text that is signed. A correction alters a few words and takes signatures and translations along; a change asks everyone again, and is translated anew. */
export async function publish(db: Db, viewer: Viewer, seen: SeenText, { kind, because }: { kind: "correction" | "change"; because: string }, wordLimit: number | null, now: Date, chance: Chance): Promise<void> {
  const it = await opened(db, seen);
  focalPointOf(viewer, it.initiatorId);
  if (it.state !== "open") throw new Refusal("not-now", "statement-elsewhere");
  const [frozen, before] = [await frozenOf(db, it, seen), textsNow(await textsOf(db, it.id), it.version)];
  refuseLong(frozen, wordLimit);
  const original = before.find((one) => one.language === it.language)!;
  refuseUnlessChanged(original, frozen, kind);
  const version: Version = { statementId: it.id, version: it.version + 1, kind, because, day: dayOf(now) };
  const texts = [textOf(it, version.version, frozen, now), ...(kind === "correction" ? before.filter((one) => one.language !== it.language).map((one) => ({ ...one, version: version.version, edition: 1 })) : [])];
  await changeStatement(db, it.id, { version: version.version, turn: it.turn + 1 });
  await addVersion(db, version);
  for (const text of texts) await addText(db, text);
  await tell(db, viewer, it, { what: kind === "correction" ? "corrected" : "changed", version: version.version, by: await nameOf(db, it.initiatorId), because, texts }, now, chance);
}

function refuseUnlessChanged(before: StatementText, after: Pick<StatementText, "title" | "paragraphs">, kind: "correction" | "change"): void {
  if (fingerprintOf(after) === before.sha256) throw new Refusal("not-now", "statement-unchanged");
  const words = wordsChanged(before, after);
  const sameShape = before.paragraphs.length === after.paragraphs.length && before.paragraphs.every((it, at) => it.kind === after.paragraphs[at]!.kind);
  if (kind === "correction" && (words > mostCorrectedWords || !sameShape)) throw new Refusal("not-valid", "statement-more-than-correction", { words, most: mostCorrectedWords });
}

/** Put a version in another language, or put a translation right: its own hash, and who translated it. Any drafting body may. It has as many paragraphs as the original, of the same kinds. */
export async function translate(db: Db, viewer: Viewer, seen: Seen, { language, title, texts, translator }: { language: Language; title: string; texts: readonly string[]; translator: string }, now: Date, chance: Chance): Promise<StatementText> {
  const it = await opened(db, seen);
  const byId = await drafterAmong(db, viewer, it.id);
  if (it.state !== "open" || language === it.language) throw new Refusal("not-now", "statement-elsewhere");
  const all = await textsOf(db, it.id);
  const original = textsNow(all, it.version).find((one) => one.language === it.language)!;
  const paragraphs = original.paragraphs.map(({ kind }, at): TextParagraph => ({ kind, text: texts[at]?.trim() ?? "" }));
  if (texts.length !== paragraphs.length || paragraphs.some((one) => one.text === "")) throw new Refusal("not-valid", "statement-translation-gaps", { paragraphs: paragraphs.length });
  const before = textsNow(all, it.version).find((one) => one.language === language);
  const text: StatementText = { statementId: it.id, version: it.version, language, edition: (before?.edition ?? 0) + 1, title, paragraphs, translator, sha256: fingerprintOf({ title, paragraphs }), day: dayOf(now) };
  if (text.sha256 === before?.sha256) throw new Refusal("not-now", "statement-unchanged");
  await addText(db, text);
  await changeStatement(db, it.id, { turn: it.turn + 1 });
  await tell(db, viewer, it, { what: "translated", version: it.version, language, by: await nameOf(db, byId), because: translator, texts: [text] }, now, chance);
  return text;
}

/** Take no more signatures. */
export async function close(db: Db, viewer: Viewer, seen: Seen, because: string, now: Date, chance: Chance): Promise<void> {
  const it = await opened(db, seen);
  focalPointOf(viewer, it.initiatorId);
  if (it.state !== "open") throw new Refusal("not-now", "statement-elsewhere");
  await changeStatement(db, it.id, { state: "closed", closedDay: dayOf(now), closedBecause: because, turn: it.turn + 1 });
  await tell(db, viewer, it, { what: "closed", version: it.version, by: await nameOf(db, it.initiatorId), because, texts: textsNow(await textsOf(db, it.id), it.version) }, now, chance);
}
