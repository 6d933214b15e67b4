import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { asViewer } from "../ground/db/request.ts";
import type { House } from "../ground/web/env.ts";
import { StartRefusal } from "../ground/start-refusal.ts";
import { loadProcess } from "../concepts/processes/operations.ts";
import { allProcesses, processBySlug } from "../concepts/processes/store.ts";
import { importText, openInstrument, publishVersion, type Document } from "../concepts/texts/operations.ts";
import { readText } from "../concepts/texts/reader.ts";
import type { Answer } from "./commands.ts";
import { operator } from "./text-commands.ts";

/** The proposal of 2012 and the Regulation of 2016 on data protection: public law, read from files that are not ours. */
const drafts = [
  { file: "gdpr-lobbyplag/commission-proposal-2012/proposal-com-2012-11.en.txt", symbol: "COM(2012) 11", date: "2012-01-25", status: "proposal", title: "Proposal of the Commission" },
  { file: "gdpr-lobbyplag/final-2016-679/gdpr.html", symbol: "(EU) 2016/679", date: "2016-04-27", status: "adopted", title: "Regulation as adopted" },
] as const;

const process = {
  slug: "data-protection", symbol: "2012/0011(COD)", nature: "own",
  name: { en: "General Data Protection Regulation" }, shortName: { en: "Data protection, 2012–2016" },
  summary: { en: "Two texts of a large instrument, four years apart, for trying the reading room on real drafts." },
  phases: [
    { number: 1, name: { en: "Proposal" }, from: "2012-01", to: "2012-01" }, { number: 2, name: { en: "Negotiation" }, from: "2012-02", to: "2016-03" },
    { number: 3, name: { en: "Adoption" }, from: "2016-04", to: "2016-04" },
  ],
  events: [],
};

/** Load the real drafts, published; a house that has them already is left as it is. */
export async function loadRealDrafts(house: House, from: string | undefined, say: (progress: string) => void): Promise<Answer> {
  const folder = resolve(from ?? "../shared/data");
  const missing = drafts.find((it) => !existsSync(join(folder, it.file)));
  if (missing) throw new StartRefusal(`There is no ${missing.file} in ${folder}. Name the folder that holds the data sets: npx travaux import real --from FOLDER.`);
  const address = `${house.baseUrl}/${process.slug}/text/regulation`;
  if ((await allProcesses(house.database.db)).some((it) => it.slug === process.slug)) return { text: address, data: { address } };
  const viewer = operator();
  const texts: { label: (typeof drafts)[number]; document: Document }[] = [];
  for (const it of drafts) {
    say(`Reading ${it.file} …`);
    const bytes = new Uint8Array(readFileSync(join(folder, it.file)));
    texts.push({ label: it, document: { bytes, name: it.file.split("/").at(-1)!, text: await readText(bytes, it.file, "en") } });
  }
  await asViewer(house.database.db, viewer, async (tx) => {
    const now = house.clock();
    await loadProcess(tx, process, now, house.chance);
    const kept = await processBySlug(tx, process.slug);
    const instrument = await openInstrument(tx, viewer, kept, { slug: "regulation", title: { en: "General Data Protection Regulation" } }, now, house.chance);
    for (const { label, document } of texts) {
      const { symbol, date, status, title } = label;
      const version = await importText(tx, viewer, kept, instrument, { symbol, date, status, language: "en", authenticity: "authentic", title: { en: title } }, document, now, house.chance);
      await publishVersion(tx, viewer, kept, instrument, version, now);
    }
  });
  return { text: address, data: { address } };
}
