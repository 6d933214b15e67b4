import { Hono } from "hono";
import { Refusal } from "../ground/refusal.ts";
import { mayOfficiate, personOf, visitor } from "../ground/viewer.ts";
import { Checks, readChoices, TextArea } from "../ground/web/choices.tsx";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { InWords } from "../ground/web/in-words.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { languages, ownNames } from "../ground/words.ts";
import { commitmentAddress, proposingAddress } from "../concepts/commitments/addresses.ts";
import { ofItself, type Origin } from "../concepts/commitments/commitment.ts";
import { CommitmentInput, listFields, termsIn } from "../concepts/commitments/inputs.ts";
import { focalPointOf, lookedUp, propose } from "../concepts/commitments/operations.ts";
import { statementAddress } from "../concepts/statements/addresses.ts";
import { publicTitles, statementAt } from "../concepts/statements/store.ts";
import { meetingByNumber, meetingsOf } from "../concepts/meetings/store.ts";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { bodiesOf } from "../concepts/stakeholders/networks/store.ts";
import { allThemes } from "../concepts/themes/store.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { tellAskedOwners } from "./commitment-mail.ts";
import { commitmentCrumbs } from "./commitments.tsx";
import { findingCalled, findingTakenUp } from "./finding-taken-up.ts";

/** Record a commitment, for a body or as an officer: one form, in plain HTML. */
export const commitmentForm = new Hono<Env>()
  .get("/:process/commitments/new", async (c) => { const process = await proposingIn(c); return showForm(c, process, untouched(await begun(c))); })
  .post("/:process/commitments/new", async (c) => {
    const process = await proposingIn(c);
    const read = await readChoices(c, CommitmentInput, listFields);
    if (!read.ok) return showForm(c, process, read.form, 422);
    const { db, viewer, now, chance } = c.var;
    const { body, owners, themes } = read.input;
    if (body !== "") focalPointOf(viewer, body);
    const proposal = { terms: termsIn(read.input), origin: await originOf(c, process, read.input), ...(await lookedUp(db, { owners, themes })) };
    const it = await propose(db, viewer, process, body === "" ? null : body, proposal, now, chance);
    await tellAskedOwners(c, it, process, proposal.ownerIds.filter((one) => one !== body));
    return onward(c, commitmentAddress(process, it), body === "" ? "flash.commitment.proposed" : "flash.commitment.opened");
  });

/** The process of the address, for whoever may propose in it: whoever answers for a verified body, and its officers. */
async function proposingIn(c: Door): Promise<Process> {
  const process = await processBySlug(c.var.db, inAddress(c, "process"));
  personOf(c.var.viewer);
  if (process.nature === "record") throw new Refusal("not-found", "page-unknown");
  if (!mayOfficiate(c.var.viewer, process.id) && (await bodiesOf(c.var.db, c.var.viewer)).length === 0) throw new Refusal("not-allowed", "commitment-not-owner");
  return process;
}

/** What a commitment is born of, by the number of a meeting or joint statement or the name of a finding: of this process, and everyone’s. */
async function originOf(c: Door, process: Process, { meeting, statement, finding }: Pick<CommitmentInput, "meeting" | "statement" | "finding">): Promise<Origin> {
  if (meeting !== "") return { ...ofItself, meetingId: (await meetingByNumber(c.var.db, process.id, Number(meeting), visitor).catch(() => { throw new Refusal("not-valid", "commitment-origin"); })).id };
  if (statement !== "") return { ...ofItself, statementId: (await statementAt(c.var.db, process, Number(statement), visitor).catch(() => { throw new Refusal("not-valid", "commitment-origin"); })).id };
  if (finding === "") return ofItself;
  const taken = await findingCalled(c, finding);
  if (!taken || taken.process.id !== process.id) throw new Refusal("not-valid", "commitment-origin");
  return { ...ofItself, findingReleaseId: taken.releaseId, findingNumber: taken.it.number };
}

/** An empty form; or one that begins at a meeting (`?meeting=3`), with a joint statement (`?statement=1`), or with the words of a finding. */
async function begun(c: Door): Promise<Record<string, string>> {
  const { words, viewer, db } = c.var;
  const [body] = await bodiesOf(db, viewer);
  const empty = { language: words.language, body: body?.id ?? "", meeting: c.req.query("meeting") ?? "", statement: c.req.query("statement") ?? "" };
  const taken = await findingTakenUp(c);
  return taken ? { ...empty, finding: taken.named, title: words.pick(taken.it.title).text, language: words.pick(taken.it.title).language, themes: taken.it.themes.join(" "), meeting: "", statement: "" } : empty;
}

/** The public statement of this number, with its title; null where none is named. */
async function statementNamed({ var: { db } }: Door, process: Process, typed: string) {
  if (!/^[1-9]\d{0,8}$/.test(typed)) return null;
  const it = await statementAt(db, process, Number(typed), visitor).catch(() => null);
  return it && ((await publicTitles(db, [it.id])).get(it.id) ?? null);
}

async function showForm(c: Door, process: Process, form: Typed, status: 200 | 422 = 200) {
  const { db, words, viewer } = c.var;
  const [bodies, held, taken] = [await bodiesOf(db, viewer), (await meetingsOf(db, process.id, visitor)).toReversed(), await findingCalled(c, form.values.finding ?? "")];
  const signed = await statementNamed(c, process, form.values.statement ?? "");
  const title = words.say("commitments.propose");
  const officer = mayOfficiate(viewer, process.id) ? [{ value: "", name: words.say("commitments.form.officer") }] : [];
  const meetings = [{ value: "", name: words.say("commitments.form.origin.itself") }, ...held.map((it) => ({ value: String(it.number), name: words.say("commitments.form.meeting", { number: it.number, title: words.pick(it.title).text }) }))];
  return showPage(c, { title, crumbs: commitmentCrumbs(c, process, { name: title }), process: barOf(process, "process"), unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("commitments.form.lede")}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={here(c)(proposingAddress(process))}>
        <ChoiceField name="body" label={words.say("commitments.form.as")} form={form} choices={[...bodies.map((one) => ({ value: one.id, name: words.pick(one.name).text })), ...officer]} />
        <TextField name="title" label={words.say("commitments.form.title")} form={form} required dir="auto" />
        <TextArea name="what" label={words.say("commitments.form.what")} form={form} rows={4} required />
        <TextArea name="indicator" label={words.say("commitments.form.indicator")} hint={words.say("commitments.form.indicator.hint")} form={form} rows={2} required />
        <ChoiceField name="language" label={words.say("commitments.form.language")} form={form} choices={languages.map((value) => ({ value, name: ownNames[value], lang: value }))} />
        <TextField name="dueDay" type="date" label={words.say("commitments.form.due")} hint={words.say("commitments.form.due.hint")} form={form} required />
        <TextArea name="owners" label={words.say("commitments.form.owners")} hint={words.say("commitments.form.owners.hint")} form={form} rows={3} />
        {taken
          ? <><input type="hidden" name="finding" value={taken.named} /><p id="meeting">{words.say("commitments.form.finding")}: <a href={taken.address}><InWords it={taken.it.title} words={words} /></a></p></>
          : signed ? <><input type="hidden" name="statement" value={String(signed.number)} /><p id="meeting">{words.say("statements.page.number", { number: signed.number })}: <a href={here(c)(statementAddress(process, signed))}><InWords it={signed.title} words={words} /></a></p></>
          : <ChoiceField name="meeting" label={words.say("commitments.form.origin")} form={form} choices={meetings} />}
        <Checks name="themes" legend={words.say("commitments.themes")} form={form} choices={(await allThemes(db)).map((one) => ({ value: one.slug, name: words.pick(one.name).text, lang: words.pick(one.name).language }))} />
        <div class="actions"><button class="main">{words.say("commitments.propose.send")}</button></div>
      </form>
    </>, status);
}
