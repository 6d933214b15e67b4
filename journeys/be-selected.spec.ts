// An applicant’s story: registered by their organisation, drawn from words said in public, somebody declines and is replaced, and the
// draw is run again from the downloaded files with the command; with scripts and without.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rowsOf } from "../app/src/ground/db/migrate.ts";
import { undecided } from "../app/src/concepts/meetings/modalities.ts";
import { focalPoints, openMeeting, registerPast, type FocalPoint } from "../app/test/meeting.ts";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";

let doors: Doors;
let bodies: FocalPoint[];
beforeAll(async () => {
  doors = await openDoors();
  bodies = await focalPoints(doors.test, 14);
});
afterAll(() => doors.close());

const leave = async (page: Page) => { expect(faultsOf(page)).toEqual([]); await page.context().close(); };

/** Save what a link of the page leads to, beside the others. */
async function save(page: Page, name: string, folder: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name, exact: true }).click()]);
  const path = join(folder, name);
  await download.saveAs(path);
  return path;
}

test.each([[true, 961], [false, 962]])("from the registration to the panel, a replacement and the draw run again; scripts: %s", async (javaScriptEnabled, number) => {
  doors.test.setClock("2026-06-09T10:00:00Z");
  const modalities = { ...undecided, registration: { opensAt: "2026-06-01T00:00:00Z", closesAt: "2026-06-20T15:00:00Z" } };
  const meeting = await openMeeting(doors.test, number, { admission: "selected", modalities });
  const registration = `/en/model/meetings/${number}/registration`;
  for (const [index, it] of bodies.slice(1).entries()) await registerPast(doors.test, meeting, it, { gender: index % 2 === 0 ? "woman" : "man" });

  const page = await doors.visitAs(bodies[0]!.email, registration, { javaScriptEnabled });
  await expectAccessible(page);
  await page.getByLabel("Name", { exact: true }).fill("Noor Example");
  await page.getByLabel("Mail address").fill(bodies[0]!.email);
  await follow(page.getByRole("button", { name: "Register", exact: true }));
  expect(await page.locator("main").textContent()).toContain("We have received the registration.");
  await expectAccessible(page);
  await leave(page);

  doors.test.setClock("2026-06-21T10:00:00Z");
  const officer = await doors.visitAs("officer", `/en/desk/model/meetings/${number}/registrations`, { javaScriptEnabled });
  await expectAccessible(officer);
  await follow(officer.getByRole("link", { name: "The draw" }));
  await officer.getByLabel("Places", { exact: true }).fill("6");
  await officer.getByText("Quotas: gender").click();
  for (const who of ["woman", "man"]) await officer.getByLabel(`At least: ${who}`, { exact: true }).fill("2");
  await follow(officer.getByRole("button", { name: "Keep", exact: true }));
  while (await officer.getByRole("button", { name: "Look again" }).isVisible()) await follow(officer.getByRole("button", { name: "Look again" })); // on a busy machine it takes longer than a request waits
  await expectAccessible(officer);
  await officer.getByLabel("Day on which the seed is spoken").fill("2026-06-22");
  await officer.getByLabel("Place, and how to listen").fill("Conference hall, Nairobi, 10:00");
  await follow(officer.getByRole("button", { name: "Publish", exact: true }));
  doors.test.setClock("2026-06-22T10:00:00Z");
  await officer.reload(); // the words are asked for on the day on which they are spoken, and not before
  await officer.getByLabel("Seed: the words said in public").fill("seven grey herons at noon");
  await follow(officer.getByRole("button", { name: "Draw once from these words" }));
  await expectAccessible(officer);

  const { panel } = JSON.parse(await doors.test.read("visitor", `/en/model/meetings/${number}/selection/result.json`)) as { panel: string[] };
  const [drawn] = await rowsOf<{ id: string; email: string }>(doors.test.house.database.db, sql`select r.id, r.email from selection_applicants a join registrations r on r.id = a.registration_id join meetings m on m.id = r.meeting_id where m.number = ${number} and a.pseudonym = ${panel[0]!}`);
  const applicant = await doors.visitAs(drawn!.email, `${registration}/${drawn!.id}`, { javaScriptEnabled });
  expect(await applicant.locator("main").textContent()).toContain("You were drawn.");
  await expectAccessible(applicant);
  await follow(applicant.getByRole("button", { name: "Decline" }));
  await leave(applicant);

  await officer.reload();
  await follow(officer.getByRole("button", { name: "Replace by the rule" }));
  expect(await officer.locator("main").textContent()).toContain(`For ${panel[0]}, who declined, comes`);
  await leave(officer);

  const visitor = await doors.visit(`/en/model/meetings/${number}/selection`, { javaScriptEnabled, acceptDownloads: true });
  await expectAccessible(visitor);
  const folder = mkdtempSync(join(tmpdir(), "draw-"));
  const [result, pool, quotas] = [await save(visitor, "result.json", folder), await save(visitor, "respondents.csv", folder), await save(visitor, "categories.csv", folder)];
  const { status, stdout } = spawnSync(process.execPath, [join(import.meta.dirname, "../app/dist/bin/travaux.js"), "draw", "--check", result, "--pool", pool, "--quotas", quotas], { encoding: "utf8" });
  expect([status, stdout.includes("The panel follows from the pool, the quotas and the seed.")]).toEqual([0, true]);
  expect(readFileSync(pool, "utf8")).not.toContain("Noor");
  rmSync(folder, { recursive: true });
  await leave(visitor);
}, 240_000);
