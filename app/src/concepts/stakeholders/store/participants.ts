import { and, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { people } from "../../../ground/auth/tables.ts";
import type { Db } from "../../../ground/db/database.ts";
import type { Localized } from "../../../ground/words.ts";
import type { Participant } from "../../disclosure/forum.ts";
import { participants } from "../../disclosure/tables.ts";
import { memberships, stakeholders } from "../tables.ts";

/** Somebody who takes part, with their name and whom they speak for. */
export type NamedParticipant = Participant & { name: string; slug: string; stakeholder: Localized };

/** These participants with their names, in their order: for whoever was given them. */
export async function withNames(db: Db, of: readonly Participant[]): Promise<NamedParticipant[]> {
  if (of.length === 0) return [];
  const rows = await db.select({ id: participants.id, name: people.name, slug: stakeholders.slug, stakeholder: stakeholders.name }).from(participants)
    .innerJoin(people, eq(people.id, participants.personId)).innerJoin(stakeholders, eq(stakeholders.id, participants.stakeholderId)).where(inArray(participants.id, of.map((it) => it.id)));
  const named = new Map(rows.map((it) => [it.id, it]));
  return of.flatMap((it) => (named.has(it.id) ? [{ ...it, ...named.get(it.id)! }] : []));
}

/** Forums in which a person takes part, as long as they still speak for the body they were invited for, or for the one it was merged into: the viewer carries them. */
export async function participationsOf(db: Db, personId: string): Promise<string[]> {
  const bodies = sql`(with recursive body(id) as (select ${participants.stakeholderId} union select s.merged_into_id from stakeholders s join body on s.id = body.id where s.merged_into_id is not null) select id from body)`;
  const stillSpeaks = sql`exists (select from ${memberships} where ${memberships.personId} = ${personId} and ${memberships.state} = 'active' and ${memberships.stakeholderId} in ${bodies})`;
  const rows = await db.select({ id: participants.forumId }).from(participants).where(and(eq(participants.personId, personId), isNotNull(participants.acceptedAt), isNull(participants.endedAt), stillSpeaks));
  return rows.map((it) => it.id);
}
