/**
 * Counterparts of parts, titles, chapters and sections: by the words of the articles that stand in both, headings included.
 */

import { takeByGain } from "./counterparts.ts";
import { type Layout, levels } from "./layout.ts";
import { freeNewOf, freeOldOf, type Matching } from "./matching.ts";
import { type Scale, sharedWeight, stretchOf, weightOfWords } from "./similarity.ts";

/** Pair containers by the weight of the counterparts that stand in both, headings included; the inner before the outer decides nothing. */
export function matchContainers(matching: Matching, scale: Scale): void {
  const shared = new Map<number, number>();
  const width = matching.young.nodes.length;
  for (let at = 0; at < matching.ofOld.length; at += 1) {
    const other = matching.ofOld[at]!;
    if (other < 0 || matching.old.level[at] === levels.below) continue;
    const weight = sharedWeight(scale, stretchOf.whole(matching.old, at), stretchOf.whole(matching.young, other));
    for (const one of containersAbove(matching.old, at))
      for (const two of containersAbove(matching.young, other)) shared.set(one * width + two, (shared.get(one * width + two) ?? 0) + weight);
  }
  addHeadings(matching, scale, shared);
  const weight = (layout: Layout, at: number) => weightOfWords(scale, stretchOf.whole(layout, at));
  const candidates = [...shared].map(([key, common]) => {
    const [old, young] = [Math.floor(key / width), key % width];
    return { old, young, likeness: (2 * common) / Math.max(1, weight(matching.old, old) + weight(matching.young, young)) };
  });
  takeByGain(matching, candidates, { gain: 0.4, likeness: 0.2 });
  takeByGain(matching, candidates, { gain: 0.3, likeness: 0.1 });
}

function* containersAbove(layout: Layout, at: number): Generator<number> {
  for (let parent = layout.parent[at]!; parent >= 0; parent = layout.parent[parent]!) if (layout.level[parent] === levels.container) yield parent;
}

/** Containers are few: the words of their headings count for all pairs of free ones. */
function addHeadings(matching: Matching, scale: Scale, shared: Map<number, number>): void {
  const width = matching.young.nodes.length;
  const freeNew = freeNewOf(matching, levels.container);
  for (const old of freeOldOf(matching, levels.container))
    for (const young of freeNew) {
      const common = sharedWeight(scale, stretchOf.own(matching.old, old), stretchOf.own(matching.young, young));
      if (common > 0) shared.set(old * width + young, (shared.get(old * width + young) ?? 0) + common);
    }
}
