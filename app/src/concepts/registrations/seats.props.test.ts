import fc from "fast-check";
import { expect, test } from "vitest";
import { figuresOf, protectedFigures } from "./figures.ts";
import { nextSeated, orderOfSeats, type Waiting } from "./seats.ts";

const groups = ["civil-society african", "academia african", "private-sector asia-pacific", "academia western-european-others"];
const people = fc.uniqueArray(fc.record({ id: fc.uuid(), group: fc.constantFrom(...groups), day: fc.constantFrom("2026-06-01", "2026-06-02", "2026-06-03"), tie: fc.stringMatching(/^[0-9a-f]{8}$/) }), { selector: (it) => it.id, minLength: 1, maxLength: 60 });
const counted = (those: readonly { group: string }[]) => new Map([...Map.groupBy(those, (it) => it.group)].map(([group, all]) => [group, all.length]));

test("everybody who waits stands in the order once, and the order of asking makes no difference", () => {
  fc.assert(fc.property(people, (all) => {
    const order = orderOfSeats(all, counted(all), new Map());
    expect(order.map((it) => it.id).toSorted()).toEqual(all.map((it) => it.id).toSorted());
    expect(orderOfSeats(all.toReversed(), counted(all), new Map())).toEqual(order);
  }));
});

test("however many seats there are, no group is a whole seat or more below its share of them", () => {
  fc.assert(fc.property(people, fc.integer({ min: 1, max: 60 }), (all, seats) => {
    const given = Math.min(seats, all.length);
    const has = counted(nextSeated(all, counted(all), new Map(), seats));
    for (const [group, applied] of counted(all)) expect((has.get(group) ?? 0) + groups.length).toBeGreaterThan((applied * given) / all.length); // never by more than one for each other group
    for (const [group, applied] of counted(all)) expect((has.get(group) ?? 0) - 1).toBeLessThan((applied * given) / all.length); // nor a whole seat above it
  }));
});

test("within a group nobody who applied on an earlier day stands behind somebody who applied later", () => {
  fc.assert(fc.property(people, (all) => {
    for (const own of Map.groupBy(orderOfSeats(all, counted(all), new Map()), (it) => it.group).values()) expect(own.map((it) => it.day)).toEqual(own.map((it) => it.day).toSorted());
  }));
});

test("giving the seats one by one is the same as giving them at once", () => {
  fc.assert(fc.property(people, fc.integer({ min: 1, max: 20 }), (all, seats) => {
    let waiting: readonly Waiting[] = all;
    const seated: Waiting[] = [];
    for (let at = 0; at < Math.min(seats, all.length); at++) {
      const [next] = nextSeated(waiting, counted(all), counted(seated), 1);
      seated.push(next!);
      waiting = waiting.filter((it) => it !== next);
    }
    expect(seated.map((it) => it.id)).toEqual(nextSeated(all, counted(all), new Map(), seats).map((it) => it.id));
  }));
});

test("a group that was shut out gets the next free seat, though others applied before", () => {
  const one = (id: string, group: string, day: string): Waiting => ({ id, group, day, tie: id });
  const waiting = [one("early", "large", "2026-06-01"), one("late", "small", "2026-06-09")];
  expect(nextSeated(waiting, new Map([["large", 4], ["small", 1]]), new Map([["large", 3]]), 1).map((it) => it.id)).toEqual(["late"]);
});

const counts = fc.dictionary(fc.constantFrom("a", "b", "c", "d", "e"), fc.integer({ min: 0, max: 40 })).map((it) => new Map(Object.entries(it)));
test("no published count is under the smallest, and what is hidden does not come out of the total", () => {
  fc.assert(fc.property(counts, fc.integer({ min: 3, max: 12 }), (all, least) => {
    const values = ["a", "b", "c", "d", "e"];
    const shown = protectedFigures(values, all, least);
    expect(shown.filter((it) => it.count !== null && it.count < least)).toEqual([]);
    const hidden = shown.filter((it) => it.count === null);
    const inside = hidden.reduce((sum, it) => sum + (all.get(it.value) ?? 0), 0);
    expect(hidden.length === 0 || hidden.length === values.length || (hidden.length >= 2 && inside >= least)).toBe(true);
  }));
});

test("of fewer people than the smallest count not even the total is told", () => {
  const few = Array.from({ length: 9 }, () => ({ sector: "academia", region: "african" }));
  const figures = figuresOf(few, { sectors: ["academia", "private-sector"], regions: ["african", "none"] }, 10);
  expect([figures.total, ...figures.sector.map((it) => it.count), ...figures.region.map((it) => it.count)]).toEqual([null, null, null, null, null]);
});
