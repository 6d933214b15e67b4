import { sql } from "drizzle-orm";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appCode } from "../app/test/authenticator.ts";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";

let doors: Doors;
beforeAll(async () => { doors = await openDoors({ host: "localhost" }); });
afterAll(() => doors.close());

const heading = (page: Page) => page.getByRole("heading", { level: 1 }).textContent();

/** Give an address on the sign-in page. */
async function ask(page: Page, email: string) {
  await page.goto("/en/sign-in");
  await page.getByLabel("Email address").fill(email);
  await follow(page.getByRole("button", { name: "Write to me" }));
}

/** The script goes to the place of passkeys and loads the page anew: two ways, of which a test that waits for one leaves too early. */
async function addPasskey(page: Page) {
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByText("Passkey 1").waitFor();
}

/** The newest mail to an address, in the outbox of this house for trying, read in another window. */
async function newestMail(email: string) {
  const outbox = await doors.visit("/en/outbox");
  const mail = outbox.locator("article", { hasText: email }).first();
  const [text, link] = [await mail.innerText(), await mail.getByRole("link").first().getAttribute("href")];
  await outbox.context().close();
  return { text, link: link!, code: /\d{4} \d{4}/.exec(text)?.[0] ?? "" };
}

test("somebody new asks for a mail, opens its link, says a name, and is in", async () => {
  const page = await doors.visit("/en/sign-in");
  await expectAccessible(page);
  await ask(page, "lena@university.example");
  await expectAccessible(page);
  expect(await heading(page)).toBe("Look into your mail");
  await page.goto((await newestMail("lena@university.example")).link);
  await expectAccessible(page);
  await page.getByLabel("Your name").fill("Lena Moreau");
  await follow(page.getByRole("button", { name: "Register and sign in" }));
  expect(await heading(page)).toBe("My account");
  await expectAccessible(page);
  expect(await page.getByRole("status").first().textContent()).toContain("Your session is open.");
  await page.goto("/en/outbox");
  await expectAccessible(page);
  expect(faultsOf(page)).toEqual([]);
  await page.context().close();
});

test("without JavaScript a mailed code signs in, by keyboard alone, and the session ends at a press", async () => {
  const page = await doors.visit("/en/sign-in", { javaScriptEnabled: false });
  await expectAccessible(page);
  expect(await page.getByRole("button", { name: "passkey" }).count()).toBe(0);
  await page.getByLabel("Email address").focus();
  await page.keyboard.type("editor@conference.example");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  expect(await page.getByLabel("Email address").inputValue()).toBe("editor@conference.example");
  await page.getByLabel("Code", { exact: true }).focus();
  await page.keyboard.type("12");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  expect(await page.getByRole("alert").textContent()).toContain("Type the eight digits of the code.");
  await expectAccessible(page);
  await page.getByLabel("Code", { exact: true }).fill((await newestMail("editor@conference.example")).code);
  await follow(page.getByRole("button", { name: "Sign in", exact: true }));
  expect(await heading(page)).toBe("My desk");
  await follow(page.getByRole("link", { name: "My account" }));
  expect(await page.locator("dl.facts").innerText()).toContain("Ines Calloway");
  await follow(page.getByRole("button", { name: "End this session" }));
  await page.goto("/en/account");
  expect(await heading(page)).toBe("This page is for people who are signed in.");
  await page.context().close();
});

test("in Arabic the pages of signing in run from right to left and are fit for everyone, on a telephone too", async () => {
  const page = await doors.visit("/ar/sign-in", { viewport: { width: 390, height: 900 }, colorScheme: "dark" });
  await expectAccessible(page);
  expect(await page.evaluate(() => [document.dir, document.documentElement.scrollWidth <= document.documentElement.clientWidth])).toEqual(["rtl", true]);
  await page.goto("/ar/sign-in/code");
  await expectAccessible(page);
  await page.goto(await doors.loginLink("Nadia Haddad"));
  await follow(page.getByRole("button"));
  await page.goto("/ar/account");
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);
  await page.context().close();
});

test("a passkey is added in the account, signs in without a mail by its button and from the field, and is removed", async () => {
  const page = await doors.visit(await doors.loginLink("Paula Keys"));
  await withAuthenticator(page);
  await follow(page.getByRole("button", { name: "Open the session" }));
  await page.goto("/en/account");
  await addPasskey(page);
  await page.getByRole("status").filter({ hasText: "The passkey is added." }).waitFor();
  expect(await page.getByText("Passkey 1").count()).toBe(1);
  expect((await newestMail("paula.keys@conference.example")).text).toContain("A passkey was added to your account.");
  await expectAccessible(page);
  await follow(page.getByRole("button", { name: "End this session" }));

  await page.goto("/en/sign-in");
  await expectAccessible(page);
  await follow(page.getByRole("button", { name: "Sign in with a passkey" }));
  expect(await page.locator("dl.facts").innerText()).toContain("Paula Keys");
  await follow(page.getByRole("button", { name: "End this session" }));

  await page.goto("/en/sign-in");
  await Promise.all([page.waitForURL("**/en/account"), page.getByLabel("Email address").focus()]);
  expect(await page.locator("dl.facts").innerText()).toContain("Paula Keys");
  await follow(page.getByRole("button", { name: "Remove passkey 1" }));
  expect(await page.getByText("Passkey 1").count()).toBe(0);
  await follow(page.getByRole("button", { name: "End this session" }));

  await page.goto("/en/sign-in");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByText("That did not work. Try again, or let us write to you.").waitFor();
  expect(faultsOf(page)).toEqual([]);
  await page.context().close();
});

test("an hour later a code is asked for before somebody erases themselves, and then their button stands there: without JavaScript too", async () => {
  const page = await doors.visit(await doors.loginLink("Vera Lang"), { javaScriptEnabled: false, viewport: { width: 390, height: 844 }, colorScheme: "dark" });
  await follow(page.getByRole("button", { name: "Open the session" }));
  await anHourLater();
  await page.goto("/en/own-data");
  await page.getByRole("checkbox").check();
  await follow(page.getByRole("button", { name: "Erase me" }));
  expect(await heading(page)).toBe("Show that it is you");
  await expectAccessible(page);
  await page.getByLabel("Code", { exact: true }).fill((await newestMail("vera.lang@conference.example")).code);
  await follow(page.getByRole("button", { name: "Go on" }));
  expect(await heading(page)).toBe("Erase me");
  await expectAccessible(page);
  await follow(page.getByRole("button", { name: "Erase me" }));
  expect(await page.getByRole("status").first().textContent()).toContain("You are erased.");
  await page.context().close();
});

test("a passkey does in place of the code", async () => {
  const page = await doors.visit(await doors.loginLink("Wim Keys"));
  await withAuthenticator(page);
  await follow(page.getByRole("button", { name: "Open the session" }));
  await page.goto("/en/account");
  await addPasskey(page);
  await anHourLater();
  await page.goto("/en/account");
  await follow(page.getByRole("button", { name: "Remove passkey 1" }));
  await expectAccessible(page);
  await Promise.all([page.getByRole("heading", { level: 1, name: "Remove the passkey" }).waitFor(), page.getByRole("button", { name: "Show a passkey" }).click()]);
  await follow(page.getByRole("button", { name: "Remove the passkey" }));
  expect(await page.getByText("Passkey 1").count()).toBe(0);
  expect(faultsOf(page)).toEqual([]);
  await page.context().close();
});

test("an officer sets up a second factor and opens the secretariat’s pages", async () => {
  const page = await doors.visit("/en/sign-in");
  await ask(page, "officer@conference.example");
  await page.goto((await newestMail("officer@conference.example")).link);
  await follow(page.getByRole("button", { name: "Open the session" }));
  await page.goto("/en/desk/roles");
  expect(await heading(page)).toBe("This page asks for a second factor.");
  await page.goto("/en/account");
  await follow(page.getByRole("button", { name: "Set up a second factor" }));
  await expectAccessible(page);
  const secret = await page.locator("code").first().innerText();
  await page.getByLabel("Code", { exact: true }).fill(appCode(secret));
  await follow(page.getByRole("button", { name: "Confirm" }));
  await page.goto("/en/desk/roles");
  expect(await heading(page)).toBe("Who holds which role");
  await expectAccessible(page);
  await page.goto("/en/second-factor");
  await expectAccessible(page);
  await page.goto("/en/desk");
  expect(faultsOf(page)).toEqual([]);
  await page.context().close();
});

/** Every session and what was shown in it is an hour older. */
const anHourLater = () => doors.test.house.database.db.execute(sql.raw("update sessions set created_at = created_at - interval '1 hour', second_factor_at = second_factor_at - interval '1 hour'"));

/** Chromium’s virtual authenticator: a passkey in this device, opened by a finger that always agrees. */
async function withAuthenticator(page: Page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", { options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
}
