import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";

/** Whether the database answers, and which it is. */
export async function healthOf({ db, kind }: Pick<Database, "db" | "kind">) {
  try {
    await db.execute(sql`select 1`);
    return { ok: true, database: kind };
  } catch {
    return { ok: false, database: kind };
  }
}
