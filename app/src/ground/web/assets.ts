import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Scripts of one page each, by the names of their files in islands/. */
export const pageScripts = ["verify", "draw", "survey", "coding"] as const;
export type PageScript = (typeof pageScripts)[number];

/** The built style sheet and script: their addresses, and what they weigh; and the scripts of single pages. */
export type Assets = { styles: string; script: string; bytes: number; folder: string; scripts: Partial<Record<PageScript, { address: string; bytes: number }>> };
type Manifest = Record<string, { file: string; name?: string; isEntry?: boolean; css?: string[]; imports?: string[] }>;

/** Read what the build left in `folder`; without a build there are no assets, and pages stand as plain HTML. */
export function readAssets(folder: string): Assets {
  const path = join(folder, "manifest.json");
  if (!existsSync(path)) return { styles: "", script: "", bytes: 0, folder, scripts: {} };
  const manifest = JSON.parse(readFileSync(path, "utf8")) as Manifest;
  const sizeOf = (file: string) => (file ? statSync(join(folder, file)).size : 0);
  const styles = Object.values(manifest).find((it) => it.isEntry && it.file.endsWith(".css"))?.file ?? "";
  const script = manifest["src/travaux.ts"]?.file ?? "";
  const ofPages = pageScripts.flatMap((name) => (manifest[`src/${name}.ts`] ? [[name, manifest[`src/${name}.ts`]!.file] as const] : []));
  const parts = (entry: string): string[] => [entry, ...(manifest[entry]?.imports ?? []).flatMap(parts)]; // what two scripts share lies in a file of its own
  const weightOf = (entry: string) => [...new Set(parts(entry))].reduce((sum, it) => sum + sizeOf(manifest[it]?.file ?? ""), 0);
  const scripts = Object.fromEntries(ofPages.map(([name, file]) => [name, { address: `/assets/${file}`, bytes: weightOf(`src/${name}.ts`) }]));
  return { styles: `/assets/${styles}`, script: `/assets/${script}`, bytes: sizeOf(styles) + sizeOf(script), folder, scripts };
}
