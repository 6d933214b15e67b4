import { expect, test } from "vitest";
import { Refusal } from "../../ground/refusal.ts";
import { closing, confirmed, declined, isLate, isWithoutOwner, left, moved, progressed, refuseUnseen, shareDone, type Commitment, type Owner } from "./commitment.ts";
import { reminderFor } from "./reminding.ts";

const it: Commitment = {
  id: "c", processId: "p", number: 1, state: "open", turn: 3, title: "A desk", what: "We open a desk.", indicator: "It answers the telephone.", language: "en", dueDay: "2026-05-01", meetingId: null, statementId: null, findingReleaseId: null, findingNumber: null,
  proposerId: null, proposedDay: "2026-01-01", openedDay: "2026-01-02", closedDay: null, outcome: null, report: null,
};
const owner: Owner = { commitmentId: "c", stakeholderId: "a", state: "asked", askedDay: "2026-01-01", confirmedDay: null, day: "2026-01-01", because: null };
const refusedAs = (deed: () => unknown): string => { try { deed(); return "done"; } catch (error) { return (error as Refusal).code; } };

test("the first owner to confirm opens a commitment, and the next joins it", () => {
  expect(confirmed({ ...it, state: "proposed", openedDay: null }, owner, "2026-01-03")).toEqual({ owner: { ...owner, state: "confirmed", confirmedDay: "2026-01-03", day: "2026-01-03" }, patch: { state: "open", openedDay: "2026-01-03" }, what: "opened" });
  expect(confirmed(it, owner, "2026-01-03")).toMatchObject({ patch: {}, what: "joined" });
});

test("whoever has answered is not asked what they answer, and who left is no owner", () => {
  const yes = { ...owner, state: "confirmed" as const };
  expect([refusedAs(() => confirmed(it, yes, "2026-01-03")), refusedAs(() => declined(it, yes, "No.", "2026-01-03")), refusedAs(() => left(it, owner, "No.", "2026-01-03"))]).toEqual(["commitment-answered", "commitment-answered", "commitment-answered"]);
  expect(left(it, yes, "We have no staff.", "2026-02-01")).toMatchObject({ state: "left", day: "2026-02-01", because: "We have no staff." });
});

test("it is under way with the first thing that was done, and late once its last day is over", () => {
  expect([progressed(it), progressed({ ...it, state: "under-way" })]).toEqual([{ state: "under-way" }, {}]);
  expect(["2026-05-01", "2026-05-02"].map((today) => isLate(it, today))).toEqual([false, true]);
  expect((["proposed", "done", "given-up"] as const).map((state) => isLate({ ...it, state }, "2027-01-01"))).toEqual([false, false, false]);
});

test("its last day moves to another day that is not over, and counts as a new turn", () => {
  expect(moved(it, "2026-06-01", "2026-04-01")).toEqual({ dueDay: "2026-06-01", turn: 4 });
  expect([refusedAs(() => moved(it, "2026-05-01", "2026-04-01")), refusedAs(() => moved(it, "2026-03-31", "2026-04-01")), refusedAs(() => moved({ ...it, state: "done" }, "2026-06-01", "2026-04-01")), refusedAs(() => moved({ ...it, state: "proposed" }, "2026-06-01", "2026-04-01"))])
    .toEqual(["commitment-same-day", "commitment-past", "commitment-closed", "commitment-not-open"]);
  expect([refusedAs(() => refuseUnseen(it, 3)), refusedAs(() => refuseUnseen(it, 2))]).toEqual(["done", "commitment-elsewhere"]);
});

test("what is done says whether its sign came about, what is given up does not, and closed stands", () => {
  const report = "The desk opened and answers.";
  expect(closing(it, { as: "done", outcome: "partly", report }, "2026-04-30")).toEqual({ state: "done", outcome: "partly", report, closedDay: "2026-04-30", turn: 4 });
  expect([refusedAs(() => closing(it, { as: "done", outcome: null, report }, "2026-04-30")), refusedAs(() => closing(it, { as: "given-up", outcome: "met", report }, "2026-04-30")), refusedAs(() => closing({ ...it, state: "proposed" }, { as: "done", outcome: "met", report }, "2026-04-30")), refusedAs(() => closing({ ...it, state: "done" }, { as: "given-up", outcome: null, report }, "2026-04-30"))])
    .toEqual(["commitment-outcome", "commitment-outcome", "commitment-not-open", "commitment-closed"]);
});

test("it is without an owner when it is in hand and everyone has left", () => {
  const state = (all: Owner["state"][]) => all.map((one) => ({ state: one }));
  expect([isWithoutOwner(it, state(["left", "asked"])), isWithoutOwner(it, state(["left", "confirmed"])), isWithoutOwner({ state: "proposed" }, state(["asked"])), isWithoutOwner({ state: "done" }, [])]).toEqual([true, false, false, false]);
});

test("how far it is, says the last entry that nobody corrected", () => {
  const entry = (number: number, share: number | null, corrects: number | null = null) => ({ number, share, corrects });
  expect([shareDone([]), shareDone([entry(1, 20), entry(2, null)]), shareDone([entry(1, 20), entry(2, 90), entry(3, null, 2)]), shareDone([entry(1, 20), entry(2, 90), entry(3, 40, 2)])]).toEqual([null, 20, 20, 40]);
});

test("owners are reminded fourteen and three days before, on the day after, and every thirty days: each time once", () => {
  const yes = { state: "confirmed" as const, askedDay: "2026-01-01", confirmedDay: "2026-01-02" };
  const on = (today: string) => reminderFor(it, yes, today)?.key ?? null;
  expect(["2026-04-16", "2026-04-17", "2026-04-27", "2026-04-28", "2026-05-01", "2026-05-02", "2026-05-31", "2026-06-01", "2026-07-01"].map(on)).toEqual([
    null, "due 2026-05-01 14", "due 2026-05-01 14", "due 2026-05-01 3", "due 2026-05-01 3", "late 2026-05-01 1", "late 2026-05-01 1", "late 2026-05-01 2", "late 2026-05-01 3",
  ]);
  expect([reminderFor(it, { ...yes, confirmedDay: "2026-04-20" }, "2026-04-21"), reminderFor(it, { ...yes, confirmedDay: "2026-04-20" }, "2026-04-28")?.key]).toEqual([null, "due 2026-05-01 3"]); // who has just confirmed knows
  expect([reminderFor({ ...it, state: "done" }, yes, "2026-06-01"), reminderFor(it, { ...yes, state: "left" }, "2026-06-01")]).toEqual([null, null]);
});

test("whoever is asked and does not answer is asked once more after seven days", () => {
  expect(["2026-01-07", "2026-01-08", "2026-03-01"].map((today) => reminderFor({ ...it, state: "proposed" }, owner, today)?.key ?? null)).toEqual([null, "asked 2026-01-01", "asked 2026-01-01"]);
});
