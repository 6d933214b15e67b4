import { align, walk, type Pair, type TreatyText } from "@travaux/treaty-text";
import type { Db } from "../../ground/db/database.ts";
import { cleanLines, markedLines, type Line } from "./comparison.ts";
import { followed } from "./identity.ts";
import { alignmentsOf } from "./store/lineage.ts";
import { textOf } from "./store/passages.ts";
import type { Edition, Version } from "./text.ts";

/** A version to read: its edition, its lines, and what they are marked against. */
export type Reading = { version: Version; edition: Edition; text: TreatyText; against: { version: Version; edition: Edition; text: TreatyText; pairs: Pair[] } | null; lines: Line[] };

/** An edition by itself. */
export async function readClean(db: Db, version: Version, edition: Edition): Promise<Reading> {
  const text = await textOf(db, edition);
  return { version, edition, text, against: null, lines: cleanLines(text.provisions) };
}

/** An edition marked against an older version's edition in the same language; `versions` are all those between, both included. */
export async function readMarked(db: Db, versions: readonly Version[], newer: { version: Version; edition: Edition }, older: { version: Version; edition: Edition }): Promise<Reading> {
  const [before, after] = [await textOf(db, older.edition), await textOf(db, newer.edition)];
  const pairs = await pairsBetween(db, versions, older.version, newer.version, before, after);
  return { ...newer, text: after, against: { ...older, text: before, pairs }, lines: markedLines(before.provisions, after.provisions, pairs) };
}

/** What goes with what between two versions: the alignments of every version between them, followed on. */
export async function pairsBetween(db: Db, versions: readonly Version[], older: Version, newer: Version, before: TreatyText, after: TreatyText): Promise<Pair[]> {
  const between = versions.filter((it) => it.sequence > older.sequence && it.sequence <= newer.sequence);
  const steps = [];
  for (const it of between.toSorted((a, b) => a.sequence - b.sequence)) steps.push(await alignmentsOf(db, it.id));
  const [only, ...more] = steps;
  if (only && more.length === 0) return known(only, before, after); // neighbours were compared when the newer one came in
  const fixed = followed(steps);
  return align(before, after, { fixed: known(fixed, before, after) });
}

/** An edition in another language may lack a place that the aligned one has; the rest still holds. */
function known<P extends Pick<Pair, "old" | "new">>(fixed: P[], before: TreatyText, after: TreatyText) {
  const [old, now] = [idsOf(before), idsOf(after)];
  return fixed.map((it) => ({ ...it, old: it.old.filter((id) => old.has(id)), new: it.new.filter((id) => now.has(id)) })).filter((it) => it.old.length + it.new.length > 0);
}

const idsOf = (text: TreatyText) => new Set([...walk(text.provisions)].map((it) => it.id));
