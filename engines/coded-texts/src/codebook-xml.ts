// Codebooks as REFI-QDA exchanges them [1]: .qdc files, and the codes of a project. The format has a description for a code and no place for an example: the
// example is its last paragraph, after “Example: ”. Codes alone are read; what else stands there (sets, notes, graphs) is named in `leftOut`.
// [1] REFI-QDA 1.5, https://www.qdasoftware.org. Programs write the namespace with “1.0” or “1:0” at its end; both are read.
import { type Code, guidOf, isGuid, mostCodes, mostLevels } from "./codebook.ts";
import { Unfit } from "./unfit.ts";
import { document, element, find, findAll, parseXml, words, type XmlElement } from "./xml.ts";

/** Codes that were read, the program that wrote them, and the names of what else was there and is not read. */
export type ReadCodebook = { codes: Code[]; origin: string; leftOut: string[] };

const codebookSpace = "urn:QDA-XML:codebook:1.0";

/** The codes of a codebook (.qdc) or of the XML of a project (.qde). Refuses, with the line, what is neither, two codes of one guid and a code below itself. */
export function readCodebook(source: string): ReadCodebook {
  const root = parseXml(source.replace(/^\uFEFF/, ""));
  const isProject = /^urn:QDA-XML:project:1[.:]0$/.test(root.space) && root.name === "Project";
  if (!isProject && !(/^urn:QDA-XML:codebook:1[.:]0$/.test(root.space) && root.name === "CodeBook")) throw new Unfit(root.line, "not-qda", { root: root.name });
  const book = isProject ? find(root, "CodeBook") : root;
  const known = new Map<string, XmlElement>();
  const codes = findAll((book && find(book, "Codes")) ?? noCodes, "Code").map((it) => codeOf(it, known, []));
  const isEmpty = (it: XmlElement) => it.children.length === 0 && it.text.trim() === "";
  const others = [...root.children, ...(isProject && book ? book.children : [])].filter((it) => !["Codes", "CodeBook", "Users"].includes(it.name) && !isEmpty(it));
  return { codes, origin: root.attributes.origin ?? "", leftOut: [...new Set(others.map((it) => it.name))] };
}

const noCodes: XmlElement = { name: "Codes", space: "", attributes: {}, children: [], text: "", line: 1 };

/** A code and those below it. One whose guid stands above it would be below itself. */
function codeOf(it: XmlElement, known: Map<string, XmlElement>, above: readonly XmlElement[]): Code {
  const [guid, name] = [guidOf(it.attributes.guid ?? ""), (it.attributes.name ?? "").replaceAll(/\s+/g, " ").trim()];
  if (!isGuid(guid)) throw new Unfit(it.line, "guid-wrong", { name, guid: it.attributes.guid ?? "" });
  if (name === "") throw new Unfit(it.line, "name-missing");
  const first = known.get(guid);
  if (first) throw new Unfit(it.line, above.includes(first) ? "cycle" : "guid-twice", { name, guid, line: first.line });
  known.set(guid, it);
  if (known.size > mostCodes) throw new Unfit(it.line, "too-many-codes", { limit: mostCodes });
  if (above.length >= mostLevels) throw new Unfit(it.line, "too-deep", { name, limit: mostLevels });
  const children = findAll(it, "Code").map((one) => codeOf(one, known, [...above, it]));
  return { guid, name, ...describedIn(find(it, "Description")?.text ?? ""), colour: colourOf(it.attributes.color), isCodable: !/^(?:false|0)$/.test(it.attributes.isCodable ?? ""), children };
}

/** #RRGGBB; the format also knows #RGB. Any other is left out: a colour carries no meaning here. */
function colourOf(typed: string | undefined): string | null {
  const digits = /^#(?:([\da-f]{6})|([\da-f])([\da-f])([\da-f]))$/i.exec(typed?.trim() ?? "");
  return digits ? `#${(digits[1] ?? digits.slice(2).map((it) => it + it).join("")).toUpperCase()}` : null;
}

const lastParagraph = /^(?<definition>[^]*?)(?:^|\n\n)Example: (?<example>[^\n]*)$/u;
const hasExample = (text: string) => lastParagraph.test(text);

/** A description taken apart into definition and example. */
function describedIn(description: string): { definition: string; example: string } {
  const text = description.replaceAll(/\r\n?/g, "\n");
  if (!hasExample(text)) return { definition: text, example: "" };
  const { definition, example } = lastParagraph.exec(text)!.groups!;
  return { definition: definition!, example: example! };
}

/** Definition and example as one description; an empty example is said where the definition would be taken for one. */
const description = ({ definition, example }: Code) => (example === "" && !hasExample(definition) ? definition : `${definition}${definition === "" ? "" : "\n\n"}Example: ${example.replaceAll(/\s+/g, " ")}`);

/** The codebook as a .qdc file, which any program for qualitative analysis reads. `origin` names the program that writes it. */
export const writeCodebook = (codes: readonly Code[], origin: string): string =>
  document(element("CodeBook", { xmlns: codebookSpace, origin }, element("Codes", {}, ...codes.map((it) => codeXml(it, () => [])))));

/** A code as XML, with references to the notes about it. */
export const codeXml = (code: Code, notesAbout: (guid: string) => readonly string[]): string =>
  element("Code", { guid: code.guid, name: code.name, isCodable: String(code.isCodable), color: code.colour }, words("Description", description(code)),
    ...notesAbout(code.guid).map((targetGUID) => element("NoteRef", { targetGUID })), ...code.children.map((it) => codeXml(it, notesAbout)));
