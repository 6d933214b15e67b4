import { dayOf } from "../ground/clock.ts";
import { answersFor, bodiesOf } from "../ground/viewer.ts";
import { here, type Door } from "../ground/web/env.ts";
import { commitmentAddress } from "../concepts/commitments/addresses.ts";
import { isInHand, isLate, isClosed } from "../concepts/commitments/commitment.ts";
import type { ShownCommitment } from "../concepts/commitments/disclosure.ts";
import { remindedBefore } from "../concepts/commitments/reminding.ts";
import { commitmentsWith, ownOf } from "../concepts/commitments/store.ts";
import { Said } from "../concepts/commitments/views.tsx";
import { daysAfter } from "../ground/clock.ts";

/** What waits for whoever answers for a body: commitments that it is asked to own, that are late, or due within two weeks. `process`: of that one alone. */
export async function OwnCommitments({ c, process }: { c: Door; process?: { slug: string } }) {
  const { db, viewer, words, now } = c.var;
  const all = (await commitmentsWith(db, bodiesOf(viewer).filter((it) => answersFor(viewer, it)), viewer)).filter((it) => !process || it.process.slug === process.slug);
  const lines = all.flatMap((it) => { const said = waitsFor(c, it, dayOf(now)); return said === null ? [] : [{ it, said }]; });
  if (lines.length === 0) return null;
  return (
    <section class="card strong" aria-labelledby="own-commitments"><h2 id="own-commitments">{words.say("commitments.waiting")}</h2>
      <ul class="plain">{lines.map(({ it, said }) => <li><a href={`${here(c)(commitmentAddress(it.process, it))}#own`}><Said text={it.title} language={it.language} words={words} /></a> <span class="small soft">{said}</span></li>)}</ul>
    </section>
  );
}

/** What a commitment asks of the viewer’s bodies on this day; null: nothing. */
function waitsFor({ var: { viewer, words } }: Door, it: ShownCommitment, today: string): string | null {
  if (!isClosed(it) && ownOf(viewer, it, "asked").length > 0) return words.say("commitments.waits.asked");
  if (ownOf(viewer, it, "confirmed").length === 0 || !isInHand(it)) return null;
  if (isLate(it, today)) return words.say("commitments.waits.late", { day: words.day(it.dueDay) });
  return today >= daysAfter(it.dueDay, -remindedBefore[0]) ? words.say("commitments.waits.due", { day: words.day(it.dueDay) }) : null;
}
