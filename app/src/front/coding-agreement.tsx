import { Hono } from "hono";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { ErrorSummary, readForm, untouched, type Typed } from "../ground/web/forms.tsx";
import { InWords } from "../ground/web/in-words.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { adjudicationAddress, sourceAddress } from "../concepts/coding/addresses.ts";
import { DecisionInput } from "../concepts/coding/inputs.ts";
import { decide } from "../concepts/coding/operations/coding.ts";
import { stretchesOf } from "../concepts/coding/passages.ts";
import { differencesOf, reliabilityOf } from "../concepts/coding/reliability.ts";
import { assignmentsOf, segmentsIn, sourcesOf, wordedSegments } from "../concepts/coding/store.ts";
import { codesOf } from "../concepts/coding/store/codes.ts";
import { codingsIn, decisionsIn } from "../concepts/coding/store/codings.ts";
import { codingAt, codingCrumbs, codingRoomOf, codingSourceAt, sourceRoomOf, voiceOf, type CodingRoom, type SourceRoom } from "./coding-room.ts";

/** How far coders agree, and the places where they do not. */
export const codingAgreement = new Hono<Env>()
  .get(`${codingAt}/agreement`, async (c) => showAgreement(c, await codingRoomOf(c)))
  .get(`${codingSourceAt}/differences`, async (c) => showDifferences(c, await sourceRoomOf(c), untouched()))
  .post(`${codingSourceAt}/differences`, async (c) => {
    const room = await sourceRoomOf(c);
    const read = await readForm(c, DecisionInput);
    if (!read.ok) return showDifferences(c, room, read.form, 422);
    await decide(c.var.db, c.var.viewer, room.assessment, room.source, read.input, c.var.now);
    return onward(c, adjudicationAddress(room.process, room.assessment, room.source), "flash.coding.decided");
  });

/** Sources that two have coded and ended, as the engine takes them. */
async function doublyCoded(c: Door, { assessment }: CodingRoom) {
  const { db, viewer } = c.var;
  const sources = (await sourcesOf(db, assessment, viewer)).filter((it) => it.standing === "together");
  const seats = Map.groupBy(await assignmentsOf(db, assessment, viewer), (it) => it.sourceId);
  const double = sources.filter((it) => seats.get(it.id)?.length === 2);
  const worded = await wordedSegments(db, assessment, double.map((it) => it.id), viewer);
  const codings = Map.groupBy(await codingsIn(db, assessment, viewer), (it) => it.sourceId);
  return double.map((source) => ({ source, seats: seats.get(source.id)!, segmentIds: worded.get(source.id) ?? [], codings: codings.get(source.id) ?? [] }));
}

async function showAgreement(c: Door, room: CodingRoom) {
  const { words, db, viewer } = c.var;
  const coded = await doublyCoded(c, room);
  const codes = (await codesOf(db, room.assessment, viewer)).filter((it) => it.isCodable);
  const { byCode, overall, units } = reliabilityOf(room.assessment.id, codes.map((it) => it.guid), coded);
  const title = words.say("coding.agreement");
  const rounded = (it: number | null) => (it === null ? "–" : words.number(Math.round(it * 100) / 100));
  const interval = (it: [number, number] | null) => (it === null ? "–" : words.say("coding.interval", { low: rounded(it[0]), high: rounded(it[1]) }));
  const heads = [words.say("coding.code"), words.say("coding.alpha"), words.say("coding.interval.head"), words.say("coding.percent"), words.say("coding.given-by")] as const;
  return showPage(c, { title, crumbs: codingCrumbs(c, room, { name: title }), unlisted: true },
    <>
      <p class="eyebrow"><InWords it={room.assessment.title} words={words} /></p>
      <h1>{title}</h1>
      <p class="lede">{words.say("coding.agreement.lede")}</p>
      {coded.length === 0 ? <div class="empty"><p>{words.say("coding.agreement.none")}</p></div> : <>
        <p>{words.say("coding.agreement.of", { sources: coded.length, segments: units })}</p>
        <p><strong>{words.say("coding.agreement.overall", { alpha: rounded(overall.alpha), interval: interval(overall.interval) })}</strong></p>
        <table class="stack" role="table"><caption>{words.say("coding.agreement.by-code")}</caption>
          <thead role="rowgroup"><tr role="row">{heads.map((it) => <th role="columnheader" scope="col">{it}</th>)}</tr></thead>
          <tbody role="rowgroup">{byCode.map((it) => (
            <tr role="row"><th role="rowheader" scope="row"><bdi>{codes.find((one) => one.guid === it.code)!.name}</bdi></th><td role="cell" data-label={heads[1]}>{rounded(it.alpha)}</td><td role="cell" data-label={heads[2]}>{interval(it.interval)}</td><td role="cell" data-label={heads[3]}>{it.percent === null ? "–" : words.say("coding.percent.of", { percent: Math.round(it.percent * 100) })}</td><td role="cell" data-label={heads[4]}>{words.say("coding.given-by.of", { both: it.byAll, any: it.given })}</td></tr>
          ))}</tbody>
        </table>
        <p class="hint">{words.say("coding.agreement.reading")}</p>
        <h2>{words.say("coding.differences")}</h2>
        <ul>{coded.map(({ source, seats, segmentIds, codings }) => <li><a href={here(c)(adjudicationAddress(room.process, room.assessment, source))} dir="auto">{words.number(source.number)}. {source.title}</a>: {words.say("coding.differences.count", { count: differencesOf(codings, seats, segmentIds).length })}</li>)}</ul>
      </>}
    </>);
}

async function showDifferences(c: Door, room: SourceRoom, form: Typed, status: 200 | 422 = 200) {
  const { words, db, viewer } = c.var;
  const { process, assessment, source } = room;
  const segments = new Map((await segmentsIn(db, assessment, [source.id], viewer, { coded: true })).map((it) => [it.id, it]));
  const seats = (await assignmentsOf(db, assessment, viewer)).filter((it) => it.sourceId === source.id);
  const codes = new Map((await codesOf(db, assessment, viewer)).map((it) => [it.guid, it]));
  const all = source.standing === "together" ? differencesOf(await codingsIn(db, assessment, viewer, source.id), seats, [...segments.values()].filter((it) => it.text !== null).map((it) => it.id)) : [];
  const decisions = await decisionsIn(db, assessment, viewer, source.id);
  const decisionOn = (it: { segment: string; code: string }) => decisions.find((one) => one.segmentId === it.segment && one.code === it.code);
  const nameOf = (id: string) => seats.find((it) => it.coderId === id)?.name ?? "";
  const title = words.say("coding.differences");
  const to = here(c)(adjudicationAddress(process, assessment, source));
  return showPage(c, { title, crumbs: codingCrumbs(c, room, { name: `${source.number}. ${source.title}`, address: here(c)(sourceAddress(process, assessment, source)) }, { name: title }), unlisted: true },
    <>
      <p class="eyebrow" dir="auto">{source.number}. {source.title}</p>
      <h1>{title}</h1>
      <p class="lede">{words.say(source.standing === "together" ? "coding.differences.lede" : "coding.apart.hint")}</p>
      <ErrorSummary form={form} words={words} />
      {source.standing === "together" && <p>{words.say("coding.differences.open", { count: all.filter((it) => !decisionOn(it)).length, total: all.length })}</p>}
      <ol class="plain">{all.map((it) => {
        const segment = segments.get(it.segment)!;
        const [code, decided] = [codes.get(it.code), decisionOn(it)];
        const key = `${segment.position}-${it.code}`;
        return (
          <li class="card" id={key}><h2><bdi>{code?.name ?? it.code}</bdi> <span class="soft small">{words.say("coding.segment", { number: segment.position })} · {voiceOf(words, segment)}</span></h2>
            <blockquote class="lines" lang={source.language} dir="auto">{stretchesOf(segment.text ?? "", it.passages).map((one) => (one.isCoded ? <mark>{one.text}</mark> : one.text))}</blockquote>
            <p>{words.say("coding.difference", { gave: it.gave.map(nameOf).join(", "), withheld: it.withheld.map(nameOf).join(", ") })}</p>
            {code?.definition && <p class="small soft lines" dir="auto">{code.definition}</p>}
            {decided && <p><span class={decided.isKept ? "state reflected" : "state not"}>{words.say(decided.isKept ? "coding.kept" : "coding.left-out")}</span> <q dir="auto">{decided.because}</q> <span class="soft small"><bdi>{decided.by}</bdi> · {words.day(decided.day)}</span></p>}
            <form method="post" action={to}><input type="hidden" name="segment" value={it.segment} /><input type="hidden" name="code" value={it.code} />
              <div class="field"><label for={`because-${key}`}>{words.say("coding.because")}</label><textarea id={`because-${key}`} name="because" rows={2} dir="auto" required>{decided?.because ?? ""}</textarea></div>
              <p class="row"><button name="keep" value="yes">{words.say("coding.keep")}</button> <button name="keep" value="no">{words.say("coding.leave-out")}</button></p>
            </form>
          </li>
        );
      })}</ol>
    </>, status);
}
