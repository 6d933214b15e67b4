import type { Chance } from "../../../ground/chance.ts";
import type { Db } from "../../../ground/db/database.ts";
import { record } from "../../../ground/journal.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { officerOf, type Viewer } from "../../../ground/viewer.ts";
import type { Process } from "../../processes/process.ts";
import type { Meeting } from "../meeting.ts";
import { addBlocks, addMeeting, blocksOf, meetingById, nextMeetingNumber } from "../store.ts";
import { blockFrom, meetingFrom, plannedBlocks, plannedMeetings, speakersFrom } from "./plan.ts";
import type { Item } from "./programme.ts";
import { addSpeakers, blocksTakenIn, meetingsTakenIn, rememberImports } from "./store.ts";

/** Keep entries of a file as meetings in preparation, each with its parts as its agenda; what was taken in before is left as it is. How many were added comes back. */
export async function keepAsMeetings(db: Db, viewer: Viewer, process: Process, kind: Meeting["kind"], items: readonly Item[], now: Date, chance: Chance): Promise<number> {
  officerOf(viewer, process.id);
  if (process.nature === "record") throw new Refusal("not-valid", "programme-into-record", { process: process.shortName.en });
  const added = plannedMeetings(items, await meetingsTakenIn(db, process.id)).filter((it) => it.fate === "new");
  const first = await nextMeetingNumber(db, process.id);
  for (const [index, { item }] of added.entries()) {
    const meeting = meetingFrom(item, { id: chance.id(), forumId: chance.id(), processId: process.id, number: first + index, kind });
    await addMeeting(db, meeting);
    await rememberImports(db, [{ meetingId: meeting.id, uid: item.uid, what: "meeting" }]);
    await addParts(db, meeting, plannedBlocks(item.parts, new Set(), meeting).filter((it) => it.fate === "new").map((it) => it.item), 1, chance);
    await record(db, viewer, "meeting drafted from a file", meeting.id, now, { number: meeting.number });
  }
  return added.length;
}

/** Keep entries of a file as further blocks of a meeting in preparation, likewise. */
export async function keepAsBlocks(db: Db, viewer: Viewer, process: Process, { id }: Pick<Meeting, "id">, items: readonly Item[], now: Date, chance: Chance): Promise<number> {
  officerOf(viewer, process.id);
  const meeting = await meetingById(db, id, true);
  if (meeting.state !== "draft") throw new Refusal("not-now", "programme-into-announced", { meeting: meeting.number });
  const added = plannedBlocks(items, await blocksTakenIn(db, id), meeting).filter((it) => it.fate === "new").map((it) => it.item);
  const last = (await blocksOf(db, id)).at(-1)?.number ?? 0;
  await addParts(db, meeting, added, last + 1, chance);
  if (added.length > 0) await record(db, viewer, "agenda taken from a file", id, now, { number: meeting.number, blocks: added.length });
  return added.length;
}

async function addParts(db: Db, meeting: Meeting, items: readonly Item[], first: number, chance: Chance) {
  const blocks = items.map((it, index) => blockFrom(it, meeting, first + index));
  await addBlocks(db, blocks);
  await addSpeakers(db, items.flatMap((it, index) => speakersFrom(it, blocks[index]!, () => chance.id())));
  await rememberImports(db, items.map((it) => ({ meetingId: meeting.id, uid: it.uid, what: "block" as const })));
}
