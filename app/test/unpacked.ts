import { inflateRawSync } from "node:zlib";

/** The files of a workbook, one after the other: it is a zip whose list of contents stands at its end. */
export function unpacked(bytes: Buffer): string {
  const texts: string[] = [];
  for (let at = bytes.indexOf("PK\u0001\u0002"); at >= 0; at = bytes.indexOf("PK\u0001\u0002", at + 4)) {
    const [method, packed, local] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 42)];
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const part = bytes.subarray(from, from + packed);
    texts.push((method === 8 ? inflateRawSync(part) : part).toString("utf8"));
  }
  return texts.join("\n");
}
