import { writeFileSync } from "node:fs";
import { clean } from "../ground/files/clean.ts";
import { StartRefusal } from "../ground/start-refusal.ts";
import { WrongUsage, type Command } from "./commands.ts";

const cleanFile: Command = {
  name: "clean", usage: "FILE --out FILE", about: "Write a DOCX, XLSX, PDF, JPEG or PNG without what tells who made it, when and on which machine.",
  takes: [1, 1], options: ["out"], files: "all", house: false,
  async run({ words, options, file }) {
    if (!options.out) throw new WrongUsage("--out takes the file to write. Usage: travaux clean FILE --out FILE");
    const before = file(words[0]!);
    const { type, bytes } = await clean(before);
    write(options.out, bytes);
    return { text: `${options.out}: ${type}, ${bytes.length} bytes of ${before.length}`, data: { file: options.out, type, bytes: bytes.length, before: before.length } };
  },
};

function write(name: string, bytes: Uint8Array) {
  try {
    writeFileSync(name, bytes);
  } catch (error) {
    throw new StartRefusal(`${name} cannot be written (${(error as NodeJS.ErrnoException).code}). Name a file in a folder that this user may write to.`);
  }
}

/** Commands about files, without a house. */
export const fileCommands: Command[] = [cleanFile];
