import { createServer, type Server } from "node:http";
import { serve, type ServerType } from "@hono/node-server";
import { createApp } from "../app.ts";
import type { Db } from "../ground/db/database.ts";
import { forgetDrafts } from "../concepts/contributions/store/drafts.ts";
import { hasUnattributed } from "../concepts/disclosure/forum.ts";
import { releaseBatch } from "../concepts/disclosure/issue.ts";
import { openForums } from "../concepts/disclosure/store.ts";
import { asViewer } from "../ground/db/request.ts";
import { controlSocket, listenForCommands } from "../ground/control.ts";
import { sweepSessions } from "../ground/auth/sessions.ts";
import { sweepWaysIn } from "../ground/auth/ways-in.ts";
import { startJobs } from "../ground/jobs.ts";
import { dayOf } from "../ground/clock.ts";
import { releaseRemarks } from "../concepts/statements/store/drafting.ts";
import { integrate } from "../ground/record/integrate.ts";
import { deliverMails } from "../ground/mail.ts";
import { baseUrlOf, environment, readSettings, samplesWanted, type Settings } from "../ground/settings.ts";
import { StartRefusal } from "../ground/start-refusal.ts";
import { houseKeeper, visitor } from "../ground/viewer.ts";
import type { House } from "../ground/web/env.ts";
import { tellUnlinked } from "../ground/web/unlinked.ts";
import { forgetPast } from "../ground/web/limits.ts";
import { openHouse } from "./house.ts";
import { sweepFiles } from "../front/file-sweep.ts";
import { remindOwners } from "../front/commitment-mail.ts";
import { remindPartners } from "../front/partnership-mail.ts";
import { furnish } from "./sample.ts";
import { runCommand } from "./run-command.ts";

const say = (words: string) => void process.stderr.write(`${words}\n`);

/** Is the port free? Asked before the database is opened, so that the commonest mistake is told at once. */
async function refuseTakenPort({ port, host }: Settings) {
  const probe: Server = createServer();
  await new Promise<void>((done, failed) => {
    probe.once("error", (error: NodeJS.ErrnoException) => failed(portRefusal(error, port, host)));
    probe.listen(port, host, () => probe.close(() => done()));
  });
}

function portRefusal(error: NodeJS.ErrnoException, port: number, host: string) {
  if (error.code === "EADDRINUSE") return new StartRefusal(`Port ${port} on ${host} is taken by another program. Stop that one, or choose another: PORT=3001 npm start.`);
  if (error.code === "EACCES") return new StartRefusal(`This user may not listen on port ${port}. Choose one above 1023: PORT=3000 npm start.`);
  return new StartRefusal(`This machine has no address ${host} to listen on (${error.code}). Set HOST to one of its own, such as 127.0.0.1.`);
}

/** Open the doors; the server and the port it took come back. */
function listen(house: House, { port, host }: Settings, onPort: (port: number) => void): ServerType {
  const app = createApp(house);
  return serve({ fetch: app.fetch, port, hostname: host }, (info) => onPort(info.port));
}

/** Forget what is over: sessions, links and codes, who asked how often, and drafts that nobody changed for a month. */
async function sweep(tx: Db, house: House) {
  await sweepSessions(tx);
  await sweepWaysIn(tx);
  await forgetPast(tx, house.clock());
  await forgetDrafts(tx, house.clock());
}

/** Show what waits in the forums, and in the rooms of statements, each in a transaction of its own. */
async function releaseEverywhere(house: House) {
  const keeper = houseKeeper("daily release");
  const forums = await asViewer(house.database.db, keeper, openForums);
  for (const forum of forums.filter(hasUnattributed)) await asViewer(house.database.db, keeper, (tx) => releaseBatch(tx, keeper, forum, house.clock(), house.chance));
  await asViewer(house.database.db, keeper, (tx) => releaseRemarks(tx, dayOf(house.clock())));
}

const aDay = 86_400_000;

async function main() {
  const settings = readSettings(environment());
  await refuseTakenPort(settings);
  const house = await openHouse(settings);
  void house.database.lost.then((error) => { house.log.fatal(error.message); process.exit(1); });
  await furnish(house, samplesWanted(settings), say);
  const jobs = await startJobs(house.database, house.log);
  await house.database.keepAcknowledged();
  await jobs.every("settle-database", "41 * * * *", () => house.database.settle());
  await jobs.every("sweep-sessions", "17 * * * *", () => asViewer(house.database.db, visitor, (tx) => sweep(tx, house)));
  await jobs.every("record-integrate", "*/5 * * * *", () => integrate(house)); // what another process left behind when it ended in between
  await jobs.every("release-inputs", "0 3 * * *", () => releaseEverywhere(house));
  await jobs.every("yearly-confirmations", "20 6 * * *", () => asViewer(house.database.db, houseKeeper("yearly confirmation"), (tx) => remindPartners(house, tx)));
  await jobs.every("commitment-reminders", "40 6 * * *", () => asViewer(house.database.db, houseKeeper("commitments"), (tx) => remindOwners(house, tx)));
  await jobs.every("sweep-files", "27 4 * * *", () => sweepFiles(house));
  house.jobs = jobs;
  const post = await deliverMails(jobs, house);
  const control = house.database.kind === "embedded" ? await listenForCommands(controlSocket(settings.dataDir), (request, progress) => runCommand(house, request, progress)) : null;
  const server = listen(house, settings, (port) => {
    if (settings.port === 0) house.baseUrl = baseUrlOf(settings, port);
    process.stdout.write(`Travaux is open at ${house.baseUrl}${house.database.kind === "embedded" ? " (a trial, on the embedded database: a power cut may damage it; for real use set DATABASE_URL)" : ""}\n`);
  });
  const telling = setInterval(() => tellUnlinked(house), aDay);
  const close = async () => {
    server.close();
    if ("closeAllConnections" in server) server.closeAllConnections();
    await control?.close();
    clearInterval(telling);
    tellUnlinked(house);
    await jobs.stop();
    post.close();
    await house.database.close();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => void close());
}

try {
  await main();
} catch (error) {
  if (!(error instanceof StartRefusal)) throw error;
  say(error.message);
  process.exit(error.exitCode);
}
