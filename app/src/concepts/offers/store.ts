import { and, asc, count, desc, eq, gte, inArray, sql } from "drizzle-orm";
import type { Db } from "../../ground/db/database.ts";
import { rowsOf } from "../../ground/db/migrate.ts";
import { Refusal } from "../../ground/refusal.ts";
import type { Viewer } from "../../ground/viewer.ts";
import { stakeholders } from "../stakeholders/tables.ts";
import type { Theme } from "../themes/theme.ts";
import { themes } from "../themes/tables.ts";
import { inquiriesFor } from "./disclosure.ts";
import type { Inquiry, Offer } from "./offer.ts";
import { offerInquiries, offers, offerThemes } from "./tables.ts";

const body = { slug: stakeholders.slug, name: stakeholders.name, regionalGroup: stakeholders.regionalGroup, country: stakeholders.country, sector: stakeholders.sector, kind: stakeholders.kind, invented: stakeholders.invented };
/** An offer or need with the body that posted it. */
export type PostedOffer = Offer & { body: Pick<typeof stakeholders.$inferSelect, keyof typeof body> };

async function withThemes(db: Db, rows: { it: typeof offers.$inferSelect; body: PostedOffer["body"] }[]): Promise<PostedOffer[]> {
  if (rows.length === 0) return [];
  const tagged = await db.select({ offerId: offerThemes.offerId, slug: themes.slug }).from(offerThemes).innerJoin(themes, eq(themes.id, offerThemes.themeId)).where(inArray(offerThemes.offerId, rows.map(({ it }) => it.id))).orderBy(asc(themes.kind), asc(themes.position));
  const themesOf = Map.groupBy(tagged, (one) => one.offerId);
  return rows.map((row) => ({ ...row.it, themes: (themesOf.get(row.it.id) ?? []).map((one) => one.slug), body: row.body }));
}

/** As many open offers and needs as anybody reads through or matches: a house for some hundreds of bodies has far fewer. */
const mostOpen = 5000;

/** What verified bodies offer and need on this day, the newest first: all of it, that of one body, or what names a theme. It is public. */
export async function openOffers(db: Db, today: string, of: { stakeholderId?: string; theme?: string } = {}): Promise<PostedOffer[]> {
  const named = of.theme === undefined ? undefined : inArray(offers.id, db.select({ id: offerThemes.offerId }).from(offerThemes).innerJoin(themes, eq(themes.id, offerThemes.themeId)).where(eq(themes.slug, of.theme)));
  return withThemes(db, await db.select({ it: offers, body }).from(offers).innerJoin(stakeholders, eq(stakeholders.id, offers.stakeholderId))
    .where(and(eq(offers.state, "open"), gte(offers.until, today), eq(stakeholders.state, "verified"), of.stakeholderId === undefined ? undefined : eq(offers.stakeholderId, of.stakeholderId), named)).orderBy(desc(offers.postedDay), asc(offers.reference)).limit(mostOpen));
}

/** The offer or need at this place in the address, open or not, or a refusal. */
export async function offerByReference(db: Db, reference: string): Promise<PostedOffer> {
  const [found] = await withThemes(db, await db.select({ it: offers, body }).from(offers).innerJoin(stakeholders, eq(stakeholders.id, offers.stakeholderId)).where(and(eq(offers.reference, reference.toUpperCase()), eq(stakeholders.state, "verified"))));
  if (!found) throw new Refusal("not-found", "offer-unknown", { reference });
  return found;
}

/** How many a body posted on this day. */
export async function postedOn(db: Db, stakeholderId: string, day: string): Promise<number> {
  const [row] = await db.select({ count: count() }).from(offers).where(and(eq(offers.stakeholderId, stakeholderId), eq(offers.postedDay, day)));
  return row!.count;
}

/** Keep a new one with its themes; false when its reference is taken. */
export async function addOffer(db: Db, { themes: _, ...it }: Offer, tags: readonly Theme[]): Promise<boolean> {
  const added = await db.insert(offers).values(it).onConflictDoNothing({ target: offers.reference }).returning({ id: offers.id });
  if (added.length > 0 && tags.length > 0) await db.insert(offerThemes).values(tags.map((theme) => ({ offerId: it.id, themeId: theme.id })));
  return added.length > 0;
}

/** End an offer or need: its words go, and are nowhere else. */
export const endOffer = (db: Db, id: string, end: Pick<Offer, "state" | "endedDay" | "endedBy" | "endedBecause">) => db.update(offers).set({ ...end, title: {}, text: {} }).where(eq(offers.id, id));

export const addInquiry = (db: Db, it: Inquiry) => db.insert(offerInquiries).values(it);
export const changeInquiry = (db: Db, id: string, patch: Partial<Pick<Inquiry, "posterOutcome" | "askerOutcome">>) => db.update(offerInquiries).set(patch).where(eq(offerInquiries.id, id));

/** An inquiry with the body that asked. */
export type ShownInquiry = Inquiry & { asker: { slug: string; name: PostedOffer["body"]["name"] } };

/** Inquiries about an offer as far as `viewer` may know of them, the first first. */
export async function inquiriesAbout(db: Db, offerId: string, viewer: Viewer): Promise<ShownInquiry[]> {
  const rows = await db.select({ it: offerInquiries, asker: { slug: stakeholders.slug, name: stakeholders.name } }).from(offerInquiries).innerJoin(offers, eq(offers.id, offerInquiries.offerId)).innerJoin(stakeholders, eq(stakeholders.id, offerInquiries.stakeholderId))
    .where(and(eq(offerInquiries.offerId, offerId), inquiriesFor(viewer))).orderBy(asc(offerInquiries.day), asc(offerInquiries.id));
  return rows.map(({ it, asker }) => ({ ...it, asker }));
}

/** How many inquiries ended with a need that both ends say was met, wholly or in part, by region of whoever needed and by kind: raw, to be protected before anybody sees it. */
export const metCounts = (db: Db): Promise<{ region: string; kind: string; met: number }[]> => rowsOf(db, sql`select region, kind, met::int as met from offer_outcomes()`);
