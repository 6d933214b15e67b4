import { Hono } from "hono";
import { Refusal } from "../ground/refusal.ts";
import { personOf } from "../ground/viewer.ts";
import { Checks, readChoices } from "../ground/web/choices.tsx";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { meetingAddress, ownInvitationsAddress } from "../concepts/meetings/addresses.ts";
import { AnswerInput } from "../concepts/meetings/inputs.ts";
import { consents } from "../concepts/meetings/meeting.ts";
import { hoursSaid, whenSaid } from "../concepts/meetings/said.ts";
import { answerInvitation, ownInvitations } from "../concepts/meetings/speakers.ts";
import type { Invited } from "../concepts/meetings/store/speakers.ts";
import { membershipsOfPerson } from "../concepts/stakeholders/store/members.ts";
import { languages } from "../ground/words.ts";
import { InWords } from "../ground/web/in-words.tsx";
import { statusOf } from "./meeting-desk-room.ts";
import { Translated } from "./meeting-form.tsx";
import { Deed } from "./members.tsx";

/** What one was invited to say at meetings: answer, say who one is and what may be shown, and go again. */
export const speakingPages = new Hono<Env>()
  .get(ownInvitationsAddress, async (c) => showOwn(c, null))
  .post(`${ownInvitationsAddress}/:speaker/acceptance`, async (c) => {
    const read = await readChoices(c, AnswerInput, ["consents"]);
    if (!read.ok) return showOwn(c, { id: inAddress(c, "speaker"), form: read.form });
    const { stakeholder, ...words } = read.input;
    const body = (await bodiesOf(c)).find((it) => it.slug === stakeholder);
    await answerInvitation(c.var.db, c.var.viewer, inAddress(c, "speaker"), { state: "accepted", words: { ...words, stakeholderId: body?.it.stakeholderId ?? null, affiliation: words.affiliation ?? (body ? body.name : null) } }, c.var.now);
    return onward(c, ownInvitationsAddress, "flash.speaker.accepted");
  })
  .post(`${ownInvitationsAddress}/:speaker/refusal`, async (c) => {
    await answerInvitation(c.var.db, c.var.viewer, inAddress(c, "speaker"), { state: "declined" }, c.var.now);
    return onward(c, ownInvitationsAddress, "flash.speaker.declined");
  });

/** The verified bodies that one speaks for. */
const bodiesOf = async ({ var: { db, viewer } }: Door) => (await membershipsOfPerson(db, personOf(viewer).personId)).filter((it) => it.it.state === "active" && it.state === "verified");

type Sent = { id: string; form: Typed };

async function showOwn(c: Door, sent: Sent | null) {
  const { db, viewer, words, now } = c.var;
  const own = await ownInvitations(db, viewer);
  if (sent && !own.some((it) => it.speaker.id === sent.id)) throw new Refusal("not-found", "page-unknown");
  const bodies = (await bodiesOf(c)).map((it) => ({ value: it.slug, name: words.pick(it.name).text }));
  const title = words.say("speaking.title");
  const isAhead = ({ meeting }: Invited) => meeting.endsAt > now && meeting.state === "announced";
  const chosen = sent?.id ?? own.find((it) => it.speaker.id === c.req.query("invitation"))?.speaker.id ?? own.find((it) => it.speaker.state === "invited" && isAhead(it))?.speaker.id ?? own.find((it) => it.speaker.state === "accepted" && isAhead(it))?.speaker.id;
  return showPage(c, { title, crumbs: [{ name: words.say("account.title"), address: here(c)("/account") }, { name: title }], unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("speaking.lede")}</p>
      {sent && <ErrorSummary form={sent.form} words={words} />}
      {own.length === 0 && <div class="empty"><p>{words.say("speaking.none")}</p></div>}
      {own.filter(isAhead).map((it) => <Invitation c={c} it={it} bodies={bodies} form={sent?.id === it.speaker.id ? sent.form : null} isChosen={it.speaker.id === chosen} />)}
      {own.some((it) => !isAhead(it)) && <section aria-labelledby="past"><h2 id="past">{words.say("meetings.shelf.past")}</h2><ul class="entries">{own.filter((it) => !isAhead(it)).map((it) => <li><Where c={c} it={it} /></li>)}</ul></section>}
    </>, sent ? statusOf(sent.form) : 200);
}

const Where = ({ c, it: { meeting, block, process, speaker } }: { c: Door; it: Invited }) => {
  const { words } = c.var;
  return <p><a href={here(c)(meetingAddress(process, meeting))}><InWords it={meeting.title} words={words} /></a> · {whenSaid(words, meeting, meeting.timeZone)}<br /><span class="small soft">{words.number(block.number)} <InWords it={block.title} words={words} /> ({hoursSaid(words, block, meeting.timeZone)}) · {words.say(`meetings.role.${speaker.role}`)} · {words.say(`meetings.speaker.${speaker.state}`)}</span></p>;
};

/** One invitation: to accept, decline, change what one said, or withdraw. One form is open at a time, since a page has each name once. */
function Invitation({ c, it, bodies, form, isChosen }: { c: Door; it: Invited; bodies: { value: string; name: string }[]; form: Typed | null; isChosen: boolean }) {
  const { words } = c.var;
  const { speaker, block } = it;
  const to = `${ownInvitationsAddress}/${speaker.id}`;
  const answerable = speaker.state === "invited" || speaker.state === "accepted";
  return (
    <section class="card" id={speaker.id}>
      <Where c={c} it={it} />
      {block.attribution === "unattributed" && <p>{words.say("speaking.rule")}</p>}
      {answerable && isChosen && <AnswerForm c={c} it={it} bodies={bodies} form={form ?? untouched(typedNow(it, bodies))} to={`${to}/acceptance`} />}
      {answerable && !isChosen && <p class="small"><a href={`${here(c)(ownInvitationsAddress)}?invitation=${speaker.id}#${speaker.id}`}>{words.say("speaking.one")}</a></p>}
      {answerable && <Deed c={c} to={`${to}/refusal`} name={speaker.state === "accepted" ? "speaking.withdraw" : "speaking.decline"} />}
    </section>
  );
}

const typedNow = ({ speaker }: Invited, bodies: { value: string }[]): Typed["values"] => ({
  name: speaker.name, affiliation: speaker.affiliation?.en ?? "", stakeholder: bodies.length === 1 ? bodies[0]!.value : "", consents: speaker.consents.join(" "), ...Object.fromEntries(languages.map((it) => [`biography-${it}`, speaker.biography?.[it] ?? ""])),
});

const AnswerForm = ({ c, it, bodies, form, to }: { c: Door; it: Invited; bodies: { value: string; name: string }[]; form: Typed; to: string }) => {
  const { words } = c.var;
  return (
    <form method="post" action={here(c)(to)} novalidate>
      <TextField name="name" label={words.say("meetings.speaker.name")} form={form} dir="auto" />
      {bodies.length > 0 && <ChoiceField name="stakeholder" label={words.say("speaking.for")} form={form} choices={[{ value: "", name: words.say("calls.form.version.none") }, ...bodies]} />}
      <TextField name="affiliation" label={words.say("meetings.speaker.affiliation")} form={form} dir="auto" />
      <Translated c={c} form={form} names={["biography"]} many={["biography"]} />
      <Checks name="consents" legend={words.say("speaking.consents")} hint={words.say("speaking.consents.hint")} form={form} choices={consents.map((one) => ({ value: one, name: words.say(`speaking.consent.${one}`) }))} />
      <div class="actions"><button class="main">{words.say(it.speaker.state === "accepted" ? "calls.save" : "speaking.accept")}</button></div>
    </form>
  );
};
