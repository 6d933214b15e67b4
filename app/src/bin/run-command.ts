import { ZodError } from "zod";
import type { CommandAnswer, CommandRequest } from "../ground/control.ts";
import { explain, Refusal } from "../ground/refusal.ts";
import { integrate } from "../ground/record/integrate.ts";
import { StartRefusal } from "../ground/start-refusal.ts";
import type { House } from "../ground/web/env.ts";
import { wordsIn } from "../ground/words.ts";
import type { Bar } from "./bar.ts";
import { assessmentCommands, isUnfitFile } from "./assessment-commands.ts";
import { understand, WrongUsage, type Answer, type Command } from "./commands.ts";
import { drawCommands, isUnfit } from "./draw-commands.ts";
import { formCommands } from "./form-commands.ts";
import { fileCommands } from "./file-commands.ts";
import { forumCommands } from "./forum-commands.ts";
import { houseCommands } from "./house-commands.ts";
import { recordCommands } from "./record-commands.ts";
import { isUnreadable, textCommands } from "./text-commands.ts";

export const commands: Command[] = [...textCommands, ...recordCommands, ...forumCommands, ...drawCommands, ...formCommands, ...assessmentCommands, ...fileCommands, ...houseCommands];

/** Run a command in an open house, or without one; what it refuses is one line. */
export async function runCommand(house: House | null, { argv, files, format }: CommandRequest, progress: (line: string) => void, bar?: Bar): Promise<CommandAnswer> {
  try {
    const { command, ...given } = understand(commands, argv);
    const file = (name: string) => new Uint8Array(Buffer.from(files[name] ?? "", "base64"));
    const all = { ...given, file, json: format === "json", say: progress, ...(bar ? { bar } : {}) };
    const answer: Answer = command.house ? await command.run(house!, all) : await command.run(all);
    if (house) await integrate(house); // what the command entered in the record
    bar?.clear();
    return { stdout: format === "json" ? `${JSON.stringify(answer.data, null, 2)}\n` : `${answer.text}\n`, exit: answer.exit ?? 0 };
  } catch (error) {
    const line = sentenceOf(error);
    bar?.clear();
    if (line === null) throw error;
    progress(line);
    return { stdout: "", exit: error instanceof WrongUsage ? 2 : 1 };
  }
}

/** What was wrong, where, what to do; null for what is a bug of ours. */
function sentenceOf(error: unknown): string | null {
  if (error instanceof Refusal) return Object.values(explain(error, wordsIn("en"))).join(" ");
  if (error instanceof StartRefusal || isUnreadable(error) || isUnfit(error) || isUnfitFile(error)) return error.message;
  if (error instanceof ZodError) return `The file does not fit: ${error.issues.slice(0, 3).map((it) => `${it.path.join(".")}: ${it.message}`).join("; ")}. Mend it and try again.`;
  if (error instanceof SyntaxError) return `The file is not JSON: ${error.message}.`;
  return null;
}
