import { Hono } from "hono";
import { codeOf, type Form, isFilledIn, type Item, type Labels, type Question, spoken } from "@travaux/survey-forms";
import { Refusal } from "../ground/refusal.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { InWords } from "../ground/web/in-words.tsx";
import { showPage } from "../ground/web/page.tsx";
import { assessmentAddress, assessmentDeskAddress, assessmentsAddress, formFileAddress, questionnaireAddress } from "../concepts/assessments/addresses.ts";
import { numberIn } from "../ground/web/number.ts";
import { formOf } from "../concepts/assessments/form-version.ts";
import { conditionSaid, spokenForm, type Spoken } from "../concepts/assessments/form/conditions.ts";
import { assessmentAt, formVersion } from "../concepts/assessments/store.ts";
import { formLanguage } from "../concepts/assessments/survey/filling.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { barOf } from "../concepts/texts/pages.tsx";

/** The questions of a survey in their order, to read beforehand and to fill in on paper. */
export const questionnairePages = new Hono<Env>().get("/:process/assessments/:assessment{[1-9][0-9]*}/questionnaire", async (c) => showQuestionnaire(c));

async function showQuestionnaire(c: Door) {
  const { db, viewer, words } = c.var;
  const process = await processBySlug(db, inAddress(c, "process"));
  const it = await assessmentAt(db, process, numberIn(inAddress(c, "assessment")), viewer);
  const version = await formVersion(db, it.id);
  if (!version) throw new Refusal("not-found", "page-unknown");
  const form = formOf(version);
  const asked = c.req.query("in");
  const language = asked !== undefined && form.languages.includes(asked) ? asked : formLanguage(form, words.language);
  const of = spokenForm(words, form, language);
  const number = words.say("assessments.number", { number: it.number });
  const crumbs = [{ name: words.say("assessments.title"), address: here(c)(assessmentsAddress(process)) }, { name: number, address: here(c)(it.state === "draft" ? assessmentDeskAddress(process, it) : assessmentAddress(process, it)) }, { name: words.say("assessments.questionnaire") }];
  return showPage(c, { title: words.say("assessments.questionnaire.of", { title: words.pick(it.title).text }), crumbs, process: barOf(process, "assessments"), canonical: questionnaireAddress(process, it), ...(it.state === "draft" ? { unlisted: true } : {}) },
    <article class="questionnaire">
      <p class="eyebrow">{number}</p>
      <h1><InWords it={it.title} words={words} /></h1>
      <p class="lede">{words.say("assessments.questionnaire.lede", { version: version.version, count: version.questions })}</p>
      <nav class="tools" aria-label={words.say("assessments.languages")}>
        {form.languages.length > 1 && <ul class="plain inline">{form.languages.map((one) => <li lang={codeOf(one) || undefined}>{one === language ? <b aria-current="true">{one}</b> : <a href={`?in=${encodeURIComponent(one)}`}>{one}</a>}</li>)}</ul>}
        <p><a href={here(c)(formFileAddress(process, it, version.version))}>{words.say("assessments.version.file", { version: version.version })}</a> · {words.say("assessments.print")}</p>
      </nav>
      <div lang={codeOf(language) || undefined} dir="auto"><Items of={of} items={form.items} rank={2} numbers={numbersIn(form)} /></div>
    </article>);
}

const isShown = (it: Item): boolean => (it.kind === "question" ? !isFilledIn(it.type) : it.children.some(isShown));

/** The number of each question, counted through the whole form. */
function numbersIn({ items }: Form): ReadonlyMap<Question, number> {
  const numbers = new Map<Question, number>();
  const count = (all: readonly Item[]) => { for (const it of all) if (it.kind !== "question") count(it.children); else if (!isFilledIn(it.type) && it.type !== "note") numbers.set(it, numbers.size + 1); };
  count(items);
  return numbers;
}

type Shown = { of: Spoken; rank: number; numbers: ReadonlyMap<Question, number> };
const Items = ({ items, ...shown }: Shown & { items: readonly Item[] }) => <>{items.filter(isShown).map((it) => (it.kind === "question" ? <Asked of={shown.of} it={it} number={shown.numbers.get(it)} /> : <Group {...shown} it={it} />))}</>;

/** Words of a form: names of values stand as what is filled in there. */
const said = ({ language, form }: Spoken, labels: Labels): string => spoken(labels, language, form.defaultLanguage).replaceAll(/\$\{\s*([\w.-]+)\s*\}/g, "…");

const Group = ({ it, ...shown }: Shown & { it: Exclude<Item, Question> }) => {
  const { of: { words } } = shown;
  const label = said(shown.of, it.label);
  const Heading = `h${Math.min(6, shown.rank)}` as "h2";
  return (
    <section>
      {label !== "" && <Heading dir="auto">{label}</Heading>}
      {it.kind === "repeat" && <p class="hint">{words.say("assessments.repeat")}</p>}
      <Condition of={shown.of} it={it} />
      <Items {...shown} items={it.children} rank={shown.rank + (label === "" ? 0 : 1)} />
    </section>
  );
};

/** When it is asked, in words as far as there are any. */
function Condition({ of, it }: { of: Spoken; it: Item }) {
  if (it.relevant === null) return null;
  const inWords = conditionSaid(of, it.relevant.it);
  return <p class="hint condition">{inWords === null ? <>{of.words.say("assessments.only.expression")} <code dir="ltr">{it.relevant.source}</code></> : of.words.say("assessments.only", { condition: inWords })}</p>;
}

const Asked = ({ of, it, number }: { of: Spoken; it: Question; number: number | undefined }) => {
  const [label, hint] = [said(of, it.label), said(of, it.hint)];
  if (it.type === "note") return <><p class="lines" dir="auto">{label || hint}</p><Condition of={of} it={it} /></>;
  return (
    <div class="asked">
      <p dir="auto"><b>{number !== undefined && <>{of.words.number(number)}. </>}{label || it.name}</b>{it.required !== false && <span class="soft"> ({of.words.say("assessments.required")})</span>}</p>
      {label && hint && <p class="hint" dir="auto">{hint}</p>}
      <Condition of={of} it={it} />
      <Room of={of} it={it} />
    </div>
  );
};

/** So many lines are left for an answer in one's own words. */
const linesFor = ({ type, parameters }: Question): number => (type !== "text" ? 1 : Math.min(12, Math.max(2, Number(parameters.rows) || 3)));

/** Where the answer goes on paper: boxes to tick, or lines to write on. */
function Room({ of, it }: { of: Spoken; it: Question }) {
  const { words, form } = of;
  if (it.list !== null) {
    const how = it.type === "select_one" ? "one" : it.type === "rank" ? "rank" : "several";
    return (
      <>
        <p class="hint">{words.say(`assessments.tick.${how}`)}{it.choiceFilter && <> {words.say("assessments.tick.some")}</>}</p>
        <ul class="boxes">{(form.lists.get(it.list) ?? []).map((one) => <li dir="auto"><span class={it.type === "select_one" ? "box round" : "box"} aria-hidden="true" />{said(of, one.label) || one.name}</li>)}{it.hasOther && <li><span class="box" aria-hidden="true" />{words.say("assessments.other")}<span class="line" aria-hidden="true" /></li>}</ul>
      </>
    );
  }
  if (it.type === "acknowledge") return <ul class="boxes"><li><span class="box" aria-hidden="true" />{words.say("assessments.yes")}</li></ul>;
  const range = it.type === "range" ? words.say("assessments.range", { from: it.parameters.start ?? "0", to: it.parameters.end ?? "10" }) : "";
  const kind = it.type === "text" ? "" : range || words.say(`assessments.type.${it.type as "date"}`);
  return <>{kind && <p class="hint">{kind}</p>}<div class="write" aria-hidden="true">{Array.from({ length: linesFor(it) }, () => <span class="line" />)}</div></>;
}
