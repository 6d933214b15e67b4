import { desc, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { plainBrowser, type PlainBrowser } from "../../test/browser.ts";
import { emptyTables } from "../../test/database.ts";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { decoded, mainOf, wordsOf } from "../../test/html.ts";
import { authOn } from "../ground/auth/auth.ts";
import { addPerson, grantRole } from "../ground/auth/people.ts";
import { limitCounts, limitWindows, people, sessions, verifications } from "../ground/auth/tables.ts";
import { journal, outbox } from "../ground/tables.ts";
import { offerLogin } from "../ground/auth/login.ts";

let it: TestHouse;
let browser: PlainBrowser;
const start = new Date("2026-06-09T10:00:00Z");
beforeAll(async () => { it = await openHouse({ env: { TRUSTED_PROXIES: "1" } }); });
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: start }); // the library reads the machine's clock
  it.setClock(start.toISOString());
  await emptyTables(it.house.database.db);
  await addPerson(db(), { name: "Ana Duarte", email: "ana@example.org", language: "en" }, start, it.house.chance);
  browser = newBrowser();
});
afterEach(() => void vi.useRealTimers());
afterAll(() => it.close());

const db = () => it.house.database.db;
let networks = 0;
/** Each from a network of its own. */
const newBrowser = () => plainBrowser(it, { "x-forwarded-for": `192.0.2.${networks++}` });

function later(minutes: number) {
  const now = new Date(Date.now() + minutes * 60_000);
  vi.setSystemTime(now);
  it.setClock(now.toISOString());
}

/** Ask for a mail from the sign-in page; what it says comes back. */
async function mailTo(email: string, from = browser) {
  await from.open("/en/sign-in");
  const page = await from.send("/en/sign-in", { email });
  const [mail] = await db().select().from(outbox).where(eq(outbox.recipient, email.trim().toLowerCase())).orderBy(desc(outbox.id)).limit(1);
  return { page, mail: mail!, link: /http\S+(\/\w\w\/login\/\S+)/.exec(mail?.body ?? "")?.[1] ?? "", code: /\n(\d{4} \d{4})\n/.exec(mail?.body ?? "")?.[1] ?? "" };
}

const whoIs = async (who: PlainBrowser) => (/<dt>Name<\/dt><dd><bdi>([^<]*)/.exec((await who.open("/en/account")).html)?.[1] ?? null);

describe("a mailed link", () => {
  test("opens a page that says for whom it is, and signs in only when its button is pressed", async () => {
    const { link } = await mailTo("ana@example.org");
    const shown = await browser.open(link);
    expect(wordsOf(mainOf(shown.html))).toContain("For Ana Duarte. The link works once.");
    expect(await whoIs(browser)).toBe(null);
    await browser.open(link);
    const page = await browser.send(link);
    expect([page.status, page.at]).toEqual([200, "/en/account"]);
    expect(await whoIs(browser)).toBe("Ana Duarte");
  });

  test("is not used up by the scanners and previews that look at it, however often", async () => {
    const { link } = await mailTo("ana@example.org");
    for (let n = 0; n < 5; n++) expect((await newBrowser().request(link)).status).toBe(200);
    expect((await newBrowser().request(link, { method: "HEAD" })).status).toBe(200);
    expect(await db().select().from(sessions)).toEqual([]);
    await browser.open(link);
    await browser.send(link);
    expect(await whoIs(browser)).toBe("Ana Duarte");
  });

  test("works once, also for somebody who has the page of its button open", async () => {
    const { link } = await mailTo("ana@example.org");
    const second = newBrowser();
    await second.open(link);
    await browser.open(link);
    await browser.send(link);
    const refused = await second.send(link);
    expect([refused.status, wordsOf(mainOf(refused.html))]).toEqual([404, expect.stringContaining("This link has been used, has run out, or never was one.")]);
    expect(await whoIs(second)).toBe(null);
    expect((await second.open(link)).status).toBe(404);
  });

  test.each(["ana@example.org", "eve@example.org"])("pressed twice at once opens one session, for %s", async (email) => {
    const { link } = await mailTo(email);
    const browsers = Array.from({ length: 4 }, newBrowser);
    for (const one of browsers) await one.open(link);
    const pages = await Promise.all(browsers.map((one) => one.send(link, { name: "Eve Okafor" })));
    expect(pages.map((page) => page.status).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([200, 404, 404, 404]);
    expect((await db().select().from(sessions)).length).toBe(1);
    expect((await db().select().from(people)).length).toBe(email === "ana@example.org" ? 1 : 2);
  });

  test("runs out after ten minutes", async () => {
    const { link } = await mailTo("ana@example.org");
    await browser.open(link);
    later(9);
    expect((await browser.open(link)).status).toBe(200);
    later(2);
    expect((await browser.send(link)).status).toBe(404);
  });

  test("that was invented, shortened or made for another purpose opens nothing", async () => {
    const { link } = await mailTo("ana@example.org");
    const { id } = (await db().select().from(verifications))[0]!;
    await db().insert(verifications).values({ id: "other", identifier: "a-challenge", value: JSON.stringify({ type: "authentication" }), expiresAt: new Date(Date.now() + 60_000), createdAt: start, updatedAt: start });
    for (const wrong of ["/en/login/x", link.slice(0, -1), `${link}A`, `/en/login/${id}`, "/en/login/a-challenge", "/en/login/sign-in-otp-ana@example.org", "/en/login/%00", "/en/login/../sign-in/x"]) expect((await newBrowser().open(wrong)).status, wrong).toBe(404);
  });

  test("is kept as a hash only, and so is the code", async () => {
    const { link, code } = await mailTo("ana@example.org");
    const kept = JSON.stringify(await db().select().from(verifications));
    expect(kept).not.toContain(link.split("/").at(-1));
    expect(kept).not.toContain(code.replace(" ", ""));
  });
});

describe("a mailed code", () => {
  test("can be typed on another device, with or without its space, in any digits", async () => {
    const { code } = await mailTo("ana@example.org");
    const other = newBrowser();
    await other.open("/en/sign-in/code");
    const arabic = code.replaceAll(/\d/g, (digit) => "٠١٢٣٤٥٦٧٨٩"[Number(digit)]!);
    expect((await other.send("/en/sign-in/code", { email: " ANA@example.org", code: arabic })).status).toBe(200);
    expect(await whoIs(other)).toBe("Ana Duarte");
  });

  test("works once, and closes the link of its mail; the link closes the code", async () => {
    const first = await mailTo("ana@example.org");
    await browser.send("/en/sign-in/code", { email: "ana@example.org", code: first.code });
    const other = newBrowser();
    await other.open("/en/sign-in/code");
    expect((await other.send("/en/sign-in/code", { email: "ana@example.org", code: first.code })).status).toBe(422);
    expect((await other.open(first.link)).status).toBe(404);
    const second = await mailTo("ana@example.org", other);
    await other.open(second.link);
    await other.send(second.link);
    const third = newBrowser();
    await third.open("/en/sign-in/code");
    expect((await third.send("/en/sign-in/code", { email: "ana@example.org", code: second.code })).status).toBe(422);
  });

  test("is for the address it was sent to, and runs out after ten minutes", async () => {
    await addPerson(db(), { name: "Boris", email: "boris@example.org", language: "ru" }, start, it.house.chance);
    const { code } = await mailTo("ana@example.org");
    await browser.open("/en/sign-in/code");
    expect((await browser.send("/en/sign-in/code", { email: "boris@example.org", code })).status).toBe(422);
    later(11);
    await browser.open("/en/sign-in/code");
    const late = await browser.send("/en/sign-in/code", { email: "ana@example.org", code });
    expect([late.status, wordsOf(mainOf(late.html))]).toEqual([422, expect.stringContaining("This code is not right, or works no longer.")]);
  });

  test("cannot be guessed: after three wrong ones it is dead, and after fifteen an hour none is tried, not even the right one", async () => {
    const guess = async (code: string) => {
      const one = newBrowser();
      await one.open("/en/sign-in/code");
      return (await one.send("/en/sign-in/code", { email: "ana@example.org", code })).status;
    };
    const first = await mailTo("ana@example.org");
    const wrong = first.code === "1234 5678" ? "8765 4321" : "1234 5678";
    for (let n = 0; n < 3; n++) expect(await guess(wrong)).toBe(422);
    expect(await guess(first.code)).toBe(422);
    for (let n = 0; n < 11; n++) expect(await guess(wrong)).toBe(422);
    const last = await mailTo("ana@example.org", newBrowser());
    expect(await guess(last.code)).toBe(422);
    later(60);
    const next = await mailTo("ana@example.org", newBrowser());
    expect(await guess(next.code)).toBe(200);
  });

  test("that is no code at all comes back with a sentence, and what else was typed", async () => {
    await browser.open("/en/sign-in/code");
    const page = await browser.send("/en/sign-in/code", { email: "ana@example.org", code: "12" });
    expect([page.status, wordsOf(mainOf(page.html))]).toEqual([422, expect.stringContaining("Type the eight digits of the code.")]);
    expect(page.html).toContain('value="ana@example.org"');
  });
});

describe("an address that nobody has", () => {
  test("gets the very same pages, byte for byte, and a mail that says how to register", async () => {
    const pages: string[] = [];
    for (const email of ["ana@example.org", "eve@example.org"]) {
      const one = newBrowser();
      one.cookies.set("form", "the-same");
      const { page, mail } = await mailTo(email, one);
      pages.push(page.html.replaceAll(email, "ADDRESS"), JSON.stringify([...one.set, page.status]).replaceAll(email, "ADDRESS"));
      pages.push((await one.send("/en/sign-in/code", { email, code: "00000000" })).html.replaceAll(email, "ADDRESS"));
      expect(mail.subject).toBe(email === "eve@example.org" ? "Register with Travaux" : "Sign in to Travaux");
    }
    expect(pages.slice(3)).toEqual(pages.slice(0, 3));
  });

  test("registers with a name on a press of the button, not before, and is in", async () => {
    const { mail, link } = await mailTo("eve@example.org");
    expect(mail.body).toContain("Nobody has registered with it yet.");
    expect(mail.body).not.toMatch(/\d{4} \d{4}/);
    const page = await browser.open(link);
    expect(wordsOf(mainOf(page.html))).toContain("Nobody here has the address eve@example.org yet.");
    expect((await browser.send(link, { name: " " })).status).toBe(422);
    expect(await db().select().from(people).where(eq(people.email, "eve@example.org"))).toEqual([]);
    await browser.send(link, { name: "Eve Okafor" });
    expect(await whoIs(browser)).toBe("Eve Okafor");
  });

  test("gets at most five mails an hour, which the page says to everybody alike", async () => {
    for (let n = 0; n < 7; n++) expect((await mailTo("eve@example.org", newBrowser())).page.status).toBe(200);
    expect((await db().select().from(outbox)).length).toBe(5);
    later(60);
    await mailTo("eve@example.org", newBrowser());
    expect((await db().select().from(outbox)).length).toBe(6);
  });

  test.each(["", "ana", "ana@", "ana@example.org, eve@example.org", "ana@example.org\nBcc: eve@example.org", `${"a".repeat(250)}@example.org`])("%j is no address, and no mail is written", async (email) => {
    await browser.open("/en/sign-in");
    const page = await browser.send("/en/sign-in", { email });
    expect([page.status, wordsOf(mainOf(page.html))]).toEqual([422, expect.stringContaining("Give an email address")]);
    expect(await db().select().from(outbox)).toEqual([]);
  });
});

describe("whoever came from a page goes back to it", () => {
  const page = "/en/search?q=treaty&page=1";
  /** The address behind “Sign in” on a page, in its masthead or in its own part. */
  const doorOn = (html: string) => decoded(/<a (?:class="button" )?href="([^"]*\/sign-in[^"]*)"/.exec(html)![1]!);

  test("by the link of the masthead and the code, also after a mistake", async () => {
    const door = doorOn((await browser.open(page)).html);
    expect(door).toBe(`/en/sign-in?to=${encodeURIComponent(page)}`);
    const steps = /action="([^"]*sign-in[^"]*)"/;
    const first = await browser.open(door);
    expect(doorOn(first.html)).toBe(door);
    const retry = await browser.send(decoded(steps.exec(mainOf(first.html))![1]!), { email: "no address" });
    const asked = await browser.send(decoded(steps.exec(mainOf(retry.html))![1]!), { email: "ana@example.org" });
    const [mail] = await db().select().from(outbox);
    const there = decoded(steps.exec(mainOf(asked.html))![1]!);
    const wrong = await browser.send(there, { email: "ana@example.org", code: "00000000" });
    expect(decoded(steps.exec(mainOf(wrong.html))![1]!)).toBe(there);
    const back = await browser.request(there, { method: "POST", headers: { origin: it.house.baseUrl }, body: new URLSearchParams({ "form-token": /name="form-token" value="([^"]+)"/.exec(wrong.html)![1]!, email: "ana@example.org", code: /\n(\d{4} \d{4})\n/.exec(mail!.body)![1]! }) });
    expect([back.status, back.headers.get("location")]).toEqual([303, page]);
  });

  test("by the link of the mail, on whatever device, and when they register with it", async () => {
    for (const email of ["ana@example.org", "eve@example.org"]) {
      await browser.open("/en/sign-in");
      await browser.send(`/en/sign-in?to=${encodeURIComponent("/fr/themes")}`, { email });
      const [mail] = await db().select().from(outbox).where(eq(outbox.recipient, email)).orderBy(desc(outbox.id)).limit(1);
      const link = /http:\/\/travaux\.test(\S+)/.exec(mail!.body)![1]!;
      const device = newBrowser();
      const opened = await device.open(link);
      const action = decoded(/action="([^"]*login[^"]*)"/.exec(mainOf(opened.html))![1]!);
      const back = await device.send(action, { name: "Eve Okafor" });
      expect([back.status, back.at, back.html.includes('<html lang="fr"')]).toEqual([200, "/fr/themes", true]);
    }
  });

  test("by the button of the page that asked them to sign in", async () => {
    for (const path of ["/en/account", "/ar/desk/roles", "/en/letters?x=1"]) {
      const refused = await browser.open(path);
      expect([refused.status, doorOn(mainOf(refused.html))]).toEqual([403, `${path.slice(0, 3)}/sign-in?to=${encodeURIComponent(path)}`]);
    }
  });

  test("from a form that was sent too late, to the page it stood on, and never to another house’s", async () => {
    const token = /name="form-token" value="([^"]+)"/.exec((await browser.open("/en/sign-in")).html)![1]!;
    const send = async (referer: string) => doorOn(mainOf(await (await browser.request("/en/own-data/correction", { method: "POST", headers: { origin: it.house.baseUrl, referer }, body: new URLSearchParams({ "form-token": token, name: "Ana" }) })).text()));
    expect(await send("http://travaux.test/en/own-data")).toBe("/en/sign-in?to=%2Fen%2Fown-data");
    for (const elsewhere of ["https://evil.example/en/own-data", "http://travaux.test.evil.example/en/own-data", ""]) expect(await send(elsewhere), elsewhere).toBe("/en/sign-in");
  });

  test.each(["//evil.example", "/\\evil.example", "https://evil.example", "/en/..//evil.example", `/en/search?q=${"a".repeat(400)}`, "/xx/model"])("and never to %j: they come to their account", async (to) => {
    const asked = `/en/sign-in?to=${encodeURIComponent(to)}`;
    const shown = await browser.open(asked);
    expect([mainOf(shown.html).includes("evil"), doorOn(shown.html)]).toEqual([false, "/en/sign-in"]);
    await browser.send(asked, { email: "ana@example.org" });
    const [mail] = await db().select().from(outbox);
    expect(mail!.body).not.toContain("?to=");
    const link = `${/http:\/\/travaux\.test(\S+)/.exec(mail!.body)![1]!}?to=${encodeURIComponent(to)}`; // as a forger of mails would have it
    await browser.open(link);
    const back = await browser.send(link);
    expect([back.status, back.at]).toEqual([200, "/en/account"]);
  });

  test("no page of signing in and no token of a link is ever in the address", async () => {
    const { link } = await mailTo("ana@example.org");
    for (const path of [link, "/en/sign-in", "/en/sign-in/code", "/en"]) expect(doorOn((await browser.open(path)).html), path).toBe("/en/sign-in");
  });
});

test("a mail comes in the language of its reader, and of the page for who has none yet", async () => {
  await addPerson(db(), { name: "Борис", email: "boris@example.org", language: "ru" }, start, it.house.chance);
  expect((await mailTo("boris@example.org")).mail.body).toContain("Чтобы войти, откройте этот адрес");
  await browser.open("/ar/sign-in");
  await browser.send("/ar/sign-in", { email: "new@example.org" });
  const [mail] = await db().select().from(outbox).where(eq(outbox.recipient, "new@example.org"));
  expect(mail!.body).toMatch(/\nhttp:\/\/travaux\.test\/ar\/login\/[\w-]{43}\n/); // the address alone, without isolates
});

describe("a session", () => {
  async function signIn(who = browser, email = "ana@example.org") {
    const { link } = await mailTo(email, who);
    await who.open(link);
    await who.send(link);
    return who.cookies.get("session")!;
  }

  test("is new at each sign-in, whatever the browser brought; the one before has ended", async () => {
    browser.cookies.set("session", "fixed.by-somebody-else");
    const first = await signIn();
    expect(first).not.toContain("fixed");
    const thief = newBrowser();
    thief.cookies.set("session", first);
    expect(await whoIs(thief)).toBe("Ana Duarte");
    expect(await signIn()).not.toBe(first);
    expect(await whoIs(thief)).toBe(null);
    expect((await db().select().from(sessions)).length).toBe(1);
  });

  test("lives in a cookie that scripts and other sites do not get, and over TLS only this host may set", async () => {
    await signIn();
    const cookie = browser.set.find((set) => set.startsWith("session;"))!;
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).toMatch(/Path=\//i);
    const secure = authOn(db(), { ...it.house, baseUrl: "https://travaux.example" });
    const { authCookies } = await secure.context;
    expect([authCookies.sessionToken.name, authCookies.sessionToken.attributes]).toEqual(["__Host-session", expect.objectContaining({ secure: true, httpOnly: true, sameSite: "lax", path: "/" })]);
    expect(authCookies.sessionToken.attributes.domain).toBeUndefined();
  });

  test("is worth nothing without the signature of this house", async () => {
    const cookie = await signIn();
    const [token] = decodeURIComponent(cookie).split(".");
    for (const forged of [token!, `${token}.`, `${token}.AAAA`, cookie.slice(0, -6)]) {
      const thief = newBrowser();
      thief.cookies.set("session", forged);
      expect(await whoIs(thief)).toBe(null);
    }
  });

  test("ends after a week without use, is prolonged by use, and ends after thirty days in any case", async () => {
    await signIn();
    for (const days of [6, 6, 6, 6, 5]) {
      later(days * 1440);
      expect(await whoIs(browser)).toBe("Ana Duarte");
    }
    later(2 * 1440); // 31 days
    expect(await whoIs(browser)).toBe(null);
    await signIn();
    later(8 * 1440);
    expect(await whoIs(browser)).toBe(null);
  });

  test("is listed with the day of its last use and no more; each can be ended, and all others", async () => {
    await signIn();
    const others = [newBrowser(), newBrowser(), newBrowser()];
    for (const other of others) await signIn(other);
    const { html } = await browser.open("/en/account");
    expect(wordsOf(html)).toContain("This browser since 9 Jun 2026, last used on 9 Jun 2026");
    expect(html.split("Another browser").length - 1).toBe(3);
    expect((await db().select().from(sessions)).map(({ ipAddress, userAgent }) => [ipAddress, userAgent])).toEqual(Array.from({ length: 4 }, () => [null, null]));
    const one = /\/en\/account\/sessions\/[\w-]+\/ending/.exec(html)![0];
    await browser.send(one);
    expect((await Promise.all(others.map(whoIs))).filter((name) => name === "Ana Duarte").length).toBe(2);
    await browser.open("/en/account");
    await browser.send("/en/account/other-sessions/ending");
    expect(await Promise.all(others.map(whoIs))).toEqual([null, null, null]);
    expect(await whoIs(browser)).toBe("Ana Duarte");
  });

  test("of somebody else cannot be ended", async () => {
    await addPerson(db(), { name: "Boris", email: "boris@example.org", language: "en" }, start, it.house.chance);
    const boris = newBrowser();
    await signIn(boris, "boris@example.org");
    const [theirs] = await db().select().from(sessions);
    await signIn();
    await browser.open("/en/account");
    await browser.send(`/en/account/sessions/${theirs!.id}/ending`);
    expect(await whoIs(boris)).toBe("Boris");
  });

  test("ends when its owner says so, and the cookie is of no more use", async () => {
    const cookie = await signIn();
    await browser.open("/en/account");
    expect((await browser.send("/en/session/end")).at).toBe("/en");
    browser.cookies.set("session", cookie);
    expect(await whoIs(browser)).toBe(null);
  });

  test("leaves a line in the journal, in and out", async () => {
    await signIn();
    await browser.open("/en/account");
    await browser.send("/en/session/end");
    const [ana] = await db().select().from(people);
    expect((await db().select().from(journal)).map(({ what, by, byPerson }) => ({ what, by, byPerson }))).toEqual(["session opened", "session ended"].map((what) => ({ what, by: null, byPerson: ana!.id })));
  });
});

describe("a form", () => {
  test("from another site is refused by its origin, though it has the token", async () => {
    await browser.open("/en/sign-in");
    const token = /name="form-token" value="([^"]+)"/.exec((await browser.open("/en/sign-in")).html)![1]!;
    const body = new URLSearchParams({ "form-token": token, email: "ana@example.org" });
    for (const headers of [{ origin: "https://evil.example" }, { origin: "null" }, { origin: "http://travaux.test.evil.example" }, {}] as Record<string, string>[]) expect((await browser.request("/en/sign-in", { method: "POST", body, headers })).status).toBe(403);
    expect((await browser.request("/en/sign-in", { method: "POST", body, headers: { origin: it.house.baseUrl } })).status).toBe(303);
  });

  test("with our origin is refused without the token, with another browser’s, and with one of before the sign-in", async () => {
    const other = newBrowser();
    await other.open("/en/sign-in");
    const theirs = /name="form-token" value="([^"]+)"/.exec((await other.open("/en/sign-in")).html)![1]!;
    await browser.open("/en/sign-in");
    for (const token of ["", "x", theirs]) expect((await browser.send("/en/sign-in", { email: "ana@example.org", "form-token": token })).status).toBe(403);
    expect((await newBrowser().request("/en/sign-in", { method: "POST", body: new URLSearchParams({ email: "ana@example.org", "form-token": theirs }), headers: { origin: it.house.baseUrl } })).status).toBe(403);
    const before = /name="form-token" value="([^"]+)"/.exec((await browser.open("/en/sign-in")).html)![1]!;
    const { link } = await mailTo("ana@example.org");
    await browser.open(link);
    await browser.send(link);
    const refused = await browser.send("/en/account/other-sessions/ending", { "form-token": before });
    expect([refused.status, wordsOf(mainOf(refused.html))]).toEqual([403, expect.stringContaining("This form was not sent from a page of ours that is still open")]);
  });

  test("as plain text or JSON, as other sites may send without asking, changes nothing", async () => {
    await browser.open("/en/sign-in");
    for (const type of ["text/plain", "application/json", "application/x-www-form-urlencoded; charset=x", ""]) {
      const status = (await browser.request("/en/sign-in", { method: "POST", body: "email=ana@example.org", headers: { ...(type ? { "content-type": type } : {}), origin: "https://evil.example" } })).status;
      expect(status, type).toBe(403);
    }
    expect(await db().select().from(outbox)).toEqual([]);
  });

  test("that comes too often from one network is refused, with the time to wait; other networks go on", async () => {
    const one = newBrowser();
    await one.open("/en/sign-in");
    const statuses = [];
    for (let n = 0; n < 61; n++) statuses.push((await one.send("/en/sign-in", { email: "no address" })).status);
    expect(statuses).toEqual([...Array.from({ length: 60 }, () => 422), 429]);
    expect((await one.request("/en/sign-in", { method: "POST", body: new URLSearchParams(), headers: { origin: it.house.baseUrl } })).status).toBe(403); // without a token it never comes so far
    await browser.open("/en/sign-in");
    expect((await browser.send("/en/sign-in", { email: "no address" })).status).toBe(422);
    later(10);
    await one.open("/en/sign-in");
    expect((await one.send("/en/sign-in", { email: "no address" })).status).toBe(422);
  });
});

test("who asked how often is kept under a hash, and its key is thrown away with the hour", async () => {
  await mailTo("ana@example.org");
  expect(JSON.stringify(await db().select().from(limitCounts))).not.toContain("ana");
  const [before] = await db().select().from(limitWindows);
  later(61);
  await mailTo("ana@example.org", newBrowser());
  const after = await db().select().from(limitWindows);
  expect(after.length).toBe(1);
  expect(after[0]!.key).not.toBe(before!.key);
  expect((await db().select().from(limitCounts)).length).toBe(1);
});

describe("the outbox", () => {
  test("of a house for trying shows its mails, with links to follow", async () => {
    const { link } = await mailTo("ana@example.org");
    const page = await browser.open("/en/outbox");
    expect(wordsOf(page.html)).toContain("To ana@example.org");
    expect(page.html).toContain(`<a href="http://travaux.test${link}">`);
  });

  test.each([{ BASE_URL: "https://travaux.example" }, { DATABASE_URL: "postgres://localhost/travaux" }, { SMTP_URL: "smtp://localhost:25" }])("is no page with %j", async (env) => {
    await mailTo("ana@example.org");
    const { settings } = it.house;
    Object.assign(it.house, { settings: { ...settings, baseUrl: env.BASE_URL ?? null, databaseUrl: env.DATABASE_URL ?? "", smtpUrl: env.SMTP_URL ?? "" } });
    expect((await browser.open("/en/outbox")).status).toBe(404);
    Object.assign(it.house, { settings });
  });
});

test("where no mail can leave, signing in by mail is refused with what to do, for every address alike", async () => {
  const { settings } = it.house;
  Object.assign(it.house, { settings: { ...settings, baseUrl: "https://travaux.example" } });
  const pages = [];
  for (const email of ["ana@example.org", "eve@example.org"]) {
    await browser.open("/en/sign-in");
    pages.push(await browser.send("/en/sign-in", { email }));
  }
  Object.assign(it.house, { settings });
  expect(pages.map((page) => page.status)).toEqual([409, 409]);
  expect(pages[0]!.html).toBe(pages[1]!.html);
});

test("the command line lets somebody in by a link that works once, with the role that was asked for", async () => {
  const token = await offerLogin(db(), it.house, { role: "editor", processId: null, email: "new@example.org", name: "Neo" });
  await browser.open(`/en/login/${token}`);
  await browser.send(`/en/login/${token}`);
  expect(await whoIs(browser)).toBe("Neo");
  expect((await browser.open("/en/desk")).status).toBe(200);
  expect((await newBrowser().open(`/en/login/${token}`)).status).toBe(404);
});

describe("an officer", () => {
  test("opens no officer’s page without a second factor, and is told where to set one up", async () => {
    const { personId } = await it.person({ email: "oona@example.org", roles: [{ role: "officer", processId: null }] });
    const refused = await it.get("oona@example.org", "/en/desk/roles");
    expect([refused.status, wordsOf(mainOf(await refused.text()))]).toEqual([403, expect.stringContaining("This page asks for a second factor.")]);
    expect((await it.send("oona@example.org", "/en/desk/roles", { email: "ana@example.org", role: "officer", process: "" })).status).toBe(403);
    expect(wordsOf(await it.read("oona@example.org", "/en/account"))).toContain("Officers of the secretariat need a second factor before their pages open.");
    await it.person({ email: "oona@example.org", roles: [], secondFactor: true });
    expect((await it.get("oona@example.org", "/en/desk/roles")).status).toBe(200);
    later(13 * 60);
    expect((await it.get("oona@example.org", "/en/desk/roles")).status).toBe(403);
    expect(personId).toBeTruthy();
  });

  test("gives and takes roles, and the last one cannot be taken", async () => {
    const { personId } = await it.person({ email: "oona@example.org", roles: [{ role: "officer", processId: null }], secondFactor: true });
    expect((await it.send("oona@example.org", "/en/desk/roles", { email: "nobody@example.org", role: "editor", process: "" })).status).toBe(422);
    expect((await it.send("oona@example.org", "/en/desk/roles", { email: "ana@example.org", role: "editor", process: "elsewhere" })).status).toBe(404);
    expect((await it.send("oona@example.org", "/en/desk/roles", { email: "ana@example.org", role: "editor", process: "" })).status).toBe(303);
    expect(wordsOf(await it.read("oona@example.org", "/en/desk/roles"))).toContain("Ana Duarte ana@example.org editor of texts · the whole house by oona, 9 Jun 2026");
    expect((await it.send("oona@example.org", "/en/desk/roles/removal", { person: personId, role: "officer", process: "" })).status).toBe(409);
    const [ana] = await db().select().from(people).where(eq(people.email, "ana@example.org"));
    await it.send("oona@example.org", "/en/desk/roles/removal", { person: ana!.id, role: "editor", process: "" });
    expect(wordsOf(await it.read("oona@example.org", "/en/desk/roles"))).not.toContain("Ana Duarte");
  });

  test("is nobody else: visitors, people and editors are refused, each with what to do", async () => {
    const { id } = (await db().select().from(people))[0]!;
    await grantRole(db(), id, { role: "editor", processId: null }, "test", start);
    await it.person({ email: "ana@example.org" });
    const texts = [];
    for (const who of ["visitor", "ana@example.org"]) texts.push(wordsOf(mainOf(await it.read(who, "/en/desk/roles"))));
    expect(texts).toEqual([expect.stringContaining("Sign in, then open it again."), expect.stringContaining("An officer can give you that role")]);
  });
});
