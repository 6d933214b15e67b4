import { Hono } from "hono";
import { dayOf } from "../ground/clock.ts";
import { Refusal } from "../ground/refusal.ts";
import { answersFor, bodiesOf, personOf } from "../ground/viewer.ts";
import { Checks, chosen, readChoices } from "../ground/web/choices.tsx";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, readForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { withWayBack } from "../ground/web/way-back.ts";
import { ownNames } from "../ground/words.ts";
import { Fingerprint } from "../concepts/contributions/views.tsx";
import { bodiesOfPerson } from "../concepts/stakeholders/store/members.ts";
import { changeAddress, signingAddress, statementAddress } from "../concepts/statements/addresses.ts";
import { lastOn } from "../concepts/statements/counting.ts";
import { InviteInput, PendingInput, SignatoryInput, SignInput, TurnInput } from "../concepts/statements/inputs.ts";
import { deliver } from "../concepts/statements/operations/delivery.ts";
import { focalPointOf } from "../concepts/statements/operations/drafters.ts";
import { drafterAmong } from "../concepts/statements/operations/drafting.ts";
import { confirm, decline, drop, invite, linkHash, signForBody, signForOneself, withdraw } from "../concepts/statements/operations/signing.ts";
import type { Signatory } from "../concepts/statements/operations/voice.ts";
import { outdated, signatoryOf, textsNow, type CountedAct } from "../concepts/statements/signing.ts";
import { takesSignatures } from "../concepts/statements/statement.ts";
import { statementAt } from "../concepts/statements/store.ts";
import { actsOfThese, invitationCounts, linkHolds, pendingsOf, useLink } from "../concepts/statements/store/signing.ts";
import { StatementRedline, StatementWords } from "../concepts/statements/views.tsx";
import { numbersOf } from "../concepts/statements/text.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { tellInvited, tellWaits } from "./statement-signing-mail.ts";
import { languagesOf, numberCrumb, statementCrumbs, statementPlace, textFor, type StatementPlace } from "./statement-place.ts";

const at = "/:process/statements/:statement{[1-9][0-9]*}";

/** Where a statement is signed, declined in a newer version, and withdrawn from; for a body or for oneself. */
export const statementSigning = new Hono<Env>()
  .get(`${at}/signing`, async (c) => showSigning(c, await statementPlace(c), untouched({ link: c.req.query("link") ?? "" })))
  .post(`${at}/signing`, (c) => sign(c))
  .post(`${at}/signing/confirmation`, (c) => deed(c, PendingInput, async (place, { pending }) => { await confirm(c.var.db, c.var.viewer, place.it.id, pending, c.var.now, c.var.chance); return onward(c, statementAddress(place.process, place.it), "flash.statement.signed"); }))
  .post(`${at}/signing/removal`, (c) => deed(c, PendingInput, async (place, { pending }) => { await drop(c.var.db, c.var.viewer, place.it.id, pending, c.var.now); return onward(c, signingAddress(place.process, place.it), "flash.statement.dropped"); }))
  .post(`${at}/signing/refusal`, (c) => deed(c, SignatoryInput, async (place, { body, because }) => { await decline(c.var.db, c.var.viewer, place.it.id, whoIs(c, body), because, c.var.now, c.var.chance); return onward(c, signingAddress(place.process, place.it), "flash.statement.declined"); }))
  .post(`${at}/signing/withdrawal`, (c) => deed(c, SignatoryInput, async (place, { body, because }) => { await withdraw(c.var.db, c.var.viewer, place.it.id, whoIs(c, body), because, c.var.now, c.var.chance); return onward(c, signingAddress(place.process, place.it), "flash.statement.withdrawn"); }))
  .post(`${at}/invitations`, (c) => deed(c, InviteInput, async (place, { email }) => {
    const link = await invite(c.var.db, c.var.viewer, place.it.id, c.var.now, c.var.chance);
    await tellInvited(c, place, email, link);
    return onward(c, signingAddress(place.process, place.it), "flash.statement.invited");
  }, async ({ it }) => void (await drafterAmong(c.var.db, c.var.viewer, it.id))))
  .post(`${at}/delivery`, (c) => deed(c, TurnInput, async ({ process, it }, { turn }) => { const reference = await deliver(c.var.db, c.var.viewer, { id: it.id, turn }, c.var.house.settings.smallCell, c.var.now, c.var.chance); return onward(c, statementAddress(process, it), "flash.statement.delivered", { reference }); }, async ({ it }) => focalPointOf(c.var.viewer, it.initiatorId)));

/** A body, or (empty) the person themselves. */
const whoIs = (c: Door, body: string): Signatory => (body === "" ? { personId: personOf(c.var.viewer).personId, name: personOf(c.var.viewer).name } : { stakeholderId: body });

/** Read a form and do what it asks, once it is seen that they may; one that is not right comes back with what was typed. */
async function deed<S extends Parameters<typeof readForm>[1]>(c: Door, schema: S, then: (place: StatementPlace, input: S["_output"]) => Promise<Response>, mayThey: (place: StatementPlace) => Promise<void> = async () => {}): Promise<Response> {
  const place = await statementPlace(c);
  personOf(c.var.viewer);
  await mayThey(place);
  const read = await readForm(c, schema);
  return read.ok ? then(place, read.input as S["_output"]) : showSigning(c, place, read.form, 422);
}

async function sign(c: Door) {
  const place = await statementPlace(c);
  const { db, viewer, now, chance } = c.var;
  personOf(viewer);
  const read = await readChoices(c, SignInput, ["accepted", "paragraphs"]);
  if (!read.ok) return showSigning(c, place, read.form, 422);
  const { body, name, link, capacity, version, accepted, extent, paragraphs } = read.input;
  const signing = { capacity, version, accepted, paragraphs: extent === "some" ? paragraphs : null };
  if (link !== "") await useLink(db, place.it.id, linkHash(link), dayOf(now));
  if (body === "") await signForOneself(db, viewer, place.it.id, name, signing, now, chance);
  else if ((await signForBody(db, viewer, place.it.id, body, signing, now, chance)) === "waits") {
    await tellWaits(c, place, body);
    return onward(c, signingAddress(place.process, place.it), "flash.statement.waits");
  }
  return onward(c, statementAddress(place.process, place.it), "flash.statement.signed");
}

type Own = { id: string; name: string; lang: string; isFocalPoint: boolean; isVerified: boolean; slug: string; last: CountedAct | null; now: CountedAct | null };
type Page = { c: Door; place: StatementPlace; form: Typed; own: Own[]; self: CountedAct | null };

/** What every body of the viewer, and they themselves, did on this statement, and on the version that is signed now. */
async function ownOf(c: Door, { it, versions }: StatementPlace): Promise<{ own: Own[]; self: CountedAct | null }> {
  const { db, viewer, words } = c.var;
  if (viewer.kind === "visitor") return { own: [], self: null };
  const bodies = (await bodiesOfPerson(db, viewer.personId)).map((body) => ({ body, known: [body.id, ...absorbedBy(c, body.id)].map((stakeholderId) => signatoryOf({ stakeholderId })) }));
  const myself = signatoryOf({ personId: viewer.personId });
  const acts = await actsOfThese(db, it.id, [myself, ...bodies.flatMap((one) => one.known)], viewer);
  const own = bodies.map(({ body, known }): Own => {
    const [did, name] = [acts.filter((one) => known.includes(one.signatory)), words.pick(body.name)];
    return { id: body.id, slug: body.slug, name: name.text, lang: name.language, isFocalPoint: answersFor(viewer, body.id), isVerified: body.state === "verified", last: did.at(-1) ?? null, now: lastOn(did, versions, it.version) };
  });
  return { own, self: lastOn(acts.filter((one) => one.signatory === myself), versions, it.version) };
}
const absorbedBy = ({ var: { viewer } }: Door, id: string) => (viewer.kind === "person" ? (viewer.speaksFor.find((one) => one.stakeholderId === id)?.absorbed ?? []) : []);

async function showSigning(c: Door, place: StatementPlace, form: Typed, status: 200 | 422 = 200) {
  const { db, words, viewer, now } = c.var;
  const { process, it } = place;
  const link = form.values.link ?? "";
  if (link !== "" && !(await linkHolds(db, it.id, linkHash(link), dayOf(now)))) throw new Refusal("not-found", "statement-link-unknown");
  const { own, self } = await ownOf(c, place);
  const page: Page = { c, place, form, own, self };
  const text = textFor(c, place);
  const title = words.say("statements.sign.title");
  return showPage(c, { title, crumbs: statementCrumbs(c, process, numberCrumb(c, place), { name: title }), process: barOf(process, null), unlisted: true },
    <>
      <p class="eyebrow">{words.say("statements.page.number", { number: it.number })}</p>
      <h1>{title}: <span lang={text.language}>{text.title}</span></h1>
      <ErrorSummary form={form} words={words} />
      {viewer.kind === "visitor" ? <Arriving {...page} /> : <>
        {own.length === 0 && (!it.individuals || link !== "") && <Arriving {...page} />}
        <Pendings {...page} />
        {own.filter((one) => one.last !== null).map((one) => <Done {...page} one={one} />)}
        {self && <Done {...page} one={null} />}
        {takesSignatures(it, now) ? (own.length > 0 || it.individuals) && <SignForm {...page} /> : <p class="note">{words.say("statements.sign.over")}</p>}
        <Inviting {...page} />
      </>}
      <Changed {...page} />
      <section aria-labelledby="text"><h2 id="text">{words.say("statements.page.text")}</h2><StatementWords it={text} words={words} /></section>
    </>, status);
}

/** The steps for whoever comes without an account, or without a body. */
function Arriving({ c, c: { var: { words, viewer } }, place: { process, it }, form }: Page) {
  const thenHere = (path: string) => withWayBack(here(c)(path), here(c)(signingAddress(process, it, form.values.link || null)));
  return (
    <section class="card strong" aria-labelledby="arriving"><h2 id="arriving">{words.say("statements.sign.arriving")}</h2>
      <ol><li>{viewer.kind === "visitor" ? <a href={thenHere("/sign-in")}>{words.say("statements.sign.step.account")}</a> : <s>{words.say("statements.sign.step.account")}</s>}</li>
        <li>{viewer.kind === "visitor" ? words.say("statements.sign.step.body") : <a href={thenHere("/registration")}>{words.say("statements.sign.step.body")}</a>}</li><li>{words.say("statements.sign.step.sign")}</li></ol>
      <p class="small soft">{words.say("statements.sign.verified")}</p>
    </section>
  );
}

/** What the version that is signed now changed in the one that a body of the viewer signed. */
function Changed({ c, c: { var: { words } }, place, own, self }: Page) {
  const signed = [...own.map((one) => one.last), self].filter((one): one is CountedAct => one?.what === "signed" && one.version < place.it.version);
  const before = Math.max(0, ...signed.map((one) => one.version));
  if (before === 0) return null;
  const now = textFor(c, place);
  const was = textsNow(place.texts, before).find((one) => one.language === now.language) ?? textsNow(place.texts, before).find((one) => one.language === place.it.language);
  const is = was?.language === now.language ? now : textsNow(place.texts, place.it.version).find((one) => one.language === place.it.language);
  return was && is ? <section aria-labelledby="changed"><h2 id="changed">{words.say("statements.sign.changed", { version: before })}</h2><StatementRedline before={was} after={is} words={words} /></section> : null;
}

/** Signatures that wait for the focal point. */
async function Pendings({ c, c: { var: { db, viewer, words } }, place: { process, it }, own }: Page) {
  const all = await pendingsOf(db, viewer, it.id);
  return <>{all.map((one) => {
    const body = own.find((other) => other.id === one.stakeholderId);
    const stale = one.version !== it.version;
    const to = (deed: string) => here(c)(`${signingAddress(process, it)}/${deed}`);
    return <section class="card"><p><b lang={body?.lang}>{body?.name}</b>: {words.say(stale ? "statements.sign.pending.stale" : "statements.sign.pending", { capacity: one.capacity, day: words.day(one.day) })}</p>
      <div class="actions">{body?.isFocalPoint && !stale && <form method="post" action={to("confirmation")}><input type="hidden" name="pending" value={one.id} /><button class="main">{words.say("statements.sign.confirm")}</button></form>}
        <form method="post" action={to("removal")}><input type="hidden" name="pending" value={one.id} /><button class="little">{words.say("statements.sign.drop")}</button></form></div></section>;
  })}</>;
}

/** What a body, or the viewer themselves, did, and what it can do about it. */
function Done({ c, c: { var: { words } }, place, place: { process, it }, one, self }: Page & { one: Own | null }) {
  const act = one ? one.last! : self!;
  const now = one ? one.now : self;
  const to = (deed: string) => here(c)(`${signingAddress(process, it)}/${deed}`);
  const again = now?.what === "signed" ? outdated(now, place.texts) : [];
  const isAsked = act.what === "signed" && now === null;
  const may = one === null || one.isFocalPoint;
  return (
    <section class="card"><p>{one && <b lang={one.lang}>{one.name}: </b>}{words.say(`statements.sign.did.${act.what}`, { version: act.version, day: words.day(act.day) })}
      {one && !one.isVerified && <> {words.say("statements.sign.verified")}</>}{isAsked && <> {words.say("statements.sign.asked", { version: it.version })}</>}{again.length > 0 && <> {words.say("statements.sign.again", { languages: words.list(again.map((language) => ownNames[language])) })}</>}</p>
      {isAsked && <p><a href={here(c)(changeAddress(process, it, it.version))}>{words.say("statements.page.redline")}</a></p>}
      {may && <div class="actions">
        {(isAsked || (now?.what === "signed" && now.version < it.version)) && <form method="post" action={to("refusal")}><input type="hidden" name="body" value={one?.id ?? ""} /><button class="little">{words.say("statements.sign.decline", { version: it.version })}</button></form>}
        {(act.what === "signed" || now?.what === "signed") && <details><summary>{words.say("statements.sign.withdraw")}</summary><form method="post" action={to("withdrawal")}><input type="hidden" name="body" value={one?.id ?? ""} />
          <div class="field"><label for={`because-${one?.id ?? "self"}`}>{words.say("statements.sign.because")}</label><textarea id={`because-${one?.id ?? "self"}`} name="because" rows={2} maxlength={1000} dir="auto"></textarea></div><button class="little">{words.say("statements.sign.withdraw")}</button></form></details>}
      </div>}
    </section>
  );
}

/** The form to sign; folded away once all that one can sign is signed. */
function SignForm(page: Page) {
  const { c: { var: { words } }, place, form, own } = page;
  const isDone = Object.keys(form.problems).length === 0 && own.length > 0 && own.every((one) => one.now?.what === "signed" && outdated(one.now, place.texts).length === 0);
  return (
    <section class="card strong" aria-labelledby="sign"><h2 id="sign">{words.say("statements.sign.form")}</h2>
      {isDone ? <details><summary>{words.say("statements.sign.more")}</summary><SignFields {...page} /></details> : <SignFields {...page} />}
    </section>
  );
}

/** What is signed: by whom, in which capacity, in which languages, and which paragraphs. */
function SignFields(page: Page) {
  const { c, c: { var: { words, viewer } }, place, place: { process, it }, form, own } = page;
  const choices = [...own.map((one) => ({ value: one.id, name: one.isFocalPoint ? one.name : words.say("statements.sign.for.waits", { name: one.name }), lang: one.lang })), ...(it.individuals ? [{ value: "", name: words.say("statements.sign.for.self") }] : [])];
  const numbers = numbersOf(textFor(c, place).paragraphs).filter((one) => one !== null);
  return (
    <form method="post" action={here(c)(signingAddress(process, it))}>
      <input type="hidden" name="version" value={String(it.version)} /><input type="hidden" name="link" value={form.values.link ?? ""} />
      {choices.length === 1 ? <><input type="hidden" name="body" value={choices[0]!.value} /><p>{words.say("statements.sign.for")}: <b>{choices[0]!.name}</b></p></> : <ChoiceField name="body" label={words.say("statements.sign.for")} form={form} choices={choices} />}
      {it.individuals && <TextField name="name" label={words.say("statements.sign.name")} hint={words.say("statements.sign.name.hint")} form={form.values.name === undefined ? { ...form, values: { ...form.values, name: viewer.kind === "person" ? viewer.name : "" } } : form} dir="auto" />}
      <TextField name="capacity" label={words.say("statements.sign.capacity")} hint={words.say("statements.sign.capacity.hint")} form={form} required dir="auto" />
      <AcceptedTexts {...page} />
      {it.perParagraph && <>
        <ChoiceField name="extent" label={words.say("statements.sign.extent")} form={form} choices={(["whole", "some"] as const).map((value) => ({ value, name: words.say(`statements.sign.extent.${value}`) }))} />
        <Checks name="paragraphs" legend={words.say("statements.sign.paragraphs")} form={form} choices={numbers.map((number) => ({ value: String(number), name: words.number(number) }))} /></>}
      <p class="small">{words.say("statements.sign.what")}</p>
      <div class="actions"><button class="main">{words.say("statements.page.sign")}</button></div>
    </form>
  );
}

/** The language versions to tick; the hash of each stands in the form, and is what is signed. */
function AcceptedTexts({ c, c: { var: { words } }, place, form }: Page) {
  const text = textFor(c, place);
  const ticked = form.values.accepted === undefined ? new Set([`${text.language}:${text.sha256}`]) : chosen(form, "accepted");
  return (
    <fieldset class={form.problems.accepted ? "field invalid" : "field"} id="accepted"><legend>{words.say("statements.sign.languages")}</legend><p class="hint">{words.say("statements.sign.languages.hint")}</p>{form.problems.accepted && <p class="error">{form.problems.accepted}</p>}
      {languagesOf(place).there.map((one) => { const value = `${one.language}:${one.sha256}`; return <label class="choice"><input type="checkbox" name="accepted" value={value} checked={ticked.has(value)} /><span lang={one.language}>{ownNames[one.language]} <span class="small"><Fingerprint it={one.sha256} /></span></span></label>; })}</fieldset>
  );
}

/** Whoever drafts mails a link to a body without an account. */
async function Inviting({ c, c: { var: { db, words, viewer } }, place: { process, it }, form }: Page) {
  const own = bodiesOf(viewer).length > 0 && (await statementAt(db, process, it.number, viewer)).isDrafting;
  if (!own) return null;
  const { sent, used } = await invitationCounts(db, it.id);
  return (
    <section class="card" aria-labelledby="inviting"><h2 id="inviting">{words.say("statements.sign.invite")}</h2><p class="small">{words.say("statements.sign.invite.text", { sent, used })}</p>
      <form method="post" action={here(c)(`${statementAddress(process, it)}/invitations`)}><TextField name="email" type="email" label={words.say("statements.sign.invite.email")} form={form} required /><button class="little">{words.say("statements.sign.invite.send")}</button></form></section>
  );
}
