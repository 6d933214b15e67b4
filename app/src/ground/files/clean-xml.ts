// The XML of Word and Excel files, tag by tag. Attributes and elements go by their local names, whatever prefix a program gave them.

/** Attributes that are dropped: when, which machine, which editing session. */
const dropped = /^(?:date|dateUtc|dT|initials|userId|providerId|personId|rsid\w*|userName|refreshedBy|refreshedDate|refreshedDateIso|lastModifiedBy|creator|uid|documentId|coauthVersionLast|coauthVersionMax|lastUser)$/;
/** Attributes that must be there, and say nobody's name. */
const replaced: Record<string, string> = { author: "Author" };
/** Elements that go with all that is in them. */
const gone = /^(?:rsids|rsid|docVars|mailMerge|attachedTemplate|docId|dataBinding|absPath|revisionPtr|fileSharing|customWorkbookViews|customSheetViews|saveThroughXslt|webPublishing|proofState|fileRecoveryPr)$/;

const token = /<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[[^]*?\]\]>|<!DOCTYPE[^>]*>|<\/[^\s>]+\s*>|<[^\s/>!?]+(?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*\/?>/g;
const attribute = /\s+([^\s=/>]+)\s*=\s*("[^"]*"|'[^']*')/g;
const localOf = (name: string) => name.slice(name.indexOf(":") + 1);

/** One part without names, moments, paths, comments of the XML and instructions; RangeError for what is no XML, or defines entities. */
export function cleanXml(xml: string): string {
  let skipping = 0;
  let from = 0;
  let out = "";
  for (const found of xml.matchAll(token)) {
    const between = xml.slice(from, found.index);
    if (between.includes("<")) throw new RangeError(`no XML at ${from}`);
    if (skipping === 0) out += between;
    from = found.index + found[0].length;
    const [tag] = found;
    if (tag.startsWith("<!DOCTYPE")) throw new RangeError("a document type in a part");
    if (tag.startsWith("<!--") || (tag.startsWith("<?") && !tag.startsWith("<?xml "))) continue;
    const isEnd = tag.startsWith("</");
    const isWhole = tag.endsWith("/>") || !/^<\/?[^!?]/.test(tag);
    if (skipping > 0) skipping += isEnd ? -1 : isWhole ? 0 : 1;
    else if (!isEnd && gone.test(localOf(nameIn(tag)))) skipping += isWhole ? 0 : 1;
    else out += isEnd || tag.startsWith("<!") || tag.startsWith("<?") ? tag : cleanTag(tag);
  }
  if (xml.slice(from).includes("<") || skipping > 0) throw new RangeError("XML that does not end");
  return out + xml.slice(from);
}

const nameIn = (tag: string) => /^<([^\s/>]+)/.exec(tag)?.[1] ?? "";

function cleanTag(tag: string): string {
  return tag.replaceAll(attribute, (whole, name: string, quoted: string) => {
    const local = localOf(name);
    if (name.startsWith("xmlns")) return whole;
    if (dropped.test(local)) return "";
    if (local in replaced) return ` ${name}="${replaced[local]}"`;
    if ((local === "descr" || local === "Target" || local === "title" || local === "href") && isPath(quoted.slice(1, -1))) return ` ${name}="${local === "Target" ? "about:blank" : ""}"`;
    return whole;
  });
}

/** A place on somebody's machine or network drive: it says whose. */
const isPath = (it: string) => /^(?:file:|[A-Za-z]:[\\/]|\\\\|\/(?:Users|home|Volumes|private)\/)/i.test(it);

/** A workbook's notes: each begins with the name of who wrote it, and they are listed by name. The words stay. */
export function cleanComments(xml: string): string {
  const authors = [...xml.matchAll(/<(?:\w+:)?author>([^<]*)<\/(?:\w+:)?author>/g)].map((it) => it[1]!).filter((it) => it.trim() !== "");
  const unnamed = xml.replaceAll(/(<(?:\w+:)?author>)[^<]*(<\/)/g, "$1Author$2");
  return authors.reduce((text, name) => text.replaceAll(new RegExp(`(<(?:\\w+:)?t(?:\\s[^>]*)?>\\s*)${escaped(name)}(\\s*:)`, "g"), "$1Author$2"), unnamed);
}
const escaped = (it: string) => it.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
