import type { Chance } from "../../ground/chance.ts";
import type { Db } from "../../ground/db/database.ts";
import { record } from "../../ground/journal.ts";
import { Refusal } from "../../ground/refusal.ts";
import { houseEditorOf, type Viewer } from "../../ground/viewer.ts";
import type { ThemeInput } from "./inputs.ts";
import modelList from "./model-list.json" with { type: "json" };
import { addThemes, allThemes, themesBySlug } from "./store.ts";
import { slugOf, type Theme } from "./theme.ts";

/** Put the model list of offences and topics into a house; what is there already stays as it is. */
export async function loadModelList(db: Db, chance: Chance) {
  const known = new Set((await allThemes(db)).map((it) => it.slug));
  const missing = (modelList as Omit<Theme, "id">[]).filter((it) => !known.has(it.slug));
  await addThemes(db, missing.map((it) => ({ ...it, about: it.about ?? null, id: chance.id() })));
}

/** Add a theme of one's own to the list; the one with that name is refused. */
export async function addTheme(db: Db, viewer: Viewer, { kind, about, ...name }: ThemeInput, now: Date, chance: Chance) {
  houseEditorOf(viewer);
  const slug = slugOf(name.en);
  if (!slug) throw new Refusal("not-valid", "theme-name");
  if ((await themesBySlug(db, [slug])).length > 0) throw new Refusal("not-valid", "theme-twice", { name: name.en });
  const theme: Theme = { id: chance.id(), slug, kind, name, about: about ? { en: about } : null };
  await addThemes(db, [theme]);
  await record(db, viewer, "theme added", theme.id, now, { slug });
  return theme;
}
