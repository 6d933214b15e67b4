// What officers take out of the desk for Word: the list of bodies, and a note of what was decided on a day.
import { Hono } from "hono";
import { dayOf } from "../ground/clock.ts";
import { isOfficer, mayOfficiate, officerOf, personOf } from "../ground/viewer.ts";
import { Refusal } from "../ground/refusal.ts";
import type { Door, Env } from "../ground/web/env.ts";
import { isolatesOut } from "../ground/web/xml.ts";
import { moves, type Move } from "../concepts/accreditation/accreditation.ts";
import { movedOn } from "../concepts/accreditation/store.ts";
import { answeredOn } from "../concepts/answers/store.ts";
import { callChangesOn } from "../concepts/calls/store.ts";
import { clearedOn } from "../concepts/contributions/store/submissions.ts";
import { allProcesses } from "../concepts/processes/store.ts";
import { decidedOn } from "../concepts/registrations/store.ts";
import { bodiesForList, verifiedOn } from "../concepts/stakeholders/store/stakeholders.ts";
import { countryName } from "../concepts/stakeholders/views.tsx";
import { docxOf, type Block } from "./word-document.ts";

/** More rows than these are read in the directory, not in a document. */
const mostBodies = 5000;

export const deskWord = new Hono<Env>()
  .get("/desk/bodies.docx", async (c) => {
    officerOf(c.var.viewer);
    const { db, words, now } = c.var;
    const bodies = await bodiesForList(db, mostBodies);
    const rows = bodies.map((it) => [words.pick(it.name).text, words.say(`stakeholders.sector.${it.sector}`), (it.country && countryName(words, it.country)) || "", it.regionalGroup ? words.say(`stakeholders.group.${it.regionalGroup}`) : "", it.focalPoint ?? "", it.verifiedAt ? words.day(it.verifiedAt) : ""]);
    const head = (["name", "sector", "country", "region", "focal", "verified"] as const).map((it) => words.say(`tasks.bodies.${it}`));
    return word(c, "bodies", words.say("tasks.out.bodies"), [{ kind: "note", runs: [words.say("tasks.bodies.note", { count: bodies.length, day: words.day(now) })] }, { kind: "table", head, rows }]);
  })
  .get("/desk/decisions.docx", async (c) => {
    const { viewer, words, now } = c.var;
    personOf(viewer);
    const processes = (await allProcesses(c.var.db)).filter((it) => mayOfficiate(viewer, it.id));
    if (!isOfficer(viewer)) throw new Refusal("not-allowed", "not-an-officer");
    if (processes.length === 0) throw new Refusal("not-allowed", "second-factor-first");
    return word(c, "decisions", words.say("tasks.decisions.title", { day: words.day(now) }), await decisionsOf(c, processes.map((it) => it.id)));
  });

/** What was decided on the day of the request, of each kind a section. */
async function decisionsOf(c: Door, processIds: string[]): Promise<Block[]> {
  const { db, viewer, words, now } = c.var;
  const day = dayOf(now);
  const verified = mayOfficiate(viewer) ? await verifiedOn(db, day) : [];
  const [cleared, answered, calls] = [await clearedOn(db, day, processIds), await answeredOn(db, day, processIds, viewer), await callChangesOn(db, day, processIds)];
  const [moved, registered] = [await movedOn(db, day, processIds), await decidedOn(db, day, processIds)];
  const section = (heading: string, lines: string[]): Block[] => (lines.length === 0 ? [] : [{ kind: "heading", runs: [heading] }, ...lines.map((it): Block => ({ kind: "paragraph", runs: [it] }))]);
  const all = [
    ...section(words.say("tasks.decisions.verified"), verified.map((it) => words.pick(it).text)),
    ...section(words.say("accreditation.title"), moved.map((it) => [words.pick(it.body).text, words.say(`accreditation.state.${moves[it.deed as Move].to}`), it.by].filter(Boolean).join(" · "))),
    ...section(words.say("registrations.desk"), registered.map((it) => [words.say("registrations.meeting", { number: it.number }), words.pick(it.title).text, `${words.say(`registrations.state.${it.state}`)}: ${words.number(it.count)}`].join(" · "))),
    ...section(words.say("clearance.title"), cleared.map((it) => [it.reference, words.say(`clearance.act.${it.act}`), it.officer, it.because].filter(Boolean).join(" · "))),
    ...section(words.say("answers.ledger.title"), answered.map((it) => `${words.say("answers.ask", { reference: it.reference, number: it.number })} · ${words.say(`answers.state.${it.state}`)} · ${it.by} · ${it.reason}`)),
    ...section(words.say("calls.title"), calls.map((it) => [words.say(`calls.told.${it.what}`, { number: it.number, title: words.pick(it.title).text }), it.by, it.because].filter(Boolean).join(" · "))),
  ];
  return all.length > 0 ? all : [{ kind: "paragraph", runs: [words.say("tasks.decisions.none")] }];
}

async function word(c: Door, name: string, title: string, blocks: Block[]) {
  const { words, now } = c.var;
  const plain = blocks.map((it): Block => (it.kind === "table" ? { ...it, head: it.head.map(isolatesOut), rows: it.rows.map((row) => row.map(isolatesOut)) } : { ...it, runs: it.runs.map((run) => (typeof run === "string" ? isolatesOut(run) : run)) }));
  c.header("Content-Disposition", `attachment; filename="${name}-${dayOf(now)}.docx"`);
  c.header("Content-Type", "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
  return c.body(await docxOf({ title: isolatesOut(title), language: words.language, rightToLeft: words.direction === "rtl", blocks: [{ kind: "title", runs: [isolatesOut(title)] }, ...plain] }));
}
