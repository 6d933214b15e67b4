import type { Chance } from "../../ground/chance.ts";
import type { Db } from "../../ground/db/database.ts";
import { record } from "../../ground/journal.ts";
import { Refusal } from "../../ground/refusal.ts";
import { editorOf, type Viewer } from "../../ground/viewer.ts";
import type { Process } from "../processes/process.ts";
import { allThemes } from "../themes/store.ts";
import { PathwaysInput } from "./inputs.ts";
import { replacePathways, takenElsewhere } from "./store.ts";

/** Take in the catalogue of existing responses that a process carries, in the place of the one that it had; how many there are comes back. */
export async function loadPathways(db: Db, viewer: Viewer, process: Process, file: unknown, now: Date, chance: Chance): Promise<number> {
  editorOf(viewer, process.id);
  const { pathways } = PathwaysInput.parse(file);
  const themes = await allThemes(db);
  const unknown = pathways.flatMap((it) => it.themes).find((slug) => !themes.some((it) => it.slug === slug));
  if (unknown !== undefined) throw new Refusal("not-valid", "theme-unknown", { slug: unknown });
  const [taken] = await takenElsewhere(db, process.id, pathways.map((it) => it.slug));
  if (taken !== undefined) throw new Refusal("not-valid", "pathway-twice", { slug: taken });
  await replacePathways(db, process.id, pathways.map((it) => ({ ...it, id: chance.id(), processId: process.id })), themes);
  await record(db, viewer, "pathways loaded", process.id, now, { count: pathways.length });
  return pathways.length;
}
