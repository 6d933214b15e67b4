import { Hono } from "hono";
import { Refusal } from "../ground/refusal.ts";
import { readChoices } from "../ground/web/choices.tsx";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { ErrorSummary, readForm, untouched, type Typed } from "../ground/web/forms.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { isolatesOut } from "../ground/web/xml.ts";
import { z } from "@hono/zod-openapi";
import { registrationAddress, registrationDeskAddress } from "../concepts/registrations/addresses.ts";
import { AttendanceInput, DecisionsInput } from "../concepts/registrations/inputs.ts";
import { isUnderTheRule } from "../concepts/meetings/meeting.ts";
import { noteAttendance, publishFigures, refuseUnderRule, roomOf } from "../concepts/registrations/operations.ts";
import { asPrepared, prepareRegistrations, prepareSeats, sendRegistrations, stands, takeBack } from "../concepts/registrations/preparing.ts";
import { decisions, isLive, registrationStates, type PreparedDecision } from "../concepts/registrations/registration.ts";
import { figuresAt, preparedAt, registrationsAt, type KnownRegistration } from "../concepts/registrations/store.ts";
import { Balance, groupName, RegistrationMark, toldKey } from "../concepts/registrations/views.tsx";
import { selectionDeskAddress } from "../concepts/selections/addresses.ts";
import { selectionAt } from "../concepts/selections/store.ts";
import { csvOf, spreadsheet, xlsxOf } from "../concepts/stakeholders/directory/export.ts";
import { countryName } from "../concepts/stakeholders/views.tsx";
import { barOf } from "../concepts/texts/pages.tsx";
import { indicoList } from "./indico-list.ts";
import { docxOf } from "./word-document.ts";
import { forumOfMeeting, meetingCrumbs, MeetingEyebrow, OneButton, officiatedRoom, tellRegistered, type MeetingRoom } from "./meeting-room.tsx";

const at = "/desk/:process/meetings/:meeting{[1-9][0-9]*}/registrations";
const TakingBackInput = z.object({ registration: z.string() });
const FiguresInput = z.object({ what: z.enum(["applied", "came", "spoke"]) });

/** Where officers see who is registered for a meeting, prepare decisions, take them back or send them, take lists along, and note who came. */
export const registrationsDesk = new Hono<Env>()
  .get(at, async (c) => showDesk(c, await officiatedRoom(c), untouched({ decision: "registered" })))
  .post(`${at}/decisions`, async (c) => prepare(c, await officiatedRoom(c)))
  .post(`${at}/seats`, async (c) => {
    const room = await officiatedRoom(c);
    await refuseWhereDrawn(c, room);
    const count = await prepareSeats(c.var.db, c.var.viewer, room.meeting, c.var.now);
    return onward(c, preparedAddress(room), "flash.registrations.prepared", { count });
  })
  .post(`${at}/decisions/removal`, async (c) => {
    const room = await officiatedRoom(c);
    const read = await readForm(c, TakingBackInput);
    if (!read.ok) throw new Refusal("not-valid", "form-broken");
    await takeBack(c.var.db, c.var.viewer, room.meeting, read.input.registration, c.var.now);
    return onward(c, registrationDeskAddress(room.process, room.meeting), "flash.accreditation.unprepared");
  })
  .post(`${at}/decisions/sending`, async (c) => {
    const room = await officiatedRoom(c);
    const { decided, left } = await sendRegistrations(c.var.db, c.var.viewer, room.meeting, await forumOfMeeting(c, room.meeting), c.var.now, c.var.chance);
    for (const it of decided) await tellRegistered(c, room, it, "registration-told", toldKey(room.meeting, it.state));
    return onward(c, registrationDeskAddress(room.process, room.meeting), left === 0 ? "flash.registrations.decided" : "flash.registrations.left", { count: decided.length, left });
  })
  .post(`${at}/attendance`, async (c) => {
    const room = await officiatedRoom(c);
    const read = await readChoices(c, AttendanceInput, ["shown", "came", "spoke"]);
    if (!read.ok) throw new Refusal("not-valid", "form-broken");
    await noteAttendance(c.var.db, c.var.viewer, room.meeting, room.blocks, read.input, c.var.now);
    return onward(c, registrationDeskAddress(room.process, room.meeting), "flash.registrations.attendance");
  })
  .post(`${at}/figures`, async (c) => publish(c, await officiatedRoom(c)))
  .get(`${at}.csv`, async (c) => handOut(c, "text/csv; charset=utf-8", "csv", csvOf(await tableOf(c, await listedRoom(c)))))
  .get(`${at}.xlsx`, async (c) => handOut(c, spreadsheet, "xlsx", await xlsxOf(await tableOf(c, await listedRoom(c)), c.var.words.say("registrations.desk"), c.var.words.direction === "rtl")))
  .get(`${at}/indico.csv`, async (c) => {
    const room = await listedRoom(c);
    return indicoList(c, room.meeting.number, (await everybody(c, room)).filter((it) => it.state === "registered"));
  })
  .get(`${at}.docx`, async (c) => listOfParticipants(c, await listedRoom(c)));

/** The meeting of the address, if lists of its people may leave the house: of one under the Rule none does. */
async function listedRoom(c: Door): Promise<MeetingRoom> {
  const room = await officiatedRoom(c);
  refuseUnderRule(room.meeting, room.blocks);
  return room;
}

const everybody = ({ var: { db, viewer } }: Door, { meeting }: MeetingRoom) => registrationsAt(db, meeting.id, viewer);

/** Of a meeting for selected people the draw gives the seats, and no officer. */
async function refuseWhereDrawn({ var: { db, viewer } }: Door, { meeting }: MeetingRoom) {
  if (meeting.admission === "selected" && (await selectionAt(db, meeting, viewer))) throw new Refusal("not-now", "seats-by-draw", { meeting: meeting.number });
}

const preparedAddress = ({ process, meeting }: MeetingRoom) => `${registrationDeskAddress(process, meeting)}#prepared`;

async function prepare(c: Door, room: MeetingRoom) {
  const { db, viewer, now } = c.var;
  const read = await readChoices(c, DecisionsInput, ["chosen"]);
  if (!read.ok) return showDesk(c, room, read.form);
  const { decision, chosen, line } = read.input;
  if (decision === "registered") await refuseWhereDrawn(c, room);
  const all = chosen.map((it) => { const [id = "", turn = ""] = it.split(" "); return { id, turn: Number(turn), line: [read.form.values[`line-${id}`]?.trim(), line].filter(Boolean).join("\n\n") || null }; });
  await prepareRegistrations(db, viewer, room.meeting, decision, all, now);
  return onward(c, preparedAddress(room), "flash.registrations.prepared", { count: all.length });
}

async function publish(c: Door, room: MeetingRoom) {
  const { db, viewer, now, house } = c.var;
  const read = await readForm(c, FiguresInput);
  if (!read.ok) throw new Refusal("not-valid", "form-broken");
  const { what } = read.input;
  if (what !== "applied") refuseUnderRule(room.meeting, room.blocks);
  const all = (await everybody(c, room)).filter((it) => (what === "applied" ? isLive(it) : it[what] === true));
  await publishFigures(db, viewer, room.meeting, what, all, house.settings.smallCell.public, now);
  return onward(c, registrationDeskAddress(room.process, room.meeting), "flash.figures.published");
}

async function showDesk(c: Door, room: MeetingRoom, form: Typed) {
  const { words, db, viewer, now, house } = c.var;
  const { process, meeting, blocks } = room;
  const all = await everybody(c, room);
  const prepared = await preparedAt(db, meeting, viewer);
  const [figures, selection] = [await figuresAt(db, meeting.id), await selectionAt(db, meeting, viewer)];
  const title = words.say("registrations.desk");
  const own = here(c)(registrationDeskAddress(process, meeting));
  const under = isUnderTheRule(blocks, meeting);
  const formats = under ? [] : [{ name: words.say("directory.csv"), address: `${own}.csv`, type: "text/csv" }, { name: words.say("directory.xlsx"), address: `${own}.xlsx`, type: spreadsheet }, { name: words.say("registrations.indico"), address: `${own}/indico.csv`, type: "text/csv" }];
  return showPage(c, { title, crumbs: meetingCrumbs({ c, process, meeting }, title), process: barOf(process, null), unlisted: true, formats },
    <>
      <MeetingEyebrow meeting={meeting} words={words} />
      <h1>{title}</h1>
      <p class="lede">{words.say("registrations.desk.lede", { count: all.filter(isLive).length })}</p>
      <div class="actions">
        {(meeting.admission === "selected" || selection !== null || all.some((it) => it.wish === "panellist")) && <a class="button" href={here(c)(selectionDeskAddress(process, meeting))}>{words.say("selections.desk")}</a>}
        <a class="button" href={here(c)(registrationAddress(process, meeting))}>{words.say("registrations.see")}</a>
        {!under && <a class="button" href={`${own}.docx`}>{words.say("registrations.participants.word")}</a>}
      </div>
      {under && <p class="small">{words.say("registrations.desk.under-rule")}</p>}
      {!(meeting.admission === "selected" && selection) && <Seats c={c} room={room} all={asPrepared(all, prepared)} />}
      {prepared.size > 0 && <PreparedOnes c={c} room={room} all={all} prepared={prepared} />}
      <ErrorSummary form={form} words={words} />
      {all.length === 0 ? <div class="empty"><p>{words.say("registrations.none")}</p></div> : <Deciding c={c} room={room} all={all} prepared={prepared} form={form} />}
      {!under && now >= meeting.startsAt && <Attendance c={c} room={room} all={all} />}
      <section aria-labelledby="figures"><h2 id="figures">{words.say("registrations.figures")}</h2>
        <p>{words.say("registrations.figures.text")}</p>
        <div class="actions">{(["applied", ...(under || now < meeting.startsAt ? [] : (["came", "spoke"] as const))] as const).filter((what) => !figures.some((it) => it.what === what) && !(what === "applied" && selection)).map((what) => <OneButton action={`${own}/figures`} fields={{ what }}>{words.say(`registrations.figures.publish.${what}`)}</OneButton>)}</div>
      </section>
      <Balance all={figures} words={words} least={house.settings.smallCell.public} />
    </>, Object.keys(form.problems).length > 0 ? 422 : 200);
}

/** How many seats there are, and who gets the free ones by the rule. */
function Seats({ c, room: { process, meeting }, all }: { c: Door; room: MeetingRoom; all: readonly KnownRegistration[] }) {
  const { words } = c.var;
  const { seats, taken, next } = roomOf(meeting, all);
  const online = all.filter((it) => it.state === "applied" && it.mode === "online");
  return (
    <section class="card strong" aria-labelledby="seats"><h2 id="seats">{words.say("registrations.seats")}</h2>
      <p>{seats === null ? words.say("registrations.seats.open", { taken }) : words.say("registrations.seats.count", { taken, seats })}</p>
      {next.length > 0 && <details><summary>{words.say("registrations.seats.next", { count: next.length })}</summary><ol>{next.map((it) => <li><bdi>{it.name}</bdi>, {groupName(words, "sector", it.sector)}, {groupName(words, "region", it.region ?? "none")}</li>)}</ol></details>}
      <p class="small">{words.say("registrations.places.rule")}</p>
      {next.length + online.length > 0 && <div class="actions"><OneButton action={here(c)(`${registrationDeskAddress(process, meeting)}/seats`)} main>{words.say("registrations.seats.give", { count: next.length + online.length })}</OneButton></div>}
    </section>
  );
}

const columns = ["person", "body", "group", "asks", "state", "line"] as const;

type Waiting = { c: Door; room: MeetingRoom; all: readonly KnownRegistration[]; prepared: ReadonlyMap<string, PreparedDecision> };

/** What is decided and not sent: nobody else knows of it yet, and it can be taken back. */
function PreparedOnes({ c, room: { process, meeting }, all, prepared }: Waiting) {
  const { words } = c.var;
  const own = here(c)(registrationDeskAddress(process, meeting));
  const waiting = all.flatMap((it) => { const one = prepared.get(it.id); return one ? [{ it, one }] : []; });
  return (
    <section class="card strong" id="prepared" aria-labelledby="prepared-h"><h2 id="prepared-h">{words.say("prepared.title")} ({words.number(waiting.length)})</h2>
      <p>{words.say("registrations.prepared.text")}</p>
      <ul class="entries">{waiting.map(({ it, one }) => (
        <li><p><strong><bdi>{it.name}</bdi></strong>: {words.say(`registrations.decide.${one.decision}`)} <span class="soft">{words.say("registrations.decided", { by: one.by, day: words.day(one.day) })}</span>{one.line && <> <q class="lines" dir="auto">{one.line}</q></>}</p>
          {!stands(one, it) && <p class="small">{words.say("registrations.prepared.changed")}</p>}
          <OneButton action={`${own}/decisions/removal`} fields={{ registration: it.id }}>{words.say("accreditation.desk.undo", { name: it.name })}</OneButton></li>))}</ul>
      <div class="actions"><OneButton action={`${own}/decisions/sending`} main>{words.say("prepared.send")}</OneButton></div>
    </section>
  );
}

function Deciding({ c, room: { process, meeting }, all, prepared, form }: Waiting & { form: Typed }) {
  const { words } = c.var;
  const own = here(c)(registrationDeskAddress(process, meeting));
  const order = (it: KnownRegistration) => registrationStates.indexOf(it.state);
  return (
    <form method="post" action={`${own}/decisions`} id="chosen">
      <table class="stack" role="table"><caption>{words.say("registrations.table")}</caption>
        <thead role="rowgroup"><tr role="row">{columns.map((it) => <th role="columnheader" scope="col">{words.say(`registrations.column.${it}`)}</th>)}</tr></thead>
        <tbody role="rowgroup">{all.toSorted((a, b) => order(a) - order(b)).map((it) => (
          <tr role="row">
            <th role="rowheader" scope="row">{it.state === "withdrawn" || prepared.has(it.id) ? <bdi>{it.name}</bdi> : <label><input type="checkbox" name="chosen" value={`${it.id} ${it.turn}`} /> <bdi>{it.name}</bdi></label>}<br /><a class="small" href={here(c)(registrationAddress(process, meeting, it))}>{words.say("registrations.open", { name: it.name })}</a></th>
            <td role="cell" data-label={words.say("registrations.column.body")}><bdi>{words.pick(it.organisation).text}</bdi></td>
            <td role="cell" data-label={words.say("registrations.column.group")}>{groupName(words, "sector", it.sector)}<br /><span class="small soft">{groupName(words, "region", it.region ?? "none")}</span></td>
            <td role="cell" class="small" data-label={words.say("registrations.column.asks")}>{asksOf(c, it).map((one) => <>{one}<br /></>)}</td>
            <td role="cell" data-label={words.say("registrations.column.state")}><RegistrationMark it={it} words={words} />{prepared.has(it.id) && <><br /><span class="small">{words.say("prepared.title")}</span></>}{it.decidedBy && <><br /><span class="small soft">{words.say("registrations.decided", { by: it.decidedBy, day: words.day(it.decidedDay!) })}</span></>}</td>
            <td role="cell" data-label={words.say("registrations.column.line")}>{it.state !== "withdrawn" && !prepared.has(it.id) && <input name={`line-${it.id}`} dir="auto" aria-label={words.say("registrations.line.for", { name: it.name })} value={form.values[`line-${it.id}`]} />}</td>
          </tr>))}</tbody>
      </table>
      <div class="field"><label for="decision">{words.say("registrations.decision")}</label><select id="decision" name="decision">{decisions.map((it) => <option value={it} selected={form.values.decision === it}>{words.say(`registrations.decide.${it}`)}</option>)}</select></div>
      <div class="field"><label for="line">{words.say("registrations.line.all")}</label><textarea id="line" name="line" rows={2} dir="auto">{form.values.line ?? ""}</textarea></div>
      <div class="actions"><button class="main">{words.say("prepared.prepare")}</button></div>
    </form>
  );
}

/** What somebody asks for, a line each. */
function asksOf({ var: { words } }: Door, it: KnownRegistration): string[] {
  return [
    words.say(`registrations.wish.${it.wish}`), words.say(`registrations.mode.${it.mode}`), it.visaLetter ? words.say("registrations.form.visa") : null, it.accessibility,
    it.interpretation ? words.say("registrations.interpretation.into", { language: words.languageName(it.interpretation) }) : null, it.proof ? words.say("registrations.proof.sent") : null,
  ].filter((one) => one !== null);
}

/** Boxes for who came and who spoke. */
function Attendance({ c, room: { process, meeting }, all }: { c: Door; room: MeetingRoom; all: readonly KnownRegistration[] }) {
  const { words } = c.var;
  const registered = all.filter((it) => it.state === "registered");
  if (registered.length === 0) return null;
  return (
    <section aria-labelledby="attendance"><h2 id="attendance">{words.say("registrations.attendance")}</h2>
      <form method="post" action={here(c)(`${registrationDeskAddress(process, meeting)}/attendance`)}>
        <table class="stack" role="table"><caption>{words.say("registrations.attendance.text")}</caption>
          <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">{words.say("registrations.column.person")}</th><th role="columnheader" scope="col">{words.say("registrations.figures.came")}</th><th role="columnheader" scope="col">{words.say("registrations.figures.spoke")}</th></tr></thead>
          <tbody role="rowgroup">{registered.map((it) => (
            <tr role="row"><th role="rowheader" scope="row"><input type="hidden" name="shown" value={it.id} /><bdi>{it.name}</bdi></th>
              {(["came", "spoke"] as const).map((what) => <td role="cell" data-label={words.say(`registrations.figures.${what}`)}><input type="checkbox" name={what} value={it.id} checked={it[what] === true} aria-label={`${words.say(`registrations.figures.${what}`)}: ${it.name}`} /></td>)}
            </tr>))}</tbody>
        </table>
        <div class="actions"><button>{words.say("registrations.attendance.save")}</button></div>
      </form>
    </section>
  );
}

const heads = ["person", "email", "body", "sector", "region", "country", "wish", "mode", "days", "blocks", "needs", "visa", "interpretation", "state", "day"] as const;

/** The list as rows of words, a row of heads in front. */
async function tableOf(c: Door, room: MeetingRoom): Promise<string[][]> {
  const { words } = c.var;
  const row = (it: KnownRegistration): Record<(typeof heads)[number], string> => ({
    person: it.name, email: it.email, body: words.pick(it.organisation).text, sector: groupName(words, "sector", it.sector), region: groupName(words, "region", it.region ?? "none"), country: countryName(words, it.country) ?? "",
    wish: words.say(`registrations.wish.${it.wish}`), mode: words.say(`registrations.mode.${it.mode}`), days: it.days.join("; "), blocks: it.blocks.join("; "), needs: it.accessibility ?? "", visa: it.visaLetter ? words.say("registrations.yes") : "",
    interpretation: it.interpretation ? words.languageName(it.interpretation) : "", state: words.say(`registrations.state.${it.state}`), day: it.appliedDay,
  });
  return [heads.map((it) => words.say(`registrations.column.${it}`)), ...(await everybody(c, room)).map((it) => { const cells = row(it); return heads.map((head) => isolatesOut(cells[head])); })];
}

function handOut(c: Door, type: string, ending: string, body: string | Uint8Array<ArrayBuffer>) {
  c.header("Content-Disposition", `attachment; filename="registrations-${c.req.param("meeting")}.${ending}"`);
  c.header("Content-Type", type);
  return typeof body === "string" ? c.body(body) : c.body(body);
}

/** Those registered, for Word: by body. */
async function listOfParticipants(c: Door, room: MeetingRoom) {
  const { words } = c.var;
  const registered = (await everybody(c, room)).filter((it) => it.state === "registered");
  const title = `${words.say("registrations.participants")}: ${words.pick(room.meeting.title).text}`;
  const rows = registered.map((it) => [words.pick(it.organisation).text, it.name, groupName(words, "sector", it.sector), countryName(words, it.country) ?? ""]).toSorted((a, b) => words.compare(a[0]!, b[0]!) || words.compare(a[1]!, b[1]!));
  const head = (["body", "person", "sector", "country"] as const).map((it) => words.say(`registrations.column.${it}`));
  return handOut(c, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", await docxOf({ title, language: words.language, rightToLeft: words.direction === "rtl", blocks: [{ kind: "title", runs: [isolatesOut(title)] }, { kind: "table", head: head.map(isolatesOut), rows: rows.map((row) => row.map(isolatesOut)) }] }));
}
