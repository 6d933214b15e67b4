import { serveStatic } from "@hono/node-server/serve-static";
import { OpenAPIHono } from "@hono/zod-openapi";
import { Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { compress } from "hono/compress";
import { csrf } from "hono/csrf";
import { etag } from "hono/etag";
import { processApi } from "./concepts/processes/api.ts";
import { allProcesses } from "./concepts/processes/store.ts";
import { stakeholderApi } from "./concepts/stakeholders/api.ts";
import { speaksFor as speaksForThem } from "./concepts/stakeholders/store/members.ts";
import { textApi } from "./concepts/texts/api.ts";
import { readUpload, textDesk } from "./concepts/texts/desk.tsx";
import { textPages } from "./concepts/texts/pages.tsx";
import { largestDocument } from "./concepts/texts/reader.ts";
import { directoryApi } from "./concepts/stakeholders/directory/api.ts";
import { themeApi } from "./concepts/themes/api.ts";
import { aboutPages } from "./front/about.tsx";
import { apiReference, type OpenApiDocument } from "./front/api-reference.tsx";
import { accountPages } from "./front/account.tsx";
import { deskPages } from "./front/desk.tsx";
import { directoryPages } from "./front/directory.tsx";
import { homePages } from "./front/home.tsx";
import { letterPages } from "./front/letters.tsx";
import { memberListPages, readMemberListUpload } from "./front/member-lists.tsx";
import { memberPages } from "./front/members.tsx";
import { networkPages } from "./front/networks.tsx";
import { outboxPages } from "./front/outbox.tsx";
import { ownDataPages } from "./front/own-data.tsx";
import { passkeyDoors } from "./front/passkeys.ts";
import { processPages } from "./front/process.tsx";
import { proofPages } from "./front/proof.tsx";
import { providerDoors } from "./front/provider.ts";
import { provisionPages } from "./front/provision.tsx";
import { registrationPages } from "./front/registration.tsx";
import { rolePages } from "./front/roles.tsx";
import { searchPages } from "./front/search.tsx";
import { secondFactorPages } from "./front/second-factor.tsx";
import { secretariatPages } from "./front/secretariat.tsx";
import { signInPages } from "./front/sign-in.tsx";
import { stakeholderPages } from "./front/stakeholder.tsx";
import { themePages } from "./front/themes.tsx";
import { viewerBy, type SpeaksFor } from "./ground/auth/sessions.ts";
import { healthOf } from "./ground/db/health.ts";
import { asViewer } from "./ground/db/request.ts";
import { Refusal } from "./ground/refusal.ts";
import { visitor } from "./ground/viewer.ts";
import type { Env, House } from "./ground/web/env.ts";
import { tokensChecked } from "./ground/web/form-tokens.ts";
import { limitedByAddress } from "./ground/web/limits.ts";
import { answerError } from "./ground/web/refusals.tsx";
import { headersOf, securityText } from "./ground/web/security.ts";
import { isLanguage, languages, preferredLanguage, wordsIn } from "./ground/words.ts";

/** The whole application on its doors; `house` hands in database, settings, time and chance. */
export function createApp(house: House, { speaksFor = speaksForThem }: { speaksFor?: SpeaksFor } = {}): Hono<Env> {
  const app = new Hono<Env>();
  app.onError(answerError);
  app.notFound((c) => answerError(new Refusal("not-found", "page-unknown"), c));
  app.use(bearHeaders(house));
  app.get("/healthz", (c) => healthOf(house.database).then((it) => c.json(it, it.ok ? 200 : 503)));
  app.use("/assets/*", immutable, compress(), serveStatic({ root: house.assets.folder, rewriteRequestPath: (path) => path.replace("/assets", "") }));
  app.get("/.well-known/security.txt", (c) => c.text(securityText(house.baseUrl, house.settings.securityContact, house.clock())));
  app.use(compress(), etag(), prepare(house, speaksFor), limited, csrf({ origin: (it) => it === new URL(house.baseUrl).origin }), tokensChecked);
  app.use("/:language/desk/:process/:instrument/import", readUpload);
  app.use("/:language/desk/lists/import", readMemberListUpload);
  const signingIn = limitedByAddress(signInLimit);
  for (const path of ["/:language/sign-in/*", "/:language/login/*", "/:language/second-factor", "/:language/account/*", "/auth/*"]) app.use(path, signingIn);
  app.route("/", providerDoors); // before the transaction: they wait for another machine
  app.use(inOneTransaction);
  app.route("/auth", passkeyDoors);
  const api = theApi();
  app.route("/", api);
  app.get("/api", (c) => c.redirect(inLanguage(c.req.url, c.var.words.language), 302)); // its description is a page
  for (const path of ["/api/*", "/assets/*"]) app.all(path, () => { throw new Refusal("not-found", "page-unknown"); });
  app.route(`/:language{(?:${languages.join("|")})}`, pages(api)); // grouped: the router does not do so itself, and “/” would answer everything
  for (const path of ["/auth/*", "/.well-known/*"]) app.all(path, () => { throw new Refusal("not-found", "page-unknown"); });
  app.get("*", (c) => c.redirect(inLanguage(c.req.url, c.var.words.language), 302));
  return app;
}

/** Forms about signing in, from one address: more than a training room behind one router sends in that time. */
const signInLimit = { most: 60, minutes: 10 };

const immutable: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  if (c.res.status === 200) c.header("Cache-Control", "public, max-age=31536000, immutable");
};

const bearHeaders = (house: House): MiddlewareHandler<Env> => async (c, next) => {
  for (const [name, value] of Object.entries(headersOf(house.baseUrl))) c.header(name, value);
  await next();
};

/** Who asks, when and in which language. */
const prepare = (house: House, speaksFor: SpeaksFor): MiddlewareHandler<Env> => async (c, next) => {
  const [, first] = new URL(c.req.url).pathname.split("/");
  const now = house.clock();
  c.set("house", house);
  c.set("now", now);
  c.set("chance", house.chance);
  c.set("words", wordsIn(isLanguage(first) ? first : preferredLanguage(c.req.header("accept-language"))));
  c.set("reference", Buffer.from(house.chance.bytes(5)).toString("hex"));
  c.set("viewer", visitor); // until it is known better: also the page of a failure needs one
  const { viewer, setCookie } = await viewerBy(house.database.db, house, c.req.header("cookie"), speaksFor);
  c.set("viewer", viewer);
  for (const it of setCookie) c.header("Set-Cookie", it, { append: true });
  if (c.req.url.includes("%00")) throw new Refusal("not-found", "page-unknown"); // no text holds this character, and PostgreSQL takes none
  const started = performance.now();
  await next();
  house.log.info({ method: c.req.method, path: new URL(c.req.url).pathname.replace(/\/login\/.*/, "/login/…"), status: c.res.status, ms: Math.round(performance.now() - started), reference: c.var.reference }, "request");
};

/** Forms are small; a document of somebody with a session may be large, and is refused in the form when it is larger. */
const limited: MiddlewareHandler<Env> = (c, next) => {
  const isUpload = c.req.path.endsWith("/import") && c.var.viewer.kind === "person";
  const maxSize = isUpload ? largestDocument + 1024 * 1024 : 256 * 1024;
  return bodyLimit({ maxSize, onError: () => { throw new Refusal("too-large", isUpload ? "document-too-large" : "form-too-large", { name: "", limit: largestDocument / 1024 / 1024 }); } })(c, next);
};

/** One transaction a request; what was refused or failed leaves nothing behind. */
const inOneTransaction: MiddlewareHandler<Env> = async (c, next) => {
  const { house, viewer } = c.var;
  const access = ["GET", "HEAD"].includes(c.req.method) ? "read" : "write";
  const work = asViewer(house.database.db, viewer, async (tx) => {
    c.set("db", tx);
    c.set("demonstration", (await allProcesses(tx)).some((it) => it.nature === "invented"));
    await next();
    if (c.error) throw c.error;
  }, access);
  await work.catch((error: unknown) => {
    if (error !== c.error) throw error;
  });
};

function theApi() {
  const api = new OpenAPIHono<Env>();
  api.route("/api/v1", themeApi);
  api.route("/api/v1", directoryApi);
  api.route("/api/v1", stakeholderApi);
  api.route("/api/v1", processApi);
  api.route("/api/v1", textApi);
  api.doc31("/api/openapi.json", { openapi: "3.1.0", info: { title: "Travaux", version: "1", description: "The open record as data: no key is needed to read it.", license: { name: "CC BY 4.0", url: "https://creativecommons.org/licenses/by/4.0/" } } });
  return api;
}

/** Pages in a language; the fixed addresses come before those of processes. */
function pages(api: OpenAPIHono<Env>) {
  const document = () => api.getOpenAPI31Document({ openapi: "3.1.0", info: { title: "Travaux", version: "1" } }) as unknown as OpenApiDocument;
  const all = new Hono<Env>();
  for (const it of [homePages, searchPages, directoryPages, networkPages, themePages, aboutPages, apiReference(document), signInPages, accountPages, proofPages, secondFactorPages, outboxPages, rolePages, registrationPages, memberPages, stakeholderPages, letterPages, ownDataPages, secretariatPages, memberListPages, deskPages, provisionPages, textDesk, textPages, processPages]) all.route("/", it);
  all.all("*", () => { throw new Refusal("not-found", "page-unknown"); });
  return all;
}

/** An address without a language leads to the reader's. */
function inLanguage(url: string, language: string) {
  const { pathname, search } = new URL(url);
  return `/${language}${pathname === "/" ? "" : pathname}${search}`;
}
