import { Hono } from "hono";
import type { Child } from "hono/jsx";
import { ChoiceField, ErrorSummary, readForm, untouched, type Typed } from "../ground/web/forms.tsx";
import { Check, TextArea } from "../ground/web/choices.tsx";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { showPage } from "../ground/web/page.tsx";
import { together } from "../ground/db/together.ts";
import { explain, Refusal } from "../ground/refusal.ts";
import { personOf } from "../ground/viewer.ts";
import { languages, ownNames, type Localized } from "../ground/words.ts";
import { hasUnattributed, isOpen, mayWrite, type Forum } from "../concepts/disclosure/forum.ts";
import { disclosureOf, type OfferedCombination } from "../concepts/disclosure/rule.ts";
import { forumsBesideCalls } from "../concepts/calls/store.ts";
import { forumById } from "../concepts/disclosure/store.ts";
import { plainWords } from "../concepts/disclosure/words.ts";
import { commentAddress, contributionAddress } from "../concepts/contributions/addresses.ts";
import { isNoWider, longestComment } from "../concepts/contributions/contribution.ts";
import type { ShownContribution } from "../concepts/contributions/disclosure.ts";
import { CommentInput } from "../concepts/contributions/inputs.ts";
import { fileComment, type Filing } from "../concepts/contributions/operations.ts";
import { contributionByReference, surroundingsOf } from "../concepts/contributions/store.ts";
import { View } from "../concepts/contributions/views.tsx";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug, processIdAt } from "../concepts/processes/store.ts";
import { membershipsOfPerson } from "../concepts/stakeholders/store/members.ts";
import { provisionAddress, textsAddress } from "../concepts/texts/addresses.ts";
import type { Moment } from "../concepts/texts/dossier.ts";
import { versionOn } from "../concepts/texts/opened.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { standingAt, type Provision } from "../concepts/texts/store/lineage.ts";
import type { Version } from "../concepts/texts/text.ts";
import { nameOf } from "../concepts/texts/views.tsx";
import { tellOfAnswer } from "./author-mail.ts";
import { citationOf, Official, openProvision, type Dossier } from "./provision.tsx";

/** How an unattributed input that somebody with a session sends in this form is filed: nothing about them is handed on. */
export type FileUnattributed = (c: Door, filing: Filing, at: At) => Promise<Response>;

/** What the form says of the ways in which something unattributed leaves this browser, and the hook of the script that knows them. */
export type Means = (c: Door, forums: readonly Forum[], at: At) => Child;
/** The provision that a comment is about, as the address says it. */
export type At = { process: string; number: string; version: string };
type Unattributed = { fileUnattributed: FileUnattributed; means: Means };

/** Write a comment on a provision of a version, with what it means for whom said before it is sent. */
export const commentPages = ({ fileUnattributed, means }: Unattributed) => new Hono<Env>()
  .get("/:process/p/:number/:version/comment", async (c) => showForm(c, await deskOf(c), means, untouched({ language: c.var.words.language })))
  .post("/:process/p/:number/:version/comment", async (c) => {
    const desk = await deskOf(c);
    const form = await readForm(c, CommentInput);
    if (!form.ok) return showForm(c, await reopened(c, desk, form.form), means, form.form, 422);
    const at = await reopened(c, desk, { values: form.input, problems: {} });
    const combination = form.input.combination as OfferedCombination;
    const filing: Filing = {
      forum: at.forum, disclosure: disclosureOf(combination), words: { body: form.input.body, language: form.input.language, parent: at.parent },
      subject: { processId: at.process.id, versionId: at.version.id, place: at.place, provisionId: at.provision.id },
    };
    const typed = { ...form.input, showPerson: form.input.showPerson ?? "" };
    const problems = problemsOf(c, at, combination, form.input.stakeholder);
    if (Object.keys(problems).length > 0) return showForm(c, at, means, { values: typed, problems }, 422);
    return filing.disclosure.attribution === "unattributed" ? fileUnattributed(c, filing, placeOf(at)) : file(c, at, filing, typed);
  });

/** What is written about: a provision, and where it stands in a published version. */
type Spot = { process: Process; provision: Pick<Provision, "id" | "number">; version: Version; place: string };
/** Where somebody sits down to write: the provision, the forums that are open to them, and what they answer. */
type Desk = Spot & { forums: Forum[]; forum: Forum; parent: ShownContribution | null };

const placeOf = ({ process, provision, version }: Desk): At => ({ process: process.slug, number: provision.number, version: version.slug });

async function deskOf(c: Door): Promise<Desk> {
  const { db, viewer } = c.var;
  personOf(viewer);
  const slug = inAddress(c, "process");
  const place = { number: inAddress(c, "number"), version: inAddress(c, "version") };
  const named = c.req.query("forum");
  const [process, standing, all] = await together(() => processBySlug(db, slug), () => standingAt(db, processIdAt(slug), place), () => forumsBesideCalls(db, processIdAt(slug), { slug: named }));
  const spot = standing ? { process, ...standing } : await spotInDossier(c, process, place);
  const parent = await answered(c, spot, c.req.query("answers"));
  const offered = parent ? await forumsBesideCalls(db, process.id, { slug: named, id: parent.forumId }) : all;
  const forums = writable(c, process, offered).filter((it) => !parent || offeredIn(it, parent).length > 0);
  const forum = forums.find((it) => it.slug === named) ?? forums[0];
  if (!forum) throw new Refusal("not-valid", "answer-too-wide");
  return { ...spot, forums, forum, parent };
}

/** What the address names where it does not stand as it is asked for: the dossier knows better, or why not. */
async function spotInDossier(c: Door, process: Process, { number, version }: { number: string; version: string }): Promise<Spot> {
  const { dossier, moment } = await opened(c, process, number, version);
  return { process, provision: dossier.provision, version: moment.version, place: moment.id! };
}

/** The dossier of a provision, and its words in a published version. */
async function opened(c: Door, process: Process, number: string, versionSlug: string): Promise<{ dossier: Dossier; moment: Moment }> {
  const dossier = await openProvision(c, process, number);
  const version = versionOn(dossier, versionSlug);
  const moment = dossier.history.find((it) => it.version.id === version.id && it.tree !== null);
  if (!moment || version.publishedAt === null) throw new Refusal("not-found", "provision-absent", { number: dossier.provision.number, symbol: version.symbol });
  return { dossier, moment };
}

/** What a comment answers: it stands on the same version. */
async function answered(c: Door, { process, version }: Spot, reference: string | undefined): Promise<ShownContribution | null> {
  if (!reference) return null;
  const parent = await contributionByReference(c.var.db, process.id, reference, c.var.viewer);
  if (parent.versionId !== version.id) throw new Refusal("not-found", "contribution-unknown", { reference });
  return parent;
}

/** Those of a process's forums that take something from this person now; else a refusal that says what is missing. */
function writable(c: Door, process: Process, all: readonly Forum[]): Forum[] {
  const { viewer, now, words } = c.var;
  const open = all.filter((it) => isOpen(it, now));
  const own = open.filter((it) => mayWrite(viewer, it, now));
  if (own.length > 0) return own;
  const [forum] = open.toSorted((a, b) => Number(b.openTo === "stakeholders") - Number(a.openTo === "stakeholders"));
  if (!forum) throw new Refusal("not-now", "no-forum-open", { process: words.pick(process.shortName).text });
  throw new Refusal("not-allowed", forum.openTo === "participants" ? "forum-for-participants" : "forum-for-stakeholders", { forum: words.pick(forum.title).text });
}

/** The combinations of a forum in which something may be written here: an answer is for no more readers than what it answers. */
const offeredIn = (forum: Forum, parent: ShownContribution | null) =>
  forum.combinations.filter((it) => !parent || isNoWider(parent, { audience: disclosureOf(it).audience, forumId: forum.id }));

/** Whom this person may write for, with their names. */
async function spokenFor({ var: { db, viewer } }: Door): Promise<{ id: string; name: Localized }[]> {
  const person = personOf(viewer);
  const own = new Set(person.speaksFor.map((it) => it.stakeholderId));
  return (await membershipsOfPerson(db, person.personId)).filter((it) => it.it.state === "active" && own.has(it.it.stakeholderId)).map((it) => ({ id: it.it.stakeholderId, name: it.name }));
}

/** The desk as the form was sent from it: its forum, and what it answers, stand in the form. */
async function reopened(c: Door, desk: Desk, { values }: Typed): Promise<Desk> {
  const forum = desk.forums.find((it) => it.id === values.forum);
  if (values.forum && !forum) throw new Refusal("not-allowed", "forum-for-participants", { forum: c.var.words.pick((await forumById(c.var.db, values.forum)).title).text });
  const parent = values.answers ? await answered(c, desk, values.answers) : desk.parent;
  return { ...desk, forum: forum ?? desk.forum, parent };
}

function problemsOf({ var: { words, viewer } }: Door, { forum, parent }: Desk, combination: OfferedCombination, stakeholder: string): Record<string, string> {
  const refused = (it: Refusal) => explain(it, words).because;
  if (!forum.combinations.includes(combination)) return { combination: refused(new Refusal("not-valid", "combination-not-offered", { forum: words.pick(forum.title).text })) };
  if (!offeredIn(forum, parent).includes(combination)) return { combination: refused(new Refusal("not-valid", "answer-too-wide")) };
  const attributed = disclosureOf(combination).attribution !== "unattributed";
  return attributed && !personOf(viewer).speaksFor.some((it) => it.stakeholderId === stakeholder) ? { stakeholder: words.say("contributions.error.stakeholder") } : {};
}

/** File it, tell the author of what it answers, and show the receipt. */
async function file(c: Door, { process, parent }: Desk, filing: Filing, typed: Typed["values"]) {
  const { db, viewer, now, chance, house } = c.var;
  const by = { stakeholderId: typed.stakeholder ?? "", showPerson: typed.showPerson === "yes" };
  const it = await fileComment(db, viewer, filing, by, house.settings.smallCell, now, chance);
  if (parent) await tellOfAnswer(c, process, parent, it);
  return c.redirect(`${here(c)(contributionAddress(process, it))}/receipt`, 303);
}

async function showForm(c: Door, desk: Desk, means: Means, form: Typed, status: 200 | 422 = 200) {
  const { words } = c.var;
  const address = here(c);
  const { process, provision, parent } = desk;
  const { moment } = await opened(c, process, provision.number, desk.version.slug);
  const speaksFor = await spokenFor(c);
  const name = citationOf(moment, c) || nameOf(words, moment.tree!.kind, moment.tree!.number);
  const title = parent ? words.say("contributions.write.answer", { reference: parent.reference }) : words.say("contributions.write", { name });
  const crumbs = [
    { name: words.say("shell.now"), address: address("/") }, { name: words.pick(process.shortName).text, address: address(`/${process.slug}`) }, { name: words.say("shell.text"), address: address(textsAddress(process)) },
    { name: `P-${provision.number}`, address: address(provisionAddress(process, provision.number, moment.version)) }, { name: title },
  ];
  const above = await showParent(c, parent);
  return showPage(c, { title, crumbs, process: barOf(process, "text"), unlisted: true },
    <>
      <p class="eyebrow">{words.say("contributions.write.eyebrow", { symbol: moment.version.symbol })}</p>
      <div class="by-stakeholder"><h1>{title}</h1></div>
      <ErrorSummary form={form} words={words} />
      <div class="split">
        <div><WritingForm c={c} desk={desk} speaksFor={speaksFor} means={means} form={form} /></div>
        <div>
          <section aria-labelledby="official-text"><h2 id="official-text">{words.say("contributions.about")}</h2><Official c={c} moment={moment} />{above}</section>
        </div>
      </div>
    </>, status);
}

async function showParent(c: Door, parent: ShownContribution | null) {
  if (!parent) return null;
  return <><h3>{c.var.words.say("contributions.answers.this")}</h3><View it={parent} around={{ words: c.var.words, address: here(c), stands: await surroundingsOf(c.var.db, [parent]) }} most={longestComment} place /></>;
}

/** The form. A script may take over what is unattributed, by `data-unattributed-to`; without one it is sent like the rest. */
function WritingForm({ c, desk, speaksFor, means, form }: { c: Door; desk: Desk; speaksFor: { id: string; name: Localized }[]; means: Means; form: Typed }) {
  const { words } = c.var;
  const { forum, parent } = desk;
  const offered = offeredIn(forum, parent);
  const takesNobodys = hasUnattributed({ combinations: offered });
  return (
    <>
      <ForumChoice c={c} desk={desk} />
      <form method="post" action={addressOf(c, desk, forum)} data-unattributed-to={takesNobodys ? "/unattributed/comments" : undefined}>
        <input type="hidden" name="forum" value={forum.id} /><input type="hidden" name="answers" value={parent?.reference ?? ""} />
        <TextArea name="body" label={words.say("contributions.body")} hint={words.say("contributions.body.hint", { count: longestComment })} form={form} rows={10} required />
        <ChoiceField name="language" label={words.say("contributions.language")} form={form} choices={languages.map((it) => ({ value: it, name: ownNames[it], lang: it }))} />
        <div class="empty small" id="before"><p><strong>{words.say("contributions.before")}</strong> {words.say("contributions.before.text")}</p></div>
        <Combinations c={c} offered={offered} form={form} />
        {takesNobodys && means(c, [forum], placeOf(desk))}
        {speaksFor.length > 0 && <ChoiceField name="stakeholder" label={words.say("contributions.stakeholder")} hint={words.say("contributions.stakeholder.hint")} form={form} choices={speaksFor.map((it) => ({ value: it.id, name: words.pick(it.name).text, lang: words.pick(it.name).language }))} />}
        {speaksFor.length > 0 && <Check name="showPerson" label={words.say("contributions.person")} text={words.say("contributions.person.text")} form={form} />}
        <div class="actions"><button class="main">{words.say("contributions.send")}</button></div>
      </form>
    </>
  );
}

/** The form for a forum: the address names it, since a meeting's is offered only where it is named. */
const addressOf = (c: Door, { process, provision, version, parent }: Desk, forum: Forum) =>
  `${here(c)(commentAddress(process, provision.number, version))}?${new URLSearchParams({ forum: forum.slug, ...(parent ? { answers: parent.reference } : {}) })}`;

/** In which of the forums that are open to them somebody writes: each takes other combinations. */
function ForumChoice({ c, desk }: { c: Door; desk: Desk }) {
  const { words } = c.var;
  const { forums, forum } = desk;
  const about = forum.about && words.pick(forum.about);
  return (
    <section aria-labelledby="forum-h" class="small">
      <h2 class="hidden" id="forum-h">{words.say("contributions.forum")}</h2>
      <p>{words.say("contributions.forum")}: {forums.map((it, index) => <>{index > 0 && " · "}{it === forum ? <strong lang={words.pick(it.title).language}>{words.pick(it.title).text}</strong> : <a href={addressOf(c, desk, it)} lang={words.pick(it.title).language}>{words.pick(it.title).text}</a>}</>)}</p>
      {about && <p class="soft" lang={about.language}>{about.text}</p>}
    </section>
  );
}

/** What the forum takes, in plain words, before anything is sent. */
export function Combinations({ c: { var: { words } }, offered, form }: { c: Door; offered: readonly OfferedCombination[]; form: Typed }) {
  const problem = form.problems.combination;
  return (
    <fieldset class={problem ? "field invalid" : "field"} id="combination">
      <legend>{words.say("contributions.combination")}</legend>
      {problem && <p class="error" id="combination-error">{problem}</p>}
      {offered.map((it) => {
        const { name, readers, knowers, change } = plainWords(words, it);
        return <label class="choice"><input type="radio" name="combination" value={it} required checked={form.values.combination === it} aria-describedby={problem ? "combination-error" : undefined} /><span><b>{name}</b>{readers} {knowers} <span class="soft">{change}</span></span></label>;
      })}
    </fieldset>
  );
}
