// A form goes out as it came in: written as an XLSForm and read again, it is the same form.
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Form, readForm, writeForm } from "./index.ts";
import { choices, sheet, survey } from "./test-forms.ts";

/** A form without its rows, which a written form numbers anew. */
const said = (form: Form) => JSON.stringify({ ...form, lists: [...form.lists] }, (key, value: unknown) => (key === "row" ? undefined : value instanceof Map ? [...value] : value));

test("languages, lists with columns of their own, rounds and messages come back", () => {
  const before = readForm([
    sheet("survey", "type | name | label::English (en) | label::French (fr) | hint::English (en) | required | constraint | constraint_message::French (fr) | relevant | repeat_count | choice_filter | parameters | default | read_only | calculation | required_message::English (en)",
      "begin repeat | r | Round | Tour | | | | | | 3", "select_one c or_other | a | A | B | H | yes | . != 'x' | Non | | | k = 'l' | | x", "end repeat", "range | n | N | M | | ${b} = '' | | | | | | start=1 end=5 | 3 | yes", "text | b | T | U | | | | | | | | | today()", "calculate | s | | | | | | | | | | | | | 1 + 1", "note | | Thanks | Merci"),
    sheet("choices", "list_name | name | label::English (en) | k", "c | x | X | l", "c | y | Y | m"), sheet("settings", "form_title | version | default_language", "T | 7 | French (fr)"),
  ]);
  expect(before.problems).toEqual([]);
  const after = readForm(writeForm(before.form));
  expect([after.problems, said(after.form)]).toEqual([[], said(before.form)]);
});

const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/);
const words = fc.string({ minLength: 1, maxLength: 20 }).map((it) => it.replaceAll("|", "/").trim()).filter((it) => it !== "");
test("whatever the words, what was written is read again", () => {
  fc.assert(fc.property(fc.uniqueArray(fc.record({ name, label: words, kind: fc.constantFrom("text", "integer", "select_one c", "select_multiple c", "rank c", "date", "acknowledge"), required: fc.boolean() }), { selector: (it) => it.name, minLength: 1, maxLength: 12 }), fc.array(words, { minLength: 1, maxLength: 5 }), (questions, labels) => {
    const before = readForm([survey("required", ...questions.map((it) => `${it.kind} | ${it.name} | ${it.label} | ${it.required ? "yes" : ""}`)), choices(...labels.map((it, index) => `c | n${index} | ${it}`))]);
    expect(said(readForm(writeForm(before.form)).form)).toBe(said(before.form));
  }));
});
