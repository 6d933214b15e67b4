// Who works with whom, through the doors: over invented registers, beside a count by brute force.
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { numbersFrom, inventedBodies } from "../../../bench/invented.ts";
import { queriesAt } from "../../test/queries.ts";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { partnershipEditions, partnershipPartners, partnerships } from "../concepts/partnerships/tables.ts";
import { list } from "../concepts/partnerships/register/store.ts";
import { addStakeholders } from "../concepts/stakeholders/store/stakeholders.ts";
import { stakeholders } from "../concepts/stakeholders/tables.ts";

let house: TestHouse;
const bodies = [...inventedBodies(60, 0)].map(({ body }, index) => (index === 5 ? { ...body, name: { en: "Observatory of what the islands of the south do on line" } } : body));
beforeAll(async () => {
  house = await openHouse();
  const { db } = house.house.database;
  await addStakeholders(db, bodies);
}, 300_000);
afterAll(() => house?.close());

type Partner = { body: number; state: "confirmed" | "asked" | "denied" | "left" };
/** A partnership as a test knows it: in public or not, who is in its public edition, and who in one that waits. */
type Known = { slug: string; isPublic: boolean; region: "african" | "asia-pacific"; partners: Partner[]; waiting: Partner[] };

async function keep({ slug, isPublic, region, partners, waiting }: Known) {
  const { db } = house.house.database;
  const none = { en: "" };
  const [id, day, byId] = [`partnership-${slug}`, "2026-01-15", bodies[0]!.id];
  await db.insert(partnerships).values({ id, slug, state: isPublic ? "published" : "proposed", edition: isPublic ? 1 : 0, turn: 1, proposerId: byId, proposedDay: day, publishedDay: isPublic ? day : null, mergedIntoId: null });
  const edition = (number: number) => ({ partnershipId: id, edition: number, byId, day, changed: [], publishedDay: isPublic && number === 1 ? day : null, title: { en: slug }, about: { en: "Invented." }, form: "memorandum" as const, basis: none, rights: none, data: none, resources: none, governance: none, countries: [], regions: [region], functions: ["research" as const], status: "running" as const, startsDay: null, endsDay: null, results: [], sources: [], partOfId: null, titleKey: slug });
  const named = (number: number, all: Partner[]) => all.map((it) => ({ partnershipId: id, edition: number, stakeholderId: bodies[it.body]!.id, role: "", state: it.state, because: null, day: it.state === "asked" ? null : day }));
  await db.insert(partnershipEditions).values(isPublic ? [edition(1), edition(2)] : [edition(1)]);
  const rows = isPublic ? [...named(1, partners), ...named(2, waiting)] : named(1, partners);
  if (rows.length > 0) await db.insert(partnershipPartners).values(rows);
  if (isPublic) await list(db, id);
}

/** Partnerships of chance, the same for the same seed: public or not, some of their partners gone, a change waiting beside each. */
function invented(seed: number, count: number): Known[] {
  const chance = numbersFrom(seed);
  const below = (most: number) => Math.floor(chance() * most);
  const some = (states: Partner["state"][], most: number): Partner[] => [...new Set(Array.from({ length: 2 + below(most) }, () => below(24)))].map((body) => ({ body, state: states[below(states.length)]! }));
  return Array.from({ length: count }, (_, index) => ({ slug: `invented-${seed}-${index}`, isPublic: below(4) > 0, region: below(2) === 0 ? "african" : "asia-pacific", partners: some(["confirmed", "confirmed", "confirmed", "left"], 5), waiting: some(["asked", "denied", "confirmed"], 3) }));
}

type Out = { bodies: number; ties: number; drawn: { bodies: { stakeholder: string; worksWith: number; partnerships: number }[]; ties: { one: string; other: string; partnerships: number }[] }; listed: { stakeholder: string; worksWith: number; partnerships: number; with: { stakeholder: string; partnerships: number }[]; together: string[]; togetherInAll: number }[] };
const network = async (question = "") => JSON.parse(await house.read("visitor", `/api/v1/partnerships/network${question}`)) as Out;
const everyListed = async (question: string) => { const all = []; for (let page = 1; ; page++) { const { listed } = await network(`?${question}&page=${page}`); if (listed.length === 0) return all; all.push(...listed); } };
const slugOf = (body: number, merged: ReadonlyMap<number, number>) => bodies[merged.get(body) ?? body]!.slug;

/** Every pair of bodies with the partnerships of both, counted one by one. */
function byHand(register: readonly Known[], merged: ReadonlyMap<number, number>): Map<string, Map<string, string[]>> {
  const ties = new Map<string, Map<string, string[]>>();
  for (const it of register.filter((one) => one.isPublic)) {
    const inside = [...new Set(it.partners.filter((one) => one.state === "confirmed").map((one) => slugOf(one.body, merged)))];
    for (const one of inside) for (const other of inside) if (one !== other) {
      const of = ties.get(one) ?? new Map<string, string[]>();
      ties.set(one, of.set(other, [...(of.get(other) ?? []), it.slug]));
    }
  }
  return ties;
}
const byFirst = (a: readonly unknown[], b: readonly unknown[]) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
const pairs = (ties: Map<string, Map<string, string[]>>) => [...ties].flatMap(([one, of]) => [...of].filter(([other]) => one < other).map(([other, slugs]) => [one, other, slugs.length] as const)).toSorted(byFirst);

let register: Known[] = [];
const merged = new Map([[3, 4]]);

test("over invented registers, who works with whom is what counting by hand gives: of public entries, and of those who confirmed alone", async () => {
  for (const seed of [1, 2, 3]) {
    const added = invented(seed, 12);
    for (const it of added) await keep(it);
    register.push(...added);
    if (seed === 3) await house.house.database.db.update(stakeholders).set({ mergedIntoId: bodies[4]!.id }).where(eq(stakeholders.id, bodies[3]!.id));
    for (const region of [null, "african"] as const) {
      const expected = byHand(register.filter((it) => region === null || it.region === region), seed === 3 ? merged : new Map());
      const found = await network(region === null ? "" : `?region=${region}`);
      expect([found.bodies, found.ties]).toEqual([expected.size, pairs(expected).length]);
      expect(found.drawn.ties.length).toBe(Math.min(120, found.ties)); // 24 bodies: there is room for all of them
      const drawn = found.drawn.ties.map((it) => [...[it.one, it.other].toSorted(), it.partnerships]);
      const strongest = pairs(expected).map((it) => it[2]).toSorted((a, b) => b - a).slice(0, 120);
      expect(drawn.map((it) => it[2]).toSorted((a, b) => Number(b) - Number(a))).toEqual(strongest);
      for (const it of drawn) expect(pairs(expected)).toContainEqual(it);
      const listed = await everyListed(region === null ? "" : `region=${region}`);
      expect(listed.map((it) => it.stakeholder).toSorted()).toEqual([...expected.keys()].toSorted());
      for (const it of listed) {
        const of = expected.get(it.stakeholder)!;
        expect([it.worksWith, it.partnerships]).toEqual([of.size, new Set([...of.values()].flat()).size + aloneIn(it.stakeholder, region)]);
        expect(it.with.length).toBe(Math.min(8, of.size));
        for (const one of it.with) expect(one.partnerships).toBe(of.get(one.stakeholder)!.length);
      }
    }
  }
  function aloneIn(slug: string, region: string | null) { // what only one confirmed has no second, and counts as a partnership of that one
    const mergedNow = register.length === 36 ? merged : new Map<number, number>();
    return register.filter((it) => it.isPublic && (region === null || it.region === region)).filter((it) => { const inside = new Set(it.partners.filter((one) => one.state === "confirmed").map((one) => slugOf(one.body, mergedNow))); return inside.size === 1 && inside.has(slug); }).length;
  }
}, 120_000);

test("around one body stand those whom it works with, the closest first, each with what both do together", async () => {
  const expected = byHand(register, merged);
  const [[slug, of]] = [...expected].toSorted(([, a], [, b]) => b.size - a.size) as [[string, Map<string, string[]>]];
  const found = await network(`?body=${slug}`);
  expect(found.bodies).toBe(of.size + 1);
  const listed = await everyListed(`body=${slug}`);
  expect(listed.map((it) => [it.stakeholder, it.togetherInAll, it.together]).toSorted(byFirst)).toEqual([...of].map(([other, slugs]) => [other, slugs.length, slugs.toSorted().slice(0, 5)]).toSorted(byFirst));
  expect(listed.map((it) => it.togetherInAll)).toEqual(listed.map((it) => it.togetherInAll).toSorted((a, b) => b - a));
  expect(found.drawn.ties.slice(0, of.size).every((it) => [it.one, it.other].includes(slug))).toBe(true);
});

test("who was asked, denied or left stands nowhere in it: not in the page, not in the data", async () => {
  const out = (body: number, state: Partner["state"]): Partner => ({ body, state });
  await keep({ slug: "with-some-out", isPublic: true, region: "african", partners: [out(30, "confirmed"), out(31, "confirmed"), out(32, "left"), out(33, "denied"), out(34, "asked")], waiting: [out(30, "confirmed"), out(35, "confirmed"), out(36, "denied"), out(37, "asked")] });
  await keep({ slug: "never-shown", isPublic: false, region: "african", partners: [out(38, "confirmed"), out(39, "confirmed")], waiting: [] });
  const all = JSON.stringify([await network(), ...(await everyListed(""))]);
  const page = await house.read("officer", "/en/partnerships/network?region=african&page=2") + await house.read("officer", "/en/partnerships/network?region=african") + await house.read("officer", "/en/partnerships/network?region=african&page=3");
  const seen = Array.from({ length: 10 }, (_, index) => 30 + index).filter((it) => all.includes(`"${bodies[it]!.slug}"`));
  expect([seen, Array.from({ length: 10 }, (_, index) => 30 + index).filter((it) => page.includes(`/stakeholders/${bodies[it]!.slug}"`))]).toEqual([[30, 31], [30, 31]]);
  for (const it of [32, 38]) expect(await network(`?body=${bodies[it]!.slug}`)).toMatchObject({ bodies: 0, ties: 0, listed: [] });
});

test("the drawing and its table say the same, in either direction of reading", async () => {
  for (const language of ["en", "ar"]) {
    const page = await house.read("visitor", `/${language}/partnerships/network`);
    const svg = /<svg class="ties".*?<\/svg>/s.exec(page)![0];
    const table = /<table class="stack".*?<\/table>/s.exec(page)![0];
    const { drawn } = await network();
    const rows = [...table.matchAll(/<tr role="row"><th role="rowheader".*?<\/tr>/gs)].map((it) => [...it[0].matchAll(/\/stakeholders\/([^"]+)"/g)].map((one) => one[1]!));
    expect(rows).toEqual(drawn.ties.map((it) => [it.one, it.other]));
    expect([svg.match(/<path /g)!.length, svg.match(/<circle /g)!.length]).toEqual([drawn.ties.length, new Set(rows.flat()).size]);
    const names = new Map(bodies.map((it) => [it.slug, it.name.en]));
    for (const it of new Set(rows.flat())) expect(svg).toContain(`<title>${names.get(it)!.replaceAll("&", "&amp;").replaceAll("'", "&#39;")}</title>`);
    expect(svg).toContain(language === "ar" ? "Observatory of what the islands of t…\u2069</text>" : "Observatory of what the islands of t…</text>"); // cut after 36 letters, it ends where its own words end
    expect(page).not.toMatch(/<(body|svg|path|circle|text)[^>]* style=/);
  }
});

test("a question that nobody answers to says so, and one that makes no sense is left out", async () => {
  expect(await house.read("visitor", "/en/partnerships/network?region=eastern-european")).toContain("no two bodies work together yet");
  expect((await network("?body=%3Cscript%3E&region=mars")).bodies).toBe((await network()).bodies);
  expect((await house.get("visitor", "/en/partnerships/network?body=nobody-at-all")).status).toBe(200);
});

test("the network takes as many queries for two bodies as for many, and its page stays light", async () => {
  expect(await queriesAt(house, "/en/partnerships/network?q=with-some-out")).toBe(await queriesAt(house, "/en/partnerships/network"));
  const all = [...Array(45).keys()].map((body): Partner => ({ body: body + 10, state: "confirmed" }));
  await keep({ slug: "everybody", isPublic: true, region: "african", partners: all, waiting: [] });
  const found = await network();
  expect([found.drawn.ties.length, found.drawn.bodies.length <= 40, found.listed.length]).toEqual([120, true, 20]);
  const page = await house.read("visitor", "/en/partnerships/network");
  expect(page).toContain("it holds 40 bodies at most");
  expect(page.length).toBeLessThan(160_000);
});
