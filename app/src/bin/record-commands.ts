import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkLog, checkReceipt, entriesPath, parseReceipt, readVerifierKey, tilePath, tilesIn, tilesOf, withoutCode, writeSigningKey, writeVerifierKey, type Finding, type FindingName, type LogCopy } from "@travaux/record-proofs";
import { asViewer } from "../ground/db/request.ts";
import { fileAt } from "../ground/record/doors.ts";
import { newKey } from "../ground/record/log-key.ts";
import { servedCheckpoint } from "../ground/record/receipts.ts";
import { StartRefusal } from "../ground/start-refusal.ts";
import { isStatementRecord, recount, type StatementRecord } from "../concepts/statements/recount.ts";
import { houseKeeper } from "../ground/viewer.ts";
import { WrongUsage, type Answer, type Command } from "./commands.ts";

/** What each finding says when it holds and when it does not; {names} are its values. */
const sentences: Record<FindingName, [holds: string, fails: string]> = {
  form: ["This is a receipt of the record {origin}.", "This is no receipt, or it was changed so that it cannot be read."],
  statement: ["Its statement and salt give the commitment {commitment}.", ""],
  checkpoint: ["The key {key} signed: {size} entries, root {root}.", "The checkpoint is not signed by the key {key} under its name."],
  promise: ["On {day} the key {key} promised to take the commitment in; it has no place yet.", "The promise is not about this statement, or not signed by the key {key}."],
  "trusted-key": ["The key is the one you named.", "The key {key} is not the one you named: another record, or a forgery."],
  inclusion: ["The statement stands at place {place} of {size}.", "The proof does not lead to the signed root: statement, salt, place or proof was changed."],
  witness: ["The witness {name} cosigned on {day}.", "The witness {name} did not cosign."],
  quorum: ["{count} of the {of} witnesses that you named cosigned; {quorum} had to: {names}.", "{count} of the {of} witnesses that you named cosigned, and {quorum} had to."],
  others: ["Nobody else signed.", "{count} more signed than you named."],
  newer: ["The copy is of the same record, with {size} entries.", "The copy’s checkpoint has {size} entries, the receipt’s {older}; or the copy is of another record."],
  consistency: ["From {older} to {newer} entries nothing was changed or removed.", "The record of {newer} entries does not begin with that of {older}: it was rewritten, or two histories are told."],
  "still-there": ["The statement stands at place {place} in the copy too.", "The statement does not stand at place {place} in the copy."],
  tiles: ["All tiles of the copy are there and give its root.", "The copy is damaged at {path}."],
  entries: ["All entries of the copy are those that it signed.", "The copy is damaged at {path}."],
};

const sentenceOf = ({ name, ok, values }: Finding) => `${ok ? "ok  " : "FAIL"} ${sentences[name][ok ? 0 : 1].replaceAll(/\{(\w+)\}/g, (_, value: string) => String(values[value] ?? ""))}`;

/** A copy of a record in a folder, as `record export` leaves it, or as anybody fetched it from its addresses. */
function copyIn(folder: string): LogCopy {
  const at = (path: string) => join(folder, path);
  if (!existsSync(at("checkpoint"))) throw new StartRefusal(`There is no copy of a record in ${folder}: it has no file “checkpoint”. Name a folder that “travaux record export” wrote.`);
  return { checkpoint: readFileSync(at("checkpoint"), "utf8"), file: async (path) => (existsSync(at(path)) ? new Uint8Array(readFileSync(at(path))) : null) };
}

const verify: Command = {
  name: "verify", usage: "RECEIPT.json [--log DIR] [--key KEY] [--witness KEY]… [--quorum N]", about: "Check a receipt offline, or recount a joint statement from its record; with --log also that a stored copy of the record is whole and holds it, with --key that it is of the record you know, with --witness that those who watch it cosigned.",
  takes: [1, 1], options: ["log", "key", "quorum"], lists: ["witness"], files: "all", house: false,
  async run({ words, options, lists, file }) {
    const receipt: unknown = parsed(new TextDecoder().decode(file(words[0]!)));
    if (isStatementRecord(receipt)) return recounted(receipt, options.key);
    const copy = options.log === undefined ? null : copyIn(options.log);
    const given = { ...(options.key === undefined ? {} : { trustedKey: typedKey("key", options.key) }), ...witnessesIn(lists.witness ?? [], options.quorum) };
    const findings = await checkReceipt(receipt, { ...given, ...(copy ? { newerCheckpoint: copy.checkpoint, tiles: tilesIn(copy) } : {}) });
    const key = options.key ?? keyOf(receipt);
    return verdict(copy && key ? [...findings, ...(await ofTheCopy(copy, key))] : findings, options.key !== undefined);
  },
};

/** What a recount of a joint statement found. */
async function recounted(it: StatementRecord, key: string | undefined): Promise<Answer> {
  const { ok, counts, wrong } = await recount(it, key === undefined ? undefined : typedKey("key", key));
  const lines = counts.map((one) => `Version ${one.version}: ${one.organisations} ${one.organisations === 1 ? "organisation" : "organisations"}${one.people > 0 ? ` and ${one.people} ${one.people === 1 ? "person" : "people"}` : ""}.`);
  const verified = "Which bodies are verified, and which names are one body, is the house’s word; all else was proved.";
  const note = key === undefined ? ["Whether the key is that of the record you mean was not checked: get it from elsewhere, and name it with --key."] : [];
  return { text: [`Joint statement ${it.statement} of ${it.process}: ${it.texts.length} texts, ${it.acts.length} acts of signing.`, ...lines, ...wrong.map((one) => `FAIL ${one}`), ok ? "Everything that was checked holds." : "Something does not hold.", verified, ...note].join("\n"), data: { ok, keyChecked: key !== undefined, counts, wrong }, exit: ok ? 0 : 1 };
}

/** A key as it was typed, once it is seen to be one. */
function typedKey(option: string, key: string): string {
  try {
    readVerifierKey(key);
    return key;
  } catch (error) {
    if (error instanceof RangeError) throw new WrongUsage(`--${option}: ${error.message}. Usage: travaux verify ${verify.usage}`);
    throw error;
  }
}

/** The witnesses that were named and how many of them must have cosigned: all, unless said. Keys of one name are one witness. */
function witnessesIn(named: readonly string[], quorum: string | undefined): { witnesses?: string[]; quorum?: number } {
  if (named.length === 0 && quorum === undefined) return {};
  const witnesses = named.map((it) => typedKey("witness", it));
  const most = new Set(witnesses.map((it) => readVerifierKey(it).name)).size;
  if (most === 0) throw new WrongUsage(`--quorum counts the witnesses that --witness names. Usage: travaux verify ${verify.usage}`);
  const needed = quorum === undefined ? most : Number(quorum);
  if (!Number.isInteger(needed) || needed < 1 || needed > most) throw new WrongUsage(`--quorum takes a number from 1 to ${most}, as many different witnesses as you named; “${quorum}” is none. Usage: travaux verify ${verify.usage}`);
  return { witnesses, quorum: needed };
}

/** Text that is no JSON is no receipt, and said to be none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const keyOf = (receipt: unknown) => {
  const read = parseReceipt(withoutCode(receipt));
  return read && writeVerifierKey(read.key);
};

/** Of the copy’s own findings those that the receipt’s do not tell already. */
const ofTheCopy = async (copy: LogCopy, key: string) => (await checkLog(copy, key)).filter((it) => it.name !== "checkpoint" || !it.ok);

function verdict(findings: Finding[], isKeyKnown: boolean): Answer {
  const ok = findings.every((it) => it.ok);
  const about = ok ? "Everything that was checked holds." : "Something does not hold.";
  const note = isKeyKnown ? [] : ["Whether the key is that of the record you mean was not checked: get it from elsewhere, and name it with --key."];
  return { text: [...findings.map(sentenceOf), about, ...note].join("\n"), data: { ok, keyChecked: isKeyKnown, findings }, exit: ok ? 0 : 1 };
}

const exportRecord: Command = {
  name: "record export", usage: "DIR", about: "Copy the whole record into a folder: its checkpoint, tiles and entries, under the names of their addresses.", takes: [1, 1], files: "folder", house: true,
  async run(house, { words: [folder] }) {
    const size = await asViewer(house.database.db, houseKeeper("command line"), async (tx) => {
      const checkpoint = await servedCheckpoint(tx);
      if (!checkpoint) throw new StartRefusal("This house has no record yet: it is opened at the first start.");
      const paths = [...tilesOf(checkpoint.size)].flatMap((it) => (it.level === 0 ? [tilePath(it), entriesPath(it)] : [tilePath(it)]));
      for (const path of paths) keep(join(folder!, path), await fileAt(tx, path));
      keep(join(folder!, "checkpoint"), checkpoint.note); // last: a copy that broke off has none
      return checkpoint.size;
    }, "read");
    return { text: `${size} entries, in ${folder}`, data: { size, folder } };
  },
};

function keep(path: string, content: Uint8Array | string) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

const key: Command = {
  name: "record key", usage: "NAME", about: "Make a signing key for the setting RECORD_KEY, under the name of the record: the address it is served at, such as travaux.example.org/record.", takes: [1, 1], files: "none", house: false,
  async run({ words }) {
    try {
      const made = newKey(words[0]!);
      return { text: writeSigningKey(made), data: { secret: writeSigningKey(made), key: writeVerifierKey(made) } };
    } catch (error) {
      if (error instanceof RangeError) throw new WrongUsage(`${error.message}. Usage: travaux record key NAME`);
      throw error;
    }
  },
};

export const recordCommands: Command[] = [verify, exportRecord, key];
