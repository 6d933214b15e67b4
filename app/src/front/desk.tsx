import { Hono } from "hono";
import { mayAssess, mayEdit, mayOfficiate, needsSecondFactor, personOf } from "../ground/viewer.ts";
import { assessmentsAddress } from "../concepts/assessments/addresses.ts";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { showPage } from "../ground/web/page.tsx";
import type { Key } from "../ground/words.ts";
import { callsAddress } from "../concepts/calls/addresses.ts";
import { accreditationDeskAddress } from "../concepts/accreditation/addresses.ts";
import { answersDeskAddress } from "../concepts/answers/addresses.ts";
import { commitmentsDeskAddress } from "../concepts/commitments/addresses.ts";
import { settingUpAddress } from "../concepts/meetings/addresses.ts";
import { importAddress } from "../concepts/meetings/import/addresses.ts";
import { partnershipsDeskAddress } from "../concepts/partnerships/addresses.ts";
import { practicesDeskAddress } from "../concepts/practices/addresses.ts";
import { allProcesses } from "../concepts/processes/store.ts";
import type { Process } from "../concepts/processes/process.ts";
import { OwnCommitments } from "./own-commitments.tsx";
import { DeskTasks, dueToday, tasksFor } from "./desk-tasks.tsx";
import { deskAddress, versionAddress } from "../concepts/texts/addresses.ts";
import { instrumentsIn, unpublished } from "../concepts/texts/store/versions.ts";
import type { Instrument } from "../concepts/texts/text.ts";

/** What waits for whoever works here: for officers decisions, the oldest promise first; for editors versions to align and publish, texts to import into. */
export const deskPages = new Hono<Env>().get("/desk", async (c) => {
  const { db, viewer, words, now } = c.var;
  const { name } = personOf(viewer);
  const every = (await allProcesses(db)).filter((it) => it.nature !== "record");
  const secretariats = every.filter((it) => mayOfficiate(viewer, it.id));
  const processes = every.filter((it) => mayEdit(viewer, it.id));
  const waiting = (await unpublished(db)).filter((it) => processes.some((process) => process.id === it.instrument.processId));
  const instruments = await instrumentsIn(db, processes.map((it) => it.id));
  const shelves = processes.flatMap((process) => instruments.filter((it) => it.processId === process.id).map((instrument) => ({ process, instrument })));
  const officiated = { house: mayOfficiate(viewer), processes: secretariats };
  const tasks = officiated.house || secretariats.length > 0 ? await tasksFor(c, officiated) : null;
  return showPage(c, { title: words.say("shell.desk"), crumbs: [{ name: words.say("shell.now"), address: here(c)("/") }, { name: words.say("shell.desk") }], unlisted: true },
    <>
      <div class="row"><h1>{tasks ? words.say("tasks.title", { count: dueToday(tasks, now) }) : words.say("shell.desk")}</h1><form method="post" action={here(c)("/session/end")}><button class="little">{words.say("desk.leave", { name })}</button></form></div>
      {needsSecondFactor(viewer) && !personOf(viewer).secondFactor && <p class="lede">{words.say("account.factor.is.needed")} <a href={here(c)("/second-factor")}>{words.say("account.factor.show")}</a></p>}
      <OwnCommitments c={c} />
      {tasks && <DeskTasks c={c} tasks={tasks} circle={officiated} />}
      {mayOfficiate(viewer) && <p><a href={here(c)("/desk/secretariat")}>{words.say("stakeholders.secretariat")}</a> · <a href={here(c)(partnershipsDeskAddress)}>{words.say("partnerships.desk")}</a> · <a href={here(c)(practicesDeskAddress)}>{words.say("practices.desk")}</a> · <a href={here(c)("/desk/roles")}>{words.say("account.roles.title")}</a></p>}
      {every.filter((it) => mayAssess(viewer, it.id)).map((it) => <p><a href={here(c)(assessmentsAddress(it))}>{words.say("assessments.title")}: {words.pick(it.shortName).text}</a></p>)}
      {secretariats.map((it) => <Secretariat c={c} process={it} />)}
      {processes.length > 0 && <>
      <section aria-labelledby="waiting">
        <h2 id="waiting">{words.say("desk.waiting")}</h2>
        {waiting.length === 0 && <div class="empty"><p>{words.say("desk.waiting.none")}</p></div>}
        <ul class="entries">{waiting.map(({ version, instrument }) => {
          const process = processes.find((it) => it.id === instrument.processId)!;
          return <li class="row"><span><a href={here(c)(deskAddress(process, instrument, version))}>{version.symbol}</a> · {words.pick(instrument.title).text} · {words.day(version.date)}</span> <a href={here(c)(versionAddress(process, instrument, version))}>{words.say("desk.preview")}</a></li>;
        })}</ul>
      </section>
      <section aria-labelledby="texts">
        <h2 id="texts">{words.say("desk.texts")}</h2>
        <ul class="entries">{shelves.map(({ process, instrument }) => <Shelf c={c} process={process} instrument={instrument} />)}</ul>
        {processes.map((it) => <p class="small"><a href={here(c)(`/desk/${it.slug}/instruments`)}>{words.say("desk.open", { process: words.pick(it.shortName).text })}</a></p>)}
      </section></>}
    </>);
});

/** Where the officers of a process work. */
const Secretariat = ({ c, process }: { c: Door; process: Process }) => {
  const { words } = c.var;
  const rooms: [address: string, name: Key][] = [
    [callsAddress(process), "calls.title"], [`/desk/${process.slug}/clearance`, "clearance.title"], [answersDeskAddress(process), "answers.desk.title"], [accreditationDeskAddress(process), "accreditation.title"],
    [settingUpAddress(process), "meetings.desk"], [importAddress(process), "programme.title"], [commitmentsDeskAddress(process), "commitments.desk"],
  ];
  return (
    <section aria-labelledby={`of-${process.slug}`}><h2 id={`of-${process.slug}`}>{words.pick(process.shortName).text}</h2>
      <ul class="tags">{rooms.map(([address, name]) => <li><a href={here(c)(address)}>{words.say(name)}</a></li>)}</ul>
    </section>
  );
};

const Shelf = ({ c, process, instrument }: { c: Door; process: Process; instrument: Instrument }) => (
  <li class="row"><span>{c.var.words.pick(instrument.title).text} <span class="soft small">{c.var.words.pick(process.shortName).text}</span></span> <a class="button little" href={here(c)(`${deskAddress(process, instrument)}/import`)}>{c.var.words.say("desk.import")}</a></li>
);
