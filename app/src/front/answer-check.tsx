import { here, type Door } from "../ground/web/env.ts";
import { showPage } from "../ground/web/page.tsx";
import { answerCallAddress } from "../concepts/calls/addresses.ts";
import { clearedText, limitOf, timelinessOf } from "../concepts/contributions/answer.ts";
import { mayLeave, type Draft } from "../concepts/contributions/draft.ts";
import { countedText, documentFingerprint } from "../concepts/contributions/submission.ts";
import { UnattributedMeans } from "../concepts/contributions/unattributed/views.tsx";
import { Fingerprint } from "../concepts/contributions/views.tsx";
import { countWords } from "@travaux/treaty-text/count-words";
import { disclosureOf, type OfferedCombination } from "../concepts/disclosure/rule.ts";
import { DisclosureMark } from "../concepts/disclosure/views.tsx";
import { plainWords } from "../concepts/disclosure/words.ts";
import { numbersAt } from "../concepts/texts/store/lineage.ts";
import type { AnswerDesk, Looked } from "./answer-desk.ts";
import { HiddenAnswer, unlinkedAddress, type Keys } from "./answer-form.tsx";
import { aroundAnswer } from "./answer-page.tsx";
import { DocumentParts, type Named } from "./submission-parts.tsx";

/** All that is shown before something is sent. */
type Checked = { desk: AnswerDesk; looked: Looked; keys: Keys; draft: Draft | null; linked: boolean };

/** An answer as it will stand, who will know what, and the button that sends it. */
export async function showCheck(c: Door, { desk, looked: { typed, document, bodies }, keys, draft, linked }: Checked) {
  const { words, now } = c.var;
  const title = words.say("answering.check.title");
  const own = desk.bodies.find((it) => it.id === typed.stakeholder);
  const combination = typed.combination as OfferedCombination;
  const nobodys = disclosureOf(combination).attribution === "unattributed";
  const clears = !nobodys && own !== undefined && !mayLeave({ clears: own.clears, isFocalPoint: own.isFocalPoint }, draft, clearedText(typed, document));
  const when = timelinessOf(desk.call, now);
  const page = linked ? here(c)(answerCallAddress(desk.process, desk.call)) : unlinkedAddress(c, desk);
  const said = plainWords(words, combination);
  return showPage(c, { ...aroundAnswer(c, desk, title), title },
    <>
      <p class="eyebrow">{words.say("answering.check.eyebrow", { call: desk.call.number })}</p>
      <h1>{title}</h1>
      <p class="lede">{words.say("answering.check.lede")}</p>
      {when === "late" && <div class="empty"><p>{words.say("answering.late")}</p></div>}
      {nobodys && linked && <div class="empty"><p>{words.say("answering.check.nobodys")}</p></div>}
      <div class="split">
        <div>
          <section class="by-stakeholder" aria-labelledby="as-filed"><h2 id="as-filed" lang={typed.language} dir="auto">{document.title}</h2>
            {!nobodys && own && <p class="small">{combination.endsWith("/named") ? [own, ...bodies.filter((it) => typed.onBehalf.includes(it.id))].map((it, index) => <>{index > 0 && ", "}<span lang={words.pick(it.name).language}>{words.pick(it.name).text}</span></>) : words.say("contributions.withheld")}</p>}
            <div class="view"><DocumentParts it={document} lang={typed.language} named={await namedAt(c, desk, document.asks.flatMap((it) => it.pins))} /></div>
          </section>
        </div>
        <div>
          <section class="card" aria-labelledby="counted"><h2 id="counted">{words.say("answering.check.counted")}</h2>
            <p>{words.say("answering.count", { count: countWords(countedText(document)), limit: limitOf(typed, desk.call, desk.bodies) })}</p>
            <p class="small"><span class="soft">{words.say("contributions.fingerprint")}</span><br /><Fingerprint it={documentFingerprint(document)} /></p>
          </section>
          <section class="card strong" aria-labelledby="who"><h2 id="who">{words.say("disclosure.title")}</h2>
            <p><DisclosureMark combination={combination} words={words} /></p>
            <dl class="small"><dt class="soft">{words.say("contributions.who.reads")}</dt><dd>{said.readers}</dd><dt class="soft">{words.say("contributions.who.knows")}</dt><dd>{said.knowers}</dd><dt class="soft">{words.say("contributions.who.later")}</dt><dd>{said.change}</dd></dl>
            <p class="small">{words.say("answering.check.clearance")}</p>
            {typed.onBehalf.length > 0 && <p class="small">{words.say("answering.check.on-behalf", { count: typed.onBehalf.length })}</p>}
          </section>
        </div>
      </div>
      <form method="post" action={page} enctype="multipart/form-data" data-unattributed-page={nobodys ? unlinkedAddress(c, desk) : undefined}>
        <HiddenAnswer typed={typed} keys={keys} forumId={desk.forum.id} />
        {nobodys && linked && <UnattributedMeans c={c} forums={[desk.forum]} at={{ process: desk.process.slug, number: "", version: "" }} />}
        {clears && <div class="empty"><p>{words.say(draft?.clearance === "asked" ? "answering.clear.asked" : "answering.clear.needed")}</p>{draft?.clearance === "returned" && draft.clearanceNote && <p><q dir="auto">{draft.clearanceNote}</q></p>}</div>}
        <div class="actions">
          {clears ? draft?.clearance !== "asked" && <button class="main" name="deed" value="ask-clearing">{words.say("answering.clear.ask")}</button> : <button class="main" name="deed" value="send">{words.say(typed.again === "" ? "answering.send" : "answering.send.again", { reference: typed.again })}</button>}
          {" "}<button name="deed" value="stay">{words.say("answering.back")}</button>
        </div>
      </form>
    </>);
}

/** The names of what asks are pinned to, for showing them. */
export async function namedAt(c: Door, desk: Pick<AnswerDesk, "process" | "versions" | "themes" | "call">, pins: readonly { versionId: string; place: string }[]): Promise<Named> {
  const versions = new Map<string, { slug: string; symbol: string; numbers: ReadonlyMap<string, string> }>();
  for (const { version } of desk.versions) {
    const here = pins.filter((it) => it.versionId === version.id).map((it) => it.place);
    if (here.length > 0) versions.set(version.id, { slug: version.slug, symbol: version.symbol, numbers: await numbersAt(c.var.db, version.id, here) });
  }
  return { words: c.var.words, address: here(c), process: desk.process, versions, themes: desk.themes, questions: desk.call.questions };
}
