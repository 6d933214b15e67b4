import { isNotNull, sql, type SQL } from "drizzle-orm";
import { mayEdit, type Viewer } from "../../ground/viewer.ts";
import { versions } from "./tables.ts";

/** Versions: everyone reads what is published; an editor of the process also what is being prepared. */
export const versionsFor = (viewer: Viewer, processId: string): SQL => (mayEdit(viewer, processId) ? sql`true` : isNotNull(versions.publishedAt));
