import { dayOf } from "../../../ground/clock.ts";
import type { Chance } from "../../../ground/chance.ts";
import type { Db } from "../../../ground/db/database.ts";
import { become, holdCode } from "../../../ground/db/request.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { actingAs, type Viewer } from "../../../ground/viewer.ts";
import { admit, type Forum } from "../../disclosure/forum.ts";
import { spendToken } from "../../disclosure/issue.ts";
import { isNarrowing, combinationOf, type Audience, type OfferedCombination } from "../../disclosure/rule.ts";
import type { Token } from "../../disclosure/tokens.ts";
import { codeHashOf, isInClearance, refuseUnlessShown } from "../contribution.ts";
import type { OpenedContribution } from "../disclosure.ts";
import { fileUnattributed, type FiledUnattributed, type Filing } from "../operations.ts";
import { changeContribution, contributionByCode, eraseWordings, removeContribution } from "../store.ts";

/** Who speaks in a forum without being anybody: reads what those who may write in it may read, and has no name. */
export const somebodyIn = (forum: Pick<Forum, "id" | "openTo">): Viewer => ({ ...actingAs(""), secondFactor: false, participatesIn: forum.openTo === "participants" ? [forum.id] : [] });

/**
 * File an input on a token of its forum. The token is spent first; what is filed, and what it answers, is then read as somebody who
 * may write there, which is all that a token says. `filingFor` reads the rest of the filing as that viewer.
 */
export async function fileWithToken(db: Db, forum: Forum, token: Token, filingFor: (viewer: Viewer) => Promise<Filing>, now: Date, chance: Chance): Promise<FiledUnattributed> {
  await spendToken(db, forum, "comment", token);
  const viewer = somebodyIn(forum);
  await become(db, viewer);
  return fileUnattributed(db, await filingFor(viewer), now, chance);
}

/** File an input in a session, for a browser without scripts or tokens: the session is looked at, and no link to it is kept. Nothing that is stored tells this way from the other. */
export async function fileUnattributedAsSession(db: Db, viewer: Viewer, filing: Filing, now: Date, chance: Chance): Promise<FiledUnattributed> {
  admit(viewer, filing.forum, filing.disclosure, now);
  return fileUnattributed(db, filing, now, chance);
}

/** The input that a typed secret code opens, for the rest of the transaction; a refusal that tells nothing for any other. */
export async function openByCode(db: Db, typed: string): Promise<OpenedContribution> {
  const hash = codeHashOf(typed);
  if (hash) await holdCode(db, hash);
  const it = hash && ((await contributionByCode(db, hash)) ?? (await contributionByCode(db, hash))); // a batch that was released as we looked has written it anew
  if (!it) throw new Refusal("not-found", "code-unknown");
  return it;
}

/** Take it back. What waits leaves nothing; of all else the words are erased. That it was there stays: of what was shown for its readers, of what was in clearance for the secretariat alone. */
export async function withdrawByCode(db: Db, it: OpenedContribution): Promise<void> {
  if (it.state === "withdrawn" || it.state === "taken-back") throw new Refusal("not-now", "contribution-withdrawn", { reference: it.reference });
  if (it.state === "waiting") return void (await removeContribution(db, it.id));
  await eraseWordings(db, it.id);
  await changeContribution(db, it.id, { state: isInClearance(it) ? "taken-back" : "withdrawn", heldReason: null, heldBecause: null, heldDay: null });
}

/** Say whether it still stands, with the day. */
export async function sayStanding(db: Db, it: OpenedContribution, stands: boolean, now: Date): Promise<void> {
  refuseUnlessShown(it);
  await changeContribution(db, it.id, { stands, standsDay: dayOf(now) });
}

/** Let fewer people read it. More is never possible: nobody could say whose it is. */
export async function narrowByCode(db: Db, it: OpenedContribution, audience: Audience): Promise<void> {
  refuseUnlessShown(it);
  if (!isNarrowing(combinationOf(it) as OfferedCombination, `${audience}/unattributed`)) throw new Refusal("not-allowed", "never-widened");
  await changeContribution(db, it.id, { audience });
}
