import { Hono } from "hono";
import { Checks, readChoices, TextArea } from "../ground/web/choices.tsx";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, readForm, untouched, type Typed } from "../ground/web/forms.tsx";
import { InWords } from "../ground/web/in-words.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import type { Words } from "../ground/words.ts";
import { assessmentAddress, partnershipAddress } from "../concepts/partnerships/addresses.ts";
import { aspects, courseOf, headings, namesTheOther, parts, placedIn, scale, steps, wordsUnder } from "../concepts/partnerships/assessment/assessment.ts";
import { AssessmentInput, EndingInput } from "../concepts/partnerships/assessment/inputs.ts";
import { assess, giveUp, openRound } from "../concepts/partnerships/assessment/operations.ts";
import type { ShownRound } from "../concepts/partnerships/assessment/disclosure.ts";
import { roundsOf, roundsSoFar } from "../concepts/partnerships/assessment/store.ts";
import type { ShownPartnership } from "../concepts/partnerships/disclosure.ts";
import { focalPointAmong } from "../concepts/partnerships/operations.ts";
import { Refusal } from "../ground/refusal.ts";
import { answersFor, personOf } from "../ground/viewer.ts";
import { tellComplete, tellOpened } from "./assessment-mail.ts";
import { presentPartnership } from "./partnership.tsx";
import { registerCrumbs } from "./partnerships.tsx";

const at = "/partnerships/:slug/assessment";

/** How a partnership stands in the words of its partners: for them alone. Kept apart until all have answered. */
export const partnershipAssessment = new Hono<Env>()
  .get(at, async (c) => showAssessment(c, await opened(c), untouched()))
  .post(at, async (c) => {
    const { it, rounds } = await opened(c);
    focalPointAmong(c.var.viewer, partnersIn(it, rounds));
    const read = await readChoices(c, AssessmentInput, ["shows"]);
    if (!read.ok) return showAssessment(c, { it, rounds }, read.form, 422);
    const { round, standing } = await assess(c.var.db, c.var.viewer, it, read.input, c.var.now);
    if (standing !== "together") return onward(c, assessmentAddress(it), "flash.self-assessment.kept");
    await tellComplete(c, it, round);
    return onward(c, assessmentAddress(it), "flash.self-assessment.together");
  })
  .post(`${at}/rounds`, async (c) => {
    const { it } = await opened(c);
    await tellOpened(c, it, await openRound(c.var.db, c.var.viewer, it, c.var.now));
    return onward(c, assessmentAddress(it), "flash.self-assessment.opened");
  })
  .post(`${at}/ending`, async (c) => {
    const { it, rounds } = await opened(c);
    focalPointAmong(c.var.viewer, partnersIn(it, rounds));
    const read = await readForm(c, EndingInput);
    if (!read.ok) return showAssessment(c, { it, rounds }, read.form, 422);
    await giveUp(c.var.db, c.var.viewer, it, read.input.number, c.var.now);
    return onward(c, assessmentAddress(it), "flash.self-assessment.ended");
  });

type Opened = { it: ShownPartnership; rounds: ShownRound[] };
type Shown = { c: Door; it: ShownPartnership; form: Typed };

/** Whoever is or was asked in it: the partners of the public entry, and of its rounds. */
const partnersIn = (it: ShownPartnership, rounds: readonly ShownRound[]): string[] => [...(it.public?.partners ?? []).map((one) => one.stakeholderId), ...rounds.flatMap((one) => one.partnerIds)];

/** The partnership with the rounds of its partners; a refusal for whoever speaks for none of them, officers among them. */
async function opened(c: Door): Promise<Opened> {
  const it = await presentPartnership(c);
  const viewer = personOf(c.var.viewer);
  const rounds = await roundsOf(c.var.db, it.id, viewer);
  const known = partnersIn(it, rounds);
  if (!viewer.speaksFor.some((one) => [one.stakeholderId, ...(one.absorbed ?? [])].some((own) => known.includes(own)))) throw new Refusal("not-allowed", "partnership-not-partner");
  return { it, rounds };
}

async function showAssessment(c: Door, { it, rounds }: Opened, form: Typed, status: 200 | 422 = 200) {
  const { words, viewer } = c.var;
  const title = words.say("partnerships.self.title");
  const name = words.pick((it.public ?? it.waiting)!.title);
  const open = rounds.find((one) => one.standing === "open");
  const { isOpen } = await roundsSoFar(c.var.db, it.id);
  const mayOpen = !isOpen && it.state === "published" && it.public!.partners.some((one) => answersFor(viewer, one.stakeholderId));
  const told = rounds.filter((one) => one.standing === "together");
  return showPage(c, { title, crumbs: registerCrumbs(c, { name: name.text, lang: name.language, address: here(c)(partnershipAddress(it)) }, { name: title }), unlisted: true },
    <>
      <p class="eyebrow"><InWords it={(it.public ?? it.waiting)!.title} words={words} /></p>
      <h1>{title}</h1>
      <p class="lede">{words.say("partnerships.self.lede")}</p>
      <ErrorSummary form={form} words={words} />
      {isOpen && !open && <p>{words.say("partnerships.self.without-you")}</p>}
      {rounds.length === 0 && !isOpen && <p class="soft">{words.say("partnerships.self.none")}</p>}
      {mayOpen && <form method="post" action={here(c)(`${assessmentAddress(it)}/rounds`)}><p>{words.say(it.public!.partners.length <= 2 ? "partnerships.self.two" : "partnerships.self.several")}</p><button class="main">{words.say("partnerships.self.open")}</button></form>}
      {open && <OpenRound c={c} it={it} form={form} round={open} />}
      {told.length > 1 && <Course words={words} rounds={told} />}
      {told.toReversed().map((one) => <Together words={words} round={one} />)}
      {rounds.filter((one) => one.standing === "ended").map((one) => <p class="small soft">{words.say("partnerships.self.ended", { number: one.number, day: words.day(one.endedDay!) })}</p>)}
    </>, status);
}

/** A round in which somebody has not answered: how many have, what is promised, and a form for the body of the reader; of several, for one that has not answered. */
function OpenRound({ c, it, form, round }: Shown & { round: ShownRound }) {
  const { words, viewer } = c.var;
  const mine = round.partnerIds.filter((one) => answersFor(viewer, one));
  const body = mine.find((one) => one === form.values.body) ?? mine.find((one) => !round.own.some((said) => said.stakeholderId === one)) ?? mine[0]; // of several, what was typed, then who has not answered
  return (
    <section class="card strong" aria-labelledby="round"><h2 id="round">{words.say("partnerships.self.round", { number: round.number, day: words.day(round.openedDay) })}</h2>
      <p>{words.say("partnerships.self.answered", { count: round.answered, total: round.partnerIds.length })}</p>
      <p><strong>{words.say(namesTheOther(round) ? "partnerships.self.two" : "partnerships.self.several")}</strong></p>
      {body && <AnswerForm c={c} it={it} form={form} round={round} body={body} />}
      {mine.length > 0 && <details><summary>{words.say("partnerships.self.end")}</summary><form method="post" action={here(c)(`${assessmentAddress(it)}/ending`)}><p class="hint">{words.say("partnerships.self.end.hint")}</p><input type="hidden" name="number" value={String(round.number)} /><button class="little">{words.say("partnerships.self.end")}</button></form></details>}
    </section>
  );
}

/** The short form, with what was said before in it. */
function AnswerForm({ c, it, form: typed, round, body }: Shown & { round: ShownRound; body: string }) {
  const { words } = c.var;
  const said = round.own.find((one) => one.stakeholderId === body);
  const kept = said && untouched({ ...Object.fromEntries(aspects.map((one) => [one, String(said.scale[one])])), ...said.words, shows: said.shows.join(" ") });
  const form = Object.keys(typed.problems).length === 0 && kept ? kept : typed;
  const numbered = steps.map((one, index) => ({ value: String(index + scale.least), name: words.say(`partnerships.self.step.${one}`) }));
  return (
    <form method="post" action={here(c)(assessmentAddress(it))}>
      {said && <p class="small">{words.say("partnerships.self.kept", { day: words.day(said.day) })}</p>}
      <input type="hidden" name="number" value={String(round.number)} /><input type="hidden" name="body" value={body} />
      {aspects.map((one) => <ChoiceField name={one} label={words.say(`partnerships.self.aspect.${one}`)} form={form} choices={[{ value: "", name: words.say("partnerships.self.choose") }, ...numbered]} />)}
      {headings.map((one) => <TextArea name={one} label={words.say(`partnerships.self.heading.${one}`)} hint={words.say(`partnerships.self.heading.${one}.hint`)} form={form} rows={3} />)}
      {namesTheOther(round) && <Checks name="shows" legend={words.say("partnerships.self.shows")} hint={words.say("partnerships.self.shows.hint")} form={form} choices={parts.map((value) => ({ value, name: words.say(`partnerships.self.part.${value}`) }))} />}
      <button class="main">{words.say("partnerships.self.send")}</button>
    </form>
  );
}

/** What all said: where they agree, where they differ, and their words, none of it with a name. */
function Together({ words, round }: { words: Words; round: ShownRound }) {
  const placed = placedIn(round.together);
  const id = `round-${round.number}`;
  const heads = [words.say("partnerships.self.aspect"), words.say("partnerships.self.numbers"), words.say("partnerships.self.agreement")] as const;
  return (
    <section aria-labelledby={id}><h2 id={id}>{words.say("partnerships.self.round", { number: round.number, day: words.day(round.openedDay) })}</h2>
      {round.together.length === 0 && <p class="soft">{words.say("partnerships.self.nothing-shown")}</p>}
      {placed.length > 0 && <table class="stack" role="table"><caption>{words.say("partnerships.self.scale")}</caption>
        <thead role="rowgroup"><tr role="row">{heads.map((one) => <th role="columnheader" scope="col">{one}</th>)}</tr></thead>
        <tbody role="rowgroup">{placed.map((one) => <tr role="row"><th role="rowheader" scope="row">{words.say(`partnerships.self.aspect.${one.aspect}`)}</th><td role="cell" data-label={heads[1]}>{one.numbers.map((it) => words.number(it)).join(" · ")}</td><td role="cell" data-label={heads[2]}><span class={one.agree ? "state reflected" : "state partly"}>{words.say(one.agree ? "partnerships.self.agree" : "partnerships.self.differ")}</span></td></tr>)}</tbody>
      </table>}
      {headings.map((heading) => ({ heading, all: wordsUnder(round.together, heading) })).filter(({ all }) => all.length > 0).map(({ heading, all }) => <><h3>{words.say(`partnerships.self.heading.${heading}`)}</h3><ul class="plain">{all.map((one) => <li class="view"><blockquote class="lines" dir="auto">{one}</blockquote></li>)}</ul></>)}
      {round.own.map((said) => <OwnAnswers words={words} said={said} />)}
    </section>
  );
}

/** What the reader's own body said, folded away: nobody else is shown it as theirs. */
const OwnAnswers = ({ words, said }: { words: Words; said: ShownRound["own"][number] }) => (
  <details><summary>{words.say("partnerships.self.own")}</summary>
    <dl class="facts">{aspects.map((one) => <><dt>{words.say(`partnerships.self.aspect.${one}`)}</dt><dd>{words.say(`partnerships.self.step.${steps[said.scale[one] - scale.least]!}`)}</dd></>)}
      {headings.filter((one) => said.words[one]).map((one) => <><dt>{words.say(`partnerships.self.heading.${one}`)}</dt><dd class="lines" dir="auto">{said.words[one]}</dd></>)}</dl>
  </details>
);

/** How it has moved from round to round. */
const Course = ({ words, rounds }: { words: Words; rounds: readonly ShownRound[] }) => (
  <section aria-labelledby="course"><h2 id="course">{words.say("partnerships.self.course.title")}</h2>
    {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways must be reachable by keyboard */}
    <div class="scroll" tabindex={0} role="region" aria-label={words.say("partnerships.self.course")}><table><caption>{words.say("partnerships.self.course")}</caption>
      <thead><tr><th scope="col">{words.say("partnerships.self.aspect")}</th>{rounds.map((one) => <th scope="col">{words.day(one.openedDay)}</th>)}</tr></thead>
      <tbody>{courseOf(rounds.map((one) => one.together)).map((one) => <tr><th scope="row">{words.say(`partnerships.self.aspect.${one.aspect}`)}</th>{one.means.map((mean) => <td>{mean === null ? words.say("partnerships.self.not-shown") : words.number(Math.round(mean * 10) / 10)}</td>)}</tr>)}</tbody>
    </table></div>
  </section>
);
