// A provision's dossier as a Word document: read again by another reader, and the same for the same viewer.
import { unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readDocument } from "@travaux/treaty-text";
import { openHouse, type TestHouse } from "../../test/house.ts";

let house: TestHouse;
beforeAll(async () => { house = await openHouse({ sample: true }); });
afterAll(() => house?.close());

const bytesOf = async (who: string, path: string) => new Uint8Array(await (await house.get(who, path)).arrayBuffer());
const xmlIn = (bytes: Uint8Array) => new TextDecoder().decode(unzipSync(bytes)["word/document.xml"]);
const wordsIn = (xml: string) => xml.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");

test("the dossier of a provision can be taken along for Word, with its words, its history, its asks and the wordings proposed", async () => {
  const answer = await house.get("visitor", "/en/model/p/061.docx");
  expect([answer.status, answer.headers.get("content-type"), answer.headers.get("content-disposition")]).toEqual([200, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", 'attachment; filename="model-p-061.docx"']);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const said = wordsIn(xmlIn(bytes));
  for (const it of ["Safeguard for human rights", "http://travaux.test/model/p/061", "M/CONF.1/3/Rev.1", "research or testing done in good faith", "Delete “where lawful” after “peaceful assembly”.", "Vistula Users’ League", "Not reflected", "T. Adeyemi:", "on the request or on behalf of".split(" or ")[0]!]) expect(said, it).toContain(it);
  const read = await readDocument(bytes, { name: "dossier.docx", language: "en" });
  expect(JSON.stringify(read.provisions)).toContain("Add a right to be told after surveillance ends.");
  expect(xmlIn(bytes)).toMatch(/<w:u\b[^>]*>.*<w:strike\b/s);
});

test("asked for twice, it has the same bytes, at whatever time", async () => {
  const first = await bytesOf("visitor", "/en/model/p/061.docx");
  const settings = process.env.TZ;
  process.env.TZ = "Pacific/Auckland";
  const again = await bytesOf("visitor", "/en/model/p/061.docx");
  process.env.TZ = settings;
  expect(Buffer.compare(Buffer.from(first), Buffer.from(again))).toBe(0);
});

test("a number of no provision has no dossier, in Arabic it runs from right to left", async () => {
  expect((await house.get("visitor", "/en/model/p/999.docx")).status).toBe(404);
  expect(xmlIn(await bytesOf("visitor", "/ar/model/p/061.docx"))).toContain("<w:bidi/>");
});
