import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { sendCommand, type CommandAnswer, type CommandRequest } from "../ground/control.ts";
import { FolderInUse } from "../ground/db/lock.ts";
import { environment, readSettings } from "../ground/settings.ts";
import { StartRefusal } from "../ground/start-refusal.ts";
import { barOn } from "./bar.ts";
import { helpOf, understand, WrongUsage, type Command } from "./commands.ts";
import { openHouse } from "./house.ts";
import { commands, runCommand } from "./run-command.ts";

/** The files a command names, read where it was typed; "-" is standard input. */
function readFiles(command: Command, words: string[], options: Record<string, string | undefined>): Record<string, string> {
  const named = [...(command.files === "all" ? words : []), ...(command.fileOptions ?? []).flatMap((it) => options[it] ?? [])];
  return Object.fromEntries(named.map((name) => {
    if (name !== "-" && !existsSync(name)) throw new StartRefusal(`There is no file ${name} here. Check the name and the folder.`);
    return [name, readFileOr(name).toString("base64")];
  }));
}

function readFileOr(name: string): Buffer {
  try {
    return readFileSync(name === "-" ? 0 : name);
  } catch (error) {
    throw new StartRefusal(`${name} cannot be read (${(error as NodeJS.ErrnoException).code}). Name a file that this user may read.`);
  }
}

/** The command line: in the house that is running on this data folder, else in one opened for the purpose. */
async function main(argv: string[]): Promise<number> {
  if (argv.length === 0 || argv[0] === "help" || argv.includes("--help")) {
    process.stdout.write(`${helpOf(commands)}\n`);
    return argv.length === 0 ? 2 : 0;
  }
  const { command, words, options } = understand(commands, argv);
  const located = command.files === "folder" ? argv.map((it) => (words.includes(it) ? resolve(it) : it)) : argv; // the house that runs stands elsewhere
  const request: CommandRequest = { argv: located, files: readFiles(command, words, options), format: options.format === "json" ? "json" : "text" };
  const progress = (line: string) => void process.stderr.write(`${line}\n`);
  const { stdout, exit } = await answerTo(command, request, progress);
  process.stdout.write(stdout);
  return exit;
}

async function answerTo(command: Command, request: CommandRequest, progress: (line: string) => void): Promise<CommandAnswer> {
  if (!command.house) return runCommand(null, request, progress, barOn(process.stderr));
  const settings = readSettings({ LOG_LEVEL: "warn", ...environment() });
  const house = await openHouse(settings).catch((error: unknown) => (error instanceof FolderInUse ? error : Promise.reject(error as Error)));
  if (house instanceof FolderInUse) return sendCommand(house.holder.socket, request, progress);
  try {
    return await runCommand(house, request, progress);
  } finally {
    await house.database.close();
  }
}

// What reads our output may have had enough of it, as in `travaux texts | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

if (import.meta.main) {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof StartRefusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error instanceof WrongUsage ? 2 : 1;
  }
}
