import type { Child } from "hono/jsx";
import { answersFor, mayOfficiate } from "../ground/viewer.ts";
import { TextArea } from "../ground/web/choices.tsx";
import { here, type Door } from "../ground/web/env.ts";
import { ChoiceField, TextField, type Typed } from "../ground/web/forms.tsx";
import { commitmentAddress } from "../concepts/commitments/addresses.ts";
import { isClosed, isInHand, outcomes } from "../concepts/commitments/commitment.ts";
import type { ShownCommitment, ShownOwner, ShownProgress } from "../concepts/commitments/disclosure.ts";
import type { Process } from "../concepts/processes/process.ts";

export type CommitmentRoom = { process: Process; it: ShownCommitment };
type Props = { c: Door; room: CommitmentRoom; entries: readonly ShownProgress[]; form: Typed };
/** What the viewer’s bodies, and officers, do with a commitment: answer, say what was done, move its day, close it, leave it, ask others. */
export function CommitmentDeeds(props: Props) {
  const { c: { var: { viewer, words } }, room: { it } } = props;
  const own = (all: readonly ShownOwner[], state: ShownOwner["state"]) => all.filter((one) => one.state === state && answersFor(viewer, one.stakeholderId));
  const [asked, owns, officer] = [own(it.others, "asked"), own(it.owners, "confirmed"), mayOfficiate(viewer, it.processId)];
  if (isClosed(it) || (asked.length + owns.length === 0 && !officer)) return null;
  return (
    <section class="card" aria-labelledby="own"><h2 id="own">{words.say(asked.length + owns.length > 0 ? "commitments.own" : "commitments.desk")}</h2>
      {asked.length > 0 && <Answering {...props} bodies={asked} />}
      {owns.length > 0 && isInHand(it) && <><Progressing {...props} bodies={owns} /><Moving {...props} bodies={owns} /></>}
      {(owns.length > 0 || (officer && it.owners.length === 0)) && <Closing {...props} bodies={owns} />}
      {(owns.length > 0 || officer) && <Asking {...props} />}
      {owns.length > 0 && isInHand(it) && <Leaving {...props} bodies={owns} />}
    </section>
  );
}

type WithBodies = Props & { bodies: readonly ShownOwner[] };
type FormProps = { of: WithBodies; deed: string; children?: Child };
/** A form for a deed: with the terms that the page shows, and in whose name, which is asked where it may be several. */
const Deed = ({ of: { c, c: { var: { words } }, room: { process, it }, bodies }, deed, children }: FormProps) => (
  <form method="post" action={here(c)(`${commitmentAddress(process, it)}/${deed}`)}><input type="hidden" name="turn" value={String(it.turn)} />
    {bodies.length > 1 ? <div class="field"><label for={`${deed}-body`}>{words.say("commitments.form.as")}</label><select id={`${deed}-body`} name="body">{bodies.map((one) => <option value={one.stakeholderId}>{words.pick(one.body.name).text}</option>)}</select></div> : <input type="hidden" name="body" value={bodies[0]?.stakeholderId ?? ""} />}
    {children}
  </form>
);

const Answering = (of: WithBodies) => {
  const { c: { var: { words } }, room: { it }, form } = of;
  return (
    <>
      <p>{words.say("commitments.confirm.text", { day: words.day(it.dueDay) })}</p>
      <Deed of={of} deed="confirmation"><button class="main">{words.say("commitments.confirm")}</button></Deed>
      <details open={form.problems.because !== undefined}><summary>{words.say("commitments.decline")}</summary>
        <Deed of={of} deed="refusal"><TextArea name="because" label={words.say("calls.form.because")} hint={words.say("commitments.decline.hint")} form={form} rows={2} required /><button>{words.say("commitments.decline")}</button></Deed></details>
    </>
  );
};

const Progressing = (of: WithBodies) => {
  const { c: { var: { words } }, entries, form } = of;
  const corrects = [{ value: "", name: words.say("commitments.progress.corrects.none") }, ...entries.toReversed().map((one) => ({ value: String(one.number), name: words.say("commitments.progress.entry", { number: one.number }) }))];
  return (
    <details open={["text", "share", "evidence", "evidenceText", "corrects"].some((field) => form.problems[field] !== undefined)}><summary>{words.say("commitments.progress.add")}</summary>
      <Deed of={of} deed="progress"><p class="hint">{words.say("commitments.progress.hint")}</p>
        <TextArea name="text" label={words.say("commitments.progress.text")} form={form} rows={3} required />
        <TextField name="share" label={words.say("commitments.progress.share")} hint={words.say("commitments.progress.share.hint")} form={form} inputmode="numeric" />
        <TextField name="evidence" label={words.say("commitments.progress.evidence")} hint={words.say("practices.repeat.evidence")} form={form} />
        <TextArea name="evidenceText" label={words.say("commitments.progress.evidence.words")} form={form} rows={2} />
        {entries.length > 0 && <ChoiceField name="corrects" label={words.say("commitments.progress.corrects")} form={form} choices={corrects} />}
        <button class="main">{words.say("commitments.progress.add")}</button></Deed></details>
  );
};

const Moving = (of: WithBodies) => {
  const { c: { var: { words } }, room: { it }, form } = of;
  return (
    <details open={form.problems.dueDay !== undefined || form.problems.movedBecause !== undefined}><summary>{words.say("commitments.move")}</summary>
      <Deed of={of} deed="last-day"><TextField name="dueDay" type="date" label={words.say("commitments.form.due")} hint={words.say("commitments.form.due.hint")} form={{ ...form, values: { dueDay: it.dueDay, ...form.values } }} required />
        <TextArea name="movedBecause" label={words.say("calls.form.because")} hint={words.say("commitments.move.hint")} form={form} rows={2} required /><button>{words.say("commitments.move")}</button></Deed></details>
  );
};

const Closing = (of: WithBodies) => {
  const { c: { var: { words } }, room: { it }, form } = of;
  const ways = (["done", "given-up"] as const).filter((one) => one === "given-up" || isInHand(it));
  return (
    <details open={["as", "outcome", "report"].some((field) => form.problems[field] !== undefined)}><summary>{words.say("commitments.close")}</summary>
      <Deed of={of} deed="closing">
        <ChoiceField name="as" label={words.say("commitments.close.as")} form={form} choices={ways.map((value) => ({ value, name: words.say(`commitments.status.${value}`) }))} />
        {isInHand(it) && <ChoiceField name="outcome" label={words.say("commitments.outcome")} hint={words.say("commitments.close.outcome.hint")} form={form} choices={[{ value: "", name: words.say("commitments.outcome.choose") }, ...outcomes.map((value) => ({ value, name: words.say(`commitments.outcome.${value}`) }))]} />}
        <TextArea name="report" label={words.say("commitments.close.text")} form={form} rows={4} required /><button>{words.say("commitments.close")}</button></Deed></details>
  );
};

const Asking = ({ c, c: { var: { words } }, room: { process, it }, form }: Props) => (
  <details open={form.problems.owners !== undefined}><summary>{words.say("commitments.ask")}</summary>
    <form method="post" action={here(c)(`${commitmentAddress(process, it)}/owners`)}><TextArea name="owners" label={words.say("commitments.form.owners")} hint={words.say("commitments.form.owners.hint")} form={form} rows={2} required /><button>{words.say("commitments.ask")}</button></form></details>
);

const Leaving = (of: WithBodies) => {
  const { c: { var: { words } }, form } = of;
  return (
    <details open={form.problems.leftBecause !== undefined}><summary>{words.say("commitments.leave")}</summary>
      <Deed of={of} deed="departure"><TextArea name="leftBecause" label={words.say("calls.form.because")} hint={words.say("commitments.leave.hint")} form={form} rows={2} required /><button class="little">{words.say("commitments.leave")}</button></Deed></details>
  );
};
