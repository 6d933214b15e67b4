import { Hono } from "hono";
import { momentSaid } from "../ground/clock-words.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, untouched } from "../ground/web/forms.tsx";
import { showPage } from "../ground/web/page.tsx";
import type { Words } from "../ground/words.ts";
import { InWords } from "../ground/web/in-words.tsx";
import { meetingAddress, meetingsAddress, rightsAddress } from "../concepts/meetings/addresses.ts";
import { meetingNumberIn } from "../concepts/meetings/meeting.ts";
import { rightsAt, sectorNamed, type Right } from "../concepts/meetings/rights.ts";
import { whenSaid } from "../concepts/meetings/said.ts";
import { blocksOf, meetingByNumber } from "../concepts/meetings/store.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { sectors, type Sector } from "../concepts/stakeholders/stakeholder.ts";
import { stakeholderById } from "../concepts/stakeholders/store/stakeholders.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import type { OpenedMeeting } from "./meeting-doors.tsx";

/** What a body of one's class may do at a meeting, as a card to print on one page. */
export const meetingRightsPages = new Hono<Env>().get("/:process/meetings/:meeting{[1-9][0-9]*}/rights", async (c) => {
  const { db, viewer, words, house } = c.var;
  const process = await processBySlug(db, inAddress(c, "process"));
  const meeting = await meetingByNumber(db, process.id, meetingNumberIn(inAddress(c, "meeting")), viewer);
  const it: OpenedMeeting = { process, meeting, blocks: await blocksOf(db, meeting.id) };
  const sector = await classOf(c);
  const title = words.say("meetings.rights");
  const name = words.pick(meeting.title).text;
  const crumbs = [{ name: words.say("meetings.title"), address: here(c)(meetingsAddress(process)) }, { name, address: here(c)(meetingAddress(process, meeting)) }, { name: title }];
  return showPage(c, { title: `${title}: ${name}`, crumbs, process: barOf(process, "meetings"), unlisted: true },
    <div class="one-sheet">
      <p class="eyebrow">{[words.pick(process.shortName).text, words.say(`stakeholders.sector.${sector}`)].join(" · ")}</p>
      <h1>{title}</h1>
      <p class="lede"><InWords it={meeting.title} words={words} />. {whenSaid(words, meeting, meeting.timeZone)}{meeting.place && <>. <InWords it={meeting.place} words={words} /></>}</p>
      <div class="no-print"><ClassForm c={c} it={it} sector={sector} /><p class="small">{words.say("meetings.rights.print")}</p></div>
      <RightsList c={c} it={it} sector={sector} />
      <p class="small soft">{words.say(meeting.state === "draft" ? "meetings.rights.basis.draft" : "meetings.rights.basis", { day: words.day(meeting.announcedAt ?? c.var.now), address: house.baseUrl + here(c)(meetingAddress(process, meeting)) })}</p>
      {meeting.admission === "accredited" && <p class="small soft">{words.say("meetings.rights.accredited")}</p>}
    </div>);
});

/** The class that was asked for; else that of the body one speaks for; else civil society, which is asked most. */
export async function classOf(c: Door): Promise<Sector> {
  const asked = sectorNamed(c.req.query("class"));
  if (asked) return asked;
  const [own] = c.var.viewer.kind === "person" ? c.var.viewer.speaksFor : [];
  return own ? (await stakeholderById(c.var.db, own.stakeholderId)).sector : "civil-society";
}

/** Choose a class; without a script, too. */
export const ClassForm = ({ c, it: { process, meeting }, sector }: { c: Door; it: OpenedMeeting; sector: Sector }) => (
  <form method="get" action={here(c)(rightsAddress(process, meeting))} class="inline">
    <ChoiceField name="class" label={c.var.words.say("meetings.rights.class")} form={untouched({ class: sector })} choices={sectors.map((it) => ({ value: it, name: c.var.words.say(`stakeholders.sector.${it}`) }))} />
    <button class="little">{c.var.words.say("meetings.rights.show")}</button>
  </form>
);

const marks = { yes: "yes", some: "some", no: "no", "by-lot": "some" } as const;

/** The answers, line by line: the word first, then what it is about. Written for whoever is accredited where that is needed; the line says so. */
export function RightsList({ c: { var: { words, now } }, it: { meeting, blocks }, sector }: { c: Door; it: OpenedMeeting; sector: Sector }) {
  const rights = rightsAt(meeting, blocks, sector, { accredited: false, now });
  return <ul class="rights">{rights.map((it) => <li><b class={marks[it.answer]}>{words.say(`meetings.answer.${it.answer}`)}</b><span>{rightSaid(words, it, meeting.timeZone, now)}</span></li>)}</ul>;
}

/** A right in words; moments by the venue's clock. */
const rightSaid = (words: Words, { key, values }: Right, timeZone: string, now: Date): string =>
  words.say(`meetings.right.${key}`, Object.fromEntries(Object.entries(values).map(([name, it]) => [name, name === "opens" || name === "closes" ? momentSaid(words, new Date(it), timeZone, now) : it])));
