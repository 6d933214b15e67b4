import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { json, params, problems } from "../../ground/web/api.ts";
import type { Env } from "../../ground/web/env.ts";
import { criteria, findPathways, isAnswer, readQuestion } from "./finder.ts";
import { PathwayInput } from "./inputs.ts";
import { filtered, isOutOfDate, readFilter, type Pathway } from "./pathway.ts";
import { allPathways, pathwayBySlug } from "./store.ts";

const PathwayOut = PathwayInput.extend({ outOfDate: z.boolean() }).openapi("Pathway");
const verdict = z.object({ criterion: z.enum(criteria), fits: z.enum(["yes", "partly", "no"]), code: z.string() });
const FoundOut = z.object({ slug: z.string(), name: z.record(z.string(), z.string()), answers: z.boolean(), how: z.record(z.string(), z.string()).nullable(), verdicts: z.array(verdict), before: z.enum([...criteria, "name"]).nullable() }).openapi("FoundPathway");
const out = ({ id: _, processId: __, ...it }: Pathway, now: Date) => ({ ...it, outOfDate: isOutOfDate(it, now) }) as z.infer<typeof PathwayOut>;
const asked = (c: { req: { url: string } }) => new URL(c.req.url).searchParams;

/** What may be asked; a value that makes no sense is left out, as on the page. */
const said = (...names: string[]) => z.object(Object.fromEntries(names.map((it) => [it, z.string().optional()])));

/** Existing responses as data: the catalogue, an ordered answer with its reasons, and one of them. */
export const pathwayApi = new OpenAPIHono<Env>()
  .openapi(createRoute({ method: "get", path: "/pathways", summary: "Existing responses and the ways into them, each statement with its sources", request: { query: said("kind", "region", "theme") }, responses: json(z.array(PathwayOut), "The pathways") }),
    async (c) => c.json(filtered(await allPathways(c.var.db), readFilter(asked(c))).map((it) => out(it, c.var.now)), 200))
  .openapi(createRoute({ method: "get", path: "/pathways/find", summary: "“I am a … in … and want to …”: pathways in the order in which they fit, with every reason; `before` is the criterion that put one before the next", request: { query: said("sector", "country", "goal") }, responses: { ...json(z.array(FoundOut), "The ordered answer"), ...problems } }),
    async (c) => {
      const found = findPathways(await allPathways(c.var.db), readQuestion(asked(c)), c.var.now);
      return c.json(found.map((it) => ({ slug: it.pathway.slug, name: { ...it.pathway.name }, answers: isAnswer(it), how: it.way && { ...it.way.how }, verdicts: it.verdicts.map(({ rank: _, ...one }) => one), before: it.before === null ? ("name" as const) : (it.before ?? null) })), 200);
    })
  .openapi(createRoute({ method: "get", path: "/pathways/{pathway}", summary: "One existing response: what it is, how it stands, who takes part and how, what it takes, what States did about it", request: { params: params("pathway") }, responses: json(PathwayOut, "The pathway") }),
    async (c) => c.json(out(await pathwayBySlug(c.var.db, c.req.valid("param").pathway), c.var.now), 200));
