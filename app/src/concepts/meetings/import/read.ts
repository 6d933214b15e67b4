import { readICalendar } from "./icalendar.ts";
import { readProgrammeJson } from "./json.ts";
import type { Programme, Unreadable } from "./programme.ts";

/** The programme in a file, by what its bytes are. `timeZone`: the clock of hours that name none. */
export function readProgramme(bytes: Uint8Array, timeZone: string): Programme | Unreadable {
  if (bytes.byteLength === 0) return { unreadable: "empty" };
  const text = textOf(bytes);
  if (text === null || text.includes("\0")) return { unreadable: "not-a-programme" };
  return /^\uFEFF?\s*[[{]/.test(text) ? readProgrammeJson(text.replace(/^\uFEFF/, ""), timeZone) : readICalendar(text, timeZone);
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null; // iCalendar and JSON are UTF-8 (RFC 5545, 3.1.4; RFC 8259, 8.1)
  }
}
