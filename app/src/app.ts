import { serveStatic } from "@hono/node-server/serve-static";
import { OpenAPIHono } from "@hono/zod-openapi";
import { Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { compress } from "hono/compress";
import { csrf } from "hono/csrf";
import { accreditationApi } from "./concepts/accreditation/api.ts";
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
import { readUpload } from "./concepts/texts/desk.tsx";
import { largestDocument } from "./concepts/texts/reader.ts";
import { themeApi } from "./concepts/themes/api.ts";
import { readFormUpload } from "./front/assessment-desk.tsx";
import { readCodebookUpload } from "./front/codebook.tsx";
import { readTranscriptUpload } from "./front/coding.tsx";
import { unlinkedAnswer } from "./front/answer.tsx";
import { findChancesFirst } from "./front/selection-desk.tsx";
import { readMemberListUpload } from "./front/member-lists.tsx";
import { passkeyDoors } from "./front/passkeys.ts";
import { providerDoors } from "./front/provider.ts";
import { unlinkedSurvey } from "./front/survey.tsx";
import { unlinkedDoors, unlinkedPages } from "./front/unattributed.tsx";
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
import type { OpenApiDocument } from "./front/api-reference.tsx";
import { allPages } from "./front/all-pages.ts";

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
  app.route(inALanguage, allPages(() => api.getOpenAPI31Document({ openapi: "3.1.0", info: { title: "Travaux", version: "1" } }) as unknown as OpenApiDocument)); // grouped: the router does not do so itself, and “/” would answer everything
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

/** An address without a language leads to the reader's. */
function inLanguage(url: string, language: string) {
  const { pathname, search } = new URL(url);
  return `/${language}${pathname === "/" ? "" : pathname}${search}`;
}
