import { gzipSync } from "node:zlib";

/** What a page and what it asks for weigh on the wire, in bytes after gzip. */
export type Weight = { html: number; css: number; script: number };

/** A page with its styles may weigh this much; a script beside it this much. One kB is 1000 bytes. */
export const budget = { page: 60_000, script: 30_000 };

const packed = (text: string) => gzipSync(text).byteLength; // level 6, as servers have it
const linked = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map((it) => it[1]!);

/** Fetch a page, its style sheets and its scripts, and weigh them. */
export async function weightOf(address: string, headers: Record<string, string> = {}): Promise<Weight> {
  const html = await (await fetch(address, { headers })).text();
  const weigh = async (paths: string[]) => {
    let sum = 0;
    for (const path of paths) sum += packed(await (await fetch(new URL(path, address))).text());
    return sum;
  };
  return { html: packed(html), css: await weigh(linked(html, /<link rel="stylesheet" href="([^"]+)"/g)), script: await weigh(linked(html, /<script [^>]*src="([^"]+)"/g)) };
}
