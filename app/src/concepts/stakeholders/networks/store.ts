import { and, asc, desc, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { Db } from "../../../ground/db/database.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { visitor, type Viewer } from "../../../ground/viewer.ts";
import { stakeholdersFor } from "../disclosure.ts";
import { stakeholders } from "../tables.ts";
import type { Network, NetworkItem, NetworkTie } from "./network.ts";
import { networkItems, networks, networkTies } from "./tables.ts";

const convenor = { slug: stakeholders.slug, name: stakeholders.name };

/** Networks with a verified convenor and the number of members on which both ends agree, by name. */
export async function allNetworks(db: Db) {
  const agreed = sql<number>`(select count(distinct coalesce(m.merged_into_id, m.id))::int from network_ties t join stakeholders m on m.id = t.stakeholder_id
    where t.network_id = ${networks.id} and t.declared_at is not null and t.confirmed_at is not null)`;
  return db.select({ slug: networks.slug, kind: networks.kind, name: networks.name, about: networks.about, convenor, invented: stakeholders.invented, members: agreed })
    .from(networks).innerJoin(stakeholders, eq(stakeholders.id, networks.convenorId)).where(stakeholdersFor(visitor)).orderBy(asc(networks.slug));
}
export type ListedNetwork = Awaited<ReturnType<typeof allNetworks>>[number];

/** The network at this place in the address with its convenor, or a refusal. */
export async function networkBySlug(db: Db, slug: string): Promise<{ network: Network; convenor: { slug: string; name: ListedNetwork["name"] }; invented: boolean }> {
  const [row] = await db.select({ network: networks, convenor, invented: stakeholders.invented }).from(networks).innerJoin(stakeholders, eq(stakeholders.id, networks.convenorId)).where(and(eq(networks.slug, slug), stakeholdersFor(visitor)));
  if (!row) throw new Refusal("not-found", "network-unknown", { slug });
  return row;
}

export const slugTaken = async (db: Db, slug: string) => (await db.select({ id: networks.id }).from(networks).where(eq(networks.slug, slug))).length > 0;

/** The bodies of a network: on whom both ends agree for everyone; who waits for the other end only with `waiting`. */
export async function tiesOf(db: Db, networkId: string, { waiting }: { waiting: boolean }) {
  const both = and(isNotNull(networkTies.declaredAt), isNotNull(networkTies.confirmedAt));
  return db.selectDistinctOn([stakeholders.slug], { stakeholderId: stakeholders.id, declaredAt: networkTies.declaredAt, confirmedAt: networkTies.confirmedAt, slug: stakeholders.slug, name: stakeholders.name, sector: stakeholders.sector, country: stakeholders.country, regionalGroup: stakeholders.regionalGroup, kind: stakeholders.kind, invented: stakeholders.invented })
    .from(networkTies).innerJoin(stakeholders, sql`${stakeholders.id} = (select coalesce(m.merged_into_id, m.id) from stakeholders m where m.id = ${networkTies.stakeholderId})`)
    .where(and(eq(networkTies.networkId, networkId), stakeholdersFor(visitor), waiting ? undefined : both)).orderBy(asc(stakeholders.slug), sql`${both} desc`); // of two that were merged, the tie that holds
}
export type ShownTie = Awaited<ReturnType<typeof tiesOf>>[number];

/** The networks and expert groups that a body is in, as far as both ends agree. */
export const networksOf = (db: Db, stakeholderId: string) =>
  db.select({ slug: networks.slug, name: networks.name }).from(networkTies).innerJoin(networks, eq(networks.id, networkTies.networkId)).innerJoin(stakeholders, eq(stakeholders.id, networks.convenorId))
    .where(and(eq(networkTies.stakeholderId, stakeholderId), isNotNull(networkTies.declaredAt), isNotNull(networkTies.confirmedAt), stakeholdersFor(visitor))).orderBy(asc(networks.slug));

export async function tieBetween(db: Db, networkId: string, stakeholderId: string): Promise<NetworkTie | null> {
  const [tie] = await db.select().from(networkTies).where(and(eq(networkTies.networkId, networkId), eq(networkTies.stakeholderId, stakeholderId)));
  return tie ?? null;
}

/** The verified bodies that `viewer` is the focal point of: those it may found a network for, or bring into one. */
export async function bodiesOf(db: Db, viewer: Viewer) {
  const ids = viewer.kind === "person" ? viewer.speaksFor.filter((it) => it.isFocalPoint).map((it) => it.stakeholderId) : [];
  if (ids.length === 0) return [];
  return db.select({ id: stakeholders.id, slug: stakeholders.slug, name: stakeholders.name }).from(stakeholders)
    .where(and(inArray(stakeholders.id, ids), eq(stakeholders.state, "verified"), isNull(stakeholders.mergedIntoId))).orderBy(asc(stakeholders.slug));
}

/** The listed body at this place in the address; null when there is none. */
export async function listedBody(db: Db, slug: string): Promise<{ id: string } | null> {
  const [row] = await db.select({ id: stakeholders.id }).from(stakeholders).where(and(eq(stakeholders.slug, slug), stakeholdersFor(visitor)));
  return row ?? null;
}

/** Papers, calls and meetings, the newest first. */
export const itemsOf = (db: Db, networkId: string): Promise<NetworkItem[]> =>
  db.select({ id: networkItems.id, kind: networkItems.kind, title: networkItems.title, address: networkItems.address, day: networkItems.day })
    .from(networkItems).where(eq(networkItems.networkId, networkId)).orderBy(desc(networkItems.day), asc(networkItems.id));

export const addNetwork = (db: Db, it: Network) => db.insert(networks).values(it);
export const keepTie = (db: Db, it: NetworkTie) =>
  db.insert(networkTies).values(it).onConflictDoUpdate({ target: [networkTies.networkId, networkTies.stakeholderId], set: { declaredAt: it.declaredAt, confirmedAt: it.confirmedAt } });
/** End a tie, and what an entry that was merged into the body left of its own. */
export const removeTie = (db: Db, networkId: string, stakeholderId: string) =>
  db.delete(networkTies).where(and(eq(networkTies.networkId, networkId), sql`${networkTies.stakeholderId} in (select id from stakeholders where id = ${stakeholderId} or merged_into_id = ${stakeholderId})`));
export const addItem = (db: Db, networkId: string, it: NetworkItem) => db.insert(networkItems).values({ ...it, networkId });
/** Take an item out of this network; whether it was there. */
export const removeItem = async (db: Db, networkId: string, id: string) => (await db.delete(networkItems).where(and(eq(networkItems.networkId, networkId), eq(networkItems.id, id))).returning({ id: networkItems.id })).length > 0;
