import { Hono } from "hono";
import { forumBySlug } from "../concepts/disclosure/store.ts";
import { issueTokens, releaseBatch } from "../concepts/disclosure/issue.ts";
import { TokensInput } from "../concepts/contributions/unattributed/inputs.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { personOf } from "../ground/viewer.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { flash } from "../ground/web/page.tsx";

/** Where tokens of a forum are signed blind, with a session; and where its officers let be shown what waits. */
export const tokenDoors = new Hono<Env>()
  .post("/:process/forums/:forum/tokens", async (c) => {
    personOf(c.var.viewer);
    const { forum } = await forumAt(c);
    const sent = TokensInput.safeParse(await c.req.json().catch(() => null));
    const blinded = sent.success ? sent.data.blinded : [];
    const signed = await issueTokens(c.var.db, c.var.viewer, forum, sent.data?.purpose ?? "comment", blinded, c.var.now);
    c.header("Cache-Control", "private, no-store");
    return c.json({ signed: signed.map((it) => Buffer.from(it).toString("base64url")) });
  })
  .post("/:process/forums/:forum/release", async (c) => {
    const { process, forum } = await forumAt(c);
    const count = await releaseBatch(c.var.db, c.var.viewer, forum, c.var.now, c.var.chance);
    flash(c, count > 0 ? "flash.released" : "flash.released.none", { count });
    return c.redirect(here(c)(`/${process.slug}/forums/${forum.slug}`), 303);
  });

async function forumAt(c: Door) {
  const process = await processBySlug(c.var.db, inAddress(c, "process"));
  const forum = await forumBySlug(c.var.db, process.id, inAddress(c, "forum"));
  return { process, forum };
}
