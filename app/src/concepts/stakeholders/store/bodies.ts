import { sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { stakeholders } from "../tables.ts";

/** What a card of something else shows of a body. */
export const bodyColumns = { id: stakeholders.id, slug: stakeholders.slug, name: stakeholders.name, sector: stakeholders.sector, country: stakeholders.country, regionalGroup: stakeholders.regionalGroup, kind: stakeholders.kind, invented: stakeholders.invented };
/** The body that somebody is now: what it was merged into, if it was. */
export const bodyNow = (column: AnyPgColumn) => sql`coalesce((select formerly.merged_into_id from stakeholders formerly where formerly.id = ${column}), ${column})`;
