import { dayOf } from "../../../ground/clock.ts";
import type { Db } from "../../../ground/db/database.ts";
import { record } from "../../../ground/journal.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { officerOf, type Viewer } from "../../../ground/viewer.ts";
import { isComparable } from "../campaign.ts";
import type { ShownContribution } from "../disclosure.ts";
import { addException, removeException } from "../store/campaigns.ts";

/** Keep a submission apart from the campaign that its words would put it in: an officer's judgement, with a reason that everyone reads. */
export async function takeOutOfCampaign(db: Db, viewer: Viewer, shown: ShownContribution, because: string, now: Date): Promise<void> {
  const officer = officerOf(viewer, shown.processId);
  if (!isComparable(shown)) throw new Refusal("not-now", "campaign-of-none", { reference: shown.reference });
  const added = await addException(db, { contributionId: shown.id, because, officer, day: dayOf(now) });
  if (added.length === 0) throw new Refusal("not-now", "campaign-apart-already", { reference: shown.reference });
  await record(db, viewer, "taken out of campaign", shown.id, now, { because });
}

/** Let its words say again whether it belongs to a campaign. */
export async function putBackIntoCampaign(db: Db, viewer: Viewer, shown: ShownContribution, now: Date): Promise<void> {
  officerOf(viewer, shown.processId);
  if ((await removeException(db, shown.id)).length === 0) throw new Refusal("not-now", "campaign-of-none", { reference: shown.reference });
  await record(db, viewer, "put back into campaign", shown.id, now);
}
