import { Hono } from "hono";
import { visitor } from "../ground/viewer.ts";
import { readChoices, TextArea } from "../ground/web/choices.tsx";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ErrorSummary, readForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { callAddress, callDeskAddress, callsAddress, openingAddress } from "../concepts/calls/addresses.ts";
import type { Call, Field, Plan } from "../concepts/calls/call.ts";
import { numberIn } from "../ground/web/number.ts";
import { wallClock } from "../ground/zones.ts";
import { CallInput, cited, extensionOf, ReasonInput, typedOf } from "../concepts/calls/inputs.ts";
import { announceCall, cancelCall, changePlan, discardCall, draftCall, extendCall, planOf } from "../concepts/calls/operations.ts";
import { narrowedIn } from "../concepts/calls/plan.ts";
import { callByNumber, callsOf } from "../concepts/calls/store.ts";
import { CallTitle, DeadlineChip } from "../concepts/calls/views.tsx";
import type { Process } from "../concepts/processes/process.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { publicPlaces, versionsInProcess } from "../concepts/texts/store/versions.ts";
import { allThemes } from "../concepts/themes/store.ts";
import { CallForm, ticked, type Offer } from "./call-form.tsx";
import { officiatedProcess } from "./officiated.ts";

const at = "/desk/:process/calls/:call{[1-9][0-9]*}";

/** Where officers prepare a call, announce it, change, extend and cancel it. */
export const callDesk = new Hono<Env>()
  .get("/desk/:process/calls", async (c) => showOpening(c, await officiatedProcess(c), null))
  .post("/desk/:process/calls", async (c) => open(c, await officiatedProcess(c)))
  .get(at, async (c) => { const room = await roomOf(c); return showDesk(c, room, untouched(await typedNow(c, room.call))); })
  .post(`${at}/changes`, async (c) => change(c, await roomOf(c)))
  .post(`${at}/announcement`, async (c) => {
    const { process, call } = await roomOf(c);
    await announceCall(c.var.db, c.var.viewer, process, call, c.var.now, c.var.chance);
    return onward(c, callAddress(process, call), "flash.call.announced");
  })
  .get(`${at}/extension`, async (c) => { const room = await roomOf(c); return showExtension(c, room, untouched(closingOf(room.call))); })
  .post(`${at}/extension`, async (c) => extend(c, await roomOf(c)))
  .get(`${at}/cancellation`, async (c) => showCancellation(c, await roomOf(c), untouched()))
  .post(`${at}/cancellation`, async (c) => {
    const room = await roomOf(c);
    const form = await readForm(c, ReasonInput);
    if (!form.ok) return showCancellation(c, room, form.form);
    await cancelCall(c.var.db, c.var.viewer, room.process, room.call, form.input.because, c.var.now, c.var.chance);
    return onward(c, callAddress(room.process, room.call), "flash.call.cancelled");
  })
  .post(`${at}/removal`, async (c) => {
    const { process, call } = await roomOf(c);
    await discardCall(c.var.db, c.var.viewer, process, call, c.var.now);
    return onward(c, callsAddress(process), "flash.call.discarded");
  });

type Room = { process: Process; call: Call };
async function roomOf(c: Door): Promise<Room> {
  const process = await officiatedProcess(c);
  return { process, call: await callByNumber(c.var.db, process.id, numberIn(inAddress(c, "call")), c.var.viewer) };
}

/** What may be pinned and tagged: published versions, the newest first, and every theme. */
const offerOf = async ({ var: { db } }: Door, process: Process): Promise<Offer> => ({ versions: (await versionsInProcess(db, process.id, visitor)).toReversed(), themes: await allThemes(db) });

async function typedNow(c: Door, call: Call, dates?: "without dates"): Promise<Typed["values"]> {
  const plan = await planOf(c.var.db, call);
  const slugs = new Map((await allThemes(c.var.db)).map((it) => [it.id, it.slug]));
  return typedOf(plan, { cited: cited(plan.pins), themes: plan.themeIds.map((it) => slugs.get(it)!) }, dates);
}

/** What an empty form holds: the usual, so that less is to type. */
const blank = { openTo: "stakeholders", languages: "ar zh en fr ru es", wordLimit: "2000", toleranceMinutes: "30", opensHour: "09:00", closesHour: "18:00", timeZone: "UTC", combination: "public/named" };

async function showOpening(c: Door, process: Process, form: Typed | null) {
  const { words, db, viewer } = c.var;
  const from = c.req.query("from") ? await callByNumber(db, process.id, numberIn(c.req.query("from")!), viewer) : null;
  const typed = form ?? untouched(from ? await typedNow(c, from, "without dates") : blank);
  const crumbs = [{ name: words.say("calls.title"), address: here(c)(callsAddress(process)) }, { name: words.say("calls.new") }];
  return showPage(c, { title: words.say("calls.new"), crumbs, process: barOf(process, "calls"), unlisted: true },
    <>
      <h1>{words.say("calls.new")}</h1>
      <p class="lede">{words.say("calls.new.lede")}</p>
      {!form && <Copies c={c} process={process} calls={await callsOf(db, process.id, viewer)} />}
      <CallForm c={c} form={typed} offer={await offerOf(c, process)} action={here(c)(openingAddress(process))} announced={false} save={words.say("calls.save.draft")} />
    </>, form && Object.keys(form.problems).length > 0 ? 422 : 200);
}

/** Earlier calls to begin from. */
const Copies = ({ c, process, calls }: { c: Door; process: Process; calls: Call[] }) => (calls.length === 0 ? null : (
  <details><summary>{c.var.words.say("calls.copy")}</summary><ul class="plain">{calls.map((it) => <li><a href={here(c)(openingAddress(process, it))}>{c.var.words.say("calls.number", { number: it.number })}</a>: <CallTitle it={it} words={c.var.words} /></li>)}</ul></details>
));

type Read = { ok: true; plan: Plan; because: string; form: Typed } | { ok: false; form: Typed };

/** The form as a plan: places looked up in the version, themes by slug; what is not found is said at its field. */
async function readPlan(c: Door, process: Process): Promise<Read> {
  const { db, words } = c.var;
  const read = await readChoices(c, CallInput, ticked);
  if (!read.ok) return read;
  const { plan, places, versionId, themes, because } = read.input;
  const pins = places.map((place) => ({ versionId, place }));
  const found = await publicPlaces(db, process.id, pins);
  const missing = pins.filter((it) => !found.some((one) => one.place === it.place));
  const known = new Map((await allThemes(db)).map((it) => [it.slug, it.id]));
  const themeIds = themes.flatMap((it) => known.get(it) ?? []);
  const whole: Plan = { ...plan, pins: found, themeIds };
  if (missing.length > 0) return { ok: false, form: { values: read.form.values, problems: { pins: words.say("calls.error.pins.missing", { places: cited(missing) }) } } };
  return { ok: true, plan: whole, because, form: read.form };
}

async function open(c: Door, process: Process) {
  const { db, viewer, now, chance, words } = c.var;
  const read = await readPlan(c, process);
  if (!read.ok) return showOpening(c, process, read.form);
  if (process.nature === "record") return showOpening(c, process, { values: read.form.values, problems: { "title-en": words.say("calls.error.record") } });
  const call = await draftCall(db, viewer, process, read.plan, now, chance);
  return onward(c, callDeskAddress(process, call), "flash.call.drafted");
}

/** Where a field of a plan stands in the form. */
const fieldIn: Partial<Record<Field, string>> = { closesAt: "closesDay", opensAt: "opensDay", combinations: "combination", wordLimitsBySector: "wordLimit" };

async function change(c: Door, room: Room) {
  const { db, viewer, now, chance, words } = c.var;
  const { process, call } = room;
  const read = await readPlan(c, process);
  if (!read.ok) return showDesk(c, room, read.form);
  const refused = (problems: Typed["problems"]) => showDesk(c, room, { values: read.form.values, problems });
  if (call.state !== "draft") {
    const narrowed = narrowedIn(await planOf(db, call), read.plan, now);
    if (narrowed.length > 0) return refused(Object.fromEntries(narrowed.map((it) => [fieldIn[it] ?? it, words.say(`calls.narrowed.${it as "closesAt"}`)])));
    if (!read.because) return refused({ because: words.say("calls.error.because") });
  }
  await changePlan(db, viewer, process, call, read.plan, read.because, now, chance);
  return onward(c, call.state === "draft" ? callDeskAddress(process, call) : callAddress(process, call), "flash.call.changed");
}

async function extend(c: Door, room: Room) {
  const { db, viewer, now, chance, words } = c.var;
  const { process, call } = room;
  const form = await readChoices(c, extensionOf(call), []);
  if (!form.ok) return showExtension(c, room, form.form);
  if (form.input.closesAt <= call.closesAt || form.input.closesAt <= now) return showExtension(c, room, { values: form.form.values, problems: { closesDay: words.say("calls.narrowed.closesAt") } });
  await extendCall(db, viewer, process, call, form.input.closesAt, form.input.because, now, chance);
  return onward(c, callAddress(process, call), "flash.call.extended");
}

const closingOf = (call: Call) => { const { day, hour } = wallClock(call.closesAt, call.timeZone); return { closesDay: day, closesHour: hour }; };

/** Where somebody is who works on a call. */
const crumbsOf = (c: Door, { process, call }: Room, name: string) => [
  { name: c.var.words.say("calls.title"), address: here(c)(callsAddress(process)) }, { name: c.var.words.say("calls.number", { number: call.number }), address: here(c)(callAddress(process, call)) }, { name },
];
const statusOf = (form: Typed) => (Object.keys(form.problems).length > 0 ? 422 : 200);

async function showDesk(c: Door, room: Room, form: Typed) {
  const { words, now } = c.var;
  const { process, call } = room;
  const name = words.say("calls.number", { number: call.number });
  const to = (deed: string) => here(c)(`${callDeskAddress(process, call)}/${deed}`);
  return showPage(c, { title: `${words.say("calls.desk")}: ${name}`, crumbs: crumbsOf(c, room, words.say("calls.desk")), process: barOf(process, "calls"), unlisted: true },
    <>
      <p class="eyebrow">{name} · {words.say(`calls.state.${call.state}`)}</p>
      <h1><CallTitle it={call} words={words} /></h1>
      <p><DeadlineChip call={call} words={words} now={now} /></p>
      <p><a href={here(c)(callAddress(process, call))}>{words.say("calls.see")}</a> · <a href={here(c)(openingAddress(process, call))}>{words.say("calls.copy.this")}</a></p>
      {call.state === "draft" && <Announcing c={c} room={room} />}
      {call.state === "announced" && <div class="actions"><a class="button" href={to("extension")}>{words.say("calls.extend")}</a> <a class="button" href={to("cancellation")}>{words.say("calls.cancel")}</a></div>}
      {call.state !== "cancelled" && <section aria-labelledby="plan"><h2 id="plan">{words.say("calls.plan")}</h2>
        {call.state === "announced" && <p>{words.say("calls.plan.announced")}</p>}
        <CallForm c={c} form={form} offer={await offerOf(c, process)} action={to("changes")} announced={call.state === "announced"} save={words.say("calls.save")} />
      </section>}
    </>, statusOf(form));
}

const Announcing = ({ c, room: { process, call } }: { c: Door; room: Room }) => (
  <section class="card strong" aria-labelledby="announcing"><h2 id="announcing">{c.var.words.say("calls.announce")}</h2>
    <p>{c.var.words.say("calls.announce.text")}</p>
    <div class="actions">
      <form method="post" action={here(c)(`${callDeskAddress(process, call)}/announcement`)}><button class="main">{c.var.words.say("calls.announce")}</button></form>
      <form method="post" action={here(c)(`${callDeskAddress(process, call)}/removal`)}><button>{c.var.words.say("calls.discard")}</button></form>
    </div>
  </section>
);

function showExtension(c: Door, room: Room, form: Typed) {
  const { words, now } = c.var;
  const { process, call } = room;
  const title = words.say("calls.extend");
  return showPage(c, { title, crumbs: crumbsOf(c, room, title), process: barOf(process, "calls"), unlisted: true },
    <>
      <h1>{title}</h1>
      <p><DeadlineChip call={call} words={words} now={now} /></p>
      <p class="lede">{words.say("calls.extend.text", { zone: call.timeZone })}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={here(c)(`${callDeskAddress(process, call)}/extension`)}>
        <TextField name="closesDay" type="date" label={words.say("calls.form.closes.day")} form={form} required />
        <TextField name="closesHour" label={words.say("calls.form.closes.hour")} form={form} required />
        <TextArea name="because" label={words.say("calls.form.because")} form={form} rows={2} required />
        <div class="actions"><button class="main">{title}</button></div>
      </form>
    </>, statusOf(form));
}

function showCancellation(c: Door, room: Room, form: Typed) {
  const { words } = c.var;
  const title = words.say("calls.cancel");
  return showPage(c, { title, crumbs: crumbsOf(c, room, title), process: barOf(room.process, "calls"), unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("calls.cancel.text")}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={here(c)(`${callDeskAddress(room.process, room.call)}/cancellation`)}>
        <TextArea name="because" label={words.say("calls.form.because")} form={form} rows={2} required />
        <div class="actions"><button class="main">{title}</button></div>
      </form>
    </>, statusOf(form));
}
