import { ne, or, sql, type SQL } from "drizzle-orm";
import type { Viewer } from "../../ground/viewer.ts";
import { officiatedBy } from "../disclosure/disclosure.ts";
import { mayKnow } from "../disclosure/guards.ts";
import { calls } from "./tables.ts";

/** Calls: everyone reads what was announced; officers of the process also what is being prepared. */
export function callsFor(viewer: Viewer): SQL {
  if (mayKnow("call.draft", false)) return sql`true`;
  return or(ne(calls.state, "draft"), officiatedBy(viewer, calls.processId))!;
}
