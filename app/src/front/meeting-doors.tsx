import type { Child } from "hono/jsx";
import { here, type Door } from "../ground/web/env.ts";
import type { Block, KeptMeeting } from "../concepts/meetings/meeting.ts";
import type { Process } from "../concepts/processes/process.ts";
import { takesRegistrations } from "../concepts/registrations/admission.ts";
import { registrationAddress } from "../concepts/registrations/addresses.ts";
import { selectionAddress } from "../concepts/selections/addresses.ts";
import { selectionAt } from "../concepts/selections/store.ts";

/** A meeting's page as it is opened, for whatever hangs its own links or buttons into it. */
export type OpenedMeeting = { process: Process; meeting: KeptMeeting; blocks: Block[] };

/** How one takes part: what the admission means, where to register, how places are given, and whom to ask. */
export async function MeetingDoors({ c, it: { process, meeting } }: { c: Door; it: OpenedMeeting }): Promise<Child> {
  const { words, now, db, viewer } = c.var;
  const selection = await selectionAt(db, meeting, viewer);
  const isAhead = meeting.state === "announced" && meeting.endsAt > now;
  const isSelected = selection !== null && selection.state !== "draft";
  if (!isAhead && !isSelected && !meeting.contact) return null;
  return (
    <section aria-labelledby="part"><h2 id="part">{words.say("meetings.part")}</h2>
      {isAhead && <p>{words.say(`meetings.admission.${meeting.admission}.text`)}</p>}
      <div class="actions">
        {isAhead && takesRegistrations(meeting) && meeting.modalities.registration && <a class="button" href={here(c)(registrationAddress(process, meeting))}>{words.say("registrations.title")}</a>}
        {isSelected && <a href={here(c)(selectionAddress(process, meeting))}>{words.say("selections.see")}</a>}
      </div>
      {meeting.contact && <p>{words.say("meetings.ask")} <Contact it={meeting.contact} /></p>}
    </section>
  );
}

/** A mail address as a link, anything else as it is written. */
export const Contact = ({ it }: { it: string }) => (/^[^\s@<>"]+@[^\s@<>"]+\.[a-z]{2,}$/i.test(it) ? <a href={`mailto:${it}`}><bdi>{it}</bdi></a> : <bdi>{it}</bdi>);
