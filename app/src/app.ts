import { serveStatic } from "@hono/node-server/serve-static";
import { OpenAPIHono } from "@hono/zod-openapi";
import { Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { compress } from "hono/compress";
import { csrf } from "hono/csrf";
import { accreditationApi } from "./concepts/accreditation/api.ts";
import { isAccredited } from "./concepts/accreditation/store.ts";
import { partnershipApi } from "./concepts/partnerships/api.ts";
import { commitmentApi } from "./concepts/commitments/api.ts";
import { findingApi } from "./concepts/findings/api.ts";
import { practiceApi } from "./concepts/practices/api.ts";
import { callApi } from "./concepts/calls/api.ts";
import { assessmentApi } from "./concepts/assessments/api.ts";
import { meetingApi } from "./concepts/meetings/api.ts";
import { ledgerApi } from "./concepts/answers/api.ts";
import { contributionApi } from "./concepts/contributions/api.ts";
import { guises, inGuise, isGuise } from "./concepts/disclosure/guise.ts";
import { disclosurePages } from "./concepts/disclosure/pages.tsx";
import { offerApi } from "./concepts/offers/api.ts";
import { pathwayApi } from "./concepts/pathways/api.ts";
import { processApi } from "./concepts/processes/api.ts";
import { holdsInvented } from "./concepts/processes/store.ts";
import { stakeholderApi } from "./concepts/stakeholders/api.ts";
import { directoryApi } from "./concepts/stakeholders/directory/api.ts";
import { speaksForAs } from "./concepts/stakeholders/store/members.ts";
import { participationsAs } from "./concepts/stakeholders/store/participants.ts";
import { statementApi } from "./concepts/statements/api.ts";
import { textApi } from "./concepts/texts/api.ts";
import { readUpload, textDesk } from "./concepts/texts/desk.tsx";
import { textPages } from "./concepts/texts/pages.tsx";
import { largestDocument } from "./concepts/texts/reader.ts";
import { themeApi } from "./concepts/themes/api.ts";
import { aboutPages } from "./front/about.tsx";
import { accountPages } from "./front/account.tsx";
import { answersDeskPages } from "./front/answers-desk.tsx";
import { apiReference, type OpenApiDocument } from "./front/api-reference.tsx";
import { accreditationPages } from "./front/accreditation.tsx";
import { accreditationDesk } from "./front/accreditation-desk.tsx";
import { accreditationFilePages } from "./front/accreditation-file.tsx";
import { accreditationFileDesk } from "./front/accreditation-file-desk.tsx";
import { assessmentDesk, readFormUpload } from "./front/assessment-desk.tsx";
import { assessmentsPages } from "./front/assessments.tsx";
import { questionnairePages } from "./front/questionnaire.tsx";
import { questionsDesk } from "./front/questions-desk.tsx";
import { callDesk } from "./front/call-desk.tsx";
import { callPages } from "./front/call.tsx";
import { callContributionPages } from "./front/call-contributions.tsx";
import { codebookPages, readCodebookUpload } from "./front/codebook.tsx";
import { codingAgreement } from "./front/coding-agreement.tsx";
import { codingSearch } from "./front/coding-search.tsx";
import { codingSource } from "./front/coding-source.tsx";
import { codingPages, readTranscriptUpload } from "./front/coding.tsx";
import { callsPages } from "./front/calls.tsx";
import { assessmentPages } from "./front/assessment.tsx";
import { calendarPages } from "./front/calendars.ts";
import { ownCalendarPages } from "./front/own-calendar.tsx";
import { answerPages, unlinkedAnswer } from "./front/answer.tsx";
import { clearancePages } from "./front/clearance.tsx";
import { commentPages } from "./front/comment.tsx";
import { coAuthorPages } from "./front/co-authors.tsx";
import { commitmentDesk } from "./front/commitment-desk.tsx";
import { commitmentForm } from "./front/commitment-form.tsx";
import { commitmentPages } from "./front/commitment.tsx";
import { commitmentsPages } from "./front/commitments.tsx";
import { contributionLists } from "./front/contribution-lists.tsx";
import { contributionPages } from "./front/contribution.tsx";
import { deskPages } from "./front/desk.tsx";
import { deskWord } from "./front/desk-word.ts";
import { dossierWord } from "./front/dossier-word.ts";
import { directoryPages } from "./front/directory.tsx";
import { draftPages } from "./front/drafts.tsx";
import { forumKeysOf } from "./front/forum-keys.tsx";
import { forumPages } from "./front/forum-room.tsx";
import { forumsPages } from "./front/forums.tsx";
import { homePages } from "./front/home.tsx";
import { meetingRegistrationPages } from "./front/meeting-registration.tsx";
import { registrationsDesk } from "./front/registrations-desk.tsx";
import { findChancesFirst, selectionDesk } from "./front/selection-desk.tsx";
import { selectionPages } from "./front/selection.tsx";
import { ledgerPages } from "./front/ledger.tsx";
import { letterPages } from "./front/letters.tsx";
import { marginOf } from "./front/margin.tsx";
import { meetingBlocksDesk } from "./front/meeting-blocks-desk.tsx";
import { meetingDesk } from "./front/meeting-desk.tsx";
import { meetingSetUp } from "./front/meeting-setup.tsx";
import { meetingOutcomesDesk } from "./front/meeting-outcomes-desk.tsx";
import { meetingRightsPages } from "./front/meeting-rights.tsx";
import { meetingPages } from "./front/meeting.tsx";
import { meetingsPages } from "./front/meetings.tsx";
import { memberListPages, readMemberListUpload } from "./front/member-lists.tsx";
import { memberPages } from "./front/members.tsx";
import { networkPages } from "./front/networks.tsx";
import { partnershipAssessment } from "./front/partnership-assessment.tsx";
import { partnershipDesk } from "./front/partnership-desk.tsx";
import { partnershipForm } from "./front/partnership-form.tsx";
import { partnershipMatrix } from "./front/partnership-matrix.tsx";
import { partnershipNetwork } from "./front/partnership-network.tsx";
import { partnershipViews } from "./front/partnership-views.tsx";
import { partnershipPages } from "./front/partnership.tsx";
import { partnershipsPages } from "./front/partnerships.tsx";
import { outboxPages } from "./front/outbox.tsx";
import { ownDataPages } from "./front/own-data.tsx";
import { passkeyDoors } from "./front/passkeys.ts";
import { offerPages } from "./front/offers.tsx";
import { pathwayPages } from "./front/pathways.tsx";
import { processPages } from "./front/process.tsx";
import { findingsDesk } from "./front/findings-desk.tsx";
import { releaseDesk } from "./front/release-desk.tsx";
import { releasePages } from "./front/release.tsx";
import { practiceDesk } from "./front/practice-desk.tsx";
import { practiceForm } from "./front/practice-form.tsx";
import { practicePages } from "./front/practice.tsx";
import { practicesPages } from "./front/practices.tsx";
import { promisePages } from "./front/promises-page.tsx";
import { programmeImportPages } from "./front/programme-import.tsx";
import { proofPages } from "./front/proof.tsx";
import { providerDoors } from "./front/provider.ts";
import { provisionPages } from "./front/provision.tsx";
import { recordPages } from "./front/record.tsx";
import { registrationPages } from "./front/registration.tsx";
import { replyPages } from "./front/reply.tsx";
import { rolePages } from "./front/roles.tsx";
import { searchPages } from "./front/search.tsx";
import { secondFactorPages } from "./front/second-factor.tsx";
import { secretariatPages } from "./front/secretariat.tsx";
import { signInPages } from "./front/sign-in.tsx";
import { speakingPages } from "./front/speaking.tsx";
import { stakeholderPages } from "./front/stakeholder.tsx";
import { statementPages } from "./front/statement.tsx";
import { statementFiles } from "./front/statement-files.ts";
import { statementSigning } from "./front/statement-signing.tsx";
import { statementsPages } from "./front/statements.tsx";
import { statementForm } from "./front/statement-form.tsx";
import { statementOpening } from "./front/statement-opening.tsx";
import { statementParagraph } from "./front/statement-paragraph.tsx";
import { statementRoom } from "./front/statement-room.tsx";
import { statementTranslation } from "./front/statement-translation.tsx";
import { themePages } from "./front/themes.tsx";
import { surveyPages, unlinkedSurvey } from "./front/survey.tsx";
import { tokenDoors } from "./front/tokens.ts";
import { fileUnattributedHere, meansOf } from "./front/unattributed-receipt.tsx";
import { unlinkedDoors, unlinkedPages } from "./front/unattributed.tsx";
import { holdingPages } from "./front/what-we-hold.tsx";
import type { Standing } from "./ground/auth/people.ts";
import { viewerBy } from "./ground/auth/sessions.ts";
import { largestWorkbook } from "./ground/files/workbook.ts";
import { healthOf } from "./ground/db/health.ts";
import { asViewer } from "./ground/db/request.ts";
import { recordDoors } from "./ground/record/doors.ts";
import { integrate } from "./ground/record/integrate.ts";
import { Refusal } from "./ground/refusal.ts";
import { visitor } from "./ground/viewer.ts";
import { forEveryone, keptBy } from "./ground/web/caching.ts";
import type { Door, Env, House } from "./ground/web/env.ts";
import { tokensChecked } from "./ground/web/form-tokens.ts";
import { guiseParameter, withoutGuise } from "./ground/web/guise.tsx";
import { boundedUpload, maySendFiles, readFilesUpload } from "./ground/web/uploads.ts";
import { limitedByAddress } from "./ground/web/limits.ts";
import { answerError } from "./ground/web/refusals.tsx";
import { headersOf, securityText } from "./ground/web/security.ts";
import { countUnlinked, largestAnswer, unlinked } from "./ground/web/unlinked.ts";
import { isLanguage, languages, preferredLanguage, wordsIn } from "./ground/words.ts";

/** The whole application on its doors; `house` hands in database, settings, time and chance. */
export function createApp(house: House, standing: Standing = { speaksFor: speaksForAs, participatesIn: participationsAs }): Hono<Env> {
  const app = new Hono<Env>();
  app.onError(answerError);
  app.notFound((c) => answerError(new Refusal("not-found", "page-unknown"), c));
  app.use(bearHeaders(house));
  app.get("/healthz", (c) => healthOf(house.database).then((it) => c.json(it, it.ok ? 200 : 503, { "Cache-Control": "no-store" })));
  app.use("/assets/*", immutable, compress(), serveStatic({ root: house.assets.folder, rewriteRequestPath: (path) => path.replace("/assets", "") }));
  app.get("/.well-known/security.txt", (c) => c.text(securityText(house.baseUrl, house.settings.securityContact, house.clock()), 200, { "Cache-Control": forEveryone }));
  for (const path of ["/unattributed/*", `${inALanguage}/unattributed/*`]) app.use(path, ...unlinked(house), inOneTransaction); // before anything reads a session
  app.route("/unattributed", unlinkedDoors);
  app.route(`${inALanguage}/unattributed`, unlinkedAnswer);
  app.route(`${inALanguage}/unattributed`, unlinkedSurvey);
  app.route(`${inALanguage}/unattributed`, unlinkedPages);
  app.use(compress(), keptBy, prepare(house, standing), limited, fromOurPages(csrf({ origin: (it) => it === new URL(house.baseUrl).origin })), fromOurPages(tokensChecked));
  app.use("/:language/desk/:process/:instrument/import", (c, next) => (["meetings", "assessments"].includes(c.req.param("instrument")) ? next() : readUpload(c, next))); // a programme is no text
  app.use("/:language/:process/statements/:number/drafting/import", readUpload);
  app.use("/:language/desk/lists/import", readMemberListUpload);
  app.use("/:language/desk/:process/assessments/:assessment/form", readFormUpload);
  app.use("/:language/:process/calls/:call/answer", readFilesUpload);
  app.use("/:language/desk/:process/assessments/:assessment/coding/sources", readTranscriptUpload);
  app.use("/:language/desk/:process/assessments/:assessment/coding/codebook/import", readCodebookUpload);
  for (const path of ["registration", "registration/:registration/proof"]) app.use(`/:language/:process/meetings/:meeting/${path}`, readFilesUpload);
  for (const deed of ["plan", "chances"]) app.use(`/:language/desk/:process/meetings/:meeting/selection/${deed}`, findChancesFirst);
  const signingIn = limitedByAddress(signInLimit);
  for (const path of ["/:language/sign-in/*", "/:language/login/*", "/:language/second-factor", "/:language/account/*", "/auth/*"]) app.use(path, signingIn);
  app.use("/:language/verify", limitedByAddress(verifyLimit));
  app.route("/", providerDoors); // before the transaction: they wait for another machine
  app.use(inOneTransaction);
  app.route("/auth", passkeyDoors);
  app.route("/record", recordDoors);
  const api = theApi();
  app.route("/", api);
  app.get("/api", (c) => c.redirect(inLanguage(c.req.url, c.var.words.language), 302)); // its description is a page
  for (const path of ["/api/*", "/assets/*"]) app.all(path, () => { throw new Refusal("not-found", "page-unknown"); });
  app.route(inALanguage, pages(api)); // grouped: the router does not do so itself, and “/” would answer everything
  for (const path of ["/auth/*", "/record/*", "/.well-known/*"]) app.all(path, () => { throw new Refusal("not-found", "page-unknown"); });
  app.get("*", (c) => c.redirect(inLanguage(c.req.url, c.var.words.language), 302));
  return app;
}

const inALanguage = `/:language{(?:${languages.join("|")})}`;

/** Forms about signing in, from one address: more than a training room behind one router sends in that time. */
const signInLimit = { most: 60, minutes: 10 };

/** Receipts checked by the house for one address: each costs some milliseconds of cryptography. */
const verifyLimit = { most: 120, minutes: 10 };

const immutable: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  if (c.res.status === 200) c.header("Cache-Control", "public, max-age=31536000, immutable");
};

const bearHeaders = (house: House): MiddlewareHandler<Env> => async (c, next) => {
  for (const [name, value] of Object.entries(headersOf(house.baseUrl))) c.header(name, value);
  await next();
};

/** A witness sends no form of ours and no cookie: what it sends proves itself. All else is checked. */
const fromOurPages = (check: MiddlewareHandler<Env>): MiddlewareHandler<Env> => (c, next) => (c.req.path === "/record/cosignatures" ? next() : check(c, next));

/** Who asks, when and in which language. */
const prepare = (house: House, standing: Standing): MiddlewareHandler<Env> => async (c, next) => {
  const [, first] = new URL(c.req.url).pathname.split("/");
  const now = house.clock();
  c.set("house", house);
  c.set("now", now);
  c.set("chance", house.chance);
  c.set("words", wordsIn(isLanguage(first) ? first : preferredLanguage(c.req.header("accept-language"))));
  c.set("reference", Buffer.from(house.chance.bytes(5)).toString("hex"));
  c.set("viewer", visitor); // until it is known better: also the page of a failure needs one
  const { viewer, setCookie } = await viewerBy(house.database.db, house, c.req.header("cookie"), standing);
  c.set("viewer", viewer);
  await lookAs(c);
  for (const it of setCookie) c.header("Set-Cookie", it, { append: true });
  if (c.req.url.includes("%00")) throw new Refusal("not-found", "page-unknown"); // no text holds this character, and PostgreSQL takes none
  const started = performance.now();
  await next();
  if (c.var.unlinked) return countUnlinked(house, c.req.method, c.res.status);
  house.log.info({ method: c.req.method, path: new URL(c.req.url).pathname.replace(/\/(login|calendar)\/.*/, "/$1/…"), status: c.res.status, ms: Math.round(performance.now() - started), reference: c.var.reference }, "request");
};

/** Whoever has a session may look at any address as somebody else would see it; what they send, they send as themselves. */
async function lookAs(c: Door) {
  const { viewer, house } = c.var;
  const asked = c.req.query(guiseParameter);
  if (!["GET", "HEAD"].includes(c.req.method)) return;
  const guise = viewer.kind === "person" && isGuise(asked) ? asked : null;
  c.set("viewAs", viewer.kind === "person" ? { now: guise, choices: guises } : null);
  if (guise) c.set("viewer", await inGuise(house.database.db, viewer, guise));
  if (asked !== undefined) c.req.raw = new Request(withoutGuise(c.req.url), c.req.raw);
}

/** Forms are small; a document of somebody with a session may be large, and is refused in the form when it is larger. */
const limited: MiddlewareHandler<Env> = (c, next) => {
  const isUpload = /\/import$|\/coding\/sources$/.test(c.req.path) && c.var.viewer.kind === "person";
  const isAnswer = /\/calls\/\d+\/(answer|draft)$/.test(c.req.path) && c.var.viewer.kind === "person";
  const isSurvey = /\/assessments\/\d+\/survey$/.test(c.req.path) && c.var.viewer.kind === "person";
  const isProof = /\/meetings\/\d+\/registration(\/[\w-]+\/proof)?$/.test(c.req.path) && c.var.viewer.kind === "person";
  if ((isAnswer || isProof) && maySendFiles(c)) return boundedUpload(c, next);
  const isForm = /\/assessments\/\d+\/form$/.test(c.req.path) && c.var.viewer.kind === "person";
  if (isForm) return bodyLimit({ maxSize: largestWorkbook + 1024 * 1024, onError: () => { throw new Refusal("too-large", "workbook-large", { name: "", most: largestWorkbook / 1024 / 1024 }); } })(c, next);
  const maxSize = isUpload ? largestDocument + 1024 * 1024 : isAnswer || isSurvey ? largestAnswer : 256 * 1024;
  return bodyLimit({ maxSize, onError: () => { throw new Refusal("too-large", isUpload ? "document-too-large" : "form-too-large", { name: "", limit: largestDocument / 1024 / 1024 }); } })(c, next);
};

/** One transaction a request; what was refused or failed leaves nothing behind. */
const inOneTransaction: MiddlewareHandler<Env> = async (c, next) => {
  const { house, viewer } = c.var;
  const access = ["GET", "HEAD"].includes(c.req.method) ? "read" : "write";
  const work = asViewer(house.database.db, viewer, async (tx) => {
    c.set("db", tx);
    const demonstration = holdsInvented(tx); // sent with what is asked next
    demonstration.catch(() => {}); // whoever needs it hears of it
    c.set("demonstration", demonstration);
    await next();
    if (c.error) throw c.error;
    await demonstration;
  }, access);
  const committed = await work.then(() => true, (error: unknown) => {
    if (error !== c.error) throw error;
    return false;
  });
  if (committed && access === "write") await intoTheRecord(house, c.var.unlinked ?? false);
};

/** Give what a deed entered its place in the record before the answer leaves. The deed stands in any case: what fails here is done by the next, or by the job. */
const intoTheRecord = (house: House, unlinked: boolean) => integrate(house).catch((error: unknown) => unlinked || house.log.error({ err: error }, "entries wait for their place in the record")); // a line of the log has a time

function theApi() {
  const api = new OpenAPIHono<Env>();
  api.route("/api/v1", themeApi);
  api.route("/api/v1", directoryApi);
  api.route("/api/v1", stakeholderApi);
  api.route("/api/v1", pathwayApi); // these two before a process of that name
  api.route("/api/v1", offerApi);
  api.route("/api/v1", partnershipApi);
  api.route("/api/v1", practiceApi);
  api.route("/api/v1", processApi);
  api.route("/api/v1", findingApi);
  api.route("/api/v1", commitmentApi);
  api.route("/api/v1", accreditationApi);
  api.route("/api/v1", meetingApi);
  api.route("/api/v1", callApi);
  api.route("/api/v1", assessmentApi);
  api.route("/api/v1", statementApi);
  api.route("/api/v1", textApi);
  api.route("/api/v1", contributionApi);
  api.route("/api/v1", ledgerApi);
  api.doc31("/api/openapi.json", { openapi: "3.1.0", info: { title: "Travaux", version: "1", description: "The open record as data: no key is needed to read it.", license: { name: "CC BY 4.0", url: "https://creativecommons.org/licenses/by/4.0/" } } });
  return api;
}

/** Pages in a language; the fixed addresses come before those of processes. */
function pages(api: OpenAPIHono<Env>) {
  const document = () => api.getOpenAPI31Document({ openapi: "3.1.0", info: { title: "Travaux", version: "1" } }) as unknown as OpenApiDocument;
  const all = new Hono<Env>();
  const ofTheHouse = [homePages, calendarPages, searchPages, directoryPages, networkPages, themePages, pathwayPages, offerPages, aboutPages, promisePages, recordPages, disclosurePages, holdingPages, apiReference(document)];
  const ofPeople = [signInPages, accountPages, ownCalendarPages, proofPages, secondFactorPages, outboxPages, rolePages, registrationPages, memberPages, stakeholderPages, letterPages, ownDataPages, secretariatPages, memberListPages, deskPages, deskWord];
  const ofContributions = [contributionLists, ledgerPages, clearancePages, answersDeskPages, dossierWord, draftPages, contributionPages, coAuthorPages, replyPages, answerPages, commentPages({ fileUnattributed: fileUnattributedHere, means: meansOf }), provisionPages, tokenDoors, forumsPages, forumPages({ keysOf: forumKeysOf })];
  const ofCalls = [callsPages, callPages, callContributionPages, callDesk, programmeImportPages]; // before the desk of texts, which has a version where a call has its number
  const ofPartnerships = [partnershipsPages, partnershipMatrix, partnershipNetwork, partnershipViews, partnershipForm, partnershipPages, partnershipAssessment, partnershipDesk, practicesPages, practiceForm, practicePages, practiceDesk]; // the register’s own names come before the places of entries
  const ofAccreditation = [accreditationPages, accreditationFilePages, accreditationDesk, accreditationFileDesk];
  const ofMeetings = [speakingPages, meetingsPages, meetingPages, meetingRightsPages, meetingSetUp, meetingDesk, meetingBlocksDesk, meetingOutcomesDesk];
  const ofPlaces = [meetingRegistrationPages({ isAccredited }), registrationsDesk, selectionDesk, selectionPages];
  const ofAssessments = [assessmentsPages, questionnairePages, surveyPages, assessmentPages, questionsDesk, assessmentDesk, codingPages, codingSource, codebookPages, codingAgreement, codingSearch];
  const ofFindings = [releasePages, findingsDesk, releaseDesk, commitmentsPages, commitmentForm, commitmentPages, commitmentDesk]; // commitments are born of findings
  const ofStatements = [statementsPages, statementForm, statementRoom, statementParagraph, statementOpening, statementTranslation, statementFiles, statementPages, statementSigning]; // “new” comes before the numbers of statements
  for (const it of [...ofTheHouse, ...ofPartnerships, ...ofAssessments, ...ofPeople, ...ofAccreditation, ...ofPlaces, ...ofFindings, ...ofStatements, ...ofMeetings, ...ofCalls, ...ofContributions, textDesk, textPages(marginOf), processPages]) all.route("/", it);
  all.all("*", () => { throw new Refusal("not-found", "page-unknown"); });
  return all;
}

/** An address without a language leads to the reader's. */
function inLanguage(url: string, language: string) {
  const { pathname, search } = new URL(url);
  return `/${language}${pathname === "/" ? "" : pathname}${search}`;
}
