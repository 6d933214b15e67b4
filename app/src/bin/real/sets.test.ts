import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { align, walk, type TreatyText } from "@travaux/treaty-text";
import { expect, test } from "vitest";
import { bytesOf, realSets } from "./sets.ts";

const folder = fileURLToPath(new URL("../../../../../shared/data", import.meta.url));
const isThere = realSets.every((set) => set.drafts.every((it) => existsSync(join(folder, it.file))));
if (!isThere) console.warn("The real drafts are left out: the data sets are not beside the repository.");

/** The texts of a set, in its order. */
async function textsOf(slug: string): Promise<TreatyText[]> {
  const texts = [];
  for (const draft of realSets.find((it) => it.slug === slug)!.drafts) texts.push(await draft.read(bytesOf(folder, draft)));
  return texts;
}
const count = (text: TreatyText, kind: string) => [...walk(text.provisions)].filter((it) => it.kind === kind).length;
/** Of a bill in two tiers: the sections (§) of its first article. */
const sectionsOf = (text: TreatyText) => text.provisions[0]!.children.filter((it) => it.kind === "article").map((it) => it.number);

test.skipIf(!isThere)("all four drafts of the bill are read from its table, each with the sections it has", async () => {
  const drafts = await textsOf("geothermal");
  expect(drafts).toHaveLength(4);
  for (const it of drafts) expect(sectionsOf(it)).toEqual(Array.from({ length: 11 }, (_, index) => String(index + 1)));
  // The last draft puts in four articles more: the rows marked as new in the table.
  expect(drafts.map((it) => it.provisions.filter((one) => one.kind === "article").length)).toEqual([6, 6, 6, 10]);
});

test.skipIf(!isThere)("sections of the bill are followed through all four drafts", async () => {
  const drafts = await textsOf("geothermal");
  for (const [index, after] of drafts.slice(1).entries()) {
    const pairs = align(drafts[index]!, after);
    for (const section of sectionsOf(after)) expect(pairs.find((it) => it.new.includes(`art_1__art_${section}`))?.old).toEqual([`art_1__art_${section}`]);
  }
});

test.skipIf(!isThere)("the other sets have the articles that their treaties have", async () => {
  const articles = async (slug: string) => (await textsOf(slug)).map((it) => count(it, "article"));
  expect(await articles("data-protection")).toEqual([91, 99]);
  expect(await articles("laundering")).toEqual([44, 56]);
  expect(await articles("high-seas")).toEqual([76]);
});
