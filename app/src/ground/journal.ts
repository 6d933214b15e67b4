import type { Db } from "./db/database.ts";
import { journal } from "./tables.ts";
import type { Viewer } from "./viewer.ts";

/** Write down what happened; in the transaction of the deed, so that neither stands without the other. */
export const record = (db: Db, viewer: Viewer, what: string, subject: string, now: Date, details: object = {}) =>
  db.insert(journal).values({ at: now, by: viewer.kind === "visitor" ? null : viewer.name, what, subject, details });
