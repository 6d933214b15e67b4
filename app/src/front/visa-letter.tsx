import { Refusal } from "../ground/refusal.ts";
import type { Door } from "../ground/web/env.ts";
import { here } from "../ground/web/env.ts";
import { showPage } from "../ground/web/page.tsx";
import { isolatesOut } from "../ground/web/xml.ts";
import { wallClock } from "../ground/zones.ts";
import { registrationAddress } from "../concepts/registrations/addresses.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import type { OwnRoom } from "./meeting-registration.tsx";
import { meetingCrumbs } from "./meeting-room.tsx";
import { docxOf } from "./word-document.ts";

/** A letter is written for whoever asked for one and has a seat; for others there is none. */
function lettered({ it, meeting }: OwnRoom): void {
  if (!it.visaLetter || meeting.modalities.visaLetterDays === null) throw new Refusal("not-found", "page-unknown");
  if (it.state !== "registered") throw new Refusal("not-now", "letter-before-registered", { meeting: meeting.number });
}

/** The paragraphs of the letter, in the language of the page. */
function paragraphsOf({ var: { words, now } }: Door, { process, meeting, it }: OwnRoom): string[] {
  const [from, to] = [wallClock(meeting.startsAt, meeting.timeZone).day, wallClock(new Date(meeting.endsAt.getTime() - 1), meeting.timeZone).day];
  const values = { name: it.name, organisation: words.pick(it.organisation).text, meeting: words.pick(meeting.title).text, process: words.pick(process.name).text, days: words.days(from, to), place: meeting.place ? words.pick(meeting.place).text : "" };
  return [words.say("letter.day", { day: words.day(now) }), words.say("letter.to"), words.say("letter.text", values), words.say("letter.request", values), ...(it.decidedBy && it.decidedDay ? [words.say("letter.decided", { by: it.decidedBy, day: words.day(it.decidedDay), process: words.pick(process.shortName).text })] : []), ...(meeting.contact ? [words.say("letter.contact", { contact: meeting.contact })] : []), words.say("letter.receipt", { id: it.id })].map(isolatesOut);
}

/** The letter for a visa, for Word. */
export async function letterFile(c: Door, room: OwnRoom) {
  lettered(room);
  const { words } = c.var;
  const [title] = [words.say("letter.title")];
  c.header("Content-Disposition", `attachment; filename="letter-meeting-${room.meeting.number}.docx"`);
  c.header("Content-Type", "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
  return c.body(await docxOf({ title, language: words.language, rightToLeft: words.direction === "rtl", blocks: [{ kind: "title", runs: [title] }, ...paragraphsOf(c, room).map((it) => ({ kind: "paragraph" as const, runs: [it] }))] }));
}

/** The same as a page: the browser prints it, or keeps it as a PDF. */
export async function showLetter(c: Door, room: OwnRoom) {
  lettered(room);
  const { words } = c.var;
  const title = words.say("letter.title");
  return showPage(c, { title, crumbs: meetingCrumbs({ c, ...room }, title), process: barOf(room.process, null), unlisted: true },
    <div class="one-sheet">
      <h1>{title}</h1>
      {paragraphsOf(c, room).map((it) => <p>{it}</p>)}
      <p class="small soft no-print">{words.say("letter.print")} <a href={here(c)(`${registrationAddress(room.process, room.meeting, room.it)}/letter.docx`)}>{words.say("registrations.letter.word")}</a></p>
    </div>);
}
