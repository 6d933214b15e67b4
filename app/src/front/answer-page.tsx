import { here, type Door } from "../ground/web/env.ts";
import { explain } from "../ground/refusal.ts";
import { ErrorSummary } from "../ground/web/forms.tsx";
import { InWords } from "../ground/web/in-words.tsx";
import { showPage, type PageProps } from "../ground/web/page.tsx";
import { answerCallAddress } from "../concepts/calls/addresses.ts";
import { draftAddress } from "../concepts/contributions/addresses.ts";
import { timelinessOf } from "../concepts/contributions/answer.ts";
import type { Draft } from "../concepts/contributions/draft.ts";
import type { DraftAround } from "../concepts/contributions/store/drafts.ts";
import { Paragraphs } from "../concepts/contributions/views.tsx";
import { answeredBefore } from "../concepts/statements/operations/voice.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import type { AnswerDesk } from "./answer-desk.ts";
import { AnswerForm, type FormProps } from "./answer-form.tsx";

/** What stands around the form and the page that checks it: the way here, the bar of the process. */
export function aroundAnswer(c: Door, { process, call }: Pick<AnswerDesk, "process" | "call">, step: string): Omit<PageProps, "title"> {
  const { words } = c.var;
  const address = here(c);
  const crumbs = [
    { name: words.say("shell.now"), address: address("/") }, { name: words.pick(process.shortName).text, address: address(`/${process.slug}`) },
    { name: words.say("answering.call", { number: call.number }), address: address(answerCallAddress(process, call)) }, { name: step },
  ];
  return { crumbs, process: barOf(process, "calls"), unlisted: true };
}

/** What the page of the form shows besides it. */
export type PageOfForm = FormProps & {
  /** Drafts of this call that the person may go on with. */
  others: readonly DraftAround[];
  /** What another tab kept after this one was opened. */
  newer: Draft | null;
  status?: 200 | 409 | 422;
};

/** The page on which a call is answered. */
export function showAnswering(props: PageOfForm) {
  const { c, desk, looked: { typed }, form, others, newer, status = 200 } = props;
  const { words, now } = c.var;
  const title = words.pick(desk.call.title);
  const when = timelinessOf(desk.call, now);
  const closes = { day: words.day(desk.call.closesAt), time: new Intl.DateTimeFormat(words.language === "en" ? "en-GB" : words.language, { timeZone: desk.call.timeZone, hour: "2-digit", minute: "2-digit", timeZoneName: "short" }).format(desk.call.closesAt) };
  return showPage(c, { ...aroundAnswer(c, desk, words.say(typed.again === "" ? "answering.name" : "answering.again.name")), title: `${words.say("answering.call", { number: desk.call.number })}: ${title.text}` },
    <>
      <p class="eyebrow">{words.say("answering.eyebrow", { number: desk.call.number })}</p>
      <div class="by-stakeholder"><h1 lang={title.language}>{title.text}</h1></div>
      <p><span class="deadline"><time datetime={desk.call.closesAt.toISOString()}>{words.say("answering.closes", closes)}</time></span></p>
      {typed.again !== "" && <div class="empty"><p>{words.say("answering.again", { reference: typed.again })}</p></div>}
      {typed.again === "" && when !== "open" && <div class="empty"><p>{words.say(`answering.when.${when}`, closes)}</p></div>}
      {typed.again === "" && form.problems.answer === undefined && <OneAnswer c={c} desk={desk} />}
      <ErrorSummary form={form} words={words} />
      {newer && <Newer c={c} desk={desk} it={newer} />}
      {others.length > 0 && <section aria-labelledby="others"><h2 id="others">{words.say("answering.drafts")}</h2><ul class="plain">{others.map(({ it }) => <li><a href={here(c)(draftAddress(desk.process, desk.call, it.id))}>{it.content?.title || words.say("answering.untitled")}</a> <span class="small soft">{words.say("answering.drafts.kept", { day: words.day(it.keptAt), time: it.keptAt.toISOString().slice(11, 16) })}</span></li>)}</ul></section>}
      <div class="split">
        <div><AnswerForm {...props} /></div>
        <div><WhatHappens c={c} /></div>
      </div>
    </>, status);
}

/** Where a call takes one answer of each body: that it does, and which of the viewer’s bodies gave theirs already. */
async function OneAnswer({ c: { var: { db, viewer, words } }, desk: { call, bodies } }: { c: Door; desk: AnswerDesk }) {
  if (!call.exclusive) return null;
  const given = [];
  for (const it of bodies) given.push({ it, second: await answeredBefore(db, viewer, call, it.id) });
  return (
    <div class="empty"><p>{words.say("calls.exclusive")}</p>
      {given.map(({ it, second }) => { if (!second) return null; const { because, next } = explain(second, words); return <p><InWords it={it.name} words={words} />: {because} {next}</p>; })}</div>
  );
}

const WhatHappens = ({ c: { var: { words } } }: { c: Door }) => (
  <section class="card strong" aria-labelledby="happens"><h2 id="happens">{words.say("answering.happens")}</h2>
    <ol class="small">{(["receipt", "checked", "stands", "state"] as const).map((it) => <li>{words.say(`answering.happens.${it}`)}</li>)}</ol>
  </section>
);

/** Two tabs wrote on one draft: what the other kept, beside what stands in this form. */
function Newer({ c, desk, it }: { c: Door; desk: AnswerDesk; it: Draft }) {
  const { words } = c.var;
  return (
    <section class="card" aria-labelledby="newer"><h2 id="newer">{words.say("answering.newer", { time: it.keptAt.toISOString().slice(11, 16) })}</h2>
      <p>{words.say("answering.newer.text")} <a href={here(c)(draftAddress(desk.process, desk.call, it.id))}>{words.say("answering.newer.take")}</a></p>
      {it.content && <details><summary>{it.content.title || words.say("answering.untitled")}</summary><Paragraphs text={[it.content.text, ...it.content.asks.map((ask, index) => `${index + 1}. ${ask.text}`)].join("\n\n")} lang={it.content.language} /></details>}
    </section>
  );
}
