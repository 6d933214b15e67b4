import { sql } from "drizzle-orm";
import { bodiesOf, rolesInForce, type Viewer } from "../viewer.ts";
import type { Db } from "./database.ts";

/** What a request may do: `read` is held to it by PostgreSQL, and reads one state of the house from beginning to end. */
export type Access = "read" | "write";

/**
 * Run `fn` in the one transaction of a request (one a request, not one a query: ten of them cost a page 52 round trips), as the
 * role `travaux_viewer`, which owns nothing, so that row policies hold; they rely on what is set here until it ends:
 * `travaux.viewer` (the person's id), `travaux.roles` (",editor:p1,officer:,"), `travaux.stakeholders` and `travaux.forums` (",id,id,").
 * An error rolls everything back. On the embedded database the whole house waits for `fn`: keep other waiting out of it.
 */
export function asViewer<T>(db: Db, viewer: Viewer, fn: (tx: Db) => Promise<T>, access: Access = "write"): Promise<T> {
  return db.transaction(
    async (tx) => {
      await become(tx, viewer);
      return fn(tx);
    },
    access === "read" ? { accessMode: "read only", isolationLevel: "repeatable read" } : undefined,
  );
}

/** From here to the end of its transaction, `tx` asks as `viewer`. */
export async function become(tx: Db, viewer: Viewer): Promise<void> {
  const { personId, participatesIn } = viewer.kind === "visitor" ? { personId: "", participatesIn: [] } : viewer;
  await tx.execute(sql`select set_config('role', ${rowPoliciesHold ? "travaux_viewer" : "none"}, true), set_config('travaux.viewer', ${personId}, true),
    set_config('travaux.roles', ${listed(rolesInForce(viewer).map((it) => `${it.role}:${it.processId ?? ""}`))}, true),
    set_config('travaux.stakeholders', ${listed(bodiesOf(viewer))}, true),
    set_config('travaux.forums', ${listed(participatesIn)}, true)`);
}

/** From here to the end of its transaction, `tx` may open the unattributed input whose secret code has this hash. */
export const holdCode = (tx: Db, codeHash: string) => tx.execute(sql`select set_config('travaux.code', ${codeHash}, true)`);

let rowPoliciesHold = true;
/** For tests only: do without the row policies, to see that the other guards hold alone. Refused (RangeError) in a running house. */
export function letRowPoliciesHold(hold: boolean): void {
  if (process.env.NODE_ENV !== "test") throw new RangeError("row policies are left out in tests only");
  rowPoliciesHold = hold;
}

/** With a comma on either side of each, so that a policy can look for ",officer:,". */
const listed = (items: readonly string[]) => (items.length === 0 ? "" : `,${items.join(",")},`);
