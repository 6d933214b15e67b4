import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Env } from "../../ground/web/env.ts";
import { problems } from "../../ground/web/api.ts";
import { ProcessInput } from "./inputs.ts";
import { allProcesses, courseOf, processBySlug } from "./store.ts";

const Summary = ProcessInput.pick({ slug: true, symbol: true, nature: true, name: true, shortName: true, summary: true }).openapi("Process");
const Course = ProcessInput.openapi("Course");
const inJson = <S extends z.ZodType>(schema: S, description: string) => ({ 200: { content: { "application/json": { schema } }, description }, ...problems });

/** Processes as data. */
export const processApi = new OpenAPIHono<Env>()
  .openapi(createRoute({ method: "get", path: "/processes", summary: "Every process of the house", responses: inJson(z.array(Summary), "The processes") }),
    async (c) => c.json((await allProcesses(c.var.db)).map(({ slug, symbol, nature, name, shortName, summary }) => ({ slug, symbol, nature, name, shortName, summary })), 200))
  .openapi(createRoute({ method: "get", path: "/{process}", summary: "A process with its phases, events, documents and figures, each with its sources", request: { params: z.object({ process: z.string() }) }, responses: inJson(Course, "The process") }),
    async (c) => {
      const { id: _, ...course } = await courseOf(c.var.db, await processBySlug(c.var.db, c.req.valid("param").process));
      return c.json(course as z.infer<typeof Course>, 200);
    });
