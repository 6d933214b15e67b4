import { and, eq, exists, ne, or, sql, type SQL } from "drizzle-orm";
import type { Db } from "../../ground/db/database.ts";
import { mayOfficiate, type Viewer } from "../../ground/viewer.ts";
import { mayKnow } from "../disclosure/guards.ts";
import type { Meeting } from "../meetings/meeting.ts";
import { registrations } from "../registrations/tables.ts";
import type { Selection } from "./selection.ts";
import { selectionApplicants, selections } from "./tables.ts";

type Of = Pick<Meeting, "processId">;

/** A selection: everyone reads what was published; officers of the process also what is being prepared. */
export const selectionFor = (viewer: Viewer, { processId }: Of): SQL | undefined => (mayKnow("selection.draft", mayOfficiate(viewer, processId)) ? undefined : ne(selections.state, "draft"));

/** Pseudonyms: one’s own, or that of somebody without an account whom one registered; all for officers. Ask with the registration joined. */
export function applicantsFor(viewer: Viewer, { processId }: Of): SQL | undefined {
  if (mayKnow("selection.pseudonym", mayOfficiate(viewer, processId))) return undefined;
  return viewer.kind === "visitor" ? sql`false` : or(eq(registrations.personId, viewer.personId), and(sql`${registrations.personId} is null`, eq(registrations.registeredBy, viewer.personId)));
}

/** Pool, chances and result: where the meeting is not under the Rule for everyone once they are published; else for those in the pool, and officers. */
export function filesFor(db: Db, viewer: Viewer, of: Of, selection: Pick<Selection, "id" | "state" | "underRule">): SQL | undefined {
  if (mayKnow("selection.files", mayOfficiate(viewer, of.processId) || (selection.state !== "draft" && !selection.underRule))) return undefined;
  if (selection.state === "draft" || viewer.kind === "visitor") return sql`false`;
  return exists(db.select({ one: sql`1` }).from(selectionApplicants).innerJoin(registrations, eq(registrations.id, selectionApplicants.registrationId)).where(and(eq(selectionApplicants.selectionId, selection.id), eq(selectionApplicants.inPool, true), applicantsFor(viewer, of))));
}
