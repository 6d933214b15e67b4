import * as fc from "fast-check";
import { expect, test } from "vitest";
import { asksIn } from "./asks.ts";

const textsOf = (text: string) => asksIn(text).map((it) => it.text);

test.each([
  ["English", "We welcome the draft.\n\n1. Add “voluntary”.\n2. Delete paragraph 3,\nwhich repeats article 5.\n\nAna Silva", ["Add “voluntary”.", "Delete paragraph 3,\nwhich repeats article 5."]],
  ["French", "Demande 1 : ajouter « volontaire ».\nDemande 2 : supprimer le paragraphe 3.", ["ajouter « volontaire ».", "supprimer le paragraphe 3."]],
  ["Spanish", "(1) Añadir «voluntaria».\r\n(2) Suprimir el párrafo 3.\r\n", ["Añadir «voluntaria».", "Suprimir el párrafo 3."]],
  ["Russian", "1) Добавить слово.\n2) Исключить пункт 3.", ["Добавить слово.", "Исключить пункт 3."]],
  ["Arabic", "\u200f١- إضافة كلمة.\n\u200f٢- حذف الفقرة ٣.", ["إضافة كلمة.", "حذف الفقرة ٣."]],
  ["Arabic, named", "الطلب ١: إضافة كلمة.\nالطلب ٢: حذف الفقرة.", ["إضافة كلمة.", "حذف الفقرة."]],
  ["Chinese", "一、增加“自愿”。\n二、删去第三款。", ["增加“自愿”。", "删去第三款。"]],
  ["Chinese, in brackets", "（一）增加。\n（二）删去。", ["增加。", "删去。"]],
  ["Chinese, named", "建议1：增加。\n建议2：删去。", ["增加。", "删去。"]],
  ["circles", "① one\n② two", ["one", "two"]],
])("the numbered lines of a text are its asks: %s", (_, text, asks) => {
  expect(textsOf(text)).toEqual(asks);
});

test("an ask stands where it says, with its number, and keeps its points and its second paragraph", () => {
  const text = "Dear Chair,\n\n 1. Add:\n(a) one;\n(b) two.\n\nBecause.\n\n2. Delete.\n\n3 years ago …";
  const asks = asksIn(text);
  expect(asks.map(({ label, span }) => [label, text.slice(...span)])).toEqual([["1.", "1. Add:\n(a) one;\n(b) two.\n\nBecause."], ["2.", "2. Delete."]]);
});

test("years, dates, amounts and citations at the start of a line are no asks", () => {
  expect(textsOf("2024. A year.\n12.05.2026 a date\n1.5 million people\n10:30 a time\n5. and 6. cited\n1/2 half\n1-year term\nArticle 1: Scope\nNumber one")).toEqual([]);
});

test("where lines are named asks, other numbered lines are not; a list that begins again is more asks", () => {
  expect(textsOf("1. Introduction\nAsk 1: Add.\n2. Reasons\nAsk 2: Delete.")).toEqual(["Add.\n2. Reasons", "Delete."]);
  expect(textsOf("1. Add.\n2. Delete.\n\nAlso:\n\n1. Move.")).toEqual(["Add.", "Delete.\n\nAlso:", "Move."]);
});

test("a number alone on its line is followed by its ask, and a number with nothing after it asks nothing", () => {
  expect(textsOf("1.\nAdd a word.\n2.")).toEqual(["Add a word.", ""]);
});

const line = fc.oneof(fc.tuple(fc.constantFrom("1. ", "2. ", "3) ", "(1) ", "一、", "٢- ", "Ask 1: ", "①", ""), fc.string()).map((it) => it.join("")), fc.string({ unit: "binary" }));
const anything = fc.tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom("\n", "\r\n", "\n\n", "\u2028")).map(([lines, between]) => lines.join(between));

test("asks stand in order, never overlap, lie inside the text, begin with their number and hold their words", () => {
  fc.assert(fc.property(anything, (text) => {
    let end = 0;
    for (const it of asksIn(text)) {
      expect(it.span[0]).toBeGreaterThanOrEqual(end);
      expect(it.span[1]).toBeLessThanOrEqual(text.length);
      const whole = text.slice(...it.span);
      expect([whole.startsWith(it.label), whole.includes(it.text)]).toEqual([true, true]);
      end = it.span[1];
    }
  }), { numRuns: 500 });
});

test("what was taken as asks and is numbered anew is taken as the same asks", () => {
  const words = fc.stringMatching(/^[A-Za-z]{1,8}( [a-z]{1,8}){0,5}$/);
  fc.assert(fc.property(fc.array(words, { minLength: 1, maxLength: 30 }), (asks) => {
    expect(textsOf(asks.map((it, at) => `${at + 1}. ${it}`).join("\n"))).toEqual(asks);
  }));
});

test.each([
  ["a hundred thousand brackets", "(".repeat(100_000), 0],
  ["a line of a million spaces", `1.${" ".repeat(1_000_000)}x`, 1],
  ["a million turns of direction", "\u202e".repeat(1_000_000), 0],
  ["a million characters 0", "\u0000".repeat(1_000_000), 0],
  ["a hundred thousand empty lines", `1. a${"\n".repeat(100_000)}2. b`, 2],
  ["nine hundred asks", Array.from({ length: 900 }, (_, at) => `${at + 1}. a`).join("\n"), 900],
])("%s are read in one pass", (_, text, asks) => {
  const started = performance.now();
  expect(asksIn(text).length).toBe(asks);
  expect(performance.now() - started).toBeLessThan(2000);
});
