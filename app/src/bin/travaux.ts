import { existsSync, readFileSync } from "node:fs";
import { ZodError } from "zod";
import { sendCommand, type CommandAnswer, type CommandRequest } from "../ground/control.ts";
import { FolderInUse } from "../ground/db/lock.ts";
import { explain, Refusal } from "../ground/refusal.ts";
import { environment, readSettings } from "../ground/settings.ts";
import { StartRefusal } from "../ground/start-refusal.ts";
import type { House } from "../ground/web/env.ts";
import { wordsIn } from "../ground/words.ts";
import { helpOf, understand, WrongUsage, type Answer, type Command } from "./commands.ts";
import { houseCommands } from "./house-commands.ts";
import { openHouse } from "./house.ts";
import { isUnreadable, textCommands } from "./text-commands.ts";

export const commands: Command[] = [...textCommands, ...houseCommands];

/** Run a command in an open house, or without one; what it refuses is one line. */
export async function runCommand(house: House | null, { argv, files, format }: CommandRequest, progress: (line: string) => void): Promise<CommandAnswer> {
  try {
    const { command, ...given } = understand(commands, argv);
    const file = (name: string) => new Uint8Array(Buffer.from(files[name] ?? "", "base64"));
    const all = { ...given, file, json: format === "json", say: progress };
    const answer: Answer = command.house ? await command.run(house!, all) : await command.run(all);
    return { stdout: format === "json" ? `${JSON.stringify(answer.data, null, 2)}\n` : `${answer.text}\n`, exit: answer.exit ?? 0 };
  } catch (error) {
    const line = sentenceOf(error);
    if (line === null) throw error;
    progress(line);
    return { stdout: "", exit: error instanceof WrongUsage ? 2 : 1 };
  }
}

/** What was wrong, where, what to do; null for what is a bug of ours. */
function sentenceOf(error: unknown): string | null {
  if (error instanceof Refusal) return Object.values(explain(error, wordsIn("en"))).join(" ");
  if (error instanceof StartRefusal || isUnreadable(error)) return error.message;
  if (error instanceof ZodError) return `The file does not fit: ${error.issues.slice(0, 3).map((it) => `${it.path.join(".")}: ${it.message}`).join("; ")}. Mend it and try again.`;
  if (error instanceof SyntaxError) return `The file is not JSON: ${error.message}.`;
  return null;
}

/** The files a command names, read where it was typed; "-" is standard input. */
function readFiles(command: Command, words: string[]): Record<string, string> {
  if (command.files !== "all") return {};
  return Object.fromEntries(words.map((name) => {
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
  const request: CommandRequest = { argv, files: readFiles(command, words), format: options.format === "json" ? "json" : "text" };
  const progress = (line: string) => void process.stderr.write(`${line}\n`);
  const { stdout, exit } = await answerTo(command, request, progress);
  process.stdout.write(stdout);
  return exit;
}

async function answerTo(command: Command, request: CommandRequest, progress: (line: string) => void): Promise<CommandAnswer> {
  if (!command.house) return runCommand(null, request, progress);
  const settings = readSettings({ LOG_LEVEL: "warn", ...environment() });
  const house = await openHouse(settings).catch((error: unknown) => (error instanceof FolderInUse ? error : Promise.reject(error as Error)));
  if (house instanceof FolderInUse) return sendCommand(house.holder.socket, request, progress);
  try {
    return await runCommand(house, request, progress);
  } finally {
    await house.database.close();
  }
}

if (import.meta.main) {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof StartRefusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error instanceof WrongUsage ? 2 : 1;
  }
}
