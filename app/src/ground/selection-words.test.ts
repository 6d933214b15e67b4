import { type Chances, chancesIn, checkDrawn, drawFrom, hashOf, type Infeasible, readPeople, readQuotas, Unfit, unfitCodes } from "@travaux/fair-selection";
import { expect, test } from "vitest";
import { sayChange, sayFinding, sayUnfit, sentencesOfDraw } from "./selection-words.ts";
import { languages, wordsIn } from "./words.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const quotaFile = "category,name,min,max\ngender,female,2,3\ngender,male,2,3\n";
const poolFile = `gender\n${"female\nmale\n".repeat(8)}`;
const quotas = readQuotas(quotaFile);
const selection = { people: readPeople(poolFile, { quotas }), quotas, size: 5 };
const files = { pool: bytes(poolFile), quotas: bytes(quotaFile) };
const sources = { pool: hashOf(files.pool), quotas: hashOf(files.quotas) };

test("what has to give way is said in each language, with its numbers, and in English as the engine says it", async () => {
  const strict = { ...selection, quotas: readQuotas(quotaFile.replace("female,2,3", "female,9,9").replace("male,2,3\n", "male,2,5\n")), size: 11 };
  const { relaxation } = (await chancesIn(strict, "leximin", sources)) as Infeasible;
  expect(relaxation.map((it) => sayChange(wordsIn("en"), it))).toEqual(relaxation.map((it) => it.sentence));
  for (const language of languages) expect(sayChange(wordsIn(language), relaxation[0]!)).toMatch(/female/);
});

test("every finding of a check is said in each language, whether it holds or not", async () => {
  const drawn = drawFrom(selection, (await chancesIn(selection, "leximin", sources)) as Chances, "red blue", 2);
  for (const finding of checkDrawn(drawn, selection, files)) for (const language of languages) for (const ok of [true, false]) expect(sayFinding(wordsIn(language), { ...finding, ok })).not.toMatch(/[{}]/);
  expect(sayFinding(wordsIn("fr"), checkDrawn(drawn, selection, files).at(-2)!)).toBe("La graine « red blue » tire ce groupe.");
});

test("what is wrong with a file is said in each language, with the place where it is", () => {
  const values = { value: "x", id: "p7", row: 3, min: 4, max: 2, category: "gender", typed: "one", missing: ["a", "b"], has: ["c"], known: ["female", "male"] };
  for (const code of unfitCodes) for (const language of languages) expect(sayUnfit(wordsIn(language), new Unfit("pool.csv", 5, "gender", code, values))).not.toMatch(/[{}]/);
  expect(sayUnfit(wordsIn("es"), new Unfit("pool.csv", 5, "id", "id-twice", values))).toBe("pool.csv, fila 5, columna «id»: el identificador «p7» ya figura en la fila 3.");
});

test("the sentences that the browser's check says are all there, with their values open", () => {
  for (const language of languages) expect(Object.keys(sentencesOfDraw(wordsIn(language))).length).toBe(10 + 2 * 9);
  expect(sentencesOfDraw(wordsIn("en"))["finding.draw.holds"]).toBe("The seed “{seed}” draws this panel.");
});
