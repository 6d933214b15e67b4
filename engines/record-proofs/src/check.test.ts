import { beforeAll, describe, expect, test } from "vitest";
import { checkLog, checkReceipt, isSplitView, tilesIn, type LogCopy } from "./check.ts";
import { utf8 } from "./bytes.ts";
import { openCheckpoint, signCheckpoint } from "./checkpoint.ts";
import { signatureLine, signingKey, writeVerifierKey } from "./note.ts";
import { proveInclusion } from "./proofs.ts";
import { signPromise, writePromisedReceipt, writeReceipt, type Receipt } from "./receipt.ts";
import { copyOf, numbersFrom } from "./test-logs.ts";

const seed = (it: number) => new Uint8Array(32).fill(it);
const key = signingKey("example.org/record", seed(1));
const witness = signingKey("witness.example/w1", seed(2), 4);
const vkey = writeVerifierKey(key);

type Copy = Awaited<ReturnType<typeof copyOf>>;
const filesOf = ({ files }: Pick<Copy, "files">): LogCopy => ({ checkpoint: Buffer.from(files.get("checkpoint")!).toString(), file: async (path) => files.get(path) ?? null });
const receiptFor = async ({ kept, read, checkpoint }: Copy, index: number, size = kept.length): Promise<Receipt> => writeReceipt({ key, ...kept[index]!, index, proof: await proveInclusion(index, size, read), checkpoint });

/** The names of findings that hold, and of those that do not. */
const told = (findings: { name: string; ok: boolean }[]) => ({ holds: findings.filter((it) => it.ok).map((it) => it.name), fails: findings.filter((it) => !it.ok).map((it) => it.name) });

let early: Copy;
let late: Copy;
let receipt: Receipt;
beforeAll(async () => {
  early = await copyOf(300, key, { witness });
  late = await copyOf(1000, key);
  receipt = await receiptFor(early, 42);
});

describe("a receipt", () => {
  test("shows offline that its statement stands in the log, where, and since which checkpoint", async () => {
    const findings = await checkReceipt(JSON.stringify(receipt), { trustedKey: vkey, witnesses: [writeVerifierKey(witness)] });
    expect(told(findings)).toEqual({ holds: ["form", "statement", "checkpoint", "inclusion", "witness", "trusted-key"], fails: [] });
    expect(findings.find((it) => it.name === "inclusion")!.values).toEqual({ place: 43, size: 300 });
    expect(findings.find((it) => it.name === "witness")!.values).toEqual({ name: witness.name, day: "2023-11-14" });
  });

  test("with a newer checkpoint and tiles shows that nothing before it was changed", async () => {
    const findings = await checkReceipt(receipt, { trustedKey: vkey, newerCheckpoint: late.checkpoint, tiles: late.read });
    expect(told(findings)).toEqual({ holds: ["form", "statement", "checkpoint", "inclusion", "trusted-key", "newer", "consistency", "still-there"], fails: [] });
  });

  test("is caught when another key signed it, or a witness you know did not", async () => {
    const other = signingKey(key.name, seed(5));
    expect(told(await checkReceipt(receipt, { trustedKey: writeVerifierKey(other) })).fails).toEqual(["trusted-key"]);
    expect(told(await checkReceipt(receipt, { witnesses: [writeVerifierKey(signingKey("witness.example/w2", seed(6), 4))] })).fails).toEqual(["witness"]);
    expect(told(await checkReceipt({ ...receipt, checkpoint: signCheckpoint({ size: 300, root: early.root }, other) })).fails).toEqual(["checkpoint"]);
  });

  test("is caught when the log was rewritten after it", async () => {
    const forked = await copyOf(1000, key, { seed: 2 });
    expect(told(await checkReceipt(receipt, { newerCheckpoint: forked.checkpoint, tiles: forked.read })).fails).toEqual(["consistency", "still-there"]);
    expect(told(await checkReceipt(receipt, { newerCheckpoint: late.checkpoint, tiles: async (tiles) => tiles.map(() => null) })).fails).toEqual(["consistency", "still-there"]);
  });

  test("is caught when the newer checkpoint is older, or of another log", async () => {
    const [small, foreign] = [await copyOf(10, key), signCheckpoint({ size: 900, root: late.root }, signingKey("example.net/record", seed(1)))];
    for (const newerCheckpoint of [small.checkpoint, foreign, "nothing"]) expect(told(await checkReceipt(receipt, { newerCheckpoint })).fails).toEqual(["newer"]);
  });

  test("before the entry stands in the log shows the promise that it will, and its day", async () => {
    const { statement, salt, commitment } = early.kept[0]!;
    const promised = writePromisedReceipt({ key, statement, salt, promise: signPromise(commitment, "2026-06-09", key) });
    const findings = await checkReceipt(promised, { trustedKey: vkey });
    expect(told(findings)).toEqual({ holds: ["form", "statement", "promise", "trusted-key"], fails: [] });
    expect(findings[2]!.values.day).toBe("2026-06-09");
    const another = { ...promised, promise: signPromise(early.kept[1]!.commitment, "2026-06-09", key) };
    expect(told(await checkReceipt(another)).fails).toEqual(["promise"]);
    expect(told(await checkReceipt({ ...promised, promise: early.checkpoint })).fails).toEqual(["promise"]);
  });

  test("that is none is a finding, never an error; only a wrong question is one", async () => {
    const nothing = [null, undefined, 1, "", "{", "[]", [], {}, { ...receipt, version: 2 }, { ...receipt, more: 1 }, { ...receipt, salt: "AA==" }, { ...receipt, entry: null }, { ...receipt, entry: { index: "1", proof: [] } }, { ...receipt, statement: 0.5 }, { ...receipt, key: "x" }, { ...receipt, entry: { index: 0, proof: Array.from({ length: 60 }).fill("AA==") } }, "[".repeat(100_000)];
    for (const it of nothing) expect(await checkReceipt(it)).toEqual([{ name: "form", ok: false, values: {} }]);
    await expect(checkReceipt(receipt, { trustedKey: "x" })).rejects.toThrow(RangeError);
  });
});

test("a line that somebody else added under a checkpoint says nothing, and is a finding only to whoever wants none", async () => {
  const stranger = signingKey("stranger.example", seed(8), 4);
  const more = { ...receipt, checkpoint: receipt.checkpoint! + signatureLine(openCheckpoint(receipt.checkpoint!, key)!.text, stranger, 1) };
  const witnesses = [writeVerifierKey(witness)];
  expect(told(await checkReceipt(more, { witnesses })).fails).toEqual([]);
  expect(told(await checkReceipt(more, { witnesses, noOthers: true })).fails).toEqual(["others"]);
});

describe("a quorum of witnesses", () => {
  const other = signingKey("other.example/w", seed(11), 4);
  const absent = signingKey("absent.example/w", seed(12), 4);
  const keysOf = (...all: (typeof witness)[]) => all.map(writeVerifierKey);
  const lineOf = (note: string, by: typeof witness) => signatureLine(openCheckpoint(note, key)!.text, by, 1_700_000_000);
  const withLines = (...lines: string[]) => ({ ...receipt, checkpoint: receipt.checkpoint! + lines.join("") });
  const quorumIn = async (it: unknown, quorum: number, witnesses: string[], more = {}) => {
    const found = (await checkReceipt(it, { witnesses, quorum, ...more })).find((one) => one.name === "quorum")!;
    return [found.ok, found.values.count, found.values.names];
  };

  test("is there when so many different ones cosigned, whoever else did not", async () => {
    const both = withLines(lineOf(receipt.checkpoint!, other));
    expect(await quorumIn(both, 2, keysOf(witness, other, absent))).toEqual([true, 2, "other.example/w, witness.example/w1"]);
    expect(await quorumIn(both, 3, keysOf(witness, other, absent))).toEqual([false, 2, "other.example/w, witness.example/w1"]);
    expect(told(await checkReceipt(both, { witnesses: keysOf(witness, other, absent), quorum: 2 })).holds).toEqual(["form", "statement", "checkpoint", "inclusion", "quorum"]);
  });

  test("counts a witness once: named twice, signing twice, or with two keys of one name", async () => {
    const again = withLines(lineOf(receipt.checkpoint!, witness));
    expect((await quorumIn(again, 1, keysOf(witness, witness)))[1]).toBe(1);
    const second = signingKey(witness.name, seed(13), 4);
    expect((await quorumIn(withLines(lineOf(receipt.checkpoint!, second)), 1, keysOf(witness, second)))[1]).toBe(1);
    await expect(checkReceipt(again, { witnesses: keysOf(witness, witness), quorum: 2 })).rejects.toThrow("from 1 to the number of different witnesses named, 1");
  });

  test("is not there when the line is forged, made with another key under the name, about another checkpoint, or the record’s own", async () => {
    expect(await quorumIn({ ...receipt, checkpoint: signCheckpoint({ size: 300, root: early.root }, key) }, 1, keysOf(witness))).toEqual([false, 0, ""]);
    expect((await quorumIn(receipt, 1, keysOf(signingKey(witness.name, seed(14), 4))))[0]).toBe(false);
    const ofAnother = lineOf(signCheckpoint({ size: 300, root: seed(9) }, key), other);
    expect((await quorumIn(withLines(ofAnother), 1, keysOf(other)))[0]).toBe(false);
    expect((await quorumIn(receipt, 1, [vkey]))[0]).toBe(false);
    const timeless = signingKey("timeless.example", seed(15));
    expect((await quorumIn(withLines(signatureLine(openCheckpoint(receipt.checkpoint!, key)!.text, timeless)), 1, keysOf(timeless)))[0]).toBe(false);
  });

  test("may stand under the newer checkpoint, once that is proven to have grown from the receipt’s", async () => {
    const later = late.checkpoint + lineOf(late.checkpoint, other);
    expect(await quorumIn(receipt, 2, keysOf(witness, other), { newerCheckpoint: later, tiles: late.read })).toEqual([true, 2, "other.example/w, witness.example/w1"]);
    expect((await quorumIn(receipt, 2, keysOf(witness, other), { newerCheckpoint: later }))[0]).toBe(false);
    const forked = await copyOf(1000, key, { seed: 2 });
    expect((await quorumIn(receipt, 2, keysOf(witness, other), { newerCheckpoint: forked.checkpoint + lineOf(forked.checkpoint, other), tiles: forked.read }))[0]).toBe(false);
  });

  test("is not there while there is only a promise, which nobody cosigns; nor is any witness", async () => {
    const { statement, salt, commitment } = early.kept[0]!;
    const promise = writePromisedReceipt({ key, statement, salt, promise: signPromise(commitment, "2026-06-09", key) });
    expect((await quorumIn(promise, 1, keysOf(witness)))[0]).toBe(false);
    expect(told(await checkReceipt(promise, { witnesses: keysOf(witness) })).fails).toEqual(["witness"]);
  });
});

describe("a stored copy of a log", () => {
  test("is checked from its signature down to each entry", async () => {
    expect(told(await checkLog(filesOf(late), vkey))).toEqual({ holds: ["checkpoint", "tiles", "entries"], fails: [] });
    expect(told(await checkLog(filesOf(await copyOf(0, key)), vkey)).fails).toEqual([]);
  });

  test("names the file that is missing or was changed", async () => {
    const without = (path: string) => ({ files: new Map([...late.files].filter(([it]) => it !== path)) });
    const values = async (copy: LogCopy) => (await checkLog(copy, vkey)).filter((it) => !it.ok).map((it) => it.values.path);
    for (const path of ["tile/0/001", "tile/1/000.p/3", "tile/entries/003.p/232"]) expect(await values(filesOf(without(path)))).toEqual([path]);
    const changed = { files: new Map([...late.files, ["tile/0/003.p/232", new Uint8Array(232 * 32)]]) };
    expect(await values(filesOf(changed))).toEqual(["checkpoint"]);
  });
});

test("two histories that one key signed for the same size are caught by whoever has both checkpoints", async () => {
  const [one, other] = [await copyOf(300, key), await copyOf(300, key, { seed: 2 })];
  for (const it of [one, other]) expect(told(await checkLog(filesOf(it), vkey)).fails).toEqual([]); // each is right for itself
  expect(isSplitView(one.checkpoint, other.checkpoint, vkey)).toBe(true);
  expect(isSplitView(one.checkpoint, one.checkpoint, vkey)).toBe(false);
  expect(isSplitView(one.checkpoint, late.checkpoint, vkey)).toBe(false);
  expect(told(await checkReceipt(await receiptFor(one, 7), { newerCheckpoint: other.checkpoint })).fails).toEqual(["consistency"]);
});

/** 300 in the ordinary run; RECORD_EDITS=10000 is the whole. */
const edits = Number(process.env.RECORD_EDITS ?? 300);

test(`of ${edits} random edits to a stored copy of receipt, checkpoint and tiles, every one is caught`, { timeout: 3_600_000 }, async () => {
  const draw = numbersFrom(2026);
  const later = await copyOf(600, key, { witness });
  const stored = new Map([...later.files, ["receipt.json", utf8(JSON.stringify(receipt, null, 2))]]);
  const known = { trustedKey: vkey, witnesses: [writeVerifierKey(witness)], noOthers: true };
  const fails = async (files: Map<string, Uint8Array>) => {
    const copy = filesOf({ files });
    const findings = [...(await checkReceipt(Buffer.from(files.get("receipt.json")!).toString(), { ...known, newerCheckpoint: copy.checkpoint, tiles: tilesIn(copy) })), ...(await checkLog(copy, vkey, known))];
    return told(findings).fails;
  };
  expect(await fails(stored)).toEqual([]);
  const unseen: string[] = [];
  for (let done = 0; done < edits; ) {
    const [path, edited] = editOf(stored, draw);
    if (isTheSame(path, stored.get(path)!, edited)) continue;
    if ((await fails(new Map([...stored, [path, edited]]))).length === 0) unseen.push(`${path}: ${Buffer.from(edited).toString("latin1").slice(-200)}`);
    done++;
  }
  expect(unseen).toEqual([]);
});

/** White space between the parts of JSON is no part of a receipt: an edit of it alone is drawn again. */
function isTheSame(path: string, before: Uint8Array, after: Uint8Array): boolean {
  if (path !== "receipt.json") return Buffer.compare(before, after) === 0;
  try {
    return JSON.stringify(JSON.parse(Buffer.from(after).toString())) === JSON.stringify(JSON.parse(Buffer.from(before).toString()));
  } catch {
    return false;
  }
}

/** One file with a bit turned, a byte replaced, added or taken out, a piece doubled, swapped or cut off. */
function editOf(files: Map<string, Uint8Array>, draw: (most: number) => number): [path: string, edited: Uint8Array] {
  const paths = [...files.keys(), "receipt.json", "receipt.json", "checkpoint", "checkpoint"]; // the small ones more often
  const path = paths[draw(paths.length)]!;
  const bytes = Buffer.from(files.get(path)!);
  const at = draw(bytes.length);
  const end = Math.min(bytes.length, at + 1 + draw(64));
  const kinds = [
    () => bytes.map((it, place) => (place === at ? it ^ (1 << draw(8)) : it)),
    () => bytes.map((it, place) => (place === at ? draw(256) : it)),
    () => Buffer.concat([bytes.subarray(0, at), Buffer.of(draw(256)), bytes.subarray(at)]),
    () => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]),
    () => Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]),
    () => Buffer.concat([bytes.subarray(at), bytes.subarray(0, at)]),
    () => bytes.subarray(0, at),
    () => bytes.map((it, place) => (place === at && it >= 48 && it < 58 ? 48 + draw(10) : it)),
  ];
  return [path, Uint8Array.from(kinds[draw(kinds.length)]!())];
}
