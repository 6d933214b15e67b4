// A questionnaire as the field writes it, read: what can be used, and what is wrong with it, by sheet, row and column.
import { describe, expect, test } from "vitest";
import { askedIn, readForm, type Problem } from "./index.ts";
import { choices, sheet, survey } from "./test-forms.ts";

const said = (it: Problem) => [it.severity, it.sheet, it.row, it.column, it.code];
const wrongIn = (...sheets: Parameters<typeof readForm>[0][number][]) => readForm(sheets).problems.map(said);

test("a survey with groups, rounds and choices is read in its order", () => {
  const { form, isUsable } = readForm([
    survey("relevant | calculation", "begin group | who | Who", "text | name | Name", "select_one yn | head | Head of it?", "end group | | ", "begin repeat | person | Person", "integer | age | Age | ${head} = 'yes'", "end repeat", "calculate | all | | | sum(${age})"),
    choices("yn | yes | Yes", "yn | no | No"), sheet("settings", "form_title | version", "A survey | 3"),
  ]);
  expect([isUsable, form.title, form.version, form.items.map((it) => [it.kind, it.name])]).toEqual([true, "A survey", "3", [["group", "who"], ["repeat", "person"], ["question", "all"]]]);
  expect(askedIn(form).map((it) => [it.type, it.name, it.row])).toEqual([["text", "name", 3], ["select_one", "head", 4], ["integer", "age", 7]]);
  expect(form.lists.get("yn")!.map((it) => it.label[""])).toEqual(["Yes", "No"]);
});

test("several languages are kept as the form names them", () => {
  const { form } = readForm([sheet("survey", "type | name | label::English (en) | label::Français (fr) | hint::English (en)", "text | a | Name | Nom | In full")]);
  expect([form.languages, form.items[0]!.label, form.items[0]!.hint]).toEqual([["English (en)", "Français (fr)"], { "English (en)": "Name", "Français (fr)": "Nom" }, { "English (en)": "In full" }]);
});

test("what the field writes for one and the same is one and the same", () => {
  const { form, problems } = readForm([sheet("Survey", "Type | Name | Caption | Relevance | Read Only", "select one from yn | a | A | | ", "add note prompt | b | B | | ", "Begin_Group | g | G | ${a} = 'x' | ", "string | c | C | | yes", "END GROUP | | | | "), sheet("Choices", "list name | value | label", "yn | x | X")]);
  expect(problems.map(said)).toEqual([["error", "Survey", 3, "type", "type-unknown"]]);
  expect(form.items.map((it) => [it.kind, it.name])).toEqual([["question", "a"], ["group", "g"]]);
});

describe("is refused, with the place:", () => {
  const cases: [string, ReturnType<typeof wrongIn>, ReturnType<typeof wrongIn>][] = [
    ["a workbook without a survey", wrongIn(sheet("one", "a"), sheet("two", "b")), [["error", "one", 1, "", "no-survey"]]],
    ["a survey without a question", wrongIn(survey("")), [["error", "survey", 1, "type", "no-questions"]]],
    ["a heading that stands twice", wrongIn(sheet("survey", "type | name | label | label", "text | a | A | B")), [["error", "survey", 1, "label", "column-twice"]]],
    ["a type that is none", wrongIn(survey("", "txt | a | A", "text | b | B")), [["error", "survey", 2, "type", "type-unknown"]]],
    ["a type that the house cannot ask", wrongIn(survey("", "image | a | A", "text | b | B")), [["error", "survey", 2, "type", "type-unsupported"]]],
    ["a question without a name", wrongIn(survey("", "text | | A")), [["error", "survey", 2, "name", "name-missing"]]],
    ["a name with a space", wrongIn(survey("", "text | a b | A")), [["error", "survey", 2, "name", "name-wrong"]]],
    ["a name that stands twice in a group", wrongIn(survey("", "text | a | A", "text | a | B")), [["error", "survey", 3, "name", "name-twice"]]],
    ["choices that are nowhere", wrongIn(survey("", "select_one c | a | A"), choices("d | x | X")), [["error", "survey", 2, "type", "list-unknown"]]],
    ["choices without a sheet, though one is nearly called so", wrongIn(survey("", "select_one c | a | A"), sheet("choice", "list_name | name | label", "c | x | X")), [["error", "survey", 2, "type", "no-sheet"]]],
    ["a choice that stands twice", wrongIn(survey("", "select_one c | a | A"), choices("c | x | X", "c | x | Y")), [["error", "choices", 3, "name", "choice-twice"]]],
    ["a choice with a space in its name", wrongIn(survey("", "select_one c | a | A"), choices("c | x y | X")), [["error", "choices", 2, "name", "choice-name-wrong"]]],
    ["a group that is not closed", wrongIn(survey("", "begin group | g | G", "text | a | A")), [["error", "survey", 2, "type", "group-open"]]],
    ["an end without a beginning", wrongIn(survey("", "text | a | A", "end group")), [["error", "survey", 3, "type", "group-unopened"]]],
    ["a group that ends as a repeat", wrongIn(survey("", "begin group | g | G", "text | a | A", "end repeat")), [["error", "survey", 4, "type", "group-crossed"]]],
    ["an expression that cannot be read", wrongIn(survey("relevant", "text | a | A", "text | b | B | ${a} = = 1")), [["error", "survey", 3, "relevant", "expression-unreadable"]]],
    ["a question that is nowhere", wrongIn(survey("constraint", "text | a | A | . != ${c}")), [["error", "survey", 2, "constraint", "reference-unknown"]]],
    ["a function that is none", wrongIn(survey("calculation", "calculate | a | | pulldata('f', 'a', 'b', 'c')")), [["error", "survey", 2, "calculation", "function-unknown"]]],
    ["a function with too few values", wrongIn(survey("calculation", "calculate | a | | if(1, 2)")), [["error", "survey", 2, "calculation", "function-values"]]],
    ["a pattern that looks around itself", wrongIn(survey("constraint", "text | a | A | regex(., '(?=x)y')")), [["error", "survey", 2, "constraint", "pattern-wrong"]]],
    ["a calculation of nothing", wrongIn(survey("calculation", "calculate | a | |")), [["error", "survey", 2, "calculation", "calculation-missing"]]],
  ];
  test.each(cases)("%s", (_, found, expected) => { expect(found).toEqual(expected); });
});

test.each([
  ["relevance that asks for itself", ["text | a | A | ${b} = 1 |", "text | b | B | ${a} = 1 |"], ["a → b → a"]],
  ["a calculation of itself", ["calculate | a | | | ${a} + 1"], ["a → a"]],
  ["a calculation by way of the relevance of a group", ["begin group | g | G | ${c} = 1 |", "calculate | b | | | 1", "end group", "calculate | c | | | ${b}"], ["g → c → b → g"]],
])("%s goes round for ever, and is refused with all who are in the circle", (_, lines, circles) => {
  expect(readForm([survey("relevant | calculation", ...lines)]).problems.map((it) => [it.code, it.values.names])).toEqual(circles.map((it) => ["circle", it]));
});

test("what tells about a device is left out, and said so", () => {
  const { form, problems, isUsable } = readForm([survey("", "deviceid | device |", "audit | audit |", "text | a | A")]);
  expect([isUsable, form.items.map((it) => it.name), problems.map((it) => [it.severity, it.code, it.values.type])]).toEqual([true, ["a"], [["warning", "type-left-out", "deviceid"], ["warning", "type-left-out", "audit"]]]);
});

test("twenty thousand rows are read, and more are refused", () => {
  const rows = (count: number) => Array.from({ length: count }, (_, index) => `text | q${index} | Q`);
  expect(readForm([survey("", ...rows(5000))]).isUsable).toBe(true);
  expect(wrongIn(survey("", ...rows(20_001)))[0]).toEqual(["error", "survey", 1, "type", "too-large"]);
});

test("groups deeper than anybody needs are refused, not followed to the end of the stack", () => {
  const deep = Array.from({ length: 5000 }, (_, index) => `begin group | g${index} | G`);
  expect(wrongIn(survey("", ...deep, "text | a | A", ...deep.map(() => "end group"))).filter(([severity]) => severity === "error")).toEqual([["error", "survey", 32, "type", "too-large"]]);
  expect(wrongIn(survey("relevant", `text | a | A | ${"(".repeat(5000)}1${")".repeat(5000)}`))[0]!.at(-1)).toBe("expression-unreadable");
});

test("columns of choices are known by their own spelling, also where a survey calls something else so", () => {
  const { form } = readForm([survey("choice_filter", "select_one babies | alive | Alive | count <= 2"), sheet("choices", "list_name | name | label | count | Region", "babies | one | One | 1 | North")]);
  expect(form.lists.get("babies")![0]!.other).toEqual({ count: "1", Region: "North" });
});

test("a cell that only says yes or no means that, and no question of that name", () => {
  const { form, isUsable } = readForm([survey("constraint | relevant | read_only", "text | phone | Phone | TRUE | yes | no")]);
  const [phone] = askedIn(form);
  expect([isUsable, phone!.constraint!.source, phone!.relevant!.source, phone!.isReadOnly]).toEqual([true, "true()", "true()", false]);
});
