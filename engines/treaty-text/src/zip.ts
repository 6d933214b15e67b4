/**
 * The few parts of a Zip archive that a Word file needs. The directory is read before anything is inflated, and inflating stops as
 * soon as it passes the limit, whatever the directory declared.
 *
 * [1] PKWARE, APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.16.
 */
import { Inflate } from "fflate";
import { refuseLarge, Unreadable, type Limits } from "./unreadable.ts";

export type Entry = { name: string; method: number; isEncrypted: boolean; packed: number; inflated: number; offset: number };

const damaged = (why: string): Unreadable =>
  new Unreadable("damaged", `The file is damaged (${why}); open it in a word processor and save it again.`, { why });

/** All entries of an archive, from its central directory. */
export function directoryOf(bytes: Uint8Array, limits: Limits): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  const count = view.getUint16(end + 10, true);
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) throw damaged("its directory is cut off");
    const nameLength = view.getUint16(at + 28, true);
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      inflated: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  refuseLarge(entries.reduce((sum, it) => sum + it.inflated, 0), limits.inflatedBytes, "unpacked document");
  return entries;
}

/** The end record stands within the last 64 KiB, since a comment may follow it. */
function endOfDirectory(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--)
    if (view.getUint32(at, true) === 0x06054b50) return at;
  throw damaged("its end is missing");
}

/** The bytes of one entry, at most `limit`. */
export function inflateEntry(bytes: Uint8Array, entry: Entry, limit: number): Uint8Array {
  if (entry.isEncrypted) throw new Unreadable("encrypted", "The document is protected by a password; save it without one.");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (entry.offset + 30 > bytes.length || view.getUint32(entry.offset, true) !== 0x04034b50) throw damaged("a part is missing");
  const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  const packed = bytes.subarray(start, start + entry.packed);
  if (entry.method === 0) return packed;
  if (entry.method !== 8) throw damaged("it is packed in a way that we do not know");
  return inflate(packed, limit);
}

/** How much is inflated at a time, so that a bomb is seen after at most some 64 MB. */
const step = 65_536;

function inflate(packed: Uint8Array, limit: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const inflater = new Inflate((chunk) => {
    size += chunk.length;
    refuseLarge(size, limit, "unpacked document");
    chunks.push(chunk);
  });
  try {
    for (let at = 0; at < packed.length; at += step) inflater.push(packed.subarray(at, at + step), at + step >= packed.length);
  } catch (cause) {
    throw cause instanceof Unreadable ? cause : damaged("a part cannot be unpacked");
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
