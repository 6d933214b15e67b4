// Checks of a receipt and of a stored copy of a log, as lists of findings. What comes from outside is never trusted to be in any
// form: a bad receipt is a finding, not an error. Only what the caller says wrongly (a key that is none) is a RangeError.
import { sameBytes, toHex } from "./bytes.ts";
import { openCheckpoint, type OpenedCheckpoint } from "./checkpoint.ts";
import { hashLength, leafHash, rootOf } from "./hashing.ts";
import { readVerifierKey, type VerifierKey } from "./note.ts";
import { isConsistent, isIncluded, proveConsistency, proveInclusion } from "./proofs.ts";
import { checkpointOf, fingerprint, parseReceipt, promisedOn, type ReadReceipt, withoutCode } from "./receipt.ts";
import { entriesIn, entriesPath, hashesIn, rootFromTiles, tilePath, tileWidth, tilesOf, type ReadTiles, type Tile } from "./tiles.ts";

/**
 * The names of findings, in the order in which they come.
 * form: this is a receipt. statement: statement and salt give this commitment. checkpoint: the log of this key signed its size and
 * root. promise: it promised, on a day, to take the commitment in. trusted-key: its key is the one you know. inclusion: the
 * commitment stands at this place. witness: a witness you know cosigned. others: nobody else did. quorum: of the witnesses you
 * know enough cosigned. newer: the newer checkpoint is signed by the same log.
 * consistency: the newer log begins with the older one. still-there: the entry stands at the same place in the newer log.
 * tiles: every file of the copy is there and gives the signed root. entries: the entries of the copy are those hashed.
 */
export const findingNames = ["form", "statement", "checkpoint", "promise", "trusted-key", "inclusion", "witness", "others", "newer", "consistency", "still-there", "quorum", "tiles", "entries"] as const;
export type FindingName = (typeof findingNames)[number];

/** One thing that was checked: whether it holds, and the values to tell people. */
export type Finding = { name: FindingName; ok: boolean; values: Record<string, string | number> };

/** The witnesses one knows. */
export type KnownWitnesses = {
  /** Their verifier keys; each must have cosigned, or as many as `quorum` says. */
  witnesses?: readonly string[];
  /** Are these all? Signed notes let anybody add a line, which says nothing. With true, such a line is a finding too, so that no edit of a stored checkpoint passes. */
  noOthers?: boolean;
};

/** What a receipt may be checked against. */
export type CheckOptions = KnownWitnesses & {
  /** The verifier key of the log as you know it from elsewhere. Without it a receipt only shows that its own key signed it. */
  trustedKey?: string;
  /** A later checkpoint of the same log, obtained by another way: another person's, a witness's. */
  newerCheckpoint?: string;
  /** Reads tiles of the size of that checkpoint, to prove that it grew from the receipt's. They need not be trusted. */
  tiles?: ReadTiles;
  /**
   * So many of the witnesses are enough: under the receipt's checkpoint, or under the newer one where that is proven to have grown
   * from it. A witness counts once, by its name, whichever of its keys signed and however often; only a cosignature with its time counts.
   */
  quorum?: number;
};

const finding = (name: FindingName, ok: boolean, values: Finding["values"] = {}): Finding => ({ name, ok, values });

/** Check a receipt, as an object or as its JSON text. Every finding is listed up to the first that leaves nothing to go on from. */
export async function checkReceipt(receipt: unknown, options: CheckOptions = {}): Promise<Finding[]> {
  const trusted = options.trustedKey === undefined ? null : readVerifierKey(options.trustedKey);
  const known = { noOthers: options.noOthers, keys: (options.witnesses ?? []).map(readVerifierKey) };
  if (options.quorum !== undefined) refuseQuorum(options.quorum, namesOf(known.keys).size);
  const read = parseReceipt(withoutCode(typeof receipt === "string" ? parsed(receipt) : receipt));
  if (!read) return [finding("form", false)];
  const findings = [finding("form", true, { origin: read.origin }), finding("statement", true, { commitment: toHex(read.commitment) })];
  findings.push(...(read.entry ? entered(read, known, options.quorum === undefined) : promised(read)));
  if (trusted) findings.push(finding("trusted-key", isSameKey(read.key, trusted), { key: fingerprint(read.key.publicKey) }));
  const older = checkpointOf(read);
  const ofGrowth = older && read.entry && options.newerCheckpoint !== undefined ? await grown(read, older, options.newerCheckpoint, options.tiles) : [];
  findings.push(...ofGrowth);
  const isGrown = ofGrowth.some((it) => it.name === "consistency") && ofGrowth.every((it) => it.ok);
  const notes = [...(read.checkpoint === null ? [] : [read.checkpoint]), ...(isGrown ? [options.newerCheckpoint!] : [])];
  if (options.quorum !== undefined) findings.push(ofQuorum(notes, read.key, known.keys, options.quorum));
  else if (!read.entry) findings.push(...known.keys.map((it) => finding("witness", false, { name: it.name, day: "" }))); // nobody cosigns a promise
  return findings;
}

const namesOf = (keys: readonly VerifierKey[]) => new Set(keys.map((it) => it.name));

function refuseQuorum(quorum: number, most: number) {
  if (!Number.isInteger(quorum) || quorum < 1 || quorum > most) throw new RangeError(`the quorum is ${quorum}; it must be a whole number from 1 to the number of different witnesses named, ${most}`);
}

/** Options from a text that people typed: a witness’s verifier key a line, all of whom must have cosigned; none for an empty text. Null where a line is no key. */
export function witnessesIn(text: string): Pick<CheckOptions, "witnesses" | "quorum"> | null {
  const witnesses = text.split("\n").map((it) => it.trim()).filter((it) => it !== "");
  try {
    return witnesses.length === 0 ? {} : { witnesses, quorum: namesOf(witnesses.map(readVerifierKey)).size };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Have enough of the witnesses cosigned one or the other of these checkpoints? A checkpoint under which a line of a known witness is forged counts for nothing. */
function ofQuorum(notes: readonly string[], log: VerifierKey, keys: readonly VerifierKey[], quorum: number): Finding {
  const cosigned = notes.flatMap((it) => openCheckpoint(it, log, keys)?.cosigned ?? []).filter((it) => it.seconds !== null && it.key.name !== log.name);
  const names = [...namesOf(cosigned.map((it) => it.key))].toSorted();
  return finding("quorum", names.length >= quorum, { count: names.length, quorum, of: namesOf(keys).size, names: names.join(", ") });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isSameKey = (a: VerifierKey, b: VerifierKey) => a.name === b.name && a.type === b.type && sameBytes(a.publicKey, b.publicKey);

function promised(it: ReadReceipt): Finding[] {
  const day = promisedOn(it.promise ?? "", it.commitment, it.key);
  return [finding("promise", day !== null && it.origin === it.key.name, { day: day ?? "", key: fingerprint(it.key.publicKey) })];
}

/** Witnesses one knows, their keys read. */
type Known = { noOthers: boolean | undefined; keys: readonly VerifierKey[] };

/** `each`: every witness is told of by itself; otherwise the quorum tells of them. */
function entered(it: ReadReceipt, known: Known, each: boolean): Finding[] {
  const checkpoint = checkpointOf(it, known.keys) ?? checkpointOf(it); // a wrong cosignature is told as such, below
  if (!checkpoint || checkpoint.origin !== it.origin) return [finding("checkpoint", false, { key: fingerprint(it.key.publicKey) })];
  const { index, proof } = it.entry!;
  return [
    finding("checkpoint", true, { size: checkpoint.size, root: fingerprint(checkpoint.root), key: fingerprint(it.key.publicKey) }),
    finding("inclusion", isIncluded(leafHash(it.commitment), index, checkpoint.size, checkpoint.root, proof), { place: index + 1, size: checkpoint.size }),
    ...cosigners(checkpoint, known, each),
  ];
}

const cosigners = (checkpoint: OpenedCheckpoint, { keys, noOthers }: Known, each = true): Finding[] =>
  [...(each ? keys : []).map((key) => witnessed(checkpoint, key)), ...(noOthers ? [finding("others", checkpoint.unknown === 0, { count: checkpoint.unknown })] : [])];

function witnessed(checkpoint: OpenedCheckpoint, key: VerifierKey): Finding {
  const found = checkpoint.cosigned.find((it) => isSameKey(it.key, key));
  return finding("witness", found !== undefined, { name: key.name, day: found?.seconds ? dayOf(found.seconds) : "" });
}

/** No calendar holds a time past the year 9999. */
const dayOf = (seconds: number) => new Date(Math.min(seconds, 253_402_300_799) * 1000).toISOString().slice(0, 10);

/** Does the log of the newer checkpoint begin with the log of the receipt, and still hold its entry? */
async function grown(it: ReadReceipt, older: OpenedCheckpoint, note: string, tiles: ReadTiles | undefined): Promise<Finding[]> {
  const newer = openCheckpoint(note, it.key);
  if (!newer || newer.size < older.size) return [finding("newer", false, { size: newer?.size ?? 0, older: older.size })];
  const findings = [finding("newer", true, { size: newer.size, root: fingerprint(newer.root) })];
  const sizes = { older: older.size, newer: newer.size };
  if (newer.size === older.size) return [...findings, finding("consistency", sameBytes(newer.root, older.root), sizes)];
  if (!tiles) return findings;
  const proof = await provable(() => proveConsistency(older.size, newer.size, tiles));
  findings.push(finding("consistency", proof !== null && isConsistent(older, newer, proof), sizes));
  const path = await provable(() => proveInclusion(it.entry!.index, newer.size, tiles));
  return [...findings, finding("still-there", path !== null && isIncluded(leafHash(it.commitment), it.entry!.index, newer.size, newer.root, path), { place: it.entry!.index + 1, size: newer.size })];
}

/** A proof, or null where the tiles do not make one. */
async function provable(prove: () => Promise<Uint8Array[]>): Promise<Uint8Array[] | null> {
  try {
    return await prove();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** A stored copy of a log: its checkpoint and, by their paths, its files. */
export type LogCopy = { checkpoint: string; file(path: string): Promise<Uint8Array | null> };

/** The reader of tiles in a stored copy, for `checkReceipt`. */
export const tilesIn = (copy: LogCopy): ReadTiles => (tiles) => Promise.all(tiles.map((it) => copy.file(tilePath(it))));

/** Check a stored copy from end to end: the signature, every tile against the one below, every entry against its leaf hash. */
export async function checkLog(copy: LogCopy, key: string, { witnesses = [], noOthers }: KnownWitnesses = {}): Promise<Finding[]> {
  const [log, keys] = [readVerifierKey(key), witnesses.map(readVerifierKey)];
  const checkpoint = openCheckpoint(copy.checkpoint, log, keys) ?? openCheckpoint(copy.checkpoint, log);
  if (!checkpoint) return [finding("checkpoint", false, { key: fingerprint(log.publicKey) })];
  const { size } = checkpoint;
  const wrong = await wrongTile(copy, checkpoint);
  const wrongEntry = wrong === null ? await wrongEntries(copy, size) : null;
  return [
    finding("checkpoint", true, { size, root: fingerprint(checkpoint.root), key: fingerprint(log.publicKey) }),
    ...cosigners(checkpoint, { keys, noOthers }),
    finding("tiles", wrong === null, { size, path: wrong ?? "" }),
    ...(wrong === null ? [finding("entries", wrongEntry === null, { size, path: wrongEntry ?? "" })] : []),
  ];
}

/** The path of the first tile that is missing, short or not over the tiles below; "checkpoint" when they do not give its root; null when all is right. */
async function wrongTile(copy: LogCopy, { size, root }: OpenedCheckpoint): Promise<string | null> {
  const roots: Uint8Array[][] = [];
  for (const tile of tilesOf(size)) {
    const bytes = await copy.file(tilePath(tile));
    if (bytes?.length !== tile.width * hashLength || !overThoseBelow(tile, bytes, roots)) return tilePath(tile);
    (roots[tile.level] ??= []).push(rootOf(hashesIn(bytes)));
  }
  return sameBytes(await rootFromTiles(size, tilesIn(copy)), root) ? null : "checkpoint";
}

/** A tile above the lowest holds the roots of the full tiles below it. */
function overThoseBelow({ level, index }: Tile, bytes: Uint8Array, roots: readonly Uint8Array[][]): boolean {
  return level === 0 || hashesIn(bytes).every((it, at) => sameBytes(it, roots[level - 1]![index * tileWidth + at]!));
}

async function wrongEntries(copy: LogCopy, size: number): Promise<string | null> {
  for (const tile of tilesOf(size)) {
    if (tile.level > 0) break;
    const [hashes, bundle] = await Promise.all([copy.file(tilePath(tile)), copy.file(entriesPath(tile))]);
    const entries = bundle ? await entriesOrNull(bundle) : null;
    if (entries?.length !== tile.width || !hashesIn(hashes!).every((it, at) => sameBytes(it, leafHash(entries[at]!)))) return entriesPath(tile);
  }
  return null;
}

const entriesOrNull = (bundle: Uint8Array) => provable(() => Promise.resolve().then(() => entriesIn(bundle)));

/** Do two checkpoints show that a log told two histories: both signed by it, of one size, with different roots? */
export function isSplitView(one: string, other: string, key: string): boolean {
  const [a, b] = [openCheckpoint(one, readVerifierKey(key)), openCheckpoint(other, readVerifierKey(key))];
  return a !== null && b !== null && a.size === b.size && !sameBytes(a.root, b.root);
}
