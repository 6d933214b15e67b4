// “View as”: a page in a guise is what such a viewer would be sent, byte for byte, but for the banner that says so; and it never
// shows more than oneself may see.
import { afterAll, beforeAll, expect, test } from "vitest";
import { guises } from "../src/concepts/disclosure/guise.ts";
import { withoutGuise } from "../src/ground/web/guise.tsx";
import { furnishedWorld, type World } from "./access-world.ts";
import { readDoors } from "./doors.ts";

let world: World;
let doors: string[];
const formCookie = "form=seed-of-the-form-tokens-in-tests";
const banner = /<aside class="guise"[^]*?<\/aside>/;

beforeAll(async () => {
  world = await furnishedWorld();
  const { A } = world.things;
  doors = readDoors(world.house.house, {
    language: "en", process: "model", instrument: "convention", version: "3-rev-2", number: "003", dossier: "003.docx", assessment: "1", release: "1", statement: "1", text: "1-en.txt", commitment: "2", file: "1.csv", what: "q1", finding: "1", table: "1", slug: A.body, forum: world.forum.forum, id: A.letter, token: "none", session: A.session, passkey: A.passkey, reference: A.comment, pathway: "t-cy", offer: A.offer, inquiry: "none", paragraph: "none", to: "fr", tile: "0/000.p/1", meeting: "45", form: "1.xlsx", item: "0", registration: world.registration, call: "14", calendar: "14.ics", block: "1", paper: "1", link: "none", speaker: "none", outcome: "summary-1", series: "none", source: "1", memo: "none", code: "none", guide: "interview", secret: "forged.ics", sequence: "0", draft: world.draft, attachment: "1",
  }).filter((it) => it.startsWith("/en") && !it.includes("/unattributed")).concat("/ar/model", "/en/themes/extradition", `/en/networks/${A.network}`, "/en/search?q=data&in=en", "/en/directory?q=a&order=name", "/en/model/text/protocol/hidden", "/en/nowhere");
});
afterAll(() => world?.house.close());

const as = (path: string, guise: string) => `${path}${path.includes("?") ? "&" : "?"}as=${guise}`;
async function answerTo(who: "visitor" | "officer" | "focal point of B", path: string) {
  const app = world.house.app;
  const cookie = who === "visitor" ? formCookie : world.house.cookiesOf(world.emails[who]);
  const answer = await app.request(`http://travaux.test${path}`, { headers: { cookie } });
  return { status: answer.status, type: answer.headers.get("content-type"), policy: answer.headers.get("content-security-policy"), location: answer.headers.get("location"), body: await answer.text(), cache: answer.headers.get("cache-control") };
}

test("as a visitor or the press, an officer sees every page as a visitor is sent it, but for the banner", async () => {
  const differing: string[] = [];
  for (const path of doors) {
    const { cache: _, ...plain } = await answerTo("visitor", path);
    for (const guise of ["visitor", "press"]) {
      const { cache, ...seen } = await answerTo("officer", as(path, guise));
      const isPage = /text\/html/.test(seen.type ?? "");
      if (isPage && !banner.test(seen.body)) differing.push(`${path} as ${guise}: no banner`);
      if (isPage && cache !== "private, no-store") differing.push(`${path} as ${guise}: ${cache}`);
      if (path.endsWith(".xlsx") && seen.status === plain.status) continue; // a workbook holds the second of its making; the CSV beside it has the same rows
      if (JSON.stringify({ ...seen, body: seen.body.replace(banner, "") }) !== JSON.stringify(plain)) differing.push(`${path} as ${guise}`);
    }
  }
  expect(differing).toEqual([]);
  expect(doors.length).toBeGreaterThan(40);
}, 240_000);

test("in no guise does a page fail, and an officer in any of them finds neither a desk nor an officer's forms", async () => {
  const wrong: string[] = [];
  for (const path of doors) for (const guise of guises) {
    const { status, body } = await answerTo("officer", as(path, guise));
    if (status >= 500) wrong.push(`${status} ${path} as ${guise}`);
    if (/participants\/[^"]+\/ending"/.test(body) || (path !== "/en/desk" && body.includes('href="/en/desk"'))) wrong.push(`${path} as ${guise} shows what is an officer's`);
  }
  expect(wrong).toEqual([]);
}, 240_000);

test("a page says to whoever has a session as whom it can be seen, in its foot; to a visitor it says nothing", async () => {
  const own = await answerTo("focal point of B", "/en/model?x=1");
  expect(guises.map((it) => own.body.includes(`href="/en/model?x=1&amp;as=${it}"`))).toEqual(guises.map(() => true));
  const press = await answerTo("focal point of B", "/en/model?as=press&x=1");
  expect([press.body.includes("You see this page as others do: press."), press.body.includes('href="/en/model?x=1">Back to your own view')]).toEqual([true, true]);
  const visitor = await answerTo("visitor", "/en/model?as=participant");
  expect([banner.test(visitor.body), visitor.body.includes("View this page as"), visitor.cache]).toEqual([false, false, "public, max-age=0, must-revalidate"]);
});

test("as a participant, an officer sees a forum without its list; what is not a guise is oneself", async () => {
  const at = `/en/model/forums/${world.forum.forum}`;
  expect([(await answerTo("officer", at)).body.includes("Only the secretariat sees this list."), (await answerTo("officer", `${at}?as=participant`)).body.includes("Only the secretariat sees this list."), (await answerTo("officer", `${at}?as=chair`)).body.includes("Only the secretariat sees this list.")]).toEqual([true, false, true]);
});

test("nothing is sent in a guise: a form of such a page is refused", async () => {
  const page = (await answerTo("officer", "/en/sign-in?as=visitor")).body;
  const token = /name="form-token" value="([^"]+)"/.exec(page)![1]!;
  const answer = await world.house.app.request("http://travaux.test/en/sign-in?as=visitor", { method: "POST", body: new URLSearchParams({ email: "a@b.example", "form-token": token }), headers: { cookie: world.house.cookiesOf(world.emails.officer), origin: "http://travaux.test" } });
  expect([answer.status, /<h1>([^<]+)/.exec(await answer.text())?.[1]]).toEqual([403, expect.stringContaining("form")]);
});

test.each([["/en?as=press", "/en"], ["/en?q=a%20b&as=press&x", "/en?q=a%20b&x"], ["/en?asap=1", "/en?asap=1"], ["/en", "/en"]])("of %s the page is asked for as %s", (asked, address) => expect(withoutGuise(asked)).toBe(address));
