import { Hono } from "hono";
import { dayOf } from "../ground/clock.ts";
import { explain, Refusal, type RefusalKind } from "../ground/refusal.ts";
import { answersFor } from "../ground/viewer.ts";
import { TextArea } from "../ground/web/choices.tsx";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { ErrorSummary, readForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { languages, ownNames } from "../ground/words.ts";
import { callById } from "../concepts/calls/store.ts";
import { callAddress } from "../concepts/calls/addresses.ts";
import { stakeholderAddress } from "../concepts/stakeholders/addresses.ts";
import { draftingAddress, openingAddress, paragraphAddress, paragraphAnchor, publishingAddress, rulesAddress, statementAddress, translatingAddress } from "../concepts/statements/addresses.ts";
import { paragraphsIn } from "../concepts/statements/document.ts";
import { dividing, type Whole } from "../concepts/statements/drafting.ts";
import { AddInput, AskInput, DrafterInput, EndInput } from "../concepts/statements/inputs.ts";
import { abandon, answerAsDrafter, ask, focalPointOf } from "../concepts/statements/operations/drafters.ts";
import { addTo, takeIn } from "../concepts/statements/operations/drafting.ts";
import { close } from "../concepts/statements/operations/opening.ts";
import { textsNow } from "../concepts/statements/signing.ts";
import { isPublic } from "../concepts/statements/statement.ts";
import { textsOf } from "../concepts/statements/store.ts";
import { fingerprintOf, wordsIn } from "../concepts/statements/text.ts";
import type { Document } from "../concepts/texts/operations.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { draftRoomOf, leads, limitOf, nameIn, roomAt, roomCrumbs, roomOf, withDraft, wordsOf, type DraftRoom, type Room } from "./statement-draft.ts";
import { ConsentForm, KindField, Lines, placeOf, RemarkForm, Remarks, Said, StandingMark, Wording, type Of } from "./statement-draft-views.tsx";
import { tellAskedToDraft } from "./statement-mail.ts";

/** The room of those who draft a statement: who they are, what they write, and what still divides them. */
export const statementRoom = new Hono<Env>()
  .get(roomAt, async (c) => showRoom(c, await roomOf(c), untouched()))
  .post(`${roomAt}/joining`, (c) => answerAs(c, "joined"))
  .post(`${roomAt}/refusal`, (c) => answerAs(c, "declined"))
  .post(`${roomAt}/leaving`, (c) => answerAs(c, "left"))
  .post(`${roomAt}/drafters`, (c) => asInitiator(c, AskInput, (room, slugs) => keptOrAgain(c, room, { drafters: slugs.join("\n") }, "drafters", async () => {
    const asked = await ask(c.var.db, c.var.viewer, room.it.id, slugs, c.var.now);
    await tellAskedToDraft(c, room.process, room.it, asked);
    return onward(c, draftingAddress(room.process, room.it), "flash.drafting.asked", { count: asked.length });
  })))
  .post(`${roomAt}/paragraphs`, async (c) => {
    const room = await draftRoomOf(c);
    const read = await readForm(c, AddInput);
    if (!read.ok) return showRoom(c, room, read.form, 422);
    return keptOrAgain(c, room, { text: read.input.text, kind: read.input.kind, after: read.input.after }, "text", async () => {
      const { kind, text, after } = read.input;
      const it = await addTo(c.var.db, c.var.viewer, room.it.id, { kind, text, afterId: after || null }, c.var.now, c.var.chance);
      return c.redirect(here(c)(paragraphAnchor(room.process, room.it, it)), 303);
    });
  })
  .post(`${roomAt}/import`, async (c) => {
    const room = await draftRoomOf(c);
    const upload = (c.var.upload ?? null) as Document | Refusal | null;
    return keptOrAgain(c, room, {}, "file", async () => {
      if (upload instanceof Refusal) throw upload;
      const count = await takeIn(c.var.db, c.var.viewer, room.it.id, upload ? paragraphsIn(upload.text) : [], c.var.now, c.var.chance);
      return onward(c, draftingAddress(room.process, room.it), "flash.drafting.taken-in", { count });
    });
  })
  .post(`${roomAt}/closing`, (c) => asInitiator(c, EndInput, async ({ process, it }, { turn, because }) => {
    await close(c.var.db, c.var.viewer, { id: it.id, turn }, because, c.var.now, c.var.chance);
    return onward(c, draftingAddress(process, it), "flash.drafting.closed");
  }))
  .post(`${roomAt}/abandonment`, (c) => asInitiator(c, EndInput, async ({ process, it }, { turn, because }) => {
    await abandon(c.var.db, c.var.viewer, { id: it.id, turn }, because, c.var.now);
    return onward(c, draftingAddress(process, it), "flash.drafting.abandoned");
  }));

/** Read a form of what only the initiator decides and do what it asks; one that is not right comes back with what was typed. Whoever may not is told so before anybody looks at it. */
async function asInitiator<S extends Parameters<typeof readForm>[1]>(c: Door, schema: S, deed: (room: DraftRoom, input: S["_output"]) => Promise<Response>): Promise<Response> {
  const room = await draftRoomOf(c);
  focalPointOf(c.var.viewer, room.it.initiatorId);
  const read = await readForm(c, schema);
  return read.ok ? deed(room, read.input as S["_output"]) : showRoom(c, room, read.form, 422);
}

const comesBack: Partial<Record<RefusalKind, 409 | 413 | 422>> = { "not-valid": 422, "too-large": 413, "not-found": 409 };

/** Do what a form asks; where it cannot be, the form comes back with what was typed and the reason beside its field. Behind a paragraph that is gone nothing can stand: then at the end. */
export async function keptOrAgain(c: Door, room: DraftRoom, values: Record<string, string>, field: string, deed: () => Promise<Response>): Promise<Response> {
  try {
    return await deed();
  } catch (error) {
    const status = error instanceof Refusal ? comesBack[error.kind] : undefined;
    if (!(error instanceof Refusal) || !status) throw error;
    const kept = status === 409 ? { ...values, after: "" } : values;
    return showRoom(c, room, { values: kept, problems: { [field]: Object.values(explain(error, c.var.words)).join(" ") } }, status);
  }
}

/** What a body answers to being asked, or that it leaves; whoever is inside afterwards is led into the room. */
async function answerAs(c: Door, state: "joined" | "declined" | "left"): Promise<Response> {
  const { process, it, drafters } = await roomOf(c);
  if (!drafters.some((one) => answersFor(c.var.viewer, one.stakeholderId))) throw new Refusal("not-allowed", "statement-not-focal-point");
  const read = await readForm(c, DrafterInput);
  if (!read.ok) throw new Refusal("not-valid", "form-broken");
  await answerAsDrafter(c.var.db, c.var.viewer, it.id, read.input.body, state, c.var.now);
  return onward(c, state === "joined" ? draftingAddress(process, it) : "/memberships", `flash.drafting.${state}`);
}

type Page = { c: Door; room: DraftRoom; form: Typed };

/** The room as the viewer’s body may see it: whole for one that drafts, its door for one that is asked. */
export async function showRoom(c: Door, room: Room, form: Typed, status: 200 | 409 | 413 | 422 = 200) {
  const { words } = c.var;
  const { process, it } = room;
  const inside = it.isDrafting ? await withDraft(c, room) : null;
  return showPage(c, { title: it.workingTitle, crumbs: roomCrumbs(c, process, it), process: barOf(process, null), unlisted: true },
    <>
      <p class="eyebrow">{words.say("statements.room.number", { number: it.number })} · {words.say(`statements.state.${it.state}`)}</p>
      <h1 lang={it.language} dir="auto">{it.workingTitle}</h1>
      <p class="lede">{words.say(inside ? "statements.room.lede" : "statements.room.asked.lede", { name: words.pick(it.initiator.name).text })}</p>
      {it.closedBecause && <div class="empty"><p>{words.say("statements.room.ended", { day: words.day(it.closedDay!) })} <q class="lines" dir="auto">{it.closedBecause}</q></p></div>}
      <ErrorSummary form={form} words={words} />
      <Asked c={c} room={room} />
      {inside ? <Inside c={c} room={inside} form={form} /> : <Drafters c={c} room={room} form={form} />}
    </>, status);
}

/** For a body that is asked: to draft with the others, or not. */
function Asked({ c, c: { var: { words, viewer } }, room }: { c: Door; room: Room }) {
  const asked = room.drafters.filter((one) => one.state === "asked" && answersFor(viewer, one.stakeholderId));
  const at = here(c)(draftingAddress(room.process, room.it));
  if (room.it.state !== "drafting" && room.it.state !== "open") return null;
  return <>{asked.map((one) => (
    <section class="card strong" aria-label={words.say("statements.room.asked", { name: words.pick(one.body.name).text })}>
      <p><strong>{words.say("statements.room.asked", { name: words.pick(one.body.name).text })}</strong> {words.say("statements.room.asked.text")}</p>
      <form method="post" action={`${at}/joining`} class="actions"><input type="hidden" name="body" value={one.stakeholderId} /><button class="main">{words.say("statements.room.join")}</button> <button formaction={`${at}/refusal`}>{words.say("statements.room.decline")}</button></form>
    </section>
  ))}</>;
}

const mayWrite = ({ it }: Room) => it.state === "drafting" || it.state === "open";

async function Inside({ c, c: { var: { words } }, room, form }: Page) {
  const after = room.draft.find((one) => one.paragraph.id === (form.values.after ?? c.req.query("after")));
  return (
    <div class="split">
      <div>
        {room.it.state === "open" && <Beside c={c} room={room} />}
        <Overview c={c} room={room} />
        <section aria-labelledby="draft"><h2 id="draft">{words.say("statements.room.draft")}</h2>
          {room.draft.length === 0 && <div class="empty"><p>{words.say("statements.room.empty")}</p></div>}
          <ol class="plain">{room.draft.map((whole) => <><InRoom c={c} room={room} form={form} whole={whole} />{whole === after && mayWrite(room) && <li><Adding c={c} room={room} form={form} after={whole} /></li>}</>)}</ol>
          {mayWrite(room) && !after && <Adding c={c} room={room} form={form} after={null} />}
          {mayWrite(room) && <TakingIn c={c} room={room} form={form} />}
        </section>
      </div>
      <div>
        <Facts c={c} room={room} />
        <Drafters c={c} room={room} form={form} />
        {isPublic(room.it) && <Languages c={c} room={room} />}
        {leads(c, room) && mayWrite(room) && <Leading c={c} room={room} form={form} />}
      </div>
    </div>
  );
}

/** Which version everyone reads meanwhile, and whether the draft says something else. */
async function Beside({ c, c: { var: { words, db } }, room }: Omit<Page, "form">) {
  const signed = textsNow(await textsOf(db, room.it.id), room.it.version).find((one) => one.language === room.it.language)!;
  const same = signed.sha256 === fingerprintOf(wordsOf(room));
  return <p class="empty">{words.say(same ? "statements.room.same" : "statements.room.differs", { version: room.it.version })} <a href={here(c)(statementAddress(room.process, room.it))}>{words.say("statements.room.public")}</a></p>;
}

/** What still divides, and for whom how many paragraphs wait. */
function Overview({ c, c: { var: { words } }, room }: Omit<Page, "form">) {
  const divides = dividing(room.draft, room.joined);
  const waiting = room.joined.map((body) => ({ body, count: room.draft.filter((it) => !it.consents.some((one) => one.stakeholderId === body)).length })).filter((it) => it.count > 0);
  if (room.draft.length === 0) return null;
  return (
    <section class="card strong" aria-labelledby="divides"><h2 id="divides">{words.say("statements.room.divides", { count: divides.length })}</h2>
      {divides.length > 0 && <ul>{divides.map((it) => <li><a href={`#p-${it.paragraph.id}`}>{placeOf(c, room, it)}</a> <span class="soft small">{words.list(it.consents.filter((one) => one.consent === "needs" && room.joined.includes(one.stakeholderId)).map((one) => nameIn(c, room, one.stakeholderId)))}</span></li>)}</ul>}
      {waiting.length > 0 && <ul class="plain small">{waiting.map((it) => <li>{words.say("statements.room.waits", { name: nameIn(c, room, it.body), count: it.count })}</li>)}</ul>}
    </section>
  );
}

/** One paragraph of the draft, with all that is done to it. */
function InRoom(of: Of) {
  const { c, c: { var: { words } }, room, whole } = of;
  const at = here(c)(paragraphAddress(room.process, room.it, whole.paragraph));
  return (
    <li id={`p-${whole.paragraph.id}`} class={whole.paragraph.kind === "ask" ? "view ask" : "view"}>
      <p class="row small"><a href={at}>{placeOf(c, room, whole)}</a> <StandingMark c={c} room={room} whole={whole} /></p>
      <Wording room={room} whole={whole} />
      <Said c={c} room={room} whole={whole} />
      <Remarks c={c} room={room} whole={whole} />
      {mayWrite(room) && <><ConsentForm {...of} /><RemarkForm {...of} /><Arranging {...of} at={at} /><p class="actions"><a class="button little" href={`${at}#change`}>{words.say("statements.room.change")}<span class="hidden">: {placeOf(c, room, whole)}</span></a></p></>}
    </li>
  );
}

/** Put something after a paragraph, move it, or take it out. */
const Arranging = ({ c, c: { var: { words } }, room, whole, at }: Of & { at: string }) => (
  <details><summary>{words.say("statements.room.arrange")}<span class="hidden">: {placeOf(c, room, whole)}</span></summary>
    <form method="post" action={`${at}/place`} class="actions">
      <input type="hidden" name="edition" value={String(whole.paragraph.edition)} />
      <button class="little" name="direction" value="up">{words.say("statements.room.up")}</button> <button class="little" name="direction" value="down">{words.say("statements.room.down")}</button> <button class="little" formaction={`${at}/removal`}>{words.say("statements.room.remove")}</button>
      <a class="button little" href={here(c)(`${draftingAddress(room.process, room.it)}?after=${whole.paragraph.id}#adding`)}>{words.say("statements.room.after")}</a>
    </form>
  </details>
);

/** A new paragraph, at the end or behind another. */
const Adding = ({ c, c: { var: { words } }, room, form, after }: Page & { after: Whole | null }) => (
  <section class="card" aria-labelledby="adding"><h3 id="adding">{after ? words.say("statements.room.add.after", { place: placeOf(c, room, after) }) : words.say("statements.room.add")}</h3>
    <form method="post" action={here(c)(`${draftingAddress(room.process, room.it)}/paragraphs`)}>
      <input type="hidden" name="after" value={after?.paragraph.id ?? ""} />
      <KindField c={c} id="kind" chosen={form.values.kind} />
      <Lines id="text" name="text" label={words.say("statements.room.text")} form={form} rows={4} lang={room.it.language} />
      <button>{words.say("statements.room.add.send")}</button>
    </form>
  </section>
);

const TakingIn = ({ c, c: { var: { words } }, room, form }: Page) => (
  <details open={form.problems.file !== undefined}><summary>{words.say("statements.room.import")}</summary>
    <form method="post" action={here(c)(`${draftingAddress(room.process, room.it)}/import`)} enctype="multipart/form-data">
      <input type="hidden" name="language" value={room.it.language} />
      <TextField name="file" type="file" label={words.say("statements.room.import.file")} hint={words.say("statements.room.import.hint")} form={form} accept=".docx,.html,.txt,.md,.pdf" required />
      <button>{words.say("statements.room.import.send")}</button>
    </form>
  </details>
);

/** How long it is and may be, which call it answers, and until when it will be signed. */
async function Facts({ c, c: { var: { words, db } }, room, room: { it } }: Omit<Page, "form">) {
  const [limit, call] = [await limitOf(c, room), it.callId === null ? null : await callById(db, it.callId)];
  const count = wordsIn(wordsOf(room));
  return (
    <section class="card" aria-labelledby="facts"><h2 id="facts">{words.say("statements.room.facts")}</h2>
      <dl class="facts">
        <dt>{words.say("statements.room.length")}</dt><dd>{limit === null ? words.say("statements.room.words", { count }) : words.say("statements.room.words.of", { count, most: limit })}{limit !== null && count > limit && <> <span class="state not">{words.say("statements.room.too-long")}</span></>}</dd>
        <dt>{words.say("statements.room.language")}</dt><dd lang={it.language}>{ownNames[it.language]}</dd>
        {call && <><dt>{words.say("statements.room.call")}</dt><dd><a href={here(c)(callAddress(room.process, call))}>{words.pick(call.title).text}</a></dd></>}
        <dt>{words.say("statements.room.until")}</dt><dd>{it.closesAt ? words.say("statements.room.until.day", { day: words.day(dayOf(it.closesAt)), minutes: it.toleranceMinutes }) : words.say("statements.room.until.none")}</dd>
        <dt>{words.say("statements.room.who-signs")}</dt><dd>{words.say(it.individuals ? "statements.room.people" : "statements.room.bodies")} {words.say(it.perParagraph ? "statements.room.parts" : "statements.room.whole")}</dd>
      </dl>
      {leads(c, room) && mayWrite(room) && <p class="small"><a href={here(c)(rulesAddress(room.process, it))}>{words.say("statements.room.rules")}</a></p>}
    </section>
  );
}

/** Who drafts and who is asked; for the initiator a form to ask more, for the others a way out. */
function Drafters({ c, c: { var: { words, viewer } }, room, form }: { c: Door; room: Room; form: Typed }) {
  const at = draftingAddress(room.process, room.it);
  const own = room.drafters.filter((one) => one.state === "joined" && one.stakeholderId !== room.it.initiatorId && answersFor(viewer, one.stakeholderId));
  return (
    <section class="card" aria-labelledby="drafters"><h2 id="drafters">{words.say("statements.room.drafters")}</h2>
      <ul class="plain small">{room.drafters.map((one) => <li class="row"><a href={here(c)(stakeholderAddress(one.body))}>{words.pick(one.body.name).text}</a> <span class={one.state === "joined" ? "state reflected" : one.state === "asked" ? "state waiting" : "state"}>{one.stakeholderId === room.it.initiatorId ? words.say("statements.room.initiator") : words.say(`statements.room.drafter.${one.state}`)}</span></li>)}</ul>
      {mayWrite(room) && leads(c, room) && <details open={form.problems.drafters !== undefined}><summary>{words.say("statements.room.ask")}</summary>
        <form method="post" action={here(c)(`${at}/drafters`)}><TextArea name="drafters" label={words.say("statements.form.drafters")} hint={words.say("statements.form.drafters.hint")} form={form} rows={3} required /><button class="little">{words.say("statements.room.ask.send")}</button></form></details>}
      {mayWrite(room) && own.map((one) => <details><summary>{words.say("statements.room.leave", { name: words.pick(one.body.name).text })}</summary><form method="post" action={here(c)(`${at}/leaving`)}><p class="hint">{words.say("statements.room.leave.hint")}</p><input type="hidden" name="body" value={one.stakeholderId} /><button class="little">{words.say("statements.room.leave.send")}</button></form></details>)}
    </section>
  );
}

/** In which of the six languages the version that is signed can be read. */
async function Languages({ c, c: { var: { words, db } }, room: { process, it } }: Omit<Page, "form">) {
  const there = textsNow(await textsOf(db, it.id), it.version);
  return (
    <section class="card" aria-labelledby="languages"><h2 id="languages">{words.say("statements.room.languages", { count: there.length, total: languages.length })}</h2>
      <ul class="plain small">{languages.map((one) => (
        <li class="row"><span lang={one}>{ownNames[one]}</span>{one === it.language ? <span class="state reflected">{words.say("statements.room.original")}</span>
          : <span>{there.some((text) => text.language === one) && <span class="state reflected">{words.say("statements.room.translated")}</span>} {it.state === "open" && <a href={here(c)(translatingAddress(process, it, one))}>{words.say(there.some((text) => text.language === one) ? "statements.room.put-right" : "statements.room.translate")}<span class="hidden">: {ownNames[one]}</span></a>}</span>}</li>
      ))}</ul>
    </section>
  );
}

/** What the initiator does next: open it, publish another version, end it. */
function Leading({ c, c: { var: { words } }, room: { process, it, draft }, form }: Page) {
  const drafting = it.state === "drafting";
  return (
    <section class="card strong" aria-labelledby="next"><h2 id="next">{words.say("statements.room.next")}</h2>
      {draft.length > 0 && <p><a class="button main" href={here(c)(drafting ? openingAddress(process, it) : publishingAddress(process, it))}>{words.say(drafting ? "statements.open.title" : "statements.version.publish")}</a></p>}
      <details open={form.problems.because !== undefined}><summary>{words.say(drafting ? "statements.room.abandon" : "statements.room.close")}</summary>
        <form method="post" action={here(c)(`${draftingAddress(process, it)}/${drafting ? "abandonment" : "closing"}`)}><p class="hint">{words.say(drafting ? "statements.room.abandon.hint" : "statements.room.close.hint")}</p><input type="hidden" name="turn" value={String(it.turn)} /><TextArea name="because" label={words.say("calls.form.because")} form={form} rows={2} required /><button class="little">{words.say(drafting ? "statements.room.abandon" : "statements.room.close")}</button></form></details>
    </section>
  );
}
