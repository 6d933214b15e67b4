import { Hono } from "hono";
import { canMail, sendMail } from "../ground/mail.ts";
import { Refusal } from "../ground/refusal.ts";
import { personOf } from "../ground/viewer.ts";
import { isLanguage, type Key } from "../ground/words.ts";
import { personById } from "../ground/auth/people.ts";
import { TextArea } from "../ground/web/choices.tsx";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ErrorSummary, readForm, untouched, type Typed } from "../ground/web/forms.tsx";
import { flash, showPage } from "../ground/web/page.tsx";
import { draftAddress } from "../concepts/contributions/addresses.ts";
import { documentOf } from "../concepts/contributions/answer.ts";
import { AnswerInput, ClearingInput, ReturnInput } from "../concepts/contributions/inputs.ts";
import { decideDraft, dropDraft } from "../concepts/contributions/operations/drafts.ts";
import { draftAround, draftsToClear, ownDrafts, type DraftAround } from "../concepts/contributions/store/drafts.ts";
import { isOffered } from "../concepts/disclosure/rule.ts";
import { DisclosureMark } from "../concepts/disclosure/views.tsx";
import { callById } from "../concepts/calls/store.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { deskFor, standingAt } from "./answer-desk.ts";
import { namedAt } from "./answer-check.tsx";
import { DocumentParts } from "./submission-parts.tsx";
import { attachmentsOf } from "./answer-files.ts";

/** A draft as it is read inside its organisation, cleared or returned there, and deleted by its writer. */
export const draftPages = new Hono<Env>()
  .get("/drafts/:draft", async (c) => showDraft(c, await opened(c), untouched()))
  .post("/drafts/:draft/clearing", async (c) => {
    const it = await toDecide(c);
    const form = await readForm(c, ClearingInput);
    if (!form.ok) return showDraft(c, it, form.form, 422);
    return decided(c, it, { edition: form.input.edition, clears: true, note: null }, "flash.draft.cleared");
  })
  .post("/drafts/:draft/return", async (c) => {
    const it = await toDecide(c);
    const form = await readForm(c, ReturnInput);
    if (!form.ok) return showDraft(c, it, form.form, 422);
    return decided(c, it, { edition: form.input.edition, clears: false, note: form.input.note }, "flash.draft.returned");
  })
  .post("/drafts/:draft/removal", async (c) => {
    const it = await opened(c);
    await dropDraft(c.var.db, c.var.viewer, it.it.id, c.var.now);
    flash(c, "flash.draft.removed");
    return c.redirect(here(c)("/contributions"), 303);
  });

/** The draft of the address, for its writer, and once it is to be cleared for their colleagues; for everyone else there is none. */
async function opened(c: Door): Promise<DraftAround> {
  personOf(c.var.viewer);
  const it = await draftAround(c.var.db, inAddress(c, "draft"), c.var.now);
  if (!it) throw new Refusal("not-found", "draft-unknown");
  return it;
}

/** The same for the focal point of its organisation, who did not write it. */
async function toDecide(c: Door): Promise<DraftAround> {
  const it = await opened(c);
  if (!decides(c, it)) throw new Refusal("not-allowed", "focal-point-clears");
  return it;
}

const decides = ({ var: { viewer } }: Door, { it }: DraftAround) => {
  const person = personOf(viewer);
  return it.personId !== person.personId && person.speaksFor.some((one) => one.stakeholderId === it.stakeholderId && one.isFocalPoint);
};

async function decided(c: Door, it: DraftAround, decision: { edition: number; clears: boolean; note: string | null }, said: Key) {
  const { db, viewer, now, house } = c.var;
  await decideDraft(db, viewer, it.it.id, decision, now);
  const writer = await personById(db, it.it.personId);
  if (writer && canMail(house.settings) && isLanguage(writer.language)) await sendMail(db, house, { to: writer.email, language: writer.language, kind: "draft-decided", values: { title: it.it.content!.title, address: `${house.baseUrl}/${writer.language}${draftAddress(it.process, it.call, it.it.id)}` } });
  flash(c, said);
  return c.redirect(here(c)(`/drafts/${it.it.id}`), 303);
}

async function showDraft(c: Door, around: DraftAround, form: Typed, status: 200 | 422 = 200) {
  const { db, viewer, words } = c.var;
  const { it, organisation } = around;
  const process = await processBySlug(db, around.process.slug);
  const desk = await deskFor(c, process, await callById(db, it.callId), []);
  const typed = AnswerInput.parse(it.content);
  const document = documentOf(typed, await standingAt(c, desk, typed), attachmentsOf(c, typed));
  const isWriter = it.personId === personOf(viewer).personId;
  const title = document.title || words.say("answering.untitled");
  const name = words.pick(organisation.name);
  return showPage(c, { title: `${words.say("drafts.name")}: ${title}`, unlisted: true, crumbs: [{ name: words.say("contributions.mine"), address: here(c)("/contributions") }, { name: words.say("drafts.name") }] },
    <>
      <p class="eyebrow">{words.say("drafts.eyebrow", { number: around.call.number })}</p>
      <div class="by-stakeholder"><h1 lang={typed.language} dir="auto">{title}</h1></div>
      <p>{words.say("drafts.by", { writer: around.writer, organisation: name.text })} · {words.say(`drafts.clearance.${it.clearance}`)}</p>
      {isOffered(typed.combination) && <p><DisclosureMark combination={typed.combination} words={words} /></p>}
      {it.clearanceNote && <div class="empty"><p><q dir="auto">{it.clearanceNote}</q></p></div>}
      <ErrorSummary form={form} words={words} />
      <div class="view"><DocumentParts it={document} lang={typed.language} named={await namedAt(c, desk, document.asks.flatMap((ask) => ask.pins))} /></div>
      {isWriter && <p class="actions"><a class="button main" href={here(c)(draftAddress(around.process, around.call, it.id))}>{words.say("drafts.go-on")}</a></p>}
      {isWriter && <form method="post" action={here(c)(`/drafts/${it.id}/removal`)}><button class="little">{words.say("drafts.remove")}</button></form>}
      {it.clearance === "asked" && decides(c, around) && <Deciding c={c} around={around} form={form} />}
    </>, status);
}

/** For the focal point: clear that very text, or return it with a note. */
function Deciding({ c, around: { it }, form }: { c: Door; around: DraftAround; form: Typed }) {
  const { words } = c.var;
  const Edition = () => <input type="hidden" name="edition" value={String(it.edition)} />;
  return (
    <section class="card strong" aria-labelledby="decide"><h2 id="decide">{words.say("drafts.decide")}</h2>
      <p class="small">{words.say("drafts.decide.text")}</p>
      <form method="post" action={here(c)(`/drafts/${it.id}/clearing`)}><Edition /><div class="actions"><button class="main">{words.say("drafts.clear")}</button></div></form>
      <form method="post" action={here(c)(`/drafts/${it.id}/return`)}><Edition /><TextArea name="note" label={words.say("drafts.note")} form={form} rows={3} /><div class="actions"><button>{words.say("drafts.return")}</button></div></form>
    </section>
  );
}

/** What one has begun and not sent, and what colleagues ask to have cleared: for the page of one’s own contributions. */
export async function draftsAbove(c: Door) {
  const { db, viewer, now } = c.var;
  const person = personOf(viewer);
  const focal = new Set(person.speaksFor.filter((it) => it.isFocalPoint).map((it) => it.stakeholderId));
  return { own: await ownDrafts(db, person, now), toClear: (await draftsToClear(db, person, now)).filter(({ it }) => it.personId !== person.personId && focal.has(it.stakeholderId)) };
}

/** The same as lists; nothing where there is nothing. */
export function DraftLists({ c, own, toClear }: { c: Door; own: readonly DraftAround[]; toClear: readonly DraftAround[] }) {
  const { words } = c.var;
  const line = (one: DraftAround) => <li><a href={here(c)(`/drafts/${one.it.id}`)}><bdi>{one.it.content?.title || words.say("answering.untitled")}</bdi></a> <span class="small soft">{words.say("answering.call", { number: one.call.number })} · {words.say("answering.drafts.kept", { day: words.day(one.it.keptAt), time: one.it.keptAt.toISOString().slice(11, 16) })} · {words.say(`drafts.clearance.${one.it.clearance}`)}</span></li>;
  return (
    <>
      {toClear.length > 0 && <section aria-labelledby="to-clear"><h2 id="to-clear">{words.say("drafts.to-clear")}</h2><ul class="plain">{toClear.map(line)}</ul></section>}
      {own.length > 0 && <section aria-labelledby="drafts"><h2 id="drafts">{words.say("drafts.own")}</h2><ul class="plain">{own.map(line)}</ul></section>}
    </>
  );
}
