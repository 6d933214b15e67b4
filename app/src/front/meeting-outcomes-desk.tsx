import { Hono } from "hono";
import { Refusal } from "../ground/refusal.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ErrorSummary, readForm, untouched, type Typed } from "../ground/web/forms.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { TextArea } from "../ground/web/choices.tsx";
import { languages } from "../ground/words.ts";
import { InWords } from "../ground/web/in-words.tsx";
import { meetingDeskAddress, settingUpAddress } from "../concepts/meetings/addresses.ts";
import { CorrectionInput, EditionInput, OutcomesInput } from "../concepts/meetings/inputs.ts";
import { outcomeKinds, type Outcome } from "../concepts/meetings/meeting.ts";
import { clearOutcome, correctOutcome, draftOutcomes } from "../concepts/meetings/outcomes.ts";
import { outcomesOf } from "../concepts/meetings/store.ts";
import { SaidLines } from "../concepts/meetings/views.tsx";
import { barOf } from "../concepts/texts/pages.tsx";
import { meetingRoomOf, statusOf, type MeetingRoom } from "./meeting-desk-room.ts";
import { Translated } from "./meeting-form.tsx";

const at = "/desk/:process/meetings/:meeting{[1-9][0-9]*}/outcomes";

/** Where officers write down what a meeting left, clear it under their names, and correct what was cleared. */
export const meetingOutcomesDesk = new Hono<Env>()
  .get(at, async (c) => { const room = await meetingRoomOf(c); return showOutcomes(c, room, untouched(await draftsTyped(c, room))); })
  .post(at, async (c) => {
    const room = await meetingRoomOf(c);
    const form = await readForm(c, OutcomesInput);
    if (!form.ok) return showOutcomes(c, room, form.form);
    await draftOutcomes(c.var.db, c.var.viewer, room.process, { id: room.meeting.id, edition: form.input.edition }, form.input.outcomes, c.var.now, c.var.chance);
    return back(c, room, "flash.outcomes.kept");
  })
  .post(`${at}/:outcome/clearance`, async (c) => {
    const room = await meetingRoomOf(c);
    const { kind, number } = await outcomeIn(c, room);
    const form = await readForm(c, EditionInput);
    if (!form.ok) throw new Refusal("not-valid", "form-broken");
    await clearOutcome(c.var.db, c.var.viewer, room.process, { id: room.meeting.id, edition: form.input.edition }, { kind, number }, c.var.now, c.var.chance);
    return back(c, room, "flash.outcome.cleared");
  })
  .get(`${at}/:outcome`, async (c) => { const room = await meetingRoomOf(c); const it = await outcomeIn(c, room); return showCorrection(c, room, it, untouched(Object.fromEntries(languages.map((one) => [`text-${one}`, it.text[one] ?? ""])))); })
  .post(`${at}/:outcome`, async (c) => {
    const room = await meetingRoomOf(c);
    const it = await outcomeIn(c, room);
    const form = await readForm(c, CorrectionInput);
    if (!form.ok) return showCorrection(c, room, it, form.form);
    await correctOutcome(c.var.db, c.var.viewer, room.process, { id: room.meeting.id, edition: form.input.edition }, it, form.input.text, form.input.because, c.var.now, c.var.chance);
    return back(c, room, "flash.outcome.corrected");
  });

const addressOf = ({ process, meeting }: MeetingRoom) => `${meetingDeskAddress(process, meeting)}/outcomes`;
const back = (c: Door, room: MeetingRoom, key: Parameters<typeof onward>[2]) => onward(c, addressOf(room), key);

/** "need-2" of the address. */
async function outcomeIn(c: Door, { meeting }: MeetingRoom): Promise<Outcome> {
  const it = (await outcomesOf(c.var.db, meeting, c.var.viewer)).find((one) => `${one.kind}-${one.number}` === inAddress(c, "outcome"));
  if (!it) throw new Refusal("not-found", "page-unknown");
  return it;
}

/** What waits to be cleared, as the form shows it: one line each. */
async function draftsTyped({ var: { db, viewer } }: Door, { meeting }: MeetingRoom): Promise<Typed["values"]> {
  const drafts = (await outcomesOf(db, meeting, viewer)).filter((it) => it.clearedDay === null);
  return Object.fromEntries(outcomeKinds.flatMap((kind) => { const of = drafts.filter((it) => it.kind === kind); return languages.map((one) => [`${kind}-${one}`, of.length > 0 && of.every((it) => it.text[one]) ? of.map((it) => it.text[one]).join("\n") : ""]); }));
}

const crumbsOf = (c: Door, { process, meeting }: MeetingRoom, name: string) => [{ name: c.var.words.say("meetings.desk"), address: here(c)(settingUpAddress(process)) }, { name: c.var.words.say("meetings.number", { number: meeting.number }), address: here(c)(meetingDeskAddress(process, meeting)) }, { name }];

async function showOutcomes(c: Door, room: MeetingRoom, form: Typed) {
  const { words, db, viewer } = c.var;
  const title = words.say("meetings.outcomes");
  const all = await outcomesOf(db, room.meeting, viewer);
  return showPage(c, { title: `${title}: ${words.say("meetings.number", { number: room.meeting.number })}`, crumbs: crumbsOf(c, room, title), process: barOf(room.process, "meetings"), unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("meetings.outcomes.lede")}</p>
      <ErrorSummary form={form} words={words} />
      <ul class="entries">{all.toSorted((a, b) => outcomeKinds.indexOf(a.kind) - outcomeKinds.indexOf(b.kind) || a.number - b.number).map((it) => <OutcomeEntry c={c} room={room} it={it} />)}</ul>
      <section aria-labelledby="write"><h2 id="write">{words.say("meetings.outcomes.write")}</h2><p class="small soft">{words.say("meetings.outcomes.hint")}</p>
        <form method="post" action={here(c)(addressOf(room))} novalidate><input type="hidden" name="edition" value={String(room.meeting.edition)} />
          <Translated c={c} form={form} names={["summary", "coordination", "need", "outcome"]} many={["summary", "coordination", "need", "outcome"]} />
          <div class="actions"><button class="main">{words.say("calls.save")}</button></div></form></section>
    </>, statusOf(form));
}

const OutcomeEntry = ({ c, room, it }: { c: Door; room: MeetingRoom; it: Outcome }) => {
  const { words } = c.var;
  const to = here(c)(`${addressOf(room)}/${it.kind}-${it.number}`);
  return (
    <li><p class="small soft">{words.say(`meetings.outcome.${it.kind}`)} {words.number(it.number)} · {it.clearedDay ? words.say("meetings.cleared", { by: it.clearedBy ?? "", day: words.day(it.clearedDay) }) : words.say("meetings.uncleared")}</p>
      {it.kind === "summary" ? <SaidLines it={it.text} words={words} /> : <p><InWords it={it.text} words={words} /></p>}
      {it.clearedDay ? <p><a href={to}>{words.say("meetings.outcome.correct")}</a></p> : <form method="post" action={`${to}/clearance`}><input type="hidden" name="edition" value={String(room.meeting.edition)} /><button class="little">{words.say("meetings.outcome.clear")}</button></form>}</li>
  );
};

const showCorrection = (c: Door, room: MeetingRoom, it: Outcome, form: Typed) => {
  const { words } = c.var;
  const title = words.say("meetings.outcome.correct");
  return showPage(c, { title, crumbs: crumbsOf(c, room, title), process: barOf(room.process, "meetings"), unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say(`meetings.outcome.${it.kind}`)} {words.number(it.number)} · {it.clearedDay && words.say("meetings.cleared", { by: it.clearedBy ?? "", day: words.day(it.clearedDay) })}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={here(c)(`${addressOf(room)}/${it.kind}-${it.number}`)} novalidate><input type="hidden" name="edition" value={String(room.meeting.edition)} />
        <Translated c={c} form={form} names={["text"]} many={["text"]} />
        <TextArea name="because" label={words.say("calls.form.because")} hint={words.say("calls.form.because.hint")} form={form} rows={2} required />
        <div class="actions"><button class="main">{words.say("calls.save")}</button></div></form>
    </>, statusOf(form));
};
