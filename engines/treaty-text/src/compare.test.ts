import * as fc from "fast-check";
import { expect, test } from "vitest";
import { align } from "./align.ts";
import { compare } from "./compare.ts";
import { editVersion, inventTreaty } from "./invented.ts";
import { ownWords } from "./layout.ts";
import type { Provision } from "./provision.ts";
import { walk } from "./provision.ts";

const article = (id: string, text: string, children: Provision[] = []): Provision => ({ id, kind: "article", number: id.slice(4), heading: null, text, children });
const paragraph = (id: string, text: string): Provision => ({ id, kind: "paragraph", number: id.split("_").at(-1)!, heading: null, text, children: [] });

const ships = "Every ship shall carry a log of its catches.";
const ports = "Ports shall be open to inspectors at all hours of the day.";
const crews = "Crews have the right to fair pay and to rest on land.";

test("each provision has its redline, in the reading order of the new text, a deletion after what it followed", () => {
  const before = { provisions: [article("art_1", ships), article("art_2", ports), article("art_3", crews)] };
  const after = { provisions: [article("art_1", ships.replace("a log", "a sealed log")), article("art_2", crews)] };
  expect(compare(before, after).redline).toEqual([
    { old: "art_1", new: "art_1", parts: [["keep", "Every ship shall carry a "], ["insert", "sealed "], ["keep", "log of its catches."]] },
    { old: "art_2", new: null, parts: [["delete", ports]] },
    { old: "art_3", new: "art_2", parts: [["keep", crews]] },
  ]);
});

test("moved wording is redlined against its source, and an addition is inserted whole", () => {
  const before = { provisions: [article("art_1", ships), article("art_2", ports), article("art_3", crews)] };
  const after = { provisions: [article("art_1", crews.replace("land", "shore")), article("art_2", ships), article("art_3", "A new article says this."), article("art_4", ports)] };
  expect(compare(before, after).redline).toEqual([
    { old: "art_3", new: "art_1", parts: [["keep", "Crews have the right to fair pay and to rest on "], ["delete", "land"], ["insert", "shore"], ["keep", "."]] },
    { old: "art_1", new: "art_2", parts: [["keep", ships]] },
    { old: null, new: "art_3", parts: [["insert", "A new article says this."]] },
    { old: "art_2", new: "art_4", parts: [["keep", ports]] },
  ]);
});

test("a split is redlined against its source, each piece against its share, and a merge likewise", () => {
  const [one, two] = ["The fund pays for lost nets and boats.", "It also pays for training in other trades."];
  const whole = { provisions: [article("art_1", "", [paragraph("art_1__para_1", `${one} ${two}`), paragraph("art_1__para_2", crews)])] };
  const pieces = { provisions: [article("art_1", "", [paragraph("art_1__para_1", one), paragraph("art_1__para_2", two), paragraph("art_1__para_3", crews)])] };
  expect(compare(whole, pieces).redline.slice(1, 3)).toEqual([
    { old: "art_1__para_1", new: "art_1__para_1", parts: [["keep", one], ["delete", " "]] },
    { old: "art_1__para_1", new: "art_1__para_2", parts: [["keep", two]] },
  ]);
  expect(compare(pieces, whole).redline.slice(1, 3)).toEqual([
    { old: "art_1__para_1", new: "art_1__para_1", parts: [["keep", one]] },
    { old: "art_1__para_2", new: "art_1__para_1", parts: [["insert", " "], ["keep", two]] },
  ]);
});

test("the pairs are those of the alignment", () => {
  const { before, after } = editVersion(inventTreaty(3, 20), 3);
  expect(compare(before, after).pairs).toEqual(align(before, after));
  const fixed = [{ old: ["art_1"], new: ["art_2"] }];
  expect(compare(before, after, { fixed }).pairs).toEqual(align(before, after, { fixed }));
});

test("joined by provision, the redlines give every word of the old text and every word of the new", () => {
  const seeds = fc.integer({ min: 1, max: 100_000 });
  fc.assert(fc.property(seeds, seeds, fc.integer({ min: 1, max: 10 }), (of, by, articles) => {
    const { before, after } = editVersion(inventTreaty(of, articles), by);
    const { redline } = compare(before, after);
    for (const [text, side, other] of [[before, "old", "insert"], [after, "new", "delete"]] as const) {
      const words = new Map<string | null, string>();
      for (const it of redline) words.set(it[side], (words.get(it[side]) ?? "") + it.parts.filter(([name]) => name !== other).map(([, part]) => part).join(""));
      for (const it of walk(text.provisions)) expect(words.get(it.id)).toBe(ownWords(it));
    }
    const order = [...walk(after.provisions)].map((it) => it.id);
    expect([...new Set(redline.flatMap((it) => it.new ?? []))]).toEqual(order);
  }), { numRuns: 25 });
});
