import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sql } from "drizzle-orm";
import { openHouse, type TestHouse } from "../../../../test/house.ts";
import { asViewer } from "../../../ground/db/request.ts";
import { visitor } from "../../../ground/viewer.ts";
import { languages } from "../../../ground/words.ts";
import { addStakeholders, changeStakeholder, stakeholderById } from "../store/stakeholders.ts";
import type { Stakeholder } from "../stakeholder.ts";
import { directoryAddress, facets, meantAs, pageSize, readDirectoryQuery, slipsBetween, type Choices, type Facet } from "./directory.ts";
import { asWords, csvOf } from "./export.ts";
import { listedBodies, searchDirectory, type ListedBody } from "./store.ts";

let house: TestHouse;
beforeAll(async () => { house = await openHouse({ sample: true }); });
afterAll(() => house.close());

const search = (query: string, limit = pageSize) => asViewer(house.house.database.db, visitor, (tx) => searchDirectory(tx, readDirectoryQuery(new URLSearchParams(query)), "en", limit), "read");
const namesFor = async (query: string) => asViewer(house.house.database.db, visitor, async (tx) => (await listedBodies(tx, (await searchDirectory(tx, readDirectoryQuery(new URLSearchParams(query)), "en")).ids)).map((it) => it.name.en), "read");
const everybody = () => asViewer(house.house.database.db, visitor, async (tx) => listedBodies(tx, (await searchDirectory(tx, readDirectoryQuery(new URLSearchParams()), "en", 1000)).ids), "read");

/** The values that a body has, read from its profile: what counting by hand goes by. */
const valuesOf = (it: ListedBody): Record<Facet, string[]> => ({
  sector: [it.sector], region: [it.regionalGroup].filter((one) => one !== null), country: [it.country].filter((one) => one !== null), expertise: it.expertise,
  exchange: [...new Set(it.exchanges.map((one) => `${one.side}-${one.kind}`))], language: it.languages, network: it.networks,
});

describe("what is listed", () => {
  test("the sample lists 47 of its 49 invented bodies: one waits for the secretariat, one turned out to be another", async () => {
    const names = (await everybody()).map((it) => it.name.en);
    expect(names).toHaveLength(47);
    expect(names.filter((it) => /Red Quay|Mombasa/.test(it))).toEqual([]);
    expect(new Set((await everybody()).map((it) => it.sector)).size).toBe(6);
    expect(new Set((await everybody()).map((it) => it.regionalGroup).filter(Boolean)).size).toBe(5);
    expect((await everybody()).every((it) => it.invented)).toBe(true);
  });

  test("a body is found as it is called now, and not when the secretariat takes it back", async () => {
    const { db } = house.house.database;
    const [{ id } = { id: "" }] = (await everybody()).filter((it) => it.slug === "polar-fibre-cooperative");
    const change = (patch: Parameters<typeof changeStakeholder>[2]) => asViewer(db, visitor, async (tx) => changeStakeholder(tx, await stakeholderById(tx, id), patch));
    await change({ name: { en: "Auroral Cable Guild" }, sector: "academia" });
    expect(await namesFor("q=auroral")).toEqual(["Auroral Cable Guild"]);
    expect(await namesFor("q=polar+fibre")).toEqual([]);
    expect((await search("q=auroral")).counts.filter((it) => it.facet === "sector")).toEqual([{ facet: "sector", value: "academia", count: 1 }]);
    await change({ state: "registered" });
    expect(await namesFor("q=auroral")).toEqual([]);
    await change({ state: "verified", name: { en: "Polar Fibre Cooperative" }, sector: "private-sector" });
    expect(await namesFor("q=polar+fibre")).toEqual(["Polar Fibre Cooperative"]);
    expect(await db.execute(sql`select from directory_queue`)).toMatchObject({ rows: [] });
  });
});

describe("search", () => {
  test("finds a body by its name in any of the six languages", async () => {
    expect(await namesFor("q=lantern+rights")).toEqual(["Lantern Digital Rights"]);
    expect(await namesFor("q=فانوس")).toEqual(["Lantern Digital Rights"]);
    expect(await namesFor("q=翠鸟云")).toEqual(["Halcyon Cloud"]);
    expect(await namesFor("q=Вислинская+лига")).toEqual(["Vistula Users’ League"]);
    expect(await namesFor("q=reseau+crecerelle")).toEqual(["Kestrel Response Network"]);
    expect(await namesFor("q=asociación+andina")).toEqual(["Andes Payments Association"]);
  });

  test("finds Arabic, Russian and Chinese words inside a description, whatever their ending or place", async () => {
    expect(await namesFor("q=ابتزاز")).toEqual(["Manara Centre for Digital Justice"]);
    expect(await namesFor("q=НАБЛЮДЕНИЯ")).toEqual(["Vistula Users’ League"]);
    expect(await namesFor("q=主管机关")).toEqual(["Halcyon Cloud"]);
  });

  test("finds by theme, in any language in which it has a name", async () => {
    for (const q of ["extradition", "выдача", "引渡"]) expect((await namesFor(`q=${q}`)).toSorted(), `“${q}”`).toEqual(["Chair of Evidence Law, Mirador University", "Delegation of San Telmo del Sur to the Model Conference", "League of Coastal Ministries of Justice"]);
  });

  test("takes a slip of the hand for what was meant, in any script, and says so", async () => {
    for (const [typed, name] of [["Lantrn", "Lantern Digital Rights"], ["Visutla", "Vistula Users’ League"], ["Kestrle", "Kestrel Response Network"], ["Manraa", "Manara Centre for Digital Justice"], ["Вислинсая", "Vistula Users’ League"], ["Halcyn cloud", "Halcyon Cloud"]] as const) {
      expect(await namesFor(`q=${typed}`), `“${typed}”`).toEqual([name]);
      expect((await search(`q=${typed}`)).meant.length, `“${typed}”`).toBeGreaterThan(0);
    }
    expect((await search("q=lantern")).meant).toEqual([]);
    expect((await search("q=xylophone")).total).toBe(0);
  });

  test("bears whatever is typed", async () => {
    const hostile = ["'", "\"", "%", "_", "\\", "' or 1=1 --", "a & b | !c", "<->", ":*", "(((", "<script>alert(1)</script>", "\u202E\u2066abc", "٪", "😀", "a".repeat(5000), "\n\t", "{}", "$1", "null", "-", "\u0301"];
    for (const it of hostile) {
      const { status } = await house.get("visitor", `/en/directory?${new URLSearchParams({ q: it, sector: it, country: it, expertise: it, language: it, network: it, order: it, page: it, view: it })}`);
      expect(status, `“${it}”`).toBe(200);
    }
  });

  test("slips are letters changed, left out, added or swapped", () => {
    expect([slipsBetween("lantern", "lantern"), slipsBetween("lantrn", "lantern"), slipsBetween("lnatern", "lantern"), slipsBetween("", "abc")]).toEqual([0, 1, 1, 3]);
    expect([meantAs("lant", "lantern"), meantAs("cat", "dog"), meantAs("evidnce", "evidence")]).toEqual([true, false, true]);
  });
});

describe("facets", () => {
  test("each is counted under the choices of all others: the same as counting by hand, for any choice", async () => {
    const bodies = await everybody();
    const known = Object.fromEntries(facets.map((facet) => [facet, [...new Set(bodies.flatMap((it) => valuesOf(it)[facet]))]])) as Record<Facet, string[]>;
    const choices = fc.record(Object.fromEntries(facets.map((it) => [it, fc.option(fc.subarray(known[it], { maxLength: 3 }), { nil: undefined, freq: 2 })])) as Record<Facet, fc.Arbitrary<string[] | undefined>>);
    await fc.assert(fc.asyncProperty(choices, async (chosen) => {
      const result = await search(directoryAddress({ choices: chosen as Choices }, "").slice(1), 1000);
      const holds = (it: ListedBody, but?: Facet) => facets.every((facet) => facet === but || !chosen[facet]?.length || chosen[facet].some((value) => valuesOf(it)[facet].includes(value)));
      expect(result.total).toBe(bodies.filter((it) => holds(it)).length);
      expect(new Set(result.ids)).toEqual(new Set(bodies.filter((it) => holds(it)).map((it) => it.id)));
      for (const facet of facets) {
        const byHand = known[facet].map((value) => ({ facet, value, count: bodies.filter((it) => holds(it, facet) && valuesOf(it)[facet].includes(value)).length })).filter((it) => it.count > 0);
        expect(new Set(result.counts.filter((it) => it.facet === facet))).toEqual(new Set(byHand));
      }
    }), { numRuns: 40, seed: 3 });
  });

  test("words and choices hold together", async () => {
    const { total, counts } = await search("q=evidence&sector=academia");
    expect(total).toBe((await namesFor("q=evidence&sector=academia")).length);
    expect(counts.filter((it) => it.facet === "sector").length).toBeGreaterThan(1); // the other sectors can still be chosen
  });
});

describe("the page", () => {
  test("orders by name and by country as the reader’s language does, by confirmation with the stale ones last", async () => {
    const byName = await namesFor("order=name");
    expect(byName.slice(0, 3)).toEqual(["Andes Payments Association", "Atlas Institute for Asset Tracing", "Baobab Women’s Cyber Clinic"]);
    const first = await asViewer(house.house.database.db, visitor, async (tx) => (await listedBodies(tx, (await searchDirectory(tx, readDirectoryQuery(new URLSearchParams("order=country")), "es")).ids)).slice(0, 3).map((it) => it.country), "read");
    expect(first).toEqual(["CA", "CN", "CO"]);
    expect((await namesFor(""))[0]).toBe("Model Unit for Stakeholder Liaison");
  });

  test("says the same on the map and in its table", async () => {
    const page = await house.read("visitor", "/en/directory?view=map");
    const circles = [...page.matchAll(/<circle[^>]*><title>([^<]*)<\/title>/g)].map((it) => it[1]!);
    const rows = [...page.matchAll(/<tr><th scope="row"><a [^>]*>([^<]*)<\/a><\/th><td>[^<]*<\/td><td class="n">([\d,]+)<\/td>/g)].map((it) => `${it[1]}: ${it[2]}`);
    expect(circles.length).toBeGreaterThan(20);
    expect(circles).toEqual(rows);
    const elsewhere = Number(/Of no one country<\/th><td>–<\/td><td class="n">(\d+)/.exec(page)![1]);
    expect(rows.reduce((sum, it) => sum + Number(it.split(": ")[1]), elsewhere)).toBe(47);
    expect(page).toContain("no borders are drawn");
  });

  test("takes as many queries for twenty as for one", async () => {
    const count = async (query: string) => {
      let queries = 0;
      const { db } = house.house.database;
      await asViewer(db, visitor, async (tx) => {
        const session = (tx as unknown as { session: { prepareQuery: (...args: unknown[]) => unknown } }).session;
        const before = session.prepareQuery.bind(session);
        session.prepareQuery = (...args) => { queries++; return before(...args); };
        const found = await searchDirectory(tx, readDirectoryQuery(new URLSearchParams(query)), "en");
        await listedBodies(tx, found.ids);
      }, "read");
      return queries;
    };
    expect(await count("")).toBe(await count("q=lantern"));
  });

  test("is whole in six languages, in every view, with what is invented marked", async () => {
    for (const language of languages) for (const view of ["list", "cards", "table", "map"]) {
      const page = await house.get("visitor", `/${language}/directory?view=${view}`);
      expect(page.status, `${language} ${view}`).toBe(200);
    }
    expect((await house.read("visitor", "/en/directory")).match(/stakeholders\/[a-z-]+\/letter/g)).toHaveLength(pageSize);
  });

  test("leads on: a theme and a provision name who knows about it", async () => {
    expect(await house.read("visitor", "/en/themes/intimate-images")).toContain("Manara Centre for Digital Justice");
    expect(await house.read("visitor", "/en/model/p/014")).toContain("Who knows about this?");
  });
});

test("an empty house has an empty directory, and says so", async () => {
  const empty = await openHouse();
  for (const path of ["/en/directory", "/en/directory?view=map&sector=academia", "/en/directory?q=anyone&order=country", "/en/networks"]) expect((await empty.get("visitor", path)).status, `“${path}”`).toBe(200);
  expect(await empty.read("visitor", "/en/directory")).toContain("Nobody matches");
  await empty.close();
});

test("a directory of thousands is in order on every page, and counted as by hand, whatever way it was looked up", async () => {
  const large = await openHouse();
  const { db } = large.house.database;
  const countriesOf = ["KE", "NO", "PE", "IN", "FR", null];
  const made = Array.from({ length: 5200 }, (_, n): Stakeholder => ({
    id: `b${n}`, slug: `b-${n}`, kind: "organisation", shortName: null, sector: n % 3 ? "academia" : "civil-society", country: countriesOf[n % 6]!, regionalGroup: null, languages: n % 2 ? ["en"] : ["fr", "en"],
    name: { en: `${n % 5 ? "Guild" : "Lantern"} ${(n * 7919) % 5200}` }, description: { en: n % 7 ? "Follows lanterns." : "Reads drafts." }, website: null, contactEmail: null, contactPublic: false, state: "verified",
    declinedBecause: null, invented: true, clearsBeforeFiling: false, registeredAt: new Date(0), verifiedAt: new Date(0), confirmedAt: n % 11 ? new Date(Date.UTC(2026, 0, 1 + ((n * 31) % 900))) : null, mergedIntoId: null,
  }));
  await asViewer(db, visitor, (tx) => addStakeholders(tx, made));
  const gone = new Set(made.filter((_, n) => n % 100 === 1).map((it) => it.id));
  await asViewer(db, visitor, (tx) => tx.execute(sql`delete from stakeholders where id in ${[...gone]}`)); // in one statement, as they came
  const bodies = made.filter((it) => !gone.has(it.id));
  const placeOf = (it: Stakeholder) => { const place = ["FR", "IN", "KE", "NO", "PE"].indexOf(it.country ?? ""); return place < 0 ? 9 : place; };
  const byName = (a: Stakeholder, b: Stakeholder) => { const [x, y] = [a.name.en.toLowerCase(), b.name.en.toLowerCase()]; return x < y ? -1 : x > y ? 1 : byOrder(a, b); };
  const byConfirmation = (a: Stakeholder, b: Stakeholder) => (b.confirmedAt?.getTime() ?? -1) - (a.confirmedAt?.getTime() ?? -1) || byOrder(a, b);
  const numbers = new Map(((await db.execute(sql`select stakeholder_id as id, number from directory_entries`)) as unknown as { rows: { id: string; number: number }[] }).rows.map((it) => [it.id, it.number]));
  const byOrder = (a: Stakeholder, b: Stakeholder) => numbers.get(a.id)! - numbers.get(b.id)!;
  const called = (it: Stakeholder) => it.name.en.startsWith("Lantern");
  const withWord = (it: Stakeholder) => called(it) || it.description.en!.includes("lantern");
  const questions: [string, (it: Stakeholder) => boolean, (a: Stakeholder, b: Stakeholder) => number][] = [
    ["", () => true, byConfirmation], ["order=name", () => true, byName], ["order=country", () => true, (a, b) => placeOf(a) - placeOf(b) || byName(a, b)],
    ["sector=civil-society&country=KE", (it) => it.sector === "civil-society" && it.country === "KE", byConfirmation], ["country=NO&order=name", (it) => it.country === "NO", byName],
    ["language=fr&order=country", (it) => it.languages.includes("fr"), (a, b) => placeOf(a) - placeOf(b) || byName(a, b)],
    ["q=lantern", withWord, (a, b) => Number(called(b)) - Number(called(a)) || byConfirmation(a, b)], ["q=lantern&country=PE&order=best", (it) => withWord(it) && it.country === "PE", (a, b) => Number(called(b)) - Number(called(a)) || byConfirmation(a, b)],
    ["q=lantern&order=name", withWord, byName], ["q=lantrn", withWord, (a, b) => Number(called(b)) - Number(called(a)) || byConfirmation(a, b)],
  ];
  for (const [question, holds, order] of questions) {
    const byHand = bodies.filter(holds).toSorted(order).map((it) => it.id);
    for (const page of [1, 2, 3, Math.ceil(byHand.length / 700), 40]) {
      const found = await asViewer(db, visitor, (tx) => searchDirectory(tx, readDirectoryQuery(new URLSearchParams(`${question}&page=${page}`)), "en", 700), "read");
      expect(found.ids, `“${question}”, page ${page}`).toEqual(byHand.slice((page - 1) * 700, page * 700));
      expect(found.total).toBe(byHand.length);
    }
  }
  await large.close();
});

describe("what leaves the house", () => {
  test("the API answers the same question with the same counts", async () => {
    const answer = (await (await house.get("visitor", "/api/v1/directory?sector=academia&order=name")).json()) as { total: number; bodies: { slug: string }[]; facets: Record<string, { value: string; count: number }[]> };
    const result = await search("sector=academia&order=name");
    expect(answer.total).toBe(result.total);
    expect(answer.bodies).toHaveLength(result.total);
    expect(answer.facets.sector!.find((it) => it.value === "academia")!.count).toBe(result.total);
    expect(JSON.stringify(answer)).not.toMatch(/@|contactEmail/);
  });

  test("a cell that a spreadsheet would calculate is words", () => {
    for (const it of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＋1", "－1", "＠x", "=cmd|' /C calc'!A0"]) expect(asWords(it), `“${it}”`).toBe(`'${it}`);
    for (const it of ["Lantern", "1-2", "a=b", "", "المنظمة", "é"]) expect(asWords(it)).toBe(it);
    expect(csvOf([["a,b", 'say "x"', "two\r\nlines", "=1"]])).toBe("\uFEFF\"a,b\",\"say \"\"x\"\"\",\"two\r\nlines\",'=1\r\n");
  });

  test("the tables hold every body that was found, in CSV and in a workbook", async () => {
    const csv = await house.get("visitor", "/ar/directory.csv?sector=academia");
    expect([csv.status, csv.headers.get("content-type"), csv.headers.get("content-disposition")]).toEqual([200, "text/csv; charset=utf-8", 'attachment; filename="directory.csv"']);
    expect(new Uint8Array(await csv.clone().arrayBuffer()).slice(0, 3)).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]));
    expect((await csv.text()).trimEnd().split("\r\n")).toHaveLength(1 + (await search("sector=academia")).total);
    const xlsx = new Uint8Array(await (await house.get("visitor", "/en/directory.xlsx")).arrayBuffer());
    expect(String.fromCharCode(...xlsx.slice(0, 2))).toBe("PK");
  });
});
