import type { Db } from "./db/database.ts";
import { journal } from "./tables.ts";
import type { Viewer } from "./viewer.ts";

/** Write down what happened; in the transaction of the deed, so that neither stands without the other. */
export const record = (db: Db, viewer: Viewer, what: string, subject: string, now: Date, details: object = {}) =>
  db.insert(journal).values({ at: now, ...whoActs(viewer), what, subject, details });

/** A person by id, for a name would stay when they go; a command or the sample by what it calls itself. */
function whoActs(viewer: Viewer): { byPerson: string | null; by: string | null } {
  if (viewer.kind === "visitor") return { byPerson: null, by: null };
  return viewer.personId ? { byPerson: viewer.personId, by: null } : { byPerson: null, by: viewer.name };
}
