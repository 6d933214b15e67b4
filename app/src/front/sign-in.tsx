import { z } from "@hono/zod-openapi";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { Hono } from "hono";
import { authOn, cookieName, mailMinutes } from "../ground/auth/auth.ts";
import { ask, openByCode, signedIn } from "../ground/auth/calls.ts";
import { endSession, findOrAddPerson, personByEmail, plainAddress, rolesOf } from "../ground/auth/people.ts";
import { inTwoParts, mailsToOne, offerCode, offeredBy, offerLink } from "../ground/auth/ways-in.ts";
import { record } from "../ground/journal.ts";
import { canMail, sendMail } from "../ground/mail.ts";
import { Refusal } from "../ground/refusal.ts";
import { personOf } from "../ground/viewer.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ErrorSummary, plainDigits, readForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { takeTurn } from "../ground/web/limits.ts";
import { flash, isSecure, showPage } from "../ground/web/page.tsx";
import { inFlow, wayIn, withWayBack } from "../ground/web/way-back.ts";

const AddressInput = z.object({ email: z.string().max(254, "signin.email.needed").transform(plainAddress).pipe(z.email("signin.email.needed")) });
/** Eight digits of any script; spaces do not matter. */
export const MailedCode = z.string().transform((it) => plainDigits(it).replaceAll(/\D/g, "")).pipe(z.string().length(8, "signin.code.needed"));
const CodeInput = AddressInput.extend({ code: MailedCode });
export const NameInput = z.object({ name: z.string().trim().min(2, "signin.name.needed").max(120, "signin.name.needed") });

/** The ways in: a mailed link or code, the organisation's provider, a passkey. Looking at a link does not use it up: mail scanners and chat previews look at links too. Whoever came from a page goes back to it. */
export const signInPages = new Hono<Env>()
  .get("/sign-in", async (c) => showSignIn(c, untouched()))
  .post("/sign-in", async (c) => {
    const form = await readForm(c, AddressInput);
    if (!form.ok) return showSignIn(c, form.form, 422);
    await mailWaysIn(c, form.input.email);
    setCookie(c, cookieName(c.var.house, "address"), form.input.email, { path: "/", httpOnly: true, sameSite: "Lax", secure: isSecure(c), maxAge: mailMinutes * 60 });
    return c.redirect(inFlow(c, "/sign-in/code"), 303);
  })
  .get("/sign-in/code", async (c) => showCode(c, untouched({ email: getCookie(c, cookieName(c.var.house, "address")) ?? "" })))
  .post("/sign-in/code", async (c) => {
    const form = await readForm(c, CodeInput);
    if (!form.ok) return showCode(c, form.form, 422);
    const { email, code } = form.input;
    const found = await openByCode(c, email, code);
    if (!found) return showCode(c, wrongMailedCode(c, { email }), 422);
    return welcome(c, found.user);
  })
  .get("/login/:token", async (c) => showLink(c, untouched()))
  .post("/login/:token", async (c) => {
    const { db, house, now, chance, words } = c.var;
    const token = inAddress(c, "token");
    const offered = await offeredBy(db, token);
    if (!offered) throw new Refusal("not-found", "login-link-used");
    if (!offered.person) {
      const form = await readForm(c, NameInput);
      if (!form.ok) return showLink(c, form.form, 422);
      const person = await findOrAddPerson(db, { ...form.input, email: offered.email, language: words.language }, now, chance);
      await record(db, { kind: "visitor" }, "person registered", person.id, now);
    }
    const found = await ask(c, (it) => authOn(db, house).api.magicLinkVerify({ query: { token }, ...it }));
    if (!found) throw new Refusal("not-found", "login-link-used");
    return welcome(c, found.user);
  })
  .post("/session/end", async (c) => {
    const { db, viewer, now } = c.var;
    const { personId, sessionId } = personOf(viewer);
    await endSession(db, personId, sessionId);
    await record(db, viewer, "session ended", personId, now);
    deleteCookie(c, cookieName(c.var.house, "session"), { path: "/", secure: isSecure(c) });
    c.header("Clear-Site-Data", '"cache"');
    flash(c, "flash.signed.out");
    return c.redirect(here(c)("/"), 303);
  });

/** Write to the address; what is done here is the same whether somebody has it or not, and so is what the page says. */
async function mailWaysIn(c: Door, email: string) {
  const { db, house, now, words } = c.var;
  if (!canMail(house.settings)) throw new Refusal("not-now", "mail-not-set-up");
  if (!(await takeTurn(db, "mails", email, mailsToOne, now))) return;
  const person = await personByEmail(db, email);
  const [code, token] = [await offerCode(db, house, email), await offerLink(db, house, email)];
  const language = person?.language ?? words.language;
  const link = withWayBack(`${house.baseUrl}/${language}/login/${token}`, wayIn(c));
  const values = { link, code: inTwoParts(code), minutes: mailMinutes, name: person?.name ?? "", house: new URL(house.baseUrl).host };
  await sendMail(db, house, { to: email, language, kind: person ? "sign-in" : "register", values });
}

/** Back to where somebody came from who is in now, else to where they belong. */
async function welcome(c: Door, user: { id: string; name: string; email: string; createdAt: Date }) {
  await signedIn(c, c.var.db, user);
  deleteCookie(c, cookieName(c.var.house, "address"), { path: "/", secure: isSecure(c) });
  flash(c, "flash.signed.in");
  const from = wayIn(c);
  if (from) return c.redirect(from, 303);
  const isEditor = (await rolesOf(c.var.db, user.id)).some((it) => it.role === "editor");
  return c.redirect(here(c)(isEditor ? "/desk" : "/account"), 303);
}

const crumbs = (c: Door, key: "signin.title" | "signin.code.title" | "login.title") => [{ name: c.var.words.say("shell.now"), address: here(c)("/") }, { name: c.var.words.say(key) }];

const inEmail = (c: Door, form: Typed) => <TextField name="email" type="email" label={c.var.words.say("signin.email")} form={form} required autocomplete="username webauthn" />;

/** The field for a mailed code, with its hint. */
export const CodeField = ({ c, form }: { c: Door; form: Typed }) =>
  <TextField name="code" label={c.var.words.say("signin.code")} hint={c.var.words.say("signin.code.hint")} form={form} required autocomplete="one-time-code" inputmode="numeric" />;

/** What is said of a mailed code that was not taken. */
export const wrongMailedCode = (c: Door, values: Record<string, string>): Typed => ({ values: { ...values, code: "" }, problems: { code: c.var.words.say("signin.code.wrong") } });

function showSignIn(c: Door, form: Typed, status: 200 | 422 = 200) {
  const { words, house } = c.var;
  const { oidc } = house.settings;
  return showPage(c, { title: words.say("signin.title"), crumbs: crumbs(c, "signin.title"), unlisted: true, ...(oidc ? { formsTo: new URL(oidc.issuer).origin } : {}) },
    <>
      <h1>{words.say("signin.title")}</h1>
      <p class="lede">{words.say("signin.lede")}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={inFlow(c, "/sign-in")} novalidate>
        {inEmail(c, form)}
        <div class="actions"><button class="main">{words.say("signin.send")}</button> <a href={inFlow(c, "/sign-in/code")}>{words.say("signin.have.code")}</a></div>
      </form>
      {oidc && (
        <form method="post" action={inFlow(c, "/sign-in/provider")}>
          <button>{words.say("signin.provider", { name: oidc.name })}</button>
          <p class="hint">{words.say("signin.provider.hint")}</p>
        </form>
      )}
      <travaux-passkey data-way="sign-in" data-name={words.say("signin.passkey")} data-failed={words.say("signin.passkey.failed")} data-to={wayIn(c) ?? here(c)("/account")} />
      <h2>{words.say("signin.new")}</h2>
      <p>{words.say("signin.new.text")}</p>
    </>, status);
}

function showCode(c: Door, form: Typed, status: 200 | 422 = 200) {
  const { words } = c.var;
  return showPage(c, { title: words.say("signin.code.title"), crumbs: crumbs(c, "signin.code.title"), unlisted: true },
    <>
      <h1>{words.say("signin.code.title")}</h1>
      <p class="lede">{words.say("signin.code.lede", { minutes: mailMinutes })}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={inFlow(c, "/sign-in/code")} novalidate>
        {inEmail(c, form)}
        <CodeField c={c} form={form} />
        <div class="actions"><button class="main">{words.say("signin.open")}</button> <a href={inFlow(c, "/sign-in")}>{words.say("signin.again")}</a></div>
      </form>
      <p class="small">{words.say("signin.code.none", { most: mailsToOne.most })}</p>
    </>, status);
}

/** What a link is for; the press of the button signs in, and for a new address makes the person. */
async function showLink(c: Door, form: Typed, status: 200 | 422 = 200) {
  const { db, words } = c.var;
  const token = inAddress(c, "token");
  const offered = await offeredBy(db, token);
  if (!offered) throw new Refusal("not-found", "login-link-used");
  const { person, email } = offered;
  return showPage(c, { title: words.say("login.title"), crumbs: crumbs(c, "login.title"), unlisted: true },
    <>
      <h1>{words.say(person ? "login.title" : "signin.register")}</h1>
      <p class="lede">{person ? words.say("login.as", { name: person.name }) : words.say("signin.register.lede", { email })}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={inFlow(c, `/login/${token}`)} novalidate>
        {!person && <TextField name="name" label={words.say("signin.name")} hint={words.say("signin.name.hint")} form={form} required autocomplete="name" dir="auto" />}
        <button class="main">{words.say(person ? "login.open" : "signin.register.open")}</button>
      </form>
    </>, status);
}
