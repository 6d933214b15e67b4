// Files that come with an answer: read into its text, kept without what names their makers, and carried from page to page under a
// seal, so that nobody can name a file of the house that they did not send. What is nobody’s carries none: a file on a disk has a time.
import { createHmac, timingSafeEqual } from "node:crypto";
import { explain } from "../ground/refusal.ts";
import { mostFiles, type FilesUpload } from "../ground/web/uploads.ts";
import { keyFor } from "../ground/web/limits.ts";
import type { Door, House } from "../ground/web/env.ts";
import type { TypedAnswer } from "../concepts/contributions/answer.ts";
import type { AttachmentDocument } from "../concepts/contributions/submission.ts";

type Sealing = Pick<House, "secret">;
const seal = (house: Sealing, written: string) => createHmac("sha256", keyFor(house as House, "attachments")).update(written).digest();

/** An attachment as a form carries it: what it is, and a seal of this house over that. */
export function sealedAttachment(house: Sealing, { name, mediaType, bytes, received, kept }: AttachmentDocument): string {
  const written = Buffer.from(JSON.stringify({ name, mediaType, bytes, received, kept })).toString("base64url");
  return `${written}.${seal(house, written).toString("base64url")}`;
}

/** The attachment that a form carried, or null for one that this house did not seal. */
export function attachmentIn(house: Sealing, sealed: string): AttachmentDocument | null {
  const [written = "", sent = ""] = sealed.split(".");
  const [own, given] = [seal(house, written), Buffer.from(sent, "base64url")];
  if (own.length !== given.length || !timingSafeEqual(own, given)) return null;
  return JSON.parse(Buffer.from(written, "base64url").toString()) as AttachmentDocument;
}

/** The attachments of an answer whose seals hold. */
export const attachmentsOf = ({ var: { house } }: Door, { attachments }: TypedAnswer): AttachmentDocument[] =>
  attachments.slice(0, mostFiles).map((it) => attachmentIn(house, it)).filter((it) => it !== null);

/** What files became: the answer with their words after its own, and a sentence for each that could not be read. */
export type Attached = { typed: TypedAnswer; problem: string | null };

/** The answer without files that are no longer kept, with a sentence where there are such; those that are kept stay until it is filed. */
export async function stillKept({ var: { house, words } }: Door, typed: TypedAnswer): Promise<Attached> {
  const files = typed.attachments.map((sealed) => ({ sealed, it: attachmentIn(house, sealed) }));
  const gone: { sealed: string; name: string }[] = [];
  for (const { sealed, it } of files) if (it && !(await house.files.renew(it.kept))) gone.push({ sealed, name: it.name });
  if (gone.length === 0) return { typed, problem: null };
  return { typed: { ...typed, attachments: typed.attachments.filter((it) => !gone.some((one) => one.sealed === it)) }, problem: words.say("answering.error.files-gone", { names: words.list(gone.map((it) => it.name)) }) };
}

/** What the request brought, where it brought files at all. */
export const uploadOf = (c: Door): FilesUpload | null => {
  const upload = c.var.upload as FilesUpload | undefined;
  return upload && upload.files.length + upload.refused.length > 0 ? upload : null;
};

/** Keep the files of a request and read them into the text. Each is on the disk before the page says so. */
export async function attach(c: Door, typed: TypedAnswer, { files, refused }: FilesUpload): Promise<Attached> {
  const { house, words } = c.var;
  const room = Math.max(0, mostFiles - typed.attachments.length);
  const sealed: string[] = [];
  for (const it of files.slice(0, room)) {
    const { hash, bytes } = await house.files.put(it.bytes);
    sealed.push(sealedAttachment(house, { name: it.name, mediaType: it.mediaType, bytes, received: it.received.sha256, kept: hash }));
  }
  const said = [...refused.map((it) => { const { because, next } = explain(it, words); return `${because} ${next}`; }), ...(files.length > room ? [words.say("refusal.attachments-too-many", { limit: mostFiles })] : [])];
  const text = [typed.text, ...files.slice(0, room).map((it) => it.text)].filter((it) => it.trim() !== "").join("\n\n");
  return { typed: { ...typed, text, attachments: [...typed.attachments, ...sealed] }, problem: said.length > 0 ? said.join(" ") : null };
}
