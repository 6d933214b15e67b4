import { expect, test } from "vitest";
import { rootOf } from "./hashing.ts";
import { bytesFrom, numbersFrom, readerOf, tilesFrom } from "./test-logs.ts";
import { bundleOf, edgeOf, entriesIn, entriesPath, grow, parseTilePath, rootFromTiles, tilePath, tilesOf } from "./tiles.ts";

test("the path of a tile has three digits an element and says its width until it is full", () => {
  expect(tilePath({ level: 0, index: 1_234_067, width: 256 })).toBe("tile/0/x001/x234/067"); // the example of tlog-tiles
  expect(tilePath({ level: 2, index: 0, width: 17 })).toBe("tile/2/000.p/17");
  expect(entriesPath({ index: 999, width: 1 })).toBe("tile/entries/999.p/1");
});

test("a path that is written in any other way is none", () => {
  expect(parseTilePath("tile/0/x001/x234/067")).toEqual({ kind: "tile", level: 0, index: 1_234_067, width: 256 });
  expect(parseTilePath("tile/entries/000.p/5")).toEqual({ kind: "entries", index: 0, width: 5 });
  const others = ["tile/0/x000/001", "tile/00/000", "tile/64/000", "tile/0/1", "tile/0/0001", "tile/0/x001", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/05", "tile/0/../000", "tile/a/000", "/tile/0/000", "tile/0/000/", ""];
  expect(others.map(parseTilePath)).toEqual(others.map(() => null));
});

test("a tree of 70,000 has the tiles that tlog-tiles counts", () => {
  const count = (of: { level: number; width: number }[]) => Object.fromEntries([...Map.groupBy(of, (it) => `${it.level}:${it.width}`)].map(([kind, all]) => [kind, all.length]));
  expect(count([...tilesOf(70_000)])).toEqual({ "0:256": 273, "0:112": 1, "1:256": 1, "1:17": 1, "2:1": 1 });
  expect(count([...tilesOf(256)])).toEqual({ "0:256": 1, "1:1": 1 });
  expect([...tilesOf(0)]).toEqual([]);
});

test("a log that grows in steps has the tiles of one that grew at once", () => {
  const draw = numbersFrom(7);
  const leaves = Array.from({ length: 1500 }, () => bytesFrom(draw, 32));
  const sorted = (tiles: Map<string, Uint8Array>) => [...tiles].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const atOnce = sorted(tilesFrom(leaves));
  for (const steps of [[1, 2, 3, 255, 256, 257, 700, 1024], [256, 512], [1499], Array.from({ length: 100 }, (_, at) => at * 15)]) expect(sorted(tilesFrom(leaves, steps))).toEqual(atOnce);
});

test("the root follows from the tiles, whatever the size", async () => {
  const draw = numbersFrom(8);
  const leaves = Array.from({ length: 70_000 }, () => bytesFrom(draw, 32));
  const read = readerOf(leaves);
  for (const size of [0, 1, 2, 255, 256, 257, 511, 65_535, 65_536, 65_537, 70_000]) expect(await rootFromTiles(size, read), `${size}`).toEqual(rootOf(leaves.slice(0, size)));
});

test("what does not grow from its own edge, and tiles that are missing or short, are refused", async () => {
  const leaf = new Uint8Array(32);
  expect(edgeOf(257)).toEqual([{ level: 0, index: 1, width: 1 }, { level: 1, index: 0, width: 1 }]);
  expect(() => grow(257, [leaf], [leaf])).toThrow("the edge tile tile/1/000.p/1 has 0 bytes; it must have 32");
  await expect(rootFromTiles(3, async () => [null])).rejects.toThrow("tile/0/000.p/3 is missing");
  await expect(rootFromTiles(3, async () => [leaf])).rejects.toThrow("tile/0/000.p/3 has 32 bytes; it must have 96");
  await expect(rootFromTiles(-1, async () => [])).rejects.toThrow("the size of the tree is -1");
});

test("entries come out of a bundle as they went in, and a bundle that is cut is refused", () => {
  const entries = [new Uint8Array(0), Uint8Array.of(1, 2, 3), new Uint8Array(65_535).fill(7)];
  expect(entriesIn(bundleOf(entries))).toEqual(entries);
  expect(() => entriesIn(bundleOf(entries).subarray(0, 6))).toThrow("in the middle of an entry");
  expect(() => bundleOf([new Uint8Array(65_536)])).toThrow("an entry of 65536 bytes");
});
