import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { asViewer } from "../../ground/db/request.ts";
import { StartRefusal } from "../../ground/start-refusal.ts";
import type { House } from "../../ground/web/env.ts";
import { loadProcess } from "../../concepts/processes/operations.ts";
import { allProcesses, processBySlug } from "../../concepts/processes/store.ts";
import { importText, openInstrument, publishVersion, type Document } from "../../concepts/texts/operations.ts";
import { type Answer, WrongUsage } from "../commands.ts";
import { operator } from "../text-commands.ts";
import { bytesOf, realSets, type Draft, type RealSet } from "./sets.ts";

const wanted = (name: string | undefined): RealSet[] => {
  if (name === "all") return realSets;
  const set = realSets.find((it) => it.slug === (name ?? realSets[0]!.slug));
  if (!set) throw new WrongUsage(`There is no set “${name}”; there are: ${realSets.map((it) => it.slug).join(", ")}, all.`);
  return [set];
};

/** Load real drafts, published: one set of them, or all; a house that has them already is left as it is. */
export async function loadRealDrafts(house: House, options: { from?: string | undefined; set?: string | undefined }, say: (progress: string) => void): Promise<Answer> {
  const folder = resolve(options.from ?? "../shared/data");
  const sets = wanted(options.set);
  const missing = sets.flatMap((it) => it.drafts).find((it) => !existsSync(join(folder, it.file)));
  if (missing) throw new StartRefusal(`There is no ${missing.file} in ${folder}. Name the folder that holds the data sets: npx travaux import real --from FOLDER.`);
  const present = new Set((await allProcesses(house.database.db)).map((it) => it.slug));
  for (const set of sets.filter((it) => !present.has(it.slug))) await loadSet(house, set, folder, say);
  const addresses = sets.map((it) => `${house.baseUrl}/${it.slug}/text/${it.textSlug}`);
  return { text: addresses.join("\n"), data: { addresses } };
}

async function loadSet(house: House, set: RealSet, folder: string, say: (progress: string) => void) {
  const documents: [Draft, Document][] = [];
  for (const draft of set.drafts) {
    say(`Reading ${draft.symbol} …`);
    const bytes = bytesOf(folder, draft);
    documents.push([draft, { bytes, name: draft.file.split("/").at(-1)!, text: await draft.read(bytes) }]);
  }
  const viewer = operator();
  await asViewer(house.database.db, viewer, async (tx) => {
    const now = house.clock();
    await loadProcess(tx, processFile(set), now, house.chance);
    const process = await processBySlug(tx, set.slug);
    const instrument = await openInstrument(tx, viewer, process, { slug: set.textSlug, title: { en: set.text } }, now, house.chance);
    for (const [{ symbol, date, status, title }, document] of documents) {
      const label = { symbol, date, status, language: set.language, authenticity: "authentic" as const, title: { en: title } };
      const version = await importText(tx, viewer, process, instrument, label, document, now, house.chance);
      await publishVersion(tx, viewer, process, instrument, version, now, house.chance);
    }
  });
}

const processFile = ({ slug, symbol, name, summary, drafts }: RealSet) => ({
  slug, symbol, nature: "own", name: { en: name }, shortName: { en: name }, summary: { en: summary }, events: [],
  phases: [{ number: 1, name: { en: "Negotiation" }, from: drafts[0]!.date.slice(0, 7), to: drafts.at(-1)!.date.slice(0, 7) }],
});
