// The floor under bench/comments.ts: what pgbench does of the same in the same tables, with all their keys, checks, indexes and
// triggers, on the same server. It draws no page, holds no policy and makes no proof; and it says nothing of the tile and the
// checkpoint, which the house writes once for all comments that come in the same moment.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";

/** New for each comment, made of the one number that pgbench draws. */
const own = {
  id: "md5(:n::text || 'id')::uuid::text", entry: "md5(:n::text || 'entry')::uuid", reference: "'C-' || upper(substr(md5(:n::text), 1, 9))",
};

/** What a comment writes, and what of each row is new. */
const written: Record<string, Record<string, string>> = {
  contributions: { id: own.id, reference: own.reference }, authorships: { contribution_id: own.id }, wordings: { contribution_id: own.id },
  record_pending: { entry: own.entry }, contribution_proofs: { entry: own.entry, contribution_id: own.id }, journal: { subject: own.id },
};

/** Where a row of a comment is found that was filed before, to be written again with another id. */
const newest: Record<string, string> = {
  contributions: "contributions where id = $1", authorships: "authorships where contribution_id = $1", wordings: "wordings where contribution_id = $1",
  record_pending: "record_leaves where entry::text = (select entry::text from contribution_proofs where contribution_id = $1)",
  contribution_proofs: "contribution_proofs where contribution_id = $1", journal: "journal where subject = $1",
};

/** An insert of a row like the one that this comment has there. */
async function insertOf(client: Client, table: string, commentId: string): Promise<string> {
  const { rows: columns } = await client.query<{ name: string }>("select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' and coalesce(column_default, '') not like 'nextval%' order by ordinal_position", [table]);
  const { rows: [row] } = await client.query<Record<string, string | null>>(`select ${columns.map((it) => `"${it.name}"::text`).join(", ")} from ${newest[table]!}`, [commentId]);
  const valueOf = (name: string) => written[table]![name] ?? (row![name] === null ? "null" : client.escapeLiteral(row![name]!));
  return `insert into ${table} (${columns.map((it) => `"${it.name}"`).join(", ")}) values (${columns.map((it) => valueOf(it.name)).join(", ")});`;
}

/** Its place in the record, in a transaction of its own, and what is read for a receipt. */
const record = [
  "begin;", `delete from record_pending where entry = ${own.entry} returning id, commitment;`,
  `insert into record_leaves (position, entry, commitment) values (nextval('bench_positions'), ${own.entry}, sha256('bench'));`, "commit;",
];
const reads = [
  "begin isolation level repeatable read read only;",
  `select * from contributions c join wordings w on w.contribution_id = c.id and w.edition = c.edition join authorships a on a.contribution_id = c.id join stakeholders s on s.id = a.stakeholder_id where c.reference = ${own.reference};`,
  `select * from contribution_proofs where contribution_id = ${own.id};`, `select position from record_leaves where entry = ${own.entry};`,
  "select * from record_checkpoints order by size desc limit 1;", "select hashes from record_tiles where level = 0 and index = 0;", "commit;",
];

/** Comments a second that pgbench files so, after the newest one of this database: the writes alone, and with their place in the record and the reads of a receipt. */
export async function pgbench(url: string, folder: string, { clients, seconds }: { clients: number; seconds: number }): Promise<{ writes: number; all: number }> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows: [like] } = await client.query<{ id: string }>("select c.id from contributions c join journal on subject = c.id where attribution = 'named' order by journal.id desc limit 1");
  const inserts: string[] = [];
  for (const table of Object.keys(written)) inserts.push(await insertOf(client, table, like!.id));
  await client.query("create sequence bench_positions start 1000000000");
  await client.end();
  const writing = ["\\set n random(1, 1000000000000000)", "begin;", ...inserts, "commit;"];
  const run = (script: string[]) => rateOf(url, folder, script.join("\n"), { clients, seconds });
  return { writes: run(writing), all: run([...writing, ...record, ...reads]) };
}

/** Transactions a second of a script, by this many clients for this long. */
export function rateOf(url: string, folder: string, script: string, { clients, seconds }: { clients: number; seconds: number }): number {
  const home = mkdtempSync(join(tmpdir(), "travaux-pgbench-"));
  const file = join(home, "script.sql");
  writeFileSync(file, script);
  const beside = join(folder, "pgbench"); // or elsewhere in PATH, where the server is a link to another folder
  const said = execFileSync(existsSync(beside) ? beside : "pgbench", ["-n", "-M", "prepared", "-c", String(clients), "-j", "2", "-T", String(seconds), "-f", file, url], { encoding: "utf8" });
  rmSync(home, { recursive: true, force: true });
  return Number(/tps = ([\d.]+)/.exec(said)![1]);
}
