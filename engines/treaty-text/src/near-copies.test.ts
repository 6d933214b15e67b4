import { existsSync, readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { inventTreaty } from "./invented.ts";
import { nearCopies } from "./near-copies.ts";
import { walk } from "./provision.ts";

const template = `We write about the draft before the Committee. Article 12 lets a prosecutor open the mail of a whole town because one letter
in it is suspect, and nobody is told, then or later. We ask that an order name the person, the time and the reason, that a judge sign it before it is used,
and that whoever was searched hears of it within ninety days. A power that nobody sees is a power that nobody checks; our members,
who answer the telephone to those whom it hit, know what that means.`;
const letter = (id: string, head: string, end: string) => ({ id, text: `${head}\n\n${template}\n\n${end}` });

test("letters of a campaign with another first line and signature are one group, and other inputs are not in it", () => {
  const texts = [
    letter("a", "Dear Chair, I am a teacher in the north.", "Yours, Ana Silva, Lisbon"), letter("b", "To whom it may concern:", "Omar Haddad, on behalf of the League of Readers"),
    letter("c", "Excellencies, as a nurse I urge you to listen.", "With respect, Mei Tan"), { id: "d", text: "We support article 12 as it stands, since orders must be quick and a judge is not always at hand in time." },
    { id: "e", text: "Delete article 30: what it says stands in article 4 already, and two rules on one matter breed a third." },
  ];
  expect(nearCopies(texts)).toEqual([["a", "b", "c"]]);
});

test.each([
  ["French", "Nous demandons que le juge signe l’ordre avant qu’il ne serve, que la personne l’apprenne dans les trois mois, et que nul ne soit fouillé pour la faute d’un autre.", "Un citoyen : "],
  ["Arabic", "نطلب أن يوقع القاضي الأمر قبل استعماله وأن يعلم به الشخص خلال ثلاثة أشهر وألا يفتش أحد بسبب خطأ غيره في أي وقت.", "أنا معلم. "],
  ["Chinese", "我们要求法官在命令使用之前签署命令，被搜查的人在九十天内得知此事，任何人都不因他人的过错而受到搜查。", "我是教师。"],
])("so they are in %s", (_, body, head) => {
  expect(nearCopies([{ id: "1", text: body }, { id: "2", text: head + body }, { id: "3", text: body.slice(0, 15) }])).toEqual([["1", "2"]]);
});

const article = "1. Each State Party shall adopt such measures as are needed to let its competent authorities search a computer system and the data stored in it, and a medium in which data may be stored, in its territory. 2. Each State Party shall see to it that where they have grounds to believe that the data sought are stored in another system, and are lawfully reached from the first, the search may be extended to it.";

test("two inputs that quote the same article are no copies of each other once the draft is handed in, and quoting all of it twice is one", () => {
  const texts = [
    { id: "a", text: `${article}\nDelete paragraph 2: it reaches into the territory of others.` }, { id: "b", text: `Keep as it stands:\n${article}` },
    { id: "c", text: article }, { id: "d", text: article.toUpperCase() }, { id: "e", text: article.slice(0, 150) },
  ];
  expect(nearCopies(texts, { boilerplate: [article] })).toEqual([["c", "d"]]);
  expect(nearCopies(texts)).toEqual([["a", "b", "c", "d"]]);
});

test("short inputs are copies when they say the same, whatever their marks and capitals, and empty ones never", () => {
  const texts = ["We agree.", "WE AGREE!", "We do not agree.", "", " ", "—"].map((text, at) => ({ id: `${at}`, text }));
  expect(nearCopies(texts)).toEqual([["0", "1"]]);
});

test("what is asked for out of range, and an id that comes twice, is refused", () => {
  for (const likeness of [0, -1, 1.01, Number.NaN]) expect(() => nearCopies([], { likeness })).toThrow(RangeError);
  expect(() => nearCopies([{ id: "a", text: "x" }, { id: "a", text: "y" }])).toThrow("The id a comes twice.");
});

/** Words few enough that texts are alike by chance now and then. */
const words = fc.array(fc.constantFrom("each", "State", "Party", "shall", "may", "not", "measures", "adopt", "国", "دولة", ",", "1."), { maxLength: 14 }).map((it) => it.join(" "));
const collection = fc.array(words, { maxLength: 24 }).map((texts) => texts.map((text, at) => ({ id: `t${String(at).padStart(2, "0")}`, text })));
const thresholds = fc.constantFrom(0.2, 0.34, 0.5, 0.75, 1);

/** The definition, read word for word: every pair, sets of strings, and what hangs together. */
function byDefinition(texts: { id: string; text: string }[], likeness: number) {
  const runs = texts.map(({ text }) => {
    const all = text.toLowerCase().split(" ").filter((it) => /[\p{L}\p{N}]/u.test(it)).map((it) => it.replace(".", ""));
    return new Set(all.length === 0 ? [] : all.length < 4 ? [all.join(" ")] : all.slice(3).map((_, at) => all.slice(at, at + 4).join(" ")));
  });
  const group = texts.map((_, at) => at);
  for (let a = 0; a < texts.length; a++)
    for (let b = 0; b < a; b++) {
      const union = runs[a]!.union(runs[b]!).size;
      if (union > 0 && runs[a]!.intersection(runs[b]!).size / union >= likeness) group.forEach((it, at) => void (it === group[a]! && (group[at] = group[b]!)));
    }
  const groups = Object.values(Object.groupBy(texts.map(({ id }, at) => ({ id, of: group[at]! })), (it) => it.of)).map((it) => it!.map(({ id }) => id));
  return groups.filter((it) => it.length > 1).toSorted((a, b) => b.length - a.length || (a[0]! < b[0]! ? -1 : 1));
}

test("the groups are those of the definition, pair by pair", () => {
  fc.assert(fc.property(collection, thresholds, (texts, likeness) => {
    expect(nearCopies(texts, { likeness })).toEqual(byDefinition(texts, likeness));
  }), { numRuns: 400 });
});

test("the order of the inputs changes nothing, and nobody is in two groups", () => {
  fc.assert(fc.property(collection.chain((it) => fc.tuple(fc.constant(it), fc.shuffledSubarray(it, { minLength: it.length }))), thresholds, ([texts, shuffled], likeness) => {
    const groups = nearCopies(texts, { likeness });
    expect(nearCopies(shuffled, { likeness })).toEqual(groups);
    expect(new Set(groups.flat()).size).toBe(groups.flat().length);
  }));
});

test("a higher threshold never joins what a lower one parts", () => {
  fc.assert(fc.property(collection, (texts) => {
    const [loose, strict] = [nearCopies(texts, { likeness: 0.3 }), nearCopies(texts, { likeness: 0.7 })];
    for (const group of strict) expect(loose.some((it) => group.every((id) => it.includes(id)))).toBe(true);
  }));
});

test("a campaign of a thousand letters among a thousand others is found whole, and nothing else", { timeout: 60_000 }, () => {
  const others = [...walk(inventTreaty(7, 400).provisions)].map((it) => it.text).filter((it) => it.length > 80).slice(0, 1000);
  const campaign = Array.from({ length: 1000 }, (_, at) => letter(`c${at}`, `I am person ${at} of town ${at * 7}.`, `Signed by ${at * 13}, ${at * 17} street`));
  expect(others.length).toBe(1000);
  expect(nearCopies([...others.map((text, at) => ({ id: `o${at}`, text })), ...campaign])).toEqual([campaign.map((it) => it.id).toSorted()]);
});

test.each([
  ["a million characters 0", "\u0000".repeat(1_000_000)], ["a hundred thousand brackets", "(".repeat(100_000)], ["a million accents", `e${"\u0301".repeat(1_000_000)}`],
  ["a word said three hundred thousand times", "ask ".repeat(300_000)], ["turns of direction", "\u202e\u202d".repeat(100_000)],
])("%s do no harm", (_, text) => {
  expect(nearCopies([{ id: "a", text }, { id: "b", text: "We ask that a judge sign the order." }]).length).toBe(0);
});

const amendments = new URL("../../../../shared/data/gdpr-lobbyplag/amendments-ep-2013/amendments.normalised.json", import.meta.url);
if (!existsSync(amendments)) console.warn("The test on real amendments is skipped: there is no folder ../shared/data beside the repository.");

test.skipIf(!existsSync(amendments))("of 4,255 real amendments those tabled word for word by several members are found, and nothing else is called the same", () => {
  const texts = (JSON.parse(readFileSync(amendments, "utf8")) as { uid: string; text: { new: string } }[]).map((it) => ({ id: it.uid, text: it.text.new.trim() }));
  const same = Object.values(Object.groupBy(texts, (it) => it.text)).filter((it) => it!.length > 1 && /\p{L}/u.test(it![0]!.text)).map((it) => it!.map(({ id }) => id));
  const exact = nearCopies(texts, { likeness: 1 });
  const near = nearCopies(texts);
  const groupIn = (groups: string[][]) => new Map(groups.flatMap((ids, at) => ids.map((id) => [id, at])));
  for (const groups of [groupIn(exact), groupIn(near)]) expect(same.filter((ids) => new Set(ids.map((id) => groups.get(id) ?? id)).size > 1)).toEqual([]);
  const wordsOf = new Map(texts.map(({ id, text }) => [id, text.split(" ").filter(Boolean).toSorted().join(" ")]));
  const unlike = exact.filter((ids) => new Set(ids.map((id) => [...new Set(wordsOf.get(id)!.split(" "))].join(" "))).size > 1);
  expect([same.length > 300, unlike]).toEqual([true, []]);
});
