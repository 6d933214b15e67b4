import { eq, inArray, or, sql, type SQL } from "drizzle-orm";
import { bodiesOf, type Viewer } from "../../ground/viewer.ts";
import { officiatedBy } from "../disclosure/disclosure.ts";
import { mayKnow } from "../disclosure/guards.ts";
import { meetings } from "../meetings/tables.ts";
import { registrations } from "./tables.ts";

/** Registrations: those of one's own bodies and of oneself; all of a process for its officers. Ask with its meeting joined. */
export function registrationsFor(viewer: Viewer): SQL {
  if (mayKnow("registration.row", false)) return sql`true`;
  if (viewer.kind === "visitor") return sql`false`;
  const own = bodiesOf(viewer);
  return or(officiatedBy(viewer, meetings.processId), own.length > 0 ? inArray(registrations.stakeholderId, own) : undefined, eq(registrations.personId, viewer.personId))!;
}
