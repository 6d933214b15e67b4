import ICAL from "ical.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";

let doors: Doors;
beforeAll(async () => { doors = await openDoors(); });
afterAll(() => doors.close());

const programme = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN", "BEGIN:VEVENT", "UID:one", "SUMMARY:Briefing on article 7", "DTSTART;TZID=Europe/Vienna:20261026T100000", "DURATION:PT2H", "LOCATION:Hall 1", "END:VEVENT", "BEGIN:VEVENT", "UID:two", "SUMMARY:On a day that is none", "DTSTART:20260231T100000Z", "DTEND:20260231T110000Z", "END:VEVENT", "END:VCALENDAR", ""].join("\r\n");
const main = async (page: Awaited<ReturnType<Doors["visit"]>>) => (await page.locator("main").innerText()).replaceAll(/\s+/g, " ");

test.each([true, false])("an officer reads what waits on the desk, takes a programme from a file, and finds it among what waits (scripts: %s)", async (javaScriptEnabled) => {
  const page = await doors.visitAs("officer", "/en/desk", { javaScriptEnabled });
  await expectAccessible(page);
  await follow(page.getByRole("link", { name: "Read a programme from a file" }).first());
  await expectAccessible(page);
  const choose = { name: "programme.ics", mimeType: "text/calendar", buffer: Buffer.from(programme.replace("UID:one", `UID:one-${javaScriptEnabled}`)) };
  await page.getByLabel("File").setInputFiles(choose);
  await page.getByLabel("Clock of hours that name no zone").fill("Africa/Nairobi");
  await follow(page.getByRole("button", { name: "Look at it" }));
  await expectAccessible(page);
  expect(await main(page)).toContain("Say what the file becomes.");
  await page.getByLabel("File").setInputFiles(choose);
  await page.getByLabel("What it becomes").selectOption({ label: "Briefings" });
  await follow(page.getByRole("button", { name: "Look at it" }));
  await expectAccessible(page);
  expect(await main(page)).toContain("1 new, 0 taken in before, 1 that could not be read. Nothing has been kept yet.");
  expect(await main(page)).toContain("26 Oct 2026 10:00 – 12:00, Europe/Vienna");
  await follow(page.getByRole("button", { name: "Keep what is ticked" }));
  await expectAccessible(page);
  expect(await main(page)).toContain("1 meeting is in preparation now.");
  await page.goto("/en/desk");
  expect(await main(page)).toMatch(/Announce meeting \d+: Briefing on article 7/);
  expect(faultsOf(page)).toEqual([]);
  await page.context().close();
});

test("somebody gives their program the address of their calendar, and takes it back, by keyboard", async () => {
  await doors.test.person({ email: "follower@calendar.example" });
  const page = await doors.visitAs("follower@calendar.example", "/en/account");
  await follow(page.getByRole("link", { name: "My calendar" }));
  await expectAccessible(page);
  await page.getByRole("button", { name: "Make an address" }).focus();
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  await expectAccessible(page);
  const address = await page.locator("section code").innerText();
  const program = await fetch(address); // without a cookie
  expect([program.status, program.headers.get("content-type"), new ICAL.Component(ICAL.parse(await program.text()) as unknown[]).name]).toEqual([200, "text/calendar; charset=utf-8", "vcalendar"]);
  await page.goto("/ar/account/calendar");
  await expectAccessible(page);
  await page.goto("/en/account/calendar");
  await follow(page.getByRole("button", { name: "End the address" }));
  await expectAccessible(page);
  expect((await fetch(address)).status).toBe(404);
  expect(faultsOf(page)).toEqual([]);
  await page.context().close();
});
