// What comes in answer to a call, before anybody else reads it: looked at, acknowledged, published, returned, or published as a redacted copy.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { wordsOf } from "../../test/html.ts";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { rowsOf } from "../ground/db/migrate.ts";

let house: TestHouse;
beforeAll(async () => { house = await openHouse({ sample: true, env: { SMTP_URL: "smtp://localhost:2525" } }); }, 420_000);
afterAll(() => house?.close());

const desk = "/en/desk/model/clearance";
const byTitle = async (title: string) => (await rowsOf<{ reference: string }>(house.house.database.db, sql`select reference from contributions c join wordings w on w.contribution_id = c.id where w.document ->> 'title' = ${title} order by w.edition limit 1`))[0]!.reference;
const mails = async (reference: string) => (await rowsOf<{ subject: string }>(house.house.database.db, sql`select subject from outbox where subject like ${`%${reference}%`} order by created_at, subject`)).map((it) => it.subject);
const statusOf = async (who: string, reference: string) => (await house.get(who, `/en/model/contributions/${reference}`)).status;

test("the desk shows what waits, the oldest first, with what the house noticed", async () => {
  const page = wordsOf(await house.read("officer", desk));
  const titles = ["Who pays for the second copy", "Una línea para las víctimas", "What we may tell after an incident", "From the workshop: time"].filter((it) => page.includes(it));
  expect(titles.length).toBeGreaterThanOrEqual(3);
  expect(titles.map((it) => page.indexOf(it))).toEqual(titles.map((it) => page.indexOf(it)).toSorted((a, b) => a - b));
  const one = wordsOf(await house.read("officer", `${desk}/${await byTitle("Una línea para las víctimas")}`));
  for (const it of ["Complete: it asks for something", "The call is addressed to its author’s sector.", "words of at most 2,000", "In a language that the call takes.", "In time.", "has spoken"]) expect(one).toContain(it);
});

test("several are acknowledged at once, and their authors told; not twice", async () => {
  const chosen = await byTitle("What we may tell after an incident");
  expect((await house.send("officer", `${desk}/acknowledgement`, {})).status).toBe(422);
  expect((await house.send("officer", `${desk}/acknowledgement`, { submission: chosen })).status).toBe(303);
  expect(await mails(chosen)).toEqual([`${chosen} is acknowledged`]);
  expect((await house.send("officer", `${desk}/acknowledgement`, { submission: chosen })).status).toBe(409);
});

test("what is published can be read by those for whom it was written, and by nobody before", async () => {
  const it = await byTitle("Who pays for the second copy");
  expect(await statusOf("visitor", it)).toBe(404);
  expect((await house.send("officer", `${desk}/${it}/publication`, {})).status).toBe(303);
  expect(await statusOf("visitor", it)).toBe(200);
  expect(await mails(it)).toEqual([`${it} is published`]);
  expect((await house.send("officer", `${desk}/${it}/publication`, {})).status).toBe(409);
  expect(await house.read("visitor", "/en/model/ledger?call=4")).toContain(it);
});

test("what is returned goes back with a reason, and without one it stays", async () => {
  const it = await byTitle("What we may tell after an incident");
  const without = await house.send("officer", `${desk}/${it}/return`, { because: "No." });
  expect([without.status, (await without.text()).includes("No.</textarea>")]).toEqual([422, true]);
  expect((await house.send("officer", `${desk}/${it}/return`, { because: "It is about another article than it says." })).status).toBe(303);
  expect(await mails(it)).toEqual([`${it} is acknowledged`, `${it} is returned to you`]);
  expect(await statusOf("visitor", it)).toBe(404);
});

test("of a redacted copy the officer sees before and after, and everybody else the copy alone, with its reason", async () => {
  const it = await byTitle("Una línea para las víctimas");
  const at = `${desk}/${it}/redaction`;
  expect(await house.read("officer", at)).toContain("Pedimos un punto de contacto que hable con las personas.</textarea>");
  const same = await house.send("officer", at, { because: "It named somebody who is not here.", step: "publish" });
  expect([same.status, (await same.text()).includes("Nothing is taken out yet")]).toEqual([422, true]);
  const form = { text: "Pedimos un punto de contacto.", "ask-1": "", because: "It named somebody who is not here." };
  const looked = await house.send("officer", at, { ...form, step: "look" });
  expect([looked.status, (await looked.text()).includes("<del>")]).toEqual([200, true]);
  expect(await statusOf("visitor", it)).toBe(404);
  expect((await house.send("officer", at, { ...form, step: "publish" })).status).toBe(303);
  const addresses = [`/en/model/contributions/${it}`, `/api/v1/model/contributions/${it}`, "/en/model/ledger?call=4", "/en/model/ledger.csv", "/api/v1/model/ledger?call=4", "/en/model/p/040", "/en/search?q=contacto&in=es"];
  const seen = await Promise.all(addresses.map((path) => house.read("visitor", path)));
  expect(seen.filter((body) => body.includes("hable con las personas") || body.includes("quienes ayudan"))).toEqual([]);
  expect(seen[0]).toContain("Pedimos un punto de contacto.");
  const asks = await rowsOf<{ pins: number; state: string }>(house.house.database.db, sql`select a.state, (select count(*)::int from ask_pins p where p.contribution_id = a.contribution_id) as pins from asks a join contributions c on c.id = a.contribution_id where c.reference = ${it}`);
  expect(asks).toEqual([{ state: "published", pins: 1 }]);
});

test("everybody reads how submissions were cleared, counted; a small number of returned ones is not said", async () => {
  const page = wordsOf(await house.read("visitor", "/en/model/clearance"));
  expect(page).toContain("fewer than 10");
  const published = await rowsOf<{ count: number }>(house.house.database.db, sql`select count(*)::int as count from clearances l join contributions c on c.id = l.contribution_id join calls on calls.id = c.call_id where l.act = 'published' and calls.number = 1 and c.attribution = 'named' and c.audience = 'public'`);
  expect(page).toMatch(new RegExp(`Call 1: Views on the compilation of proposals ${published[0]!.count} 0 fewer than 10 1 3`));
});
