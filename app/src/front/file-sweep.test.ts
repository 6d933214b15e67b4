// Files that nobody names any more: what was withdrawn or taken back keeps no file, and what somebody still names keeps its own.
import { readdirSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fieldsOf, openCall } from "../../test/calling.ts";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { wordsOf } from "../../test/html.ts";
import { hashOf } from "../ground/files/store.ts";
import { sweepFiles } from "./file-sweep.ts";

const author = "amina.wekesa@lantern.example";
const answer = "/en/model/calls/14/answer";
let house: TestHouse;
type Fields = Record<string, string | string[] | File>;

beforeAll(async () => {
  house = await openHouse({ sample: true });
  await house.person({ email: author });
  await openCall(house);
}, 420_000);
afterAll(() => house?.close());

async function press(deed: string, fields: Fields) {
  const sent = await house.send(author, answer, { ...fields, deed });
  const page = await sent.text();
  return { status: sent.status, to: sent.headers.get("location") ?? "", page, fields: fieldsOf(page) };
}
/** A form with these files read into it. */
async function withFiles(title: string, ...texts: string[]) {
  let fields: Fields = { ...fieldsOf(await house.read(author, answer)), title, text: "Our own words.", combination: "public/named", "ask-1-text": "Read the file.", "ask-1-find": "art. 7(1)" };
  for (const text of texts) fields = (await press("attach", { ...fields, files: new File([text], `${text.split(" ")[0]}.txt`, { type: "text/plain" }) })).fields;
  return fields;
}
/** File it; the address of its page. */
const filed = async (title: string, ...texts: string[]) => (await press("send", (await press("check", await withFiles(title, ...texts))).fields)).to.replace("/receipt", "");
const hashed = (text: string) => hashOf(Buffer.from(`${text}\n`));
const kept = async (...texts: string[]) => Promise.all(texts.map(async (it) => (await house.house.files.get(hashed(it))) !== null));

/** Let all kept files be some days old. */
async function age() {
  const { folder } = await house.house.files.check();
  const old = new Date("2026-06-06T00:00:00Z");
  for (const it of readdirSync(folder, { recursive: true, withFileTypes: true })) if (it.isFile()) utimesSync(join(it.parentPath, it.name), old, old);
}

test("what was taken back keeps no file after a day, unless another submission or a draft names it", async () => {
  const first = await filed("Taken back", "shared by two of us", "own to the first");
  const second = await filed("It stays", "shared by two of us");
  await press("save", await withFiles("Not sent yet", "draft is what this is"));
  await age();
  expect(await sweepFiles(house.house)).toBe(0);
  expect(wordsOf(await house.read(author, `${first}/withdrawal`))).toContain("Its files are deleted within two days");
  expect((await house.send(author, `${first}/withdrawal`, {})).status).toBe(303);
  expect(await sweepFiles(house.house)).toBe(1);
  expect(await kept("shared by two of us", "own to the first", "draft is what this is")).toEqual([true, false, true]);
  expect([(await house.get(author, `${first}/attachments/1`)).status, (await house.get(author, `${second}/attachments/1`)).status]).toEqual([404, 200]);
});

test("a withdrawn submission keeps none either, and what was put aside for a redacted copy stays", async () => {
  const path = await filed("Shown and withdrawn", "left out of the copy", "shown with the copy");
  const redaction = `${path.replace("/contributions/", "/clearance/").replace("/en/", "/en/desk/")}/redaction`;
  expect((await house.send("officer", redaction, { "file-1": "out", because: "It names somebody.", step: "publish" })).status).toBe(303);
  await age();
  expect(await sweepFiles(house.house)).toBe(0);
  expect((await house.get(author, `${path}/attachments/1`)).status).toBe(200);
  await house.send(author, `${path}/withdrawal`, {});
  expect(await sweepFiles(house.house)).toBe(2);
  expect(await kept("left out of the copy", "shown with the copy")).toEqual([false, false]);
});

test("a form that was open for too long says which file is gone, and nothing is filed; one sent in time keeps its file from then on", async () => {
  const late = (await press("check", await withFiles("Too late", "late by two days"))).fields;
  await house.house.files.remove(hashed("late by two days"));
  const refused = await press("send", late);
  expect([refused.status, wordsOf(refused.page).includes("open for more than a day: late.txt"), refused.fields.attachment]).toEqual([422, true, undefined]);
  await filed("In time", "punctual as can be");
  expect(await sweepFiles(house.house)).toBe(0);
  expect(await kept("punctual as can be")).toEqual([true]);
});
