import { symmetricDecrypt } from "better-auth/crypto";
import { encode } from "uqr";
import { beforeEach, expect, test } from "vitest";
import { appCode } from "../../test/authenticator.ts";
import { plainBrowser, type PlainBrowser } from "../../test/browser.ts";
import type { TestHouse } from "../../test/house.ts";
import { decoded, mainOf, wordsOf } from "../../test/html.ts";
import { houseByTheClock } from "../../test/signing-in.ts";
import { authOn } from "../ground/auth/auth.ts";
import { passkeys, secondFactors, sessions } from "../ground/auth/tables.ts";

const { opened, later, signIn } = houseByTheClock();
let it: TestHouse;
let browser: PlainBrowser;
/** An officer’s browser. */
const officer = (forgetSecondFactor = false) => signIn({ role: "officer", email: "oona@example.org", name: "Oona", forgetSecondFactor });
beforeEach(async () => {
  it = opened();
  browser = await officer();
});

const db = () => it.house.database.db;

/** Begin to set up the app: its secret and the backup codes, as the page shows them once. */
async function begin() {
  await browser.open("/en/account");
  const { html } = await browser.send("/en/account/second-factor");
  const codes = [...html.matchAll(/<code>([^<]+)<\/code>/g)].map((code) => code[1]!);
  return { html, secret: codes[0]!.replaceAll(" ", ""), backup: codes.slice(1) };
}
async function setUp() {
  const setup = await begin();
  await browser.send("/en/account/second-factor/confirmation", { code: appCode(setup.secret) });
  return setup;
}
const show = async (code: string, who = browser) => {
  await who.open("/en/second-factor");
  return (await who.send("/en/second-factor", { code })).status;
};
const opens = async (who = browser) => (await who.open("/en/desk/roles")).status;

test("an officer sets up an app and its pages open, under a new session", async () => {
  expect(await opens()).toBe(403);
  const before = browser.cookies.get("session");
  const { html, secret, backup } = await begin();
  expect(html).toContain(`href="otpauth://totp/Travaux`);
  expect([secret.length >= 32, backup.length]).toEqual([true, 10]);
  expect(await opens()).toBe(403);
  await browser.open("/en/account");
  expect((await browser.send("/en/account/second-factor/confirmation", { code: "000000" })).status).toBe(422);
  expect(await opens()).toBe(403);
  await browser.open("/en/account");
  const done = await browser.send("/en/account/second-factor/confirmation", { code: appCode(secret) });
  expect(wordsOf(mainOf(done.html))).toContain("It is set up, and has been shown in this session.");
  expect(await opens()).toBe(200);
  expect(browser.cookies.get("session")).not.toBe(before);
  expect((await db().select().from(sessions)).length).toBe(1);
  const thief = plainBrowser(it);
  thief.cookies.set("session", before!);
  expect(await opens(thief)).toBe(403);
});

test("the secret is kept encrypted and shown once; of the backup codes a hash is kept, which opens nothing", async () => {
  const { secret, backup } = await setUp();
  const [kept] = await db().select().from(secondFactors);
  for (const told of [secret, ...backup]) expect(JSON.stringify(kept)).not.toContain(told);
  const { context } = authOn(db(), it.house);
  await expect(symmetricDecrypt({ key: (await context).secretConfig, data: kept!.secret })).resolves.toMatch(/^[\w-]{32}$/); // so this is how the library would read
  await expect(symmetricDecrypt({ key: (await context).secretConfig, data: kept!.backupCodes })).rejects.toThrow(/hex string/);
  const hashes = JSON.parse(kept!.backupCodes) as string[];
  expect([hashes.length, new Set(hashes).size]).toEqual([10, 10]);
  const other = await officer();
  for (const hash of [hashes[0]!, hashes[0]!.split(".")[1]!]) expect(await show(hash, other)).toBe(422);
  expect(await opens(other)).toBe(403);
  await browser.open("/en/account");
  expect((await browser.open("/en/account")).html).not.toContain(secret);
  const again = await browser.send("/en/account/second-factor");
  expect(again.html).not.toContain("<code>");
});

test("the secret stands there as a picture for the app’s camera too: the same address, dark on a light ground", async () => {
  const { html } = await begin();
  const uri = decoded(/href="(otpauth:[^"]+)"/.exec(html)![1]!);
  const picture = /<svg[^]*?<\/svg>/.exec(html)![0];
  const { size, data } = encode(uri, { ecc: "M", border: 4 });
  const drawn = new Set([...picture.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map((square) => `${square[1]} ${square[2]}`));
  expect(drawn.size).toBeGreaterThan(400);
  expect(drawn).toEqual(new Set(data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`${x} ${y}`] : [])))));
  expect(picture).toContain(`<rect width="${size}" height="${size}" fill="#fff"`);
  expect(picture).toContain("<title>Picture that holds the secret, for the camera of an authenticator app</title>");
});

test("an officer’s page that asks for it leads to it, and back", async () => {
  const { secret } = await setUp();
  const other = await officer();
  const refused = await other.open("/en/desk/roles");
  const door = decoded(/<a class="button" href="([^"]+)"/.exec(mainOf(refused.html))![1]!);
  expect([refused.status, door]).toEqual([403, "/en/second-factor?to=%2Fen%2Fdesk%2Froles"]);
  later(1);
  const page = await other.open(door);
  expect((await other.send(decoded(/action="([^"]*second-factor[^"]*)"/.exec(mainOf(page.html))![1]!), { code: appCode(secret) })).at).toBe("/en/desk/roles");
});

test("each session shows it anew, with a code that is right now, once", async () => {
  const { secret } = await setUp();
  const other = await officer();
  expect(await opens(other)).toBe(403);
  expect(await show(appCode(secret), other)).toBe(422); // it was used to set up
  later(1);
  const code = appCode(secret);
  expect(await show(code, other)).toBe(200);
  expect(await opens(other)).toBe(200);
  const third = await officer();
  expect(await show(code, third)).toBe(422);
  later(5);
  expect(await show(code, third)).toBe(422);
  expect(await show(appCode(secret), third)).toBe(200);
});

test("it counts for a working day", async () => {
  const { secret } = await setUp();
  later(12 * 60 - 1);
  expect(await opens()).toBe(200);
  later(2);
  expect(await opens()).toBe(403);
  expect(await show(appCode(secret))).toBe(200);
  expect(await opens()).toBe(200);
});

test("a backup code opens once; new ones end the old", async () => {
  const { backup } = await setUp();
  const [first, second] = [await officer(), await officer()];
  expect(await show(backup[0]!, first)).toBe(200);
  expect(await opens(first)).toBe(200);
  expect(await show(backup[0]!, second)).toBe(422);
  expect(await show(backup[1]!, second)).toBe(200);
  await browser.open("/en/account");
  const fresh = [...(await browser.send("/en/account/backup-codes")).html.matchAll(/<code>([^<]+)<\/code>/g)].map((code) => code[1]!);
  expect(fresh.length).toBe(10);
  const third = await officer();
  expect(await show(backup[2]!, third)).toBe(422);
  expect(await show(fresh[0]!, third)).toBe(200);
});

test("cannot be guessed: after ten tries in a quarter of an hour not even the right code is taken", async () => {
  const { secret } = await setUp();
  later(15);
  const other = await officer();
  for (let n = 0; n < 10; n++) expect(await show(String(n).padStart(6, "7"), other)).toBe(422);
  expect(await show(appCode(secret), other)).toBe(422);
  expect(await show(appCode(secret), await officer())).toBe(422); // the person is limited, not the session
  later(15);
  expect(await show(appCode(secret), other)).toBe(200);
});

test("a session without it cannot remove it, renew its codes, set up another or add a passkey", async () => {
  await setUp();
  const other = await officer();
  await other.open("/en/account");
  expect((await other.send("/en/account/second-factor/removal")).status).toBe(403);
  await other.open("/en/account");
  expect((await other.send("/en/account/backup-codes")).status).toBe(403);
  await other.open("/en/account");
  expect((await other.send("/en/account/second-factor")).html).not.toContain("otpauth:");
  const { html } = await other.open("/en/account");
  const token = /name="form-token" value="([^"]+)"/.exec(html)![1]!;
  const asked = await other.request("/auth/passkeys/registration/options", { method: "POST", body: "{}", headers: { origin: it.house.baseUrl, "content-type": "application/json", "x-form-token": token } });
  expect(asked.status).toBe(403);
});

test("its owner removes it, and whoever runs the house can, for somebody who lost both", async () => {
  await setUp();
  await browser.open("/en/account");
  await browser.send("/en/account/second-factor/removal");
  expect([await db().select().from(secondFactors), await opens()]).toEqual([[], 403]);
  await setUp();
  const lost = await officer(true);
  expect([await db().select().from(secondFactors), await db().select().from(passkeys)]).toEqual([[], []]);
  expect(await opens(browser)).toBe(403); // every session of before has ended
  expect(wordsOf(mainOf((await lost.open("/en/account")).html))).toContain("Set up a second factor");
});

test("the steps of a passkey are for our own pages only, and answer a wrong answer with no", async () => {
  const { html } = await browser.open("/en/account");
  const token = /name="form-token" value="([^"]+)"/.exec(html)![1]!;
  const ask = (place: string, body: string, headers: Record<string, string> = {}) => browser.request(`/auth/passkeys/${place}`, { method: "POST", body, headers: { "content-type": "application/json", origin: it.house.baseUrl, "x-form-token": token, ...headers } });
  const options = (await (await ask("sign-in/options", "{}")).json()) as object;
  expect(options).toMatchObject({ rpId: "travaux.test", userVerification: "required" });
  expect(options).not.toHaveProperty("allowCredentials.0.publicKey");
  for (const headers of [{ "x-form-token": "" }, { origin: "https://evil.example", "content-type": "text/plain" }] as Record<string, string>[]) expect((await ask("sign-in/options", "{}", headers)).status).toBe(403);
  for (const body of ["", "null", "[]", "{", '{"id":"x"}', '{"id":{"a":1},"response":7}']) expect((await ask("sign-in", body)).status, body).toBe(422);
  expect((await ask("registration", '{"id":"x"}')).status).toBe(422);
  expect((await plainBrowser(it).request("/auth/passkeys/registration/options", { method: "POST", body: "{}", headers: { origin: it.house.baseUrl } })).status).toBe(403);
});
