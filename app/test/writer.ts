// A process of its own that writes row after row into the data folder argv[2] and says each number once it is committed.
import { sql } from "drizzle-orm";
import { openDatabase } from "../src/ground/db/database.ts";
import { silentLog as log } from "../src/ground/log.ts";

const [, , dataDir, migrations] = process.argv;
const { db } = await openDatabase({ dataDir, migrations, log });
for (let n = 1; ; n++) {
  await db.transaction(async (tx) => {
    await tx.execute(sql`insert into notes (id, body) values (${n}, 'kept')`);
    await tx.execute(sql`update notes set day = '2026-03-01' where id = ${n}`);
  });
  process.stdout.write(`${n}\n`);
}
