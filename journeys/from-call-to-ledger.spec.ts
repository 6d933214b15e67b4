// The whole way of an ask, as the tutorial goes it: a call is opened, answered, cleared, its ask answered, and a stranger reads what became of it.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";

let doors: Doors;
const author = "amina.wekesa@lantern.example";
beforeAll(async () => {
  doors = await openDoors();
  await doors.test.person({ email: author });
});
afterAll(() => doors.close());

const main = async (page: Page) => (await page.locator("main").innerText()).replaceAll(/\s+/g, " ");
const press = async (page: Page, name: string | RegExp) => {
  await follow(page.getByRole("button", { name, exact: true }));
  await expectAccessible(page);
};

/** An officer opens a call on article 7 that is open now; its address. */
async function openCall(page: Page, title: string): Promise<string> {
  await page.goto("/en/desk/model/calls");
  for (const [label, text] of [["Title in English", title], ["What is asked for, in English", "Short views on article 7."], ["Mandate in English", "The fourth session asked for views."], ["Symbol it rests on", "M/CONF.1/7, paragraph 31"], ["Time zone", "Africa/Nairobi"], ["Day of opening", "2026-06-08"], ["Day of closing", "2026-06-20"], ["Provisions of it", "7"]] as const) await page.getByLabel(label).fill(text);
  await page.getByLabel("Version of the text").selectOption({ label: (await page.getByLabel("Version of the text").locator("option").allInnerTexts()).find((it) => it.includes("Rev.2"))! });
  await press(page, "Save as a draft");
  await press(page, "Announce it");
  return new URL(page.url()).pathname;
}

/** A representative answers it with one ask; the address of the contribution. */
async function answerCall(page: Page, call: string, title: string): Promise<string> {
  await page.goto(call);
  await follow(page.getByRole("link", { name: "Answer this call" }));
  await page.getByLabel("Title", { exact: true }).fill(title);
  await page.getByLabel("Your text").fill("A State that refuses a request because of article 7 should not fear for it.");
  await page.getByLabel("What do you ask for?").fill("Say that refusing a request under article 7 is no breach.");
  await page.getByLabel("Another provision").fill("art. 7(1)");
  await press(page, "Add provision or theme");
  await page.getByRole("radio", { name: "For everyone, in the organisation’s name" }).check();
  await press(page, "Check and send");
  await press(page, "Send");
  return new URL(page.url()).pathname.replace("/receipt", "");
}

/** An officer acknowledges and publishes it. */
async function clear(page: Page, title: string) {
  await page.goto("/en/desk/model/clearance");
  await page.locator("li.task", { hasText: title }).getByRole("checkbox").check();
  await press(page, "Acknowledge those chosen");
  await follow(page.getByRole("link", { name: title }));
  await press(page, "Publish as it is");
}

/** An officer says what became of its ask. */
async function answerAsk(page: Page, call: string) {
  await page.goto(`/en/desk/model/answers?call=${call.split("/").at(-1)}`);
  await page.getByRole("checkbox").check();
  await page.getByLabel("Of this ask alone").fill("The Chair thanks Lantern for the wording.");
  await page.getByLabel("What became of them").selectOption({ label: "partly reflected" });
  await page.getByLabel("Reason").fill("Paragraph 1 now speaks of grounds of refusal, and not of breach.");
  await page.getByLabel("Where it can be seen").fill("/model/p/061");
  await press(page, "Check");
  await press(page, /^Set the state of/);
}

test.each([true, false])("an ask goes from an open call to its answer in the ledger, and a stranger reads who said what, when and why; scripts: %s", async (javaScriptEnabled) => {
  const title = `Refusal is no breach, ${javaScriptEnabled ? "with" : "without"} scripts`;
  const [officer, representative, stranger] = await Promise.all((["officer", author, "visitor"] as const).map((who) => doors.visitAs(who, "/en/about", { javaScriptEnabled }))) as [Page, Page, Page];
  const call = await openCall(officer, `Safeguards, ${javaScriptEnabled ? "once" : "twice"} more`);
  const contribution = await answerCall(representative, call, title);
  expect((await stranger.goto(contribution))!.status()).toBe(404);
  await clear(officer, title);
  await answerAsk(officer, call);
  for (const page of [stranger, representative]) {
    await page.goto(contribution);
    const said = await main(page);
    for (const it of ["Received", "Acknowledged", "Published", "partly reflected", "Paragraph 1 now speaks of grounds of refusal", "The Chair thanks Lantern"]) expect(said).toContain(it);
    await expectAccessible(page);
  }
  await stranger.goto(`/en/model/ledger?call=${call.split("/").at(-1)}`);
  const ledger = await main(stranger);
  for (const it of ["Public named asks: 1", "Lantern Digital Rights", "art. 7(1)", "Partly reflected", "Paragraph 1 now speaks of grounds of refusal"]) expect(ledger).toContain(it);
  await expectAccessible(stranger);
  for (const page of [officer, representative, stranger]) {
    expect(faultsOf(page)).toEqual([]);
    await page.context().close();
  }
});
