// Before what changes how somebody signs in, a factor is shown anew unless that was done a moment ago. The deed waits: after the
// factor its button stands on a page of its own, so that nothing has to be looked for or typed again. A press in between, and
// not the deed at once: the session goes on under a new token, and so do its forms.
import { z } from "@hono/zod-openapi";
import { Hono } from "hono";
import { freshMinutes, mailMinutes } from "../ground/auth/auth.ts";
import { openByCode, signedIn } from "../ground/auth/calls.ts";
import { carrySecondFactor, passkeysOf, personById, type Person } from "../ground/auth/people.ts";
import { showSecondFactor } from "../ground/auth/second-factor.ts";
import { inTwoParts, mailsToOne, offerCode } from "../ground/auth/ways-in.ts";
import { sendMail } from "../ground/mail.ts";
import { Refusal } from "../ground/refusal.ts";
import { personOf } from "../ground/viewer.ts";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { ErrorSummary, readForm, untouched, type Typed } from "../ground/web/forms.tsx";
import { takeTurn } from "../ground/web/limits.ts";
import { showPage } from "../ground/web/page.tsx";
import { wordsIn, type Key } from "../ground/words.ts";
import { FactorField, FactorInput, wrongCode } from "./second-factor.tsx";
import { CodeField, MailedCode, wrongMailedCode } from "./sign-in.tsx";

/** What asks for a factor shown a moment ago: its words, where its form goes, and what that form sends. `of` is what it is done to. */
const deeds = {
  session: { name: "account.session.end.this", path: (of) => `/account/sessions/${of}/ending` },
  sessions: { name: "account.sessions.end", path: () => "/account/other-sessions/ending" },
  passkey: { name: "account.passkey.remove.this", path: (of) => `/account/passkeys/${of}/removal` },
  "new-passkey": { name: "account.passkey.add", path: null },
  app: { name: "account.factor.set", path: () => "/account/second-factor" },
  factor: { name: "account.factor.remove", path: () => "/account/second-factor/removal" },
  codes: { name: "account.codes.new", path: () => "/account/backup-codes" },
  erasure: { name: "stakeholders.own.erase", path: () => "/own-data/erasure", sends: { sure: "yes" } },
} as const satisfies Record<string, { name: Key; path: ((of: string) => string) | null; sends?: Record<string, string> }>;
type Deed = keyof typeof deeds;

const Waiting = z.object({ deed: z.enum(Object.keys(deeds) as [Deed, ...Deed[]]), of: z.string().regex(/^[\w-]{0,64}$/).default("") });
type Waiting = z.infer<typeof Waiting>;
const MailedInput = z.object({ code: MailedCode });

/** Null for whoever has shown a factor a moment ago; else the answer that leads there, with a code on its way to those without an app. */
export async function askAnew(c: Door, deed: Deed, of = ""): Promise<Response | null> {
  if (personOf(c.var.viewer).fresh) return null;
  await mailCode(c, deed);
  return c.redirect(addressOf(c, { deed, of }), 303);
}

const addressOf = (c: Door, it: Waiting) => `${here(c)("/account/proof")}?${new URLSearchParams(it).toString()}`;

/** Where a factor is shown anew, and the deed that waited for it is done by one more press. */
export const proofPages = new Hono<Env>()
  .get("/account/proof", async (c) => (personOf(c.var.viewer).fresh ? showDeed(c, waiting(c)) : showProof(c, waiting(c), untouched())))
  .post("/account/proof", async (c) => {
    const it = waiting(c);
    const person = await self(c);
    const form = await readForm(c, person.hasSecondFactor ? FactorInput : MailedInput);
    if (!form.ok) return showProof(c, it, form.form, 422);
    const isRight = await (person.hasSecondFactor ? showSecondFactor(c, form.input.code) : showMailedCode(c, person, form.input.code));
    if (!isRight) return showProof(c, it, person.hasSecondFactor ? wrongCode(c) : wrongMailedCode(c, {}), 422);
    return c.redirect(addressOf(c, it), 303);
  })
  .post("/account/proof/mail", async (c) => {
    const it = waiting(c);
    await mailCode(c, it.deed);
    return c.redirect(addressOf(c, it), 303);
  });

/** What waits, from the address: forms of these pages go to it as it stands. */
function waiting(c: Door): Waiting {
  personOf(c.var.viewer);
  const it = Waiting.safeParse(c.req.query());
  if (!it.success) throw new Refusal("not-found", "page-unknown");
  return it.data;
}

async function self(c: Door): Promise<Person> {
  const person = await personById(c.var.db, personOf(c.var.viewer).personId);
  if (!person) throw new Refusal("not-found", "page-unknown");
  return person;
}

/** A code for who has no app; it says what it is for. At most as many as for signing in, and out of the same number. */
async function mailCode(c: Door, deed: Deed) {
  const { db, house, now } = c.var;
  const { name, email, language, hasSecondFactor } = await self(c);
  if (hasSecondFactor || !(await takeTurn(db, "mails", email, mailsToOne, now))) return;
  const values = { name, deed: wordsIn(language).say(deeds[deed].name), code: inTwoParts(await offerCode(db, house, email)), minutes: mailMinutes, account: `${house.baseUrl}/${language}/account`, house: new URL(house.baseUrl).host };
  await sendMail(db, house, { to: email, language, kind: "proof", values });
}

/** The session goes on under a new token; a passkey that was shown in it counts on. */
async function showMailedCode(c: Door, { email }: Person, code: string): Promise<boolean> {
  const { db, viewer } = c.var;
  const opened = await openByCode(c, email, code);
  if (!opened) return false;
  await carrySecondFactor(db, personOf(viewer).sessionId, opened.token);
  await signedIn(c, db, opened.user);
  return true;
}

const crumbs = (c: Door, name: string) => [{ name: c.var.words.say("account.title"), address: here(c)("/account") }, { name }];

async function showProof(c: Door, it: Waiting, form: Typed, status: 200 | 422 = 200) {
  const { db, words } = c.var;
  const { id, email, hasSecondFactor } = await self(c);
  const title = words.say("proof.title");
  return showPage(c, { title, crumbs: crumbs(c, title), unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("proof.lede", { deed: words.say(deeds[it.deed].name), minutes: freshMinutes })} {words.say(hasSecondFactor ? "proof.app" : "proof.mailed", hasSecondFactor ? {} : { email })}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={addressOf(c, it)} novalidate>
        {hasSecondFactor ? <FactorField c={c} form={form} /> : <CodeField c={c} form={form} />}
        <div class="actions"><button class="main">{words.say("proof.go")}</button> <a href={here(c)("/account")}>{words.say("account.back")}</a></div>
      </form>
      {!hasSecondFactor && <form method="post" action={addressOf(c, it).replace("?", "/mail?")} class="actions"><button class="little">{words.say("signin.again")}</button></form>}
      {(await passkeysOf(db, id)).length > 0 && <travaux-passkey data-way="sign-in" data-name={words.say("proof.passkey")} data-failed={words.say("signin.passkey.failed")} data-to={addressOf(c, it)} />}
      <p class="small">{hasSecondFactor ? words.say("account.factor.lost") : words.say("signin.code.none", { most: mailsToOne.most })}</p>
    </>, status);
}

/** The deed that waited, with its button. A passkey is added by an island that stands in the account. */
function showDeed(c: Door, it: Waiting) {
  const { words } = c.var;
  const deed = deeds[it.deed];
  if (deed.path === null) return c.redirect(here(c)("/account#passkeys"), 303);
  const title = words.say(deed.name);
  return showPage(c, { title, crumbs: crumbs(c, title), unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("proof.shown")} {it.deed === "erasure" && words.say("stakeholders.own.erase.final")}</p>
      <form method="post" action={here(c)(deed.path(it.of))}>
        {"sends" in deed && Object.entries(deed.sends).map(([name, value]) => <input type="hidden" name={name} value={value} />)}
        <div class="actions"><button class="main">{title}</button> <a href={here(c)("/account")}>{words.say("account.back")}</a></div>
      </form>
    </>);
}

/** The button that adds a passkey: at once after a factor was shown, else by way of showing one. */
export const AddPasskey = ({ c }: { c: Door }) => personOf(c.var.viewer).fresh
  ? <travaux-passkey data-way="register" data-name={c.var.words.say("account.passkey.add")} data-failed={c.var.words.say("account.passkey.failed")} data-to={`${here(c)("/account")}#passkeys`} />
  : <form method="post" action={addressOf(c, { deed: "new-passkey", of: "" }).replace("?", "/mail?")}><button>{c.var.words.say("account.passkey.add")}</button></form>;
