import { Hono } from "hono";
import { dayOf } from "../ground/clock.ts";
import { mayOfficiate } from "../ground/viewer.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { showPage } from "../ground/web/page.tsx";
import { isolatesOut } from "../ground/web/xml.ts";
import { isLive, isOpen, mayApply, type Track } from "../concepts/accreditation/accreditation.ts";
import { accreditationAddress, accreditationDeskAddress, applicationAddress, fileAddress } from "../concepts/accreditation/addresses.ts";
import type { ShownAccreditation, ShownObjection } from "../concepts/accreditation/disclosure.ts";
import { figuresOf, medianDays, type FigureLine } from "../concepts/accreditation/figures.ts";
import { accreditationsOf, objectionsIn, ownAccreditations, protectedCounts, tracksOf } from "../concepts/accreditation/store.ts";
import { doorName, ObjectionText, StateMark, TrackCard } from "../concepts/accreditation/views.tsx";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { stakeholderAddress } from "../concepts/stakeholders/addresses.ts";
import { csvOf } from "../concepts/stakeholders/directory/export.ts";
import { membershipsOfPerson } from "../concepts/stakeholders/store/members.ts";
import { verifiedBodies } from "../concepts/stakeholders/store/stakeholders.ts";
import { Named } from "../concepts/stakeholders/views.tsx";
import { barOf } from "../concepts/texts/pages.tsx";

/** Who may be in the room, by which door and until when: for everyone, as a page and as a table. */
export const accreditationPages = new Hono<Env>()
  .get("/:process/accreditation", async (c) => showAccreditation(c, await processBySlug(c.var.db, inAddress(c, "process"))))
  .get("/:process/accreditation.csv", async (c) => {
    const process = await processBySlug(c.var.db, inAddress(c, "process"));
    c.header("Content-Disposition", 'attachment; filename="accreditation.csv"');
    c.header("Content-Type", "text/csv; charset=utf-8");
    return c.body(csvOf(tableOf(c, await accreditationsOf(c.var.db, process.id))));
  });

const heads = ["from", "sector", "region", "door", "applied", "since", "first", "phase"] as const;
/** Who is accredited, a row each, a row of heads in front. */
function tableOf({ var: { words } }: Door, accredited: readonly ShownAccreditation[]): string[][] {
  return [heads.map((it) => words.say(`accreditation.column.${it}`)), ...accredited.map(({ body, letter, appliedDay, decidedDay, appliedPhase, phase }) =>
    [words.pick(body.name).text, words.say(`stakeholders.sector.${body.sector}`), body.regionalGroup ? words.say(`stakeholders.group.${body.regionalGroup}`) : "", letter, appliedDay, decidedDay ?? "", String(appliedPhase), String(phase)].map(isolatesOut))];
}

async function showAccreditation(c: Door, process: Process) {
  const { db, viewer, words, now, house } = c.var;
  const title = words.say("accreditation.title");
  const tracks = await tracksOf(db, process.id);
  const accredited = await accreditationsOf(db, process.id);
  const figures = figuresOf(accredited, await protectedCounts(db, process.id, house.settings.smallCell.public));
  const path = accreditationAddress(process);
  const formats = [{ name: words.say("directory.csv"), address: here(c)(`${path}.csv`), type: "text/csv" }, { name: words.say("footer.json"), address: `/api/v1${path}`, type: "application/json" }];
  const crumbs = [{ name: words.say("shell.now"), address: here(c)("/") }, { name: words.pick(process.shortName).text, address: here(c)(`/${process.slug}`) }, { name: title }];
  return showPage(c, { title, crumbs, formats, process: barOf(process, "process") },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("accreditation.lede")}</p>
      {mayOfficiate(viewer, process.id) && <p><a href={here(c)(accreditationDeskAddress(process))}>{words.say("accreditation.desk.title")}</a></p>}
      <Own c={c} process={process} bodies={await ownBodies(c, process, tracks)} />
      <section aria-labelledby="doors"><h2 id="doors">{words.say("accreditation.doors")}</h2>
        {tracks.length === 0 ? <div class="empty"><p>{words.say("accreditation.doors.none")}</p></div> : tracks.map((it) => <TrackCard track={it} words={words} now={now} rank="h3" />)}
      </section>
      {tracks.length > 0 && <Figures c={c} figures={figures} median={medianDays(accredited)} />}
      {tracks.length > 0 && <Accredited c={c} accredited={accredited} />}
      {tracks.length > 0 && <Register c={c} objections={await objectionsIn(db, process.id)} />}
    </>);
}

type OwnBody = { slug: string; name: Parameters<typeof Named>[0]["it"]; file: ShownAccreditation | null; doors: Track[] };

/** The verified bodies for which the viewer speaks, with where each stands and the doors that are open to it. */
async function ownBodies({ var: { db, viewer, now } }: Door, process: Process, tracks: readonly Track[]): Promise<OwnBody[]> {
  if (viewer.kind === "visitor" || viewer.personId === "") return [];
  const files = await ownAccreditations(db, viewer, process.id);
  const active = (await membershipsOfPerson(db, viewer.personId)).filter(({ it, state }) => it.state === "active" && state === "verified");
  const sectors = new Map((await verifiedBodies(db, { ids: active.map(({ it }) => it.stakeholderId), like: "" }, active.length)).map((it) => [it.id, it.sector]));
  return active.map(({ it, slug, name }) => {
    const [file, sector] = [files.find((one) => one.body.id === it.stakeholderId) ?? null, sectors.get(it.stakeholderId)];
    return { slug, name, file, doors: sector && it.role === "focal-point" && canApply(file) ? tracks.filter((one) => mayApply(one, sector) && isOpen(one, dayOf(now))) : [] };
  });
}
/** Whether a body may apply anew. */
export const canApply = (file: Pick<ShownAccreditation, "state"> | null): boolean => file === null || !isLive(file);

function Own({ c, process, bodies }: { c: Door; process: Process; bodies: readonly OwnBody[] }) {
  const { words } = c.var;
  if (bodies.length === 0) return null;
  return (
    <section class="card strong" aria-labelledby="own"><h2 id="own">{words.say("accreditation.own")}</h2>
      <ul class="plain">{bodies.map((it) => (
        <li><strong><Named it={it.name} words={words} /></strong> {it.file && <><StateMark state={it.file.state} words={words} /> <a href={here(c)(fileAddress(process, it))}>{words.say("accreditation.file.see")}</a></>}
          {!it.file && it.doors.length === 0 && <span class="soft">{words.say("accreditation.own.none")}</span>}
          {it.doors.length > 0 && <ul class="plain">{it.doors.map((one) => <li><a href={here(c)(applicationAddress(process, it, one))}>{words.say("accreditation.apply", { door: doorName(words, one) })}</a></li>)}</ul>}
        </li>
      ))}</ul>
    </section>
  );
}

const kinds = ["sector", "region", "total"] as const;

function Figures({ c: { var: { words, house } }, figures, median }: { c: Door; figures: readonly FigureLine[]; median: number | null }) {
  const told = (it: number | null) => (it === null ? <span class="few">{words.say("accreditation.untold")}</span> : words.number(it));
  const name = ({ kind, value }: FigureLine) => (kind === "sector" ? words.say(`stakeholders.sector.${value as "academia"}`) : kind === "total" ? words.say("accreditation.all") : value === "" ? words.say("accreditation.no-region") : words.say(`stakeholders.group.${value as "african"}`));
  return (
    <section aria-labelledby="figures"><h2 id="figures">{words.say("accreditation.figures")}</h2>
      {median !== null && <p>{words.say("accreditation.median", { count: median })}</p>}
      <p class="small soft">{words.say("accreditation.figures.rule", { count: Math.max(10, house.settings.smallCell.public) })}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways must be reachable by keyboard */}
      <div class="scroll" tabindex={0} role="region" aria-label={words.say("accreditation.figures.caption")}>
        <table>
          <caption>{words.say("accreditation.figures.caption")}</caption>
          <thead><tr><th scope="col">{words.say("accreditation.figures.of")}</th><th scope="col" class="n">{words.say("accreditation.state.accredited")}</th><th scope="col" class="n">{words.say("accreditation.under-way")}</th><th scope="col" class="n">{words.say("accreditation.state.refused")}</th></tr></thead>
          {kinds.map((kind) => <tbody>{figures.filter((it) => it.kind === kind).map((it) => <tr><th scope="row">{name(it)}</th><td class="n">{words.number(it.accredited)}</td><td class="n">{told(it.underWay)}</td><td class="n">{told(it.refused)}</td></tr>)}</tbody>)}
        </table>
      </div>
    </section>
  );
}

function Accredited({ c, accredited }: { c: Door; accredited: readonly ShownAccreditation[] }) {
  const { words } = c.var;
  const labels = { sector: words.say("accreditation.column.sector"), door: words.say("accreditation.column.door"), since: words.say("accreditation.column.since"), phase: words.say("accreditation.column.phase") };
  return (
    <section aria-labelledby="accredited"><h2 id="accredited">{words.say("accreditation.list")}</h2>
      {accredited.length === 0 ? <div class="empty"><p>{words.say("accreditation.list.none")}</p></div> : (
        <table class="stack" role="table">
          <caption>{words.say("accreditation.list.caption", { count: accredited.length })}</caption>
          <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">{words.say("accreditation.column.from")}</th>{Object.values(labels).map((it) => <th role="columnheader" scope="col">{it}</th>)}</tr></thead>
          <tbody role="rowgroup">{accredited.map(({ body, letter, decidedDay, appliedPhase, phase }) => (
            <tr role="row"><th role="rowheader" scope="row"><a href={here(c)(stakeholderAddress(body))}><Named it={body.name} words={words} /></a>{body.invented && <small class="soft"> {words.say("stakeholders.invented")}</small>}</th>
              <td role="cell" data-label={labels.sector}>{words.say(`stakeholders.sector.${body.sector}`)}</td><td role="cell" data-label={labels.door}>{letter}</td>
              <td role="cell" data-label={labels.since}>{decidedDay && <time datetime={decidedDay}>{words.day(decidedDay)}</time>}</td>
              <td role="cell" data-label={labels.phase}>{phase > appliedPhase ? words.say("accreditation.carried", { from: appliedPhase, phase }) : words.number(phase)}</td></tr>
          ))}</tbody>
        </table>
      )}
    </section>
  );
}

const Register = ({ c, objections }: { c: Door; objections: readonly ShownObjection[] }) => (
  <section aria-labelledby="objections"><h2 id="objections">{c.var.words.say("accreditation.objections")}</h2>
    <p>{c.var.words.say("accreditation.objections.lede")}</p>
    {objections.length === 0 ? <div class="empty"><p>{c.var.words.say("accreditation.objections.none")}</p></div> : <ul class="entries">{objections.map((it) => <li id={`objection-${it.number}`}><ObjectionText it={it} words={c.var.words} address={(slug) => here(c)(stakeholderAddress({ slug }))} /></li>)}</ul>}
  </section>
);

/** The way from the page of a process: its doors, in a card. */
export async function DoorsCard({ c, process }: { c: Door; process: Process }) {
  const { words, db } = c.var;
  const tracks = await tracksOf(db, process.id);
  if (tracks.length === 0) return null;
  return (
    <section class="card" aria-labelledby="doors-h"><h2 id="doors-h">{words.say("accreditation.doors.count", { count: tracks.length })}</h2>
      <ul class="plain small">{tracks.map((it) => <li>{doorName(words, it)}</li>)}</ul>
      <p class="small"><a href={here(c)(accreditationAddress(process))}>{words.say("accreditation.title")}</a></p>
    </section>
  );
}
