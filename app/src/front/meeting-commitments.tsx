import { dayOf } from "../ground/clock.ts";
import { mayOfficiate } from "../ground/viewer.ts";
import { here, type Door } from "../ground/web/env.ts";
import { commitmentAddress, proposingAddress } from "../concepts/commitments/addresses.ts";
import type { ShownCommitment } from "../concepts/commitments/disclosure.ts";
import { commitmentsOfMeeting, commitmentsOfStatement } from "../concepts/commitments/store.ts";
import { OwnersLine, Said, Standing } from "../concepts/commitments/views.tsx";
import type { KeptMeeting } from "../concepts/meetings/meeting.ts";
import type { Process } from "../concepts/processes/process.ts";
import { bodiesOf } from "../concepts/stakeholders/networks/store.ts";

/** What was undertaken at a meeting, and the way to record more for whoever may. Nothing of a meeting that is being prepared, or was cancelled. */
export async function MeetingCommitments({ c, process, meeting }: { c: Door; process: Process; meeting: KeptMeeting }) {
  if (meeting.state === "draft" || meeting.state === "cancelled") return null;
  return <Undertaken c={c} process={process} all={await commitmentsOfMeeting(c.var.db, meeting.id, c.var.viewer)} begins={`meeting=${meeting.number}`} />;
}

/** What was undertaken with a joint statement, and the way to undertake more for whoever may. */
export const StatementCommitments = async ({ c, process, statement }: { c: Door; process: Process; statement: { id: string; number: number } }) =>
  <Undertaken c={c} process={process} all={await commitmentsOfStatement(c.var.db, statement.id, c.var.viewer)} begins={`statement=${statement.number}`} />;

async function Undertaken({ c, process, all, begins }: { c: Door; process: Process; all: ShownCommitment[]; begins: string }) {
  const { db, viewer, words, now } = c.var;
  const mayPropose = mayOfficiate(viewer, process.id) || (await bodiesOf(db, viewer)).length > 0;
  if (all.length === 0 && !mayPropose) return null;
  return (
    <section aria-labelledby="commitments"><h2 id="commitments">{words.say("commitments.here")}</h2>
      {all.length === 0 && <p class="soft">{words.say("commitments.column.none")}</p>}
      {all.length > 0 && <ul class="entries">{all.map((it) => (
        <li><h3><a href={here(c)(commitmentAddress(process, it))}><Said text={it.title} language={it.language} words={words} /></a></h3><p class="small"><OwnersLine it={it} words={words} /></p><p class="small"><Standing it={it} words={words} today={dayOf(now)} /> · <time datetime={it.dueDay}>{words.say("commitments.due", { day: words.day(it.dueDay) })}</time></p></li>
      ))}</ul>}
      {mayPropose && <p><a href={here(c)(`${proposingAddress(process)}?${begins}`)}>{words.say("commitments.propose")}</a></p>}
    </section>
  );
}
