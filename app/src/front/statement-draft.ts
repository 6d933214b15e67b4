import { Refusal } from "../ground/refusal.ts";
import { answersFor, personOf } from "../ground/viewer.ts";
import { here, inAddress, type Door } from "../ground/web/env.ts";
import type { Typed } from "../ground/web/forms.tsx";
import { numberIn } from "../ground/web/number.ts";
import { wordLimitFor } from "../concepts/calls/call.ts";
import { callById } from "../concepts/calls/store.ts";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { draftingAddress, statementsAddress } from "../concepts/statements/addresses.ts";
import type { Body, ShownRemark, ShownStatement } from "../concepts/statements/disclosure.ts";
import type { Whole } from "../concepts/statements/drafting.ts";
import { drafterAmong } from "../concepts/statements/operations/drafting.ts";
import type { Drafter, TextParagraph } from "../concepts/statements/statement.ts";
import { draftersOf, statementAt } from "../concepts/statements/store.ts";
import { draftOf, remarksIn } from "../concepts/statements/store/drafting.ts";
import { numbersOf } from "../concepts/statements/text.ts";

/** Where the room of a statement’s drafters is. */
export const roomAt = "/:process/statements/:number/drafting";

/** A statement, for a body that drafts it or is asked to. */
export type Room = { process: Process; it: ShownStatement; drafters: (Drafter & { body: Body })[]; /** The bodies that draft, by id. */ joined: string[] };
/** The same with the draft, for a body that drafts; `byId`: which of the viewer’s. */
export type DraftRoom = Room & { draft: Whole[]; numbers: (number | null)[]; remarks: ShownRemark[]; byId: string };

/** The room of the address, for whoever drafts or is asked to; for all others, officers among them, it is not there, or not theirs. */
export async function roomOf(c: Door): Promise<Room> {
  const { db, viewer } = c.var;
  const process = await processBySlug(db, inAddress(c, "process"));
  const it = await statementAt(db, process, numberIn(inAddress(c, "number")), viewer);
  personOf(viewer);
  if (!it.isDrafting && !it.isAsked) throw new Refusal("not-allowed", "statement-not-drafter");
  const drafters = await draftersOf(db, it.id);
  return { process, it, drafters, joined: drafters.filter((one) => one.state === "joined").map((one) => one.stakeholderId) };
}

/** The room with all that is written in it, for whoever drafts. */
export const draftRoomOf = async (c: Door): Promise<DraftRoom> => withDraft(c, await roomOf(c));

/** The same, once the room is known. */
export async function withDraft(c: Door, room: Room): Promise<DraftRoom> {
  const { db, viewer } = c.var;
  const byId = await drafterAmong(db, viewer, room.it.id);
  const draft = await draftOf(db, room.it.id);
  return { ...room, draft, numbers: numbersOf(draft.map((one) => one.paragraph)), remarks: await remarksIn(db, room.it.id, viewer), byId };
}

/** The drafting bodies for which the viewer consents, by id. */
export const consentingFor = (c: Door, { joined }: Pick<Room, "joined">): string[] => joined.filter((it) => answersFor(c.var.viewer, it));

/** Whether the viewer decides for the body that began the statement. */
export const leads = (c: Door, { it }: Pick<Room, "it">): boolean => answersFor(c.var.viewer, it.initiatorId);

/** The draft as it would be frozen. */
export const wordsOf = ({ it, draft }: Pick<DraftRoom, "it" | "draft">): { title: string; paragraphs: TextParagraph[] } => ({ title: it.workingTitle, paragraphs: draft.map(({ paragraph, wording }) => ({ kind: paragraph.kind, text: wording.text })) });

/** How many words its call takes from the initiator; null where it answers none. */
export const limitOf = async (c: Door, { it }: Pick<Room, "it">): Promise<number | null> => (it.callId === null ? null : wordLimitFor(await callById(c.var.db, it.callId), it.initiator.sector));

/** The name of a body in the words of the reader. */
export const nameIn = (c: Door, { drafters }: Pick<Room, "drafters">, stakeholderId: string): string => {
  const found = drafters.find((one) => one.stakeholderId === stakeholderId);
  return found ? c.var.words.pick(found.body.name).text : "";
};

/** Where the reader is: the process, its statements, the room, and further in. */
export function roomCrumbs(c: Door, process: Process, it: { number: number } | null, ...rest: { name: string }[]) {
  const { words } = c.var;
  const room = it ? [{ name: words.say("statements.room.number", { number: it.number }), ...(rest.length > 0 ? { address: here(c)(draftingAddress(process, it)) } : {}) }] : [];
  return [{ name: words.pick(process.shortName).text, address: here(c)(`/${process.slug}`) }, { name: words.say("statements.room.all"), address: here(c)(statementsAddress(process)) }, ...room, ...rest];
}

/** What was typed into one of several like forms of a page, under the ids of that form. */
export const under = (id: string, { values, problems }: Typed): Typed => {
  const own = (all: Record<string, string>) => Object.fromEntries(Object.entries(all).map(([name, it]) => [`${id}-${name}`, it]));
  return { values: own(values), problems: own(problems) };
};
