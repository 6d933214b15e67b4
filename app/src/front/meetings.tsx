import { Hono } from "hono";
import { mayOfficiate } from "../ground/viewer.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, untouched } from "../ground/web/forms.tsx";
import { showPage } from "../ground/web/page.tsx";
import { meetingsAddress, meetingsCalendarAddress, settingUpAddress } from "../concepts/meetings/addresses.ts";
import { meetingKinds, type Meeting } from "../concepts/meetings/meeting.ts";
import { meetingsOf } from "../concepts/meetings/store.ts";
import { MeetingItem } from "../concepts/meetings/views.tsx";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { barOf } from "../concepts/texts/pages.tsx";

/** The meetings of a process: those to come, the next one first, and those that are over, the last one first; of one kind if one wishes. */
export const meetingsPages = new Hono<Env>().get("/:process/meetings", async (c) => {
  const { db, viewer, words, now } = c.var;
  const process = await processBySlug(db, inAddress(c, "process"));
  const all = await meetingsOf(db, process.id, viewer);
  const kind = meetingKinds.find((it) => it === c.req.query("kind"));
  const shown = all.filter((it) => !kind || it.kind === kind);
  const title = words.say("meetings.title");
  const crumbs = [{ name: words.pick(process.shortName).text, address: here(c)(`/${process.slug}`) }, { name: title }];
  const formats = [{ name: words.say("footer.json"), address: `/api/v1${meetingsAddress(process)}`, type: "application/json" }, { name: words.say("meetings.calendar"), address: here(c)(meetingsCalendarAddress(process)), type: "text/calendar" }];
  return showPage(c, { title, crumbs, process: barOf(process, "meetings"), formats },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("meetings.lede")}</p>
      {mayOfficiate(viewer, process.id) && process.nature !== "record" && <div class="actions"><a class="button" href={here(c)(settingUpAddress(process))}>{words.say("meetings.desk")}</a></div>}
      {all.length > 0 && <Kinds c={c} process={process} all={all} kind={kind ?? ""} />}
      <Shelf c={c} process={process} name="next" meetings={shown.filter((it) => isAhead(it, now))} />
      <Shelf c={c} process={process} name="past" meetings={shown.filter((it) => !isAhead(it, now)).toReversed()} />
    </>);
});

/** Still to come, or going on. */
const isAhead = (it: Meeting, now: Date) => it.endsAt > now && it.state !== "closed";

const Kinds = ({ c, process, all, kind }: { c: Door; process: Process; all: Meeting[]; kind: string }) => (
  <form method="get" action={here(c)(meetingsAddress(process))} class="inline">
    <ChoiceField name="kind" label={c.var.words.say("meetings.kind")} form={untouched({ kind })} choices={[{ value: "", name: c.var.words.say("meetings.kind.all", { count: all.length }) },
      ...meetingKinds.filter((it) => all.some((one) => one.kind === it)).map((it) => ({ value: it, name: `${c.var.words.say(`meetings.kind.${it}`)} (${c.var.words.number(all.filter((one) => one.kind === it).length)})` }))]} />
    <button class="little">{c.var.words.say("meetings.rights.show")}</button>
  </form>
);

const Shelf = ({ c, process, name, meetings }: { c: Door; process: Process; name: "next" | "past"; meetings: Meeting[] }) => (
  <section id={name} aria-labelledby={`${name}-h`}>
    <h2 id={`${name}-h`}>{c.var.words.say(`meetings.shelf.${name}`)}</h2>
    {meetings.length === 0 && <div class="empty"><p>{c.var.words.say(`meetings.shelf.${name}.none`)}</p></div>}
    {meetings.length > 0 && <ol class="timeline">{meetings.map((it) => <MeetingItem it={it} process={process} words={c.var.words} now={c.var.now} address={here(c)} rank="h3" />)}</ol>}
  </section>
);
