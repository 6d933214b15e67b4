// A call answered by somebody who is nobody's: invited, joined, sent with a sealed token and without the session, opened again by the code alone; and the same without scripts.
import type { Page, Request } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openCall } from "../app/test/calling.ts";
import { keeper, participant } from "../app/test/speaking.ts";
import { asViewer } from "../app/src/ground/db/request.ts";
import { releaseBatch } from "../app/src/concepts/disclosure/issue.ts";
import type { Forum } from "../app/src/concepts/disclosure/forum.ts";
import { inviteToForum } from "../app/src/concepts/disclosure/operations.ts";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";

const [ada, bo, cai] = ["amina.wekesa@lantern.example", "bo@speaks.example", "cai@speaks.example"];
const [answer, room] = ["/en/model/calls/14/answer", "/en/model/forums/call-14"];
let doors: Doors;
let forum: Forum;
beforeAll(async () => {
  doors = await openDoors();
  ({ forum } = await openCall(doors.test, { openTo: "participants", combinations: ["participants/named", "participants/unattributed", "public/unattributed"] }));
  for (const who of [bo, cai]) await participant(doors.test, forum, who);
  const { house } = doors.test;
  const viewer = await doors.test.person({ email: ada });
  const [body] = (await house.database.db.execute("select stakeholder_id as id from memberships where state = 'active' and person_id = (select id from people where email = 'amina.wekesa@lantern.example') limit 1") as unknown as { rows: { id: string }[] }).rows;
  if (viewer.kind === "person") await asViewer(house.database.db, keeper, (tx) => inviteToForum(tx, keeper, forum, { personId: viewer.personId, stakeholderId: body!.id }, house.clock(), house.chance));
});
afterAll(() => doors?.close());

async function fillIn(page: Page, title: string) {
  await page.getByLabel("Title", { exact: true }).fill(title);
  await page.getByLabel("Your text").fill("In the room it was said that nobody reads the second copy.");
  await page.getByLabel("What do you ask for?").first().fill("Say who reads the second copy.");
  await page.getByLabel("Another provision").first().fill("art. 7(1)");
  await page.locator('input[name=combination][value="public/unattributed"]').check();
}

/** Open an input by its code, in a browser that was never here. */
async function openWith(code: string, options: Parameters<Doors["visit"]>[1] = {}) {
  const page = await doors.visit("/en/unattributed", options);
  await page.getByLabel("Secret code").fill(code);
  await follow(page.getByRole("button", { name: "Open" }));
  expect(new URL(page.url()).search).toBe("");
  return page;
}
const mainOf = (page: Page) => page.locator("main").textContent();

async function withdraw(page: Page) {
  await page.getByLabel("I want it withdrawn.").check();
  await follow(page.getByRole("button", { name: "Withdraw" }));
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("It is withdrawn");
  await expectAccessible(page);
  expect(await page.context().cookies()).toEqual([]);
}

test("with scripts: invited, joined, answered without the session, opened by the code and withdrawn before anybody read it", async () => {
  const page = await doors.visitAs(ada, room);
  await follow(page.getByRole("button", { name: "Take part" }));
  await page.getByRole("status").getByText("holds a sealed token").waitFor();
  await page.goto(answer);
  await page.getByRole("status").getByText("holds a sealed token").waitFor();
  await expectAccessible(page);
  const given = await page.locator("form input[name=once], form input[name=draft]").evaluateAll((all) => all.map((it) => (it as HTMLInputElement).value));
  await fillIn(page, "Who reads the second copy");
  const sent: { request: Request; body: string }[] = [];
  page.on("request", (it) => { if (/\/(unattributed|calls)\/.*(answer|draft)/.test(it.url()) && it.method() === "POST") sent.push({ request: it, body: it.postData() ?? "" }); });
  await page.getByRole("button", { name: "Check and send" }).click();
  await page.getByRole("heading", { level: 1, name: "As it will stand" }).waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.locator("[data-code]").waitFor();
  await expectAccessible(page);
  expect(sent.map(({ request }) => new URL(request.url()).pathname)).toEqual(["/en/unattributed/answer/model/14", "/en/unattributed/answer/model/14"]);
  for (const { request, body } of sent) {
    const headers = await request.allHeaders();
    expect([headers.cookie, headers.referer, headers["accept-language"]]).toEqual([undefined, undefined, "en"]);
    expect(given.filter((it) => body.includes(it))).toEqual([]);
    expect(/name="(form-token|draft|stakeholder)"/.exec(body)).toBeNull();
  }
  const code = (await page.locator("[data-code]").textContent())!;
  expect(page.url()).not.toContain(code);
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  expect([kept.includes(code), kept.includes("second copy"), kept.split("nonce").length - 1]).toEqual([false, false, 9]);
  expect(faultsOf(page)).toEqual([]);

  const later = await openWith(code);
  expect(await mainOf(later)).toContain("It waits for others");
  expect(await mainOf(later)).toContain("Say who reads the second copy.");
  await expectAccessible(later);
  await withdraw(later);
  const gone = await openWith(code);
  expect(await gone.getByRole("alert").or(gone.locator("main")).first().textContent()).toContain("No input");
});

test("without scripts the session is put aside, the receipt says so; published, it is opened and withdrawn by its code", async () => {
  const codes: string[] = [];
  for (const who of [ada, bo, cai]) {
    const page = await doors.visitAs(who, answer, { javaScriptEnabled: false });
    await fillIn(page, `Without scripts, ${who.slice(0, 3)}`);
    await follow(page.getByRole("button", { name: "Check and send" }));
    if (who === bo) await expectAccessible(page);
    await follow(page.getByRole("button", { name: "Send", exact: true }));
    if (who === bo) await expectAccessible(page);
    expect(await mainOf(page)).toContain("Your session showed that you may write here, and was then put aside.");
    codes.push((await page.locator("[data-code]").textContent())!);
    expect(page.url()).not.toContain(codes.at(-1));
  }
  const { house } = doors.test;
  await asViewer(house.database.db, keeper, (tx) => releaseBatch(tx, keeper, forum, house.clock(), house.chance));
  const waiting = await openWith(codes[0]!, { javaScriptEnabled: false });
  expect(await mainOf(waiting)).toContain("It reached the secretariat with others");
  await expectAccessible(waiting);
  await withdraw(waiting);
  expect(await mainOf(await openWith(codes[0]!, { javaScriptEnabled: false }))).toContain("It was taken back, and its words are erased.");

  const officer = await doors.visitAs("officer", "/en/desk/model/clearance");
  const rest = await officer.getByRole("link", { name: /^Without scripts, / }).evaluateAll((all) => all.map((it) => (it as HTMLAnchorElement).href));
  expect(rest.length).toBe(2);
  for (const it of rest) {
    await officer.goto(it);
    await follow(officer.getByRole("button", { name: "Publish as it is" }).first());
  }
  const shown = await openWith(codes[1]!, { javaScriptEnabled: false });
  expect(await mainOf(shown)).toContain("It is shown to those for whom it was written.");
  await withdraw(shown);
  const list = await doors.visit("/en/model/calls/14/contributions");
  expect([(await mainOf(list))!.includes("Without scripts, bo"), (await mainOf(list))!.includes("Withdrawn by its author")]).toEqual([false, true]);
});
