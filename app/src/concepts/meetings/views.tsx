import { directionOf, type Localized, type Words } from "../../ground/words.ts";
import { offsetText, wallClock } from "../../ground/zones.ts";
import { InWords } from "../../ground/web/in-words.tsx";
import { meetingAddress } from "./addresses.ts";
import { isOn, type Meeting } from "./meeting.ts";
import { daysSaid, hoursSaid } from "./said.ts";

/** For machines: the wall clock with its distance from UTC. */
export const machineTime = (at: Date, timeZone: string) => { const { day, hour } = wallClock(at, timeZone); return `${day}T${hour}${offsetText(at, timeZone)}`; };

/** Words of the record line by line, in the language they exist in, marked as such where it is not the page’s. */
export function SaidLines({ it, words }: { it: Localized; words: Words }) {
  const { text, language } = words.pick(it);
  const foreign = language === words.language ? {} : { lang: language, dir: directionOf(language) };
  return <>{text.split("\n").filter((line) => line.trim()).map((line) => <p {...foreign}>{line}</p>)}</>;
}

/** Where a meeting stands, in a word: in preparation, on now, closed, cancelled; nothing for what is to come or just over. */
export function MeetingStanding({ it, words, now }: { it: Meeting; words: Words; now: Date }) {
  const standing = it.state === "announced" ? (isOn(it, now) ? "on" : null) : it.state;
  return standing && <span class={standing === "on" ? "deadline soon" : "deadline"}>{words.say(`meetings.standing.${standing}`)}</span>;
}

/** A meeting in a list: when by the venue's clock, what, how, and where it stands. */
export const MeetingItem = ({ it, process, words, now, address, rank: Heading }: { it: Meeting; process: { slug: string }; words: Words; now: Date; address: (path: string) => string; rank: "h2" | "h3" }) => (
  <li class={it.endsAt > now ? "future" : undefined} id={`meeting-${it.number}`}>
    <time datetime={machineTime(it.startsAt, it.timeZone)}>{daysSaid(words, it, it.timeZone)}<br />{hoursSaid(words, it, it.timeZone)}{it.place && <><br /><InWords it={it.place} words={words} /></>}</time>
    <Heading><a href={address(meetingAddress(process, it))}><InWords it={it.title} words={words} /></a> <MeetingStanding it={it} words={words} now={now} /></Heading>
    <div class="small">
      <p class="soft">{words.say(`meetings.kind.${it.kind}`)} · {words.say(`meetings.format.${it.format}`)} · {words.say(`meetings.admission.${it.admission}`)}</p>
      {it.about.en && <p><InWords it={it.about} words={words} /></p>}
      {it.cancelledBecause && <p dir="auto">{it.cancelledBecause}</p>}
    </div>
  </li>
);
