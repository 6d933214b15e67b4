// The same for what people and bodies keep to themselves: a mark in each restricted place, every door of the house opened as
// each kind of viewer, in every format, and the marks seen compared with those allowed. What is in workbooks is unpacked.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { doorsOf } from "../src/bin/house-commands.ts";
import { furnishedWorld, viewers, type Name, type World } from "./access-world.ts";
import { walkers } from "./walkers.ts";
import { unpacked } from "./unpacked.ts";

/** Each stands in one place. Whose it is stands before the colon. */
const marks = {
  "A: name of a member": "QZMEMBERNAME", "A: capacity of a member": "QZCAPACITY", "A: address of a member": "qzmember@a.example", "A: contact": "qzcontact@a.example", "A: who is invited": "qzinvited@a.example",
  "statement: title": "QZSTATEMENT", "statement: words": "QZDRAFTED",
  "letter: subject": "QZSUBJECT", "letter: words": "QZLETTER", "reported: words": "QZREPORTED", "declined: name": "QZDECLINED", "declined: reason": "QZREASON", "unverified: name": "QZUNVERIFIED",
  "comment: words": "QZCONFIDENCE", "list: cell": "QZCELL", "list: file": "QZFILENAME", "session: token": "qzsessiontoken", "asker: address": "qzasker@world.example", "forum: participant": "QZPARTICIPANT", "call: draft": "QZDRAFTCALL", "assessment: draft": "QZDRAFTASSESSMENT", "meeting: draft": "QZDRAFTMEETING", "meeting: link": "QZMEETINGLINK", "meeting: invited": "QZINVITEDSPEAKER", "meeting: outcome": "QZUNCLEARED",
} as const;
type Mark = keyof typeof marks;
const all = Object.keys(marks) as Mark[];
const beginning = (...starts: string[]) => all.filter((it) => starts.some((start) => it.startsWith(start)));

const onesOwn = beginning("A: name", "A: capacity");
/** What each may see, somewhere. Nobody sees the token of a session. */
const allowed: Record<Name, Mark[]> = {
  ...(Object.fromEntries(viewers.map((it) => [it, []])) as unknown as Record<Name, Mark[]>),
  person: beginning("letter", "reported"),
  "member of A": [...onesOwn, "A: address of a member", "comment: words", ...beginning("statement")], // the contact they may know too; no page shows it to them
  "focal point of A": [...beginning("A:", "letter", "reported", "comment", "statement"), "asker: address"],
  "focal point of B": ["asker: address", "forum: participant", "statement: title"], // who speaks for B; that they take part is shown to officers alone
  "person of a merged body": ["forum: participant", "statement: title"], // merged into B
  "person of a declined body": beginning("declined"),
  "assessor of X": ["assessment: draft"],
  "officer of X": ["forum: participant", "call: draft", ...beginning("assessment", "meeting", "comment")],
  officer: all.filter((it) => !["session: token", "letter: subject", "letter: words", ...beginning("statement")].includes(it)),
};

let world: World;
beforeAll(async () => { world = await furnishedWorld(); await plant(); });
afterAll(() => world?.house.close());

async function plant() {
  const { things: { A }, house, emails } = world;
  const set = (query: string) => house.house.database.db.execute(sql.raw(query));
  await set(`update people set name = '${marks["A: name of a member"]}', email = '${marks["A: address of a member"]}' where email = '${emails["member of A"]}'`);
  await set(`update people set name = '${marks["forum: participant"]}' where id = (select person_id from forum_participants where id = '${world.forum.participant}')`);
  await set(`update people set email = '${marks["asker: address"]}' where email = 'asker@world.example'`);
  await set(`update memberships set capacity = '${marks["A: capacity of a member"]}' where id = '${A.member}'`);
  await set(`update stakeholders set contact_email = '${marks["A: contact"]}', contact_public = false where slug = '${A.body}'`);
  await set(`insert into stakeholder_invitations select 'qz', stakeholder_id, '${marks["A: who is invited"]}', role, invited_by, invited_at, expires_at from stakeholder_invitations where id = '${A.invitation}'`);
  await set(`update correspondences set subject = '${marks["letter: subject"]}' where id = '${A.letter}'`);
  await set(`update letters set body = '${marks["letter: words"]}' where correspondence_id = '${A.letter}'`);
  await set(`update letters set body = '${marks["reported: words"]}' where correspondence_id = '${A.reported}'`);
  await set(`update wordings set body = '${marks["comment: words"]}' where contribution_id = (select id from contributions where reference = '${A.comment}')`);
  for (const [slug, mark] of [[world.declined, marks["declined: name"]], [world.unverified, marks["unverified: name"]]]) await set(`update stakeholders set name = '{"en":"${mark}"}'::jsonb where slug = '${slug}'`);
  await set(`update stakeholders set declined_because = '${marks["declined: reason"]}' where slug = '${world.declined}'`);
  await set(`update calls set title = '{"en":"${marks["call: draft"]}"}'::jsonb where number = ${world.draftCall}`);
  await set(`update assessments set title = '{"en":"${marks["assessment: draft"]}"}'::jsonb where number = ${world.draftAssessment}`);
  await set(`update statements set working_title = '${marks["statement: title"]}' where id = (select statement_id from statement_paragraphs where id = '${world.statement.paragraph}')`);
  await set(`update statement_wordings set text = '${marks["statement: words"]}' where paragraph_id = '${world.statement.paragraph}'`);
  await set(`update meetings set title = '{"en":"${marks["meeting: draft"]}"}'::jsonb where number = ${world.draftMeeting}`);
  await set(`update meeting_links set address = 'https://meet.example/${marks["meeting: link"]}' where audience = 'participants'`);
  await set(`update meeting_speakers set name = '${marks["meeting: invited"]}' where state = 'invited'`);
  await set(`insert into meeting_outcomes select id, 'need', 90, '{"en":"${marks["meeting: outcome"]}"}'::jsonb, null, null from meetings where number = 2`);
  await set(`update stakeholder_imports set file_name = '${marks["list: file"]}.csv', plan = replace(plan::text, 'Listed Body One', '${marks["list: cell"]}')::jsonb where id = '${world.lists.waiting}'`);
  await set(`insert into sessions (id, person_id, token, expires_at, created_at, updated_at) select 'qz', person_id, '${marks["session: token"]}', expires_at, created_at, updated_at from sessions where id = '${A.session}'`);
}

const questions = (path: string) => (/\/(directory|search)/.test(path) ? ["", "?view=map", "?view=cards", "?q=zzz&order=confirmed", ...["QZUNVERIFIED", "QZDECLINED", "QZMEMBERNAME", "QZCAPACITY"].map((it) => `?q=${it.slice(0, -1)}`)] : [""]);

/** What may stand in an address, whatever it is about. */
const partsOf = (path: string, name: string): string[] => {
  const { things: { A, B }, unverified, declined, lists, merge, merged } = world;
  if (name === "slug") return path.includes("/networks/") ? [A.network] : path.includes("/themes/") ? ["extradition"] : path.includes("/partnerships/") ? ["clear-signal", "asset-desk"] : path.includes("/practices/") ? ["a-roster-for-the-first-hour", "a-school-for-parents"] : [A.body, B.body, unverified, declined, merged];
  if (name === "id") return [A.letter, A.reported, B.letter, lists.waiting, lists.applied, merge];
  if (name === "number" && path.includes("/statements/")) return [world.statement.number];
  if (name === "statement") return ["1"];
  if (name === "text") return ["2-fr.txt"];
  if (name === "paragraph") return [world.statement.paragraph];
  if (name === "to") return ["fr"];
  if (name === "reference") return [A.comment, B.comment];
  if (name === "registration") return [world.registration];
  if (name === "offer") return [A.offer, B.offer];
  if (name === "pathway") return ["t-cy"];
  if (name === "call") return ["14", world.draftCall];
  if (name === "meeting") return ["17", "2", "18", "45", world.draftMeeting];
  if (name === "secret") return ["forged.ics"];
  if (name === "calendar") return [`${world.draftCall}.ics`];
  return { language: ["en", "ar"], process: ["model"], instrument: ["convention"], version: ["3-rev-2"], number: ["003"], dossier: ["003.docx"], assessment: ["1"], release: ["1", "2"], commitment: ["1", "4", "7"], file: ["1.csv"], what: ["q1"], finding: ["1"], table: ["1"], forum: [world.forum.forum, world.workshop.slug, world.workshop.id], token: ["qz"], source: ["1"], guide: ["interview"] }[name] ?? ["qz"];
};
function addressesOf(path: string): string[] {
  const name = /:(\w+)/.exec(path)?.[1];
  return name ? partsOf(path, name).flatMap((it) => addressesOf(path.replace(`:${name}`, it))) : [path];
}

async function survey(name: Name): Promise<{ seen: Map<Mark, Set<string>>; opened: number }> {
  const app = world.appFor();
  const seen = new Map<Mark, Set<string>>();
  let opened = 0;
  for (const { method, path } of doorsOf(world.house.house)) {
    const door = path.replaceAll(/\{[^}]*\}/g, "");
    if (method !== "GET") continue;
    for (const address of addressesOf(door)) for (const question of questions(door)) {
      const answer = await world.send(app, name, "GET", address + question);
      const bytes = Buffer.from(await answer.arrayBuffer());
      const words = `${JSON.stringify([...answer.headers])}\n${door.endsWith(".xlsx") && answer.status === 200 ? unpacked(bytes) : bytes.toString("utf8")}`;
      expect(answer.status, address).toBeLessThan(500);
      opened += 1;
      for (const mark of all) if (words.includes(marks[mark])) seen.set(mark, (seen.get(mark) ?? new Set()).add(door));
    }
  }
  return { seen, opened };
}

test.each(walkers<Name>(viewers, ["visitor", "member of A", "officer of X"]))("of what people and bodies keep to themselves, the viewer “%s” sees what they may, at every door and in every format, and nothing else", async (name) => {
  const { seen, opened } = await survey(name);
  expect(opened).toBeGreaterThan(100);
  expect([...seen.keys()].toSorted()).toEqual(allowed[name].toSorted());
}, 180_000);

test("the survey would see a leak: what is made public shows to a visitor, in pages, data and tables", async () => {
  const set = (query: string) => world.house.house.database.db.execute(sql.raw(query));
  await set(`update stakeholders set contact_public = true where slug = '${world.things.A.body}'`);
  await set(`update memberships set show_name = true where id = '${world.things.A.member}'`);
  await set(`update stakeholders set state = 'verified', verified_at = now() where slug = '${world.unverified}'`);
  await set(`update calls set state = 'announced', announced_at = now() where number = ${world.draftCall}`);
  await set(`insert into forums select forum_id, process_id, 'qz', title, null, open_to, combinations, now() from calls where number = ${world.draftCall}`);
  await set(`update meetings set state = 'announced', announced_at = now() where number = ${world.draftMeeting}`);
  await set(`insert into forums select forum_id, process_id, 'qzm', title, null, open_to, combinations, now() from meetings where number = ${world.draftMeeting}`);
  await set(`update meeting_links set audience = 'public'`);
  await set(`update meeting_speakers set state = 'accepted', consents = array['name'] where state = 'invited'`);
  await set(`update meeting_outcomes set cleared_by = 'qz', cleared_day = '2026-06-09' where number = 90`);
  const { seen } = await survey("visitor");
  expect([...seen.keys()].toSorted()).toEqual([...onesOwn, "A: contact", "unverified: name", "call: draft", ...beginning("meeting")].toSorted());
  expect([...seen.get("unverified: name")!]).toEqual(expect.arrayContaining(["/:language/directory", "/:language/directory.csv", "/:language/directory.xlsx", "/api/v1/directory", "/api/v1/stakeholders/:slug", "/:language/stakeholders/:slug"]));
}, 180_000);
