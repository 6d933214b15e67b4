import { checkLog, checkReceipt, commitmentTo, hashesIn, leafHash, openCheckpoint, rootOf, signatureLine, signCheckpoint, signingKey, toHex, writeVerifierKey, type LogCopy } from "@travaux/record-proofs";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { emptyTables } from "../../../test/database.ts";
import { openHouse, type TestHouse } from "../../../test/house.ts";
import { openDatabase } from "../db/database.ts";
import { asViewer } from "../db/request.ts";
import { silentLog } from "../log.ts";
import { visitor } from "../viewer.ts";
import { enterRecord, enterSealed, seal, type Sealed } from "./enter.ts";
import { integrate, openRecord } from "./integrate.ts";
import { receiptOf } from "./receipts.ts";

const seed = (it: number) => new Uint8Array(32).fill(it);
const witness = signingKey("witness.example/w1", seed(2), 4);
let it: TestHouse;
beforeAll(async () => { it = await openHouse({ env: { RECORD_WITNESSES: writeVerifierKey(witness) } }); });
beforeEach(async () => { await emptyTables(it.house.database.db); await openRecord(it.house); });
afterAll(() => it.close());

const today = "2026-06-09";
const vkey = () => writeVerifierKey(it.house.record.key);
const entered = (number: number) => asViewer(it.house.database.db, visitor, (tx) => enterRecord(tx, it.house.chance, { what: "a thing was done", number }));
async function enteredMany(count: number) {
  const all: Sealed[] = [];
  await asViewer(it.house.database.db, visitor, async (tx) => { for (let number = 0; number < count; number++) all.push(await enterRecord(tx, it.house.chance, { what: "a thing was done", number })); });
  await integrate(it.house);
  return all;
}
const receiptFor = (sealed: Sealed) => receiptOf(it.house.database.db, it.house.record, sealed, today);
const bytesAt = async (path: string) => {
  const answer = await it.get("visitor", `/record/${path}`);
  return answer.status === 200 ? new Uint8Array(await answer.arrayBuffer()) : null;
};
/** The record as a stranger would copy it. */
const copied = async (): Promise<LogCopy> => ({ checkpoint: await it.read("visitor", "/record/checkpoint"), file: bytesAt });
const failing = (findings: { name: string; ok: boolean }[]) => findings.filter((one) => !one.ok).map((one) => one.name);
const sizeNow = async () => openCheckpoint(await it.read("visitor", "/record/checkpoint"), it.house.record.key)!.size;

describe("what is entered", () => {
  test("stands with a place, a proof and a receipt that a stranger can check, as soon as it was committed", async () => {
    const [first, second] = await enteredMany(2);
    expect((await receiptFor(first!)).entry).toMatchObject({ index: 0 });
    const receipt = await receiptFor(second!);
    expect(failing(await checkReceipt(JSON.stringify(receipt), { trustedKey: vkey() }))).toEqual([]);
    expect(receipt).toMatchObject({ statement: { what: "a thing was done", number: 1 }, entry: { index: 1 }, origin: "travaux.test/record", promise: null });
  });

  test("vanishes with its deed when that is rolled back", async () => {
    const failed = asViewer(it.house.database.db, visitor, async (tx) => { await enterRecord(tx, it.house.chance, "never"); throw new Error("refused"); });
    await expect(failed).rejects.toThrow("refused");
    await integrate(it.house);
    expect(await sizeNow()).toBe(0);
  });

  test("has a receipt with a promise before it has a place, and the promise can be checked too", async () => {
    const sealed = seal(it.house.chance, { what: "waits for its batch" });
    const promised = await receiptFor(sealed);
    expect(promised).toMatchObject({ entry: null, checkpoint: null });
    const findings = await checkReceipt(promised, { trustedKey: vkey() });
    expect([failing(findings), findings.find((one) => one.name === "promise")!.values.day]).toEqual([[], today]);
    await asViewer(it.house.database.db, visitor, (tx) => enterSealed(tx, sealed));
    await integrate(it.house);
    expect(failing(await checkReceipt(await receiptFor(sealed)))).toEqual([]);
  });

  test("leaves nothing in the record but a commitment that says nothing without its salt, and an id without a time", async () => {
    const [sealed] = await enteredMany(1);
    const { rows } = await it.house.database.db.execute(sql`select row_to_json(l)::text as row from record_leaves l`) as unknown as { rows: { row: string }[] };
    expect(JSON.parse(rows[0]!.row)).toEqual({ position: 0, entry: sealed!.entry, commitment: `\\x${toHex(commitmentTo(sealed!.statement, sealed!.salt))}` });
    expect(sealed!.entry[14]).toBe("4"); // version 4: chance alone
  });

  test("keeps its receipt valid when the log grows and when what it was about is erased", async () => {
    const [sealed] = await enteredMany(1);
    const early = await receiptFor(sealed!);
    await enteredMany(300);
    const copy = await copied();
    const tiles = async (all: readonly { level: number; index: number; width: number }[]) => Promise.all(all.map((tile) => bytesAt(`tile/${tile.level}/00${tile.index}${tile.width < 256 ? `.p/${tile.width}` : ""}`)));
    expect(failing(await checkReceipt(early, { trustedKey: vkey(), newerCheckpoint: copy.checkpoint, tiles }))).toEqual([]);
    expect(failing(await checkReceipt(await receiptFor(sealed!)))).toEqual([]);
  });
});

describe("the log", () => {
  test("is served as tiles that a stranger can copy and check from end to end", async () => {
    const all = await enteredMany(515);
    expect(failing(await checkLog(await copied(), vkey()))).toEqual([]);
    expect(hashesIn((await bytesAt("tile/0/001"))!).map(toHex)).toEqual(all.slice(256, 512).map((one) => toHex(leafHash(one.commitment))));
    expect(openCheckpoint((await copied()).checkpoint, it.house.record.key)!.root).toEqual(rootOf(all.map((one) => leafHash(one.commitment))));
  });

  test("serves full tiles for ever and the rest for a minute, and no tile that its checkpoint does not reach", async () => {
    await enteredMany(260);
    const cached = async (path: string) => { const { status, headers } = await it.get("visitor", `/record/${path}`); return [status, headers.get("cache-control"), headers.get("content-type"), headers.get("set-cookie")]; };
    expect(await cached("tile/0/000")).toEqual([200, "public, max-age=31536000, immutable", "application/octet-stream", null]);
    expect(await cached("tile/entries/001.p/4")).toEqual([200, "public, max-age=60", "application/octet-stream", null]);
    expect(await cached("checkpoint")).toEqual([200, "public, no-cache", "text/plain; charset=UTF-8", null]);
    for (const path of ["tile/0/001", "tile/0/001.p/5", "tile/0/002.p/1", "tile/1/000", "tile/2/000.p/1", "tile/0/1", "tile/entries/001", "tile/x/000", "nothing"]) expect((await it.get("visitor", `/record/${path}`)).status, path).toBe(404);
  });

  test("is open before anything was entered", async () => {
    expect(await sizeNow()).toBe(0);
    expect(failing(await checkLog(await copied(), vkey()))).toEqual([]);
  });

  test("gives each entry one place when many ask at once", async () => {
    const all = await Promise.all(Array.from({ length: 40 }, async (_, number) => { const sealed = await entered(number); await integrate(it.house); return sealed; }));
    const receipts = await Promise.all(all.map(receiptFor));
    expect(receipts.map((one) => one.entry?.index).toSorted((a, b) => a! - b!)).toEqual(Array.from({ length: 40 }, (_, at) => at));
    expect(failing(await checkLog(await copied(), vkey()))).toEqual([]);
  });

  test.runIf(process.env.TEST_DATABASE_URL)("gives each entry one place when several processes take in at once", async () => {
    const { connection } = it.house.database;
    if (connection.kind !== "server") throw new Error("no server");
    const others = await Promise.all([1, 2].map(() => openDatabase({ databaseUrl: connection.url, log: silentLog })));
    const houses = [it.house, ...others.map((database) => ({ ...it.house, database }))];
    const all = await Promise.all(Array.from({ length: 120 }, async (_, number) => {
      const house = houses[number % houses.length]!;
      const sealed = await asViewer(house.database.db, visitor, (tx) => enterRecord(tx, house.chance, { number }));
      await integrate(house);
      return receiptOf(house.database.db, house.record, sealed, today);
    }));
    await Promise.all(others.map((other) => other.close()));
    expect(all.map((one) => one.entry?.index).toSorted((a, b) => a! - b!)).toEqual(Array.from({ length: 120 }, (_, at) => at));
    expect(failing(await checkLog(await copied(), vkey()))).toEqual([]);
  });

  test("is only added to: the database refuses every other change", async () => {
    await enteredMany(3);
    for (const change of ["update record_leaves set position = 7 where position = 2", "delete from record_leaves", "truncate record_leaves", "delete from record_checkpoints where size = 0", "update record_checkpoints set note = ''"])
      await expect(it.house.database.db.execute(sql.raw(change)), change).rejects.toMatchObject({ cause: { message: expect.stringContaining("the record is only added to") as string } });
    expect(await sizeNow()).toBe(3);
  });

  test("is not continued with another key", async () => {
    await enteredMany(1);
    const other = { ...it.house, record: { ...it.house.record, key: signingKey("travaux.test/record", seed(9)) } };
    await expect(openRecord(other)).rejects.toThrow("The record in this database was signed by another key than travaux.test/record. Bring back its key: the file keys/record in DATA_DIR, or the setting RECORD_KEY.");
  });
});

describe("a witness", () => {
  const send = (note: string) => it.app.request("http://travaux.test/record/cosignatures", { method: "POST", body: note, headers: { "content-type": "text/plain" } });
  const linesUnder = (note: string, key: typeof witness) => note + signatureLine(openCheckpoint(note, it.house.record.key)!.text, key, 1_780_000_000);

  test("cosigns the checkpoint, without a session or a form of ours, and receipts carry the line from then on", async () => {
    const [sealed] = await enteredMany(1);
    const answer = await send(linesUnder((await copied()).checkpoint, witness));
    expect([answer.status, await answer.text()]).toEqual([200, "1 taken\n"]);
    const again = await send(linesUnder((await copied()).checkpoint, witness)); // the newer line takes the place of the older
    expect(again.status).toBe(200);
    expect(failing(await checkReceipt(await receiptFor(sealed!), { witnesses: [writeVerifierKey(witness)], noOthers: true }))).toEqual([]);
  });

  test("is refused when nobody here knows it, when its signature is wrong, and when the checkpoint is not ours", async () => {
    await enteredMany(1);
    const { checkpoint } = await copied();
    const { key } = it.house.record;
    const wrong = linesUnder(checkpoint, witness).replace(/.{8}\n$/, "AAAAAA==\n");
    const otherHistory = linesUnder(signCheckpoint({ size: 1, root: seed(1) }, key), witness);
    const ahead = linesUnder(signCheckpoint({ size: 5, root: seed(1) }, key), witness);
    for (const note of ["", checkpoint, linesUnder(checkpoint, signingKey("nobody.example", seed(5), 4)), wrong, otherHistory, ahead]) expect((await send(note)).status).toBe(422);
    expect((await copied()).checkpoint).toBe(checkpoint);
  });
});
