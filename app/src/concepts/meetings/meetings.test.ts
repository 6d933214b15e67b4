// Meetings through their doors: how one is set up, announced, changed, cancelled and closed, who sees it when, who speaks there, and
// what is told of it.
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../../test/house.ts";
import { allOf, decoded, mainOf, wordsOf } from "../../../test/html.ts";
import { languages, wordsIn } from "../../ground/words.ts";

let house: TestHouse;
const member = "member@meetings.example", second = "second-officer@meetings.example", amina = "amina.wekesa@lantern.example";

beforeAll(async () => {
  house = await openHouse({ sample: true });
  for (const email of [member, amina]) await house.person({ email });
  await house.person({ email: second, name: "Mina Okafor", roles: [{ role: "officer", processId: null }], secondFactor: true });
});
afterAll(() => house?.close());

const read = async (who: string, path: string) => mainOf(await house.read(who, path));
const main = async (who: string, path: string) => wordsOf(await read(who, path));
const status = async (who: string, path: string) => (await house.get(who, path)).status;
const page = (number: number | string, language = "en") => `/${language}/model/meetings/${number}`;
const desk = (number: number | string, part = "") => `/en/desk/model/meetings/${number}${part}`;
const editionOf = async (number: number | string) => /name="edition" value="(\d+)"/.exec(await house.read("officer", desk(number)))![1]!;
/** Send a form at the edition that stands. */
async function send(who: string, number: number | string, part: string, fields: Record<string, string | string[]> = {}) {
  const answer = await house.send(who, desk(number, part), { ...fields, edition: await editionOf(number) });
  return { status: answer.status, location: answer.headers.get("location"), said: wordsOf(mainOf(await answer.text().then((it) => (it.includes("<main") ? it : `<main>${it}</main>`)))) };
}
/** What a form of a page holds, by name; boxes under one name as a list. */
function typedIn(html: string): Record<string, string | string[]> {
  const form = /<form method="post" action="[^"]*\/(?:plan|blocks[^"]*)" novalidate[^]*?<\/form>/.exec(html)![0];
  const fields: [string, string][] = [];
  for (const [, input, tag = "input", inside, content = ""] of form.matchAll(/<input([^>]*)>|<(textarea|select)([^>]*)>([^]*?)<\/\2>/g)) {
    const attributes = input ?? inside ?? "";
    const name = /name="([^"]+)"/.exec(attributes)?.[1];
    const isBox = /type="checkbox"/.test(attributes);
    if (!name || (isBox && !/ checked/.test(attributes))) continue;
    fields.push([name, decoded(tag === "select" ? (/<option value="([^"]*)"[^>]* selected/.exec(content)?.[1] ?? /<option value="([^"]*)"/.exec(content)?.[1] ?? "") : tag === "textarea" ? content : (/value="([^"]*)"/.exec(attributes)?.[1] ?? ""))]);
  }
  return Object.fromEntries([...Map.groupBy(fields, ([name]) => name)].map(([name, of]) => [name, of.length > 1 ? of.map((it) => it[1]) : of[0]![1]]));
}
/** A draft of its own from a template; its number. */
async function drafted(fields: Record<string, string> = {}): Promise<number> {
  const answer = await house.send("officer", "/en/desk/model/meetings", { template: "consultation", timeZone: "Africa/Nairobi", startsDay: "2026-10-05", startsHour: "10:00", ...fields });
  if (answer.status !== 303) throw new Error(wordsOf(mainOf(await answer.text())).slice(0, 400));
  return Number(answer.headers.get("location")!.split("/").at(-1));
}
async function announced(fields: Record<string, string> = {}): Promise<number> {
  const number = await drafted(fields);
  expect((await send("officer", number, "/announcement")).location).toBe(page(number));
  return number;
}
const changed = async (number: number, patch: Record<string, string | string[]>, who = "officer") => house.send(who, desk(number, "/plan"), { ...typedIn(await house.read("officer", desk(number, "/plan"))), ...patch });

test("a draft is there for officers of its process alone: not its page, nor in lists and data, and it has no forum", async () => {
  const number = await drafted();
  expect((await changed(number, { "title-en": "Heron in preparation" })).status).toBe(303);
  const paths = [page(number), "/en/model/meetings", `${page(number)}/rights`, `/api/v1/model/meetings/${number}`, "/api/v1/model/meetings", "/en/model", "/en", "/en/model/forums", desk(number)];
  const seen: string[] = [];
  for (const who of ["visitor", member, "editor", "officer"]) for (const path of paths) if ((await house.read(who, path)).includes("Heron in preparation")) seen.push(`${who} ${path}`);
  expect(seen).toEqual([page(number), "/en/model/meetings", `${page(number)}/rights`, `/api/v1/model/meetings/${number}`, "/api/v1/model/meetings", desk(number)].map((it) => `officer ${it}`));
  for (const who of ["visitor", member, "editor"]) expect([await status(who, page(number)), await status(who, page(number + 500))], who).toEqual([404, 404]);
  expect((await send("officer", number, "/removal")).status).toBe(303);
  expect(await status("officer", page(number))).toBe(404);
});

test("a meeting made from a template is announced with its agenda, languages, rights and places, by the clock of its venue, in every language", async () => {
  const number = await announced();
  const said = await main("visitor", page(number));
  for (const it of ["Intersessional consultation", "Monday, 5 October 2026, 10:00, to Tuesday, 6 October 2026, 18:00, Nairobi time (UTC+3)", "Times in Nairobi, UTC+3", "1 Opening", "a chair", "a moderator and 4 panellists", "English, interpreted into French and Spanish",
    "Your rights at this meeting", "Yes Attend", "Speak online: 30 minutes for each meeting of three hours", "There is no money for travel. Letters for visas are sent within this many days: 2.", "announced · "]) expect(said).toContain(it);
  expect(await read("visitor", page(number))).toContain('<time datetime="2026-10-05T10:00+03:00">');
  for (const language of languages) expect(await main("visitor", page(number, language)), language).toContain(wordsIn(language).say("meetings.rights"));
  expect(await status("visitor", `/en/model/forums/meeting-${number}`)).toBe(200);
});

test("its times are shown by any clock that one asks for, with the distance from UTC; a zone that does not exist is said to be none", async () => {
  const tokyo = await main("visitor", `${page(17)}?zone=Asia/Tokyo`);
  expect([tokyo.includes("Times in Tokyo, UTC+9"), tokyo.includes("16:00–16:30"), tokyo.includes("The meeting goes by the clock of Nairobi.")]).toEqual([true, true, true]);
  expect(await main("visitor", `${page(17)}?zone=Mars/Base`)).toContain("There is no such time zone.");
});

test("over a change of the clocks each hour is said with its own distance from UTC", async () => {
  const number = await announced({ timeZone: "Europe/Vienna", startsDay: "2026-10-24", startsHour: "10:00" });
  const said = await main("visitor", page(number));
  expect([said.includes("Vienna time (UTC+2, then UTC+1)"), said.includes("Times in Vienna, UTC+2, then UTC+1")]).toEqual([true, true]);
  const starts = [...(await read("visitor", page(number))).matchAll(/<th role="rowheader" scope="row"><time datetime="([^"]+)"/g)].map((it) => it[1]);
  expect(starts.filter((_, index) => index === 0 || index === 3)).toEqual(["2026-10-24T10:00+02:00", "2026-10-25T10:00+01:00"]);
});

test("what is wrong with a new meeting is said at its field, and what was typed comes back", async () => {
  const sent = async (fields: Record<string, string>) => { const answer = await house.send("officer", "/en/desk/model/meetings", { template: "workshop", timeZone: "Europe/Vienna", startsDay: "2026-11-02", startsHour: "10:00", ...fields }); return [answer.status, await answer.text()] as const; };
  for (const [fields, field, sentence] of [
    [{ timeZone: "Vienna" }, "timeZone", "There is no such time zone."], [{ startsDay: "2026-02-31" }, "startsDay", "Choose a day."], [{ startsHour: "25:10" }, "startsHour", "Write the hour as 18:00."],
    [{ startsDay: "2027-03-28", startsHour: "02:30" }, "startsHour", "There is no such hour that day"], [{ startsDay: "2026-10-25", startsHour: "02:30" }, "startsHour", "This hour comes twice that day"],
  ] as const) {
    const [code, html] = await sent(fields);
    expect([code, decoded(html).includes(`<p class="error" id="${field}-error">${sentence}`), html.includes(`value="${Object.values(fields).at(-1)!}"`)], JSON.stringify(fields)).toEqual([422, true, true]);
  }
});

test("what is wrong with its plan is said at its field, and what was typed comes back", async () => {
  const number = await drafted();
  for (const [fields, field, sentence] of [
    [{ "title-en": "" }, "title-en", "Write a title in English."], [{ endsDay: "2026-10-04" }, "endsDay", "It must end after it begins."], [{ rooms: "Hall 2; -5; 3" }, "rooms", "Write one room a line"], [{ "place-en": "" }, "place-en", "Say in English where it is held."],
    [{ opensDay: "2026-09-01", opensHour: "09:00", closesDay: "2026-08-01", closesHour: "18:00" }, "closesDay", "Registration must close after it opens."], [{ opensDay: "2026-09-01", opensHour: "09:00", closesDay: "2026-11-01", closesHour: "18:00" }, "closesDay", "Registration must close before the meeting is over."],
    [{ "window-academia": "next week" }, "window-academia", "Write it as 2026-06-01 09:00"], [{ onlineMinutes: "many" }, "onlineMinutes", "Write a whole number, 0 or more."],
  ] as const) {
    const answer = await changed(number, { "about-en": "Kept as typed.", ...fields });
    const html = decoded(await answer.text());
    expect([answer.status, html.includes(`id="${field}-error">${sentence}`), html.includes("Kept as typed.")], JSON.stringify(fields)).toEqual([422, true, true]);
  }
  expect((await changed(number, { rooms: "Hall 2; 96; 110\nHall 5; 0; 80; overflow", "window-academia": "2026-08-01 09:00 – 2026-09-01 18:00", "proof-academia": "letter" })).status).toBe(303);
  expect((await send("officer", number, "/announcement")).status).toBe(303);
  expect(await main("visitor", `${page(number)}/rights?class=academia`)).toContain("Register between Sat 1 August, 09:00 Nairobi and Tue 1 September, 18:00 Nairobi");
  expect(await main("visitor", page(number))).toContain("Hall 2 seats at the desks: 96; other seats: 110");
});

test("a block goes into the order of time; one that does not fit is refused at its field; a removed one is gone, and the others count anew", async () => {
  const number = await drafted({ template: "public-event", timeZone: "UTC", startsDay: "2026-10-05", startsHour: "14:00" });
  const form = typedIn(await house.read("officer", desk(number, "/blocks")));
  const wrong = await send("officer", number, "/blocks", { ...form, "title-en": "Between", day: "2026-10-05", startsHour: "14:05", endsHour: "14:20" });
  expect([wrong.status, wrong.said.includes("Another block is in this room at that time.")]).toEqual([422, true]);
  const outside = await send("officer", number, "/blocks", { ...form, "title-en": "Before", day: "2026-10-05", startsHour: "13:00", endsHour: "13:30" });
  expect([outside.status, outside.said.includes("It must lie within the meeting’s own hours.")]).toEqual([422, true]);
  const unknown = await send("officer", number, "/blocks", { ...form, "title-en": "Cited", day: "2026-10-05", startsHour: "14:00", endsHour: "14:05", pins: "900" });
  expect([unknown.status, unknown.said.includes("Choose the version that these provisions are of.")]).toEqual([422, true]);
  expect((await send("officer", number, "/blocks/4/removal")).status).toBe(303);
  expect((await send("officer", number, "/blocks", { ...form, "title-en": "Farewell", day: "2026-10-05", startsHour: "15:50", endsHour: "16:00" })).status).toBe(303);
  const titles = (JSON.parse(await house.read("officer", `/api/v1/model/meetings/${number}`)) as { agenda: { number: number; title: { en: string } }[] }).agenda.map((it) => `${it.number} ${it.title.en}`);
  expect(titles).toEqual(["1 Opening", "2 Panel, then the floor", "3 The floor", "4 Farewell"]);
});

test("after the announcement a change wants a reason, stands for everyone, and the agenda moves with the beginning; the old hour is struck through", async () => {
  const number = await announced({ startsDay: "2026-11-09" });
  const without = await changed(number, { startsDay: "2026-11-16", endsDay: "2026-11-17" });
  expect([without.status, wordsOf(mainOf(await without.text())).includes("Write the reason: it is read by everyone.")]).toEqual([422, true]);
  expect((await changed(number, { startsDay: "2026-11-16", endsDay: "2026-11-17", because: "The hall is taken." })).status).toBe(303);
  const html = await read("visitor", page(number));
  expect([/<del>[^]*?Mon 9 November, 10:00 Nairobi/.test(html), wordsOf(html).includes("moved · "), wordsOf(html).includes("The hall is taken."), wordsOf(html).includes("Mon 16 November 10:00–10:30")]).toEqual([true, true, true, true]);
  const other = await changed(number, { combination: "public/named", because: "A narrower rule." });
  expect([other.status, wordsOf(mainOf(await other.text())).includes("its rule is fixed")]).toEqual([422, true]);
});

test("of two officers who change a meeting at once, the second is told who was first, and finds what they typed", async () => {
  const number = await drafted();
  const stale = typedIn(await house.read("officer", desk(number, "/plan")));
  expect((await changed(number, { "about-en": "First." }, second)).status).toBe(303);
  const answer = await house.send("officer", desk(number, "/plan"), { ...stale, "about-en": "Second, and longer than what the first wrote." });
  const said = decoded(await answer.text());
  expect([answer.status, said.includes(`Meeting ${number} was changed by Mina Okafor while you worked on it`), said.includes("Second, and longer than what the first wrote.")]).toEqual([409, true, true]);
  expect(JSON.parse(await house.read("officer", `/api/v1/model/meetings/${number}`))).toMatchObject({ about: { en: "First." } });
});

test("a series is copied all or none, and announced all at once", async () => {
  const number = await drafted({ template: "side-event", timeZone: "Europe/Vienna", startsDay: "2026-10-05", startsHour: "02:30" });
  const numbers = async () => (JSON.parse(await house.read("officer", "/api/v1/model/meetings")) as { number: number }[]).map((it) => it.number);
  const before = await numbers();
  const refused = await house.send("officer", "/en/desk/model/meetings/copies", { copyOf: String(number), copyDay: "2027-03-21", every: "1", unit: "weeks", times: "1" });
  expect([refused.status, wordsOf(mainOf(await refused.text())).includes("the clock of Europe/Vienna leaves out an hour")]).toEqual([422, true]);
  expect(await numbers()).toEqual(before);
  expect((await house.send("officer", "/en/desk/model/meetings/copies", { copyOf: "15", copyDay: "2026-11-03", every: "2", unit: "weeks", times: "2", otherDays: "2026-12-24" })).status).toBe(303);
  const series = /\/meetings\/series\/([^/]+)\/announcement/.exec(await house.read("officer", "/en/desk/model/meetings"))![1]!;
  expect((await house.send("officer", `/en/desk/model/meetings/series/${series}/announcement`, {})).status).toBe(303);
  const made = (JSON.parse(await house.read("visitor", "/api/v1/model/meetings")) as { number: number; startsAt: string; title: { en: string } }[]).filter((it) => !before.includes(it.number));
  expect(made.map((it) => it.startsAt)).toEqual(["2026-11-03", "2026-11-17", "2026-12-01", "2026-12-24"].map((it) => `${it}T14:00:00.000Z`));
});

test("links to join are for those who take part and for speakers who accepted; nobody else learns them, and no data carries them", async () => {
  const secret = "https://meet.example/model/17/speaker";
  const seen: string[] = [];
  for (const who of ["visitor", member, amina, "editor", "officer"]) if ((await house.read(who, page(17))).includes(secret)) seen.push(who);
  expect(seen).toEqual([amina, "officer"]);
  for (const who of [amina, "officer"]) expect(await house.read(who, "/api/v1/model/meetings/17")).not.toContain("meet.example");
  expect(await house.read("visitor", page(17))).toContain("https://meet.example/model/17/webcast");
});

test("a speaker is invited by mail when the meeting is announced, says who they are and what may be shown, and is gone when they withdraw", async () => {
  const number = await drafted({ startsDay: "2026-10-19" });
  expect((await send("officer", number, "/speakers", { email: member, name: "Somebody known", role: "moderator", speakerBlock: "2" })).status).toBe(303);
  expect(await main(member, "/en/speaking")).toContain("You are not invited to speak at any meeting.");
  expect((await send("officer", number, "/announcement")).status).toBe(303);
  expect([await main("visitor", page(number)), await house.read("visitor", `/api/v1/model/meetings/${number}`)].filter((it) => it.includes("Somebody known"))).toEqual([]);
  const own = await house.read(member, "/en/speaking");
  const id = /\/en\/speaking\/([^/]+)\/acceptance/.exec(own)![1]!;
  const answer = (who: string, deed: string, fields: Record<string, string | string[]> = {}) => house.send(who, `/en/speaking/${id}/${deed}`, fields);
  expect((await answer(amina, "acceptance", { name: "Forged" })).status).toBe(404);
  expect((await answer(member, "acceptance", { name: "" })).status).toBe(422);
  expect((await answer(member, "acceptance", { name: "Robin Vale", affiliation: "Vale Legal Clinic", "biography-en": "Teaches evidence.", consents: "name" })).status).toBe(303);
  const shown = await main("visitor", page(number));
  expect([shown.includes("Robin Vale · moderator · Vale Legal Clinic"), shown.includes("Teaches evidence.")]).toEqual([true, false]);
  expect((await answer(member, "acceptance", { name: "Robin Vale", "biography-en": "Teaches evidence.", consents: ["name", "biography"] })).status).toBe(303);
  expect(await main("visitor", page(number))).toContain("Teaches evidence.");
  expect((await answer(member, "refusal")).status).toBe(303);
  expect(await main("visitor", page(number))).not.toContain("Robin Vale");
  expect((await answer(member, "refusal")).status).toBe(409);
});

test("in a block under the Rule nobody is named, whatever they agreed to: only how many of each role", async () => {
  const number = await drafted({ template: "workshop", timeZone: "UTC", startsDay: "2026-10-19", startsHour: "11:30" });
  await send("officer", number, "/speakers", { email: member, name: "Robin Vale", role: "co-chair", speakerBlock: "2" });
  await send("officer", number, "/announcement");
  const id = [...(await house.read(member, "/en/speaking")).matchAll(/\/en\/speaking\/([^/]+)\/acceptance/g)].at(-1)![1]!;
  expect((await house.send(member, `/en/speaking/${id}/acceptance`, { name: "Robin Vale", consents: ["name", "biography"] })).status).toBe(303);
  const [html, data] = [await main("visitor", page(number)), await house.read("visitor", `/api/v1/model/meetings/${number}`)];
  expect([html.includes("Robin Vale"), data.includes("Robin Vale"), html.includes("2 co-chairs and 4 speakers"), html.includes("the Chatham House Rule")]).toEqual([false, false, true, true]);
});

test("a block under the Rule in a meeting of named words has a forum of its own", async () => {
  const number = await drafted({ template: "public-event", timeZone: "UTC", startsDay: "2026-10-26", startsHour: "14:00" });
  const form = typedIn(await house.read("officer", desk(number, "/blocks/3")));
  expect((await send("officer", number, "/blocks/3", { ...form, combination: "participants/unattributed" })).status).toBe(303);
  await send("officer", number, "/announcement");
  expect([await status("visitor", `/en/model/forums/meeting-${number}`), await status("visitor", `/en/model/forums/meeting-${number}-item-3`), await status("visitor", `/en/model/forums/meeting-${number}-item-2`)]).toEqual([200, 200, 404]);
  expect(await main("visitor", `/en/model/forums/meeting-${number}-item-3`)).not.toContain("For everyone, in the organisation’s name");
});

test("what a meeting left is read once it is closed and cleared under a name; a correction wants a reason and is listed", async () => {
  house.setClock("2026-06-08T09:00:00Z");
  const number = await announced({ template: "briefing", timeZone: "UTC", startsDay: "2026-06-09", startsHour: "08:00" });
  expect((await send("officer", number, "/closing")).status).toBe(409);
  house.setClock("2026-06-09T10:00:00Z");
  expect((await send("officer", number, "/closing")).location).toBe(desk(number, "/outcomes"));
  expect((await send("officer", number, "/outcomes", { "summary-en": "We spoke.", "need-en": "Travel\nTime", "need-fr": "Voyages" })).status).toBe(422);
  expect((await send("officer", number, "/outcomes", { "summary-en": "We spoke.", "need-en": "Travel\nTime", "need-fr": "Voyages\nTemps" })).status).toBe(303);
  expect(await main("visitor", page(number))).toContain("Nothing of what it left is cleared yet.");
  expect((await send("officer", number, "/outcomes/need-2/clearance")).status).toBe(303);
  const said = await main("visitor", page(number, "fr"));
  expect([said.includes("Temps"), said.includes("Voyages"), said.includes("We spoke.")]).toEqual([true, false, false]);
  expect((await send("officer", number, "/outcomes/need-2", { "text-en": "Much time", because: "" })).status).toBe(422);
  expect((await send("officer", number, "/outcomes/need-2", { "text-en": "Much time", because: "It was said so." })).status).toBe(303);
  const corrected = await main("visitor", page(number));
  expect([corrected.includes("Much time"), corrected.includes("It was said so."), corrected.includes("Needs 2")]).toEqual([true, true, true]);
  expect((JSON.parse(await house.read("visitor", `/api/v1/model/meetings/${number}`)) as { outcomes: object[] }).outcomes).toMatchObject([{ kind: "need", number: 2, text: { en: "Much time" } }]);
});

test("a cancelled meeting keeps its page with the reason, and stands so in linked data", async () => {
  const number = await announced({ startsDay: "2026-12-14" });
  expect((await send("officer", number, "/cancellation", { because: "" })).status).toBe(422);
  expect((await send("officer", number, "/cancellation", { because: "No quorum." })).status).toBe(303);
  const html = await house.read("visitor", page(number));
  const data = JSON.parse(/<script type="application\/ld\+json">([^]*?)<\/script>/.exec(html)![1]!) as Record<string, unknown>;
  expect([wordsOf(mainOf(html)).includes("This meeting was cancelled: No quorum."), data["@type"], data.eventStatus, data.startDate]).toEqual([true, "Event", "https://schema.org/EventCancelled", "2026-12-14T10:00:00+03:00"]);
  expect((await house.send("officer", desk(number, "/announcement"), { edition: "2" })).status).toBe(409);
});

test("the sample has a meeting of each kind, past and to come; the past ones say what they left", async () => {
  const all = JSON.parse(await house.read("visitor", "/api/v1/model/meetings")) as { number: number; kind: string; state: string }[];
  expect(new Set(all.filter((it) => it.number < 20).map((it) => it.kind)).size).toBe(7);
  expect(all.filter((it) => it.number < 11).every((it) => it.state === "closed")).toBe(true);
  expect(await main("visitor", page(2))).toContain("Mentors for first-time participants");
  expect(allOf(await read("visitor", "/en/model/meetings?kind=workshop"), "h3").every((it) => it.startsWith("Workshop"))).toBe(true);
});

test("on the line of time of its process a meeting stands in the place of its event, and the officers of the process are named", async () => {
  const html = await read("visitor", "/en/model");
  expect([(html.match(/Fourth consultation with stakeholders/g) ?? []).length, html.includes('href="/en/model/meetings/11"'), html.includes('id="consultation-4"'), wordsOf(html).includes("Nadia Belhaven (invented) · Chair")]).toEqual([1, true, false, true]);
  expect(await main("visitor", "/en/committee")).toContain("Chair of the Committee");
});

test("nothing is set up in a record of real events", async () => {
  const answer = await house.send("officer", "/en/desk/committee/meetings", { template: "session", timeZone: "UTC", startsDay: "2026-11-02", startsHour: "10:00" });
  expect([answer.status, decoded(await answer.text()).includes("Nothing is set up in a record of real events")]).toEqual([422, true]);
});
