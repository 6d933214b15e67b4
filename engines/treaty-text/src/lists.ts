/**
 * Lists inside an article: which level a marker belongs to. "(i)" is the ninth letter after (h) and the first roman numeral elsewhere;
 * the open levels and the marker that comes next decide.
 */
import type { Draft } from "./draft.ts";
import type { Marker } from "./markers.ts";
import { takeApart, type NumeralType } from "./numerals.ts";

export type Level = {
  /** The item that is open at this level. */
  node: Draft;
  shape: Marker["shape"];
  type: NumeralType;
  value: number;
  rank: number;
};

/** Where a marker goes: into an open level (`level` its index), or into a new one under the innermost item (`level` is the count). */
export type Place = { level: number; type: NumeralType; value: number; rank: number; isNew: boolean };

/** Kinds nest only so deep; below, a marker is words. */
export const deepest = 7;

/** The largest step from one number to the next that we believe (deleted items of a draft) rather than take for words. */
const widestGap = 12;

/** Where `marker` goes among the open `levels`, or null where it is words. `next` is the marker that follows in the same article. */
export function placeOf(marker: Marker, levels: readonly Level[], next: Marker | null, isAccident: boolean): Place | null {
  const rank = marker.number === null ? 0 : takeApart(marker.number).rank;
  if (marker.shape === "-") return placeDash(levels);
  if (marker.shape === "1.1") return placePath(marker, levels);
  return followed(marker, levels, next, rank) ?? started(marker, levels, rank) ?? stepped(marker, levels, rank, isAccident);
}

function placeDash(levels: readonly Level[]): Place | null {
  const open = levels.findLastIndex((it) => it.shape === "-");
  if (open >= 0) return { level: open, type: "bullet", value: levels[open]!.value + 1, rank: 0, isNew: false };
  return levels.length >= deepest ? null : { level: levels.length, type: "bullet", value: 1, rank: 0, isNew: true };
}

/** "16.2": under the item numbered 16, or beside 16.1. */
function placePath(marker: Marker, levels: readonly Level[]): Place | null {
  const prefix = marker.number!.replace(/\.\d+$/, "");
  const value = marker.readings[0]!.value;
  const beside = levels.findLastIndex((it) => it.type === "path" && it.node.number?.replace(/\.\d+$/, "") === prefix);
  if (beside >= 0) return { level: beside, type: "path", value, rank: 0, isNew: false };
  const under = levels.findLastIndex((it) => it.node.number === prefix);
  if (under >= 0 && under + 1 < deepest) return { level: under + 1, type: "path", value, rank: 0, isNew: true };
  return { level: 0, type: "path", value, rank: 0, isNew: levels[0]?.type !== "path" };
}

/** The marker follows the last item of an open level. */
function followed(marker: Marker, levels: readonly Level[], next: Marker | null, rank: number): Place | null {
  const places: Place[] = [];
  for (let level = levels.length - 1; level >= 0; level--) {
    const open = levels[level]!;
    if (open.shape !== marker.shape) continue;
    for (const { type, value } of marker.readings)
      if (type === open.type && (value === open.value + 1 || (value === open.value && rank > open.rank))) places.push({ level, type, value, rank, isNew: false });
  }
  const [first] = places;
  if (!first) return null;
  const start = marker.readings.find((it) => it.value === 1 && it.type !== first.type);
  // After (h): the ninth letter, unless the words before announce a list or (ii) follows.
  if (start && announcesRoman(levels, next, start.type, marker.shape)) return null;
  return places.find((it) => next !== null && next.readings.some((reading) => reading.type === it.type && reading.value === it.value + 1)) ?? first;
}

function announcesRoman(levels: readonly Level[], next: Marker | null, type: NumeralType, shape: Marker["shape"]): boolean {
  if (next && next.shape === shape && next.readings.some((it) => it.type === type && it.value === 2)) return true;
  return next === null && (levels.at(-1)!.node.lines.at(-1) ?? "").endsWith(":");
}

/** The marker is the first of a list: 1, a, i. A roman i before a letter. */
function started(marker: Marker, levels: readonly Level[], rank: number): Place | null {
  const reading = marker.readings.find((it) => it.value === 1);
  if (!reading) return null;
  const again = levels.findLastIndex((it) => it.shape === marker.shape && it.type === reading.type);
  const { type, value } = reading;
  if (again >= 0) return { level: again, type, value, rank, isNew: false };
  return levels.length >= deepest ? null : { level: levels.length, type, value, rank, isNew: true };
}

/** The marker fits no level exactly: a gap, a repetition, or a list that lost its first item. */
function stepped(marker: Marker, levels: readonly Level[], rank: number, isAccident: boolean): Place | null {
  for (let level = levels.length - 1; level >= 0; level--) {
    const open = levels[level]!;
    const reading = marker.readings.find((it) => it.type === open.type);
    if (open.shape !== marker.shape || !reading) continue;
    const step = reading.value - open.value;
    if (isAccident && step !== 1) return null;
    return step > widestGap || step < -widestGap ? null : { level, ...reading, rank, isNew: false };
  }
  const [reading] = marker.readings;
  const isBracketed = marker.shape === "(x)" || marker.shape === "x)";
  if (isAccident || !reading || reading.value > widestGap || levels.length >= deepest || (levels.length > 0 && !isBracketed)) return null;
  if (!/^\p{Lu}|^\p{Lo}|^[[“"„«]/u.test(marker.rest) && !isBracketed) return null;
  return { level: levels.length, ...reading, rank, isNew: true };
}
