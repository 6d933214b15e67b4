// What becomes of a joint statement once it is open: it is put into other languages, answers a call, is signed by whoever is invited, and is recounted by anybody.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { sql } from "drizzle-orm";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";
import { integrate } from "../app/src/ground/record/integrate.ts";
import sample from "../examples/model-conference/stakeholders.json" with { type: "json" };

const run = promisify(execFile);
let doors: Doors;
const focalPointOf = (slug: string) => sample.stakeholders.find((it) => it.slug === slug)!.focalPoint.email;
const [lantern, samudra, faro] = [focalPointOf("lantern-digital-rights"), focalPointOf("samudra-policy-lab"), focalPointOf("faro-abierto")];
beforeAll(async () => { doors = await openDoors(); for (const email of [lantern, samudra, faro]) await doors.test.person({ email }); });
afterAll(() => doors.close());

type Scripts = { javaScriptEnabled: boolean };
const withAndWithout = [{ javaScriptEnabled: true }, { javaScriptEnabled: false }];
const main = async (page: Page) => (await page.locator("main").innerText()).replaceAll(/\s+/g, " ");
const says = async (page: Page, ...sentences: string[]) => { const text = await main(page); for (const it of sentences) expect(text).toContain(it); };
const press = (page: Page, name: string) => follow(page.getByRole("button", { name, exact: true }));
const goneWell = async (...pages: Page[]) => { for (const page of pages) { expect(faultsOf(page)).toEqual([]); await page.context().close(); } };

/** Lantern writes a statement of one paragraph and one ask, and opens it; the browser of its focal point, and the address of the statement. */
async function openedByLantern(title: string, scripts: Scripts, call = "None"): Promise<{ page: Page; path: string }> {
  const page = await doors.visitAs(lantern, "/en/model/statements/new", scripts);
  await page.getByLabel("Title", { exact: true }).fill(title);
  await page.getByLabel("Call that it answers").selectOption({ label: call });
  await press(page, "Begin it and ask them");
  const room = new URL(page.url()).pathname;
  for (const [kind, text] of [["Paragraph", "Whoever is warned is told why within one week."], ["Ask", "We ask each State to name an office."]] as const) {
    await page.getByLabel("What it is").selectOption({ label: kind });
    await page.getByLabel("Wording", { exact: true }).fill(text);
    await follow(page.getByRole("button", { name: "Add it", exact: true }));
  }
  for (const place of [/^We can live with it ?: Paragraph 1$/, /^We can live with it ?: Ask 2$/]) await follow(page.getByRole("button", { name: place }));
  await follow(page.getByRole("link", { name: "Open for signature", exact: true }));
  await press(page, "Freeze it and open it for signature");
  return { page, path: room.replace("/drafting", "") };
}

/** Sign in the languages of these names and no other. */
async function sign(page: Page, path: string, ...languages: RegExp[]) {
  await page.goto(`${path}/signing`);
  await page.getByLabel("In which capacity").fill("Executive Director");
  for (const box of await page.getByRole("group", { name: "Which language versions you sign" }).getByRole("checkbox").all()) await box.uncheck();
  for (const name of languages) await page.getByRole("checkbox", { name }).check();
  await press(page, "Sign");
}

test.each(withAndWithout)("a statement is put into French beside its original; who signed the French text is asked again once it is put right, and counts meanwhile; scripts: $javaScriptEnabled", async (scripts) => {
  const { page: drafter, path } = await openedByLantern("For a right to be told", scripts);
  const translate = async (link: RegExp, wording: string) => {
    await drafter.goto(`${path}/drafting`);
    await follow(drafter.getByRole("link", { name: link }));
    await drafter.getByLabel("Title", { exact: true }).fill("Pour le droit de savoir");
    await drafter.getByLabel("Paragraph 1").fill(wording);
    await drafter.getByLabel("Translated by").fill("Atelier inventé");
    await press(drafter, "Publish this language version");
  };
  await translate(/^Translate ?: Français$/, "Quiconque est averti sait pourquoi.");
  await expectAccessible(drafter);
  await says(drafter, "Write what this paragraph says."); // one is empty: nothing is published, and what was typed is there
  expect(await drafter.getByLabel("Paragraph 1").inputValue()).toBe("Quiconque est averti sait pourquoi.");
  await drafter.getByLabel("Ask 2").fill("Nous demandons à chaque État de nommer un bureau.");
  await press(drafter, "Publish this language version");
  await says(drafter, "The version in Français is published.", "Languages: 2 of 6");

  const reader = await doors.visit(path.replace("/en/", "/fr/"), scripts);
  await says(reader, "Quiconque est averti sait pourquoi.", "Atelier inventé");
  const signer = await doors.visitAs(samudra, path, scripts);
  await sign(signer, path, /Français/);
  await says(signer, "Signed. It stands in the record.", "One organisation stands behind it.");
  await signer.locator("summary", { hasText: "Français" }).click();
  await says(signer, "one signatory accepted it");

  await translate(/^Put right ?: Français$/, "Quiconque est averti sait pourquoi, dans la semaine.");
  await says(drafter, "The version in Français is published.");
  await signer.goto("/en/memberships");
  await says(signer, "A language that you signed was put right: look again.");
  await follow(signer.getByRole("link", { name: "For a right to be told" }).first());
  await expectAccessible(signer);
  await says(signer, "The text in Français was put right since");
  await reader.goto(path);
  await says(reader, "One organisation stands behind it.");
  await sign(signer, path, /English/, /Français/);
  await signer.goto(`${path}/signing`);
  expect(await main(signer)).not.toContain("was put right since");
  await goneWell(drafter, reader, signer);
}, 240_000);

/** An officer opens a call that takes one answer of each organisation; the way it is named in the form of a statement. */
async function openExclusiveCall(title: string, scripts: Scripts): Promise<{ label: string; path: string }> {
  const page = await doors.visitAs("officer", "/en/desk/model/calls", scripts);
  for (const [label, text] of [["Title in English", title], ["What is asked for, in English", "Short views on warnings."], ["Mandate in English", "The fourth session asked for views."], ["Symbol it rests on", "M/CONF.1/7, paragraph 31"], ["Time zone", "Africa/Nairobi"], ["Day of opening", "2026-06-08"], ["Day of closing", "2026-06-20"]] as const) await page.getByLabel(label).fill(text);
  await page.getByRole("checkbox", { name: /^One answer of each organisation/ }).check();
  await press(page, "Save as a draft");
  await press(page, "Announce it");
  const path = new URL(page.url()).pathname;
  await goneWell(page);
  return { path, label: `Call ${path.split("/").at(-1)}: ${title}` };
}

test.each(withAndWithout)("a call takes one answer of each organisation: who signed one statement signs no other and files nothing beside it; it is delivered for all who stand behind it; scripts: $javaScriptEnabled", async (scripts) => {
  const call = await openExclusiveCall(`Being warned, ${scripts.javaScriptEnabled ? "once" : "twice"}`, scripts);
  const { page: drafter, path } = await openedByLantern("One answer of many", scripts, call.label);
  const { page: beside, path: other } = await openedByLantern("Another answer", scripts, call.label);
  const [one, two] = await Promise.all([doors.visitAs(samudra, path, scripts), doors.visitAs(faro, path, scripts)]);
  await says(one, "Each organisation answers once", "It has not been delivered to this call yet.");
  await sign(one, path, /English/);
  await sign(two, path, /English/);
  await sign(one, other, /English/);
  await says(one, "This call takes one answer of each organisation, and yours stands behind statement");
  await one.goto(`${call.path}/answer`);
  await expectAccessible(one);
  await says(one, "stands behind statement");

  await drafter.goto(path);
  await says(drafter, "2 organisations stand behind it.", "It becomes one submission on behalf of 2 organisations");
  await press(drafter, "Deliver it to the call");
  await says(drafter, "Delivered as", "It was delivered to this call as one submission");
  await follow(drafter.getByRole("link", { name: /^C-/ }));
  await expectAccessible(drafter);
  await says(drafter, "We ask each State to name an office.", "Samudra Policy Lab", "Faro Abierto");
  await two.goto(path);
  expect(await two.getByRole("button", { name: "Deliver it to the call" }).count()).toBe(0);
  await goneWell(drafter, beside, one, two);
}, 240_000);

test.each(withAndWithout)("anybody reads the count on any day, cites it as it stood then, takes the list along, and recounts it from the record, where a changed number is found out; scripts: $javaScriptEnabled", async (scripts) => {
  const path = "/en/model/statements/1";
  const reader = await doors.visit(path, scripts);
  await expectAccessible(reader);
  const now = Number(/(\d+) organisations stand behind it/.exec(await main(reader))![1]);
  await reader.getByLabel("On the day").fill("2026-05-12");
  await press(reader, "Show");
  const then = Number(/(\d+) organisations stand behind it/.exec(await main(reader))![1]);
  await says(reader, "This is how it stood on 12 May 2026.", "“Evidence without borders, rights without gaps”, joint statement 1, version 1 of 10 Apr 2026,");
  expect(await reader.getByRole("link", { name: "?on=2026-05-12" }).getAttribute("href")).toBe(`${doors.address}${path}?on=2026-05-12`);
  const count = async (on: string) => ((await (await reader.request.get(`/api/v1/model/statements/1/count${on}`)).json()) as { organisations: number }).organisations;
  expect([await count(""), await count("?on=2026-05-12")]).toEqual([now, then]);
  expect(then).not.toBe(now);
  expect(await (await reader.request.get(`${path}.svg`)).text()).toContain(`${now} organisations signed`);
  for (const name of ["Word, with the signatories", "PDF, with the signatories", "Signatories as a table (CSV)", "Feed"]) {
    const address = await reader.getByRole("link", { name }).first().getAttribute("href");
    expect((await reader.request.get(address!)).status()).toBe(200);
  }
  await integrate(doors.test.house);
  const file = await reader.request.get((await reader.getByRole("link", { name: "Everything that proves it (JSON)" }).getAttribute("href"))!);
  await recounted(await file.text(), now);
  await goneWell(reader);
}, 240_000);

/** The file is recounted by the command that anybody has; with another number in it, the command says so and fails. */
async function recounted(record: string, organisations: number) {
  const folder = await mkdtemp(join(tmpdir(), "travaux-recount-"));
  const verify = (name: string) => run(process.execPath, [new URL("../app/dist/bin/travaux.js", import.meta.url).pathname, "verify", join(folder, name)]).then(({ stdout }) => ({ code: 0, said: stdout }), (error: { code: number; stdout: string; stderr: string }) => ({ code: error.code, said: error.stdout + error.stderr }));
  await writeFile(join(folder, "record.json"), record);
  const whole = await verify("record.json");
  expect(whole.said).toContain(`${organisations}`);
  expect(whole.code).toBe(0);
  await writeFile(join(folder, "altered.json"), record.replace(/("organisations": ?)\d+/, "$19999"));
  expect((await verify("altered.json")).code).not.toBe(0);
  expect(await readFile(join(folder, "altered.json"), "utf8")).toContain("9999");
  await rm(folder, { recursive: true });
}

test.each(withAndWithout)("a body without an account comes by a mailed link, signs in, registers on the way, signs, and counts once it is verified and its focal point confirms; scripts: $javaScriptEnabled", async (scripts) => {
  const { page: drafter, path } = await openedByLantern("Everyone may come", scripts);
  const email = `director@new-${scripts.javaScriptEnabled}.example`, name = `Cedar ${scripts.javaScriptEnabled ? "Hill" : "Valley"} Observatory`;
  await drafter.goto(`${path}/signing`);
  await drafter.getByLabel("Mail address of the organisation").fill(email);
  await press(drafter, "Mail a link");
  const link = await mailedTo(email);
  const guest = await doors.visit(link, scripts);
  await expectAccessible(guest);
  await says(guest, "Three steps to sign", "We ask each State to name an office.");
  await follow(guest.getByRole("link", { name: "Sign in with your mail address" }));
  await guest.getByLabel("Email address").fill(email);
  await follow(guest.getByRole("button", { name: "Write to me" }));
  await guest.goto(await mailedTo(email));
  await guest.getByLabel("Your name").fill("Nour Invented");
  await follow(guest.getByRole("button", { name: "Register and sign in" }));
  expect(new URL(guest.url()).pathname).toBe(`${path}/signing`);
  await follow(guest.getByRole("link", { name: "Register your organisation, if it is not in the directory" }));
  await guest.getByLabel("Name", { exact: true }).fill(name);
  await guest.getByLabel("Sector", { exact: true }).selectOption({ label: "Academia" });
  await guest.getByLabel("Country or territory").selectOption({ label: "Jordan" });
  await follow(guest.getByRole("button", { name: "Register", exact: true }));
  expect(new URL(guest.url()).pathname).toBe(`${path}/signing`); // back to what waits for it
  await expectAccessible(guest);
  await guest.getByLabel("In which capacity").fill("Director");
  await press(guest, "Sign");
  await says(guest, "Put forward. It counts once the focal point has confirmed it, and the organisation is verified.");

  const officer = await doors.visitAs("officer", "/en/desk/secretariat", scripts);
  await follow(officer.getByRole("link", { name }));
  await press(officer, "Verify");
  await drafter.goto(path);
  await says(drafter, "Nobody has signed this version yet.");
  await guest.goto("/en/memberships");
  await says(guest, "Somebody of your organisation put a signature forward");
  await follow(guest.getByRole("link", { name: "Everyone may come" }));
  await press(guest, "Confirm the signature");
  await says(guest, "Signed. It stands in the record.", "One organisation stands behind it.", name);
  await drafter.goto(`${path}/signing`);
  await says(drafter, "One link was mailed; 1 led to a signature.");
  await goneWell(drafter, guest, officer);
}, 240_000);

/** The link in the newest mail to somebody, as a path of this house. */
async function mailedTo(email: string): Promise<string> {
  const { rows } = (await doors.test.house.database.db.execute(sql`select body from outbox where recipient = ${email} order by created_at desc, id desc limit 1`)) as unknown as { rows: { body: string }[] };
  const [link] = /https?:\/\/\S+/.exec(rows[0]!.body)!;
  return link.slice(new URL(link).origin.length);
}
