import { z } from "@hono/zod-openapi";

/** RFC 9457; `code` is the refusal's, see the reference of refusals. */
export const Problem = z.object({ type: z.string(), title: z.string(), status: z.number().int(), detail: z.string(), code: z.string().optional(), values: z.record(z.string(), z.unknown()).optional() }).openapi("Problem");

/** What every route of the API may answer instead. */
export const problems = {
  404: { content: { "application/problem+json": { schema: Problem } }, description: "There is no such thing, or you may not see it" },
};
