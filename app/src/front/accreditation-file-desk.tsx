import { Hono } from "hono";
import { dayOf } from "../ground/clock.ts";
import { Refusal } from "../ground/refusal.ts";
import { TextArea } from "../ground/web/choices.tsx";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, readForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { flash, showPage } from "../ground/web/page.tsx";
import { mayBeObjectedTo } from "../concepts/accreditation/accreditation.ts";
import { accreditationDeskAddress, fileAddress, fileDeskAddress } from "../concepts/accreditation/addresses.ts";
import type { ShownAccreditation } from "../concepts/accreditation/disclosure.ts";
import { ObjectionInput, ReasonInput, SeenInput, SettlementInput } from "../concepts/accreditation/inputs.ts";
import { confirmComplete, returnFile, type Told } from "../concepts/accreditation/operations.ts";
import { enterObjection, settleObjection } from "../concepts/accreditation/operations/objections.ts";
import { objectionsTo, sentIn, stepsOf, trackById } from "../concepts/accreditation/store.ts";
import { doorName, History, ObjectionText, rulesOf, StateMark } from "../concepts/accreditation/views.tsx";
import type { Process } from "../concepts/processes/process.ts";
import { stakeholderAddress } from "../concepts/stakeholders/addresses.ts";
import { deskFrame } from "./accreditation-desk.tsx";
import { nextSaid, roomOf, Sent } from "./accreditation-file.tsx";
import { tellBodies } from "./accreditation-mail.ts";
import { officiatedProcess } from "./officiated.ts";

const at = "/desk/:process/accreditation/:slug";

/** One file as the secretariat works on it: is it complete, who objects, what became of an objection. */
export const accreditationFileDesk = new Hono<Env>()
  .get(at, async (c) => showFileDesk(c, await officiatedRoom(c), untouched()))
  .post(`${at}/completeness`, async (c) => {
    const room = await officiatedRoom(c);
    const form = await readForm(c, SeenInput);
    if (!form.ok) throw new Refusal("not-valid", "form-broken");
    return done(c, room, await confirmComplete(c.var.db, c.var.viewer, room.process, { id: room.file.id, turn: form.input.turn }, c.var.now, c.var.chance), accreditationDeskAddress(room.process));
  })
  .post(`${at}/return`, async (c) => {
    const room = await officiatedRoom(c);
    const form = await readForm(c, ReasonInput);
    if (!form.ok) return showFileDesk(c, room, form.form, 422);
    return done(c, room, await returnFile(c.var.db, c.var.viewer, room.process, { id: room.file.id, turn: form.input.turn }, form.input.because, c.var.now, c.var.chance), accreditationDeskAddress(room.process));
  })
  .post(`${at}/objections`, async (c) => {
    const room = await officiatedRoom(c);
    const form = await readForm(c, ObjectionInput);
    if (!form.ok) return showFileDesk(c, room, form.form, 422);
    const { turn, author, reason } = form.input;
    const track = await trackById(c.var.db, room.file.trackId);
    if (track.reasonRequired && reason.length < 10) return showFileDesk(c, room, { values: { turn: String(turn), author, reason }, problems: { reason: c.var.words.say("accreditation.error.reason") } }, 422);
    return done(c, room, await enterObjection(c.var.db, c.var.viewer, room.process, { id: room.file.id, turn }, { author, reason }, c.var.now, c.var.chance), fileDeskAddress(room.process, room.file.body));
  })
  .post(`${at}/settlement`, async (c) => {
    const room = await officiatedRoom(c);
    const form = await readForm(c, SettlementInput);
    if (!form.ok) return showFileDesk(c, room, form.form, 422);
    return done(c, room, await settleObjection(c.var.db, c.var.viewer, room.process, room.file.id, form.input, c.var.now, c.var.chance), fileDeskAddress(room.process, room.file.body));
  });

type DeskRoom = { process: Process; file: ShownAccreditation };
async function officiatedRoom(c: Door): Promise<DeskRoom> {
  await officiatedProcess(c);
  return roomOf(c);
}

async function done(c: Door, { process }: DeskRoom, told: Told, to: string) {
  await tellBodies(c, process, [told]);
  flash(c, "flash.accreditation.done");
  return c.redirect(here(c)(to), 303);
}

async function showFileDesk(c: Door, { process, file }: DeskRoom, form: Typed, status: 200 | 422 = 200) {
  const { db, viewer, words, now } = c.var;
  const [track, sent, steps, objections] = [await trackById(db, file.trackId), await sentIn(db, file, viewer), await stepsOf(db, file, viewer), await objectionsTo(db, file, viewer)];
  const name = words.pick(file.body.name).text;
  const to = (deed: string) => here(c)(`${fileDeskAddress(process, file.body)}/${deed}`);
  const turn = <input type="hidden" name="turn" value={file.turn} />;
  const standing = objections.filter((it) => it.state === "standing");
  return showPage(c, deskFrame(c, process, words.say("accreditation.file.title", { name }), name),
    <>
      <p class="eyebrow">{doorName(words, track)}</p>
      <h1>{words.say("accreditation.file.title", { name })}</h1>
      <p><StateMark state={file.state} words={words} /> {nextSaid(words, file, now)}</p>
      <p class="small"><a href={here(c)(stakeholderAddress(file.body))}>{name}</a> · <a href={here(c)(fileAddress(process, file.body))}>{words.say("accreditation.file.see")}</a></p>
      <ErrorSummary form={form} words={words} />
      <div class="split">
        <div>
          {sent && <Sent sent={sent} track={track} words={words} />}
          {objections.length > 0 && <section aria-labelledby="objections"><h2 id="objections">{words.say("accreditation.objections")}</h2><ul class="entries">{objections.map((it) => <li><ObjectionText it={it} words={words} address={(slug) => here(c)(stakeholderAddress({ slug }))} />{it.inConfidence && <p class="small">{words.say("accreditation.file.inConfidence")} <q class="lines" dir="auto">{it.inConfidence}</q></p>}</li>)}</ul></section>}
          <section aria-labelledby="history"><h2 id="history">{words.say("accreditation.file.history")}</h2><History steps={steps} words={words} /></section>
        </div>
        <div>
          <section class="card" aria-labelledby="rules"><h2 id="rules">{words.say("accreditation.door", { door: track.letter })}</h2><ul class="small">{rulesOf(words, track).map((it) => <li>{it}</li>)}</ul></section>
          {file.state === "received" && <section class="card strong" aria-labelledby="checking"><h2 id="checking">{words.say("accreditation.desk.checking")}</h2>
            <form method="post" action={to("completeness")}>{turn}<div class="actions"><button class="main">{words.say("accreditation.desk.complete")}</button></div></form>
            <form method="post" action={to("return")}>{turn}<TextArea name="because" label={words.say("accreditation.desk.missing")} form={form} rows={3} required /><div class="actions"><button>{words.say("accreditation.desk.return")}</button></div></form>
          </section>}
          {mayBeObjectedTo(file, dayOf(now)) && <section class="card strong" aria-labelledby="objecting"><h2 id="objecting">{words.say("accreditation.desk.object")}</h2>
            <form method="post" action={to("objections")}>{turn}
              {track.authorPublic ? <TextField name="author" label={words.say("accreditation.desk.author")} form={form} dir="auto" /> : <p class="small">{words.say("accreditation.rule.no-author")}</p>}
              <TextArea name="reason" label={words.say("calls.form.because")} hint={words.say("accreditation.desk.reason.hint")} form={form} rows={3} required={track.reasonRequired} />
              <div class="actions"><button class="main">{words.say("accreditation.desk.object")}</button></div></form>
          </section>}
          {standing.length > 0 && <section class="card" aria-labelledby="settling"><h2 id="settling">{words.say("accreditation.desk.settle")}</h2>
            <form method="post" action={to("settlement")}>
              <ChoiceField name="number" label={words.say("accreditation.objections")} form={form} choices={standing.map((it) => ({ value: String(it.number), name: words.say("accreditation.objection", { number: it.number }) }))} />
              <ChoiceField name="outcome" label={words.say("accreditation.desk.outcome")} form={form} choices={(["withdrawn", "set-aside"] as const).map((value) => ({ value, name: words.say(`accreditation.objection.${value}`) }))} />
              <TextArea name="because" label={words.say("calls.form.because")} hint={words.say("accreditation.desk.reason.hint")} form={form} rows={2} required />
              <div class="actions"><button>{words.say("accreditation.desk.settle")}</button></div></form>
          </section>}
        </div>
      </div>
    </>, status);
}
