import { Hono } from "hono";
import { z } from "@hono/zod-openapi";
import { explain, Refusal } from "../ground/refusal.ts";
import { officerOf } from "../ground/viewer.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, sentForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { flash, showPage } from "../ground/web/page.tsx";
import type { Words } from "../ground/words.ts";
import { wallClock, zoneNamed } from "../ground/zones.ts";
import { meetingDeskAddress } from "../concepts/meetings/addresses.ts";
import { importAddress } from "../concepts/meetings/import/addresses.ts";
import { keepAsBlocks, keepAsMeetings } from "../concepts/meetings/import/keep.ts";
import { plannedBlocks, plannedMeetings, type Planned } from "../concepts/meetings/import/plan.ts";
import { largestProgramme, mostItems, type Item, type Programme, type Unreadable } from "../concepts/meetings/import/programme.ts";
import { readProgramme } from "../concepts/meetings/import/read.ts";
import { blocksTakenIn, meetingsTakenIn } from "../concepts/meetings/import/store.ts";
import { meetingKinds, type Meeting } from "../concepts/meetings/meeting.ts";
import { meetingsOf } from "../concepts/meetings/store.ts";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { barOf } from "../concepts/texts/pages.tsx";

/** A programme from a file: read, looked at, and only then kept, as meetings in preparation or as the agenda of one. */
export const programmeImportPages = new Hono<Env>()
  .get("/desk/:process/meetings/import", async (c) => showUpload(c, await processOf(c), untouched({ timeZone: "UTC" })))
  .post("/desk/:process/meetings/import", async (c) => {
    const process = await processOf(c);
    const sent = await sentForm(c);
    return typeof sent.items === "string" ? keep(c, process, sent) : look(c, process, sent);
  });

async function processOf(c: Door): Promise<Process> {
  const process = await processBySlug(c.var.db, inAddress(c, "process"));
  officerOf(c.var.viewer, process.id);
  if (process.nature === "record") throw new Refusal("not-valid", "programme-into-record", { process: process.shortName.en });
  return process;
}

/** What keeps a whole file from being read, as refusals. */
const unreadable = { empty: "programme-empty", "not-a-programme": "programme-not-a-programme", registrants: "programme-registrants" } as const satisfies Record<Unreadable["unreadable"], string>;

type Sent = Awaited<ReturnType<typeof sentForm>>;
const typed = (it: Sent[string] | undefined) => (typeof it === "string" ? it : "");

/** Meetings in preparation, which a file may give their agenda. */
const draftsOf = async (c: Door, process: Process): Promise<Meeting[]> => (await meetingsOf(c.var.db, process.id, c.var.viewer)).filter((it) => it.state === "draft");

/** What becomes of the entries: meetings of a kind ("as-session"), or the agenda of the meeting with this number ("into-12"). */
type Target = { kind: Meeting["kind"] } | { meeting: Meeting };
function targetOf(chosen: string, drafts: readonly Meeting[]): Target | null {
  const kind = meetingKinds.find((it) => chosen === `as-${it}`);
  const meeting = drafts.find((it) => chosen === `into-${it.number}`);
  return kind ? { kind } : meeting ? { meeting } : null;
}

const planned = async (c: Door, process: Process, target: Target, items: readonly Item[]): Promise<Planned[]> =>
  "kind" in target ? plannedMeetings(items, await meetingsTakenIn(c.var.db, process.id)) : plannedBlocks(items, await blocksTakenIn(c.var.db, target.meeting.id), target.meeting);

async function look(c: Door, process: Process, sent: Sent) {
  const { words } = c.var;
  const values = { into: typed(sent.into), timeZone: typed(sent.timeZone) };
  const problems: Record<string, string> = {};
  const timeZone = zoneNamed(values.timeZone);
  const target = targetOf(values.into, await draftsOf(c, process));
  if (!timeZone) problems.timeZone = words.say("calls.error.zone");
  if (!target) problems.into = words.say("programme.into.needed");
  const { file } = sent;
  if (!(file instanceof File) || file.size === 0) problems.file = words.say("programme.file.needed");
  if (!timeZone || !target || !(file instanceof File) || problems.file) return showUpload(c, process, { values, problems }, 422);
  if (file.size > largestProgramme) return refused(c, process, values, new Refusal("too-large", "programme-too-large", { name: file.name, limit: largestProgramme / 1024 / 1024 }));
  const programme = readProgramme(new Uint8Array(await file.arrayBuffer()), timeZone);
  if ("unreadable" in programme) return refused(c, process, values, new Refusal("not-valid", unreadable[programme.unreadable], { name: file.name }));
  return showPreview(c, process, { programme, name: file.name, target, into: values.into });
}

const refused = (c: Door, process: Process, values: Record<string, string>, refusal: Refusal) =>
  showUpload(c, process, { values, problems: { file: Object.values(explain(refusal, c.var.words)).join(" ") } }, refusal.kind === "too-large" ? 413 : 422);

const Entry = z.object({ uid: z.string().min(1).max(400), line: z.int(), title: z.string().min(1).max(300), about: z.string().max(4000), startsAt: z.iso.datetime(), endsAt: z.iso.datetime(), timeZone: z.string().max(60).refine((it) => zoneNamed(it) !== null), wholeDays: z.boolean(), place: z.string().max(300), speakers: z.array(z.object({ name: z.string().min(1).max(200), affiliation: z.string().max(200) })).max(100) })
  .refine((it) => it.endsAt > it.startsAt);
const Entries = z.array(Entry.extend({ parts: z.array(Entry.transform((it) => ({ ...it, parts: [] as Item[] }))).max(mostItems) })).max(mostItems);

/** The entries of a preview come back with the form: nothing of them was kept meanwhile. */
function entriesIn(text: string): Item[] {
  try {
    return Entries.parse(JSON.parse(text));
  } catch {
    throw new Refusal("not-valid", "form-broken");
  }
}

async function keep(c: Door, process: Process, sent: Sent) {
  const { db, viewer, now, chance } = c.var;
  const target = targetOf(typed(sent.into), await draftsOf(c, process));
  if (!target) throw new Refusal("not-now", "programme-meeting-gone");
  const wanted = new Set([sent.entry].flat());
  const all = entriesIn(typed(sent.items));
  const items = all.map((it) => ({ ...it, parts: it.parts.filter((one) => "kind" in target || wanted.has(one.uid)) })).filter((it) => wanted.has(it.uid) || ("meeting" in target && it.parts.length > 0));
  const count = "kind" in target ? await keepAsMeetings(db, viewer, process, target.kind, items, now, chance) : await keepAsBlocks(db, viewer, process, target.meeting, items, now, chance);
  flash(c, "kind" in target ? "flash.programme.meetings" : "flash.programme.blocks", { count });
  return c.redirect(here(c)(importAddress(process)), 303);
}

function frame(c: Door, process: Process) {
  const { words } = c.var;
  const title = words.say("programme.title");
  return { title, crumbs: [{ name: words.say("shell.desk"), address: here(c)("/desk") }, { name: words.pick(process.shortName).text, address: here(c)(`/${process.slug}`) }, { name: title }], process: barOf(process, "process"), unlisted: true };
}

async function showUpload(c: Door, process: Process, form: Typed, status: 200 | 413 | 422 = 200) {
  const { words } = c.var;
  const drafts = await draftsOf(c, process);
  const choices = [{ value: "", name: words.say("programme.into.choose") }, ...meetingKinds.map((it) => ({ value: `as-${it}`, name: words.say(`programme.as.${it}`) })), ...drafts.map((it) => ({ value: `into-${it.number}`, name: words.say("programme.into.meeting", { number: it.number, title: words.pick(it.title).text }) }))];
  return showPage(c, frame(c, process),
    <>
      <h1>{words.say("programme.title")}</h1>
      <p class="lede">{words.say("programme.lede")}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post" enctype="multipart/form-data">
        <TextField name="file" type="file" label={words.say("programme.file")} hint={words.say("programme.file.hint", { limit: largestProgramme / 1024 / 1024, most: mostItems })} accept=".ics,.json,text/calendar,application/json" form={form} required />
        <ChoiceField name="into" label={words.say("programme.into")} form={form} choices={choices} />
        <TextField name="timeZone" label={words.say("programme.zone")} hint={words.say("programme.zone.hint")} form={form} required />
        <div class="actions"><button class="main">{words.say("programme.look")}</button></div>
      </form>
      {drafts.length > 0 && <section aria-labelledby="drafts"><h2 id="drafts">{words.say("programme.drafts", { count: drafts.length })}</h2>
        <ul class="entries">{drafts.map((it) => <li><a href={here(c)(meetingDeskAddress(process, it))}>{words.say("programme.draft", { number: it.number, title: words.pick(it.title).text })}</a> <span class="soft small">{whenSaid(words, { startsAt: it.startsAt.toISOString(), endsAt: it.endsAt.toISOString(), timeZone: it.timeZone })}</span></li>)}</ul></section>}
    </>, status);
}

/** "5 Oct 2026, 09:00–12:00 Africa/Nairobi", by the clock of the entry. */
function whenSaid(words: Words, { startsAt, endsAt, timeZone }: Pick<Item, "startsAt" | "endsAt" | "timeZone">): string {
  const [from, to] = [wallClock(new Date(startsAt), timeZone), wallClock(new Date(endsAt), timeZone)];
  return words.say("programme.when", { from: `${words.day(from.day)} ${from.hour}`, to: from.day === to.day ? to.hour : `${words.day(to.day)} ${to.hour}`, zone: timeZone });
}

type Preview = { programme: Programme; name: string; target: Target; into: string };

async function showPreview(c: Door, process: Process, { programme, name, target, into }: Preview) {
  const { words } = c.var;
  const all = await planned(c, process, target, programme.items);
  const added = all.filter((it) => it.fate === "new");
  const calendar = programme.format === "icalendar";
  return showPage(c, frame(c, process),
    <>
      <h1><bdi>{name}</bdi></h1>
      <p class="lede">{words.say("programme.summary", { added: added.length, known: all.filter((it) => it.fate === "known").length, problems: programme.problems.length })} {words.say("programme.nothing.kept")}</p>
      {programme.problems.length > 0 && <Problems words={words} programme={programme} calendar={calendar} />}
      <form method="post">
        <input type="hidden" name="into" value={into} /><input type="hidden" name="items" value={JSON.stringify(programme.items)} />
        <fieldset class="field"><legend>{words.say("programme.entries", { count: all.length })}</legend>
          <ul class="entries">{all.map(({ item, fate }) => (
            <li><label class="pick"><input type="checkbox" name="entry" value={item.uid} checked={fate === "new"} disabled={fate !== "new"} /> <bdi>{item.title}</bdi></label>
              <span class="soft small">{whenSaid(words, item)}{item.place && <> · <bdi>{item.place}</bdi></>}{item.parts.length > 0 && ` · ${words.say("programme.parts", { count: item.parts.length })}`}{item.speakers.length > 0 && <> · <bdi>{words.list(item.speakers.map((it) => it.name))}</bdi></>}{fate !== "new" && <> · <strong>{words.say(`programme.fate.${fate}`)}</strong></>}</span></li>
          ))}</ul>
        </fieldset>
        <div class="actions">{added.length > 0 && <button class="main">{words.say("programme.keep")}</button>} <a class="button" href={here(c)(importAddress(process))}>{words.say("programme.again")}</a></div>
      </form>
    </>);
}

const Problems = ({ words, programme, calendar }: { words: Words; programme: Programme; calendar: boolean }) => (
  <section aria-labelledby="problems">
    <h2 id="problems">{words.say("programme.problems", { count: programme.problems.length })}</h2>
    <table class="stack" role="table"><thead role="rowgroup"><tr role="row">{[calendar ? "programme.line" as const : "programme.entry" as const, "programme.field" as const, "programme.problem" as const].map((it) => <th role="columnheader" scope="col">{words.say(it)}</th>)}</tr></thead>
      <tbody role="rowgroup">{programme.problems.map((it) => (
        <tr role="row"><th role="rowheader" scope="row">{words.number(it.line)}</th><td role="cell" data-label={words.say("programme.field")}><bdi>{it.field}</bdi></td>
          <td role="cell" data-label={words.say("programme.problem")}>{words.say(`programme.problem.${it.code}`)} {it.found && <q dir="auto">{it.found}</q>}</td></tr>
      ))}</tbody></table>
  </section>
);
