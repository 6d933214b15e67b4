import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Door, Env } from "../../ground/web/env.ts";
import { problems } from "../../ground/web/api.ts";
import { attributions, audiences } from "../disclosure/rule.ts";
import { processBySlug } from "../processes/store.ts";
import { shelfOf, versionOn } from "../texts/opened.ts";
import { heldReasons, states } from "./contribution.ts";
import type { ShownContribution } from "./disclosure.ts";
import { contributionByReference, contributionsOn, surroundingsOf, wordingsOf, type Surroundings } from "./store.ts";

const words = z.record(z.string(), z.string());
const ContributionOut = z.object({
  reference: z.string(), process: z.string(), instrument: z.string(), version: z.string(), provision: z.string(), place: z.string(), day: z.string(),
  audience: z.enum(audiences), attribution: z.enum(attributions), state: z.enum(states), edition: z.number().int(), language: z.string(), answers: z.string().nullable(),
  by: z.object({ organisation: z.object({ slug: z.string(), name: words }).nullable(), person: z.string().nullable(), sector: z.string().nullable(), region: z.string().nullable() }),
  body: z.string().nullable(), fingerprint: z.string().nullable(), held: z.object({ reason: z.enum(heldReasons), because: z.string().nullable(), day: z.string() }).nullable(),
}).openapi("Contribution");
const WholeOut = ContributionOut.extend({ editions: z.array(z.object({ edition: z.number().int(), day: z.string(), body: z.string().nullable(), fingerprint: z.string() })) }).openapi("ContributionWithEditions");
const ListOut = z.object({ total: z.number().int(), page: z.number().int(), pages: z.number().int(), contributions: z.array(ContributionOut) }).openapi("Contributions");

/** How many come in one answer: a version may have ten thousand. */
const pageSize = 200;

function contributionOut(it: ShownContribution, { process, instrument, version, number }: Surroundings): z.infer<typeof ContributionOut> {
  const { organisation, person, sector, region } = it.by;
  return {
    reference: it.reference, process: process.slug, instrument: instrument.slug, version: version.slug, provision: number, place: it.place, day: it.day, audience: it.audience, attribution: it.attribution, state: it.state,
    edition: it.edition, language: it.language, answers: it.parentReference, body: it.body, fingerprint: it.fingerprint, held: it.held,
    by: { organisation: organisation && { slug: organisation.slug, name: { ...organisation.name } }, person, sector: organisation?.sector ?? sector, region: organisation ? organisation.regionalGroup : region },
  };
}

const json = <S extends z.ZodType>(schema: S, description: string) => ({ 200: { content: { "application/json": { schema } }, description }, ...problems });
const params = <K extends string>(...names: K[]) => z.object(Object.fromEntries(names.map((it) => [it, z.string()])) as Record<K, z.ZodString>);

/** What one viewer may read is nothing for another’s cache. */
function cachedFor(c: Door) {
  c.header("Cache-Control", c.var.viewer.kind === "visitor" ? "public, max-age=0, must-revalidate" : "private, no-store");
  c.header("Vary", "Cookie");
}

/** Contributions as data: what the viewer reads on their pages. */
export const contributionApi = new OpenAPIHono<Env>()
  .openapi(createRoute({ method: "get", path: "/{process}/contributions/{reference}", summary: "A contribution with its editions", request: { params: params("process", "reference") }, responses: json(WholeOut, "The contribution, as far as you may know it") }),
    async (c) => {
      const { db, viewer } = c.var;
      const { process, reference } = c.req.valid("param");
      const it = await contributionByReference(db, (await processBySlug(db, process)).id, reference, viewer);
      const editions = (await wordingsOf(db, it)).map(({ edition, day, body, fingerprint }) => ({ edition, day, body, fingerprint }));
      cachedFor(c);
      return c.json({ ...contributionOut(it, (await surroundingsOf(db, [it]))(it)), editions }, 200);
    })
  .openapi(createRoute({ method: "get", path: "/{process}/text/{instrument}/{version}/contributions", summary: "What is written on a version", description: `By day, ${pageSize} at once.`, request: { params: params("process", "instrument", "version"), query: z.object({ page: z.string().optional().openapi({ description: "Counted from 1" }) }) }, responses: json(ListOut, "The contributions that you may read") }),
    async (c) => {
      const { db, viewer } = c.var;
      const { process, instrument, version } = c.req.valid("param");
      const all = await contributionsOn(db, versionOn(await shelfOf(db, process, instrument, viewer), version).id, viewer);
      const page = Math.max(1, Number.parseInt(c.req.valid("query").page ?? "1", 10) || 1);
      const shown = all.slice((page - 1) * pageSize, page * pageSize);
      const stands = shown.length === 0 ? null : await surroundingsOf(db, shown);
      cachedFor(c);
      return c.json({ total: all.length, page, pages: Math.max(1, Math.ceil(all.length / pageSize)), contributions: shown.map((it) => contributionOut(it, stands!(it))) }, 200);
    });
