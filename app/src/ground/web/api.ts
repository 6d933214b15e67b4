import type { Receipt } from "@travaux/record-proofs";
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

/** The receipt of an entry in the record, as data; `name` is what the description of the API calls it. */
export const receiptSchema = (name: string) => z.object({ travaux: z.literal("receipt"), version: z.literal(1), origin: z.string(), statement: z.unknown(), salt: z.string(), entry: z.object({ index: z.number().int(), proof: z.array(z.string()) }).nullable(), checkpoint: z.string().nullable(), promise: z.string().nullable(), key: z.string() }).openapi(name);
/** A receipt as that schema has it: the same, open to be written. */
export const receiptOut = (it: Receipt) => ({ ...it, statement: it.statement as unknown, entry: it.entry && { ...it.entry, proof: [...it.entry.proof] } });
