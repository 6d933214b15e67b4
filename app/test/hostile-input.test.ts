// What somebody writes who wants more than to be read, in every field and every format of the house: see hostile.ts. What a browser makes
// of it is tried in journeys/hostile-input.spec.ts.
import { parse } from "csv-parse/sync";
import { SaxesParser } from "saxes";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addressesOf, attack, plant, poison, turns, type Planted } from "./hostile.ts";
import { openHouse, type TestHouse } from "./house.ts";
import { unpacked } from "./unpacked.ts";

let house: TestHouse;
let planted: Planted;
let addresses: string[];
beforeAll(async () => {
  house = await openHouse({ sample: true, env: { SMTP_URL: "smtp://localhost:2525" } });
  planted = await plant(house);
}, 300_000);
afterAll(() => house?.close());

test.each([["a title", { "title-en": `Ledger ${turns}` }], ["a text", { "about-en": turns }], ["a role", { partners: `lantern-digital-rights: ${turns}\nfaro-abierto: b` }]])("%s that turns the text round is refused at the door", async (_, wrong) => {
  const words = { "title-en": "Ledger", "about-en": "a", "rights-en": "b", "data-en": "c", form: "memorandum", status: "running", countries: "KE", functions: ["research"], crimes: ["forgery"], sources: "https://source.example/", partners: "lantern-digital-rights: a\nfaro-abierto: b" };
  expect((await house.send(planted.focalPoint, "/en/partnerships/new", { ...words, ...wrong })).status).toBe(422);
});

test("what was typed comes back as it was typed, in a form that was refused", async () => {
  const page = await (await house.send(planted.focalPoint, "/en/partnerships/new", { "title-en": "Ledger", "about-en": attack, partners: attack, sources: attack, results: attack })).text();
  expect([page.includes("window.__hit=1"), /<\w+[^>]* data-hostile/.test(page)]).toEqual([true, false]);
});

/** Why this is no good answer in its format; null where it is. */
async function wrongWith(answer: Response): Promise<string | null> {
  const type = answer.headers.get("content-type") ?? "";
  const bytes = Buffer.from(await answer.arrayBuffer());
  const text = bytes.toString("utf8");
  if (answer.status >= 500) return `answers ${answer.status}`;
  if (type.includes("html")) return /<\w+[^>"']* (data-hostile|onerror|onload)|<[^>]* href="javascript:/i.exec(text)?.[0] ?? null;
  if (type.includes("openxml")) return inOffice(unpacked(bytes));
  if (type.includes("json")) return attempt(() => JSON.parse(text) as unknown);
  if (type.includes("xml")) return attempt(() => wellFormed(text)) ?? (/<\w+ data-hostile/.exec(text)?.[0] ?? null);
  if (type.includes("csv")) return calculated((parse(text, { bom: true, relax_column_count: true }) as string[][]).flat());
  if (type.includes("calendar")) return text.replaceAll(/\r\n[ \t]/g, "").split("\r\n").find((it) => it !== "" && !/^[A-Z-]+[;:]/.test(it)) ?? (text.split("\r\n").some((it) => Buffer.byteLength(it) > 75) ? "a line of more than 75 octets" : null);
  return null;
}
function wellFormed(text: string): void {
  const parser = new SaxesParser();
  parser.on("error", (error) => { throw error; });
  parser.write(text).close();
}
const attempt = (deed: () => unknown) => { try { deed(); return null; } catch (error) { return String(error); } };
/** Workbooks and documents: every part well-formed, no formula, no cell that could be taken for one. */
const inOffice = (files: string) => files.split(/(?=<\?xml)/).map((part) => (part.startsWith("<?xml") ? attempt(() => wellFormed(part)) : null)).find((it) => it !== null) ?? /<f[ >]|<w:instrText[^>]*>[^<]*(HYPERLINK|DDE)/.exec(files)?.[0] ?? calculated([...files.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map((it) => it[1]!));
const calculated = (cells: readonly string[]) => cells.find((it) => /^\s*[=+@＝＋－＠]|^\s*-(?![\d.]+$)|^[\t\r\n]/.test(it)) ?? null;

test("the check finds what it looks for", async () => {
  const answer = (type: string, text: string) => wrongWith(new Response(text, { headers: { "content-type": type } }));
  expect([await answer("text/html", "<p><img data-hostile src=x>"), await answer("text/html", '<a href="javascript:x">'), await answer("text/csv", "a,=1+1\r\n"), await answer("text/csv", "a,-5\r\n"), await answer("application/json", "{"), await answer("application/atom+xml", "<a><b></a>"), await answer("text/calendar", "BEGIN:VCALENDAR\r\nnonsense here\r\n")].map((it) => it !== null)).toEqual([true, true, true, false, true, true, true]);
});

test("with every text of the house hostile, every door answers in its format: nothing is an element, a formula or a line of its own", async () => {
  addresses = await addressesOf(house, planted);
  expect(await poison(house)).toBeGreaterThan(60); // columns
  const wrong: string[] = [];
  const formats: Record<string, number> = {};
  const holding: Record<string, number> = {};
  for (const who of ["visitor", planted.focalPoint, planted.keeper]) for (const address of addresses) {
    const answer = await house.get(who, address);
    const format = /html|json|openxml|xml|csv|calendar/.exec(answer.headers.get("content-type") ?? "")?.[0] ?? "other";
    if (answer.status === 200) formats[format] = (formats[format] ?? 0) + 1;
    const copy = answer.clone();
    const found = await wrongWith(answer);
    const isQuestionnaire = /\/forms\/\d+\.xlsx$/.test(address) && found?.startsWith("="); // its cells are marked as words and calculate nothing; an apostrophe in front would change the form when it is read in again
    if (found !== null && !isQuestionnaire) wrong.push(`${who} ${address}: ${found.slice(0, 200)}`);
    if ((await copy.text()).includes("__hit=")) holding[format] = (holding[format] ?? 0) + 1;
  }
  expect(wrong).toEqual([]);
  expect(formats.html).toBeGreaterThan(150);
  for (const format of ["html", "json", "csv", "xml", "calendar"]) expect(holding[format], format).toBeGreaterThan(0); // there was something to get wrong
}, 240_000);
