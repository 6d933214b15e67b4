/** The public pools of the field, where the folder of test data stands beside the repository; their rows are not repeated here. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkDrawn } from "./check.ts";
import { hashOf } from "./chance.ts";
import { readPeople } from "./read-people.ts";
import { readQuotas } from "./read-quotas.ts";
import { type Chances, drawFrom } from "./drawn.ts";
import { chancesIn } from "./select.ts";

const data = new URL("../../../../shared/data/sortition/", import.meta.url);
const isThere = existsSync(data);
if (!isThere) console.warn("Tests on the field's public pools are skipped: there is no folder ../shared/data beside the repository.");

function open(quotasAt: string, poolAt: string, size: number, idColumn?: string) {
  const files = { quotas: readFileSync(new URL(quotasAt, data)), pool: readFileSync(new URL(poolAt, data)) };
  const quotas = readQuotas(files.quotas.toString());
  const people = readPeople(files.pool.toString(), { quotas, ...(idColumn === undefined ? {} : { idColumn }) });
  return { selection: { quotas, people, size }, files, sources: { pool: hashOf(files.pool), quotas: hashOf(files.quotas) } };
}

describe.skipIf(!isThere)("the field's public pools", () => {
  test("the example of 200 has the published optimum: everybody's chance is a tenth, as in its published allocation", async () => {
    const { selection, sources } = open("example_small_20/categories.csv", "example_small_20/respondents.csv", 20);
    const { probabilities, gini } = (await chancesIn(selection, "leximin", sources)) as Chances;
    const published = readFileSync(new URL("reference_output/example_small_20_prob_allocs_data.csv", data), "utf8").split("\n").filter((it) => it.startsWith("LexiMin,")).map((it) => Number(it.split(",")[2]));
    const ours = Object.values(probabilities).toSorted((a, b) => a - b);
    expect(published.length).toBeGreaterThan(100);
    for (const [at, it] of published.entries()) expect(ours[Math.min(ours.length - 1, Math.floor((at * ours.length) / published.length))]).toBeGreaterThan(it - 1e-4); // printed with four figures
    expect(gini).toBeCloseTo(0, 9);
  });

  test("the fixture of 150 gives no lower a chance than the published code, which finds 0.090422, and proves its own", async () => {
    const { selection, sources, files } = open("stratification-fixture/features.csv", "stratification-fixture/candidates.csv", 22, "nationbuilder_id");
    const chances = (await chancesIn(selection, "leximin", sources)) as Chances;
    expect(chances.minimum).toBeGreaterThanOrEqual(0.090422);
    expect(chances.minimum).toBeCloseTo(1 / 11, 6);
    expect(checkDrawn(drawFrom(selection, chances, "as published", 5), selection, files).filter((it) => !it.ok)).toEqual([]);
  });
});
