import { createHash } from "node:crypto";
import type { TreatyText } from "@travaux/treaty-text";
import type { Chance } from "../../ground/chance.ts";
import type { Db } from "../../ground/db/database.ts";
import { record } from "../../ground/journal.ts";
import { enterRecord } from "../../ground/record/enter.ts";
import { Refusal } from "../../ground/refusal.ts";
import { editorOf, type Viewer } from "../../ground/viewer.ts";
import type { Localized } from "../../ground/words.ts";
import type { Process } from "../processes/process.ts";
import { continued, identify, numberingAfter, type Identity } from "./identity.ts";
import { alignTexts, type Fixed } from "./reader.ts";
import { documentsOf, keepEntry } from "./store/entries.ts";
import { alignmentsOf, forget, homeless, leadOn, numbersGiven, placesIn, replaceAlignments, replacePlaces, replaceThemes } from "./store/lineage.ts";
import { addEdition, passagesIn, textOf } from "./store/passages.ts";
import { addInstrument, addVersion, editionsOf, everyVersionOf, instrumentsOf, publish, removeVersion } from "./store/versions.ts";
import { alike, slugOfSymbol, type Alignment, type Authenticity, type Instrument, type Status, type Version } from "./text.ts";

/** Open a text for a process; a second one under the same address is refused. */
export async function openInstrument(db: Db, viewer: Viewer, process: Process, it: { slug: string; title: Localized }, now: Date, chance: Chance): Promise<Instrument> {
  editorOf(viewer, process.id);
  if ((await instrumentsOf(db, process.id)).some((known) => known.slug === it.slug)) throw new Refusal("not-valid", "instrument-twice", { slug: it.slug });
  const instrument = { id: chance.id(), processId: process.id, slug: it.slug, title: it.title };
  await addInstrument(db, instrument);
  await record(db, viewer, "instrument opened", instrument.id, now, { slug: it.slug });
  return instrument;
}

/** What is said of a document when it is imported. */
export type Label = { symbol: string; date: string; status: Status; language: string; authenticity: Authenticity; title: Localized; slug?: string; source?: string };
export type Document = { bytes: Uint8Array; name: string; text: TreatyText };

/**
 * Import a document as a new version, or as another language of the version with its symbol. A new version is aligned with
 * the one before it and waits for an editor to publish it. Nothing is kept when anything is refused.
 */
export async function importText(db: Db, viewer: Viewer, process: Process, instrument: Instrument, label: Label, document: Document, now: Date, chance: Chance): Promise<Version> {
  const editor = editorOf(viewer, process.id);
  if (document.text.provisions.length === 0) throw new Refusal("not-valid", "document-without-provisions", { name: document.name });
  const versions = await everyVersionOf(db, instrument.id);
  const present = versions.find((it) => it.symbol === label.symbol);
  const version = present ?? next(instrument, versions, label, process.symbol, chance);
  if (present) await refuseSameLanguage(db, present, label);
  else await addVersion(db, version);
  const { language, authenticity, source = null } = label;
  const sha256 = createHash("sha256").update(document.bytes).digest("hex");
  await addEdition(db, { id: chance.id(), versionId: version.id, language, authenticity, source, fileName: document.name, sha256, importedAt: now, importedBy: editor }, document.text);
  if (!present) await realign(db, process.id, instrument, [...versions, version], version, chance);
  await record(db, viewer, "text imported", version.id, now, { symbol: label.symbol, language, sha256 });
  return version;
}

/** Words that the desk's own addresses use where a version's name stands. */
const takenByTheDesk = new Set(["import"]);

function next(instrument: Instrument, versions: Version[], label: Label, series: string, chance: Chance): Version {
  const last = versions.at(-1);
  if (last && label.date < last.date) throw new Refusal("not-valid", "version-before-predecessor", { symbol: label.symbol, date: label.date, predecessor: last.symbol, predecessorDate: last.date });
  const slug = label.slug ?? slugOfSymbol(label.symbol, series);
  if (!slug) throw new Refusal("not-valid", "symbol-without-letters", { symbol: label.symbol });
  const { symbol, date, status, title } = label;
    const free = takenByTheDesk.has(slug) || versions.some((it) => it.slug === slug) ? `${slug}-${date}` : slug;
  return { id: chance.id(), instrumentId: instrument.id, sequence: (last?.sequence ?? 0) + 1, slug: free, symbol, date, status, title, publishedAt: null, publishedBy: null };
}

async function refuseSameLanguage(db: Db, version: Version, label: Label) {
  const languages = (await editionsOf(db, [version.id])).map((it) => it.language);
  if (languages.includes(label.language)) throw new Refusal("not-valid", "symbol-twice", { symbol: label.symbol, date: version.date });
  if (label.date !== version.date) throw new Refusal("not-valid", "edition-of-another-day", { symbol: label.symbol, date: version.date, given: label.date });
}

/** Align `version` with its predecessor again, decisions kept, and give its provisions, and those of later versions, their identities. */
async function realign(db: Db, processId: string, instrument: Instrument, versions: Version[], version: Version, chance: Chance) {
  const predecessor = versions.find((it) => it.sequence === version.sequence - 1);
  if (predecessor) await align(db, predecessor, version, chance);
  const touched = new Map<string, string>();
  for (const it of versions.filter((later) => later.sequence >= version.sequence))
    for (const [old, place] of await identifyIn(db, processId, instrument, versions, it, chance)) touched.set(old, place);
  await leadOldNumbersOn(db, touched);
}

async function align(db: Db, older: Version, newer: Version, chance: Chance) {
  const decided = (await alignmentsOf(db, newer.id)).filter((it) => it.state !== "suggested");
  const [before, after] = await inOneLanguage(db, older, newer);
  const pairs = await alignTexts(before, after, decided.map(({ old, new: newIds }): Fixed => ({ old, new: newIds })), newer.symbol);
  const keyOf = (it: Fixed) => JSON.stringify([it.old.toSorted(), it.new.toSorted()]);
  const decisions = new Map(decided.map((it) => [keyOf(it), it]));
  const rows = pairs.map((pair): Alignment => {
    const { id = chance.id(), state = "suggested", decidedBy = null, decidedAt = null } = decisions.get(keyOf(pair)) ?? {};
    return { ...pair, id, state, decidedBy, decidedAt };
  });
  await replaceAlignments(db, newer.id, rows);
}

/** Two versions in a language that both have; where there is none, their structure is all that can be compared. */
async function inOneLanguage(db: Db, older: Version, newer: Version): Promise<[TreatyText, TreatyText]> {
  const editions = await editionsOf(db, [older.id, newer.id]);
  const of = (version: Version) => editions.filter((it) => it.versionId === version.id);
  const newest = of(newer).find((it) => of(older).some((other) => other.language === it.language)) ?? of(newer)[0]!;
  const oldest = of(older).find((it) => it.language === newest.language) ?? of(older)[0]!;
  return [await textOf(db, oldest), await textOf(db, newest)];
}

/** Who stood where before and stands there no more comes back: identity → the place it had. */
async function identifyIn(db: Db, processId: string, instrument: Instrument, versions: Version[], version: Version, chance: Chance) {
  const predecessor = versions.find((it) => it.sequence === version.sequence - 1);
  const older = predecessor ? await placesIn(db, predecessor.id) : new Map<string, Identity>();
  const inherited = new Map<string, Identity>();
  for (const [newer, old] of continued(await alignmentsOf(db, version.id))) {
    const identity = older.get(old);
    if (identity) inherited.set(newer, identity);
  }
  const before = await placesIn(db, version.id);
  const [edition] = await editionsOf(db, [version.id]);
  const passages = await passagesIn(db, edition!.id);
  const elsewhere = new Set([...older.values()].map((it) => it.id)); // what goes on from before can only come by alignment
  const kept = new Map([...before].filter(([, it]) => !elsewhere.has(it.id)));
  const { identities, added } = identify(passages, inherited, kept, numberingAfter(await numbersGiven(db, processId)), () => chance.id());
  await replacePlaces(db, instrument, version.id, identities, added);
  return [...before].filter(([place, it]) => identities.get(place)?.id !== it.id).map(([place, it]) => [it.id, identities.get(place)?.id ?? ""] as const);
}

/** A number that a correction left without a place leads to the provision that took it, so that no address dies. */
async function leadOldNumbersOn(db: Db, touched: ReadonlyMap<string, string>) {
  for (const id of await homeless(db, [...touched.keys()])) if (touched.get(id)) await leadOn(db, id, touched.get(id)!);
}

/** What an editor says of an alignment: these old provisions and these new ones go together; an empty side: added, or deleted. */
export type Decision = Fixed;

/** Confirm a suggestion or put a correction in its place; what else goes with what is found anew around it. */
export async function decideAlignment(db: Db, viewer: Viewer, process: Process, instrument: Instrument, version: Version, decision: Decision, now: Date, chance: Chance) {
  const editor = editorOf(viewer, process.id);
  const versions = await everyVersionOf(db, instrument.id);
  const rows = await alignmentsOf(db, version.id);
  refuseUnknown(decision, rows, version);
  const same = rows.find((it) => equal(it.old, decision.old) && equal(it.new, decision.new));
  const touches = (it: Alignment) => it.old.some((id) => decision.old.includes(id)) || it.new.some((id) => decision.new.includes(id));
  const decided: Alignment = same
    ? { ...same, state: same.state === "corrected" ? "corrected" : "confirmed", decidedBy: editor, decidedAt: now }
    : { id: chance.id(), ...decision, changes: [], similarity: 0, state: "corrected", decidedBy: editor, decidedAt: now };
  await replaceAlignments(db, version.id, [...rows.filter((it) => !touches(it) && it.state !== "suggested"), decided]);
  await realign(db, process.id, instrument, versions, version, chance);
  await record(db, viewer, same ? "alignment confirmed" : "alignment corrected", version.id, now, decision);
}

const equal = (a: string[], b: string[]) => a.length === b.length && a.every((it) => b.includes(it));

function refuseUnknown(decision: Decision, rows: Alignment[], version: Version) {
  const known = { old: new Set(rows.flatMap((it) => it.old)), new: new Set(rows.flatMap((it) => it.new)) };
  const unknown = decision.old.find((it) => !known.old.has(it)) ?? decision.new.find((it) => !known.new.has(it));
  if (unknown !== undefined) throw new Refusal("not-valid", "place-unknown", { place: unknown, symbol: version.symbol });
  if (decision.old.length + decision.new.length === 0) throw new Refusal("not-valid", "decision-empty");
}

/** Confirm every suggestion of a version that is at least this alike, 0 to 1; how many were confirmed comes back. */
export async function confirmAlike(db: Db, viewer: Viewer, process: Process, version: Version, atLeast: number, now: Date) {
  const editor = editorOf(viewer, process.id);
  const rows = await alignmentsOf(db, version.id);
  const sure = alike(rows, atLeast);
  const confirmed = new Set(sure.map((it) => it.id));
  await replaceAlignments(db, version.id, rows.map((it) => (confirmed.has(it.id) ? { ...it, state: "confirmed", decidedBy: editor, decidedAt: now } : it)));
  await record(db, viewer, "alignments confirmed", version.id, now, { atLeast, count: sure.length });
  return sure.length;
}

/** Publish a version; the ones before it must be public, so that its redline has something to stand on. That it was, and with which documents, enters the record. */
export async function publishVersion(db: Db, viewer: Viewer, process: Process, instrument: Instrument, version: Version, now: Date, chance: Chance) {
  const editor = editorOf(viewer, process.id);
  if (version.publishedAt) throw new Refusal("not-now", "version-published", { symbol: version.symbol, date: version.publishedAt });
  const waiting = (await everyVersionOf(db, instrument.id)).find((it) => it.sequence < version.sequence && !it.publishedAt);
  if (waiting) throw new Refusal("not-now", "predecessor-unpublished", { symbol: version.symbol, predecessor: waiting.symbol });
  await publish(db, version.id, now, editor);
  await record(db, viewer, "version published", version.id, now, { symbol: version.symbol });
  const { symbol, date } = version;
  const statement = { what: "version published", process: process.slug, text: instrument.slug, symbol, date, documents: await documentsOf(db, version.id), day: now.toISOString().slice(0, 10) };
  await keepEntry(db, version.id, await enterRecord(db, chance, statement));
}

/** Throw away a version that was never published, with its words and the numbers given in it. */
export async function discardVersion(db: Db, viewer: Viewer, process: Process, instrument: Instrument, version: Version, now: Date) {
  editorOf(viewer, process.id);
  if (version.publishedAt) throw new Refusal("not-now", "version-published", { symbol: version.symbol, date: version.publishedAt });
  const later = (await everyVersionOf(db, instrument.id)).find((it) => it.sequence > version.sequence);
  if (later) throw new Refusal("not-now", "version-has-successor", { symbol: version.symbol, successor: later.symbol });
  const identities = [...(await placesIn(db, version.id)).values()].map((it) => it.id);
  await removeVersion(db, version.id);
  await forget(db, await homeless(db, identities));
  await record(db, viewer, "version discarded", version.id, now, { symbol: version.symbol });
}

/** Tag a provision with these themes, in place of those it had. */
export async function tagProvision(db: Db, viewer: Viewer, processId: string, provisionId: string, themeIds: string[], now: Date) {
  editorOf(viewer, processId);
  await replaceThemes(db, provisionId, themeIds);
  await record(db, viewer, "provision tagged", provisionId, now, { themeIds });
}
