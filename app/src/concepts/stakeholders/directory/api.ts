import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Env } from "../../../ground/web/env.ts";
import { problems } from "../../../ground/web/api.ts";
import { facets, pageSize, readDirectoryQuery } from "./directory.ts";
import { listedBodies, searchDirectory } from "./store.ts";

const Body = z.object({
  slug: z.string(), kind: z.string(), name: z.record(z.string(), z.string()), shortName: z.string().nullable(), sector: z.string(), country: z.string().nullable(), regionalGroup: z.string().nullable(),
  languages: z.array(z.string()), description: z.record(z.string(), z.string()), website: z.string().nullable(), expertise: z.array(z.string()), networks: z.array(z.string()),
  exchanges: z.array(z.object({ side: z.string(), kind: z.string(), text: z.string() })), confirmedAt: z.string().nullable(), invented: z.boolean(),
}).openapi("DirectoryEntry");
const Directory = z.object({
  total: z.number().int(), page: z.number().int(), pageSize: z.number().int(), meant: z.array(z.string()), bodies: z.array(Body),
  facets: z.record(z.string(), z.array(z.object({ value: z.string(), count: z.number().int() }))),
}).openapi("Directory");

const several = z.union([z.string(), z.array(z.string())]).optional();
const Query = z.object({
  q: z.string().max(200).optional(), order: z.string().optional(), page: z.string().optional(),
  ...Object.fromEntries(facets.map((it) => [it, several])),
});

/** The directory as data: the same question as the page’s, with every facet counted under the choices of all others. */
export const directoryApi = new OpenAPIHono<Env>().openapi(
  createRoute({ method: "get", path: "/directory", summary: "Verified stakeholders: words in any of the six languages, facets, pages", request: { query: Query }, responses: { 200: { content: { "application/json": { schema: Directory } }, description: "A page of the directory" }, ...problems } }),
  async (c) => {
    const { db, words } = c.var;
    const query = readDirectoryQuery(new URL(c.req.url).searchParams);
    const found = await searchDirectory(db, query, words.language);
    const bodies = (await listedBodies(db, found.ids)).map(({ id: _, registeredAt: __, confirmedAt, ...it }) => ({ ...it, confirmedAt: confirmedAt?.toISOString() ?? null }));
    const counts = Object.fromEntries(facets.map((facet) => [facet, found.counts.filter((it) => it.facet === facet).map(({ value, count }) => ({ value, count })).toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))]));
    return c.json({ total: found.total, page: query.page, pageSize, meant: found.meant, bodies, facets: counts }, 200);
  });
