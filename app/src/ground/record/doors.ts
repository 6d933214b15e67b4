// The record for machines, at the addresses of C2SP tlog-tiles: the checkpoint, tiles and bundles of entries; and the door for
// witnesses. Everything here is the same for everybody.
import { bundleOf, parseTilePath, tileAt, type Tile } from "@travaux/record-proofs";
import { Hono } from "hono";
import { Refusal } from "../refusal.ts";
import type { Db } from "../db/database.ts";
import { inAddress, type Door, type Env } from "../web/env.ts";
import { limitedByAddress } from "../web/limits.ts";
import { takeCosignatures } from "./cosign.ts";
import { servedCheckpoint } from "./receipts.ts";
import { commitmentsIn, newestCheckpoint, tilesFrom } from "./store.ts";

/** A witness comes once a checkpoint; several may stand behind one address. */
const cosigningLimit = { most: 120, minutes: 10 };

const unknown = () => new Refusal("not-found", "page-unknown");

/** Caches may keep the answer: a cookie renewed on the way must not be in it. */
function withoutCookies(c: Door, cacheControl: string) {
  c.header("Set-Cookie", undefined);
  c.header("Cache-Control", cacheControl);
}

export const recordDoors = new Hono<Env>()
  .get("/checkpoint", async (c) => {
    const checkpoint = await servedCheckpoint(c.var.db);
    if (!checkpoint) throw unknown();
    withoutCookies(c, "public, no-cache");
    return c.text(checkpoint.note);
  })
  .get("/tile/:tile{.+}", async (c) => {
    const bytes = await fileAt(c.var.db, `tile/${inAddress(c, "tile")}`);
    withoutCookies(c, c.req.path.includes(".p/") ? "public, max-age=60" : "public, max-age=31536000, immutable");
    return c.body(bytes, 200, { "Content-Type": "application/octet-stream" });
  })
  .post("/cosignatures", limitedByAddress(cosigningLimit), async (c) => {
    const taken = await takeCosignatures(c.var.db, c.var.house.record, await c.req.text(), c.var.now);
    return c.text(`${taken} taken\n`);
  });

/** A tile or a bundle of entries by its path; what the signed log does not reach is not found. */
export async function fileAt(db: Db, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const asked = parseTilePath(path);
  if (!asked) throw unknown();
  const tile: Tile = asked.kind === "tile" ? asked : { ...asked, level: 0 };
  const reaches = tileAt(tile.level, tile.index, (await newestCheckpoint(db))?.size ?? 0)?.width ?? 0;
  if (tile.width > reaches) throw unknown();
  const bytes = asked.kind === "tile" ? (await tilesFrom(db)([tile]))[0] : bundleOf(await commitmentsIn(db, tile.index * 256, tile.index * 256 + tile.width));
  if (!bytes) throw unknown();
  return new Uint8Array(bytes);
}
