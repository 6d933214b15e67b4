import { Hono } from "hono";
import type { Child } from "hono/jsx";
import { personByEmail } from "../ground/auth/people.ts";
import { momentSaid } from "../ground/clock-words.ts";
import { receiptOf } from "../ground/record/receipts.ts";
import { explain, Refusal } from "../ground/refusal.ts";
import { mayOfficiate, personOf } from "../ground/viewer.ts";
import { readChoices } from "../ground/web/choices.tsx";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { untouched, type Typed } from "../ground/web/forms.tsx";
import { serveAttachment } from "../ground/web/attachments.ts";
import { onward, showPage } from "../ground/web/page.tsx";
import { filesField } from "../ground/web/uploads.ts";
import { isForSector, registrationFor } from "../concepts/meetings/modalities.ts";
import { admitBody, isWindowOpen, proofAsked, takesRegistrations } from "../concepts/registrations/admission.ts";
import { registrationAddress, registrationDeskAddress } from "../concepts/registrations/addresses.ts";
import { manyTicked, RegistrationInput } from "../concepts/registrations/inputs.ts";
import { registerFor, sendProof, withdrawRegistration } from "../concepts/registrations/operations.ts";
import { isLive, modesAt } from "../concepts/registrations/registration.ts";
import { entryOfRegistration, figuresAt, registrationById, registrationsAt, type KnownRegistration } from "../concepts/registrations/store.ts";
import type { AttachmentRow } from "../concepts/registrations/tables.ts";
import { Balance, RegistrationMark, toldKey } from "../concepts/registrations/views.tsx";
import { selectionAddress } from "../concepts/selections/addresses.ts";
import { acceptPlace, declinePlace } from "../concepts/selections/operations.ts";
import { selectionAt } from "../concepts/selections/store.ts";
import { sectors } from "../concepts/stakeholders/stakeholder.ts";
import { knownByIds } from "../concepts/stakeholders/store/stakeholders.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { allThemes } from "../concepts/themes/store.ts";
import { uploadOf } from "./answer-files.ts";
import { meetingCrumbs, MeetingEyebrow, meetingRoom, OneButton, tellRegistered, type MeetingRoom } from "./meeting-room.tsx";
import { daysOf, ProofField, RegistrationForm, type OwnBody } from "./registration-form.tsx";
import { OwnPlace } from "./own-place.tsx";
import { letterFile, showLetter } from "./visa-letter.tsx";

/** Whether a body is accredited to the process of a meeting: what concept accreditation knows. */
export type Accredited = (db: Door["var"]["db"], processId: string, stakeholderId: string) => Promise<boolean>;

const at = "/:process/meetings/:meeting{[1-9][0-9]*}/registration";

/** Where a focal point registers people of their body for a meeting, and the page of each of them. */
export const meetingRegistrationPages = ({ isAccredited }: { isAccredited: Accredited }) => new Hono<Env>()
  .get(at, async (c) => { const room = await meetingRoom(c); return showRegistration(c, room, untouched(usual(room))); })
  .post(at, async (c) => register(c, await meetingRoom(c), isAccredited))
  .get(`${at}/:registration`, async (c) => showOwn(c, await ownRoom(c), untouched()))
  .get(`${at}/:registration/receipt`, async (c) => {
    const { it } = await ownRoom(c);
    return c.json(await receiptOf(c.var.db, c.var.house.record, (await entryOfRegistration(c.var.db, it.id))!, it.appliedDay), 200, { "Content-Disposition": `attachment; filename="registration-receipt.json"` });
  })
  .get(`${at}/:registration/proof`, async (c) => handOutProof(c, (await ownRoom(c)).it))
  .post(`${at}/:registration/proof`, async (c) => takeProof(c, await ownRoom(c)))
  .get(`${at}/:registration/letter`, async (c) => showLetter(c, await ownRoom(c)))
  .get(`${at}/:registration/letter.docx`, async (c) => letterFile(c, await ownRoom(c)))
  .post(`${at}/:registration/acceptance`, async (c) => {
    const { process, meeting, it } = await ownRoom(c);
    await acceptPlace(c.var.db, c.var.viewer, meeting, it.id, c.var.now);
    return onward(c, registrationAddress(process, meeting, it), "flash.place.accepted");
  })
  .post(`${at}/:registration/refusal`, async (c) => {
    const { process, meeting, it } = await ownRoom(c);
    await declinePlace(c.var.db, c.var.viewer, meeting, it.id, c.var.now);
    return onward(c, registrationAddress(process, meeting, it), "flash.place.declined");
  })
  .post(`${at}/:registration/withdrawal`, async (c) => {
    const { process, meeting, it } = await ownRoom(c);
    await withdrawRegistration(c.var.db, c.var.viewer, it, c.var.now);
    return onward(c, registrationAddress(process, meeting), "flash.registration.withdrawn");
  });

export type OwnRoom = MeetingRoom & { it: KnownRegistration };
async function ownRoom(c: Door): Promise<OwnRoom> {
  const room = await meetingRoom(c);
  return { ...room, it: await registrationById(c.var.db, room.meeting.id, inAddress(c, "registration"), c.var.viewer) };
}

/** The bodies whose focal point the viewer is. */
async function focalBodies({ var: { db, viewer } }: Door): Promise<OwnBody[]> {
  const ids = viewer.kind === "person" ? viewer.speaksFor.filter((it) => it.isFocalPoint).map((it) => it.stakeholderId) : [];
  return ids.length === 0 ? [] : knownByIds(db, ids);
}

/** What an empty form holds: every day of the meeting, and in the room where there is one. */
const usual = ({ meeting }: MeetingRoom) => ({ mode: modesAt(meeting.format)[0]!, wish: "attend", days: daysOf(meeting).join(" ") });

async function showRegistration(c: Door, room: MeetingRoom, form: Typed) {
  const { words, db, viewer, now, house } = c.var;
  const { process, meeting } = room;
  const bodies = (await focalBodies(c)).filter((it) => isForSector(meeting.modalities, it.sector));
  const own = (await registrationsAt(db, meeting.id, viewer)).filter((it) => viewer.kind === "person" && (it.personId === viewer.personId || viewer.speaksFor.some((one) => one.stakeholderId === it.stakeholderId)));
  const selection = await selectionAt(db, meeting, viewer);
  const open = takesRegistrations(meeting) && bodies.some((it) => { const window = registrationFor(meeting.modalities, it.sector); return window !== null && isWindowOpen(window, now); });
  const title = words.say("registrations.title");
  return showPage(c, { title: `${title}: ${words.pick(meeting.title).text}`, crumbs: meetingCrumbs({ c, process, meeting }, title), process: barOf(process, null) },
    <>
      <MeetingEyebrow meeting={meeting} words={words} />
      <h1>{title}</h1>
      <p class="lede">{words.say(`registrations.admission.${meeting.admission}`)}</p>
      <div class="actions">
        {selection && <a class="button" href={here(c)(selectionAddress(process, meeting))}>{words.say("selections.see")}</a>}
        {mayOfficiate(viewer, process.id) && <a class="button" href={here(c)(registrationDeskAddress(process, meeting))}>{words.say("registrations.desk")}</a>}
      </div>
      <div class="split"><div>
        {own.length > 0 && <OwnRegistrations c={c} room={room} own={own} />}
        <section aria-labelledby="register"><h2 id="register">{words.say("registrations.register")}</h2>
          {open ? <RegistrationForm c={c} room={room} form={form} bodies={bodies} themes={await allThemes(db)} /> : <div class="empty"><p>{words.say(takesRegistrations(meeting) ? (bodies.length > 0 ? "registrations.closed" : "registrations.sign-in") : "registrations.not-open")}</p></div>}
        </section>
      </div><div><Windows c={c} room={room} /><Limits c={c} room={room} /></div></div>
      <Balance all={await figuresAt(db, meeting.id)} words={words} least={house.settings.smallCell.public} />
    </>, Object.keys(form.problems).length > 0 ? 422 : 200);
}

const OwnRegistrations = ({ c, room: { process, meeting }, own }: { c: Door; room: MeetingRoom; own: readonly KnownRegistration[] }) => (
  <section aria-labelledby="own"><h2 id="own">{c.var.words.say("registrations.own")}</h2>
    <ul class="plain">{own.map((it) => <li><a href={here(c)(registrationAddress(process, meeting, it))}><bdi>{it.name}</bdi></a>, <bdi>{c.var.words.pick(it.organisation).text}</bdi> <RegistrationMark it={it} words={c.var.words} /></li>)}</ul>
  </section>
);

/** When each class may register; nothing is said of a class that may not take part. */
function Windows({ c: { var: { words, now } }, room: { meeting: { modalities, timeZone } } }: { c: Door; room: MeetingRoom }) {
  const all = sectors.filter((it) => isForSector(modalities, it)).flatMap((sector) => { const window = registrationFor(modalities, sector); return window ? [{ sector, window, proof: proofAsked(modalities, sector) }] : []; });
  if (all.length === 0) return null;
  const alike = [...Map.groupBy(all, ({ window, proof }) => `${window.opensAt} ${window.closesAt} ${proof}`).values()];
  return (
    <section class="card" aria-labelledby="windows"><h2 id="windows">{words.say("registrations.windows")}</h2>
      {alike.map((those) => { const [{ window, proof }] = those as [(typeof all)[number]]; return (
        <p class="small"><strong>{alike.length === 1 ? words.say("registrations.windows.all") : words.list(those.map((it) => words.say(`stakeholders.sector.${it.sector}`)))}</strong><br />{words.say("registrations.windows.span", { from: momentSaid(words, new Date(window.opensAt), timeZone, now), until: momentSaid(words, new Date(window.closesAt), timeZone, now) })}{proof && <><br />{words.say("registrations.windows.proof", { what: words.say(`registrations.proof.${proof}`) })}</>}</p>); })}
    </section>
  );
}

/** Seats and delegates for each organisation, and how the seats are given. */
function Limits({ c: { var: { words } }, room: { meeting: { modalities: { seatsPerOrganisation, delegatesPerOrganisation, rooms } } } }: { c: Door; room: MeetingRoom }) {
  const seats = rooms.reduce((sum, it) => sum + it.deskSeats + it.otherSeats, 0);
  return (
    <section class="card" aria-labelledby="places"><h2 id="places">{words.say("registrations.places")}</h2>
      {(rooms.length > 0 || seatsPerOrganisation !== null || delegatesPerOrganisation !== null) && <dl class="facts">
        {rooms.length > 0 && <><dt>{words.say("registrations.places.room")}</dt><dd>{words.number(seats)}</dd></>}
        {seatsPerOrganisation !== null && <><dt>{words.say("registrations.places.seats")}</dt><dd>{words.number(seatsPerOrganisation)}</dd></>}
        {delegatesPerOrganisation !== null && <><dt>{words.say("registrations.places.delegates")}</dt><dd>{words.number(delegatesPerOrganisation)}</dd></>}
      </dl>}
      <p class="small">{words.say("registrations.places.rule")}</p>
    </section>
  );
}

/** The first file that came, kept; or a sentence why there is none. */
async function fileIn(c: Door): Promise<{ file: AttachmentRow | null; problem: string | null }> {
  const upload = uploadOf(c);
  const [refused] = upload?.refused ?? [];
  if (refused) { const { because, next } = explain(refused, c.var.words); return { file: null, problem: `${because} ${next}` }; }
  const [file] = upload?.files ?? [];
  if (!file) return { file: null, problem: null };
  const { hash, bytes } = await c.var.house.files.put(file.bytes);
  return { file: { name: file.name, mediaType: file.mediaType, bytes, received: file.received.sha256, kept: hash }, problem: null };
}

async function register(c: Door, room: MeetingRoom, isAccredited: Accredited) {
  const { db, viewer, now, chance, words } = c.var;
  const { process, meeting } = room;
  const person = personOf(viewer);
  const bodies = await focalBodies(c);
  if (bodies.length === 0) throw new Refusal("not-allowed", "registration-by-focal-point", { meeting: meeting.number });
  const read = await readChoices(c, RegistrationInput, manyTicked);
  if (!read.ok) return showRegistration(c, room, read.form);
  const refused = (problems: Typed["problems"]) => showRegistration(c, room, { values: read.form.values, problems });
  const body = bodies.find((it) => it.id === read.input.stakeholder) ?? (bodies.length === 1 && read.input.stakeholder === "" ? bodies[0] : undefined);
  if (!body) return refused({ stakeholder: words.say("registrations.error.body") });
  const known = { id: body.id, sector: body.sector, accredited: meeting.admission !== "accredited" || await isAccredited(db, process.id, body.id) };
  admitBody(meeting, known, person, now); // before a file is kept
  const { file, problem } = await fileIn(c);
  if (problem) return refused({ [filesField]: problem });
  if (!file && proofAsked(meeting.modalities, body.sector)) return refused({ [filesField]: words.say("registrations.error.proof") });
  try {
    const account = await personByEmail(db, read.input.email);
    const it = await registerFor(db, viewer, meeting, { body: known, input: read.input, personId: account?.id ?? null, proof: file }, now, chance);
    await tellRegistered(c, room, await registrationById(db, meeting.id, it.id, viewer), "registration-told", toldKey(meeting, "applied"));
    return onward(c, registrationAddress(process, meeting, it), "flash.registration.sent");
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== "not-valid") throw error;
    const { because, next } = explain(error, words);
    return refused({ [error.code === "registration-twice" ? "email" : error.code === "registration-without-proof" ? filesField : "mode"]: `${because} ${next}` });
  }
}

async function takeProof(c: Door, room: OwnRoom) {
  const { file, problem } = await fileIn(c);
  if (!file) return showOwn(c, room, { values: {}, problems: { [filesField]: problem ?? c.var.words.say("registrations.error.proof") } });
  await sendProof(c.var.db, c.var.viewer, room.it, file, c.var.now);
  return onward(c, registrationAddress(room.process, room.meeting, room.it), "flash.registration.proof");
}

async function handOutProof(c: Door, { proof }: KnownRegistration) {
  const bytes = proof && (await c.var.house.files.get(proof.kept));
  if (!bytes) throw new Refusal("not-found", "page-unknown");
  return serveAttachment(c, { name: proof.name, mediaType: proof.mediaType, bytes, isPublic: false });
}

async function showOwn(c: Door, room: OwnRoom, form: Typed) {
  const { words } = c.var;
  const { process, meeting, it } = room;
  const to = (deed: string) => here(c)(`${registrationAddress(process, meeting, it)}/${deed}`);
  const asked = proofAsked(meeting.modalities, it.sector);
  return showPage(c, { title: `${words.say("registrations.one")}: ${it.name}`, crumbs: meetingCrumbs({ c, process, meeting }, words.say("registrations.one")), process: barOf(process, null), unlisted: true },
    <>
      <MeetingEyebrow meeting={meeting} words={words} />
      <h1><bdi>{it.name}</bdi></h1>
      <p><RegistrationMark it={it} words={words} /></p>
      <p class="lede">{words.say(toldKey(meeting, it.state))}</p>
      {it.line && <blockquote dir="auto"><p>{it.line}</p></blockquote>}
      <OwnPlace c={c} room={room} />
      <Facts c={c} room={room} />
      {it.state === "proof-asked" && asked && <form method="post" action={to("proof")} enctype="multipart/form-data"><ProofField c={c} form={form} what={words.say(`registrations.proof.${asked}`)} /><div class="actions"><button class="main">{words.say("registrations.proof.send")}</button></div></form>}
      <ul class="plain">
        <li><a href={to("receipt")}>{words.say("registrations.receipt")}</a></li>
        {it.proof && <li><a href={to("proof")} download>{words.say("registrations.proof.yours")}</a></li>}
        {it.visaLetter && it.state === "registered" && <li><a href={to("letter.docx")}>{words.say("registrations.letter.word")}</a> · <a href={to("letter")}>{words.say("registrations.letter.print")}</a></li>}
      </ul>
      {isLive(it) && <section class="card strong" aria-labelledby="withdraw"><h2 id="withdraw">{words.say("registrations.withdraw")}</h2><p>{words.say("registrations.withdraw.text")}</p><div class="actions"><OneButton action={to("withdrawal")}>{words.say("registrations.withdraw")}</OneButton></div></section>}
    </>, Object.keys(form.problems).length > 0 ? 422 : 200);
}

/** What was said of somebody, to those who may read it. */
export function Facts({ c: { var: { words } }, room: { it, blocks } }: { c: Door; room: OwnRoom }) {
  const rows: [string, Child][] = [
    [words.say("registrations.form.body"), <bdi>{words.pick(it.organisation).text}</bdi>], [words.say("registrations.form.email"), <bdi>{it.email}</bdi>],
    [words.say("registrations.form.wish"), words.say(`registrations.wish.${it.wish}`)], [words.say("registrations.form.mode"), words.say(`registrations.mode.${it.mode}`)],
    [words.say("registrations.form.days"), words.list(it.days.map(words.day))], [words.say("registrations.form.blocks"), words.list(blocks.filter((one) => it.blocks.includes(one.number)).map((one) => `${one.number}. ${words.isolate(words.pick(one.title).text)}`))],
    [words.say("registrations.form.accessibility"), it.accessibility && <bdi>{it.accessibility}</bdi>], [words.say("registrations.form.interpretation"), it.interpretation && words.languageName(it.interpretation)], [words.say("registrations.form.visa"), it.visaLetter ? words.say("registrations.yes") : null],
    [words.say("registrations.applied"), words.day(it.appliedDay)],
  ];
  return <dl class="facts">{rows.filter(([, value]) => value !== null && value !== "").map(([name, value]) => <><dt>{name}</dt><dd>{value}</dd></>)}</dl>;
}
