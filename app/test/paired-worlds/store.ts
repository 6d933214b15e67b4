// What the queries of the house answer a viewer, beneath all doors: so that a redaction is seen to work before a door leads to it.
import { asViewer } from "../../src/ground/db/request.ts";
import type { Db } from "../../src/ground/db/database.ts";
import { Refusal } from "../../src/ground/refusal.ts";
import type { Viewer } from "../../src/ground/viewer.ts";
import { inGuise, type Guise } from "../../src/concepts/disclosure/guise.ts";
import { forumsOf, participantsIn } from "../../src/concepts/disclosure/store.ts";
import { answersTo, answersUnder, contributionByReference, contributionsAbout, contributionsBy, contributionsIn, contributionsOn, contributionsWith, countsOn, firstViewsOn, newestIn, ownContributions, proofsOf, viewsUnder, wordingsOf } from "../../src/concepts/contributions/store.ts";
import { mailsTo, parting, type Difference } from "./doors.ts";
import { references, type Pair, type PairedHouse } from "./pair.ts";
import { circles, type CircleName, type ViewerName } from "./telling.ts";

/** A query, asked as `viewer`; what it answers is compared as JSON. */
type Query = (tx: Db, viewer: Viewer, house: PairedHouse) => Promise<unknown>;

const all = async (tx: Db, viewer: Viewer, house: PairedHouse) => contributionsOn(tx, house.version.id, viewer);
const each = async <T, R>(items: Iterable<T>, fn: (it: T) => Promise<R>) => { const done: R[] = []; for (const it of items) done.push(await fn(it)); return done; };

/** Every read of contributions and forums that takes a viewer. */
export const queries: Record<string, Query> = {
  contributionsOn: (tx, viewer, house) => all(tx, viewer, house),
  countsOn: async (tx, viewer, { version }) => [...(await countsOn(tx, version.id, viewer))].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  contributionsAbout: (tx, viewer, { places }) => each(places, ([, { id }]) => contributionsAbout(tx, id, viewer)),
  firstViewsOn: (tx, viewer, { version, places }) => firstViewsOn(tx, version.id, places.map(([place]) => place), viewer, 2),
  viewsUnder: (tx, viewer, { version, places }) => each([1, 2], (page) => viewsUnder(tx, places.map(([place]) => ({ versionId: version.id, place })), viewer, { most: 8, page })),
  answersUnder: async (tx, viewer, house) => each(await all(tx, viewer, house), async (it) => (await answersUnder(tx, [it.id], viewer)).map((one) => one.reference)),
  newestIn: (tx, viewer, { process }) => newestIn(tx, process.id, viewer, 10),
  contributionsBy: (tx, viewer, { people }) => each(new Set(people.slice(0, 12).map((it) => it.stakeholderId)), (it) => contributionsBy(tx, it, viewer)),
  ownContributions: (tx, viewer) => ownContributions(tx, viewer),
  contributionsIn: (tx, viewer, { forums }) => each(Object.values(forums), (it) => contributionsIn(tx, it.id, viewer)),
  contributionByReference: (tx, viewer, { process }) => each(references, (it) => contributionByReference(tx, process.id, it, viewer).catch((error: unknown) => { if (error instanceof Refusal) return error.code; throw error; })),
  answersTo: async (tx, viewer, house) => each(await all(tx, viewer, house), (it) => answersTo(tx, it.id, viewer)),
  wordingsOf: async (tx, viewer, house) => each(await all(tx, viewer, house), (it) => wordingsOf(tx, it)),
  proofsOf: async (tx, viewer, house) => each(await all(tx, viewer, house), (it) => proofsOf(tx, it)),
  contributionsWith: (tx, viewer) => each(["zander", "pelican", "safeguards"], (words) => contributionsWith(tx, { words, language: "en" }, viewer)),
  participantsIn: (tx, viewer, { forums }) => each(Object.values(forums), (it) => participantsIn(tx, it, viewer)),
  forumsOf: (tx, _, { process }) => forumsOf(tx, process.id),
};

/** Somebody who asks, as themselves or in a guise. */
export type Asker = { name: ViewerName; guise?: Guise };
/** Whoever stands in a circle, and whoever looks from it in a guise. */
export const askersIn = (circle: CircleName): Asker[] => [
  ...circles[circle].map((name) => ({ name })),
  ...({ outsiders: [{ name: "officer", guise: "press" }, { name: "participant", guise: "state" }], participants: [{ name: "officer", guise: "participant" }], officers: [] } as Record<CircleName, Asker[]>)[circle],
];

/** What queries answer somebody who asks; by name, in one transaction. */
export async function told(house: PairedHouse, { name, guise }: Asker, which = Object.keys(queries)): Promise<Map<string, string>> {
  const { db } = house.house.database;
  const own = house.viewers.get(name)!;
  const viewer = guise ? await inGuise(db, own, guise) : own;
  const told = new Map<string, string>([["mail", guise ? "" : await mailsTo(house, `${name.replaceAll(" ", "-")}@viewers.example`)]]);
  await asViewer(db, viewer, async (tx) => { for (const it of which) told.set(it, JSON.stringify(await queries[it]!(tx, viewer, house))); });
  return told;
}

/** The first query whose answers differ between the two houses; null when all are equal. */
export async function differenceInStore({ left, right }: Pair, asker: Asker): Promise<Difference | null> {
  const [one, other] = await Promise.all([told(left, asker), told(right, asker)]);
  for (const [query, answer] of one) if (answer !== other.get(query)) return { viewer: asker.name, at: query, ...parting(answer, other.get(query)!) };
  return null;
}
