import type { Part } from "@travaux/treaty-text";
import type { Line, Unit } from "./comparison.ts";

/**
 * Words that only took another place inside their article, such as a sentence that became paragraph 1 when a paragraph 2
 * was added, are the same words: shown as deleted here and added there, they would bury what really changed.
 */

type Field = "text" | "closing";
const fields: readonly Field[] = ["text", "closing"];
const wholly = (parts: readonly Part[], what: Part[0]) => (parts.length > 0 && parts.every(([kind]) => kind === what) ? parts.map(([, words]) => words).join("").trim() : null);

/** The unit with such words kept where they now stand, and no longer marked as deleted where they stood. */
export function redesignated(unit: Unit): Unit {
  const gone = new Map<string, { line: Line; field: Field }[]>();
  for (const line of [unit.head, ...unit.lines])
    for (const field of fields) {
      const words = wholly(line[field], "delete");
      if (words) gone.set(words, [...(gone.get(words) ?? []), { line, field }]);
    }
  if (gone.size === 0) return unit;
  const kept = new Map<Line, Line>();
  const change = (line: Line, field: Field, parts: Part[]) => kept.set(line, { ...(kept.get(line) ?? line), [field]: parts });
  for (const line of [unit.head, ...unit.lines])
    for (const field of fields) {
      const words = wholly(line[field], "insert");
      const source = words ? gone.get(words)?.shift() : undefined;
      if (!words || !source) continue;
      change(line, field, [["keep", words]]);
      change(source.line, source.field, []);
    }
  const now = (line: Line) => kept.get(line) ?? line;
  return { ...unit, head: now(unit.head), lines: unit.lines.map(now).filter((line) => line.id !== null || line.to !== null || hasWords(line)) };
}

const hasWords = (line: Line) => line.heading.length + line.text.length + line.closing.length > 0;
