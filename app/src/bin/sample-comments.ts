import { readFileSync } from "node:fs";
import type { Db } from "../ground/db/database.ts";
import { asViewer } from "../ground/db/request.ts";
import { actingAs, houseKeeper, visitor, type PersonViewer, type Viewer } from "../ground/viewer.ts";
import type { House } from "../ground/web/env.ts";
import type { HeldReason } from "../concepts/contributions/contribution.ts";
import { editComment, fileComment, fileUnattributed, holdComment, withdrawComment, type Filing } from "../concepts/contributions/operations.ts";
import { contributionByReference } from "../concepts/contributions/store.ts";
import type { Forum } from "../concepts/disclosure/forum.ts";
import { releaseBatch } from "../concepts/disclosure/issue.ts";
import { inviteToForum, joinForum, openForum } from "../concepts/disclosure/operations.ts";
import { disclosureOf } from "../concepts/disclosure/rule.ts";
import { participationsOf } from "../concepts/stakeholders/store/participants.ts";
import { focalPointOf, speaksFor } from "../concepts/stakeholders/store/members.ts";
import { stakeholderAt } from "../concepts/stakeholders/store/stakeholders.ts";
import { shelfOf, type Shelf } from "../concepts/texts/opened.ts";
import { placesIn } from "../concepts/texts/store/lineage.ts";

type InventedForum = Pick<Forum, "slug" | "openTo" | "combinations" | "title" | "about"> & { opened: string; participants: string[] };
type InventedComment = {
  id: string; forum: string; answers?: string;
  /** The slug of who wrote it; null where nobody did. */
  by: string | null;
  place: string; combination: string; showPerson?: true; at: string; language: string; body: string;
  edited?: { at: string; body: string }; withdrawn?: string; held?: { at: string; reason: HeldReason; because: string };
};
type Invented = { forums: InventedForum[]; comments: InventedComment[] };
type Room = { house: House; shelf: Shelf; forums: Map<string, Forum>; references: Map<string, string> };

/** The invented officer of the Model Conference. */
export const officer = houseKeeper("T. Adeyemi");
const at = (day: string) => new Date(`${day}T09:00:00Z`);
export const known = <T>(it: T | undefined, name: string): T => it ?? fail(name);
const fail = (name: string): never => { throw new RangeError(`the sample names ${name}, which it does not hold`); };

/** The invented forums of the Model Conference and what was written in them, each filed by its own person on its own day. */
export async function loadComments(house: House) {
  const { db } = house.database;
  const { forums, comments } = JSON.parse(readFileSync(new URL("../../../examples/model-conference/comments.json", import.meta.url), "utf8")) as Invented;
  const shelf = await asViewer(db, visitor, (tx) => shelfOf(tx, "model", "convention", visitor));
  const room: Room = { house, shelf, forums: new Map(), references: new Map() };
  for (const it of forums) room.forums.set(it.slug, await openInvented(room, it));
  for (const it of comments.toSorted((a, b) => (a.at < b.at ? -1 : 1))) room.references.set(it.id, await fileInvented(room, it));
  for (const it of comments) await changeInvented(room, it);
  const last = comments.map((it) => it.edited?.at ?? it.at).toSorted((a, b) => (a < b ? -1 : 1)).at(-1)!;
  for (const it of room.forums.values()) await asViewer(db, officer, (tx) => releaseBatch(tx, officer, it, new Date(last), house.chance));
}

async function openInvented({ house, shelf }: Room, { opened, participants, ...it }: InventedForum): Promise<Forum> {
  const { db } = house.database;
  const forum = await asViewer(db, officer, async (tx) => {
    const made = await openForum(tx, officer, { ...it, processId: shelf.process.id }, at(opened), house.chance);
    for (const slug of participants) {
      const { personId, stakeholderId } = await focalOf(tx, slug);
      await inviteToForum(tx, officer, made, { personId, stakeholderId }, at(opened), house.chance);
    }
    return made;
  });
  for (const slug of participants) {
    const person = await personFor(db, slug);
    await asViewer(db, person, (tx) => joinForum(tx, person, forum, at(opened)));
  }
  return forum;
}

async function focalOf(tx: Db, slug: string) {
  const found = await stakeholderAt(tx, slug, visitor);
  const it = "it" in found ? await focalPointOf(tx, found.it.id) : null;
  return it ? { personId: it.personId, stakeholderId: it.stakeholderId, name: it.name } : fail(slug);
}

/** The focal point of a stakeholder, as it would come through the door; within a transaction, and out of one. */
export async function personIn(tx: Db, slug: string): Promise<PersonViewer> {
  const { personId, name } = await focalOf(tx, slug);
  return { ...actingAs(name), personId, speaksFor: await speaksFor(tx, personId), participatesIn: await participationsOf(tx, personId), secondFactor: false };
}
export const personFor = (db: Db, slug: string): Promise<PersonViewer> => asViewer(db, officer, (tx) => personIn(tx, slug));

async function fileInvented(room: Room, it: InventedComment): Promise<string> {
  const { house } = room;
  const { db } = house.database;
  const viewer: Viewer = it.by === null ? visitor : await personFor(db, it.by);
  return asViewer(db, viewer, async (tx) => {
    const filing = await filingOf(tx, room, it, viewer);
    if (viewer.kind === "visitor") return (await fileUnattributed(tx, filing, new Date(it.at), house.chance)).reference;
    const by = { stakeholderId: viewer.speaksFor[0]!.stakeholderId, showPerson: it.showPerson ?? false };
    return (await fileComment(tx, viewer, filing, by, house.settings.smallCell, new Date(it.at), house.chance)).reference;
  });
}

async function filingOf(tx: Db, { shelf, forums, references }: Room, it: InventedComment, viewer: Viewer): Promise<Filing> {
  const version = known(shelf.versions.at(-1), "a version");
  const { id: provisionId } = known((await placesIn(tx, version.id)).get(it.place), it.place);
  const parent = it.answers ? await contributionByReference(tx, shelf.process.id, known(references.get(it.answers), it.answers), viewer) : null;
  return { forum: known(forums.get(it.forum), it.forum), disclosure: disclosureOf(it.combination), words: { body: it.body, language: it.language, parent }, subject: { processId: shelf.process.id, versionId: version.id, place: it.place, provisionId } };
}

/** What became of it: other words, held back, withdrawn. */
async function changeInvented({ house, shelf, references }: Room, { id, by, edited, held, withdrawn }: InventedComment) {
  const { db } = house.database;
  const found = (tx: Db, viewer: Viewer) => contributionByReference(tx, shelf.process.id, references.get(id)!, viewer);
  if (held) await asViewer(db, officer, async (tx) => holdComment(tx, officer, await found(tx, officer), held, new Date(held.at), house.chance));
  if (by === null || (!edited && !withdrawn)) return;
  const author = await personFor(db, by);
  await asViewer(db, author, async (tx) => {
    if (edited) await editComment(tx, author, await found(tx, author), edited.body, new Date(edited.at), house.chance);
    if (withdrawn) await withdrawComment(tx, author, await found(tx, author), new Date(withdrawn), house.chance);
  });
}
