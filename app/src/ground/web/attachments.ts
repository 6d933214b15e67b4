// Files that people sent, on their way out: always to be saved, never to be shown. A browser that guesses, a name that lies about
// its ending and a page hidden in a document must all come to nothing, and no cache keeps for one reader what is meant for another.
import { attachmentTypes, safeName, type Attachment } from "../files/attachment.ts";
import { forEveryone, forNobody } from "./caching.ts";
import type { Door } from "./env.ts";

/** What a door serves: `isPublic` where every visitor may read it, so that anyone may keep a copy. */
export type ServedFile = Pick<Attachment, "name" | "bytes"> & { mediaType: string; isPublic: boolean };

const known: ReadonlySet<string> = new Set(Object.values(attachmentTypes));
const formatOf = (mediaType: string) => (Object.keys(attachmentTypes) as (keyof typeof attachmentTypes)[]).find((it) => attachmentTypes[it] === mediaType);

/** The answer that hands out a file: as an attachment, under a type that nothing runs, in a sandbox of its own. */
export function serveAttachment(c: Door, { name, mediaType, bytes, isPublic }: ServedFile): Response {
  c.header("Content-Disposition", disposition(name, formatOf(mediaType)));
  c.header("Content-Security-Policy", "sandbox; default-src 'none'");
  c.header("X-Content-Type-Options", "nosniff");
  c.header("Cache-Control", isPublic ? forEveryone : forNobody);
  c.header("Content-Type", !known.has(mediaType) ? "application/octet-stream" : mediaType.startsWith("text/") ? `${mediaType}; charset=utf-8` : mediaType);
  return c.body(bytes as Uint8Array<ArrayBuffer>);
}

/** RFC 6266: the name in ASCII for old browsers, and as it is for all others (RFC 8187). */
function disposition(name: string, format: keyof typeof attachmentTypes | undefined): string {
  const safe = format ? safeName(name, format) : "file.bin";
  const plain = safe.normalize("NFKD").replaceAll(/\p{M}/gu, "").replaceAll(/[^\w. ()-]/g, "_");
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded(safe)}`;
}

/** Percent-encoded but for the characters that RFC 8187 allows. */
const encoded = (it: string) => encodeURIComponent(it).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
