import { sql } from "drizzle-orm";
import type { Db } from "../../../ground/db/database.ts";
import { rowsOf } from "../../../ground/db/migrate.ts";
import type { Localized } from "../../../ground/words.ts";
import type { OwnerState, State } from "../commitment.ts";
import { reminderFor, type Reminder } from "../reminding.ts";

/** What the journal says of a body that was reminded. */
export const reminded = "commitment reminded";

/** A body to remind. `bodyId`: what it is now. */
export type ReminderDue = Reminder & { id: string; process: string; number: number; title: string; dueDay: string; stakeholderId: string; bodyId: string; name: Localized; askedDay: string };
type Row = Omit<ReminderDue, keyof Reminder> & { state: State; ownerState: OwnerState; confirmedDay: string | null; keys: string[] };

/** Whom to remind on this day of what, those left out who were reminded of the same. Of several names of one body the first is written to. */
export async function remindersDue(db: Db, today: string): Promise<ReminderDue[]> {
  const rows = await rowsOf<Row>(db, sql`
    select c.id, p.slug as process, c.number, c.title, c.state, c.due_day::text as "dueDay", o.stakeholder_id as "stakeholderId", b.id as "bodyId", b.name, o.state as "ownerState", o.asked_day::text as "askedDay", o.confirmed_day::text as "confirmedDay",
      array(select j.details ->> 'reminder' from journal j where j.subject = c.id and j.what = ${reminded} and j.details ->> 'stakeholder' = o.stakeholder_id) as keys
    from commitments c join processes p on p.id = c.process_id join commitment_owners o on o.commitment_id = c.id and o.state in ('asked', 'confirmed')
    join stakeholders was on was.id = o.stakeholder_id join stakeholders b on b.id = coalesce(was.merged_into_id, was.id)
    where c.closed_day is null and b.state = 'verified' order by p.slug, c.number, o.state desc, o.stakeholder_id`); // who confirmed comes before who is asked
  return rows.filter((it, at) => rows.findIndex((one) => one.id === it.id && one.bodyId === it.bodyId) === at).flatMap(({ state, ownerState, confirmedDay, keys, ...it }) => {
    const due = reminderFor({ state, dueDay: it.dueDay }, { state: ownerState, askedDay: it.askedDay, confirmedDay }, today);
    return due && !keys.includes(due.key) ? [{ ...it, ...due }] : [];
  });
}
