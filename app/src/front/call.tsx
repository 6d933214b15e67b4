import { Hono } from "hono";
import { mayOfficiate } from "../ground/viewer.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { showPage } from "../ground/web/page.tsx";
import { answerCallAddress, callDeskAddress, callsAddress } from "../concepts/calls/addresses.ts";
import { isOpen, lastMoment, stageOf, type Call, type Field } from "../concepts/calls/call.ts";
import { numberIn } from "../ground/web/number.ts";
import { movedMoment, type Change } from "../concepts/calls/change.ts";
import { comesTwice } from "../ground/zones.ts";
import { hourSaid, momentSaid, universally } from "../ground/clock-words.ts";
import { languagesSaid, whoSaid } from "../concepts/calls/said.ts";
import { callByNumber, changesOfCalls, pinnedProvisions, themesOfCall, type PinnedProvision } from "../concepts/calls/store.ts";
import { CallTitle, DeadlineChip, Lines, Moment } from "../concepts/calls/views.tsx";
import { shownCountsOf } from "../concepts/contributions/store/submissions.ts";
import { placeName } from "../concepts/contributions/views.tsx";
import { forumAddress } from "../concepts/disclosure/addresses.ts";
import { isOpen as isForumOpen, type Forum } from "../concepts/disclosure/forum.ts";
import { forumById } from "../concepts/disclosure/store.ts";
import { DisclosureMark } from "../concepts/disclosure/views.tsx";
import { plainWords } from "../concepts/disclosure/words.ts";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { sectors } from "../concepts/stakeholders/stakeholder.ts";
import { provisionAddress } from "../concepts/texts/addresses.ts";
import { AnsweringStatements } from "./signed-statements.tsx";
import { barOf } from "../concepts/texts/pages.tsx";
import type { Theme } from "../concepts/themes/theme.ts";
import { formatsOf } from "./calls.tsx";
import { InWords } from "../ground/web/in-words.tsx";

/** A call with everything around it, as a viewer may see it. */
type Opened = { process: Process; call: Call; forum: Forum | null; changes: Change[]; pins: PinnedProvision[]; themes: Theme[]; /** Public and named submissions that were published. */ submitted: number };

/** One call: what it asks, of whom, until when, and what becomes of an answer. */
export const callPages = new Hono<Env>().get("/:process/calls/:call{[1-9][0-9]*}", async (c) => showCall(c, await opened(c)));

async function opened(c: Door): Promise<Opened> {
  const { db, viewer } = c.var;
  const process = await processBySlug(db, inAddress(c, "process"));
  const call = await callByNumber(db, process.id, numberIn(inAddress(c, "call")), viewer);
  return { process, call, forum: call.state === "draft" ? null : await forumById(db, call.forumId), changes: (await changesOfCalls(db, [call.id])).get(call.id) ?? [], pins: await pinnedProvisions(db, call.id), themes: await themesOfCall(db, call.id), submitted: (await shownCountsOf(db, [call.id], viewer)).get(call.id) ?? 0 };
}

function showCall(c: Door, it: Opened) {
  const { words, now, viewer, house } = c.var;
  const { process, call } = it;
  const name = words.say("calls.number", { number: call.number });
  const crumbs = [{ name: words.pick(process.shortName).text, address: here(c)(`/${process.slug}`) }, { name: words.say("calls.title"), address: here(c)(callsAddress(process)) }, { name }];
  return showPage(c, { title: `${name}: ${words.pick(call.title).text}`, crumbs, process: barOf(process, "calls"), unlisted: call.state === "draft", ...(call.state === "draft" ? {} : { formats: formatsOf(c, process, call), canonical: house.baseUrl + here(c)(`/${process.slug}/calls/${call.number}`) }) },
    <div class="split">
      <div>
        <p class="eyebrow">{name} · {words.say("calls.kind.submissions")}</p>
        <h1><CallTitle it={call} words={words} /></h1>
        <Deadline c={c} it={it} />
        <Standing c={c} it={it} />
        <Lines it={call.about} words={words} />
        <div class="actions">
          {canAnswer(it, now) && <a class="button main" href={here(c)(answerCallAddress(process, call))}>{words.say("calls.answer")}</a>}
          {mayOfficiate(viewer, process.id) && <a class="button" href={here(c)(callDeskAddress(process, call))}>{words.say("calls.desk")}</a>}
        </div>
        <Mandate c={c} call={call} />
        <Questions c={c} call={call} />
        <AboutWhat c={c} it={it} />
        <Rule c={c} call={call} />
        <AnsweringStatements c={c} process={process} call={call} />
        <Changes c={c} it={it} />
      </div>
      <div><WhatHappens c={c} /><Facts c={c} it={it} /></div>
    </div>);
}

const canAnswer = ({ call, forum }: Opened, now: Date) => isOpen(call, now) && forum !== null && isForumOpen(forum, now);

/** The chip, and the closing that was announced before the last extension, struck through. */
function Deadline({ c: { var: { words, now } }, it: { call, changes } }: { c: Door; it: Opened }) {
  const moved = changes.map((one) => movedMoment(one, "closesAt")).filter((one) => one !== null).at(-1);
  return <p>{moved && <><del><Moment at={moved.before} call={call} words={words} now={now} /></del> </>}<DeadlineChip call={call} words={words} now={now} /></p>;
}

/** Why it cannot be answered, where it cannot; and what an hour that comes twice means. */
function Standing({ c: { var: { words, now } }, it }: { c: Door; it: Opened }) {
  const { call, forum } = it;
  const stage = stageOf(call, now);
  const said = { opens: momentSaid(words, call.opensAt, call.timeZone, now), closed: momentSaid(words, call.closesAt, call.timeZone, now), because: call.cancelledBecause ?? "" };
  return (
    <>
      {stage !== "open" && <div class="empty"><p>{words.say(`calls.standing.${stage}`, said)}</p></div>}
      {stage === "open" && forum && !isForumOpen(forum, now) && <div class="empty"><p>{words.say("calls.standing.forum", { day: words.day(forum.closedAt ?? now) })}</p></div>}
      {comesTwice(call.closesAt, call.timeZone) && <p class="small">{words.say("calls.twice", { time: hourSaid(words, call.closesAt, call.timeZone), utc: universally(words, call.closesAt) })}</p>}
    </>
  );
}

const Mandate = ({ c: { var: { words } }, call }: { c: Door; call: Call }) => (
  <section aria-labelledby="mandate"><h2 id="mandate">{words.say("calls.mandate")}</h2><Lines it={call.mandate} words={words} /><p class="small soft"><bdi>{call.mandateSymbol}</bdi></p></section>
);

const Questions = ({ c: { var: { words } }, call }: { c: Door; call: Call }) => (call.questions.length === 0 ? null : (
  <section aria-labelledby="questions"><h2 id="questions">{words.say("calls.questions", { count: call.questions.length })}</h2>
    <ol>{call.questions.map((it) => <li><InWords it={it.text} words={words} />{it.required && <span class="soft small"> {words.say("calls.question.required")}</span>}</li>)}</ol>
  </section>
));

/** The provisions, each with its dossier, and the themes. */
const AboutWhat = ({ c, it: { process, pins, themes } }: { c: Door; it: Opened }) => (pins.length + themes.length === 0 ? null : (
  <section aria-labelledby="what"><h2 id="what">{c.var.words.say("calls.what")}</h2>
    {pins.length > 0 && <ul class="tags">{pins.map((it) => <li><a href={here(c)(provisionAddress(process, it.number, it.version))}>{placeName(c.var.words, it.place)}</a> <span class="soft"><bdi>{it.version.symbol}</bdi></span></li>)}</ul>}
    {themes.length > 0 && <p>{c.var.words.say("calls.themes")} {themes.map((it, index) => <>{index > 0 && " · "}<a href={here(c)(`/themes/${it.slug}`)}><InWords it={it.name} words={c.var.words} /></a></>)}</p>}
  </section>
));

/** Audience and attribution in plain words, from the table of the rule. */
const Rule = ({ c, call }: { c: Door; call: Call }) => (
  <section aria-labelledby="rule"><h2 id="rule">{c.var.words.say("calls.rule")}</h2>
    <p>{c.var.words.say("calls.rule.text")} <a href={here(c)("/who-sees-what")}>{c.var.words.say("disclosure.title")}</a></p>
    {call.exclusive && <p>{c.var.words.say("calls.exclusive")}</p>}
    <dl class="who">{call.combinations.map((it) => { const said = plainWords(c.var.words, it); return <div><dt><DisclosureMark combination={it} words={c.var.words} /></dt><dd>{said.readers} {said.knowers} {said.change}</dd></div>; })}</dl>
  </section>
);

/** What happened to it since it was announced: when, who, what and why. */
const Changes = ({ c, it: { call, changes } }: { c: Door; it: Opened }) => (changes.length === 0 ? null : (
  <section aria-labelledby="changes"><h2 id="changes">{c.var.words.say("calls.changes")}</h2>
    <ul class="entries">{changes.toReversed().map((it) => (
      <li id={`change-${it.sequence}`}>
        <p><time datetime={it.at.toISOString().slice(0, 10)}>{c.var.words.day(it.at)}</time> · <strong>{c.var.words.say(`calls.deed.${it.what}`)}</strong> · <bdi>{it.by}</bdi></p>
        <Moved c={c} call={call} change={it} />
        {otherFields(it).length > 0 && <p class="small">{c.var.words.say("calls.changed.fields", { fields: c.var.words.list(otherFields(it).map((one) => c.var.words.say(`calls.field.${one}`))) })}</p>}
        {it.because && <p class="small soft" dir="auto">{it.because}</p>}
      </li>
    ))}</ul>
  </section>
));
const otherFields = ({ changed }: Change) => (Object.keys(changed) as Field[]).filter((it) => it !== "closesAt" && it !== "opensAt");

const Moved = ({ c: { var: { words, now } }, call, change }: { c: Door; call: Call; change: Change }) => (
  <>{(["opensAt", "closesAt"] as const).map((field) => {
    const moved = movedMoment(change, field);
    return moved && <p class="small">{words.say(field === "closesAt" ? "calls.closes" : "calls.opens")}: <del><Moment at={moved.before} call={call} words={words} now={now} /></del> <ins><Moment at={moved.after} call={call} words={words} now={now} /></ins></p>;
  })}</>
);

const WhatHappens = ({ c: { var: { words } } }: { c: Door }) => (
  <section class="card strong" aria-labelledby="happens"><h2 id="happens">{words.say("calls.happens")}</h2>
    <ol class="small">{(["receipt", "check", "stands", "states"] as const).map((it) => <li>{words.say(`calls.happens.${it}`)}</li>)}</ol>
  </section>
);

/** “About this call”, fact by fact. */
function Facts({ c, it: { process, call, forum, submitted } }: { c: Door; it: Opened }) {
  const { words, now } = c.var;
  const limits = sectors.filter((it) => call.wordLimitsBySector[it] !== undefined);
  return (
    <section class="card" aria-labelledby="facts"><h2 id="facts">{words.say("calls.facts")}</h2>
      <dl class="facts">
        <dt>{words.say("calls.who")}</dt><dd>{whoSaid(words, call)}</dd>
        <dt>{words.say("calls.limit")}</dt><dd>{words.say("calls.words", { count: call.wordLimit })}{limits.map((it) => <><br />{words.say(`stakeholders.sector.${it}`)}: {words.say("calls.words", { count: call.wordLimitsBySector[it]! })}</>)}</dd>
        <dt>{words.say("calls.languages")}</dt><dd>{languagesSaid(words, call)}</dd>
        <dt>{words.say("calls.opens")}</dt><dd><Moment at={call.opensAt} call={call} words={words} now={now} /></dd>
        <dt>{words.say("calls.closes")}</dt><dd><Moment at={call.closesAt} call={call} words={words} now={now} /><br /><span class="soft">{universally(words, call.closesAt)}</span></dd>
        <dt>{words.say("calls.tolerance")}</dt><dd>{call.toleranceMinutes === 0 ? words.say("calls.tolerance.none") : words.say("calls.tolerance.until", { count: call.toleranceMinutes, until: momentSaid(words, lastMoment(call), call.timeZone, now) })}</dd>
        <dt>{words.say("calls.posted")}</dt><dd>{words.say("calls.posted.text")}</dd>
        {call.state !== "draft" && <><dt>{words.say("calls.submitted")}</dt><dd><a href={here(c)(`/${process.slug}/calls/${call.number}/contributions`)}>{words.say("calls.submitted.count", { count: submitted })}</a></dd></>}
        {call.contact && <><dt>{words.say("calls.contact")}</dt><dd><Contact it={call.contact} /></dd></>}
        {forum && <><dt>{words.say("calls.forum")}</dt><dd><a href={here(c)(forumAddress(process, forum))}>{isForumOpen(forum, now) ? words.say("calls.forum.open") : words.say("calls.forum.closed", { day: words.day(forum.closedAt ?? now) })}</a></dd></>}
      </dl>
      <p class="small soft">{words.say("calls.counted")}</p>
    </section>
  );
}

const Contact = ({ it }: { it: string }) => (/^[^\s@<>"]+@[^\s@<>"]+\.[a-z]{2,}$/i.test(it) ? <a href={`mailto:${it}`}><bdi>{it}</bdi></a> : <bdi>{it}</bdi>);
