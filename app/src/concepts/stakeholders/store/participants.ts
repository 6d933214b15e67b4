import { eq, inArray, sql, type SQL, type SQLWrapper } from "drizzle-orm";
import { people } from "../../../ground/auth/tables.ts";
import type { Db } from "../../../ground/db/database.ts";
import { rowsOf } from "../../../ground/db/migrate.ts";
import type { Localized } from "../../../ground/words.ts";
import type { Participant } from "../../disclosure/forum.ts";
import { participants } from "../../disclosure/tables.ts";
import { stakeholders } from "../tables.ts";

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

/**
 * Forums in which a person takes part, as long as they still speak for the body they were invited for, or for the one it was merged
 * into, as one value in another question: the viewer carries them.
 */
export function participationsAs(personId: SQLWrapper): SQL<string[]> {
  const bodies = sql`(with recursive body(id) as (select taking.stakeholder_id union select s.merged_into_id from stakeholders s join body on s.id = body.id where s.merged_into_id is not null) select id from body)`;
  const stillSpeaks = sql`exists (select from memberships m where m.person_id = taking.person_id and m.state = 'active' and m.stakeholder_id in ${bodies})`;
  return sql`array(select taking.forum_id from forum_participants taking where taking.person_id = ${personId} and taking.accepted_at is not null and taking.ended_at is null and ${stillSpeaks})`;
}

/** The same as an answer of its own. */
export async function participationsOf(db: Db, personId: string): Promise<string[]> {
  const [row] = await rowsOf<{ it: string[] }>(db, sql`select ${participationsAs(sql`${personId}`)} as it`);
  return row!.it;
}
