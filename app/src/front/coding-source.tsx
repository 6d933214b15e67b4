import { Hono } from "hono";
import { codesIn, nestCodes } from "@travaux/coded-texts";
import { roleHolders } from "../ground/auth/people.ts";
import { Refusal } from "../ground/refusal.ts";
import { mayOfficiate, personOf } from "../ground/viewer.ts";
import { readChoices } from "../ground/web/choices.tsx";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, readForm, untouched, type Typed } from "../ground/web/forms.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { answersIn } from "../concepts/assessments/survey/store.ts";
import { adjudicationAddress, codebookAddress, codingAddress, sourceAddress } from "../concepts/coding/addresses.ts";
import type { Assignment, Coding, PlacedMemo } from "../concepts/coding/coding.ts";
import { consents } from "../concepts/coding/consent.ts";
import type { ShownSegment } from "../concepts/coding/disclosure.ts";
import { AssignmentInput, CodingInput, ConsentInput, ErasureInput, MemoInput, TakeBackInput } from "../concepts/coding/inputs.ts";
import { consentTo, discardSource, eraseSegments } from "../concepts/coding/operations.ts";
import { assign, finishCoding, giveCodes, takeCodesBack, takeMemoBack, writeMemo } from "../concepts/coding/operations/coding.ts";
import { stretchesOf } from "../concepts/coding/passages.ts";
import { assignmentsOf, consentChangesIn, hasBegun, intervieweeOf, segmentCounts, segmentsIn } from "../concepts/coding/store.ts";
import { codesOf, type KeptCode } from "../concepts/coding/store/codes.ts";
import { codingsIn, memosIn } from "../concepts/coding/store/codings.ts";
import { clockOf, codingCrumbs, codingSourceAt as at, sourceRoomOf, voiceOf, type SourceRoom } from "./coding-room.ts";
import { placeOf } from "./coding.tsx";

/** So many segments stand on a page: a transcript of eight hours has thousands. */
const onAPage = 200;

/** A source to read and to code: by a form, and quickly by keyboard where the browser runs scripts. */
export const codingSource = new Hono<Env>()
  .get(at, async (c) => showSource(c, await sourceRoomOf(c), untouched()))
  .post(`${at}/codings`, async (c) => {
    const room = await sourceRoomOf(c);
    const read = await readChoices(c, CodingInput, ["segments", "codes"]);
    if (!read.ok) return showSource(c, room, read.form, 422);
    const given = await giveCodes(c.var.db, c.var.viewer, room.assessment, room.source, read.input, c.var.now, c.var.chance);
    if (c.req.header("accept") === "application/json") return c.json({ codings: given.map(({ id, segmentId, code, start, end }) => ({ id, segment: segmentId, code, start, end })) });
    return back(c, room, "flash.coding.given");
  })
  .post(`${at}/codings/removal`, async (c) => {
    const room = await sourceRoomOf(c);
    const read = await readChoices(c, TakeBackInput, ["codings"]);
    if (!read.ok) return showSource(c, room, read.form, 422);
    const count = await takeCodesBack(c.var.db, c.var.viewer, room.assessment, room.source, read.input.codings, c.var.now);
    return c.req.header("accept") === "application/json" ? c.json({ count }) : back(c, room, "flash.coding.taken");
  })
  .post(`${at}/consent`, async (c) => {
    const room = await sourceRoomOf(c);
    const read = await readChoices(c, ConsentInput, ["segments"]);
    if (!read.ok) return showSource(c, room, read.form, 422);
    await consentTo(c.var.db, c.var.viewer, room.assessment, room.source, read.input, c.var.now);
    return back(c, room, "flash.coding.consent");
  })
  .post(`${at}/erasure`, async (c) => {
    const room = await sourceRoomOf(c);
    const read = await readChoices(c, ErasureInput, ["segments"]);
    if (!read.ok) return showSource(c, room, read.form, 422);
    await eraseSegments(c.var.db, c.var.viewer, room.assessment, room.source, read.input.segments, c.var.now);
    return back(c, room, "flash.coding.erased");
  })
  .post(`${at}/memos`, async (c) => {
    const room = await sourceRoomOf(c);
    const read = await readForm(c, MemoInput);
    if (!read.ok) return showSource(c, room, read.form, 422);
    await writeMemo(c.var.db, c.var.viewer, room.assessment, room.source, read.input, c.var.now, c.var.chance);
    return back(c, room, "flash.coding.memo");
  })
  .post(`${at}/memos/:memo/removal`, async (c) => {
    const room = await sourceRoomOf(c);
    await takeMemoBack(c.var.db, c.var.viewer, room.assessment, c.req.param("memo"));
    return back(c, room, "flash.coding.memo.gone");
  })
  .post(`${at}/assignment`, async (c) => {
    const room = await sourceRoomOf(c);
    const read = await readForm(c, AssignmentInput);
    if (!read.ok) return showSource(c, room, read.form, 422);
    const able = await codersOf(c, room);
    const chosen = [read.input.first, read.input.second].filter(Boolean).map((id) => able.find((it) => it.personId === id) ?? nobody());
    await assign(c.var.db, c.var.viewer, room.assessment, room.source, chosen, await hasBegun(c.var.db, room.source.id), c.var.now);
    return back(c, room, "flash.coding.assigned");
  })
  .post(`${at}/done`, async (c) => {
    const room = await sourceRoomOf(c);
    await finishCoding(c.var.db, c.var.viewer, room.assessment, room.source, c.var.now);
    return back(c, room, "flash.coding.done");
  })
  .post(`${at}/removal`, async (c) => {
    const { process, assessment, source } = await sourceRoomOf(c);
    await discardSource(c.var.db, c.var.viewer, assessment, source, c.var.now);
    return onward(c, codingAddress(process, assessment), "flash.coding.discarded");
  });

const nobody = (): never => { throw new Refusal("not-found", "page-unknown"); };
const back = (c: Door, { process, assessment, source }: SourceRoom, key: Parameters<typeof onward>[2]) => onward(c, `${sourceAddress(process, assessment, source)}${pageIn(c) > 1 ? `?page=${pageIn(c)}` : ""}`, key);
const pageIn = (c: Door) => Math.max(1, Math.floor(Number(c.req.query("page") ?? 1)) || 1);

/** Whoever may be given a source: officers and assessors of the process. */
async function codersOf(c: Door, { process }: SourceRoom): Promise<{ personId: string; name: string }[]> {
  const holders = (await roleHolders(c.var.db)).filter((it) => it.role !== "editor" && (it.processId === null || it.processId === process.id));
  return [...new Map(holders.map(({ personId, name }) => [personId, { personId, name }])).values()];
}

type Shown = { c: Door; room: SourceRoom; seats: readonly Assignment[]; codes: readonly KeptCode[]; codings: readonly Coding[]; memos: readonly PlacedMemo[]; mayCode: boolean };

async function showSource(c: Door, room: SourceRoom, form: Typed, status: 200 | 422 = 200) {
  const { assessment, source } = room;
  const { db, viewer, words } = c.var;
  const count = (await segmentCounts(db, assessment, viewer, source.id)).get(source.id) ?? 0;
  const pages = Math.max(1, Math.ceil(count / onAPage));
  const page = Math.min(pageIn(c), pages);
  const segments = await segmentsIn(db, assessment, [source.id], viewer, { places: { from: (page - 1) * onAPage + 1, to: page * onAPage } });
  const seats = (await assignmentsOf(db, assessment, viewer)).filter((it) => it.sourceId === source.id);
  const own = seats.find((it) => it.coderId === personOf(viewer).personId);
  const shown: Shown = { c, room, seats, codes: await codesOf(db, assessment, viewer), codings: await codingsIn(db, assessment, viewer, source.id, segments.map((it) => it.id)), memos: (await memosIn(db, assessment, viewer)).filter((it) => it.sourceId === source.id), mayCode: own !== undefined && own.doneDay === null };
  const title = `${words.number(source.number)}. ${source.title}`;
  const query = page > 1 ? `?page=${page}` : "";
  return showPage(c, { title, crumbs: codingCrumbs(c, room, { name: title }), unlisted: true, ...(shown.mayCode ? { script: "coding" as const } : {}) },
    <>
      <p class="eyebrow">{[words.say(`coding.kind.${source.kind}`), placeOf(c, source), source.heldDay && words.day(source.heldDay)].filter(Boolean).join(" · ")}</p>
      <h1 lang={source.language} dir="auto">{title}</h1>
      <ErrorSummary form={form} words={words} />
      <Standing {...shown} own={own} form={form} begun={await hasBegun(db, source.id)} able={seats.length === 0 || !(await hasBegun(db, source.id)) ? await codersOf(c, room) : []} />
      <Who {...shown} who={await intervieweeOf(db, assessment, source.id, viewer)} />
      <Coder {...shown} query={query} segments={segments} names={await namesIn(c, room, segments)} />
      {pages > 1 && <nav class="row" aria-label={words.say("coding.pages")}>{pagesNear(page, pages).map((it) => (it === null ? <span>…</span> : <a href={`?page=${it}`} aria-current={it === page ? "page" : undefined}>{words.number(it)}</a>))}</nav>}
      <Memos {...shown} segments={segments} query={query} />
      <Changes c={c} changes={await consentChangesIn(db, assessment, source.id, viewer)} />
      {mayOfficiate(viewer, room.process.id) && <details><summary>{words.say("coding.discard")}</summary><form method="post" action={`${here(c)(sourceAddress(room.process, assessment, source))}/removal`}><p class="hint">{words.say("coding.discard.hint")}</p><button class="little">{words.say("coding.discard")}</button></form></details>}
    </>, status);
}

/** So many pages are all listed: a transcript of eight hours has sixty. */
const mostPages = 100;
/** The numbers of pages to choose from: all of few; of many the first, the last, and those near this one, with a null for each gap. */
function pagesNear(page: number, pages: number): (number | null)[] {
  const all = Array.from({ length: pages }, (_, at) => at + 1);
  if (pages <= mostPages) return all;
  const shown = all.filter((it) => it === 1 || it === pages || Math.abs(it - page) <= 10);
  return shown.flatMap((it, at) => (at > 0 && it > shown[at - 1]! + 1 ? [null, it] : [it]));
}

/** The names of bodies whose answers may be told under them. */
async function namesIn(c: Door, { assessment, source }: SourceRoom, segments: readonly ShownSegment[]): Promise<ReadonlyMap<string, string>> {
  if (source.kind !== "answers") return new Map();
  const answers = new Map((await answersIn(c.var.db, assessment, c.var.viewer, { paths: [], ids: segments.flatMap((it) => it.answerId ?? []) })).map((it) => [it.id, it]));
  return new Map(segments.flatMap((it) => { const answer = it.answerId === null ? undefined : answers.get(it.answerId); return answer?.body && answer.attribution === "named" ? [[it.id, c.var.words.pick(answer.body.name).text] as const] : []; }));
}

/** Who codes it, how far they are, and what is to be done next. */
function Standing({ c, room, seats, own, form, begun, able }: Shown & { own: Assignment | undefined; form: Typed; begun: boolean; able: readonly { personId: string; name: string }[] }) {
  const { words } = c.var;
  const { process, assessment, source } = room;
  const to = here(c)(sourceAddress(process, assessment, source));
  const choices = [{ value: "", name: words.say("coding.coder.none") }, ...able.map((it) => ({ value: it.personId, name: it.name }))];
  const typed: Typed = { ...form, values: { first: seats[0]?.coderId ?? "", second: seats[1]?.coderId ?? "", ...form.values } };
  return (
    <section class="card" aria-labelledby="standing"><h2 id="standing">{words.say("coding.coders")}</h2>
      <p><span class={source.standing === "together" ? "state reflected" : source.standing === "apart" ? "state partly" : "state"}>{words.say(`coding.standing.${source.standing}`)}</span></p>
      {seats.length > 0 && <ul class="plain">{seats.map((it) => <li><bdi>{it.name}</bdi>: {it.doneDay ? words.say("coding.coder.done", { day: words.day(it.doneDay) }) : words.say("coding.coder.codes")}</li>)}</ul>}
      {source.standing === "apart" && <p class="hint">{words.say("coding.apart.hint")}</p>}
      {own && own.doneDay === null && <form method="post" action={`${to}/done`}><button class="little">{words.say("coding.done")}</button></form>}
      {source.standing === "together" && seats.length === 2 && <p><a href={here(c)(adjudicationAddress(process, assessment, source))}>{words.say("coding.differences")}</a></p>}
      {!begun && <details open={seats.length === 0}><summary>{words.say("coding.assign")}</summary>
        <form method="post" action={`${to}/assignment`}>
          <ChoiceField name="first" label={words.say("coding.coder.first")} form={typed} choices={choices} />
          <ChoiceField name="second" label={words.say("coding.coder.second")} hint={words.say("coding.coder.second.hint")} form={typed} choices={choices} />
          <button>{words.say("coding.assign")}</button>
        </form></details>}
    </section>
  );
}

/** Who was interviewed, for officers; nothing at all for others. */
const Who = ({ c, room, who }: Shown & { who: Awaited<ReturnType<typeof intervieweeOf>> }) => (who === null || room.source.kind !== "interview" ? null : (
  <section class="card" aria-labelledby="who"><h2 id="who">{c.var.words.say("coding.who")}</h2>
    <p class="hint">{c.var.words.say("coding.who.officers")}</p>
    <p><bdi>{who.name}</bdi>{who.organisation && <> · <bdi>{who.organisation}</bdi></>}{who.contact && <> · <bdi>{who.contact}</bdi></>} · {c.var.words.say(who.isNamed ? "coding.who.agreed" : "coding.who.unnamed")}</p>
  </section>
));

/** Segments and codes in one form, with a button for each thing that is done with them. */
function Coder(it: Shown & { segments: readonly ShownSegment[]; names: ReadonlyMap<string, string>; query: string }) {
  const { c, room, codes, mayCode, segments, query } = it;
  const { words } = c.var;
  const to = here(c)(sourceAddress(room.process, room.assessment, room.source));
  const deed = (name: string) => `${to}/${name}${query}`;
  const sentences = { next: words.say("coding.keys.next"), given: words.say("coding.keys.given"), taken: words.say("coding.keys.taken"), failed: words.say("coding.keys.failed"), none: words.say("coding.keys.none"), where: words.say("coding.keys.where") };
  return (
    <form class="split" method="post" action={deed("codings")} id="coding">
      <ol class="plain coded" lang={room.source.language} start={segments[0]?.position ?? 1}>{segments.map((one) => <SegmentItem {...it} segment={one} />)}</ol>
      <div>
        {mayCode && <travaux-coding data-to={`${to}/codings`} data-sentences={JSON.stringify(sentences)}><p class="hint">{words.say("coding.keys")}</p><p role="status" class="small"></p></travaux-coding>}
        {mayCode && <CodeChoices c={c} room={room} codes={codes} />}
        {mayCode && <p class="row"><button class="main">{words.say("coding.give")}</button> <button class="little" formaction={deed("codings/removal")}>{words.say("coding.take-back")}</button></p>}
        <details><summary>{words.say("coding.consent.change")}</summary>
          <p class="hint">{words.say("coding.consent.change.hint")}</p>
          <ChoiceField name="consent" label={words.say("coding.consent")} form={untouched({ consent: "internal" })} choices={consents.map((value) => ({ value, name: words.say(`coding.consent.${value}`) }))} />
          <div class="field"><label for="because">{words.say("coding.because")}</label><textarea id="because" name="because" rows={2} dir="auto"></textarea></div>
          <button class="little" formaction={deed("consent")}>{words.say("coding.consent.change")}</button>
          <p class="hint">{words.say("coding.erase.hint")}</p>
          <button class="little" formaction={deed("erasure")}>{words.say("coding.erase")}</button>
        </details>
      </div>
    </form>
  );
}

/** The codes that may be given, as they are nested. */
function CodeChoices({ c, room, codes }: Pick<Shown, "c" | "room" | "codes">) {
  const { words } = c.var;
  const retired = new Set(codes.filter((it) => it.retiredDay !== null).map((it) => it.guid));
  const nested = [...codesIn(nestCodes(codes))].filter(({ code }) => !retired.has(code.guid));
  if (nested.length === 0) return <p><a href={here(c)(codebookAddress(room.process, room.assessment))}>{words.say("coding.codebook.empty")}</a></p>;
  return (
    <fieldset class="field" id="codes"><legend>{words.say("coding.codes")}</legend>
      <input type="hidden" name="start" value="" /><input type="hidden" name="end" value="" />
      <ul class="plain checks">{nested.map(({ code, depth }) => <li class={`depth-${Math.min(depth, 4)}`}>{code.isCodable ? <label title={code.definition}><input type="checkbox" name="codes" value={code.guid} data-name={code.name} /> <bdi>{code.name}</bdi></label> : <strong><bdi>{code.name}</bdi></strong>}</li>)}</ul>
    </fieldset>
  );
}

function SegmentItem({ c, room, seats, codes, codings, memos, mayCode, segment, names }: Shown & { segment: ShownSegment; names: ReadonlyMap<string, string> }) {
  const { words, viewer } = c.var;
  const mine = personOf(viewer).personId;
  const given = codings.filter((it) => it.segmentId === segment.id);
  const nameOf = (guid: string) => codes.find((it) => it.guid === guid)?.name ?? guid;
  const label = room.source.kind === "answers" ? (names.get(segment.id) ?? (placeOf(c, segment) || words.say("coding.anywhere"))) : voiceOf(words, segment);
  const text = segment.text;
  return (
    <li class="view" id={`s-${segment.position}`} data-segment={segment.id}>
      <p class="small soft" lang={words.language} dir={words.direction}><label><input type="checkbox" name="segments" value={segment.id} aria-label={words.say("coding.segment.choose", { number: segment.position })} /> {words.number(segment.position)}</label> · <bdi>{label}</bdi>{segment.fromSeconds !== null && <> · <bdi>{clockOf(segment.fromSeconds)}</bdi></>} · {words.say(`coding.consent.${segment.consent}.short`)}{memos.some((it) => it.subject === segment.id) && <> · <a href="#memos">{words.say("coding.noted")}</a></>}</p>
      {text === null ? <p class="soft" lang={words.language}>{words.say("coding.erased")}</p> : <p class="lines words" dir="auto">{stretchesOf(text, given.filter((it) => it.end - it.start < text.length)).map((it) => (it.isCoded ? <mark>{it.text}</mark> : it.text))}</p>}
      <ul class="tags given" lang={words.language} dir={words.direction}>{sharedAmong(given).map(([it, ...others]) => <li>{mayCode && it.coderId === mine ? <label><input type="checkbox" name="codings" value={it.id} /> <bdi>{nameOf(it.code)}</bdi></label> : <bdi>{nameOf(it.code)}</bdi>}{others.length + 1 < seats.length && it.coderId !== mine && <span class="soft small"> (<bdi>{seats.find((one) => one.coderId === it.coderId)?.name}</bdi>)</span>}{text !== null && it.end - it.start < text.length && <span class="soft small"> <q>{shortened(text.slice(it.start, it.end))}</q></span>}</li>)}</ul>
    </li>
  );
}

/** Codings of the same code and words by several coders as one. */
const sharedAmong = (given: readonly Coding[]) => [...Map.groupBy(given, (it) => `${it.code} ${it.start} ${it.end}`).values()] as [Coding, ...Coding[]][];
const shortened = (it: string) => (it.length > 60 ? `${it.slice(0, 57).toWellFormed()}…` : it);

/** What was noted, and a form for more. */
function Memos({ c, room, memos, segments, query }: Shown & { segments: readonly ShownSegment[]; query: string }) {
  const { words, viewer } = c.var;
  const to = here(c)(sourceAddress(room.process, room.assessment, room.source));
  const choices = segments.filter((it) => it.text !== null).map((it) => ({ value: it.id, name: words.say("coding.segment", { number: it.position }) }));
  return (
    <section aria-labelledby="memos"><h2 id="memos">{words.say("coding.memos")}</h2>
      <ul class="plain">{memos.map((it) => (
        <li class="view"><p class="small soft">{it.position !== null ? <a href={`?page=${Math.ceil(it.position / onAPage)}#s-${it.position}`}>{words.say("coding.segment", { number: it.position })}</a> : words.say("coding.memo.source")} · <bdi>{it.by}</bdi> · {words.day(it.day)}</p><p class="lines" dir="auto">{it.text}</p>
          {it.personId === personOf(viewer).personId && <form method="post" action={`${to}/memos/${it.id}/removal${query}`}><button class="little">{words.say("coding.memo.remove")}</button></form>}</li>
      ))}</ul>
      <details><summary>{words.say("coding.memo.write")}</summary>
        <form method="post" action={`${to}/memos${query}`}><input type="hidden" name="about" value="source" /><input type="hidden" name="subject" value={room.source.id} /><div class="field"><label for="memo-source">{words.say("coding.memo.source")}</label><textarea id="memo-source" name="text" rows={3} dir="auto" required></textarea></div><button class="little">{words.say("coding.save")}</button></form>
        <form method="post" action={`${to}/memos${query}`}><input type="hidden" name="about" value="segment" />
          <ChoiceField name="subject" label={words.say("coding.memo.segment")} form={untouched()} choices={choices} />
          <div class="field"><label for="memo-segment">{words.say("coding.memo.text")}</label><textarea id="memo-segment" name="text" rows={3} dir="auto" required></textarea></div><button class="little">{words.say("coding.save")}</button>
        </form>
      </details>
    </section>
  );
}

/** What was changed about what may be done with segments, for whoever asks later. */
const Changes = ({ c, changes }: { c: Door; changes: Awaited<ReturnType<typeof consentChangesIn>> }) => (changes.length === 0 ? null : (
  <details><summary>{c.var.words.say("coding.changes")}</summary><ul>{changes.map((it) => (
    <li>{c.var.words.say("coding.change", { number: it.position, from: c.var.words.say(`coding.consent.${it.from}.short`), to: c.var.words.say(`coding.consent.${it.to}.short`), name: it.by, day: c.var.words.day(it.day) })}{it.because && <> <q dir="auto">{it.because}</q></>}</li>
  ))}</ul></details>
));
