import { Hono } from "hono";
import { commitmentTo } from "@travaux/record-proofs";
import { here, type Door, type Env, inAddress } from "../ground/web/env.ts";
import { receiptOf } from "../ground/record/receipts.ts";
import { positionsOf } from "../ground/record/store.ts";
import { Refusal } from "../ground/refusal.ts";
import { directionOf, type Key } from "../ground/words.ts";
import { processIdAt } from "../concepts/processes/store.ts";
import { isOpen, type Forum } from "../concepts/disclosure/forum.ts";
import { forumById } from "../concepts/disclosure/store.ts";
import { MarkOf } from "../concepts/disclosure/views.tsx";
import { answerAddress, contributionAddress } from "../concepts/contributions/addresses.ts";
import type { ShownContribution } from "../concepts/contributions/disclosure.ts";
import { leftOutFile, writtenOut } from "../concepts/contributions/submission.ts";
import { answersUnder, proofsOf, surroundingsOf, wordingsOf } from "../concepts/contributions/store.ts";
import { Gone, Paragraphs, placeName, Receipt, regionName, sectorName, Signature, signatureOf, Threads, WhoSeesWhat, type Around } from "../concepts/contributions/views.tsx";
import { Editions } from "./editions.tsx";
import { heldContributionPages } from "./held-contribution.tsx";
import { Deed } from "./members.tsx";
import { contributionAt as at, found, opened, pageOf, type Found, type Opened } from "./opened-contribution.tsx";
import { ownContributionPages } from "./own-contribution.tsx";
import { Official, openProvision } from "./provision.tsx";
import { showSubmission } from "./submission.tsx";
import { serveAttachment } from "../ground/web/attachments.ts";

/** A contribution’s page and its receipt; and what its author and the secretariat may do to it. */
export const contributionPages = new Hono<Env>()
  .get(at, async (c) => showContribution(c, await opened(c)))
  .get(`${at}/receipt`, async (c) => showReceipt(c, await opened(c)))
  .get(`${at}/receipt.json`, async (c) => {
    c.header("Cache-Control", "private, no-store");
    return c.json(await receiptFile(c));
  })
  .get(`${at}/attachments/:attachment{[1-9][0-9]?}`, async (c) => sendAttachment(c, await found(c)))
  .get(`${at}/received.json`, async (c) => receivedBytes(c, await found(c)))
  .route("/", ownContributionPages)
  .route("/", heldContributionPages);

async function showContribution(c: Door, it: Opened) {
  const { db, viewer, words } = c.var;
  const { process, shown, stands: { text } } = it;
  if (!text || !shown.place) return showSubmission(c, it, (title, body) => pageOf(c, it, title, body));
  const dossier = await openProvision(c, process, text.number);
  const moment = dossier.history.find((one) => one.version.id === text.version.id && one.tree !== null);
  const answers = await answersUnder(db, [shown.id], viewer);
  const around: Around = { words, address: here(c), stands: await surroundingsOf(db, [shown, ...answers]) };
  const forum = await forumById(db, shown.forumId);
  const title = words.say("contributions.title", { name: placeName(words, shown.place) });
  return pageOf(c, it, `${title} · ${shown.reference}`,
    <>
      <p class="eyebrow">{words.say("contributions.eyebrow", { reference: shown.reference, symbol: text.version.symbol })}</p>
      <div class="by-stakeholder"><h1>{title}</h1></div>
      <Tags it={shown} around={around} />
      {shown.parentReference && <p>{words.say("contributions.answers")} <a href={here(c)(contributionAddress(process, { reference: shown.parentReference }))}><bdi>{shown.parentReference}</bdi></a></p>}
      {shown.state !== "shown" && <div class="empty"><Gone it={shown} words={words} /></div>}
      <div class="split">
        <div>
          <Filed it={shown} around={around} />
          <Editions c={c} it={shown} wordings={await wordingsOf(db, shown)} />
          <Answers c={c} it={it} answers={answers} around={around} forum={forum} />
          {moment && <section aria-labelledby="about"><h2 id="about">{words.say("contributions.about")}</h2><Official c={c} moment={moment} /></section>}
        </div>
        <div>
          {shown.inside && <section aria-labelledby="receipt"><h2 id="receipt">{words.say("contributions.receipt")}</h2><Receipt it={shown} words={words} /><p class="small"><a href={here(c)(`${contributionAddress(process, shown)}/receipt`)}>{words.say("contributions.receipt.all")}</a></p></section>}
          <WhoSeesWhat it={shown} words={words} address={here(c)} />
          <Deeds c={c} it={it} />
        </div>
      </div>
      <p class="small soft">{words.say("contributions.cite", { signature: signatureOf(words, shown), reference: shown.reference, edition: shown.edition, day: words.day(shown.day) })}</p>
    </>);
}

const Tags = ({ it, around }: { it: ShownContribution; around: Around }) => {
  const { words } = around;
  const region = regionName(words, it);
  return (
    <ul class="tags">
      <li><Signature it={it} around={around} /></li>
      {(it.by.organisation ?? it.by.sector) && <li>{sectorName(words, it)}</li>}
      {region && <li>{region}</li>}
      <li><MarkOf it={it} words={words} /></li>
      <li>{words.languageName(it.language)}</li>
      <li><time datetime={it.day}>{words.day(it.day)}</time></li>
    </ul>
  );
};

/** The words that hold, beside a single rule: a view, never the text. */
function Filed({ it, around }: { it: ShownContribution; around: Around }) {
  const { words } = around;
  if (it.body === null) return null;
  return (
    <section aria-labelledby="filed">
      <h2 id="filed">{words.say("contributions.filed.text")}</h2>
      <div class="view" dir={directionOf(it.language)}><p class="kind" dir={words.direction}>{words.say("contributions.view")} <span><Signature it={it} around={around} /> · {words.say("contributions.edition", { edition: it.edition })}</span></p><Paragraphs text={it.body} lang={it.language} /></div>
    </section>
  );
}

function Answers({ c, it: { shown, stands }, answers, around, forum }: { c: Door; it: Opened; answers: readonly ShownContribution[]; around: Around; forum: Forum }) {
  const { words, now } = c.var;
  return (
    <section aria-labelledby="answers">
      <h2 id="answers">{words.say("contributions.answers.to")}</h2>
      {answers.length === 0 ? <div class="empty"><p>{words.say("contributions.answers.none")}</p></div> : <Threads views={answers.filter((one) => one.parentReference === shown.reference)} answers={answers} around={around} most={600} />}
      {shown.state === "shown" && isOpen(forum, now) && <p><a class="button" href={here(c)(answerAddress(stands, shown))}>{words.say("contributions.answer")}</a></p>}
    </section>
  );
}

/** What its author, and what the secretariat, may do to it. */
function Deeds({ c, it: { process, shown } }: { c: Door; it: Opened }) {
  const { words } = c.var;
  const to = (step: string) => here(c)(`${contributionAddress(process, shown)}/${step}`);
  const may = { edit: shown.own && shown.state === "shown", withdraw: shown.own && shown.state !== "withdrawn", hold: shown.mayModerate && shown.state === "shown", release: shown.mayModerate && shown.state === "held" };
  if (!Object.values(may).some(Boolean)) return null;
  return (
    <section class="card strong" aria-labelledby="deeds">
      <h2 id="deeds">{words.say("contributions.deeds")}</h2>
      <ul class="plain">
        {may.edit && <li><a href={to("edition")}>{words.say("contributions.edit")}</a></li>}
        {may.edit && <li><a href={to("disclosure")}>{words.say("contributions.change")}</a></li>}
        {may.withdraw && <li><a href={to("withdrawal")}>{words.say("contributions.withdraw")}</a></li>}
        {may.hold && <li><a href={to("hold")}>{words.say("contributions.hold")}</a></li>}
      </ul>
      {may.release && <Deed c={c} to={`${contributionAddress(process, shown)}/release`} name="contributions.release" />}
    </section>
  );
}

/** What the record was told about the contribution of the address, for those whose it is and for officers: everyone else finds no such page. */
async function entriesOf(c: Door) {
  const reference = inAddress(c, "reference");
  const entries = await proofsOf(c.var.db, processIdAt(inAddress(c, "process")), reference, c.var.viewer);
  if (entries.length === 0) throw new Refusal("not-found", "contribution-unknown", { reference });
  return entries;
}

/** The receipt to keep and to check anywhere: of its filing, or of the entry that is asked for. */
async function receiptFile(c: Door) {
  const asked = c.req.query("entry");
  const entries = await entriesOf(c);
  const entry = entries.find((one) => (asked ? one.entry === asked : /^(comment|submission|reply) filed$/.test(one.what)));
  if (!entry) throw new Refusal("not-found", "contribution-unknown", { reference: inAddress(c, "reference") });
  return receiptOf(c.var.db, c.var.house.record, { ...entry, commitment: commitmentTo(entry.statement, entry.salt) }, entry.day);
}

/** A file that came with a submission, to be saved: for whoever reads its words; one left out of them for those who read what was put aside. */
async function sendAttachment(c: Door, { shown }: Found): Promise<Response> {
  const place = Number(inAddress(c, "attachment")) - 1;
  const held = shown.document?.attachments[place];
  const it = held === null ? leftOutFile(await wordingsOf(c.var.db, shown), place) : held;
  const bytes = it ? await c.var.house.files.get(it.kept) : null;
  if (!it || !bytes) throw new Refusal("not-found", "page-unknown");
  return serveAttachment(c, { name: it.name, mediaType: it.mediaType, bytes, isPublic: it === held && shown.state === "shown" && shown.audience === "public" });
}

/** The very bytes of which a submission’s fingerprint is made, of the edition that is asked for: for those whose it is and for officers. */
async function receivedBytes(c: Door, it: Found) {
  const editions = it.shown.inside ? await wordingsOf(c.var.db, it.shown) : [];
  const asked = Number(c.req.query("edition") ?? it.shown.edition);
  const found = editions.find((one) => one.edition === asked);
  if (!found?.document) throw new Refusal("not-found", "contribution-unknown", { reference: it.shown.reference });
  c.header("Cache-Control", "private, no-store");
  c.header("Content-Disposition", `attachment; filename="${it.shown.reference}-${asked}.json"`);
  return c.body(writtenOut(found.document), 200, { "Content-Type": "application/json; charset=utf-8" });
}

/** What was received, and where it stands in the record. */
async function showReceipt(c: Door, it: Opened) {
  const { db, words } = c.var;
  const { process, shown } = it;
  const entries = await entriesOf(c);
  const places = await positionsOf(db, entries.map((one) => one.entry));
  const file = `${here(c)(contributionAddress(process, shown))}/receipt.json`;
  const title = words.say("contributions.receipt.of", { reference: shown.reference });
  return pageOf(c, it, title,
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("contributions.received")}</p>
      <Receipt it={shown} words={words} />
      <p><MarkOf it={shown} words={words} /></p>
      <section aria-labelledby="entries">
        <h2 id="entries">{words.say("contributions.entries")}</h2>
        <ol class="dates">{entries.map((one) => <li><time datetime={one.day}>{words.day(one.day)}</time> <span>{words.say(`contributions.entry.${one.what.replaceAll(" ", "-")}` as Key)} · <a href={`${file}?entry=${one.entry}`} download={`${shown.reference}.json`}>{places.has(one.entry) ? words.say("contributions.entry.at", { number: places.get(one.entry)! + 1 }) : words.say("contributions.entry.soon")}</a></span></li>)}</ol>
        {shown.document && <p class="small"><a href={`${here(c)(contributionAddress(process, shown))}/received.json`} download={`${shown.reference}-${shown.edition}.json`}>{words.say("submissions.bytes")}</a></p>}
        <p class="small"><a href={here(c)("/verify")}>{words.say("contributions.entries.check")}</a></p>
      </section>
      <p class="actions"><a class="button main" href={here(c)(contributionAddress(process, shown))}>{words.say("contributions.open")}</a></p>
    </>, { step: words.say("contributions.receipt") });
}

