import { Hono, type MiddlewareHandler } from "hono";
import { dayOf } from "../ground/clock.ts";
import { asViewer } from "../ground/db/request.ts";
import { Refusal } from "../ground/refusal.ts";
import { mayOfficiate } from "../ground/viewer.ts";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, readForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { meetingNumberIn } from "../concepts/meetings/meeting.ts";
import { meetingByNumber } from "../concepts/meetings/store.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { refuseUnderRule } from "../concepts/registrations/operations.ts";
import { genders, isLive } from "../concepts/registrations/registration.ts";
import { registrationAddress, registrationDeskAddress } from "../concepts/registrations/addresses.ts";
import { registrationsAt, type KnownRegistration } from "../concepts/registrations/store.ts";
import { selectionAddress, selectionDeskAddress } from "../concepts/selections/addresses.ts";
import { findChances, runOf, type ChancesTask, type Run } from "../concepts/selections/chances.ts";
import { PlanInput, PublicationInput, ReplacementInput, SeedInput } from "../concepts/selections/inputs.ts";
import { drawSelection, keepChances, panelOf, planSelection, pooled, pooledNow, publishSelection, replaceMember, taskOf, type Pooled } from "../concepts/selections/operations.ts";
import { applies, groupChances, methods, type Category, type Selection } from "../concepts/selections/selection.ts";
import { filesOf, selectionAt } from "../concepts/selections/store.ts";
import { categoryName, changeSaid, valueName } from "../concepts/selections/words.ts";
import { regionalGroups, sectors } from "../concepts/stakeholders/stakeholder.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { allThemes } from "../concepts/themes/store.ts";
import type { Theme } from "../concepts/themes/theme.ts";
import { forumOfMeeting, meetingCrumbs, MeetingEyebrow, OneButton, officiatedRoom, tellRegistered, type MeetingRoom } from "./meeting-room.tsx";
import { indicoList } from "./indico-list.ts";
import { ChancesByGroup, DrawFacts, Quotas, Replacements } from "./selection-views.tsx";

const at = "/desk/:process/meetings/:meeting{[1-9][0-9]*}/selection";

/** Where officers set size and quotas, see the chances, publish them, draw from words said in public, and replace who declined. */
export const selectionDesk = new Hono<Env>()
  .get(at, async (c) => showDesk(c, await officiatedRoom(c), {}))
  .get(`${at}/panel.csv`, async (c) => {
    const room = await officiatedRoom(c);
    refuseUnderRule(room.meeting, room.blocks);
    const it = await selectionAt(c.var.db, room.meeting, c.var.viewer);
    if (it?.state !== "drawn") throw new Refusal("not-now", "selection-not-drawn", { meeting: room.meeting.number });
    const { panel } = await panelOf(c.var.db, c.var.viewer, room.meeting, it);
    return indicoList(c, room.meeting.number, panel.map((one) => one.registration).filter(isLive));
  })
  .post(`${at}/plan`, async (c) => {
    const room = await officiatedRoom(c);
    const read = await readForm(c, PlanInput);
    if (!read.ok) return showDesk(c, room, { plan: read.form });
    return c.var.upload ? keep(c, room) : back(c, room, "flash.selection.planned"); // kept by `findChancesFirst`, and nobody has applied yet
  })
  .post(`${at}/chances`, async (c) => keep(c, await officiatedRoom(c)))
  .post(`${at}/publication`, async (c) => {
    const room = await officiatedRoom(c);
    const read = await readForm(c, PublicationInput);
    if (!read.ok) return showDesk(c, room, { publication: read.form });
    await publishSelection(c.var.db, c.var.viewer, room.meeting, read.input, c.var.house.settings.smallCell.public, c.var.now, c.var.chance);
    await tellAll(c, room, await applicants(c, room), "selections.told.published");
    return back(c, room, "flash.selection.published");
  })
  .post(`${at}/draw`, async (c) => {
    const room = await officiatedRoom(c);
    const read = await readForm(c, SeedInput);
    if (!read.ok) return showDesk(c, room, { seed: read.form });
    const before = await applicants(c, room);
    const drawn = await drawSelection(c.var.db, c.var.viewer, room.meeting, await forumOfMeeting(c, room.meeting), read.input.seed, c.var.house.settings.smallCell.public, c.var.now, c.var.chance);
    const names = new Set(drawn.map((it) => it.id));
    await tellAll(c, room, drawn, "selections.told.drawn");
    await tellAll(c, room, before.filter((it) => !names.has(it.id)), "selections.told.not-drawn");
    return back(c, room, "flash.selection.drawn");
  })
  .post(`${at}/replacement`, async (c) => {
    const room = await officiatedRoom(c);
    const read = await readForm(c, ReplacementInput);
    if (!read.ok) throw new Refusal("not-valid", "form-broken");
    const comer = await replaceMember(c.var.db, c.var.viewer, room.meeting, await forumOfMeeting(c, room.meeting), read.input.pseudonym, c.var.now, c.var.chance);
    if (comer) await tellAll(c, room, [comer], "selections.told.drawn");
    return back(c, room, comer ? "flash.selection.replaced" : "flash.selection.nobody");
  });

const back = (c: Door, { process, meeting }: MeetingRoom, key: Parameters<typeof onward>[2]) => onward(c, selectionDeskAddress(process, meeting), key);
const applicants = async ({ var: { db, viewer } }: Door, { meeting }: MeetingRoom) => (await registrationsAt(db, meeting.id, viewer)).filter((it) => applies(meeting, it));

async function tellAll(c: Door, room: MeetingRoom, all: readonly KnownRegistration[], key: "selections.told.published" | "selections.told.drawn" | "selections.told.not-drawn") {
  const days = (await selectionAt(c.var.db, room.meeting, c.var.viewer))?.answerDays ?? 0;
  for (const it of all) await tellRegistered(c, room, it, "selection-told", key, { days });
}

/** How long a request waits for the chances before it says how far they are. */
const waitSeconds = 4;
type Computed = { task: ChancesTask; run: Run } | null;

/** Keep the plan that was sent, if one was, and have the chances found before the request's transaction begins, in a thread of their own: the embedded database has one session for everybody. Only for officers. */
export const findChancesFirst: MiddlewareHandler<Env> = async (c, next) => {
  if (c.req.method !== "POST" || c.var.viewer.kind === "visitor") return next();
  const { house, viewer } = c.var;
  const [, , , process = "", , number = "", , deed = ""] = c.req.path.split("/");
  const plan = deed === "plan" ? await readForm(c, PlanInput) : null;
  if (plan && !plan.ok) return next();
  const task = await asViewer(house.database.db, viewer, async (tx) => {
    const of = await processBySlug(tx, process);
    if (!mayOfficiate(viewer, of.id)) return null;
    const meeting = await meetingByNumber(tx, of.id, meetingNumberIn(number), viewer);
    if (plan) await planSelection(tx, viewer, meeting, plan.input, c.var.now, house.chance);
    const selection = await selectionAt(tx, meeting, viewer);
    if (selection?.state !== "draft") return null;
    const pool = await pooled(tx, viewer, meeting, selection, house.chance);
    return pool.length === 0 ? null : taskOf(selection, pool);
  });
  c.set("upload", task && ({ task, run: await findChances(task, waitSeconds) } satisfies Computed));
  return next();
};

async function keep(c: Door, room: MeetingRoom) {
  const { db, viewer, now } = c.var;
  const computed = c.var.upload as Computed | undefined;
  if (!computed) throw new Refusal("not-now", "selection-nobody", { meeting: room.meeting.number });
  if (computed.run.state === "unfit") throw new Refusal("not-valid", "selection-unfit", { because: computed.run.because });
  if (computed.run.state === "found") await keepChances(db, viewer, room.meeting, computed.task, computed.run.found, now);
  return back(c, room, computed.run.state === "found" ? (computed.run.found.feasible ? "flash.selection.computed" : "flash.selection.infeasible") : computed.run.state === "failed" ? "flash.selection.failed" : "flash.selection.computing");
}

/** Forms that were sent and came back. */
type Forms = { plan?: Typed; publication?: Typed; seed?: Typed };

async function showDesk(c: Door, room: MeetingRoom, forms: Forms) {
  const { words, db, viewer } = c.var;
  const { process, meeting } = room;
  const [it, themes, all] = [await selectionAt(db, meeting, viewer), await allThemes(db), await applicants(c, room)];
  const title = words.say("selections.desk");
  const wrong = Object.values(forms).some((form) => Object.keys(form.problems).length > 0);
  return showPage(c, { title, crumbs: [...meetingCrumbs({ c, process, meeting }, words.say("registrations.desk")).slice(0, 2), { name: words.say("registrations.desk"), address: here(c)(registrationDeskAddress(process, meeting)) }, { name: title }], process: barOf(process, null), unlisted: true },
    <>
      <MeetingEyebrow meeting={meeting} words={words} />
      <h1>{title}</h1>
      <p class="lede">{!it || it.state === "draft" ? words.say("selections.desk.lede", { count: all.length }) : words.say("selections.desk.lede.public")}</p>
      {it && it.state !== "draft" && <><p><a href={here(c)(selectionAddress(process, meeting))}>{words.say("selections.see")}</a></p><section class="card" aria-labelledby="draw"><h2 id="draw">{words.say("selections.draw")}</h2><DrawFacts it={it} words={words} /></section></>}
      {it?.state === "draft" && <Finding c={c} room={room} it={it} themes={themes} form={forms.publication ?? untouched()} />}
      {(!it || it.state === "draft") && <PlanForm c={c} room={room} it={it} themes={themes} all={all} form={forms.plan ?? untouched(it ? typedOf(it) : usualPlan(meeting))} />}
      {it?.state === "published" && <Drawing c={c} room={room} it={it} form={forms.seed ?? untouched()} />}
      {it?.state === "drawn" && <Panel c={c} room={room} it={it} />}
      {it && it.state !== "draft" && <section aria-labelledby="quotas"><h2 id="quotas">{words.say("selections.quotas")}</h2><Quotas it={it} words={words} themes={themes} /></section>}
    </>, wrong ? 422 : 200);
}

/** What the form begins with: no more of one organisation than it has seats at this meeting. */
const usualPlan = ({ modalities: { seatsPerOrganisation } }: MeetingRoom["meeting"]): Typed["values"] => ({ size: "25", alternates: "5", answerDays: "5", method: "leximin", perOrganisation: String(seatsPerOrganisation ?? "") });

const typedOf = ({ size, perOrganisation, method, alternates, answerDays, quotas }: Selection): Typed["values"] => ({
  size: String(size), perOrganisation: perOrganisation === null ? "" : String(perOrganisation), method, alternates: String(alternates), answerDays: String(answerDays),
  ...Object.fromEntries(quotas.flatMap((it) => [[`min ${it.category} ${it.value}`, String(it.min)], [`max ${it.category} ${it.value}`, it.max === size ? "" : String(it.max)]])),
});

type PlanProps = { c: Door; room: MeetingRoom; it: Selection | null; themes: readonly Theme[]; all: readonly KnownRegistration[]; form: Typed };

/** The values of each category that a quota may be set on, with how many applied; of themes those that somebody named. */
const offeredValues = (all: readonly KnownRegistration[]): [Category, string[]][] => [
  ["region", [...regionalGroups]], ["sector", [...sectors]], ["gender", [...genders]], ["experience", ["first-time", "returning"]], ["expertise", [...new Set(all.flatMap((it) => it.expertise ?? []))].toSorted()],
];

function PlanForm({ c, room: { process, meeting }, themes, all, form }: PlanProps) {
  const { words } = c.var;
  const count = (category: Category, value: string) => all.filter((it) => ({ region: it.region, sector: it.sector, gender: it.gender, experience: it.firstTime ? "first-time" : "returning", expertise: it.expertise })[category] === value).length;
  const bound = (side: "min" | "max", name: string, label: string) => <input name={`${side} ${name}`} id={`${side} ${name}`} size={4} inputmode="numeric" aria-label={label} aria-invalid={form.problems[`${side} ${name}`] ? "true" : undefined} value={form.values[`${side} ${name}`]} />;
  return (
    <section aria-labelledby="plan"><h2 id="plan">{words.say("selections.plan")}</h2>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={here(c)(`${selectionDeskAddress(process, meeting)}/plan`)}>
        <TextField name="size" label={words.say("selections.size")} inputmode="numeric" form={form} required />
        {offeredValues(all).filter(([, values]) => values.length > 0).map(([category, values]) => (
          <details open={values.some((it) => form.values[`min ${category} ${it}`] !== undefined)}><summary>{words.say("selections.quota.of", { category: categoryName(words, category) })}</summary>
            <table class="stack" role="table"><caption>{words.say("selections.quota.caption")}</caption>
              <thead role="rowgroup"><tr role="row">{(["value", "applied", "least", "most"] as const).map((one) => <th role="columnheader" scope="col">{words.say(`selections.column.${one}`)}</th>)}</tr></thead>
              <tbody role="rowgroup">{values.map((value) => { const name = valueName(words, { category, value }, themes); return (
                <tr role="row"><th role="rowheader" scope="row">{name}</th><td role="cell" data-label={words.say("selections.column.applied")}>{words.number(count(category, value))}</td>
                  <td role="cell" data-label={words.say("selections.column.least")}>{bound("min", `${category} ${value}`, `${words.say("selections.column.least")}: ${name}`)}</td><td role="cell" data-label={words.say("selections.column.most")}>{bound("max", `${category} ${value}`, `${words.say("selections.column.most")}: ${name}`)}</td></tr>); })}</tbody>
            </table>
          </details>
        ))}
        <TextField name="perOrganisation" label={words.say("selections.cap.label")} inputmode="numeric" form={form} />
        <ChoiceField name="method" label={words.say("selections.method")} form={form} choices={methods.map((it) => ({ value: it, name: words.say(`selections.method.${it}`) }))} />
        <TextField name="alternates" label={words.say("selections.alternates")} inputmode="numeric" form={form} required />
        <TextField name="answerDays" label={words.say("selections.answer-days")} inputmode="numeric" form={form} required />
        <div class="actions"><button class="main">{words.say("selections.plan.save")}</button></div>
      </form>
    </section>
  );
}

/** Whether the quotas can be kept and with which chances; then where and when the seed will be spoken. */
async function Finding({ c, room, it, themes, form }: { c: Door; room: MeetingRoom; it: Selection; themes: readonly Theme[]; form: Typed }) {
  const { words, db, viewer } = c.var;
  const { process, meeting } = room;
  const own = here(c)(selectionDeskAddress(process, meeting));
  const pool = await pooledNow(db, viewer, meeting, it);
  const run = pool.length > 0 ? runOf(taskOf(it, pool)) : null;
  const running = it.relaxation === null && (run?.state === "running" || run?.state === "found") ? run : null;
  return (
    <section class="card strong" aria-labelledby="finding"><h2 id="finding">{words.say("selections.finding")}</h2>
      {it.relaxation === null && !running && <p>{words.say("selections.finding.not-yet")}</p>}
      {running && <p role="status">{running.state === "found" ? words.say("selections.finding.ready") : words.say(`selections.finding.${running.what}`, { share: words.percent(running.share) })}</p>}
      {it.relaxation !== null && it.relaxation.length > 0 && <><p><strong>{words.say("selections.infeasible")}</strong></p><ul>{it.relaxation.map((change) => <li>{changeSaid(words, change, themes)}</li>)}</ul></>}
      {(it.relaxation === null || it.relaxation.length > 0) && <div class="actions"><OneButton action={`${own}/chances`} main={it.relaxation === null}>{words.say(running ? "selections.finding.look" : "selections.finding.find")}</OneButton></div>}
      {it.relaxation?.length === 0 && <Publishing c={c} room={room} it={it} pool={pool} form={form} />}
    </section>
  );
}

async function Publishing({ c, room, it, pool, form }: { c: Door; room: MeetingRoom; it: Selection; pool: readonly Pooled[]; form: Typed }) {
  const { words, db, viewer } = c.var;
  const files = await filesOf(db, room.meeting, it, viewer);
  const known = files ? pool.flatMap(({ applicant, registration }) => { const chance = files.chances.probabilities[applicant.pseudonym]; return chance === undefined ? [] : [{ sector: registration.sector, region: registration.region ?? "none", chance }]; }) : [];
  return (
    <>
      <p>{words.say("selections.feasible")}</p>
      {known.length > 0 && <ChancesByGroup it={groupChances(known, { sectors, regions: [...regionalGroups, "none"] }, c.var.house.settings.smallCell.public)} words={words} least={c.var.house.settings.smallCell.public} />}
      <h3>{words.say("selections.publish")}</h3>
      <p>{words.say("selections.publish.text")}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={here(c)(`${selectionDeskAddress(room.process, room.meeting)}/publication`)}>
        <TextField name="seedDay" type="date" label={words.say("selections.seed-day")} form={form} required />
        <TextField name="seedPlace" label={words.say("selections.seed-place")} hint={words.say("selections.seed-place.hint")} form={form} dir="auto" required />
        <div class="actions"><button class="main">{words.say("selections.publish")}</button></div>
      </form>
    </>
  );
}

const Drawing = ({ c, room: { process, meeting }, it, form }: { c: Door; room: MeetingRoom; it: Selection; form: Typed }) => (
  <section class="card strong" aria-labelledby="drawing"><h2 id="drawing">{c.var.words.say("selections.drawing")}</h2>
    <p>{c.var.words.say(dayOf(c.var.now) < it.seedDay! ? "selections.drawing.before" : "selections.drawing.text", { day: c.var.words.day(it.seedDay!), place: it.seedPlace! })}</p>
    <ErrorSummary form={form} words={c.var.words} />
    {dayOf(c.var.now) >= it.seedDay! && <form method="post" action={here(c)(`${selectionDeskAddress(process, meeting)}/draw`)}>
      <TextField name="seed" label={c.var.words.say("selections.seed")} hint={c.var.words.say("selections.seed.hint")} form={form} autocomplete="off" dir="auto" required />
      <div class="actions"><button class="main">{c.var.words.say("selections.drawing.draw")}</button></div>
    </form>}
  </section>
);

/** The panel with its people, for officers alone; who does not come is replaced by one press. */
async function Panel({ c, room, it }: { c: Door; room: MeetingRoom; it: Selection }) {
  const { words, db, viewer } = c.var;
  const { process, meeting } = room;
  const { panel, gone, replaced } = await panelOf(db, viewer, meeting, it);
  const out = new Set(gone.map((one) => one.applicant.pseudonym));
  return (
    <section aria-labelledby="panel"><h2 id="panel">{words.say("selections.panel")}</h2>
      <table class="stack" role="table"><caption>{words.say(it.underRule ? "selections.panel.caption.under-rule" : "selections.panel.caption")}</caption>
        <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">{words.say("registrations.column.person")}</th><th role="columnheader" scope="col">{words.say("selections.own.pseudonym")}</th><th role="columnheader" scope="col">{words.say("registrations.column.body")}</th><th role="columnheader" scope="col">{words.say("registrations.column.state")}</th></tr></thead>
        <tbody role="rowgroup">{panel.map(({ applicant, registration }) => (
          <tr role="row"><th role="rowheader" scope="row"><a href={here(c)(registrationAddress(process, meeting, registration))} dir="auto">{registration.name}</a></th><td role="cell" data-label={words.say("selections.own.pseudonym")}><code>{applicant.pseudonym}</code></td><td role="cell" data-label={words.say("registrations.column.body")}><bdi>{words.pick(registration.organisation).text}</bdi></td>
            <td role="cell" data-label={words.say("registrations.column.state")}>{out.has(applicant.pseudonym) ? <><span class="state not">{words.say("selections.declined")}</span> {!replaced.some((one) => one.out === applicant.pseudonym) && <OneButton action={here(c)(`${selectionDeskAddress(process, meeting)}/replacement`)} fields={{ pseudonym: applicant.pseudonym }}>{words.say("selections.replace")}</OneButton>}</> : applicant.acceptedDay ? <span class="state reflected">{words.say("selections.accepted")}</span> : <span class="state waiting">{words.say("selections.no-answer")}</span>}</td></tr>))}</tbody>
      </table>
      {!it.underRule && <p class="small"><a href={here(c)(`${selectionDeskAddress(process, meeting)}/panel.csv`)} download>{words.say("selections.panel.csv")}</a></p>}
      {replaced.length > 0 && <Replacements of={replaced} words={words} />}
    </section>
  );
}
