import { expect, test } from "vitest";
import known from "../known-answers/redlines.json" with { type: "json" };
import { chanceOf, reword } from "./invented.ts";
import { type Part, redline } from "./redline.ts";

for (const { what, before, after, parts } of known)
  test(`redline as drawn by hand: ${what}`, () => expect(redline(before, after)).toEqual(parts));

const side = (parts: readonly Part[], other: Part[0]) => parts.filter(([name]) => name !== other).map(([, text]) => text).join("");

test("a long text edited all over is told exactly, and what was not touched is kept", () => {
  const chance = chanceOf(5);
  const vocabulary = Array.from({ length: 900 }, (_, at) => `w${at}`);
  const before = Array.from({ length: 30_000 }, () => vocabulary[Math.floor(900 ** chance()) - 1] ?? "of").join(" ");
  const after = reword(before, 0.05, { chance, vocabulary });
  const parts = redline(before, after);
  expect([side(parts, "insert"), side(parts, "delete")]).toEqual([before, after]);
  const kept = parts.filter(([name]) => name === "keep").join(" ").length;
  expect(kept / before.length).toBeGreaterThan(0.85);
});

test("two long texts without a word in common are one deletion and one insertion", () => {
  const text = (letter: string) => Array.from({ length: 20_000 }, (_, at) => `${letter}${at % 700}`).join(" ");
  expect(redline(text("a"), text("b")).map(([name]) => name)).toEqual(["delete", "insert"]);
});

test("a text rewritten beyond the cap on edits is still told exactly", () => {
  const chance = chanceOf(9);
  const soup = () => Array.from({ length: 6_000 }, () => `w${Math.floor(chance() * 40)}`).join(" ");
  const [before, after] = [soup(), soup()];
  const parts = redline(before, after);
  expect([side(parts, "insert"), side(parts, "delete")]).toEqual([before, after]);
});
