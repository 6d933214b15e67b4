import { expect, test } from "vitest";
import { mayBePublished, waitingOf, wrongIn, type Entry } from "./practice.ts";
import { readPracticeQuery, searchAddress, searched, type Findable } from "./search.ts";

const said = { en: "Said." };
const card: Entry = { title: { en: "A card" }, context: said, problem: said, done: said, result: said, takes: said, safeguards: said, wrong: said, strength: "counted", evidence: ["https://evidence.example/1"], regions: ["african"], themeIds: ["theme"], partnershipIds: [] };

test("a card says what went wrong, what it takes and how rights are kept, and shows evidence for what is more than told", () => {
  expect(wrongIn(card)).toEqual([]);
  expect(wrongIn({ ...card, wrong: { en: " " }, takes: { en: "" }, safeguards: { en: "" } })).toEqual(["takes", "safeguards", "wrong"]);
  expect([wrongIn({ ...card, evidence: [] }), wrongIn({ ...card, evidence: [], strength: "told" }), wrongIn({ ...card, evidence: ["javascript:alert(1)"] })]).toEqual([["evidence"], [], ["evidence"]]);
});

test("two different officers find nothing missing before a card is public, and one who gives it back stops it", () => {
  const passes = (reviewer: string) => ({ reviewer, outcome: "passes" as const });
  expect([mayBePublished([passes("a")]), mayBePublished([passes("a"), passes("a")]), mayBePublished([passes("a"), passes("b")])]).toEqual([false, false, true]);
  expect(waitingOf([passes("a"), { outcome: "returned" }])).toBe("returned");
});

const rows: Record<string, Findable> = {
  roster: { facets: { theme: ["illegal-access"], region: ["african"], strength: ["counted"], sector: ["academia"] }, words: " a roster of calls " },
  drill: { facets: { theme: ["illegal-access", "forgery"], region: ["asia-pacific"], strength: ["told"], sector: ["academia"] }, words: " a drill " },
  desk: { facets: { theme: ["forgery"], region: ["african"], strength: ["told"], sector: ["private-sector"] }, words: " a desk of calls " },
};
const found = (asked: string) => searched(Object.keys(rows), (it) => rows[it]!, readPracticeQuery(new URLSearchParams(asked)));

test("a facet is counted under the words and the choices of all others, and not under its own", () => {
  const { found: names, counts } = found("theme=illegal-access&region=african");
  expect(names).toEqual(["roster"]);
  expect(counts.filter((it) => it.facet === "theme").map((it) => [it.value, it.count])).toEqual([["forgery", 1], ["illegal-access", 1]]);
  expect(counts.filter((it) => it.facet === "region").map((it) => [it.value, it.count])).toEqual([["african", 1], ["asia-pacific", 1]]);
  expect(found("q=calls").found).toEqual(["roster", "desk"]);
});

test("what makes no sense in an address is left out, and the address of a question asks it again", () => {
  const query = readPracticeQuery(new URLSearchParams("q=calls&region=atlantis&strength=told&page=-3"));
  expect(query).toEqual({ words: "calls", choices: { strength: ["told"] }, page: 1 });
  expect(searchAddress(query)).toBe("/practices?q=calls&strength=told");
});
