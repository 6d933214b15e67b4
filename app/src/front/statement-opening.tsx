import { Hono } from "hono";
import { redline } from "@travaux/treaty-text";
import { Refusal } from "../ground/refusal.ts";
import { TextArea } from "../ground/web/choices.tsx";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { ErrorSummary, readForm, untouched, type Typed } from "../ground/web/forms.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { MarkedParagraphs } from "../concepts/contributions/views.tsx";
import { draftingAddress, openingAddress, publishingAddress } from "../concepts/statements/addresses.ts";
import { dividing } from "../concepts/statements/drafting.ts";
import { OpeningInput, PublishInput } from "../concepts/statements/inputs.ts";
import { focalPointOf } from "../concepts/statements/operations/drafters.ts";
import { open, publish } from "../concepts/statements/operations/opening.ts";
import { textsNow } from "../concepts/statements/signing.ts";
import { mostCorrectedWords, type StatementText } from "../concepts/statements/statement.ts";
import { textsOf } from "../concepts/statements/store.ts";
import { fingerprintOf, wordsChanged, wordsIn, writtenOut } from "../concepts/statements/text.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { draftRoomOf, limitOf, roomAt, roomCrumbs, wordsOf, type DraftRoom } from "./statement-draft.ts";
import { placeOf } from "./statement-draft-views.tsx";
import { tellDraftersOfOpening, tellSignatoriesOfChange } from "./statement-mail.ts";

/** Where a draft is frozen: opened for signature, or put in the place of the text that is signed. */
export const statementOpening = new Hono<Env>()
  .get(`${roomAt}/opening`, async (c) => showOpening(c, await leadingRoomOf(c, "drafting"), untouched()))
  .post(`${roomAt}/opening`, async (c) => {
    const room = await leadingRoomOf(c, "drafting");
    const read = await readForm(c, OpeningInput);
    if (!read.ok) throw new Refusal("not-valid", "form-broken");
    await open(c.var.db, c.var.viewer, { id: room.it.id, ...read.input }, await limitOf(c, room), c.var.now, c.var.chance);
    await tellDraftersOfOpening(c, room);
    return onward(c, draftingAddress(room.process, room.it), "flash.drafting.opened");
  })
  .get(`${roomAt}/version`, async (c) => showVersion(c, await leadingRoomOf(c, "open"), untouched({ kind: "change" })))
  .post(`${roomAt}/version`, async (c) => {
    const room = await leadingRoomOf(c, "open");
    const read = await readForm(c, PublishInput);
    if (!read.ok) return showVersion(c, room, read.form, 422);
    const { turn, sha256, kind, because } = read.input;
    try {
      await publish(c.var.db, c.var.viewer, { id: room.it.id, turn, sha256 }, { kind, because }, await limitOf(c, room), c.var.now, c.var.chance);
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind !== "not-valid") throw error;
      return showVersion(c, room, { values: { kind, because }, problems: { kind: c.var.words.say(`refusal.${error.code}`, error.values) } }, 422);
    }
    await tellSignatoriesOfChange(c, room, kind, because);
    return onward(c, draftingAddress(room.process, room.it), kind === "correction" ? "flash.drafting.corrected" : "flash.drafting.changed");
  });

/** The room of the address for the focal point of the body that began it, while the statement is as it must be. */
async function leadingRoomOf(c: Door, state: "drafting" | "open"): Promise<DraftRoom> {
  const room = await draftRoomOf(c);
  focalPointOf(c.var.viewer, room.it.initiatorId);
  if (room.it.state !== state) throw new Refusal("not-now", "statement-elsewhere");
  return room;
}

/** What keeps a draft from being frozen. */
async function hindrances(c: Door, room: DraftRoom): Promise<string[]> {
  const { words } = c.var;
  const [limit, count] = [await limitOf(c, room), wordsIn(wordsOf(room))];
  return [
    ...(room.draft.length === 0 ? [words.say("refusal.statement-empty", { number: room.it.number })] : []),
    ...(limit !== null && count > limit ? [words.say("refusal.statement-too-long", { words: count, most: limit })] : []),
    ...dividing(room.draft, room.joined).map((it) => words.say("statements.open.divides", { place: placeOf(c, room, it) })),
  ];
}

/** Why a draft cannot be frozen yet, with the way back to the room. */
const Hindered = ({ c, room, because }: { c: Door; room: DraftRoom; because: readonly string[] }) => (
  <div class="empty"><p><strong>{c.var.words.say("statements.open.not-yet")}</strong></p><ul>{because.map((it) => <li>{it}</li>)}</ul><p><a href={here(c)(draftingAddress(room.process, room.it))}>{c.var.words.say("statements.open.back")}</a></p></div>
);

/** The hash of a text and how long it is. */
const Seal = ({ c: { var: { words } }, text }: { c: Door; text: ReturnType<typeof wordsOf> }) => (
  <dl class="facts"><dt>SHA-256</dt><dd><code>{fingerprintOf(text)}</code></dd><dt>{words.say("statements.room.length")}</dt><dd>{words.say("statements.room.words", { count: wordsIn(text) })}</dd></dl>
);

async function showOpening(c: Door, room: DraftRoom, form: Typed) {
  const { words } = c.var;
  const { process, it } = room;
  const title = words.say("statements.open.title");
  const [text, because] = [wordsOf(room), await hindrances(c, room)];
  return showPage(c, { title, crumbs: roomCrumbs(c, process, it, { name: title }), process: barOf(process, null), unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("statements.open.lede")}</p>
      <ErrorSummary form={form} words={words} />
      <div class="view"><div class="lines" lang={it.language} dir="auto">{writtenOut(text)}</div></div>
      <Seal c={c} text={text} />
      {because.length > 0 ? <Hindered c={c} room={room} because={because} /> : <section class="card strong" aria-labelledby="follows"><h2 id="follows">{words.say("statements.open.follows")}</h2>
        <ul>{(["public", "frozen", "told"] as const).map((one) => <li>{words.say(`statements.open.follows.${one}`)}</li>)}</ul>
        <form method="post" action={here(c)(openingAddress(process, it))}><input type="hidden" name="turn" value={String(it.turn)} /><input type="hidden" name="sha256" value={fingerprintOf(text)} /><button class="main">{words.say("statements.open.send")}</button></form></section>}
    </>);
}

async function showVersion(c: Door, room: DraftRoom, form: Typed, status: 200 | 422 = 200) {
  const { words } = c.var;
  const { process, it } = room;
  const title = words.say("statements.version.publish");
  const signed = textsNow(await textsOf(c.var.db, it.id), it.version).find((one) => one.language === it.language)!;
  const [text, because] = [wordsOf(room), await hindrances(c, room)];
  const same = signed.sha256 === fingerprintOf(text);
  return showPage(c, { title, crumbs: roomCrumbs(c, process, it, { name: title }), process: barOf(process, null), unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("statements.version.lede", { version: it.version })}</p>
      <ErrorSummary form={form} words={words} />
      {same ? <div class="empty"><p>{words.say("refusal.statement-unchanged")} <a href={here(c)(draftingAddress(process, it))}>{words.say("statements.open.back")}</a></p></div> : <>
        <h2>{words.say("statements.version.differs", { count: wordsChanged(signed, text) })}</h2>
        <div class="view"><MarkedParagraphs parts={redline(writtenOut(signed), writtenOut(text))} lang={it.language} words={words} /></div>
        <Seal c={c} text={text} />
        {because.length > 0 ? <Hindered c={c} room={room} because={because} /> : <Publishing c={c} room={room} form={form} signed={signed} />}
      </>}
    </>, status);
}

/** Which of the two it is, and why: what follows stands beside each. */
function Publishing({ c, c: { var: { words } }, room, form, signed }: { c: Door; room: DraftRoom; form: Typed; signed: StatementText }) {
  const { process, it } = room;
  const text = wordsOf(room);
  const problem = form.problems.kind;
  return (
    <form method="post" action={here(c)(publishingAddress(process, it))}>
      <input type="hidden" name="turn" value={String(it.turn)} /><input type="hidden" name="sha256" value={fingerprintOf(text)} />
      <fieldset id="kind" class={problem ? "field invalid" : "field"} aria-describedby={problem ? "kind-error" : undefined}><legend>{words.say("statements.version.what", { count: wordsChanged(signed, text) })}</legend>
        {problem && <p class="error" id="kind-error">{problem}</p>}
        {(["correction", "change"] as const).map((kind) => <label class="choice"><input type="radio" name="kind" value={kind} checked={form.values.kind === kind} /><span><b>{words.say(`statements.version.${kind}`)}</b>{words.say(`statements.version.${kind}.text`, { most: mostCorrectedWords })}</span></label>)}
      </fieldset>
      <TextArea name="because" label={words.say("statements.version.because")} hint={words.say("statements.version.because.hint")} form={form} rows={3} required />
      <div class="actions"><button class="main">{words.say("statements.version.send")}</button></div>
    </form>
  );
}
