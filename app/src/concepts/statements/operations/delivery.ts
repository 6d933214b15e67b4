import type { Chance } from "../../../ground/chance.ts";
import type { Db } from "../../../ground/db/database.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { visitor, type Viewer } from "../../../ground/viewer.ts";
import { isOpen } from "../../calls/call.ts";
import { callById } from "../../calls/store.ts";
import type { SmallCell } from "../../contributions/operations.ts";
import { fileSubmission } from "../../contributions/operations/submissions.ts";
import { contributionById } from "../../contributions/store.ts";
import type { SubmissionDocument } from "../../contributions/submission.ts";
import { forumById } from "../../disclosure/store.ts";
import { verifiedBodies } from "../../stakeholders/store/stakeholders.ts";
import { behind } from "../counting.ts";
import { textsNow } from "../signing.ts";
import type { JointStatement, StatementText } from "../statement.ts";
import { changeStatement, statementNow, textsOf, versionsOf } from "../store.ts";
import { actsOn } from "../store/signing.ts";
import { tell } from "../telling.ts";
import { numbersOf } from "../text.ts";
import { focalPointOf, opened, type Seen } from "./drafters.ts";
import { refuseSecondAnswer } from "./voice.ts";

/** A frozen text as a submission: what it asks is numbered by itself; the rest is its text, under the numbers it has. */
export function submissionOf({ title, paragraphs }: Pick<StatementText, "title" | "paragraphs">): SubmissionDocument {
  const numbers = numbersOf(paragraphs);
  const text = paragraphs.flatMap((it, at) => (it.kind === "ask" ? [] : [`${numbers[at] === null ? "" : `${numbers[at]}. `}${it.text}`])).join("\n\n");
  return { title, text, asks: paragraphs.filter((it) => it.kind === "ask").map((it) => ({ text: it.text, pins: [], themeIds: [], proposal: null })), answers: [], interest: null, attachments: [] };
}

/** Deliver a statement to the call that it answers, as one submission on behalf of all that stand behind it: the initiator files it, nobody is asked again. Once: unless it took that back. */
export async function deliver(db: Db, viewer: Viewer, seen: Seen, smallCell: SmallCell, now: Date, chance: Chance): Promise<string> {
  focalPointOf(viewer, (await statementNow(db, seen.id)).initiatorId);
  const it = await opened(db, seen);
  const call = it.callId === null ? null : await callById(db, it.callId);
  if (!call || it.state !== "open" || (await isWithTheCall(db, it)) || !isOpen(call, now)) throw new Refusal("not-now", "statement-not-deliverable", { number: it.number });
  const text = textsNow(await textsOf(db, it.id), it.version).find((one) => one.language === it.language)!;
  const filing = { call, forum: await forumById(db, call.forumId), disclosure: { audience: "public", attribution: "named" } as const, language: it.language, document: submissionOf(text), onBehalfOf: [], signedBy: await signedOf(db, it) };
  await refuseSecondAnswer(db, viewer, it.callId, it.initiatorId, it);
  const [body] = await verifiedBodies(db, { ids: [it.initiatorId], like: "" }, 1);
  if (!body) throw new Refusal("not-allowed", "statement-not-focal-point");
  const filed = await fileSubmission(db, viewer, filing, { stakeholderId: it.initiatorId, showPerson: false, sector: body.sector }, smallCell, now, chance);
  await changeStatement(db, it.id, { deliveredId: filed.id, turn: it.turn + 1 });
  await tell(db, viewer, it, { what: "delivered", version: it.version, by: body.slug, because: filed.reference, texts: [text] }, now, chance);
  return filed.reference;
}

/** Whether what was delivered is still there: its initiator may take it back before it is published, and deliver again. */
const isWithTheCall = async (db: Db, { deliveredId }: Pick<JointStatement, "deliveredId">): Promise<boolean> => deliveredId !== null && (await contributionById(db, deliveredId)).state !== "taken-back";

/** The bodies that stand behind the version that holds today, but for the initiator: those that are verified. */
async function signedOf(db: Db, it: JointStatement): Promise<string[]> {
  const { organisations } = behind(await actsOn(db, [it.id], visitor), await versionsOf(db, it.id));
  return organisations.flatMap((one) => (one.stakeholderId !== null && one.body?.id !== it.initiatorId ? [one.stakeholderId] : []));
}
