import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { allOf, mainOf, wordsOf } from "../../test/html.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { directionOf, languages, wordsIn } from "../ground/words.ts";
import { createApp } from "../app.ts";

let house: TestHouse;
beforeAll(async () => void (house = await openHouse({ sample: true })));
afterAll(() => house.close());

test.each(languages)("the start page speaks %s, runs in its direction and leads to the other five", async (language) => {
  const answer = await house.get("visitor", `/${language}`);
  const page = await answer.text();
  expect([answer.status, answer.headers.get("content-language")]).toEqual([200, language]);
  expect(page).toContain(`<html lang="${language}" dir="${directionOf(language)}">`);
  expect([...page.matchAll(/<link rel="alternate" hreflang="(\w+)" href="([^"]+)"/g)].map((it) => [it[1], it[2]])).toEqual(languages.map((it) => [it, `/${it}`]));
  expect([...page.matchAll(/<a href="[^"]*" lang="(\w+)" hreflang="\w+"( aria-current="true")?/g)].map((it) => [it[1], it[2] !== undefined])).toEqual(languages.map((it) => [it, it === language]));
});

test("every page of the sample says that the conference is invented", async () => {
  for (const path of ["/en", "/fr/model", "/ar/model/text/convention/3-rev-2", "/en/model/p/014", "/en/themes", "/en/search?q=access", "/en/about", "/en/api", "/en/nowhere"])
    expect([path, (await house.read("visitor", path)).includes('<aside class="demonstration"')]).toEqual([path, true]);
});

test("the start page shows a record of real events apart from what is invented", async () => {
  const [invented = "", apart = ""] = mainOf(await house.read("visitor", "/en")).split('<section class="apart"');
  expect([wordsOf(invented).includes("M/CONF.1"), wordsOf(invented).includes("A/AC.291"), wordsOf(apart).includes("A/AC.291"), wordsOf(apart).includes("M/CONF.1")]).toEqual([true, false, true, false]);
});

test("an empty house says that it is empty, and what to do", async () => {
  const empty = await openHouse({ seed: "empty" });
  const page = mainOf(await empty.read("visitor", "/en"));
  expect([allOf(page, "h1"), wordsOf(page).includes("npx travaux import process FILE")]).toEqual([["This house is empty"], true]);
  expect((await empty.read("visitor", "/en")).includes('class="demonstration"')).toBe(false);
  await empty.close();
});

test("every page carries the headers that keep it safe", async () => {
  for (const path of ["/en", "/en/nowhere", "/api/v1/themes", "/api/v1/nowhere", "/", "/healthz"]) {
    const { headers } = await house.get("visitor", path);
    expect([path, headers.get("x-content-type-options"), headers.get("referrer-policy"), headers.get("x-frame-options")]).toEqual([path, "nosniff", "same-origin", "DENY"]);
  }
  expect((await house.get("visitor", "/en")).headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'self' 'sha256-[^']+'; script-src 'self'; /);
});

const post = (path: string, headers: Record<string, string> = {}) => house.app.request(`http://travaux.test${path}`, { method: "POST", headers: { origin: "http://travaux.test", ...headers } });
const deskOf = async (cookie: string) => (await house.get("visitor", "/en/desk", { cookie })).status;

test("an invented session or link opens nothing", async () => {
  expect([await deskOf("session=AAAA"), await deskOf("session="), (await house.get("visitor", "/en/login/AAAA")).status]).toEqual([403, 403, 404]);
});

test("a role for one process opens nothing of another, nor what belongs to all", async () => {
  const { id } = await processBySlug(house.house.database.db, "committee");
  await house.person({ email: "committee@test.example", roles: [{ role: "editor", processId: id }] });
  const at = async (path: string) => {
    const answer = await house.get("committee@test.example", path);
    return [answer.status, ...allOf(await answer.text(), "h1")];
  };
  for (const path of ["/en/desk/model/convention/import", "/en/desk/model/instruments", "/en/desk/themes"]) expect([path, ...(await at(path))]).toEqual([path, 403, wordsIn("en").say("refusal.another-process")]);
  expect((await at("/en/desk"))[0]).toBe(200);
});

test("every no of the API has one shape, in the language that was asked for", async () => {
  const answer = await house.get("visitor", "/api/v1/nowhere", { "accept-language": "fr" });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
  expect(await answer.json()).toEqual({ type: "urn:travaux:refusal:process-unknown", title: expect.stringContaining("nowhere"), status: 404, detail: expect.any(String), code: "process-unknown", values: { slug: "nowhere" } });
  for (const [path, code] of [["/api/v1/model/text/x", "instrument-unknown"], ["/api/v1/model/text/convention/9", "version-unknown"], ["/api/v1/model/text/convention/crp-1/comparison", "nothing-before"], ["/api/v1/model/p/999", "provision-unknown"], ["/api/v1/model/no/such/address", "page-unknown"]] as const) {
    const it = await house.get("visitor", path);
    expect([path, it.status, it.headers.get("content-type"), ((await it.json()) as { code: string }).code]).toEqual([path, 404, "application/problem+json", code]);
  }
});

test("the API describes itself, and every address it names is one that the house answers", async () => {
  const document = (await (await house.get("visitor", "/api/openapi.json")).json()) as { openapi: string; paths: Record<string, object> };
  const { contributions } = JSON.parse(await house.read("visitor", "/api/v1/model/text/convention/3-rev-2/contributions")) as { contributions: { reference: string }[] };
  const offers = JSON.parse(await house.read("visitor", "/api/v1/offers")) as { reference: string }[];
  const sample: Record<string, string> = { process: "model", instrument: "convention", version: "3", number: "014", slug: "lantern-digital-rights", reference: contributions[0]!.reference, call: "14", meeting: "18", sequence: "0", forum: "workshop-on-safeguards", pathway: "t-cy", offer: offers[0]!.reference, assessment: "1", release: "1", statement: "1", commitment: "2" };
  const slugs: Record<string, string> = { "/api/v1/partnerships": "clear-signal", "/api/v1/practices": "a-roster-for-the-first-hour" };
  const valueOf = (path: string, name: string) => (name === "slug" ? Object.entries(slugs).find(([beginning]) => path.startsWith(beginning))?.[1] : undefined) ?? sample[name]!;
  const statuses = [];
  for (const path of Object.keys(document.paths)) statuses.push([path, (await house.get("visitor", path.replaceAll(/\{(\w+)\}/g, (_, name: string) => valueOf(path, name)))).status]);
  expect(document.openapi).toBe("3.1.0");
  expect(statuses).toEqual(Object.keys(document.paths).map((it) => [it, 200]));
  const reference = wordsOf(mainOf(await house.read("visitor", "/en/api")));
  for (const path of Object.keys(document.paths)) expect(reference).toContain(`GET ${path}`);
});

test("when the database is gone, everybody gets a sentence with a reference, and health says no", async () => {
  const broken = await openHouse({ seed: "broken" });
  const lines: string[] = [];
  const app = createApp({ ...broken.house, log: { ...broken.house.log, info: () => {}, error: (it: object) => void lines.push(JSON.stringify(it)) } as never });
  await broken.close();
  for (const headers of [{}, { cookie: "session=someone" }] as Record<string, string>[]) {
    const answer = await app.request("http://travaux.test/en", { headers });
    const page = await answer.text();
    const [reference] = /[0-9a-f]{10}/.exec(wordsOf(mainOf(page))) ?? [];
    expect([answer.status, ...allOf(page, "h1"), lines.at(-1)!.includes(reference!)]).toEqual([500, "Something went wrong on our side", true]);
  }
  const health = await app.request("http://travaux.test/healthz");
  expect([health.status, await health.json()]).toEqual([503, { ok: false, database: broken.house.database.kind }]);
});

test("a form that another site sent is refused in a sentence, and a broken one too", async () => {
  const elsewhere = await house.app.request("http://travaux.test/fr/session/end", { method: "POST", body: new FormData(), headers: { origin: "https://elsewhere.example" } });
  expect([elsewhere.status, ...allOf(await elsewhere.text(), "h1")]).toEqual([403, "Ce formulaire n’a pas été envoyé depuis une page de ce site."]);
  const broken = await post(`/en/desk/themes`, { cookie: house.cookiesOf("editor"), "content-type": "multipart/form-data; boundary=nowhere" });
  expect([broken.status, ...allOf(await broken.text(), "h1")]).toEqual([422, "The form arrived broken."]);
});
