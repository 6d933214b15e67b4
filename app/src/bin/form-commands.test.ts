// “travaux form” checks a questionnaire: what it asks, and what is wrong with it, to the row and column.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { askedIn, itemsIn, readForm } from "@travaux/survey-forms";
import { sheetsOf } from "../ground/files/workbook.ts";
import { runCommand } from "./run-command.ts";

type Table = readonly (readonly string[])[];
const workbook = async (sheets: Record<string, Table>) => new Uint8Array(await writeXlsxFile(Object.entries(sheets).map(([sheet, rows]) => ({ sheet, data: rows.map((row) => row.map((value) => ({ type: String, value }))) }))).toBuffer());
async function typed(bytes: Uint8Array | string, ...more: string[]) {
  const said: string[] = [];
  const answer = await runCommand(null, { argv: ["form", "form.xlsx", ...more], files: { "form.xlsx": Buffer.from(bytes).toString("base64") }, format: more.includes("json") ? "json" : "text" }, (line) => void said.push(line));
  return { ...answer, said: said.join(" ") };
}
const whole = { survey: [["type", "name", "label::English (en)", "label::French (fr)", "relevant"], ["select_one yn", "works", "Does it work?", "Est-ce que cela marche ?", ""], ["text", "why", "Why not?", "Pourquoi non ?", "${works} = 'no'"]], choices: [["list_name", "name", "label::English (en)", "label::French (fr)"], ["yn", "yes", "Yes", "Oui"], ["yn", "no", "No", "Non"]], settings: [["form_title"], ["Does it work?"]] };

test("a form that can be used is listed with its questions and languages, in the fields that others script against", async () => {
  const { exit, stdout } = await typed(await workbook(whole), "--format", "json");
  expect([exit, JSON.parse(stdout)]).toEqual([0, { title: "Does it work?", languages: ["English (en)", "French (fr)"], usable: true, problems: [], questions: [{ name: "works", type: "select_one", label: "Does it work?", list: "yn", row: 2 }, { name: "why", type: "text", label: "Why not?", row: 3 }] }]);
});

test("what is wrong is said with sheet, row, column and what to do, and the exit code is 1", async () => {
  const { exit, stdout } = await typed(await workbook({ ...whole, survey: [...whole.survey, ["image", "photo", "A photo", "", ""], ["integer", "many", "How many?", "", "${often} > 1"]] }), "--format", "json");
  expect([exit, (JSON.parse(stdout) as { problems: unknown[] }).problems]).toEqual([1, [
    { severity: "error", sheet: "survey", row: 4, column: "type", what: "The type “image” cannot be asked here. Ask in words, or take the row out." },
    { severity: "error", sheet: "survey", row: 5, column: "relevant", what: "There is no question “often” in this form." },
  ]]);
});

test.each([
  ["a workbook of before 2007", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), "is an Excel file of before 2007 (.xls). Open it and save it as “Excel workbook (.xlsx)”."],
  ["a text", "type,name,label", "is no Excel workbook, or it is damaged."],
  ["half a workbook", "PK\u0003\u0004", "is no Excel workbook, or it is damaged."],
  ["nothing", "", "is no Excel workbook, or it is damaged."],
])("%s is refused in a sentence", async (_, bytes, sentence) => {
  const { exit, said } = await typed(bytes);
  expect([exit, said.includes(sentence)]).toEqual([1, true]);
});

const data = fileURLToPath(new URL("../../../../shared/data/xlsforms/", import.meta.url));
const files = existsSync(data) ? readdirSync(data, { recursive: true, encoding: "utf8" }).filter((it) => /\.xlsx?$/.test(it)) : [];
if (files.length === 0) process.stdout.write("real questionnaires: not read, ../shared/data/xlsforms is not here\n");

test.skipIf(files.length === 0)("of the questions of the field’s own forms more than nine in ten can be asked, and every form that asks nothing else is read", async () => {
  const read = await Promise.all(files.filter((it) => it.endsWith(".xlsx") && !it.includes("invalid")).toSorted((a, b) => (a < b ? -1 : 1)).map(async (file) => ({ file, ...readForm(await sheetsOf(readFileSync(data + file), file)) })));
  const unaskable = (it: (typeof read)[number]) => it.problems.filter((one) => one.code === "type-unsupported" || one.code === "type-unknown").length;
  const [asked, not] = [read.reduce((sum, it) => sum + askedIn(it.form).length, 0), read.reduce((sum, it) => sum + unaskable(it), 0)];
  expect(asked / (asked + not)).toBeGreaterThan(0.9);
  expect(read.filter((it) => !it.isUsable).map((it) => [it.file, [...new Set(it.problems.filter((one) => one.severity === "error").map((one) => one.values.type ?? one.values.name))]])).toEqual([
    ["pyxform-expected/attribute_columns_test.xlsx", ["image", "audio", "video"]], ["pyxform-expected/flat_xlsform_test.xlsx", ["image", "audio", "video"]], ["pyxform-expected/pull_data.xlsx", ["pulldata"]], ["pyxform-expected/xlsform_spec_test.xlsx", ["image", "audio", "video"]],
  ]);
  expect(read.every((it) => [...itemsIn(it.form.items)].length > 0)).toBe(true);
});

test.skipIf(files.length === 0)("forms that the field’s own compiler refuses are refused here, each with its place", async () => {
  const refused = await Promise.all(files.filter((it) => it.includes("invalid")).map(async (file) => {
    const { exit, stdout, said } = await typed(readFileSync(data + file));
    return [file, exit, /survey, row \d+|\.xls\)/.test(stdout + said)];
  }));
  expect(refused.map(([, exit, isPlaced]) => [exit, isPlaced])).toEqual(refused.map(() => [1, true]));
});
