// A campaign in the ledger: the same asks of its signers stand as one line, every count stays a count of asks, and an officer may say that one of them is something else.
import { readSheet } from "read-excel-file/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fieldsOf, openCall } from "../../test/calling.ts";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { wordsOf } from "../../test/html.ts";

const signers = ["amina.wekesa@lantern.example", "dewi.prabandari@samudra.example", "rania.haddadin@manara.example"];
const answer = "/en/model/calls/14/answer";
const list = "/en/model/calls/14/contributions";
const letter = "We write as one of many bodies that work with people whose messages were read without a reason being given. A power that reads messages needs a judge before it, a limit around it and a notice after it, and none of these stands in the present draft.";
const shared = "Say who decides before messages are read.";
let house: TestHouse;
const references: string[] = [];

const press = async (who: string, deed: string, fields: Record<string, string | string[]>) => {
  const sent = await house.send(who, answer, { ...fields, deed });
  return { to: sent.headers.get("location") ?? "", fields: fieldsOf(await sent.text()) };
};
async function file(who: string, own: string) {
  const first = await press(who, "add-ask", { ...fieldsOf(await house.read(who, answer)), title: `A judge, a limit and a notice (${own})`, text: `${letter} Signed by ${own}.`, combination: "public/named", "ask-1-text": who === signers[1] ? shared.toUpperCase() : shared, "ask-1-find": "art. 7(1)" });
  const sent = await press(who, "send", (await press(who, "check", { ...first.fields, "ask-2-text": `Give notice, says ${own} for itself.`, "ask-2-find": "art. 7(1)" })).fields);
  const reference = /contributions\/(C-[0-9A-Z]+)\/receipt/.exec(sent.to)![1]!;
  await house.send("officer", `/en/desk/model/clearance/${reference}/publication`, {});
  references.push(reference);
}

beforeAll(async () => {
  house = await openHouse({ sample: true });
  for (const email of signers) await house.person({ email });
  await openCall(house);
  for (const [at, who] of signers.entries()) await file(who, ["Lantern", "Samudra", "the third"][at]!);
  references.sort();
}, 420_000);
afterAll(() => house?.close());

type Ledger = { lines: number; publicNamed: number; asks: { reference: string; campaign: string | null; text: string }[] };
const data = async () => JSON.parse(await house.read("visitor", "/api/v1/model/ledger?call=14")) as Ledger;
/** The lines of the ledger's page about call 14. */
const lines = async (more = "", who = "visitor") => {
  const page = await house.read(who, `/en/model/ledger?call=14${more}`);
  return { rows: (/<tbody role="rowgroup">(.*?)<\/tbody>/s.exec(page)?.[1] ?? "").split('<tr role="row">').slice(1), said: wordsOf(page) };
};

test("the same ask of three signers is one line that names them all; what each asks for itself is a line of its own, and counts are of asks", async () => {
  const { rows, said } = await lines();
  const folded = rows.filter((it) => it.includes("3 organisations, one campaign"));
  expect([rows.length, folded.length]).toEqual([4, 1]);
  for (const it of references) expect(folded[0]).toContain(`/en/model/contributions/${it}#ask-1`);
  expect(folded[0]).toContain(`/en/model/calls/14/campaigns/${references[0]}"`);
  expect(said).toContain("Public named asks: 6");
  expect(said).toContain("share a line; every count here is of asks");
  expect((await house.get("visitor", `/en/model/calls/14/campaigns/${references[0]}`)).status).toBe(200);
  const apart = await lines("&campaigns=apart");
  expect([apart.rows.length, apart.rows.filter((it) => it.includes("one campaign")).length]).toEqual([6, 0]);
});

test("data and tables have every ask on a line, with its campaign", async () => {
  const { lines: count, publicNamed, asks } = await data();
  expect([count, publicNamed, asks.map((it) => it.campaign)]).toEqual([6, 6, Array(6).fill(references[0])]);
  const rows = await readSheet(Buffer.from(await (await house.get("visitor", "/en/model/ledger.xlsx?call=14")).arrayBuffer()));
  const column = rows[0]!.indexOf("Campaign");
  expect(rows.slice(1).map((it) => it[column])).toEqual(Array(6).fill(references[0]));
  expect((await house.read("visitor", "/en/model/ledger.csv")).split("\r\n").filter((it) => it.includes(`,${references[0]},`)).length).toBeGreaterThanOrEqual(6);
});

test("asks that stand at another state, or for another reason, are not shown as one", async () => {
  await house.send("officer", "/en/desk/model/answers", { ask: `${references[1]}/1`, state: "reported", reason: "It stands in the report of the second reading, in annex two.", link: "", step: "set" });
  const { rows } = await lines();
  expect([rows.length, rows.filter((it) => it.includes("2 organisations, one campaign")).length]).toEqual([5, 1]);
  const others = [references[0], references[2]].map((it) => `${it}/1`);
  for (const ask of others) await house.send("officer", "/en/desk/model/answers", { ask, [`line-${ask.replace("/", "-")}`]: `To ${ask} alone.`, state: "reported", reason: "It stands in the report of the second reading, in annex two.", link: "", step: "set" });
  const again = await lines();
  expect([again.rows.length, again.rows.filter((it) => it.includes("3 organisations, one campaign")).length, again.said.includes("alone.")]).toEqual([4, 1, false]);
});

test("an officer takes one out with a reason that everyone reads, and puts it back; nobody else does", async () => {
  const [lead, out] = [references[0]!, references[1]!];
  const exceptions = `/en/model/calls/14/campaigns/${lead}/exceptions`;
  const form = { submission: out, because: "It asks for the opposite of the others." };
  for (const who of ["visitor", signers[0]!, "editor"]) expect((await house.send(who, exceptions, form)).status, who).toBe(403);
  const short = await house.send("officer", exceptions, { ...form, because: "No." });
  expect([short.status, (await short.text()).includes("No.</textarea>")]).toEqual([422, true]);
  expect((await lines()).rows.some((it) => it.includes("3 organisations"))).toBe(true);
  expect((await house.send("officer", exceptions, form)).status).toBe(303);
  expect((await house.send("officer", exceptions, form)).status).toBe(409);
  const after = await lines();
  expect([after.rows.length, after.rows.filter((it) => it.includes("2 organisations, one campaign")).length]).toEqual([5, 1]);
  expect((await data()).asks.filter((it) => it.campaign === null).map((it) => it.reference)).toEqual([out, out]);
  const page = await house.read("visitor", list);
  expect([wordsOf(page).includes("Kept apart from campaigns by Tomas Adeyemi since 9 Jun 2026: It asks for the opposite of the others."), page.includes("Let it be compared again"), (await house.read("officer", list)).includes("Let it be compared again")]).toEqual([true, false, true]);
  const end = `/en/model/calls/14/exceptions/${out}/end`;
  expect((await house.send(signers[0]!, end, {})).status).toBe(403);
  expect((await house.send("officer", end, {})).status).toBe(303);
  expect((await lines()).rows.filter((it) => it.includes("3 organisations, one campaign")).length).toBe(1);
});

test("one that its author withdraws is in no campaign any more", async () => {
  await house.send(signers[0]!, `/en/model/contributions/${(await ownOf(signers[0]!))}/withdrawal`, {});
  expect((await lines()).rows.filter((it) => it.includes("2 organisations, one campaign")).length).toBe(1);
});
const ownOf = async (who: string) => { for (const it of references) if ((await house.read(who, `/en/model/contributions/${it}`)).includes("/withdrawal")) return it; throw new RangeError("nothing of their own"); };
