/** What is wrong, each with the names of what belongs into its sentence. */
const sentences = {
  "transcript-empty": () => "there are no words in it",
  "transcript-long": ({ characters, limit }) => `it has ${characters} characters; up to ${limit} are read. Cut it into parts`,
  "not-text": () => "it is no text. Save it as plain text, WebVTT or DOCX",
  time: ({ typed }) => `“${typed}” is no time. Write hours, minutes and seconds, as in [01:02:03]`,
  "vtt-header": ({ typed }) => `a WebVTT file begins with WEBVTT, this one with “${typed}”. Write WEBVTT into its first line, and an empty line after it`,
  "vtt-time": ({ typed }) => `“${typed}” does not say from when to when. Write 00:01:02.500 --> 00:01:05.000`,
  xml: ({ why }) => `it is damaged: ${why}. Export it again`,
  doctype: () => "it declares a document type or entities of its own, which no codebook needs. Export it without",
  "xml-large": ({ limit }) => `it has more than ${limit} elements`,
  "xml-deep": ({ limit }) => `its elements nest more than ${limit} deep`,
  "not-qda": ({ root }) => `it is no REFI-QDA codebook or project, but begins with “${root}”. Export a codebook (.qdc) or a project (.qdpx)`,
  "no-project": () => "there is no project.qde in the archive. Export a REFI-QDA project (.qdpx)",
  archive: () => "the archive is damaged. Export it again",
  "archive-large": ({ limit }) => `its project is larger than ${limit} MB`,
  "guid-wrong": ({ name, guid }) => `the code “${name}” has the guid “${guid}”, which is none`,
  "guid-twice": ({ name, guid, line }) => `the code “${name}” has the guid ${guid} of the code in line ${line}. Give each code a guid of its own`,
  cycle: ({ name, line }) => `the code “${name}” stands below itself, by way of line ${line}. Take it out of its own branch`,
  "parent-unknown": ({ name, parent }) => `the code “${name}” stands below ${parent}, and there is no such code`,
  "too-deep": ({ name, limit }) => `the code “${name}” stands more than ${limit} levels deep`,
  "name-missing": () => "the code has no name",
  "too-many-codes": ({ limit }) => `it has more than ${limit} codes`,
} satisfies Record<string, (said: Record<string, string>) => string>;

export type UnfitCode = keyof typeof sentences;

/** All codes, for whoever puts them into words of another language. */
export const unfitCodes = Object.keys(sentences) as UnfitCode[];

/** What is wrong with what was given, and in which line, from 1. The message says it in English; `code` and `values` let others say it in their language. */
export class Unfit extends RangeError {
  override name = "Unfit";
  readonly line: number | null;
  readonly code: UnfitCode;
  readonly values: Record<string, string | number>;

  constructor(line: number | null, code: UnfitCode, values: Record<string, string | number> = {}) {
    const said = Object.fromEntries(Object.entries(values).map(([name, it]) => [name, String(it)]));
    super(`${line === null ? "" : `line ${line}: `}${(sentences[code] as (said: Record<string, string>) => string)(said)}.`);
    [this.line, this.code, this.values] = [line, code, values];
  }
}
