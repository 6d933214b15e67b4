import { Hono } from "hono";
import type { Child } from "hono/jsx";
import { asksIn } from "@travaux/treaty-text/asks";
import { canMail, sendMail } from "../ground/mail.ts";
import { explain, Refusal } from "../ground/refusal.ts";
import { personOf } from "../ground/viewer.ts";
import { isLanguage, type Language } from "../ground/words.ts";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { sentForm } from "../ground/web/forms.tsx";
import { flash, showPage } from "../ground/web/page.tsx";
import { personById } from "../ground/auth/people.ts";
import { refuseUnlessOpen } from "../concepts/calls/call.ts";
import { contributionAddress, draftAddress } from "../concepts/contributions/addresses.ts";
import { clearedText, emptyAsk, pinRead, timelinessOf, typedOf, type Problem, type TypedAnswer } from "../concepts/contributions/answer.ts";
import type { ShownContribution } from "../concepts/contributions/disclosure.ts";
import type { Draft } from "../concepts/contributions/draft.ts";
import { AnswerInput, readAnswer } from "../concepts/contributions/inputs.ts";
import type { FiledUnattributed } from "../concepts/contributions/operations.ts";
import { secondAnswer } from "../concepts/statements/operations/voice.ts";
import { askToClear, dropDraft, filedUnder, keepAnswer, sendAgain, sendAnswer, type Keeping, type Sending } from "../concepts/contributions/operations/drafts.ts";
import type { SubmissionFiling } from "../concepts/contributions/operations/submissions.ts";
import { draftById, ownDrafts } from "../concepts/contributions/store/drafts.ts";
import { coAuthorsOf } from "../concepts/contributions/store/submissions.ts";
import { documentFingerprint, mostAsks } from "../concepts/contributions/submission.ts";
import { receiptFor } from "../concepts/contributions/unattributed/receipt.ts";
import { submitAsSession, submitWithToken } from "../concepts/contributions/unattributed/submissions.ts";
import { TokenSent } from "../concepts/contributions/unattributed/inputs.ts";
import { ReceiptBlock } from "../concepts/contributions/unattributed/views.tsx";
import { disclosureOf, isOffered } from "../concepts/disclosure/rule.ts";
import { focalPointOf } from "../concepts/stakeholders/store/members.ts";
import { answerDesk, filedBefore, lookUp, refuseUnlessWriter, type AnswerDesk, type Looked } from "./answer-desk.ts";
import { attach, sealedAttachment, stillKept, uploadOf } from "./answer-files.ts";
import { formOf, type Keys } from "./answer-form.tsx";
import { aroundAnswer, showAnswering } from "./answer-page.tsx";
import { showCheck } from "./answer-check.tsx";

/** Answer a call: the form, which comes back complete at every press; the page that shows all before it is sent; drafts. */
export const answerPages = new Hono<Env>()
  .get("/:process/calls/:call/answer", async (c) => {
    const desk = await answerDesk(c, true);
    refuseUnlessWriter(c, desk);
    return open(c, desk);
  })
  .post("/:process/calls/:call/answer", async (c) => {
    const desk = await answerDesk(c, true);
    refuseUnlessWriter(c, desk);
    return pressed(c, desk, await sentForm(c), true);
  })
  .post("/:process/calls/:call/draft", async (c) => {
    const desk = await answerDesk(c, true);
    refuseUnlessWriter(c, desk);
    return keptAsTyped(c, desk, await sentForm(c));
  });

/** The same without a session, for an answer that is to be nobody’s: nothing is kept here but what is sent with a token. */
export const unlinkedAnswer = new Hono<Env>().post("/answer/:process/:call", async (c) => pressed(c, await answerDesk(c, false), await sentForm(c), false));

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const newKeys = ({ var: { chance } }: Door): Keys => ({ draft: chance.id(), edition: 0, once: chance.token() });

/** The keys that a form carried; one that carried none gets its own. */
function keysIn(c: Door, sent: Record<string, unknown>): Keys {
  const [draft, once, edition] = [sent.draft, sent.once, Number(sent.edition)];
  const fresh = newKeys(c);
  return { draft: typeof draft === "string" && uuid.test(draft) ? draft : fresh.draft, once: typeof once === "string" && /^[\w-]{43,100}$/.test(once) ? once : fresh.once, edition: Number.isSafeInteger(edition) && edition > 0 ? edition : 0 };
}

/** Everything at hand when a button was pressed. */
type Pressed = { c: Door; desk: AnswerDesk; keys: Keys; draft: Draft | null; looked: Looked; linked: boolean };

async function open(c: Door, desk: AnswerDesk) {
  const { db, viewer, now, words } = c.var;
  const { draft: id, again } = c.req.query();
  const draft = id ? await draftById(db, id, now) : null;
  if (id && (!draft || draft.personId !== personOf(viewer).personId || draft.callId !== desk.call.id)) throw new Refusal("not-found", "draft-unknown");
  if (draft?.contributionId) return toReceipt(c, desk, (await filedUnder(db, viewer, draft.id, now))!.reference);
  if (!draft && !again && timelinessOf(desk.call, now) === "over") refuseUnlessOpen(desk.call, now);
  const typed = draft?.content ? AnswerInput.parse(draft.content) : again ? filedAs(await filedBefore(c, desk, again), desk, c.var.house) : emptyAnswer(desk, words.language);
  const keys = draft ? { ...newKeys(c), draft: draft.id, edition: draft.edition } : newKeys(c);
  return showForm({ c, desk, keys, draft, looked: await lookUp(c, desk, typed), linked: true }, {});
}

const emptyAnswer = ({ bodies, call }: AnswerDesk, language: string): TypedAnswer =>
  AnswerInput.parse({ stakeholder: bodies[0]?.id ?? "", language: (call.languages as readonly string[]).includes(language) ? language : (call.languages[0] ?? "en"), asks: [emptyAsk] });

const filedAs = (it: ShownContribution, { bodies }: AnswerDesk, house: Door["var"]["house"]): TypedAnswer =>
  typedOf(it.document!, { stakeholder: bodies.find((one) => one.id === it.inside?.organisation.id)?.id ?? "", showPerson: it.by.person !== null, onBehalf: [], language: it.language, combination: `${it.audience}/${it.attribution}`, attachments: it.document!.attachments.flatMap((one) => (one ? [sealedAttachment(house, one)] : [])), again: it.reference });

/** Problems said in the reader’s language. */
const said = ({ var: { words } }: Door, problems: Record<string, Problem>) => Object.fromEntries(Object.entries(problems).map(([field, [key, values]]) => [field, words.say(key, values)]));

async function showForm({ c, desk, keys, draft, looked, linked }: Pressed, problems: Record<string, string>, { status = 200, newer = null }: { status?: 200 | 409 | 422; newer?: Draft | null } = {}) {
  const { db, viewer, now } = c.var;
  const others = linked && looked.typed.again === "" ? (await ownDrafts(db, personOf(viewer), now, desk.call.id)).filter(({ it }) => it.id !== keys.draft) : [];
  return showAnswering({ c, desk, looked, keys, form: formOf(looked.typed, problems), keptAt: draft?.content ? draft.keptAt : null, linked, others, newer, status });
}

/** Any button: what was typed is read, looked up, and done with what the button says. */
async function pressed(c: Door, desk: AnswerDesk, sent: Record<string, unknown>, linked: boolean): Promise<Response> {
  const keys = keysIn(c, sent);
  const [deed = "stay", at] = /^([a-z-]+?)(?:-(\d+))?$/.exec(typeof sent.deed === "string" ? sent.deed : "stay")?.slice(1) ?? [];
  const upload = linked ? uploadOf(c) : null;
  const { typed, problem } = upload ? await attach(c, readAnswer(sent), upload) : { typed: readAnswer(sent), problem: null };
  const looked = await lookUp(c, desk, linked ? typed : { ...typed, onBehalf: [], attachments: [], again: "" });
  const draft = linked ? await draftById(c.var.db, keys.draft, c.var.now) : null;
  const all: Pressed = { c, desk, keys, draft, looked, linked };
  if (upload) return showForm(all, problem ? { files: problem } : {}, { status: problem ? 422 : 200 }); // whatever was pressed: what a file says is read before it is sent
  if (deed === "check") return check(all);
  if (deed === "send") return send(all, sent);
  if (linked && deed === "save") return save(all);
  if (linked && deed === "ask-clearing") return askClearing(all);
  return edited(all, deed, Number(at ?? 0));
}

/** The numbered lines of the text as asks, after those that are there; they stand in the text no more. */
function withAsksTaken(typed: TypedAnswer): TypedAnswer {
  const found = asksIn(typed.text).slice(0, mostAsks);
  const text = found.reduceRight((rest, { span: [from, to] }) => rest.slice(0, from) + rest.slice(to), typed.text).replaceAll(/\n{3,}/g, "\n\n").trim();
  return { ...typed, text, asks: [...typed.asks.filter((it) => it.text.trim() !== "" || it.pins.length > 0), ...found.map((it) => ({ ...emptyAsk, text: it.text }))] };
}

/** A button that changes the form itself: the form comes back changed, with what is not found said where it was sought. */
async function edited(all: Pressed, deed: string, at: number) {
  const { c, looked } = all;
  const { typed } = looked;
  const asks = typed.asks.length === 0 ? [emptyAsk] : typed.asks;
  const changedAt = (change: Partial<TypedAnswer["asks"][number]>) => asks.map((it, index) => (index + 1 === at ? { ...it, ...change } : it));
  const first = asks[at - 1]?.pins[0];
  const pin = first ? pinRead(first) : null;
  const problems: Record<string, string> = Object.fromEntries(Object.entries(said(c, looked.problems)).filter(([field]) => /^ask-\d+-find$/.test(field) && typed.asks[Number(field.split("-")[1]) - 1]?.find !== ""));
  if (deed === "propose" && !pin) problems[`ask-${at}-find`] ??= c.var.words.say("answering.error.wording.pin");
  if (deed === "take-asks") return showForm({ ...all, looked: { ...looked, typed: withAsksTaken(typed) } }, problems);
  const next = deed === "add-ask" ? [...asks, emptyAsk] : deed === "remove-ask" ? asks.filter((_, index) => index + 1 !== at) : deed === "propose" && pin ? changedAt({ wording: looked.standing(pin) }) : deed === "unpropose" ? changedAt({ wording: null }) : asks;
  return showForm({ ...all, looked: { ...looked, typed: { ...typed, asks: next } } }, problems);
}

const isNobodys = ({ combination }: TypedAnswer) => isOffered(combination) && disclosureOf(combination).attribution === "unattributed";
const keepingOf = ({ keys, looked: { typed, document } }: Pressed): Keeping => ({ id: keys.draft, edition: keys.edition, content: typed, text: clearedText(typed, document) });

/** Show everything as it will stand. What is signed is kept as a draft on the way; what is to be nobody’s leaves none behind. */
async function check(all: Pressed) {
  const { c, desk, keys, looked, linked } = all;
  const { db, viewer, now } = c.var;
  const problems = said(c, looked.problems);
  if (Object.keys(problems).length > 0) return showForm(all, problems, { status: 422 });
  if (isNobodys(looked.typed) || !linked) {
    if (linked) await dropDraft(db, viewer, keys.draft, now);
    return showCheck(c, { desk, looked, keys: { ...keys, edition: 0 }, draft: null, linked });
  }
  const kept = await keepAnswer(db, viewer, desk.call, keepingOf(all), now);
  if (kept.how === "sent") return alreadySent(all);
  if (kept.how === "behind") return behind(all, kept.draft);
  return showCheck(c, { desk, looked, keys: { ...keys, edition: kept.draft.edition }, draft: kept.draft, linked });
}

async function alreadySent({ c, desk, keys }: Pressed) {
  const { db, viewer, now } = c.var;
  return toReceipt(c, desk, (await filedUnder(db, viewer, keys.draft, now))!.reference);
}

/** Another tab kept something newer: both are shown, and saved is what is sent from here next. */
function behind(all: Pressed, newer: Draft) {
  const { c } = all;
  const because = explain(new Refusal("not-now", "draft-behind"), c.var.words).because;
  return showForm({ ...all, keys: { ...all.keys, edition: newer.edition }, draft: newer }, { answer: because }, { status: 409, newer });
}

async function save(all: Pressed) {
  const { c, desk, looked } = all;
  const { db, viewer, now } = c.var;
  if (isNobodys(looked.typed)) return showForm(all, { combination: c.var.words.say("answering.error.draft-nobodys") }, { status: 422 });
  if (!desk.bodies.some((it) => it.id === looked.typed.stakeholder)) return showForm(all, { stakeholder: c.var.words.say("contributions.error.stakeholder") }, { status: 422 });
  const kept = await keepAnswer(db, viewer, desk.call, keepingOf(all), now);
  if (kept.how === "sent") return alreadySent(all);
  if (kept.how === "behind") return behind(all, kept.draft);
  flash(c, "flash.draft.kept");
  return c.redirect(here(c)(draftAddress(desk.process, desk.call, kept.draft.id)), 303);
}

/** The same for a script that keeps what is typed: edition and time, or what stands in the way. */
async function keptAsTyped(c: Door, desk: AnswerDesk, sent: Record<string, unknown>) {
  const { db, viewer, now } = c.var;
  c.header("Cache-Control", "private, no-store");
  const keys = keysIn(c, sent);
  const looked = await lookUp(c, desk, readAnswer(sent));
  if (isNobodys(looked.typed)) {
    await dropDraft(db, viewer, keys.draft, now);
    return c.json({ how: "nobodys" });
  }
  const kept = await keepAnswer(db, viewer, desk.call, { id: keys.draft, edition: keys.edition, content: { ...looked.typed, stakeholder: looked.typed.stakeholder || (desk.bodies[0]?.id ?? "") }, text: clearedText(looked.typed, looked.document) }, now);
  return c.json({ how: kept.how, edition: kept.draft.edition, keptAt: kept.draft.keptAt.toISOString() }, kept.how === "kept" ? 200 : 409);
}

async function askClearing(all: Pressed) {
  const { c, desk, looked } = all;
  const { db, viewer, now, house } = c.var;
  const problems = said(c, looked.problems);
  if (Object.keys(problems).length > 0 || isNobodys(looked.typed)) return showForm(all, problems, { status: 422 });
  const asked = await askToClear(db, viewer, desk.call, keepingOf(all), now);
  if (asked.how === "sent") return alreadySent(all);
  if (asked.how === "behind") return behind(all, asked.draft);
  const focalPoint = await focalPointOf(db, asked.draft.stakeholderId);
  if (focalPoint && canMail(house.settings) && isLanguage(focalPoint.language)) await sendMail(db, house, { to: focalPoint.email, language: focalPoint.language, kind: "draft-to-clear", values: { writer: personOf(viewer).name, title: looked.typed.title, address: `${house.baseUrl}/${focalPoint.language}/drafts/${asked.draft.id}` } });
  flash(c, "flash.draft.asked");
  return c.redirect(here(c)(draftAddress(desk.process, desk.call, asked.draft.id)), 303);
}

const filingOf = ({ desk: { call, forum }, looked: { typed, document } }: Pressed): SubmissionFiling => ({ call, forum, disclosure: disclosureOf(typed.combination), language: typed.language as Language, document, onBehalfOf: typed.onBehalf });

/** Send it, once. What cannot be sent now stays in the form, and as a draft where it may be one. */
async function send(all: Pressed, sent: Record<string, unknown>): Promise<Response> {
  const { c, desk, looked, linked, keys } = all;
  const { db, viewer, now } = c.var;
  if (linked) {
    const before = await filedUnder(db, viewer, keys.draft, now);
    if (before) return toReceipt(c, desk, before.reference);
  }
  const problems = said(c, looked.problems);
  if (Object.keys(problems).length > 0) return showForm(all, problems, { status: 422 });
  const when = timelinessOf(desk.call, now);
  const closed = looked.typed.again === "" && (when === "early" || when === "over") ? refusalOf(() => refuseUnlessOpen(desk.call, now)) : null;
  if (closed) return notNow(all, closed);
  if (isNobodys(looked.typed) || !linked) return sendNobodys(all, sent);
  const second = looked.typed.again === "" ? await secondAnswer(db, viewer, desk.call, looked.typed.stakeholder) : null;
  if (second) return notNow(all, second);
  const kept = await stillKept(c, looked.typed);
  if (kept.problem) return showForm({ ...all, looked: await lookUp(c, desk, kept.typed) }, { files: kept.problem }, { status: 422 });
  try {
    return await sendSigned(all);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "draft-not-cleared") throw error; // decided before anything was written
    return notNow(all, error);
  }
}

/** What refuses a deed that only looks; null where nothing does. */
function refusalOf(look: () => void): Refusal | null {
  try { look(); } catch (error) { if (error instanceof Refusal) return error; throw error; }
  return null;
}

/** Say why not, with everything still there; what is signed is kept on the server too. */
async function notNow(all: Pressed, refusal: Refusal): Promise<Response> {
  const { c, desk, looked, linked } = all;
  const { because, next } = explain(refusal, c.var.words);
  const kept = linked && !isNobodys(looked.typed) ? await keepAnswer(c.var.db, c.var.viewer, desk.call, keepingOf(all), c.var.now) : null;
  if (kept?.how === "behind") return behind(all, kept.draft);
  const keys = kept ? { ...all.keys, edition: kept.draft.edition } : all.keys;
  return showForm({ ...all, keys, draft: kept?.draft ?? null }, { answer: `${because} ${next}` }, { status: 409 });
}

async function sendSigned(all: Pressed): Promise<Response> {
  const { c, desk, looked: { typed, document }, keys } = all;
  const { db, viewer, now, chance, house } = c.var;
  const own = desk.bodies.find((it) => it.id === typed.stakeholder)!;
  const sending: Sending = { id: keys.draft, text: clearedText(typed, document), filing: filingOf(all), by: { stakeholderId: own.id, showPerson: typed.showPerson, sector: own.sector }, clears: own.clears };
  const before = typed.again === "" ? null : await filedBefore(c, desk, typed.again);
  const filed = before ? await sendAgain(db, viewer, before, sending, now, chance) : await sendAnswer(db, viewer, sending, house.settings.smallCell, now, chance);
  if (filed.isNew) await tell(all, filed.reference, before ? (await coAuthorsOf(db, before)).map((it) => it.organisation.id) : typed.onBehalf);
  return toReceipt(c, desk, filed.reference);
}

/** Write to whoever filed it, with its number and fingerprint, and to those on whose behalf it is filed. */
async function tell({ c, desk, looked: { typed, document } }: Pressed, reference: string, onBehalfOf: readonly string[]) {
  const { db, house, viewer, now } = c.var;
  if (!canMail(house.settings)) return;
  const path = contributionAddress(desk.process, { reference });
  const self = await personById(db, personOf(viewer).personId);
  if (self) await sendMail(db, house, { to: self.email, language: self.language, kind: "submission-filed", values: { reference, call: desk.call.number, time: now.toISOString().slice(0, 19).replace("T", " "), fingerprint: documentFingerprint(document), address: `${house.baseUrl}/${self.language}${path}`, receipt: `${house.baseUrl}/${self.language}${path}/receipt` } });
  const own = desk.bodies.find((it) => it.id === typed.stakeholder);
  for (const id of onBehalfOf) {
    const to = await focalPointOf(db, id);
    if (to && isLanguage(to.language)) await sendMail(db, house, { to: to.email, language: to.language, kind: "co-author-asked", values: { reference, title: document.title, organisation: own?.name.en ?? "", address: `${house.baseUrl}/${to.language}${path}` } });
  }
}

const toReceipt = (c: Door, { process }: Pick<AnswerDesk, "process">, reference: string) => c.redirect(`${here(c)(contributionAddress(process, { reference }))}/receipt`, 303);

/** File what is nobody’s, and show its receipt here and nowhere else: the code stands in no address. The log learns of this request what it learns of unlinked ones. */
async function sendNobodys(all: Pressed, sent: Record<string, unknown>): Promise<Response> {
  const { c, desk, keys, linked } = all;
  const { db, viewer, now, house } = c.var;
  const once = { once: keys.once, key: house.secret };
  if (!isNobodys(all.looked.typed)) throw new Refusal("not-allowed", "sign-in-first");
  if (linked) {
    c.set("unlinked", true);
    await dropDraft(db, viewer, keys.draft, now);
    return receiptPage(c, desk, await submitAsSession(db, viewer, filingOf(all), once, now));
  }
  const token = TokenSent.safeParse({ nonce: sent["token-nonce"], signature: sent["token-signature"] });
  if (!token.success) throw new Refusal("not-valid", "unattributed-unreadable");
  return receiptPage(c, desk, await submitWithToken(db, filingOf(all), token.data, once, now));
}

function receiptPage(c: Door, desk: AnswerDesk, filed: FiledUnattributed): Response | Promise<Response> {
  const { words, house } = c.var;
  const title = words.say("unattributed.receipt.title");
  const body: Child = <><h1>{words.say("unattributed.received")}</h1><ReceiptBlock c={c} receipt={receiptFor(house, filed)} /></>;
  return showPage(c, { ...aroundAnswer(c, desk, title), title }, body);
}
