import type { Child } from "hono/jsx";
import { here, type Door } from "../ground/web/env.ts";
import type { Words } from "../ground/words.ts";
import type { Process } from "../concepts/processes/process.ts";
import { callById } from "../concepts/calls/store.ts";
import type { ShownAnswer } from "../concepts/answers/disclosure.ts";
import { answersOf, keyOf, lastOf } from "../concepts/answers/store.ts";
import { ReasonOf } from "../concepts/answers/views.tsx";
import { callAddress } from "../concepts/calls/addresses.ts";
import { againAddress, contributionAddress, replyAddress } from "../concepts/contributions/addresses.ts";
import type { AskState } from "../concepts/contributions/ask.ts";
import type { Clearance } from "../concepts/contributions/clearance.ts";
import { isInClearance } from "../concepts/contributions/contribution.ts";
import type { ShownAsk, ShownContribution } from "../concepts/contributions/disclosure.ts";
import { answersUnder, surroundingsOf, wordingsOf, type Surroundings } from "../concepts/contributions/store.ts";
import { asksOf } from "../concepts/contributions/store/asks.ts";
import { clearancesOf, coAuthorsOf, type ShownCoAuthor } from "../concepts/contributions/store/submissions.ts";
import { countedText, leftOutFile } from "../concepts/contributions/submission.ts";
import { Gone, nameOf, Paragraphs, Receipt, regionName, sectorName, Signature, signatureOf, Threads, WhoSeesWhat, type Around } from "../concepts/contributions/views.tsx";
import { countWords } from "@travaux/treaty-text/count-words";
import { isOpen } from "../concepts/disclosure/forum.ts";
import { forumById } from "../concepts/disclosure/store.ts";
import { MarkOf } from "../concepts/disclosure/views.tsx";
import { stakeholderAddress } from "../concepts/stakeholders/addresses.ts";
import { Named as NameOf } from "../concepts/stakeholders/views.tsx";
import { deskFor } from "./answer-desk.ts";
import { namedAt } from "./answer-check.tsx";
import { CoAuthors } from "./co-authors.tsx";
import { Editions } from "./editions.tsx";
import { DocumentParts, PinList, type Named } from "./submission-parts.tsx";

type Opened = { process: Process; shown: ShownContribution; stands: Surroundings };

/** A submission to a call, or a reply: its words part by part, what became of its asks, who stands behind it. */
export async function showSubmission(c: Door, { process, shown, stands }: Opened, pageOf: (title: string, body: Child) => Response | Promise<Response>) {
  const { db, viewer, words } = c.var;
  const title = nameOf(words, shown, stands);
  const asks = await asksOf(db, [shown.id], viewer);
  const answers = await answersUnder(db, [shown.id], viewer);
  const around: Around = { words, address: here(c), stands: await surroundingsOf(db, [shown, ...answers]) };
  const coAuthors = await coAuthorsOf(db, shown);
  const desk = shown.callId === null ? null : await deskFor(c, process, await callById(db, shown.callId), []);
  const wordings = await wordingsOf(db, shown);
  const named = desk && { ...(await namedAt(c, desk, [...asks.flatMap((it) => it.pins), ...(shown.document?.asks ?? []).flatMap((it) => it.pins)])), files: `${here(c)(contributionAddress(process, shown))}/attachments`, leftOut: (place: number) => leftOutFile(wordings, place) };
  const log = await clearancesOf(db, shown.id);
  const open = isOpen(await forumById(db, shown.forumId), c.var.now);
  return pageOf(`${title} · ${shown.reference}`,
    <>
      <p class="eyebrow">{words.say("submissions.eyebrow", { reference: shown.reference })}{stands.call && <> · <a href={here(c)(callAddress(process, stands.call))}>{words.say("answering.call", { number: stands.call.number })}: <span lang={words.pick(stands.call.title).language}>{words.pick(stands.call.title).text}</span></a></>}</p>
      <div class="by-stakeholder"><h1 lang={shown.document ? shown.language : undefined} dir="auto">{title}</h1></div>
      <Tags it={shown} around={around} coAuthors={coAuthors.filter((it) => it.state === "confirmed" || shown.state !== "shown")} />
      {shown.parentReference && <p>{words.say("contributions.answers")} <a href={here(c)(contributionAddress(process, { reference: shown.parentReference }))}><bdi>{shown.parentReference}</bdi></a>{shown.askNumber && <> · {words.say("answering.ask", { number: shown.askNumber })}</>}</p>}
      <Standing c={c} it={shown} log={log} />
      {shown.kind === "submission" && <BecameOfIt c={c} it={{ process, shown, stands }} asks={asks} reasons={lastOf(await answersOf(db, [shown.id], viewer))} named={named} open={open} />}
      <div class="split">
        <div>
          <Filed c={c} it={shown} around={around} named={named} />
          <Editions c={c} it={shown} wordings={wordings} />
          <Replies c={c} it={{ process, shown, stands }} answers={answers} around={around} open={open} />
        </div>
        <div>
          <CoAuthors c={c} process={process} shown={shown} coAuthors={coAuthors} />
          {shown.inside && <section aria-labelledby="receipt"><h2 id="receipt">{words.say("contributions.receipt")}</h2><Receipt it={shown} words={words} /><p class="small"><a href={here(c)(`${contributionAddress(process, shown)}/receipt`)}>{words.say("contributions.receipt.all")}</a></p></section>}
          <WhoSeesWhat it={shown} words={words} address={here(c)} />
          <Deeds c={c} process={process} shown={shown} call={stands.call} />
        </div>
      </div>
      <p class="small soft">{words.say("contributions.cite", { signature: signatureOf(words, shown), reference: shown.reference, edition: shown.edition, day: words.day(shown.day) })}</p>
    </>);
}

function Tags({ it, around, coAuthors }: { it: ShownContribution; around: Around; coAuthors: readonly ShownCoAuthor[] }) {
  const { words, address } = around;
  const region = regionName(words, it);
  return (
    <ul class="tags">
      <li><Signature it={it} around={around} /></li>
      {coAuthors.map((one) => <li><a href={address(stakeholderAddress(one.organisation))}><NameOf it={one.organisation.name} words={words} /></a></li>)}
      {(it.by.organisation ?? it.by.sector) && <li>{sectorName(words, it)}</li>}
      {region && <li>{region}</li>}
      <li><MarkOf it={it} words={words} /></li>
      <li>{words.languageName(it.language)}</li>
      <li><time datetime={it.day}>{words.day(it.day)}</time></li>
      {it.late && <li>{words.say("submissions.late")}</li>}
    </ul>
  );
}

/** Where it stands, while it is not read by everyone for whom it is written. */
function Standing({ c: { var: { words } }, it, log }: { c: Door; it: ShownContribution; log: readonly Clearance[] }) {
  const returned = it.state === "returned" ? log.findLast((one) => one.act === "returned") : undefined;
  if (it.state === "shown") return null;
  return (
    <div class="empty">
      {it.state === "received" && <p>{words.say("submissions.received")}</p>}
      {returned && <p><strong>{words.say("submissions.returned", { officer: returned.officer, day: words.day(returned.day) })}</strong> <q dir="auto">{returned.because}</q></p>}
      {it.state === "taken-back" && <p>{words.say("submissions.taken-back")}</p>}
      <Gone it={it} words={words} />
    </div>
  );
}

/** The steps that a submission has taken, with their days. */
const steps = (it: ShownContribution) => [{ name: "received", day: it.day }, { name: "acknowledged", day: it.acknowledgedDay }, { name: "published", day: it.publishedDay }] as const;

type Answered = { asks: readonly ShownAsk[]; reasons: ReadonlyMap<string, ShownAnswer>; named: Named | null; open: boolean };

/** What became of it, ask by ask, with what was said of each last; replies are offered while its forum is open. */
function BecameOfIt({ c, it: { process, shown }, asks, reasons, named, open }: { c: Door; it: Opened } & Answered) {
  const { words } = c.var;
  const taken = steps(shown).filter((it) => it.day !== null);
  return (
    <section aria-labelledby="became">
      <h2 id="became">{words.say("submissions.became")}</h2>
      <ol class="ladder">{steps(shown).map((it) => <li class={it.day === null ? "waiting" : undefined} aria-current={it === taken.at(-1) || it.name === taken.at(-1)?.name ? "step" : undefined}><b>{words.say(`submissions.step.${it.name}`)}</b>{it.day ? <time datetime={it.day}>{words.day(it.day)}</time> : words.say("submissions.step.not-yet")}</li>)}</ol>
      {asks.length > 0 && named && (
        <table class="stack" role="table"><caption>{words.say("submissions.asks", { count: asks.length })}</caption>
          <thead role="rowgroup"><tr role="row">{(["ask", "pinned", "state", "reason"] as const).map((it) => <th role="columnheader" scope="col">{words.say(`submissions.column.${it}`)}</th>)}</tr></thead>
          <tbody role="rowgroup">{asks.map((it) => (
            <tr role="row" id={`ask-${it.number}`}>
              <th role="rowheader" scope="row">{it.number}. <span lang={shown.language} dir="auto">{shown.document?.asks[it.number - 1]?.text ?? ""}</span></th>
              <td role="cell" data-label={words.say("submissions.column.pinned")}><PinList pins={it.pins} themeIds={it.themeIds} named={named} /></td>
              <td role="cell" data-label={words.say("submissions.column.state")}><AskStateMark state={it.state} words={words} />{shown.state === "shown" && open && <><br /><a class="small" href={here(c)(replyAddress(process, shown, it.number))}>{words.say("submissions.ask.reply", { number: it.number })}</a></>}</td>
              <td role="cell" class="small" data-label={words.say("submissions.column.reason")}>{reasons.has(keyOf(it)) ? <ReasonOf answer={reasons.get(keyOf(it))!} c={c} /> : <span class="soft">{words.say("submissions.reason.none")}</span>}</td>
            </tr>))}</tbody>
        </table>
      )}
    </section>
  );
}

const shapes: Record<AskState, string> = { received: "waiting", acknowledged: "waiting", published: "unanswered", grouped: "unanswered", reported: "unanswered", reflected: "reflected", partly: "partly", "not-reflected": "not" };

/** The state of an ask: a word, a shape and a colour, in that order. */
export const AskStateMark = ({ state, words }: { state: AskState; words: Words }) => <span class={`state ${shapes[state]}`}>{words.say(`answers.state.${state}`)}</span>;

/** The words that hold, beside a single rule: a view, never the text. */
function Filed({ c, it, around, named }: { c: Door; it: ShownContribution; around: Around; named: Named | null }) {
  const { words } = c.var;
  if (it.body === null) return null;
  return (
    <section aria-labelledby="filed">
      <h2 id="filed">{words.say("contributions.submission.text")}</h2>
      <div class="view">
        <p class="kind">{words.say("contributions.view")} <span><Signature it={it} around={around} /> · {words.say("contributions.edition", { edition: it.edition })}{it.document && <> · {words.say("submissions.words", { count: countWords(countedText(it.document)) })}</>}</span></p>
        {it.document && named ? <DocumentParts it={it.document} lang={it.language} named={named} /> : <Paragraphs text={it.body} lang={it.language} />}
      </div>
      {it.redactedBecause && <p class="small">{words.say("submissions.redacted")} <q dir="auto">{it.redactedBecause}</q></p>}
    </section>
  );
}

function Replies({ c, it: { process, shown }, answers, around, open }: { c: Door; it: Opened; answers: readonly ShownContribution[]; around: Around; open: boolean }) {
  const { words } = c.var;
  if (isInClearance(shown)) return null;
  return (
    <section aria-labelledby="answers">
      <h2 id="answers">{words.say("submissions.replies")}</h2>
      {answers.length === 0 ? <div class="empty"><p>{words.say("contributions.answers.none")}</p></div> : <Threads views={answers.filter((one) => one.parentReference === shown.reference)} answers={answers} around={around} most={600} />}
      {shown.state === "shown" && open && <p><a class="button" href={here(c)(replyAddress(process, shown))}>{words.say("submissions.reply")}</a></p>}
    </section>
  );
}

/** What its author, and what the secretariat, may do to it. */
function Deeds({ c, process, shown, call }: { c: Door; process: Process; shown: ShownContribution; call: { number: number } | null }) {
  const { words } = c.var;
  const to = (step: string) => here(c)(`${contributionAddress(process, shown)}/${step}`);
  const inHand = shown.own && (shown.state === "received" || shown.state === "returned");
  const may = { again: inHand && call !== null, takeBack: inHand, change: shown.own && shown.state === "shown", withdraw: shown.own && (shown.state === "shown" || shown.state === "held"), hold: shown.mayModerate && shown.state === "shown" };
  if (!Object.values(may).some(Boolean)) return null;
  return (
    <section class="card strong" aria-labelledby="deeds">
      <h2 id="deeds">{words.say("contributions.deeds")}</h2>
      <ul class="plain">
        {may.again && <li><a href={here(c)(againAddress(process, call!, shown.reference))}>{words.say("answering.again.name")}</a></li>}
        {may.takeBack && <li><a href={to("withdrawal")}>{words.say("submissions.take-back")}</a></li>}
        {may.change && <li><a href={to("disclosure")}>{words.say("contributions.change")}</a></li>}
        {may.withdraw && <li><a href={to("withdrawal")}>{words.say("contributions.withdraw")}</a></li>}
        {may.hold && <li><a href={to("hold")}>{words.say("contributions.hold")}</a></li>}
      </ul>
    </section>
  );
}

