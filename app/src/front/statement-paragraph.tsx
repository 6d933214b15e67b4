import { Hono } from "hono";
import { redline } from "@travaux/treaty-text";
import { Refusal } from "../ground/refusal.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ErrorSummary, readForm, untouched, type Typed } from "../ground/web/forms.tsx";
import { flash, onward, showPage } from "../ground/web/page.tsx";
import { MarkedParagraphs, Paragraphs } from "../concepts/contributions/views.tsx";
import { draftingAddress, paragraphAddress, paragraphAnchor } from "../concepts/statements/addresses.ts";
import type { Whole } from "../concepts/statements/drafting.ts";
import { ConsentInput, EditionInput, MoveInput, RemarkInput, RemarkOfInput, RewordInput } from "../concepts/statements/inputs.ts";
import { mergedWords } from "../concepts/statements/merging.ts";
import { consent, move, remove, reword, say, unsay, type Kept } from "../concepts/statements/operations/drafting.ts";
import { wordingsOf } from "../concepts/statements/store/drafting.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { consentingFor, draftRoomOf, roomAt, roomCrumbs, type DraftRoom } from "./statement-draft.ts";
import { ConsentForm, KindField, Lines, placeOf, RemarkForm, Remarks, Said, StandingMark, typedUnder, Wording } from "./statement-draft-views.tsx";
import { keptOrAgain } from "./statement-room.tsx";

const at = `${roomAt}/paragraphs/:paragraph`;

/** A paragraph of a draft: what it said, who can live with it, what was said of it, and where it is changed. */
export const statementParagraph = new Hono<Env>()
  .get(at, async (c) => show(c, await paragraphRoomOf(c), untouched()))
  .post(at, async (c) => change(c))
  .post(`${at}/place`, (c) => inRoom(c, MoveInput, ({ room, whole }, { direction }) => move(c.var.db, c.var.viewer, room.it.id, whole.paragraph.id, direction, c.var.now)))
  .post(`${at}/removal`, async (c) => {
    const { room, whole } = await paragraphRoomOf(c);
    const read = await readForm(c, EditionInput);
    if (!read.ok) throw new Refusal("not-valid", "form-broken");
    await remove(c.var.db, c.var.viewer, room.it.id, whole.paragraph.id, read.input.edition, c.var.now);
    return onward(c, draftingAddress(room.process, room.it), "flash.drafting.removed");
  })
  .post(`${at}/consent`, async (c) => {
    const { room } = await paragraphRoomOf(c);
    if (consentingFor(c, room).length === 0) throw new Refusal("not-allowed", "statement-not-focal-point");
    return inRoom(c, ConsentInput, ({ whole }, said) => consent(c.var.db, c.var.viewer, room.it.id, whole.paragraph.id, said, c.var.now), "needs");
  })
  .post(`${at}/remarks`, (c) => inRoom(c, RemarkInput, async ({ room, whole }, said) => {
    await say(c.var.db, c.var.viewer, room.it.id, whole.paragraph.id, said, c.var.now, c.var.chance);
    if (said.attribution === "unattributed") flash(c, "flash.drafting.said-by-nobody");
  }, "remark"))
  .post(`${at}/remarks/removal`, (c) => inRoom(c, RemarkOfInput, ({ room }, { remark }) => unsay(c.var.db, c.var.viewer, room.it.id, remark, c.var.now)));

type Opened = { room: DraftRoom; whole: Whole };
type Collision = Extract<Kept, { how: "collision" }>;

/** The paragraph of the address in its room; a refusal where it is no longer in the draft. */
async function paragraphRoomOf(c: Door): Promise<Opened> {
  const room = await draftRoomOf(c);
  const whole = room.draft.find((one) => one.paragraph.id === inAddress(c, "paragraph"));
  if (!whole) throw new Refusal("not-found", "statement-paragraph-gone");
  return { room, whole };
}

/** Read a form about a paragraph, do what it asks and lead back to it in the room; one that is not right comes back on the page of the paragraph. */
async function inRoom<S extends Parameters<typeof readForm>[1]>(c: Door, schema: S, deed: (opened: Opened, input: S["_output"]) => Promise<unknown>, which?: "needs" | "remark"): Promise<Response> {
  const opened = await paragraphRoomOf(c);
  const read = await readForm(c, schema);
  if (!read.ok && which) return show(c, opened, typedUnder(which, opened.whole.paragraph, read.form), 422);
  if (!read.ok) throw new Refusal("not-valid", "form-broken");
  await deed(opened, read.input as S["_output"]);
  return c.redirect(here(c)(paragraphAnchor(opened.room.process, opened.room.it, opened.whole.paragraph)), 303);
}

/** Keep another wording. Others’ changes since are merged in, or shown; a paragraph that is gone leaves what was typed in the form for a new one. */
async function change(c: Door): Promise<Response> {
  const room = await draftRoomOf(c);
  const whole = room.draft.find((one) => one.paragraph.id === inAddress(c, "paragraph"));
  const read = await readForm(c, RewordInput);
  if (!whole) return keptOrAgain(c, room, read.ok ? { text: read.input.text, kind: read.input.kind } : read.form.values, "text", () => Promise.reject(new Refusal("not-found", "statement-paragraph-gone")));
  if (!read.ok) return show(c, { room, whole }, read.form, 422);
  try {
    const kept = await reword(c.var.db, c.var.viewer, room.it.id, whole.paragraph.id, read.input, c.var.now);
    if (kept.how === "collision") return show(c, { room, whole }, untouched({ text: kept.mine, kind: read.input.kind, edition: String(kept.edition) }), 409, kept);
    return onward(c, paragraphAnchor(room.process, room.it, whole.paragraph), kept.how === "merged" ? "flash.drafting.merged" : "flash.drafting.kept");
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "statement-paragraph-length") throw error;
    return show(c, { room, whole }, { values: { text: read.input.text, kind: read.input.kind, edition: String(read.input.edition) }, problems: { text: c.var.words.say("refusal.statement-paragraph-length", error.values) } }, 422);
  }
}

async function show(c: Door, { room, whole }: Opened, form: Typed, status: 200 | 409 | 422 = 200, collision: Collision | null = null) {
  const { words } = c.var;
  const { process, it } = room;
  const title = placeOf(c, room, whole);
  const isOpen = it.state === "drafting" || it.state === "open";
  const of = { c, room, whole, form };
  return showPage(c, { title: `${title} – ${it.workingTitle}`, crumbs: roomCrumbs(c, process, it, { name: title }), process: barOf(process, null), unlisted: true },
    <>
      <p class="eyebrow" lang={it.language} dir="auto">{it.workingTitle}</p>
      <h1>{title}</h1>
      <p><StandingMark c={c} room={room} whole={whole} /></p>
      <ErrorSummary form={form} words={words} />
      {collision && <Collided c={c} collision={collision} language={it.language} />}
      <div class="view"><Wording room={room} whole={whole} /></div>
      <Said c={c} room={room} whole={whole} />
      {isOpen && !collision && <ConsentForm {...of} />}
      {isOpen && <Changing {...of} />}
      <Remarks c={c} room={room} whole={whole} />
      {isOpen && <RemarkForm {...of} />}
      <History c={c} room={room} whole={whole} />
    </>, status);
}

const Changing = ({ c, c: { var: { words } }, room, whole: { paragraph, wording }, form }: Opened & { c: Door; form: Typed }) => (
  <section class="card strong" aria-labelledby="change"><h2 id="change">{words.say("statements.room.change")}</h2>
    <p class="hint">{words.say("statements.room.change.hint")}</p>
    <form method="post" action={here(c)(paragraphAddress(room.process, room.it, paragraph))}>
      <input type="hidden" name="edition" value={form.values.edition ?? String(paragraph.edition)} />
      <KindField c={c} id="kind" chosen={form.values.kind ?? paragraph.kind} />
      <Lines id="text" name="text" label={words.say("statements.room.text")} form={form.values.text === undefined ? { ...form, values: { ...form.values, text: wording.text } } : form} rows={6} lang={room.it.language} />
      <div class="actions"><button class="main">{words.say("statements.room.change.send")}</button></div>
    </form>
  </section>
);

/** Two people changed the same words: what it was, what others made of it, what was typed here, and where they meet. */
function Collided({ c: { var: { words } }, collision: { before, theirs, mine }, language }: { c: Door; collision: Collision; language: string }) {
  const sides = [["before", before], ["theirs", theirs], ["mine", mine]] as const;
  return (
    <section class="errors" aria-labelledby="collision" role="alert"><h2 id="collision">{words.say("statements.room.collision")}</h2>
      <p>{words.say("statements.room.collision.text")}</p>
      <p lang={language} dir="auto">{mergedWords(before, theirs, mine).map((it) => ("agreed" in it ? it.agreed : <mark>[<span class="hidden">{words.say("statements.room.collision.theirs")}: </span>{it.theirs} ⁄ <span class="hidden">{words.say("statements.room.collision.mine")}: </span>{it.mine}]</mark>))}</p>
      <dl>{sides.map(([side, text]) => <><dt>{words.say(`statements.room.collision.${side}`)}</dt><dd><Paragraphs text={text} lang={language} /></dd></>)}</dl>
    </section>
  );
}

/** Every wording, and what each changed in the one before it. */
async function History({ c: { var: { words, db } }, room, whole }: Opened & { c: Door }) {
  const wordings = await wordingsOf(db, whole.paragraph.id);
  if (wordings.length < 2) return null;
  const lang = room.it.language;
  return (
    <section aria-labelledby="editions"><h2 id="editions">{words.say("contributions.editions")}</h2>
      {wordings.map((one, index) => (
        <details open={index === wordings.length - 1}><summary>{words.say("contributions.edition", { edition: one.edition })} · {words.pick(one.body.name).text} · <time datetime={one.day}>{words.day(one.day)}</time></summary>
          <div class="view">{index === 0 ? <Paragraphs text={one.text} lang={lang} /> : <MarkedParagraphs parts={redline(wordings[index - 1]!.text, one.text)} lang={lang} words={words} />}</div></details>
      ))}
    </section>
  );
}
