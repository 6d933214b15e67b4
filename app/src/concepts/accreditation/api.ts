import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { dayOf } from "../../ground/clock.ts";
import { json, params } from "../../ground/web/api.ts";
import type { Env } from "../../ground/web/env.ts";
import { processBySlug } from "../processes/store.ts";
import { sectors } from "../stakeholders/stakeholder.ts";
import { deciders, effects, isOpen } from "./accreditation.ts";
import { figuresOf, medianDays } from "./figures.ts";
import { objectionStates } from "./objection.ts";
import { accreditationsOf, objectionsIn, protectedCounts, tracksOf } from "./store.ts";

const words = z.record(z.string(), z.string());
const BodyOut = z.object({ slug: z.string(), name: words });
const TrackOut = z.object({
  door: z.string(), name: words, about: words, basis: words, basisSymbol: z.string(), sectors: z.array(z.enum(sectors)), documents: z.array(z.object({ kind: z.string(), name: words })), circulationDays: z.number().int(), reasonRequired: z.boolean(),
  authorPublic: z.boolean(), namesPublic: z.boolean(), effect: z.enum(effects), decidedBy: z.enum(deciders), appealDays: z.number().int(), opensDay: z.string().nullable(), closesDay: z.string().nullable(), open: z.boolean(), carriesOver: z.boolean(),
});
const AccreditationOut = z.object({
  tracks: z.array(TrackOut), medianDays: z.number().nullable(),
  figures: z.array(z.object({ kind: z.enum(["sector", "region", "total"]), value: z.string(), accredited: z.number().int(), underWay: z.number().int().nullable(), refused: z.number().int().nullable() })),
  objections: z.array(z.object({ number: z.number().int(), door: z.string(), author: z.string().nullable(), reason: z.string().nullable(), day: z.string(), state: z.enum(objectionStates), settledDay: z.string().nullable(), settledBecause: z.string().nullable(), reply: z.string().nullable(), stakeholder: BodyOut.nullable() })),
  accredited: z.array(BodyOut.extend({ sector: z.enum(sectors), region: z.string().nullable(), door: z.string(), appliedDay: z.string(), sinceDay: z.string().nullable(), appliedPhase: z.number().int(), phase: z.number().int() })),
}).openapi("Accreditation");

/** Accreditation as data: what the public page shows. */
export const accreditationApi = new OpenAPIHono<Env>().openapi(
  createRoute({ method: "get", path: "/{process}/accreditation", summary: "The doors into the room with their rules and deadlines, how many stand where, the register of objections, and who is accredited", request: { params: params("process") }, responses: json(AccreditationOut, "What everyone may know; a number that is null is not told") }),
  async (c) => {
    const { db, now, house } = c.var;
    const process = await processBySlug(db, c.req.valid("param").process);
    const accredited = await accreditationsOf(db, process.id);
    return c.json({
      tracks: (await tracksOf(db, process.id)).map(({ id: _, processId: __, letter, name, about, basis, documents, ...it }) => ({ door: letter, name: { ...name }, about: { ...about }, basis: { ...basis }, documents: documents.map((one) => ({ kind: one.kind, name: { ...one.name } })), ...it, open: isOpen(it, dayOf(now)) })),
      medianDays: medianDays(accredited), figures: figuresOf(accredited, await protectedCounts(db, process.id, house.settings.smallCell.public)),
      objections: (await objectionsIn(db, process.id)).map(({ number, letter, author, reason, day, state, settledDay, settledBecause, reply, body }) => ({ number, door: letter, author, reason, day, state, settledDay, settledBecause, reply, stakeholder: body && { slug: body.slug, name: { ...body.name } } })),
      accredited: accredited.map(({ body, letter, appliedDay, decidedDay, appliedPhase, phase }) => ({ slug: body.slug, name: { ...body.name }, sector: body.sector, region: body.regionalGroup, door: letter, appliedDay, sinceDay: decidedDay, appliedPhase, phase })),
    }, 200);
  });
