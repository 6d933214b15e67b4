import { Hono } from "hono";
import type { Given } from "@travaux/survey-forms";
import { personOf } from "../ground/viewer.ts";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { sentForm } from "../ground/web/forms.tsx";
import { onward } from "../ground/web/page.tsx";
import { receiptOf } from "../ground/record/receipts.ts";
import { commitmentTo } from "@travaux/record-proofs";
import { Refusal } from "../ground/refusal.ts";
import { surveyAddress } from "../concepts/assessments/addresses.ts";
import { surveyCombinations, type SurveyCombination } from "../concepts/assessments/assessment.ts";
import { formOf } from "../concepts/assessments/form-version.ts";
import { faultsOf, finalOf, firstPage, pageBeside, questionsOn, repeatAt, withoutRound, withRound, type Filling } from "../concepts/assessments/survey/filling.ts";
import { fileAnswer, fileAnswerAsSession, fileAnswerWithToken, withdrawOwnAnswer, type SurveyFiling } from "../concepts/assessments/survey/operations.ts";
import { dropDraft, hasAnswered, keepDraft, ownAnswer, ownDraft } from "../concepts/assessments/survey/store.ts";
import { TokenSent } from "../concepts/contributions/unattributed/inputs.ts";
import { receiptFor } from "../concepts/contributions/unattributed/receipt.ts";
import { refuseUnlessMayWrite } from "../concepts/disclosure/forum.ts";
import { disclosureOf, isOffered } from "../concepts/disclosure/rule.ts";
import { dayOf } from "../ground/clock.ts";
import { answeredIn, carriedIn, fillingIn, isNobodys, languageFor, sentBy, surveyDesk, typedInto, versionAt, type Chosen, type Sent, type Sitting, type SurveyDesk } from "./survey-desk.ts";
import { faultSaid, showCheck, showPageOf, showReceipt, showStart, showWhole } from "./survey-page.tsx";

const at = "/:process/assessments/:assessment{[1-9][0-9]*}/survey";

/** Answer a survey: page by page, in plain forms; what bears a name or kind is saved with every press, what is to be nobody's is carried in the form alone. */
export const surveyPages = new Hono<Env>()
  .get(at, async (c) => { const desk = await seated(c); return open(c, desk); })
  .post(at, async (c) => { const desk = await seated(c); return pressed(c, desk, sentBy(await sentForm(c))); })
  .post(`${at}/withdrawal`, async (c) => {
    const desk = await surveyDesk(c, true);
    await withdrawOwnAnswer(c.var.db, c.var.viewer, desk.assessment, c.var.now, c.var.chance);
    return onward(c, surveyAddress(desk.process, desk.assessment), "flash.survey.withdrawn");
  })
  .get(`${at}/form.json`, async (c) => {
    const desk = await surveyDesk(c, true);
    c.header("Cache-Control", "private, max-age=86400"); // a version never changes
    return c.json((await versionAt(c, desk, c.req.query("version"))).sheets);
  })
  .get(`${at}/receipt.json`, async (c) => {
    const desk = await surveyDesk(c, true);
    const own = await ownAnswer(c.var.db, desk.assessment.id, personOf(c.var.viewer).personId);
    if (!own) throw new Refusal("not-found", "page-unknown");
    const { entry, statement, salt, filedAt } = own.authorship;
    c.header("Cache-Control", "private, no-store");
    return c.json(await receiptOf(c.var.db, c.var.house.record, { entry, statement, salt, commitment: commitmentTo(statement, salt) }, dayOf(filedAt)));
  });

/** The same without a session, for an answer that is to be nobody's: nothing is kept here but what is sent with a token. */
export const unlinkedSurvey = new Hono<Env>().post("/survey/:process/:assessment", async (c) => pressed(c, await surveyDesk(c, false), sentBy(await sentForm(c))));

/** The desk, for whoever may answer; a refusal that says why for everyone else. */
async function seated(c: Door): Promise<SurveyDesk> {
  const desk = await surveyDesk(c, true);
  personOf(c.var.viewer);
  refuseUnlessMayWrite(c.var.viewer, desk.forum, c.var.now);
  return desk;
}

/** The secret that a form carried; one that carried none gets its own. */
const secretIn = (c: Door, once?: string): string => (once && /^[\w-]{43,100}$/.test(once) ? once : c.var.chance.token());

/** What is opened: the page of a draft, or where one begins. */
async function open(c: Door, desk: SurveyDesk): Promise<Response> {
  const { db, viewer } = c.var;
  const { personId } = personOf(viewer);
  const [draft, own] = [await ownDraft(db, desk.assessment.id, personId), await ownAnswer(db, desk.assessment.id, personId)];
  const asked = c.req.query("page");
  if (!draft || asked === undefined) return showStart(c, desk, { own, draft, chosen: await chosenAtFirst(c, desk), problems: {} });
  const version = await versionAt(c, desk, draft.version);
  const sitting: Sitting = { desk, version, form: formOf(version), chosen: { combination: draft.combination as SurveyCombination, stakeholder: draft.stakeholderId, language: draft.language, version: draft.version }, given: draft.given, once: "" };
  if (asked === "all") return showWhole(c, sitting);
  return asked === "check" ? showCheck(c, sitting, fillingIn(c, sitting)) : showPageOf(c, sitting, fillingIn(c, sitting), pageAsked(asked), {});
}
const pageAsked = (asked: string): number => (/^\d{1,4}$/.test(asked) ? Math.max(0, Number(asked) - 1) : 0);

/** What stands on the first page before anything is chosen. */
async function chosenAtFirst(c: Door, desk: SurveyDesk): Promise<Chosen> {
  const version = await versionAt(c, desk);
  const { combinations } = desk.assessment;
  return { combination: combinations.length === 1 ? combinations[0]! : "", stakeholder: desk.bodies[0]?.id ?? "", language: languageFor(c, formOf(version)), version: version.version };
}

/** Everything at hand when a button was pressed: who sits there and what was typed, also on the page that was sent. */
async function sittingOf(c: Door, desk: SurveyDesk, sent: Sent): Promise<Sitting> {
  const first = (name: string) => sent[name]?.[0] ?? "";
  const version = await versionAt(c, desk, first("version"));
  const form = formOf(version);
  const combination = surveyCombinations.find((it) => it === first("combination") && desk.assessment.combinations.includes(it)) ?? "";
  const language = form.languages.find((it) => it === first("language")) ?? languageFor(c, form);
  const chosen: Chosen = { combination, stakeholder: desk.bodies.find((it) => it.id === first("stakeholder"))?.id ?? desk.bodies[0]?.id ?? "", language, version: version.version };
  const before = isNobodys(chosen) || !desk.linked ? carriedIn(sent) : await savedBefore(c, desk, chosen);
  return { desk, version, form, chosen, given: typedInto(before, sent), once: secretIn(c, first("once")) };
}
async function savedBefore({ var: { db, viewer } }: Door, { assessment }: SurveyDesk, chosen: Chosen): Promise<Given> {
  const draft = await ownDraft(db, assessment.id, personOf(viewer).personId);
  return draft && draft.version === chosen.version ? draft.given : {};
}

/** Any button. */
async function pressed(c: Door, desk: SurveyDesk, sent: Sent): Promise<Response> {
  const deed = sent.deed?.[0] ?? "stay";
  const sitting = await sittingOf(c, desk, sent);
  if (deed === "begin" || deed === "begin-whole") return begin(c, sitting, deed === "begin-whole");
  if (sitting.chosen.combination === "" || (!desk.linked && !isNobodys(sitting.chosen))) return begin(c, sitting, false);
  const page = pageAsked(sent.page?.[0] ?? "1");
  const turned = turnedBy(deed, sitting);
  await save(c, turned);
  const filling = fillingIn(c, turned);
  if (deed === "check") return goTo(c, turned, filling, "check");
  if (deed === "send") return send(c, turned, filling, sent);
  if (deed === "save") return isNobodys(turned.chosen) ? showPageOf(c, turned, filling, page, {}) : onward(c, surveyAddress(desk.process, desk.assessment), "flash.survey.saved");
  if (deed === "next") return next(c, turned, filling, page);
  if (deed === "back") return goTo(c, turned, filling, pageBeside(filling, page, -1) ?? page);
  const to = /^page:(\d{1,4})$/.exec(deed)?.[1];
  return goTo(c, turned, filling, to ? pageAsked(to) : sent.page?.[0] === "all" ? "all" : page);
}

/** A round more or less, if that is what the button says. */
function turnedBy(deed: string, sitting: Sitting): Sitting {
  const [, what, path] = /^(add|remove):(\/.*)$/.exec(deed) ?? [];
  const repeat = path === undefined ? null : repeatAt(sitting.form, path);
  if (path === undefined || !repeat) return sitting;
  return { ...sitting, given: what === "add" ? withRound(sitting.given, path, repeat) : withoutRound(sitting.given, path) };
}

/** Keep what bears a name or kind; what is to be nobody's is kept nowhere. */
async function save({ var: { db, viewer, now } }: Door, { desk, chosen, given }: Sitting): Promise<void> {
  if (isNobodys(chosen) || !desk.linked || chosen.stakeholder === "") return;
  await keepDraft(db, { assessmentId: desk.assessment.id, personId: personOf(viewer).personId, stakeholderId: chosen.stakeholder, version: chosen.version, language: chosen.language, combination: chosen.combination, given, savedAt: now });
}

/** The first page of the questions, once it is chosen what may be done with the answer. */
async function begin(c: Door, sitting: Sitting, whole: boolean): Promise<Response> {
  const { desk, chosen } = sitting;
  const { db, viewer, words } = c.var;
  if (chosen.combination === "") {
    const personId = viewer.kind === "person" ? viewer.personId : "";
    return showStart(c, desk, { own: await ownAnswer(db, desk.assessment.id, personId), draft: await ownDraft(db, desk.assessment.id, personId), chosen, problems: { combination: words.say("survey.error.combination") } });
  }
  if (desk.linked && isNobodys(chosen) && (await hasAnswered(db, desk.assessment.id))) throw new Refusal("not-now", "survey-answered", { title: desk.assessment.title.en });
  const own = desk.linked && !isNobodys(chosen) ? await ownAnswer(db, desk.assessment.id, personOf(viewer).personId) : null;
  if (own && `${own.audience}/${own.attribution}` !== chosen.combination) throw new Refusal("not-now", "survey-answered-otherwise", { title: desk.assessment.title.en });
  const again = own?.given && Object.keys(sitting.given).length === 0 ? await answeredBefore(c, sitting, own.version, own.given) : sitting;
  await save(c, again);
  const filling = fillingIn(c, again);
  return goTo(c, again, filling, whole ? "all" : firstPage(filling));
}
/** What was answered before is changed with the version of the form that it was answered with. */
async function answeredBefore(c: Door, sitting: Sitting, number: number, given: Given): Promise<Sitting> {
  const version = await versionAt(c, sitting.desk, number);
  return { ...sitting, version, form: formOf(version), chosen: { ...sitting.chosen, version: number }, given };
}

/** On to the next page, unless something on this one is wrong. */
function next(c: Door, sitting: Sitting, filling: Filling, page: number) {
  const here = filling.pages[page];
  const paths = new Set(here ? questionsOn(filling, here).map((it) => it.path) : []);
  const problems = Object.fromEntries(faultsOf(filling).filter((it) => paths.has(it.path)).map((it) => [it.path, faultSaid(c.var.words, it)]));
  if (Object.keys(problems).length > 0) return showPageOf(c, sitting, filling, page, problems);
  return goTo(c, sitting, filling, pageBeside(filling, page, 1) ?? "check");
}

/** A page of the survey: with an address of its own where it is saved, else as the answer to what was sent. */
function goTo(c: Door, sitting: Sitting, filling: Filling, page: number | "check" | "all") {
  const { desk, chosen } = sitting;
  if (desk.linked && !isNobodys(chosen) && chosen.stakeholder !== "") return c.redirect(`${here(c)(surveyAddress(desk.process, desk.assessment))}?page=${typeof page === "number" ? page + 1 : page}`, 303);
  if (page === "all") return showWhole(c, sitting);
  return page === "check" ? showCheck(c, sitting, filling) : showPageOf(c, sitting, filling, page, {});
}

const filingOf = (c: Door, { desk: { assessment, forum }, chosen, version }: Sitting, filling: Filling): SurveyFiling => {
  if (!isOffered(chosen.combination)) throw new Refusal("not-valid", "combination-not-offered", { forum: forum.title.en });
  return { assessment, forum, version: version.version, language: answeredIn(chosen.language, c.var.words.language), disclosure: disclosureOf(chosen.combination), given: finalOf(filling) };
};

/** Send it, once. What is wrong is said with the page on which it stands, and nothing is lost. */
async function send(c: Door, sitting: Sitting, filling: Filling, sent: Sent): Promise<Response> {
  if (faultsOf(filling).length > 0 || !filling.isAtRest) return showCheck(c, sitting, filling);
  if (isNobodys(sitting.chosen)) return sendNobodys(c, sitting, filling, sent);
  const { db, viewer, now, chance, house } = c.var;
  const { desk, chosen } = sitting;
  if (!desk.bodies.some((it) => it.id === chosen.stakeholder)) throw new Refusal("not-allowed", "not-its-person");
  await fileAnswer(db, viewer, filingOf(c, sitting, filling), chosen.stakeholder, house.settings.smallCell, now, chance);
  await dropDraft(db, desk.assessment.id, personOf(viewer).personId);
  return onward(c, surveyAddress(desk.process, desk.assessment), "flash.survey.sent");
}

/** With a token where the browser has one; in a session otherwise, of which no link is kept. */
async function sendNobodys(c: Door, sitting: Sitting, filling: Filling, sent: Sent): Promise<Response> {
  const { db, viewer, now, house } = c.var;
  const filing = filingOf(c, sitting, filling);
  const once = { once: sitting.once, key: house.secret };
  if (sitting.desk.linked) {
    c.set("unlinked", true);
    return showReceipt(c, sitting, receiptFor(house, await fileAnswerAsSession(db, viewer, filing, once, now)));
  }
  const token = TokenSent.safeParse({ nonce: sent["token-nonce"]?.[0], signature: sent["token-signature"]?.[0] });
  if (!token.success) throw new Refusal("not-valid", "unattributed-unreadable");
  return showReceipt(c, sitting, receiptFor(house, await fileAnswerWithToken(db, filing, token.data, once, now)));
}
