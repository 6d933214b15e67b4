import fc from "fast-check";
import { expect, test } from "vitest";
import { regionalGroups } from "../stakeholders/stakeholder.ts";
import { gapsIn, metCells } from "./gaps.ts";
import { matchesOf, reasonsFor, regionsOf } from "./matching.ts";
import { offerKinds, readOfferFilter, sides, standingOf, type Offer } from "./offer.ts";

const offer = (reference: string, more: Partial<Offer> = {}): Offer & { body: { regionalGroup: Offer["regions"][number] | null } } => ({
  id: reference, reference, stakeholderId: reference, side: "offer", kind: "training", title: { en: reference }, text: { en: "So." }, themes: [], regions: [], countries: [], languages: [], until: "2026-12-01", state: "open", postedDay: "2026-06-01", endedDay: null, endedBy: null, endedBecause: null, body: { regionalGroup: "african" }, ...more,
});
const need = (more: Partial<Offer> = {}) => offer("need", { side: "need", ...more });

test.each<[string, Partial<Offer>, Partial<Offer>, string[] | null]>([
  ["the same kind, and nothing else said", {}, {}, ["kind said", "theme open", "place open", "language open"]],
  ["another kind", { kind: "data" }, {}, null],
  ["a theme in common", { themes: ["grooming", "children"] }, { themes: ["children"] }, ["kind said", "theme said children", "place open", "language open"]],
  ["other themes", { themes: ["grooming"] }, { themes: ["children"] }, null],
  ["a country in the other’s region", { countries: ["KE"] }, { regions: ["african"] }, ["kind said", "theme open", "place said KE", "language open"]],
  ["the same country", { countries: ["KE", "PE"] }, { countries: ["PE"] }, ["kind said", "theme open", "place said PE", "language open"]],
  ["two countries of one region", { countries: ["KE"] }, { countries: ["TZ"] }, null],
  ["a territory, which is of no region", { countries: ["FK"] }, { regions: [...regionalGroups] }, null],
  ["no language in common", { languages: ["fr"] }, { languages: ["es", "en"] }, null],
])("%s: whether an offer and a need meet, and why", (_, a, b, reasons) => {
  const said = reasonsFor(offer("a", a), need(b))?.map((it) => [it.criterion, it.how, ...(it.criterion === "kind" ? [] : it.values)].join(" ")) ?? null;
  expect(said).toEqual(reasons);
});

test("what meets stands by how much is in common, and never one’s own body or one’s own side", () => {
  const it = need({ stakeholderId: "me", themes: ["children"], languages: ["en"] });
  const open = [offer("plain"), offer("theme", { themes: ["children"] }), offer("both", { themes: ["children"], languages: ["en"] }), offer("mine", { stakeholderId: "me" }), offer("another", { side: "need" }), offer("sooner", { until: "2026-07-01" })];
  expect(matchesOf(it, open).map((one) => one.offer.reference)).toEqual(["both", "theme", "sooner", "plain"]);
});

const some = fc.record({ side: fc.constantFrom(...sides), kind: fc.constantFrom(...offerKinds.slice(0, 2)), themes: fc.subarray(["a", "b"]), regions: fc.subarray([...regionalGroups]), countries: fc.subarray(["KE", "PE", "FK"]), languages: fc.subarray(["en", "fr"]), stakeholderId: fc.constantFrom("x", "y", "z") });

test("whoever meets whom: it is mutual, and for the same reasons", () => {
  fc.assert(fc.property(some, some, (a, b) => {
    const sorted = (it: ReturnType<typeof reasonsFor>) => it?.map((one) => ({ ...one, values: one.values.toSorted() })) ?? null;
    expect(sorted(reasonsFor(offer("a", a), offer("b", b)))).toEqual(sorted(reasonsFor(offer("b", b), offer("a", a))));
  }));
});

test("an offer is about the regions that it names and those of its countries, else about that of its body", () => {
  expect([regionsOf(offer("a", { regions: ["african"], countries: ["PE"] }), "asia-pacific"), regionsOf(offer("a"), "asia-pacific"), regionsOf(offer("a"), null), regionsOf(offer("a", { countries: ["FK"] }), "african")]).toEqual([["african", "latin-american-caribbean"], ["asia-pacific"], ["none"], ["african"]]);
});

test("gaps count needs, offers, and needs that nothing meets, where they are about", () => {
  const gaps = gapsIn([need({ id: "1", themes: ["children"] }), need({ id: "2", stakeholderId: "n2", themes: ["grooming"] }), offer("o", { themes: ["children"] })]);
  expect(gaps.filter((it) => it.needs + it.offers > 0)).toEqual([{ region: "african", kind: "training", needs: 2, offers: 1, unmet: 1 }]);
  expect(gaps.length).toBe(48);
});

test("whatever was met: no number under ten is told, and in no row a single hidden one stands beside told ones", () => {
  fc.assert(fc.property(fc.array(fc.record({ region: fc.constantFrom(...regionalGroups), kind: fc.constantFrom(...offerKinds), met: fc.nat(40) }), { maxLength: 12 }), (all) => {
    const counts = [...new Map(all.map((it) => [`${it.region} ${it.kind}`, it])).values()];
    const cells = metCells(counts, 10);
    for (const region of regionalGroups) {
      const row = cells.filter((it) => it.region === region);
      expect(row.filter((it) => it.met !== null && it.met < 10)).toEqual([]);
      expect(row.filter((it) => it.met === null).length).not.toBe(1);
    }
  }));
});

test.each([["2026-06-09", "open"], ["2026-06-08", "expired"]])("until %s, %s on 9 June 2026", (until, standing) => expect(standingOf({ state: "open", until }, new Date("2026-06-09T23:59:00Z"))).toBe(standing));

test("of a question to the list, what makes sense is asked", () =>
  expect(readOfferFilter(new URLSearchParams("side=need&kind=money&region=%3Cscript%3E&theme=children&language="))).toEqual({ side: "need", kind: null, region: null, theme: "children", language: null }));
