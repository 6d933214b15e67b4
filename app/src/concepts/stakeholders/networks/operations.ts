import type { Chance } from "../../../ground/chance.ts";
import type { Db } from "../../../ground/db/database.ts";
import { record } from "../../../ground/journal.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { personOf, type Viewer } from "../../../ground/viewer.ts";
import { slugOf } from "../../themes/theme.ts";
import { inLanguages, type ItemInput, type NetworkInput } from "./inputs.ts";
import type { Network } from "./network.ts";
import { addItem, addNetwork, bodiesOf, keepTie, listedBody, removeItem, removeTie, slugTaken, tieBetween } from "./store.ts";

/** Whether `viewer` is the focal point of this body: it alone ties the body to a network, or speaks for one it convenes. */
export const speaksAs = (viewer: Viewer, stakeholderId: string) => viewer.kind === "person" && viewer.speaksFor.some((it) => it.stakeholderId === stakeholderId && it.isFocalPoint);

/** A focal point of some body at least, or a refusal: asked before anybody looks at what was sent. */
export function someFocalPoint(viewer: Viewer) {
  if (!personOf(viewer).speaksFor.some((it) => it.isFocalPoint)) throw new Refusal("not-allowed", "network-focal-point");
}

/** The focal point of this body, or a refusal. */
export function focalPointOf(viewer: Viewer, stakeholderId: string) {
  personOf(viewer);
  if (!speaksAs(viewer, stakeholderId)) throw new Refusal("not-allowed", "network-focal-point");
}

/** Found a network; the body that does convenes it, and is its first member. */
export async function foundNetwork(db: Db, viewer: Viewer, input: NetworkInput, now: Date, chance: Chance): Promise<Network> {
  const convenor = (await bodiesOf(db, viewer)).find((it) => it.slug === input.convenor);
  personOf(viewer);
  if (!convenor) throw new Refusal("not-allowed", "network-focal-point");
  const slug = slugOf(input.name) || `network-${chance.id().slice(-8)}`;
  if (slug === "new" || (await slugTaken(db, slug))) throw new Refusal("not-valid", "network-twice", { name: input.name });
  const network: Network = { id: chance.id(), slug, kind: input.kind, name: inLanguages(input, "name"), about: inLanguages(input, "about"), convenorId: convenor.id, foundedAt: now };
  await addNetwork(db, network);
  await keepTie(db, { networkId: network.id, stakeholderId: convenor.id, declaredAt: now, confirmedAt: now });
  await record(db, viewer, "network founded", network.id, now, { slug, convenor: convenor.slug });
  return network;
}

/** A body says that it belongs; it does once the convenor has said so too, before or after. */
export async function declareTie(db: Db, viewer: Viewer, network: Network, bodySlug: string, now: Date) {
  const body = await bodyCalled(db, bodySlug);
  focalPointOf(viewer, body.id);
  const tie = await tieBetween(db, network.id, body.id);
  await keepTie(db, { networkId: network.id, stakeholderId: body.id, declaredAt: tie?.declaredAt ?? now, confirmedAt: tie?.confirmedAt ?? null });
  await record(db, viewer, "network tie declared", network.id, now, { stakeholder: body.id });
}

/** The convenor says that a body belongs: in answer to it, or as an invitation. */
export async function confirmTie(db: Db, viewer: Viewer, network: Network, bodySlug: string, now: Date) {
  focalPointOf(viewer, network.convenorId);
  const body = await bodyCalled(db, bodySlug);
  const tie = await tieBetween(db, network.id, body.id);
  await keepTie(db, { networkId: network.id, stakeholderId: body.id, declaredAt: tie?.declaredAt ?? null, confirmedAt: tie?.confirmedAt ?? now });
  await record(db, viewer, "network tie confirmed", network.id, now, { stakeholder: body.id });
}

/** Either end may undo a tie; the convenor stays as long as there is a network. */
export async function endTie(db: Db, viewer: Viewer, network: Network, bodySlug: string, now: Date) {
  const body = await bodyCalled(db, bodySlug);
  if (!speaksAs(viewer, body.id)) focalPointOf(viewer, network.convenorId);
  if (body.id === network.convenorId) throw new Refusal("not-now", "network-convenor-stays");
  await removeTie(db, network.id, body.id);
  await record(db, viewer, "network tie ended", network.id, now, { stakeholder: body.id });
}

/** Put a paper, call or meeting into the room; the convenor does. */
export async function putItem(db: Db, viewer: Viewer, network: Network, input: ItemInput, now: Date, chance: Chance) {
  focalPointOf(viewer, network.convenorId);
  await addItem(db, network.id, { id: chance.id(), ...input });
  await record(db, viewer, "network item added", network.id, now, { kind: input.kind });
}

/** Take it out again. */
export async function takeItem(db: Db, viewer: Viewer, network: Network, id: string, now: Date) {
  focalPointOf(viewer, network.convenorId);
  if (!(await removeItem(db, network.id, id))) throw new Refusal("not-found", "page-unknown");
  await record(db, viewer, "network item removed", network.id, now, { item: id });
}

async function bodyCalled(db: Db, slug: string) {
  const body = await listedBody(db, slug);
  if (!body) throw new Refusal("not-found", "stakeholder-unknown", { slug });
  return body;
}
