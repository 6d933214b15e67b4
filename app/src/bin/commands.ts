import { parseArgs } from "node:util";
import type { House } from "../ground/web/env.ts";
import type { Bar } from "./bar.ts";
import { StartRefusal } from "../ground/start-refusal.ts";

/** What a command is given: its positional words, its options, and the files it named, by the name used; `bar` only where progress is shown on a terminal. */
export type Given = { words: string[]; options: Record<string, string | undefined>; lists: Record<string, string[] | undefined>; flags: Set<string>; file(name: string): Uint8Array; json: boolean; say(progress: string): void; bar?: Bar };

/** What a command answers: for people, and for programs. `exit` 1: refused. */
export type Answer = { text: string; data: unknown; exit?: 0 | 1 };

/** One verb of the command line. */
export type Command = {
  /** As typed: "import text". */
  name: string;
  /** What follows the name, for the usage line. */
  usage: string;
  about: string;
  /** How many positional words it takes, at least and at most. */
  takes: [number, number];
  options?: string[];
  /** Options that may be given several times. */
  lists?: string[];
  flags?: string[];
  /** Which of the positional words are files to read; "all": every one. "folder": they are one to write, from where the command was typed. */
  files?: "all" | "none" | "folder";
  /** Options that name a file to read. */
  fileOptions?: string[];
} & ({ house: true; run(house: House, given: Given): Promise<Answer> } | { house: false; run(given: Given): Promise<Answer> });

/** A command typed wrongly: exit code 2. */
export class WrongUsage extends StartRefusal {}

/** Find the command that was typed and sort out its words, options and flags. */
export function understand(commands: readonly Command[], argv: readonly string[]): { command: Command } & Pick<Given, "words" | "options" | "lists" | "flags"> {
  const command = commands.find((it) => it.name.split(" ").every((word, index) => argv[index] === word));
  if (!command) throw new WrongUsage(`There is no command “${argv.slice(0, 2).join(" ")}”. \`npx travaux help\` lists them.`);
  const named = (names: string[] = [], type: "string" | "boolean", multiple = false) => names.map((it) => [it, { type, multiple }] as const);
  const options = Object.fromEntries([...named([...(command.options ?? []), "format"], "string"), ...named(command.lists, "string", true), ...named(command.flags, "boolean")]);
  try {
    const { values, positionals } = parseArgs({ args: argv.slice(command.name.split(" ").length), options, allowPositionals: true });
    const [least, most] = command.takes;
    if (positionals.length < least || positionals.length > most) throw new WrongUsage(usageOf(command));
    const strings = Object.entries(values).filter((it): it is [string, string] => typeof it[1] === "string");
    const lists = Object.entries(values).filter((it): it is [string, string[]] => Array.isArray(it[1]));
    return { command, words: positionals, options: Object.fromEntries(strings), lists: Object.fromEntries(lists), flags: new Set(Object.keys(values).filter((it) => values[it] === true)) };
  } catch (error) {
    if (error instanceof WrongUsage) throw error;
    throw new WrongUsage(`${(error as Error).message.split(". ")[0]}. ${usageOf(command)}`);
  }
}

export const usageOf = (it: Command) => `Usage: travaux ${it.name} ${it.usage}`.trim();

/** The list of commands, for `travaux help`. */
export const helpOf = (commands: readonly Command[]) =>
  ["travaux: the record of a treaty in the making, from the command line.", "", ...commands.map((it) => `  travaux ${`${it.name} ${it.usage}`.trim()}\n      ${it.about}`), "", "Everywhere: --format json prints one JSON document; - is standard input."].join("\n");
