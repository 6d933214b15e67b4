import type { Child } from "hono/jsx";
import type { Choice, Group, Item, Question, Repeat } from "@travaux/survey-forms";
import { isFilledIn, pathOf, spoken } from "@travaux/survey-forms";
import type { Words } from "../ground/words.ts";
import { choicesAt, isShown, labelSaid, placeOf, type Filling, type Node } from "../concepts/assessments/survey/filling.ts";
import { plainText, SurveyText } from "../concepts/assessments/survey/text.tsx";

/** What is drawn: the survey as it stands, what is wrong by path, and the language of its words. */
export type Drawing = { filling: Filling; problems: Readonly<Record<string, string>>; words: Words; lang: string; /** Everything is drawn, what is not asked hidden: for a browser that goes on without a connection. Paths of rounds that are only kept at hand. */ whole?: { spare: ReadonlySet<string> } };

/** What is asked below these nodes, in order. */
export const SurveyItems = ({ nodes, drawing }: { nodes: readonly Node[]; drawing: Drawing }) => (
  <>{groupedByRepeat(nodes, drawing).map((it) => (Array.isArray(it) ? <Rounds rounds={it} drawing={drawing} /> : <SurveyItem node={it} drawing={drawing} />))}</>
);

/** Rounds of one repeat stand together, with what adds another. */
function groupedByRepeat(nodes: readonly Node[], { filling }: Drawing): (Node | Node[])[] {
  const together: (Node | Node[])[] = [];
  for (const node of nodes) {
    const { item } = placeOf(filling, node);
    const last = together.at(-1);
    if (item?.kind === "repeat" && Array.isArray(last) && last[0]!.name === node.name) last.push(node);
    else together.push(item?.kind === "repeat" ? [node] : node);
  }
  return together;
}

function SurveyItem({ node, drawing }: { node: Node; drawing: Drawing }) {
  const { item, isAsked } = placeOf(drawing.filling, node);
  if (!item || (drawing.whole ? isHidden(item) : !isShown(drawing.filling, node))) return null;
  const drawn = <DrawnItem node={node} drawing={drawing} />;
  return drawing.whole ? <div data-path={pathOf(drawing.filling.tree, node)} hidden={!isAsked}>{drawn}</div> : drawn;
}

function DrawnItem({ node, drawing }: { node: Node; drawing: Drawing }) {
  const item = placeOf(drawing.filling, node).item!;
  if (item.kind === "question") return <SurveyQuestion node={node} it={item} drawing={drawing} />;
  const grid = item.kind === "group" ? gridOf(node, drawing) : null;
  return grid ? <Grid node={node} it={item as Group} rows={grid} drawing={drawing} /> : <Section title={labelSaid(drawing.filling, item.label)} hint={labelSaid(drawing.filling, item.hint)} lang={drawing.lang}><SurveyItems nodes={node.children} drawing={drawing} /></Section>;
}

const Section = ({ title, hint, lang, children }: { title: string; hint: string; lang: string; children?: Child }) => (
  title === "" ? <>{children}</> : <fieldset class="field"><legend lang={lang} dir="auto"><SurveyText text={title} /></legend>{hint && <p class="hint" lang={lang} dir="auto"><SurveyText text={hint} /></p>}{children}</fieldset>
);

function Rounds({ rounds, drawing }: { rounds: Node[]; drawing: Drawing }) {
  const { filling, words, lang, whole } = drawing;
  const repeat = placeOf(filling, rounds[0]!).item as Repeat;
  const asked = rounds.filter((it) => whole || placeOf(filling, it).isAsked);
  if (asked.length === 0) return null;
  const title = labelSaid(filling, repeat.label) || repeat.name;
  const path = pathOf(filling.tree, rounds[0]!).replace(/\[\d+\]$/, "");
  const there = asked.filter((it) => !whole?.spare.has(pathOf(filling.tree, it)));
  return (
    <>
      {asked.map((it, index) => <Round node={it} drawing={drawing}><Section title={words.say("survey.round", { name: title, number: index + 1 })} hint={index === 0 ? labelSaid(filling, repeat.hint) : ""} lang={lang}><SurveyItems nodes={it.children} drawing={drawing} /></Section></Round>)}
      {repeat.count === null && <p class="actions"><button class="little" name="deed" value={`add:${path}`}>{words.say("survey.round.add", { name: title })}</button>{there.length > 1 && <> <button class="little" name="deed" value={`remove:${path}`}>{words.say("survey.round.remove", { name: title, number: there.length })}</button></>}</p>}
    </>
  );
}

/** One round; where everything is drawn, one that is only kept at hand is hidden until it is added. */
function Round({ node, drawing: { filling, whole }, children }: { node: Node; drawing: Drawing; children?: Child }) {
  if (!whole) return <>{children}</>;
  const path = pathOf(filling.tree, node);
  const spare = whole.spare.has(path);
  return <div data-path={path} data-spare={spare ? "" : undefined} hidden={spare || !placeOf(filling, node).isAsked}>{children}</div>;
}

/** What is filled in without being asked is never drawn. */
const isHidden = (it: Item): boolean => it.kind === "question" && isFilledIn(it.type);

/** The choices to draw, each with whether it is offered as things stand: where everything is drawn, all of them. */
function choicesDrawn({ filling, whole }: Drawing, node: Node, it: Question): { one: Choice; offered: boolean }[] {
  const offered = choicesAt(filling, node, it);
  const all = whole && it.choiceFilter && it.list !== null ? filling.form.lists.get(it.list) ?? [] : offered;
  return all.map((one) => ({ one, offered: offered.includes(one) }));
}

/** The questions of a group that is answered as a grid: all with the same choices, as its author asked for; null for any other. */
function gridOf(node: Node, { filling, whole }: Drawing): { node: Node; it: Question }[] | null {
  const rows = node.children.filter((it) => (whole ? !isHidden(placeOf(filling, it).item!) : isShown(filling, it))).map((it) => ({ node: it, it: placeOf(filling, it).item as Question }));
  const group = placeOf(filling, node).item as Group;
  const alike = rows.length > 1 && rows.every(({ it }) => it.kind === "question" && it.type === "select_one" && it.list !== null && it.list === rows[0]!.it.list && !it.choiceFilter && !it.hasOther && (!whole || it.relevant === null));
  return alike && (/table-list|grid|matrix|likert/.test(group.appearance) || rows.every(({ it }) => /list-nolabel|label|likert/.test(it.appearance))) ? rows : null;
}

/** One table: a row a question, a column a choice. On a phone each row is a question of its own. */
function Grid({ node, it, rows, drawing }: { node: Node; it: Group; rows: { node: Node; it: Question }[]; drawing: Drawing }) {
  const { filling, problems, words, lang } = drawing;
  const choices = choicesAt(filling, rows[0]!.node, rows[0]!.it);
  const title = labelSaid(filling, it.label);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by the keyboard
    <div class="scroll" tabindex={0} role="region" aria-label={title || it.name}>
      <table class="grid" id={pathOf(filling.tree, node)}>
        <caption lang={lang} dir="auto"><SurveyText text={title} /></caption>
        <thead><tr><th scope="col"><span class="hidden">{words.say("survey.grid.question")}</span></th>{choices.map((one) => <th scope="col" lang={lang} dir="auto">{labelOf(one, drawing)}</th>)}</tr></thead>
        <tbody>{rows.map((row) => {
          const path = pathOf(filling.tree, row.node);
          return (
            <tr id={path} class={problems[path] ? "invalid" : undefined}>
              <th scope="row" lang={lang} dir="auto"><SurveyText text={labelSaid(filling, row.it.label)} /><Needed it={row.it} words={words} />{problems[path] && <span class="error">{problems[path]}</span>}</th>
              {choices.map((one) => <td><input type="radio" name={path} value={one.name} checked={row.node.value === one.name} aria-label={`${labelSaid(filling, row.it.label)}: ${labelOf(one, drawing)}`} /></td>)}
            </tr>
          );
        })}</tbody>
      </table>
    </div>
  );
}

const labelOf = (it: Choice, { filling }: Drawing): string => spoken(it.label, filling.circumstances.language, filling.form.defaultLanguage) || it.name;
const Needed = ({ it, words }: { it: Question; words: Words }) => (it.required === true ? <span class="soft small"> {words.say("survey.required")}</span> : null);

function SurveyQuestion({ node, it, drawing }: { node: Node; it: Question; drawing: Drawing }) {
  const { filling, problems, words, lang } = drawing;
  const path = pathOf(filling.tree, node);
  const written = spoken(it.label, filling.circumstances.language, filling.form.defaultLanguage);
  const label = <span data-said={drawing.whole && written.includes("${") ? plainText(written) : undefined}><SurveyText text={labelSaid(filling, it.label) || it.name} /></span>;
  if (it.type === "note") return <p lang={lang} dir="auto">{label}</p>;
  const hint = labelSaid(filling, it.hint);
  const problem = problems[path];
  const described = [hint && `${path}-hint`, problem && `${path}-error`].filter(Boolean).join(" ") || undefined;
  const inside = (
    <>
      {hint && <p class="hint" id={`${path}-hint`} lang={lang} dir="auto"><SurveyText text={hint} /></p>}
      {problem && <p class="error" id={`${path}-error`}>{problem}</p>}
      <Input node={node} it={it} path={path} described={described} invalid={problem !== undefined} drawing={drawing} />
    </>
  );
  const named = <><span lang={lang} dir="auto">{label}</span><Needed it={it} words={words} /></>;
  if (isMany(it)) return <fieldset class={problem ? "field invalid" : "field"} id={path} aria-describedby={described}><legend>{named}</legend>{inside}</fieldset>;
  return <div class={problem ? "field invalid" : "field"}><label for={path}>{named}</label>{inside}</div>;
}

const isMany = (it: Question): boolean => ["select_multiple", "rank", "acknowledge"].includes(it.type) || (it.type === "select_one" && !/minimal|autocomplete|search/.test(it.appearance));

type InputProps = { node: Node; it: Question; path: string; described: string | undefined; invalid: boolean; drawing: Drawing };

function Input(props: InputProps) {
  const { node, it, drawing } = props;
  if (it.isReadOnly) return <p><output lang={drawing.lang} dir="auto" data-value="">{node.value}</output></p>;
  if (it.type === "rank") return <Ranks {...props} />;
  if (it.type === "select_one" || it.type === "select_multiple") return isMany(it) ? <Boxes {...props} /> : <Listed {...props} />;
  if (it.type === "acknowledge") return <label class="choice"><input type="checkbox" name={props.path} value="OK" checked={node.value === "OK"} /><span>{drawing.words.say("survey.acknowledge")}</span></label>;
  if (it.type === "text" && !/numbers|url/.test(it.appearance)) return <Lines {...props} />;
  return <OneLine {...props} />;
}

const Lines = ({ node, it, path, described, invalid }: InputProps) => (
  <textarea id={path} name={path} rows={Math.min(20, Number(it.parameters.rows) || (/multiline/.test(it.appearance) ? 6 : 2))} dir="auto" aria-invalid={invalid ? "true" : undefined} aria-describedby={described}>{node.value}</textarea>
);

const kinds: Partial<Record<Question["type"], { type: string; mode?: "numeric" | "decimal" }>> = { integer: { type: "text", mode: "numeric" }, decimal: { type: "text", mode: "decimal" }, range: { type: "text", mode: "decimal" }, date: { type: "date" }, time: { type: "time" }, dateTime: { type: "datetime-local" } };

/** One line; of a range between which numbers. A number is a text field: what is no number is said so in words, and stays as it was typed. */
function OneLine({ node, it, path, described, invalid, drawing: { words } }: InputProps) {
  const { type, mode } = kinds[it.type] ?? { type: "text" };
  const range = it.type === "range" ? words.say("survey.range", { from: it.parameters.start ?? "1", to: it.parameters.end ?? "10" }) : it.type === "geopoint" ? words.say("survey.geopoint") : null;
  return <>{range && <p class="hint">{range}</p>}<input id={path} name={path} type={type} inputmode={mode} value={it.type === "time" ? node.value.slice(0, 5) : it.type === "dateTime" ? node.value.slice(0, 16) : node.value} dir="auto" aria-invalid={invalid ? "true" : undefined} aria-describedby={described} /></>;
}

function Boxes({ node, it, path, drawing }: InputProps) {
  const chosen = new Set(node.value.split(" "));
  const type = it.type === "select_one" ? "radio" : "checkbox";
  return (
    <>
      {choicesDrawn(drawing, node, it).map(({ one, offered }) => <label class="choice" data-choice={it.choiceFilter ? one.name : undefined} hidden={!offered}><input type={type} name={path} value={one.name} checked={chosen.has(one.name)} /><span lang={drawing.lang} dir="auto"><SurveyText text={labelOf(one, drawing)} /></span></label>)}
      {it.hasOther && <Other path={path} chosen={chosen.has("other")} type={type} drawing={drawing} />}
      {it.type === "select_one" && it.required !== true && <label class="choice"><input type="radio" name={path} value="" checked={node.value === ""} /><span class="soft">{drawing.words.say("survey.no-answer")}</span></label>}
    </>
  );
}

const Other = ({ path, chosen, type, drawing: { words, filling } }: { path: string; chosen: boolean; type: string; drawing: Drawing }) => (
  <>
    <label class="choice"><input type={type} name={path} value="other" checked={chosen} /><span>{words.say("survey.other")}</span></label>
    <p><label class="small">{words.say("survey.other.which")} <input name={`${path}_other`} value={filling.given[`${path}_other`] ?? ""} dir="auto" /></label></p>
  </>
);

const Listed = ({ node, it, path, described, invalid, drawing }: InputProps) => (
  <select id={path} name={path} aria-invalid={invalid ? "true" : undefined} aria-describedby={described}>
    <option value="">{drawing.words.say("survey.choose")}</option>
    {choicesDrawn(drawing, node, it).map(({ one, offered }) => <option value={one.name} lang={drawing.lang} data-choice={it.choiceFilter ? one.name : undefined} hidden={!offered} disabled={!offered} selected={node.value === one.name}>{labelOf(one, drawing)}</option>)}
    {it.hasOther && <option value="other" selected={node.value === "other"}>{drawing.words.say("survey.other")}</option>}
  </select>
);

/** One list for each place, from the first on. */
function Ranks({ node, it, path, drawing }: InputProps) {
  const choices = choicesAt(drawing.filling, node, it);
  const placed = node.value.split(" ").filter(Boolean);
  return (
    <ol class="ranks">{choices.map((_, index) => (
      <li><label><span class="hidden">{drawing.words.say("survey.rank", { place: index + 1 })}</span>
        <select name={`${path}#${index + 1}`}><option value="">{drawing.words.say("survey.choose")}</option>{choices.map((one) => <option value={one.name} lang={drawing.lang} selected={placed[index] === one.name}>{labelOf(one, drawing)}</option>)}</select></label></li>
    ))}</ol>
  );
}

/** An answer in words, for reading it once more. */
export function answerSaid(filling: Filling, node: Node, it: Question, words: Words): string {
  const value = node.value;
  if (value === "") return "";
  if (it.type === "date") return words.day(value.slice(0, 10));
  const list = it.list === null ? undefined : filling.form.lists.get(it.list);
  if (!list) return value;
  const other = filling.given[`${pathOf(filling.tree, node)}_other`];
  const named = value.split(" ").map((name) => { const choice = list.find((one) => one.name === name); return choice ? spoken(choice.label, filling.circumstances.language, filling.form.defaultLanguage) : name === "other" ? other || words.say("survey.other") : name; });
  return it.type === "rank" ? named.map((name, index) => `${index + 1}. ${name}`).join(" · ") : words.list(named);
}
