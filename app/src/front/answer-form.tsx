import type { Child } from "hono/jsx";
import { Check, TextArea } from "../ground/web/choices.tsx";
import { here, type Door } from "../ground/web/env.ts";
import { ChoiceField, TextField, type Typed } from "../ground/web/forms.tsx";
import { isLanguage, ownNames } from "../ground/words.ts";
import { answerCallAddress } from "../concepts/calls/addresses.ts";
import { emptyAsk, limitOf, pinRead, pinWritten, type TypedAnswer, type TypedAsk } from "../concepts/contributions/answer.ts";
import type { Pin } from "../concepts/contributions/ask.ts";
import { countedText, mostAsks } from "../concepts/contributions/submission.ts";
import { UnattributedMeans } from "../concepts/contributions/unattributed/views.tsx";
import { placeName } from "../concepts/contributions/views.tsx";
import { asksIn } from "@travaux/treaty-text/asks";
import { countWords } from "@travaux/treaty-text/count-words";
import { hasUnattributed } from "../concepts/disclosure/forum.ts";
import { largestAttachment } from "../ground/files/attachment.ts";
import { filesField, mostFiles } from "../ground/web/uploads.ts";
import type { AnswerDesk, Looked } from "./answer-desk.ts";
import { attachmentIn } from "./answer-files.ts";
import { Combinations } from "./comment.tsx";

/** What a form carries besides what is typed: the key under which it is filed once, the edition of its draft, and the secret of one that is nobody’s. */
export type Keys = { draft: string; edition: number; once: string };
/** All that an answer’s form shows. */
export type FormProps = { c: Door; desk: AnswerDesk; looked: Looked; keys: Keys; form: Typed; keptAt: Date | null; linked: boolean };

/** An answer as the values of fields, for those that stand by themselves. */
export const formOf = (it: TypedAnswer, problems: Record<string, string>): Typed => ({
  problems,
  values: {
    stakeholder: it.stakeholder, showPerson: it.showPerson ? "yes" : "", seek: it.seek, title: it.title, text: it.text, language: it.language, combination: it.combination, interested: it.interested ? "yes" : "", interest: it.interest,
    ...Object.fromEntries(Object.entries(it.answers).map(([number, text]) => [`answer-${number}`, text])),
    ...Object.fromEntries(it.asks.flatMap((ask, index) => [[`ask-${index + 1}-text`, ask.text], [`ask-${index + 1}-version`, ask.version], [`ask-${index + 1}-find`, ask.find], [`ask-${index + 1}-wording`, ask.wording ?? ""]])),
  },
});

/** "art. 7(2), M/CONF.1/3/Rev.2" */
export function pinName({ var: { words } }: Door, { versions }: AnswerDesk, pin: Pin): string {
  const symbol = versions.find((it) => it.version.id === pin.versionId)?.version.symbol;
  return [placeName(words, pin.place), symbol && words.isolate(symbol)].filter(Boolean).join(", ");
}

const Keeping = ({ keys, forumId, again }: { keys: Keys; forumId: string; again: string }) => (
  <><input type="hidden" name="draft" value={keys.draft} /><input type="hidden" name="edition" value={String(keys.edition)} /><input type="hidden" name="once" value={keys.once} /><input type="hidden" name="forum" value={forumId} /><input type="hidden" name="again" value={again} /></>
);

/** The form, as somebody with a session fills it in; without scripts every button sends it, and it comes back with what was asked for. */
export function AnswerForm(props: FormProps) {
  const { c, desk, looked: { typed }, keys, form, linked } = props;
  const { words } = c.var;
  const address = here(c)(answerCallAddress(desk.process, desk.call));
  const takesNobodys = hasUnattributed(desk.forum) && typed.again === "";
  const asks = typed.asks.length === 0 ? [emptyAsk] : typed.asks;
  return (
    <form method="post" action={linked ? address : unlinkedAddress(c, desk)} enctype="multipart/form-data" novalidate id="answer" data-unattributed-page={takesNobodys ? unlinkedAddress(c, desk) : undefined}>
      <Keeping keys={keys} forumId={desk.forum.id} again={typed.again} />
      <button class="hidden" name="deed" value="stay" tabindex={-1}>{words.say("answering.stay")}</button>
      {linked && typed.again === "" && <ForWhom {...props} />}
      {linked && typed.again === "" && <OnBehalf {...props} address={address} />}
      <TextField name="title" label={words.say("answering.title")} form={form} dir="auto" autocomplete="off" />
      <Words {...props} />
      <section aria-labelledby="asks"><h2 id="asks">{words.say("answering.asks")}</h2><p class="hint">{words.say("answering.asks.hint")}</p>
        {asksIn(typed.text).length > 0 && <p><button class="little" name="deed" value="take-asks" formaction={`${linked ? address : unlinkedAddress(c, desk)}#asks`}>{words.say("answering.asks.take", { count: asksIn(typed.text).length })}</button></p>}
        {form.problems.asks && <p class="error">{form.problems.asks}</p>}
        {asks.map((ask, index) => <AskField {...props} address={address} ask={ask} at={index + 1} />)}
        {asks.length < mostAsks && <p><button class="little" name="deed" value="add-ask" formaction={`${linked ? address : unlinkedAddress(c, desk)}#ask-${asks.length + 1}`}>{words.say("answering.ask.add")}</button></p>}
      </section>
      <Questions {...props} />
      <fieldset class="field"><legend>{words.say("answering.interest.legend")}</legend>
        <Check name="interested" label={words.say("answering.interested")} text={words.say("answering.interested.text")} form={form} />
        <TextField name="interest" label={words.say("answering.interest")} form={form} dir="auto" />
      </fieldset>
      <ChoiceField name="language" label={words.say("contributions.language")} form={form} choices={desk.call.languages.map((it) => ({ value: it, name: isLanguage(it) ? ownNames[it] : words.languageName(it), lang: it }))} />
      {typed.again === "" ? <>
        <div class="empty small" id="before"><p><strong>{words.say("contributions.before")}</strong> {words.say("contributions.before.text")}</p></div>
        <Combinations c={c} offered={desk.forum.combinations.filter((it) => linked || it.endsWith("/unattributed"))} form={form} />
        {takesNobodys && linked && <UnattributedMeans c={c} forums={[desk.forum]} at={{ process: desk.process.slug, number: "", version: "" }} />}
        {linked && <Check name="showPerson" label={words.say("contributions.person")} text={words.say("contributions.person.text")} form={form} />}
      </> : <Fixed typed={typed} />}
      {linked && <Files {...props} address={address} />}
      <div class="actions"><button class="main" name="deed" value="check">{words.say("answering.check")}</button> {linked && <button name="deed" value="save">{words.say("answering.save")}</button>}</div>
      {linked && <KeptLine {...props} address={address} />}
    </form>
  );
}

/** Files: those that came, to be kept or left out, and more of them. Last in the form, so that what is typed comes back where a file is too large. */
function Files({ c, looked: { typed }, form, address }: FormProps & { address: string }) {
  const { words } = c.var;
  const problem = form.problems.files;
  const kept = typed.attachments.flatMap((sealed) => { const it = attachmentIn(c.var.house, sealed); return it ? [{ it, sealed }] : []; });
  return (
    <fieldset class={problem ? "field invalid" : "field"} id="files"><legend>{words.say("answering.files")}</legend>
      <p class="hint">{words.say("answering.files.hint", { count: mostFiles, limit: largestAttachment / 1024 / 1024 })}</p>
      {kept.length > 0 && <ul class="tags checks" aria-label={words.say("answering.files.kept")}>{kept.map(({ it, sealed }) => <li><label><input type="checkbox" name="attachment" value={sealed} checked /> <bdi>{it.name}</bdi></label></li>)}</ul>}
      {problem && <p class="error" id="files-error">{problem}</p>}
      <label>{words.say("answering.files.choose")} <input type="file" name={filesField} multiple accept=".docx,.pdf,.txt" aria-describedby={problem ? "files-error" : undefined} /></label>
      <p><button class="little" name="deed" value="attach" formaction={`${address}#files`}>{words.say("answering.files.read")}</button></p>
    </fieldset>
  );
}

/** Where the same form goes without a session. */
export const unlinkedAddress = (c: Door, { process, call }: Pick<AnswerDesk, "process" | "call">) => here(c)(`/unattributed/answer/${process.slug}/${call.number}`);

/** What cannot be changed of something filed again travels with it. */
const Fixed = ({ typed }: { typed: TypedAnswer }) => (
  <><input type="hidden" name="stakeholder" value={typed.stakeholder} /><input type="hidden" name="combination" value={typed.combination} />{typed.showPerson && <input type="hidden" name="showPerson" value="yes" />}{typed.onBehalf.map((it) => <input type="hidden" name="onBehalf" value={it} />)}</>
);

function ForWhom({ c: { var: { words } }, desk: { bodies }, form }: FormProps) {
  const choices = bodies.map((it) => { const name = words.pick(it.name); return { value: it.id, name: it.isFocalPoint ? words.say("answering.as-focal-point", { name: name.text }) : name.text, lang: name.language }; });
  if (choices.length === 0) return null;
  return <ChoiceField name="stakeholder" label={words.say("contributions.stakeholder")} hint={words.say("contributions.stakeholder.hint")} form={form} choices={choices} />;
}

/** Those on whose behalf it is filed besides: sought by name, chosen by box. */
function OnBehalf({ c, looked: { typed, bodies }, form, address }: FormProps & { address: string }) {
  const { words } = c.var;
  const problem = form.problems.seek;
  return (
    <details id="on-behalf" open={typed.onBehalf.length > 0 || typed.seek !== "" || problem !== undefined}>
      <summary>{words.say("answering.on-behalf")}</summary>
      <p class="hint">{words.say("answering.on-behalf.hint")}</p>
      {bodies.length > 0 && <fieldset class="field"><legend>{words.say("answering.on-behalf.chosen")}</legend><ul class="tags checks">{bodies.map((it) => { const name = words.pick(it.name); return <li><label><input type="checkbox" name="onBehalf" value={it.id} checked={typed.onBehalf.includes(it.id)} /> <span lang={name.language}>{name.text}</span></label></li>; })}</ul></fieldset>}
      {typed.seek !== "" && bodies.every((it) => typed.onBehalf.includes(it.id)) && <p class="small soft">{words.say("answering.on-behalf.none", { sought: typed.seek })}</p>}
      <TextField name="seek" label={words.say("answering.on-behalf.seek")} form={form} dir="auto" autocomplete="off" />
      <p><button class="little" name="deed" value="seek" formaction={`${address}#on-behalf`}>{words.say("answering.on-behalf.find")}</button></p>
    </details>
  );
}

/** The text with its limit, the rule by which words are counted, and how many there are. */
function Words({ c, desk, looked: { typed, document }, form }: FormProps) {
  const { words } = c.var;
  const limit = limitOf(typed, desk.call, desk.bodies);
  const count = countWords(countedText(document));
  return (
    <>
      <TextArea name="text" label={words.say("answering.text")} hint={words.say("answering.text.hint", { limit })} form={form} rows={12} />
      <div class="count" id="text-count" data-limit={String(limit)}><span>{words.say("answering.count", { count, limit })}</span>{count > limit && <span>{words.say("answering.count.over", { over: count - limit })}</span>}</div>
    </>
  );
}

function Questions({ c: { var: { words } }, desk: { call }, form }: FormProps) {
  if (call.questions.length === 0) return null;
  return (
    <section aria-labelledby="questions"><h2 id="questions">{words.say("answering.questions")}</h2>
      {call.questions.map((it) => { const text = words.pick(it.text); return <TextArea name={`answer-${it.number}`} label={<span lang={text.language}>{it.number}. {text.text}</span>} hint={words.say(it.required ? "answering.question.required" : "answering.question.optional")} form={form} rows={4} />; })}
    </section>
  );
}

type AskProps = FormProps & { ask: TypedAsk; at: number; address: string };

/** One ask: what is asked for, of which provisions and themes, and wording proposed. */
function AskField(props: AskProps) {
  const { c, desk, ask, at, form, linked } = props;
  const { words } = c.var;
  const to = `${linked ? props.address : unlinkedAddress(c, desk)}#ask-${at}`;
  return (
    <fieldset class="field ask" id={`ask-${at}`}>
      <legend>{words.say("answering.ask", { number: at })}</legend>
      <TextArea name={`ask-${at}-text`} label={words.say("answering.ask.text")} form={form} rows={3} />
      <Pins {...props} to={to} />
      <Themes {...props} />
      {ask.wording === null ? <p><button class="little" name="deed" value={`propose-${at}`} formaction={to}>{words.say("answering.wording.propose")}</button></p> : <Wording {...props} to={to} />}
      <p><button class="little" name="deed" value={`remove-ask-${at}`} formaction={`${linked ? props.address : unlinkedAddress(c, desk)}#asks`}>{words.say("answering.ask.remove", { number: at })}</button></p>
      {form.problems[`ask-${at}`] && <p class="error">{form.problems[`ask-${at}`]}</p>}
    </fieldset>
  );
}

/** Chosen pins as boxes; the call’s own provisions to choose from; any other by its citation or number. */
function Pins({ c, desk, ask, at, form, to }: AskProps & { to: string }) {
  const { words } = c.var;
  const name = `ask-${at}-pin`;
  const offered = desk.callPins.filter((it) => !ask.pins.includes(pinWritten(it)));
  return (
    <>
      {ask.pins.length > 0 && <ul class="tags checks" aria-label={words.say("answering.pins.chosen", { number: at })}>{ask.pins.map((it) => { const pin = pinRead(it); return pin && <li><label><input type="checkbox" name={name} value={it} checked /> <span>{pinName(c, desk, pin)}</span></label></li>; })}</ul>}
      <div class="inline">
        {offered.length > 0 && <label>{words.say("answering.pins.call")} <select name={name}><option value="">{words.say("answering.choose")}</option>{offered.map((it) => <option value={pinWritten(it)}>{pinName(c, desk, it)}</option>)}</select></label>}
        {desk.versions.length > 0 && <label>{words.say("answering.pins.version")} <select name={`ask-${at}-version`}>{desk.versions.map(({ version }) => <option value={version.id} selected={version.id === (ask.version || desk.callPins[0]?.versionId)}>{version.symbol}</option>)}</select></label>}
      </div>
      {desk.versions.length > 0 && <TextField name={`ask-${at}-find`} label={words.say("answering.pins.find")} hint={words.say("answering.pins.find.hint")} form={form} autocomplete="off" />}
      <p><button class="little" name="deed" value={`pin-${at}`} formaction={to}>{words.say("answering.pins.add")}</button></p>
    </>
  );
}

function Themes({ c: { var: { words } }, desk, ask, at }: AskProps) {
  const name = `ask-${at}-theme`;
  const left = desk.themes.filter((it) => !ask.themes.includes(it.id));
  const groups: [string, typeof left][] = [[words.say("answering.themes.call"), left.filter((it) => desk.callThemes.has(it.id))], [words.say("answering.themes.all"), left.filter((it) => !desk.callThemes.has(it.id))]];
  return (
    <>
      {ask.themes.length > 0 && <ul class="tags checks" aria-label={words.say("answering.themes.chosen", { number: at })}>{desk.themes.filter((it) => ask.themes.includes(it.id)).map((it) => <li><label><input type="checkbox" name={name} value={it.id} checked /> <span lang={words.pick(it.name).language}>{words.pick(it.name).text}</span></label></li>)}</ul>}
      <div class="inline"><label>{words.say("answering.themes")} <select name={name}><option value="">{words.say("answering.choose")}</option>{groups.filter(([, all]) => all.length > 0).map(([label, all]) => <optgroup label={label}>{all.map((it) => <option value={it.id} lang={words.pick(it.name).language}>{words.pick(it.name).text}</option>)}</optgroup>)}</select></label></div>
    </>
  );
}

/** The provision’s own words, to be edited where they stand. */
function Wording({ c, desk, ask, at, form, to }: AskProps & { to: string }): Child {
  const { words } = c.var;
  const pin = ask.pins[0] ? pinRead(ask.pins[0]) : null;
  return (
    <>
      <TextArea name={`ask-${at}-wording`} label={words.say("answering.wording", { name: pin ? pinName(c, desk, pin) : "" })} hint={words.say("answering.wording.hint")} form={form} rows={6} />
      <p><button class="little" name="deed" value={`unpropose-${at}`} formaction={to}>{words.say("answering.wording.leave")}</button></p>
    </>
  );
}

/** When the draft was kept; with scripts it is kept as one types. */
function KeptLine({ c, desk, keys, keptAt, address }: FormProps & { address: string }) {
  const { words } = c.var;
  const said = keptAt ? words.say("answering.kept", { time: keptAt.toISOString().slice(11, 16), day: words.day(keptAt) }) : words.say("answering.not-kept");
  return (
    <travaux-draft data-to={address.replace(/answer$/, "draft")} data-id={keys.draft} data-kept-at={keptAt?.toISOString() ?? ""} data-call={`${desk.process.slug}/${desk.call.number}`} data-kept={words.say("answering.island.kept", { time: "%TIME%" })}
      data-waiting={words.say("answering.island.waiting")} data-lost={words.say("answering.island.lost")} data-out={words.say("answering.island.out")} data-behind={words.say("answering.island.behind")} data-nobody={words.say("answering.island.nobody")} data-copy={words.say("answering.island.copy")} data-take={words.say("answering.island.take")} data-drop={words.say("answering.island.drop")}
      data-count={words.say("answering.island.count", { limit: "%LIMIT%", count: "%COUNT%" })} data-over={words.say("answering.island.over", { over: "%OVER%" })}>
      <p class="small soft" role="status">{said}</p>
    </travaux-draft>
  );
}

/** Every field of an answer as it is, hidden: for the page that shows it before it is sent. A browser drops the first line end of a textarea. */
export function HiddenAnswer({ typed, keys, forumId }: { typed: TypedAnswer; keys: Keys; forumId: string }) {
  const lines: [string, string][] = [
    ["stakeholder", typed.stakeholder], ...(typed.showPerson ? [["showPerson", "yes"] as [string, string]] : []), ...typed.onBehalf.map((it): [string, string] => ["onBehalf", it]), ["title", typed.title], ["language", typed.language], ["combination", typed.combination],
    ...(typed.interested ? [["interested", "yes"] as [string, string]] : []), ["interest", typed.interest], ...typed.attachments.map((it): [string, string] => ["attachment", it]),
    ...typed.asks.flatMap((ask, index): [string, string][] => [[`ask-${index + 1}-version`, ask.version], ...ask.pins.map((it): [string, string] => [`ask-${index + 1}-pin`, it]), ...ask.themes.map((it): [string, string] => [`ask-${index + 1}-theme`, it])]),
  ];
  const texts: [string, string][] = [["text", typed.text], ...Object.entries(typed.answers).map(([number, text]): [string, string] => [`answer-${number}`, text]), ...typed.asks.flatMap((ask, index): [string, string][] => [[`ask-${index + 1}-text`, ask.text], ...(ask.wording === null ? [] : [[`ask-${index + 1}-wording`, ask.wording] as [string, string]])])];
  return (
    <>
      <Keeping keys={keys} forumId={forumId} again={typed.again} />
      {lines.map(([name, value]) => <input type="hidden" name={name} value={value} />)}
      <div hidden>{texts.map(([name, value]) => <textarea name={name}>{`\n${value}`}</textarea>)}</div>
    </>
  );
}
