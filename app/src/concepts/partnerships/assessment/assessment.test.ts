import { expect, test } from "vitest";
import { courseOf, namesTheOther, placedIn, standingOf, wordsUnder, type Saying } from "./assessment.ts";

const of = (...numbers: number[]): Saying[] => numbers.map((it) => ({ part: "trust", said: String(it) }));

test("a round is open until every partner has answered, and what was ended before that is never together", () => {
  const round = { partnerIds: ["a", "b", "c"], endedDay: null };
  expect([0, 2, 3].map((answered) => standingOf(round, answered))).toEqual(["open", "open", "together"]);
  expect(standingOf({ ...round, endedDay: "2026-06-09" }, 2)).toBe("ended");
});

test("where there are two partners, the other has a name", () => {
  expect([["a", "b"], ["a", "b", "c"]].map((partnerIds) => namesTheOther({ partnerIds }))).toEqual([true, false]);
});

test("partners agree where they are one step apart at most, and differ beyond", () => {
  expect(placedIn(of(4, 5, 4))).toEqual([{ aspect: "trust", numbers: [4, 4, 5], mean: 13 / 3, agree: true }]);
  expect(placedIn(of(2, 4)).map((it) => it.agree)).toEqual([false]);
  expect(placedIn([])).toEqual([]);
});

test("how it moved is told for the rounds that are shown, and left open for the others", () => {
  expect(courseOf([of(2, 2, 5), [], of(4, 4, 4)]).find((it) => it.aspect === "trust")!.means).toEqual([3, null, 4]);
});

test("words stand under their heading alone", () => {
  expect(wordsUnder([{ part: "needs", said: "Interpreters." }, { part: "strengths", said: "A roster." }, ...of(3)], "needs")).toEqual(["Interpreters."]);
});
