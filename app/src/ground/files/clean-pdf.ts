// PDF: everything that a reader of the pages needs is reached from the catalogue; of that, what is about the file, its makers and
// their machines is taken out, and what nothing leads to any more (earlier revisions too) is not written again.
import { EncryptedPDFError, PDFArray, PDFDict, PDFDocument, PDFInvalidObject, PDFName, PDFRawStream, PDFRef, PDFStream, type PDFContext, type PDFObject } from "@cantoo/pdf-lib";
import { Refusal } from "../refusal.ts";
import { cleanJpeg } from "./clean-image.ts";

/** Entries that go wherever they stand: metadata, programs' private data, thumbnails, attachments, scripts, signatures' trust. */
const goes = ["Metadata", "PieceInfo", "LastModified", "Thumb", "AF", "CreatorInfo", "Author", "Creator", "Producer", "CreationDate", "ModDate", "Company", "SourceModified", "EmbeddedFiles", "JavaScript", "JS", "AA", "XFA", "Collection", "Perms", "DSS", "SpiderInfo", "Legal", "EF"].map((it) => PDFName.of(it));
/** What a note says of its writer; its words, in Contents, stay. */
const ofNotes = ["T", "Subj", "M", "NM", "RC", "RT", "FS", "Popup"].map((it) => PDFName.of(it));
const [annots, subtype, filter, value, fieldType] = ["Annots", "Subtype", "Filter", "V", "FT"].map((it) => PDFName.of(it)) as [PDFName, PDFName, PDFName, PDFName, PDFName];

/** A PDF without its metadata; a refusal for one that is encrypted, or holds pictures that cannot be cleaned. */
export async function cleanPdf(bytes: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false }).catch((error: unknown) => {
    throw error instanceof EncryptedPDFError ? new Refusal("not-valid", "file-encrypted") : error;
  });
  const { context } = document;
  context.trailerInfo.Info = undefined;
  context.trailerInfo.ID = undefined;
  const reached = reachedFrom(context, context.trailerInfo.Root!);
  for (const [ref] of context.enumerateIndirectObjects()) if (!reached.has(ref.toString())) context.delete(ref);
  return document.save({ useObjectStreams: true, addDefaultPage: false, updateFieldAppearances: false });
}

/** Clean everything that can be reached, and say what that is; an entry that goes leads nowhere any more. */
function reachedFrom(context: PDFContext, root: PDFObject): Set<string> {
  const reached = new Set<string>();
  const waiting: PDFObject[] = [root];
  for (let it = waiting.pop(); it; it = waiting.pop()) {
    if (it instanceof PDFRef) {
      if (reached.has(it.toString())) continue;
      reached.add(it.toString());
      const found = context.lookup(it);
      if (found instanceof PDFInvalidObject) throw new RangeError(`the object ${it.toString()} is damaged`);
      if (found instanceof PDFRawStream) cleanStream(context, it, found);
      if (found) waiting.push(context.lookup(it)!);
    } else if (it instanceof PDFArray) waiting.push(...it.asArray());
    else if (it instanceof PDFDict || it instanceof PDFStream) waiting.push(...cleanDict(context, it instanceof PDFStream ? it.dict : it).values());
  }
  return reached;
}

function cleanDict(context: PDFContext, dict: PDFDict): PDFDict {
  for (const name of goes) dict.delete(name);
  if (dict.lookup(fieldType) === PDFName.of("Sig")) dict.delete(value);
  const notes = dict.lookup(annots);
  if (notes instanceof PDFArray) cleanNotes(context, notes);
  return dict;
}

/** Of notes their writers; files pinned to a page go as a whole. */
function cleanNotes(context: PDFContext, notes: PDFArray) {
  for (let index = notes.size() - 1; index >= 0; index--) {
    const note = context.lookup(notes.get(index));
    if (!(note instanceof PDFDict)) continue;
    const kind = note.lookup(subtype);
    if (kind === PDFName.of("FileAttachment") || kind === PDFName.of("Popup")) notes.remove(index);
    else if (kind !== PDFName.of("Widget")) for (const name of ofNotes) note.delete(name); // a field is called by its T
  }
}

/** Photographs carry metadata of their own; of those in JPEG it is taken out, and JPEG 2000 is refused. */
function cleanStream(context: PDFContext, ref: PDFRef, stream: PDFRawStream) {
  const coded = stream.dict.lookup(filter);
  const names = coded instanceof PDFArray ? coded.asArray().map(String) : [String(coded)];
  if (names.includes("/JPXDecode")) throw new Refusal("not-valid", "file-not-cleanable");
  if (!names.includes("/DCTDecode")) return;
  if (names.length > 1) throw new Refusal("not-valid", "file-not-cleanable");
  context.assign(ref, PDFRawStream.of(stream.dict, cleanJpeg(stream.contents)));
}
