import { Hono } from "hono";
import { authOn } from "../ground/auth/auth.ts";
import { ask, signedIn } from "../ground/auth/calls.ts";
import { tellOfChange } from "../ground/auth/notices.ts";
import { countAsTwoFactors, personById } from "../ground/auth/people.ts";
import { record } from "../ground/journal.ts";
import { Refusal } from "../ground/refusal.ts";
import { personOf } from "../ground/viewer.ts";
import type { Door, Env } from "../ground/web/env.ts";
import { flash } from "../ground/web/page.tsx";

/** The four steps that the island needs for a passkey; JSON, from our own pages only. */
export const passkeyDoors = new Hono<Env>()
  .post("/passkeys/registration/options", async (c) => {
    await mayRegister(c);
    return answer(c, await ask(c, (it) => authOn(c.var.db, c.var.house).api.generatePasskeyRegistrationOptions({ query: {}, ...it })));
  })
  .post("/passkeys/registration", async (c) => {
    const { db, house, now, viewer } = c.var;
    const { personId } = await mayRegister(c);
    const body = { response: await sent(c) };
    const kept = await ask(c, (it) => authOn(db, house).api.verifyPasskeyRegistration({ body, ...it }));
    if (!kept) return answer(c, null);
    await record(db, viewer, "passkey added", personId, now);
    await tellOfChange(db, house, personId, "passkey-added", now);
    flash(c, "flash.passkey.added");
    return c.json({ ok: true });
  })
  .post("/passkeys/sign-in/options", async (c) => {
    const options = await ask(c, (it) => authOn(c.var.db, c.var.house).api.generatePasskeyAuthenticationOptions({ ...it }));
    return answer(c, options && { ...options, userVerification: "required" });
  })
  .post("/passkeys/sign-in", async (c) => {
    const { db, house } = c.var;
    const { api, noted } = authOn(db, house);
    const body = { response: await sent(c) };
    const found = await ask(c, (it) => api.verifyPasskeyAuthentication({ body, ...it }));
    if (!found) return answer(c, null);
    await signedIn(c, db, found.user);
    if (noted.userVerified) await countAsTwoFactors(db, found.session.id, new Date()); // a thing one has, opened by what one knows or is
    flash(c, "flash.signed.in");
    return c.json({ ok: true });
  });

/** Somebody with a session; who has a second factor must have shown it, or a stolen session could make itself a key. */
async function mayRegister(c: Door) {
  const viewer = personOf(c.var.viewer);
  const person = await personById(c.var.db, viewer.personId);
  if (person?.hasSecondFactor && !viewer.secondFactor) throw new Refusal("not-allowed", "second-factor-first");
  return viewer;
}

type AuthenticationResponse = NonNullable<Parameters<ReturnType<typeof authOn>["api"]["verifyPasskeyAuthentication"]>[0]>["body"]["response"];

const sent = async (c: Door) => {
  const body: unknown = await c.req.json().catch(() => null);
  return (typeof body === "object" && body !== null ? body : {}) as AuthenticationResponse; // whatever it is, the library looks
};

/** What the browser asked for, or 422: it then says that it did not work. Not a throw, for a challenge that was tried is used up. */
const answer = (c: Door, it: unknown) => {
  c.header("Cache-Control", "no-store");
  return it === null ? c.json({ ok: false }, 422) : c.json(it as object);
};
