import { Hono } from "hono";
import { contributionByReference, answersTo } from "../concepts/contributions/store.ts";
import type { Filing } from "../concepts/contributions/operations.ts";
import { isInClearance } from "../concepts/contributions/contribution.ts";
import type { OpenedContribution, ShownContribution } from "../concepts/contributions/disclosure.ts";
import { AudienceInput, CodeInput, StandingInput, UnattributedInput, WithdrawalInput } from "../concepts/contributions/unattributed/inputs.ts";
import { fileWithToken, narrowByCode, openByCode, sayStanding, somebodyIn, withdrawByCode } from "../concepts/contributions/unattributed/operations.ts";
import { receiptFor } from "../concepts/contributions/unattributed/receipt.ts";
import type { SurveyAnswer } from "../concepts/assessments/survey/answer.ts";
import { answerOpenedBy, withdrawAnswerByCode } from "../concepts/assessments/survey/operations.ts";
import { keysOf } from "../concepts/disclosure/store/keys.ts";
import { isOpen, type Forum } from "../concepts/disclosure/forum.ts";
import { audiences, disclosureOf } from "../concepts/disclosure/rule.ts";
import { forumById } from "../concepts/disclosure/store.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { instrumentById, versionsOf } from "../concepts/texts/store/versions.ts";
import { placesOf, provisionByNumber } from "../concepts/texts/store/lineage.ts";
import { versionOn } from "../concepts/texts/opened.ts";
import { become } from "../ground/db/request.ts";
import { Refusal } from "../ground/refusal.ts";
import { visitor, type Viewer } from "../ground/viewer.ts";
import { Check } from "../ground/web/choices.tsx";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, readForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { showPage } from "../ground/web/page.tsx";

/** Doors for scripts, mounted behind `unlinked`: no session is known here. */
export const unlinkedDoors = new Hono<Env>()
  .get("/keys/:forum", async (c) => {
    const forum = await forumById(c.var.db, inAddress(c, "forum"));
    const [key] = await keysOf(c.var.db, forum.id);
    if (!key) throw new Refusal("not-found", "page-unknown");
    return c.json({ forum: forum.id, purpose: key.purpose, key: key.publicKey, fingerprint: key.fingerprint, open: isOpen(forum, c.var.now) });
  })
  .post("/comments", async (c) => {
    const sent = UnattributedInput.safeParse(await c.req.json().catch(() => null));
    if (!sent.success) throw new Refusal("not-valid", "unattributed-unreadable");
    const { db, now, chance, house } = c.var;
    const { token, ...input } = sent.data;
    const forum = await forumById(db, input.forum);
    const filed = await fileWithToken(db, forum, token, (viewer) => filingOf(c, forum, input, viewer), now, chance);
    return c.json(receiptFor(house, filed), 201);
  })
  .all("*", () => { throw new Refusal("not-found", "page-unknown"); });

type Sent = Omit<(typeof UnattributedInput)["_output"], "token">;

/** What is filed, about a provision of a version that everybody may read. */
async function filingOf(c: Door, forum: Forum, sent: Sent, viewer: Viewer): Promise<Filing> {
  const { db } = c.var;
  const process = await processBySlug(db, sent.process);
  if (process.id !== forum.processId) throw new Refusal("not-found", "page-unknown");
  const { provision } = await provisionByNumber(db, process.id, sent.number);
  const version = versionOn({ versions: await versionsOf(db, await instrumentById(db, provision.instrumentId), visitor) }, sent.version);
  const place = (await placesOf(db, provision.id)).get(version.id);
  if (!place) throw new Refusal("not-found", "provision-absent", { number: provision.number, symbol: version.symbol });
  const parent = sent.answers ? await contributionByReference(db, process.id, sent.answers, viewer) : null;
  return { forum, subject: { processId: process.id, versionId: version.id, place, provisionId: provision.id }, disclosure: disclosureOf(sent.combination), words: { body: sent.body, language: sent.language, parent } };
}

/** The page where the secret code of a receipt is typed, for browsers with and without scripts; the code travels in bodies alone. */
export const unlinkedPages = new Hono<Env>()
  .get("/", (c) => showAsking(c, untouched()))
  .post("/", async (c) => {
    const form = await readForm(c, CodeInput);
    if (!form.ok) return showAsking(c, form.form, 422);
    const answer = await answerOpenedBy(c.var.db, form.input.code);
    return answer ? showSurveyAnswer(c, answer, form.input.code) : opened(c, form.input.code, async () => {});
  })
  .post("/standing", async (c) => {
    const form = await readForm(c, StandingInput);
    if (!form.ok) return again(c, form.form);
    return opened(c, form.input.code, (it) => sayStanding(c.var.db, it, form.input.stands === "yes", c.var.now));
  })
  .post("/audience", async (c) => {
    const form = await readForm(c, AudienceInput);
    if (!form.ok) return again(c, form.form);
    return opened(c, form.input.code, (it) => narrowByCode(c.var.db, it, form.input.audience));
  })
  .post("/withdrawal", async (c) => {
    const form = await readForm(c, WithdrawalInput);
    if (!form.ok) return again(c, form.form);
    const answer = await answerOpenedBy(c.var.db, form.input.code);
    if (answer) await withdrawAnswerByCode(c.var.db, answer);
    else await withdrawByCode(c.var.db, await openByCode(c.var.db, form.input.code));
    const title = c.var.words.say("unattributed.withdrawn.title");
    return showPage(c, { title, unlisted: true }, <><h1>{title}</h1><p class="lede">{c.var.words.say("unattributed.withdrawn.text")}</p></>);
  })
  .all("*", () => { throw new Refusal("not-found", "page-unknown"); });

/** A form of an opened input that was not filled in: the input again, if the code opens one, else the question for it. */
async function again(c: Door, form: Typed) {
  const answer = form.values.code ? await answerOpenedBy(c.var.db, form.values.code) : null;
  if (answer) return showSurveyAnswer(c, answer, form.values.code!, form);
  return form.values.code && !form.problems.code ? opened(c, form.values.code, async () => {}, form) : showAsking(c, form, 422);
}

function showAsking(c: Door, form: Typed, status: 200 | 422 = 200) {
  const { words } = c.var;
  return showPage(c, { title: words.say("unattributed.title"), crumbs: [{ name: words.say("shell.now"), address: here(c)("/") }, { name: words.say("unattributed.title") }] },
    <>
      <h1>{words.say("unattributed.title")}</h1>
      <p class="lede">{words.say("unattributed.lede")}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={here(c)("/unattributed")} novalidate>
        <TextField name="code" label={words.say("unattributed.code")} hint={words.say("unattributed.code.hint")} form={form} required autocomplete="off" />
        <button class="main">{words.say("unattributed.open")}</button>
      </form>
    </>, status);
}

/** Open an input by its code, do something to it, and show it as it then is. */
async function opened(c: Door, code: string, deed: (it: OpenedContribution) => Promise<void>, form: Typed = untouched()) {
  const { db } = c.var;
  const before = await openByCode(db, code);
  await deed(before);
  const it = await openByCode(db, code);
  const forum = await forumById(db, it.forumId);
  const reader = somebodyIn({ id: forum.id, openTo: "participants" }); // who wrote here reads the answers to it, for whomever they were written
  await become(db, reader);
  return showOpened(c, { it, code, forum, answers: await answersTo(db, it.id, reader), form });
}

/** An answer to a survey, for whoever holds its code: what was typed, and the way to take it back. */
function showSurveyAnswer(c: Door, it: SurveyAnswer, code: string, form: Typed = untouched()) {
  const { words } = c.var;
  const title = words.say("unattributed.survey");
  return showPage(c, { title, crumbs: [{ name: words.say("unattributed.title"), address: here(c)("/unattributed") }, { name: title }], unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say(`unattributed.survey.${it.state}`)}</p>
      <ErrorSummary form={form} words={words} />
      {it.given && <section aria-labelledby="words"><h2 id="words">{words.say("unattributed.survey.words")}</h2><dl class="facts wide">{Object.entries(it.given).map(([path, value]) => <><dt><bdi>{path.slice(1)}</bdi></dt><dd dir="auto" lang={it.language}>{value}</dd></>)}</dl></section>}
      {it.state !== "withdrawn" && <WithdrawalForm c={c} code={code} form={form} hint={words.say("unattributed.withdraw.hint")} />}
    </>, Object.keys(form.problems).length > 0 ? 422 : 200);
}

type Opened = { it: OpenedContribution; code: string; forum: Forum; answers: ShownContribution[]; form: Typed };

function showOpened(c: Door, opened: Opened) {
  const { words } = c.var;
  const { it, forum, form } = opened;
  const title = words.say("unattributed.input");
  const status = it.state === "held" ? words.say("unattributed.state.held", { because: it.heldBecause ?? "" }) : words.say(`unattributed.state.${it.state}`);
  return showPage(c, { title, crumbs: [{ name: words.say("unattributed.title"), address: here(c)("/unattributed") }, { name: title }], unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{status}</p>
      <ErrorSummary form={form} words={words} />
      <dl class="facts">
        <dt>{words.say("unattributed.facts.forum")}</dt><dd lang={words.pick(forum.title).language}>{words.pick(forum.title).text}</dd>
        <dt>{words.say("unattributed.facts.day")}</dt><dd>{words.day(it.day)}</dd>
        <dt>{words.say("unattributed.facts.audience")}</dt><dd>{words.say(`unattributed.audience.${it.audience}`)}</dd>
        {it.standsDay && <><dt>{words.say("unattributed.standing")}</dt><dd>{words.say(it.stands ? "unattributed.standing.yes.said" : "unattributed.standing.no.said", { day: words.day(it.standsDay) })}</dd></>}
      </dl>
      {it.body !== null && <section aria-labelledby="words"><h2 id="words">{words.say("unattributed.words")}</h2><blockquote lang={it.language} dir="auto">{it.body}</blockquote></section>}
      <Answers {...opened} words={words} />
      {(it.state === "shown" || it.state === "waiting") && <Deeds c={c} {...opened} />}
      {it.state !== "withdrawn" && it.state !== "taken-back" && <Withdrawal c={c} {...opened} />}
    </>, Object.keys(form.problems).length > 0 ? 422 : 200);
}

const Answers = ({ answers, words }: Opened & { words: Door["var"]["words"] }) => (
  <section aria-labelledby="answers">
    <h2 id="answers">{words.say("unattributed.answers")}</h2>
    {answers.length === 0 ? <p class="soft">{words.say("unattributed.answers.none")}</p> : (
      <ul>{answers.map((it) => <li><p class="small">{it.by.organisation ? words.pick(it.by.organisation.name).text : words.say("unattributed.answers.unnamed")} · {words.day(it.day)}</p>{it.body && <blockquote lang={it.language} dir="auto">{it.body}</blockquote>}</li>)}</ul>
    )}
  </section>
);

/** Each form carries the code, and nothing else opens what it is about. */
const Code = ({ code }: { code: string }) => <input type="hidden" name="code" value={code} />;

/** What its author may say of it, and who may read it no more. */
function Deeds({ c, it, code, form }: Opened & { c: Door }) {
  const { words } = c.var;
  const narrower = audiences.slice(audiences.indexOf(it.audience) + 1);
  return (
    <>
      <section aria-labelledby="standing">
        <h2 id="standing">{words.say("unattributed.standing")}</h2>
        <form method="post" action={here(c)("/unattributed/standing")}>
          <Code code={code} /><p class="hint">{words.say("unattributed.standing.hint")}</p>
          <p class="actions"><button name="stands" value="yes">{words.say("unattributed.standing.yes")}</button> <button name="stands" value="no">{words.say("unattributed.standing.no")}</button></p>
        </form>
      </section>
      {narrower.length > 0 && (
        <section aria-labelledby="narrow">
          <h2 id="narrow">{words.say("unattributed.narrow")}</h2>
          <form method="post" action={here(c)("/unattributed/audience")}>
            <Code code={code} /><ChoiceField name="audience" label={words.say("unattributed.narrow.to")} hint={words.say("unattributed.narrow.hint")} form={form} choices={narrower.map((one) => ({ value: one, name: words.say(`unattributed.audience.${one}`) }))} />
            <p class="actions"><button>{words.say("unattributed.narrow.do")}</button></p>
          </form>
        </section>
      )}
    </>
  );
}

/** Whatever became of it, its author may take it back. */
const Withdrawal = ({ c, it, code, form }: Opened & { c: Door }) => <WithdrawalForm c={c} code={code} form={form} hint={c.var.words.say(isInClearance(it) ? "unattributed.take-back.hint" : "unattributed.withdraw.hint")} />;

function WithdrawalForm({ c, code, form, hint }: { c: Door; code: string; form: Typed; hint: string }) {
  const { words } = c.var;
  return (
    <section aria-labelledby="withdraw">
      <h2 id="withdraw">{words.say("unattributed.withdraw")}</h2>
      <form method="post" action={here(c)("/unattributed/withdrawal")}>
        <Code code={code} /><p class="hint">{hint}</p>
        {form.problems.sure && <p class="error">{form.problems.sure}</p>}
        <Check name="sure" label={words.say("unattributed.withdraw.sure")} form={untouched()} />
        <p class="actions"><button>{words.say("unattributed.withdraw.do")}</button></p>
      </form>
    </section>
  );
}
