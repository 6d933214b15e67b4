import type { EmbeddedClient, EmbeddedSession } from "./embedded.ts";
import { syncEverything, type Inbox, type InboxRow } from "./inbox.ts";

/** Take what the triggers noted in this transaction; asked just before it commits, as the owner of the tables. */
export async function takeNoted(tx: EmbeddedSession): Promise<InboxRow[]> {
  const { rows } = await tx.query("select relation, key, kept, unlinked from inbox_rows order by id");
  if (rows.length > 0) await tx.exec("set local role none; delete from inbox_rows");
  const noted = rows as InboxRow[];
  return noted.map((it) => ({ ...it, unlinked: noted.some((one) => one.unlinked) })); // what came with it would tell when
}

/** Put the rows of the last run back where a power cut took them: each as it last was, however often this is done. */
export async function replay(client: EmbeddedClient, rows: readonly InboxRow[]): Promise<void> {
  if (rows.length === 0) return;
  await client.transaction(async (tx) => {
    await tx.exec("set local session_replication_role = replica"); // rows come in no order of references, and triggers ran when they were written
    for (const it of rows) await putBack(tx, it);
    await tx.exec(sequencesAhead);
  });
}

async function putBack(tx: EmbeddedSession, { relation, key, kept }: InboxRow) {
  const columns = await columnsOf(tx, relation);
  if (columns.length === 0) return; // a table that a later version has done away with
  const where = Object.keys(key).map((it) => `${quoted(it)} = (jsonb_populate_record(null::${quoted(relation)}, $1)).${quoted(it)}`).join(" and ");
  if (!kept) return void (await tx.query(`delete from ${quoted(relation)} where ${where}`, [JSON.stringify(key)]));
  const names = columns.map(quoted).join(", ");
  const changed = columns.filter((it) => !(it in key)).map((it) => `${quoted(it)} = excluded.${quoted(it)}`).join(", ");
  await tx.query(`insert into ${quoted(relation)} (${names}) select ${names} from jsonb_populate_record(null::${quoted(relation)}, $1)
    on conflict (${Object.keys(key).map(quoted).join(", ")}) do ${changed ? `update set ${changed}` : "nothing"}`, [JSON.stringify(kept)]);
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** The columns that can be written: not those which the database makes from the others. */
async function columnsOf(tx: EmbeddedSession, relation: string): Promise<string[]> {
  const { rows } = await tx.query("select column_name from information_schema.columns where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position", [relation]);
  return (rows as { column_name: string }[]).map((it) => it.column_name);
}

/** Counted numbers go on after the highest that was put back. */
const sequencesAhead = `do $$ declare it record; highest bigint; begin
  for it in select table_name, column_name, pg_get_serial_sequence(quote_ident(table_name), column_name) as counter from information_schema.columns
    where table_schema = 'public' and column_default like 'nextval(%' loop
    execute format('select max(%I) from %I', it.column_name, it.table_name) into highest;
    if highest is not null then perform setval(it.counter, greatest(highest, nextval(it.counter))); end if;
  end loop; end $$`;

/** Bring the database's own files to the disk, and empty the inbox: all in one turn, so that nothing is acknowledged in between. */
export const settle = (client: EmbeddedClient, folder: string, inbox: Inbox): Promise<void> =>
  client.transaction(async (tx) => {
    await tx.exec("checkpoint");
    syncEverything(folder);
    inbox.clear();
  });
