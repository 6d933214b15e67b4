import fc from "fast-check";
import { expect, test } from "vitest";
import { drawingOf, fitted, ordered, radius } from "./drawing.ts";
import { drawn, strongest, type Tie } from "./network.ts";

/** Ties between some of sixty bodies, no two of the same bodies. */
const networks = fc.uniqueArray(fc.record({ pair: fc.tuple(fc.nat(59), fc.nat(59)).filter(([a, b]) => a < b), partnerships: fc.integer({ min: 1, max: 30 }) }), { minLength: 1, maxLength: 200, selector: (it) => it.pair.join() })
  .map((all) => all.map(({ pair: [a, b], partnerships }): Tie => ({ one: `body-${a}`, other: `body-${b}`, partnerships })));
const drawnOnes = networks.map(strongest);
const bodiesOf = (ties: readonly Tie[]) => [...new Set(ties.flatMap((it) => [it.one, it.other]))].toSorted();

test("a drawing holds at most as many bodies and ties as an eye does, each of them the strongest that there was room for", () => {
  fc.assert(fc.property(networks, (ties) => {
    const sorted = ties.toSorted((a, b) => b.partnerships - a.partnerships);
    const kept = strongest(sorted);
    expect(kept.length).toBeLessThanOrEqual(drawn.ties);
    const bodies = bodiesOf(kept);
    expect(bodies.length).toBeLessThanOrEqual(drawn.bodies);
    expect(kept[0]).toEqual(sorted[0]);
    if (kept.length < drawn.ties) for (const it of sorted) if (bodies.includes(it.one) && bodies.includes(it.other) && !kept.includes(it)) expect(bodies.length).toBeGreaterThanOrEqual(drawn.bodies - 1); // only for want of room
  }));
});

test("the same ties make the same drawing, in whatever order they come", () => {
  fc.assert(fc.property(drawnOnes, fc.boolean(), (ties, mirrored) => {
    expect(drawingOf(ties, mirrored)).toEqual(drawingOf(ties, mirrored));
    expect(drawingOf(ties.toReversed(), mirrored).nodes).toEqual(drawingOf(ties, mirrored).nodes);
  }));
});

test("every body stands in a drawing once and every tie has its arc; nothing overlaps, and nothing leaves the box", () => {
  fc.assert(fc.property(drawnOnes, fc.boolean(), (ties, mirrored) => {
    const { width, height, nodes, arcs } = drawingOf(ties, mirrored);
    expect(nodes.map((it) => it.id).toSorted()).toEqual(bodiesOf(ties));
    expect(arcs.map(({ one, other, partnerships }) => ({ one, other, partnerships }))).toEqual(ties);
    for (const [index, it] of nodes.entries()) {
      expect(it.x - radius >= 0 && it.x + radius <= width && it.y - radius >= 0 && it.y + radius <= height).toBe(true);
      if (index > 0) expect(it.y - nodes[index - 1]!.y).toBeGreaterThanOrEqual(2 * radius + 8); // a line of text each
    }
    for (const { path, one, other } of arcs) {
      const [, x, from, wide, tall, , , sweep, , to] = /^M(\S+) (\S+)A(\S+) (\S+) (0) (0) ([01]) (\S+) (\S+)$/.exec(path)!.map(Number);
      const ends = [one, other].map((id) => nodes.find((it) => it.id === id)!.y).toSorted((a, b) => a - b);
      expect([from, to, tall! * 2]).toEqual([...ends, ends[1]! - ends[0]!]);
      expect(sweep === 0).toBe(mirrored);
      expect(mirrored ? x! - wide! >= 0 : x! + wide! <= width).toBe(true);
    }
  }));
});

test("bodies with no tie between them stand in groups apart, the larger group first", () => {
  const tie = (one: string, other: string): Tie => ({ one, other, partnerships: 1 });
  expect(ordered([tie("x", "y"), tie("a", "b"), tie("b", "c"), tie("b", "d")])).toEqual([["b", "a", "c", "d"], ["x", "y"]]);
  const [, , , fourth, fifth] = drawingOf([tie("x", "y"), tie("a", "b"), tie("b", "c"), tie("b", "d")], false).nodes;
  expect(fifth!.y - fourth!.y).toBe(44); // a line, and a gap
});

test("a long name is cut where the drawing has no more room, between letters as people see them", () => {
  expect(fitted("Lantern Digital Rights")).toBe("Lantern Digital Rights");
  expect(fitted("x".repeat(37))).toBe(`${"x".repeat(36)}…`);
  expect(fitted("网".repeat(30))).toBe(`${"网".repeat(18)}…`);
  expect(fitted("e\u0301".repeat(40))).toBe(`${"e\u0301".repeat(36)}…`);
});
