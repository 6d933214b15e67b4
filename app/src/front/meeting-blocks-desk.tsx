import { Hono } from "hono";
import { z } from "@hono/zod-openapi";
import { Refusal } from "../ground/refusal.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ErrorSummary, readForm, untouched, type Typed } from "../ground/web/forms.tsx";
import { readChoices } from "../ground/web/choices.tsx";
import { showPage } from "../ground/web/page.tsx";
import { InWords } from "../ground/web/in-words.tsx";
import { meetingDeskAddress } from "../concepts/meetings/addresses.ts";
import { cited } from "../concepts/calls/inputs.ts";
import { blockInput, blockLists, blockTyped, EditionInput } from "../concepts/meetings/inputs.ts";
import { changeAgenda, type AgendaItem } from "../concepts/meetings/operations.ts";
import { inOrder, wrongInBlock, type BlockPlan } from "../concepts/meetings/plan.ts";
import { whenSaid } from "../concepts/meetings/said.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { aboutTyped, backTo, crumbsOf, type MeetingRoom, meetingRoomOf, offerOf, statusOf } from "./meeting-desk-room.ts";
import { BlockForm } from "./meeting-form.tsx";

const at = "/desk/:process/meetings/:meeting{[1-9][0-9]*}/blocks";

/** Where officers work on the agenda of a meeting, block by block. */
export const meetingBlocksDesk = new Hono<Env>()
  .get(at, async (c) => { const room = await meetingRoomOf(c); return showBlock(c, room, null, untouched(blankBlock(room))); })
  .post(at, async (c) => keepBlock(c, await meetingRoomOf(c), null))
  .get(`${at}/:block{[1-9][0-9]*}`, async (c) => { const room = await meetingRoomOf(c); const item = itemIn(c, room); return showBlock(c, room, item, untouched(await typedBlock(c, room, item))); })
  .post(`${at}/:block{[1-9][0-9]*}`, async (c) => { const room = await meetingRoomOf(c); return keepBlock(c, room, itemIn(c, room)); })
  .post(`${at}/:block{[1-9][0-9]*}/removal`, async (c) => {
    const room = await meetingRoomOf(c);
    const item = itemIn(c, room);
    const form = await readForm(c, EditionInput.extend({ because: z.string().trim().max(1000).default("") }));
    if (!form.ok) throw new Refusal("not-valid", "form-broken");
    await changeAgenda(c.var.db, c.var.viewer, room.process, { id: room.meeting.id, edition: form.input.edition }, room.agenda.filter((it) => it !== item), form.input.because, c.var.now, c.var.chance);
    return backTo(c, room, "agenda", "flash.meeting.changed");
  });

/** The block of the address. */
function itemIn(c: Door, { agenda }: MeetingRoom): AgendaItem & { was: number } {
  const item = agenda.find((it) => String(it.was) === inAddress(c, "block"));
  if (!item) throw new Refusal("not-found", "page-unknown");
  return item;
}

/** A new block begins where the last one ends, in the same languages and under the same rule. */
function blankBlock({ meeting, agenda }: MeetingRoom): Typed["values"] {
  const last = agenda.at(-1);
  const block: BlockPlan = { title: { en: "" }, about: null, opening: null, startsAt: last?.endsAt ?? meeting.startsAt, endsAt: meeting.endsAt, room: last?.room ?? null, spoken: last?.spoken ?? ["en"], interpreted: last?.interpreted ?? [], captions: last?.captions ?? false, audience: last?.audience ?? "public", attribution: last?.attribution ?? "named", pins: [], themeIds: [], roles: {} };
  return blockTyped(block, meeting.timeZone, { cited: "", themes: [], edition: meeting.edition });
}

async function typedBlock(c: Door, { process, meeting }: MeetingRoom, item: AgendaItem): Promise<Typed["values"]> {
  const slugs = new Map((await offerOf(c, process)).themes.map((it) => [it.id, it.slug]));
  return blockTyped(item, meeting.timeZone, { cited: cited(item.pins), themes: item.themeIds.flatMap((it) => slugs.get(it) ?? []), edition: meeting.edition });
}

async function showBlock(c: Door, room: MeetingRoom, item: (AgendaItem & { was: number }) | null, form: Typed) {
  const { words } = c.var;
  const { process, meeting } = room;
  const announced = meeting.state !== "draft";
  const title = item ? words.say("meetings.block.change", { item: item.was }) : words.say("meetings.block.new");
  const address = here(c)(`${meetingDeskAddress(process, meeting)}/blocks${item ? `/${item.was}` : ""}`);
  return showPage(c, { title, crumbs: crumbsOf(c, room, title), process: barOf(process, "meetings"), unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede"><InWords it={meeting.title} words={words} />. {whenSaid(words, meeting, meeting.timeZone)}</p>
      <ErrorSummary form={form} words={words} />
      <BlockForm c={c} form={form} offer={await offerOf(c, process)} rooms={meeting.modalities.rooms} action={address} announced={announced} fixed={announced && item !== null} save={words.say("calls.save")} />
      {item && <section class="card" aria-labelledby="removal"><h2 id="removal">{words.say("meetings.block.remove")}</h2><form method="post" action={`${address}/removal`}><input type="hidden" name="edition" value={String(meeting.edition)} />
        {announced && <p class="field"><label for="because-removal">{words.say("calls.form.because")}</label><input id="because-removal" name="because" required dir="auto" /></p>}
        <div class="actions"><button>{words.say("meetings.block.remove")}</button></div></form></section>}
    </>, statusOf(form));
}

const blockFieldIn: Partial<Record<keyof BlockPlan, string>> = { title: "title-en", endsAt: "endsHour", startsAt: "startsHour", attribution: "combination" };

/** Keep a block among the others, in the order of time; what is wrong with it is said at its field. */
async function keepBlock(c: Door, room: MeetingRoom, item: (AgendaItem & { was: number }) | null) {
  const { db, viewer, now, chance, words } = c.var;
  const { process, meeting, agenda } = room;
  const read = await readChoices(c, blockInput(meeting), blockLists);
  if (!read.ok) return showBlock(c, room, item, read.form);
  const refused = (problems: Typed["problems"]) => showBlock(c, room, item, { values: read.form.values, problems });
  const about = await aboutTyped(c, process, read.input);
  if ("problems" in about) return refused(about.problems);
  const block: AgendaItem = { ...read.input.block, ...about, was: item?.was ?? null };
  const others = agenda.filter((it) => it !== item);
  const wrong = wrongInBlock(block, meeting, others);
  if (wrong.length > 0) return refused(Object.fromEntries(wrong.map((it) => [blockFieldIn[it.field] ?? it.field, words.say(`meetings.block.wrong.${it.wrong}`)])));
  if (meeting.state !== "draft" && !read.input.because) return refused({ because: words.say("calls.error.because") });
  await changeAgenda(db, viewer, process, { id: meeting.id, edition: read.input.edition }, inOrder([...others, block]), read.input.because, now, chance);
  return backTo(c, room, "agenda", "flash.meeting.changed");
}
