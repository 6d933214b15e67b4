import { and, asc, eq, like, or } from "drizzle-orm";
import type { Fidelity, Provision, TreatyText } from "@travaux/treaty-text";
import type { Db } from "../../../ground/db/database.ts";
import { searchable } from "../search.ts";
import { editions, passages } from "../tables.ts";
import { passagesOf, treeOf, type Edition, type Passage } from "../text.ts";

const columns = { id: passages.id, parentId: passages.parentId, kind: passages.kind, number: passages.number, heading: passages.heading, text: passages.text, closing: passages.closing };

/** The passages of an edition in reading order. Whoever may read the version may read its words: ask versionsOf first. */
export const passagesIn = (db: Db, editionId: string): Promise<Passage[]> =>
  db.select(columns).from(passages).where(eq(passages.editionId, editionId)).orderBy(asc(passages.position));

/**
 * What stands at these places of these editions, each with all that stands under it, by "edition id" + " " + place. Below an
 * article, ids begin with the article's (Akoma Ntoso's naming), so one question fetches them all.
 */
export async function subtreesIn(db: Db, wanted: { editionId: string; ids: string[] }[]): Promise<Map<string, Provision>> {
  const asked = wanted.filter((it) => it.ids.length > 0);
  if (asked.length === 0) return new Map();
  const under = (id: string) => or(eq(passages.id, id), like(passages.id, `${id.replaceAll(/[_%\\]/g, "\\$&")}\\_\\_%`));
  const rows = await db.select({ editionId: passages.editionId, ...columns }).from(passages)
    .where(or(...asked.map((it) => and(eq(passages.editionId, it.editionId), or(...it.ids.map(under))))))
    .orderBy(asc(passages.editionId), asc(passages.position));
  return new Map(asked.flatMap(({ editionId, ids }) => {
    const here = rows.filter((it) => it.editionId === editionId);
    return ids.flatMap((id) => {
      const own = here.filter((it) => it.id === id || it.id.startsWith(`${id}__`)).map(({ editionId: _, ...it }) => (it.id === id ? { ...it, parentId: null } : it));
      const known = new Set(own.map((it) => it.id));
      const [tree] = treeOf(own.filter((it) => it.parentId === null || known.has(it.parentId)));
      return tree ? [[`${editionId} ${id}`, tree] as const] : [];
    });
  }));
}

/** An edition as the engines read it. */
export async function textOf(db: Db, edition: Pick<Edition, "id" | "language">): Promise<TreatyText> {
  const none: Fidelity = { charactersIn: 0, charactersKept: 0, doubts: [] };
  return { title: null, language: edition.language, provisions: treeOf(await passagesIn(db, edition.id)), fidelity: none };
}

export type NewEdition = Edition & { sha256: string; importedBy: string };

/** How many rows go in one statement: PostgreSQL takes at most 65,535 parameters. */
const rowsAtOnce = 1000;

/** Keep an edition and every passage of its text. */
export async function addEdition(db: Db, edition: NewEdition, text: TreatyText) {
  await db.insert(editions).values({ ...edition, fidelity: text.fidelity });
  const rows = passagesOf(text.provisions).map((it, position) => ({ ...it, ...searchable(it, edition.language), editionId: edition.id, position }));
  for (let from = 0; from < rows.length; from += rowsAtOnce) await db.insert(passages).values(rows.slice(from, from + rowsAtOnce));
}
