// What somebody typed, with what follows from it: what is asked, what is filled in, and what is wrong.
import { expect, test } from "vitest";
import fc from "fast-check";
import { faultsIn, type Given, offeredAt, pagesOf, pathOf, readForm, settle, treeOf } from "./index.ts";
import type { Sheet } from "./sheets.ts";
import { choices, circumstances, sheet, survey } from "./test-forms.ts";

function answered(sheets: Sheet[], given: Given = {}, language = "") {
  const { form, problems } = readForm(sheets);
  expect(problems.filter((it) => it.severity === "error")).toEqual([]);
  const tree = treeOf(form, given);
  const settled = settle(tree, { ...circumstances, language });
  const nodes = [...tree.places].map(([node, place]) => ({ node, place, path: pathOf(tree, node) }));
  const value = (path: string) => nodes.find((it) => it.path === path)?.node.value;
  const isAsked = (path: string) => nodes.find((it) => it.path === path)?.place.isAsked;
  return { tree, form, settled, value, isAsked, faults: faultsIn(tree, { ...circumstances, language }).map((it) => [it.path, it.code, it.message]) };
}

test("what is not asked counts as unanswered, and is asked again with what was typed", () => {
  const sheets = [survey("relevant | calculation", "text | a | A", "integer | b | B | ${a} = 'yes'", "calculate | c | | | coalesce(${b}, 'none')")];
  const [asked, not] = [answered(sheets, { "/a": "yes", "/b": "7" }), answered(sheets, { "/a": "no", "/b": "7" })];
  expect([asked.value("/c"), asked.isAsked("/b"), not.value("/c"), not.isAsked("/b")]).toEqual(["7", true, "none", false]);
});

test("a group that is not asked takes everything in it along", () => {
  const { isAsked } = answered([survey("relevant", "text | a | A", "begin group | g | G | ${a} = 'x'", "begin group | h | H", "text | b | B", "end group", "end group")], {});
  expect([isAsked("/g"), isAsked("/g/h/b")]).toEqual([false, false]);
});

test("rounds come as often as is asked for, each with its own answers; sums go over all of them", () => {
  const sheets = [survey("repeat_count | calculation", "integer | n | N", "begin repeat | person | Person | ${n} |", "integer | age | Age", "calculate | place | | | position(..)", "calculate | double | | | ${age} * 2", "end repeat", "calculate | all | | | sum(${age})", "calculate | second | | | indexed-repeat(${age}, ${person}, 2)", "calculate | many | | | count(${person})")];
  const { value } = answered(sheets, { "/n": "3", "/person[1]/age": "4", "/person[2]/age": "30", "/person[3]/age": "31" });
  expect([value("/person[2]/place"), value("/person[2]/double"), value("/person[3]/double"), value("/all"), value("/second"), value("/many")]).toEqual(["2", "60", "62", "65", "30", "3"]);
  const fewer = answered(sheets, { "/n": "1", "/person[1]/age": "4", "/person[2]/age": "30" });
  expect([fewer.value("/all"), fewer.value("/many")]).toEqual(["4", "1"]);
  expect(answered(sheets, { "/n": "1000000000" }).value("/many")).toBe("200"); // no more than a page can hold
});

test("choices are those that the filter leaves, and no other is taken", () => {
  const sheets = [survey("choice_filter", "text | country | Country", "select_one city | city | City | country = ${country}"), sheet("choices", "list_name | name | label | country", "city | nairobi | Nairobi | ke", "city | mombasa | Mombasa | ke", "city | lima | Lima | pe")];
  const { tree, form, faults } = answered(sheets, { "/country": "ke", "/city": "lima" });
  const city = [...tree.places].find(([node]) => node.name === "city")![0];
  expect(offeredAt(tree, city, form.items[1] as never, circumstances).map((it) => it.name)).toEqual(["nairobi", "mombasa"]);
  expect(faults).toEqual([["/city", "no-such-choice", ""]]);
});

test.each([
  ["integer", "1.5", "not-a-whole-number"], ["integer", "=1+1", "not-a-whole-number"], ["decimal", "1,5", "not-a-number"], ["decimal", "1e9", "not-a-number"], ["date", "2026-02-30", "not-a-day"], ["date", "30.2.2026", "not-a-day"], ["time", "25:00", "not-an-hour"],
  ["dateTime", "2026-02-03", "not-a-day"], ["geopoint", "91 0", "not-a-place"], ["select_one yn", "maybe", "no-such-choice"], ["select_multiple yn", "yes yes", "chosen-twice"], ["rank yn", "yes", "not-all-ranked"],
])("an answer to %s that is “%s” is wrong", (type, value, code) => {
  expect(answered([survey("", `${type} | a | A`), choices("yn | yes | Yes", "yn | no | No")], { "/a": value }).faults).toEqual([["/a", code, ""]]);
});

test("a range has its ends", () => {
  const sheets = [survey("parameters", "range | a | A | start=0 end=5 step=1")];
  expect([answered(sheets, { "/a": "5" }).faults, answered(sheets, { "/a": "6" }).faults]).toEqual([[], [["/a", "out-of-range", ""]]]);
});

test("what is required and what breaks a constraint is said in the language of whoever answers", () => {
  const sheets = [sheet("survey", "type | name | label::en | label::fr | required | constraint | constraint_message::en | constraint_message::fr", "integer | age | Age | Âge | yes | . >= 18 | Adults only | Adultes seulement")];
  expect(answered(sheets, { "/age": "12" }, "fr").faults).toEqual([["/age", "constraint", "Adultes seulement"]]);
  expect(answered(sheets, {}, "fr").faults).toEqual([["/age", "required", ""]]);
});

test("what never comes to rest is seen to", () => {
  const { form } = readForm([survey("calculation | relevant", "begin group | g | G | | ./a = ''", "text | a | A | | ", "end group")]);
  expect(settle(treeOf(form, { "/g/a": "x" }), circumstances)).toEqual({ isAtRest: false, passes: 30 });
});

test("a pattern fits the whole of an answer, and none keeps the house busy", () => {
  const sheets = [survey("constraint", "text | a | A | regex(., '(a+)+')")];
  expect([answered(sheets, { "/a": "aaa" }).faults, answered(sheets, { "/a": `${"a".repeat(50_000)}!` }).faults]).toEqual([[], [["/a", "constraint", ""]]]);
}, 5_000);

test("what is drawn is drawn once", () => {
  let draws = 0;
  const { form } = readForm([survey("calculation", "calculate | id | | uuid()")]);
  const tree = treeOf(form);
  expect(settle(tree, { ...circumstances, random: () => { draws += 1; return (draws % 16) / 16; } }).isAtRest).toBe(true);
  expect(tree.top.children[0]!.value).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("a long group is answered by the groups in it, and rounds stay together", () => {
  const many = (from: number, count: number) => Array.from({ length: count }, (_, index) => `text | q${from + index} | Q`);
  const { form } = readForm([survey("", "text | a | A", "begin group | g | G", "begin group | h | H", ...many(0, 20), "end group", "begin group | i | I", ...many(20, 20), "end group", "end group", "begin repeat | r | R", "text | b | B", "end repeat", ...many(40, 30))]);
  expect(pagesOf(form).map((it) => [it.inside, it.items.length])).toEqual([["", 1], ["/g", 1], ["/g", 1], ["", 1], ["", 25], ["", 5]]);
});

test("whatever was typed, wherever, a form comes to rest, and every fault is at a place that is asked", () => {
  const sheets = [survey("relevant | constraint | calculation | repeat_count", "select_multiple yn | a | A", "begin repeat | r | R | selected(${a}, 'yes') | | | ${n}", "decimal | b | B | | . > 0", "calculate | c | | | | if(${b} > 3, ${b} div 0, 'x')", "end repeat", "integer | n | N"), choices("yn | yes | Yes", "yn | no | No")];
  const { form } = readForm(sheets);
  const anything = fc.oneof(fc.string(), fc.constantFrom("yes", "no", "yes no", "3", "-1", "999999", "<svg onload=alert(1)>", "=cmd", "\u202e"));
  fc.assert(fc.property(fc.dictionary(fc.constantFrom("/a", "/n", "/r[1]/b", "/r[2]/b", "/r[999]/b", "/nowhere", "/r/b", "__proto__"), anything), (given) => {
    const tree = treeOf(form, given);
    expect(settle(tree, circumstances).isAtRest).toBe(true);
    const asked = new Set([...tree.places].filter(([, place]) => place.isAsked).map(([node]) => pathOf(tree, node)));
    for (const it of faultsIn(tree, circumstances)) expect(asked.has(it.path)).toBe(true);
  }), { numRuns: 300 });
});
