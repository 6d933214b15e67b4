import { Hono } from "hono";
import { isOfficer, mayEdit, mayOfficiate, personOf, type Viewer } from "../ground/viewer.ts";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { showPage } from "../ground/web/page.tsx";
import { callsAddress } from "../concepts/calls/addresses.ts";
import { accreditationDeskAddress } from "../concepts/accreditation/addresses.ts";
import { answersDeskAddress } from "../concepts/answers/addresses.ts";
import { ownInvitationsAddress, settingUpAddress } from "../concepts/meetings/addresses.ts";
import { allProcesses } from "../concepts/processes/store.ts";
import type { Process } from "../concepts/processes/process.ts";
import { deskAddress, versionAddress } from "../concepts/texts/addresses.ts";
import { instrumentsIn, unpublished } from "../concepts/texts/store/versions.ts";
import type { Instrument } from "../concepts/texts/text.ts";

/** What an editor has to do: versions to align and publish, texts to import into. */
export const deskPages = new Hono<Env>().get("/desk", async (c) => {
  const { db, viewer, words } = c.var;
  const { name } = personOf(viewer);
  const everywhere = await allProcesses(db);
  const every = everywhere.filter((it) => it.nature !== "record");
  const secretariats = every.filter((it) => mayOfficiate(viewer, it.id));
  const processes = every.filter((it) => mayEdit(viewer, it.id));
  const waiting = (await unpublished(db)).filter((it) => processes.some((process) => process.id === it.instrument.processId));
  const instruments = await instrumentsIn(db, processes.map((it) => it.id));
  const shelves = processes.flatMap((process) => instruments.filter((it) => it.processId === process.id).map((instrument) => ({ process, instrument })));
  return showPage(c, { title: words.say("shell.desk"), crumbs: [{ name: words.say("shell.now"), address: here(c)("/") }, { name: words.say("shell.desk") }], unlisted: true },
    <>
      <div class="row"><h1>{words.say("shell.desk")}</h1><form method="post" action={here(c)("/session/end")}><button class="little">{words.say("desk.leave", { name })}</button></form></div>
      {isOfficer(viewer) && !mayOfficiate(viewer) && <p class="lede">{words.say("account.factor.is.needed")} <a href={here(c)("/second-factor")}>{words.say("account.factor.show")}</a></p>}
      {mayOfficiate(viewer) && <p><a href={here(c)("/desk/secretariat")}>{words.say("stakeholders.secretariat")}</a> · <a href={here(c)("/desk/roles")}>{words.say("account.roles.title")}</a></p>}
      {processesOf(everywhere, viewer).map((it) => <p class="small"><a href={here(c)(callsAddress(it))}>{words.say("calls.desk.link", { process: words.pick(it.shortName).text })}</a> · <a href={here(c)(settingUpAddress(it))}>{words.say("meetings.desk")}</a></p>)}
      <p class="small"><a href={here(c)(ownInvitationsAddress)}>{words.say("speaking.title")}</a></p>
      {secretariats.map((it) => <p><strong>{words.pick(it.shortName).text}</strong>: <a href={here(c)(`/desk/${it.slug}/clearance`)}>{words.say("clearance.title")}</a> · <a href={here(c)(accreditationDeskAddress(it))}>{words.say("accreditation.title")}</a> · <a href={here(c)(answersDeskAddress(it))}>{words.say("answers.desk.title")}</a></p>)}
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
      </section>
    </>);
});

/** Processes in which `viewer` opens calls. */
const processesOf = (all: Process[], viewer: Viewer) => all.filter((it) => it.nature !== "record" && mayOfficiate(viewer, it.id));

const Shelf = ({ c, process, instrument }: { c: Door; process: Process; instrument: Instrument }) => (
  <li class="row"><span>{c.var.words.pick(instrument.title).text} <span class="soft small">{c.var.words.pick(process.shortName).text}</span></span> <a class="button little" href={here(c)(`${deskAddress(process, instrument)}/import`)}>{c.var.words.say("desk.import")}</a></li>
);
