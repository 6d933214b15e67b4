import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { createHash } from "node:crypto";
import type { Db } from "../../../ground/db/database.ts";
import { rowsOf } from "../../../ground/db/migrate.ts";
import { visitor } from "../../../ground/viewer.ts";
import type { Call } from "../../calls/call.ts";
import { calls } from "../../calls/tables.ts";
import { campaignsAmong, foldsOf, type AskFolds } from "../campaign.ts";
import { contributionsFor, type ShownContribution } from "../disclosure.ts";
import { shown } from "../store.ts";
import { askPins, campaignExceptions, contributions, wordings } from "../tables.ts";
import { asksOf } from "./asks.ts";
import { draftsQuotedBy } from "./submissions.ts";

/** That a submission is kept apart from campaigns: by whom, since when, why. */
export type CampaignException = typeof campaignExceptions.$inferSelect;

/** The exceptions that hold for the submissions to a call, by submission. */
export async function exceptionsAt(db: Db, callId: string): Promise<Map<string, CampaignException>> {
  const rows = await db.select({ it: campaignExceptions }).from(campaignExceptions).innerJoin(contributions, eq(contributions.id, campaignExceptions.contributionId))
    .where(and(eq(contributions.callId, callId), contributionsFor(visitor))).orderBy(asc(campaignExceptions.contributionId));
  return new Map(rows.map(({ it }) => [it.contributionId, it]));
}
export const addException = (db: Db, it: CampaignException) => db.insert(campaignExceptions).values(it).onConflictDoNothing().returning({ id: campaignExceptions.contributionId });
export const removeException = (db: Db, contributionId: string) => db.delete(campaignExceptions).where(eq(campaignExceptions.contributionId, contributionId)).returning({ id: campaignExceptions.contributionId });

/** What all that answer a call may quote: its own words, and the drafts to which asks are pinned. */
export const quotedIn = async (db: Db, call: Pick<Call, "id" | "about" | "questions">): Promise<string[]> =>
  [...Object.values(call.about), ...call.questions.flatMap((it) => Object.values(it.text)), ...await draftsQuotedBy(db, call.id)].filter((it) => it !== undefined);

const compared = () => and(eq(contributions.kind, "submission"), eq(contributions.state, "shown"), eq(contributions.audience, "public"), eq(contributions.attribution, "named"))!;

/** A digest of everything on which the campaigns of a process depend: as long as it is the same, so are they. */
async function stateOf(db: Db, processId: string): Promise<string> {
  const rows = await rowsOf<{ digest: string | null }>(db, sql`select md5(string_agg(${contributions.id} || ' ' || ${wordings.fingerprint} || ' ' || (${campaignExceptions.contributionId} is not null), ',' order by ${contributions.id})) as digest
    from ${contributions} join ${wordings} on ${wordings.contributionId} = ${contributions.id} and ${wordings.edition} = ${contributions.edition} left join ${campaignExceptions} on ${campaignExceptions.contributionId} = ${contributions.id}
    where ${and(eq(contributions.processId, processId), compared())}
    union all select md5(string_agg(${calls.id} || ${calls.about}::text || ${calls.questions}::text, ',' order by ${calls.id})) from ${calls} where ${eq(calls.processId, processId)}
    union all select md5(string_agg(pinned.version_id || ' ' || pinned.place || ' ' || pinned.words, ',' order by pinned.version_id, pinned.place)) from (select distinct ${askPins.versionId}, ${askPins.place}, (select count(*) from editions where editions.version_id = ${askPins.versionId}) as words
      from ${askPins} join ${contributions} on ${contributions.id} = ${askPins.contributionId} where ${and(eq(contributions.processId, processId), compared())}) pinned`);
  return createHash("sha256").update(JSON.stringify([processId, ...rows.map((it) => it.digest)])).digest("hex");
}

/** Reading and comparing all submissions takes seconds where there are thousands; what everyone reads is the same for everyone. */
const found = new Map<string, AskFolds>();
const mostKept = 20;

/** Which public asks of a process are the same asks of one campaign. Compared anew only when a submission, a call or an exception is another. */
export async function askFoldsIn(db: Db, processId: string): Promise<AskFolds> {
  const state = await stateOf(db, processId);
  const before = found.get(state);
  if (before) return before;
  const folds = await compare(db, processId);
  for (const old of [...found.keys()].slice(0, Math.max(0, found.size - mostKept + 1))) found.delete(old);
  found.set(state, folds);
  return folds;
}

async function compare(db: Db, processId: string): Promise<AskFolds> {
  const all = (await shown(db, visitor, and(eq(contributions.processId, processId), compared())!)).filter((it) => it.callId !== null);
  const ofProcess = all.length === 0 ? [] : await db.select().from(calls).where(inArray(calls.id, [...new Set(all.map((it) => it.callId!))])).orderBy(asc(calls.number));
  const byCall = Map.groupBy(all, (it: ShownContribution) => it.callId!);
  const campaigns = [];
  for (const call of ofProcess) campaigns.push(...campaignsAmong(byCall.get(call.id)!, await quotedIn(db, call as unknown as Call), new Set((await exceptionsAt(db, call.id)).keys())));
  const members = campaigns.flatMap(({ lead, others }) => [lead.id, ...others.map((it) => it.id)]);
  return foldsOf(campaigns, await asksOf(db, members, visitor));
}
