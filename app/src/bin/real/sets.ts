import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseText, type TreatyText } from "@travaux/treaty-text";
import type { Status } from "../../concepts/texts/text.ts";
import { readText } from "../../concepts/texts/reader.ts";
import { draftsInTable } from "./bill-table.ts";

/** A version to be: what it is called, and how to read it. `language` is the text's. */
export type Draft = { symbol: string; date: string; status: Status; title: string; file: string; read(bytes: Uint8Array): Promise<TreatyText> };
/** Real drafts of one instrument, for trying the reading room on what it was not written for. */
export type RealSet = { slug: string; symbol: string; name: string; summary: string; textSlug: string; text: string; language: "en" | "de"; drafts: Draft[] };

const document = (file: string, language: string) => (bytes: Uint8Array) => readText(bytes, file.split("/").at(-1)!, language);
const draft = (file: string, language: string, symbol: string, date: string, status: Status, title: string): Draft => ({ symbol, date, status, title, file, read: document(file, language) });

const table = "geobg-de/geothermie_gesetz_kommentare.xlsx";
const billDraft = (column: number, symbol: string, date: string, status: Status, title: string): Draft =>
  ({ symbol, date, status, title, file: table, read: async (bytes) => parseText((await draftsInTable(bytes))[column]!, { language: "de" }) });

/** The sets there are; the first is loaded when none is named. Public law, read from files that are not ours. */
export const realSets: RealSet[] = [
  {
    slug: "data-protection", symbol: "2012/0011(COD)", name: "Data protection, 2012–2016", textSlug: "regulation", text: "General Data Protection Regulation", language: "en",
    summary: "Two texts of a large instrument, four years apart.",
    drafts: [
      draft("gdpr-lobbyplag/commission-proposal-2012/proposal-com-2012-11.en.txt", "en", "COM(2012) 11", "2012-01-25", "proposal", "Proposal of the Commission"),
      draft("gdpr-lobbyplag/final-2016-679/gdpr.html", "en", "(EU) 2016/679", "2016-04-27", "adopted", "Regulation as adopted"),
    ],
  },
  {
    slug: "geothermal", symbol: "GeoBG", name: "Geothermal energy bill, 2025", textSlug: "bill", text: "Geothermiebeschleunigungsgesetz", language: "de",
    summary: "Four drafts of one German bill within five months.",
    drafts: [
      billDraft(0, "Entwurf 3.7.2025", "2025-07-03", "draft", "First draft"), billDraft(1, "BR 382/25", "2025-08-15", "draft", "Government bill"),
      billDraft(2, "Entwurf 1.10.2025", "2025-10-01", "draft", "Bill before Parliament"), billDraft(3, "Entwurf 3.12.2025", "2025-12-03", "revised", "Bill as amended in committee"),
    ],
  },
  {
    slug: "laundering", symbol: "CETS", name: "Laundering conventions, 1990 and 2005", textSlug: "convention", text: "Laundering, search, seizure and confiscation", language: "en",
    summary: "A convention and its successor, which carried much of it over.",
    drafts: [
      draft("coe-conventions/laundering-convention-1990.en-nl.md", "en", "CETS 141", "1990-11-08", "adopted", "Convention of 1990"),
      draft("coe-conventions/laundering-convention-2005.en-nl.md", "en", "CETS 198", "2005-05-16", "adopted", "Convention of 2005"),
    ],
  },
  {
    slug: "high-seas", symbol: "BBNJ", name: "High seas agreement, 2023", textSlug: "agreement", text: "Agreement on marine biological diversity beyond national jurisdiction", language: "en",
    summary: "One long agreement, read from its official PDF.",
    drafts: [draft("bbnj-agreement-2023/agreement-en.pdf", "en", "A/CONF.232/2023/4", "2023-06-19", "adopted", "Agreement as adopted")],
  },
];

/** The bytes of a draft's file under `folder`. */
export const bytesOf = (folder: string, it: Draft) => new Uint8Array(readFileSync(join(folder, it.file)));
