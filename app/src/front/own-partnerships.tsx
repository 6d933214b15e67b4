import { dayOf } from "../ground/clock.ts";
import { answersFor, bodiesOf } from "../ground/viewer.ts";
import { here, type Door } from "../ground/web/env.ts";
import { InWords } from "../ground/web/in-words.tsx";
import { assessmentAddress, partnershipAddress } from "../concepts/partnerships/addresses.ts";
import { roundsWaitingFor } from "../concepts/partnerships/assessment/store.ts";
import { isLate } from "../concepts/partnerships/change.ts";
import type { ShownPartnership } from "../concepts/partnerships/disclosure.ts";
import { isStale, waitingOf } from "../concepts/partnerships/partnership.ts";
import { partnershipsWith, waitingPartnerships } from "../concepts/partnerships/store.ts";
import { unanswered } from "../concepts/partnerships/store/questions.ts";

type Line = { it: ShownPartnership; said: string; anchor: string; address?: string };

/** What waits for a focal point in the register: to answer as a partner, to mend what came back, to answer a question, to say how it stands, to say again that it is true. */
export async function OwnPartnerships({ c }: { c: Door }) {
  const { words } = c.var;
  const lines = [...(await waitingLines(c)), ...(await publicLines(c))];
  if (lines.length === 0) return null;
  return (
    <section class="card strong" aria-labelledby="own-partnerships"><h2 id="own-partnerships">{words.say("partnerships.waiting")}</h2>
      <ul class="plain">{lines.map(({ it, said, anchor, address = partnershipAddress(it) }) => <li><a href={here(c)(`${address}${anchor}`)}><InWords it={(it.waiting ?? it.public)!.title} words={words} /></a> <span class="small soft">{said}</span></li>)}</ul>
    </section>
  );
}

/** Editions that wait and that the viewer is inside of, each with where it stands. */
async function waitingLines(c: Door): Promise<Line[]> {
  const { db, viewer, words } = c.var;
  const own = bodiesOf(viewer);
  const all = (await waitingPartnerships(db, viewer)).filter((it) => it.waiting?.partners.some((one) => own.includes(one.stakeholderId)));
  return all.map((it) => {
    const isAsked = it.waiting!.partners.some((one) => one.state === "asked" && answersFor(viewer, one.stakeholderId));
    return { it, anchor: "#next", said: isAsked ? words.say("partnerships.waiting.you") : words.say(`partnerships.waits.${waitingOf(it.waiting!.partners, it.reviews)}`) };
  });
}

/** Public entries with a question that nobody answered, with a round that an own body has not answered, or of which an own body has been silent for a year. */
async function publicLines(c: Door): Promise<Line[]> {
  const { db, viewer, words, now } = c.var;
  const day = dayOf(now);
  const all = (await partnershipsWith(db, bodiesOf(viewer), viewer)).filter((it) => it.state === "published" && it.public!.partners.some((one) => answersFor(viewer, one.stakeholderId)));
  const open = await unanswered(db, all.map((it) => it.id));
  const questions = open.map(({ it: question }) => ({ it: all.find((one) => one.id === question.partnershipId)!, anchor: `#question-${question.number}`, said: words.say(isLate(question, day) ? "partnerships.question.late" : "partnerships.question.due", { day: words.day(question.dueDay) }) }));
  const silent = all.filter((it) => it.public!.partners.some((one) => answersFor(viewer, one.stakeholderId) && isStale([one], day)));
  const rounds = (await roundsWaitingFor(db, bodiesOf(viewer).filter((it) => answersFor(viewer, it)), viewer)).flatMap((round) => {
    const it = all.find((one) => one.id === round.partnershipId);
    return it ? [{ it, anchor: "", address: assessmentAddress(it), said: words.say("partnerships.self.waiting", { day: words.day(round.openedDay) }) }] : [];
  });
  return [...questions, ...rounds, ...silent.map((it) => ({ it, anchor: "#own", said: words.say("partnerships.stale") }))];
}
