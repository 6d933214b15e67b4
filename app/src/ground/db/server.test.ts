// What a person reads when the server in DATABASE_URL is not to be had. A socket that speaks just enough of PostgreSQL's
// protocol stands in for servers that refuse or are too old.
import { createServer, type Socket } from "node:net";
import { sql } from "drizzle-orm";
import { Client } from "pg";
import { expect, onTestFinished, test } from "vitest";
import { databaseOn } from "../../../test/database.ts";
import { migrationsOf } from "../../../test/migrations.ts";
import { silentLog as log } from "../log.ts";
import { StartRefusal } from "../start-refusal.ts";
import { visitor } from "../viewer.ts";
import { openDatabase } from "./database.ts";
import { rowsOf } from "./migrate.ts";
import { asViewer } from "./request.ts";

const migrations = migrationsOf("create table notes (id int primary key)");

async function refusal(databaseUrl: string) {
  const error = await openDatabase({ databaseUrl, migrations, log }).then(() => undefined, (it) => it);
  expect(error).toBeInstanceOf(StartRefusal);
  expect(error.message).not.toContain("s3cret");
  return error.message as string;
}

/** A message of the protocol: a letter, the length, the fields. */
function message(letter: string, ...fields: (string | Buffer)[]) {
  const body = Buffer.concat(fields.map((it) => (typeof it === "string" ? Buffer.from(`${it}\0`) : it)));
  const head = Buffer.alloc(5);
  head.write(letter);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const refusing = (code: string, text: string) => message("E", "SFATAL", `C${code}`, `M${text}`, Buffer.from([0]));
const number16 = (n: number) => Buffer.from([n >> 8, n & 255]);
const welcome = Buffer.concat([message("R", Buffer.alloc(4)), message("Z", Buffer.from("I"))]);
const answering = (value: string) => Buffer.concat([
  message("T", number16(1), "server_version", Buffer.alloc(6), Buffer.from([0, 0, 0, 25]), Buffer.alloc(8)),
  message("D", number16(1), Buffer.from([0, 0, 0, value.length]), Buffer.from(value)),
  message("C", "SHOW"), message("Z", Buffer.from("I")),
]);

/** The address of a server that answers with one message after the other. */
async function speaking(...replies: Buffer[]) {
  const talk = (socket: Socket) => {
    const left = [...replies];
    socket.on("error", () => {}).on("data", () => { const next = left.shift(); if (next) socket.write(next); });
  };
  const server = createServer(talk);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  return `postgres://ana:s3cret@127.0.0.1:${(server.address() as { port: number }).port}/travaux`;
}

test("a server that is not there is said not to be reached", async () => {
  expect(await refusal("postgres://ana:s3cret@127.0.0.1:1/travaux")).toBe(
    "The database server at 127.0.0.1:1/travaux cannot be reached (ECONNREFUSED). Start it, or check host and port in DATABASE_URL; leave DATABASE_URL empty for the embedded database.",
  );
});

test("a server whose name nobody knows is said so", async () => {
  expect(await refusal("postgres://ana:s3cret@no-such-host.invalid/travaux")).toBe("The database server's name “no-such-host.invalid” is not known. Check the host in DATABASE_URL.");
});

test("a wrong password is said without showing it", async () => {
  const url = await speaking(refusing("28P01", 'password authentication failed for user "ana"'));
  expect(await refusal(url)).toBe(`The database server at ${new URL(url).host}/travaux refused the user “ana” (wrong name or password, or not let in by pg_hba.conf). Check them in DATABASE_URL.`);
});

test("a missing database is said with what creates it", async () => {
  const url = await speaking(refusing("3D000", 'database "travaux" does not exist'));
  expect(await refusal(url)).toBe(`The database server at ${new URL(url).host}/travaux has no database of that name. Create it (createdb), or name another in DATABASE_URL.`);
});

test("a server older than 15 is refused with its version", async () => {
  const url = await speaking(welcome, answering("14.19 (Debian 14.19-1)"));
  expect(await refusal(url)).toBe(`The database server at ${new URL(url).host}/travaux is PostgreSQL 14.19; Travaux needs 15 or newer. Upgrade it, or set DATABASE_URL to another server.`);
});

test.runIf(process.env.TRAVAUX_TEST_POSTGRES)("an ordinary user of a server needs one role, is told which and how, and then the house opens", async () => {
  const admin = new Client({ connectionString: process.env.TRAVAUX_TEST_POSTGRES });
  await admin.connect();
  const name = `ordinary_${process.pid}`;
  const { url, drop } = await databaseOn(process.env.TRAVAUX_TEST_POSTGRES!);
  onTestFinished(async () => { await drop(); await admin.query(`drop role if exists ${name}`); await admin.end(); });
  await admin.query(`create role ${name} login nosuperuser nocreaterole`);
  await admin.query(`alter database ${new URL(url).pathname.slice(1)} owner to ${name}`);
  await admin.query("do $$ begin create role travaux_viewer nologin; exception when duplicate_object then null; end $$");
  const own = Object.assign(new URL(url), { username: name }).href;
  const error = await openDatabase({ databaseUrl: own, log }).then((it) => it.close(), (it: Error) => it);
  expect(error).toBeInstanceOf(StartRefusal);
  expect((error as Error).message).toContain(`create role travaux_viewer nologin; grant travaux_viewer to ${name}; then start Travaux again.`);
  await admin.query(`grant travaux_viewer to ${name}`);
  const database = await openDatabase({ databaseUrl: own, log });
  expect(await asViewer(database.db, visitor, (tx) => rowsOf(tx, sql`select current_user::text as role`))).toEqual([{ role: "travaux_viewer" }]);
  await database.close();
});
