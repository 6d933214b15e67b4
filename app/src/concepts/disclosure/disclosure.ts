import { eq, sql, type SQL } from "drizzle-orm";
import { mayOfficiate, type Viewer } from "../../ground/viewer.ts";
import type { Forum } from "./forum.ts";
import { mayKnow } from "./guards.ts";
import { participants } from "./tables.ts";

/** Rows: who takes part in a forum is known to its officers; everyone else finds only themselves. */
export function participantsFor(forum: Pick<Forum, "processId">, viewer: Viewer): SQL {
  if (mayKnow("forum.participants", mayOfficiate(viewer, forum.processId))) return sql`true`;
  return viewer.kind === "person" ? eq(participants.personId, viewer.personId) : sql`false`;
}
