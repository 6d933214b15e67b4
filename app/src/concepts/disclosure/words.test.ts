// The rule in words: whatever is said of a combination follows from its row of the table, in each language.
import { join } from "node:path";
import { expect, test } from "vitest";
import { languages, wordsIn } from "../../ground/words.ts";
import { combinations, mayChange, rule, type Knowledge, type OfferedCombination } from "./rule.ts";
import { cellsOf, plainWords } from "./words.ts";

const words = wordsIn("en");
const known = (it: OfferedCombination): Knowledge => rule[it];

test("who reads and who knows is said as the table has it", () => {
  expect(plainWords(words, "public/named")).toEqual({
    audience: "For everyone", attribution: "in the organisation’s name", name: "For everyone, in the organisation’s name", readers: "Everyone may read it: the public, the press, States.",
    knowers: "Whoever reads it sees which organisation wrote it, and the person only if that person wishes.", change: "Its author may make it narrower at any time, and wider only by a consent that is recorded.",
  });
  for (const it of combinations) {
    const said = plainWords(words, it);
    expect([it, said.readers.startsWith("Everyone"), said.readers.startsWith("Only the secretariat")]).toEqual([it, known(it).words === "everyone", known(it).words === "officers"]);
    expect([it, said.knowers.includes("neither can we"), said.change.includes("never")]).toEqual([it, known(it).organisation === "nobody", known(it).organisation === "nobody"]);
    expect([it, said.knowers.includes("sector and regional group")]).toEqual([it, known(it).sectorAndRegion !== known(it).organisation]);
  }
});

test.each(languages)("in %s each combination has a name of its own, and no two rows of the table read alike", (language) => {
  const of = wordsIn(language);
  expect(new Set(combinations.map((it) => plainWords(of, it).name)).size).toBe(combinations.length);
  expect(new Set(combinations.map((it) => JSON.stringify(cellsOf(of, it)))).size).toBe(combinations.length);
});

/** The page of the reference, from the table. */
function reference(): string {
  const row = (cells: string[]) => `| ${cells.join(" | ")} |`;
  const reached = (from: OfferedCombination, way: ReturnType<typeof mayChange>) => combinations.filter((to) => to !== from && mayChange(from, to) === way).map((it) => `\`${it}\``).join(", ") || "none";
  return [
    "# Who sees what", "",
    "This page is made from the table in `app/src/concepts/disclosure/rule.ts` by `words.test.ts` beside it; `npx vitest -u words` writes it anew.", "",
    "## The table", "", row(["combination", "read by", "sector and region known to", "organisation known to", "person known to"]), row(["---", "---", "---", "---", "---"]),
    ...combinations.map((it) => { const cells = cellsOf(words, it); return row([`\`${it}\``, cells.words, cells.kind, cells.organisation, cells.person]); }), "",
    `${words.say("disclosure.own")} ${words.say("disclosure.missing")}`, "", "## In plain words", "",
    ...combinations.flatMap((it) => { const said = plainWords(words, it); return [`**${said.name}** (\`${it}\`). ${said.readers} ${said.knowers} ${said.change}`, ""]; }),
    words.say("disclosure.change.copies"), "", "## What an author may make of it", "", row(["from", "freely", "with recorded consent", "never"]), row(["---", "---", "---", "---"]),
    ...combinations.map((it) => row([`\`${it}\``, reached(it, "freely"), reached(it, "with-consent"), reached(it, "never")])), "",
    "## Small groups", "", words.say("disclosure.small.text", { public: 10, members: 5 }), "", "The numbers are those of [SMALL_CELL](settings.md#small_cell).", "",
  ].join("\n");
}

test("the page of the reference says what the table says", async () => {
  await expect(reference()).toMatchFileSnapshot(join(import.meta.dirname, "../../../../docs/reference/disclosure.md"));
});
