import { expect, test } from "vitest";
import { languages } from "../words.ts";
import { countries, countryByCode, findCountry, isMemberState, regionalGroupOf, regionalGroups } from "./countries.ts";
import map from "./map.json" with { type: "json" };

const members = countries.filter(isMemberState);

test("the United Nations have 193 members, in five groups as it lists them", () => {
  expect(members).toHaveLength(193);
  expect(regionalGroups.map((group) => [group, members.filter((it) => it.group === group).length])).toEqual([
    ["african", 54], ["asia-pacific", 54], ["eastern-european", 23], ["latin-american-caribbean", 33], ["western-european-others", 29],
  ]);
});

test("the odd cases stand where they are elected: Türkiye and the United States in WEOG, Israel in WEOG, Cyprus in Asia-Pacific, Kiribati in Asia-Pacific", () => {
  expect(["TR", "US", "IL", "CY", "KI"].map((it) => regionalGroupOf(it))).toEqual(["western-european-others", "western-european-others", "western-european-others", "asia-pacific", "asia-pacific"]);
});

test("observers, associated countries and territories are no Member States and belong to no group", () => {
  const others = countries.filter((it) => !isMemberState(it));
  expect(others.filter((it) => it.status !== "territory").map((it) => [it.code, it.status])).toEqual([["CK", "associated"], ["NU", "associated"], ["PS", "observer-state"], ["VA", "observer-state"]]);
  expect(others.filter((it) => it.group !== null)).toEqual([]);
  expect(["GL", "HK", "PR", "TW", "GI"].map((it) => countryByCode(it)!.status)).toEqual(Array(5).fill("territory"));
  expect([regionalGroupOf("VA"), regionalGroupOf(null), regionalGroupOf("ZZ")]).toEqual([null, null, null]);
});

test("codes are those of ISO 3166-1 and M49, each once", () => {
  expect(countries).toHaveLength(249);
  for (const [key, form] of [["code", /^[A-Z]{2}$/], ["alpha3", /^[A-Z]{3}$/], ["m49", /^\d{3}$/]] as const) {
    expect(new Set(countries.map((it) => it[key])).size).toBe(249);
    expect(countries.filter((it) => !form.test(it[key]))).toEqual([]);
  }
});

test("every country has a name in each language, without article, asterisk or typewriter apostrophe", () => {
  for (const it of countries) for (const language of languages) {
    expect(it.name[language], `${it.code} in ${language}`).toMatch(/^\S.*\S$/u);
    expect(it.name[language]).not.toMatch(/\*|'|\((?:the|le|la|les|l’|el|los|las)\)/);
  }
});

test("the lists of the least developed, landlocked and small island countries are carried over, São Tomé having graduated", () => {
  const count = (key: "leastDeveloped" | "landlocked" | "smallIsland") => countries.filter((it) => it[key]).length;
  expect([count("leastDeveloped"), count("landlocked"), count("smallIsland")]).toEqual([44, 32, 37]);
  expect(countryByCode("ST")!.leastDeveloped).toBe(false);
});

test("a country is found by its codes and by its names in six languages, with or without marks and articles", () => {
  const found = (texts: string[]) => texts.map((it) => findCountry(it)?.code ?? null);
  for (const it of countries) for (const language of languages) expect(findCountry(it.name[language])?.code, `“${it.name[language]}”`).toBe(it.code);
  expect(found(["KE", "KEN", "404", "Kenya", "肯尼亚", "كينيا", "Кения", "KENIA", " kenya "])).toEqual(Array(9).fill("KE"));
  expect(found(["the Gambia", "L’Algérie", "algerie", "Côte d'Ivoire", "Ivory Coast", "UK", "USA", "Viet Nam", "Vietnam", "Turkey", "Türkiye", "Russia", "إيران", "Congo"])).toEqual(
    ["GM", "DZ", "DZ", "CI", "CI", "GB", "US", "VN", "VN", "TR", "TR", "RU", "IR", "CG"]);
});

test("what is no country is none: a city, a region, a word in lower case that is also a code, a name with one foreign letter", () => {
  expect(["Nairobi", "Africa", "European Union", "in", "no", "ZZ", "", "  ", "Кеnya", "Utopia", "999", "constructor", "__proto__"].map(findCountry)).toEqual(Array(13).fill(null));
});

test("every country but Antarctica has a place on the map, small islands too", () => {
  expect(countries.filter((it) => !(it.code in map.places)).map((it) => it.code)).toEqual(["AQ"]);
  for (const [code, [x, y]] of Object.entries(map.places)) expect(x! >= 0 && x! <= map.width && y! >= 0 && y! <= map.height, `country ${code}`).toBe(true);
  expect(countries.filter((it) => it.smallIsland).every((it) => it.code in map.places)).toBe(true);
});
