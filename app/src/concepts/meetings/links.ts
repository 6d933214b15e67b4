import type { Chance } from "../../ground/chance.ts";
import type { Db } from "../../ground/db/database.ts";
import { Refusal } from "../../ground/refusal.ts";
import type { Viewer } from "../../ground/viewer.ts";
import type { Process } from "../processes/process.ts";
import type { MeetingLink } from "./meeting.ts";
import { tended, type At } from "./operations.ts";
import { addLink, blocksOf, removeLink } from "./store.ts";

/** Add a way in by network, for everyone or for those who take part. */
export const addWayIn = (db: Db, viewer: Viewer, process: Process, at: At, link: Omit<MeetingLink, "id" | "meetingId">, now: Date, chance: Chance): Promise<void> =>
  tended(db, viewer, process, at, now, chance, async (meeting) => {
    if (link.block !== null && !(await blocksOf(db, meeting.id)).some((it) => it.number === link.block)) throw new Refusal("not-found", "page-unknown");
    await addLink(db, { ...link, id: chance.id(), meetingId: meeting.id });
    return null;
  });

/** Take a way in away. */
export const removeWayIn = (db: Db, viewer: Viewer, process: Process, at: At, id: string, now: Date, chance: Chance): Promise<void> =>
  tended(db, viewer, process, at, now, chance, async (meeting) => {
    if ((await removeLink(db, meeting.id, id)).length === 0) throw new Refusal("not-found", "page-unknown");
    return null;
  });
