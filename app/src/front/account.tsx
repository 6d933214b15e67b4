import { Hono } from "hono";
import { authOn } from "../ground/auth/auth.ts";
import { ask } from "../ground/auth/calls.ts";
import { tellOfChange, type Change } from "../ground/auth/notices.ts";
import { endOtherSessions, endSession, passkeysOf, personById, removePasskey, sessionsOf, uncountSecondFactor } from "../ground/auth/people.ts";
import { beginSecondFactor, newBackupCodes, showSecondFactor, type Setup } from "../ground/auth/second-factor.ts";
import { record } from "../ground/journal.ts";
import { Refusal } from "../ground/refusal.ts";
import { needsSecondFactor, personOf } from "../ground/viewer.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ErrorSummary, readForm, untouched, type Typed } from "../ground/web/forms.tsx";
import { flash, showPage } from "../ground/web/page.tsx";
import type { Key } from "../ground/words.ts";
import { calendarAccountAddress } from "../concepts/calendars/addresses.ts";
import { ownInvitationsAddress } from "../concepts/meetings/addresses.ts";
import { AddPasskey, askAnew } from "./proof.tsx";
import { QrCode } from "./qr-code.tsx";
import { FactorField, FactorInput, wrongCode } from "./second-factor.tsx";

/** One's own account: sessions, second factor, passkeys. */
export const accountPages = new Hono<Env>()
  .get("/account", async (c) => showAccount(c))
  .post("/account/sessions/:session/ending", async (c) => {
    const session = inAddress(c, "session");
    const asked = await askAnew(c, "session", session);
    if (asked) return asked;
    if (!(await endSession(c.var.db, personOf(c.var.viewer).personId, session))) throw new Refusal("not-found", "page-unknown");
    return done(c, "flash.session.ended", "session ended", "#sessions");
  })
  .post("/account/other-sessions/ending", async (c) => {
    const { personId, sessionId } = personOf(c.var.viewer);
    const asked = await askAnew(c, "sessions");
    if (asked) return asked;
    await endOtherSessions(c.var.db, personId, sessionId);
    return done(c, "flash.sessions.ended", "other sessions ended", "#sessions");
  })
  .post("/account/second-factor", async (c) => {
    const asked = await askAnew(c, "app");
    if (asked) return asked;
    const setup = await beginSecondFactor(c);
    return setup ? showSetup(c, setup, untouched()) : c.redirect(here(c)("/account#factor"), 303);
  })
  .post("/account/second-factor/confirmation", async (c) => {
    const before = await personById(c.var.db, personOf(c.var.viewer).personId);
    const form = await readForm(c, FactorInput);
    if (!form.ok) return showSetup(c, null, form.form, 422);
    if (!(await showSecondFactor(c, form.input.code))) return showSetup(c, null, wrongCode(c), 422);
    if (!before?.hasSecondFactor) await tell(c, "factor-set");
    return done(c, "flash.factor.set", "second factor set up", "#factor");
  })
  .post("/account/second-factor/removal", async (c) => {
    const { personId } = withSecondFactor(c);
    const asked = await askAnew(c, "factor");
    if (asked) return asked;
    await ask(c, (it) => authOn(c.var.db, c.var.house).api.disableTwoFactor({ body: {}, ...it }));
    await uncountSecondFactor(c.var.db, personId);
    await tell(c, "factor-removed");
    return done(c, "flash.factor.removed", "second factor removed", "#factor");
  })
  .post("/account/backup-codes", async (c) => {
    withSecondFactor(c);
    const asked = await askAnew(c, "codes");
    if (asked) return asked;
    const codes = await newBackupCodes(c);
    if (!codes) return c.redirect(here(c)("/account#factor"), 303);
    await record(c.var.db, c.var.viewer, "backup codes renewed", personOf(c.var.viewer).personId, c.var.now);
    await tell(c, "codes-renewed");
    const { words } = c.var;
    return showPage(c, { title: words.say("account.codes.fresh"), crumbs: crumbs(c, "account.codes.fresh"), unlisted: true }, <><h1>{words.say("account.codes.fresh")}</h1><Codes c={c} codes={codes} /><p><a href={here(c)("/account")}>{words.say("account.back")}</a></p></>);
  })
  .post("/account/passkeys/:passkey/removal", async (c) => {
    const [{ personId }, passkey] = [personOf(c.var.viewer), inAddress(c, "passkey")];
    const asked = await askAnew(c, "passkey", passkey);
    if (asked) return asked;
    if (!(await removePasskey(c.var.db, personId, passkey))) throw new Refusal("not-found", "page-unknown");
    await tell(c, "passkey-removed");
    return done(c, "flash.passkey.removed", "passkey removed", "#passkeys");
  });

/** Who has shown a second factor in this session, or a refusal. */
function withSecondFactor(c: Door) {
  const person = personOf(c.var.viewer);
  if (!person.secondFactor) throw new Refusal("not-allowed", "second-factor-first");
  return person;
}

/** Write to whoever's account this is. */
const tell = (c: Door, change: Change) => tellOfChange(c.var.db, c.var.house, personOf(c.var.viewer).personId, change, c.var.now);

async function done(c: Door, key: Key, what: string, place: string) {
  const { db, viewer, now } = c.var;
  await record(db, viewer, what, personOf(viewer).personId, now);
  flash(c, key);
  return c.redirect(`${here(c)("/account")}${place}`, 303);
}

const crumbs = (c: Door, key: Key) => [{ name: c.var.words.say("account.title"), address: here(c)("/account") }, { name: c.var.words.say(key) }];

async function showAccount(c: Door) {
  const { db, words, viewer } = c.var;
  const { personId, roles } = personOf(viewer);
  const [person, keys, sessions] = [await personById(db, personId), await passkeysOf(db, personId), await sessionsOf(db, personId)];
  if (!person) throw new Refusal("not-found", "page-unknown");
  return showPage(c, { title: words.say("account.title"), crumbs: [{ name: words.say("shell.now"), address: here(c)("/") }, { name: words.say("account.title") }], unlisted: true },
    <>
      <div class="row"><h1>{words.say("account.title")}</h1><form method="post" action={here(c)("/session/end")}><button class="little">{words.say("account.leave")}</button></form></div>
      <dl class="facts">
        <dt>{words.say("account.name")}</dt><dd><bdi>{person.name}</bdi></dd>
        <dt>{words.say("signin.email")}</dt><dd><bdi>{person.email}</bdi></dd>
        {roles.length > 0 && <><dt>{words.say("account.roles")}</dt><dd>{words.list(roles.map((it) => words.say(`role.${it.role}`)))}</dd></>}
      </dl>
      <p><a href={here(c)("/memberships")}>{words.say("stakeholders.mine")}</a> · <a href={here(c)("/letters")}>{words.say("stakeholders.letters")}</a> · <a href={here(c)("/own-data")}>{words.say("stakeholders.own.title")}</a> · <a href={here(c)(calendarAccountAddress)}>{words.say("calendar.own.title")}</a> · <a href={here(c)(ownInvitationsAddress)}>{words.say("speaking.title")}</a></p>
      <Factor c={c} isSet={person.hasSecondFactor} />
      <Passkeys c={c} keys={keys} />
      <Sessions c={c} sessions={sessions} />
    </>);
}

function Factor({ c, isSet }: { c: Door; isSet: boolean }) {
  const { words, viewer } = c.var;
  const shown = personOf(viewer).secondFactor;
  const state = isSet ? (shown ? "account.factor.is.shown" : "account.factor.is.set") : needsSecondFactor(viewer) ? "account.factor.is.needed" : "account.factor.is.not";
  return (
    <section aria-labelledby="factor">
      <h2 id="factor">{words.say("account.factor")}</h2>
      <p>{words.say(state)}</p>
      {!isSet && <form method="post" action={here(c)("/account/second-factor")}><button class={needsSecondFactor(viewer) ? "main" : undefined}>{words.say("account.factor.set")}</button></form>}
      {isSet && !shown && <p><a class="button" href={here(c)("/second-factor")}>{words.say("account.factor.show")}</a></p>}
      {isSet && shown && (
        <div class="actions">
          <form method="post" action={here(c)("/account/backup-codes")}><button class="little">{words.say("account.codes.new")}</button></form>
          <form method="post" action={here(c)("/account/second-factor/removal")}><button class="little">{words.say("account.factor.remove")}</button></form>
        </div>
      )}
    </section>
  );
}

const Passkeys = ({ c, keys }: { c: Door; keys: Awaited<ReturnType<typeof passkeysOf>> }) => (
  <section aria-labelledby="passkeys">
    <h2 id="passkeys">{c.var.words.say("account.passkeys")}</h2>
    <p>{c.var.words.say("account.passkeys.lede")}</p>
    <ul class="entries">{keys.map((it, index) => (
      <li class="row"><span>{it.name ? <bdi>{it.name}</bdi> : c.var.words.say("account.passkey", { number: index + 1 })}{it.addedAt && <span class="soft small"> {c.var.words.say("account.passkey.added", { day: c.var.words.day(it.addedAt) })}</span>}</span>
        <form method="post" action={here(c)(`/account/passkeys/${it.id}/removal`)}><button class="little" aria-label={c.var.words.say("account.passkey.remove.which", { number: index + 1 })}>{c.var.words.say("account.passkey.remove")}</button></form></li>
    ))}</ul>
    <AddPasskey c={c} />
  </section>
);

function Sessions({ c, sessions }: { c: Door; sessions: Awaited<ReturnType<typeof sessionsOf>> }) {
  const { words, viewer } = c.var;
  const own = personOf(viewer).sessionId;
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">{words.say("account.sessions")}</h2>
      <p>{words.say("account.sessions.lede")}</p>
      <ul class="entries">{sessions.map((it) => (
        <li class="row">
          <span>{words.say(it.id === own ? "account.session.this" : "account.session.other")} <span class="soft small">{words.say("account.session.days", { opened: words.day(it.openedAt), used: words.day(it.lastUsedAt) })}</span></span>
          {it.id !== own && <form method="post" action={here(c)(`/account/sessions/${it.id}/ending`)}><button class="little" aria-label={words.say("account.session.end.which", { day: words.day(it.openedAt) })}>{words.say("account.session.end")}</button></form>}
        </li>
      ))}</ul>
      {sessions.length > 1 && <form method="post" action={here(c)("/account/other-sessions/ending")}><button>{words.say("account.sessions.end")}</button></form>}
    </section>
  );
}

const Codes = ({ c, codes }: { c: Door; codes: string[] }) => (
  <>
    <p>{c.var.words.say("account.codes.lede")}</p>
    <ul class="entries" dir="ltr">{codes.map((it) => <li><code>{it}</code></li>)}</ul>
  </>
);

/** The secret and the codes are shown once; after a wrong code only the field comes back, for the app has the secret already. */
function showSetup(c: Door, setup: Setup | null, form: Typed, status: 200 | 422 = 200) {
  const { words } = c.var;
  return showPage(c, { title: words.say("account.factor.set"), crumbs: crumbs(c, "account.factor.set"), unlisted: true },
    <>
      <h1>{words.say("account.factor.set")}</h1>
      <ErrorSummary form={form} words={words} />
      {setup && (
        <>
          <h2>{words.say("account.factor.app")}</h2>
          <p>{words.say("account.factor.app.text")}</p>
          <figure><QrCode text={setup.uri} label={words.say("account.factor.app.picture")} /></figure>
          <p dir="ltr"><code>{setup.secret.replaceAll(/(.{4})/g, "$1 ").trim()}</code></p>
          <p><a href={setup.uri}>{words.say("account.factor.app.open")}</a></p>
          <h2>{words.say("account.codes")}</h2>
          <Codes c={c} codes={setup.backupCodes} />
        </>
      )}
      {setup && <h2>{words.say("account.factor.confirm")}</h2>}
      <form method="post" action={here(c)("/account/second-factor/confirmation")} novalidate>
        <FactorField c={c} form={form} />
        <button class="main">{words.say("account.factor.confirm")}</button>
      </form>
      {!setup && <p><a href={here(c)("/account#factor")}>{words.say("account.factor.again")}</a></p>}
    </>, status);
}
