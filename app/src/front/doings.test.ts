// Pages about something else lead to what is done: themes and profiles to partnerships, practices, offers and needs.
import { afterAll, beforeAll, expect, test } from "vitest";
import { allOf, mainOf } from "../../test/html.ts";
import { openHouse, type TestHouse } from "../../test/house.ts";

let house: TestHouse;
beforeAll(async () => { house = await openHouse({ sample: true }); }, 300_000);
afterAll(() => house?.close());

/** What the section under this id of a page leads to. */
const linksIn = async (path: string, id: string) => {
  const section = new RegExp(`<h2 id="${id}">.*?</section>`, "s").exec(mainOf(await house.read("visitor", path)))?.[0] ?? "";
  return [...section.matchAll(/ href="\/en([^"]+)"/g)].map((it) => it[1]!);
};
const data = async <T>(path: string) => JSON.parse(await house.read("visitor", path)) as T;

test("a theme leads to the first five partnerships, practices, offers and needs about it, and to all of them", async () => {
  const { total, partnerships } = await data<{ total: number; partnerships: { slug: string }[] }>("/api/v1/partnerships?crime=theft-or-fraud");
  expect(await linksIn("/en/themes/theft-or-fraud", "partnerships")).toEqual([...partnerships.slice(0, 5).map((it) => `/partnerships/${it.slug}`), "/partnerships?crime=theft-or-fraud"]);
  expect(mainOf(await house.read("visitor", "/en/themes/theft-or-fraud"))).toContain(`All ${total} in the list`);
  const { practices } = await data<{ practices: { slug: string }[] }>("/api/v1/practices?theme=theft-or-fraud");
  expect(await linksIn("/en/themes/theft-or-fraud", "practices")).toEqual([...practices.slice(0, 5).map((it) => `/practices/${it.slug}`), "/practices?theme=theft-or-fraud"]);
  const offers = await data<{ reference: string }[]>("/api/v1/offers?theme=theft-or-fraud");
  expect(offers.length).toBeGreaterThan(0);
  expect(await linksIn("/en/themes/theft-or-fraud", "offers")).toEqual([...offers.slice(0, 5).map((it) => `/offers/${it.reference}`), "/offers?theme=theft-or-fraud"]);
});

test("a theme leads to the commitments about it, process by process", async () => {
  const [theme] = (await data<{ themes: string[] }[]>("/api/v1/model/commitments")).flatMap((it) => it.themes);
  const about = await data<{ number: number }[]>(`/api/v1/model/commitments?theme=${theme}`);
  expect(about.length).toBeGreaterThan(0);
  expect(await linksIn(`/en/themes/${theme}`, "commitments-model")).toEqual([...about.slice(0, 5).map((it) => `/model/commitments/${it.number}`), `/model/commitments?theme=${theme}`]);
});

test("a profile leads to what the body offers and needs now, and to whom it works with", async () => {
  const [offer] = await data<{ reference: string; body: { slug: string } }[]>("/api/v1/offers");
  expect(await linksIn(`/en/stakeholders/${offer!.body.slug}`, "posted")).toContain(`/offers/${offer!.reference}`);
  expect(await linksIn("/en/stakeholders/faro-abierto", "partnerships")).toContain("/partnerships/network?body=faro-abierto");
  expect(allOf(await house.read("visitor", "/en/partnerships/network?body=faro-abierto"), "h1")).toEqual(["Who works with Faro Abierto"]);
});
