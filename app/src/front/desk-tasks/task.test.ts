// What waits on the desk, in which order, and what was promised: pure.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import en from "../../ground/words/en.json" with { type: "json" };
import { promisedBy, promiseNames, promises } from "../promises.ts";
import { inOrder, shelfOf, type Task } from "./task.ts";

const task = (what: string, due: string | null): Task => ({ due, what, text: "", address: "/en/desk" });

test("the oldest promise stands first, what has no day last, and tasks of one day keep their order", () => {
  const tasks = [task("someday", null), task("b", "2026-06-10"), task("late", "2026-06-01"), task("c", "2026-06-10"), task("today", "2026-06-09")];
  expect(inOrder(tasks).map((it) => it.what)).toEqual(["late", "today", "b", "c", "someday"]);
});

test.each([["2026-06-08", "late"], ["2026-06-09", "today"], ["2026-06-10", "week"], ["2026-06-16", "week"], ["2026-06-17", "later"], [null, "later"]] as const)("on 9 June what is due on %s stands under %s", (due, shelf) => expect(shelfOf({ due }, "2026-06-09")).toBe(shelf));

test("a promise is counted in days of the calendar", () => expect([promisedBy("2026-02-26", "registration"), promisedBy("2026-12-30", "report")]).toEqual(["2026-03-05", "2027-01-02"]));

test("what is promised stands in the reference as it is counted, and nothing else does", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../../docs/reference/promises.md"), "utf8");
  const rows = [...page.matchAll(/^\| (.+?) \| (\d+) \|$/gm)].map(([, what, days]) => [what, Number(days)]);
  expect(rows).toEqual(promiseNames.map((it) => [en[`promises.${it}`], promises[it]]));
});
