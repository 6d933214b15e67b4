// Writes app/src/ground/countries/table.json, the dated table of countries, from three public lists:
//   node scripts/make-countries.mjs [FOLDER with country-codes/ and country-groups/]
// datasets/country-codes (PDDL): ISO 3166-1, UN M49, names of UNTERM in six languages; openclimatedata/countrygroups
// (facts): regional groups, LDC, LLDC, SIDS. What these lists lack or have wrong is mended below, each with its reason.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";

const folder = process.argv[2] ?? "../shared/data/directory";
const asOf = "2026-06-01"; // the day the table was held against the lists that it names
const read = (file) => parse(readFileSync(join(folder, file), "utf8"), { columns: true, bom: true });
const languages = { ar: "Arabic", zh: "Chinese", en: "English", fr: "French", ru: "Russian", es: "Spanish" };
const officialNames = { ar: "official_name_ar", zh: "official_name_cn", en: "official_name_en", fr: "official_name_fr", ru: "official_name_ru", es: "official_name_es" };

const groupIds = { "African Group": "african", "Asia-Pacific Group": "asia-pacific", "Eastern European Group": "eastern-european", GRULAC: "latin-american-caribbean", WEOG: "western-european-others" };
const observers = new Set(["VA", "PS"]); // non-member observer States: General Assembly resolutions 58/314 and 67/19
const associated = new Set(["CK", "NU"]); // self-governing in free association with New Zealand; parties to treaties, not members
const graduated = { STP: "2024-12-13" }; // no longer a least developed country (A/RES/73/133)

/** Names as the United Nations uses them where the list has another, an old one or a wrong case. */
const mended = {
  TW: { en: "Taiwan Province of China", fr: "Province chinoise de Taiwan", es: "Provincia china de Taiwán", ru: "Тайвань (провинция Китая)", zh: "中国台湾省", ar: "مقاطعة تايوان الصينية" },
  FK: { en: "Falkland Islands (Malvinas)" },
  AX: { ru: "Аландские острова" }, AQ: { ru: "Антарктика" }, CC: { ru: "Кокосовые (Килинг) острова" }, KY: { ru: "Каймановы острова" },
  TF: { ar: "الأراضي الفرنسية الجنوبية" }, IO: { ar: "الإقليم البريطاني في المحيط الهندي" }, UM: { ar: "جزر الولايات المتحدة الصغيرة النائية" },
};
/** What people also write; names of ISO's and CLDR's are added by themselves. */
const spokenNames = {
  US: ["USA", "U.S.A.", "U.S.", "United States", "America", "EE. UU.", "EEUU"], GB: ["UK", "U.K.", "United Kingdom", "Great Britain", "Britain"],
  AE: ["UAE", "Emirates"], CD: ["DRC", "DR Congo", "Congo-Kinshasa", "RDC"], CG: ["Congo-Brazzaville", "Republic of the Congo"], KR: ["South Korea", "Korea (South)", "ROK"],
  KP: ["North Korea", "DPRK"], RU: ["Russia"], CI: ["Ivory Coast"], CV: ["Cape Verde"], SZ: ["Swaziland"], MM: ["Burma"], TR: ["Turkey", "Turquie", "Turquía"], CZ: ["Czech Republic"],
  MK: ["Macedonia"], TL: ["East Timor"], VA: ["Vatican", "Vatican City"], PS: ["Palestine"], NL: ["Holland", "The Netherlands"], LA: ["Laos"], SY: ["Syria"], IR: ["Iran"], TZ: ["Tanzania"],
  MD: ["Moldova"], BO: ["Bolivia"], VE: ["Venezuela"], VN: ["Vietnam"], BN: ["Brunei"], FM: ["Micronesia"], ST: ["São Tomé and Príncipe"], HK: ["Hong Kong"], MO: ["Macau", "Macao"], TW: ["Taiwan"],
};

/** "Afghanistan (l')" → "Afghanistan": the article stands behind the name in UNTERM; * and ** mark who is no member. */
const bare = (name) => name.replaceAll("'", "’").replace(/\s*\*+$/, "").replace(/\s*\((?:the|l’|le|la|les|el|los|las)\)$/i, "").trim();
const code = (number) => (number ? number.padStart(3, "0") : null);

const groups = Map.groupBy(read("country-groups/un-regional-groups.csv"), (it) => it.Code);
const listed = (file) => new Set(read(`country-groups/${file}.csv`).map((it) => it.Code));
const [leastDeveloped, landlocked, smallIslands] = [listed("ldc"), listed("lldc"), listed("sids")];

/** Türkiye takes part in two groups and is elected in this one; the United States attends it, and is elected in it. */
const groupOf = (alpha3) => (alpha3 === "TUR" ? "western-european-others" : groups.has(alpha3) ? groupIds[groups.get(alpha3)[0].Region] : null);
const statusOf = (alpha2, alpha3) => (groups.has(alpha3) ? "member-state" : observers.has(alpha2) ? "observer-state" : associated.has(alpha2) ? "associated" : "territory");

function namesOf(row, alpha2) {
  const name = {};
  const unsure = []; // languages whose name is CLDR's because neither UN list has one
  for (const [language, title] of Object.entries(languages)) {
    const known = mended[alpha2]?.[language] ?? bare(row[`UNTERM ${title} Short`] || row[officialNames[language]]);
    name[language] = known || new Intl.DisplayNames(language, { type: "region" }).of(alpha2);
    if (!known) unsure.push(language);
  }
  return { name, ...(unsure.length > 0 && { namedByCldr: unsure }) };
}

function alsoOf(row, alpha2, name) {
  const formal = Object.values(languages).map((it) => bare(row[`UNTERM ${it} Formal`] ?? ""));
  const common = Object.keys(languages).map((it) => new Intl.DisplayNames(it, { type: "region" }).of(alpha2));
  const known = new Set(Object.values(name));
  return [...new Set([...formal, ...common, ...(spokenNames[alpha2] ?? [])])].filter((it) => it && !known.has(it));
}

function country(row) {
  const [alpha2, alpha3] = [row["ISO3166-1-Alpha-2"], row["ISO3166-1-Alpha-3"]];
  const names = namesOf(row, alpha2);
  return {
    code: alpha2, alpha3, m49: code(row.M49), status: statusOf(alpha2, alpha3), group: groupOf(alpha3),
    region: code(row["Region Code"]), subregion: code(row["Sub-region Code"]), intermediate: code(row["Intermediate Region Code"]),
    leastDeveloped: leastDeveloped.has(alpha3) && !(alpha3 in graduated), landlocked: landlocked.has(alpha3), smallIsland: smallIslands.has(alpha3),
    ...names, also: alsoOf(row, alpha2, names.name),
  };
}

const rows = read("country-codes/country-codes.csv");
const regions = {};
for (const it of rows) for (const kind of ["Region", "Sub-region", "Intermediate Region"]) if (it[`${kind} Code`]) regions[code(it[`${kind} Code`])] = it[`${kind} Name`];
const countries = rows.map(country).toSorted((a, b) => (a.code < b.code ? -1 : 1));
const table = `{\n"asOf": ${JSON.stringify(asOf)},\n"regions": ${JSON.stringify(regions)},\n"countries": [\n${countries.map((it) => JSON.stringify(it)).join(",\n")}\n]\n}\n`;
writeFileSync(new URL("../app/src/ground/countries/table.json", import.meta.url), table);
const count = (status) => countries.filter((it) => it.status === status).length;
console.log(`${countries.length} countries: ${["member-state", "observer-state", "associated", "territory"].map((it) => `${count(it)} ${it}`).join(", ")}; ${Buffer.byteLength(table)} bytes`);
