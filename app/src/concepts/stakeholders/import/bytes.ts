import { excerpt, mostProblems, type Problem } from "./table.ts";

/** Text from the bytes of a CSV file, and the lines whose letters could not be told. UTF-8, or UTF-16 with its mark. */
export function textOf(bytes: Uint8Array): { text: string; problems: Problem[] } {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { text: new TextDecoder("utf-16le").decode(bytes), problems: [] };
  if (first === 0xfe && second === 0xff) return { text: new TextDecoder("utf-16be").decode(bytes), problems: [] };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), problems: [] };
  } catch {
    return lineByLine(bytes);
  }
}

/** Which lines are not UTF-8: files put together from several sources have some that are and some that are not. */
function lineByLine(bytes: Uint8Array) {
  const problems: Problem[] = [];
  const lines = linesOf(bytes).map((it, index) => {
    const text = new TextDecoder().decode(it);
    const at = text.indexOf("\uFFFD");
    if (at >= 0 && problems.length < mostProblems) problems.push({ line: index + 1, column: text.slice(0, at).split(/[,;\t]/).length, code: "encoding", found: excerpt(text.slice(Math.max(0, at - 20), at + 20)) });
    return text;
  });
  return { text: lines.join("\n"), problems };
}

function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let from = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
    lines.push(bytes.subarray(from, at));
    from = at + 1;
  }
  return [...lines, bytes.subarray(from)];
}
