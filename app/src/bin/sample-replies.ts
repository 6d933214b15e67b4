import { asViewer } from "../ground/db/request.ts";
import type { House } from "../ground/web/env.ts";
import { fileReply } from "../concepts/contributions/operations/replies.ts";
import { contributionByReference } from "../concepts/contributions/store.ts";
import type { Forum } from "../concepts/disclosure/forum.ts";
import { disclosureOf } from "../concepts/disclosure/rule.ts";
import { known, personFor } from "./sample-comments.ts";

export type InventedReply = {
  id: string;
  /** The id of the submission or reply that it answers, and the number of the ask it is about. */
  to: string; ask?: number;
  by: string; showPerson?: true; at: string; language: string; body: string;
};
type Room = { house: House; processId: string; forums: readonly Forum[]; references: Map<string, string> };

/** What organisations replied to answers, to submissions and to one another, each filed by its own person on its own day. */
export async function fileReplies(room: Room, replies: readonly InventedReply[]) {
  for (const it of replies) room.references.set(it.id, await file(room, it));
}

async function file({ house, processId, forums, references }: Room, it: InventedReply): Promise<string> {
  const { db } = house.database;
  const person = await personFor(db, it.by);
  return asViewer(db, person, async (tx) => {
    const parent = await contributionByReference(tx, processId, known(references.get(it.to), it.to), person);
    const forum = known(forums.find((one) => one.id === parent.forumId), `the forum of ${it.to}`);
    const by = { stakeholderId: person.speaksFor[0]!.stakeholderId, showPerson: it.showPerson ?? false };
    return (await fileReply(tx, person, { forum, disclosure: disclosureOf("public/named"), parent, ask: it.ask ?? null, body: it.body, language: it.language }, by, house.settings.smallCell, new Date(it.at), house.chance)).reference;
  });
}
