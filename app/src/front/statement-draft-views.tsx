import { here, type Door } from "../ground/web/env.ts";
import type { Typed } from "../ground/web/forms.tsx";
import { paragraphAddress } from "../concepts/statements/addresses.ts";
import type { ShownRemark } from "../concepts/statements/disclosure.ts";
import { longestRemark, standingOf, type Whole } from "../concepts/statements/drafting.ts";
import { paragraphKinds, type ParagraphKind } from "../concepts/statements/statement.ts";
import { Paragraphs } from "../concepts/contributions/views.tsx";
import { consentingFor, nameIn, under, type DraftRoom } from "./statement-draft.ts";

/** What a paragraph in the room is shown with. */
export type Of = { c: Door; room: DraftRoom; whole: Whole; form: Typed };

const marks = { agreed: "reflected", divides: "not", waits: "waiting" } as const;

/** “Paragraph 3”, “Ask 4”, “Heading”. */
export function placeOf(c: Door, room: DraftRoom, { paragraph }: Whole): string {
  const kind = c.var.words.say(`statements.kind.${paragraph.kind}`);
  const number = room.numbers[room.draft.findIndex((one) => one.paragraph.id === paragraph.id)];
  return number === null || number === undefined ? kind : c.var.words.say("statements.room.place", { kind, number });
}

/** How a paragraph stands: agreed, waiting, or dividing those who draft. */
export const StandingMark = ({ c, room, whole }: Omit<Of, "form">) => {
  const standing = standingOf(whole, room.joined);
  return <span class={`state ${marks[standing]}`}>{c.var.words.say(`statements.room.standing.${standing}`)}</span>;
};

/** The words of a paragraph; a heading is one line. */
export const Wording = ({ room, whole: { paragraph, wording } }: Pick<Of, "room" | "whole">) =>
  paragraph.kind === "heading" ? <p lang={room.it.language} dir="auto"><strong>{wording.text}</strong></p> : <Paragraphs text={wording.text} lang={room.it.language} />;

/** Who can live with it, who needs which change, and who has not spoken. */
export function Said({ c, room, whole }: Omit<Of, "form">) {
  const { words } = c.var;
  const now = whole.consents.filter((it) => room.joined.includes(it.stakeholderId));
  const live = now.filter((it) => it.consent === "live").map((it) => nameIn(c, room, it.stakeholderId));
  const silent = room.joined.filter((it) => !now.some((one) => one.stakeholderId === it)).map((it) => nameIn(c, room, it));
  return (
    <ul class="plain small">
      {now.filter((it) => it.consent === "needs").map((it) => <li>{words.say("statements.room.needs", { name: nameIn(c, room, it.stakeholderId) })} <q class="lines" dir="auto">{it.because}</q></li>)}
      {live.length > 0 && <li>{words.say("statements.room.live", { names: words.list(live) })}</li>}
      {silent.length > 0 && <li class="soft">{words.say("statements.room.silent", { names: words.list(silent) })}</li>}
    </ul>
  );
}

/** Several lines of text in one of several like forms of a page: what was typed and what is wrong with it are kept under its own id. */
export function Lines({ id, name, label, hint, form, rows = 3, lang }: { id: string; name: string; label: string; hint?: string; form: Typed; rows?: number; lang?: string }) {
  const problem = form.problems[id];
  const described = [hint && `${id}-hint`, problem && `${id}-error`].filter(Boolean).join(" ") || undefined;
  return (
    <div class={problem ? "field invalid" : "field"}><label for={id}>{label}</label>
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
      {problem && <p class="error" id={`${id}-error`}>{problem}</p>}
      <textarea id={id} name={name} rows={rows} dir="auto" lang={lang} aria-invalid={problem ? "true" : undefined} aria-describedby={described}>{form.values[id] ?? ""}</textarea>
    </div>
  );
}

/** One kind of paragraph out of three. */
export const KindField = ({ c, id, chosen }: { c: Door; id: string; chosen: string | undefined }) => (
  <div class="field"><label for={id}>{c.var.words.say("statements.room.kind")}</label>
    <select id={id} name="kind">{paragraphKinds.map((it: ParagraphKind) => <option value={it} selected={it === (chosen ?? "paragraph")}>{c.var.words.say(`statements.kind.${it}`)}</option>)}</select>
  </div>
);

/** For the focal point of drafting bodies: can they live with the paragraph as it stands? */
export function ConsentForm({ c, room, whole, form }: Of) {
  const { words } = c.var;
  const { paragraph, consents } = whole;
  const bodies = consentingFor(c, room);
  if (bodies.length === 0) return null;
  const own = consents.filter((it) => bodies.includes(it.stakeholderId));
  const needs = own.find((it) => it.consent === "needs");
  const id = `needs-${paragraph.id}-because`;
  const typed = form.values[id] === undefined ? { ...form, values: { ...form.values, [id]: needs?.because ?? "" } } : form;
  return (
    <form method="post" action={here(c)(`${paragraphAddress(room.process, room.it, paragraph)}/consent`)}>
      <input type="hidden" name="edition" value={String(paragraph.edition)} />
      <WhichBody c={c} room={room} id={`for-${paragraph.id}`} bodies={bodies} chosen={form.values.body} />
      {own.filter((it) => it.consent === "live").length < bodies.length && <p><button class="little" name="consent" value="live">{words.say("statements.room.consent.live")}<span class="hidden">: {placeOf(c, room, whole)}</span></button></p>}
      <details open={form.problems[id] !== undefined}><summary>{words.say(needs ? "statements.room.consent.again" : "statements.room.consent.needs")}<span class="hidden">: {placeOf(c, room, whole)}</span></summary>
        <Lines id={id} name="because" label={words.say("statements.room.consent.which")} form={typed} /><button class="little" name="consent" value="needs">{words.say("statements.room.consent.send")}</button></details>
    </form>
  );
}

/** For which body somebody speaks: a choice only for whoever answers for several. */
const WhichBody = ({ c, room, id, bodies, chosen }: Pick<Of, "c" | "room"> & { id: string; bodies: readonly string[]; chosen: string | undefined }) => bodies.length === 1 ? <input type="hidden" name="body" value={bodies[0]} /> : (
  <div class="field"><label for={id}>{c.var.words.say("statements.sign.for")}</label>
    <select id={id} name="body">{bodies.map((it) => <option value={it} selected={it === chosen}>{nameIn(c, room, it)}</option>)}</select></div>
);

/** What may be said of a paragraph, by name or by nobody, and which guarantee holds for what nobody says. */
export function RemarkForm({ c, room, whole, form }: Of) {
  const { words } = c.var;
  const id = `remark-${whole.paragraph.id}-text`;
  return (
    <details open={form.problems[id] !== undefined}><summary>{words.say("statements.room.remark")}<span class="hidden">: {placeOf(c, room, whole)}</span></summary>
      <form method="post" action={here(c)(`${paragraphAddress(room.process, room.it, whole.paragraph)}/remarks`)}>
        <Lines id={id} name="text" label={words.say("statements.room.remark.text")} hint={words.say("statements.room.remark.hint", { most: longestRemark })} form={form} />
        <fieldset><legend>{words.say("statements.room.remark.who")}</legend>
          <label class="choice"><input type="radio" name="attribution" value="named" checked={form.values[`remark-${whole.paragraph.id}-attribution`] !== "unattributed"} /><span><b>{nameIn(c, room, room.byId)}</b>{words.say("statements.room.remark.named")}</span></label>
          <label class="choice"><input type="radio" name="attribution" value="unattributed" checked={form.values[`remark-${whole.paragraph.id}-attribution`] === "unattributed"} /><span><b>{words.say("statements.room.remark.nobody")}</b>{words.say("statements.room.remark.guarantee")}</span></label>
        </fieldset>
        <button class="little">{words.say("statements.room.remark.send")}</button>
      </form>
    </details>
  );
}

/** What was said of a paragraph: by name with its day, and by nobody. */
export function Remarks({ c, room, whole: { paragraph } }: Omit<Of, "form">) {
  const { words } = c.var;
  const own = room.remarks.filter((it) => it.paragraphId === paragraph.id);
  if (own.length === 0) return null;
  return (
    <details open={own.length <= 3}><summary>{words.say("statements.room.remarks", { count: own.length })}</summary>
      <ol class="plain small">{own.map((it) => <li><RemarkText c={c} room={room} it={it} isOld={it.attribution === "named" && it.edition !== paragraph.edition} /></li>)}</ol>
    </details>
  );
}

const RemarkText = ({ c, c: { var: { words } }, room, it, isOld }: { c: Door; room: DraftRoom; it: ShownRemark; isOld: boolean }) => (
  <>
    <blockquote class="lines" dir="auto">{it.text}</blockquote>
    <p class="row"><span class="soft">{it.body ? words.pick(it.body.name).text : words.say("statements.room.remark.nobody")} · <time datetime={it.day}>{words.day(it.day)}</time>{isOld && <> · {words.say("statements.room.remark.earlier", { edition: it.edition })}</>}</span>
      {it.stakeholderId === room.byId && <form method="post" action={here(c)(`${paragraphAddress(room.process, room.it, { id: it.paragraphId })}/remarks/removal`)}><input type="hidden" name="remark" value={it.id} /><button class="little">{words.say("statements.room.remark.unsay")}</button></form>}</p>
  </>
);

/** The same form with what was typed under the ids of one paragraph’s form. */
export const typedUnder = (which: "needs" | "remark", paragraph: { id: string }, form: Typed): Typed => under(`${which}-${paragraph.id}`, form);
