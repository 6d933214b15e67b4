import { inArray, ne, or, sql, type SQL } from "drizzle-orm";
import { rolesInForce, type Viewer } from "../../ground/viewer.ts";
import { mayKnow } from "../disclosure/guards.ts";
import { calls } from "./tables.ts";

/** Calls: everyone reads what was announced; officers of the process also what is being prepared. */
export function callsFor(viewer: Viewer): SQL {
  if (mayKnow("call.draft", false)) return sql`true`;
  return or(ne(calls.state, "draft"), officiated(viewer))!;
}

/** Those of the processes in which `viewer` is an officer now. */
function officiated(viewer: Viewer): SQL | undefined {
  const processIds = rolesInForce(viewer).filter((it) => it.role === "officer").map((it) => it.processId);
  return processIds.includes(null) ? sql`true` : processIds.length > 0 ? inArray(calls.processId, processIds.filter((it) => it !== null)) : undefined;
}
