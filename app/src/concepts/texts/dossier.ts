import type { Pair, Provision as Tree } from "@travaux/treaty-text";
import type { Db } from "../../ground/db/database.ts";
import { markedLines, cleanLines, unitsOf, type Line } from "./comparison.ts";
import { redesignated } from "./redesignated.ts";
import { alignmentsTouching, placesOf, type Provision } from "./store/lineage.ts";
import { subtreesIn } from "./store/passages.ts";
import type { Alignment, Edition, Version } from "./text.ts";

/** A provision in one version: where it stood, its words marked against the version before, and what happened to it. */
export type Moment = {
  version: Version; edition: Edition;
  /** Its id there; null where it does not stand in this version. */
  id: string | null;
  tree: Tree | null;
  lines: Line[];
  /** How it goes with the version before; null in the first version, or where it stood in neither. */
  alignment: Alignment | null;
};

/**
 * The history of a provision through these versions, the first draft first, in the editions given (one a version). Two
 * queries whatever the number of versions: a page of history must not grow slow with the negotiation.
 */
export async function historyOf(db: Db, provision: Pick<Provision, "id">, versions: readonly Version[], editionOf: (version: Version) => Edition | undefined): Promise<Moment[]> {
  const places = await placesOf(db, provision.id);
  const rows = await alignmentsTouching(db, versions.map((it) => it.id), [...places.values()]);
  const wanted = versions.map((version, index) => idsIn(version, versions[index + 1], places, rows));
  const editions = versions.map(editionOf);
  const trees = await subtreesIn(db, editions.flatMap((it, index) => (it ? [{ editionId: it.id, ids: wanted[index]! }] : [])));
  return versions.flatMap((version, index) => {
    const edition = editions[index];
    return edition ? [momentOf(version, edition, index > 0 ? versions[index - 1]! : null, editions[index - 1], places, rows, trees)] : [];
  });
}

type Rows = ReadonlyMap<string, Alignment[]>;
const pairFor = (rows: Rows, version: Version, id: string | undefined, side: "old" | "new") => (id === undefined ? undefined : rows.get(version.id)?.find((it) => it[side].includes(id)));

/** The places whose words are needed from a version: its own, and those that its neighbours come from or go to. */
function idsIn(version: Version, after: Version | undefined, places: ReadonlyMap<string, string>, rows: Rows) {
  const own = places.get(version.id);
  const origins = after ? (pairFor(rows, after, places.get(after.id), "new")?.old ?? []) : [];
  return [...new Set([...(own === undefined ? [] : [own]), ...origins])];
}

function momentOf(version: Version, edition: Edition, before: Version | null, beforeEdition: Edition | undefined, places: ReadonlyMap<string, string>, rows: Rows, trees: ReadonlyMap<string, Tree>): Moment {
  const id = places.get(version.id) ?? null;
  const tree = id === null ? null : (trees.get(`${edition.id} ${id}`) ?? null);
  const alignment = (id !== null ? pairFor(rows, version, id, "new") : before ? pairFor(rows, version, places.get(before.id), "old") : undefined) ?? null;
  const sameLanguage = beforeEdition?.language === edition.language;
  const sources = before && beforeEdition && sameLanguage ? (alignment?.old ?? []).map((old) => trees.get(`${beforeEdition.id} ${old}`)).filter((it) => it !== undefined) : [];
  const lines = tree === null ? [] : sources.length === 0 ? cleanLines([tree]) : settled(markedLines(sources, [tree], pairsWithin(sources, tree, alignment, rows.get(version.id) ?? [])));
  return { version, edition, id, tree, lines, alignment };
}

/** What took another place inside is no change of words. */
const settled = (lines: Line[]) => unitsOf(lines).map(redesignated).flatMap((it) => [it.head, ...it.lines]);

/** The pairs of what stands inside; what goes to or comes from elsewhere is new or gone here. */
function pairsWithin(sources: readonly Tree[], tree: Tree, alignment: Alignment | null, rows: readonly Alignment[]): Pair[] {
  const [old, now] = [new Set(sources.flatMap(idsUnder)), new Set(idsUnder(tree))];
  const inside = rows.filter((it) => it !== alignment).map((it) => ({ ...it, old: it.old.filter((id) => old.has(id)), new: it.new.filter((id) => now.has(id)) }));
  const own = alignment ? [{ ...alignment, new: [tree.id] }] : [];
  return [...own, ...inside.filter((it) => it.old.length + it.new.length > 0).map((it) => ({ ...it, changes: it.changes.filter((change) => change !== "moved" || it.old.length > 0) }))];
}

const idsUnder = (it: Tree): string[] => [it.id, ...it.children.flatMap(idsUnder)];
