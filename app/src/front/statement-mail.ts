import type { Door } from "../ground/web/env.ts";
import { ownNames, type Language, type Localized } from "../ground/words.ts";
import type { Process } from "../concepts/processes/process.ts";
import { changeAddress, draftingAddress, signingAddress, statementAddress } from "../concepts/statements/addresses.ts";
import { askedAgain, standingOn } from "../concepts/statements/counting.ts";
import type { ShownAct } from "../concepts/statements/disclosure.ts";
import { outdated } from "../concepts/statements/signing.ts";
import type { JointStatement } from "../concepts/statements/statement.ts";
import { statementNow, textsOf, versionsOf } from "../concepts/statements/store.ts";
import { actsOn } from "../concepts/statements/store/signing.ts";
import { writeAbout, writeToPerson } from "./write-about.ts";
import type { Room } from "./statement-draft.ts";

type Titled = Pick<JointStatement, "number" | "workingTitle" | "language">;
const titleOf = (it: Titled): Localized => ({ [it.language]: it.workingTitle, en: it.workingTitle }) as Localized;

/** Ask bodies to draft: their focal points, in their language. */
export async function tellAskedToDraft(c: Door, process: Process, it: Titled, stakeholderIds: readonly string[]): Promise<void> {
  for (const id of stakeholderIds) await writeAbout(c, id, "statement-asked", { path: draftingAddress(process, it), title: titleOf(it) });
}

/** Those of the drafting bodies that did not decide it themselves. */
const others = ({ it, joined }: Room) => joined.filter((id) => id !== it.initiatorId);

/** Tell whoever drafted that the statement is open for signature. */
export async function tellDraftersOfOpening(c: Door, room: Room): Promise<void> {
  for (const id of others(room)) await writeAbout(c, id, "statement-opened", { path: statementAddress(room.process, room.it), title: titleOf(room.it) });
}

/** Tell whoever drafts or signed that another version is signed now, with what differs: after a change they decide again, a correction took their signature along. */
export async function tellSignatoriesOfChange(c: Door, room: Room, kind: "correction" | "change", because: string): Promise<void> {
  const { db, viewer } = c.var;
  const it = await statementNow(db, room.it.id);
  const [acts, versions] = [await actsOn(db, [it.id], viewer), await versionsOf(db, it.id)];
  const signed = kind === "change" ? askedAgain(acts, versions, it.version) : standingOn(acts, versions, it.version);
  const place = { path: changeAddress(room.process, it, it.version), title: titleOf(it) };
  await writeToSignatories(c, signed, kind === "change" ? "statement-changed" : "statement-corrected", place, { because });
  for (const id of others(room).filter((one) => !signed.some((act) => act.body?.id === one))) await writeAbout(c, id, "statement-version", place, () => ({ because }));
}

/** Ask whoever signed a language version that was put right to look at it again. */
export async function tellSignatoriesOfLanguage(c: Door, room: Room, language: Language): Promise<void> {
  const { db, viewer } = c.var;
  const [it, texts] = [await statementNow(db, room.it.id), await textsOf(db, room.it.id)];
  const standing = standingOn(await actsOn(db, [it.id], viewer), await versionsOf(db, it.id), it.version);
  const asked = standing.filter((one) => outdated(one, texts).includes(language));
  await writeToSignatories(c, asked, "statement-put-right", { path: signingAddress(room.process, it), title: titleOf(it) }, { language: ownNames[language] });
}

/** Write to each of these signatories: to the focal point of a body, to a person themselves. */
async function writeToSignatories(c: Door, acts: readonly ShownAct[], kind: "statement-changed" | "statement-corrected" | "statement-put-right", place: { path: string; title: Localized }, said: Record<string, string>): Promise<void> {
  for (const { body, personId, name } of acts) {
    if (body) await writeAbout(c, body.id, kind, place, (words) => ({ name: words.pick(body.name).text, ...said }));
    else if (personId !== null) await writeToPerson(c, personId, kind, place, () => ({ name: name ?? "", ...said }));
  }
}
