import { Hono } from "hono";
import { mayAssess, mayOfficiate, visitor } from "../ground/viewer.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { InWords } from "../ground/web/in-words.tsx";
import { showPage } from "../ground/web/page.tsx";
import { assessmentAddress, assessmentDeskAddress, assessmentsAddress, questionnaireAddress, surveyAddress } from "../concepts/assessments/addresses.ts";
import { isAnswerable, type Assessment } from "../concepts/assessments/assessment.ts";
import { numberIn } from "../ground/web/number.ts";
import { assessmentAt, formVersion, type ListedVersion } from "../concepts/assessments/store.ts";
import { answeredCount } from "../concepts/assessments/survey/store.ts";
import { CombinationSaid } from "../concepts/assessments/views.tsx";
import { Lines } from "../concepts/calls/views.tsx";
import { forumAddress } from "../concepts/disclosure/addresses.ts";
import { mayWrite, type Forum } from "../concepts/disclosure/forum.ts";
import { forumById } from "../concepts/disclosure/store.ts";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { releaseAddress } from "../concepts/findings/addresses.ts";
import type { ShownRelease } from "../concepts/findings/disclosure.ts";
import { releasesOf } from "../concepts/findings/store.ts";
import { barOf } from "../concepts/texts/pages.tsx";

/** An assessment: what it asks, under which rule, how many have answered, and what it cannot tell. */
export const assessmentPages = new Hono<Env>()
  .get("/:process/assessments/:assessment{[1-9][0-9]*}", async (c) => showAssessment(c, await opened(c)));

type Opened = { process: Process; assessment: Assessment; forum: Forum | null; form: ListedVersion | null; answered: number; releases: ShownRelease[] };

async function opened(c: Door): Promise<Opened> {
  const { db, viewer } = c.var;
  const process = await processBySlug(db, inAddress(c, "process"));
  const assessment = await assessmentAt(db, process, numberIn(inAddress(c, "assessment")), viewer);
  const forum = assessment.state === "draft" ? null : await forumById(db, assessment.forumId);
  return { process, assessment, forum, form: await formVersion(db, assessment.id), answered: await answeredCount(db, assessment.id), releases: (await releasesOf(db, assessment, visitor)).filter((it) => it.state === "cleared") };
}

function showAssessment(c: Door, it: Opened) {
  const { words, viewer, now, house } = c.var;
  const { process, assessment, forum } = it;
  const name = words.say("assessments.number", { number: assessment.number });
  const crumbs = [{ name: words.pick(process.shortName).text, address: here(c)(`/${process.slug}`) }, { name: words.say("assessments.title"), address: here(c)(assessmentsAddress(process)) }, { name }];
  const isDraft = assessment.state === "draft";
  const formats = isDraft ? [] : [{ name: words.say("footer.json"), address: `/api/v1${assessmentAddress(process, assessment)}`, type: "application/json" }];
  return showPage(c, { title: `${name}: ${words.pick(assessment.title).text}`, crumbs, process: barOf(process, "assessments"), unlisted: isDraft, formats, ...(isDraft ? {} : { canonical: house.baseUrl + here(c)(assessmentAddress(process, assessment)) }) },
    <div class="split">
      <div>
        <p class="eyebrow">{name} · {words.say(`assessments.state.${assessment.state}`)}</p>
        <h1><InWords it={assessment.title} words={words} /></h1>
        <Lines it={assessment.about} words={words} />
        <div class="actions">
          {isAnswerable(assessment, now) && forum && <a class="button main" href={here(c)(surveyAddress(process, assessment))}>{words.say("assessments.take")}</a>}
          {it.form && <a class="button" href={here(c)(questionnaireAddress(process, assessment))}>{words.say("survey.read-first")}</a>}
          {mayAssess(viewer, process.id) && <a class="button" href={here(c)(assessmentDeskAddress(process, assessment))}>{words.say("assessments.desk")}</a>}
        </div>
        {isAnswerable(assessment, now) && forum && !mayWrite(viewer, forum, now) && <p class="small soft">{words.say(`assessments.who.${assessment.openTo}`)}</p>}
        <Released c={c} it={it} />
        <Rule c={c} assessment={assessment} />
      </div>
      <div><How c={c} it={it} /></div>
    </div>);
}

/** What was found, as it was released. */
const Released = ({ c, it: { process, assessment, releases } }: { c: Door; it: Opened }) => (releases.length === 0 ? null : (
  <section class="card strong" aria-labelledby="released"><h2 id="released">{c.var.words.say("findings.title")}</h2>
    <ul class="plain">{releases.map((one) => <li><a href={here(c)(releaseAddress(process, assessment, one))}>{c.var.words.say("findings.release", { number: one.number })}</a>: <InWords it={one.document.summary} words={c.var.words} /></li>)}</ul>
  </section>
));

/** What may be done with the words of an answer. */
const Rule = ({ c: { var: { words } }, assessment }: { c: Door; assessment: Assessment }) => (
  <section aria-labelledby="rule"><h2 id="rule">{words.say("survey.combination")}</h2>
    <ul class="plain">{assessment.combinations.map((it) => <li><CombinationSaid it={it} words={words} /></li>)}</ul>
  </section>
);

/** How we know: who was asked, how many answered, until when, and what it cannot tell. */
function How({ c, it: { process, assessment, forum, form, answered } }: { c: Door; it: Opened }) {
  const { words, viewer } = c.var;
  return (
    <section class="card" aria-labelledby="how"><h2 id="how">{words.say("assessments.how")}</h2>
      <dl class="facts">
        <dt>{words.say("survey.title")}</dt><dd>{countSaid(c, assessment, answered)}</dd>
        <dt>{words.say("assessments.until")}</dt><dd>{assessment.closedDay ? words.say("assessments.closed.on", { day: words.day(assessment.closedDay) }) : words.say("survey.closes", { day: words.day(assessment.closesDay) })}</dd>
        {form && <><dt>{words.say("assessments.questionnaire")}</dt><dd>{words.say("assessments.questionnaire.version", { version: form.version, count: form.questions })}<br /><code class="small" dir="ltr">{form.sha256.slice(0, 16)}</code></dd></>}
        <dt>{words.say("calls.who")}</dt><dd>{words.say(`assessments.who.${assessment.openTo}`)}</dd>
      </dl>
      {assessment.limits.en && <><h3>{words.say("assessments.limits")}</h3><Lines it={assessment.limits} words={words} /></>}
      {forum && mayOfficiate(viewer, process.id) && <p><a href={here(c)(forumAddress(process, forum))}>{words.say("assessments.invite")}</a></p>}
    </section>
  );
}

/** How many have answered: for everyone by tens, and no number where it is fewer than a small cell, since an exact count would tell of one more. */
function countSaid(c: Door, assessment: Assessment, answered: number): string {
  const { words, viewer, house } = c.var;
  const count = mayAssess(viewer, assessment.processId) ? answered : Math.floor(answered / 10) * 10;
  if (count === 0 || (count < house.settings.smallCell.public && !mayAssess(viewer, assessment.processId))) return words.say("assessments.answered.few", { smallest: house.settings.smallCell.public });
  return words.say(`assessments.answered.${assessment.state === "open" ? "open" : "closed"}`, { count });
}
