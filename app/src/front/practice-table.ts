import type { Words } from "../ground/words.ts";
import type { ShownPractice } from "../concepts/practices/disclosure.ts";

const heads = ["title", "address", "owner", "sector", "themes", "regions", "partnerships", "context", "problem", "done", "result", "strength", "evidence", "wrong", "takes", "safeguards", "repeated", "published"] as const;

/** Public practices as rows of words, a row of heads in front: for CSV and spreadsheets. */
export function practiceTable(all: readonly ShownPractice[], words: Words, addressOf: (it: { slug: string }) => string): string[][] {
  const text = (it: ShownPractice["title"]) => words.pick(it).text;
  const row = (it: ShownPractice): Record<(typeof heads)[number], string> => ({
    title: text(it.title), address: addressOf(it), owner: text(it.owner.name), sector: words.say(`stakeholders.sector.${it.owner.sector}`), themes: it.themes.map((one) => text(one.name)).join("; "), regions: it.regions.map((one) => words.say(`stakeholders.group.${one}`)).join("; "),
    partnerships: it.partnerships.map((one) => text(one.title)).join("; "), context: text(it.context), problem: text(it.problem), done: text(it.done), result: text(it.result), strength: words.say(`practices.strength.${it.strength}`), evidence: it.evidence.join("\n"),
    wrong: text(it.wrong), takes: text(it.takes), safeguards: text(it.safeguards), repeated: String(it.repeated), published: it.publishedDay ?? "",
  });
  return [heads.map((it) => words.say(`practices.head.${it}`)), ...all.map((it) => { const cells = row(it); return heads.map((head) => cells[head]); })];
}
