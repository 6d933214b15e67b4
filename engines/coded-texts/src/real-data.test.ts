/** Codebooks, projects and codings of the field, where the folder of test data stands beside the repository; their words are not repeated here. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { agreementByCode, agreementOverall, codesIn, readCodebook, readProjectCodes, writeCodebook } from "./index.ts";

const data = new URL("../../../../shared/data/qda/", import.meta.url);
const isThere = existsSync(data);
if (!isThere) console.warn("Codebooks of the field are not read: there is no folder ../shared/data beside the repository.");
const read = (path: string) => readFileSync(new URL(path, data));

describe.skipIf(!isThere)("codebooks of the field", () => {
  test("a codebook of Taguette has the three codes of its table", () => {
    const names = read("taguette/codebook.csv").toString().trim().split("\n").slice(1).map((it) => it.split(",")[0]);
    const { codes, origin, leftOut } = readCodebook(read("taguette/codebook.qdc").toString());
    expect([codes.map((it) => it.name), origin, leftOut]).toEqual([names, "Taguette 1.4.1", []]);
  });

  test("a project of ATLAS.ti gives its codes, though its file is named otherwise", () => {
    const { codes, leftOut } = readProjectCodes(read("atlasti/TestProject.qdpx"));
    expect(codes.length).toBe(14);
    expect(codes.filter((it) => it.definition !== "").length).toBe(7);
    expect(leftOut).toContain("Sources");
  });

  test("the 307 codes of a project of MAXQDA are the same after writing and reading", () => {
    const { codes } = readCodebook(read("paper-themes/project.qde").toString());
    expect([...codesIn(codes)].length).toBe(307);
    expect(readCodebook(writeCodebook(codes, "Travaux")).codes).toEqual(codes);
  });

  test("two coders of 100 items agree as Artstein and Poesio (2008) published it: 0.88 of pairs, Scott’s pi 0.799, and alpha by a two-hundredth of the rest above it", () => {
    const given = read("reliability/artstein_poesio_example.txt").toString().trim().split(/\r?\n/).map((it) => it.split("\t") as [string, string, string]);
    const codings = given.map(([coder, segment, code]) => ({ coder, segment, code, start: 0, end: 1 }));
    const coded = { units: [...new Set(codings.map((it) => it.segment))], coders: ["a", "b"] };
    const { alpha, percent, units } = agreementOverall(codings, coded);
    expect([units, percent]).toEqual([100, 0.88]);
    expect(alpha).toBeCloseTo(1 - (199 / 200) * (1 - 0.7995), 3);
    expect(agreementByCode(["stat"], codings, coded)[0]!.units).toBe(100);
  });
});
