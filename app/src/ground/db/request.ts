import { sql } from "drizzle-orm";
import type { Viewer } from "../viewer.ts";
import type { Db } from "./database.ts";

/** What a request may do: `read` is held to it by PostgreSQL, and reads one state of the house from beginning to end. */
export type Access = "read" | "write";

/**
 * Run `fn` in the one transaction of a request (one a request, not one a query: ten of them cost a page 52 round trips),
 * with `travaux.viewer` (the person's id), `travaux.roles` (",editor:p1,officer:,") and `travaux.stakeholders` (",id,id,")
 * set until it ends, so that row-level security can rely on them. An error rolls everything back. On the embedded database the whole house waits for `fn`: keep other waiting out of it.
 */
export function asViewer<T>(db: Db, viewer: Viewer, fn: (tx: Db) => Promise<T>, access: Access = "write"): Promise<T> {
  const { personId, roles, speaksFor } = viewer.kind === "visitor" ? { personId: "", roles: [], speaksFor: [] } : viewer;
  return db.transaction(
    async (tx) => {
      await tx.execute(sql`select set_config('travaux.viewer', ${personId}, true),
        set_config('travaux.roles', ${listed(roles.map((it) => `${it.role}:${it.processId ?? ""}`))}, true),
        set_config('travaux.stakeholders', ${listed(speaksFor.map((it) => it.stakeholderId))}, true)`);
      return fn(tx);
    },
    access === "read" ? { accessMode: "read only", isolationLevel: "repeatable read" } : undefined,
  );
}

/** With a comma on either side of each, so that a policy can look for ",officer:,". */
const listed = (items: string[]) => (items.length === 0 ? "" : `,${items.join(",")},`);
