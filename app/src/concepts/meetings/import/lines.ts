// The lines of an iCalendar file (RFC 5545, 3.1): folded lines put together, each with the number of the line it begins on.

/** One property of a file: "DTSTART;TZID=Europe/Vienna:20261005T100000". Names in capitals. */
export type ContentLine = { line: number; name: string; parameters: Record<string, string>; value: string };

const parameter = /;([A-Za-z0-9-]+)=("[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*/y;

/** A line read, or null where it is none. */
function readLine(line: number, text: string): ContentLine | null {
  const name = /^[A-Za-z0-9-]+/.exec(text)?.[0];
  if (!name) return null;
  const parameters: Record<string, string> = {};
  parameter.lastIndex = name.length;
  let end = name.length;
  for (let it = parameter.exec(text); it; it = parameter.exec(text)) {
    parameters[it[1]!.toUpperCase()] = it[2]!.replaceAll('"', "");
    end = parameter.lastIndex;
  }
  return text[end] === ":" ? { line, name: name.toUpperCase(), parameters, value: text.slice(end + 1) } : null;
}

/** All lines of a file, however they end; those that cannot be read come apart. */
export function contentLines(text: string): { lines: ContentLine[]; broken: { line: number; text: string }[] } {
  const whole: { line: number; parts: string[] }[] = [];
  for (const [index, it] of text.split(/\r\n|\n|\r/).entries()) {
    if (/^[ \t]/.test(it) && whole.length > 0) whole.at(-1)!.parts.push(it.slice(1));
    else if (it !== "") whole.push({ line: index + 1, parts: [it] });
  }
  const read = whole.map(({ line, parts }) => ({ line, text: parts.join(""), it: readLine(line, parts.join("")) }));
  return { lines: read.flatMap(({ it }) => it ?? []), broken: read.filter(({ it }) => !it).map(({ line, text: found }) => ({ line, text: found })) };
}

/** Text with its escapes undone (3.3.11). */
export const unescaped = (it: string) => it.replaceAll(/\\([\\;,nN])/g, (_, sign: string) => (sign.toLowerCase() === "n" ? "\n" : sign));
