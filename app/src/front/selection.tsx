import { Hono } from "hono";
import { Refusal } from "../ground/refusal.ts";
import { receiptOf } from "../ground/record/receipts.ts";
import { mayOfficiate } from "../ground/viewer.ts";
import { forEveryone, forNobody } from "../ground/web/caching.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { showPage } from "../ground/web/page.tsx";
import { registrationAddress } from "../concepts/registrations/addresses.ts";
import { figuresAt, registrationsAt } from "../concepts/registrations/store.ts";
import { Balance } from "../concepts/registrations/views.tsx";
import { selectionAddress, selectionDeskAddress } from "../concepts/selections/addresses.ts";
import type { Selection, SelectionFiles } from "../concepts/selections/selection.ts";
import { quotasFile } from "../concepts/selections/selection.ts";
import { applicantsOf, entriesOf, filesOf, replacedIn, selectionAt } from "../concepts/selections/store.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { allThemes } from "../concepts/themes/store.ts";
import { meetingCrumbs, MeetingEyebrow, meetingRoom, type MeetingRoom } from "./meeting-room.tsx";
import { ChancesByGroup, Checking, DrawFacts, PanelByPseudonym, Quotas } from "./selection-views.tsx";

const at = "/:process/meetings/:meeting{[1-9][0-9]*}/selection";

/** How people are chosen for a meeting: quotas, hashes and chances by group for everyone, the files for those who may have them. */
export const selectionPages = new Hono<Env>()
  .get(at, async (c) => showSelection(c, await drawn(c)))
  .get(`${at}/categories.csv`, async (c) => { const { it, files } = await drawn(c); return handOut(c, it, "text/csv; charset=utf-8", files?.quotas ?? quotasFile(it.quotas)); })
  .get(`${at}/respondents.csv`, async (c) => { const { it, files } = withFiles(await drawn(c)); return handOut(c, it, "text/csv; charset=utf-8", files.pool); })
  .get(`${at}/lottery.json`, async (c) => { const { it, files } = withFiles(await drawn(c)); return handOut(c, it, "application/json", JSON.stringify(files.chances)); })
  .get(`${at}/result.json`, async (c) => {
    const { it, files } = withFiles(await drawn(c));
    if (!files.result) throw new Refusal("not-found", "page-unknown");
    return handOut(c, it, "application/json", JSON.stringify(files.result));
  })
  .get(`${at}/entries/:sequence{[0-9]+}`, async (c) => {
    const { it } = await drawn(c);
    const entry = (await entriesOf(c.var.db, it)).find((one) => one.number === Number(inAddress(c, "sequence")));
    if (!entry) throw new Refusal("not-found", "page-unknown");
    return c.json(await receiptOf(c.var.db, c.var.house.record, entry, entry.day), 200, { "Content-Disposition": `attachment; filename="selection-${entry.number}.json"` });
  });

type DrawnRoom = MeetingRoom & { it: Selection; files: SelectionFiles | null };

/** The draw of the address with its files, as far as the viewer may have them; what is being prepared is at the desk alone. */
async function drawn(c: Door): Promise<DrawnRoom> {
  const room = await meetingRoom(c);
  const it = await selectionAt(c.var.db, room.meeting, c.var.viewer);
  if (!it || it.state === "draft") throw new Refusal("not-found", "page-unknown");
  return { ...room, it, files: await filesOf(c.var.db, room.meeting, it, c.var.viewer) };
}
function withFiles(it: DrawnRoom): DrawnRoom & { files: SelectionFiles } {
  if (!it.files) throw new Refusal("not-found", "page-unknown");
  return { ...it, files: it.files };
}

/** A file whose bytes were hashed: as it is. Of a draw under the Rule no cache keeps anything. */
function handOut(c: Door, { underRule }: Selection, type: string, body: string) {
  const name = c.req.path.split("/").at(-1)!;
  return c.body(body, 200, { "Content-Type": type, "Content-Disposition": `attachment; filename="${name}"`, "Cache-Control": underRule || c.var.viewer.kind === "person" ? forNobody : forEveryone });
}

async function showSelection(c: Door, room: DrawnRoom) {
  const { words, db, viewer, house } = c.var;
  const { process, meeting, it, files } = room;
  const themes = await allThemes(db);
  const least = house.settings.smallCell.public;
  const own = new Set((await applicantsOf(db, meeting, it, viewer)).map((one) => one.registrationId));
  const mine = mayOfficiate(viewer, process.id) ? [] : (await registrationsAt(db, meeting.id, viewer)).filter((one) => own.has(one.id));
  const entries = (await entriesOf(db, it)).filter((one) => one.what !== "replaced" || files !== null);
  const title = words.say("selections.title");
  return showPage(c, { title: `${title}: ${words.pick(meeting.title).text}`, crumbs: meetingCrumbs({ c, process, meeting }, title), process: barOf(process, "meetings"), ...(files?.result ? { script: "draw" as const } : {}) },
    <>
      <MeetingEyebrow meeting={meeting} words={words} />
      <h1>{title}</h1>
      <p class="lede">{words.say(it.state === "drawn" ? "selections.lede.drawn" : "selections.lede.published", { day: words.day(it.seedDay!) })}</p>
      <div class="actions">
        {mine.map((one) => <a class="button" href={here(c)(registrationAddress(process, meeting, one))}>{words.say("selections.own.see", { name: one.name })}</a>)}
        {mayOfficiate(viewer, process.id) && <a class="button" href={here(c)(selectionDeskAddress(process, meeting))}>{words.say("selections.desk")}</a>}
      </div>
      <div class="split"><div>
        <section aria-labelledby="chances"><h2 id="chances">{words.say("selections.chances")}</h2>{it.chances && <ChancesByGroup it={it.chances} words={words} least={least} />}</section>
        <section aria-labelledby="draw"><h2 id="draw">{words.say("selections.draw")}</h2><DrawFacts it={it} words={words} /></section>
        <section aria-labelledby="quotas"><h2 id="quotas">{words.say("selections.quotas")}</h2><Quotas it={it} words={words} themes={themes} /></section>
        {files?.result && <PanelByPseudonym files={files} replaced={await replacedIn(db, it)} words={words} />}
        <Checking c={c} room={room} it={it} files={files} />
      </div><div>
        {it.underRule && <section class="card" aria-labelledby="rule"><h2 id="rule">{words.say("selections.rule")}</h2><p>{words.say("selections.rule.text")}</p></section>}
        <section class="card" aria-labelledby="record"><h2 id="record">{words.say("selections.record")}</h2><ul class="plain">{entries.map((one) => <li><a href={here(c)(`${selectionAddress(process, meeting)}/entries/${one.number}`)}>{words.say(`selections.entry.${one.what}`, { day: words.day(one.day) })}</a></li>)}</ul></section>
      </div></div>
      <Balance all={await figuresAt(db, meeting.id)} words={words} least={least} />
    </>);
}
