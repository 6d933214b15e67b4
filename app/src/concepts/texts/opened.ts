import type { Db } from "../../ground/db/database.ts";
import { Refusal } from "../../ground/refusal.ts";
import type { Viewer } from "../../ground/viewer.ts";
import type { Language } from "../../ground/words.ts";
import type { Process } from "../processes/process.ts";
import { processBySlug } from "../processes/store.ts";
import { readClean, readMarked, type Reading } from "./reading.ts";
import { editionsOf, instrumentBySlug, instrumentsOf, versionsInProcess, versionsOf } from "./store/versions.ts";
import type { Edition, Instrument, Version } from "./text.ts";

/** An instrument with the versions and editions that a viewer may read. */
export type Shelf = { process: Process; instrument: Instrument; versions: Version[]; editions: Edition[] };

export async function shelfOf(db: Db, processSlug: string, instrumentSlug: string, viewer: Viewer): Promise<Shelf> {
  const process = await processBySlug(db, processSlug);
  const instrument = await instrumentBySlug(db, process.id, instrumentSlug);
  const versions = await versionsOf(db, instrument, viewer);
  return { process, instrument, versions, editions: await editionsOf(db, versions.map((it) => it.id)) };
}

/** All shelves of a process: as many queries for many texts as for one. */
export async function shelvesOf(db: Db, process: Process, viewer: Viewer): Promise<Shelf[]> {
  const instruments = await instrumentsOf(db, process.id);
  const versions = await versionsInProcess(db, process.id, viewer);
  const editions = await editionsOf(db, versions.map((it) => it.id));
  return instruments.map((instrument) => ({ process, instrument, versions: versions.filter((it) => it.instrumentId === instrument.id), editions }));
}

/** The version at this place in the address, if it is on the shelf. */
export function versionOn(shelf: Pick<Shelf, "versions">, slug: string): Version {
  const version = shelf.versions.find((it) => it.slug === slug);
  if (!version) throw new Refusal("not-found", "version-unknown", { slug });
  return version;
}

/** The edition to read: in the language asked for, else in the page's, else the authentic one, else the first. */
export function editionOf(shelf: Pick<Shelf, "editions">, version: Version, asked: string | undefined, language: Language): Edition {
  const editions = shelf.editions.filter((it) => it.versionId === version.id);
  const wanted = editions.find((it) => it.language === asked) ?? editions.find((it) => it.language === language)
    ?? editions.find((it) => it.authenticity === "authentic") ?? editions.find((it) => it.language === "en") ?? editions[0];
  if (!wanted) throw new Refusal("not-found", "version-unknown", { slug: version.slug });
  return wanted;
}

/** What a version is compared with unless told otherwise: the one before it. */
export const predecessorOf = (shelf: Pick<Shelf, "versions">, version: Version) => shelf.versions.filter((it) => it.sequence < version.sequence).at(-1);

/** Read a version, marked against another unless `wanted` is "none" or there is none in its language. */
export async function read(db: Db, shelf: Shelf, version: Version, edition: Edition, wanted: string | undefined): Promise<Reading> {
  const other = wanted === "none" ? undefined : wanted ? versionOn(shelf, wanted) : predecessorOf(shelf, version);
  const otherEdition = other && shelf.editions.find((it) => it.versionId === other.id && it.language === edition.language);
  if (!other || !otherEdition || other.id === version.id) return readClean(db, version, edition);
  return readMarked(db, shelf.versions, { version, edition }, { version: other, edition: otherEdition });
}
