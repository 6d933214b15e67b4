import { expect, test } from "vitest";
import { align, type AlignOptions } from "./align.ts";
import { inventTreaty, editVersion, scorePairs, textOf } from "./invented.ts";
import { pairOfNew, pairOfOld } from "./lineage.ts";
import type { Kind, Provision } from "./provision.ts";

/** A provision of the tests: "kind number | heading | text". */
function it(label: string, ...children: Provision[]): Provision {
  const [name, heading, text] = label.split("|").map((part) => part.trim());
  const [kind, number] = name!.split(" ") as [Kind, string | undefined];
  return { id: "", kind, number: number ?? null, heading: heading || null, text: text ?? "", children };
}

/** A text whose ids are made of the labels: "article 4" is a4, and the paragraph 2 in it a4p2. */
function text(...provisions: Provision[]) {
  const name = (list: Provision[], prefix: string): void => {
    for (const one of list) {
      const isOutermost = one.kind === "article" || one.kind === "chapter";
      one.id = `${isOutermost ? "" : prefix}${one.kind[0]}${one.number ?? ""}`;
      name(one.children, one.id);
    }
  };
  name(provisions, "");
  return { provisions };
}

/** Pairs as sentences: "a4 + a5 → a4: merged". */
const told = (before: ReturnType<typeof text>, after: ReturnType<typeof text>, options?: AlignOptions) =>
  align(before, after, options).map((pair) => `${pair.old.join(" + ") || "–"} → ${pair.new.join(" + ") || "–"}: ${pair.changes.join(", ")}`);

const fishing = "No vessel shall take whales, seals or sea birds within forty miles of the islands named in the schedule.";
const reports = "Each Member shall send the secretariat a yearly report on catches, vessels and seizures.";
const fund = "A fund is established to help coastal communities that lose their income under this agreement.";
const inspection = "Inspectors of any Member may board a vessel on the high seas and ask for its log and its licence.";
const disputes = "A dispute that is not settled within a year goes to an arbitrator chosen by lot from the list.";
const meetings = "The Members meet every second year at the seat of the depositary unless they decide otherwise.";

const article = (number: number, heading: string, words: string) => it(`article ${number} | ${heading} | ${words}`);
const six = () => [
  article(1, "Fishing", fishing), article(2, "Reports", reports), article(3, "Fund", fund),
  article(4, "Inspection", inspection), article(5, "Disputes", disputes), article(6, "Meetings", meetings),
];

test("after an insertion the later articles are renumbered and nobody has moved", () => {
  const after = [article(1, "Fishing", fishing), article(2, "Definitions", "For this agreement, a vessel is anything that floats."),
    article(3, "Reports", reports), article(4, "Fund", fund), article(5, "Inspection", inspection), article(6, "Disputes", disputes), article(7, "Meetings", meetings)];
  expect(told(text(...six()), text(...after))).toEqual([
    "a1 → a1: same", "– → a2: added", "a2 → a3: renumbered", "a3 → a4: renumbered", "a4 → a5: renumbered", "a5 → a6: renumbered", "a6 → a7: renumbered",
  ]);
});

test("a deletion stands after the article that it followed", () => {
  const after = six().toSpliced(3, 1);
  expect(told(text(...six()), text(...after))).toEqual(["a1 → a1: same", "a2 → a2: same", "a3 → a3: same", "a4 → –: deleted", "a5 → a5: same", "a6 → a6: same"]);
});

test("one article taken elsewhere, renumbered and edited is one move", () => {
  const [fish, rep, fnd, insp, disp, meet] = six();
  const moved = article(1, "Disputes", disputes.replace("a year", "six months"));
  const after = [moved, ...[fish, rep, fnd, insp, meet].map((one, at) => ({ ...one!, number: String(at + 2) }))];
  expect(disp!.heading).toBe("Disputes");
  expect(told(text(...six()), text(...after))).toEqual([
    "a5 → a1: moved, renumbered, edited", "a1 → a2: renumbered", "a2 → a3: renumbered", "a3 → a4: renumbered", "a4 → a5: renumbered", "a6 → a6: same",
  ]);
});

test("an article under another chapter has moved, and a chapter in another place has, with its articles staying in it", () => {
  const [a1, a2, a3, a4, a5, a6] = six();
  const before = text(it("chapter I | Conservation |", a1!, a2!), it("chapter II | Means |", a3!, a4!), it("chapter III | Institutions |", a5!, a6!));
  const [b1, b2, b3, b4, b5, b6] = six();
  const after = text(it("chapter III | Institutions |", b5!, b6!, b2!), it("chapter I | Conservation |", b1!), it("chapter II | Means |", b3!, b4!));
  expect(told(before, after)).toEqual([
    "cIII → cIII: moved", "a5 → a5: same", "a6 → a6: same", "a2 → a2: moved", "cI → cI: same", "a1 → a1: same", "cII → cII: same", "a3 → a3: same", "a4 → a4: same",
  ]);
});

test("chapters put around articles move none of them", () => {
  const [b1, b2, b3, b4, b5, b6] = six();
  const after = text(it("chapter I | Conservation |", b1!, b2!, b3!), it("chapter II | Institutions |", b4!, b5!, b6!));
  expect(told(text(...six()), after).filter((one) => one.includes("moved"))).toEqual([]);
});

test("a paragraph cut in two is a split, and two made one a merge", () => {
  const whole = it("paragraph 1 | | Each Member shall keep a register of vessels under its flag, and shall publish the register every year in two languages.");
  const parts = [it("paragraph 1 | | Each Member shall keep a register of vessels under its flag."), it("paragraph 2 | | It shall publish the register every year in two languages.")];
  const rest = () => it(`paragraph 3 | | ${fund}`);
  const one = () => text(it("article 1 | Registers |", structuredClone(whole), rest()));
  const two = () => text(it("article 1 | Registers |", ...structuredClone(parts), rest()));
  expect(told(one(), two())).toEqual(["a1 → a1: edited", "a1p1 → a1p1 + a1p2: split, edited", "a1p3 → a1p3: same"]);
  expect(told(two(), one())).toEqual(["a1 → a1: edited", "a1p1 + a1p2 → a1p1: merged, edited", "a1p3 → a1p3: same"]);
});

test("an article cut in two articles is a split, and its paragraphs find their places", () => {
  const paragraphs = [fishing, reports, inspection, disputes].map((words, at) => it(`paragraph ${at + 1} | | ${words}`));
  const before = text(it("article 1 | Conduct |", ...structuredClone(paragraphs)), article(2, "Fund", fund));
  const after = text(
    it("article 1 | Conduct |", ...structuredClone(paragraphs.slice(0, 2))),
    it("article 2 | Control |", ...structuredClone(paragraphs.slice(2)).map((one, at) => ({ ...one, number: String(at + 1) }))),
    article(3, "Fund", fund),
  );
  expect(told(before, after)).toEqual([
    "a1 → a1 + a2: split, edited", "a1p1 → a1p1: same", "a1p2 → a1p2: same", "a1p3 → a2p1: renumbered", "a1p4 → a2p2: renumbered", "a2 → a3: renumbered",
  ]);
});

test("the words of an article that became its first paragraph are followed there", () => {
  const after = text(it("article 1 | Fishing |", it(`paragraph 1 | | ${fishing}`), it(`paragraph 2 | | ${reports}`)));
  expect(told(text(article(1, "Fishing", fishing)), after)).toEqual(["a1 → a1 + a1p1: split", "– → a1p2: added"]);
});

test("a paragraph that became an article of its own is the same provision, moved", () => {
  const before = text(it("article 1 | Fishing |", it(`paragraph 1 | | ${fishing}`), it(`paragraph 2 | | ${disputes}`)), article(2, "Fund", fund));
  const after = text(it("article 1 | Fishing |", it(`paragraph 1 | | ${fishing}`)), article(2, "Disputes", disputes), article(3, "Fund", fund));
  expect(told(before, after)).toEqual(["a1 → a1: edited", "a1p1 → a1p1: same", "a1p2 → a2: moved, edited", "a2 → a3: renumbered"]);
});

test("articles that are a heading alone, and points of a word or two, find their counterparts by their place", () => {
  const before = text(it("article 1 | Definitions |"), it("article 2 | Reserved |"), it("article 3 | Species |", it("point a | | Whales;"), it("point b | | Seals;"), it("point c | | Birds.")), it("article 4 | Reserved |"));
  const after = text(it("article 1 | Reserved |"), it("article 2 | Species |", it("point a | | Whales;"), it("point b | | Fish;"), it("point c | | Birds.")), it("article 3 | Reserved |"));
  expect(told(before, after)).toEqual([
    "a1 → –: deleted", "a2 → a1: renumbered", "a3 → a2: renumbered, edited", "a3pa → a2pa: same", "a3pb → a2pb: edited", "a3pc → a2pc: same", "a4 → a3: renumbered",
  ]);
});

test("two provisions that exchanged their places both moved", () => {
  const after = text(article(1, "Reports", reports), article(2, "Fishing", fishing));
  expect(told(text(...six().slice(0, 2)), after)).toEqual(["a2 → a1: moved, renumbered", "a1 → a2: moved, renumbered"]);
});

test("a number alone makes no counterparts", () => {
  expect(told(text(article(1, "Fishing", fishing)), text(article(1, "Fund", fund)))).toEqual(["a1 → –: deleted", "– → a1: added"]);
});

test("white space and its line breaks are no edit, the closing words of a list are", () => {
  const list = (words: string, closing: string) => text({ ...it(`article 1 | Fishing | ${words}`), closing });
  expect(told(list("No  vessel\nshall fish", "without a licence."), list("No vessel shall fish", "without a licence."))).toEqual(["a1 → a1: same"]);
  expect(told(list("No vessel shall fish", "without a licence."), list("No vessel shall fish", "without permission."))).toEqual(["a1 → a1: edited"]);
});

test("what an editor fixed comes out as fixed, and the rest is arranged around it", () => {
  const after = six().map((one, at) => ({ ...one, number: String(at + 1) }));
  const fixed = [{ old: ["a1"], new: ["a2"] }, { old: ["a3", "a4"], new: ["a3"] }, { old: [], new: ["a1"] }, { old: ["a2"], new: [] }];
  expect(told(text(...six()), text(...after), { fixed })).toEqual([
    "– → a1: added", "a1 → a2: renumbered, edited", "a2 → –: deleted", "a3 + a4 → a3: merged, edited", "– → a4: added", "a5 → a5: same", "a6 → a6: same",
  ]);
});

test("a fixed pair of an unknown provision, of one named twice, or of none is refused by name", () => {
  const [before, after] = [text(...six()), text(...six())];
  expect(() => align(before, after, { fixed: [{ old: ["a9"], new: ["a1"] }] })).toThrow(new RangeError('No provision "a9" in the old text; fixed pairs name ids of its provisions.'));
  expect(() => align(before, after, { fixed: [{ old: ["a1"], new: ["b1"] }] })).toThrow(/No provision "b1" in the new text/);
  expect(() => align(before, after, { fixed: [{ old: ["a1"], new: ["a1"] }, { old: ["a1"], new: ["a2"] }] })).toThrow(/a1 → a2 is in an earlier fixed pair/);
  expect(() => align(before, after, { fixed: [{ old: [], new: [] }] })).toThrow(RangeError);
});

test("an empty text against a full one is all additions, and the other way round all deletions", () => {
  expect(align({ provisions: [] }, { provisions: [] })).toEqual([]);
  expect(align({ provisions: [] }, text(...six())).every((pair) => pair.changes[0] === "added")).toBe(true);
  expect(align(text(...six()), { provisions: [] }).every((pair) => pair.changes[0] === "deleted")).toBe(true);
});

test("every id leads to its pair", () => {
  const pairs = align(text(...six()), text(...six().toSpliced(0, 1)));
  expect(pairOfOld(pairs).get("a1")?.changes).toEqual(["deleted"]);
  expect(pairOfNew(pairs).get("a2")).toBe(pairOfOld(pairs).get("a2"));
  expect([pairOfOld(pairs).size, pairOfNew(pairs).size]).toEqual([6, 5]);
});

test("of seeded edits with known truth, splits and merges included, 995 in a thousand links are right, and 98 in a hundred of the changed", () => {
  for (const seed of [11, 12, 13, 14]) {
    const versions = editVersion(inventTreaty(seed, 60), seed);
    const { f1, recallOnChanged } = scorePairs(align(versions.before, versions.after), versions);
    expect(f1).toBeGreaterThanOrEqual(0.995);
    expect(recallOnChanged).toBeGreaterThanOrEqual(0.98);
  }
  expect(textOf([]).provisions).toEqual([]);
});
