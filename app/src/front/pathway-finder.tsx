import { InWords } from "../ground/web/in-words.tsx";
import { here, type Door } from "../ground/web/env.ts";
import { ChoiceField, untouched } from "../ground/web/forms.tsx";
import { showPage } from "../ground/web/page.tsx";
import { isKey, type Words } from "../ground/words.ts";
import { countryName } from "../concepts/stakeholders/views.tsx";
import { sectors } from "../concepts/stakeholders/stakeholder.ts";
import { pathwayAddress, pathwayFinderAddress, pathwaysAddress } from "../concepts/pathways/addresses.ts";
import { findPathways, isAnswer, type Found, type Question, type Verdict } from "../concepts/pathways/finder.ts";
import { bindingsOf, goals, type Pathway } from "../concepts/pathways/pathway.ts";
import { Checked, kindOf, WayIn } from "./pathway.tsx";
import { countryChoices } from "./registration.tsx";
import { Sources, SureMark } from "./timeline.tsx";

/** “I am a … in … and want to …”: three choices, none of them needed. */
export function FinderForm({ c, question }: { c: Door; question: Question }) {
  const { words } = c.var;
  const form = untouched({ sector: question.sector ?? "", country: question.country ?? "", goal: question.goal ?? "" });
  const any = { value: "", name: words.say("pathways.any") };
  return (
    <form action={here(c)(pathwayFinderAddress)} aria-label={words.say("pathways.finder")}>
      <ChoiceField name="sector" label={words.say("pathways.i.am")} choices={[any, ...sectors.map((value) => ({ value, name: words.say(`stakeholders.sector.${value}`) }))]} form={form} />
      <ChoiceField name="country" label={words.say("pathways.i.live")} choices={[any, ...countryChoices(words)]} form={form} />
      <ChoiceField name="goal" label={words.say("pathways.i.want")} choices={[any, ...goals.map((value) => ({ value, name: words.say(`pathways.goal.${value}`) }))]} form={form} />
      <button class="main">{words.say("pathways.find")}</button>
    </form>
  );
}

/** The ordered answer to a question, each place with its reason; and what binds the country that was named. */
export function showAnswer(c: Door, all: readonly Pathway[], question: Question) {
  const { words } = c.var;
  const found = findPathways(all, question, c.var.now);
  const [answers, others] = [found.filter(isAnswer), found.filter((it) => !isAnswer(it))];
  const asked = new URL(c.req.url).search;
  const crumbs = [{ name: words.say("shell.now"), address: here(c)("/") }, { name: words.say("pathways.name"), address: here(c)(pathwaysAddress) }, { name: words.say("pathways.finder") }];
  return showPage(c, { title: words.say("pathways.finder"), crumbs, unlisted: true, formats: [{ name: words.say("footer.json"), address: `/api/v1${pathwayFinderAddress}${asked}`, type: "application/json" }] },
    <>
      <h1>{words.say("pathways.finder")}</h1>
      <p class="lede">{words.say("pathways.finder.lede")}</p>
      <FinderForm c={c} question={question} />
      <section aria-labelledby="answer">
        <h2 id="answer">{words.say("pathways.answer", { count: answers.length })}</h2>
        {answers.length === 0 && <div class="empty"><p>{words.say("pathways.answer.none")}</p></div>}
        <ol class="entries">{answers.map((it, index) => <li><Answer c={c} it={it} next={found[index + 1]} /></li>)}</ol>
        {others.length > 0 && <details><summary>{words.say("pathways.others", { count: others.length })}</summary><ul class="entries">{others.map((it) => <li><h3><a href={here(c)(pathwayAddress(it.pathway))}><InWords it={it.pathway.name} words={words} /></a></h3><Verdicts it={it.verdicts.filter((one) => one.fits === "no")} words={words} /></li>)}</ul></details>}
      </section>
      {question.country && <Country c={c} all={all} country={question.country} />}
    </>);
}

function Answer({ c, it, next }: { c: Door; it: Found; next: Found | undefined }) {
  const { words } = c.var;
  return (
    <>
      <h3><a href={here(c)(pathwayAddress(it.pathway))}><InWords it={it.pathway.name} words={words} /></a></h3>
      <p class="small soft">{kindOf({ c, it: it.pathway })}</p>
      {it.way && <WayIn c={c} it={it.way} />}
      <Verdicts it={it.verdicts} words={words} />
      {next && <p class="small"><strong>{words.say("pathways.before", { next: words.pick(next.pathway.name).text })}</strong> {it.before ? words.say(`pathways.before.${it.before}`) : words.say("pathways.before.name")}</p>}
      <Checked c={c} it={it.pathway} />
    </>
  );
}

const tones = { yes: "reflected", partly: "partly", no: "not" } as const;

/** Line by line: what fits, what fits partly, what does not. */
const Verdicts = ({ it, words }: { it: readonly Verdict[]; words: Words }) => (
  <ul class="plain small">{it.map((one) => <li><span class={`state ${tones[one.fits]}`}>{words.say(`pathways.fits.${one.fits}`)}</span> {sayVerdict(words, one)}</li>)}</ul>
);

function sayVerdict(words: Words, { criterion, code }: Verdict): string {
  const key = `pathways.verdict.${criterion}.${code}`;
  return isKey(key) ? words.say(key) : key;
}

/** Which instruments a State is bound by, as far as there is a source; and where nothing is known, that. */
function Country({ c, all, country }: { c: Door; all: readonly Pathway[]; country: string }) {
  const { words } = c.var;
  const name = countryName(words, country) ?? country;
  const known = bindingsOf(all, country);
  return (
    <section aria-labelledby="binds">
      <h2 id="binds">{words.say("pathways.country", { country: name })}</h2>
      <table class="stack" role="table">
        <caption class="hidden">{words.say("pathways.country", { country: name })}</caption>
        <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">{words.say("pathways.kind.convention")}</th><th role="columnheader" scope="col">{words.say("pathways.country.what")}</th></tr></thead>
        <tbody role="rowgroup">{all.filter((it) => it.kind === "convention").map((it) => (
          <tr role="row">
            <th role="rowheader" scope="row"><a href={here(c)(pathwayAddress(it))}><InWords it={it.name} words={words} /></a></th>
            <td role="cell" data-label={words.say("pathways.country.what")}>{known.some((one) => one.pathway.id === it.id)
              ? known.filter((one) => one.pathway.id === it.id).map(({ binding }) => <p>{words.say(`pathways.binding.${binding.what}`)}, <time datetime={binding.day}>{words.day(binding.day)}</time> <SureMark sure={binding.sure} words={words} /><Sources sources={binding.sources} words={words} /></p>)
              : words.say("pathways.country.unknown")}</td>
          </tr>
        ))}</tbody>
      </table>
      <p class="small soft">{words.say("pathways.country.note")}</p>
    </section>
  );
}
