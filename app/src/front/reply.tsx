import { Hono } from "hono";
import { Check, TextArea } from "../ground/web/choices.tsx";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, readForm, untouched, type Typed } from "../ground/web/forms.tsx";
import { showPage } from "../ground/web/page.tsx";
import { explain, Refusal } from "../ground/refusal.ts";
import { personOf } from "../ground/viewer.ts";
import { languages, ownNames } from "../ground/words.ts";
import { contributionAddress } from "../concepts/contributions/addresses.ts";
import { isNoWider, longestComment } from "../concepts/contributions/contribution.ts";
import type { ShownContribution } from "../concepts/contributions/disclosure.ts";
import { ReplyInput } from "../concepts/contributions/inputs.ts";
import { fileReply, fileUnattributedReply, type ReplyFiling } from "../concepts/contributions/operations/replies.ts";
import { contributionByReference, surroundingsOf } from "../concepts/contributions/store.ts";
import { receiptFor } from "../concepts/contributions/unattributed/receipt.ts";
import { ReceiptBlock } from "../concepts/contributions/unattributed/views.tsx";
import { Paragraphs, View } from "../concepts/contributions/views.tsx";
import { isOpen, mayWrite, type Forum } from "../concepts/disclosure/forum.ts";
import { disclosureOf, type OfferedCombination } from "../concepts/disclosure/rule.ts";
import { forumById } from "../concepts/disclosure/store.ts";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { verifiedBodies } from "../concepts/stakeholders/store/stakeholders.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { tellOfAnswer } from "./author-mail.ts";
import { Combinations } from "./comment.tsx";

const at = "/:process/contributions/:reference/reply";

/** Reply to a submission, to one of its asks or to another reply: a contribution of its own, under the rule of the same forum. */
export const replyPages = new Hono<Env>()
  .get(at, async (c) => {
    const desk = await deskOf(c);
    const ask = c.req.query("ask") ?? "";
    return showForm(c, desk, untouched({ language: c.var.words.language, stakeholder: desk.bodies[0]?.id ?? "", ask: desk.parent.document?.asks[Number(ask) - 1] ? ask : "" }));
  })
  .post(at, async (c) => {
    const desk = await deskOf(c);
    const form = await readForm(c, ReplyInput);
    if (!form.ok) return showForm(c, desk, form.form, 422);
    const typed = { ...form.input, showPerson: form.input.showPerson ?? "" };
    const combination = form.input.combination as OfferedCombination;
    const problems = problemsOf(c, desk, combination, form.input.stakeholder);
    if (Object.keys(problems).length > 0) return showForm(c, desk, { values: typed, problems }, 422);
    const filing: ReplyFiling = { forum: desk.forum, disclosure: disclosureOf(combination), parent: desk.parent, ask: form.input.ask === "" ? null : Number(form.input.ask), body: form.input.body, language: form.input.language };
    return filing.disclosure.attribution === "unattributed" ? fileNobodys(c, desk, filing) : file(c, desk, filing, { stakeholderId: form.input.stakeholder, showPerson: form.input.showPerson === "yes" });
  });

type Desk = { process: Process; parent: ShownContribution; forum: Forum; bodies: { id: string; name: { en: string } }[]; offered: OfferedCombination[] };

async function deskOf(c: Door): Promise<Desk> {
  const { db, viewer, now, words } = c.var;
  const person = personOf(viewer);
  const process = await processBySlug(db, inAddress(c, "process"));
  const parent = await contributionByReference(db, process.id, inAddress(c, "reference"), viewer);
  if (parent.versionId !== null) throw new Refusal("not-found", "page-unknown"); // beside a text one comments
  if (parent.state !== "shown") throw new Refusal("not-now", "not-replied-to", { reference: parent.reference });
  const forum = await forumById(db, parent.forumId);
  const title = words.pick(forum.title).text;
  if (!isOpen(forum, now)) throw new Refusal("not-now", "forum-closed", { forum: title });
  if (!mayWrite(viewer, forum, now)) throw new Refusal("not-allowed", forum.openTo === "participants" ? "forum-for-participants" : "forum-for-stakeholders", { forum: title });
  const bodies = await verifiedBodies(db, { ids: person.speaksFor.map((it) => it.stakeholderId), like: "" }, person.speaksFor.length);
  return { process, parent, forum, bodies, offered: forum.combinations.filter((it) => isNoWider(parent, { audience: disclosureOf(it).audience, forumId: forum.id })) };
}

function problemsOf({ var: { words } }: Door, { offered, bodies, forum }: Desk, combination: OfferedCombination, stakeholder: string): Record<string, string> {
  if (!offered.includes(combination)) return { combination: explain(forum.combinations.includes(combination) ? new Refusal("not-valid", "answer-too-wide") : new Refusal("not-valid", "combination-not-offered", { forum: words.pick(forum.title).text }), words).because };
  const attributed = disclosureOf(combination).attribution !== "unattributed";
  return attributed && !bodies.some((it) => it.id === stakeholder) ? { stakeholder: words.say("contributions.error.stakeholder") } : {};
}

async function file(c: Door, { process, parent }: Desk, filing: ReplyFiling, by: { stakeholderId: string; showPerson: boolean }) {
  const { db, viewer, now, chance, house } = c.var;
  const it = await fileReply(db, viewer, filing, by, house.settings.smallCell, now, chance);
  await tellOfAnswer(c, process, parent, it);
  return c.redirect(`${here(c)(contributionAddress(process, it))}/receipt`, 303);
}

/** What is nobody’s has its receipt on this page and nowhere else. */
async function fileNobodys(c: Door, desk: Desk, filing: ReplyFiling) {
  const { db, viewer, now, chance, house, words } = c.var;
  c.set("unlinked", true);
  const filed = await fileUnattributedReply(db, viewer, filing, now, chance);
  const title = words.say("unattributed.receipt.title");
  return showPage(c, { ...around(c, desk, title), title }, <><h1>{words.say("unattributed.received")}</h1><ReceiptBlock c={c} receipt={receiptFor(house, filed)} /></>);
}

function around(c: Door, { process, parent }: Desk, name: string) {
  const address = here(c);
  const { words } = c.var;
  return { crumbs: [{ name: words.say("shell.now"), address: address("/") }, { name: words.pick(process.shortName).text, address: address(`/${process.slug}`) }, { name: parent.reference, address: address(contributionAddress(process, parent)) }, { name }], process: barOf(process, "calls"), unlisted: true };
}

async function showForm(c: Door, desk: Desk, form: Typed, status: 200 | 422 = 200) {
  const { words, db } = c.var;
  const { parent, bodies, offered } = desk;
  const title = words.say("contributions.reply.of", { reference: parent.reference });
  const asks = parent.document?.asks ?? [];
  return showPage(c, { ...around(c, desk, title), title },
    <>
      <div class="by-stakeholder"><h1>{title}</h1></div>
      <ErrorSummary form={form} words={words} />
      <div class="split">
        <div>
          <form method="post">
            {asks.length > 0 ? <ChoiceField name="ask" label={words.say("submissions.reply.about")} form={form} choices={[{ value: "", name: words.say("submissions.reply.whole") }, ...asks.map((it, index) => ({ value: String(index + 1), name: `${index + 1}. ${it.text.slice(0, 80)}`, lang: parent.language }))]} /> : <input type="hidden" name="ask" value="" />}
            <TextArea name="body" label={words.say("contributions.body")} hint={words.say("contributions.body.hint", { count: longestComment })} form={form} rows={8} required />
            <ChoiceField name="language" label={words.say("contributions.language")} form={form} choices={languages.map((it) => ({ value: it, name: ownNames[it], lang: it }))} />
            <div class="empty small"><p><strong>{words.say("contributions.before")}</strong> {words.say("contributions.before.text")}</p></div>
            <Combinations c={c} offered={offered} form={form} />
            {bodies.length > 0 && <ChoiceField name="stakeholder" label={words.say("contributions.stakeholder")} hint={words.say("contributions.stakeholder.hint")} form={form} choices={bodies.map((it) => ({ value: it.id, name: words.pick(it.name).text, lang: words.pick(it.name).language }))} />}
            {bodies.length > 0 && <Check name="showPerson" label={words.say("contributions.person")} text={words.say("contributions.person.text")} form={form} />}
            <div class="actions"><button class="main">{words.say("contributions.send")}</button></div>
          </form>
        </div>
        <div>
          <section aria-labelledby="answered"><h2 id="answered">{words.say("contributions.answers.this")}</h2>
            <View it={parent} around={{ words, address: here(c), stands: await surroundingsOf(db, [parent]) }} most={600} place />
            {form.values.ask && asks[Number(form.values.ask) - 1] && <><h3>{words.say("answering.ask", { number: form.values.ask })}</h3><Paragraphs text={asks[Number(form.values.ask) - 1]!.text} lang={parent.language} /></>}
          </section>
        </div>
      </div>
    </>, status);
}
