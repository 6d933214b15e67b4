/**
 * Which of many texts are nearly the same: letters of a campaign with another first line and another signature.
 *
 * A text is the set of its runs of four words, and two texts are as alike as these sets are (the Jaccard index), which
 * is Broder's resemblance [1]. Pairs that reach the threshold are joined, and what hangs together is a group. Nothing is
 * estimated: where Broder draws samples of the sets, we find all pairs at once by the prefix filter [2]. Two sets that share
 * enough must share one of their rarest runs, so only texts that do are compared, and those already in one group never.
 *
 * What texts quote of the draft they speak about would make strangers alike. Runs that stand in `boilerplate` are left out;
 * of a text that is nothing but boilerplate only an exact copy is a copy.
 *
 * Where we depart from Broder: runs of four words, not ten, since inputs are a page and not a website, and every changed word costs as many
 * runs as a run is long. Time grows with the runs, and with the pairs that share rare runs without being alike.
 *
 * [1] Broder, Glassman, Manasse, Zweig, "Syntactic clustering of the Web", WWW6 (1997), sections 2 and 3.
 * [2] Xiao, Wang, Lin, Yu, "Efficient similarity joins for near duplicate detection", WWW 2008, section 3.
 */
import { newVocabulary, wordIds, type Vocabulary } from "./tokens.ts";

export type NearCopyOptions = {
  /** From above 0 to 1: how alike two texts must be. Half, as Broder clusters the Web: a template with a sixth of other words on either side stays above it. */
  likeness?: number;
  /** Texts that many quote, such as the articles of the draft. */
  boilerplate?: readonly string[];
};

/** Usual likeness, see `NearCopyOptions`. */
const half = 0.5;

/** What runs are told apart by: words, and pairs of ids as ids. */
type Reader = { vocabulary: Vocabulary; isMark: boolean[]; words: Pairs; runs: Pairs; quotes: Map<string, number> };
/** Pairs of numbers by their place: an open-addressing table of places + 1. */
type Pairs = { firsts: number[]; seconds: number[]; slots: Int32Array };

/**
 * Groups of two or more ids whose texts are nearly the same; the largest group first, ids in code-unit order. The same for
 * any order of `texts`. RangeError for a likeness out of range and for an id that comes twice.
 */
export function nearCopies(texts: readonly { id: string; text: string }[], { likeness = half, boilerplate = [] }: NearCopyOptions = {}): string[][] {
  if (!(likeness > 0 && likeness <= 1)) throw new RangeError(`The likeness is ${likeness}; it may be above 0, up to 1.`);
  const reader: Reader = { vocabulary: newVocabulary(), isMark: [], words: newPairs(), runs: newPairs(), quotes: new Map() };
  const quoted = new Set(boilerplate.flatMap((it) => [...runsOf(wordsOf(it, reader), reader)]));
  const sets = byRarity(texts.map(({ text }) => ownRuns(text, quoted, reader)), reader.runs.firsts.length);
  return groupsOf(texts.map(({ id }) => id), joined(sets, likeness));
}

/** The words of a text without marks, in lower case and without differences of encoding. */
function wordsOf(text: string, { vocabulary, isMark }: Reader): Int32Array {
  const ids = wordIds(text.normalize("NFKC").toLowerCase(), vocabulary);
  return ids.filter((id) => !(isMark[id] ??= !/[\p{L}\p{N}]/u.test(vocabulary.words[id]!)));
}

/** The runs of four words as numbers, each once; of a shorter text its words as one run. */
function runsOf(words: Int32Array, { words: pairs, runs }: Reader): Int32Array {
  const wordAt = (at: number) => (words[at] ?? -1) + 1;
  const pairsOfWords = Array.from(words, (_, at) => placeOf(pairs, wordAt(at), wordAt(at + 1)));
  const found = new Int32Array(Math.max(Math.min(1, words.length), words.length - 3));
  for (let at = 0; at < found.length; at++) found[at] = placeOf(runs, pairsOfWords[at]!, pairsOfWords[at + 2] ?? -1);
  return found.toSorted().filter((it, at, all) => it !== all[at - 1]);
}

/** The runs of a text that it does not quote; where it only quotes, the whole of it as one. */
function ownRuns(text: string, quoted: ReadonlySet<number>, reader: Reader): Int32Array {
  const words = wordsOf(text, reader);
  const own = quoted.size === 0 ? runsOf(words, reader) : runsOf(words, reader).filter((it) => !quoted.has(it));
  if (own.length > 0 || words.length === 0) return own;
  const whole = words.join(" ");
  const known = reader.quotes.get(whole) ?? reader.quotes.size;
  reader.quotes.set(whole, known);
  return Int32Array.of(placeOf(reader.runs, quote, known));
}
/** No pair of words has this place. */
const quote = -2;

const newPairs = (): Pairs => ({ firsts: [], seconds: [], slots: new Int32Array(1 << 12) });

const slotFor = (slots: Int32Array, first: number, second: number) => {
  const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second ^ (second >>> 15), 0x85ebca6b);
  return (mixed ^ (mixed >>> 16)) & (slots.length - 1);
};

/** The place of a pair, a new one where it is new. */
function placeOf(pairs: Pairs, first: number, second: number): number {
  const { firsts, seconds, slots } = pairs;
  let slot = slotFor(slots, first, second);
  for (let held = slots[slot]!; held !== 0; held = slots[slot]!) {
    if (firsts[held - 1] === first && seconds[held - 1] === second) return held - 1;
    slot = (slot + 1) & (slots.length - 1);
  }
  slots[slot] = firsts.push(first);
  seconds.push(second);
  if (firsts.length * 2 > slots.length) enlarge(pairs);
  return firsts.length - 1;
}

function enlarge(pairs: Pairs): void {
  const slots = new Int32Array(pairs.slots.length * 4);
  for (let place = 0; place < pairs.firsts.length; place++) {
    let slot = slotFor(slots, pairs.firsts[place]!, pairs.seconds[place]!);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = place + 1;
  }
  pairs.slots = slots;
}

/** Sets of runs as ranks, ascending, the rarest run having the lowest; and how many texts hold each rank. */
type Ranked = { sets: Int32Array[]; holders: Int32Array };

function byRarity(sets: readonly Int32Array[], runs: number): Ranked {
  const counts = new Int32Array(runs);
  for (const set of sets) for (const run of set) counts[run]! += 1;
  const next = new Int32Array(sets.length + 2); // the next free rank of runs with so many holders
  for (const count of counts) next[count + 1]! += 1;
  for (let count = 1; count < next.length; count++) next[count]! += next[count - 1]!;
  const ranks = counts.map((count) => next[count]!++);
  const holders = new Int32Array(runs);
  ranks.forEach((rank, run) => void (holders[rank] = counts[run]!));
  return { sets: sets.map((set) => set.map((run) => ranks[run]!).toSorted()), holders };
}

/** Forgives what multiplication rounds, so that a pair right at the threshold counts. */
const atLeast = (share: number) => Math.ceil(share - 1e-9);

/** Texts that hold a run among their rarest, as linked lists; a list that is not `isMixed` lies in one group. */
type Holders = { last: Int32Array; before: number[]; holder: number[]; isMixed: Uint8Array };

/** For each set the one that stands for its group. */
function joined({ sets, holders }: Ranked, likeness: number): Int32Array {
  const parents = Int32Array.from(sets, (_, at) => at);
  const compared = new Int32Array(sets.length).fill(-1);
  const lists: Holders = { last: new Int32Array(holders.length).fill(-1), before: [], holder: [], isMixed: new Uint8Array(holders.length) };
  const bySize = [...sets.keys()].filter((it) => sets[it]!.length > 0).toSorted((a, b) => sets[a]!.length - sets[b]!.length);
  for (const it of bySize) {
    const size = sets[it]!.length;
    for (const rank of rarest(sets[it]!, size - atLeast(likeness * size) + 1, holders)) joinHolders(it, rank);
    for (const rank of rarest(sets[it]!, size - atLeast((2 * likeness * size) / (1 + likeness)) + 1, holders)) addHolder(lists, parents, rank, it);
  }
  return parents.map((_, it) => rootOf(parents, it));

  /** Join a set with those alike among the holders of a run. */
  function joinHolders(it: number, rank: number): void {
    const areJoined = (other: number) => rootOf(parents, other) === rootOf(parents, it);
    const last = lists.last[rank]!;
    if (last < 0 || (lists.isMixed[rank] === 0 && areJoined(lists.holder[last]!))) return;
    for (let entry = last; entry >= 0; entry = lists.before[entry]!) {
      const other = lists.holder[entry]!;
      if (compared[other] === it || areJoined(other)) continue;
      compared[other] = it;
      if (areAlike(sets[it]!, sets[other]!, likeness)) parents[rootOf(parents, it)] = rootOf(parents, other);
    }
  }
}

/** The ranks among the first `count` that another text holds too. */
const rarest = (set: Int32Array, count: number, holders: Int32Array) => set.subarray(0, count).filter((rank) => holders[rank]! > 1);

function addHolder(lists: Holders, parents: Int32Array, rank: number, it: number): void {
  const last = lists.last[rank]!;
  if (last >= 0 && rootOf(parents, lists.holder[last]!) !== rootOf(parents, it)) lists.isMixed[rank] = 1;
  lists.before.push(last);
  lists.last[rank] = lists.holder.push(it) - 1;
}

function rootOf(parents: Int32Array, it: number): number {
  let root = it;
  while (parents[root] !== root) {
    parents[root] = parents[parents[root]!]!;
    root = parents[root]!;
  }
  return root;
}

/** Whether two sets share at least this part of their union; stops as soon as it is out of reach. */
function areAlike(one: Int32Array, other: Int32Array, likeness: number): boolean {
  const needed = atLeast((likeness * (one.length + other.length)) / (1 + likeness));
  let shared = 0;
  for (let [a, b] = [0, 0]; a < one.length && b < other.length; ) {
    if (shared + Math.min(one.length - a, other.length - b) < needed) return false;
    const [first, second] = [one[a]!, other[b]!];
    if (first === second) shared++;
    if (first <= second) a++;
    if (second <= first) b++;
  }
  return shared >= needed;
}

const byCodeUnits = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function groupsOf(ids: readonly string[], roots: Int32Array): string[][] {
  if (new Set(ids).size < ids.length) throw new RangeError(`The id ${ids.find((it, at) => ids.indexOf(it) < at)} comes twice.`);
  const groups = new Map<number, string[]>();
  ids.forEach((id, at) => {
    const group = groups.get(roots[at]!);
    if (group) group.push(id);
    else groups.set(roots[at]!, [id]);
  });
  return [...groups.values()].filter((it) => it.length > 1).map((it) => it.toSorted(byCodeUnits)).toSorted((a, b) => b.length - a.length || byCodeUnits(a[0]!, b[0]!));
}
