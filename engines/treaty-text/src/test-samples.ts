/** Small documents for the tests, made in memory: Word files, PDFs, archives that lie. */
import { strToU8, zipSync } from "fflate";

const wordNames = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

/** One paragraph of a Word file: words, or XML of runs; a style; a place in a list. */
export type WordParagraph = { text?: string; runs?: string; style?: string; list?: { id: number; level: number } };

const paragraphXml = ({ text = "", runs, style, list }: WordParagraph): string => {
  const numbering = list ? `<w:numPr><w:ilvl w:val="${list.level}"/><w:numId w:val="${list.id}"/></w:numPr>` : "";
  const properties = `<w:pPr>${style ? `<w:pStyle w:val="${style}"/>` : ""}${numbering}</w:pPr>`;
  return `<w:p>${properties}${runs ?? `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`}</w:p>`;
};

const levelXml = ([format, text]: readonly [string, string], level: number): string =>
  `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;

/** A Word file. Lists are given by their levels: format and text, as ["lowerLetter", "(%1)"]. */
export function wordFile(paragraphs: WordParagraph[], lists: (readonly [string, string])[][] = []): Uint8Array {
  const abstracts = lists.map((levels, at) => `<w:abstractNum w:abstractNumId="${at + 1}">${levels.map(levelXml).join("")}</w:abstractNum>`);
  const instances = lists.map((_, at) => `<w:num w:numId="${at + 1}"><w:abstractNumId w:val="${at + 1}"/></w:num>`);
  return zipSync({
    "[Content_Types].xml": strToU8("<Types/>"),
    "word/document.xml": strToU8(`<w:document ${wordNames}><w:body>${paragraphs.map(paragraphXml).join("")}</w:body></w:document>`),
    "word/numbering.xml": strToU8(`<w:numbering ${wordNames}>${abstracts.join("")}${instances.join("")}</w:numbering>`),
    "word/styles.xml": strToU8(
      `<w:styles ${wordNames}><w:style w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>`,
    ),
  });
}

/** Words on a PDF page: where from the lower left corner, and how large. */
export type Words = { x: number; y: number; text: string; size?: number };

/** A PDF with one standard font, written by hand; without words its pages are blank. */
export function pdfFile(pages: Words[][], extra = ""): Uint8Array {
  const objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"];
  const kids: string[] = [];
  for (const words of pages) {
    const stream = words.map((it) => `BT /F1 ${it.size ?? 11} Tf ${it.x} ${it.y} Td (${it.text.replace(/[\\()]/g, "\\$&")}) Tj ET`).join("\n");
    objects.push(`<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`);
    objects.push(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${objects.length} 0 R >>`);
    kids.push(`${objects.length} 0 R`);
  }
  objects[1] = `<< /Type /Pages /Kids [${kids.join(" ")}] /Count ${kids.length} >>`;
  return assemblePdf(objects, extra);
}

function assemblePdf(objects: string[], extra: string): Uint8Array {
  let out = "%PDF-1.4\n";
  const offsets = objects.map((it, at) => {
    const offset = out.length;
    out += `${at + 1} 0 obj\n${it}\nendobj\n`;
    return offset;
  });
  const start = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((it) => `${String(it).padStart(10, "0")} 00000 n \n`).join("")}`;
  out += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${extra} >>\nstartxref\n${start}\n%%EOF`;
  return Uint8Array.from(out, (it) => it.charCodeAt(0));
}

/** Bytes of a text in UTF-8. */
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Bytes of a text in UTF-16 with its mark. */
export function utf16(text: string, isBigEndian: boolean): Uint8Array {
  const units = [0xfeff, ...Array.from(text, (_, at) => text.charCodeAt(at))];
  return Uint8Array.from(units.flatMap((it) => (isBigEndian ? [it >> 8, it & 255] : [it & 255, it >> 8])));
}
