import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { askedAgain, behind, lastOn, standingOn, type Counted } from "./counting.ts";
import type { VersionKind } from "./statement.ts";

const bodies = ["a", "b", "c", "d"];
const days = Array.from({ length: 9 }, (_, at) => `2026-03-0${at + 1}`);
type Step = { do: "publish"; kind: Exclude<VersionKind, "first"> } | { do: "sign" | "decline" | "withdraw"; who: string };
const step: fc.Arbitrary<Step> = fc.oneof({ weight: 1, arbitrary: fc.record({ do: fc.constant("publish" as const), kind: fc.constantFrom("correction" as const, "change" as const) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom("sign" as const, "decline" as const, "withdraw" as const), who: fc.constantFrom(...bodies) }) });

/** A history as the house lets it happen, and beside it, kept by hand, the set of bodies that stand behind each version. */
function lived(steps: readonly Step[]) {
  const versions: { version: number; kind: VersionKind; day: string }[] = [{ version: 1, kind: "first", day: days[0]! }];
  const behind: Set<string>[] = [new Set(), new Set()];
  const acts: Counted[] = [];
  for (const [at, it] of steps.entries()) {
    const [version, day] = [versions.length, days[Math.min(days.length - 1, Math.floor(at / 3))]!];
    if (it.do === "publish") { versions.push({ version: version + 1, kind: it.kind, day }); behind.push(it.kind === "correction" ? new Set(behind[version]) : new Set()); continue; }
    const on = it.do === "withdraw" ? versions.map((one) => one.version).filter((one) => behind[one]!.has(it.who)) : [version];
    for (const one of on) {
      acts.push({ who: it.who, what: it.do === "sign" ? "signed" : it.do === "decline" ? "declined" : "withdrawn", version: one, day, countsFrom: day });
      if (it.do === "sign") behind[one]!.add(it.who); else behind[one]!.delete(it.who);
    }
  }
  return { versions, behind, acts };
}
const named = (all: readonly Counted[]) => all.map((it) => it.who).toSorted();

describe("who stands behind a version", () => {
  test("is each body whose last act on it is a signature, whatever happened in whatever order", () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const { versions, behind, acts } = lived(steps);
      for (const { version } of versions) expect(named(standingOn(acts, versions, version))).toEqual([...behind[version]!].toSorted());
    }), { numRuns: 500 });
  });

  test("is one body under two names", () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const { versions, acts } = lived(steps);
      const merged = acts.map((it) => ({ ...it, who: it.who === "b" ? "a" : it.who }));
      for (const { version } of versions) {
        const own = merged.filter((it) => it.who === "a");
        expect(named(standingOn(merged, versions, version)).filter((it) => it === "a")).toEqual(lastOn(own, versions, version)?.what === "signed" ? ["a"] : []);
      }
    }));
  });

  test("on a day is what stood when that day ended", () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 30 }), fc.constantFrom(...days), (steps, day) => {
      const { versions, acts } = lived(steps);
      const until = steps.slice(0, steps.findLastIndex((_, at) => days[Math.min(days.length - 1, Math.floor(at / 3))]! <= day) + 1);
      const then = lived(until);
      const { version, organisations } = behind(acts.map((it) => ({ ...it, personId: null })), versions, day);
      expect(named(organisations)).toEqual([...then.behind[version]!].toSorted());
    }), { numRuns: 300 });
  });

  test("counts a body that was verified later from then on, and one that is not, not", () => {
    const versions = [{ version: 1, kind: "first" as const, day: days[0]! }];
    const acts: Counted[] = [{ who: "a", what: "signed", version: 1, day: days[1]!, countsFrom: days[4]! }, { who: "b", what: "signed", version: 1, day: days[1]!, countsFrom: null }];
    expect(days.slice(0, 6).map((day) => standingOn(acts, versions, 1, day).length)).toEqual([0, 0, 0, 0, 1, 1]);
    expect(named(standingOn(acts, versions, 1))).toEqual(["a"]);
  });

  test("and those who are asked again share no body", () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const { versions, acts } = lived(steps);
      const now = versions.length;
      const [standing, asked] = [named(standingOn(acts, versions, now)), named(askedAgain(acts, versions, now))];
      expect(standing.filter((it) => asked.includes(it))).toEqual([]);
      for (const who of asked) expect(acts.some((it) => it.who === who && it.version === now)).toBe(false);
    }));
  });
});
