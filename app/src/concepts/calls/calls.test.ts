// Calls through their doors: how one is prepared, announced, changed and cancelled, who sees it when, and what is told of it in pages,
// feeds, calendars and data.
import { checkReceipt, writeVerifierKey } from "@travaux/record-proofs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../../test/house.ts";
import { decoded, mainOf, wordsOf } from "../../../test/html.ts";
import { languages, wordsIn } from "../../ground/words.ts";
import { combinations } from "../disclosure/rule.ts";
import { plainWords } from "../disclosure/words.ts";

let house: TestHouse;
let version: string;
const member = "member@calls.example";

beforeAll(async () => {
  house = await openHouse({ sample: true });
  version = /<option value="([^"]+)"[^>]*>[^<]*M\/CONF\.1\/3\/Rev\.2/.exec(await house.read("officer", "/en/desk/model/calls"))![1]!;
  await house.person({ email: member });
});
afterAll(() => house?.close());

const main = async (who: string, path: string) => wordsOf(mainOf(await house.read(who, path)));
const status = async (who: string, path: string) => (await house.get(who, path)).status;
const desk = (number: number, deed = "") => `/en/desk/model/calls/${number}${deed}`;
const form = (): Record<string, string> => ({
  "title-en": "Emergency requests", "title-fr": "Demandes urgentes", "about-en": "What do they cost?", "mandate-en": "The fourth session asked.", "questions-en": "Who pays?\nWho decides?", "questions-fr": "Qui paie ?\nQui décide ?", required: "2",
  mandateSymbol: "M/CONF.1/7, paragraph 3", timeZone: "Africa/Nairobi", opensDay: "2026-06-08", opensHour: "09:00", closesDay: "2026-06-20", closesHour: "18:00", toleranceMinutes: "30", wordLimit: "1,500", "limit-academia": "3000",
  languages: "en", sectors: "academia", openTo: "stakeholders", combination: "public/named", contact: "desk@conference.example", version, pins: "28", themes: "emergency-requests", because: "",
});
const sent = async (who: string, path: string, fields: Record<string, string>) => { const it = await house.send(who, path, fields); return [it.status, it.headers.get("location")]; };
/** A draft of its own; its number comes back. */
async function drafted(patch: Record<string, string> = {}): Promise<number> {
  const answer = await house.send("officer", "/en/desk/model/calls", { ...form(), ...patch });
  const location = answer.headers.get("location");
  if (answer.status !== 303 || !location) throw new Error(wordsOf(mainOf(await answer.text())).slice(0, 400));
  return Number(location.split("/").at(-1));
}
async function announced(patch: Record<string, string> = {}): Promise<number> {
  const number = await drafted(patch);
  expect(await sent("officer", desk(number, "/announcement"), {})).toEqual([303, `/en/model/calls/${number}`]);
  return number;
}

test("a draft is there for officers of its process alone: not its page, its number in a list, a feed or a calendar, and no forum", async () => {
  const number = await drafted({ "title-en": "Pelican in preparation" });
  const paths = [`/en/model/calls/${number}`, "/en/model/calls", "/en/model/calls.atom", "/en/model/calls.ics", `/en/model/calls/${number}.ics`, `/api/v1/model/calls/${number}`, "/api/v1/model/calls", "/en/model/forums", `/en/model/forums/call-${number}`, "/en", "/en/model", desk(number)];
  const seen: string[] = [];
  for (const who of ["visitor", member, "editor", "officer"]) for (const path of paths) if ((await house.read(who, path)).includes("Pelican in preparation")) seen.push(`${who} ${path}`);
  expect(seen).toEqual([`/en/model/calls/${number}`, "/en/model/calls", `/api/v1/model/calls/${number}`, "/api/v1/model/calls", desk(number)].map((it) => `officer ${it}`));
  for (const who of ["visitor", member, "editor"]) expect([await status(who, `/en/model/calls/${number}`), await status(who, `/en/model/calls/${number + 500}`)], who).toEqual([404, 404]);
  expect((await house.send("officer", desk(number, "/removal"), {})).status).toBe(303);
  expect(await status("officer", `/en/model/calls/${number}`)).toBe(404);
});

test("a call is announced with all that whoever answers must know, in the reader's language", async () => {
  const number = await announced();
  const page = await main("visitor", `/en/model/calls/${number}`);
  for (const it of ["Emergency requests", "What do they cost?", "The fourth session asked.", "M/CONF.1/7, paragraph 3", "2 questions", "Who pays? Who decides? must be answered", "Sat 20 June, 18:00 Nairobi", "11 days left", "20 June 2026, 15:00 UTC", "30 minutes: what comes until Sat 20 June, 18:30 Nairobi is taken, and marked as late",
    "1,500 words", "Academia: 3,000 words", "art. 28 M/CONF.1/3/Rev.2", "desk@conference.example", "Answer this call", "How words are counted", "announced · Tomas Adeyemi", plainWords(wordsIn("en"), "public/named").knowers]) expect(page).toContain(it);
  const html = await house.read("visitor", `/en/model/calls/${number}`);
  expect([html.includes(`href="/en/model/calls/${number}/answer"`), html.includes('<time datetime="2026-06-20T18:00+03:00">'), /href="\/en\/model\/p\/\d+\/3-rev-2"/.test(html), html.includes('href="/en/themes/emergency-requests"')]).toEqual([true, true, true, true]);
  expect(await main("visitor", `/fr/model/calls/${number}`)).toContain("Demandes urgentes");
  for (const language of languages) expect((await main("visitor", `/${language}/model/calls/${number}`)).includes(wordsIn(language).say("calls.answer")), language).toBe(true);
});

test("before, late and after, its page says so in place of the way to answer", async () => {
  const number = await announced({ opensDay: "2026-06-12", opensHour: "09:00", closesDay: "2026-06-14", closesHour: "18:00", toleranceMinutes: "45" });
  const path = `/en/model/calls/${number}`;
  const told: Record<string, [string, boolean]> = {};
  for (const time of ["2026-06-09T10:00:00Z", "2026-06-12T05:30:00Z", "2026-06-12T06:00:00Z", "2026-06-14T13:30:00Z", "2026-06-14T15:00:00Z", "2026-06-14T15:00:01Z", "2026-06-14T15:46:00Z"]) {
    house.setClock(time);
    const html = await house.read("visitor", path);
    told[time] = [wordsOf(/<span class="deadline[^]*?<\/span><\/span>/.exec(html)![0]), html.includes(`${path}/answer`)];
  }
  house.setClock("2026-06-09T10:00:00Z");
  expect(told).toEqual({
    "2026-06-09T10:00:00Z": ["Fri 12 June, 09:00 Nairobi opens in 3 days", false], "2026-06-12T05:30:00Z": ["Fri 12 June, 09:00 Nairobi opens within the hour", false], "2026-06-12T06:00:00Z": ["Sun 14 June, 18:00 Nairobi 2 days left", true],
    "2026-06-14T13:30:00Z": ["Sun 14 June, 18:00 Nairobi 1 hour left", true], "2026-06-14T15:00:00Z": ["Sun 14 June, 18:00 Nairobi less than an hour left", true],
    "2026-06-14T15:00:01Z": ["Sun 14 June, 18:00 Nairobi closed; taken as late until 18:45", true], "2026-06-14T15:46:00Z": ["Sun 14 June, 18:00 Nairobi closed", false],
  });
});

test("the list has open calls first, those that close first at first, then what comes, then what is over; home and process show the open ones", async () => {
  const html = mainOf(await house.read("visitor", "/en/model/calls"));
  const [open = "", coming = "", closed = ""] = ["open", "coming", "closed"].map((it) => new RegExp(`<section id="${it}"[^]*?</section>`).exec(html)?.[0]);
  const numbers = (it: string) => [...it.matchAll(/href="\/en\/model\/calls\/(\d+)"/g)].map((one) => Number(one[1]));
  expect([numbers(open).includes(14), numbers(coming).includes(15), numbers(closed).filter((it) => it > 10 && it < 14)]).toEqual([true, true, [13, 12, 11]]);
  const closings = [...open.matchAll(/datetime="([^"]+)"/g)].map((it) => Date.parse(it[1]!));
  expect(closings).toEqual(closings.toSorted((a, b) => a - b));
  for (const path of ["/en", "/en/model"]) expect(numbers(await house.read("visitor", path)).filter((it) => it === 14 || it === 15)).toEqual([14]);
  for (const language of languages) expect(await main("visitor", `/${language}`)).toContain(wordsIn(language).say("calls.shelf.open"));
});

test("what is wrong is said at its field, and all that was typed comes back", async () => {
  const wrong = async (patch: Record<string, string>) => { const answer = await house.send("officer", "/en/desk/model/calls", { ...form(), "about-en": "Kept as typed.", ...patch }); return { status: answer.status, page: await answer.text() }; };
  const cases: [Record<string, string>, string, string][] = [
    [{ "title-en": "" }, "title-en", "Write a title in English."], [{ "mandate-en": "" }, "mandate-en", "Say in English what it rests on."], [{ mandateSymbol: "" }, "mandateSymbol", "Name the document that it rests on."],
    [{ wordLimit: "0" }, "wordLimit", "Write a whole number from 1 to 100,000."], [{ wordLimit: "100,001" }, "wordLimit", "Write a whole number from 1 to 100,000."], [{ "limit-academia": "many" }, "limit-academia", "Write a whole number from 1 to 100,000."], [{ toleranceMinutes: "1441" }, "toleranceMinutes", "Write a whole number of minutes"],
    [{ languages: "" }, "languages", ""], [{ timeZone: "Nairobi" }, "timeZone", "There is no such time zone."], [{ closesDay: "2026-02-30" }, "closesDay", "Choose a day."], [{ closesHour: "25:00" }, "closesHour", "Write the hour as 18:00."],
    [{ closesDay: "2026-06-08", closesHour: "09:00" }, "closesDay", "It must close after it opens."], [{ timeZone: "Europe/Vienna", closesDay: "2027-03-28", closesHour: "02:30" }, "closesHour", "There is no such hour that day: the clocks go forward and leave it out."],
    [{ "questions-fr": "Qui paie ?" }, "questions-fr", "Write as many questions here as in English, one a line."], [{ required: "3" }, "required", "Write numbers of the questions above, such as 1, 3."],
    [{ pins: "whatever" }, "pins", "Cite provisions as 21–24; 28(1); annex I."], [{ pins: "28; 99" }, "pins", "This version has no such provision: art. 99."], [{ version: "" }, "version", "Choose the version that these provisions are of."], [{ combination: "secretariat/kind" }, "combination", ""],
  ];
  for (const [patch, field, sentence] of cases) {
    const { status: answered, page } = await wrong(patch);
    expect([answered, page.includes(`<a href="#${field}">`), decoded(page).includes(sentence), page.includes("Kept as typed."), page.includes("Demandes urgentes"), page.includes('value="2026-06-08"')], JSON.stringify(patch)).toEqual([422, true, true, true, true, true]);
  }
  expect(await main("officer", "/en/desk/model/calls")).toContain(plainWords(wordsIn("en"), combinations[0]!).readers);
});

test("an hour that comes twice is taken as the second one, and the page says so", async () => {
  const number = await announced({ timeZone: "Europe/Vienna", closesDay: "2026-10-25", closesHour: "02:30" });
  expect(await main("visitor", `/en/model/calls/${number}`)).toContain("The clock shows 02:30 twice that night, as it is put back. The second one is meant: 25 October 2026, 01:30 UTC.");
  expect(decoded(await house.read("officer", desk(number)))).toContain('value="02:30"');
});

test("after it was announced a call is widened with a reason, for everyone to see, and never narrowed", async () => {
  const number = await announced();
  const path = `/en/model/calls/${number}`;
  const refused = await house.send("officer", desk(number, "/changes"), { ...form(), closesDay: "2026-06-19", wordLimit: "1499", because: "Shorter." });
  const page = decoded(await refused.text());
  expect([refused.status, page.includes("It may close later than announced, and not earlier."), page.includes("More words were announced: the limit may grow, and not shrink.")]).toEqual([422, true, true]);
  expect(await (await house.send("officer", desk(number, "/changes"), { ...form(), "title-en": "Emergency requests, again" })).text()).toContain("Write the reason: it is read by everyone.");
  expect(await sent("officer", desk(number, "/changes"), { ...form(), "title-en": "Emergency requests, again", "questions-en": "Who pays?\nWho decides, and when?", because: "A word was missing." })).toEqual([303, path]);
  expect(await main("visitor", path)).toContain("9 Jun 2026 · changed · Tomas Adeyemi Changed: the title and the questions. A word was missing.");
  for (const [fields, said] of [[{ closesDay: "2026-06-20", closesHour: "17:59", because: "Earlier." }, "not earlier"], [{ closesDay: "2026-06-27", closesHour: "18:00", because: "" }, "Write the reason"]] as const) {
    const answer = await house.send("officer", desk(number, "/extension"), fields);
    expect([answer.status, decoded(await answer.text()).includes(said)]).toEqual([422, true]);
  }
  expect(await sent("officer", desk(number, "/extension"), { closesDay: "2026-06-27", closesHour: "18:00", because: "The report is late." })).toEqual([303, path]);
  const html = await house.read("visitor", path);
  expect(wordsOf(/<p><del>[^]*?<\/p>/.exec(html)![0])).toBe("Sat 20 June, 18:00 Nairobi Sat 27 June, 18:00 Nairobi 18 days left");
  expect([/<del><time datetime="2026-06-20T18:00\+03:00">/.test(html), /<ins><time datetime="2026-06-27T18:00\+03:00">/.test(html), wordsOf(html).includes("extended · Tomas Adeyemi")]).toEqual([true, true, true]);
});

test("whoever opens, changes or cancels is an officer of the process with a second factor; nothing is opened in a record of real events", async () => {
  const number = await drafted();
  for (const who of ["visitor", member, "editor"]) for (const deed of ["/changes", "/announcement", "/extension", "/cancellation", "/removal"]) expect((await house.send(who, desk(number, deed), { ...form(), because: "Because." })).status, `${who} ${deed}`).toBe(403);
  expect(await (await house.send("officer", "/en/desk/committee/calls", { ...form(), version: "", pins: "" })).text()).toContain("Nothing is filed in a record of real events");
  expect((await house.send("officer", desk(number, "/extension"), { closesDay: "2026-07-27", closesHour: "18:00", because: "Early." })).status).toBe(409);
  const over = await drafted({ opensDay: "2026-05-01", closesDay: "2026-06-08" });
  expect((await house.send("officer", desk(over, "/announcement"), {})).status).toBe(422);
});

test("a cancelled call stays to be read with its reason, and takes nothing more", async () => {
  const number = await announced();
  expect((await house.send("officer", desk(number, "/cancellation"), { because: " " })).status).toBe(422);
  expect(await sent("officer", desk(number, "/cancellation"), { because: "The session is put off." })).toEqual([303, `/en/model/calls/${number}`]);
  const html = await house.read("visitor", `/en/model/calls/${number}`);
  expect([wordsOf(html).includes("This call was cancelled: The session is put off."), html.includes("/answer")]).toEqual([true, false]);
  for (const deed of ["/cancellation", "/extension", "/announcement", "/changes", "/removal"]) expect((await house.send("officer", desk(number, deed), { ...form(), closesDay: "2026-08-01", because: "Again." })).status, deed).toBe(409);
});

test("its forum opens with it under the rule announced, leads back to it, and takes no comments; once it is closed the call says so", async () => {
  const number = await announced({ combination: "public/kind" });
  const forum = `/en/model/forums/call-${number}`;
  expect(await main("visitor", forum)).toContain(`Read call ${number}`);
  expect(await house.read("visitor", "/en/model/forums")).not.toContain(`forums/call-${number}"`);
  expect((await house.send("officer", `${forum}/closing`, { sure: "yes" })).status).toBe(303);
  house.setClock("2026-06-09T10:00:01Z");
  const html = await house.read("visitor", `/en/model/calls/${number}`);
  house.setClock("2026-06-09T10:00:00Z");
  expect([wordsOf(html).includes("It cannot be answered: its forum was closed by the secretariat on 9 Jun 2026."), html.includes(`calls/${number}/answer`)]).toEqual([true, false]);
});

test("a new call begins from a copy of an earlier one, without its dates", async () => {
  const html = decoded(await house.read("officer", "/en/desk/model/calls?from=14"));
  expect([html.includes('value="M/CONF.1/7, paragraph 14"'), html.includes('value="art. 42; art. 43"'), html.includes("Who should be admitted as an observer"), /name="closesDay"[^>]*value=""/.test(html), /value="stakeholder-participation"[^>]*checked/.test(html)]).toEqual([true, true, true, true, true]);
  expect((await house.get("officer", "/en/desk/model/calls?from=999")).status).toBe(404);
});

test("two officers at once open two calls with two numbers", async () => {
  const numbers = await Promise.all([drafted(), drafted(), drafted()]);
  expect(new Set(numbers).size).toBe(3);
});

test("data say of a call what its page says, and its announcement and changes can be proven from the record", async () => {
  const number = await announced();
  await house.send("officer", desk(number, "/extension"), { closesDay: "2026-06-27", closesHour: "18:00", because: "The report is late." });
  const it = JSON.parse(await house.read("visitor", `/api/v1/model/calls/${number}`)) as Record<string, unknown> & { changes: { what: string; because: string | null; changed: object }[] };
  expect(it).toMatchObject({
    number, state: "announced", stage: "open", open: true, mandateSymbol: "M/CONF.1/7, paragraph 3", opensAt: "2026-06-08T06:00:00.000Z", closesAt: "2026-06-27T15:00:00.000Z", takenUntil: "2026-06-27T15:30:00.000Z", timeZone: "Africa/Nairobi", wordLimit: 1500, wordLimitsBySector: { academia: 3000 },
    languages: ["en"], sectors: ["academia"], combinations: ["public/named"], themes: ["emergency-requests"], questions: [{ number: 1, required: false, text: { en: "Who pays?", fr: "Qui paie ?" } }, { number: 2, required: true, text: { en: "Who decides?", fr: "Qui décide ?" } }],
    provisions: [{ instrument: "convention", version: "3-rev-2", place: "art_28" }],
  });
  expect(it.changes.map((one) => [one.what, one.because, one.changed])).toEqual([["announced", null, {}], ["extended", "The report is late.", { closesAt: { before: "2026-06-20T15:00:00.000Z", after: "2026-06-27T15:00:00.000Z" } }]]);
  for (const [sequence, what] of [[0, "call announced"], [1, "call extended"]] as const) {
    const receipt = await house.read("visitor", `/api/v1/model/calls/${number}/changes/${sequence}/receipt`);
    expect((JSON.parse(receipt) as { statement: object }).statement).toMatchObject({ what, process: "model", call: number, closes: sequence === 0 ? "2026-06-20T15:00:00.000Z" : "2026-06-27T15:00:00.000Z" });
    expect((await checkReceipt(receipt, { trustedKey: writeVerifierKey(house.house.record.key) })).filter((one) => !one.ok)).toEqual([]);
  }
  expect([await status("visitor", `/api/v1/model/calls/${number}/changes/2/receipt`), await status("visitor", "/api/v1/model/calls/none")]).toEqual([404, 404]);
  expect((JSON.parse(await house.read("visitor", "/api/v1/model/calls")) as { number: number }[]).map((one) => one.number)).toEqual(expect.arrayContaining([11, 12, 13, 14, 15, number]));
});
