// What its author may do to a contribution: edit it, change who may read it and know whose it is, withdraw it.
import { Hono } from "hono";
import { Check, TextArea } from "../ground/web/choices.tsx";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { ErrorSummary, readForm, untouched, type Typed } from "../ground/web/forms.tsx";
import { explain, Refusal } from "../ground/refusal.ts";
import { personOf } from "../ground/viewer.ts";
import type { Words } from "../ground/words.ts";
import type { Forum } from "../concepts/disclosure/forum.ts";
import { combinationOf, combinations, mayChange, type OfferedCombination } from "../concepts/disclosure/rule.ts";
import { forumById } from "../concepts/disclosure/store.ts";
import { MarkOf } from "../concepts/disclosure/views.tsx";
import { plainWords } from "../concepts/disclosure/words.ts";
import { againAddress, contributionAddress } from "../concepts/contributions/addresses.ts";
import { isInClearance, refuseUnlessShown } from "../concepts/contributions/contribution.ts";
import { DisclosureInput, EditInput } from "../concepts/contributions/inputs.ts";
import { changeDisclosure, editComment, withdrawComment } from "../concepts/contributions/operations.ts";
import { takeBackSubmission } from "../concepts/contributions/operations/submissions.ts";
import { back, contributionAt as at, opened, pageOf, type Opened } from "./opened-contribution.tsx";

/** The forms of its author. */
export const ownContributionPages = new Hono<Env>()
  .get(`${at}/edition`, async (c) => {
    const it = await own(c);
    if (it.stands.call && isInClearance(it.shown)) return c.redirect(here(c)(againAddress(it.process, it.stands.call, it.shown.reference)), 303);
    return showEditing(c, it, untouched({ body: it.shown.body ?? "" }));
  })
  .post(`${at}/edition`, async (c) => {
    const it = await own(c);
    const form = await readForm(c, EditInput);
    if (!form.ok) return showEditing(c, it, form.form, 422);
    await editComment(c.var.db, c.var.viewer, it.shown, form.input.body, c.var.now, c.var.chance);
    return back(c, it, "flash.contribution.edited");
  })
  .get(`${at}/disclosure`, async (c) => {
    const it = await own(c);
    return showChanging(c, it, await forumById(c.var.db, it.shown.forumId), untouched());
  })
  .post(`${at}/disclosure`, async (c) => changeIt(c, await own(c)))
  .get(`${at}/withdrawal`, async (c) => showWithdrawing(c, await own(c)))
  .post(`${at}/withdrawal`, async (c) => {
    const it = await own(c);
    const takeOut = isInClearance(it.shown) ? takeBackSubmission : withdrawComment;
    await takeOut(c.var.db, c.var.viewer, it.shown, c.var.now, c.var.chance);
    return back(c, it, "flash.contribution.withdrawn");
  });

/** The contribution of the address, for whoever speaks for its author. */
async function own(c: Door): Promise<Opened> {
  const it = await opened(c);
  personOf(c.var.viewer);
  if (!it.shown.own) throw new Refusal("not-allowed", "not-its-person");
  return it;
}

function showEditing(c: Door, it: Opened, form: Typed, status: 200 | 422 = 200) {
  const { words } = c.var;
  refuseUnlessShown(it.shown);
  const title = words.say("contributions.edit");
  return pageOf(c, it, `${title} · ${it.shown.reference}`,
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("contributions.edit.text")}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post">
        <TextArea name="body" label={words.say("contributions.body")} form={form} rows={10} required lang={it.shown.language} />
        <div class="actions"><button class="main">{words.say("contributions.edit.send")}</button></div>
      </form>
    </>, { step: title, status });
}

/** What its author may make of it: narrower as they like, wider by consent where the forum takes it. */
function choicesFor({ shown }: Opened, forum: Forum): { combination: OfferedCombination; how: "freely" | "with-consent" }[] {
  const from = combinationOf(shown) as OfferedCombination;
  return combinations.filter((to) => to !== from).flatMap((combination) => {
    const how = mayChange(from, combination);
    return how === "never" || (how === "with-consent" && !forum.combinations.includes(combination)) ? [] : [{ combination, how }];
  });
}

function showChanging(c: Door, it: Opened, forum: Forum, form: Typed, status: 200 | 422 = 200) {
  const { words } = c.var;
  refuseUnlessShown(it.shown);
  const title = words.say("contributions.change");
  const problem = form.problems.combination;
  const choices = choicesFor(it, forum);
  return pageOf(c, it, `${title} · ${it.shown.reference}`,
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("contributions.change.now")} <MarkOf it={it.shown} words={words} /></p>
      <ErrorSummary form={form} words={words} />
      <form method="post">
        <div class="empty small"><p>{words.say("disclosure.change.copies")}</p><p>{words.say("contributions.change.nobodys")}</p></div>
        <fieldset class={problem ? "field invalid" : "field"} id="combination">
          <legend>{words.say("contributions.combination")}</legend>
          {problem && <p class="error">{problem}</p>}
          {choices.map(({ combination, how }) => {
            const { name, readers, knowers } = plainWords(words, combination);
            return <label class="choice"><input type="radio" name="combination" value={combination} required checked={form.values.combination === combination} /><span><b>{name}</b>{readers} {knowers} <span class="soft">{words.say(`contributions.change.${how}`)}</span></span></label>;
          })}
        </fieldset>
        {form.problems.consent && <p class="error">{form.problems.consent}</p>}
        {choices.some(({ how }) => how === "with-consent") && <Check name="consent" label={words.say("contributions.consent")} text={words.say("contributions.consent.text")} form={form} />}
        <div class="actions"><button class="main">{words.say("contributions.change.send")}</button></div>
      </form>
    </>, { step: title, status });
}

async function changeIt(c: Door, it: Opened) {
  const { db, viewer, now, chance, house, words } = c.var;
  const forum = await forumById(db, it.shown.forumId);
  const form = await readForm(c, DisclosureInput);
  if (!form.ok) return showChanging(c, it, forum, form.form, 422);
  const change = { to: form.input.combination as OfferedCombination, consent: form.input.consent === "yes" };
  const typed = { combination: change.to, consent: form.input.consent ?? "" };
  try {
    const { code } = await changeDisclosure(db, viewer, it.shown, forum, change, house.settings.smallCell, now, chance);
    return code ? showCode(c, it, code) : back(c, it, "flash.contribution.changed");
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== "not-valid") throw error; // decided before anything was written
    return showChanging(c, it, forum, { values: typed, problems: { [error.code === "consent-needed" ? "consent" : "combination"]: explain(error, words).because } }, 422);
  }
}

/** The secret code of what is nobody’s now: shown once, in this answer, and in no address. */
function showCode(c: Door, it: Opened, code: string) {
  const { words } = c.var;
  const title = words.say("contributions.code.title", { reference: it.shown.reference });
  return pageOf(c, it, title,
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("contributions.code.text")}</p>
      <div class="receipt bare"><div><p><span class="small soft">{words.say("contributions.code")}</span><br /><code dir="ltr">{code}</code></p><p class="small">{words.say("contributions.code.keep")}</p></div></div>
    </>, { step: words.say("contributions.code") });
}

function showWithdrawing(c: Door, it: Opened) {
  if (isInClearance(it.shown)) return showTakingBack(c, it);
  const { words } = c.var;
  if (it.shown.state === "withdrawn") throw new Refusal("not-now", "contribution-withdrawn", { reference: it.shown.reference });
  const title = words.say("contributions.withdraw");
  return pageOf(c, it, `${title} · ${it.shown.reference}`,
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("contributions.withdraw.text")}</p>
      <FilesGo it={it} words={words} />
      <p>{words.say("contributions.withdraw.final")}</p>
      <form method="post"><div class="actions"><button class="main">{words.say("contributions.withdraw.send", { reference: it.shown.reference })}</button> <a class="button" href={here(c)(contributionAddress(it.process, it.shown))}>{words.say("contributions.withdraw.not")}</a></div></form>
    </>, { step: title });
}

/** Before it was published it is taken back: nobody but the secretariat ever learns that it was there. */
function showTakingBack(c: Door, it: Opened) {
  const { words } = c.var;
  const title = words.say("submissions.take-back");
  return pageOf(c, it, `${title} · ${it.shown.reference}`,
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("submissions.take-back.text")}</p>
      <FilesGo it={it} words={words} />
      <form method="post"><div class="actions"><button class="main">{words.say("submissions.take-back.send", { reference: it.shown.reference })}</button> <a class="button" href={here(c)(contributionAddress(it.process, it.shown))}>{words.say("contributions.withdraw.not")}</a></div></form>
    </>, { step: title });
}

const FilesGo = ({ it: { shown }, words }: { it: Opened; words: Words }) => ((shown.document?.attachments.length ?? 0) > 0 ? <p>{words.say("contributions.withdraw.files")}</p> : null);
