import { eq, inArray, sql, type AnyColumn, type SQL } from "drizzle-orm";
import { mayOfficiate, rolesInForce, type Viewer } from "../../ground/viewer.ts";
import type { Forum } from "./forum.ts";
import { mayKnow } from "./guards.ts";
import { participants } from "./tables.ts";

/** Rows: who takes part in a forum is known to its officers; everyone else finds only themselves. */
export function participantsFor(forum: Pick<Forum, "processId">, viewer: Viewer): SQL {
  if (mayKnow("forum.participants", mayOfficiate(viewer, forum.processId))) return sql`true`;
  return viewer.kind === "person" ? eq(participants.personId, viewer.personId) : sql`false`;
}

/** Rows of the processes in which `viewer` is an officer now, by the column that names the process; undefined where that is none. */
export function officiatedBy(viewer: Viewer, processId: AnyColumn): SQL | undefined {
  const processIds = rolesInForce(viewer).filter((it) => it.role === "officer").map((it) => it.processId);
  return processIds.includes(null) ? sql`true` : processIds.length > 0 ? inArray(processId, processIds.filter((it) => it !== null)) : undefined;
}
