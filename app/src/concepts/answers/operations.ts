import { dayOf } from "../../ground/clock.ts";
import type { Chance } from "../../ground/chance.ts";
import type { Db } from "../../ground/db/database.ts";
import { record } from "../../ground/journal.ts";
import { Refusal } from "../../ground/refusal.ts";
import { officerOf, type Viewer } from "../../ground/viewer.ts";
import type { ShownContribution } from "../contributions/disclosure.ts";
import { enter } from "../contributions/operations.ts";
import { contributionForDecision } from "../contributions/store.ts";
import { setAskState } from "../contributions/store/asks.ts";
import { refuseUnlessFollows, type Answer, type SettableState } from "./answer.ts";
import { addAnswer, askForDecision } from "./store.ts";

/** What is said of asks: their state, why, and where it can be seen. */
export type Saying = { state: SettableState; reason: string; link: string | null };
/** One ask with what is said of it alone. */
export type Answered = { shown: Pick<ShownContribution, "id" | "processId" | "reference">; number: number; line: string | null };

/** Say what became of several asks, in one transaction: all of them, or none. In the order of their numbers, so that two officers never wait for each other. */
export async function setStates(db: Db, viewer: Viewer, asks: readonly Answered[], saying: Saying, now: Date, chance: Chance): Promise<void> {
  const name = ({ shown, number }: Answered) => `${shown.id} ${String(number).padStart(3, "0")}`;
  for (const it of asks.toSorted((a, b) => (name(a) < name(b) ? -1 : 1))) await setState(db, viewer, it, saying, now, chance);
}

/** Say what became of one ask: added to what was said before, with the officer's name. */
export async function setState(db: Db, viewer: Viewer, { shown, number, line }: Answered, saying: Saying, now: Date, chance: Chance): Promise<Answer> {
  const by = officerOf(viewer, shown.processId);
  const it = await contributionForDecision(db, shown.id);
  const ask = await askForDecision(db, it.id, number);
  if (!ask) throw new Refusal("not-found", "ask-unknown", { reference: it.reference, number });
  refuseUnlessFollows(it, number, ask.state, saying.state);
  const answer: Answer = { contributionId: it.id, number, turn: ask.turns + 1, ...saying, line, by, day: dayOf(now) };
  await addAnswer(db, answer);
  await setAskState(db, it.id, saying.state, { number });
  if (it.attribution !== "unattributed") await enter(db, it, "ask answered", { ask: number, turn: answer.turn, state: saying.state, reason: saying.reason, line, link: saying.link }, now, chance);
  await record(db, viewer, "ask answered", it.id, now, { ask: number, from: ask.state, to: saying.state });
  return answer;
}
