import { Hono } from "hono";
import { Check } from "../ground/web/choices.tsx";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ErrorSummary, readForm, sentForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { takeTurn } from "../ground/web/limits.ts";
import { flash, showPage } from "../ground/web/page.tsx";
import { Refusal } from "../ground/refusal.ts";
import { mayOfficiate, personOf } from "../ground/viewer.ts";
import { type Key } from "../ground/words.ts";
import { canMail, sendMail } from "../ground/mail.ts";
import { roomAddress, stakeholderAddress } from "../concepts/stakeholders/addresses.ts";
import type { ShownMember, ShownStakeholder } from "../concepts/stakeholders/disclosure.ts";
import { InvitationInput, JoiningInput } from "../concepts/stakeholders/inputs.ts";
import { answerInvitation, decideRequest, describeSelf, dismissFocalPoint, endMembership, handOver, invite, withdrawInvitation } from "../concepts/stakeholders/operations/membership.ts";
import { mayManage, setClearing } from "../concepts/stakeholders/operations/registration.ts";
import { invitationsOf, invitationsTo, membersOf, membershipsOfPerson, type Invitation } from "../concepts/stakeholders/store/members.ts";
import { stakeholderAt, type Standing } from "../concepts/stakeholders/store/stakeholders.ts";
import { Named } from "../concepts/stakeholders/views.tsx";
import { ownForums } from "./own-forums.tsx";
import { OwnCommitments } from "./own-commitments.tsx";
import { OwnPartnerships } from "./own-partnerships.tsx";
import { OwnPractices } from "./own-practices.tsx";
import { SignaturesDue } from "./signed-statements.tsx";
import { OwnStatements } from "./own-statements.tsx";
import { InWords } from "../ground/web/in-words.tsx";

/** One's own memberships, and the room of a body where its people are managed. */
export const memberPages = new Hono<Env>()
  .get("/memberships", async (c) => showMine(c))
  .post("/invitations/:id/acceptance", async (c) => answer(c, true))
  .post("/invitations/:id/refusal", async (c) => answer(c, false))
  .get("/desk/stakeholders/:slug", async (c) => showRoom(c, await managed(c), untouched()))
  .post("/desk/stakeholders/:slug/clearing", async (c) => {
    const { it } = await managed(c);
    const { clears } = await sentForm(c);
    await setClearing(c.var.db, c.var.viewer, it.id, clears === "yes", c.var.now);
    return back(c, it, "flash.stakeholder.clearing");
  })
  .post("/desk/stakeholders/:slug/invitations", async (c) => takeInvitation(c, await managed(c)))
  .post("/desk/stakeholders/:slug/invitations/:id/withdrawal", async (c) => {
    const { it } = await managed(c);
    await withdrawInvitation(c.var.db, c.var.viewer, it.id, inAddress(c, "id"), c.var.now);
    return back(c, it, "flash.invitation.withdrawn");
  })
  .post("/desk/stakeholders/:slug/members/:id/acceptance", async (c) => decide(c, true))
  .post("/desk/stakeholders/:slug/members/:id/refusal", async (c) => decide(c, false))
  .post("/desk/stakeholders/:slug/members/:id/ending", async (c) => {
    const { it } = await managed(c);
    await endMembership(c.var.db, c.var.viewer, it.id, inAddress(c, "id"), c.var.now);
    flash(c, "flash.membership.ended");
    return c.redirect(here(c)(mayOfficiate(c.var.viewer) ? roomAddress(it) : "/memberships"), 303);
  })
  .post("/desk/stakeholders/:slug/members/:id/focal-point", async (c) => {
    const { it } = await managed(c);
    await handOver(c.var.db, c.var.viewer, it.id, inAddress(c, "id"), c.var.now);
    return back(c, it, "flash.focal.handed");
  })
  .post("/desk/stakeholders/:slug/focal-point/dismissal", async (c) => {
    const { it } = await managed(c);
    await dismissFocalPoint(c.var.db, c.var.viewer, it.id, c.var.now);
    return back(c, it, "flash.focal.dismissed");
  })
  .post("/desk/stakeholders/:slug/self", async (c) => {
    const { it } = await managed(c);
    const form = await readForm(c, JoiningInput);
    if (!form.ok) return showRoom(c, await managed(c), form.form, 422);
    await describeSelf(c.var.db, c.var.viewer, it.id, form.input, c.var.now);
    return back(c, it, "flash.membership.described");
  });

type Managed = { it: ShownStakeholder; standing: Standing };

/** The stakeholder of the address, for its own people and officers; for everyone else there is no such page. */
export async function managed(c: Door): Promise<Managed> {
  personOf(c.var.viewer);
  const found = await stakeholderAt(c.var.db, inAddress(c, "slug"), c.var.viewer);
  if ("movedTo" in found || (!found.standing.isOwn && !mayOfficiate(c.var.viewer))) throw new Refusal("not-found", "page-unknown");
  return found;
}

function back(c: Door, it: ShownStakeholder, key: Key) {
  flash(c, key);
  return c.redirect(here(c)(roomAddress(it)), 303);
}

async function decide(c: Door, accepted: boolean) {
  const { it } = await managed(c);
  await decideRequest(c.var.db, c.var.viewer, it.id, inAddress(c, "id"), accepted, c.var.now);
  return back(c, it, accepted ? "flash.membership.accepted" : "flash.membership.declined");
}

async function answer(c: Door, accepted: boolean) {
  const { db, viewer, now, chance } = c.var;
  await answerInvitation(db, viewer, inAddress(c, "id"), accepted, now, chance);
  flash(c, accepted ? "flash.invitation.accepted" : "flash.invitation.declined");
  return c.redirect(here(c)("/memberships"), 303);
}

/** A large organisation invites its people in a day; nobody sends mails to strangers in our name by the hundred. */
const invitationLimit = { most: 50, minutes: 24 * 60 };

/** Invite an address; whoever has it gets a mail that leads to the page where they answer. */
async function takeInvitation(c: Door, found: Managed) {
  const { db, viewer, now, chance, words, house } = c.var;
  await mayManage(db, viewer, found.it.id);
  const form = await readForm(c, InvitationInput);
  if (!form.ok) return showRoom(c, found, form.form, 422);
  if (!(await takeTurn(db, "invitation", personOf(viewer).personId, invitationLimit, now))) throw new Refusal("too-many", "day-limit");
  await invite(db, viewer, found.it.id, form.input.email, now, chance);
  const values = { name: words.pick(found.it.name).text, from: personOf(viewer).name, address: `${house.baseUrl}${here(c)("/memberships")}` };
  if (canMail(house.settings)) await sendMail(db, house, { to: form.input.email, language: words.language, kind: "invitation", values });
  return back(c, found.it, "flash.invitation.sent");
}

async function showMine(c: Door) {
  const { db, viewer, words, now } = c.var;
  const { personId } = personOf(viewer);
  const [mine, invitations] = [await membershipsOfPerson(db, personId), await invitationsTo(db, personId, now)];
  const forums = await ownForums(c);
  const title = words.say("stakeholders.mine");
  return showPage(c, { title, crumbs: [{ name: words.say("shell.now"), address: here(c)("/") }, { name: title }], unlisted: true },
    <>
      <h1>{title}</h1>
      {invitations.length > 0 && <section aria-labelledby="invitations"><h2 id="invitations">{words.say("stakeholders.invitations.mine")}</h2>
        <ul class="entries">{invitations.map(({ it, name }) => (
          <li class="row"><span>{words.say("stakeholders.invited.by", { name: words.pick(name).text, by: it.invitedBy })}</span>
            <span class="actions"><Deed c={c} to={`/invitations/${it.id}/acceptance`} name="stakeholders.accept" main /><Deed c={c} to={`/invitations/${it.id}/refusal`} name="stakeholders.decline" /></span></li>
        ))}</ul></section>}
      {forums.invitations}
      <OwnPartnerships c={c} />
      <OwnPractices c={c} />
      <OwnStatements c={c} />
      <SignaturesDue c={c} />
      <OwnCommitments c={c} />
      {mine.length === 0 && <div class="empty"><p>{words.say("stakeholders.mine.none")}</p></div>}
      <ul class="entries">{mine.map(({ it, slug, name, state }) => (
        <li class="row"><span>{it.state === "active" ? <a href={here(c)(roomAddress({ slug }))}><InWords it={name} words={words} /></a> : <Named it={name} words={words} />} <span class="soft small">{it.state === "active" ? words.say(`stakeholders.role.${it.role}`) : words.say(`stakeholders.membership.${it.state}`)}{state !== "verified" && <> · {words.say(`stakeholders.state.${state}`)}</>}</span></span></li>
      ))}</ul>
      {forums.joined}
      <div class="actions"><a class="button main" href={here(c)("/registration")}>{words.say("stakeholders.register")}</a> <a class="button" href={here(c)("/directory")}>{words.say("stakeholders.join.find")}</a></div>
      <p class="small"><a href={here(c)("/contributions")}>{words.say("contributions.mine")}</a> · <a href={here(c)("/letters")}>{words.say("stakeholders.letters")}</a> · <a href={here(c)("/own-data")}>{words.say("stakeholders.own.title")}</a></p>
    </>);
}

/** A button that does one thing. */
export const Deed = ({ c, to, name, main }: { c: Door; to: string; name: Key; main?: boolean }) => (
  <form method="post" action={here(c)(to)}><button class={main ? "main little" : "little"}>{c.var.words.say(name)}</button></form>
);

async function showRoom(c: Door, { it, standing }: Managed, form: Typed, status: 200 | 422 = 200) {
  const { db, viewer, words, now } = c.var;
  const manages = standing.isFocalPoint || mayOfficiate(viewer);
  const [members, invitations] = [await membersOf(db, it.id, viewer, standing), manages ? await invitationsOf(db, it.id, now) : []];
  const name = words.pick(it.name);
  return showPage(c, { title: words.say("stakeholders.room", { name: name.text }), crumbs: [{ name: words.say("stakeholders.mine"), address: here(c)("/memberships") }, { name: name.text, lang: name.language }], unlisted: true },
    <>
      {it.state !== "verified" && <div class="empty"><p><strong>{words.say(`stakeholders.state.${it.state}`)}</strong> {it.inside?.declinedBecause ? words.say("stakeholders.declined.because", { reason: it.inside.declinedBecause }) : words.say("stakeholders.state.unseen")}</p></div>}
      <div class="by-stakeholder"><h1><InWords it={it.name} words={words} /></h1></div>
      <ErrorSummary form={form} words={words} />
      <div class="actions"><a class="button" href={here(c)(stakeholderAddress(it))}>{words.say("stakeholders.profile")}</a>{manages && <a class="button" href={here(c)(`${roomAddress(it)}/profile`)}>{words.say("stakeholders.edit.short")}</a>}</div>
      <section aria-labelledby="members"><h2 id="members">{words.say("stakeholders.people")}</h2>
        <ul class="entries">{members.filter((one) => one.state === "active" || one.state === "asked").map((one) => <Member c={c} it={it} member={one} manages={manages} />)}</ul>
      </section>
      {manages && <Invitations c={c} it={it} invitations={invitations} form={form} />}
      {manages && <section aria-labelledby="clearing"><h2 id="clearing">{words.say("stakeholders.clearing")}</h2>
        <form method="post" action={here(c)(`${roomAddress(it)}/clearing`)}>
          <Check name="clears" label={words.say("stakeholders.clearing.yes")} text={words.say("stakeholders.clearing.text")} form={untouched({ clears: it.inside?.clearsBeforeFiling ? "yes" : "" })} />
          <div class="actions"><button class="little">{words.say("stakeholders.save")}</button></div>
        </form></section>}
      {standing.isOwn && <Self c={c} it={it} members={members} form={form} />}
    </>, status);
}

function Member({ c, it, member, manages }: { c: Door; it: ShownStakeholder; member: ShownMember; manages: boolean }) {
  const { words, viewer } = c.var;
  const to = (deed: string) => `${roomAddress(it)}/members/${member.id}/${deed}`;
  const isSelf = personOf(viewer).personId === member.personId;
  const isFocal = member.role === "focal-point";
  return (
    <li class="row">
      <span><bdi>{member.name || words.say("stakeholders.erased")}</bdi>{member.capacity && <>, <span dir="auto">{member.capacity}</span></>} <span class="soft small">{member.state === "asked" ? words.say("stakeholders.membership.asked") : words.say(`stakeholders.role.${member.role}`)}{manages && member.email && <> · <bdi>{member.email}</bdi></>}</span></span>
      <span class="actions">
        {manages && member.state === "asked" && <><Deed c={c} to={to("acceptance")} name="stakeholders.accept" main /><Deed c={c} to={to("refusal")} name="stakeholders.decline" /></>}
        {manages && member.state === "active" && !isFocal && <Deed c={c} to={to("focal-point")} name="stakeholders.hand.over" />}
        {member.state === "active" && (isSelf || (manages && !isFocal)) && <Deed c={c} to={to("ending")} name={isSelf ? "stakeholders.leave" : "stakeholders.remove"} />}
        {isFocal && member.state === "active" && mayOfficiate(viewer) && !isSelf && <Deed c={c} to={`${roomAddress(it)}/focal-point/dismissal`} name="stakeholders.dismiss" />}
      </span>
    </li>
  );
}

const Invitations = ({ c, it, invitations, form }: { c: Door; it: ShownStakeholder; invitations: Invitation[]; form: Typed }) => (
  <section aria-labelledby="invite"><h2 id="invite">{c.var.words.say("stakeholders.invite")}</h2>
    <ul class="entries">{invitations.map((one) => (
      <li class="row"><span><bdi>{one.email}</bdi> <span class="soft small">{c.var.words.say("stakeholders.invited.until", { day: c.var.words.day(one.expiresAt) })}</span></span><Deed c={c} to={`${roomAddress(it)}/invitations/${one.id}/withdrawal`} name="stakeholders.withdraw" /></li>
    ))}</ul>
    <form method="post" action={here(c)(`${roomAddress(it)}/invitations`)}>
      <TextField name="email" type="email" label={c.var.words.say("stakeholders.invite.email")} hint={c.var.words.say("stakeholders.invite.hint")} form={form} required />
      <div class="actions"><button class="little">{c.var.words.say("stakeholders.invite.send")}</button></div>
    </form>
  </section>
);

function Self({ c, it, members, form }: { c: Door; it: ShownStakeholder; members: ShownMember[]; form: Typed }) {
  const { words, viewer } = c.var;
  const self = members.find((one) => one.personId === personOf(viewer).personId && one.state === "active");
  const shown = Object.keys(form.problems).length > 0 ? form : untouched({ capacity: self?.capacity ?? "", showName: self?.showName ? "yes" : "" });
  return (
    <section aria-labelledby="self"><h2 id="self">{words.say("stakeholders.self")}</h2>
      <form method="post" action={here(c)(`${roomAddress(it)}/self`)}>
        <TextField name="capacity" label={words.say("stakeholders.capacity")} hint={words.say("stakeholders.capacity.hint")} form={shown} dir="auto" />
        <Check name="showName" label={words.say("stakeholders.show.name")} text={words.say("stakeholders.show.name.text")} form={shown} />
        <div class="actions"><button class="little">{words.say("stakeholders.save")}</button></div>
      </form></section>
  );
}
