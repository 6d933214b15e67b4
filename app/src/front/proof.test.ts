import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { appCode } from "../../test/authenticator.ts";
import { plainBrowser, type PlainBrowser } from "../../test/browser.ts";
import type { TestHouse } from "../../test/house.ts";
import { decoded, mainOf, wordsOf } from "../../test/html.ts";
import { houseByTheClock, morning } from "../../test/signing-in.ts";
import { offerLogin } from "../ground/auth/login.ts";
import { countAsTwoFactors } from "../ground/auth/people.ts";
import { passkeys, people, secondFactors, sessions } from "../ground/auth/tables.ts";
import { outbox } from "../ground/tables.ts";

const { opened, later, signIn: signInAs } = houseByTheClock();
let it: TestHouse;
let browser: PlainBrowser;
const signIn = () => signInAs({ role: "editor", email: "ana@example.org", name: "Ana Duarte" });
beforeEach(async () => {
  it = opened();
  browser = await signIn();
});

const db = () => it.house.database.db;
const press = async (path: string, form: Record<string, string> = {}) => {
  await browser.open("/en/account");
  return browser.send(path, form);
};
const words = (page: { html: string }) => wordsOf(mainOf(page.html));
/** Where the form of a page leads that stands in its own part. */
const actionsOf = (page: { html: string }) => [...mainOf(page.html).matchAll(/<form method="post" action="([^"]+)"/g)].map((form) => decoded(form[1]!));
const mails = () => db().select().from(outbox).orderBy(outbox.createdAt, outbox.id);
const proofMails = async () => (await mails()).filter((mail) => mail.subject === "Your code for Travaux");
const codeOf = async () => /\n(\d{4} \d{4})\n/.exec((await proofMails()).at(-1)!.body)![1]!;
const addPasskey = async () => {
  const [person] = await db().select().from(people);
  await db().insert(passkeys).values({ id: "phone", name: "phone", publicKey: "k", personId: person!.id, credentialID: "c", counter: 0, deviceType: "singleDevice", backedUp: false });
};

test("within ten minutes of signing in nothing is asked; after that a code is, and the deed waits for it", async () => {
  await addPasskey();
  later(9);
  expect((await press("/en/account/other-sessions/ending")).at).toBe("/en/account");
  expect(await proofMails()).toEqual([]);
  later(2);
  const asked = await press("/en/account/passkeys/phone/removal");
  expect([asked.at, words(asked)]).toEqual(["/en/account/proof", expect.stringContaining("“Remove the passkey” asks for a factor that was shown within the last 10 minutes. Type the code that we have mailed to ana@example.org.")]);
  expect((await db().select().from(passkeys)).length).toBe(1);
  const [mail] = await proofMails();
  expect(mail!.body).toContain("You want to do this in your account: Remove the passkey.");
  const [there] = actionsOf(asked);
  const wrong = await browser.send(there!, { code: "0000 0000" });
  expect([wrong.status, words(wrong)]).toEqual([422, expect.stringContaining("This code is not right, or works no longer.")]);
  const right = await browser.send(there!, { code: await codeOf() });
  expect([right.at, words(right)]).toEqual(["/en/account/proof", expect.stringContaining("Press once more, and it is done.")]);
  expect((await db().select().from(passkeys)).length).toBe(1);
  const done = await browser.send(actionsOf(right)[0]!);
  expect([done.at, await db().select().from(passkeys)]).toEqual(["/en/account", []]);
  later(9);
  expect((await press("/en/account/other-sessions/ending")).at).toBe("/en/account");
});

describe("a factor of a moment ago is asked before", () => {
  test.each([
    ["/en/account/sessions/SESSION/ending", {}, "End the session of another browser"], ["/en/account/other-sessions/ending", {}, "End all other sessions"], ["/en/account/passkeys/phone/removal", {}, "Remove the passkey"],
    ["/en/account/second-factor", {}, "Set up a second factor"], ["/en/own-data/erasure", { sure: "yes" }, "Erase me"],
  ] as [string, Record<string, string>, string][])("%s", async (path, form, name) => {
    await addPasskey();
    await signIn();
    const [mine] = await db().select().from(sessions).orderBy(sessions.createdAt);
    const other = (await db().select().from(sessions)).find((session) => session.id !== mine!.id)!;
    later(11);
    const asked = await press(path.replace("SESSION", other.id), form);
    expect([asked.at, words(asked)]).toEqual(["/en/account/proof", expect.stringContaining(`“${name}”`)]);
    expect([(await db().select().from(sessions)).length, (await db().select().from(passkeys)).length, await db().select().from(secondFactors), (await db().select().from(people))[0]!.name]).toEqual([2, 1, [], "Ana Duarte"]);
    const shown = await browser.send(actionsOf(asked)[0]!, { code: await codeOf() });
    const [action] = actionsOf(shown);
    expect(action).toBe(path.replace("SESSION", other.id));
    const sends = Object.fromEntries([...mainOf(shown.html).matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((field) => [field[1]!, field[2]!]));
    expect((await browser.send(action!, sends)).status).toBe(200);
    expect((await proofMails()).length).toBe(1);
    const after = { "End the session of another browser": [1, 1], "End all other sessions": [1, 1], "Remove the passkey": [2, 0], "Set up a second factor": [2, 1], "Erase me": [0, 0] }[name];
    expect([(await db().select().from(sessions)).length, (await db().select().from(passkeys)).length]).toEqual(after);
  });

  test("adding a passkey: its button leads there, and back to itself", async () => {
    later(11);
    const account = await browser.open("/en/account");
    expect(mainOf(account.html)).not.toContain("<travaux-passkey");
    const asked = await browser.send(actionsOf(account).find((action) => action.includes("new-passkey"))!);
    const back = await browser.send(actionsOf(asked)[0]!, { code: await codeOf() });
    expect([back.at, mainOf(back.html).includes("<travaux-passkey")]).toEqual(["/en/account", true]);
  });

  test("adding a passkey, also by a script that asks without the button", async () => {
    later(11);
    const token = /name="form-token" value="([^"]+)"/.exec((await browser.open("/en/account")).html)![1]!;
    const options = () => browser.request("/auth/passkeys/registration/options", { method: "POST", body: "{}", headers: { origin: it.house.baseUrl, "content-type": "application/json", "x-form-token": token } });
    expect((await options()).status).toBe(422);
    vi.setSystemTime(morning);
    expect((await options()).status).toBe(200);
  });
});

describe("whoever has an app", () => {
  async function setUp() {
    const { html } = await press("/en/account/second-factor");
    const secret = /<code>([^<]+)<\/code>/.exec(html)![1]!.replaceAll(" ", "");
    await browser.send("/en/account/second-factor/confirmation", { code: appCode(secret) });
    return secret;
  }

  test.each([["/en/account/second-factor/removal", "Remove the second factor"], ["/en/account/backup-codes", "New backup codes"], ["/en/own-data/erasure", "Erase me"]])("shows its code, and none is mailed, before %s", async (path, name) => {
    const secret = await setUp();
    const before = await db().select().from(secondFactors);
    later(11);
    const asked = await press(path, { sure: "yes" });
    expect([asked.at, words(asked)]).toEqual(["/en/account/proof", expect.stringContaining(`“${name}”`)]);
    expect([await proofMails(), await db().select().from(secondFactors)]).toEqual([[], before]);
    const shown = await browser.send(actionsOf(asked)[0]!, { code: appCode(secret) });
    await browser.send(actionsOf(shown)[0]!, { sure: "yes" });
    expect(await db().select().from(secondFactors)).not.toEqual(before);
  });

  test("is asked for it though the session is young: a mailed link is not enough to erase them", async () => {
    await setUp();
    browser = await signIn();
    expect((await press("/en/own-data/erasure", { sure: "yes" })).at).toBe("/en/account/proof");
    expect((await db().select().from(people))[0]!.name).toBe("Ana Duarte");
  });
});

test("a mailed code makes the session a new one, and a passkey that was shown in it goes on to count", async () => {
  const [session] = await db().select().from(sessions);
  await countAsTwoFactors(db(), session!.id, new Date());
  later(11);
  const before = browser.cookies.get("session")!;
  const asked = await press("/en/account/other-sessions/ending");
  await browser.send(actionsOf(asked)[0]!, { code: await codeOf() });
  const [after] = await db().select().from(sessions);
  expect([after!.id === session!.id, after!.secondFactorAt]).toEqual([false, morning]);
  const thief = plainBrowser(it);
  thief.cookies.set("session", before);
  expect((await thief.open("/en/account")).status).toBe(403);
});

test("codes are mailed on demand, five an hour together with those for signing in, and the last one counts", async () => {
  later(11);
  const asked = await press("/en/account/other-sessions/ending");
  const [there, again] = actionsOf(asked);
  const first = await codeOf();
  for (let n = 0; n < 6; n++) await browser.send(again!);
  expect((await proofMails()).length).toBe(5);
  expect((await browser.send(there!, { code: first })).status).toBe(422);
});

test("what no form of ours leads to is not there: another deed, a path in place of an id", async () => {
  for (const query of ["", "?deed=nothing", "?deed=passkey&of=../../x", "?deed=passkey&of=%2Fevil.example", "?deed=toString", `?deed=session&of=${"a".repeat(65)}`]) expect((await browser.open(`/en/account/proof${query}`)).status, query).toBe(404);
  expect((await plainBrowser(it).open("/en/account/proof?deed=erasure")).status).toBe(403);
});

describe("a mail tells its owner what was changed in an account", () => {
  const told = async () => (await mails()).filter((mail) => mail.subject === "Something was changed in your account at Travaux").map((mail) => mail.body.split("\n")[2]);

  test("how one signs in, with the moment and what to do", async () => {
    const { html } = await press("/en/account/second-factor");
    await browser.send("/en/account/second-factor/confirmation", { code: appCode(/<code>([^<]+)<\/code>/.exec(html)![1]!) });
    later(1);
    await press("/en/account/backup-codes");
    await press("/en/account/second-factor/removal");
    await addPasskey();
    browser = await signIn();
    await press("/en/account/passkeys/phone/removal");
    await press("/en/own-data/correction", { name: "Ana Duarte" });
    await press("/en/own-data/correction", { name: "Ana D." });
    expect(await told()).toEqual(["A second factor was set up.", "New backup codes were made; the old ones work no longer.", "Your second factor was removed.", "A session was opened from a browser that is new to your account.", "A passkey was removed from your account.", "Your name was changed."]);
    expect((await mails())[0]).toMatchObject({ recipient: "ana@example.org", body: "Good day, Ana Duarte.\n\nA second factor was set up.\n2026-06-09 10:00 UTC\n\nIf that was you, there is nothing to do.\n\nIf it was not, sign in, end all other sessions, and look at your passkeys and your second factor:\nhttp://travaux.test/en/account\n\nIf you cannot get in, write to whoever runs this house:\nhttp://travaux.test/en/about\n\ntravaux.test" });
  });

  test("what one may do here, in one’s own language", async () => {
    await db().update(people).set({ language: "fr" });
    await it.person({ email: "oona@example.org", roles: [{ role: "officer", processId: null }], secondFactor: true });
    const [ana] = await db().select().from(people).where(eq(people.email, "ana@example.org"));
    await it.send("oona@example.org", "/en/desk/roles", { email: "ana@example.org", role: "officer", process: "" });
    await it.send("oona@example.org", "/en/desk/roles/removal", { person: ana!.id, role: "editor", process: "" });
    expect((await mails()).map((mail) => [mail.recipient, mail.language, mail.subject, mail.body.split("\n")[2]])).toEqual([
      ["ana@example.org", "fr", "Un changement dans votre compte Travaux", "Un rôle vous a été attribué : fonctionnaire du secrétariat."], ["ana@example.org", "fr", "Un changement dans votre compte Travaux", "Un rôle vous a été retiré : responsable des textes."],
    ]);
  });

  test("a second factor that whoever runs the house took away", async () => {
    const { html } = await press("/en/account/second-factor");
    await browser.send("/en/account/second-factor/confirmation", { code: appCode(/<code>([^<]+)<\/code>/.exec(html)![1]!) });
    await offerLogin(db(), it.house, { role: "editor", processId: null, email: "ana@example.org", name: "", forgetSecondFactor: true });
    expect(await told()).toEqual(["A second factor was set up.", "Your second factor was removed."]);
  });

  test("a session in a browser that they had not used: once each, known by a mark that says nothing and that nobody else can make", async () => {
    expect(await told()).toEqual([]); // the first of a person who was let in in this moment
    const enter = async (one: PlainBrowser) => {
      later(1);
      const token = await offerLogin(db(), it.house, { role: "editor", processId: null, email: "ana@example.org", name: "" });
      await one.open(`/en/login/${token}`);
      await one.send(`/en/login/${token}`);
      return (await told()).length;
    };
    expect(await enter(browser)).toBe(0);
    const other = plainBrowser(it, { "x-forwarded-for": "203.0.113.9" });
    expect([await enter(other), await enter(other), await enter(browser)]).toEqual([1, 1, 1]);
    const [person] = await db().select().from(people);
    expect(other.cookies.get("known")).not.toContain(person!.id);
    expect(other.set.find((set) => set.startsWith("known;"))).toMatch(/HttpOnly.*SameSite=Lax/i);
    const forged = plainBrowser(it, { "x-forwarded-for": "203.0.113.10" });
    forged.cookies.set("known", person!.id);
    expect(await enter(forged)).toBe(2);
  });

  test("nothing is refused where no mail can leave", async () => {
    const { settings } = it.house;
    Object.assign(it.house, { settings: { ...settings, baseUrl: "https://travaux.example" } });
    const corrected = await press("/en/own-data/correction", { name: "Ana D." });
    Object.assign(it.house, { settings });
    expect([corrected.status, (await db().select().from(people))[0]!.name, await mails()]).toEqual([200, "Ana D.", []]);
  });
});
