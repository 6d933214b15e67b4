// Word and Excel files (OPC packages of XML): the parts that say something are kept, each without the attributes and elements that
// say who, when and where; parts about the file itself go. What we do not know is refused, not guessed at.
import { unzipSync, zipSync } from "fflate";
import { Refusal } from "../refusal.ts";
import type { Cleaned, CleanType } from "./clean.ts";
import { cleanComments, cleanXml } from "./clean-xml.ts";

/** Parts about the file: properties, people, signatures, printers, connections, earlier states, other programs' data. */
const goes = [
  /^docProps\//, /^_xmlsignatures\//, /^customXml\//, /^word\/(people|webSettings)\.xml$/, /^word\/comments(Ids|Extensible)\.xml$/, /^word\/glossary\//, /(^|\/)printerSettings\//, /\/printerSettings\d*\.bin$/,
  /^xl\/(persons|threadedComments|revisions|customProperty|queryTables|userShapes)\//, /^xl\/(connections|calcChain|volatileDependencies)\.xml$/, /^docMetadata\//, /\.psmdcp$/, /\/$/,
];
const stays = /^(\[Content_Types\]\.xml|_rels\/\.rels|(word|xl)\/(?!.*\.bin$)[\w/. -]*\.(xml|rels|vml|odttf))$/;
const picture = /\.(jpe?g|png)$/i;
const package_ = /\.(docx|xlsx)$/i;

/** Unpacked, more than any document that people write; a bomb stops here. */
const largest = 256 * 1024 * 1024;

type CleanPicture = (bytes: Uint8Array) => Cleaned;

/** A Word or Excel file without its metadata. */
export function cleanOffice(bytes: Uint8Array, cleanPicture: CleanPicture, depth = 0): Cleaned {
  const parts = unpacked(bytes);
  const type: CleanType | null = "word/document.xml" in parts ? "docx" : "xl/workbook.xml" in parts ? "xlsx" : null;
  if (!type || depth > 2) throw new Refusal("not-valid", "file-not-cleanable");
  const kept = Object.fromEntries(Object.entries(parts).filter(([name]) => !goes.some((it) => it.test(name))).map(([name, part]) => [name, cleanPart(name, part, cleanPicture, depth)]));
  const isThere = (name: string) => Object.hasOwn(kept, name);
  const linked = Object.fromEntries(Object.entries(kept).filter(([name]) => !isOrphanOfRels(name, isThere)).map(([name, part]) => [name, name.endsWith(".rels") || name === contentTypes ? withoutGone(name, part, isThere) : part]));
  return { type, bytes: zipSync(linked, { mtime: new Date("1980-01-01T12:00:00Z"), level: 6 }) };
}

const contentTypes = "[Content_Types].xml";

function unpacked(bytes: Uint8Array): Record<string, Uint8Array> {
  let sum = 0;
  return unzipSync(bytes, { filter: ({ originalSize }) => {
    sum += originalSize;
    if (sum > largest) throw new Refusal("too-large", "file-not-cleanable");
    return true;
  } });
}

function cleanPart(name: string, part: Uint8Array, cleanPicture: CleanPicture, depth: number): Uint8Array {
  if (picture.test(name)) return cleanPicture(part).bytes;
  if (package_.test(name)) return cleanOffice(part, cleanPicture, depth + 1).bytes;
  if (!stays.test(name)) throw new Refusal("not-valid", "file-not-cleanable"); // macros, programs, pictures of kinds that hold names
  if (name.endsWith(".odttf")) return part;
  const xml = decoded(part);
  return encoded(/^xl\/comments\d*\.xml$|^xl\/comments\//.test(name) ? cleanComments(cleanXml(xml)) : cleanXml(xml));
}

const encoded = (text: string) => new TextEncoder().encode(text);
/** Parts are in UTF-8 or, with a mark, in UTF-16. */
function decoded(part: Uint8Array): string {
  const encoding = part[0] === 0xff && part[1] === 0xfe ? "utf-16le" : part[0] === 0xfe && part[1] === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding, { fatal: true }).decode(part).replace(/^<\?xml[^>]*\?>/, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>');
}

/** "word/_rels/document.xml.rels" belongs to "word/document.xml". */
const ownerOf = (rels: string) => rels.replace(/(^|\/)_rels\//, "$1").replace(/\.rels$/, "");
const isOrphanOfRels = (name: string, isThere: (name: string) => boolean) => name.endsWith(".rels") && name !== "_rels/.rels" && !isThere(ownerOf(name));

/** Relations and content types without those of parts that went. */
function withoutGone(name: string, part: Uint8Array, isThere: (name: string) => boolean): Uint8Array {
  const folder = ownerOf(name).split("/").slice(0, -1).join("/");
  const text = new TextDecoder().decode(part);
  return encoded(text.replaceAll(/<(?:\w+:)?(Relationship|Override)\b[^>]*?(?:\/>|>\s*<\/(?:\w+:)?\1>)/g, (element, kind: string) => {
    const target = /\b(?:Target|PartName)="([^"]*)"/.exec(element)?.[1] ?? "";
    if (/TargetMode="External"/.test(element)) return element;
    return isThere(kind === "Override" || target.startsWith("/") ? target.slice(1) : resolved(folder, target)) ? element : "";
  }));
}

/** "word" and "../docProps/app.xml" → "docProps/app.xml". */
const resolved = (folder: string, target: string) => decodeURIComponent(new URL(target, `file:///${folder ? `${folder}/` : ""}`).pathname.slice(1));
