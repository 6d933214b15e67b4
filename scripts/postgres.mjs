// A PostgreSQL server for tests and benches: the one of TEST_DATABASE_URL, or a temporary one of this machine's binaries.
import { execFile, spawn } from "node:child_process";
import { accessSync, chownSync, constants, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createConnection, createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);
const oldestMajor = 15;

/** Why the last findOrStartPostgres() answered null, in one line; empty when it did not. */
export let reason = "";

/**
 * A PostgreSQL server of version 15 or newer: `{ url, version, stop() }`, or null (see `reason`) when there is none here.
 * `stop` ends and removes what was started; on TEST_DATABASE_URL it does nothing. `durable`: one whose commits wait for the disk, for benches.
 */
export async function findOrStartPostgres({ durable = false } = {}) {
  reason = "";
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, version: "given by TEST_DATABASE_URL", stop: async () => {} };
  const found = await findBinaries();
  if (!found) return no(`no PostgreSQL ${oldestMajor} or newer in PATH, /usr/lib/postgresql or Homebrew`);
  const account = process.getuid?.() === 0 ? await ordinaryAccount() : undefined;
  if (account === null) return no("PostgreSQL does not run as root, and there is no user postgres or nobody");
  try {
    return await startCluster(found, account, durable);
  } catch (error) {
    return no(`PostgreSQL ${found.version} did not start: ${String(error.stderr || error.message).trim().split("\n").at(-1)}`);
  }
}

function no(why) {
  reason = why;
  return null;
}

/** The newest of the folders that hold initdb and postgres. */
async function findBinaries() {
  const found = [];
  for (const folder of candidateFolders()) {
    if (!isExecutable(join(folder, "initdb")) || !isExecutable(join(folder, "postgres"))) continue;
    const version = await run(join(folder, "postgres"), ["--version"]).then((it) => /(\d+)(\.\d+)*/.exec(it.stdout)?.[0], () => undefined);
    if (version && Number.parseInt(version, 10) >= oldestMajor) found.push({ folder, version });
  }
  return found.toSorted((a, b) => Number.parseFloat(b.version) - Number.parseFloat(a.version))[0];
}

function candidateFolders() {
  const versions = (parent, inside) => list(parent).map((name) => join(parent, name, inside));
  const homebrew = ["/opt/homebrew/opt", "/usr/local/opt", "/home/linuxbrew/.linuxbrew/opt"].flatMap((opt) =>
    list(opt).filter((name) => name.startsWith("postgresql")).map((name) => join(opt, name, "bin")));
  return [
    ...(process.env.PATH ?? "").split(delimiter).filter(Boolean),
    ...versions("/usr/lib/postgresql", "bin"), // Debian
    ...list("/usr").filter((name) => name.startsWith("pgsql-")).map((name) => join("/usr", name, "bin")), // Fedora
    ...versions("/Applications/Postgres.app/Contents/Versions", "bin"),
    ...homebrew,
  ];
}

function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** As root: the ids of a user that postgres accepts; null when there is none. */
async function ordinaryAccount() {
  for (const name of ["postgres", "nobody"]) {
    const ids = await Promise.all(["-u", "-g"].map((flag) => run("id", [flag, name]))).catch(() => null);
    if (ids) return { uid: Number(ids[0].stdout), gid: Number(ids[1].stdout) };
  }
  return null;
}

async function startCluster({ folder, version }, account, durable) {
  const home = mkdtempSync(join(tmpdir(), "travaux-postgres-"));
  try {
    if (account) chownSync(home, account.uid, account.gid);
    const as = { ...account, cwd: home, env: { ...process.env, LC_ALL: "C", PGDATA: undefined } };
    const data = join(home, "data");
    await run(join(folder, "initdb"), ["-D", data, "-U", "travaux", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"], as);
    const port = await freePort();
    const server = spawn(join(folder, "postgres"), ["-D", data, ...serverOptions(home, port, durable)], { ...as, stdio: ["ignore", "ignore", "pipe"] });
    const stop = stopper(server, home);
    await accepting(server, port, stop);
    return { url: `postgres://travaux@127.0.0.1:${port}/postgres`, version, stop, folder };
  } catch (error) {
    rmSync(home, { recursive: true, force: true });
    throw error;
  }
}

/** Nothing here outlives the run, so nothing need reach the disk, unless what is measured is the way there. */
const serverOptions = (home, port, durable) =>
  ["-p", String(port), "-h", "127.0.0.1", "-k", home, ...["max_connections=100", ...(durable ? [] : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"])].flatMap((it) => ["-c", it])];

/** Ends the server when asked, and also when we leave without having asked. */
function stopper(server, home) {
  const ended = new Promise((done) => server.once("exit", done));
  const atExit = () => {
    server.kill("SIGQUIT");
    rmSync(home, { recursive: true, force: true });
  };
  process.once("exit", atExit);
  return async () => {
    process.off("exit", atExit);
    if (server.exitCode === null) server.kill("SIGINT"); // a fast shutdown
    await ended;
    rmSync(home, { recursive: true, force: true });
  };
}

async function accepting(server, port, stop) {
  let said = "";
  server.stderr.on("data", (chunk) => (said = (said + chunk).slice(-2000)));
  for (let attempt = 0; attempt < 150; attempt++) {
    if (server.exitCode !== null) break;
    if (said.includes("ready to accept connections") && (await answers(port))) return;
    await delay(100);
  }
  await stop();
  throw new Error(said || "it did not answer within 15 seconds");
}

function answers(port) {
  return new Promise((done) => {
    const socket = createConnection({ port, host: "127.0.0.1" });
    socket.once("connect", () => (socket.destroy(), done(true)));
    socket.once("error", () => done(false));
  });
}

function freePort() {
  return new Promise((done, failed) => {
    const server = createServer().once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
