/** XML parts of a Word file as a small tree; the depth is bounded, names are taken without their prefix. */
import { SaxesParser } from "saxes";
import { refuseDeep, Unreadable, type Limits } from "./unreadable.ts";

export type XmlElement = { name: string; attributes: Record<string, string>; children: XmlElement[]; text: string };

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

/** The root element of an XML document. Entities of its own (a way to make a small file huge) are refused by the parser. */
export function parseXml(source: string, limits: Limits): XmlElement {
  const root: XmlElement = { name: "", attributes: {}, children: [], text: "" };
  const open: XmlElement[] = [root];
  const parser = new SaxesParser();
  parser.on("opentag", (tag) => {
    const element: XmlElement = { name: localName(tag.name), attributes: attributesOf(tag.attributes as Record<string, string>), children: [], text: "" };
    open.at(-1)!.children.push(element);
    open.push(element);
    refuseDeep(open.length, limits.depth);
  });
  parser.on("closetag", () => void open.pop());
  parser.on("text", (text) => void (open.at(-1)!.text += text));
  parser.on("error", (error) => {
    throw new Unreadable("damaged", `The file is damaged (${error.message}); open it in a word processor and save it again.`, { why: error.message });
  });
  // In pieces, so that nesting is refused while reading and not after.
  for (let at = 0; at < source.length; at += 65_536) parser.write(source.slice(at, at + 65_536));
  parser.close();
  return root.children[0]!;
}

const attributesOf = (attributes: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [localName(name), value]));

export const attributeOf = (element: XmlElement, name: string): string | null => element.attributes[name] ?? null;

/** The first child of that name. */
export const find = (element: XmlElement, name: string): XmlElement | undefined => element.children.find((it) => it.name === name);

/** All children of that name. */
export const findAll = (element: XmlElement, name: string): XmlElement[] => element.children.filter((it) => it.name === name);
