import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { signingKey, writeSigningKey, writeVerifierKey } from "@travaux/record-proofs";
import { expect, test } from "vitest";
import { folders } from "../../../test/folder.ts";
import { readSettings } from "../settings.ts";
import { recordOf } from "./log-key.ts";

const newFolder = folders();
const given = signingKey("travaux.example.org/record", new Uint8Array(32).fill(3));
const witness = signingKey("witness.example/w1", new Uint8Array(32).fill(4), 4);

test("an embedded house makes the key of its record at the first start, for this user only, and keeps it and its name", () => {
  const dataDir = join(newFolder(), "data");
  const { key } = recordOf(readSettings({ DATA_DIR: dataDir }), "http://127.0.0.1:3000");
  expect(key.name).toBe("127.0.0.1:3000/record");
  expect(recordOf(readSettings({ DATA_DIR: dataDir }), "https://elsewhere.example").key).toEqual(key);
  expect(statSync(join(dataDir, "keys/record")).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(dataDir, "keys/record"), "utf8")).toBe(writeSigningKey(key));
  writeFileSync(join(dataDir, "keys/record"), "something else");
  expect(() => recordOf(readSettings({ DATA_DIR: dataDir }), "http://127.0.0.1:3000")).toThrow("holds no key of a record");
});

test("on a database server the key is a setting, and its absence is refused in one sentence", () => {
  const DATABASE_URL = "postgres://localhost/travaux";
  expect(recordOf(readSettings({ DATABASE_URL, RECORD_KEY: writeSigningKey(given) }), "https://travaux.example.org").key).toEqual(given);
  expect(() => recordOf(readSettings({ DATABASE_URL }), "https://travaux.example.org")).toThrow("With DATABASE_URL the setting RECORD_KEY is needed, the same for every process: set it to what `npx travaux record key travaux.example.org/record` prints, once and for ever.");
});

test("witnesses are known by their keys, and a wrong key is refused at start without being printed when it is secret", () => {
  const { witnesses } = recordOf(readSettings({ DATA_DIR: newFolder(), RECORD_WITNESSES: `${writeVerifierKey(witness)}  ${writeVerifierKey(given)}` }), "http://127.0.0.1");
  expect(witnesses.map((it) => it.name)).toEqual([witness.name, given.name]);
  expect(() => readSettings({ RECORD_WITNESSES: "nobody" })).toThrow("The setting RECORD_WITNESSES is “nobody”; it may be verifier keys");
  expect(() => readSettings({ RECORD_WITNESSES: writeSigningKey(given) })).toThrow("The setting RECORD_WITNESSES is “…”; it may be verifier keys");
  expect(() => readSettings({ RECORD_KEY: "PRIVATE+KEY+hunter2" })).toThrow("The setting RECORD_KEY is “…”; it may be a signing key");
});
