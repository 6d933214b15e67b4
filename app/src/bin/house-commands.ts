import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { offerLogin } from "../ground/auth/login.ts";
import { plainAddress } from "../ground/auth/people.ts";
import { asViewer } from "../ground/db/request.ts";
import { canMail } from "../ground/mail.ts";
import { healthOfRecord, healthOfWitnesses } from "../ground/record/health.ts";
import { roles } from "../ground/viewer.ts";
import type { House } from "../ground/web/env.ts";
import { createApp } from "../app.ts";
import { accreditationAddress } from "../concepts/accreditation/addresses.ts";
import { TracksInput } from "../concepts/accreditation/inputs.ts";
import { setTracks } from "../concepts/accreditation/operations.ts";
import { pathwaysAddress } from "../concepts/pathways/addresses.ts";
import { loadPathways } from "../concepts/pathways/operations.ts";
import { loadProcess } from "../concepts/processes/operations.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { WrongUsage, type Command } from "./commands.ts";
import { loadRealDrafts } from "./real/load.ts";
import { operator } from "./text-commands.ts";

const loginUsage = "--as editor|officer|assessor [--email ADDRESS] [--name NAME] [--process PROCESS] [--new-second-factor]";

const login: Command = {
  name: "login", usage: loginUsage, about: "Print a link that opens a session once, within 10 minutes, for a person with this role; they are made if nobody has the address.",
  takes: [0, 0], options: ["as", "email", "name", "process"], flags: ["new-second-factor"], house: true,
  async run(house, { options, flags }) {
    const role = roles.find((it) => it === options.as);
    if (!role) throw new WrongUsage(`--as takes one of: ${roles.join(", ")}. Usage: travaux login ${loginUsage}`);
    const email = plainAddress(options.email ?? `${role}@${invented}`);
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new WrongUsage(`--email takes an address such as ana@example.org. Usage: travaux login ${loginUsage}`);
    const token = await asViewer(house.database.db, operator(), async (tx) => {
      const processId = options.process ? (await processBySlug(tx, options.process)).id : null;
      return offerLogin(tx, house, { role, processId, email, name: options.name ?? (role === "editor" ? "Editor" : "Officer"), forgetSecondFactor: flags.has("new-second-factor") });
    });
    const address = `${house.baseUrl}/login/${token}`;
    return { text: address, data: { address, email } };
  },
};

/** RFC 2606: a domain that never takes a mail, for whoever was given no address. */
const invented = "house.invalid";

const importProcess: Command = {
  name: "import process", usage: "FILE", about: "Take in a process from its JSON file: phases, events, documents, figures.", takes: [1, 1], files: "all", house: true,
  async run(house, given) {
    const file: unknown = JSON.parse(new TextDecoder().decode(given.file(given.words[0]!)));
    await asViewer(house.database.db, operator(), (tx) => loadProcess(tx, file, house.clock(), house.chance));
    const { slug } = file as { slug: string };
    return { text: `${house.baseUrl}/${slug}`, data: { slug } };
  },
};

const importTracks: Command = {
  name: "import tracks", usage: "PROCESS FILE", about: "Take in the doors through which bodies are accredited to a process, from their JSON file.", takes: [2, 2], options: ["name"], files: "all", house: true,
  async run(house, { words: [slug = "", name = ""], options, file }) {
    const read = TracksInput.safeParse({ tracks: (JSON.parse(new TextDecoder().decode(file(name))) as { tracks?: unknown }).tracks });
    if (!read.success) return { text: read.error.issues.map((it) => `${it.path.join(".")}: ${it.message}`).join("\n"), data: { problems: read.error.issues.map((it) => ({ at: it.path.join("."), what: it.message })) }, exit: 1 };
    const viewer = operator(options.name);
    await asViewer(house.database.db, viewer, async (tx) => setTracks(tx, viewer, await processBySlug(tx, slug), read.data.tracks, house.clock(), house.chance));
    return { text: `${house.baseUrl}${accreditationAddress({ slug })}`, data: { process: slug, doors: read.data.tracks.map((it) => it.letter) } };
  },
};

const importPathways: Command = {
  name: "import pathways", usage: "PROCESS FILE", about: "Take in the catalogue of existing responses that a process carries, from its JSON file; it takes the place of the one before.", takes: [2, 2], files: "all", house: true,
  async run(house, { words: [slug = "", name = ""], file }) {
    const read: unknown = JSON.parse(new TextDecoder().decode(file(name)));
    const count = await asViewer(house.database.db, operator(), async (tx) => loadPathways(tx, operator(), await processBySlug(tx, slug), read, house.clock(), house.chance));
    return { text: `${house.baseUrl}${pathwaysAddress}`, data: { process: slug, pathways: count } };
  },
};

const importReal: Command = {
  name: "import real", usage: "[--set NAME|all] [--from FOLDER]", about: "Load real drafts of public law from ../shared/data, to try the reading room on.", takes: [0, 0], options: ["from", "set"], house: true,
  run: (house, given) => loadRealDrafts(house, given.options, given.say),
};

const routes: Command = {
  name: "routes", usage: "", about: "Print every door of the application.", takes: [0, 0], house: true,
  async run(house) {
    const doors = doorsOf(house);
    return { text: doors.map((it) => `${it.method.padEnd(5)} ${it.path}`).join("\n"), data: doors };
  },
};

/** Every method and address the application answers. */
export function doorsOf(house: House) {
  const seen = new Map(createApp(house).routes.filter((it) => it.method !== "ALL" && !it.path.endsWith("*")).map((it) => [`${it.method} ${it.path}`, { method: it.method, path: it.path }]));
  return [...seen.values()].toSorted((a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method));
}

const doctor: Command = {
  name: "doctor", usage: "", about: "Check settings, database, record, storage, mail and build, and say what to mend.", takes: [0, 0], house: true,
  async run(house) {
    const { db } = house.database;
    const checks = [
      { what: "settings", ok: true, note: `listening address ${house.baseUrl}` },
      { what: "database", ok: true, note: databaseNote(house) },
      { what: "record", ...(await healthOfRecord(db, house.record)) },
      { what: "witnesses", ...(await healthOfWitnesses(db, house.record)) },
      await storageOf(house),
      { what: "mail", ok: canMail(house.settings), note: house.settings.smtpUrl ? "leaves by SMTP_URL" : canMail(house.settings) ? "kept at /outbox: this is a house for trying" : "none leaves, and nobody can sign in by mail: set SMTP_URL" },
      { what: "build", ok: house.assets.styles !== "", note: house.assets.styles ? "styles and script are there" : "no styles: run npm run build" },
    ];
    return { text: checks.map((it) => `${it.ok ? "ok  " : "MEND"} ${it.what}: ${it.note}`).join("\n"), data: checks, exit: checks.every((it) => it.ok) ? 0 : 1 };
  },
};

/** What a day of uploads before a deadline may take. */
const enoughBytes = 1024 ** 3;

/** Whether what people send along can be kept, and for how long there is room. */
async function storageOf({ files }: House) {
  const { folder, problem, freeBytes } = await files.check();
  if (problem) return { what: "storage", ok: false, note: `nothing can be written in ${folder} (${problem}): let this user write there, or set FILES_URL` };
  const room = `${((freeBytes ?? 0) / 1024 ** 3).toFixed(1)} GB free`;
  const ok = (freeBytes ?? 0) >= enoughBytes;
  return { what: "storage", ok, note: ok ? `files in ${folder}, ${room}` : `files in ${folder}, only ${room}: make room, or set FILES_URL to a larger disk` };
}

const databaseNote = ({ database: { kind, version: of }, settings }: House) =>
  kind === "server" ? `a server, PostgreSQL ${of}: what is acknowledged is kept` : `embedded, PostgreSQL ${of}, in ${settings.dataDir}: this house is a trial. A killed process loses nothing; a power cut may damage the folder, so keep copies, and for real use set DATABASE_URL`;

const version: Command = {
  name: "version", usage: "", about: "Print the version.", takes: [0, 0], house: false,
  async run() {
    const { version: it } = JSON.parse(readFileSync(fileURLToPath(new URL("../../package.json", import.meta.url)), "utf8")) as { version: string };
    return { text: it, data: { version: it } };
  },
};

const serve: Command = {
  name: "serve", usage: "", about: "Open the house, as npm start does, and keep it open.", takes: [0, 0], house: false,
  run: () => import("./serve.ts").then(() => new Promise<never>(() => {})), // until a signal ends it
};

export const houseCommands: Command[] = [serve, login, importProcess, importTracks, importPathways, importReal, routes, doctor, version];
