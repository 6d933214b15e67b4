import { z } from "@hono/zod-openapi";

/** RFC 9457; `code` is the refusal's, see the reference of refusals. */
export const Problem = z.object({ type: z.string(), title: z.string(), status: z.number().int(), detail: z.string(), code: z.string().optional(), values: z.record(z.string(), z.unknown()).optional() }).openapi("Problem");

/** What every route of the API may answer instead. */
export const problems = {
  404: { content: { "application/problem+json": { schema: Problem } }, description: "There is no such thing, or you may not see it" },
};

/** What a route answers: 200 with data of this schema, or one of the problems. */
export const json = <S extends z.ZodType>(schema: S, description: string) => ({ 200: { content: { "application/json": { schema } }, description }, ...problems });

/** The parts of a route's address, all of them words. */
export const params = <K extends string>(...names: K[]) => z.object(Object.fromEntries(names.map((it) => [it, z.string()])) as Record<K, z.ZodString>);
