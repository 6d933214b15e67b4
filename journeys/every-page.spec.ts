import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BrowserContextOptions, Page } from "playwright-core";
import { importText } from "../app/src/concepts/texts/operations.ts";
import { shelfOf } from "../app/src/concepts/texts/opened.ts";
import { readText } from "../app/src/concepts/texts/reader.ts";
import { asViewer } from "../app/src/ground/db/request.ts";
import { houseKeeper } from "../app/src/ground/viewer.ts";
import { barriersOn, faultsOf, follow, openDoors, type Doors } from "./house.ts";
import { nextDraft } from "./next-draft.ts";
import { budget, weightOf } from "./weight.ts";
import coding from "../examples/model-conference/coding.json" with { type: "json" };

let doors: Doors;
type Session = NonNullable<Exclude<BrowserContextOptions["storageState"], string>>;
let session: Session, authors: Session, officers: Session;
/** A public comment, a submission and a campaign of the sample: their addresses hold references that chance drew. */
let comment: string, submission: string, campaign: string;
const speaker = "amina.wekesa@lantern.example"; // takes part in both forums of the sample
beforeAll(async () => {
  doors = await openDoors();
  await importUnpublished();
  session = await signIn();
  await doors.test.person({ email: speaker });
  authors = await sessionOf(speaker);
  officers = await sessionOf("officer");
  campaign = /href="\/en(\/model\/calls\/4\/campaigns\/[^"]+)"/.exec(await doors.test.read("visitor", "/en/model/calls/4/contributions"))![1]!;
  [comment, submission] = await Promise.all(["text/convention/3-rev-2", "calls/3"].map(firstOf)) as [string, string];
});
afterAll(() => doors.close());

async function firstOf(place: string): Promise<string> {
  const { contributions } = JSON.parse(await doors.test.read("visitor", `/api/v1/model/${place}/contributions`)) as { contributions: { reference: string }[] };
  return `/model/contributions/${contributions[0]!.reference}`;
}

const publicPages = {
  "the start page": "", "a process": "/model", "a public record": "/committee", "the texts of a process": "/model/text",
  "the reading room, marked": "/model/text/convention/3-rev-2?with=3", "the reading room, clean": "/model/text/convention/3-rev-2?show=clean",
  "a provision": "/model/p/014", "a provision in one version": "/model/p/014/3", "the themes": "/themes", "a theme": "/themes/intimate-images",
  "released findings of a process": "/model/findings", "joint statements": "/model/statements", "a joint statement": "/model/statements/1", "signing a joint statement": "/model/statements/1/signing", "what a version of it changed": "/model/statements/1/versions/2", "findings as they were released": "/model/assessments/1/releases/1", "what released findings rest on, protected": "/model/assessments/1/releases/1/evidence/q1",
  "the search": "/search", "what was found": "/search?q=good+faith", "nothing found": "/search?q=xylophone", "about": "/about", "what is promised": "/promises", "who sees what": "/who-sees-what", "what is held": "/what-we-hold", "the commitments": "/model/commitments", "commitments as a list": "/model/commitments?view=list&status=under-way", "a commitment that moved twice": "/model/commitments/2", "one that is done": "/model/commitments/3", "one without an owner": "/model/commitments/6", "the meetings": "/model/meetings", "a meeting to come": "/model/meetings/17", "a meeting that is over": "/model/meetings/2", "the rights at a meeting": "/model/meetings/17/rights", "when one may register": "/model/meetings/17/registration", "how places are given": "/model/meetings/20/selection", "how places are given under the Rule": "/model/meetings/18/selection", "the calls": "/model/calls", "an open call": "/model/calls/14", "a call that was extended and is over": "/model/calls/12", "forums": "/model/forums", "a forum": "/model/forums/second-revised-draft", "a forum of participants": "/model/forums/workshop-on-safeguards", "a contribution": "{comment}", "what was submitted to a call": "/model/calls/3/contributions", "a campaign": "{campaign}", "a submission": "{submission}", "the ledger": "/model/ledger", "the log of clearance": "/model/clearance", "accreditation": "/model/accreditation", "the comments of nobody": "/contributions", "opening an input by its code": "/unattributed", "the record": "/record", "checking a receipt": "/verify", "the directory": "/directory", "the directory as a map": "/directory?view=map", "networks": "/networks", "the room of a network": "/networks/voices-east", "the data": "/api", "the pathways": "/pathways", "a pathway": "/pathways/un-convention-against-cybercrime", "the ways in for somebody": "/pathways/find?sector=civil-society&country=MU&goal=write", "offers and needs": "/offers", "what is missing where": "/offers/gaps", "the register of partnerships": "/partnerships", "the partnerships on a map": "/partnerships?view=map", "a partnership": "/partnerships/clear-signal", "the partnerships as a matrix": "/partnerships/matrix", "the partnerships over the years": "/partnerships/timeline", "who works with whom": "/partnerships/network", "whom a body works with": "/partnerships/network?body=halcyon-cloud", "partnerships beside each other": "/partnerships/comparison?one=clear-signal&one=first-hour", "what officers look at in a partnership": "/partnerships/checklist", "practices": "/practices", "a practice": "/practices/a-roster-for-the-first-hour", "what officers look at in a practice": "/practices/checklist", "the assessments": "/model/assessments", "the questions of a survey": "/model/assessments/2/questionnaire", "the questions of a survey of every kind": "/model/assessments/3/questionnaire", "an assessment": "/model/assessments/3", "an assessment that is over": "/model/assessments/1",
  "a link that was used": "/login/used", "signing in": "/sign-in", "typing a code": "/sign-in/code", "the outbox": "/outbox", "an account without a session": "/account", "no such page": "/nothing/here", "a desk without a session": "/desk",
};
const deskPages = {
  "the desk": "/desk", "opening a text": "/desk/model/instruments", "importing": "/desk/model/convention/import", "aligning": "/desk/model/convention/3-rev-3",
  "aligning what stands inside": "/desk/model/convention/3-rev-3?level=inside", "adding a theme": "/desk/themes", "the account": "/account", "the address of a calendar": "/account/calendar", "the preview": "/model/text/convention/3-rev-3", "tagging": "/model/p/014",
};

const authorPages = {
  "the comment form": "/model/p/014/3-rev-2/comment", "the comment form under the Chatham House Rule": "/model/p/014/3-rev-2/comment?forum=workshop-on-safeguards",
  "what somebody wrote": "/contributions", "answering a call": "/model/calls/14/answer", "answering a survey": "/model/assessments/3/survey", "the reading room": "/model/text/convention/3-rev-2", "a forum": "/model/forums/workshop-on-safeguards", "registering for a meeting": "/model/meetings/17/registration", "a contribution": "{comment}", "its receipt": "{comment}/receipt", "the file of an accreditation": "/model/accreditation/lantern-digital-rights",
  "proposing a partnership": "/partnerships/new", "changing a partnership": "/partnerships/plateau-bench-book/change", "a partnership of one’s own": "/partnerships/plateau-bench-book", "posting an offer": "/offers/new",
  "recording a commitment": "/model/commitments/new?meeting=20", "a commitment of one’s own": "/model/commitments/9", "proposing a practice": "/practices/new", "beginning a joint statement": "/model/statements/new", "a practice that waits": "/practices/a-register-of-requests-that-anybody-may-read", "changing a practice": "/practices/a-register-of-requests-that-anybody-may-read/change", "how a partnership stands": "/partnerships/plateau-bench-book/assessment",
};

type Look = { width: number; colorScheme: "light" | "dark"; language: string };
const opposite = ({ width, colorScheme, language }: Look): Look => ({ width: 1670 - width, colorScheme: colorScheme === "light" ? "dark" : "light", language: language === "en" ? "ar" : "en" });
const onWide: Look[] = [["light", "en"], ["dark", "en"], ["light", "ar"], ["dark", "ar"]].map(([colorScheme, language]) => ({ width: 1280, colorScheme, language }) as Look);

const officerPages = {
  "findings of an assessment": "/desk/model/assessments/1/findings", "findings, one of them": "/desk/model/assessments/1/findings/3", "findings in a table": "/desk/model/assessments/1/tables/2", "findings, a table to plan": "/desk/model/assessments/1/tables/new", "findings, a release to prepare": "/desk/model/assessments/1/releases/new", "findings, a release that waits": "/desk/model/assessments/1/releases/2", "what findings rest on": "/model/assessments/1/releases/1/evidence/t1~african~law",
  "the calls": "/model/calls", "a call": "/model/calls/14", "opening a call": "/desk/model/calls", "copying one": "/desk/model/calls?from=14", "working on one": "/desk/model/calls/14", "extending it": "/desk/model/calls/14/extension",
  "cancelling it": "/desk/model/calls/14/cancellation", "commitments that wait": "/desk/model/commitments", "a commitment that nobody has confirmed": "/model/commitments/7", "setting meetings up": "/desk/model/meetings", "working on a meeting": "/desk/model/meetings/17", "its plan": "/desk/model/meetings/17/plan", "a block of it": "/desk/model/meetings/17/blocks/2", "what a meeting left": "/desk/model/meetings/2/outcomes", "invitations to speak": "/speaking", "registrations": "/desk/model/meetings/18/registrations", "a draw that waits for its seed": "/desk/model/meetings/18/selection", "a draw that was drawn": "/desk/model/meetings/20/selection", "a draw to plan": "/desk/model/meetings/17/selection", "the desk of the secretariat": "/desk", "reading a programme": "/desk/model/meetings/import", "clearance": "/desk/model/clearance", "accreditation": "/desk/model/accreditation", "the file of an application": "/desk/model/accreditation/heathermoor-fraud-survivors-trust", "answering the asks": "/desk/model/answers", "a submission": "{submission}", "partnerships to review": "/desk/partnerships", "reviewing a partnership": "/desk/partnerships/asset-desk", "what is coded in an assessment": "/desk/model/assessments/1/coding", "adding an interview": "/desk/model/assessments/1/coding/sources", "an interview": "/desk/model/assessments/1/coding/sources/1", "where its coders differ": "/desk/model/assessments/1/coding/sources/1/differences", "a codebook": "/desk/model/assessments/1/coding/codebook", "a code": "/desk/model/assessments/1/coding/codebook/{code}", "how far coders agree": "/desk/model/assessments/1/coding/agreement", "finding segments": "/desk/model/assessments/1/coding/search?q=first+hour", "an interview guide": "/desk/model/assessments/1/coding/guides/interview", "preparing an assessment": "/desk/model/assessments", "an assessment whose survey is open": "/desk/model/assessments/3", "an assessment that is closed": "/desk/model/assessments/2", "writing the questions of a survey": "/desk/model/assessments/4/questions", "a question that is written": "/desk/model/assessments/4/questions/3", "adding a question": "/desk/model/assessments/4/questions/new?type=select_one", "practices to review": "/desk/practices", "reviewing a practice": "/desk/practices/calling-back-within-the-hour",
};

/** Both widths, both lights and both directions: each page is seen in one of the eight, which one goes round. EVERY_LOOK=1 takes all. */
const looks = onWide.flatMap((it) => [it, opposite(it)]);
let turn = 0;
const looksOfNext = (): Look[] => (process.env.EVERY_LOOK ? looks : [looks[turn++ % looks.length]!]);

describe.each(Object.entries(publicPages))("%s", (_, path) => {
  test("is fit for everyone, at its width, in its light and direction", async () => {
    expect(await unfit(path)).toEqual([]);
  });
});

describe.each(Object.entries(deskPages))("for an editor, %s", (_, path) => {
  test("is fit for everyone, at its width, in its light and direction", async () => {
    expect(await unfit(path, session)).toEqual([]);
  });
});

describe.each(Object.entries(authorPages))("for an author, %s", (_, path) => {
  test("is fit for everyone, at its width, in its light and direction", async () => {
    expect(await unfit(path, authors)).toEqual([]);
  });
});

describe.each(Object.entries(officerPages))("for an officer, %s", (_, path) => {
  test("is fit for everyone, at its width, in its light and direction", async () => {
    expect(await unfit(path, officers)).toEqual([]);
  });
});

/** What is wrong with a page in any of its looks: barriers, a sideways scroll, what its policy forbids, or its weight. */
async function unfit(address: string, storageState?: Session): Promise<string[]> {
  const path = address.replace("{comment}", comment).replace("{submission}", submission).replace("{campaign}", campaign).replace("{code}", coding.codes[0]!.guid);
  const wrong: string[] = [];
  for (const { language, width, colorScheme } of looksOfNext()) {
    const page = await doors.visit(`/${language}${path}`, { viewport: { width, height: 900 }, colorScheme, storageState });
    const found = [...(await barriersOn(page)), ...(await page.evaluate(outOfShape)), ...faultsOf(page)];
    wrong.push(...found.map((it) => `/${language}${path}, ${width} px, ${colorScheme}: ${it}`));
    await page.context().close();
  }
  return [...wrong, ...(await overweight(doors.address + `/en${path}`, storageState))];
}

/** Run in the page: wider than the window, a style attribute, more than one style element. */
function outOfShape() {
  const { scrollWidth, clientWidth } = document.documentElement;
  const styled = document.querySelectorAll("body [style]").length;
  const styles = document.querySelectorAll("style").length;
  return [scrollWidth > clientWidth && `scrolls sideways to ${scrollWidth} px`, styled > 0 && `${styled} style attributes`, styles > 1 && `${styles} style elements`].filter((it) => it !== false);
}

async function overweight(address: string, storageState?: Session) {
  const { html, css, script } = await weightOf(address, storageState ? { cookie: storageState.cookies.map((it) => `${it.name}=${it.value}`).join("; ") } : {});
  return [html + css > budget.page && `${address} weighs ${html + css} bytes with its styles`, script > budget.script && `${address} has ${script} bytes of script`].filter((it) => it !== false);
}

test("on paper stands the text, without the ways around it, and a fold shows what it holds", async () => {
  const page = await doors.visit("/en/model/text/convention/3-rev-2?with=3");
  await page.emulateMedia({ media: "print" });
  const left = [];
  for (const it of ["form", "nav", ".skip", ".languages", ".heat"]) if ((await visible(page, it)) > 0) left.push(it);
  expect(left).toEqual([]);
  expect(await visible(page, ".treaty ins")).toBeGreaterThan(0);
  await page.goto("/en/model/p/014");
  expect(await page.locator("details:not([open]) .official").count()).toBeGreaterThan(0);
  expect(await page.locator("details .official").evaluateAll((all) => all.every((it) => it.checkVisibility()))).toBe(true);
  await page.context().close();
});

test.each(["en", "ar"])("a delegate prints each of the three provisions about which most was asked on two sheets of A4, in %s", async (language) => {
  const { facets } = JSON.parse(await doors.test.read("visitor", "/api/v1/model/ledger")) as { facets: { article: { value: string; count: number }[] } };
  const busiest = facets.article.toSorted((one, other) => other.count - one.count).slice(0, 3).map((it) => it.value);
  const page = await doors.visit(`/${language}`);
  const printed = [];
  for (const number of busiest) {
    await page.goto(`/${language}/model/p/${number}`);
    printed.push({ number, pages: pagesOf(await page.pdf({ format: "A4", preferCSSPageSize: true })) });
  }
  expect(printed.filter((it) => it.pages > 2)).toEqual([]);
  expect(printed.every((it) => it.pages > 0)).toBe(true);
  await page.context().close();
});

/** How many pages a PDF of Chromium has: each is an object of its own, none of them packed away. */
const pagesOf = (pdf: Buffer) => pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

test.each(["/en", "/en/model/text/convention/3-rev-2?with=3", "/en/model/p/014", "/ar/model"])("%s keeps everything when a reader doubles the size of letters on a phone", async (path) => {
  const page = await doors.visit(path, { viewport: { width: 390, height: 900 } });
  await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  expect(await page.evaluate(cutOff)).toEqual([]);
  await page.context().close();
});

test("in a high-contrast theme of the reader's own, what came and what went can still be told", async () => {
  const page = await doors.visit("/en/model/text/convention/3-rev-2?with=3", { forcedColors: "active" });
  const lines = await page.evaluate(() => Object.fromEntries(["ins", "del"].map((it) => [it, getComputedStyle(document.querySelector(`.treaty ${it}`)!).textDecorationLine])));
  expect(lines).toEqual({ ins: "underline", del: "line-through" });
  const [deep, none] = await page.evaluate(() => [".heat ol .deep", ".heat ol a:not([class])"].map((it) => { const { borderStyle, outlineStyle, textDecorationLine, fontWeight } = getComputedStyle(document.querySelector(it)!); return [borderStyle, outlineStyle, textDecorationLine, fontWeight].join(" "); }));
  expect(deep).not.toBe(none); // colour alone would be lost
  await page.context().close();
});

const visible = (page: Page, selector: string) => page.locator(selector).evaluateAll((all) => all.filter((it) => it.checkVisibility() && it.getClientRects().length > 0).length);

/** Text that is wider than the box that clips it. */
function cutOff() {
  return [...document.querySelectorAll<HTMLElement>("main *, header *")].filter((it) => {
    const style = getComputedStyle(it);
    return it.checkVisibility() && it.clientWidth > 1 && style.overflowX !== "visible" && style.overflowX !== "auto" && it.tagName !== "SELECT" && it.tagName !== "INPUT" && it.scrollWidth > it.clientWidth + 1;
  }).map((it) => `${it.tagName}.${it.className}: ${it.textContent?.slice(0, 40)}`);
}

const editor = houseKeeper("Ines Calloway");

/** A version that waits to be published, for the desk. */
async function importUnpublished() {
  const { house } = doors.test;
  const bytes = new TextEncoder().encode(nextDraft());
  const text = await readText(bytes, "draft.txt", "en");
  await asViewer(house.database.db, editor, async (tx) => {
    const { process, instrument } = await shelfOf(tx, "model", "convention", editor);
    await importText(tx, editor, process, instrument, { symbol: "M/CONF.1/3/Rev.3", date: "2026-06-08", status: "revised", language: "en", authenticity: "authentic", title: { en: "Third revised draft" } }, { bytes, name: "draft.txt", text }, house.clock(), house.chance);
  });
}

async function signIn() {
  const page = await doors.visit(await doors.loginLink());
  await follow(page.getByRole("button", { name: "Open the session" }));
  await page.goto("/en/desk"); // the greeting has been read
  const state = await page.context().storageState();
  await page.context().close();
  return state;
}

/** The session of somebody whom the test's house lets in by itself. */
async function sessionOf(who: string): Promise<Session> {
  const page = await doors.visitAs(who, "/en/about");
  const state = await page.context().storageState();
  await page.context().close();
  return state;
}
