import type { Child } from "hono/jsx";
import type { Door } from "../ground/web/env.ts";
import type { Block, KeptMeeting } from "../concepts/meetings/meeting.ts";
import type { Process } from "../concepts/processes/process.ts";

/** A meeting's page as it is opened, for whatever hangs its own links or buttons into it. */
export type OpenedMeeting = { process: Process; meeting: KeptMeeting; blocks: Block[] };

/** How one takes part: what the admission means, and whom to ask. */
export const MeetingDoors = ({ c: { var: { words, now } }, it: { meeting } }: { c: Door; it: OpenedMeeting }): Child => (
  meeting.state !== "announced" || meeting.endsAt <= now ? null : (
    <section aria-labelledby="part"><h2 id="part">{words.say("meetings.part")}</h2>
      <p>{words.say(`meetings.admission.${meeting.admission}.text`)}</p>
      {meeting.contact && <p>{words.say("meetings.ask")} <Contact it={meeting.contact} /></p>}
    </section>
  )
);

/** A mail address as a link, anything else as it is written. */
export const Contact = ({ it }: { it: string }) => (/^[^\s@<>"]+@[^\s@<>"]+\.[a-z]{2,}$/i.test(it) ? <a href={`mailto:${it}`}><bdi>{it}</bdi></a> : <bdi>{it}</bdi>);
