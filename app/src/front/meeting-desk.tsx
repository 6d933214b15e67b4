import { Hono } from "hono";
import { Refusal } from "../ground/refusal.ts";
import { daySaid } from "../ground/clock-words.ts";
import { TextArea } from "../ground/web/choices.tsx";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, readForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { readChoices } from "../ground/web/choices.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { InWords } from "../ground/web/in-words.tsx";
import { meetingAddress, meetingDeskAddress, settingUpAddress } from "../concepts/meetings/addresses.ts";
import { linkUses, speakerRoles, type MeetingDocument, type MeetingLink } from "../concepts/meetings/meeting.ts";
import { CancellationInput, EditionInput, LinkInput, meetingInput, meetingLists, PaperInput, SpeakerInput, typedOf } from "../concepts/meetings/inputs.ts";
import { addWayIn, removeWayIn } from "../concepts/meetings/links.ts";
import { announceMeeting, cancelMeeting, changeMeeting, changePapers, closeMeeting, discardMeeting, planOf } from "../concepts/meetings/operations.ts";
import { hoursSaid, whenSaid } from "../concepts/meetings/said.ts";
import { dropSpeaker, inviteSpeaker, speakersOf, type ShownSpeaker } from "../concepts/meetings/speakers.ts";
import { blocksOf, linksOf, papersOf } from "../concepts/meetings/store.ts";
import { machineTime, MeetingStanding } from "../concepts/meetings/views.tsx";
import { DisclosureMark } from "../concepts/disclosure/views.tsx";
import { isOffered } from "../concepts/disclosure/rule.ts";
import { registrationDeskAddress } from "../concepts/registrations/addresses.ts";
import { selectionDeskAddress } from "../concepts/selections/addresses.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { backTo, crumbsOf, type MeetingRoom, meetingRoomOf, offerOf, statusOf } from "./meeting-desk-room.ts";
import { MeetingForm, Translated } from "./meeting-form.tsx";
import { tellSpeakers } from "./speaker-mail.ts";

const at = "/desk/:process/meetings/:meeting{[1-9][0-9]*}";

/** Where officers set meetings up, from a template or a copy, announce, change, cancel and close them. */
export const meetingDesk = new Hono<Env>()
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

/** The edition that a button was pressed at. */
async function editionIn(c: Door): Promise<number> {
  const form = await readForm(c, EditionInput);
  if (!form.ok) throw new Refusal("not-valid", "form-broken");
  return form.input.edition;
}

/** Refuse what hangs on no meeting, whatever else was sent. */
function known(all: readonly { id: string }[], id: string) {
  if (!all.some((it) => it.id === id)) throw new Refusal("not-found", "page-unknown");
}

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
