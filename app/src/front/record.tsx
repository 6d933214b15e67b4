import { canonicalJson, checkReceipt, fingerprint, parseReceipt, toHex, withoutCode, witnessesIn, writeVerifierKey, type CheckOptions, type Finding, type Receipt } from "@travaux/record-proofs";
import { Hono } from "hono";
import { nameOf } from "../ground/record/cosign.ts";
import { servedCheckpoint } from "../ground/record/receipts.ts";
import { cosignaturesOf, newestLeaves, tilesFrom } from "../ground/record/store.ts";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { TextArea } from "../ground/web/choices.tsx";
import { ErrorSummary, sentForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { showPage } from "../ground/web/page.tsx";
import { isKey, type Words } from "../ground/words.ts";

/** So many of the newest entries are shown; the rest is in the tiles. */
const leavesShown = 20;

/** The record for people: where it stands, who witnesses it, how to check; and the page that checks a receipt. */
export const recordPages = new Hono<Env>()
  .get("/record", (c) => showRecord(c))
  .get("/verify", (c) => showForm(c, untouched()))
  .post("/verify", async (c) => {
    const sent = await sentForm(c);
    const file = sent.file instanceof File && sent.file.size > 0 ? await sent.file.text() : "";
    const [typed = "", keys = ""] = [sent.text, sent.witnesses].map((it) => (typeof it === "string" ? it.trim() : ""));
    const text = file || typed;
    const witnesses = witnessesIn(keys);
    if (text && witnesses) return showFindings(c, text, witnesses);
    return showForm(c, { values: { text: typed, witnesses: keys }, problems: { ...(!text && { text: c.var.words.say("verify.needed") }), ...(!witnesses && { witnesses: c.var.words.say("verify.witnesses.wrong") }) } });
  });

const crumbsTo = (c: Door, ...names: { name: string; address?: string }[]) => [{ name: c.var.words.say("shell.now"), address: here(c)("/") }, ...names];

async function showRecord(c: Door) {
  const { db, words, house } = c.var;
  const { key, witnesses } = house.record;
  const checkpoint = await servedCheckpoint(db);
  const leaves = await newestLeaves(db, leavesShown);
  const cosigned = new Set(checkpoint ? (await cosignaturesOf(db, checkpoint.size)).map((it) => it.witness) : []);
  return showPage(c, { title: words.say("ledger.title"), crumbs: crumbsTo(c, { name: words.say("ledger.link") }) },
    <>
      <h1>{words.say("ledger.title")}</h1>
      <p class="lede">{words.say("ledger.lede")}</p>
      <div class="actions"><a class="button" href={here(c)("/verify")}>{words.say("verify.title")}</a></div>
      <h2>{words.say("ledger.now")}</h2>
      <dl class="facts">
        <dt>{words.say("ledger.entries")}</dt><dd>{words.number(checkpoint?.size ?? 0)}</dd>
        {checkpoint && <><dt>{words.say("ledger.day")}</dt><dd>{words.day(checkpoint.at)}</dd></>}
        {checkpoint && <><dt>{words.say("ledger.root")}</dt><dd><Code text={fingerprint(checkpoint.root)} /></dd></>}
        <dt>{words.say("ledger.key")}</dt><dd><Code text={fingerprint(key.publicKey)} /></dd>
      </dl>
      <p>{words.say("ledger.key.whole")}</p>
      <travaux-copy data-done={words.say("provision.copied")} data-name={words.say("provision.copy")}><p class="copy"><Code text={writeVerifierKey(key)} /></p></travaux-copy>
      <h2>{words.say("ledger.witnesses")}</h2>
      {witnesses.length === 0 ? <p>{words.say("ledger.witnesses.none")}</p> : <ul>{witnesses.map((it) => <li><bdi>{it.name}</bdi>: {words.say(cosigned.has(nameOf(it)) ? "ledger.witness.signed" : "ledger.witness.waiting")}</li>)}</ul>}
      {(["holds", "check"] as const).map((it) => <><h2>{words.say(`ledger.${it}`)}</h2><p>{words.say(`ledger.${it}.text`)}</p></>)}
      <p class="small soft">{words.say("ledger.machines", { checkpoint: words.isolate(`${house.baseUrl}/record/checkpoint`) })}</p>
      <h2 id="newest">{words.say("ledger.newest")}</h2>
      {leaves.length === 0 ? <div class="empty"><p>{words.say("ledger.empty")}</p></div> : <Leaves leaves={leaves} words={words} />}
    </>);
}

/** Digits and keys run from left to right, whatever the page does. */
const Code = ({ text }: { text: string }) => <code dir="ltr">{text}</code>;

const Leaves = ({ leaves, words }: { leaves: Awaited<ReturnType<typeof newestLeaves>>; words: Words }) => (
  <table aria-labelledby="newest">
    <thead><tr><th scope="col">{words.say("ledger.place")}</th><th scope="col">{words.say("ledger.entered")}</th><th scope="col">{words.say("ledger.code")}</th></tr></thead>
    <tbody>{leaves.map((it) => <tr><td>{words.number(it.position + 1)}</td><td><time datetime={it.day}>{words.day(it.day)}</time></td><td><Code text={toHex(it.commitment)} /></td></tr>)}</tbody>
  </table>
);

/** Every sentence about a finding with its gaps still open, for the script that checks in the browser. */
function sentencesFor(words: Words) {
  const open = Object.fromEntries(["origin", "commitment", "size", "root", "key", "day", "place", "older", "newer", "count", "quorum", "of", "names"].map((it) => [it, `{${it}}`]));
  const names = ["form", "statement", "checkpoint", "promise", "trusted-key", "inclusion", "newer", "consistency", "still-there", "quorum"];
  const keys = names.flatMap((it) => [`verify.${it}.holds`, `verify.${it}.fails`]).filter(isKey);
  return { ...Object.fromEntries(keys.map((it) => [it, words.say(it, open)])), ...Object.fromEntries((["all", "some", "holds", "fails", "result", "here", "needed", "statement", "witnesses.wrong"] as const).map((it) => [it, words.say(`verify.${it}`)])) };
}

async function showForm(c: Door, form: Typed) {
  const { words, house, db } = c.var;
  const checkpoint = await servedCheckpoint(db);
  const isWrong = Object.keys(form.problems).length > 0;
  return showPage(c, { title: words.say("verify.title"), crumbs: verifyCrumbs(c), script: "verify" },
    <>
      <h1>{words.say("verify.title")}</h1>
      <p class="lede">{words.say("verify.lede")}</p>
      <ErrorSummary form={form} words={words} />
      <travaux-verify data-key={writeVerifierKey(house.record.key)} data-checkpoint={checkpoint?.note ?? ""} data-sentences={JSON.stringify(sentencesFor(words))}>
        <form method="post" enctype="multipart/form-data">
          <TextField name="file" type="file" label={words.say("verify.file")} form={form} accept=".json,application/json" />
          <TextArea name="text" label={words.say("verify.text")} form={form} rows={8} />
          <details open={Boolean(form.values.witnesses)}>
            <summary>{words.say("verify.witnesses.own")}</summary>
            <TextArea name="witnesses" label={words.say("verify.witnesses")} hint={words.say("verify.witnesses.hint")} form={form} rows={3} />
          </details>
          <p class="small soft">{words.say("verify.there")}</p>
          <button class="main">{words.say("verify.button")}</button>
        </form>
      </travaux-verify>
    </>, isWrong ? 422 : 200);
}

const verifyCrumbs = (c: Door) => crumbsTo(c, { name: c.var.words.say("ledger.link"), address: here(c)("/record") }, { name: c.var.words.say("verify.title") });

/** Check a receipt against this house: its key, and, where it is ours, the newest state of the record; and that the reader’s own witnesses cosigned. */
async function showFindings(c: Door, text: string, witnesses: Pick<CheckOptions, "witnesses" | "quorum">) {
  const { words, house, db } = c.var;
  const trustedKey = writeVerifierKey(house.record.key);
  const receipt = receiptIn(text);
  const checkpoint = receipt?.key === trustedKey ? await servedCheckpoint(db) : null;
  const findings = await checkReceipt(receipt, { trustedKey, ...witnesses, ...(checkpoint ? { newerCheckpoint: checkpoint.note, tiles: tilesFrom(db) } : {}) });
  return showPage(c, { title: words.say("verify.title"), crumbs: verifyCrumbs(c), unlisted: true },
    <>
      <h1>{words.say("verify.result")}</h1>
      <Findings findings={findings} words={words} />
      {receipt && <><h2>{words.say("verify.statement")}</h2><p class="copy"><Code text={canonicalJson(receipt.statement)} /></p></>}
      <div class="actions"><a class="button" href={here(c)("/verify")}>{words.say("verify.title")}</a><a href={here(c)("/record")}>{words.say("ledger.link")}</a></div>
    </>);
}

/** The receipt in a text, or null when it has not the form of one. */
function receiptIn(text: string): Receipt | null {
  try {
    const value = withoutCode(JSON.parse(text));
    return parseReceipt(value) ? (value as Receipt) : null;
  } catch {
    return null;
  }
}

const Findings = ({ findings, words }: { findings: Finding[]; words: Words }) => {
  const ok = findings.every((it) => it.ok);
  return (
    <>
      <div class={`flash ${ok ? "reflected" : "not"}`} role="status"><p>{words.say(ok ? "verify.all" : "verify.some")}</p></div>
      <ul class="plain">{findings.map((it) => <li><span class={`state ${it.ok ? "reflected" : "not"}`}>{words.say(it.ok ? "verify.holds" : "verify.fails")}</span> {sentenceOf(it, words)}</li>)}</ul>
    </>
  );
};

/** What a finding says, numbers and days as the reader writes them. */
function sentenceOf({ name, ok, values }: Finding, words: Words) {
  const key = `verify.${name}.${ok ? "holds" : "fails"}`;
  const textOf = (of: string, it: string) => (of === "day" && it ? words.day(it) : words.isolate(it));
  const written = Object.fromEntries(Object.entries(values).map(([of, it]) => [of, typeof it === "number" ? words.number(it) : textOf(of, it)]));
  return isKey(key) ? words.say(key, written) : key;
}
