// Who may keep which answer: said by class of page, and tried out with a shared cache as RFC 9111 has it, between two people.
import { afterAll, beforeAll, expect, test } from "vitest";
import { furnishedWorld, type Name, type World } from "./access-world.ts";
import { readDoors } from "./doors.ts";

let world: World;
let doors: string[];
const [open, closed] = ["public, max-age=0, must-revalidate", "private, no-store"];

beforeAll(async () => {
  world = await furnishedWorld();
  const { A } = world.things;
  doors = readDoors(world.house.house, {
    language: "en", process: "model", instrument: "convention", version: "3-rev-2", number: "003", dossier: "003.docx", assessment: "1", release: "1", statement: "1", text: "1-en.txt", commitment: "2", file: "1.csv", what: "q1", finding: "1", table: "1", slug: A.body, forum: world.forum.forum, id: A.letter, token: world.token, session: A.session, passkey: A.passkey, reference: A.comment, pathway: "t-cy", offer: A.offer, inquiry: "none", paragraph: "none", to: "fr", tile: "0/000.p/1", meeting: "45", form: "1.xlsx", item: "0", registration: world.registration, call: "14", calendar: "14.ics", block: "1", paper: "1", link: "none", speaker: "none", outcome: "summary-1", series: "none", source: "1", memo: "none", code: "none", guide: "interview", secret: "forged.ics", sequence: "0", draft: world.draft, attachment: "1",
  }).concat("/en/partnerships/clear-signal", "/en/partnerships?view=map", "/en/practices", "/en/practices/a-roster-for-the-first-hour", "/en/themes/extradition", `/en/networks/${A.network}`, "/en/search?q=data", "/en/directory?view=map", "/api/v1/model/text/protocol/hidden", "/en/model/text/protocol/hidden", "/en/nowhere", "/api/nowhere", "/", "/model");
});
afterAll(() => world?.house.close());

const ask = async (who: Name, path: string, headers: Record<string, string> = {}) =>
  world.house.app.request(`http://travaux.test${path}`, { headers: { ...headers, ...(who === "visitor" ? {} : { cookie: world.house.cookiesOf(world.emails[who]) }) } });
const saidOf = (it: Response) => ({ cache: it.headers.get("cache-control"), vary: (it.headers.get("vary") ?? "").toLowerCase().split(/,\s*/), tag: it.headers.get("etag") });

/** Doors that look at nobody: the record’s, those of unattributed inputs, and the feed of what everyone may read. */
const looksAtNobody = (path: string) => !path.includes("/calendar/") && /^\/record\/|^\/(en\/)?unattributed|\.(atom|ics)$|^\/healthz$|^\/\.well-known\//.test(path);

test("what a visitor is sent in full may be kept by anyone who asks again; a form, a redirect and a no may not", async () => {
  const wrong: string[] = [];
  const kept: string[] = [];
  for (const path of doors.filter((it) => !looksAtNobody(it) || !/unattributed|record/.test(it))) {
    const answer = await ask("visitor", path);
    const { cache, vary, tag } = saidOf(answer);
    const hasForm = /<form[^>]*method="post"/.test(await answer.text());
    const right = path === "/healthz" ? "no-store" : answer.status === 200 && !hasForm ? open : closed;
    if (cache !== right) wrong.push(`${answer.status} ${path}: ${cache}`);
    if (path !== "/healthz" && !vary.includes("cookie") && path !== "/.well-known/security.txt") wrong.push(`${path} does not vary by cookie`);
    if (path !== "/.well-known/security.txt" && (tag !== null) !== (cache === open)) wrong.push(`${path}: tag ${tag} with ${cache}`);
    if (cache === open) kept.push(path);
  }
  expect(wrong).toEqual([]);
  expect(kept).toEqual(expect.arrayContaining(["/en", "/en/directory.csv", "/en/directory.xlsx", "/api/v1/directory", "/api/v1/model", "/en/who-sees-what", "/en/what-we-hold", "/.well-known/security.txt"]));
  expect(kept).not.toContain("/en/sign-in");
}, 240_000);

test("what looks at nobody says the same to everyone, whoever asks", async () => {
  const blind = doors.filter(looksAtNobody);
  expect(blind).toEqual(expect.arrayContaining(["/record/checkpoint", "/record/tile/0/000.p/1", "/en/unattributed", "/en/model/contributions.atom"]));
  for (const path of blind) expect(await (await ask("officer", path)).text(), path).toBe(await (await ask("visitor", path)).text());
  expect(await Promise.all(blind.filter((it) => /unattributed|record/.test(it)).map(async (it) => `${it}: ${saidOf(await ask("visitor", it)).cache}`))).toEqual(expect.arrayContaining(["/en/unattributed: no-store", "/record/checkpoint: public, no-cache", "/record/tile/0/000.p/1: public, max-age=60"]));
});

test.each(["officer", "focal point of A", "editor of the house"] as const)("what an %s is sent is kept by nobody, in any format, and has no tag", async (name) => {
  const wrong: string[] = [];
  for (const path of doors.filter((it) => !looksAtNobody(it))) {
    const { cache, vary, tag } = saidOf(await ask(name, path));
    if (!/^(private, )?no-store$/.test(cache ?? "") || !vary.includes("cookie") || tag !== null) wrong.push(`${path}: ${cache}, ${vary.join(" ")}, ${tag}`);
  }
  expect(wrong).toEqual([]);
}, 240_000);

test("what is built under a name with a hash may be kept for a year", async () => {
  const { styles } = world.house.house.assets;
  if (!styles) return; // not built: the journeys ask again
  expect((await ask("visitor", styles)).headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
});

/** A shared cache, as a proxy before a house is one: it keeps what may be kept, by what it varies by, and asks again with the tag (RFC 9111). */
function sharedCache(fetch: (who: Name, path: string, headers: Record<string, string>) => Promise<Response>) {
  const kept = new Map<string, { vary: string[]; request: Record<string, string>; tag: string; body: string; by: Name }[]>();
  const counts = { kept: 0, again: 0 };
  async function get(who: Name, path: string, request: Record<string, string>): Promise<{ status: number; body: string; keptFor: Name | null }> {
    const known = (kept.get(path) ?? []).find((it) => it.vary.every((name) => it.request[name] === request[name]));
    const answer = await fetch(who, path, { ...(known ? { "if-none-match": known.tag } : {}), "accept-encoding": "identity" });
    if (answer.status === 304) { counts.again += 1; return { status: 200, body: known!.body, keptFor: known!.by }; }
    const body = await answer.text();
    const { cache, vary, tag } = saidOf(answer);
    if (answer.status === 200 && cache?.startsWith("public") && tag && !vary.includes("*")) {
      counts.kept += 1;
      kept.set(path, [...(kept.get(path) ?? []), { vary: vary.filter((it) => it !== "accept-encoding"), request, tag, body, by: who }]);
    }
    return { status: answer.status, body, keptFor: null };
  }
  return { get, counts };
}

test("behind a shared cache nobody is given what was made for somebody else, and visitors share what is for all", async () => {
  const cache = sharedCache(ask);
  const cookieOf = (who: Name) => (who === "visitor" ? {} : { cookie: world.house.cookiesOf(world.emails[who]) });
  const wrong: string[] = [];
  for (const path of doors) for (const who of ["officer", "focal point of A", "visitor", "visitor", "focal point of B", "officer", "visitor"] as const) {
    const { body, keptFor, status } = await cache.get(who, path, cookieOf(who) as Record<string, string>);
    if (keptFor !== null && keptFor !== who) wrong.push(`${path}: ${who} was given what was made for ${keptFor}`);
    if (path === "/healthz" || path.endsWith(".xlsx") || status !== 200) continue;
    const fresh = await (await ask(who, path, { "accept-encoding": "identity" })).text();
    if (keptFor !== null && fresh !== body) wrong.push(`${path}: ${who} was given something old or other`);
  }
  expect(wrong).toEqual([]);
  expect(cache.counts.again).toBeGreaterThan(60);
}, 240_000);

test("a tag that one person got tells another nothing: asking with it is answered as without it", async () => {
  const at = "/en/model/text/protocol/hidden";
  const tag = (await ask("visitor", "/en")).headers.get("etag")!;
  const answers = await Promise.all((["visitor", "officer", "editor of X"] as const).map(async (who) => (await ask(who, at, { "if-none-match": `${tag}, *` })).status));
  expect(answers).toEqual([404, 404, 200]);
});
