import { Hono } from "hono";
import { daySaid, offsetSaid, placeOfClock, momentSaid } from "../ground/clock-words.ts";
import { mayOfficiate } from "../ground/viewer.ts";
import { comesTwice, wallClock, zoneNamed } from "../ground/zones.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { LinkedData } from "../ground/web/linked-data.tsx";
import { showPage } from "../ground/web/page.tsx";
import { InWords } from "../ground/web/in-words.tsx";
import { DisclosureMark } from "../concepts/disclosure/views.tsx";
import { combinationOf, isOffered } from "../concepts/disclosure/rule.ts";
import { forumAddress } from "../concepts/disclosure/addresses.ts";
import { mayWrite, type Forum } from "../concepts/disclosure/forum.ts";
import { forumById } from "../concepts/disclosure/store.ts";
import { commentAddress } from "../concepts/contributions/addresses.ts";
import { placeName } from "../concepts/contributions/views.tsx";
import { meetingAddress, meetingDeskAddress, meetingsAddress, rightsAddress } from "../concepts/meetings/addresses.ts";
import { movedMoment, type MeetingChange } from "../concepts/meetings/change.ts";
import { linkedData } from "../concepts/meetings/linked-data.ts";
import { meetingNumberIn, outcomeKinds, type Block, type KeptMeeting, type MeetingDocument, type MeetingLink, type Outcome } from "../concepts/meetings/meeting.ts";
import type { Field } from "../concepts/meetings/plan.ts";
import { clockNamed, clocksChange, hoursSaid, rolesSaid, whenSaid } from "../concepts/meetings/said.ts";
import { speakersOf, speaksAt, type ShownSpeaker } from "../concepts/meetings/speakers.ts";
import { blocksOf, blockThemesOf, changesOfMeetings, linksOf, meetingByNumber, meetingsOf, outcomesOf, papersOf, pinnedOf, type PinnedPlace } from "../concepts/meetings/store.ts";
import { machineTime, MeetingStanding, SaidLines } from "../concepts/meetings/views.tsx";
import { processBySlug } from "../concepts/processes/store.ts";
import { provisionAddress } from "../concepts/texts/addresses.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import type { Theme } from "../concepts/themes/theme.ts";
import { MeetingCommitments } from "./meeting-commitments.tsx";
import { MeetingDoors, type OpenedMeeting } from "./meeting-doors.tsx";
import { ClassForm, classOf, RightsList } from "./meeting-rights.tsx";

/** A meeting with everything around it, as a viewer may see it. `zone`: by whose clock they read; `asked`: what they asked for. */
type Opened = OpenedMeeting & {
  papers: MeetingDocument[]; links: MeetingLink[]; speakers: ShownSpeaker[]; outcomes: Outcome[]; changes: MeetingChange[]; pinned: PinnedPlace[]; tagged: { block: number; theme: Theme }[]; others: KeptMeeting[]; forum: Forum | null;
  zone: string; asked: string;
};
type Props = { c: Door; it: Opened };

/** One meeting: when and where, what, who may do what there, and what it left. */
export const meetingPages = new Hono<Env>().get("/:process/meetings/:meeting{[1-9][0-9]*}", async (c) => showMeeting(c, await opened(c)));

async function opened(c: Door): Promise<Opened> {
  const { db, viewer } = c.var;
  const process = await processBySlug(db, inAddress(c, "process"));
  const meeting = await meetingByNumber(db, process.id, meetingNumberIn(inAddress(c, "meeting")), viewer);
  const blocks = await blocksOf(db, meeting.id);
  const asked = c.req.query("zone") ?? "";
  return {
    process, meeting, blocks, papers: await papersOf(db, meeting.id), links: await linksOf(db, meeting, blocks, await speaksAt(db, meeting, viewer), viewer), speakers: await speakersOf(db, meeting, blocks, viewer),
    outcomes: (await outcomesOf(db, meeting, viewer)).filter((it) => it.clearedDay !== null && meeting.state === "closed"), changes: (await changesOfMeetings(db, [meeting.id])).get(meeting.id) ?? [],
    pinned: await pinnedOf(db, meeting.id), tagged: await blockThemesOf(db, meeting.id), others: await meetingsOf(db, process.id, viewer), forum: meeting.state === "draft" ? null : await forumById(db, meeting.forumId), zone: zoneNamed(asked) ?? meeting.timeZone, asked,
  };
}

async function showMeeting(c: Door, it: Opened) {
  const { words, now, viewer, house } = c.var;
  const { process, meeting } = it;
  const title = words.pick(meeting.title).text;
  const path = meetingAddress(process, meeting);
  const crumbs = [{ name: words.pick(process.shortName).text, address: here(c)(`/${process.slug}`) }, { name: words.say("meetings.title"), address: here(c)(meetingsAddress(process)) }, { name: words.say("meetings.number", { number: meeting.number }) }];
  const formats = [{ name: words.say("footer.json"), address: `/api/v1${path}`, type: "application/json" }, { name: words.say("meetings.calendar"), address: here(c)(`${path}.ics`), type: "text/calendar" }];
  const sector = await classOf(c);
  return showPage(c, { title, crumbs, process: barOf(process, "meetings"), unlisted: meeting.state === "draft", ...(meeting.state === "draft" ? {} : { formats, canonical: house.baseUrl + here(c)(path) }) },
    <>
      <p class="eyebrow">{[words.say(`meetings.kind.${meeting.kind}`), words.say(`meetings.format.${meeting.format}`), ...(meeting.organisers.length > 0 ? [words.list(meeting.organisers.map((one) => words.pick(one).text))] : [])].join(" · ")}</p>
      <h1><InWords it={meeting.title} words={words} /></h1>
      <p class="lede"><time datetime={machineTime(meeting.startsAt, meeting.timeZone)}>{whenSaid(words, meeting, meeting.timeZone)}</time>{meeting.place && <>. <InWords it={meeting.place} words={words} /></>}.</p>
      <Standing c={c} it={it} />
      <div class="actions"><MeetingStanding it={meeting} words={words} now={now} />{mayOfficiate(viewer, process.id) && <a class="button" href={here(c)(meetingDeskAddress(process, meeting))}>{words.say("meetings.work")}</a>}</div>
      {meeting.about.en && <SaidLines it={meeting.about} words={words} />}
      <Related c={c} it={it} />
      <div class="split">
        <div>
          <Outcomes c={c} it={it} />
          <MeetingCommitments c={c} process={process} meeting={meeting} />
          <Agenda c={c} it={it} />
          <MeetingDoors c={c} it={it} />
          <Speakers c={c} it={it} />
          <Languages c={c} it={it} />
          <Papers c={c} it={it} />
          <Changes c={c} it={it} />
        </div>
        <div>
          <section class="card strong" id="rights" aria-labelledby="rights-h"><h2 id="rights-h">{words.say("meetings.rights")}</h2>
            <p class="small soft">{words.say(`stakeholders.sector.${sector}`)}</p>
            <RightsList c={c} it={it} sector={sector} />
            <details><summary>{words.say("meetings.rights.other")}</summary><ClassForm c={c} it={it} sector={sector} /></details>
            <p class="small"><a href={`${here(c)(rightsAddress(process, meeting))}?class=${sector}`}>{words.say("meetings.rights.card")}</a></p>
          </section>
          <Places c={c} it={it} />
          <TheRule c={c} it={it} />
          <WaysIn c={c} it={it} />
          <GettingThere c={c} it={it} />
        </div>
      </div>
      {meeting.state !== "draft" && <LinkedData it={linkedData(meeting, { address: house.baseUrl + here(c)(path), blocks: it.blocks, papers: it.papers, process: { name: words.pick(process.name).text, address: house.baseUrl + here(c)(`/${process.slug}`) } }, words)} />}
    </>);
}

/** Cancelled, and why; moved, and from when. */
function Standing({ c: { var: { words, now } }, it: { meeting, changes } }: Props) {
  const moved = changes.map((one) => movedMoment(one, "startsAt")).filter((one) => one !== null).at(-1);
  return (
    <>
      {meeting.state === "draft" && <div class="empty"><p>{words.say("meetings.draft")}</p></div>}
      {meeting.state === "cancelled" && <div class="empty"><p>{words.say("meetings.cancelled", { because: meeting.cancelledBecause ?? "" })}</p></div>}
      {moved && meeting.state === "announced" && <p class="small">{words.say("meetings.moved")} <del><time datetime={machineTime(moved.before, meeting.timeZone)}>{momentSaid(words, moved.before, meeting.timeZone, now)}</time></del> <ins><time datetime={machineTime(moved.after, meeting.timeZone)}>{momentSaid(words, moved.after, meeting.timeZone, now)}</time></ins></p>}
    </>
  );
}

/** What it is part of, what it prepares, and what it was copied with. */
function Related({ c, it: { process, meeting, others } }: Props) {
  const { words } = c.var;
  const link = (one: KeptMeeting) => <a href={here(c)(meetingAddress(process, one))}><InWords it={one.title} words={words} /></a>;
  const [partOf, prepares] = [others.find((one) => one.id === meeting.partOfId), others.find((one) => one.id === meeting.preparesId)];
  const hung = others.filter((one) => one.partOfId === meeting.id);
  const series = meeting.series === null ? [] : others.filter((one) => one.series === meeting.series && one.id !== meeting.id);
  const list = (of: KeptMeeting[]) => of.map((one, index) => <>{index > 0 && " · "}{link(one)}</>);
  if (!partOf && !prepares && hung.length + series.length === 0) return null;
  return (
    <ul class="plain small">
      {partOf && <li>{words.say("meetings.part.of")} {link(partOf)}</li>}
      {prepares && <li>{words.say("meetings.prepares")} {link(prepares)}</li>}
      {hung.length > 0 && <li>{words.say("meetings.beside")} {list(hung)}</li>}
      {series.length > 0 && <li>{words.say("meetings.series")} {list(series)}</li>}
    </ul>
  );
}

/** Zones that the form offers: seats of the United Nations and great cities, so that somebody near finds theirs; any other may be typed into the address. */
const offered = ["UTC", "Pacific/Auckland", "Australia/Sydney", "Asia/Tokyo", "Asia/Shanghai", "Asia/Manila", "Asia/Bangkok", "Asia/Dhaka", "Asia/Kolkata", "Asia/Karachi", "Asia/Dubai", "Europe/Moscow", "Europe/Istanbul", "Asia/Beirut", "Africa/Cairo", "Africa/Addis_Ababa", "Africa/Nairobi", "Africa/Johannesburg", "Europe/Vienna", "Europe/Zurich", "Europe/Paris", "Africa/Lagos", "Africa/Dakar", "Europe/London", "America/Sao_Paulo", "America/Santiago", "America/New_York", "America/Bogota", "America/Chicago", "America/Mexico_City", "America/Los_Angeles"];

/** The agenda by the clock that was asked for, block by block. */
function Agenda({ c, it }: Props) {
  const { words } = c.var;
  const { process, meeting, blocks, zone, asked } = it;
  const varies = clocksChange(meeting, zone);
  const zones = [...new Set([meeting.timeZone, zone, ...offered])];
  return (
    <section aria-labelledby="agenda"><h2 id="agenda">{words.say("meetings.agenda")}</h2>
      {asked !== "" && zoneNamed(asked) === null && <p class="error" role="alert">{words.say("calls.error.zone")}</p>}
      {blocks.length === 0 && <div class="empty"><p>{words.say("meetings.agenda.none")}</p></div>}
      {blocks.length > 0 && <table class="stack" role="table">
        <caption>{zone === "UTC" ? words.say("meetings.agenda.caption.utc") : words.say("meetings.agenda.caption", { place: placeOfClock(words, zone), offset: varies ? words.say("meetings.offsets", { from: offsetSaid(meeting.startsAt, zone), to: offsetSaid(meeting.endsAt, zone) }) : offsetSaid(meeting.startsAt, zone) })}</caption>
        <thead role="rowgroup"><tr role="row">{(["when", "item", "opening", "who"] as const).map((one) => <th role="columnheader" scope="col">{words.say(`meetings.column.${one}`)}</th>)}</tr></thead>
        <tbody role="rowgroup">{blocks.map((block, index) => <AgendaRow c={c} it={it} block={block} before={blocks[index - 1]} varies={varies} />)}</tbody>
      </table>}
      <form method="get" action={`${here(c)(meetingAddress(process, meeting))}#agenda`} class="inline">
        <label for="zone">{words.say("meetings.zone")}<travaux-zone><select id="zone" name="zone">{zones.map((one) => <option value={one} selected={one === zone}>{clockNamed(words, one, meeting.startsAt)}</option>)}</select></travaux-zone></label>
        <button class="little">{words.say("meetings.zone.show")}</button>
      </form>
      {zone !== meeting.timeZone && <p class="small">{words.say("meetings.zone.shown", { place: placeOfClock(words, zone), venue: placeOfClock(words, meeting.timeZone) })}</p>}
    </section>
  );
}

function AgendaRow({ c, it: { process, pinned, tagged, zone, forum }, block, before, varies }: Props & { block: Block; before: Block | undefined; varies: boolean }) {
  const { words, viewer, now } = c.var;
  const isNewDay = before === undefined || wallClock(before.startsAt, zone).day !== wallClock(block.startsAt, zone).day;
  const combination = combinationOf(block);
  const [places, themes] = [pinned.filter((one) => one.block === block.number), tagged.filter((one) => one.block === block.number)];
  return (
    <tr role="row" id={`item-${block.number}`}>
      <th role="rowheader" scope="row"><time datetime={machineTime(block.startsAt, zone)}>{isNewDay && <>{daySaid(words, block.startsAt, zone, true)}<br /></>}{hoursSaid(words, block, zone)}</time>{(varies || comesTwice(block.startsAt, zone)) && <><br /><bdi class="soft small">{offsetSaid(block.startsAt, zone)}</bdi></>}</th>
      <td role="cell" data-label={words.say("meetings.column.item")}><strong>{words.number(block.number)}</strong> <InWords it={block.title} words={words} />
        {block.about && <><br /><small><InWords it={block.about} words={words} /></small></>}
        {places.length > 0 && <><br /><small class="soft">{places.map((one, index) => <>{index > 0 && " · "}<a href={here(c)(provisionAddress(process, one.number, one.version))}>{placeName(words, one.place)}</a></>)} <bdi>{places[0]!.version.symbol}</bdi></small></>}
        {forum && block.forumId === null && mayWrite(viewer, forum, now) && places.map((one) => <><br /><small><a href={`${here(c)(commentAddress(process, one.number, one.version))}?${new URLSearchParams({ forum: forum.slug })}`}>{words.say("contributions.add", { name: placeName(words, one.place) })}</a></small></>)}
        {themes.length > 0 && <><br /><small class="soft">{themes.map(({ theme }, index) => <>{index > 0 && " · "}<a href={here(c)(`/themes/${theme.slug}`)}><InWords it={theme.name} words={words} /></a></>)}</small></>}
      </td>
      <td role="cell" data-label={words.say("meetings.column.opening")}>{block.opening ? <InWords it={block.opening} words={words} /> : rolesSaid(words, block.roles)}{block.room && <><br /><small class="soft"><bdi>{block.room}</bdi></small></>}</td>
      <td role="cell" data-label={words.say("meetings.column.who")}>{isOffered(combination) && <DisclosureMark combination={combination} words={words} />}</td>
    </tr>
  );
}

/** Who speaks, block by block: names of those who agreed; where words are nobody's, only how many of each role. */
function Speakers({ c, it: { blocks, speakers } }: Props) {
  const { words } = c.var;
  const shown = blocks.map((block) => ({ block, speakers: block.attribution === "unattributed" ? [] : speakers.filter((one) => one.block === block.number && one.state === "accepted") })).filter((one) => one.speakers.length > 0);
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="speakers"><h2 id="speakers">{words.say("meetings.speakers")}</h2>
      {shown.map(({ block, speakers: of }) => <><h3>{words.number(block.number)} <InWords it={block.title} words={words} /></h3>
        <ul class="entries">{of.map((one) => <li><p><strong><bdi>{one.name}</bdi></strong> · {words.say(`meetings.role.${one.role}`)}{one.affiliation && <> · <InWords it={one.affiliation} words={words} /></>}</p>{one.biography && <div class="small"><SaidLines it={one.biography} words={words} /></div>}</li>)}</ul></>)}
    </section>
  );
}

/** Languages room by room and day by day, captions, rooms, and how one is there by network. */
function Languages({ c: { var: { words } }, it: { meeting, blocks } }: Props) {
  const { modalities } = meeting;
  const names = (of: readonly string[]) => words.list(of.map(words.languageName));
  const said = (block: Block) => (block.interpreted.length === 0 ? words.say("meetings.spoken", { spoken: names(block.spoken) }) : words.say("meetings.spoken.interpreted", { spoken: names(block.spoken), interpreted: names(block.interpreted) }));
  const by = Map.groupBy(blocks, said);
  const captioned = blocks.filter((one) => one.captions);
  return (
    <section aria-labelledby="languages"><h2 id="languages">{words.say("meetings.languages")}</h2>
      <dl class="facts">
        {blocks.length > 0 && <><dt>{words.say("meetings.spoken.title")}</dt><dd>{[...by].map(([text, of]) => <div>{text}{by.size > 1 && <span class="soft"> ({words.say("meetings.items", { items: words.list(of.map((one) => words.number(one.number))) })})</span>}</div>)}</dd></>}
        <dt>{words.say("meetings.captions")}</dt><dd>{captioned.length === 0 ? words.say("meetings.captions.none") : captioned.length === blocks.length ? words.say("meetings.captions.all") : words.say("meetings.items", { items: words.list(captioned.map((one) => words.number(one.number))) })}</dd>
        {meeting.format !== "online" && <><dt>{words.say("meetings.in.room")}</dt><dd>{meeting.place && <InWords it={meeting.place} words={words} />}{modalities.accessibility.length > 0 && <>{meeting.place && "; "}{words.list(modalities.accessibility.map((one) => words.say(`meetings.access.${one}`)))}</>}{modalities.rooms.filter((one) => one.overflow).map((one) => <>; {words.say("meetings.overflow", { room: words.pick(one.name).text })}</>)}</dd></>}
        {meeting.format !== "in-person" && <><dt>{words.say("meetings.online")}</dt><dd>{onlineSaid(words, meeting)}</dd></>}
      </dl>
    </section>
  );
}

const onlineSaid = (words: Door["var"]["words"], { modalities: it }: KeptMeeting) => [
  ...(it.platform ? [words.isolate(it.platform)] : []), ...(it.speakerLinks !== null ? [words.say("meetings.speaker.links", { count: it.speakerLinks })] : []), ...(it.onlineMinutes !== null ? [words.say("meetings.online.minutes", { count: it.onlineMinutes })] : []),
  words.say(it.webcast ? "meetings.webcast" : it.listenerLinks ? "meetings.listeners" : "meetings.webcast.none"),
].join("; ");

/** Papers: those that are there, and those promised with their day. */
function Papers({ c: { var: { words, now } }, it: { papers } }: Props) {
  const today = now.toISOString().slice(0, 10);
  return (
    <section aria-labelledby="papers"><h2 id="papers">{words.say("meetings.papers")}</h2>
      {papers.length === 0 && <div class="empty"><p>{words.say("meetings.papers.none")}</p></div>}
      <ul class="entries">{papers.map((it) => (
        <li>{it.symbol && <><strong><bdi>{it.symbol}</bdi></strong> · </>}{it.address ? <a href={it.address} rel="nofollow noreferrer"><InWords it={it.title} words={words} /></a> : <InWords it={it.title} words={words} />}
          {it.block !== null && <span class="soft small"> · {words.say("meetings.item", { item: it.block })}</span>}
          {it.dueDay && !it.address && <p class="small soft">{words.say(it.dueDay >= today ? "meetings.paper.due" : "meetings.paper.late", { day: words.day(it.dueDay) })}</p>}</li>
      ))}</ul>
    </section>
  );
}

const Places = ({ c: { var: { words } }, it: { meeting: { modalities: it } } }: Props) => (it.rooms.length === 0 && it.speakerLinks === null ? null : (
  <section class="card" aria-labelledby="places"><h2 id="places">{words.say("meetings.places")}</h2>
    <dl class="facts">{it.rooms.map((one) => <><dt><InWords it={one.name} words={words} /></dt><dd>{words.say("meetings.seats", { desk: one.deskSeats, other: one.otherSeats })}</dd></>)}
      {it.speakerLinks !== null && <><dt>{words.say("meetings.online")}</dt><dd>{words.say("meetings.speaker.links", { count: it.speakerLinks })}</dd></>}
      {it.delegatesPerOrganisation !== null && <><dt>{words.say("meetings.each")}</dt><dd>{words.say("meetings.delegates", { count: it.delegatesPerOrganisation })}</dd></>}</dl>
  </section>
));

const TheRule = ({ c: { var: { words } }, it: { blocks } }: Props) => {
  const items = blocks.filter((one) => one.attribution === "unattributed");
  return items.length === 0 ? null : (
    <section class="card" aria-labelledby="the-rule"><h2 id="the-rule">{words.say("meetings.rule", { items: words.say("meetings.items", { items: words.list(items.map((one) => words.number(one.number))) }) })}</h2>
      <p class="small">{words.say("meetings.rule.text")}</p>
      <ul class="plain small">{items.filter((one) => rolesSaid(words, one.roles)).map((one) => <li>{words.number(one.number)}: {rolesSaid(words, one.roles)}</li>)}</ul>
    </section>
  );
};

/** Ways in by network, for whoever may use them; nobody else learns more than that there are such. */
const WaysIn = ({ c, it: { process, links, forum } }: Props) => (links.length === 0 && forum === null ? null : (
  <section class="card" aria-labelledby="ways"><h2 id="ways">{c.var.words.say("meetings.ways")}</h2>
    {links.length === 0 && <p class="small">{c.var.words.say("meetings.ways.none")}</p>}
    <ul class="plain">{links.map((one) => <li><a href={one.address} rel="nofollow noreferrer">{c.var.words.say(`meetings.link.${one.use}`)}</a>{one.block !== null && <span class="soft small"> · {c.var.words.say("meetings.item", { item: one.block })}</span>}</li>)}</ul>
    {forum && <p class="small"><a href={here(c)(forumAddress(process, forum))}>{c.var.words.say("meetings.forum")}</a></p>}
  </section>
));

const GettingThere = ({ c: { var: { words } }, it: { meeting } }: Props) => (meeting.format === "online" ? null : (
  <section class="card" aria-labelledby="there"><h2 id="there">{words.say("meetings.there")}</h2>
    <p class="small">{words.say(meeting.modalities.travelFund ? "meetings.travel" : "meetings.travel.none")} {words.say(meeting.modalities.visaLetterDays === null ? "meetings.visa.none" : "meetings.visa", { count: meeting.modalities.visaLetterDays ?? 0 })}</p>
  </section>
));

/** What it left, as far as it was cleared: by whom and when. */
function Outcomes({ c: { var: { words } }, it: { meeting, outcomes } }: Props) {
  if (meeting.state !== "closed") return null;
  return (
    <section aria-labelledby="outcomes"><h2 id="outcomes">{words.say("meetings.outcomes")}</h2>
      {outcomes.length === 0 && <div class="empty"><p>{words.say("meetings.outcomes.none")}</p></div>}
      {outcomeKinds.map((kind) => ({ kind, of: outcomes.filter((one) => one.kind === kind) })).filter((one) => one.of.length > 0).map(({ kind, of }) => (
        <><h3>{words.say(`meetings.outcome.${kind}`)}</h3>{kind === "summary" ? of.map((one) => <SaidLines it={one.text} words={words} />) : <ol>{of.map((one) => <li id={`${kind}-${one.number}`} value={one.number}><InWords it={one.text} words={words} /></li>)}</ol>}</>
      ))}
      {outcomes.length > 0 && <p class="small soft">{clearedBy(words, outcomes)}</p>}
    </section>
  );
}
const clearedBy = (words: Door["var"]["words"], outcomes: Outcome[]) =>
  [...new Set(outcomes.map((it) => words.say("meetings.cleared", { by: it.clearedBy ?? "", day: words.day(it.clearedDay!) })))].join(" · ");

/** What happened to it since it was announced: when, who, what and why. */
const Changes = ({ c: { var: { words, now } }, it: { meeting, changes } }: Props) => (changes.length === 0 ? null : (
  <section aria-labelledby="changes"><h2 id="changes">{words.say("meetings.changes")}</h2>
    <ul class="entries">{changes.toReversed().map((it) => (
      <li id={`change-${it.sequence}`}>
        <p><time datetime={it.at.toISOString().slice(0, 10)}>{words.day(it.at)}</time> · <strong>{words.say(`meetings.deed.${it.what}`)}</strong> · <bdi>{it.by}</bdi></p>
        {(["startsAt", "endsAt"] as const).map((field) => { const moved = movedMoment(it, field); return moved && <p class="small">{words.say(`meetings.field.${field}`)}: <del>{momentSaid(words, moved.before, meeting.timeZone, now)}</del> <ins>{momentSaid(words, moved.after, meeting.timeZone, now)}</ins></p>; })}
        {otherFields(it).length > 0 && <p class="small">{words.say("calls.changed.fields", { fields: words.list(otherFields(it).map((one) => fieldSaid(words, one))) })}</p>}
        {it.because && <p class="small soft" dir="auto">{it.because}</p>}
      </li>
    ))}</ul>
  </section>
));
const otherFields = ({ changed }: MeetingChange) => Object.keys(changed).filter((it) => it !== "startsAt" && it !== "endsAt");
/** A field of the plan or the agenda by its name; an outcome by its kind and number. */
function fieldSaid(words: Door["var"]["words"], field: string): string {
  const outcome = /^(\S+) (\d+)$/.exec(field);
  const kind = outcomeKinds.find((it) => it === outcome?.[1]);
  return kind ? `${words.say(`meetings.outcome.${kind}`)} ${words.number(Number(outcome![2]))}` : words.say(`meetings.field.${field as Field}`);
}
