import { compare, print, readDocument, Unreadable, walk, type TreatyText } from "@travaux/treaty-text";
import { asViewer } from "../ground/db/request.ts";
import { Refusal } from "../ground/refusal.ts";
import { houseKeeper, type Viewer } from "../ground/viewer.ts";
import type { House } from "../ground/web/env.ts";
import { allProcesses, processBySlug } from "../concepts/processes/store.ts";
import type { Process } from "../concepts/processes/process.ts";
import { versionAddress } from "../concepts/texts/addresses.ts";
import { LabelInput } from "../concepts/texts/inputs.ts";
import { confirmAlike, decideAlignment, importText, openInstrument, publishVersion } from "../concepts/texts/operations.ts";
import { shelfOf, versionOn, type Shelf } from "../concepts/texts/opened.ts";
import { readText } from "../concepts/texts/reader.ts";
import { alignmentsOf } from "../concepts/texts/store/lineage.ts";
import { instrumentsOf, versionsOf } from "../concepts/texts/store/versions.ts";
import type { Instrument } from "../concepts/texts/text.ts";
import { wordsIn } from "../ground/words.ts";
import { WrongUsage, type Command, type Given } from "./commands.ts";

/** Whoever holds the machine holds the house; what they do is recorded under this name. */
export const operator = (name = "command line"): Viewer => houseKeeper(name);

const readFrom = (given: Given, name: string): Promise<TreatyText> => readDocument(given.file(name), { name, ...(given.options.language ? { language: given.options.language } : {}) });

/** Commands that need no house. */
const parse: Command = {
  name: "parse", usage: "FILE [--language en] [--format json|text]", about: "Read a document into a tree of provisions, with what the reader was unsure of.",
  takes: [1, 1], options: ["language"], files: "all", house: false,
  async run(given) {
    const format = given.options.format ?? "json";
    if (format !== "json" && format !== "text") throw new WrongUsage(`There is no format “${format}” for parse; there are json and text.`);
    const text = await readFrom(given, given.words[0]!);
    return { text: format === "text" ? print(text) : JSON.stringify(text, null, 2), data: text };
  },
};

const compareFiles: Command = {
  name: "compare", usage: "OLD NEW [--language en]", about: "Align two versions and redline them, word by word.",
  takes: [2, 2], options: ["language"], files: "all", house: false,
  async run(given) {
    const [before, after] = [await readFrom(given, given.words[0]!), await readFrom(given, given.words[1]!)];
    const comparison = compare(before, after);
    return { text: JSON.stringify(comparison, null, 2), data: comparison };
  },
};

/** "model/convention", or "convention" where only one process has it. */
async function instrumentNamed(house: House, name: string): Promise<{ process: Process; instrument: Instrument }> {
  const { db } = house.database;
  const [first = "", second] = name.split("/");
  const processes = second === undefined ? await allProcesses(db) : [await processBySlug(db, first)];
  const found: { process: Process; instrument: Instrument }[] = [];
  for (const process of processes) for (const instrument of await instrumentsOf(db, process.id)) if (instrument.slug === (second ?? first)) found.push({ process, instrument });
  if (found.length === 1) return found[0]!;
  throw new Refusal("not-found", found.length === 0 ? "instrument-unknown" : "instrument-ambiguous", { slug: name });
}

async function shelfNamed(house: House, name: string, viewer: Viewer): Promise<Shelf> {
  const { process, instrument } = await instrumentNamed(house, name);
  return shelfOf(house.database.db, process.slug, instrument.slug, viewer);
}

const open: Command = {
  name: "open text", usage: "PROCESS/TEXT --title TITLE", about: "Open a new text in a process, to import versions into.", takes: [1, 1], options: ["title", "name"], house: true,
  async run(house, given) {
    const [slug = "", text = ""] = given.words[0]!.split("/");
    if (!text || !given.options.title) throw new WrongUsage("Usage: travaux open text PROCESS/TEXT --title TITLE");
    const viewer = operator(given.options.name);
    await asViewer(house.database.db, viewer, async (tx) => openInstrument(tx, viewer, await processBySlug(tx, slug), { slug: text, title: { en: given.options.title! } }, house.clock(), house.chance));
    return { text: `Opened ${slug}/${text}.`, data: { process: slug, instrument: text } };
  },
};

/** Options of `import text` under the names of the label, with what they are when left out. */
function labelOf({ options }: Given) {
  const label = LabelInput.safeParse({
    symbol: options.symbol ?? "", date: options.date ?? "", title: options.version ?? options.symbol ?? "", status: options.status ?? "draft",
    language: options.language ?? "en", authenticity: options.authenticity ?? "authentic", source: options.source,
  });
  if (label.success) return label.data;
  const [issue] = label.error.issues;
  const field = String(issue!.path[0]);
  throw new WrongUsage(`--${field === "title" ? "version" : field}: ${issueSentence(issue!.message)} Usage: travaux import text ${importText_.usage}`);
}
const issueSentence = (it: string) => (it.startsWith("texts.") ? wordsIn("en").say(it as "texts.symbol.needed") : `${it}.`);

const importText_: Command = {
  name: "import text", usage: "FILE --instrument PROCESS/TEXT --symbol SYMBOL --date YYYY-MM-DD [--version TITLE] [--status draft] [--language en] [--authenticity authentic] [--source WHERE] [--publish]",
  about: "Read a document (text, DOCX, PDF, HTML) into a new version, aligned with the one before it; unpublished unless --publish.",
  takes: [1, 1], options: ["instrument", "symbol", "date", "version", "status", "language", "authenticity", "source", "name"], flags: ["publish"], files: "all", house: true,
  async run(house, given) {
    const [name] = given.words;
    const label = labelOf(given);
    if (!given.options.instrument) throw new WrongUsage(`Usage: travaux import text ${importText_.usage}`);
    const bytes = given.file(name!);
    const viewer = operator(given.options.name);
    const { process, instrument } = await instrumentNamed(house, given.options.instrument);
    given.say(`Reading ${name} …`);
    const text = await readText(bytes, name!, label.language);
    const version = await asViewer(house.database.db, viewer, async (tx) => {
      const made = await importText(tx, viewer, process, instrument, { ...label, title: { en: label.title } }, { bytes, name: name!, text }, house.clock(), house.chance);
      if (given.flags.has("publish") && !made.publishedAt) await publishVersion(tx, viewer, process, instrument, made, house.clock(), house.chance);
      return made;
    });
    const address = `${house.baseUrl}${versionAddress(process, instrument, version)}`;
    const { doubts, charactersIn, charactersKept } = text.fidelity;
    const articles = [...walk(text.provisions)].filter((it) => it.kind === "article").length;
    return {
      text: [`${version.symbol}: ${articles} articles, ${Math.round((100 * charactersKept) / Math.max(1, charactersIn))}% of the characters kept, ${doubts.length} doubts.`, ...doubts.slice(0, 20).map((it) => `  ${it.where}: ${it.what}`), address].join("\n"),
      data: { symbol: version.symbol, slug: version.slug, articles, fidelity: text.fidelity, address },
    };
  },
};

const alignments: Command = {
  name: "align", usage: "PROCESS/TEXT VERSION [--old IDS --new IDS] [--confirm SCORE]", about: "Show what goes with what; correct it (--old art_17 --new art_4), or confirm what is at least so alike.",
  takes: [2, 2], options: ["old", "new", "confirm", "name"], house: true,
  async run(house, given) {
    const { options, words: [name, slug] } = given;
    const viewer = operator(options.name);
    const shelf = await shelfNamed(house, name!, viewer);
    const version = versionOn(shelf, slug!);
    const ids = (it: string | undefined) => (it ?? "").split(/[\s,]+/).filter(Boolean);
    await asViewer(house.database.db, viewer, async (tx) => {
      if (options.old !== undefined || options.new !== undefined) await decideAlignment(tx, viewer, shelf.process, shelf.instrument, version, { old: ids(options.old), new: ids(options.new) }, house.clock(), house.chance);
      if (options.confirm !== undefined) await confirmAlike(tx, viewer, shelf.process, version, scoreIn(options.confirm), house.clock());
    });
    const rows = (await alignmentsOf(house.database.db, version.id)).map(({ id: _, ...it }) => it);
    const lines = rows.filter((it) => !it.changes.includes("same")).map((it) => `${it.old.join(" ") || "—"} → ${it.new.join(" ") || "—"}  ${it.changes.join(", ")}  ${it.similarity.toFixed(2)}  ${it.state}`);
    return { text: lines.join("\n"), data: rows };
  },
};

function scoreIn(text: string) {
  const score = text.trim() === "" ? Number.NaN : Number(text);
  if (!(score >= 0 && score <= 1)) throw new WrongUsage(`--confirm takes a score from 0 to 1, such as 0.9; “${text}” is none.`);
  return score;
}

const publishCommand: Command = {
  name: "publish", usage: "PROCESS/TEXT VERSION", about: "Publish a version, for everybody to read.", takes: [2, 2], options: ["name"], house: true,
  async run(house, given) {
    const viewer = operator(given.options.name);
    const shelf = await shelfNamed(house, given.words[0]!, viewer);
    const version = versionOn(shelf, given.words[1]!);
    await asViewer(house.database.db, viewer, (tx) => publishVersion(tx, viewer, shelf.process, shelf.instrument, version, house.clock(), house.chance));
    const address = `${house.baseUrl}${versionAddress(shelf.process, shelf.instrument, version)}`;
    return { text: `Published: ${address}`, data: { symbol: version.symbol, address } };
  },
};

const list: Command = {
  name: "texts", usage: "", about: "List processes, texts and versions, with the names that other commands take.", takes: [0, 0], house: true,
  async run(house) {
    const { db } = house.database;
    const rows: { name: string; versions: { slug: string; symbol: string; date: string; published: boolean }[] }[] = [];
    for (const process of await allProcesses(db)) {
      const instruments = await instrumentsOf(db, process.id);
      if (instruments.length === 0) rows.push({ name: process.slug, versions: [] });
      for (const instrument of instruments) {
        const versions = await versionsOf(db, instrument, operator());
        rows.push({ name: `${process.slug}/${instrument.slug}`, versions: versions.map((it) => ({ slug: it.slug, symbol: it.symbol, date: it.date, published: it.publishedAt !== null })) });
      }
    }
    return { text: rows.flatMap((it) => [it.name, ...it.versions.map((one) => `  ${one.slug}  ${one.symbol}  ${one.date}${one.published ? "" : "  (not published)"}`)]).join("\n") || "No process yet.", data: rows };
  },
};

export const textCommands: Command[] = [parse, compareFiles, list, open, importText_, alignments, publishCommand];
export const isUnreadable = (it: unknown): it is Unreadable => it instanceof Unreadable;
