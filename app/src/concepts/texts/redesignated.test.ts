import { expect, test } from "vitest";
import type { Line, Unit } from "./comparison.ts";
import { redesignated } from "./redesignated.ts";

const line = (it: Partial<Line>): Line => ({ id: "art_1", from: [], kind: "article", depth: 0, number: null, heading: [], text: [], closing: [], changes: [], to: null, ...it });

test("a sentence that became the first paragraph of its article is shown as kept", () => {
  const unit: Unit = {
    head: line({ text: [["delete", "Each State Party shall act:"]] }),
    lines: [line({ id: "art_1__para_1", kind: "paragraph", depth: 1, number: "1", text: [["insert", "Each State Party shall act:"]] }), line({ id: "art_1__para_2", kind: "paragraph", depth: 1, number: "2", text: [["insert", "It may also wait."]] })],
  };
  const { head, lines } = redesignated(unit);
  expect(head.text).toEqual([]);
  expect(lines.map((it) => it.text)).toEqual([[["keep", "Each State Party shall act:"]], [["insert", "It may also wait."]]]);
});

test("words deleted once and added twice are kept once and added once", () => {
  const added = (id: string) => line({ id, kind: "paragraph", depth: 1, text: [["insert", "Same words."]] });
  const { lines } = redesignated({ head: line({ text: [["delete", "Same words."]] }), lines: [added("a"), added("b")] });
  expect(lines.map((it) => it.text[0]![0])).toEqual(["keep", "insert"]);
});

test("a deleted paragraph whose words stand elsewhere in the article leaves no empty line behind", () => {
  const gone = line({ id: null, kind: "paragraph", depth: 1, number: "2", text: [["delete", "Same words."]], changes: ["deleted"] });
  const { lines } = redesignated({ head: line({}), lines: [gone, line({ id: "art_1__para_1", kind: "paragraph", depth: 1, text: [["insert", "Same words."]] })] });
  expect(lines.map((it) => it.id)).toEqual(["art_1__para_1"]);
});

test("what was deleted and never came back stays marked", () => {
  const unit: Unit = { head: line({}), lines: [line({ id: null, text: [["delete", "Gone."]], changes: ["deleted"] })] };
  expect(redesignated(unit)).toEqual(unit);
});
