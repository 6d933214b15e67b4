/** Why a document cannot be read; the caller may translate the code. */
export type UnreadableCode =
  | "no-text" | "encrypted" | "too-large" | "too-deep" | "not-a-document" | "unknown-encoding" | "empty" | "damaged" | "not-valid";

/** A document that cannot be read. `message` is one English sentence that says what is wrong and what to do. */
export class Unreadable extends Error {
  readonly code: UnreadableCode;
  readonly details: Record<string, string | number>;

  constructor(code: UnreadableCode, message: string, details: Record<string, string | number> = {}) {
    super(message);
    this.name = "Unreadable";
    this.code = code;
    this.details = details;
  }
}

/** How much we take in before refusing. */
export type Limits = {
  /** Bytes of the file. */
  fileBytes: number;
  /** Bytes of all parts that we inflate from an archive. */
  inflatedBytes: number;
  /** Elements inside elements, in HTML, XML and JSON. */
  depth: number;
  /** Pages of a PDF. */
  pages: number;
};

/** The longest treaty texts with pictures stay below 10 MB; Word files inflate to some 10 to 20 times their size; hand-written HTML
 * stays below 100 levels, generated HTML below 300; the law of the sea convention has 200 pages. */
export const usualLimits: Limits = { fileBytes: 30_000_000, inflatedBytes: 150_000_000, depth: 1000, pages: 3000 };

/** Refuse a file that is larger than the limit. */
export function refuseLarge(bytes: number, limit: number, what = "file"): void {
  if (bytes <= limit) return;
  const megabytes = Math.max(1, Math.round(limit / 1_000_000));
  throw new Unreadable("too-large", `The ${what} is larger than ${megabytes} MB; split it or remove its pictures.`, { bytes, limit });
}

/** Refuse nesting that is deeper than the limit. */
export function refuseDeep(depth: number, limit: number): void {
  if (depth <= limit) return;
  throw new Unreadable("too-deep", `The document nests more than ${limit} levels deep; save it again from a word processor.`, { limit });
}
