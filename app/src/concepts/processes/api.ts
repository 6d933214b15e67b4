import { dayOf } from "../../ground/clock.ts";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Env } from "../../ground/web/env.ts";
import { json, params } from "../../ground/web/api.ts";
import { isOpen, openings, type Forum } from "../disclosure/forum.ts";
import { combinations, type OfferedCombination } from "../disclosure/rule.ts";
import { forumBySlug, forumsOf } from "../disclosure/store.ts";
import { keysOf, type ForumKey } from "../disclosure/store/keys.ts";
import { ProcessInput } from "./inputs.ts";
import { allProcesses, courseOf, processBySlug } from "./store.ts";

const Summary = ProcessInput.pick({ slug: true, symbol: true, nature: true, name: true, shortName: true, summary: true }).openapi("Process");
const Course = ProcessInput.openapi("Course");
const words = z.record(z.string(), z.string());
const ForumOut = z.object({
  process: z.string(), forum: z.string(), title: words, about: words.nullable(), openTo: z.enum(openings), combinations: z.array(z.enum(combinations as [OfferedCombination, ...OfferedCombination[]])),
  open: z.boolean(), openedDay: z.string(), closedDay: z.string().nullable(),
}).openapi("Forum");
const KeyOut = z.object({ purpose: z.string(), publicKey: z.string(), fingerprint: z.string(), madeDay: z.string(), destroyedDay: z.string().nullable() });
const WholeForumOut = ForumOut.extend({ keys: z.array(KeyOut) }).openapi("ForumWithKeys");

const forumOut = (process: { slug: string }, it: Forum, now: Date): z.infer<typeof ForumOut> => ({
  process: process.slug, forum: it.slug, title: { ...it.title }, about: it.about && { ...it.about }, openTo: it.openTo, combinations: it.combinations,
  open: isOpen(it, now), openedDay: dayOf(it.openedAt), closedDay: it.closedAt && dayOf(it.closedAt),
});
const keyOut = ({ purpose, publicKey, fingerprint, madeDay, destroyedDay }: ForumKey) => ({ purpose, publicKey, fingerprint, madeDay, destroyedDay });

/** Processes and their forums as data. Who takes part in a forum is no part of it. */
export const processApi = new OpenAPIHono<Env>()
  .openapi(createRoute({ method: "get", path: "/processes", summary: "Every process of the house", responses: json(z.array(Summary), "The processes") }),
    async (c) => c.json((await allProcesses(c.var.db)).map(({ slug, symbol, nature, name, shortName, summary }) => ({ slug, symbol, nature, name, shortName, summary })), 200))
  .openapi(createRoute({ method: "get", path: "/{process}", summary: "A process with its phases, events, documents and figures, each with its sources", request: { params: params("process") }, responses: json(Course, "The process") }),
    async (c) => {
      const { id: _, ...course } = await courseOf(c.var.db, await processBySlug(c.var.db, c.req.valid("param").process));
      return c.json(course as z.infer<typeof Course>, 200);
    })
  .openapi(createRoute({ method: "get", path: "/{process}/forums", summary: "The forums of a process, those of its calls among them: what may be written in each, and who may know", request: { params: params("process") }, responses: json(z.array(ForumOut), "The forums, the first opened first") }),
    async (c) => {
      const { db, now } = c.var;
      const process = await processBySlug(db, c.req.valid("param").process);
      return c.json((await forumsOf(db, process.id)).map((it) => forumOut(process, it, now)), 200);
    })
  .openapi(createRoute({ method: "get", path: "/{process}/forums/{forum}", summary: "A forum with the public keys by which its tokens are signed", request: { params: params("process", "forum") }, responses: json(WholeForumOut, "The forum") }),
    async (c) => {
      const { db, now } = c.var;
      const it = c.req.valid("param");
      const process = await processBySlug(db, it.process);
      const forum = await forumBySlug(db, process.id, it.forum);
      return c.json({ ...forumOut(process, forum, now), keys: (await keysOf(db, forum.id)).map(keyOut) }, 200);
    });
