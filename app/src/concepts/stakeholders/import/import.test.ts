import { expect, test } from "vitest";
import writeXlsx from "write-excel-file/node";
import { checkList, type CountryFinder } from "./check.ts";
import { guessMapping, sectorNamed } from "./heads.ts";
import { deedsOf, patchOf, planOf, type Known } from "./plan.ts";
import { readMemberList } from "./reader.ts";
import { readList } from "./read.ts";
import type { ReadTable } from "./table.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const countryNamed: CountryFinder = (it) => ({ kenya: "KE", ke: "KE", uganda: "UG", франция: "FR" })[it.toLowerCase()] ?? null;
const tableOf = async (text: string | Uint8Array) => (await readList(typeof text === "string" ? bytes(text) : text)) as ReadTable;
const check = async (text: string | Uint8Array, sector: "civil-society" | null = "civil-society") => {
  const table = await tableOf(text);
  return checkList(table, { ...guessMapping(table.head), sector }, countryNamed);
};
const problemsOf = async (text: string | Uint8Array) => (await check(text)).problems.map(({ line, column, code, other }) => [line, column, code, ...(other ? [other] : [])]);

test("heads are understood in the six languages and as Indico writes them", () => {
  const fields = ["name", "sector", "country", "website", "contactEmail"];
  expect(guessMapping(["Organisation Name", "Sector", "Country", "Web site", "E-mail"]).columns).toEqual(fields);
  expect(guessMapping(["Nom de l’organisation", "Secteur", "Pays", "Site web", "Courriel"]).columns).toEqual(fields);
  expect(guessMapping(["Nombre de la organización", "Sector", "País", "Sitio web", "Correo electrónico"]).columns).toEqual(fields);
  expect(guessMapping(["Название организации", "Сектор", "Страна", "Сайт", "Электронная почта"]).columns).toEqual(fields);
  expect(guessMapping(["اسم المنظمة", "القطاع", "البلد", "الموقع الإلكتروني", "البريد الإلكتروني"]).columns).toEqual(fields);
  expect(guessMapping(["组织名称", "部门", "国家", "网站", "电子邮件"]).columns).toEqual(fields);
  expect(guessMapping(["ID", "First name", "affiliation", "country", "email", "Affiliation"]).columns).toEqual([null, null, "name", "country", "contactEmail", null]);
  expect(guessMapping(["ID", "Name", "Email Address", "Affiliation", "Country"]).columns, "“Name” is the person’s, where another head says organisation").toEqual([null, null, "contactEmail", "name", "country"]);
});

test("sectors are understood in the six languages", () => {
  expect(["NGO", "Société civile", "Universidad", "Частный сектор", "منظمة حكومية دولية", "会员国", "UN entity", "club"].map(sectorNamed))
    .toEqual(["civil-society", "civil-society", "academia", "private-sector", "intergovernmental", "member-state", "un-entity", null]);
});

test("a CSV is read with commas, semicolons or tabulators, quoted cells over several lines included", async () => {
  for (const sign of [",", ";", "\t"]) {
    const table = await tableOf(`\uFEFFName${sign}Description\r\n"Lantern${sign} Rights"${sign}"one\r\ntwo ""three"""\r\n\r\nBeacon${sign}x`);
    expect([table.head, table.lines]).toEqual([["Name", "Description"], [{ line: 2, cells: [`Lantern${sign} Rights`, 'one\ntwo "three"'] }, { line: 5, cells: ["Beacon", "x"] }]]);
  }
  expect((await tableOf("sep=;\nName;Country\nLantern;Kenya\n")).lines, "the first line of some of Excel’s files").toEqual([{ line: 3, cells: ["Lantern", "Kenya"] }]);
  const wide = new Uint8Array([0xff, 0xfe, ...new Uint8Array(new Uint16Array([..."Name\nЛантерна"].map((it) => it.charCodeAt(0))).buffer)]);
  expect((await tableOf(wide)).lines).toEqual([{ line: 2, cells: ["Лантерна"] }]);
});

test.each([
  ["a quotation mark that is never closed", 'Name,Country\nLantern,Kenya\nBeacon,"Kenya\nOther,Kenya\n', [[3, 2, "quote-open"]]],
  ["words after a closed quotation", 'Name,Country\n"Lantern" x,Kenya\nBeacon,Uganda\n', [[2, 1, "quote-inside"]]],
  ["a quotation mark inside a cell", 'Name,Country\nLantern,Ke"nya\nBeacon,Uganda\n', [[2, 2, "quote-inside"]]],
  ["a cell too many", "Name,Country\nLantern, Rights,Kenya\n", [[2, 3, "columns"]]],
  ["formulas", 'Name,Country\n=1+1,Kenya\n+A1,Kenya\n-A1,Kenya\n@SUM(A1),Kenya\n"\tx",Kenya\n', [[2, 1, "formula"], [3, 1, "formula"], [4, 1, "formula"], [5, 1, "formula"], [6, 1, "formula"]]],
  ["formulas behind blanks and signs that nobody sees, or wide", 'Name,Country\n =1+1,Kenya\n"\n=1+1",Kenya\n\u200B=1+1,Kenya\n\u00A0@SUM(A1),Kenya\n＝1+1,Kenya\n', [[2, 1, "formula"], [3, 1, "formula"], [5, 1, "formula"], [6, 1, "formula"], [7, 1, "formula"]]],
  ["a turned direction", "Name,Country\nLan\u202Enret,Kenya\nBeacon,\u2066Kenya\n", [[2, 1, "direction"], [3, 2, "direction"]]],
  ["a word of two alphabets", "Name,Country\nLаntern,Kenya\n", [[2, 1, "mixed-word"]]],
  ["garbled letters", "Name,Country\nAsociaciÃ³n,Kenya\n", [[2, 1, "garbled"]]],
  ["a country that is none", "Name,Country\nLantern,Ruritania\n", [[2, 2, "country-unknown"]]],
  ["a name of which nothing is seen", "Name,Country\n\u3164,Kenya\n\u115F\u1160,Kenya\n\u{E0041},Kenya\n", [[2, 1, "name-missing"], [3, 1, "name-missing"], [4, 1, "name-missing"]]],
  ["letters buried under marks", `Name,Country\nLa${"\u0301\u0334".repeat(6)}ntern,Kenya\n`, [[2, 1, "garbled"]]],
  ["a list without heads", "Lantern,NGO,Kenya\nBeacon,NGO,Kenya\n", [[1, 0, "name-column"]]],
  ["more broken quotation marks than are worth reading on", `Name,Country\n${'Lan"tern,Kenya\n'.repeat(25)}`, [...Array.from({ length: 20 }, (_, index) => [index + 2, 1, "quote-inside"]), [22, 0, "not-read"]]],
  ["no name", "Name,Country\n,Kenya\n...,Kenya\n", [[2, 1, "name-missing"], [3, 1, "name-missing"]]],
  ["two lines about one body that differ", "Name,Country,Website\nLantern,Kenya,a.example\nLANTERN,Kenya,b.example\n", [[3, 1, "twice", 2]]],
  ["two lines with one number", "Name,Country,ROR\nLantern,Kenya,05gq02987\nBeacon,Kenya,https://ror.org/05gq02987\n", [[3, 1, "twice", 2]]],
  ["a name that looks like another", "Name,Country\nIllyria,Kenya\nlllyria,Kenya\n", [[3, 1, "look-alike", 2]]],
  ["a name in one alphabet that looks like one in another", "Name,Country\nТЕМА,Kenya\nTEMA,Kenya\n", [[3, 1, "look-alike", 2]]],
  ["a website that is none", "Name,Website\nLantern,javascript:alert(1)\n", [[2, 2, "website"]]],
  ["an address that is none", "Name,Email\nLantern,a@b\n", [[2, 2, "email"]]],
  ["a wrong checksum", "Name,ROR,LEI\nLantern,05gq02986,5493001KJTIIGC8Y1R13\n", [[2, 2, "identifier"], [2, 3, "identifier"]]],
  ["an unknown sector and language", "Name,Sector,Languages\nLantern,club,Klingonese\n", [[2, 2, "sector-unknown"], [2, 3, "language-unknown"]]],
  ["a name that is too long", `Name\n${"x".repeat(201)}\n`, [[2, 1, "too-long"]]],
])("%s is reported with line and column", async (_, text, expected) => {
  expect(await problemsOf(text)).toEqual(expected);
});

test("lines in another encoding are found among those in UTF-8", async () => {
  const latin1 = Uint8Array.from([..."Beacon,Société\n"].map((it) => it.charCodeAt(0)));
  expect(await problemsOf(new Uint8Array([...bytes("Name,Description\nÉclair,voilà\n"), ...latin1, ...bytes("Ω,fin\n")]))).toEqual([[3, 2, "encoding"]]);
});

test("the same line twice, and registrants of one body, are taken once", async () => {
  expect((await check("Name,Country\nLantern,Kenya\nLantern,Kenya\n")).candidates.map((it) => it.name.en)).toEqual(["Lantern"]);
  const registrants = { registrants: [
    { registrant_id: "1", full_name: "Ann Doe", personal_data: { firstName: "Ann", surname: "Doe", email: "ann@lantern.example", affiliation: "Lantern", country: "Kenya" } },
    { registrant_id: "2", full_name: "Bob Roe", personal_data: { firstName: "Bob", surname: "Roe", email: "bob@lantern.example", affiliation: "Lantern", country: "Kenya" } },
    { registrant_id: "3", full_name: "Cat Poe", personal_data: { firstName: "Cat", surname: "Poe", email: "cat@beacon.example", affiliation: "Beacon", country: "Uganda" } },
  ] };
  const table = 'ID,Name,Email Address,Affiliation,Country\n1,Ann Doe,ann@lantern.example,Lantern,Kenya\n2,"Roe, Bob",bob@lantern.example,Lantern,Kenya\n3,Cat Poe,cat@beacon.example,Beacon,Uganda\n';
  for (const list of [JSON.stringify(registrants), table]) {
    const { candidates, problems } = await check(list);
    expect([candidates.map((it) => [it.name.en, it.country, it.contactEmail]), problems]).toEqual([[["Lantern", "KE", "ann@lantern.example"], ["Beacon", "UG", "cat@beacon.example"]], []]);
  }
});

test("characters that no database keeps are taken out, and an excerpt is not cut inside a letter", async () => {
  expect((await check('[{"affiliation":"Lan\\u0000tern","country":"KE"}]')).candidates.map((it) => it.name.en)).toEqual(["Lantern"]);
  expect(await problemsOf('[{"affiliation":"Lantern \\ud83d","country":"KE"}]')).toEqual([[1, 1, "garbled"]]);
  expect((await check(`Name,Country\n${"x".repeat(58)}😀😀,Ruritania ${"😀".repeat(60)}\n`)).problems.every((it) => it.found.isWellFormed())).toBe(true);
});

test("an XLSX is read; its cells are held to the same rules", async () => {
  const sheet = async (rows: string[][]) => { const blob = await writeXlsx(rows.map((row) => row.map((value) => ({ type: String, value })))).toBuffer(); return new Uint8Array(blob); };
  const table = await readMemberList(await sheet([["Название", "Страна"], ["Маяк", "Франция"], ["=1+1", "Kenya"]]), "list.xlsx");
  expect([table.format, table.lines.length]).toEqual(["xlsx", 2]);
  const { candidates, problems } = checkList(table, { ...guessMapping(table.head), sector: "academia" }, countryNamed);
  expect([candidates.map((it) => [it.name.en, it.country]), problems.map((it) => [it.line, it.column, it.code])]).toEqual([[["Маяк", "FR"]], [[3, 1, "formula"]]]);
});

test.each([
  ["nothing", new Uint8Array(), "list-empty"], ["heads alone", bytes("Name,Country\n"), "list-empty"],
  ["a picture", new Uint8Array([0x89, 0x50, 0, 0, 1]), "list-not-a-list"], ["a broken sheet", new Uint8Array([0x50, 0x4b, 3, 4, 9, 9]), "list-damaged"],
  ["JSON of another kind", bytes('{"a":1}'), "list-not-a-list"], ["half of a JSON", bytes('[{"a":1}'), "list-not-a-list"],
  ["ten thousand and one lines", bytes(`Name\n${Array.from({ length: 10_001 }, (_, at) => `Body ${at}`).join("\n")}`), "list-too-many-lines"],
])("%s is refused as a whole", async (_, file, code) => {
  await expect(readMemberList(file, "list.csv")).rejects.toMatchObject({ code });
});

test("ten thousand lines are read and checked in time; whoever takes too long is refused", async () => {
  const many = bytes(`Name,Country\n${Array.from({ length: 10_000 }, (_, at) => `"Body ${at}",Kenya`).join("\n")}`);
  const table = await readMemberList(many, "list.csv");
  expect(checkList(table, { ...guessMapping(table.head), sector: "academia" }, countryNamed).candidates.length).toBe(10_000);
  await expect(readMemberList(many, "list.csv", { seconds: 0.01, megabytes: 384 })).rejects.toMatchObject({ code: "list-too-slow" });
});

const lantern: Known = { id: "s1", slug: "lantern", name: { en: "Lantern Digital Rights", fr: "Lanterne" }, shortName: null, sector: "civil-society", country: "KE", website: "https://lantern.example/", contactEmail: null, languages: ["en"], description: {}, identifiers: [] };
const plan = async (text: string) => { const { candidates, problems } = await check(text, null); return planOf(candidates, problems, [lantern]); };

test("a plan says what is new, the same, changed or doubtful", async () => {
  const { entries } = await plan("Name,Country,Website,Sector\nBeacon,Uganda,,academia\nlantern digital rights,Kenya,,\nLanterne,Kenya,http://lantern.example,\nLantern Digital Rights,Uganda,,\nOther,Kenya,www.lantern.example,\nLantern Digita1 Rights,Kenya,,\n");
  expect(entries.map((it) => it.kind)).toEqual(["new", "same", "changed", "doubtful", "doubtful"]);
  expect(entries[2]).toMatchObject({ changes: [{ field: "name", before: "Lantern Digital Rights · Lanterne" }, { field: "website", before: "https://lantern.example/", after: "http://lantern.example/" }] });
  expect(entries.slice(3).map((it) => (it.kind === "doubtful" ? it.twins.map((one) => one.likeness) : []))).toEqual([["name"], ["website"]]);
});

test("a doubtful line is left out until someone decides; what a line leaves empty stays", async () => {
  const made = await plan("Name,Country,Website\nOther,Kenya,www.lantern.example\n");
  expect(deedsOf(made, {})).toEqual({ add: [], change: [] });
  expect(deedsOf(made, { 2: "new" }).add.map((it) => it.name.en)).toEqual(["Other"]);
  expect(deedsOf(made, { 2: { same: "s1" } }).change.map((it) => it.stakeholderId)).toEqual(["s1"]);
  expect(deedsOf(made, { 2: { same: "someone-else" } })).toEqual({ add: [], change: [] });
  expect(patchOf({ ...made.candidates[0]!, name: { en: "LANTERN digital rights" }, website: null }, lantern)).toEqual({});
});
