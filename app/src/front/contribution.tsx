import { Hono } from "hono";
import type { Child } from "hono/jsx";
import { commitmentTo } from "@travaux/record-proofs";
import { redline } from "@travaux/treaty-text";
import { Check, TextArea } from "../ground/web/choices.tsx";
import { addressIn, here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, readForm, untouched, type Typed } from "../ground/web/forms.tsx";
import { flash, showPage } from "../ground/web/page.tsx";
import { receiptOf } from "../ground/record/receipts.ts";
import { positionsOf } from "../ground/record/store.ts";
import { explain, Refusal } from "../ground/refusal.ts";
import { officerOf, personOf } from "../ground/viewer.ts";
import type { Key } from "../ground/words.ts";
import { isOpen, type Forum } from "../concepts/disclosure/forum.ts";
import { combinationOf, combinations, mayChange, type OfferedCombination } from "../concepts/disclosure/rule.ts";
import { forumById } from "../concepts/disclosure/store.ts";
import { MarkOf } from "../concepts/disclosure/views.tsx";
import { plainWords } from "../concepts/disclosure/words.ts";
import { answerAddress, contributionAddress } from "../concepts/contributions/addresses.ts";
import { heldReasons, refuseUnlessShown } from "../concepts/contributions/contribution.ts";
import type { ShownContribution } from "../concepts/contributions/disclosure.ts";
import { DisclosureInput, EditInput, HoldInput } from "../concepts/contributions/inputs.ts";
import { changeDisclosure, editComment, holdComment, letGo, withdrawComment } from "../concepts/contributions/operations.ts";
import { answersUnder, contributionByReference, proofsOf, surroundingsOf, wordingsOf, type Surroundings } from "../concepts/contributions/store.ts";
import { Gone, Paragraphs, placeName, Receipt, regionName, sectorName, Signature, signatureOf, Threads, WhoSeesWhat, type Around } from "../concepts/contributions/views.tsx";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { provisionAddress, textsAddress } from "../concepts/texts/addresses.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { Redline } from "../concepts/texts/views.tsx";
import { tellOf } from "./author-mail.ts";
import { Deed } from "./members.tsx";
import { Official, openProvision } from "./provision.tsx";

const at = "/:process/contributions/:reference";

/** A contribution’s page, its receipt, and what its author and the secretariat may do to it. */
export const contributionPages = new Hono<Env>()
  .get(at, async (c) => showContribution(c, await opened(c)))
  .get(`${at}/receipt`, async (c) => showReceipt(c, await opened(c)))
  .get(`${at}/receipt.json`, async (c) => {
    c.header("Cache-Control", "private, no-store");
    return c.json(await receiptFile(c, await opened(c)));
  })
  .get(`${at}/edition`, async (c) => {
    const it = await own(c);
    return showEditing(c, it, untouched({ body: it.shown.body ?? "" }));
  })
  .post(`${at}/edition`, async (c) => {
    const it = await own(c);
    const form = await readForm(c, EditInput);
    if (!form.ok) return showEditing(c, it, form.form, 422);
    await editComment(c.var.db, c.var.viewer, it.shown, form.input.body, c.var.now, c.var.chance);
    return back(c, it, "flash.contribution.edited");
  })
  .get(`${at}/disclosure`, async (c) => {
    const it = await own(c);
    return showChanging(c, it, await forumById(c.var.db, it.shown.forumId), untouched());
  })
  .post(`${at}/disclosure`, async (c) => changeIt(c, await own(c)))
  .get(`${at}/withdrawal`, async (c) => showWithdrawing(c, await own(c)))
  .post(`${at}/withdrawal`, async (c) => {
    const it = await own(c);
    await withdrawComment(c.var.db, c.var.viewer, it.shown, c.var.now, c.var.chance);
    return back(c, it, "flash.contribution.withdrawn");
  })
  .get(`${at}/hold`, async (c) => showHolding(c, await moderated(c), untouched()))
  .post(`${at}/hold`, async (c) => {
    const it = await moderated(c);
    const form = await readForm(c, HoldInput);
    if (!form.ok) return showHolding(c, it, form.form, 422);
    await holdComment(c.var.db, c.var.viewer, it.shown, form.input, c.var.now, c.var.chance);
    await tellOf(c, "contribution-held", it.process, it.shown);
    return back(c, it, "flash.contribution.held");
  })
  .post(`${at}/release`, async (c) => {
    const it = await moderated(c);
    await letGo(c.var.db, c.var.viewer, it.shown, c.var.now, c.var.chance);
    await tellOf(c, "contribution-released", it.process, it.shown);
    return back(c, it, "flash.contribution.released");
  });

type Opened = { process: Process; shown: ShownContribution; stands: Surroundings };

/** The contribution of the address, if this viewer may see that it is there. */
async function opened(c: Door): Promise<Opened> {
  const { db, viewer } = c.var;
  const process = await processBySlug(db, inAddress(c, "process"));
  const shown = await contributionByReference(db, process.id, inAddress(c, "reference"), viewer);
  return { process, shown, stands: (await surroundingsOf(db, [shown]))(shown) };
}

/** The same for whoever speaks for its author. */
async function own(c: Door): Promise<Opened> {
  const it = await opened(c);
  personOf(c.var.viewer);
  if (!it.shown.own) throw new Refusal("not-allowed", "not-its-person");
  return it;
}

/** The same for officers of its process. */
async function moderated(c: Door): Promise<Opened> {
  const it = await opened(c);
  officerOf(c.var.viewer, it.process.id);
  return it;
}

function back(c: Door, { process, shown }: Opened, key: Key) {
  flash(c, key);
  return c.redirect(here(c)(contributionAddress(process, shown)), 303);
}

/** A page about a contribution: its crumbs, its bar, and what stands on it. */
function pageOf(c: Door, { process, shown, stands }: Opened, title: string, body: Child, { step, status = 200 }: { step?: string; status?: 200 | 422 } = {}) {
  const { words, house } = c.var;
  const address = here(c);
  const path = contributionAddress(process, shown);
  const crumbs = [
    { name: words.say("shell.now"), address: address("/") }, { name: words.pick(process.shortName).text, address: address(`/${process.slug}`) }, { name: words.say("shell.text"), address: address(textsAddress(process)) },
    { name: `P-${stands.number}`, address: `${address(provisionAddress(process, stands.number, stands.version))}#views` }, { name: shown.reference, address: address(path) }, ...(step ? [{ name: step }] : []),
  ];
  const formats = step ? [] : [{ name: words.say("footer.json"), address: `/api/v1${path}`, type: "application/json" }];
  return showPage(c, { title, crumbs, formats, process: barOf(process, "text"), unlisted: step !== undefined || shown.audience !== "public", canonical: house.baseUrl + addressIn(words.language)(path) }, body, status);
}

async function showContribution(c: Door, it: Opened) {
  const { db, viewer, words } = c.var;
  const { process, shown, stands } = it;
  const dossier = await openProvision(c, process, stands.number);
  const moment = dossier.history.find((one) => one.version.id === stands.version.id && one.tree !== null);
  const answers = await answersUnder(db, [shown.id], viewer);
  const around: Around = { words, address: here(c), stands: await surroundingsOf(db, [shown, ...answers]) };
  const forum = await forumById(db, shown.forumId);
  const title = words.say("contributions.title", { name: placeName(words, shown.place) });
  return pageOf(c, it, `${title} · ${shown.reference}`,
    <>
      <p class="eyebrow">{words.say("contributions.eyebrow", { reference: shown.reference, symbol: stands.version.symbol })}</p>
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
      <div class="view"><p class="kind">{words.say("contributions.view")} <span><Signature it={it} around={around} /> · {words.say("contributions.edition", { edition: it.edition })}</span></p><Paragraphs text={it.body} lang={it.language} /></div>
    </section>
  );
}

/** Every edition that is no longer the newest, and what each changed in the one before it. */
function Editions({ c, it, wordings }: { c: Door; it: ShownContribution; wordings: Awaited<ReturnType<typeof wordingsOf>> }) {
  const { words } = c.var;
  if (wordings.length < 2) return null;
  return (
    <section aria-labelledby="editions">
      <h2 id="editions">{words.say("contributions.editions")}</h2>
      {wordings.map((one, index) => (
        <details open={index === wordings.length - 1}>
          <summary>{words.say("contributions.edition", { edition: one.edition })} · <time datetime={one.day}>{words.day(one.day)}</time></summary>
          <div class="view"><p lang={it.language} dir="auto">{index === 0 ? one.body : <Redline parts={redline(wordings[index - 1]!.body ?? "", one.body ?? "")} />}</p></div>
        </details>
      ))}
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

/** What the record was told about it, for those whose it is and for officers: everyone else finds no such page. */
async function entriesOf({ var: { db } }: Door, { shown }: Opened) {
  if (!shown.inside) throw new Refusal("not-found", "contribution-unknown", { reference: shown.reference });
  return proofsOf(db, shown);
}

/** The receipt to keep and to check anywhere: of its filing, or of the entry that is asked for. */
async function receiptFile(c: Door, it: Opened) {
  const asked = c.req.query("entry");
  const entry = (await entriesOf(c, it)).find((one) => (asked ? one.entry === asked : one.what === "comment filed"));
  if (!entry) throw new Refusal("not-found", "contribution-unknown", { reference: it.shown.reference });
  return receiptOf(c.var.db, c.var.house.record, { ...entry, commitment: commitmentTo(entry.statement, entry.salt) }, entry.day);
}

/** What was received, and where it stands in the record. */
async function showReceipt(c: Door, it: Opened) {
  const { db, words } = c.var;
  const { process, shown } = it;
  const entries = await entriesOf(c, it);
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
        <p class="small"><a href={here(c)("/verify")}>{words.say("contributions.entries.check")}</a></p>
      </section>
      <p class="actions"><a class="button main" href={here(c)(contributionAddress(process, shown))}>{words.say("contributions.open")}</a></p>
    </>, { step: words.say("contributions.receipt") });
}

function showEditing(c: Door, it: Opened, form: Typed, status: 200 | 422 = 200) {
  const { words } = c.var;
  refuseUnlessShown(it.shown);
  const title = words.say("contributions.edit");
  return pageOf(c, it, `${title} · ${it.shown.reference}`,
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("contributions.edit.text")}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post">
        <TextArea name="body" label={words.say("contributions.body")} form={form} rows={10} required lang={it.shown.language} />
        <div class="actions"><button class="main">{words.say("contributions.edit.send")}</button></div>
      </form>
    </>, { step: title, status });
}

/** What its author may make of it: narrower as they like, wider by consent where the forum takes it. */
function choicesFor({ shown }: Opened, forum: Forum): { combination: OfferedCombination; how: "freely" | "with-consent" }[] {
  const from = combinationOf(shown) as OfferedCombination;
  return combinations.filter((to) => to !== from).flatMap((combination) => {
    const how = mayChange(from, combination);
    return how === "never" || (how === "with-consent" && !forum.combinations.includes(combination)) ? [] : [{ combination, how }];
  });
}

function showChanging(c: Door, it: Opened, forum: Forum, form: Typed, status: 200 | 422 = 200) {
  const { words } = c.var;
  refuseUnlessShown(it.shown);
  const title = words.say("contributions.change");
  const problem = form.problems.combination;
  const choices = choicesFor(it, forum);
  return pageOf(c, it, `${title} · ${it.shown.reference}`,
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("contributions.change.now")} <MarkOf it={it.shown} words={words} /></p>
      <ErrorSummary form={form} words={words} />
      <form method="post">
        <div class="empty small"><p>{words.say("disclosure.change.copies")}</p><p>{words.say("contributions.change.nobodys")}</p></div>
        <fieldset class={problem ? "field invalid" : "field"} id="combination">
          <legend>{words.say("contributions.combination")}</legend>
          {problem && <p class="error">{problem}</p>}
          {choices.map(({ combination, how }) => {
            const { name, readers, knowers } = plainWords(words, combination);
            return <label class="choice"><input type="radio" name="combination" value={combination} required checked={form.values.combination === combination} /><span><b>{name}</b>{readers} {knowers} <span class="soft">{words.say(`contributions.change.${how}`)}</span></span></label>;
          })}
        </fieldset>
        {form.problems.consent && <p class="error">{form.problems.consent}</p>}
        {choices.some(({ how }) => how === "with-consent") && <Check name="consent" label={words.say("contributions.consent")} text={words.say("contributions.consent.text")} form={form} />}
        <div class="actions"><button class="main">{words.say("contributions.change.send")}</button></div>
      </form>
    </>, { step: title, status });
}

async function changeIt(c: Door, it: Opened) {
  const { db, viewer, now, chance, house, words } = c.var;
  const forum = await forumById(db, it.shown.forumId);
  const form = await readForm(c, DisclosureInput);
  if (!form.ok) return showChanging(c, it, forum, form.form, 422);
  const change = { to: form.input.combination as OfferedCombination, consent: form.input.consent === "yes" };
  const typed = { combination: change.to, consent: form.input.consent ?? "" };
  try {
    const { code } = await changeDisclosure(db, viewer, it.shown, forum, change, house.settings.smallCell, now, chance);
    return code ? showCode(c, it, code) : back(c, it, "flash.contribution.changed");
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== "not-valid") throw error; // decided before anything was written
    return showChanging(c, it, forum, { values: typed, problems: { [error.code === "consent-needed" ? "consent" : "combination"]: explain(error, words).because } }, 422);
  }
}

/** The secret code of what is nobody’s now: shown once, in this answer, and in no address. */
function showCode(c: Door, it: Opened, code: string) {
  const { words } = c.var;
  const title = words.say("contributions.code.title", { reference: it.shown.reference });
  return pageOf(c, it, title,
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("contributions.code.text")}</p>
      <div class="receipt bare"><div><p><span class="small soft">{words.say("contributions.code")}</span><br /><code dir="ltr">{code}</code></p><p class="small">{words.say("contributions.code.keep")}</p></div></div>
    </>, { step: words.say("contributions.code") });
}

function showWithdrawing(c: Door, it: Opened) {
  const { words } = c.var;
  if (it.shown.state === "withdrawn") throw new Refusal("not-now", "contribution-withdrawn", { reference: it.shown.reference });
  const title = words.say("contributions.withdraw");
  return pageOf(c, it, `${title} · ${it.shown.reference}`,
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("contributions.withdraw.text")}</p>
      <p>{words.say("contributions.withdraw.final")}</p>
      <form method="post"><div class="actions"><button class="main">{words.say("contributions.withdraw.send", { reference: it.shown.reference })}</button> <a class="button" href={here(c)(contributionAddress(it.process, it.shown))}>{words.say("contributions.withdraw.not")}</a></div></form>
    </>, { step: title });
}

function showHolding(c: Door, it: Opened, form: Typed, status: 200 | 422 = 200) {
  const { words } = c.var;
  refuseUnlessShown(it.shown);
  const title = words.say("contributions.hold");
  return pageOf(c, it, `${title} · ${it.shown.reference}`,
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("contributions.hold.text")}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post">
        <ChoiceField name="reason" label={words.say("contributions.hold.reason")} form={form} choices={heldReasons.map((value) => ({ value, name: words.say(`contributions.reason.${value}`) }))} />
        <TextArea name="because" label={words.say("contributions.hold.because")} hint={words.say("contributions.hold.because.hint")} form={form} rows={3} required />
        <div class="actions"><button class="main">{words.say("contributions.hold")}</button></div>
      </form>
    </>, { step: title, status });
}
