import fc from "fast-check";
import { expect, test } from "vitest";
import { continued, followed, identify, numberingAfter, type Identity } from "./identity.ts";
import type { Passage } from "./text.ts";

type Step = { old: string[]; new: string[] }[];
const article = (id: string): Passage => ({ id, kind: "article", number: id.slice(4), heading: null, text: id, closing: null, parentId: null });
const inside = (id: string, parentId: string, kind: Passage["kind"] = "paragraph"): Passage => ({ id, kind, number: null, heading: null, text: id, closing: null, parentId });
const counting = () => {
  let last = 0;
  return () => `id-${++last}`;
};
const numbersOf = (identities: ReadonlyMap<string, Identity>) => Object.fromEntries([...identities].map(([id, it]) => [id, it.number]));

test("a provision goes on under its number through rewording, renumbering and moves", () => {
  expect([...continued([{ old: ["art_15"], new: ["art_16"] }, { old: ["art_17"], new: ["art_4"] }])]).toEqual([["art_16", "art_15"], ["art_4", "art_17"]]);
});

test("of a split the first piece goes on, of a merger the first one; what is new or gone goes on nowhere", () => {
  expect([...continued([{ old: ["art_4"], new: ["art_4", "art_5"] }, { old: ["art_12", "art_13"], new: ["art_14"] }, { old: [], new: ["art_9"] }, { old: ["art_8"], new: [] }])])
    .toEqual([["art_4", "art_4"], ["art_14", "art_12"]]);
});

test("numbers go on after the highest given so far, whatever the order in which they come", () => {
  const numbering = numberingAfter(["002", "014-3", "014", "002-9", "1000"]);
  expect([numbering.outer(), numbering.outer(), numbering.inner("014"), numbering.inner("002"), numbering.inner("099"), numbering.inner("099")]).toEqual(["1001", "1002", "014-4", "002-10", "099-1", "099-2"]);
});

test("what stands inside an article goes by the article's number, however deep", () => {
  const passages = [article("art_1"), inside("art_1__para_1", "art_1"), inside("art_1__para_1__point_a", "art_1__para_1", "point"), article("art_2"), inside("art_2__para_1", "art_2")];
  expect(numbersOf(identify(passages, new Map(), new Map(), numberingAfter([]), counting()).identities)).toEqual({ art_1: "001", art_1__para_1: "001-1", art_1__para_1__point_a: "001-2", art_2: "002", art_2__para_1: "002-1" });
});

test("a paragraph that moves to another article keeps the number of the article it came from", () => {
  const moved = { id: "p", number: "007-2" };
  const { identities, added } = identify([article("art_1"), inside("art_1__para_1", "art_1")], new Map([["art_1__para_1", moved]]), new Map(), numberingAfter(["007", "007-2"]), counting());
  expect([numbersOf(identities), added.map((it) => it.number)]).toEqual([{ art_1: "008", art_1__para_1: "007-2" }, ["008"]]);
});

test("run again, a provision keeps the number it was given, unless another has it by alignment now", () => {
  const before = new Map([["art_1", { id: "a", number: "001" }], ["art_2", { id: "b", number: "002" }]]);
  const { identities, added } = identify([article("art_1"), article("art_2")], new Map([["art_2", { id: "a", number: "001" }]]), before, numberingAfter(["001", "002"]), counting());
  expect([numbersOf(identities), added.map((it) => it.number)]).toEqual([{ art_1: "003", art_2: "001" }, ["003"]]);
});

const ids = (side: string) => fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 8 }).map((all) => all.map((it) => `${side}_${it}`));
/** How the provisions `old` go on as `now`: each in at most one pair; the rest is gone or new. */
const stepBetween = (old: string[], now: string[]) =>
  fc.tuple(fc.infiniteStream(fc.integer({ min: 0, max: 5 })), fc.infiniteStream(fc.integer({ min: 0, max: 5 }))).map(([forOld, forNew]): Step => {
    const groups = Array.from({ length: 6 }, () => ({ old: [] as string[], new: [] as string[] }));
    const take = (stream: Iterator<number>) => stream.next().value as number;
    for (const id of old) groups[take(forOld)]!.old.push(id);
    for (const id of now) groups[take(forNew)]!.new.push(id);
    return groups.filter((it) => it.old.length + it.new.length > 0);
  });
const steps = fc.integer({ min: 2, max: 5 }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => ids(`v${index}`))).chain((versions) =>
  fc.tuple(...versions.slice(1).map((now, index) => stepBetween(versions[index]!, now))).map((all) => ({ versions, steps: all }))));

test("no number and no identity is given twice in a version, and none ever given before", () => {
  fc.assert(fc.property(steps, ({ versions, steps: all }) => {
    const given: Identity[] = [];
    let older = new Map<string, Identity>();
    const id = counting();
    for (const [index, version] of versions.entries()) {
      const goesOn = index === 0 ? new Map<string, string>() : continued(all[index - 1]!);
      const inherited = new Map([...goesOn].map(([now, old]) => [now, older.get(old)!] as const));
      const { identities, added } = identify(version.map(article), inherited, new Map(), numberingAfter(given.map((it) => it.number)), id);
      expect([...identities.keys()]).toEqual(version);
      expect(new Set([...identities.values()].map((it) => it.number)).size).toBe(version.length);
      expect(added.filter((it) => given.some((known) => known.number === it.number || known.id === it.id))).toEqual([]);
      for (const [now, old] of goesOn) expect(identities.get(now)).toEqual(older.get(old));
      given.push(...added);
      older = identities;
    }
  }));
});

/** Which old provisions a new one comes from, step by step: the reference for `followed`. */
function originsOf(all: readonly Step[], id: string): Set<string> {
  const pair = all.at(-1)!.find((it) => it.new.includes(id));
  if (!pair) return new Set();
  return all.length === 1 ? new Set(pair.old) : new Set(pair.old.flatMap((it) => [...originsOf(all.slice(0, -1), it)]));
}

test("pairs followed over several versions name every origin that the steps lead back to", () => {
  fc.assert(fc.property(steps, ({ versions, steps: all }) => {
    const pairs = followed(all);
    for (const id of versions.at(-1)!) {
      const pair = pairs.find((it) => it.new.includes(id));
      for (const origin of originsOf(all, id)) expect(pair?.old).toContain(origin);
    }
  }));
});

test("followed pairs name no provision twice, and only such as stand in the first version or the last", () => {
  fc.assert(fc.property(steps, ({ versions, steps: all }) => {
    const pairs = followed(all);
    for (const [side, version] of [["old", versions[0]!], ["new", versions.at(-1)!]] as const) {
      const named = pairs.flatMap((it) => it[side]);
      expect(new Set(named).size).toBe(named.length);
      expect(named.filter((it) => !version.includes(it))).toEqual([]);
    }
    const touched = new Set(all[0]!.flatMap((it) => it.old));
    expect([...touched].filter((id) => !pairs.some((it) => it.old.includes(id)))).toEqual([]);
  }));
});

test("following three steps at once is following two, and then the third", () => {
  const asSets = (pairs: readonly { old: string[]; new: string[] }[]) => pairs.filter((it) => it.old.length > 0 && it.new.length > 0).map((it) => `${it.old.toSorted().join()} → ${it.new.toSorted().join()}`).toSorted();
  fc.assert(fc.property(steps.filter((it) => it.steps.length >= 3), ({ steps: all }) => {
    expect(asSets(followed(all))).toEqual(asSets(followed([followed(all.slice(0, 2)), ...all.slice(2)])));
  }));
});

test("a provision that was split and then reworded is still one split; one that was added in between is new", () => {
  expect(followed([
    [{ old: ["art_4"], new: ["art_4", "art_5"] }, { old: [], new: ["art_6"] }, { old: ["art_9"], new: [] }],
    [{ old: ["art_4"], new: ["art_1"] }, { old: ["art_5"], new: ["art_2"] }, { old: ["art_6"], new: ["art_3"] }],
  ])).toEqual([{ old: ["art_4"], new: ["art_1", "art_2"] }, { old: [], new: ["art_3"] }, { old: ["art_9"], new: [] }]);
});
