import { Hono } from "hono";
import { dayOf } from "../ground/clock.ts";
import { Refusal } from "../ground/refusal.ts";
import { answersFor, mayOfficiate, personOf } from "../ground/viewer.ts";
import { Check, TextArea } from "../ground/web/choices.tsx";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ErrorSummary, readForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { InWords } from "../ground/web/in-words.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import type { Words } from "../ground/words.ts";
import { isLive, mayBeObjectedTo, problemWith, type Track } from "../concepts/accreditation/accreditation.ts";
import { accreditationAddress, applicationAddress, fileAddress, fileDeskAddress } from "../concepts/accreditation/addresses.ts";
import type { ShownAccreditation, ShownFile, ShownStep } from "../concepts/accreditation/disclosure.ts";
import { AppealInput, applicationOf, documentField, NamingInput, ReplyInput, SeenInput } from "../concepts/accreditation/inputs.ts";
import { appeal, applyFor, focalPointOfBody, resubmit, withdraw } from "../concepts/accreditation/operations.ts";
import { agreeToBeNamed, replyToObjection } from "../concepts/accreditation/operations/objections.ts";
import { filesOfBody, objectionsTo, sentIn, stepsOf, trackById, trackByLetter } from "../concepts/accreditation/store.ts";
import { doorName, History, ObjectionText, StateMark, TrackCard } from "../concepts/accreditation/views.tsx";
import { stateOf, type Course, type Process } from "../concepts/processes/process.ts";
import { courseOf, processBySlug } from "../concepts/processes/store.ts";
import { stakeholderAddress } from "../concepts/stakeholders/addresses.ts";
import type { ShownStakeholder } from "../concepts/stakeholders/disclosure.ts";
import { stakeholderAt } from "../concepts/stakeholders/store/stakeholders.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { canApply } from "./accreditation.tsx";

const at = "/:process/accreditation/:slug";

/** A body's own file, where it applies, answers and appeals; for whoever does not speak for it, and is no officer, it is not there. */
export const accreditationFilePages = new Hono<Env>()
  .get(at, async (c) => { const room = await roomOf(c); return showFile(c, room, untouched()); })
  .get(`${at}/application`, async (c) => showApplication(c, await applicantOf(c), untouched()))
  .post(`${at}/application`, async (c) => {
    const applicant = await applicantOf(c);
    const form = await readForm(c, applicationOf(applicant.track));
    if (!form.ok) return showApplication(c, applicant, form.form, 422);
    const { db, viewer, now, chance } = c.var;
    const { process, body, track, returned } = applicant;
    if (returned) await resubmit(db, viewer, process, returned, form.input, now, chance);
    else await applyFor(db, viewer, process, body, track, form.input, phaseNow(await courseOf(db, process), now), now, chance);
    return done(c, process, body);
  })
  .post(`${at}/withdrawal`, async (c) => {
    const { process, body, file } = await ownRoomOf(c);
    const form = await readForm(c, SeenInput);
    if (!form.ok) throw new Refusal("not-valid", "form-broken");
    await withdraw(c.var.db, c.var.viewer, process, { id: file.id, turn: form.input.turn }, c.var.now, c.var.chance);
    return done(c, process, body);
  })
  .post(`${at}/appeal`, async (c) => {
    const room = await ownRoomOf(c);
    const form = await readForm(c, AppealInput);
    if (!form.ok) return showFile(c, room, form.form, 422);
    await appeal(c.var.db, c.var.viewer, room.process, { id: room.file.id, turn: form.input.turn }, form.input.appeal, c.var.now, c.var.chance);
    return done(c, room.process, room.body);
  })
  .post(`${at}/reply`, async (c) => {
    const room = await ownRoomOf(c);
    const form = await readForm(c, ReplyInput);
    if (!form.ok) return showFile(c, room, form.form, 422);
    const { number, reply, beside } = form.input;
    await replyToObjection(c.var.db, c.var.viewer, room.process, room.file.id, { number, reply, beside: beside === "yes" }, c.var.now, c.var.chance);
    return done(c, room.process, room.body);
  })
  .post(`${at}/naming`, async (c) => {
    const { process, body, file } = await ownRoomOf(c);
    const form = await readForm(c, NamingInput);
    await agreeToBeNamed(c.var.db, c.var.viewer, file.id, form.ok && form.input.named === "yes", c.var.now);
    return done(c, process, body);
  });

const done = (c: Door, process: Process, body: { slug: string }) => onward(c, fileAddress(process, body), "flash.accreditation.done");

type FileRoom = { process: Process; body: ShownAccreditation["body"]; file: ShownAccreditation; earlier: ShownAccreditation[] };

/** The newest file of the body in the address with the earlier ones, for those who may look into it. */
export async function roomOf(c: Door): Promise<FileRoom> {
  const process = await processBySlug(c.var.db, inAddress(c, "process"));
  const [file, ...earlier] = await filesOfBody(c.var.db, process.id, inAddress(c, "slug"), c.var.viewer);
  if (!file) throw new Refusal("not-found", "page-unknown");
  return { process, body: file.body, file, earlier };
}

/** The same for whoever answers for the body. */
async function ownRoomOf(c: Door): Promise<FileRoom> {
  const room = await roomOf(c);
  focalPointOfBody(c.var.viewer, room.file.stakeholderId);
  return room;
}

type Applicant = { process: Process; body: ShownStakeholder; track: Track; returned: ShownAccreditation | null };

/** The body that applies, by the person who answers for it; through the door that is named, or the one of its file that came back. */
async function applicantOf(c: Door): Promise<Applicant> {
  const { db, viewer } = c.var;
  personOf(viewer);
  const process = await processBySlug(db, inAddress(c, "process"));
  const found = await stakeholderAt(db, inAddress(c, "slug"), viewer);
  if ("movedTo" in found) throw new Refusal("not-found", "page-unknown");
  focalPointOfBody(viewer, found.it.id);
  const [newest] = await filesOfBody(db, process.id, found.it.slug, viewer);
  if (newest?.state === "returned") return { process, body: found.it, track: await trackById(db, newest.trackId), returned: newest };
  if (newest && !canApply(newest)) throw new Refusal("not-now", "accreditation-twice", { name: found.it.name.en });
  return { process, body: found.it, track: await trackByLetter(db, process.id, c.req.query("track") ?? ""), returned: null };
}

/** The phase for which applications are taken now: the last of those that are open, or the first of all. */
export const phaseNow = (course: Pick<Course, "phases">, now: Date): number => course.phases.findLast((it) => stateOf(it, now) === "open")?.number ?? course.phases[0]?.number ?? 1;

const crumbsTo = (c: Door, process: Process, ...more: { name: string; address?: string }[]) => [
  { name: c.var.words.pick(process.shortName).text, address: here(c)(`/${process.slug}`) }, { name: c.var.words.say("accreditation.title"), address: here(c)(accreditationAddress(process)) }, ...more,
];

async function showApplication(c: Door, { process, body, track, returned }: Applicant, form: Typed, status: 200 | 422 = 200) {
  const { db, viewer, words, now } = c.var;
  const sent = returned && (await sentIn(db, returned, viewer));
  const typed = status === 200 && sent ? untouched({ statement: sent.statement, ...Object.fromEntries(Object.entries(sent.documents).map(([kind, text]) => [documentField(kind), text])) }) : form;
  const title = words.say("accreditation.apply", { door: doorName(words, track) });
  return showPage(c, { title, crumbs: crumbsTo(c, process, { name: title }), process: barOf(process, "process"), unlisted: true },
    <>
      <p class="eyebrow">{words.pick(body.name).text}</p>
      <h1>{title}</h1>
      {returned && <Because steps={await stepsOf(db, returned, viewer)} words={words} />}
      <TrackCard track={track} words={words} now={now} rank="h2" />
      <ErrorSummary form={typed} words={words} />
      <form method="post" action={here(c)(applicationAddress(process, body, track))}>
        <TextArea name="statement" label={words.say("accreditation.form.statement")} hint={words.say("accreditation.form.statement.hint")} form={typed} rows={8} required />
        {track.documents.map((it) => <TextField name={documentField(it.kind)} label={words.pick(it.name).text} hint={words.say("accreditation.form.document.hint")} form={typed} required dir="auto" />)}
        <p class="small">{words.say("accreditation.file.private")}</p>
        <div class="actions"><button class="main">{words.say("accreditation.form.send")}</button></div>
      </form>
    </>, status);
}

/** Why it came back, over the form in which it is completed. */
function Because({ steps, words }: { steps: readonly ShownStep[]; words: Words }) {
  const last = steps.findLast((it) => it.deed === "returned");
  return last?.because ? <div class="flash"><p>{words.say("accreditation.step.returned")} <q class="lines" dir="auto">{last.because}</q></p></div> : null;
}

/** What was sent with an application. */
export const Sent = ({ sent, track, words }: { sent: ShownFile; track: Track; words: Words }) => (
  <section aria-labelledby="sent"><h2 id="sent">{words.say("accreditation.file.sent")}</h2>
    <h3>{words.say("accreditation.form.statement")}</h3><p class="lines" dir="auto">{sent.statement}</p>
    {Object.entries(sent.documents).map(([kind, text]) => { const known = track.documents.find((it) => it.kind === kind); return <><h3>{known ? <InWords it={known.name} words={words} /> : kind}</h3><p dir="auto">{text}</p></>; })}
    {sent.appeal && <><h3>{words.say("accreditation.appeal.label")}</h3><p class="lines" dir="auto">{sent.appeal}</p></>}
  </section>
);

/** What comes next, with its day. */
export function nextSaid(words: Words, it: ShownAccreditation, now: Date): string {
  if (it.state === "circulated" && !mayBeObjectedTo(it, dayOf(now))) return words.say("accreditation.next.circulated.over", { day: words.day(it.windowEnds!) });
  if (it.state === "refused" && it.appealUntil && !it.appealedDay) return words.say("accreditation.next.refused.appeal", { day: words.day(it.appealUntil) });
  return words.say(`accreditation.next.${it.state}`, { day: it.windowEnds ? words.day(it.windowEnds) : "–", phase: it.phase });
}

async function showFile(c: Door, { process, body, file, earlier }: FileRoom, form: Typed, status: 200 | 422 = 200) {
  const { db, viewer, words } = c.var;
  const [track, sent, steps, objections] = [await trackById(db, file.trackId), await sentIn(db, file, viewer), await stepsOf(db, file, viewer), await objectionsTo(db, file, viewer)];
  const isFocal = answersFor(viewer, file.stakeholderId);
  const name = words.pick(body.name).text;
  const to = (deed: string) => here(c)(`${fileAddress(process, body)}/${deed}`);
  return showPage(c, { title: words.say("accreditation.file.title", { name }), crumbs: crumbsTo(c, process, { name }), process: barOf(process, "process"), unlisted: true },
    <>
      <p class="eyebrow">{doorName(words, track)}</p>
      <h1>{words.say("accreditation.file.title", { name })}</h1>
      <p><StateMark state={file.state} words={words} /></p>
      <p class="lede">{nextSaid(words, file, c.var.now)}</p>
      <p class="small soft">{words.say("accreditation.file.private")}{mayOfficiate(viewer, process.id) && <> <a href={here(c)(fileDeskAddress(process, body))}>{words.say("accreditation.desk.page")}</a></>}</p>
      {isFocal && file.state === "returned" && <p><a class="button main" href={here(c)(applicationAddress(process, body))}>{words.say("accreditation.resubmit")}</a></p>}
      {isFocal && canApply(file) && <p><a href={here(c)(accreditationAddress(process))}>{words.say("accreditation.again")}</a></p>}
      <ErrorSummary form={form} words={words} />
      {objections.length > 0 && <section aria-labelledby="objections"><h2 id="objections">{words.say("accreditation.objections")}</h2>
        <ul class="entries">{objections.map((it) => (
          <li><ObjectionText it={it} words={words} address={(slug) => here(c)(stakeholderAddress({ slug }))} />
            {it.inConfidence && <p class="small">{words.say("accreditation.file.inConfidence")} <q class="lines" dir="auto">{it.inConfidence}</q></p>}
            {isFocal && <Reply it={it} form={form} words={words} action={to("reply")} />}
          </li>
        ))}</ul>
        {isFocal && !track.namesPublic && <form method="post" action={to("naming")}><Check name="named" label={words.say("accreditation.naming")} form={{ values: { named: file.named ? "yes" : "" }, problems: {} }} /><div class="actions"><button class="little">{words.say("stakeholders.save")}</button></div></form>}
      </section>}
      {isFocal && problemWith("appealed", file, track, 0, dayOf(c.var.now)) === null && <Appeal form={form} words={words} turn={file.turn} action={to("appeal")} />}
      {sent && <Sent sent={sent} track={track} words={words} />}
      <section aria-labelledby="history"><h2 id="history">{words.say("accreditation.file.history")}</h2><History steps={steps} words={words} />
        {earlier.map((it) => <p class="small"><StateMark state={it.state} words={words} /> {words.say("accreditation.door", { door: it.letter })} · {it.decidedDay ? words.day(it.decidedDay) : words.day(it.appliedDay)}</p>)}
      </section>
      {isFocal && isLive(file) && <form method="post" action={to("withdrawal")}><p class="small">{words.say("accreditation.withdraw.text")}</p><input type="hidden" name="turn" value={file.turn} /><div class="actions"><button>{words.say("accreditation.withdraw")}</button></div></form>}
    </>, status);
}

/** Where a body answers an objection: one form each, of which that in which something is wrong keeps what was typed. */
function Reply({ it, form, words, action }: { it: { number: number; reply: string | null; inConfidence: string | null }; form: Typed; words: Words; action: string }) {
  const isTyped = form.values.number === String(it.number);
  const id = `reply-${it.number}`;
  const problem = isTyped ? form.problems.reply : undefined;
  return (
    <form method="post" action={action} id={isTyped ? "reply" : undefined}>
      <input type="hidden" name="number" value={it.number} />
      <div class={problem ? "field invalid" : "field"}><label for={id}>{words.say("accreditation.reply")}</label>{problem && <p class="error" id={`${id}-error`}>{problem}</p>}
        <textarea id={id} name="reply" rows={3} dir="auto" aria-describedby={problem ? `${id}-error` : undefined}>{isTyped ? form.values.reply : it.reply ?? it.inConfidence ?? ""}</textarea></div>
      <label class="choice"><input type="checkbox" name="beside" value="yes" checked={isTyped ? form.values.beside === "yes" : it.inConfidence === null} /><span>{words.say("accreditation.reply.beside")}</span></label>
      <div class="actions"><button>{words.say("accreditation.reply.send")}</button></div>
    </form>
  );
}

const Appeal = ({ form, words, turn, action }: { form: Typed; words: Words; turn: number; action: string }) => (
  <section class="card strong" aria-labelledby="appealing"><h2 id="appealing">{words.say("accreditation.appeal")}</h2>
    <form method="post" action={action}><input type="hidden" name="turn" value={turn} /><TextArea name="appeal" label={words.say("accreditation.appeal.label")} form={form} rows={6} required /><div class="actions"><button class="main">{words.say("accreditation.appeal")}</button></div></form>
  </section>
);
