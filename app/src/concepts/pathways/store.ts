import { asc, eq, inArray } from "drizzle-orm";
import type { Db } from "../../ground/db/database.ts";
import { Refusal } from "../../ground/refusal.ts";
import { themes } from "../themes/tables.ts";
import type { Theme } from "../themes/theme.ts";
import type { Pathway } from "./pathway.ts";
import { pathwayBindings, pathways, pathwayThemes } from "./tables.ts";

/** Every pathway of the house, as its file has them, with themes and what States did: three queries, however many. Pathways are public. */
export async function allPathways(db: Db): Promise<Pathway[]> {
  const [rows, tagged, bound] = [
    await db.select().from(pathways).orderBy(asc(pathways.position)),
    await db.select({ pathwayId: pathwayThemes.pathwayId, slug: themes.slug }).from(pathwayThemes).innerJoin(themes, eq(themes.id, pathwayThemes.themeId)).orderBy(asc(themes.kind), asc(themes.position)),
    await db.select().from(pathwayBindings).orderBy(asc(pathwayBindings.day), asc(pathwayBindings.country)),
  ];
  const [themesOf, bindingsOf] = [Map.groupBy(tagged, (it) => it.pathwayId), Map.groupBy(bound, (it) => it.pathwayId)];
  return rows.map(({ position: _, ...it }) => ({
    ...it, themes: (themesOf.get(it.id) ?? []).map((one) => one.slug),
    bindings: (bindingsOf.get(it.id) ?? []).map(({ pathwayId: __, ...one }) => one),
  }));
}

/** The pathway at this place in the address, or a refusal. */
export async function pathwayBySlug(db: Db, slug: string): Promise<Pathway> {
  const found = (await allPathways(db)).find((it) => it.slug === slug);
  if (!found) throw new Refusal("not-found", "pathway-unknown", { slug });
  return found;
}

/** The slugs among these that another process has. */
export const takenElsewhere = async (db: Db, processId: string, slugs: string[]) =>
  (await db.select({ slug: pathways.slug, processId: pathways.processId }).from(pathways).where(inArray(pathways.slug, slugs))).filter((it) => it.processId !== processId).map((it) => it.slug);

/** Put these in the place of all that a process carried. */
export async function replacePathways(db: Db, processId: string, kept: Pathway[], known: Theme[]) {
  await db.delete(pathways).where(eq(pathways.processId, processId));
  if (kept.length === 0) return;
  await db.insert(pathways).values(kept.map(({ themes: _, bindings: __, ...it }, position) => ({ ...it, position })));
  const tags = kept.flatMap((it) => known.filter((theme) => it.themes.includes(theme.slug)).map((theme) => ({ pathwayId: it.id, themeId: theme.id })));
  if (tags.length > 0) await db.insert(pathwayThemes).values(tags);
  const bound = kept.flatMap((it) => it.bindings.map((one) => ({ ...one, pathwayId: it.id })));
  if (bound.length > 0) await db.insert(pathwayBindings).values(bound);
}
