import type { QuestionType } from "../form.ts";

/** What the cell “type” of a row says. */
export type Asked =
  | { kind: "question"; type: QuestionType; list: string | null; hasOther: boolean }
  | { kind: "begin" | "end"; what: "group" | "repeat" }
  /** Left out, and said so: what tells about a device or a person who was not asked. */
  | { kind: "left-out" }
  | { kind: "unsupported" | "unknown" };

const plain: Record<string, QuestionType> = {
  text: "text", string: "text", tel: "text", phone: "text", url: "text", integer: "integer", int: "integer", decimal: "decimal", range: "range", date: "date", time: "time", datetime: "dateTime", dateTime: "dateTime", note: "note",
  calculate: "calculate", hidden: "hidden", acknowledge: "acknowledge", trigger: "acknowledge", geopoint: "geopoint", gps: "geopoint", location: "geopoint", barcode: "barcode", start: "start", end: "end", today: "today",
};
const leftOut = new Set(["deviceid", "device_id", "deviceid", "subscriberid", "simserial", "phonenumber", "phone_number", "username", "email", "audit", "imei", "get_device_id", "background-audio", "start-geopoint", "caseid"]);
const unsupported = new Set(["image", "photo", "audio", "video", "file", "geotrace", "geoshape", "xml-external", "csv-external", "osm", "select_one_from_file", "select_multiple_from_file", "select_one_external", "entities", "enum", "csv", "signature", "map"]);
const choosing: Record<string, "select_one" | "select_multiple" | "rank"> = { select_one: "select_one", select1: "select_one", select_multiple: "select_multiple", select: "select_multiple", rank: "rank" };

/** Read a type: “select_one colours or_other”, “begin group”. */
export function typeIn(cell: string): Asked {
  const words = cell.trim().replace(/^select one\b( from)?/i, "select_one").replace(/^select (all that apply|multiple)\b( from)?/i, "select_multiple").split(/\s+/);
  const [first = "", second = ""] = words;
  const limit = /^(begin|end)[ _]?(group|repeat|loop)$/i.exec(cell.trim());
  if (limit) return limit[2]!.toLowerCase() === "loop" ? { kind: "unsupported" } : { kind: limit[1]!.toLowerCase() as "begin", what: limit[2]!.toLowerCase() as "group" };
  const chosen = choosing[first.toLowerCase()];
  if (chosen) return { kind: "question", type: chosen, list: second || null, hasOther: /\bor[ _](other|specify other)\b/i.test(cell) };
  const type = plain[first] ?? plain[first.toLowerCase()] ?? plain[cell.trim().toLowerCase()];
  if (type) return { kind: "question", type, list: null, hasOther: false };
  if (leftOut.has(first.toLowerCase()) || /^uri:/i.test(first)) return { kind: "left-out" };
  return { kind: unsupported.has(first.toLowerCase()) ? "unsupported" : "unknown" };
}
