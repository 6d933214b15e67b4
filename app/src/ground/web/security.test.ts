import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../../test/house.ts";
import { doorsOf } from "../../bin/house-commands.ts";
import { formToken, tokenField } from "./form-tokens.ts";
import { headersOf, securityText } from "./security.ts";

let it: TestHouse;
beforeAll(async () => { it = await openHouse({ sample: true }); });
afterAll(() => it.close());

test("every page forbids scripts from elsewhere and from its own text, frames, and forms to elsewhere", async () => {
  const policy = (await it.get("visitor", "/en/model")).headers.get("content-security-policy");
  for (const rule of ["default-src 'none'", "script-src 'self'", "require-trusted-types-for 'script'", "trusted-types travaux-page", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self';"]) expect(policy).toContain(rule);
  expect(policy).not.toContain("unsafe");
});

test("over TLS the house says for two years that it is never without; over http it does not", async () => {
  expect(headersOf("https://travaux.example")).toMatchObject({ "Strict-Transport-Security": "max-age=63072000; includeSubDomains" });
  expect((await it.get("visitor", "/en")).headers.has("strict-transport-security")).toBe(false);
});

test("whoever finds a weakness is told where to write", async () => {
  expect(await it.read("visitor", "/.well-known/security.txt")).toBe("Contact: http://travaux.test/en/about\nExpires: 2027-06-01T00:00:00.000Z\nPreferred-Languages: en, fr, es, ar, ru, zh\nCanonical: http://travaux.test/.well-known/security.txt\n");
  expect(securityText("https://t.example", "mailto:security@t.example", new Date("2026-12-31T00:00:00Z"))).toContain("Contact: mailto:security@t.example\nExpires: 2027-12-01");
});

/** Doors that look at no session, so that there is nothing to forge: what is sent proves itself, by a token, a code or a signature. */
const provesItself = (path: string) => /\/unattributed(\/|$)|^\/record\/cosignatures$/.test(path);

test("every door that takes a form refuses one without its token, and one from another origin", async () => {
  const doors = doorsOf(it.house).filter((door) => !["GET", "HEAD"].includes(door.method) && !door.path.startsWith("/api/") && !provesItself(door.path));
  expect(doors.length).toBeGreaterThan(20);
  for (const { method, path } of doors) {
    const address = `http://travaux.test${path.replace(/^\/:language\{[^}]*\}/, "/en").replaceAll(/:\w+(\{[^}]*\})?/g, "x")}`;
    const send = (headers: Record<string, string>, body: URLSearchParams) => it.app.request(address, { method, body, headers: { cookie: it.cookiesOf("officer"), ...headers } });
    const right = new URLSearchParams({ [tokenField]: formToken(it.house, "seed-of-the-form-tokens-in-tests", await it.person({ email: "officer@test.example" })) });
    expect((await send({ origin: "http://travaux.test" }, new URLSearchParams())).status, `${method} ${path} without a token`).toBe(403);
    expect((await send({ origin: "https://evil.example" }, right)).status, `${method} ${path} from elsewhere`).toBe(403);
  }
});

test("every form of a page that is sent holds the token, and a page with one is kept by nobody on the way", async () => {
  for (const [who, path] of [["visitor", "/en/sign-in"], ["editor", "/en/desk"], ["editor", "/en/desk/themes"], ["officer", "/en/desk/roles"], ["editor", "/en/account"]] as const) {
    const page = await it.get(who, path);
    const html = await page.text();
    const forms = html.match(/<form\b[^>]*method="post"[^>]*>/g) ?? [];
    expect(forms.length, path).toBeGreaterThan(0);
    expect(html.split(`name="${tokenField}"`).length - 1, path).toBe(forms.length);
    expect(page.headers.get("cache-control"), path).toBe("private, no-store");
  }
  const open = await it.get("visitor", "/en/model");
  expect([open.headers.get("cache-control"), open.headers.getSetCookie()]).toEqual(["public, max-age=0, must-revalidate", []]);
});

test("what somebody typed while their session ended stands on the page that refuses it, whole, and nothing that another site sends", async () => {
  const typed = new URLSearchParams({ body: "Article 7 should say <who> pays.\n\nAnd when.", token: "a-key-without-any-space-in-it-at-all", day: "9 June" });
  const send = (origin: string) => it.app.request("http://travaux.test/en/model/p/014/3-rev-2/comment", { method: "POST", body: typed, headers: { origin, cookie: "form=seed-of-the-form-tokens-in-tests" } });
  const refused = await send("http://travaux.test");
  const page = await refused.text();
  expect([refused.status, refused.headers.get("cache-control")]).toEqual([403, "private, no-store"]);
  expect(page).toContain("Article 7 should say &lt;who&gt; pays.");
  expect(page.match(/<textarea/g)).toHaveLength(1);
  expect(page).not.toContain("a-key-without-any-space");
  expect(await (await send("https://evil.example")).text()).not.toContain("Article 7");
});
