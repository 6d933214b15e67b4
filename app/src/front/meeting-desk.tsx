import { Hono } from "hono";
import { z } from "@hono/zod-openapi";
import { Refusal } from "../ground/refusal.ts";
import { daySaid, momentSaid } from "../ground/clock-words.ts";
import { TextArea } from "../ground/web/choices.tsx";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, readForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { readChoices } from "../ground/web/choices.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { InWords } from "../ground/web/in-words.tsx";
import { meetingAddress, meetingDeskAddress, meetingsAddress, settingUpAddress } from "../concepts/meetings/addresses.ts";
import { cited } from "../concepts/calls/inputs.ts";
import { linkUses, speakerRoles, type KeptMeeting, type MeetingDocument, type MeetingLink } from "../concepts/meetings/meeting.ts";
import { blockInput, blockLists, blockTyped, CancellationInput, CopyInput, EditionInput, LinkInput, meetingInput, meetingLists, PaperInput, SpeakerInput, TemplateInput, typedOf } from "../concepts/meetings/inputs.ts";
import { addWayIn, removeWayIn } from "../concepts/meetings/links.ts";
import { announceMeeting, announceSeries, cancelMeeting, changeAgenda, changeMeeting, changePapers, closeMeeting, copyMeeting, discardMeeting, draftMeeting, planOf, type AgendaItem } from "../concepts/meetings/operations.ts";
import { inOrder, wrongInBlock, type BlockPlan } from "../concepts/meetings/plan.ts";
import { hoursSaid, whenSaid } from "../concepts/meetings/said.ts";
import { dropSpeaker, inviteSpeaker, speakersOf, type ShownSpeaker } from "../concepts/meetings/speakers.ts";
import { blocksOf, linksOf, meetingByNumber, meetingsOf, papersOf } from "../concepts/meetings/store.ts";
import { planFrom, templateNames } from "../concepts/meetings/templates.ts";
import { daysOfSeries } from "../concepts/meetings/times.ts";
import { machineTime, MeetingStanding } from "../concepts/meetings/views.tsx";
import { DisclosureMark } from "../concepts/disclosure/views.tsx";
import { isOffered } from "../concepts/disclosure/rule.ts";
import type { Process } from "../concepts/processes/process.ts";
import { registrationDeskAddress } from "../concepts/registrations/addresses.ts";
import { selectionDeskAddress } from "../concepts/selections/addresses.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { aboutTyped, backTo, meetingRoomOf, offerOf, statusOf, type MeetingRoom } from "./meeting-desk-room.ts";
import { BlockForm, MeetingForm, Translated } from "./meeting-form.tsx";
import { tellSpeakers } from "./speaker-mail.ts";
import { officiatedProcess } from "./officiated.ts";

const at = "/desk/:process/meetings/:meeting{[1-9][0-9]*}";

/** Where officers set meetings up, from a template or a copy, announce, change, cancel and close them. */
export const meetingDesk = new Hono<Env>()
  .get("/desk/:process/meetings", async (c) => showAll(c, await officiatedProcess(c), untouched(usual)))
  .post("/desk/:process/meetings", async (c) => setUp(c, await officiatedProcess(c)))
  .post("/desk/:process/meetings/copies", async (c) => copy(c, await officiatedProcess(c)))
  .post("/desk/:process/meetings/series/:series/announcement", async (c) => {
    const process = await officiatedProcess(c);
    for (const meeting of await announceSeries(c.var.db, c.var.viewer, process, inAddress(c, "series"), c.var.now, c.var.chance)) await tellSpeakers(c, process, meeting);
    return onward(c, settingUpAddress(process), "flash.meetings.announced");
  })
  .get(at, async (c) => showRoom(c, await meetingRoomOf(c), untouched()))
  .get(`${at}/plan`, async (c) => { const room = await meetingRoomOf(c); return showPlan(c, room, untouched(typedOf(planOf(room.meeting), room.meeting.edition))); })
  .post(`${at}/plan`, async (c) => changePlan(c, await meetingRoomOf(c)))
  .post(`${at}/announcement`, async (c) => {
    const { process, meeting } = await meetingRoomOf(c);
    await announceMeeting(c.var.db, c.var.viewer, process, { id: meeting.id, edition: await editionIn(c) }, c.var.now, c.var.chance);
    await tellSpeakers(c, process, meeting);
    return onward(c, meetingAddress(process, meeting), "flash.meeting.announced");
  })
  .post(`${at}/removal`, async (c) => {
    const { process, meeting } = await meetingRoomOf(c);
    await discardMeeting(c.var.db, c.var.viewer, process, { id: meeting.id, edition: await editionIn(c) }, c.var.now);
    return onward(c, settingUpAddress(process), "flash.meeting.discarded");
  })
  .post(`${at}/cancellation`, async (c) => {
    const room = await meetingRoomOf(c);
    const form = await readForm(c, CancellationInput);
    if (!form.ok) return showRoom(c, room, form.form);
    await cancelMeeting(c.var.db, c.var.viewer, room.process, { id: room.meeting.id, edition: form.input.edition }, form.input.because, c.var.now, c.var.chance);
    return onward(c, meetingAddress(room.process, room.meeting), "flash.meeting.cancelled");
  })
  .post(`${at}/closing`, async (c) => {
    const room = await meetingRoomOf(c);
    await closeMeeting(c.var.db, c.var.viewer, room.process, { id: room.meeting.id, edition: await editionIn(c) }, c.var.now, c.var.chance);
    return onward(c, `${meetingDeskAddress(room.process, room.meeting)}/outcomes`, "flash.meeting.closed");
  })
  .get(`${at}/blocks`, async (c) => { const room = await meetingRoomOf(c); return showBlock(c, room, null, untouched(blankBlock(room))); })
  .post(`${at}/blocks`, async (c) => keepBlock(c, await meetingRoomOf(c), null))
  .get(`${at}/blocks/:block{[1-9][0-9]*}`, async (c) => { const room = await meetingRoomOf(c); const item = itemIn(c, room); return showBlock(c, room, item, untouched(await typedBlock(c, room, item))); })
  .post(`${at}/blocks/:block{[1-9][0-9]*}`, async (c) => { const room = await meetingRoomOf(c); return keepBlock(c, room, itemIn(c, room)); })
  .post(`${at}/blocks/:block{[1-9][0-9]*}/removal`, async (c) => {
    const room = await meetingRoomOf(c);
    const item = itemIn(c, room);
    const form = await readForm(c, EditionInput.extend({ because: z.string().trim().max(1000).default("") }));
    if (!form.ok) throw new Refusal("not-valid", "form-broken");
    await changeAgenda(c.var.db, c.var.viewer, room.process, { id: room.meeting.id, edition: form.input.edition }, room.agenda.filter((it) => it !== item), form.input.because, c.var.now, c.var.chance);
    return backTo(c, room, "agenda", "flash.meeting.changed");
  })
  .post(`${at}/papers`, async (c) => addPaper(c, await meetingRoomOf(c)))
  .post(`${at}/papers/:paper/removal`, async (c) => {
    const room = await meetingRoomOf(c);
    const papers = await papersOf(c.var.db, room.meeting.id);
    if (!papers.some((it) => String(it.position) === inAddress(c, "paper"))) throw new Refusal("not-found", "page-unknown");
    await changePapers(c.var.db, c.var.viewer, room.process, { id: room.meeting.id, edition: await editionIn(c) }, papers.filter((it) => String(it.position) !== inAddress(c, "paper")).map(bare), c.var.now, c.var.chance);
    return backTo(c, room, "papers", "flash.meeting.changed");
  })
  .post(`${at}/links`, async (c) => addLink(c, await meetingRoomOf(c)))
  .post(`${at}/links/:link/removal`, async (c) => {
    const room = await meetingRoomOf(c);
    known(await linksOf(c.var.db, room.meeting, [], false, c.var.viewer), inAddress(c, "link"));
    await removeWayIn(c.var.db, c.var.viewer, room.process, { id: room.meeting.id, edition: await editionIn(c) }, inAddress(c, "link"), c.var.now, c.var.chance);
    return backTo(c, room, "ways", "flash.meeting.changed");
  })
  .post(`${at}/speakers`, async (c) => addSpeaker(c, await meetingRoomOf(c)))
  .post(`${at}/speakers/:speaker/removal`, async (c) => {
    const room = await meetingRoomOf(c);
    known(await speakersOf(c.var.db, room.meeting, [], c.var.viewer), inAddress(c, "speaker"));
    await dropSpeaker(c.var.db, c.var.viewer, room.process, { id: room.meeting.id, edition: await editionIn(c) }, inAddress(c, "speaker"), c.var.now, c.var.chance);
    return backTo(c, room, "speakers", "flash.meeting.changed");
  });

const bare = ({ meetingId: _, position: __, ...it }: MeetingDocument) => it;

/** Refuse what hangs on no meeting, whatever else was sent. */
function known(all: readonly { id: string }[], id: string) {
  if (!all.some((it) => it.id === id)) throw new Refusal("not-found", "page-unknown");
}

/** The edition that a button was pressed at. */
async function editionIn(c: Door): Promise<number> {
  const form = await readForm(c, EditionInput);
  if (!form.ok) throw new Refusal("not-valid", "form-broken");
  return form.input.edition;
}

/** The block of the address. */
function itemIn(c: Door, { agenda }: MeetingRoom): AgendaItem & { was: number } {
  const item = agenda.find((it) => String(it.was) === inAddress(c, "block"));
  if (!item) throw new Refusal("not-found", "page-unknown");
  return item;
}

/** What the forms for a new meeting begin with. */
const usual = { template: "consultation", timeZone: "UTC", startsHour: "10:00", unit: "weeks" };

async function setUp(c: Door, process: Process) {
  const { db, viewer, now, chance, words } = c.var;
  const form = await readForm(c, TemplateInput);
  if (!form.ok) return showAll(c, process, { ...form.form, values: { ...usual, ...form.form.values } });
  if (process.nature === "record") return showAll(c, process, { values: usual, problems: { template: words.say("meetings.error.record") } });
  const { template, startsAt, timeZone } = form.input;
  const meeting = await draftMeeting(db, viewer, process, planFrom(template, startsAt, timeZone), now, chance);
  return onward(c, meetingDeskAddress(process, meeting), "flash.meeting.drafted");
}

/** One copy leads to its desk; a series to the list. */
async function copy(c: Door, process: Process) {
  const { db, viewer, now, chance } = c.var;
  const form = await readForm(c, CopyInput);
  if (!form.ok) return showAll(c, process, { ...form.form, values: { ...usual, ...form.form.values } });
  const { number, day, everyDays, times, otherDays } = form.input;
  const days = [...new Set([day, ...daysOfSeries(day, { everyDays, times }), ...otherDays])].toSorted();
  const copies = await copyMeeting(db, viewer, process, await meetingByNumber(db, process.id, number, viewer), days, now, chance);
  return copies.length === 1 ? onward(c, meetingDeskAddress(process, copies[0]!), "flash.meeting.drafted") : onward(c, `${settingUpAddress(process)}#draft`, "flash.meetings.drafted");
}

const states = ["draft", "announced", "closed", "cancelled"] as const;

async function showAll(c: Door, process: Process, form: Typed) {
  const { db, viewer, words } = c.var;
  const all = await meetingsOf(db, process.id, viewer);
  const title = words.say("meetings.desk");
  const crumbs = [{ name: words.say("meetings.title"), address: here(c)(meetingsAddress(process)) }, { name: title }];
  return showPage(c, { title, crumbs, process: barOf(process, "meetings"), unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("meetings.desk.lede")}</p>
      <ErrorSummary form={form} words={words} />
      <div class="split">
        <div>{states.map((state) => <OfState c={c} process={process} state={state} of={all.filter((it) => it.state === state)} />)}</div>
        <div><NewFrom c={c} process={process} form={form} />{all.length > 0 && <NewCopy c={c} process={process} form={form} all={all} />}</div>
      </div>
    </>, statusOf(form));
}

function OfState({ c, process, state, of }: { c: Door; process: Process; state: (typeof states)[number]; of: KeptMeeting[] }) {
  const { words, now } = c.var;
  const series = [...new Set(of.flatMap((it) => it.series ?? []))];
  if (of.length === 0 && state !== "draft") return null;
  return (
    <section id={state} aria-labelledby={`${state}-h`}><h2 id={`${state}-h`}>{words.say(`meetings.state.${state}`)}</h2>
      {of.length === 0 && <div class="empty"><p>{words.say("meetings.state.draft.none")}</p></div>}
      <ul class="entries">{(state === "closed" ? of.toReversed() : of).map((it) => <li class="row"><span><a href={here(c)(meetingDeskAddress(process, it))}><InWords it={it.title} words={words} /></a> <span class="soft small">{words.say("meetings.number", { number: it.number })} · {words.say(`meetings.kind.${it.kind}`)} · {momentSaid(words, it.startsAt, it.timeZone, now)}</span></span></li>)}</ul>
      {state === "draft" && series.map((it) => <form method="post" action={here(c)(`${settingUpAddress(process)}/series/${it}/announcement`)}><p class="small">{words.say("meetings.series.drafts", { count: of.filter((one) => one.series === it).length })} <button class="little">{words.say("meetings.series.announce")}</button></p></form>)}
    </section>
  );
}

const NewFrom = ({ c, process, form }: { c: Door; process: Process; form: Typed }) => {
  const { words } = c.var;
  return (
    <section class="card strong" aria-labelledby="new"><h2 id="new">{words.say("meetings.new")}</h2>
      <form method="post" action={here(c)(settingUpAddress(process))} novalidate>
        <ChoiceField name="template" label={words.say("meetings.new.template")} form={form} choices={templateNames.map((it) => ({ value: it, name: words.say(`meetings.template.${it}`) }))} />
        <TextField name="timeZone" label={words.say("calls.form.zone")} hint={words.say("calls.form.zone.hint")} form={form} />
        <TextField name="startsDay" type="date" label={words.say("meetings.form.starts.day")} form={form} />
        <TextField name="startsHour" label={words.say("meetings.form.starts.hour")} form={form} />
        <div class="actions"><button class="main">{words.say("meetings.new.save")}</button></div>
      </form>
    </section>
  );
};

const NewCopy = ({ c, process, form, all }: { c: Door; process: Process; form: Typed; all: KeptMeeting[] }) => {
  const { words } = c.var;
  return (
    <section class="card" aria-labelledby="copy"><h2 id="copy">{words.say("meetings.copy")}</h2>
      <form method="post" action={here(c)(`${settingUpAddress(process)}/copies`)} novalidate>
        <ChoiceField name="copyOf" label={words.say("meetings.copy.of")} form={form} choices={all.toReversed().map((it) => ({ value: String(it.number), name: `${words.say("meetings.number", { number: it.number })}: ${words.pick(it.title).text}` }))} />
        <TextField name="copyDay" type="date" label={words.say("meetings.copy.day")} form={form} />
        <details open={Boolean(form.values.times || form.values.otherDays || form.problems.times || form.problems.otherDays)}><summary>{words.say("meetings.copy.series")}</summary>
          <p class="hint">{words.say("meetings.copy.hint")}</p>
          <div class="inline"><TextField name="every" label={words.say("meetings.copy.every")} form={form} inputmode="numeric" />
            <ChoiceField name="unit" label={words.say("meetings.copy.unit")} form={form} choices={(["days", "weeks"] as const).map((it) => ({ value: it, name: words.say(`meetings.copy.${it}`) }))} />
            <TextField name="times" label={words.say("meetings.copy.times")} form={form} inputmode="numeric" /></div>
          <TextField name="otherDays" label={words.say("meetings.copy.other")} hint={words.say("meetings.copy.other.hint")} form={form} />
        </details>
        <div class="actions"><button>{words.say("meetings.copy.save")}</button></div>
      </form>
    </section>
  );
};

/** Where somebody is who works on a meeting. */
const crumbsOf = (c: Door, { process, meeting }: MeetingRoom, name?: string) => [
  { name: c.var.words.say("meetings.desk"), address: here(c)(settingUpAddress(process)) },
  { name: c.var.words.say("meetings.number", { number: meeting.number }), ...(name ? { address: here(c)(meetingDeskAddress(process, meeting)) } : {}) }, ...(name ? [{ name }] : []),
];

async function showRoom(c: Door, room: MeetingRoom, form: Typed) {
  const { words, db, viewer, now } = c.var;
  const { process, meeting } = room;
  const name = words.say("meetings.number", { number: meeting.number });
  const isLive = meeting.state === "draft" || meeting.state === "announced";
  const blocks = await blocksOf(db, meeting.id);
  const filled: Typed = { values: { role: "speaker", linkAudience: "participants", ...form.values, edition: String(meeting.edition) }, problems: form.problems };
  const [papers, links, speakers] = [await papersOf(db, meeting.id), await linksOf(db, meeting, [], false, viewer), await speakersOf(db, meeting, blocks, viewer)];
  return showPage(c, { title: `${words.say("meetings.work")}: ${name}`, crumbs: crumbsOf(c, room), process: barOf(process, "meetings"), unlisted: true },
    <>
      <p class="eyebrow">{name} · {words.say(`meetings.state.${meeting.state}`)}</p>
      <h1><InWords it={meeting.title} words={words} /></h1>
      <p class="lede">{whenSaid(words, meeting, meeting.timeZone)} <MeetingStanding it={meeting} words={words} now={now} /></p>
      <p><a href={here(c)(meetingAddress(process, meeting))}>{words.say("meetings.see")}</a>{isLive && <> · <a href={here(c)(`${meetingDeskAddress(process, meeting)}/plan`)}>{words.say("meetings.plan")}</a></>}{meeting.state !== "draft" && meeting.startsAt <= now && <> · <a href={here(c)(`${meetingDeskAddress(process, meeting)}/outcomes`)}>{words.say("meetings.outcomes")}</a></>}{meeting.state !== "draft" && <> · <a href={here(c)(registrationDeskAddress(process, meeting))}>{words.say("registrations.desk")}</a> · <a href={here(c)(selectionDeskAddress(process, meeting))}>{words.say("selections.desk")}</a></>}</p>
      <ErrorSummary form={form} words={words} />
      <div class="split">
        <div>
          <AgendaDesk c={c} room={room} isLive={isLive} />
          <SpeakersDesk c={c} room={room} form={filled} speakers={speakers} isLive={isLive} />
          <PapersDesk c={c} room={room} form={filled} papers={papers} />
          <LinksDesk c={c} room={room} form={filled} links={links} />
        </div>
        <div><Deeds c={c} room={room} form={filled} /></div>
      </div>
    </>, statusOf(form));
}

/** A button with the edition it was shown at, so that nobody undoes unseen what another just did. */
const Button = ({ c, room: { process, meeting }, to, name, main }: { c: Door; room: MeetingRoom; to: string; name: string; main?: boolean }) => (
  <form method="post" action={here(c)(`${meetingDeskAddress(process, meeting)}/${to}`)}><input type="hidden" name="edition" value={String(meeting.edition)} /><button class={main ? "main" : "little"}>{name}</button></form>
);

/** What may be done with it now: announce or discard a draft; close what has begun; cancel what was announced. */
const Deeds = ({ c, room, form }: { c: Door; room: MeetingRoom; form: Typed }) => {
  const { words, now } = c.var;
  const { meeting, process } = room;
  return (
    <>
      {meeting.state === "draft" && <section class="card strong" aria-labelledby="announcing"><h2 id="announcing">{words.say("meetings.announce")}</h2><p>{words.say("meetings.announce.text")}</p>
        <div class="actions"><Button c={c} room={room} to="announcement" name={words.say("meetings.announce")} main /><Button c={c} room={room} to="removal" name={words.say("meetings.discard")} /></div></section>}
      {meeting.state === "announced" && meeting.startsAt <= now && <section class="card strong" aria-labelledby="closing"><h2 id="closing">{words.say("meetings.close")}</h2><p>{words.say("meetings.close.text")}</p><Button c={c} room={room} to="closing" name={words.say("meetings.close")} main /></section>}
      {meeting.state === "announced" && <section class="card" aria-labelledby="cancelling"><h2 id="cancelling">{words.say("meetings.cancel")}</h2><p>{words.say("meetings.cancel.text")}</p>
        <form method="post" action={here(c)(`${meetingDeskAddress(process, meeting)}/cancellation`)} novalidate><input type="hidden" name="edition" value={String(meeting.edition)} />
          <TextArea name="because" label={words.say("calls.form.because")} form={form} rows={2} required /><div class="actions"><button>{words.say("meetings.cancel")}</button></div></form></section>}
    </>
  );
};

const AgendaDesk = ({ c, room, isLive }: { c: Door; room: MeetingRoom; isLive: boolean }) => {
  const { words } = c.var;
  const { process, meeting, agenda } = room;
  const to = (it: number) => here(c)(`${meetingDeskAddress(process, meeting)}/blocks/${it}`);
  return (
    <section id="agenda" aria-labelledby="agenda-h"><h2 id="agenda-h">{words.say("meetings.agenda")}</h2>
      {agenda.length === 0 && <div class="empty"><p>{words.say("meetings.agenda.none")}</p></div>}
      <ol class="entries">{agenda.map((it) => <li class="row"><span>{words.number(it.was)} {isLive ? <a href={to(it.was)}><InWords it={it.title} words={words} /></a> : <InWords it={it.title} words={words} />} <span class="soft small"><time datetime={machineTime(it.startsAt, meeting.timeZone)}>{daySaid(words, it.startsAt, meeting.timeZone, true)}, {hoursSaid(words, it, meeting.timeZone)}</time></span> {isOffered(`${it.audience}/${it.attribution}`) && <DisclosureMark combination={`${it.audience}/${it.attribution}` as "public/named"} words={words} />}</span></li>)}</ol>
      {isLive && <p><a class="button" href={here(c)(`${meetingDeskAddress(process, meeting)}/blocks`)}>{words.say("meetings.block.new")}</a></p>}
    </section>
  );
};

const itemChoices = (c: Door, { agenda }: MeetingRoom) => agenda.map((it) => ({ value: String(it.was), name: `${it.was} ${c.var.words.pick(it.title).text}` }));
const wholeMeeting = (c: Door) => ({ value: "", name: c.var.words.say("meetings.whole") });

const SpeakersDesk = ({ c, room, form, speakers, isLive }: { c: Door; room: MeetingRoom; form: Typed; speakers: ShownSpeaker[]; isLive: boolean }) => {
  const { words } = c.var;
  const { process, meeting, agenda } = room;
  return (
    <section id="speakers" aria-labelledby="speakers-h"><h2 id="speakers-h">{words.say("meetings.speakers")}</h2>
      <p class="small soft">{words.say(meeting.state === "draft" ? "meetings.speakers.draft" : "meetings.speakers.text")}</p>
      <ul class="entries">{speakers.map((it) => <li class="row"><span><bdi>{it.name}</bdi> <span class="soft small">{words.say("meetings.item", { item: it.block })} · {words.say(`meetings.role.${it.role}`)} · {words.say(`meetings.speaker.${it.state}`)}{it.email && <> · <bdi>{it.email}</bdi></>}</span></span>{isLive && <Button c={c} room={room} to={`speakers/${it.id}/removal`} name={words.say("meetings.remove")} />}</li>)}</ul>
      {isLive && agenda.length > 0 && <details open={["email", "name", "speakerBlock"].some((it) => form.problems[it])}><summary>{words.say("meetings.speaker.invite")}</summary>
        <form method="post" action={here(c)(`${meetingDeskAddress(process, meeting)}/speakers`)} novalidate><input type="hidden" name="edition" value={String(meeting.edition)} />
          <TextField name="email" type="email" label={words.say("forums.invite.email")} form={form} /><TextField name="name" label={words.say("meetings.speaker.name")} form={form} dir="auto" /><TextField name="affiliation" label={words.say("meetings.speaker.affiliation")} form={form} dir="auto" />
          <ChoiceField name="role" label={words.say("meetings.speaker.role")} form={form} choices={speakerRoles.map((it) => ({ value: it, name: words.say(`meetings.role.${it}`) }))} />
          <ChoiceField name="speakerBlock" label={words.say("meetings.column.item")} form={form} choices={itemChoices(c, room)} />
          <div class="actions"><button>{words.say("meetings.speaker.invite")}</button></div></form></details>}
    </section>
  );
};

const PapersDesk = ({ c, room, form, papers }: { c: Door; room: MeetingRoom; form: Typed; papers: MeetingDocument[] }) => {
  const { words } = c.var;
  const { process, meeting } = room;
  return (
    <section id="papers" aria-labelledby="papers-h"><h2 id="papers-h">{words.say("meetings.papers")}</h2>
      <ul class="entries">{papers.map((it) => <li class="row"><span>{it.symbol && <><bdi>{it.symbol}</bdi> · </>}<InWords it={it.title} words={words} />{it.dueDay && <span class="soft small"> {words.say("meetings.paper.due", { day: words.day(it.dueDay) })}</span>}</span>{meeting.state !== "cancelled" && <Button c={c} room={room} to={`papers/${it.position}/removal`} name={words.say("meetings.remove")} />}</li>)}</ul>
      {meeting.state !== "cancelled" && <details open={["paper-en", "symbol", "address", "dueDay"].some((it) => form.problems[it])}><summary>{words.say("meetings.paper.new")}</summary>
        <form method="post" action={here(c)(`${meetingDeskAddress(process, meeting)}/papers`)} novalidate><input type="hidden" name="edition" value={String(meeting.edition)} />
          <Translated c={c} form={form} names={["paper"]} /><TextField name="symbol" label={words.say("process.symbol")} form={form} dir="auto" /><TextField name="address" label={words.say("meetings.paper.address")} form={form} /><TextField name="dueDay" type="date" label={words.say("meetings.paper.promised")} form={form} />
          <ChoiceField name="block" label={words.say("meetings.column.item")} form={form} choices={[wholeMeeting(c), ...itemChoices(c, room)]} />
          <div class="actions"><button>{words.say("meetings.paper.new")}</button></div></form></details>}
    </section>
  );
};

const LinksDesk = ({ c, room, form, links }: { c: Door; room: MeetingRoom; form: Typed; links: MeetingLink[] }) => {
  const { words } = c.var;
  const { process, meeting } = room;
  return (
    <section id="ways" aria-labelledby="ways-h"><h2 id="ways-h">{words.say("meetings.ways")}</h2>
      <p class="small soft">{words.say("meetings.ways.text")}</p>
      <ul class="entries">{links.map((it) => <li class="row"><span>{words.say(`meetings.link.${it.use}`)} · {words.say(`meetings.link.for.${it.audience}`)} <span class="soft small"><bdi>{it.address}</bdi></span></span>{meeting.state !== "cancelled" && <Button c={c} room={room} to={`links/${it.id}/removal`} name={words.say("meetings.remove")} />}</li>)}</ul>
      {meeting.state !== "cancelled" && <details open={["link", "use"].some((it) => form.problems[it])}><summary>{words.say("meetings.link.new")}</summary>
        <form method="post" action={here(c)(`${meetingDeskAddress(process, meeting)}/links`)} novalidate><input type="hidden" name="edition" value={String(meeting.edition)} />
          <ChoiceField name="use" label={words.say("meetings.link.use")} form={form} choices={linkUses.map((it) => ({ value: it, name: words.say(`meetings.link.${it}`) }))} /><TextField name="link" label={words.say("meetings.paper.address")} form={form} />
          <ChoiceField name="linkAudience" label={words.say("meetings.link.for")} form={form} choices={(["participants", "public"] as const).map((it) => ({ value: it, name: words.say(`meetings.link.for.${it}`) }))} />
          <ChoiceField name="linkBlock" label={words.say("meetings.column.item")} form={form} choices={[wholeMeeting(c), ...itemChoices(c, room)]} />
          <div class="actions"><button>{words.say("meetings.link.new")}</button></div></form></details>}
    </section>
  );
};

async function addPaper(c: Door, room: MeetingRoom) {
  const form = await readForm(c, PaperInput);
  if (!form.ok) return showRoom(c, room, form.form);
  const papers = (await papersOf(c.var.db, room.meeting.id)).map(bare);
  await changePapers(c.var.db, c.var.viewer, room.process, { id: room.meeting.id, edition: form.input.edition }, [...papers, form.input.paper], c.var.now, c.var.chance);
  return backTo(c, room, "papers", "flash.meeting.changed");
}

async function addLink(c: Door, room: MeetingRoom) {
  const form = await readForm(c, LinkInput);
  if (!form.ok) return showRoom(c, room, form.form);
  const { use, link, linkAudience, linkBlock, edition } = form.input;
  await addWayIn(c.var.db, c.var.viewer, room.process, { id: room.meeting.id, edition }, { use, address: link, audience: linkAudience, block: linkBlock }, c.var.now, c.var.chance);
  return backTo(c, room, "ways", "flash.meeting.changed");
}

/** Invite a speaker; to an announced meeting with a mail at once, else with the announcement. */
async function addSpeaker(c: Door, room: MeetingRoom) {
  const form = await readForm(c, SpeakerInput);
  if (!form.ok) return showRoom(c, room, form.form);
  const { email, name, role, speakerBlock: block, affiliation, edition } = form.input;
  await inviteSpeaker(c.var.db, c.var.viewer, room.process, { id: room.meeting.id, edition }, { email, name, role, block, affiliation: affiliation ? { en: affiliation } : null, stakeholderId: null }, c.var.now, c.var.chance);
  if (room.meeting.state === "announced") await tellSpeakers(c, room.process, room.meeting, email);
  return backTo(c, room, "speakers", "flash.meeting.speaker");
}

async function showPlan(c: Door, room: MeetingRoom, form: Typed) {
  const { words } = c.var;
  const { process, meeting } = room;
  const title = words.say("meetings.plan");
  const announced = meeting.state !== "draft";
  return showPage(c, { title: `${title}: ${words.say("meetings.number", { number: meeting.number })}`, crumbs: crumbsOf(c, room, title), process: barOf(process, "meetings"), unlisted: true },
    <>
      <h1>{title}</h1>
      {announced && <p class="lede">{words.say("meetings.plan.announced")}</p>}
      <MeetingForm c={c} form={form} offer={await offerOf(c, process, meeting.id)} action={here(c)(`${meetingDeskAddress(process, meeting)}/plan`)} announced={announced} save={words.say("calls.save")} />
    </>, statusOf(form));
}

async function changePlan(c: Door, room: MeetingRoom) {
  const { db, viewer, now, chance, words } = c.var;
  const { process, meeting } = room;
  const read = await readChoices(c, meetingInput(meeting.modalities), meetingLists);
  if (!read.ok) return showPlan(c, room, read.form);
  const { plan, because, edition } = read.input;
  if (meeting.state !== "draft" && !because) return showPlan(c, room, { values: read.form.values, problems: { because: words.say("calls.error.because") } });
  await changeMeeting(db, viewer, process, { id: meeting.id, edition }, plan, because, now, chance);
  return backTo(c, room, "agenda", "flash.meeting.changed");
}

/** A new block begins where the last one ends, in the same languages and under the same rule. */
function blankBlock({ meeting, agenda }: MeetingRoom): Typed["values"] {
  const last = agenda.at(-1);
  const block: BlockPlan = { title: { en: "" }, about: null, opening: null, startsAt: last?.endsAt ?? meeting.startsAt, endsAt: meeting.endsAt, room: last?.room ?? null, spoken: last?.spoken ?? ["en"], interpreted: last?.interpreted ?? [], captions: last?.captions ?? false, audience: last?.audience ?? "public", attribution: last?.attribution ?? "named", pins: [], themeIds: [], roles: {} };
  return blockTyped(block, meeting.timeZone, { cited: "", themes: [], edition: meeting.edition });
}

async function typedBlock(c: Door, { process, meeting }: MeetingRoom, item: AgendaItem): Promise<Typed["values"]> {
  const slugs = new Map((await offerOf(c, process)).themes.map((it) => [it.id, it.slug]));
  return blockTyped(item, meeting.timeZone, { cited: cited(item.pins), themes: item.themeIds.flatMap((it) => slugs.get(it) ?? []), edition: meeting.edition });
}

async function showBlock(c: Door, room: MeetingRoom, item: (AgendaItem & { was: number }) | null, form: Typed) {
  const { words } = c.var;
  const { process, meeting } = room;
  const announced = meeting.state !== "draft";
  const title = item ? words.say("meetings.block.change", { item: item.was }) : words.say("meetings.block.new");
  const address = here(c)(`${meetingDeskAddress(process, meeting)}/blocks${item ? `/${item.was}` : ""}`);
  return showPage(c, { title, crumbs: crumbsOf(c, room, title), process: barOf(process, "meetings"), unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede"><InWords it={meeting.title} words={words} />. {whenSaid(words, meeting, meeting.timeZone)}</p>
      <ErrorSummary form={form} words={words} />
      <BlockForm c={c} form={form} offer={await offerOf(c, process)} rooms={meeting.modalities.rooms} action={address} announced={announced} fixed={announced && item !== null} save={words.say("calls.save")} />
      {item && <section class="card" aria-labelledby="removal"><h2 id="removal">{words.say("meetings.block.remove")}</h2><form method="post" action={`${address}/removal`}><input type="hidden" name="edition" value={String(meeting.edition)} />
        {announced && <p class="field"><label for="because-removal">{words.say("calls.form.because")}</label><input id="because-removal" name="because" required dir="auto" /></p>}
        <div class="actions"><button>{words.say("meetings.block.remove")}</button></div></form></section>}
    </>, statusOf(form));
}

const blockFieldIn: Partial<Record<keyof BlockPlan, string>> = { title: "title-en", endsAt: "endsHour", startsAt: "startsHour", attribution: "combination" };

/** Keep a block among the others, in the order of time; what is wrong with it is said at its field. */
async function keepBlock(c: Door, room: MeetingRoom, item: (AgendaItem & { was: number }) | null) {
  const { db, viewer, now, chance, words } = c.var;
  const { process, meeting, agenda } = room;
  const read = await readChoices(c, blockInput(meeting), blockLists);
  if (!read.ok) return showBlock(c, room, item, read.form);
  const refused = (problems: Typed["problems"]) => showBlock(c, room, item, { values: read.form.values, problems });
  const about = await aboutTyped(c, process, read.input);
  if ("problems" in about) return refused(about.problems);
  const block: AgendaItem = { ...read.input.block, ...about, was: item?.was ?? null };
  const others = agenda.filter((it) => it !== item);
  const wrong = wrongInBlock(block, meeting, others);
  if (wrong.length > 0) return refused(Object.fromEntries(wrong.map((it) => [blockFieldIn[it.field] ?? it.field, words.say(`meetings.block.wrong.${it.wrong}`)])));
  if (meeting.state !== "draft" && !read.input.because) return refused({ because: words.say("calls.error.because") });
  await changeAgenda(db, viewer, process, { id: meeting.id, edition: read.input.edition }, inOrder([...others, block]), read.input.because, now, chance);
  return backTo(c, room, "agenda", "flash.meeting.changed");
}
