// Two people changed one paragraph: what each changed is put together where they changed different words; where they changed the same
// ones, it is shown, and whoever came second decides. Three-way merge of words (Khanna, Kunal, Pierce, “A Formal Investigation of
// Diff3”, FSTTCS 2007), by the library node-diff3.
import { diff3Merge } from "node-diff3";

/** A stretch of a merged paragraph: agreed words, or what the one and the other would have. */
export type Merged = { agreed: string } | { theirs: string; mine: string; before: string };

/** A word with the space behind it, so that nothing is lost; Chinese is cut by signs. */
const pieces = (text: string): string[] => text.match(/\p{Script=Han}|[^\s\p{Script=Han}]+\s*|\s+/gu) ?? [];

/** What becomes of a paragraph that was `before`, when others made it `theirs` meanwhile and somebody sends `mine`. */
export function mergedWords(before: string, theirs: string, mine: string): Merged[] {
  const regions = diff3Merge(pieces(theirs), pieces(before), pieces(mine), { excludeFalseConflicts: true });
  return regions.map((it) => (it.conflict ? { theirs: it.conflict.a.join(""), before: it.conflict.o.join(""), mine: it.conflict.b.join("") } : { agreed: it.ok!.join("") }));
}

/** The merged paragraph, or null where the same words were changed twice. */
export function mergedText(before: string, theirs: string, mine: string): string | null {
  const merged = mergedWords(before, theirs, mine);
  return merged.every((it) => "agreed" in it) ? merged.map((it) => it.agreed).join("").trim() : null;
}
