import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkReceipt, openCheckpoint, signatureLine, signingKey, writeVerifierKey, type Receipt, type SigningKey } from "@travaux/record-proofs";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { folders } from "../../test/folder.ts";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { runCommand } from "../bin/run-command.ts";
import { asViewer } from "../ground/db/request.ts";
import { enterRecord } from "../ground/record/enter.ts";
import { integrate } from "../ground/record/integrate.ts";
import type { HouseRecord } from "../ground/record/log-key.ts";
import { visitor } from "../ground/viewer.ts";
import { languages } from "../ground/words.ts";

let house: TestHouse;
let receipt: Receipt;
beforeAll(async () => {
  house = await openHouse({ sample: true });
  receipt = await receiptOf("3-rev-2");
});
afterAll(() => house.close());
const newFolder = folders();

const receiptOf = async (version: string) => JSON.parse(await house.read("visitor", `/api/v1/model/text/convention/${version}/receipt`)) as Receipt;
const vkey = () => writeVerifierKey(house.house.record.key);
const textOf = (html: string) => html.replace(/^[^]*<main/, "").replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ").replaceAll("&quot;", '"').replaceAll("&#39;", "'");
const verified = async (text: string, witnesses = "") => textOf(await (await house.send("visitor", "/en/verify", { text, witnesses })).text());
const grown = async () => {
  await asViewer(house.house.database.db, visitor, (tx) => enterRecord(tx, house.house.chance, "something more"));
  await integrate(house.house);
};

describe("a published version", () => {
  test("has a receipt that shows what was published, and when, to a stranger", async () => {
    expect((await checkReceipt(receipt, { trustedKey: vkey() })).filter((it) => !it.ok)).toEqual([]);
    expect(receipt.statement).toEqual({ what: "version published", process: "model", text: "convention", symbol: "M/CONF.1/3/Rev.2", date: "2026-05-18", documents: ["en", "es", "fr"].map((language) => ({ language, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string })), day: "2026-06-09" });
    expect(await house.read("visitor", "/en/model/text/convention/3-rev-2")).toContain('href="/api/v1/model/text/convention/3-rev-2/receipt"');
  });

  test("gets its receipt in the request that publishes it, and none before", async () => {
    const article = { id: "art_1", kind: "article", number: "1", heading: "Scope", text: "It applies.", children: [] };
    const file = new File([JSON.stringify({ title: null, language: "en", provisions: [article], fidelity: { charactersIn: 9, charactersKept: 9, doubts: [] } })], "next.json");
    await house.send("editor", "/en/desk/model/convention/import", { symbol: "M/CONF.1/9", date: "2026-06-02", title: "Next", status: "revised", language: "en", authenticity: "authentic", source: "", file });
    const before = await house.get("editor", "/api/v1/model/text/convention/9/receipt");
    await house.send("editor", "/en/desk/model/convention/9/publication", {});
    expect([before.status, (await receiptOf("9")).entry?.index]).toEqual([404, receipt.checkpoint === null ? -1 : Number(receipt.checkpoint.split("\n")[1])]);
  });
});

describe("the page of the record", () => {
  test("tells its size, root, key and witnesses, and of its newest entries the code and the day only", async () => {
    for (const language of languages) expect((await house.get("visitor", `/${language}/record`)).status).toBe(200);
    const page = await house.read("visitor", "/en/record");
    const { rows } = await house.house.database.db.execute(sql`select encode(commitment, 'hex') as code, entry::text as entry from record_leaves order by position desc limit 1`) as unknown as { rows: { code: string; entry: string }[] };
    expect(page).toContain(rows[0]!.code);
    expect(page).toContain(vkey());
    expect(textOf(page)).toContain("9 Jun 2026");
    expect(textOf(page)).toContain("Nobody outside this house cosigns yet.");
    expect(page).not.toContain(rows[0]!.entry);
    expect(page.replace(/^[^]*<main/, "").replace(/<footer[^]*/, "")).not.toContain("convention");
  });
});

describe("the page that checks", () => {
  test("says of a receipt of this house that everything holds, also after the record grew", async () => {
    await grown();
    const said = await verified(JSON.stringify(receipt));
    expect(said).toContain("Everything that was checked holds.");
    expect(said).toMatch(/Nothing before was changed or removed, from [\d,]+ to [\d,]+ entries\. .*It still stands at place [\d,]+\./);
    expect(said).toContain('"what":"version published"');
  });

  test("takes a file as well as a text", async () => {
    const answer = await house.send("visitor", "/en/verify", { file: new File([JSON.stringify(receipt)], "receipt.json"), text: "" });
    expect(textOf(await answer.text())).toContain("Everything that was checked holds.");
  });

  test("says what does not hold, and of what", async () => {
    const changed = { ...receipt, statement: { ...(receipt.statement as object), symbol: "M/CONF.1/4" } };
    expect(await verified(JSON.stringify(changed))).toContain("Does not hold The proof does not lead to the signed state");
    const other = { ...receipt, key: writeVerifierKey(signingKey("travaux.test/record", new Uint8Array(32))) };
    expect(await verified(JSON.stringify(other))).toContain("is not that of this house");
    expect(await verified("{}")).toContain("This is no receipt");
    expect(await verified("<script>")).toContain("This is no receipt");
  });

  test("asks for a receipt when it got none, and works in every language", async () => {
    const empty = await house.send("visitor", "/en/verify", { text: " " });
    expect([empty.status, textOf(await empty.text())]).toEqual([422, expect.stringContaining("Choose the file of a receipt, or paste its text.") as string]);
    for (const language of languages) expect((await house.send("visitor", `/${language}/verify`, { text: JSON.stringify(receipt) })).status).toBe(200);
  });
});

describe("the doctor", () => {
  const lines = async (of: Partial<HouseRecord> = {}) => {
    const { stdout } = await runCommand({ ...house.house, record: { ...house.house.record, ...of } }, { argv: ["doctor"], files: {}, format: "text" }, () => {});
    return stdout.split("\n").filter((it) => /^\S+ +(record|witnesses)/.test(it));
  };
  /** Done past the triggers that refuse it, as by somebody with the database in their hands; and put back. */
  const damaged = async (change: string, back: string) => {
    const past = (what: string) => house.house.database.db.transaction(async (tx) => { await tx.execute(sql`set local session_replication_role = replica`); await tx.execute(sql.raw(what)); });
    await past(change);
    try { return (await lines())[0]; } finally { await past(back); }
  };

  test("says how large the record is, since when, and who watches it", async () => {
    await grown();
    const { rows } = await house.house.database.db.execute(sql`select count(*)::int as count from record_leaves`) as unknown as { rows: { count: number }[] };
    expect(await lines()).toEqual([
      expect.stringMatching(new RegExp(`^ok {3}record: travaux\\.test/record, ${rows[0]!.count} entries, signed on 2026-06-09 at 10:00 UTC, root ([0-9a-f]{4} ?){8}$`)),
      "ok   witnesses: none named, so nobody outside would notice two histories: see RECORD_WITNESSES",
    ]);
    const witness = signingKey("watch.example/w", new Uint8Array(32).fill(3), 4);
    expect((await lines({ witnesses: [witness] }))[1]).toBe("ok   witnesses: watch.example/w has not cosigned the newest checkpoint");
  });

  test("finds a key that is not the one that signed, and a record that was tampered with", async () => {
    expect((await lines({ key: signingKey("travaux.test/record", new Uint8Array(32).fill(9)) }))[0]).toMatch(/^MEND record: signed by another key than travaux\.test\/record .*: bring back its key/);
    const turned = "update record_tiles set hashes = set_byte(hashes, 0, get_byte(hashes, 0) # 1) where level = 0";
    expect(await damaged(turned, turned)).toMatch(/^MEND record: its tiles do not give the root signed at \d+ entries: bring back a copy/);
    const entry = "update record_leaves set commitment = set_byte(commitment, 0, get_byte(commitment, 0) # 1) where position = (select max(position) from record_leaves)";
    expect(await damaged(entry, entry)).toMatch(/^MEND record: its newest entries are not those of its tiles/);
    expect(await damaged("update record_leaves set position = position + 1000 where position = (select max(position) from record_leaves)", "update record_leaves set position = position - 1000 where position = (select max(position) from record_leaves)")).toMatch(/^MEND record: its newest entries/);
    expect((await lines())[0]).toMatch(/^ok/);
  });
});

describe("with the keys of one’s own witnesses", () => {
  const [one, other] = [1, 2].map((it) => signingKey(`witness-${it}.example/w`, new Uint8Array(32).fill(it), 4)) as [SigningKey, SigningKey];
  const cosigned = (...by: SigningKey[]) => JSON.stringify({ ...receipt, checkpoint: receipt.checkpoint! + by.map((it) => signatureLine(openCheckpoint(receipt.checkpoint!, house.house.record.key)!.text, it, 1_780_000_000)).join("") });
  const both = [one, other].map(writeVerifierKey).join("\r\n");

  test("a receipt is right when all of them cosigned, and wrong when one did not", async () => {
    expect(await verified(cosigned(one, other), both)).toMatch(/Everything that was checked holds\..*Of the .?2.? witnesses that you named, .?2.? cosigned: .?witness-1\.example\/w, witness-2\.example\/w/);
    expect(await verified(cosigned(one), both)).toMatch(/Something does not hold\..*only .?1.? cosigned, and .?2.? had to/);
  });

  test("what is no key is said to be none, and nothing typed is lost", async () => {
    const answer = await house.send("visitor", "/en/verify", { text: "{}", witnesses: `${writeVerifierKey(one)}\nnobody` });
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toContain("A line is no key of a witness.");
    expect(page.replaceAll("\r", "")).toContain(`${writeVerifierKey(one)}\nnobody</textarea>`);
    expect(page).toContain(">{}</textarea>");
  });
});

describe("on the command line", () => {
  const type = async (argv: string[], text = JSON.stringify(receipt)) => {
    const said: string[] = [];
    const format = argv.includes("json") ? "json" as const : "text" as const;
    return { ...(await runCommand(argv[0] === "record" && argv[1] === "export" ? house.house : null, { argv, files: { "receipt.json": Buffer.from(text).toString("base64") }, format }, (line) => void said.push(line))), said };
  };

  test("a receipt is checked without a house, and the key when it is named", async () => {
    const { stdout, exit } = await type(["verify", "receipt.json", "--key", vkey()]);
    expect([exit, stdout.trim().split("\n").at(-1)]).toEqual([0, "Everything that was checked holds."]);
    expect((await type(["verify", "receipt.json"])).stdout).toContain("Whether the key is that of the record you mean was not checked");
    expect((await type(["verify", "receipt.json", "--key", writeVerifierKey(signingKey("other", new Uint8Array(32)))])).exit).toBe(1);
    expect(await type(["verify", "receipt.json", "--key", "nothing"])).toMatchObject({ exit: 2, said: [expect.stringContaining("--key: “nothing” is no key") as string] });
  });

  test("a copy of the record is exported, checked with a receipt, and found out when a byte of it changed", async () => {
    const folder = newFolder();
    expect((await type(["record", "export", folder])).exit).toBe(0);
    const whole = await type(["verify", "receipt.json", "--log", folder, "--key", vkey(), "--format", "json"]);
    expect(JSON.parse(whole.stdout)).toMatchObject({ ok: true, keyChecked: true });
    const { size } = (JSON.parse(whole.stdout) as { findings: { name: string; values: { size: number } }[] }).findings.find((it) => it.name === "newer")!.values;
    const [full, rest] = [Math.floor(size / 256), size % 256]; // the newest tile, which is not full
    const newest = `tile/entries/${String(full).padStart(3, "0")}.p/${rest}`;
    writeFileSync(join(folder, newest), new Uint8Array(34 * rest));
    const spoiled = await type(["verify", "receipt.json", "--log", folder]);
    expect([spoiled.exit, spoiled.stdout]).toEqual([1, expect.stringContaining(`FAIL The copy is damaged at ${newest}.`) as string]);
    expect((await type(["verify", "receipt.json", "--log", newFolder()])).said).toEqual([expect.stringContaining("There is no copy of a record in") as string]);
  });

  test("the witnesses named must have cosigned, or as many of them as the quorum says", async () => {
    const [one, other] = [1, 2].map((it) => signingKey(`witness-${it}.example/w`, new Uint8Array(32).fill(it), 4)) as [SigningKey, SigningKey];
    const under = (it: Receipt, ...keys: SigningKey[]) => JSON.stringify({ ...it, checkpoint: it.checkpoint! + keys.map((by) => signatureLine(openCheckpoint(it.checkpoint!, house.house.record.key)!.text, by, 1_780_000_000)).join("") });
    const verify = (text: string, ...argv: string[]) => type(["verify", "receipt.json", "--key", vkey(), ...argv], text);
    const [a, b] = [writeVerifierKey(one), writeVerifierKey(other)];
    expect(await verify(under(receipt, one, other), "--witness", a, "--witness", b)).toMatchObject({ exit: 0, stdout: expect.stringContaining("ok   2 of the 2 witnesses that you named cosigned; 2 had to: witness-1.example/w, witness-2.example/w.") as string });
    expect(await verify(under(receipt, one), "--witness", a, "--witness", b, "--quorum", "1")).toMatchObject({ exit: 0 });
    expect(await verify(under(receipt, one), "--witness", a, "--witness", b)).toMatchObject({ exit: 1, stdout: expect.stringContaining("FAIL 1 of the 2 witnesses that you named cosigned, and 2 had to.") as string });
    expect(await verify(under(receipt, one, one), "--witness", a, "--witness", a)).toMatchObject({ exit: 0, stdout: expect.stringContaining("1 of the 1 witnesses") as string });
    const forged = under(receipt, one).replace(/.{8}\\n"/, 'AAAAAA==\\n"');
    expect(await verify(forged, "--witness", a)).toMatchObject({ exit: 1 });
    const namesake = signingKey(one.name, new Uint8Array(32).fill(9), 4);
    expect(await verify(under(receipt, namesake), "--witness", a)).toMatchObject({ exit: 1 });
    expect(await verify(under(receipt, one), "--witness", a, "--witness", a, "--quorum", "2")).toMatchObject({ exit: 2, said: [expect.stringContaining("--quorum takes a number from 1 to 1, as many different witnesses as you named; “2” is none.") as string] });
    expect(await verify(under(receipt, one), "--quorum", "1")).toMatchObject({ exit: 2, said: [expect.stringContaining("--quorum counts the witnesses that --witness names.") as string] });
    expect(await verify(under(receipt, one), "--witness", "nobody")).toMatchObject({ exit: 2, said: [expect.stringContaining("--witness: “nobody” is no key") as string] });
  });

  test("what is no receipt is a finding, with exit code 1", async () => {
    expect(await type(["verify", "receipt.json"], "not JSON")).toMatchObject({ exit: 1, stdout: expect.stringContaining("FAIL This is no receipt") as string });
  });

  test("a key for the record is made under the name given", async () => {
    const { stdout } = await type(["record", "key", "travaux.example.org/record", "--format", "json"]);
    expect(JSON.parse(stdout)).toEqual({ secret: expect.stringMatching(/^PRIVATE\+KEY\+travaux\.example\.org\/record\+/) as string, key: expect.stringMatching(/^travaux\.example\.org\/record\+/) as string });
    expect((await type(["record", "key", "two words"])).exit).toBe(2);
  });
});
