import { expect, test } from "vitest";
import { readPeople } from "./read-people.ts";
import { readQuotas } from "./read-quotas.ts";

const quotas = readQuotas("category,name,min,max\ngender,female,1,2\ngender,male,1,2\n");
const refusal = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  return "nothing was refused";
};

test("quotas are read from each of the headings in use, from a spreadsheet's file too", () => {
  const expected = [{ category: "gender", value: "female", min: 1, max: 2 }, { category: "gender", value: "male, or so", min: 0, max: 3 }];
  expect(readQuotas('category,name,min,max\ngender,female,1,2\ngender,"male, or so",0,3\n')).toEqual(expected);
  expect(readQuotas('category,feature,min,max\ngender,female,1,2\ngender,"male, or so",0,3')).toEqual(expected);
  expect(readQuotas('\uFEFFfeature;value;min;max;min_flex\r\ngender; female ;1;2;0\r\n\r\ngender;male, or so;0;3;0\r\n')).toEqual(expected);
});

test.each([
  ["category,name,min\ngender,female,1\n", "categories.csv, row 1: the column “max” is missing. The heading is “category,name,min,max” or “feature,value,min,max”."],
  ["category,name,min,max\n", "categories.csv: there is no quota in it. Write a row for each value, such as “gender,female,10,15”."],
  ["category,name,min,max\ngender,female,1,2\ngender,male,one,2\n", "categories.csv, row 3, column “min”: “one” is no whole number from 0."],
  ["category,name,min,max\ngender,female,3,2\n", "categories.csv, row 2, column “min”: at least 3 and at most 2 of “female” contradict each other."],
  ["category,name,min,max\ngender,female,1,2\ngender,male,1,2\ngender,female,1,3\n", "categories.csv, row 4, column “name”: “female” of “gender” has a quota in row 2 already."],
  ["category,name,min,max\n,female,1,2\n", "categories.csv, row 2, column “category”: it is empty."],
  ['category,name,min,max\ngender,"fem"ale,1,2\n', "categories.csv, row 2: a quotation mark stands where none may stand. Write quotation marks inside of a cell twice."],
])("quotas that cannot be meant are refused with row and column: %j", (file, sentence) => {
  expect(refusal(() => readQuotas(file))).toBe(sentence);
});

test("people are read by their columns, whatever the case of heading and values, and are known by their row where no column has their id", () => {
  expect(readPeople('Name,GENDER\n"Ana\nMaria",Female\nBo,male\n', { quotas })).toEqual([{ id: "1", values: { gender: "female" } }, { id: "2", values: { gender: "male" } }]);
  expect(readPeople("id,gender,address\na7,female,1 High St\nb2,male,\n", { quotas, idColumn: "id", caps: [{ column: "address", most: 1 }] })).toEqual([
    { id: "a7", values: { gender: "female", address: "1 High St" } }, { id: "b2", values: { gender: "male", address: "" } },
  ]);
});

test.each([
  ["id,sex\n1,female\n", "respondents.csv, row 1: the column “gender” is missing. It has “id”, “sex”."],
  ["id,gender\n1,female\n2,\n", "respondents.csv, row 3, column “gender”: it is empty. The quotas name “female”, “male”."],
  ["id,gender\n1,female\n2,other\n", "respondents.csv, row 3, column “gender”: “other” has no quota. The quotas name “female”, “male”."],
  ["id,gender\n7,female\n8,male\n7,male\n", "respondents.csv, row 4, column “id”: the id “7” stands in row 2 already."],
  ["id,gender\n,female\n", "respondents.csv, row 2, column “id”: it is empty; everybody needs an id."],
  ["id,gender\n", "respondents.csv: there is nobody in it. Write a row for each person under the heading."],
])("respondents who cannot be meant are refused with row and column: %j", (file, sentence) => {
  expect(refusal(() => readPeople(file, { quotas, idColumn: "id" }))).toBe(sentence);
});
