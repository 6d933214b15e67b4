// A redacted copy and the files that came with what it stands for: one left out is gone for everybody but those whose it is and the secretariat.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fieldsOf, openCall } from "../../test/calling.ts";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { wordsOf } from "../../test/html.ts";
import { unpacked } from "../../test/unpacked.ts";
import { rowsOf } from "../ground/db/migrate.ts";

const author = "amina.wekesa@lantern.example", stranger = "dewi.prabandari@samudra.example";
const answer = "/en/model/calls/14/answer";
const [kept, gone] = [
  "The list of contact points is published each year in the six languages of the organisation.",
  "On the night of the ninth the witness Orsolya Brandt was moved to the harbour house by two officers.",
];
let house: TestHouse;
let reference: string;

const press = async (deed: string, fields: Record<string, string | string[] | File>) => {
  const sent = await house.send(author, answer, { ...fields, deed });
  return { to: sent.headers.get("location") ?? "", fields: fieldsOf(await sent.text()) };
};
const file = (name: string, text: string) => new File([text], name, { type: "text/plain" });
const at = (path = "") => `/en/model/contributions/${reference}${path}`;
const statuses = (path: string) => Promise.all(["visitor", stranger, author, "officer"].map(async (who) => (await house.get(who, path)).status));
const redaction = () => `/en/desk/model/clearance/${reference}/redaction`;

beforeAll(async () => {
  house = await openHouse({ sample: true });
  for (const email of [author, stranger]) await house.person({ email });
  await openCall(house);
  const started = { ...fieldsOf(await house.read(author, answer)), title: "With two files", text: "Our own words.", combination: "public/named", "ask-1-text": "Say why the witness Orsolya Brandt was moved to the harbour house by two officers.", "ask-1-find": "art. 7(1)" };
  const first = await press("attach", { ...started, files: file("witness-statement.txt", gone) });
  const second = await press("attach", { ...first.fields, files: file("contact-points.txt", kept) });
  const sent = await press("send", (await press("check", second.fields)).fields);
  reference = /contributions\/(C-[0-9A-Z]+)\/receipt/.exec(sent.to)![1]!;
}, 420_000);
afterAll(() => house?.close());

test("before it is published its files are for its author and the secretariat, who finds them beside the words", async () => {
  expect(await statuses(at("/attachments/1"))).toEqual([404, 404, 200, 200]);
  expect(await house.read("officer", `/en/desk/model/clearance/${reference}`)).toContain("witness-statement.txt");
});

test("a file left out of the redacted copy, its name, its hash and the words read from it are nowhere; the other keeps its place", async () => {
  const hashes = await rowsOf<{ received: string; kept: string }>(house.house.database.db, sql`select document -> 'attachments' -> 0 ->> 'received' as received, document -> 'attachments' -> 0 ->> 'kept' as kept from wordings w join contributions c on c.id = w.contribution_id where c.reference = ${reference}`);
  const choice = { "file-1": "out", "file-2": "keep", because: "A file names a witness by her name." };
  const standing = await house.send("officer", redaction(), { ...choice, step: "publish" });
  expect([standing.status, wordsOf(await standing.text()).includes("Words of witness-statement.txt still stand here: “the witness Orsolya Brandt was moved to the”.")]).toEqual([422, true]);
  expect((await house.send("officer", redaction(), { ...choice, stay: "yes", step: "look" })).status).toBe(200);
  const looked = await house.send("officer", redaction(), { ...choice, "ask-1": "Say why.", step: "look" });
  expect([looked.status, wordsOf(await looked.text()).includes("witness-statement.txt is left out")]).toEqual([200, true]);
  expect((await house.send("officer", redaction(), { ...choice, "ask-1": "Say why.", step: "publish" })).status).toBe(303);
  expect([await statuses(at("/attachments/1")), await statuses(at("/attachments/2"))]).toEqual([[404, 404, 200, 200], [200, 200, 200, 200]]);
  const page = wordsOf(await house.read("visitor", at()));
  expect([page.includes("A file was left out"), page.includes("contact-points.txt"), page.includes(kept)]).toEqual([true, true, true]);
  const marks = ["witness-statement", "Orsolya", "harbour house", hashes[0]!.received, hashes[0]!.kept];
  const paths = [at(), `/api/v1/model/contributions/${reference}`, "/en/model/calls/14/contributions", "/api/v1/model/calls/14/contributions", "/en/model/ledger?call=14", "/en/model/ledger.csv", "/api/v1/model/ledger", "/en/model/p/061", "/en/model/p/061.docx", "/en/search?q=harbour&in=en", "/en/model/contributions.atom"];
  for (const who of ["visitor", stranger]) for (const path of paths) {
    const bytes = Buffer.from(await (await house.get(who, path)).arrayBuffer());
    const seen = `${bytes.toString("utf8")}${unpacked(bytes)}`;
    expect([path, marks.filter((it) => seen.includes(it))]).toEqual([path, []]);
  }
  for (const who of [author, "officer"]) expect(wordsOf(await house.read(who, at())), who).toContain("witness-statement.txt");
});

test("made nobody’s by its author, it keeps no file in any edition", async () => {
  expect(wordsOf(await house.read(author, at("/disclosure")))).toContain("Its files are deleted.");
  expect((await house.send(author, at("/disclosure"), { combination: "public/unattributed" })).status).toBe(200);
  expect([await statuses(at("/attachments/1")), await statuses(at("/attachments/2"))]).toEqual([[404, 404, 404, 404], [404, 404, 404, 404]]);
  expect(wordsOf(await house.read("officer", at()))).not.toContain("witness-statement.txt");
  expect(await rowsOf(house.house.database.db, sql`select w.edition from wordings w join contributions c on c.id = w.contribution_id where c.reference = ${reference} and jsonb_array_length(document -> 'attachments') > 0`)).toEqual([]);
});
