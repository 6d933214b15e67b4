/**
 * Alignment beside named baselines, in one run: `node bench/align.ts`.
 *
 * Pairs of versions with known truth: seeded edits of the high seas treaty (where shared/data lies beside the repository)
 * and of invented treaties, the largest with some 23,000 provisions. Baselines on the same provisions: by number (the id,
 * as most comparison tables do), a shortest edit on whole provisions with replaced runs zipped, and the best match by
 * tf-idf either way. F1 counts links of one old and one new provision; "changed" is the recall of those whose words changed.
 */

import { existsSync, readFileSync } from "node:fs";
import { align } from "../engines/treaty-text/src/align.ts";
import { matchWords } from "../engines/treaty-text/src/anchors.ts";
import { editVersion, inventTreaty, scorePairs, type Versions } from "../engines/treaty-text/src/invented.ts";
import { ownWords } from "../engines/treaty-text/src/layout.ts";
import { parseText } from "../engines/treaty-text/src/parse.ts";
import { type TreatyText, walk } from "../engines/treaty-text/src/provision.ts";

type Links = { old: string[]; new: string[] }[];

const listed = (text: TreatyText) => [...walk(text.provisions)].map((it) => ({ id: it.id, text: ownWords(it) }));

function byNumber({ before, after }: Versions): Links {
  const ids = new Set(listed(before).map((it) => it.id));
  return listed(after).filter(({ id }) => ids.has(id)).map(({ id }) => ({ old: [id], new: [id] }));
}

/** Equal provisions in a common order are counterparts, and so are the n-th replaced of each run and the n-th that replaced it. */
function byLines({ before, after }: Versions): Links {
  const [olds, news] = [listed(before), listed(after)];
  const numbers = new Map<string, number>();
  const number = (text: string) => numbers.get(text) ?? (numbers.set(text, numbers.size), numbers.size - 1);
  const match = matchWords(Int32Array.from(olds, (it) => number(it.text)), Int32Array.from(news, (it) => number(it.text)));
  const links: Links = [];
  let [a, b] = [0, 0];
  for (let at = 0; at <= olds.length; at += 1) {
    const place = at === olds.length ? news.length : match[at]!;
    if (place < 0) continue;
    for (let step = 0; a + step < at && b + step < place; step += 1) links.push({ old: [olds[a + step]!.id], new: [news[b + step]!.id] });
    if (at < olds.length) links.push({ old: [olds[at]!.id], new: [news[place]!.id] });
    [a, b] = [at + 1, place + 1];
  }
  return links;
}

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];

/** Cosine of tf-idf; each provision's best, from either side, above 0.4. */
function byTfIdf({ before, after }: Versions): Links {
  const [olds, news] = [listed(before), listed(after)];
  const holders = new Map<string, number>();
  for (const { text } of [...olds, ...news]) for (const word of new Set(wordsOf(text))) holders.set(word, (holders.get(word) ?? 0) + 1);
  const total = olds.length + news.length;
  const vectorOf = ({ text }: { text: string }) => {
    const counts = new Map<string, number>();
    for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
    const weights = [...counts].map(([word, count]): [string, number] => [word, (1 + Math.log(count)) * Math.log(total / holders.get(word)!)]);
    const length = Math.hypot(...weights.map(([, weight]) => weight)) || 1;
    return weights.map(([word, weight]): [string, number] => [word, weight / length]);
  };
  const index = new Map<string, [number, number][]>();
  news.forEach((it, at) => vectorOf(it).forEach(([word, weight]) => index.set(word, [...(index.get(word) ?? []), [at, weight]])));
  const bestOld: [number, number][] = news.map(() => [-1, 0.4]);
  const links: Links = [];
  olds.forEach((it, at) => {
    const scores = new Float64Array(news.length);
    for (const [word, weight] of vectorOf(it)) if (holders.get(word)! <= 0.3 * total) for (const [other, its] of index.get(word) ?? []) scores[other]! += weight * its;
    let best = -1;
    scores.forEach((score, other) => {
      if (score > (best < 0 ? 0.4 : scores[best]!)) best = other;
      if (score > bestOld[other]![1]) bestOld[other] = [at, score];
    });
    if (best >= 0) links.push({ old: [it.id], new: [news[best]!.id] });
  });
  bestOld.forEach(([old], at) => old >= 0 && links.push({ old: [olds[old]!.id], new: [news[at]!.id] }));
  return links;
}

const methods: [string, (versions: Versions) => Links, number][] = [
  ["travaux align", ({ before, after }) => align(before, after), Infinity],
  ["by number", byNumber, Infinity],
  ["shortest edit on provisions, runs zipped", byLines, Infinity],
  ["tf-idf, best match either way", byTfIdf, 5000],
];

function compareAll(name: string, versions: Versions): void {
  const provisions = listed(versions.before);
  const characters = provisions.reduce((sum, it) => sum + it.text.length, 0);
  console.log(`${name}: ${provisions.length} provisions, ${(characters / 1e6).toFixed(2)} M characters, ${versions.changed.length} links changed`);
  for (const [method, find, most] of methods) {
    if (provisions.length > most) {
      console.log(`  ${method.padEnd(42)} left out, quadratic`);
      continue;
    }
    const start = performance.now();
    const links = find(versions);
    const ms = performance.now() - start;
    const { f1, recallOnChanged } = scorePairs(links, versions);
    console.log(`  ${method.padEnd(42)} F1 ${f1.toFixed(4)}  changed ${recallOnChanged.toFixed(4)}  ${ms.toFixed(0).padStart(6)} ms`);
  }
}

const treaty = new URL("../../shared/data/bbnj-agreement-2023/agreement-en.txt", import.meta.url);
if (existsSync(treaty)) {
  const before = parseText(readFileSync(treaty, "utf8"), { language: "en" });
  for (const seed of [1, 2, 3]) compareAll(`the high seas treaty, edit ${seed}`, editVersion(before, seed));
} else console.log("shared/data is missing: the high seas treaty is left out.");
for (const seed of [4, 5]) compareAll(`an invented treaty, edit ${seed}`, editVersion(inventTreaty(seed, 80), seed));
compareAll("an invented code, edit 6", editVersion(inventTreaty(6, 2150), 6));
