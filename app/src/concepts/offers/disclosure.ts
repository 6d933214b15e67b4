import { inArray, or, sql, type SQL } from "drizzle-orm";
import { bodiesOf, type Viewer } from "../../ground/viewer.ts";
import { mayKnow } from "../disclosure/guards.ts";
import { offerInquiries, offers } from "./tables.ts";

/** Rows: an inquiry is for its two ends, whoever asked and whoever posted, and for nobody else; not for officers either. */
export function inquiriesFor(viewer: Viewer): SQL {
  if (mayKnow("offer.inquiry", false)) return sql`true`;
  const own = bodiesOf(viewer);
  if (own.length === 0) return sql`false`;
  return or(inArray(offerInquiries.stakeholderId, own), inArray(offers.stakeholderId, own))!;
}
