import { createPublicKey, verify } from "node:crypto";
import { expect, test } from "vitest";
import { fromBase64, toHex } from "./bytes.ts";
import { checkpointText, openCheckpoint, parseCheckpoint, signCheckpoint } from "./checkpoint.ts";
import { openNote, parseNote, readSigningKey, readVerifierKey, signatureLine, signingKey, writeSigningKey, writeVerifierKey } from "./note.ts";

const seed = (it: number) => new Uint8Array(32).fill(it);
const log = signingKey("example.org/record", seed(1));
const witness = signingKey("witness.example/w1", seed(2), 4);
const head = { size: 5, root: seed(9) };
const checkpoint = signCheckpoint(head, log);
const text = checkpointText({ ...head, origin: log.name });

test("keys are read as they are written, for signing and checking, for logs and witnesses", () => {
  for (const it of [log, witness]) {
    const { seed: _, ...verifier } = it;
    expect(readSigningKey(writeSigningKey(it))).toEqual(it);
    expect(readVerifierKey(writeVerifierKey(it))).toEqual(verifier);
  }
  expect(witness.id).not.toBe(signingKey("witness.example/w1", seed(2)).id);
});

test("a key that cannot be read is refused without repeating the secret", () => {
  const secret = writeSigningKey(log);
  expect(() => readSigningKey(secret.replace("record", "another"))).toThrow("this is no signing key; one is written PRIVATE+KEY+name+id+secret");
  expect(() => readVerifierKey(secret)).toThrow("this is a signing key, which nobody else should see; give the verifier key that goes with it");
  expect(() => signingKey("two words", seed(1))).toThrow("cannot name a key");
  expect(() => signingKey("short", new Uint8Array(31))).toThrow("a seed of 31 bytes");
});

test("a checkpoint is signed under the log’s name and opened with its key", () => {
  expect(text).toBe("example.org/record\n5\nCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=\n");
  expect(openCheckpoint(checkpoint, log)).toEqual({ ...head, origin: log.name, text, cosigned: [], unknown: 0 });
  expect(openCheckpoint(checkpoint, signingKey(log.name, seed(3)))).toBeNull();
});

test("a witness’s cosignature holds the time, and is what tlog-cosignature describes", () => {
  const line = signatureLine(text, witness, 1_679_315_147);
  const [signature] = parseNote(`${text}\n${line}`)!.signatures;
  expect([signature!.name, signature!.id, toHex(signature!.bytes.subarray(0, 8))]).toEqual([witness.name, witness.id, "00000000641850cb"]); // the time in the example of the specification
  const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), witness.publicKey]); // RFC 8410
  const key = createPublicKey({ key: spki, format: "der", type: "spki" });
  expect(verify(null, Buffer.from(`cosignature/v1\ntime 1679315147\n${text}`), key, signature!.bytes.subarray(8))).toBe(true);
  expect(openCheckpoint(checkpoint + line, log, [witness])!.cosigned).toEqual([{ key: witness, seconds: 1_679_315_147 }]);
  expect(() => signatureLine(text, witness)).toThrow("a cosignature needs its time");
});

test("a cosignature under another time, text or kind does not hold", () => {
  const [signature] = parseNote(`${text}\n${signatureLine(text, witness, 1000)}`)!.signatures;
  const lineWith = (bytes: Uint8Array) => `— ${witness.name} ${Buffer.concat([Buffer.from(witness.id, "hex"), bytes]).toString("base64")}\n`;
  const later = signature!.bytes.map((it, at) => (at === 7 ? it ^ 1 : it));
  expect(openNote(`${text}\n${lineWith(later)}`, [witness])).toEqual({ ok: false, problem: "wrong signature", name: witness.name });
  expect(openNote(`${text}more\n\n${lineWith(signature!.bytes)}`, [witness])).toMatchObject({ ok: false });
  expect(openNote(`${text}\n${lineWith(signature!.bytes.subarray(8))}`, [witness])).toMatchObject({ ok: false });
});

test("a text that is not written as a checkpoint is none; lines of the log’s own are read over", () => {
  const root = text.split("\n")[2]!;
  const others = ["", text.slice(0, -1), `example.org\n05\n${root}\n`, `example.org\n-1\n${root}\n`, `example.org\n5\n${root.slice(0, -1)}\n`, `\n5\n${root}\n`, `example.org\n5\n${root}\n\n`, `example.org\n9007199254740992\n${root}\n`, `example.org\n5\n${root.replace("k=", "l=")}\n`];
  expect(others.map(parseCheckpoint)).toEqual(others.map(() => null));
  expect(parseCheckpoint(`${text}an extension\n`)).toEqual({ ...head, origin: log.name });
  expect(fromBase64(root)).toEqual(head.root);
});
