// XML to a small tree that remembers lines. A document type, and with it every entity of one’s own (a way to make a small file huge), is refused; so is depth.
import { SaxesParser } from "saxes";
import { Unfit } from "./unfit.ts";

/** An element by its local name; `space` is its namespace, `line` where it begins, from 1. */
export type XmlElement = { name: string; space: string; attributes: Record<string, string>; children: XmlElement[]; text: string; line: number };

/** A codebook nests a few levels; 200 leave room for what stands around it. A codebook of 5,000 codes with notes has some 30,000 elements, a project with codings ten times as many. */
const limits = { depth: 200, elements: 500_000 };

/** The root element. Refuses what is damaged, and document types, with the line. */
export function parseXml(source: string): XmlElement {
  const root: XmlElement = { name: "", space: "", attributes: {}, children: [], text: "", line: 1 };
  const open = [root];
  let count = 0;
  const parser = new SaxesParser({ xmlns: true });
  parser.on("doctype", () => { throw new Unfit(parser.line, "doctype"); });
  parser.on("error", ({ message }) => { throw new Unfit(parser.line, "xml", { why: message.replace(/^\d+:\d+: /, "") }); });
  parser.on("opentag", (tag) => {
    const attributes = Object.fromEntries(Object.values(tag.attributes).filter((it) => it.prefix !== "xmlns").map((it) => [it.local, it.value]));
    const element: XmlElement = { name: tag.local, space: tag.uri, attributes, children: [], text: "", line: parser.line };
    open.at(-1)!.children.push(element);
    open.push(element);
    if (open.length > limits.depth) throw new Unfit(parser.line, "xml-deep", { limit: limits.depth });
    if (++count > limits.elements) throw new Unfit(parser.line, "xml-large", { limit: limits.elements });
  });
  parser.on("closetag", () => void open.pop());
  for (const event of ["text", "cdata"] as const) parser.on(event, (text) => void (open.at(-1)!.text += text));
  for (let at = 0; at < source.length; at += 65_536) parser.write(source.slice(at, at + 65_536)); // in pieces, so that limits stop the reading
  parser.close();
  return root.children[0]!;
}

/** The first child of that name. */
export const find = (element: XmlElement, name: string) => element.children.find((it) => it.name === name);

/** All children of that name. */
export const findAll = (element: XmlElement, name: string) => element.children.filter((it) => it.name === name);

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;" };

/** Words as XML 1.0 can hold them: without other control characters and halves of pairs. */
export const heldByXml = (it: string) => it.toWellFormed().replaceAll(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu, "");

const asText = (it: string) => heldByXml(it).replaceAll(/[&<>\r]/g, (sign) => escapes[sign]!);
const asAttribute = (it: string) => heldByXml(it).replaceAll(/[&<>"\r\n\t]/g, (sign) => escapes[sign]!);

/** An element as XML: attributes that are null are left out, as are children that are. */
export function element(name: string, attributes: Record<string, string | null | undefined>, ...children: readonly (string | null)[]): string {
  const said = Object.entries(attributes).map(([key, value]) => (value === null || value === undefined ? "" : ` ${key}="${asAttribute(value)}"`)).join("");
  const inside = children.filter((it) => it !== null).join("");
  return inside === "" ? `<${name}${said}/>` : `<${name}${said}>${inside}</${name}>`;
}

/** An element with nothing but words in it; null where there are none. */
export const words = (name: string, text: string) => (text === "" ? null : element(name, {}, asText(text)));

/** A document of an element. */
export const document = (root: string) => `<?xml version="1.0" encoding="utf-8"?>\n${root}\n`;
