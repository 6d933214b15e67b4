// Who does what on which day while the sample is loaded: every deed goes through its operation, in the name of whoever does it.
import { daysAfter } from "../ground/clock.ts";
import type { Db } from "../ground/db/database.ts";
import { become } from "../ground/db/request.ts";
import { actingAs, visitor, type Viewer } from "../ground/viewer.ts";
import type { House } from "../ground/web/env.ts";
import { listedBody } from "../concepts/stakeholders/networks/store.ts";

/** The house that is furnished, and the transaction in which that is done. */
export type Scene = { tx: Db; house: House };

/** The day so many days after the one on which the sample is loaded, or before it. */
export const dayIn = ({ house }: Pick<Scene, "house">, days: number): string => daysAfter(house.clock().toISOString().slice(0, 10), days);
/** The morning of the day so many days ago. */
export const daysAgo = (scene: Pick<Scene, "house">, days: number): Date => new Date(`${dayIn(scene, -days)}T09:00:00Z`);

/** Act as somebody: the row policies take whoever asks for who they are. */
export async function as<T>({ tx }: Pick<Scene, "tx">, viewer: Viewer, fn: (viewer: Viewer) => Promise<T>): Promise<T> {
  await become(tx, viewer);
  return fn(viewer);
}

/** Act as the focal point of the body at this place in the addresses; its id is handed on. */
export async function asBody<T>(scene: Pick<Scene, "tx">, slug: string, fn: (viewer: Viewer, stakeholderId: string) => Promise<T>): Promise<T> {
  await become(scene.tx, visitor);
  const body = await listedBody(scene.tx, slug);
  if (!body) throw new RangeError(`the sample names ${slug}, which it does not hold`);
  return as(scene, { ...actingAs("sample"), speaksFor: [{ stakeholderId: body.id, isFocalPoint: true }] }, (viewer) => fn(viewer, body.id));
}
