import { Hono } from "hono";
import { momentSaid } from "../ground/clock-words.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, readForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { InWords } from "../ground/web/in-words.tsx";
import { meetingDeskAddress, meetingsAddress, settingUpAddress } from "../concepts/meetings/addresses.ts";
import { type KeptMeeting } from "../concepts/meetings/meeting.ts";
import { CopyInput, TemplateInput } from "../concepts/meetings/inputs.ts";
import { announceSeries, copyMeeting, draftMeeting } from "../concepts/meetings/operations.ts";
import { meetingByNumber, meetingsOf } from "../concepts/meetings/store.ts";
import { planFrom, templateNames } from "../concepts/meetings/templates.ts";
import { daysOfSeries } from "../concepts/meetings/times.ts";
import type { Process } from "../concepts/processes/process.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { statusOf } from "./meeting-desk-room.ts";
import { tellSpeakers } from "./speaker-mail.ts";
import { officiatedProcess } from "./officiated.ts";

const list = "/desk/:process/meetings";

/** Where officers begin meetings, from a template or a copy, and announce a series. */
export const meetingSetUp = new Hono<Env>()
  .get(list, async (c) => showAll(c, await officiatedProcess(c), untouched(usual)))
  .post(list, async (c) => setUp(c, await officiatedProcess(c)))
  .post(`${list}/copies`, async (c) => copy(c, await officiatedProcess(c)))
  .post(`${list}/series/:series/announcement`, async (c) => {
    const process = await officiatedProcess(c);
    for (const meeting of await announceSeries(c.var.db, c.var.viewer, process, inAddress(c, "series"), c.var.now, c.var.chance)) await tellSpeakers(c, process, meeting);
    return onward(c, settingUpAddress(process), "flash.meetings.announced");
  });

/** What the forms for a new meeting begin with. */
const usual = { template: "consultation", timeZone: "UTC", startsHour: "10:00", unit: "weeks" };

async function setUp(c: Door, process: Process) {
  const { db, viewer, now, chance, words } = c.var;
  const form = await readForm(c, TemplateInput);
  if (!form.ok) return showAll(c, process, { ...form.form, values: { ...usual, ...form.form.values } });
  if (process.nature === "record") return showAll(c, process, { values: usual, problems: { template: words.say("meetings.error.record") } });
  const { template, startsAt, timeZone } = form.input;
  const meeting = await draftMeeting(db, viewer, process, planFrom(template, startsAt, timeZone), now, chance);
  return onward(c, meetingDeskAddress(process, meeting), "flash.meeting.drafted");
}

/** One copy leads to its desk; a series to the list. */
async function copy(c: Door, process: Process) {
  const { db, viewer, now, chance } = c.var;
  const form = await readForm(c, CopyInput);
  if (!form.ok) return showAll(c, process, { ...form.form, values: { ...usual, ...form.form.values } });
  const { number, day, everyDays, times, otherDays } = form.input;
  const days = [...new Set([day, ...daysOfSeries(day, { everyDays, times }), ...otherDays])].toSorted();
  const copies = await copyMeeting(db, viewer, process, await meetingByNumber(db, process.id, number, viewer), days, now, chance);
  return copies.length === 1 ? onward(c, meetingDeskAddress(process, copies[0]!), "flash.meeting.drafted") : onward(c, `${settingUpAddress(process)}#draft`, "flash.meetings.drafted");
}

const states = ["draft", "announced", "closed", "cancelled"] as const;

async function showAll(c: Door, process: Process, form: Typed) {
  const { db, viewer, words } = c.var;
  const all = await meetingsOf(db, process.id, viewer);
  const title = words.say("meetings.desk");
  const crumbs = [{ name: words.say("meetings.title"), address: here(c)(meetingsAddress(process)) }, { name: title }];
  return showPage(c, { title, crumbs, process: barOf(process, "meetings"), unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("meetings.desk.lede")}</p>
      <ErrorSummary form={form} words={words} />
      <div class="split">
        <div>{states.map((state) => <OfState c={c} process={process} state={state} of={all.filter((it) => it.state === state)} />)}</div>
        <div><NewFrom c={c} process={process} form={form} />{all.length > 0 && <NewCopy c={c} process={process} form={form} all={all} />}</div>
      </div>
    </>, statusOf(form));
}

function OfState({ c, process, state, of }: { c: Door; process: Process; state: (typeof states)[number]; of: KeptMeeting[] }) {
  const { words, now } = c.var;
  const series = [...new Set(of.flatMap((it) => it.series ?? []))];
  if (of.length === 0 && state !== "draft") return null;
  return (
    <section id={state} aria-labelledby={`${state}-h`}><h2 id={`${state}-h`}>{words.say(`meetings.state.${state}`)}</h2>
      {of.length === 0 && <div class="empty"><p>{words.say("meetings.state.draft.none")}</p></div>}
      <ul class="entries">{(state === "closed" ? of.toReversed() : of).map((it) => <li class="row"><span><a href={here(c)(meetingDeskAddress(process, it))}><InWords it={it.title} words={words} /></a> <span class="soft small">{words.say("meetings.number", { number: it.number })} · {words.say(`meetings.kind.${it.kind}`)} · {momentSaid(words, it.startsAt, it.timeZone, now)}</span></span></li>)}</ul>
      {state === "draft" && series.map((it) => <form method="post" action={here(c)(`${settingUpAddress(process)}/series/${it}/announcement`)}><p class="small">{words.say("meetings.series.drafts", { count: of.filter((one) => one.series === it).length })} <button class="little">{words.say("meetings.series.announce")}</button></p></form>)}
    </section>
  );
}

const NewFrom = ({ c, process, form }: { c: Door; process: Process; form: Typed }) => {
  const { words } = c.var;
  return (
    <section class="card strong" aria-labelledby="new"><h2 id="new">{words.say("meetings.new")}</h2>
      <form method="post" action={here(c)(settingUpAddress(process))} novalidate>
        <ChoiceField name="template" label={words.say("meetings.new.template")} form={form} choices={templateNames.map((it) => ({ value: it, name: words.say(`meetings.template.${it}`) }))} />
        <TextField name="timeZone" label={words.say("calls.form.zone")} hint={words.say("calls.form.zone.hint")} form={form} />
        <TextField name="startsDay" type="date" label={words.say("meetings.form.starts.day")} form={form} />
        <TextField name="startsHour" label={words.say("meetings.form.starts.hour")} form={form} />
        <div class="actions"><button class="main">{words.say("meetings.new.save")}</button></div>
      </form>
    </section>
  );
};

const NewCopy = ({ c, process, form, all }: { c: Door; process: Process; form: Typed; all: KeptMeeting[] }) => {
  const { words } = c.var;
  return (
    <section class="card" aria-labelledby="copy"><h2 id="copy">{words.say("meetings.copy")}</h2>
      <form method="post" action={here(c)(`${settingUpAddress(process)}/copies`)} novalidate>
        <ChoiceField name="copyOf" label={words.say("meetings.copy.of")} form={form} choices={all.toReversed().map((it) => ({ value: String(it.number), name: `${words.say("meetings.number", { number: it.number })}: ${words.pick(it.title).text}` }))} />
        <TextField name="copyDay" type="date" label={words.say("meetings.copy.day")} form={form} />
        <details open={Boolean(form.values.times || form.values.otherDays || form.problems.times || form.problems.otherDays)}><summary>{words.say("meetings.copy.series")}</summary>
          <p class="hint">{words.say("meetings.copy.hint")}</p>
          <div class="inline"><TextField name="every" label={words.say("meetings.copy.every")} form={form} inputmode="numeric" />
            <ChoiceField name="unit" label={words.say("meetings.copy.unit")} form={form} choices={(["days", "weeks"] as const).map((it) => ({ value: it, name: words.say(`meetings.copy.${it}`) }))} />
            <TextField name="times" label={words.say("meetings.copy.times")} form={form} inputmode="numeric" /></div>
          <TextField name="otherDays" label={words.say("meetings.copy.other")} hint={words.say("meetings.copy.other.hint")} form={form} />
        </details>
        <div class="actions"><button>{words.say("meetings.copy.save")}</button></div>
      </form>
    </section>
  );
};
