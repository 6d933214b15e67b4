export { type Statement, canonicalJson, commitmentTo, saltLength } from "./commitment.ts";
export { emptyRoot, hashLength, leafHash, nodeHash, rootOf } from "./hashing.ts";
export { bundleOf, edgeOf, entriesIn, entriesPath, grow, hashesIn, parseTilePath, type ReadTiles, rootFromTiles, type Tile, tileAt, tilePath, tilesOf, tileWidth } from "./tiles.ts";
export { isConsistent, isIncluded, proveConsistency, proveInclusion, rootFromInclusion, type TreeHead } from "./proofs.ts";
export { type Opened, openNote, parseNote, readSigningKey, readVerifierKey, type Signature, type SignatureType, signatureLine, type Signed, type SigningKey, signingKey, signNote, type VerifierKey, writeSigningKey, writeVerifierKey } from "./note.ts";
export { type Checkpoint, checkpointText, openCheckpoint, type OpenedCheckpoint, parseCheckpoint, signCheckpoint } from "./checkpoint.ts";
export { fingerprint, parseReceipt, type Receipt, type ReadReceipt, signPromise, type UnattributedReceipt, withoutCode, writePromisedReceipt, writeReceipt } from "./receipt.ts";
export { type CheckOptions, checkLog, checkReceipt, type Finding, type FindingName, findingNames, isSplitView, type KnownWitnesses, type LogCopy, tilesIn, witnessesIn } from "./check.ts";
export { fromBase64, fromHex, sameBytes, toBase64, toHex } from "./bytes.ts";
