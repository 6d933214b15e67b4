import { randomId, type Chance } from "../../../ground/chance.ts";
import { dayOf } from "../../../ground/clock.ts";
import type { Db } from "../../../ground/db/database.ts";
import { record } from "../../../ground/journal.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { personOf, type Viewer } from "../../../ground/viewer.ts";
import type { ConsentKind, DraftParagraph, Wording } from "../drafting.ts";
import { mergedText } from "../merging.ts";
import { longestParagraph, mostParagraphs, type JointStatement, type ParagraphKind, type TextParagraph } from "../statement.ts";
import { draftersOf, lockStatement, statementNow } from "../store.ts";
import { addParagraph, addRemark, addWording, changeParagraph, draftOf, keepConsent, lastPosition, makeRoom, paragraphOf, removeRemark, wordingAt } from "../store/drafting.ts";
import { tidied } from "../text.ts";
import { focalPointOf, refuseEnded } from "./drafters.ts";

/** Which body of the viewer drafts this statement, or a refusal: whoever speaks for it may write, its focal point alone consents. */
export async function drafterAmong(db: Db, viewer: Viewer, statementId: string): Promise<string> {
  const person = personOf(viewer);
  const joined = (await draftersOf(db, statementId)).filter((it) => it.state === "joined");
  const own = person.speaksFor.find((it) => joined.some((one) => one.stakeholderId === it.stakeholderId || it.absorbed?.includes(one.stakeholderId)));
  if (!own) throw new Refusal("not-allowed", "statement-not-drafter");
  return joined.find((one) => one.stakeholderId === own.stakeholderId || own.absorbed?.includes(one.stakeholderId))!.stakeholderId;
}

/** The room in which the viewer writes for one of its bodies, for the rest of the transaction theirs alone. */
async function roomOf(db: Db, viewer: Viewer, id: string): Promise<{ it: JointStatement; byId: string }> {
  await lockStatement(db, id, "alone");
  const it = await statementNow(db, id);
  refuseEnded(it);
  return { it, byId: await drafterAmong(db, viewer, id) };
}

/** Words of a paragraph as they are kept; refused when there are none, or too many. */
function wordsKept(text: string): string {
  const kept = tidied(text);
  if (kept === "" || kept.length > longestParagraph) throw new Refusal("not-valid", "statement-paragraph-length", { most: longestParagraph });
  return kept;
}

/** Put a new paragraph behind another (null: at the end). */
export async function addTo(db: Db, viewer: Viewer, id: string, { kind, text, afterId }: TextParagraph & { afterId: string | null }, now: Date, chance: Chance): Promise<DraftParagraph> {
  const { it, byId } = await roomOf(db, viewer, id);
  const kept = wordsKept(text);
  if ((await draftOf(db, id)).length >= mostParagraphs) throw new Refusal("not-valid", "statement-many-paragraphs", { most: mostParagraphs });
  const position = afterId === null ? (await lastPosition(db, id)) + 1 : (await paragraphOf(db, id, afterId)).position + 1;
  if (afterId !== null) await makeRoom(db, id, position);
  const paragraph = await keepNew(db, { statementId: id, position, kind }, { text: kept, byId, day: dayOf(now) }, chance);
  await record(db, viewer, "joint statement paragraph added", it.id, now);
  return paragraph;
}

/** Keep a paragraph that is new, with its first wording. */
async function keepNew(db: Db, at: Pick<DraftParagraph, "statementId" | "position" | "kind">, said: Pick<Wording, "text" | "byId" | "day">, chance: Chance): Promise<DraftParagraph> {
  const paragraph: DraftParagraph = { ...at, id: chance.id(), edition: 1, removed: false };
  await addParagraph(db, paragraph);
  await addWording(db, { ...said, paragraphId: paragraph.id, edition: 1 });
  return paragraph;
}

/** Put what was read from a document behind what is there; how many paragraphs comes back. */
export async function takeIn(db: Db, viewer: Viewer, id: string, paragraphs: readonly TextParagraph[], now: Date, chance: Chance): Promise<number> {
  const { byId } = await roomOf(db, viewer, id);
  const [there, last] = [(await draftOf(db, id)).length, await lastPosition(db, id)];
  if (paragraphs.length === 0) throw new Refusal("not-valid", "statement-document-empty");
  if (there + paragraphs.length > mostParagraphs) throw new Refusal("not-valid", "statement-many-paragraphs", { most: mostParagraphs });
  const kept = paragraphs.map((it) => ({ kind: it.kind, text: wordsKept(it.text) }));
  for (const [at, { kind, text }] of kept.entries()) await keepNew(db, { statementId: id, position: last + 1 + at, kind }, { text, byId, day: dayOf(now) }, chance);
  await record(db, viewer, "joint statement document taken in", id, now, { paragraphs: paragraphs.length });
  return paragraphs.length;
}

/** What became of a paragraph that somebody sent: kept; kept with what others changed meanwhile; or not, since both changed the same words. */
export type Kept = { how: "kept" | "merged" } | { how: "collision"; before: string; theirs: string; mine: string; edition: number };

/** Change what a paragraph says. `edition`: the one that was changed; others’ changes since are merged in, or shown where they collide. */
export async function reword(db: Db, viewer: Viewer, id: string, paragraphId: string, { edition, kind, text }: { edition: number; kind: ParagraphKind; text: string }, now: Date): Promise<Kept> {
  const { byId } = await roomOf(db, viewer, id);
  const paragraph = await paragraphOf(db, id, paragraphId);
  const [mine, theirs, before] = [wordsKept(text), (await wordingAt(db, paragraphId, paragraph.edition))!.text, (await wordingAt(db, paragraphId, Math.min(edition, paragraph.edition)))?.text ?? ""];
  const isLate = edition !== paragraph.edition;
  const merged = isLate ? mergedText(before, theirs, mine) : mine;
  if (merged === null) return { how: "collision", before, theirs, mine, edition: paragraph.edition };
  if (merged !== theirs) await addWording(db, { paragraphId, edition: paragraph.edition + 1, text: wordsKept(merged), byId, day: dayOf(now) });
  await changeParagraph(db, paragraphId, { kind, edition: paragraph.edition + (merged === theirs ? 0 : 1) });
  await record(db, viewer, "joint statement paragraph changed", id, now);
  return { how: isLate && merged !== mine ? "merged" : "kept" };
}

/** Move a paragraph one place up or down. */
export async function move(db: Db, viewer: Viewer, id: string, paragraphId: string, direction: "up" | "down", now: Date): Promise<void> {
  await roomOf(db, viewer, id);
  const order = (await draftOf(db, id)).map((it) => it.paragraph);
  const at = order.findIndex((it) => it.id === paragraphId);
  const other = order[direction === "up" ? at - 1 : at + 1];
  if (at < 0) throw new Refusal("not-found", "statement-paragraph-gone");
  if (!other) return;
  await changeParagraph(db, order[at]!.id, { position: other.position });
  await changeParagraph(db, other.id, { position: order[at]!.position });
  await record(db, viewer, "joint statement paragraph moved", id, now);
}

/** Take a paragraph out of the draft; what it said stays with its history. */
export async function remove(db: Db, viewer: Viewer, id: string, paragraphId: string, edition: number, now: Date): Promise<void> {
  await roomOf(db, viewer, id);
  const paragraph = await paragraphOf(db, id, paragraphId);
  if (paragraph.edition !== edition) throw new Refusal("not-now", "statement-elsewhere");
  await changeParagraph(db, paragraphId, { removed: true });
  await record(db, viewer, "joint statement paragraph removed", id, now);
}

/** Say for a drafting body whether it can live with a paragraph as it stands; its focal point alone. Whoever answers for several says for which. */
export async function consent(db: Db, viewer: Viewer, id: string, paragraphId: string, said: { edition: number; consent: ConsentKind; because: string | null; bodyId: string | null }, now: Date): Promise<void> {
  const { byId } = await roomOf(db, viewer, id);
  const stakeholderId = said.bodyId ?? byId;
  focalPointOf(viewer, stakeholderId);
  if (!(await draftersOf(db, id)).some((it) => it.state === "joined" && it.stakeholderId === stakeholderId)) throw new Refusal("not-allowed", "statement-not-drafter");
  const paragraph = await paragraphOf(db, id, paragraphId);
  if (paragraph.edition !== said.edition) throw new Refusal("not-now", "statement-paragraph-changed");
  await keepConsent(db, { paragraphId, edition: said.edition, stakeholderId, consent: said.consent, because: said.consent === "needs" ? said.because : null, day: dayOf(now) });
  await record(db, viewer, "joint statement consent said", id, now);
}

/** Say something about a paragraph, by name or by nobody. Of what is nobody’s no link to the session is kept, nothing is journalled, and it is read from the night on. */
export async function say(db: Db, viewer: Viewer, id: string, paragraphId: string, { text, attribution }: { text: string; attribution: "named" | "unattributed" }, now: Date, chance: Chance): Promise<void> {
  const byId = await drafterAmong(db, viewer, id);
  refuseEnded(await statementNow(db, id));
  const paragraph = await paragraphOf(db, id, paragraphId);
  const named = attribution === "named";
  const edition = named ? paragraph.edition : 0; // on which words it was said would tell when
  await addRemark(db, { id: randomId(chance), statementId: id, paragraphId, edition, attribution, stakeholderId: named ? byId : null, text, day: dayOf(now), state: named ? "shown" : "waiting" });
  if (named) await record(db, viewer, "joint statement remark made", id, now);
}

/** Take back a remark of one’s own body; what is nobody’s nobody can take back. */
export async function unsay(db: Db, viewer: Viewer, id: string, remarkId: string, now: Date): Promise<void> {
  const byId = await drafterAmong(db, viewer, id);
  if (!(await removeRemark(db, id, remarkId, [byId]))) throw new Refusal("not-found", "page-unknown");
  await record(db, viewer, "joint statement remark taken back", id, now);
}
