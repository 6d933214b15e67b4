// Pictures are taken apart into their parts, and only those are put together again that are needed to show them.

/** Segments without which a JPEG is not shown as it was: tables, frames, scans, and Adobe's word on how its colours are coded. */
const isShown = (marker: number) => (marker >= 0xc0 && marker <= 0xcf) || marker === 0xda || marker === 0xdb || marker === 0xdd || marker === 0xee;

/** JPEG: without EXIF, XMP, IPTC, colour profiles, comments and thumbnails, and without what follows its end. Which side is up is kept. */
export function cleanJpeg(bytes: Uint8Array): Uint8Array {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let orientation = 1;
  let at = 2;
  for (;;) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++;
    if (bytes[at] !== 0xff) throw new RangeError(`no JPEG marker at ${at}`);
    const marker = bytes[at + 1]!;
    if (marker === 0xd9) break;
    const end = at + 2 + (bytes[at + 2]! << 8 | bytes[at + 3]!);
    if (end > bytes.length) throw new RangeError(`a JPEG segment at ${at} is cut off`);
    const segment = bytes.subarray(at, end);
    if (marker === 0xe1) orientation = orientationIn(segment) ?? orientation;
    if (marker === 0xee ? isAdobe(segment) : isShown(marker)) kept.push(marker === 0xee ? segment.slice(0, 16) : segment);
    at = marker === 0xda ? endOfScan(bytes, end) : end;
    if (marker === 0xda) kept.push(bytes.subarray(end, at));
  }
  if (orientation !== 1) kept.splice(1, 0, onlyOrientation(orientation));
  return Buffer.concat([...kept, Uint8Array.of(0xff, 0xd9)]);
}

/** "Adobe" and twelve bytes in all: more than that is somebody's. */
const isAdobe = (segment: Uint8Array) => segment.length === 16 && Buffer.from(segment.subarray(4, 9)).toString("latin1") === "Adobe";

/** Where the coded picture ends: at the next marker that is neither a restart nor a stuffed byte. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length - 1; at++)
    if (bytes[at] === 0xff && bytes[at + 1] !== 0 && !(bytes[at + 1]! >= 0xd0 && bytes[at + 1]! <= 0xd7)) return at;
  throw new RangeError("a JPEG without an end");
}

/** Which side is up, of an EXIF segment (tag 0x0112 of its first directory); undefined where it does not say. */
function orientationIn(segment: Uint8Array): number | undefined {
  if (Buffer.from(segment.subarray(4, 10)).toString("latin1") !== "Exif\0\0") return undefined;
  const tiff = new DataView(segment.buffer, segment.byteOffset + 10, segment.byteLength - 10);
  const isLittle = tiff.getUint16(0) === 0x4949;
  const directory = tiff.getUint32(4, isLittle);
  if (directory + 2 > tiff.byteLength) return undefined;
  for (let index = 0; index < tiff.getUint16(directory, isLittle); index++) {
    const entry = directory + 2 + index * 12;
    if (entry + 12 > tiff.byteLength) return undefined;
    if (tiff.getUint16(entry, isLittle) === 0x0112) return within(tiff.getUint16(entry + 8, isLittle));
  }
  return undefined;
}
const within = (it: number) => (it >= 1 && it <= 8 ? it : undefined);

/** An EXIF segment that says which side is up, and nothing else. */
const onlyOrientation = (it: number) => Uint8Array.of(
  0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, // "Exif"
  0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, // big-endian, one entry
  0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, it, 0, 0, 0, 0, 0, 0,
);

/** Chunks that PNG and its moving kind are shown from; not those with words, times, profiles or other people's data. */
const shownChunks = new Set(["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD", "pHYs", "acTL", "fcTL", "fdAT"]);

/** PNG: without tEXt, zTXt, iTXt, eXIf, tIME, iCCP and whatever we do not know, and without what follows its end. */
export function cleanPng(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept = [bytes.subarray(0, 8)];
  for (let at = 8; ;) {
    const end = at + 12 + view.getUint32(at);
    const name = Buffer.from(bytes.subarray(at + 4, at + 8)).toString("latin1");
    if (end > bytes.length) throw new RangeError(`the PNG chunk ${name} is cut off`);
    if (shownChunks.has(name)) kept.push(bytes.subarray(at, end));
    if (name === "IEND") return Buffer.concat(kept);
    at = end;
  }
}
