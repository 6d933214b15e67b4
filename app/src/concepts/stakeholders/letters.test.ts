import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../../test/house.ts";
import { allOf, mainOf, wordsOf } from "../../../test/html.ts";

let house: TestHouse;
const [ann, bob, cat] = ["ann@body.example", "bob@body.example", "cat@body.example"] as const;
beforeAll(async () => {
  house = await openHouse({ env: { SMTP_URL: "smtp://localhost:2525" } });
  for (const [email, name] of [[ann, "Ann Test"], [bob, "Bob Test"], [cat, "Cat Test"]] as const) await house.person({ email, name });
  await house.send(ann, "/en/registration", { kind: "organisation", name: "Lantern Digital Rights", sector: "civil-society", country: "KE", languages: "en" });
  await house.send("officer", "/en/desk/registrations/lantern-digital-rights/verification", {});
  await house.house.database.db.execute("delete from outbox");
});
afterAll(() => house.close());

const form = "/en/stakeholders/lantern-digital-rights/letter";
const mails = async () => {
  const { rows } = (await house.house.database.db.execute("select recipient, subject, body from outbox order by id")) as unknown as { rows: { recipient: string; subject: string; body: string }[] };
  return rows;
};
let letter: string;

test("a letter goes to the focal point by mail, and shows neither side an address", async () => {
  expect((await house.send("visitor", form, { subject: "Evidence", body: "May we ask?" })).status).toBe(403);
  const answer = await house.send(bob, form, { subject: "Evidence", body: "May we ask?" });
  letter = answer.headers.get("location")!;
  expect([answer.status, letter]).toEqual([303, expect.stringMatching(/^\/en\/letters\//)]);
  const [mail] = await mails();
  expect(mail).toMatchObject({ recipient: ann, subject: "Evidence – from Bob Test" });
  expect([mail!.body.includes("May we ask?"), mail!.body.includes(bob), mail!.body.includes(`http://travaux.test${letter}`)]).toEqual([true, false, true]);
  for (const who of [ann, bob]) { const page = await house.read(who, letter); expect([page.includes(ann), page.includes(bob), page.includes("May we ask?")]).toEqual([false, false, true]); }
});

test("nobody else reads it, officers included", async () => {
  for (const who of ["visitor", cat, "editor", "officer"]) expect((await house.get(who, letter)).status, who).toBe(who === "visitor" ? 403 : 404);
});

test("the answer goes back the same way", async () => {
  expect((await house.send(ann, letter, { body: "Gladly." })).status).toBe(303);
  const mail = (await mails()).at(-1)!;
  expect([mail.recipient, mail.subject, mail.body.includes("Gladly."), mail.body.includes(ann), mail.body.includes("Ann Test")]).toEqual([bob, "Evidence – from Lantern Digital Rights", true, false, false]);
  expect(wordsOf(mainOf(await house.read(bob, letter)))).toContain("Gladly.");
});

test("a letter that was reported is read by officers, who settle it", async () => {
  expect((await house.send(ann, `${letter}/report`, { reason: "" })).status).toBe(422);
  expect((await house.send(ann, `${letter}/report`, { reason: "Threats" })).status).toBe(303);
  expect(wordsOf(mainOf(await house.read("officer", "/en/desk/secretariat")))).toContain("Abuse reported: 1");
  expect((await house.get("officer", letter)).status).toBe(200);
  expect((await house.send("officer", letter, { body: "I answer for them." })).status, "but they do not answer").toBe(403);
  expect((await house.send(bob, `${letter}/settlement`, {})).status).toBe(403);
  expect((await house.send("officer", `${letter}/settlement`, {})).status).toBe(303);
  expect(wordsOf(mainOf(await house.read("officer", "/en/desk/secretariat")))).toContain("Abuse reported: 0");
});

test("a blocked sender is told, and can be let in again", async () => {
  expect((await house.send(bob, `${letter}/blocking`, {})).status).toBe(403);
  await house.send(ann, `${letter}/blocking`, {});
  const answer = await house.send(bob, form, { subject: "Again", body: "Hello" });
  expect([answer.status, ...allOf(await answer.text(), "h1")]).toEqual([403, "Lantern Digital Rights takes no letters from you."]);
  await house.send(ann, `${letter}/unblocking`, {});
  expect((await house.send(bob, form, { subject: "Again", body: "Hello" })).status).toBe(303);
});

test("ten letters a day, and again tomorrow", async () => {
  const write = async () => (await house.send(cat, form, { subject: "Hello", body: "Hello" })).status;
  const sent = [];
  for (let index = 0; index < 11; index++) sent.push(await write());
  expect(sent).toEqual([...Array<number>(10).fill(303), 409]);
  house.setClock("2026-06-10T10:00:01Z");
  expect(await write()).toBe(303);
});

test("all about a person can be taken along, by that person only", async () => {
  expect((await house.get("visitor", "/en/own-data/export")).status).toBe(403);
  const data = JSON.parse(await house.read(bob, "/en/own-data/export")) as { person: { email: string }; letters: { body: string }[] };
  expect([data.person.email, data.letters.map((it) => it.body)]).toEqual([bob, ["May we ask?", "Hello"]]);
  expect(JSON.stringify(data)).not.toContain(ann);
});

test("a name is corrected wherever it stands", async () => {
  expect((await house.send(bob, "/en/own-data/correction", { name: "Rob\u202EtseT" })).status).toBe(422);
  await house.send(bob, "/en/own-data/correction", { name: "Robert Test" });
  expect(await house.read(ann, letter)).toContain("Robert Test");
});

test("who erases themselves is gone everywhere; a focal point hands over first", async () => {
  expect((await house.send(ann, "/en/own-data/erasure", { sure: "yes" })).status).toBe(409);
  expect((await house.send(bob, "/en/own-data/erasure", {})).status).toBe(422);
  expect((await house.send(bob, "/en/own-data/erasure", { sure: "yes" })).status).toBe(303);
  expect((await house.get(bob, "/en/own-data")).status, "the session is over").toBe(403);
  const page = await house.read(ann, letter);
  expect([page.includes("Robert Test"), page.includes("May we ask?"), page.includes("The words of this letter were erased.")]).toEqual([false, false, true]);
  const { rows } = (await house.house.database.db.execute("select (select count(*) from people where name like 'Rob%' or email like 'bob@%')::int + (select count(*) from journal where by like '%Rob%')::int + (select count(*) from letters where body like 'May we%')::int as left")) as unknown as { rows: { left: number }[] };
  expect(rows[0]!.left).toBe(0);
});

