// A house with one of everything that somebody may want to get at: twice, so that what is one's own can be told from another's.
import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { createApp } from "../src/app.ts";
import { runCommand } from "../src/bin/run-command.ts";
import { addMeeting, meetingsOf } from "../src/concepts/meetings/store.ts";
import { processBySlug } from "../src/concepts/processes/store.ts";
import { passkeys, sessions } from "../src/ground/auth/tables.ts";
import type { Db } from "../src/ground/db/database.ts";
import { asViewer } from "../src/ground/db/request.ts";
import { visitor, type PersonViewer, type Viewer } from "../src/ground/viewer.ts";
import { formToken, tokenField } from "../src/ground/web/form-tokens.ts";
import { openCall } from "./calling.ts";
import { openMeeting, registering } from "./meeting.ts";
import { openHouse, type TestHouse } from "./house.ts";
import { meetingOf } from "./meetings.ts";
import { openWorkshop, takePart, unattributedIn } from "./speaking.ts";

/** Who comes to the doors. X and Y are processes, A and B verified bodies. */
export const viewers = [
  "visitor", "person", "member of A", "focal point of A", "focal point of B", "person of a declined body", "person of a merged body",
  "editor of X", "editor of Y", "editor of the house", "officer of X", "officer without second factor", "officer", "assessor of X",
] as const;
export type Name = (typeof viewers)[number];

/** What stands in addresses and forms, of A or of B: the parts of one never go with those of the other. */
export type Things = { body: string; network: string; asked: string; member: string; invitation: string; letter: string; reported: string; item: string; session: string; passkey: string; comment: string; offer: string; inquiry: string };

export type World = Awaited<ReturnType<typeof furnishedWorld>>;

const bodies = { A: "tamarind-legal-network", B: "kestrel-response-network" } as const;
const networkOf = { A: "voices-east", B: "first-day-network" } as const;

export async function furnishedWorld() {
  const house = await openHouse({ sample: true, env: { SMTP_URL: "smtp://localhost:2525" } });
  const { db } = house.house.database;
  const ask = async <T = Record<string, string>>(query: string) => ((await db.execute(sql.raw(query))) as unknown as { rows: T[] }).rows;
  const one = async (query: string) => Object.values((await ask(query))[0]!)[0]!;
  const idOf = (slug: string) => asViewer(db, visitor, async (tx) => (await processBySlug(tx, slug)).id);
  const [x, y] = [await idOf("model"), await idOf("committee")];
  const focalOf = (slug: string) => one(`select p.email from people p join memberships m on m.person_id = p.id join stakeholders s on s.id = m.stakeholder_id where s.slug = '${slug}' and m.role = 'focal-point' and m.state = 'active'`);
  const emails: Record<Exclude<Name, "visitor">, string> = {
    person: "person@world.example", "member of A": "member@a.example", "focal point of A": await focalOf(bodies.A), "focal point of B": await focalOf(bodies.B),
    "person of a declined body": "person@declined.example", "person of a merged body": "person@merged.example", "editor of X": "x@editors.example", "editor of Y": "y@editors.example",
    "editor of the house": "house@editors.example", "officer of X": "x@officers.example", "officer without second factor": "unproven@officers.example", officer: "proven@officers.example", "assessor of X": "x@assessors.example",
  };
  const rolesOf = { "editor of X": ["editor", x], "editor of Y": ["editor", y], "editor of the house": ["editor", null], "officer of X": ["officer", x], "officer without second factor": ["officer", null], officer: ["officer", null], "assessor of X": ["assessor", x] } as const;
  const people = new Map<Name, Viewer>([["visitor", visitor]]);
  for (const [name, email] of Object.entries(emails) as [Exclude<Name, "visitor">, string][]) {
    const held = rolesOf[name as keyof typeof rolesOf];
    people.set(name, await house.person({ email, ...(held ? { roles: [{ role: held[0], processId: held[1] }] } : {}), secondFactor: /^(officer|assessor)/.test(name) && name !== "officer without second factor" }));
  }
  const others = { asker: "asker@world.example", twin: "twin@b.example" } as const;
  for (const email of Object.values(others)) await house.person({ email });
  const whoIs = (name: Name) => (name === "visitor" ? name : emails[name]);
  const must = async (answer: Promise<Response>) => { const it = await answer; if (it.status !== 303) throw new Error(`${it.status}: ${(await it.text()).match(/<h1>.*?<\/h1>|class="error".*?</)?.[0]}`); return it; };

  const membership = (body: string, email: string) => one(`select m.id from memberships m join people p on p.id = m.person_id join stakeholders s on s.id = m.stakeholder_id where s.slug = '${body}' and p.email = '${email}'`);
  const letterTo = async (who: string, body: string, subject: string) => (await must(house.send(who, `/en/stakeholders/${body}/letter`, { subject, body: "May we ask?" }))).headers.get("location")!.split("/").at(-1)!;
  const forum = await one("select id from forums where slug = 'second-revised-draft'");
  const stakeholderOf = (slug: string) => one(`select id from stakeholders where slug = '${slug}'`);
  /** What a body tells the secretariat in confidence. */
  const commentOf = async (who: string, body: string) =>
    /contributions\/([^/]+)\//.exec((await must(house.send(who, "/en/model/p/003/3-rev-2/comment", { forum, stakeholder: await stakeholderOf(body), combination: "secretariat/named", language: "en", answers: "", body: "In confidence." }))).headers.get("location")!)![1]!;
  /** A need of a body, and what somebody of a third one wrote about it. */
  async function needOf(who: string, body: string) {
    const need = { body, side: "need", kind: "training", language: "en", title: "A course", text: "For twelve.", until: "2026-12-01" };
    const offer = (await must(house.send(who, "/en/offers/new", need))).headers.get("location")!.split("/").at(-1)!;
    await must(house.send(third, `/en/offers/${offer}/inquiry`, { body: "samudra-policy-lab", text: "We could hold it." }));
    return { offer, inquiry: await one(`select i.id from offer_inquiries i join offers o on o.id = i.offer_id where o.reference = '${offer}'`) };
  }
  const third = await focalOf("samudra-policy-lab");
  await house.person({ email: third });
  async function thingsOf(side: "A" | "B", member: string, guest: string): Promise<Things> {
    const [body, network, focal] = [bodies[side], networkOf[side], await focalOf(bodies[side])];
    await must(house.send(member, `/en/stakeholders/${body}/joining`, { capacity: "" }));
    const memberId = await membership(body, member);
    await must(house.send(focal, `/en/desk/stakeholders/${body}/members/${memberId}/acceptance`, {}));
    await must(house.send(others.asker, `/en/stakeholders/${body}/joining`, { capacity: "" }));
    await must(house.send(focal, `/en/desk/stakeholders/${body}/invitations`, { email: guest }));
    const [letter, reported] = [await letterTo(guest, body, "First"), await letterTo(guest, body, "Second")];
    await must(house.send(focal, `/en/letters/${reported}/report`, { reason: "Rude." }));
    await must(house.send(focal, `/en/networks/${network}/items`, { kind: "paper", title: "A paper", address: "https://paper.example/", day: "2026-06-01" }));
    const personId = await one(`select id from people where email = '${member}'`);
    await db.insert(passkeys).values({ id: `passkey-${side}`, name: "phone", publicKey: "k", personId, credentialID: `credential-${side}`, counter: 0, deviceType: "singleDevice", backedUp: false });
    return {
      body, network, member: memberId, asked: await membership(body, others.asker), letter, reported, passkey: `passkey-${side}`,
      invitation: await one(`select i.id from stakeholder_invitations i join stakeholders s on s.id = i.stakeholder_id where s.slug = '${body}' and i.email = '${guest}'`),
      item: await one(`select i.id from network_items i join networks n on n.id = i.network_id where n.slug = '${network}' and i.title = 'A paper'`),
      session: await one(`select id from sessions where person_id = '${personId}' limit 1`), comment: await commentOf(focal, body), ...(await needOf(focal, body)),
    };
  }
  const things = { A: await thingsOf("A", emails["member of A"], emails.person), B: await thingsOf("B", others.twin, others.asker) };

  const register = async (who: string, name: string, more: Record<string, string> = {}) => (await must(house.send(who, "/en/registration", { kind: "organisation", name, sector: "academia", country: "KE", languages: "en", capacity: "", ...more }))).headers.get("location")!.split("/").at(-1)!;
  const declined = await register(emails["person of a declined body"], "Quiet Declined House", { ror: "05gq02987" });
  await must(house.send("officer", `/en/desk/registrations/${declined}/refusal`, { reason: "It is not known." }));
  const merged = await register(emails["person of a merged body"], "Twofold Merged House");
  await must(house.send("officer", "/en/desk/merges", { from: merged, into: bodies.B }));
  const list = async (name: string) => (await must(house.send("officer", "/en/desk/lists/import", { file: new File([`Name,Sector,Country,Website\n${name},Academia,Kenya,\n`], "members.csv") }))).headers.get("location")!.split("/").at(-1)!;
  const lists = { waiting: await list("Listed Body One"), applied: await list("Listed Body Two") };
  await must(house.send("officer", `/en/desk/lists/${lists.applied}/application`, {}));

  await must(house.send("officer", "/en/desk/model/forums", { "title-en": "Workshop", openTo: "participants", combination: "participants/named" }));
  for (const email of [emails["focal point of B"], others.twin]) await must(house.send("officer", "/en/model/forums/workshop/invitations", { email }));
  await must(house.send(others.twin, "/en/model/forums/workshop/joining", {}));
  const participant = await one(`select f.id from forum_participants f join people p on p.id = f.person_id where p.email = '${others.twin}'`);

  const partnershipForm = {
    "title-en": "Partnership of the Matrix", "about-en": "It is tried out.", "rights-en": "Whoever is in it may complain.", "data-en": "Nothing is shared.", form: "agreement", status: "planned", countries: "TZ", functions: "research", crimes: "forgery",
    sources: "https://matrix.example/", partners: `${bodies.A}: tries\nlantern-digital-rights: tries`,
  };
  const callForm = {
    "title-en": "Zanderfisch in preparation", "mandate-en": "It was asked for.", mandateSymbol: "M/CONF.1/7", timeZone: "Africa/Nairobi", opensDay: "2026-06-08", opensHour: "09:00", closesDay: "2026-06-20", closesHour: "18:00", wordLimit: "1000", toleranceMinutes: "0",
    languages: "en", openTo: "stakeholders", combination: "public/named",
  };
  const draftCall = (await must(house.send("officer", "/en/desk/model/calls", callForm))).headers.get("location")!.split("/").at(-1)!;

  const commitmentForm = { title: "Commitment of the Matrix", what: "We do what the matrix says.", indicator: "The matrix has another row.", language: "en", dueDay: "2026-12-01", owners: "faro-abierto", body: await stakeholderOf(bodies.A) };
  const practiceForm = {
    ...Object.fromEntries(["title", "context", "problem", "done", "result", "takes", "safeguards", "wrong"].map((it) => [`${it}-en`, "Practice of the Matrix"])), strength: "told", regions: "african", themes: "forgery", body: await stakeholderOf(bodies.A),
  };
  const templateForm = { template: "consultation", timeZone: "Africa/Nairobi", startsDay: "2026-10-05", startsHour: "10:00" };
  const draftMeeting = (await must(house.send("officer", "/en/desk/model/meetings", templateForm))).headers.get("location")!.split("/").at(-1)!;

  const draft = { id: "art_1", kind: "article", number: "1", heading: "Drafted", text: "Zanderfisch swims.", children: [] };
  await must(house.send("editor", "/en/desk/model/instruments", { title: "Protocol", slug: "protocol" }));
  const file = new File([JSON.stringify({ title: null, language: "en", provisions: [draft], fidelity: { charactersIn: 9, charactersKept: 9, doubts: [] } })], "protocol.json");
  await must(house.send("editor", "/en/desk/model/protocol/import", { symbol: "M/CONF.1/HIDDEN", date: "2026-06-01", title: "Hidden", status: "revised", language: "en", authenticity: "authentic", source: "", file }));
  const number = (JSON.parse(await house.read("editor", "/api/v1/model/text/protocol/hidden")) as { provisions: { dossier: string }[] }).provisions[0]!.dossier;
  const { stdout } = await runCommand(house.house, { argv: ["login", "--as", "editor", "--email", "new@editors.example"], files: {}, format: "json" }, () => {});
  const token = new URL((JSON.parse(stdout) as { address: string }).address).pathname.split("/").at(-1)!;
  const editorId = await one("select id from people where email = 'house@editors.example'");

  const workshop = await openWorkshop(house, "under-the-rule");
  await takePart(house, workshop, people.get("focal point of B") as PersonViewer);
  const code = await unattributedIn(house, workshop);

  await openMeeting(house, 45);
  const registered = await must(house.send(await focalOf(bodies.A), "/en/model/meetings/45/registration", registering({ stakeholderId: await stakeholderOf(bodies.A) }, { visaLetter: "yes", files: new File(["We send her."], "letter.txt") })));
  const registration = registered.headers.get("location")!.split("/").at(-1)!;
  await must(house.send("officer", "/en/desk/model/meetings/45/registrations/decisions", { decision: "registered", chosen: `${registration} 0` }));
  await must(house.send("officer", "/en/desk/model/meetings/45/registrations/decisions/sending", {}));

  const ownCalendar = `${/\/calendar\/([^<]+)\.ics/.exec(await (await house.send(emails["member of A"], "/en/account/calendar", {})).text())![1]!}.ics`;
  await announcedMeeting(db, 14);

  const submitted = await answered(house, people, emails, { stakeholder: await stakeholderOf(bodies.A), coAuthor: await stakeholderOf(bodies.B) });
  await db.execute(sql`update contributions set state = 'shown' where reference = ${submitted.published}`);

  const begun = (await must(house.send(emails["focal point of A"], "/en/model/statements/new", { body: await stakeholderOf(bodies.A), workingTitle: "Statement of the Matrix", language: "en", drafters: bodies.B, toleranceMinutes: "0" }))).headers.get("location")!;
  const added = (await must(house.send(emails["member of A"], `${begun}/paragraphs`, { kind: "paragraph", text: "Zanderfisch is drafted.", after: "" }))).headers.get("location")!;
  const statement = { process: "model", number: begun.split("/").at(-2)!, paragraph: added.split("#p-")[1]! };

  /** A door keeper of one's own: limits by address count for each application, and a test has one address. */
  const appFor = (kept: Db = db) => createApp({ ...house.house, database: { ...house.house.database, db: kept } });
  const ask_ = (app: TestHouse["app"], name: Name, method: string, path: string, form: Record<string, string | File> = {}) => {
    const who = whoIs(name);
    if (method === "GET") return app.request(`http://travaux.test${path}`, { headers: name === "visitor" ? {} : { cookie: house.cookiesOf(who) } });
    const body = new FormData();
    for (const [field, value] of Object.entries({ ...form, [tokenField]: formToken(house.house, formSeed, people.get(name)!) })) body.append(field, value);
    return app.request(`http://travaux.test${path}`, { method, body, headers: { cookie: house.cookiesOf(who), origin: "http://travaux.test" } });
  };
  const freshSessions = () => db.update(sessions).set({ createdAt: new Date() });
  const assessmentForm = { "title-en": "What does it take?", openTo: "stakeholders", closesDay: "2026-12-31", combination: ["public/named", "public/unattributed"] };
  const assessmentAt = async () => (await must(house.send("officer", "/en/desk/model/assessments", assessmentForm))).headers.get("location")!;
  const writeQuestion = async (desk: string) => { await must(house.send("officer", `${desk}/questions`, { from: "empty" })); await must(house.send("officer", `${desk}/questions/new`, { turn: "1", before: "0", type: "text", "label-0": "What do you need?" })); };
  const [openDesk, draftDesk] = [await assessmentAt(), await assessmentAt()];
  for (const desk of [openDesk, draftDesk]) { await writeQuestion(desk); await must(house.send("officer", `${desk}/questions/keeping`, { turn: "2" })); }
  await must(house.send("officer", `${openDesk}/opening`, {}));
  await writeQuestion(draftDesk);
  const [openAssessment, draftAssessment] = [openDesk, draftDesk].map((it) => it.split("/").at(-1)!) as [string, string];
  return { house, freshSessions, statement, openAssessment, draftAssessment, things, registration, ownCalendar, ...submitted, forum: { forum: "workshop", participant }, partnershipForm, practiceForm, commitmentForm, callForm, draftCall, templateForm, draftMeeting, unverified: "red-quay-privacy-watch", declined, merged, merge: await one("select id from stakeholder_merges where undone_at is null order by merged_at desc limit 1"), lists, number, token, workshop, code, editorId, draftForum: forum, stakeholderOfA: await stakeholderOf(bodies.A), received: await one("select reference from contributions where kind = 'submission' and state = 'received' and acknowledged_day is null and not exists (select from co_authors o where o.contribution_id = contributions.id and o.state = 'asked') order by reference limit 1"), unanswered: await one("select c.reference from contributions c join asks a on a.contribution_id = c.id where c.kind = 'comment' and c.state = 'shown' and c.audience = 'public' and a.state = 'published' order by 1 limit 1"), send: ask_, appFor, takenBack: takenBack(db), stateOf: () => stateOf(db), emails, one };
}

/** A meeting of X that everybody may read of, unless there is one of this number already. */
async function announcedMeeting(db: Db, number: number) {
  const process = await processBySlug(db, "model");
  const there = (await meetingsOf(db, process.id, visitor)).some((it) => it.number === number);
  if (!there) await addMeeting(db, meetingOf({ processId: process.id, number }));
}

/** Answers of A to a call: one in clearance, also on behalf of B; one to be published; a member’s draft that waits to be cleared. */
async function answered(house: TestHouse, people: ReadonlyMap<Name, Viewer>, emails: Record<Exclude<Name, "visitor">, string>, { stakeholder, coAuthor }: { stakeholder: string; coAuthor: string }) {
  await openCall(house, { number: 97 });
  const send = async (name: "focal point of A" | "member of A", draft: string, deed: string, more: Record<string, string> = {}) => {
    const body = new FormData();
    const fields = { draft, stakeholder, title: "In clearance", text: "Because.", "ask-1-text": "We ask.", "ask-1-find": "7", language: "en", combination: "public/named", deed, ...more, [tokenField]: formToken(house.house, formSeed, people.get(name)!) };
    for (const [field, value] of Object.entries(fields)) body.append(field, value);
    const answer = await house.app.request("http://travaux.test/en/model/calls/97/answer", { method: "POST", body, headers: { cookie: house.cookiesOf(emails[name]), origin: "http://travaux.test" } });
    if (answer.status !== 303) throw new Error(`the answer of the world was refused with ${answer.status}`);
    return answer.headers.get("location")!;
  };
  const referenceIn = (to: string) => /contributions\/([^/]+)/.exec(to)![1]!;
  const id = (digit: number) => `01900000-0000-4000-8000-00000000000${digit}`;
  const submission = referenceIn(await send("focal point of A", id(1), "send", { onBehalf: coAuthor }));
  const published = referenceIn(await send("focal point of A", id(2), "send"));
  await send("member of A", id(3), "ask-clearing");
  return { submission, published, draft: id(3), stakeholderOfB: coAuthor };
}

const formSeed = "seed-of-the-form-tokens-in-tests";
const undone = Symbol("taken back");

/** The same database, where nothing stays: each request is answered in full, and then taken back. */
export const takenBack = (db: Db): Db => new Proxy(db, {
  get(target, name) {
    if (name !== "transaction") { const value: unknown = Reflect.get(target, name); return typeof value === "function" ? (value as (...all: unknown[]) => unknown).bind(target) : value; }
    return async (work: (tx: Db) => Promise<unknown>, config?: Parameters<Db["transaction"]>[1]) => {
      let result: unknown;
      await target.transaction(async (tx) => { result = await work(tx as unknown as Db); throw undone; }, config).catch((error: unknown) => { if (error !== undone) throw error; });
      return result;
    };
  },
});

/** Every table with the number of its rows and a hash of them. */
export async function stateOf(db: Db): Promise<Record<string, string>> {
  const rows = async <T>(query: string) => ((await db.execute(sql.raw(query))) as unknown as { rows: T[] }).rows;
  const tables = await rows<{ name: string }>("select c.oid::regclass::text as name from pg_class c where c.relkind = 'r' and c.relnamespace::regnamespace::text not in ('pg_catalog', 'pg_toast', 'information_schema', 'drizzle', 'pgboss') order by 1");
  const state: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await rows<{ count: string; hash: string }>(`select count(*)::text as count, coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as hash from ${name} t`);
    state[name] = `${row!.count} rows, ${createHash("sha256").update(row!.hash).digest("hex").slice(0, 12)}`;
  }
  return state;
}
