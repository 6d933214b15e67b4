import type { House } from "../ground/web/env.ts";
import { filesNamed } from "../concepts/contributions/store/files.ts";
import { attachmentIn } from "./answer-files.ts";

/** A file is kept so long that nobody names: a form that is being filled in carries it, and no draft of it need be kept. */
const unnamedFor = 86_400_000;

/** Delete the files that no wording and no draft names any more, those of the last day excepted; how many went is told. */
export async function sweepFiles(house: Pick<House, "database" | "files" | "clock" | "secret">): Promise<number> {
  const { hashes, sealed } = await filesNamed(house.database.db);
  for (const one of sealed) {
    const it = attachmentIn(house, one);
    if (it) hashes.add(it.kept);
  }
  return house.files.sweep(hashes, new Date(house.clock().getTime() - unnamedFor));
}
