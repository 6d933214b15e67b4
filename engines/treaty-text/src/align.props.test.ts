import * as fc from "fast-check";
import { expect, test } from "vitest";
import { align } from "./align.ts";
import { movedAmong } from "./changes.ts";
import { chanceOf, editVersion, inventTreaty, textOf } from "./invented.ts";
import { type Provision, type TreatyText, walk } from "./provision.ts";

const seed = fc.integer({ min: 1, max: 100_000 });
const versions = fc.tuple(seed, seed, fc.integer({ min: 1, max: 12 })).map(([a, b, articles]) => editVersion(inventTreaty(a, articles), b));
const idsOf = (text: TreatyText) => [...walk(text.provisions)].map((it) => it.id);

test("a text aligned with itself is all the same, with similarity 1", () => {
  fc.assert(fc.property(seed, fc.integer({ min: 1, max: 12 }), (of, articles) => {
    const text = inventTreaty(of, articles);
    expect(align(text, structuredClone(text))).toEqual(idsOf(text).map((id) => ({ old: [id], new: [id], changes: ["same"], similarity: 1 })));
  }), { numRuns: 20 });
});

test("so is a text whose provisions all say the same", () => {
  fc.assert(fc.property(fc.array(fc.constantFrom("Reserved.", "Members shall cooperate in good faith.", ""), { minLength: 1, maxLength: 12 }), (words) => {
    const article = (text: string): Provision => ({ id: "", kind: "article", number: null, heading: null, text: "", children: [{ id: "", kind: "paragraph", number: null, heading: null, text, children: [] }] });
    const text = textOf(words.map(article));
    expect(align(text, structuredClone(text)).map((pair) => [pair.old, pair.new, pair.changes, pair.similarity])).toEqual(idsOf(text).map((id) => [[id], [id], ["same"], 1]));
  }));
});

test("every provision of both texts is in exactly one pair, and similarity lies between 0 and 1", () => {
  fc.assert(fc.property(versions, ({ before, after }) => {
    const pairs = align(before, after);
    expect(pairs.flatMap((pair) => pair.old).toSorted()).toEqual(idsOf(before).toSorted());
    expect(pairs.flatMap((pair) => pair.new).toSorted()).toEqual(idsOf(after).toSorted());
    expect(pairs.every((pair) => pair.similarity >= 0 && pair.similarity <= 1)).toBe(true);
  }), { numRuns: 25 });
});

test("the changes named fit the pair they are said of", () => {
  fc.assert(fc.property(versions, ({ before, after }) => {
    for (const { old, new: young, changes } of align(before, after)) {
      expect(changes.includes("added")).toBe(old.length === 0);
      expect(changes.includes("deleted")).toBe(young.length === 0);
      expect(changes.includes("split")).toBe(young.length > 1);
      expect(changes.includes("merged")).toBe(old.length > 1);
      expect(changes.includes("same") ? changes : ["same"]).toEqual(["same"]);
    }
  }), { numRuns: 20 });
});

/** An order of so many in which nobody stands beside a neighbour it had, the ends counting as neighbours; null where chance finds none. */
function scattered(count: number, of: number): number[] | null {
  const chance = chanceOf(of);
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const order = Array.from({ length: count }, (_, at) => at);
    for (let at = count - 1; at > 0; at -= 1) {
      const other = Math.floor(chance() * (at + 1));
      [order[at], order[other]] = [order[other]!, order[at]!];
    }
    if (order.every((it, at) => it !== (order[at - 1] ?? -1) + 1) && order.at(-1) !== count - 1) return order;
  }
  return null;
}

const flat = (of: number, articles: number) => textOf(inventTreaty(of, articles).provisions.flatMap((chapter) => chapter.children));

test("with the articles in an order where nobody keeps a neighbour, all have moved and nothing else happened", () => {
  fc.assert(fc.property(seed, fc.integer({ min: 2, max: 14 }), (of, count) => {
    const order = scattered(count, of);
    fc.pre(order !== null);
    const before = flat(of, count);
    const after = { ...before, provisions: order.map((at) => before.provisions[at]!) };
    const pairs = align(before, after).filter((pair) => pair.old[0]!.split("__").length === 1);
    expect(pairs.map((pair) => [pair.old, pair.new, pair.changes])).toEqual(order.map((at) => [[`art_${at + 1}`], [`art_${at + 1}`], ["moved"]]));
  }), { numRuns: 25 });
});

test("in reversed order all have moved", () => {
  fc.assert(fc.property(fc.integer({ min: 2, max: 60 }), (count) => {
    expect(movedAmong(Array.from({ length: count }, (_, at) => count - 1 - at))).toEqual(Array.from({ length: count }, () => true));
  }));
});

test("one article taken elsewhere among four or more is one that moved", () => {
  fc.assert(fc.property(fc.integer({ min: 4, max: 30 }), fc.nat(), fc.nat(), (count, from, to) => {
    const order = Array.from({ length: count }, (_, at) => at);
    const [taken] = order.splice(from % count, 1);
    order.splice(to % count, 0, taken!);
    const ranks = Array.from({ length: count }, (_, at) => order.indexOf(at));
    expect(movedAmong(ranks).filter(Boolean).length).toBe(from % count === to % count ? 0 : 1);
  }));
});

test("insertions and deletions alone move nobody", () => {
  fc.assert(fc.property(seed, fc.integer({ min: 3, max: 14 }), (of, count) => {
    const chance = chanceOf(of);
    const before = flat(of, count);
    const added = flat(of + 1, count);
    const kept = structuredClone(before.provisions).flatMap((it, at) => (chance() < 0.25 ? [] : chance() < 0.25 ? [structuredClone(added.provisions[at]!), it] : [it]));
    expect(align(before, textOf(kept)).filter((pair) => pair.changes.includes("moved"))).toEqual([]);
  }), { numRuns: 25 });
});

test("fixed pairs survive, whatever they say", () => {
  fc.assert(fc.property(versions, seed, ({ before, after }, of) => {
    const chance = chanceOf(of);
    const draw = (ids: string[], most: number) => Array.from({ length: Math.floor(chance() * (most + 1)) }, () => ids.splice(Math.floor(chance() * ids.length), 1)[0]!).filter(Boolean);
    const [olds, news] = [idsOf(before), idsOf(after)];
    const fixed = Array.from({ length: 4 }, () => ({ old: draw(olds, 2), new: draw(news, 2) })).filter((pair) => pair.old.length + pair.new.length > 0);
    const pairs = align(before, after, { fixed });
    const found = pairs.map((pair) => JSON.stringify([pair.old.toSorted(), pair.new.toSorted()]));
    for (const pair of fixed) expect(found).toContain(JSON.stringify([pair.old.toSorted(), pair.new.toSorted()]));
    expect(pairs.flatMap((pair) => pair.old).toSorted()).toEqual(idsOf(before).toSorted());
    expect(pairs.flatMap((pair) => pair.new).toSorted()).toEqual(idsOf(after).toSorted());
  }), { numRuns: 25 });
});

test("the same texts give the same pairs every time", () => {
  fc.assert(fc.property(versions, ({ before, after }) => {
    expect(align(before, after)).toEqual(align(structuredClone(before), structuredClone(after)));
  }), { numRuns: 20 });
});
