import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "../../../ground/db/database.ts";
import type { Viewer } from "../../../ground/viewer.ts";
import type { AskState, Pin } from "../ask.ts";
import { contributionsFor, discloseAsk, type ShownAsk } from "../disclosure.ts";
import { asks, contributions } from "../tables.ts";

const pinned = sql<Pin[]>`coalesce((select jsonb_agg(jsonb_build_object('versionId', pin.version_id, 'place', pin.place) order by pin.version_id, pin.place) from ask_pins pin where pin.contribution_id = ${asks.contributionId} and pin.number = ${asks.number}), '[]')`;
const themed = sql<string[]>`coalesce((select jsonb_agg(theme.theme_id order by theme.theme_id) from ask_themes theme where theme.contribution_id = ${asks.contributionId} and theme.number = ${asks.number}), '[]')`;

/** The asks of these contributions, as far as `viewer` may see them, by contribution and number: one query. */
export async function asksOf(db: Db, contributionIds: readonly string[], viewer: Viewer): Promise<ShownAsk[]> {
  if (contributionIds.length === 0) return [];
  const rows = await db.select({ contributionId: asks.contributionId, number: asks.number, state: asks.state, pins: pinned, themeIds: themed }).from(asks)
    .innerJoin(contributions, eq(contributions.id, asks.contributionId))
    .where(and(inArray(asks.contributionId, [...contributionIds]), contributionsFor(viewer))).orderBy(asc(asks.contributionId), asc(asks.number));
  return rows.map(discloseAsk);
}

/** Put an ask, or all asks of a contribution that stand at `from`, into a state. How many were changed comes back. */
export async function setAskState(db: Db, contributionId: string, state: AskState, which: { number: number } | { from: readonly AskState[] }): Promise<number> {
  const these = "number" in which ? eq(asks.number, which.number) : inArray(asks.state, [...which.from]);
  return (await db.update(asks).set({ state }).where(and(eq(asks.contributionId, contributionId), these)).returning({ number: asks.number })).length;
}

