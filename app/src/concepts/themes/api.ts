import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Env } from "../../ground/web/env.ts";
import { allThemes } from "./store.ts";
import { themeKinds } from "./theme.ts";

const Theme = z.object({ slug: z.string(), kind: z.enum(themeKinds), name: z.record(z.string(), z.string()), about: z.record(z.string(), z.string()).nullable() }).openapi("Theme");

/** Themes as data. */
export const themeApi = new OpenAPIHono<Env>().openapi(
  createRoute({ method: "get", path: "/themes", summary: "Offences and topics that provisions are tagged with", responses: { 200: { content: { "application/json": { schema: z.array(Theme) } }, description: "The themes" } } }),
  async (c) => c.json((await allThemes(c.var.db)).map(({ slug, kind, name, about }) => ({ slug, kind, name, about })), 200));
