/**
 * The JSON of a text, out and in. What comes in was written by anybody, so every field is checked.
 */
import { kinds, type Doubt, type Kind, type Provision, type TreatyText } from "./provision.ts";
import { refuseDeep, Unreadable, usualLimits } from "./unreadable.ts";

/** A text as JSON, two spaces deep. */
export const toJson = (text: TreatyText): string => JSON.stringify(text, null, 2);

/** A text from JSON already parsed; throws Unreadable "not-valid" with the place of the first wrong field. */
export function fromJson(value: unknown, depthLimit: number = usualLimits.depth): TreatyText {
  const it = objectAt(value, "the document");
  return {
    title: stringOrNull(it["title"], "title"),
    language: stringOrNull(it["language"], "language"),
    provisions: provisionsAt(it["provisions"], "provisions", 1, Math.min(depthLimit, 100)),
    fidelity: fidelityAt(it["fidelity"]),
  };
}

const wrong = (where: string, wanted: string): Unreadable =>
  new Unreadable("not-valid", `In the JSON, ${where} must be ${wanted}; write it with travaux parse --format json.`, { where, wanted });

function objectAt(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong(where, "an object");
  return value as Record<string, unknown>;
}

function stringAt(value: unknown, where: string): string {
  if (typeof value !== "string") throw wrong(where, "a string");
  return value;
}

const stringOrNull = (value: unknown, where: string): string | null => (value === null || value === undefined ? null : stringAt(value, where));

function listAt(value: unknown, where: string): unknown[] {
  if (!Array.isArray(value)) throw wrong(where, "a list");
  return value;
}

function provisionsAt(value: unknown, where: string, depth: number, limit: number): Provision[] {
  refuseDeep(depth, limit);
  return listAt(value, where).map((it, at) => provisionAt(it, `${where}[${at}]`, depth, limit));
}

function provisionAt(value: unknown, where: string, depth: number, limit: number): Provision {
  const it = objectAt(value, where);
  const kind = stringAt(it["kind"], `${where}.kind`);
  if (!(kinds as readonly string[]).includes(kind)) throw wrong(`${where}.kind`, `one of ${kinds.join(", ")}`);
  const provision: Provision = {
    id: stringAt(it["id"], `${where}.id`),
    kind: kind as Kind,
    number: stringOrNull(it["number"], `${where}.number`),
    heading: stringOrNull(it["heading"], `${where}.heading`),
    text: stringAt(it["text"] ?? "", `${where}.text`),
    children: provisionsAt(it["children"] ?? [], `${where}.children`, depth + 1, limit),
  };
  if (it["closing"] !== undefined && it["closing"] !== null) provision.closing = stringAt(it["closing"], `${where}.closing`);
  return provision;
}

function fidelityAt(value: unknown): TreatyText["fidelity"] {
  if (value === undefined || value === null) return { charactersIn: 0, charactersKept: 0, doubts: [] };
  const it = objectAt(value, "fidelity");
  return {
    charactersIn: countAt(it["charactersIn"], "fidelity.charactersIn"),
    charactersKept: countAt(it["charactersKept"], "fidelity.charactersKept"),
    doubts: listAt(it["doubts"] ?? [], "fidelity.doubts").map((doubt, at) => doubtAt(doubt, `fidelity.doubts[${at}]`)),
  };
}

function countAt(value: unknown, where: string): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0) throw wrong(where, "a count");
  return value;
}

function doubtAt(value: unknown, where: string): Doubt {
  const it = objectAt(value, where);
  return { where: stringAt(it["where"], `${where}.where`), code: stringOrNull(it["code"], `${where}.code`) ?? "other", what: stringAt(it["what"], `${where}.what`) };
}

/** Text that claims to be JSON as a value; refuses nesting before parsing and says where the syntax breaks. */
export function parseJson(text: string, depthLimit: number): unknown {
  refuseDeep(jsonDepth(text), depthLimit);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Unreadable("not-valid", `This is not valid JSON (${reason}); write it with travaux parse --format json.`, { reason });
  }
}

/** How deep brackets nest outside strings. */
function jsonDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isString = false;
  for (let at = 0; at < text.length; at++) {
    const it = text.charCodeAt(at);
    if (isString && it === 92) at++;
    else if (it === 34) isString = !isString;
    else if (!isString && (it === 123 || it === 91)) deepest = Math.max(deepest, ++depth);
    else if (!isString && (it === 125 || it === 93)) depth--;
  }
  return deepest;
}
