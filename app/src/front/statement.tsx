import { Hono } from "hono";
import { dayOf } from "../ground/clock.ts";
import { answersFor } from "../ground/viewer.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ErrorSummary, untouched, type Typed } from "../ground/web/forms.tsx";
import { InWords } from "../ground/web/in-words.tsx";
import { numberIn } from "../ground/web/number.ts";
import { showPage } from "../ground/web/page.tsx";
import { Refusal } from "../ground/refusal.ts";
import { ownNames, type Language } from "../ground/words.ts";
import { callAddress } from "../concepts/calls/addresses.ts";
import { callById } from "../concepts/calls/store.ts";
import { isOpen as isCallOpen } from "../concepts/calls/call.ts";
import { contributionAddress } from "../concepts/contributions/addresses.ts";
import { contributionsById } from "../concepts/contributions/store.ts";
import { Fingerprint } from "../concepts/contributions/views.tsx";
import { isDay } from "../concepts/processes/inputs.ts";
import { regionalGroups, sectors } from "../concepts/stakeholders/stakeholder.ts";
import { stakeholderAddress } from "../concepts/stakeholders/addresses.ts";
import { changeAddress, draftingAddress, signingAddress, statementAddress, textAddress } from "../concepts/statements/addresses.ts";
import type { ShownAct } from "../concepts/statements/disclosure.ts";
import { textsNow } from "../concepts/statements/signing.ts";
import { lastMoment, takesSignatures, type StatementChange, type StatementText } from "../concepts/statements/statement.ts";
import { changesOf, draftersOf, statementAt } from "../concepts/statements/store.ts";
import { Signatory, signatoryName, StatementRedline, StatementWords } from "../concepts/statements/views.tsx";
import { barOf } from "../concepts/texts/pages.tsx";
import { InWhoseName } from "./attribution.tsx";
import { StatementCommitments } from "./meeting-commitments.tsx";
import { languagesOf, numberCrumb, standingAt, statementCrumbs, statementPlace, textFor, titleOf, type Standing, type StatementPlace } from "./statement-place.ts";

const at = "/:process/statements/:statement{[1-9][0-9]*}";
/** So many names stand on the page; a longer list is taken along as a table. */
const mostNames = 600;

/** A joint statement: its text, who stands behind it on any day, what changed, and how anybody recounts it. */
export const statementPages = new Hono<Env>()
  .get(at, async (c) => showStatement(c, await statementPlace(c)))
  .get(`${at}/versions/:version{[1-9][0-9]*}`, async (c) => showVersion(c, await statementPlace(c), numberIn(inAddress(c, "version"))));

const dayAsked = (c: Door): string | null => { const on = c.req.query("on") ?? ""; return isDay(on) && on < dayOf(c.var.now) ? on : null; };

async function showStatement(c: Door, place: StatementPlace, form: Typed = untouched()) {
  const { words, db, viewer, now } = c.var;
  const { process, it } = place;
  const day = dayAsked(c);
  const [standing, changes, drafters] = [await standingAt(c, place, day), await changesOf(db, it.id), await draftersOf(db, it.id)];
  if (standing.version === 0) throw new Refusal("not-found", "statement-unknown");
  const text = textFor(c, place, standing.version);
  const own = await statementAt(db, process, it.number, viewer);
  const title = words.pick(titleOf(place));
  return showPage(c, { title: title.text, crumbs: statementCrumbs(c, process, numberCrumb(c, place)), process: barOf(process, null), formats: formatsOf(c, place), unlisted: day !== null || it.initiator.invented },
    <>
      <p class="eyebrow">{[words.say("statements.page.number", { number: it.number }), words.say(`statements.state.${it.state}`), it.initiator.invented ? words.say("stakeholders.invented") : null].filter(Boolean).join(" · ")}</p>
      <h1 lang={text.language}>{text.title}</h1>
      <ErrorSummary form={form} words={words} />
      <p class="lede">{words.say("statements.page.count", { organisations: standing.organisations.length, people: standing.people.length })}{day !== null && <> {words.say("statements.page.on", { day: words.day(day) })}</>}</p>
      <Deadline c={c} place={place} />
      <div class="actions">{takesSignatures(it, now) && <a class="button main" href={here(c)(signingAddress(process, it))}>{words.say("statements.page.sign")}</a>}
        {own.isDrafting && <> <a class="button" href={here(c)(draftingAddress(process, it))}>{words.say("statements.page.room")}</a></>}</div>
      <div class="split">
        <div>
          <section aria-labelledby="text"><h2 id="text">{words.say("statements.page.text")}</h2>
            <p class="small soft">{words.say("statements.page.version", { version: standing.version, of: it.version })}{text.translator && <> · {words.say("statements.page.translated", { name: text.translator })}</>}</p>
            <StatementWords it={text} words={words} /></section>
          <Signatories c={c} standing={standing} place={place} />
          <StatementCommitments c={c} process={process} statement={it} />
        </div>
        <div>
          <Figures c={c} standing={standing} />
          <Languages c={c} place={place} standing={standing} />
          <section class="card" aria-labelledby="who"><h2 id="who">{words.say("statements.page.drafted")}</h2><ul class="plain small">{drafters.filter((one) => one.state === "joined").map((one) => <li><a href={here(c)(stakeholderAddress(one.body))}><InWords it={one.body.name} words={words} /></a></li>)}</ul></section>
          {it.callId !== null && <Attribution c={c} place={place} standing={standing} />}
          <Recount c={c} place={place} standing={standing} text={text} drafters={drafters} />
          <History c={c} place={place} changes={changes} />
        </div>
      </div>
    </>);
}

const formatsOf = (c: Door, { process, it }: StatementPlace) => {
  const path = here(c)(statementAddress(process, it));
  const { words } = c.var;
  return [
    { name: words.say("statements.file.docx"), address: `${path}.docx`, type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document" }, { name: words.say("statements.file.pdf"), address: `${path}.pdf`, type: "application/pdf" },
    { name: words.say("statements.file.csv"), address: `${path}.csv`, type: "text/csv" }, { name: words.say("statements.file.json"), address: `/api/v1${statementAddress(process, it)}`, type: "application/json" }, { name: words.say("statements.file.atom"), address: `${path}.atom`, type: "application/atom+xml" },
  ];
};

/** Until when it may be signed, and whether whoever has signed is asked again. */
function Deadline({ c: { var: { words, now } }, place: { it } }: { c: Door; place: StatementPlace }) {
  if (it.state === "closed") return <p class="note">{words.say("statements.page.closed", { day: words.day(it.closedDay!) })} {it.closedBecause && <q dir="auto">{it.closedBecause}</q>}</p>;
  const last = lastMoment(it);
  if (last === null) return <p class="small">{words.say("statements.page.stays")}</p>;
  return <p class="small">{words.say(now <= last ? "statements.page.until" : "statements.page.was-until", { day: words.day(it.closesAt!), minutes: it.toleranceMinutes })}</p>;
}

/** How many by sector and region; people are counted apart. A day may be asked for. */
function Figures({ c: { var: { words }, req }, standing }: { c: Door; standing: Standing }) {
  const count = (of: (it: ShownAct) => string | null | undefined, value: string) => standing.organisations.filter((one) => of(one) === value).length;
  const inSectors = sectors.map((it) => [words.say(`stakeholders.sector.${it}`), count((one) => one.body?.sector, it)] as const).filter(([, n]) => n > 0);
  const inRegions = regionalGroups.map((it) => [words.say(`stakeholders.group.${it}`), count((one) => one.body?.regionalGroup, it)] as const).filter(([, n]) => n > 0);
  return (
    <section class="card strong" aria-labelledby="figures"><h2 id="figures">{words.say("statements.page.figures")}</h2>
      {[inSectors, inRegions].map((rows) => rows.length > 0 && <dl class="facts">{rows.map(([name, n]) => <><dt>{name}</dt><dd class="n">{words.number(n)}</dd></>)}</dl>)}
      {standing.earlier.length > 0 && <p class="small">{words.say("statements.page.earlier", { count: standing.earlier.length })}</p>}
      <form class="inline" action={new URL(req.url).pathname}><label>{words.say("statements.page.day")} <input type="date" name="on" value={req.query("on")} /></label> <button class="little">{words.say("statements.page.show")}</button></form>
    </section>
  );
}

/** Which of the six languages there are, each with its hash, and who translated it. */
function Languages({ c, c: { var: { words } }, place, standing }: { c: Door; place: StatementPlace; standing: Standing }) {
  const { there, missing } = languagesOf(place);
  const accepted = (language: Language) => [...standing.organisations, ...standing.people].filter((one) => one.accepted.some((it) => it.language === language)).length;
  return (
    <section class="card" aria-labelledby="languages"><h2 id="languages">{words.say("statements.page.languages", { count: there.length })}</h2>
      {there.map((one) => (
        <details open={one.language === words.language}><summary lang={one.language}>{ownNames[one.language]}</summary>
          <p class="small">{one.translator ? words.say("statements.page.translated", { name: one.translator }) : words.say("statements.page.original")} · {words.say("statements.page.accepted", { count: accepted(one.language) })}</p>
          <p class="small">SHA-256 <Fingerprint it={one.sha256} /></p>
          <p class="small"><a href={`?text=${one.language}#text`}>{words.say("statements.page.read")}</a> · <a href={here(c)(textAddress(place.process, place.it, one.version, one.language, one.edition))}>{words.say("statements.file.txt")}</a></p></details>
      ))}
      {missing.length > 0 && <p class="small soft">{words.say("statements.page.missing", { languages: words.list(missing.map((one) => ownNames[one])) })}</p>}
    </section>
  );
}

function Signatories({ c, c: { var: { words } }, standing, place }: { c: Door; standing: Standing; place: StatementPlace }) {
  const address = (slug: string) => here(c)(stakeholderAddress({ slug }));
  const listed = standing.organisations.toSorted((a, b) => words.compare(signatoryName(words, a), signatoryName(words, b)));
  const groups = sectors.map((sector) => [sector, listed.slice(0, mostNames).filter((one) => one.body?.sector === sector)] as const).filter(([, own]) => own.length > 0);
  const list = (all: readonly ShownAct[]) => <ul class="plain">{all.map((one) => <Signatory it={one} words={words} address={address} />)}</ul>;
  return (
    <section aria-labelledby="signatories"><h2 id="signatories">{words.say("statements.page.signatories")}</h2>
      {standing.organisations.length + standing.people.length === 0 && <div class="empty"><p>{words.say("statements.page.nobody")}</p></div>}
      {groups.map(([sector, own]) => <section aria-label={words.say(`stakeholders.sector.${sector}`)}><h3>{words.say(`stakeholders.sector.${sector}`)} <span class="soft">{words.number(own.length)}</span></h3>{list(own)}</section>)}
      {listed.length > mostNames && <p><a href={`${here(c)(statementAddress(place.process, place.it))}.csv`}>{words.say("statements.page.more", { count: listed.length - mostNames })}</a></p>}
      {standing.people.length > 0 && <section aria-label={words.say("statements.page.people")}><h3>{words.say("statements.page.people")} <span class="soft">{words.number(standing.people.length)}</span></h3>{list(standing.people.toSorted((a, b) => words.compare(signatoryName(words, a), signatoryName(words, b))))}</section>}
      {standing.earlier.length > 0 && <details><summary>{words.say("statements.page.earlier", { count: standing.earlier.length })}</summary>{list(standing.earlier)}</details>}
      {standing.gone.length > 0 && <details><summary>{words.say("statements.page.gone", { count: standing.gone.length })}</summary><ul class="plain">{standing.gone.map((one) => <li><bdi>{signatoryName(words, one)}</bdi> <span class="small soft">{words.day(one.day)}</span>{one.because && <> <q dir="auto">{one.because}</q></>}</li>)}</ul></details>}
    </section>
  );
}

/** In which order its signatories are named where it answers a call, and whether it was delivered. */
async function Attribution({ c, c: { var: { words, db, viewer, now } }, place: { process, it }, standing }: { c: Door; place: StatementPlace; standing: Standing }) {
  const call = await callById(db, it.callId!);
  const bodies = standing.organisations.map((one) => ({ id: one.body!.id, name: signatoryName(words, one) }));
  const [delivered] = it.deliveredId === null ? [] : await contributionsById(db, [it.deliveredId], viewer);
  const isDelivered = it.deliveredId !== null && delivered?.state !== "taken-back";
  const mayDeliver = answersFor(viewer, it.initiatorId) && it.state === "open" && !isDelivered && isCallOpen(call, now);
  return (
    <section class="card" aria-labelledby="call"><h2 id="call"><a href={here(c)(callAddress(process, call))}>{words.say("calls.of.forum", { number: call.number })}</a></h2>
      {call.exclusive && <p class="small">{words.say("calls.exclusive")}</p>}
      <p class="small">{words.say(isDelivered ? "statements.page.delivered" : "statements.page.undelivered")}{delivered && isDelivered && <> <a href={here(c)(contributionAddress(process, delivered))}><bdi>{delivered.reference}</bdi></a></>}</p>
      {bodies.length > 0 && <details><summary>{words.say("statements.page.attribution")}</summary><InWhoseName c={c} process={process} bodies={bodies} /></details>}
      {mayDeliver && <form method="post" action={here(c)(`${statementAddress(process, it)}/delivery`)}><input type="hidden" name="turn" value={String(it.turn)} /><p class="small">{words.say("statements.page.deliver.text", { count: standing.organisations.length })}</p><button>{words.say("statements.page.deliver")}</button></form>}
    </section>
  );
}

/** How anybody cites it, shows its count elsewhere, and counts again. */
const Recount = ({ c, c: { var: { words, house } }, place, place: { process, it }, ...cited }: Cited) => {
  const path = `${house.baseUrl}${here(c)(statementAddress(process, it))}`;
  const image = `<a href="${path}"><img src="${path}.svg" alt="${words.say("statements.page.image")}" width="240" height="64"></a>`;
  return (
    <section class="card" aria-labelledby="recount"><h2 id="recount">{words.say("statements.page.recount")}</h2>
      <Citation c={c} place={place} {...cited} />
      <p class="small">{words.say("statements.page.recount.text")} <a href={`/api/v1${statementAddress(process, it)}/record`}>{words.say("statements.file.record")}</a></p>
      <p class="small"><code class="wrap" dir="ltr">travaux verify record.json</code></p>
      <details><summary>{words.say("statements.page.embed")}</summary><p class="small">{words.say("statements.page.embed.text")}</p><p><img src={`${here(c)(statementAddress(process, it))}.svg`} alt={words.say("statements.page.image")} width="240" height="64" /></p><p class="small"><code class="wrap" dir="ltr">{image}</code></p><p class="small"><code class="wrap" dir="ltr">{`${house.baseUrl}/api/v1${statementAddress(process, it)}/count`}</code></p></details>
    </section>
  );
};

type Cited = { c: Door; place: StatementPlace; standing: Standing; text: StatementText; drafters: Awaited<ReturnType<typeof draftersOf>> };

/** How it is cited: who drafted it, which version, and an address that shows it with its signatories as they were on the day. */
function Citation({ c, c: { var: { words, house, now } }, place: { process, it, versions }, standing, text, drafters }: Cited) {
  const address = `${house.baseUrl}${here(c)(statementAddress(process, it))}?on=${dayAsked(c) ?? dayOf(now)}`;
  const { day } = versions.find((one) => one.version === standing.version)!;
  const names = drafters.filter((one) => one.state === "joined").map((one) => words.pick(one.body.name).text);
  return <p class="small">{words.say("statements.page.cite", { drafters: words.list(names), title: text.title, number: it.number, version: standing.version, day: words.day(day) })} <a href={address}><bdi>{address}</bdi></a></p>;
}

/** What happened in public, each with its receipt. */
const History = ({ c, c: { var: { words } }, place: { process, it }, changes }: { c: Door; place: StatementPlace; changes: StatementChange[] }) => (
  <section class="card" aria-labelledby="history"><h2 id="history">{words.say("partnerships.history")}</h2>
    <ol class="plain small">{changes.map((one) => (
      <li><time datetime={one.day}>{words.day(one.day)}</time>: {words.say(`statements.deed.${one.what}`, { version: one.version, language: one.language ? ownNames[one.language] : "" })}{one.because && one.what !== "delivered" && <> <q dir="auto">{one.because}</q></>}
        {(one.what === "changed" || one.what === "corrected") && <> <a href={here(c)(changeAddress(process, it, one.version))}>{words.say("statements.page.redline")}</a></>}
        {" "}<a href={`/api/v1${statementAddress(process, it)}/changes/${one.sequence}/receipt`}>{words.say("statements.page.receipt")}</a></li>
    ))}</ol>
  </section>
);

/** A version with what it changed in the one before it, in each language that both have. */
async function showVersion(c: Door, place: StatementPlace, number: number) {
  const { words } = c.var;
  const { process, it, versions, texts } = place;
  const version = versions.find((one) => one.version === number);
  if (!version) throw new Refusal("not-found", "statement-unknown");
  const [before, after] = [textsNow(texts, number - 1), textsNow(texts, number)];
  const pairs = after.flatMap((one) => { const was = before.find((other) => other.language === one.language); return was && was.sha256 !== one.sha256 ? [{ was, one }] : []; });
  const title = words.say("statements.page.version.title", { version: number });
  return showPage(c, { title, crumbs: statementCrumbs(c, process, numberCrumb(c, place), { name: title }), process: barOf(process, null), unlisted: it.initiator.invented },
    <>
      <p class="eyebrow">{words.say("statements.page.number", { number: it.number })}</p>
      <h1>{title}</h1>
      <p class="lede">{words.say(`statements.version.${version.kind}`)} · {words.day(version.day)}{version.because && <> · <q dir="auto">{version.because}</q></>}</p>
      {pairs.map(({ was, one }) => <section lang={one.language}><h2>{ownNames[one.language]}</h2><StatementRedline before={was} after={one} words={words} /></section>)}
      {pairs.length === 0 && <StatementWords it={textFor(c, place, number)} words={words} />}
      {takesSignatures(it, c.var.now) && number === it.version && <div class="actions"><a class="button main" href={here(c)(signingAddress(process, it))}>{words.say("statements.page.sign")}</a></div>}
    </>);
}
