import { guidOf, nestCodes, readCodebook, readProjectCodes, rowsOf, type CodeRow, type ReadCodebook } from "@travaux/coded-texts";
import { randomId, type Chance } from "../../../ground/chance.ts";
import { dayOf } from "../../../ground/clock.ts";
import type { Db } from "../../../ground/db/database.ts";
import { record } from "../../../ground/journal.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { assessorOf, type Viewer } from "../../../ground/viewer.ts";
import type { Assessment } from "../../assessments/assessment.ts";
import type { CodeInput } from "../inputs.ts";
import { unfitting } from "../operations.ts";
import { holdCoding } from "../store.ts";
import { addCodes, changeCode, codesOf, type KeptCode } from "../store/codes.ts";

/** The codebook as it is now, held until the transaction ends. */
async function held(db: Db, viewer: Viewer, assessment: Assessment): Promise<KeptCode[]> {
  assessorOf(viewer, assessment.processId);
  await holdCoding(db, assessment.id);
  return codesOf(db, assessment, viewer);
}

const rowOf = ({ guid, parent, name, definition, example, colour, isCodable }: KeptCode, at: number): CodeRow => ({ guid, parent, name, definition, example, colour, isCodable, line: at + 1 });
/** Refuse a codebook in which a code stands below itself, below what is not there, or too deep. */
const checked = (codes: readonly KeptCode[]) => unfitting(() => nestCodes(codes.map(rowOf)));
const codeIn = (codes: readonly KeptCode[], guid: string): KeptCode => codes.find((it) => it.guid === guid) ?? missing();
const missing = (): never => { throw new Refusal("not-found", "codebook-code-unknown"); };

/** Add a code, below another if it says so. */
export async function addCode(db: Db, viewer: Viewer, assessment: Assessment, { holds, ...said }: CodeInput, now: Date, chance: Chance): Promise<KeptCode> {
  const codes = await held(db, viewer, assessment);
  const it: KeptCode = { ...said, isCodable: !holds, guid: guidOf(randomId(chance)), position: codes.length + 1, retiredDay: null };
  checked([...codes, it]);
  await addCodes(db, assessment.id, [it]);
  await record(db, viewer, "code added", assessment.id, now, { guid: it.guid });
  return it;
}

/** Change what a code is called, means and looks like, and where it stands. */
export async function editCode(db: Db, viewer: Viewer, assessment: Assessment, guid: string, { holds, ...said }: CodeInput, now: Date): Promise<void> {
  const codes = await held(db, viewer, assessment);
  const before = codeIn(codes, guid);
  const it = { ...before, ...said, isCodable: !holds };
  checked(codes.map((one) => (one.guid === guid ? it : one)));
  await changeCode(db, assessment.id, guid, { name: it.name, definition: it.definition, example: it.example, colour: it.colour, parent: it.parent, isCodable: it.isCodable });
  await record(db, viewer, "code changed", assessment.id, now, { guid });
}

/** Retire a code: it is given no more and stays where it was given. Asked again it is taken up again. */
export async function retireCode(db: Db, viewer: Viewer, assessment: Assessment, guid: string, now: Date): Promise<"retired" | "taken up"> {
  const { retiredDay } = codeIn(await held(db, viewer, assessment), guid);
  await changeCode(db, assessment.id, guid, { retiredDay: retiredDay === null ? dayOf(now) : null });
  await record(db, viewer, "code retired", assessment.id, now, { guid, back: retiredDay !== null });
  return retiredDay === null ? "retired" : "taken up";
}

/** A codebook or project as it was sent. */
export function codebookIn(bytes: Uint8Array): ReadCodebook {
  const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b;
  return unfitting(() => (isArchive ? readProjectCodes(bytes) : readCodebook(new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8").decode(bytes))));
}

/** Take codes in: those whose guid is known are changed to what the file says, the others are added behind; none is taken away. */
export async function importCodes(db: Db, viewer: Viewer, assessment: Assessment, read: ReadCodebook, now: Date): Promise<{ added: number; changed: number }> {
  const codes = await held(db, viewer, assessment);
  const known = new Map(codes.map((it) => [it.guid, it]));
  const rows = rowsOf(read.codes);
  const added = rows.filter((it) => !known.has(it.guid)).map((it, at): KeptCode => ({ ...it, position: codes.length + at + 1, retiredDay: null }));
  const changed = rows.filter((it) => known.has(it.guid)).map((it): KeptCode => ({ ...known.get(it.guid)!, ...it }));
  const byGuid = new Map(changed.map((it) => [it.guid, it]));
  checked([...codes.map((it) => byGuid.get(it.guid) ?? it), ...added]);
  await addCodes(db, assessment.id, added);
  for (const { guid, position: _, retiredDay: __, ...it } of changed) await changeCode(db, assessment.id, guid, it);
  await record(db, viewer, "codebook imported", assessment.id, now, { added: added.length, changed: changed.length });
  return { added: added.length, changed: changed.length };
}
