import fc from "fast-check";
import { expect, test } from "vitest";
import { sectors } from "../stakeholders/stakeholder.ts";
import { criteria, findPathways, isAnswer, readQuestion, type Question } from "./finder.ts";
import { goals, isOutOfDate, needs, standings, type Pathway } from "./pathway.ts";

const now = new Date("2026-06-09T10:00:00Z");
const fact = { text: { en: "So it is." }, sure: "verified" as const, sources: ["https://source.example/"] };
const pathway = (slug: string, more: Partial<Pathway> = {}): Pathway => ({
  id: slug, processId: "p", slug, kind: "convention", name: { en: slug }, about: fact, standing: "running", status: fact, regions: [], themes: [], ways: [way({})],
  takes: { status: null, money: null, time: null, languages: null }, next: [], address: null, bindings: [], checked: "2026-01-01", ...more,
});
const way = (more: Partial<Pathway["ways"][number]>): Pathway["ways"][number] => ({ sectors: ["academia"], goals: ["write"], how: { en: "Write." }, needs: "nothing", sure: "verified", sources: ["s"], ...more });
const question: Question = { sector: "academia", country: "KE", goal: "write" };
const order = (all: Pathway[], asked: Question = question) => findPathways(all, asked, now).map((it) => it.pathway.slug);

test.each([
  ["what is open stands before what is over, however well that fits", pathway("z-open", { ways: [] }), pathway("a-over", { standing: "over" }), "open"],
  ["what leads to the goal stands before what is nearer", pathway("z", {}), pathway("a", { ways: [way({ goals: ["meet"] })], regions: ["african"] }), "goal"],
  ["what is for the sector stands before what does not say for whom it is", pathway("z", {}), pathway("a", { ways: [way({ sectors: [] })] }), "sector"],
  ["what is of the country’s region stands before what is open to all", pathway("z", { regions: ["african"] }), pathway("a", {}), "country"],
  ["where the country took a step stands before what is of its region", pathway("z", { bindings: [{ country: "KE", what: "signed", day: "2025-01-01", sure: "verified", sources: ["s"] }] }), pathway("a", { regions: ["african"] }), "country"],
  ["what asks for nothing stands before what asks for consultative status", pathway("z", {}), pathway("a", { ways: [way({ needs: "ecosoc" })] }), "needs"],
  ["what was checked lately stands before what was not", pathway("z", {}), pathway("a", { checked: "2025-01-01" }), "checked"],
])("%s, and says why", (_, first, second, because) => {
  const found = findPathways([second, first], question, now);
  expect([found.map((it) => it.pathway.slug), found.map((it) => it.before)]).toEqual([[first.slug, second.slug], [because, undefined]]);
});

test("what nothing tells apart stands in the order of its name, and says that", () => {
  const found = findPathways([pathway("b"), pathway("a")], question, now);
  expect(found.map((it) => [it.pathway.slug, it.before])).toEqual([["a", null], ["b", undefined]]);
});

test("of several ways in, the one that fits best is shown", () => {
  const [found] = findPathways([pathway("x", { ways: [way({ goals: ["meet"], how: { en: "Meet." } }), way({ needs: "ecosoc", how: { en: "Status." } }), way({ how: { en: "Write." } })] })], question, now);
  expect(found!.way!.how.en).toBe("Write.");
});

test("what is over, or leads elsewhere, is no answer", () =>
  expect(findPathways([pathway("a"), pathway("b", { standing: "over" }), pathway("c", { ways: [way({ goals: ["meet"] })] })], question, now).filter(isAnswer).map((it) => it.pathway.slug)).toEqual(["a"]));

test("what was not said is not asked of a pathway", () => {
  const [found] = findPathways([pathway("a")], { sector: null, country: null, goal: null }, now);
  expect(found!.verdicts.map((it) => it.criterion)).toEqual(["open", "needs", "checked"]);
});

test("a territory has no regional group: what is made for one is made for others", () => {
  expect(order([pathway("a", { regions: ["african"] }), pathway("b")], { ...question, country: "FK" })).toEqual(["b", "a"]);
});

test.each([["?sector=academia&country=ke&goal=fly", { sector: "academia", country: null, goal: null }], ["?sector=<script>&country=KE&goal=write", { sector: null, country: "KE", goal: "write" }], ["", { sector: null, country: null, goal: null }]])(
  "of “%s” what makes sense is asked", (address, asked) => expect(readQuestion(new URLSearchParams(address))).toEqual(asked));

test.each([["2025-06-10", false], ["2025-06-09", true], ["2024-02-29", true], ["2026-11-22", false]])("checked on %s, out of date on 9 June 2026: %s", (checked, old) => expect(isOutOfDate({ checked }, now)).toBe(old));

const some = fc.record({
  slug: fc.uuid(), standing: fc.constantFrom(...standings), regions: fc.constantFrom<Pathway["regions"][]>([], ["african"], ["asia-pacific"])!.map((it) => it as Pathway["regions"]),
  ways: fc.array(fc.record({ sectors: fc.subarray([...sectors]), goals: fc.subarray([...goals], { minLength: 1 }), needs: fc.option(fc.constantFrom(...needs)) }).map((it) => way(it)), { maxLength: 3 }),
  checked: fc.constantFrom("2025-01-01", "2026-01-01"),
}).map((it) => pathway(it.slug, it));

test("whatever the catalogue and the question: nothing is lost, the order does not depend on that of the file, and each place has the reason by which it is greater", () => {
  fc.assert(fc.property(fc.uniqueArray(some, { selector: (it) => it.slug, maxLength: 8 }), fc.constantFrom(...goals), fc.constantFrom(...sectors), (all, goal, sector) => {
    const asked: Question = { goal, sector, country: "KE" };
    const found = findPathways(all, asked, now);
    expect(found.map((it) => it.pathway.slug).toSorted()).toEqual(all.map((it) => it.slug).toSorted());
    expect(order(all.toReversed(), asked)).toEqual(found.map((it) => it.pathway.slug));
    for (const [index, it] of found.entries()) {
      const next = found[index + 1];
      const ranks = (one: typeof it) => new Map(one.verdicts.map((verdict) => [verdict.criterion, verdict.rank]));
      if (!next) { expect(it.before).toBeUndefined(); continue; }
      const earlier = it.before === null ? criteria : criteria.slice(0, criteria.indexOf(it.before!));
      for (const criterion of earlier) expect(ranks(it).get(criterion)).toBe(ranks(next).get(criterion));
      if (it.before) expect(ranks(it).get(it.before)!).toBeGreaterThan(ranks(next).get(it.before)!);
    }
  }));
});
