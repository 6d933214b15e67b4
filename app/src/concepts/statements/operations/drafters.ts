import type { Chance } from "../../../ground/chance.ts";
import { dayOf } from "../../../ground/clock.ts";
import type { Db } from "../../../ground/db/database.ts";
import { record } from "../../../ground/journal.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { answersFor, personOf, type Viewer } from "../../../ground/viewer.ts";
import type { Language } from "../../../ground/words.ts";
import { bodiesBySlug } from "../../partnerships/store.ts";
import { mostDrafters, type Drafter, type JointStatement, type Rules } from "../statement.ts";
import { addStatement, changeStatement, draftersOf, keepDrafter, lockStatement, moveDrafter, nextNumber, statementNow } from "../store.ts";

/** Which statement, as its page showed it: whoever acted since comes first. */
export type Seen = { id: string; turn: number };
/** How a statement begins: for whom, what it is called, in which language, by which rules, and who is asked to draft it. */
export type Beginning = { stakeholderId: string; workingTitle: string; language: Language; rules: Rules; drafters: readonly string[] };

/** Whoever is the focal point of this body, or a refusal. */
export function focalPointOf(viewer: Viewer, stakeholderId: string): void {
  personOf(viewer);
  if (!answersFor(viewer, stakeholderId)) throw new Refusal("not-allowed", "statement-not-focal-point");
}

/** Bodies by their places in addresses; refused where one is not there. */
async function bodiesNamed(db: Db, slugs: readonly string[]): Promise<string[]> {
  const found = await bodiesBySlug(db, slugs);
  const missing = slugs.find((it) => !found.has(it));
  if (missing !== undefined) throw new Refusal("not-valid", "partnership-body-unknown", { slug: missing });
  return [...new Set(slugs.map((it) => found.get(it)!))];
}

/** Begin a statement: its initiator drafts, all others that it names are asked. */
export async function begin(db: Db, viewer: Viewer, process: { id: string }, { stakeholderId, workingTitle, language, rules, drafters }: Beginning, now: Date, chance: Chance): Promise<JointStatement> {
  focalPointOf(viewer, stakeholderId);
  const named = await bodiesNamed(db, drafters); // refused before anything stays
  if (named.length >= mostDrafters) throw new Refusal("not-valid", "statement-many-drafters", { most: mostDrafters });
  const day = dayOf(now);
  const it: JointStatement = { id: chance.id(), processId: process.id, number: await nextNumber(db, process.id), state: "drafting", turn: 1, initiatorId: stakeholderId, workingTitle, language, version: 0, ...rules, begunDay: day, openedDay: null, closedDay: null, closedBecause: null, deliveredId: null };
  await addStatement(db, it);
  await keepDrafter(db, { statementId: it.id, stakeholderId, state: "joined", day });
  await askToDraft(db, it, named, day);
  await record(db, viewer, "joint statement begun", it.id, now);
  return it;
}

/** Ask bodies to draft; those who draft already, or are asked, stay as they are. Who was asked anew comes back. */
async function askToDraft(db: Db, it: Pick<JointStatement, "id">, named: readonly string[], day: string): Promise<string[]> {
  const before = await draftersOf(db, it.id);
  const anew = named.filter((id) => !before.some((one) => one.stakeholderId === id && (one.state === "joined" || one.state === "asked")));
  if (before.length + anew.length > mostDrafters) throw new Refusal("not-valid", "statement-many-drafters", { most: mostDrafters });
  for (const stakeholderId of anew) await keepDrafter(db, { statementId: it.id, stakeholderId, state: "asked", day });
  return anew;
}

/** The initiator asks more bodies to draft; those asked come back. */
export async function ask(db: Db, viewer: Viewer, id: string, slugs: readonly string[], now: Date): Promise<string[]> {
  await lockStatement(db, id, "alone");
  const it = await statementNow(db, id);
  focalPointOf(viewer, it.initiatorId);
  refuseEnded(it);
  const asked = await askToDraft(db, it, await bodiesNamed(db, slugs), dayOf(now));
  await record(db, viewer, "joint statement drafters asked", id, now, { count: asked.length });
  return asked;
}

/** Nothing is drafted in what is closed or was given up. */
export function refuseEnded(it: Pick<JointStatement, "state" | "number">): void {
  if (it.state === "closed" || it.state === "abandoned") throw new Refusal("not-now", "statement-ended", { number: it.number });
}

/** Say for a body that was asked whether it drafts; or that it leaves. Its focal point alone. */
export async function answerAsDrafter(db: Db, viewer: Viewer, id: string, stakeholderId: string, state: Exclude<Drafter["state"], "asked">, now: Date): Promise<void> {
  focalPointOf(viewer, stakeholderId);
  await lockStatement(db, id, "alone");
  const it = await statementNow(db, id);
  refuseEnded(it);
  const own = (await draftersOf(db, id)).find((one) => one.stakeholderId === stakeholderId);
  if (own?.state !== (state === "left" ? "joined" : "asked")) throw new Refusal("not-now", "statement-elsewhere");
  if (state === "left" && stakeholderId === it.initiatorId) throw new Refusal("not-now", "statement-initiator-stays", { number: it.number });
  await moveDrafter(db, { statementId: id, stakeholderId, state, day: dayOf(now) });
  await record(db, viewer, `joint statement drafter ${state}`, id, now, { stakeholder: stakeholderId });
}

/** Open a statement for a decision of its drafters; refused where somebody acted on it since. The next waits. */
export async function opened(db: Db, { id, turn }: Seen): Promise<JointStatement> {
  await lockStatement(db, id, "alone");
  const it = await statementNow(db, id);
  if (it.turn !== turn) throw new Refusal("not-now", "statement-elsewhere");
  refuseEnded(it);
  return it;
}

/** Change its title and its rules. Once it is open the deadline alone may move, and only to a later day: who signed relied on the rest. */
export async function changeRules(db: Db, viewer: Viewer, seen: Seen, { workingTitle, rules }: Pick<Beginning, "workingTitle" | "rules">, now: Date): Promise<void> {
  const it = await opened(db, seen);
  focalPointOf(viewer, it.initiatorId);
  if (it.state === "open") refuseUnlessOnlyLater(it, rules);
  await changeStatement(db, it.id, { ...(it.state === "open" ? { closesAt: rules.closesAt } : rules), workingTitle, turn: it.turn + 1 });
  await record(db, viewer, "joint statement rules changed", it.id, now);
}

function refuseUnlessOnlyLater(it: JointStatement, rules: Rules): void {
  const same = it.individuals === rules.individuals && it.perParagraph === rules.perParagraph && it.callId === rules.callId && it.toleranceMinutes === rules.toleranceMinutes;
  const later = it.closesAt === null ? rules.closesAt === null : rules.closesAt === null || rules.closesAt >= it.closesAt;
  if (!same || !later) throw new Refusal("not-now", "statement-rules-stand", { number: it.number });
}

/** Give up a statement that was never opened: nobody but its drafters ever knows of it. */
export async function abandon(db: Db, viewer: Viewer, seen: Seen, because: string, now: Date): Promise<void> {
  const it = await opened(db, seen);
  focalPointOf(viewer, it.initiatorId);
  if (it.state !== "drafting") throw new Refusal("not-now", "statement-elsewhere");
  await changeStatement(db, it.id, { state: "abandoned", closedDay: dayOf(now), closedBecause: because, turn: it.turn + 1 });
  await record(db, viewer, "joint statement abandoned", it.id, now);
}
