import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Env } from "../../ground/web/env.ts";
import { problems } from "../../ground/web/api.ts";
import { networksOf } from "./networks/store.ts";
import { exchangeKinds, freshUntil, identifierSchemes, isStale, kinds, membershipRoles, regionalGroups, sectors } from "./stakeholder.ts";
import { membersOf } from "./store/members.ts";
import { detailsOf, stakeholderAt } from "./store/stakeholders.ts";

const words = z.record(z.string(), z.string());
export const StakeholderData = z.object({
  slug: z.string(), kind: z.enum(kinds), name: words, shortName: z.string().nullable(), sector: z.enum(sectors), country: z.string().nullable(), regionalGroup: z.enum(regionalGroups).nullable(),
  languages: z.array(z.string()), description: words, website: z.string().nullable(), contactEmail: z.string().nullable(), invented: z.boolean(),
  identifiers: z.array(z.object({ scheme: z.enum(identifierSchemes), value: z.string() })), expertise: z.array(z.string()), networks: z.array(z.string()),
  exchanges: z.array(z.object({ side: z.enum(["offers", "needs"]), kind: z.enum(exchangeKinds), text: z.string() })),
  people: z.array(z.object({ name: z.string(), capacity: z.string().nullable(), role: z.enum(membershipRoles) })), memberCount: z.number().int(),
  registered: z.string(), confirmed: z.string().nullable(), staleFrom: z.string(), stale: z.boolean(),
}).openapi("Stakeholder");

const day = (it: Date) => it.toISOString().slice(0, 10);

/** One stakeholder as data: what every visitor reads on its page. A merged one leads on. */
export const stakeholderApi = new OpenAPIHono<Env>().openapi(
  createRoute({ method: "get", path: "/stakeholders/{slug}", summary: "A stakeholder with its expertise, networks, offers, needs and numbers", request: { params: z.object({ slug: z.string() }) },
    responses: { 200: { content: { "application/json": { schema: StakeholderData } }, description: "The stakeholder" }, 301: { description: "It was merged; its data are there" }, ...problems } }),
  async (c) => {
    const { db, viewer, now } = c.var;
    const found = await stakeholderAt(db, c.req.valid("param").slug, viewer);
    if ("movedTo" in found) return c.redirect(`/api/v1/stakeholders/${found.movedTo}`, 301);
    const { it, standing } = found;
    const [{ identifiers, expertise, exchanges }, networks, members] = [await detailsOf(db, it.id), await networksOf(db, it.id), (await membersOf(db, it.id, viewer, standing)).filter((one) => one.state === "active")];
    return c.json({
      slug: it.slug, kind: it.kind, name: { ...it.name }, shortName: it.shortName, sector: it.sector, country: it.country, regionalGroup: it.regionalGroup, languages: it.languages, description: { ...it.description } as Record<string, string>,
      website: it.website, contactEmail: it.contactEmail, invented: it.invented, identifiers, expertise: expertise.map((one) => one.slug), networks: networks.map((one) => one.slug), exchanges,
      people: members.filter((one) => one.showName && one.name).map((one) => ({ name: one.name!, capacity: one.capacity, role: one.role })), memberCount: members.length,
      registered: day(it.registeredAt), confirmed: it.confirmedAt && day(it.confirmedAt), staleFrom: day(freshUntil(it)), stale: isStale(it, now),
    }, 200);
  });
