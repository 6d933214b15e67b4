import type { Chance } from "../../ground/chance.ts";
import type { Db } from "../../ground/db/database.ts";
import { Refusal } from "../../ground/refusal.ts";
import { officerOf, type Viewer } from "../../ground/viewer.ts";
import type { Localized } from "../../ground/words.ts";
import type { Process } from "../processes/process.ts";
import type { KeptMeeting, Outcome } from "./meeting.ts";
import { tended, type At } from "./operations.ts";
import { addOutcomes, changeOutcome, outcomesOf, removeDraftOutcomes } from "./store.ts";

/** What a meeting leaves, as an officer drafts it. */
export type OutcomePlan = Pick<Outcome, "kind" | "text">;

function refuseUnlessBegun(meeting: KeptMeeting, now: Date) {
  if (meeting.state === "draft" || meeting.startsAt > now) throw new Refusal("not-now", "meeting-not-begun", { number: meeting.number, day: meeting.startsAt });
}

/** Put drafts of outcomes in the place of those that are not cleared yet; what was cleared stands. */
export const draftOutcomes = (db: Db, viewer: Viewer, process: Process, at: At, plans: readonly OutcomePlan[], now: Date, chance: Chance): Promise<void> =>
  tended(db, viewer, process, at, now, chance, async (meeting) => {
    refuseUnlessBegun(meeting, now);
    const cleared = (await outcomesOf(db, meeting, viewer)).filter((it) => it.clearedDay !== null);
    const last = new Map<Outcome["kind"], number>();
    for (const it of cleared) last.set(it.kind, Math.max(last.get(it.kind) ?? 0, it.number));
    await removeDraftOutcomes(db, meeting.id);
    await addOutcomes(db, plans.map((it) => {
      const number = (last.get(it.kind) ?? 0) + 1;
      last.set(it.kind, number);
      return { ...it, meetingId: meeting.id, number, clearedBy: null, clearedDay: null };
    }));
    return null;
  });

type Numbered = Pick<Outcome, "kind" | "number">;
async function outcomeOf(db: Db, viewer: Viewer, meeting: KeptMeeting, { kind, number }: Numbered): Promise<Outcome> {
  const known = (await outcomesOf(db, meeting, viewer)).find((it) => it.kind === kind && it.number === number);
  if (!known) throw new Refusal("not-found", "page-unknown");
  return known;
}

/** Clear an outcome under one's name: once the meeting is closed everyone reads it. */
export const clearOutcome = (db: Db, viewer: Viewer, process: Process, at: At, which: Numbered, now: Date, chance: Chance): Promise<void> =>
  tended(db, viewer, process, at, now, chance, async (meeting) => {
    const known = await outcomeOf(db, viewer, meeting, which);
    if (known.clearedDay !== null) throw new Refusal("not-now", "outcome-cleared", { by: known.clearedBy ?? "", day: known.clearedDay });
    await changeOutcome(db, known, { clearedBy: officerOf(viewer, process.id), clearedDay: now.toISOString().slice(0, 10) });
    return null;
  });

/** Say a cleared outcome otherwise: with a reason, listed for everyone with what it said before. */
export const correctOutcome = (db: Db, viewer: Viewer, process: Process, at: At, which: Numbered, text: Localized, because: string, now: Date, chance: Chance): Promise<void> =>
  tended(db, viewer, process, at, now, chance, async (meeting) => {
    const known = await outcomeOf(db, viewer, meeting, which);
    if (known.clearedDay === null) throw new Refusal("not-now", "outcome-not-cleared");
    await changeOutcome(db, known, { text, clearedBy: officerOf(viewer, process.id), clearedDay: now.toISOString().slice(0, 10) });
    return { because, changed: { [`${which.kind} ${which.number}`]: { before: known.text, after: text } } };
  });
