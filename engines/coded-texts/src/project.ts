// A project as REFI-QDA exchanges it [1]: a zip with project.qde, which holds codes, sources, codings and notes, and the plain text of each source under the
// hash of its words, so that one text has one file. Order, times and hashes come from what is given: the same project is the same bytes.
// [1] REFI-QDA 1.5, Project-mrt2019.xsd, https://www.qdasoftware.org.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { unzipSync, zipSync } from "fflate";
import { type Code, codesIn } from "./codebook.ts";
import { codeXml, type ReadCodebook, readCodebook } from "./codebook-xml.ts";
import { codePointsIn } from "./positions.ts";
import { Unfit } from "./unfit.ts";
import { document, element, heldByXml, words } from "./xml.ts";

/** Who did something: a guid and a name, or what stands for one. */
export type User = { guid: string; name: string };

/** A code given to a passage by a user. */
export type ProjectCoding = { guid: string; code: string; user?: string };

/** A passage of a source, in places as JavaScript counts them, and the codes given to it. */
export type Selection = { guid: string; start: number; end: number; name?: string; user?: string; codings: readonly ProjectCoding[] };

/** A text: its words with \n at line ends, what is known of it (by the guid of a variable) and its passages. */
export type ProjectSource = { guid: string; name: string; text: string; values?: Readonly<Record<string, string>>; selections: readonly Selection[] };

/** A memo; `about` is the guid of a code, source or selection, or null where it is about the whole. */
export type Note = { guid: string; name: string; text: string; about: string | null; user?: string };

/** All of it. `origin` names the program that writes; variables say what the values of sources are. */
export type Project = { name: string; origin: string; description?: string; users: readonly User[]; codes: readonly Code[]; variables?: readonly User[]; sources: readonly ProjectSource[]; notes: readonly Note[] };

const projectSpace = "urn:QDA-XML:project:1.0";

/** The project as a .qdpx file. Throws a RangeError where a coding or a note is about what is not there. */
export function writeProject(project: Project): Uint8Array {
  const files: Record<string, Uint8Array> = { "project.qde": new TextEncoder().encode(projectXml(project)) };
  for (const { text } of project.sources) files[`Sources/${fileName(text)}`] = new TextEncoder().encode(heldByXml(text));
  return zipSync(files, { mtime: new Date(1980, 0, 1, 12), level: 6 }); // the first day that a zip can hold
}

const fileName = (text: string) => `${bytesToHex(sha256(new TextEncoder().encode(heldByXml(text))))}.txt`;

/** What stands in project.qde, valid by the schema of the standard. */
export function projectXml(project: Project): string {
  checkReferences(project);
  const about = Map.groupBy(project.notes, (it) => it.about);
  const notesAbout = (guid: string | null) => (about.get(guid) ?? []).map((it) => it.guid);
  const list = (name: string, all: readonly string[]) => (all.length === 0 ? null : element(name, {}, ...all));
  return document(element("Project", { xmlns: projectSpace, name: project.name, origin: project.origin },
    list("Users", project.users.map(({ guid, name }) => element("User", { guid, name }))),
    project.codes.length === 0 ? null : element("CodeBook", {}, element("Codes", {}, ...project.codes.map((it) => codeXml(it, notesAbout)))),
    list("Variables", (project.variables ?? []).map(({ guid, name }) => element("Variable", { guid, name, typeOfVariable: "Text" }))),
    list("Sources", project.sources.map((it) => sourceXml(it, notesAbout))),
    list("Notes", project.notes.map(({ guid, name, text, user }) => element("Note", { guid, name, creatingUser: user }, words("PlainTextContent", text) ?? element("PlainTextContent", {})))),
    words("Description", project.description ?? ""),
    ...references(notesAbout(null))));
}

const references = (guids: readonly string[]) => guids.map((targetGUID) => element("NoteRef", { targetGUID }));

function sourceXml(source: ProjectSource, notesAbout: (guid: string) => readonly string[]): string {
  const points = codePointsIn(source.text);
  const values = Object.entries(source.values ?? {}).map(([targetGUID, value]) => element("VariableValue", {}, element("VariableRef", { targetGUID }), words("TextValue", value)));
  return element("TextSource", { guid: source.guid, name: source.name, plainTextPath: `internal://${fileName(source.text)}` },
    ...source.selections.map((it) => selectionXml(it, points, notesAbout)), ...references(notesAbout(source.guid)), ...values);
}

function selectionXml(it: Selection, points: (place: number) => number, notesAbout: (guid: string) => readonly string[]): string {
  const codings = it.codings.map(({ guid, code, user }) => element("Coding", { guid, creatingUser: user }, element("CodeRef", { targetGUID: code })));
  return element("PlainTextSelection", { guid: it.guid, name: it.name, startPosition: String(points(it.start)), endPosition: String(points(it.end)), creatingUser: it.user }, ...codings, ...references(notesAbout(it.guid)));
}

function checkReferences({ users, codes, sources, notes }: Project): void {
  const [userGuids, codeGuids] = [new Set(users.map((it) => it.guid)), new Set([...codesIn(codes)].map((it) => it.code.guid))];
  const isThere = new Set<string | null>([null, ...codeGuids]);
  const mustBeUser = (guid: string | undefined) => { if (guid !== undefined && !userGuids.has(guid)) throw new RangeError(`there is no user ${guid}; name all in users`); };
  for (const source of sources) {
    isThere.add(source.guid);
    for (const it of source.selections) {
      isThere.add(it.guid);
      mustBeUser(it.user);
      if (it.start < 0 || it.end < it.start || it.end > source.text.length) throw new RangeError(`a passage from ${it.start} to ${it.end} does not fit into “${source.name}”, which has ${source.text.length} characters`);
      for (const { code, user } of it.codings) {
        if (!codeGuids.has(code)) throw new RangeError(`there is no code ${code}; name all in codes`);
        mustBeUser(user);
      }
    }
  }
  for (const { about, user, name } of notes) {
    mustBeUser(user);
    if (!isThere.has(about)) throw new RangeError(`the note “${name}” is about ${about}, which is not there`);
  }
}

/** A project of 1,000 sources with 100,000 codings is some 40 MB of XML. */
const mostBytes = 60_000_000;

/** The codes of a project (.qdpx). Nothing but project.qde is unpacked, and no more than it may have; its name is read without regard to case, as programs write it. */
export function readProjectCodes(archive: Uint8Array): ReadCodebook {
  let files: Record<string, Uint8Array>;
  let isLarge = false;
  try {
    files = unzipSync(archive, { filter: ({ name, originalSize }) => {
      if (!/^(?:[^/]*\/)?project\.qde$/i.test(name)) return false;
      isLarge ||= originalSize > mostBytes;
      return !isLarge;
    } });
  } catch {
    throw new Unfit(null, "archive");
  }
  if (isLarge) throw new Unfit(null, "archive-large", { limit: mostBytes / 1_000_000 });
  const [project] = Object.values(files);
  if (!project) throw new Unfit(null, "no-project");
  return readCodebook(decoded(project));
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Unfit(null, "xml", { why: "its signs are not UTF-8" });
  }
}
