import { sql } from "drizzle-orm";
import type { Viewer } from "../viewer.ts";
import type { Db } from "./database.ts";

/** What a request may do: `read` is held to it by PostgreSQL, and reads one state of the house from beginning to end. */
export type Access = "read" | "write";

/**
 * Run `fn` in the one transaction of a request (one a request, not one a query: ten of them cost a page 52 round trips),
 * with `travaux.viewer`, `travaux.role` and `travaux.process` set until it ends, so that row-level security can rely on
 * them. An error rolls everything back. On the embedded database the whole house waits for `fn`: keep other waiting out of it.
 */
export function asViewer<T>(db: Db, viewer: Viewer, fn: (tx: Db) => Promise<T>, access: Access = "write"): Promise<T> {
  const { name, processId } = viewer.role === "visitor" ? { name: null, processId: null } : viewer;
  return db.transaction(
    async (tx) => {
      await tx.execute(sql`select set_config('travaux.viewer', ${name ?? ""}, true),
        set_config('travaux.role', ${viewer.role}, true), set_config('travaux.process', ${processId ?? ""}, true)`);
      return fn(tx);
    },
    access === "read" ? { accessMode: "read only", isolationLevel: "repeatable read" } : undefined,
  );
}
