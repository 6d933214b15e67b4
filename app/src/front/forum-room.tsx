import { Hono } from "hono";
import type { Child } from "hono/jsx";
import { Refusal } from "../ground/refusal.ts";
import { mayOfficiate, personOf } from "../ground/viewer.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { Check } from "../ground/web/choices.tsx";
import { ChoiceField, ErrorSummary, readForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { flash, showPage } from "../ground/web/page.tsx";
import type { Key } from "../ground/words.ts";
import { callAddress } from "../concepts/calls/addresses.ts";
import { callOfForum } from "../concepts/calls/store.ts";
import { forumAddress, forumsAddress } from "../concepts/disclosure/addresses.ts";
import { isOpen, mayWrite, officerOfForum, type Forum, type Participant, takesPart } from "../concepts/disclosure/forum.ts";
import { ClosingInput, ForumInvitationInput } from "../concepts/disclosure/inputs.ts";
import { closeForum, joinForum, leaveForum } from "../concepts/disclosure/operations.ts";
import { forumBySlug, participantsIn } from "../concepts/disclosure/store.ts";
import { DisclosureMark } from "../concepts/disclosure/views.tsx";
import { plainWords } from "../concepts/disclosure/words.ts";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { stakeholderAddress } from "../concepts/stakeholders/addresses.ts";
import { withNames, type NamedParticipant } from "../concepts/stakeholders/store/participants.ts";
import { Named } from "../concepts/stakeholders/views.tsx";
import { textsAddress } from "../concepts/texts/addresses.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { inviteByAddress } from "./forum-invitation.ts";
import { standing } from "./forums.tsx";
import { Deed } from "./members.tsx";
import { InWords } from "../ground/web/in-words.tsx";

/** A forum of a process, as it stands in an address. */
export type Room = { process: Process; forum: Forum };
/** What others hang into a forum's page, such as its keys. */
export type ForumHangings = { keysOf?: (c: Door, room: Room) => Promise<Child> };

const at = "/:process/forums/:forum";

/** One forum: its rule in plain words, one's own invitation, and for its officers who takes part. */
export const forumPages = (hangings: ForumHangings = {}) => new Hono<Env>()
  .get(at, async (c) => showForum(c, await roomOf(c), untouched(), hangings))
  .post(`${at}/joining`, async (c) => {
    const room = await roomOf(c);
    await joinForum(c.var.db, c.var.viewer, room.forum, c.var.now);
    return back(c, room, "flash.forum.joined");
  })
  .post(`${at}/leaving`, async (c) => {
    const room = await roomOf(c);
    await leaveForum(c.var.db, c.var.viewer, room.forum, personOf(c.var.viewer).personId, c.var.now);
    return back(c, room, "flash.forum.left");
  })
  .post(`${at}/invitations`, async (c) => takeInvitation(c, await roomOf(c), hangings))
  .post(`${at}/participants/:participant/ending`, async (c) => {
    const room = await roomOf(c);
    officerOfForum(c.var.viewer, room.forum);
    const it = (await participantsIn(c.var.db, room.forum, c.var.viewer)).find((one) => one.id === inAddress(c, "participant"));
    if (!it) throw new Refusal("not-found", "page-unknown");
    await leaveForum(c.var.db, c.var.viewer, room.forum, it.personId, c.var.now);
    return back(c, room, "flash.forum.ended");
  })
  .post(`${at}/closing`, async (c) => {
    const room = await roomOf(c);
    officerOfForum(c.var.viewer, room.forum);
    const form = await readForm(c, ClosingInput);
    if (!form.ok) return showForum(c, room, form.form, hangings);
    await closeForum(c.var.db, c.var.viewer, room.forum, c.var.now, c.var.chance);
    return back(c, room, "flash.forum.closed");
  });

/** The process and the forum of the address; that there is one is public. */
export async function roomOf(c: Door): Promise<Room> {
  const process = await processBySlug(c.var.db, inAddress(c, "process"));
  return { process, forum: await forumBySlug(c.var.db, process.id, inAddress(c, "forum")) };
}

function back(c: Door, { process, forum }: Room, key: Key) {
  flash(c, key);
  return c.redirect(here(c)(forumAddress(process, forum)), 303);
}

/** Invite somebody by their address; the form comes back with what is missing. */
async function takeInvitation(c: Door, room: Room, hangings: ForumHangings) {
  const { db, house, viewer, now, chance, words } = c.var;
  officerOfForum(viewer, room.forum);
  const form = await readForm(c, ForumInvitationInput);
  if (!form.ok) return showForum(c, room, form.form, hangings);
  const invited = await inviteByAddress(db, house, viewer, room, form.input, now, chance);
  if (invited.problem === null) return back(c, room, "flash.forum.invited");
  const bodies = invited.bodies.map((it) => ({ value: it.slug, name: words.pick(it.name).text }));
  return showForum(c, room, { values: form.input, problems: { email: words.say(`forums.error.${invited.problem}`) } }, hangings, bodies);
}

async function showForum(c: Door, room: Room, form: Typed, { keysOf }: ForumHangings, bodies: { value: string; name: string }[] = []) {
  const { db, viewer, words, now } = c.var;
  const { process, forum } = room;
  const known = await participantsIn(db, forum, viewer);
  const own = viewer.kind === "person" ? known.find((it) => it.personId === viewer.personId) : undefined;
  const officiates = mayOfficiate(viewer, process.id);
  const call = await callOfForum(db, forum.id, viewer);
  const crumbs = [{ name: words.pick(process.shortName).text, address: here(c)(`/${process.slug}`) }, { name: words.say("forums.title"), address: here(c)(forumsAddress(process)) }, { name: words.pick(forum.title).text, lang: words.pick(forum.title).language }];
  return showPage(c, { title: words.pick(forum.title).text, crumbs, process: barOf(process, null) },
    <>
      <p class="eyebrow">{standing(c, forum)}</p>
      <h1><InWords it={forum.title} words={words} /></h1>
      {forum.about && <p class="lede"><InWords it={forum.about} words={words} /></p>}
      <ErrorSummary form={form} words={words} />
      {own && <Own c={c} room={room} it={(await withNames(db, [own]))[0]!} />}
      <Rule c={c} forum={forum} />
      {call ? <div class="actions"><a class="button main" href={here(c)(callAddress(process, call))}>{words.say("calls.of.forum", { number: call.number })}</a></div>
        : mayWrite(viewer, forum, now) && <div class="actions"><a class="button main" href={here(c)(textsAddress(process))}>{words.say("forums.write")}</a></div>}
      {!isOpen(forum, now) && <div class="empty"><p>{words.say("forums.over")}</p></div>}
      {keysOf && await keysOf(c, room)}
      {officiates && <Participants c={c} room={room} participants={await withNames(db, known)} />}
      {officiates && isOpen(forum, now) && <><Inviting c={c} room={room} form={form} bodies={bodies} /><Closing c={c} room={room} form={form} /></>}
    </>, Object.keys(form.problems).length > 0 ? 422 : 200);
}

/** What may be written, and by whom: from the table, for everyone. */
const Rule = ({ c: { var: { words } }, forum }: { c: Door; forum: Forum }) => (
  <section class="card strong" aria-labelledby="rule">
    <h2 id="rule">{words.say("forums.rule")}</h2>
    <dl class="who">{forum.combinations.map((it) => { const said = plainWords(words, it); return <div><dt><DisclosureMark combination={it} words={words} /></dt><dd>{said.readers} {said.knowers} {said.change}</dd></div>; })}</dl>
    <h3>{words.say("forums.writers")}</h3>
    <p>{words.say(`forums.for.${forum.openTo}`)}</p>
  </section>
);

/** One's own invitation or participation. */
export function Own({ c, room: { process, forum }, it }: { c: Door; room: { process: { slug: string }; forum: Forum }; it: NamedParticipant }) {
  const { words, now } = c.var;
  const to = (deed: string) => `${forumAddress(process, forum)}/${deed}`;
  if (it.acceptedAt && !takesPart(c.var.viewer, it.forumId)) return null; // no longer of the body they were invited for
  if (it.acceptedAt) return <section class="card"><p><strong>{words.say("forums.you.take.part")}</strong> {words.say("forums.leave.text")}</p><Deed c={c} to={to("leaving")} name="forums.leave" /></section>;
  return (
    <section class="card"><p>{words.say("forums.you.invited", { name: words.pick(it.stakeholder).text })}</p>
      <div class="actions">{isOpen(forum, now) && <Deed c={c} to={to("joining")} name="forums.join" main />}<Deed c={c} to={to("leaving")} name="forums.decline" /></div></section>
  );
}

const Participants = ({ c, room: { process, forum }, participants }: { c: Door; room: Room; participants: NamedParticipant[] }) => (
  <section aria-labelledby="participants"><h2 id="participants">{c.var.words.say("forums.participants")}</h2>
    <p class="small soft">{c.var.words.say(participants.length === 0 ? "forums.participants.none" : "forums.participants.text")}</p>
    <ul class="entries">{participants.map((it) => (
      <li class="row"><span><bdi>{it.name}</bdi> · <a href={here(c)(stakeholderAddress(it))}><Named it={it.stakeholder} words={c.var.words} /></a>{waits(it) && <span class="soft small"> {c.var.words.say("forums.participant.invited")}</span>}</span>
        <Deed c={c} to={`${forumAddress(process, forum)}/participants/${it.id}/ending`} name="forums.participant.end" /></li>
    ))}</ul>
  </section>
);
const waits = (it: Participant) => it.acceptedAt === null;

const Inviting = ({ c, room: { process, forum }, form, bodies }: { c: Door; room: Room; form: Typed; bodies: { value: string; name: string }[] }) => (
  <section aria-labelledby="inviting"><h2 id="inviting">{c.var.words.say("forums.invite")}</h2>
    <form method="post" action={here(c)(`${forumAddress(process, forum)}/invitations`)}>
      <TextField name="email" type="email" label={c.var.words.say("forums.invite.email")} hint={c.var.words.say("forums.invite.hint")} form={form} required />
      {bodies.length > 1 && <ChoiceField name="stakeholder" label={c.var.words.say("forums.invite.for")} form={form} choices={bodies} />}
      <div class="actions"><button class="little">{c.var.words.say("forums.invite.send")}</button></div>
    </form>
  </section>
);

const Closing = ({ c, room: { process, forum }, form }: { c: Door; room: Room; form: Typed }) => (
  <section aria-labelledby="closing"><h2 id="closing">{c.var.words.say("forums.close")}</h2>
    <p>{c.var.words.say("forums.close.text")}</p>
    <form method="post" action={here(c)(`${forumAddress(process, forum)}/closing`)}>
      {form.problems.sure && <p class="error">{form.problems.sure}</p>}
      <Check name="sure" label={c.var.words.say("forums.close.sure")} form={form} />
      <div class="actions"><button class="little">{c.var.words.say("forums.close")}</button></div>
    </form>
  </section>
);
