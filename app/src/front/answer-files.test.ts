// Files with an answer: read into its text, carried under a seal, filed with it, and handed out to be saved by whoever reads it.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fieldsOf, openCall } from "../../test/calling.ts";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { wordsOf } from "../../test/html.ts";
import { rowsOf } from "../ground/db/migrate.ts";
import { formToken, tokenField } from "../ground/web/form-tokens.ts";
import type { PersonViewer } from "../ground/viewer.ts";

const author = "amina.wekesa@lantern.example";
const answer = "/en/model/calls/14/answer";
let house: TestHouse;
let viewer: PersonViewer;
type Fields = Record<string, string | string[] | File>;

beforeAll(async () => {
  house = await openHouse({ sample: true });
  viewer = await house.person({ email: author });
  await openCall(house);
}, 180_000);
afterAll(() => house?.close());

async function press(deed: string, fields: Fields) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) for (const it of [value].flat()) body.append(name, it);
  body.append("deed", deed);
  body.append(tokenField, formToken(house.house, "seed-of-the-form-tokens-in-tests", viewer));
  const sent = await house.app.request(`http://travaux.test${answer}`, { method: "POST", body, headers: { cookie: house.cookiesOf(author), origin: "http://travaux.test" } });
  return { status: sent.status, to: sent.headers.get("location") ?? "", page: await sent.text() };
}
const filled = async (more: Fields = {}): Promise<Fields> => ({ ...fieldsOf(await house.read(author, answer)), title: "With a file", text: "Our own words.", combination: "public/named", "ask-1-text": "Read the file.", "ask-1-find": "art. 7(1)", ...more });
const textFile = (name: string, text: string) => new File([text], name, { type: "text/plain" });

test("a file is read into the text after what was typed, goes along to the filing, and is handed out to be saved and never shown", async () => {
  const read = await press("attach", await filled({ files: textFile("position.txt", "Words of the file.") }));
  expect(read.status).toBe(200);
  const fields = fieldsOf(read.page);
  expect(fields.text).toBe("Our own words.\n\nWords of the file.");
  const checked = await press("check", fields);
  const { to } = await press("send", fieldsOf(checked.page));
  const place = to.replace("/receipt", "");
  const served = await house.get(author, `${place}/attachments/1`);
  expect([await served.text(), served.headers.get("content-type"), served.headers.get("content-disposition"), served.headers.get("x-content-type-options"), served.headers.get("content-security-policy")])
    .toEqual(["Words of the file.\n", "text/plain; charset=utf-8", `attachment; filename="position.txt"; filename*=UTF-8''position.txt`, "nosniff", "sandbox; default-src 'none'"]);
  expect([(await house.get("visitor", `${place}/attachments/1`)).status, (await house.get(author, `${place}/attachments/2`)).status, (await house.get("officer", `${place}/attachments/1`)).status]).toEqual([404, 404, 200]);
});

test("a file sent with any other button is read first, so that nobody sends what they have not seen", async () => {
  const read = await press("check", await filled({ files: textFile("late.txt", "Came with the check.") }));
  expect(fieldsOf(read.page).text).toContain("Came with the check.");
});

test("what cannot be read is refused in a sentence beside the field, and nothing that was typed is lost", async () => {
  const refused = await press("attach", await filled({ files: new File([new Uint8Array([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4])], "invoice.pdf", { type: "application/pdf" }) }));
  expect(refused.status).toBe(422);
  expect(/id="files-error">([^<]{20,})</.exec(refused.page)).not.toBeNull();
  expect([fieldsOf(refused.page).title, fieldsOf(refused.page).text, fieldsOf(refused.page)["ask-1-text"]]).toEqual(["With a file", "Our own words.", "Read the file."]);
});

test("nobody names a file of the house that they did not send", async () => {
  const forged = `${Buffer.from(JSON.stringify({ name: "x.txt", mediaType: "text/plain", bytes: 1, received: "0".repeat(64), kept: "0".repeat(64) })).toString("base64url")}.${Buffer.alloc(32).toString("base64url")}`;
  const { to } = await press("send", fieldsOf((await press("check", await filled({ title: "Forged", attachment: forged }))).page));
  expect(to).toContain("/receipt");
  expect(await rowsOf(house.house.database.db, sql`select jsonb_array_length(document -> 'attachments') as n from wordings where document ->> 'title' = 'Forged'`)).toEqual([{ n: 0 }]);
});

test("what is to be nobody’s carries no file, since a file on a disk has a time; its words stay in the text", async () => {
  const fields = fieldsOf((await press("attach", await filled({ files: textFile("quiet.txt", "Quiet words.") }))).page);
  const refused = await press("check", { ...fields, combination: "public/unattributed" });
  expect([refused.status, wordsOf(refused.page).includes("carries no files"), String(fieldsOf(refused.page).text).includes("Quiet words.")]).toEqual([422, true, true]);
});

test("numbered lines of the text become asks with one press, and stand in the text no more", async () => {
  const taken = fieldsOf((await press("take-asks", await filled({ text: "We ask for two things.\n\n1. Publish the list.\n2. Give a reason.", "ask-1-text": "", "ask-1-find": "" }))).page);
  expect([taken.text, taken["ask-1-text"], taken["ask-2-text"]]).toEqual(["We ask for two things.", "Publish the list.", "Give a reason."]);
});
