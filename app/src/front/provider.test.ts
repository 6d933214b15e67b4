import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { plainBrowser, type PlainBrowser } from "../../test/browser.ts";
import { emptyTables } from "../../test/database.ts";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { mainOf, wordsOf } from "../../test/html.ts";
import { startServer, type ServerProcess } from "../../test/server-process.ts";
import { addPerson } from "../ground/auth/people.ts";
import { accounts, people, sessions } from "../ground/auth/tables.ts";

let provider: ServerProcess<never>;
let it: TestHouse;
let browser: PlainBrowser;
let networks = 0;
const db = () => it.house.database.db;
const callback = "http://travaux.test/auth/callback/organisation";

beforeAll(async () => {
  provider = await startServer("oidc", callback);
  it = await openHouse({ env: { TRUSTED_PROXIES: "1", OIDC_ISSUER: `http://127.0.0.1:${provider.port}`, OIDC_CLIENT_ID: "travaux", OIDC_CLIENT_SECRET: "shared with the provider", OIDC_NAME: "Ministry login" } });
});
beforeEach(async () => {
  await emptyTables(db());
  await behave({});
  browser = plainBrowser(it, { "x-forwarded-for": `203.0.113.${networks++}` });
});
afterAll(async () => {
  await it?.close();
  await provider?.stop();
});

const behave = (how: object) => fetch(`http://127.0.0.1:${provider.port}/behave`, { method: "POST", body: JSON.stringify(how) });

/** Press the button, let the provider do its part, and come back to our callback: its address. */
async function goThere(who = browser, to = "") {
  await who.open("/en/sign-in");
  const page = await who.send(`/en/sign-in/provider${to && `?to=${encodeURIComponent(to)}`}`);
  let at = page.headers.get("location") ?? "";
  const authorization = new URL(at);
  const cookies = new Map<string, string>();
  while (at && !at.startsWith(callback)) {
    const answer = await fetch(at, { redirect: "manual", headers: { cookie: [...cookies].map((pair) => pair.join("=")).join("; ") } });
    for (const set of answer.headers.getSetCookie()) cookies.set(set.split("=")[0]!, set.slice(set.indexOf("=") + 1).split(";")[0]!);
    at = answer.headers.has("location") ? new URL(answer.headers.get("location")!, at).href : "";
  }
  return { page, authorization, back: at };
}
const comeBack = (back: string, who = browser) => who.open(back.replace("http://travaux.test", ""));

test("a person comes in through the provider of their organisation, with PKCE, state and nonce", async () => {
  expect((await browser.open("/en/sign-in")).html).toContain("Sign in with Ministry login");
  const { authorization, back } = await goThere();
  expect(Object.fromEntries(authorization.searchParams)).toMatchObject({ client_id: "travaux", response_type: "code", code_challenge_method: "S256", code_challenge: expect.any(String), state: expect.any(String), nonce: expect.any(String), redirect_uri: callback, scope: "openid email profile" });
  const page = await comeBack(back);
  expect([page.at, wordsOf(mainOf(page.html))]).toEqual(["/en/account", expect.stringContaining("Ana Duarte Email address ana@ministry.example")]);
});

test("whoever came from a page goes back to it from the provider too, and never to another house", async () => {
  expect((await browser.open("/en/sign-in?to=%2Ffr%2Fthemes")).html).toContain('action="/en/sign-in/provider?to=%2Ffr%2Fthemes"');
  expect((await comeBack((await goThere(browser, "/fr/themes")).back)).at).toBe("/fr/themes");
  expect((await comeBack((await goThere()).back)).at).toBe("/en/account");
  const { back } = await goThere(browser, "//evil.example");
  browser.cookies.set("to", encodeURIComponent("//evil.example")); // as if somebody else had set it
  expect((await comeBack(back)).at).toBe("/en/account");
});

test("the page lets its form lead to the provider, and to nowhere else", async () => {
  const { headers } = await browser.open("/en/sign-in");
  expect(headers.get("content-security-policy")).toContain(`form-action 'self' http://127.0.0.1:${provider.port};`);
  expect((await browser.open("/en/sign-in/code")).headers.get("content-security-policy")).toContain("form-action 'self';");
});

test("somebody who has registered by mail is the same person, and nothing of the provider’s is kept but the name it gave them", async () => {
  const ana = await addPerson(db(), { name: "Ana D.", email: "ana@ministry.example", language: "en" }, new Date(), it.house.chance);
  await comeBack((await goThere()).back);
  await comeBack((await goThere()).back);
  expect((await db().select().from(people)).map((person) => [person.id, person.name])).toEqual([[ana.id, "Ana D."]]);
  expect(await db().select().from(accounts)).toEqual([expect.objectContaining({ personId: ana.id, accountId: "ana", providerId: "organisation", accessToken: null, refreshToken: null, idToken: null })]);
  expect((await db().select().from(sessions)).length).toBe(1);
});

test("a token made anew with the provider’s own key and the same claims is believed: the lies below are told by nothing else", async () => {
  const { back } = await goThere();
  await behave({ lie: "honest" });
  expect((await comeBack(back)).at).toBe("/en/account");
});

test.each(["issuer", "audience", "nonce", "expired", "unsigned", "key", "none"])("a provider that lies is not believed: %s", async (lie) => {
  const { back } = await goThere();
  await behave({ lie });
  const page = await comeBack(back);
  expect([page.status, wordsOf(mainOf(page.html))]).toEqual([403, expect.stringContaining("Nothing was opened.")]);
  expect([await db().select().from(people), await db().select().from(sessions)]).toEqual([[], []]);
});

test("user info about somebody else is not taken for this one’s", async () => {
  const { back } = await goThere();
  await behave({ lie: "other" });
  expect((await comeBack(back)).status).toBe(403);
  expect(await db().select().from(people)).toEqual([]);
});

test("a provider that calls itself otherwise is told as away", async () => {
  await behave({ lie: "name" });
  await browser.open("/en/sign-in");
  const page = await browser.send("/en/sign-in/provider");
  expect([page.status, wordsOf(mainOf(page.html))]).toEqual([409, expect.stringContaining("does not answer as it should. Try again in a few minutes, or let us write to you with a link.")]);
});

test("an address that the provider has not verified opens nothing, and the page says what to do", async () => {
  await addPerson(db(), { name: "Ana D.", email: "ana@ministry.example", language: "en" }, new Date(), it.house.chance);
  await behave({ verified: false });
  const page = await comeBack((await goThere()).back);
  expect([page.status, wordsOf(mainOf(page.html))]).toEqual([403, expect.stringContaining("Your organisation has not verified your mail address.")]);
  expect([await db().select().from(sessions), await db().select().from(accounts)]).toEqual([[], []]);
});

test("who says no at the provider is told how to go on", async () => {
  await behave({ lie: "denied" });
  const page = await comeBack((await goThere()).back);
  expect([page.status, wordsOf(mainOf(page.html))]).toEqual([403, expect.stringContaining("Begin again and agree")]);
});

test("an answer is for the browser that asked, once, with the state it was asked with", async () => {
  const { back } = await goThere();
  const other = plainBrowser(it, { "x-forwarded-for": "203.0.113.250" });
  expect((await comeBack(back, other)).status).toBe(403);
  const second = await goThere();
  const wrong = new URL(second.back);
  wrong.searchParams.set("state", "another");
  expect((await comeBack(wrong.href)).status).toBe(403);
  expect((await comeBack(second.back)).at).toBe("/en/account");
  expect((await comeBack(second.back)).status).toBe(403);
  for (const query of ["", "?code=x", "?state=x", "?error=<script>", "?state=x&code=y&iss=https://elsewhere.example"]) {
    const page = await comeBack(`${callback}${query}`, other);
    expect([page.status, page.html.includes("<script>")], query).toEqual([403, false]);
  }
});

test("the page of a refusal is in the language in which one began", async () => {
  await behave({ verified: false });
  await browser.open("/fr/sign-in");
  const page = await browser.send("/fr/sign-in/provider");
  expect(page.status).toBe(303);
  expect((await comeBack(`${callback}?error=access_denied&state=x`)).html).toContain('<html lang="fr"');
});

test("a house without a provider has no such button and no such page", async () => {
  const { settings } = it.house;
  Object.assign(it.house, { settings: { ...settings, oidc: null } });
  expect((await browser.open("/en/sign-in")).html).not.toContain("/en/sign-in/provider");
  expect((await browser.send("/en/sign-in/provider")).status).toBe(404);
  expect((await comeBack(callback)).status).toBe(404);
  Object.assign(it.house, { settings });
});

test("a provider that is down is told as away, at the start and on the way back", async () => {
  const { back } = await goThere();
  await provider.stop();
  await browser.open("/en/sign-in");
  expect((await browser.send("/en/sign-in/provider")).status).toBe(409);
  const page = await comeBack(back);
  expect([page.status, wordsOf(mainOf(page.html))]).toEqual([409, expect.stringContaining("let us write to you with a link")]);
});
