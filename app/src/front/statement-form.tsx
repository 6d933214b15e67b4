import { Hono } from "hono";
import { dayOf } from "../ground/clock.ts";
import { Refusal } from "../ground/refusal.ts";
import { personOf } from "../ground/viewer.ts";
import { Check, TextArea } from "../ground/web/choices.tsx";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, readForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { languages, ownNames } from "../ground/words.ts";
import { stageOf, type Call } from "../concepts/calls/call.ts";
import { callsOf } from "../concepts/calls/store.ts";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { bodiesOf } from "../concepts/stakeholders/networks/store.ts";
import { beginningAddress, draftingAddress, rulesAddress } from "../concepts/statements/addresses.ts";
import { BeginInput, RulesInput } from "../concepts/statements/inputs.ts";
import { begin, changeRules, focalPointOf } from "../concepts/statements/operations/drafters.ts";
import { longestTolerance, mostDrafters } from "../concepts/statements/statement.ts";
import { draftersOf } from "../concepts/statements/store.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { roomAt, roomCrumbs, roomOf, type Room } from "./statement-draft.ts";
import { tellAskedToDraft } from "./statement-mail.ts";

const beginAt = "/:process/statements/new";

/** Begin a joint statement, and say how it will be signed. */
export const statementForm = new Hono<Env>()
  .get(beginAt, async (c) => showBeginning(c, await beginnerOf(c), untouched({ language: c.var.words.language, toleranceMinutes: "0" })))
  .post(beginAt, async (c) => {
    const beginner = await beginnerOf(c);
    const read = await readForm(c, BeginInput);
    if (!read.ok) return showBeginning(c, beginner, read.form, 422);
    const { call, ...input } = read.input;
    if (!beginner.bodies.some((it) => it.id === input.stakeholderId)) throw new Refusal("not-allowed", "statement-not-focal-point");
    const { db, viewer, now, chance } = c.var;
    const typed = (problems: Record<string, string>) => showBeginning(c, beginner, { values: typedOf(input, call), problems }, 422);
    try {
      const it = await begin(db, viewer, beginner.process, { ...input, rules: { ...input.rules, callId: calledBy(beginner.calls, call) } }, now, chance);
      await tellAskedToDraft(c, beginner.process, it, (await draftersOf(db, it.id)).filter((one) => one.state === "asked").map((one) => one.stakeholderId));
      return onward(c, draftingAddress(beginner.process, it), "flash.drafting.begun");
    } catch (error) {
      const field = error instanceof Refusal ? fieldOf[error.code] : undefined;
      if (!(error instanceof Refusal) || !field) throw error;
      return typed({ [field]: c.var.words.say(`refusal.${error.code}`, error.values) });
    }
  })
  .get(`${roomAt}/rules`, async (c) => { const { room, calls } = await rulesOf(c); return showRules(c, room, calls, untouched(rulesTyped(room, calls))); })
  .post(`${roomAt}/rules`, async (c) => {
    const { room, calls } = await rulesOf(c);
    const read = await readForm(c, RulesInput);
    if (!read.ok) return showRules(c, room, calls, read.form, 422);
    const { turn, workingTitle, rules, call } = read.input;
    await changeRules(c.var.db, c.var.viewer, { id: room.it.id, turn }, { workingTitle, rules: { ...rules, callId: calledBy(calls, call) } }, c.var.now);
    return onward(c, draftingAddress(room.process, room.it), "flash.drafting.rules");
  });

/** Beside which field a refusal of the beginning stands. */
const fieldOf: Record<string, string> = { "partnership-body-unknown": "drafters", "statement-many-drafters": "drafters", "call-unknown": "call" };

type Beginner = { process: Process; bodies: Awaited<ReturnType<typeof bodiesOf>>; calls: Call[] };

/** The process of the address, with the verified bodies for which the viewer may begin a statement, and the calls that it may answer; who is no focal point is told so. */
async function beginnerOf(c: Door): Promise<Beginner> {
  const { db, viewer } = c.var;
  const process = await processBySlug(db, inAddress(c, "process"));
  if (process.nature === "record") throw new Refusal("not-found", "page-unknown"); // its record holds facts alone
  personOf(viewer);
  const bodies = await bodiesOf(db, viewer);
  if (bodies.length === 0) throw new Refusal("not-allowed", "statement-not-focal-point");
  return { process, bodies, calls: await answerable(c, process) };
}

/** Announced calls that are not closed. */
const answerable = async (c: Door, process: Process): Promise<Call[]> => (await callsOf(c.var.db, process.id, c.var.viewer)).filter((it) => ["coming", "open", "late"].includes(stageOf(it, c.var.now)));

/** The call of a number that was typed; null for none. Refused where it is not among those that can be answered. */
function calledBy(calls: readonly Call[], number: string): string | null {
  if (number === "") return null;
  const call = calls.find((it) => String(it.number) === number);
  if (!call) throw new Refusal("not-valid", "call-unknown", { call: number });
  return call.id;
}

/** The room of the address for whoever decides over its rules, with the calls that it may answer: the one that it answers is among them. */
async function rulesOf(c: Door): Promise<{ room: Room; calls: Call[] }> {
  const room = await roomOf(c);
  focalPointOf(c.var.viewer, room.it.initiatorId);
  const all = await callsOf(c.var.db, room.process.id, c.var.viewer);
  const open = await answerable(c, room.process);
  return { room, calls: all.filter((one) => one.id === room.it.callId || open.some((it) => it.id === one.id)) };
}

const ticked = (it: boolean) => (it ? "yes" : "");
const typedOf = ({ stakeholderId, workingTitle, language, drafters, rules }: Omit<ReturnType<typeof BeginInput.parse>, "call">, call: string): Record<string, string> =>
  ({ body: stakeholderId, workingTitle, language, drafters: drafters.join("\n"), call, individuals: ticked(rules.individuals), perParagraph: ticked(rules.perParagraph), closesDay: rules.closesAt ? dayOf(rules.closesAt) : "", toleranceMinutes: String(rules.toleranceMinutes) });
const rulesTyped = ({ it }: Room, calls: readonly Call[]): Record<string, string> =>
  ({ workingTitle: it.workingTitle, individuals: ticked(it.individuals), perParagraph: ticked(it.perParagraph), closesDay: it.closesAt ? dayOf(it.closesAt) : "", toleranceMinutes: String(it.toleranceMinutes), call: String(calls.find((one) => one.id === it.callId)?.number ?? "") });

async function showBeginning(c: Door, { process, bodies, calls }: Beginner, form: Typed, status: 200 | 422 = 200) {
  const { words } = c.var;
  const title = words.say("statements.form.title");
  return showPage(c, { title, crumbs: roomCrumbs(c, process, null, { name: title }), process: barOf(process, null), unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("statements.form.lede")}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={here(c)(beginningAddress(process))}>
        <ChoiceField name="body" label={words.say("statements.form.body")} form={form} choices={bodies.map((it) => ({ value: it.id, name: words.pick(it.name).text }))} />
        <TextField name="workingTitle" label={words.say("statements.form.working-title")} hint={words.say("statements.form.working-title.hint")} form={form} required dir="auto" />
        <ChoiceField name="language" label={words.say("statements.form.language")} hint={words.say("statements.form.language.hint")} form={form} choices={languages.map((it) => ({ value: it, name: ownNames[it], lang: it }))} />
        <TextArea name="drafters" label={words.say("statements.form.drafters")} hint={words.say("statements.form.drafters.most", { most: mostDrafters - 1 })} form={form} rows={4} />
        <RuleFields c={c} calls={calls} form={form} />
        <div class="actions"><button class="main">{words.say("statements.form.send")}</button></div>
      </form>
    </>, status);
}

/** Who signs, what, until when, and which call it answers. */
const RuleFields = ({ c, c: { var: { words } }, calls, form }: { c: Door; calls: readonly Call[]; form: Typed }) => (
  <>
    <fieldset class="field"><legend>{words.say("statements.form.rules")}</legend>
      <Check name="individuals" label={words.say("statements.form.individuals")} text={words.say("statements.form.individuals.text")} form={form} />
      <Check name="perParagraph" label={words.say("statements.form.per-paragraph")} text={words.say("statements.form.per-paragraph.text")} form={form} />
    </fieldset>
    <Deadline c={c} form={form} />
    <TextField name="toleranceMinutes" label={words.say("statements.form.tolerance")} hint={words.say("statements.form.tolerance.hint", { most: longestTolerance })} form={form} inputmode="numeric" />
    <ChoiceField name="call" label={words.say("statements.form.call")} hint={words.say("statements.form.call.hint")} form={form} choices={[{ value: "", name: words.say("statements.form.call.none") }, ...calls.map((it) => ({ value: String(it.number), name: words.say("statements.form.call.number", { number: it.number, title: words.pick(it.title).text }) }))]} />
  </>
);

const Deadline = ({ c: { var: { words } }, form }: { c: Door; form: Typed }) => <TextField name="closesDay" type="date" label={words.say("statements.form.closes")} hint={words.say("statements.form.closes.hint")} form={form} />;

/** The rules as they are; once it is open, whoever signed relied on all but a later deadline. */
async function showRules(c: Door, room: Room, calls: readonly Call[], form: Typed, status: 200 | 422 = 200) {
  const { words } = c.var;
  const { process, it } = room;
  const title = words.say("statements.form.rules.change");
  const fixed = ["individuals", "perParagraph", "toleranceMinutes", "call"] as const;
  return showPage(c, { title, crumbs: roomCrumbs(c, process, it, { name: title }), process: barOf(process, null), unlisted: true },
    <>
      <p class="eyebrow" lang={it.language} dir="auto">{it.workingTitle}</p>
      <h1>{title}</h1>
      <p class="lede">{words.say(it.state === "open" ? "statements.form.rules.open" : "statements.form.rules.lede")}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={here(c)(rulesAddress(process, it))}>
        <input type="hidden" name="turn" value={form.values.turn ?? String(it.turn)} />
        <TextField name="workingTitle" label={words.say("statements.form.working-title")} hint={words.say("statements.form.working-title.hint")} form={form} required dir="auto" />
        {it.state === "open" ? <>{fixed.map((name) => form.values[name] && <input type="hidden" name={name} value={form.values[name]} />)}<Deadline c={c} form={form} /></> : <RuleFields c={c} calls={calls} form={form} />}
        <div class="actions"><button class="main">{words.say("statements.form.rules.send")}</button></div>
      </form>
    </>, status);
}
