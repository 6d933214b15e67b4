import { Hono, type MiddlewareHandler } from "hono";
import { readAttachment } from "../ground/files/attachment.ts";
import { explain, Refusal } from "../ground/refusal.ts";
import { mayOfficiate, officerOf, rolesInForce } from "../ground/viewer.ts";
import { Check, TextArea } from "../ground/web/choices.tsx";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, readForm, sentForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { InWords } from "../ground/web/in-words.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { languages, ownNames } from "../ground/words.ts";
import { agreementAddress, codebookAddress, codingAddress, guideAddress, projectAddress, segmentSearchAddress, sourceAddress } from "../concepts/coding/addresses.ts";
import { consents } from "../concepts/coding/consent.ts";
import type { ShownSource } from "../concepts/coding/disclosure.ts";
import { guideKinds, questionsIn, typedQuestions, type GuideKind } from "../concepts/coding/guide.ts";
import { GuideInput, SourceInput } from "../concepts/coding/inputs.ts";
import { addInterview, transcriptIn, writeGuide } from "../concepts/coding/operations.ts";
import { takeAnswers } from "../concepts/coding/operations/answers.ts";
import { projectOf } from "../concepts/coding/project.ts";
import { assignmentsOf, guideOf, segmentCounts, sourcesOf } from "../concepts/coding/store.ts";
import { regionalGroups, sectors } from "../concepts/stakeholders/stakeholder.ts";
import { codingAt, codingCrumbs, codingRoomOf, type CodingRoom } from "./coding-room.ts";

const isGuide = (it: string): it is GuideKind => guideKinds.some((kind) => kind === it);
function guideKindOf(c: Door): GuideKind {
  const kind = inAddress(c, "guide");
  if (!isGuide(kind)) throw new Refusal("not-found", "page-unknown");
  return kind;
}

/** What officers and assessors code: interviews, focus groups and answers; what is asked in them; and all of it to take along. */
export const codingPages = new Hono<Env>()
  .get(codingAt, async (c) => showCoding(c, await codingRoomOf(c)))
  .post(`${codingAt}/answers`, async (c) => {
    const { process, assessment } = await codingRoomOf(c);
    const { sources, segments } = await takeAnswers(c.var.db, c.var.viewer, assessment, c.var.now, c.var.chance);
    return onward(c, codingAddress(process, assessment), "flash.coding.answers", { sources, segments });
  })
  .get(`${codingAt}/sources`, async (c) => {
    const room = await codingRoomOf(c);
    officerOf(c.var.viewer, room.process.id);
    return showAdding(c, room, untouched({ kind: "interview", language: c.var.words.language, consent: "kind" }));
  })
  .post(`${codingAt}/sources`, async (c) => add(c, await codingRoomOf(c)))
  .get(`${codingAt}/project.qdpx`, async (c) => {
    const { process, assessment } = await codingRoomOf(c);
    const bytes = await projectOf(c.var.db, assessment, c.var.viewer);
    return c.body(bytes as Uint8Array<ArrayBuffer>, 200, { "Content-Type": "application/zip", "Content-Disposition": `attachment; filename="${process.slug}-assessment-${assessment.number}.qdpx"`, "Cache-Control": "private, no-store", Vary: "Cookie" });
  })
  .get(`${codingAt}/guides/:guide`, async (c) => showGuide(c, await codingRoomOf(c), guideKindOf(c), null))
  .post(`${codingAt}/guides/:guide`, async (c) => {
    const room = await codingRoomOf(c);
    const kind = guideKindOf(c);
    const read = await readForm(c, GuideInput);
    if (!read.ok) return showGuide(c, room, kind, read.form);
    await writeGuide(c.var.db, c.var.viewer, room.assessment, { kind, opening: read.input.opening, questions: questionsIn(read.input.questions) }, c.var.now);
    return onward(c, guideAddress(room.process, room.assessment, kind), "flash.coding.guide");
  });

/** A transcript that was sent as a file: its words, whether it is WebVTT by its name; or why it cannot be read. */
type Upload = { text: string; isWebVtt: boolean } | Refusal | null;

/** Read a transcript before the request’s transaction begins, in a thread of its own; only for officers. */
export const readTranscriptUpload: MiddlewareHandler<Env> = async (c, next) => {
  if (c.req.method !== "POST" || !rolesInForce(c.var.viewer).some((it) => it.role === "officer")) return next();
  const { file } = await sentForm(c);
  c.set("upload", file instanceof File && file.size > 0 ? await transcriptOf(file) : null);
  return next();
};

async function transcriptOf(file: File): Promise<Upload> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const isWebVtt = /\.vtt$/i.test(file.name);
  try {
    if (isWebVtt) return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), isWebVtt };
    const { format, text } = await readAttachment(bytes, file.name);
    return format === "pdf" ? new Refusal("not-valid", "transcript-as-pdf") : { text, isWebVtt: false };
  } catch (error) {
    if (error instanceof TypeError) return new Refusal("not-valid", "coded-not-text", { at: 1 }); // bytes that are no UTF-8
    if (error instanceof Refusal) return error;
    throw error;
  }
}

async function add(c: Door, room: CodingRoom) {
  const { db, viewer, now, chance, words } = c.var;
  officerOf(viewer, room.process.id);
  const read = await readForm(c, SourceInput);
  const upload = (c.var.upload ?? null) as Upload;
  if (!read.ok) return showAdding(c, room, read.form, 422);
  const again = (problem: string) => showAdding(c, room, { values: typedOf(read.input), problems: { [upload === null ? "pasted" : "file"]: problem } }, 422);
  if (upload === null && read.input.pasted.trim() === "") return again(words.say("coding.error.transcript"));
  try {
    if (upload instanceof Refusal) throw upload;
    const transcript = upload ? transcriptIn(upload.text, upload.isWebVtt) : transcriptIn(read.input.pasted);
    const it = await addInterview(db, viewer, room.assessment, read.input, transcript, now, chance);
    return onward(c, sourceAddress(room.process, room.assessment, it), "flash.coding.source", { count: transcript.turns.length });
  } catch (error) {
    if (!(error instanceof Refusal) || !["not-valid", "too-large"].includes(error.kind)) throw error;
    return again(Object.values(explain(error, words)).join(" "));
  }
}

const typedOf = ({ interviewers, named, held, sector, region, ...it }: SourceInput): Record<string, string> => ({ ...it, interviewers: interviewers.join(", "), named: named ? "yes" : "", held: held ?? "", sector: sector ?? "", region: region ?? "" });

async function showCoding(c: Door, room: CodingRoom) {
  const { process, assessment } = room;
  const { db, viewer, words } = c.var;
  const at = here(c);
  const sources = await sourcesOf(db, assessment, viewer);
  const counts = await segmentCounts(db, assessment, viewer);
  const seats = Map.groupBy(await assignmentsOf(db, assessment, viewer), (it) => it.sourceId);
  const title = words.say("coding.title", { number: assessment.number });
  const heads = [words.say("coding.source"), words.say("coding.where"), words.say("coding.segments"), words.say("coding.coders")] as const;
  return showPage(c, { title, crumbs: codingCrumbs(c, room).slice(0, 2), unlisted: true },
    <>
      <p class="eyebrow"><InWords it={assessment.title} words={words} /></p>
      <h1>{title}</h1>
      <p class="lede">{words.say("coding.lede")}</p>
      <ul class="tags">
        <li><a href={at(codebookAddress(process, assessment))}>{words.say("coding.codebook")}</a></li><li><a href={at(agreementAddress(process, assessment))}>{words.say("coding.agreement")}</a></li><li><a href={at(segmentSearchAddress(process, assessment))}>{words.say("coding.search")}</a></li>
        {guideKinds.map((it) => <li><a href={at(guideAddress(process, assessment, it))}>{words.say(`coding.guide.${it}`)}</a></li>)}
        <li><a href={at(projectAddress(process, assessment))}>{words.say("coding.project")}</a></li>
      </ul>
      {sources.length === 0 ? <div class="empty"><p>{words.say("coding.none")}</p></div> : (
        <table class="stack" role="table"><caption>{words.say("coding.sources", { count: sources.length })}</caption>
          <thead role="rowgroup"><tr role="row">{heads.map((it) => <th role="columnheader" scope="col">{it}</th>)}</tr></thead>
          <tbody role="rowgroup">{sources.map((it) => (
            <tr role="row">
              <th role="rowheader" scope="row"><a href={at(sourceAddress(process, assessment, it))} lang={it.language} dir="auto">{words.number(it.number)}. {it.title}</a> <span class="soft small">{words.say(`coding.kind.${it.kind}`)}</span></th>
              <td role="cell" data-label={heads[1]}>{placeOf(c, it) || words.say("coding.anywhere")}</td>
              <td role="cell" data-label={heads[2]}>{words.number(counts.get(it.id) ?? 0)}</td>
              <td role="cell" data-label={heads[3]}>{(seats.get(it.id) ?? []).map((one) => <><bdi>{one.name}</bdi>{one.doneDay && " ✓"} </>)}<span class={it.standing === "together" ? "state reflected" : it.standing === "apart" ? "state partly" : "state"}>{words.say(`coding.standing.${it.standing}`)}</span></td>
            </tr>
          ))}</tbody>
        </table>
      )}
      <div class="row">
        {mayOfficiate(viewer, process.id) && <a class="button main" href={at(`${codingAddress(process, assessment)}/sources`)}>{words.say("coding.add")}</a>}
        {assessment.state === "closed" && <form method="post" action={at(`${codingAddress(process, assessment)}/answers`)}><button>{words.say("coding.answers.take")}</button></form>}
      </div>
    </>);
}

/** Sector and region of a source, as far as they are said. */
export const placeOf = (c: Door, { sector, region }: Pick<ShownSource, "sector" | "region">): string =>
  [sector && c.var.words.say(`stakeholders.sector.${sector}`), region && c.var.words.say(`stakeholders.group.${region}`)].filter(Boolean).join(" · ");

async function showAdding(c: Door, room: CodingRoom, form: Typed, status: 200 | 422 = 200) {
  const { words } = c.var;
  const title = words.say("coding.add");
  const either = [{ value: "", name: words.say("coding.several") }];
  return showPage(c, { title, crumbs: codingCrumbs(c, room, { name: title }), unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("coding.add.lede")}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post" enctype="multipart/form-data" action={here(c)(`${codingAddress(room.process, room.assessment)}/sources`)}>
        <ChoiceField name="kind" label={words.say("coding.kind")} form={form} choices={guideKinds.map((value) => ({ value, name: words.say(`coding.kind.${value}`) }))} />
        <TextField name="title" label={words.say("coding.source.title")} hint={words.say("coding.source.title.hint")} form={form} dir="auto" required />
        <ChoiceField name="language" label={words.say("coding.language")} form={form} choices={languages.map((value) => ({ value, name: ownNames[value], lang: value }))} />
        <ChoiceField name="sector" label={words.say("stakeholders.sector")} form={form} choices={[...either, ...sectors.map((value) => ({ value, name: words.say(`stakeholders.sector.${value}`) }))]} />
        <ChoiceField name="region" label={words.say("coding.region")} form={form} choices={[...either, ...regionalGroups.map((value) => ({ value, name: words.say(`stakeholders.group.${value}`) }))]} />
        <TextField name="held" type="date" label={words.say("coding.held")} form={form} />
        <ChoiceField name="consent" label={words.say("coding.consent")} hint={words.say("coding.consent.hint")} form={form} choices={consents.map((value) => ({ value, name: words.say(`coding.consent.${value}`) }))} />
        <fieldset class="field"><legend>{words.say("coding.who")}</legend>
          <p class="hint">{words.say("coding.who.hint")}</p>
          <TextField name="name" label={words.say("coding.who.name")} form={form} dir="auto" />
          <TextField name="organisation" label={words.say("coding.who.organisation")} form={form} dir="auto" />
          <TextField name="contact" label={words.say("coding.who.contact")} form={form} dir="auto" />
          <Check name="named" label={words.say("coding.who.named")} form={form} />
        </fieldset>
        <TextField name="interviewers" label={words.say("coding.interviewers")} hint={words.say("coding.interviewers.hint")} form={form} dir="auto" />
        <TextArea name="pasted" label={words.say("coding.pasted")} hint={words.say("coding.pasted.hint")} form={form} rows={10} />
        <TextField name="file" type="file" label={words.say("coding.file")} hint={words.say("coding.file.hint")} form={form} accept=".docx,.txt,.vtt" />
        <button class="main">{words.say("coding.add.send")}</button>
      </form>
    </>, status);
}

async function showGuide(c: Door, room: CodingRoom, kind: GuideKind, typed: Typed | null) {
  const { db, viewer, words } = c.var;
  const guide = await guideOf(db, room.assessment, kind, viewer);
  const title = words.say(`coding.guide.${kind}`);
  const form = typed ?? untouched({ opening: guide?.opening ?? "", questions: typedQuestions(guide?.questions ?? []) });
  return showPage(c, { title, crumbs: codingCrumbs(c, room, { name: title }), unlisted: true },
    <>
      <p class="eyebrow"><InWords it={room.assessment.title} words={words} /></p>
      <h1>{title}</h1>
      {guide && <p class="lede lines" dir="auto">{guide.opening}</p>}
      {guide && <ol dir="auto">{guide.questions.map((it) => <li><p><strong>{it.text}</strong></p>{it.prompts.length > 0 && <ul>{it.prompts.map((one) => <li>{one}</li>)}</ul>}</li>)}</ol>}
      {guide && <p class="small soft">{words.say("coding.guide.by", { name: guide.by, day: words.day(guide.day) })}</p>}
      <ErrorSummary form={form} words={words} />
      <details open={guide === null || typed !== null}><summary>{words.say("coding.guide.write")}</summary>
        <form method="post" action={here(c)(guideAddress(room.process, room.assessment, kind))}>
          <TextArea name="opening" label={words.say("coding.guide.opening")} form={form} rows={4} />
          <TextArea name="questions" label={words.say("coding.guide.questions")} hint={words.say("coding.guide.questions.hint")} form={form} rows={12} required />
          <button class="main">{words.say("coding.save")}</button>
        </form>
      </details>
    </>, typed ? 422 : 200);
}
