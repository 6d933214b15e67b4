import { dayOf } from "../ground/clock.ts";
import { answersFor, bodiesOf } from "../ground/viewer.ts";
import { here, type Door } from "../ground/web/env.ts";
import { InWords } from "../ground/web/in-words.tsx";
import { isLate } from "../concepts/partnerships/change.ts";
import { practiceAddress } from "../concepts/practices/addresses.ts";
import { waitingOf } from "../concepts/practices/practice.ts";
import { practicesOf, unanswered, unconfirmedRepeats } from "../concepts/practices/store.ts";

/** What waits for whoever speaks for an owner: cards that officers have, cards that came back, questions without an answer, repetitions to confirm. */
export async function OwnPractices({ c }: { c: Door }) {
  const { db, viewer, words, now } = c.var;
  const own = await practicesOf(db, bodiesOf(viewer), viewer);
  const proposed = own.filter((it) => it.state === "proposed").map((it) => ({ it, anchor: "", said: words.say(`practices.waits.${waitingOf(it.reviews)}`) }));
  const questions = (await unanswered(db, own.filter((it) => it.state === "published").map((it) => it.id)))
    .map((one) => ({ it: own.find((it) => it.id === one.practiceId)!, anchor: `#question-${one.number}`, said: words.say(isLate(one, dayOf(now)) ? "partnerships.question.late" : "partnerships.question.due", { day: words.day(one.dueDay) }) }));
  const repeats = (await unconfirmedRepeats(db, bodiesOf(viewer).filter((it) => answersFor(viewer, it)), viewer)).map((it) => ({ it, anchor: "#repeats", said: words.say("practices.repeat.waits", { day: words.day(it.day) }) }));
  const lines = [...proposed, ...questions, ...repeats];
  if (lines.length === 0) return null;
  return (
    <section class="card strong" aria-labelledby="own-practices"><h2 id="own-practices">{words.say("practices.waiting")}</h2>
      <ul class="plain">{lines.map(({ it, said, anchor }) => <li><a href={here(c)(`${practiceAddress(it)}${anchor}`)}><InWords it={it.title} words={words} /></a> <span class="small soft">{said}</span></li>)}</ul>
    </section>
  );
}
