import { asc, eq, inArray, max } from "drizzle-orm";
import type { Db } from "../../ground/db/database.ts";
import { Refusal } from "../../ground/refusal.ts";
import { themes } from "./tables.ts";
import type { Theme } from "./theme.ts";

const columns = { id: themes.id, slug: themes.slug, kind: themes.kind, name: themes.name, about: themes.about };

/** Every theme, offences first, in the order of the model list. Themes are public. */
export const allThemes = (db: Db): Promise<Theme[]> => db.select(columns).from(themes).orderBy(asc(themes.kind), asc(themes.position));

/** The theme at this place in the address, or a refusal. */
export async function themeBySlug(db: Db, slug: string): Promise<Theme> {
  const [theme] = await db.select(columns).from(themes).where(eq(themes.slug, slug));
  if (!theme) throw new Refusal("not-found", "theme-unknown", { slug });
  return theme;
}

/** The themes with these slugs; unknown ones are left out. */
export const themesBySlug = (db: Db, slugs: string[]): Promise<Theme[]> =>
  slugs.length === 0 ? Promise.resolve([]) : db.select(columns).from(themes).where(inArray(themes.slug, slugs));

export async function addThemes(db: Db, added: Theme[]) {
  if (added.length === 0) return;
  const [last] = await db.select({ position: max(themes.position) }).from(themes);
  const first = (last?.position ?? 0) + 1;
  await db.insert(themes).values(added.map((it, index) => ({ ...it, position: first + index })));
}
