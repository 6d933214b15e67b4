import { deleteCookie, setCookie } from "hono/cookie";
import { Hono } from "hono";
import { Refusal } from "../ground/refusal.ts";
import { endSession, offeredSession, openSession } from "../ground/sessions.ts";
import { here, inAddress, type Env } from "../ground/web/env.ts";
import { flash, isSecure, showPage } from "../ground/web/page.tsx";

/** One-use links to a session. Looking at one does not use it up: mail scanners and chat previews look at links too. */
export const signInPages = new Hono<Env>()
  .get("/login/:token", async (c) => {
    const { db, now, words } = c.var;
    const token = inAddress(c, "token");
    const link = await offeredSession(db, token, now);
    if (!link) throw new Refusal("not-found", "login-link-used");
    return showPage(c, { title: words.say("login.title"), unlisted: true },
      <>
        <h1>{words.say("login.title")}</h1>
        <p class="lede">{words.say("login.as", { name: link.name, role: words.say(`role.${link.role as "editor"}`) })}</p>
        <form method="post" action={here(c)(`/login/${token}`)}><button class="main">{words.say("login.open")}</button></form>
      </>);
  })
  .post("/login/:token", async (c) => {
    const { db, now, chance } = c.var;
    const { token, seconds } = await openSession(db, inAddress(c, "token"), now, chance);
    setCookie(c, "session", token, { path: "/", httpOnly: true, sameSite: "Lax", secure: isSecure(c), maxAge: seconds });
    flash(c, "flash.signed.in");
    return c.redirect(here(c)("/desk"), 303);
  })
  .post("/session/end", async (c) => {
    await endSession(c.var.db, c.var.viewer, c.var.now);
    deleteCookie(c, "session", { path: "/" });
    flash(c, "flash.signed.out");
    return c.redirect(here(c)("/"), 303);
  });
