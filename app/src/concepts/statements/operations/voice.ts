// What a signatory has said before, under whatever name: of one statement, and of a call that takes one answer of each body.
import type { Db } from "../../../ground/db/database.ts";
import { Refusal } from "../../../ground/refusal.ts";
import type { Viewer } from "../../../ground/viewer.ts";
import type { Call } from "../../calls/call.ts";
import { callById } from "../../calls/store.ts";
import { answerBy } from "../../contributions/store/submissions.ts";
import { lastOn } from "../counting.ts";
import { signatoryOf, type CountedAct } from "../signing.ts";
import type { JointStatement } from "../statement.ts";
import { versionsOf } from "../store.ts";
import { actsOfThese, lockSignatory, rivalsOf } from "../store/signing.ts";

/** Who signs: a body, or the person themselves. */
export type Signatory = { stakeholderId: string } | { personId: string; name: string };

/** A body with all that it absorbed, by their ids. */
function namesOf(viewer: Viewer, stakeholderId: string): string[] {
  const own = viewer.kind === "person" ? viewer.speaksFor.find((it) => it.stakeholderId === stakeholderId || it.absorbed?.includes(stakeholderId)) : undefined;
  return [stakeholderId, ...(own ? [own.stakeholderId, ...(own.absorbed ?? [])] : [])];
}

/** All that a signatory did on a statement, whatever its name was then. */
export const ownActs = (db: Db, viewer: Viewer, it: Pick<JointStatement, "id">, who: Signatory): Promise<CountedAct[]> =>
  actsOfThese(db, it.id, "personId" in who ? [signatoryOf(who)] : namesOf(viewer, who.stakeholderId).map((stakeholderId) => signatoryOf({ stakeholderId })), viewer);

/** What a signatory’s last act on a version was; null when it has said nothing of it, nor of one that it corrects. */
export async function lastAct(db: Db, viewer: Viewer, it: JointStatement, who: Signatory, version = it.version): Promise<CountedAct | null> {
  return lastOn(await ownActs(db, viewer, it, who), await versionsOf(db, it.id), version);
}

type Asked = Pick<Call, "id" | "number" | "exclusive">;
type Signing = Pick<JointStatement, "id" | "deliveredId"> | null;

/**
 * What keeps a body from answering a call that takes one answer of each: it filed or co-signed a submission, or stands behind a
 * joint statement. Null where nothing does. `but` is the statement that it signs now.
 */
export async function answeredBefore(db: Db, viewer: Viewer, call: Asked, stakeholderId: string, but: Signing = null): Promise<Refusal | null> {
  if (!call.exclusive) return null;
  const reference = await answerBy(db, call.id, namesOf(viewer, stakeholderId), but?.deliveredId ?? null);
  if (reference !== null) return new Refusal("not-now", "call-answered-already", { number: call.number, reference });
  for (const rival of await rivalsOf(db, call.id, but?.id ?? ""))
    if (rival.version > 0 && (await lastAct(db, viewer, rival, { stakeholderId }))?.what === "signed") return new Refusal("not-now", "statement-other-signed", { number: rival.number });
  return null;
}

/** The same for whoever answers now: until the request ends, nobody else answers the call for this body. */
export async function secondAnswer(db: Db, viewer: Viewer, call: Asked, stakeholderId: string, but: Signing = null): Promise<Refusal | null> {
  if (call.exclusive) await lockSignatory(db, call.id, signatoryOf({ stakeholderId }));
  return answeredBefore(db, viewer, call, stakeholderId, but);
}

/** Refuse a body that has answered the call; without one there is nothing to refuse. */
export async function refuseSecondAnswer(db: Db, viewer: Viewer, callId: string | null, stakeholderId: string, but: Signing = null): Promise<void> {
  const second = callId === null ? null : await secondAnswer(db, viewer, await callById(db, callId), stakeholderId, but);
  if (second) throw second;
}
