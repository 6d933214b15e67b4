// Forms with files: how much of one is taken in, and what becomes of the files before the request's transaction begins. A request
// that is too large is read to its end and thrown away as it comes, so that the browser hears the answer; what was typed before the
// file that was too much is kept, so the form comes back as it was. For this, fields for files stand last in a form.
import type { MiddlewareHandler } from "hono";
import { attachmentTooLarge, largestAttachment, readAttachment, type Attachment } from "../files/attachment.ts";
import { Refusal } from "../refusal.ts";
import type { Door, Env } from "./env.ts";
import { sentForm } from "./forms.tsx";

/** The name of the field for files. */
export const filesField = "files";
export const mostFiles = 5;
/** Of the whole request: five files of usual size with their pictures. */
export const largestUpload = 30 * 1024 * 1024;

/** What came of the files of a form, found in `c.var.upload`: those read, in their order, and a refusal for each of the others. */
export type FilesUpload = { files: Attachment[]; refused: Refusal[] };

/** Of a request that says beforehand that it is too large, so much is read for what was typed. */
const typedBytes = 1024 * 1024;
/** Whoever sends more than this without an end gets no answer. */
const mostThrownAway = 256 * 1024 * 1024;

const boundaryOf = (c: Door) => /^multipart\/form-data\b.*\bboundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(c.req.header("content-type") ?? "")?.slice(1).find(Boolean);

/** Does somebody with a session send a form that may hold files? */
export const maySendFiles = (c: Door): boolean => c.var.viewer.kind === "person" && boundaryOf(c) !== undefined;

/** Take in a form with files up to its limit, in place of the limit for other forms; goes before whatever reads the body. */
export const boundedUpload: MiddlewareHandler<Env> = async (c, next) => {
  const boundary = boundaryOf(c);
  if (!boundary || !c.req.raw.body) throw new Refusal("not-valid", "form-broken");
  const isTooLarge = Number(c.req.header("content-length") ?? 0) > largestUpload;
  const { bytes, isWhole } = await firstOf(c.req.raw.body, isTooLarge ? typedBytes : largestUpload);
  if (!isWhole) c.set("upload", tooMuch());
  const body = isWhole ? bytes : completeParts(bytes, boundary);
  if (!body) throw tooMuch();
  const headers = new Headers(c.req.raw.headers);
  headers.delete("content-length");
  c.req.raw = new Request(c.req.url, { method: c.req.method, headers, body: body as Uint8Array<ArrayBuffer> });
  return next();
};

const tooMuch = () => new Refusal("too-large", "attachments-too-large", { limit: largestUpload / 1024 / 1024 });

/** The first bytes of a stream, up to `most`, and whether they are all; the rest is read and forgotten. */
async function firstOf(stream: ReadableStream<Uint8Array>, most: number): Promise<{ bytes: Uint8Array; isWhole: boolean }> {
  const chunks: Uint8Array[] = [];
  let taken = 0;
  let seen = 0;
  for await (const chunk of stream) {
    seen += chunk.length;
    const room = most - taken;
    if (room > 0) chunks.push(chunk.subarray(0, room));
    taken += Math.min(room, chunk.length);
    if (seen > mostThrownAway) break;
  }
  return { bytes: Buffer.concat(chunks), isWhole: seen <= most };
}

/** A form that was cut off, with those of its parts that came whole; null where none did. */
function completeParts(bytes: Uint8Array, boundary: string): Uint8Array | null {
  const form = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = form.lastIndexOf(`\r\n--${boundary}`);
  return end > 0 ? Buffer.concat([form.subarray(0, end), Buffer.from(`\r\n--${boundary}--\r\n`)]) : null;
}

/**
 * Read the files of a form before the request's transaction begins, since a large PDF takes seconds and the embedded database has one
 * session for everybody; goes after the form's token was checked. A visitor's files are not read.
 */
export const readFilesUpload: MiddlewareHandler<Env> = async (c, next) => {
  if (c.req.method !== "POST" || c.var.viewer.kind === "visitor") return next();
  const given = c.var.upload instanceof Refusal ? [c.var.upload] : [];
  const sent = [(await sentForm(c))[filesField] ?? []].flat().filter((it): it is File => it instanceof File && (it.size > 0 || it.name !== ""));
  if (sent.length > mostFiles) given.push(new Refusal("too-large", "attachments-too-many", { limit: mostFiles }));
  c.set("upload", given.length > 0 ? ({ files: [], refused: given } satisfies FilesUpload) : await readAll(sent));
  return next();
};

async function readAll(sent: readonly File[]): Promise<FilesUpload> {
  const upload: FilesUpload = { files: [], refused: [] };
  for (const file of sent) {
    try {
      if (file.size > largestAttachment) throw attachmentTooLarge(file.name);
      upload.files.push(await readAttachment(new Uint8Array(await file.arrayBuffer()), file.name));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      upload.refused.push(error);
    }
  }
  return upload;
}
