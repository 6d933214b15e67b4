import { sql } from "drizzle-orm";
import { daysAfter } from "../../../ground/clock.ts";
import type { Db } from "../../../ground/db/database.ts";
import { rowsOf } from "../../../ground/db/migrate.ts";
import type { Localized } from "../../../ground/words.ts";
import { staleFrom } from "../partnership.ts";

/** What the journal says of a partner who was asked to confirm again. */
export const reminded = "partnership reminded";
/** So many days before an entry is marked as stale its silent partners are asked; and once more when it is. */
const remindedBefore = 30;

/** A partner of a public entry that has not confirmed for long. `bodyId`: what the body is now; `until`: the day from which the entry is stale by it. */
export type ConfirmationDue = { id: string; slug: string; title: Localized; stakeholderId: string; bodyId: string; name: Localized; day: string; until: string };

/** Whom to ask on this day to say again that an entry is so, those who were asked for the same left out. */
export async function confirmationsDue(db: Db, today: string): Promise<ConfirmationDue[]> {
  const rows = await rowsOf<Omit<ConfirmationDue, "until"> & { asked: string | null }>(db, sql`
    select p.id, p.slug, e.title, pp.stakeholder_id as "stakeholderId", b.id as "bodyId", b.name, pp.day::text as day,
      (select max((j.at at time zone 'UTC')::date)::text from journal j where j.subject = p.id and j.what = ${reminded} and j.details ->> 'stakeholder' = pp.stakeholder_id) as asked
    from partnerships p join partnership_editions e on e.partnership_id = p.id and e.edition = p.edition join partnership_partners pp on pp.partnership_id = p.id and pp.edition = p.edition and pp.state = 'confirmed'
    join stakeholders was on was.id = pp.stakeholder_id join stakeholders b on b.id = coalesce(was.merged_into_id, was.id)
    where p.state = 'published' and pp.day <= ${daysAfter(today, remindedBefore - 365)}::date order by p.slug, pp.stakeholder_id`);
  return rows.flatMap(({ asked, ...it }) => {
    const until = staleFrom([it])!;
    const since = today >= until ? until : daysAfter(until, -remindedBefore);
    return today >= since && (asked === null || asked < since) ? [{ ...it, until }] : [];
  });
}
