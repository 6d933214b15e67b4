import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** The built style sheet and script: their addresses, and what they weigh. */
export type Assets = { styles: string; script: string; bytes: number; folder: string };
type Manifest = Record<string, { file: string; name?: string; css?: string[] }>;

/** Read what the build left in `folder`; without a build there are no assets, and pages stand as plain HTML. */
export function readAssets(folder: string): Assets {
  const path = join(folder, "manifest.json");
  if (!existsSync(path)) return { styles: "", script: "", bytes: 0, folder };
  const entries = Object.values(JSON.parse(readFileSync(path, "utf8")) as Manifest);
  const ending = (it: string) => entries.find((entry) => entry.file.endsWith(it))?.file ?? "";
  const [styles, script] = [ending(".css"), ending(".js")];
  const bytes = [styles, script].filter(Boolean).reduce((sum, it) => sum + statSync(join(folder, it)).size, 0);
  return { styles: `/assets/${styles}`, script: `/assets/${script}`, bytes, folder };
}
