import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { dayOf } from "../../ground/clock.ts";
import { json, params } from "../../ground/web/api.ts";
import type { Env } from "../../ground/web/env.ts";
import { regionalGroups } from "../stakeholders/stakeholder.ts";
import { gapRegions, gapsIn, metCells } from "./gaps.ts";
import { matchesOf } from "./matching.ts";
import { offerKinds, readOfferFilter, sides, standingOf } from "./offer.ts";
import { narrowed } from "./narrowing.ts";
import { metCounts, offerByReference, openOffers, type PostedOffer } from "./store.ts";

const words = z.record(z.string(), z.string());
const OfferOut = z.object({
  reference: z.string(), side: z.enum(sides), kind: z.enum(offerKinds), body: z.object({ slug: z.string(), name: words, invented: z.boolean() }), title: words, text: words, themes: z.array(z.string()),
  regions: z.array(z.enum(regionalGroups)), countries: z.array(z.string()), languages: z.array(z.string()), until: z.string(), standing: z.enum(["open", "expired", "withdrawn", "removed"]), posted: z.string(), ended: z.string().nullable(), removedBecause: z.string().nullable(),
}).openapi("Offer");
const reason = z.object({ criterion: z.enum(["kind", "theme", "place", "language"]), how: z.enum(["said", "open"]), values: z.array(z.string()) });
const WholeOfferOut = OfferOut.extend({ matches: z.array(z.object({ reference: z.string(), reasons: z.array(reason) })) }).openapi("OfferWithMatches");
const place = { region: z.enum(gapRegions), kind: z.enum(offerKinds) };
const GapsOut = z.object({ open: z.array(z.object({ ...place, needs: z.number().int(), offers: z.number().int(), unmet: z.number().int() })), met: z.array(z.object({ ...place, met: z.number().int().nullable() })) }).openapi("Gaps");

const out = (it: PostedOffer, now: Date): z.infer<typeof OfferOut> => ({
  reference: it.reference, side: it.side, kind: it.kind, body: { slug: it.body.slug, name: { ...it.body.name }, invented: it.body.invented }, title: it.title as Record<string, string>, text: it.text as Record<string, string>, themes: it.themes, regions: it.regions, countries: it.countries,
  languages: it.languages, until: it.until, standing: standingOf(it, now), posted: it.postedDay, ended: it.endedDay, removedBecause: it.endedBecause,
});

const filters = z.object({ side: z.string().optional(), kind: z.string().optional(), region: z.string().optional(), theme: z.string().optional(), language: z.string().optional() });

/** Offers and needs as data: what is open, one of them with what meets it and why, and what is missing where. */
export const offerApi = new OpenAPIHono<Env>()
  .openapi(createRoute({ method: "get", path: "/offers", summary: "Open offers and needs of verified bodies, the newest first", request: { query: filters }, responses: json(z.array(OfferOut), "The offers and needs") }),
    async (c) => c.json(narrowed(await openOffers(c.var.db, dayOf(c.var.now)), readOfferFilter(new URL(c.req.url).searchParams)).map((it) => out(it, c.var.now)), 200))
  .openapi(createRoute({ method: "get", path: "/offers/gaps", summary: "Open needs and offers by region and kind, and needs that nothing meets; beside them how many needs both ends say were met, small numbers hidden (null)", responses: json(GapsOut, "The gaps") }),
    async (c) => {
      const open = await openOffers(c.var.db, dayOf(c.var.now));
      return c.json({ open: gapsIn(open), met: metCells(await metCounts(c.var.db), c.var.house.settings.smallCell.public) }, 200);
    })
  .openapi(createRoute({ method: "get", path: "/offers/{offer}", summary: "An offer or need with what meets it, and why", request: { params: params("offer") }, responses: json(WholeOfferOut, "The offer or need") }),
    async (c) => {
      const it = await offerByReference(c.var.db, c.req.valid("param").offer);
      const standing = standingOf(it, c.var.now);
      const matches = standing === "open" ? matchesOf(it, await openOffers(c.var.db, dayOf(c.var.now))) : [];
      return c.json({ ...out(it, c.var.now), matches: matches.map(({ offer, reasons }) => ({ reference: offer.reference, reasons })) }, 200);
    });
