import { createHash } from "node:crypto";
import { Hono } from "hono";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../../test/house.ts";
import { wordsIn } from "../words.ts";
import { visitor } from "../viewer.ts";
import type { Env } from "./env.ts";
import { showPage } from "./page.tsx";
import { policy } from "./security.ts";

let house: TestHouse;
beforeAll(async () => void (house = await openHouse({ sample: true })));
afterAll(() => house.close());

const stylesIn = (page: string) => [...page.matchAll(/<style>([^]*?)<\/style>/g)].map((it) => it[1]!);
const hashOf = (style: string) => `'sha256-${createHash("sha256").update(style).digest("base64")}'`;

test("the policy of a page allows its own style and nothing from elsewhere", async () => {
  for (const path of ["/en", "/ar/model", "/en/committee", "/en/about", "/en/model/text/convention/3-rev-2", "/en/nowhere"]) {
    const answer = await house.get("visitor", path);
    const policyOf = answer.headers.get("content-security-policy")!;
    const styles = stylesIn(await answer.text());
    expect([path, styles.length <= 1, policyOf]).toEqual([path, true, policy(styles[0] ?? "")]);
    for (const style of styles) expect(policyOf).toContain(hashOf(style));
    expect(policyOf).toMatch(/^default-src 'none'; (?!.*(unsafe|\*|https?:))/);
  }
});

test("no page has a style attribute, a script of its own or anything from another host", async () => {
  for (const path of ["/en", "/fr/model", "/en/committee", "/ar/model/text/convention/3-rev-2", "/en/model/p/014", "/en/themes", "/en/search?q=data", "/en/api"]) {
    const page = await house.read("visitor", path);
    expect([path, /\sstyle="/.exec(page)?.[0], /\son[a-z]+="/.exec(page)?.[0], /<script(?![^>]* src="\/assets\/)/.exec(page)?.[0], /(?:src|<link[^>]* href)="https?:(?!\/\/travaux\.test)/.exec(page)?.[0]]).toEqual([path, undefined, undefined, undefined, undefined]);
  }
});

const pageWith = async (style: string) => {
  const app = new Hono<Env>().get("/", (c) => {
    c.set("house", house.house);
    c.set("words", wordsIn("en"));
    c.set("viewer", visitor);
    return showPage(c, { title: "A page", style }, "words");
  });
  app.onError((error) => new Response(error.message, { status: 500 }));
  return app.request("http://travaux.test/");
};

test("a style reaches the page as it was written, so that its hash holds", async () => {
  const style = `.a > .b[data-x="1"]::after{content:'&'}`;
  const answer = await pageWith(style);
  expect([answer.headers.get("content-security-policy"), stylesIn(await answer.text())]).toEqual([policy(style), [style]]);
});

test("a style that could end its element is refused", async () => {
  const answer = await pageWith(".a{}</style><script>alert(1)</script>");
  expect([answer.status, (await answer.text()).startsWith("a page's style may hold no “<”")]).toEqual([500, true]);
});

test("what a page weighs is told at its foot, whatever words stand in it", async () => {
  const page = await house.read("visitor", "/en/search?q=%25%25WEIGHT%25%25");
  expect([/This page weighs \d+ kB/.test(page), page.includes('value="%%WEIGHT%%"')]).toEqual([true, true]);
});

test("a note to the next page is shown once, and no other words than ours can be put there", async () => {
  const noted = (value: string) => house.get("visitor", "/en/about", { cookie: `flash=${encodeURIComponent(value)}` });
  const shown = await noted(JSON.stringify(["flash.published", { symbol: "<b>X" }]));
  expect([(await shown.text()).includes("&lt;b&gt;X is published."), shown.headers.get("set-cookie")?.startsWith("flash=; Max-Age=0"), shown.headers.get("cache-control")]).toEqual([true, true, "private, no-store"]);
  for (const value of ["nonsense", "[]", JSON.stringify(["refusal.page-unknown", {}]), JSON.stringify(["flash.published", {}]), "null", JSON.stringify({})]) {
    const answer = await noted(value);
    expect([value, answer.status, (await answer.text()).includes('class="flash"')]).toEqual([value, 200, false]);
  }
});
