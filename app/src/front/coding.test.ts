// Interviews and coding, through their doors: what is kept apart until both coders are done, who was interviewed, and what is refused.
import { sql } from "drizzle-orm";
import { zipSync, strFromU8, strToU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../test/house.ts";
import type { SurveyCombination } from "../concepts/assessments/assessment.ts";
import { closeAssessment, draftAssessment, openAssessment, putForm } from "../concepts/assessments/operations.ts";
import { addAnswer } from "../concepts/assessments/survey/store.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { rowsOf } from "../ground/db/migrate.ts";
import { asViewer } from "../ground/db/request.ts";
import { houseKeeper } from "../ground/viewer.ts";

let house: TestHouse;
const [one, two] = ["coder-one@assess.example", "coder-two@assess.example"];
const ids: Record<string, string> = {};
beforeAll(async () => {
  house = await openHouse({ sample: true });
  const [process] = await rows<{ id: string }>(sql`select id from processes where slug = 'model'`);
  for (const email of [one, two]) ids[email] = (await house.person({ email, name: email.split("@")[0]!, roles: [{ role: "assessor", processId: process!.id }], secondFactor: true })).personId;
  await house.person({ email: "unproven@assess.example", roles: [{ role: "assessor", processId: process!.id }] });
  await house.person({ email: "elsewhere@assess.example", roles: [{ role: "assessor", processId: (await rows<{ id: string }>(sql`select id from processes where slug = 'committee'`))[0]!.id }], secondFactor: true });
}, 300_000);
afterAll(() => house?.close());

const at = "/en/desk/model/assessments/1/coding";
const rows = <T>(query: ReturnType<typeof sql>) => rowsOf<T>(house.house.database.db, query);
const mainOf = (page: string) => page.slice(page.indexOf("<main"), page.indexOf("</main"));
const interview = { kind: "interview", title: "A tinker of nets", language: "en", consent: "kind", sector: "academia", region: "african", held: "2026-05-01", interviewers: "", name: "", organisation: "", contact: "", pasted: "" };
const pasted = "Ask: What works?\nOlga Vintner: The contact point works at night.\nAsk: And what not?\nOlga Vintner: Nobody pays for it. 😀 That is all.";
/** Add a source; its address comes back. */
async function added(more: Record<string, string | File> = {}) {
  const answer = await house.send("officer", `${at}/sources`, { ...interview, pasted, ...more });
  if (answer.status !== 303) throw new Error(`${answer.status}: ${/class="errors".*?<\/div>/s.exec(await answer.text())?.[0]}`);
  return answer.headers.get("location")!;
}
const problemOf = async (answer: Response) => [answer.status, /<li><a href="#\w+">(.*?)<\/a>/s.exec(await answer.text())?.[1]?.replaceAll(/&quot;|&#39;/g, "'") ?? ""] as const;
/** Ids of segments and codes on a page, by position and name. */
async function formOf(who: string, address: string) {
  const page = await house.read(who, address);
  return { page, segments: [...page.matchAll(/name="segments" value="([^"]+)"/g)].map((it) => it[1]!), codes: Object.fromEntries([...page.matchAll(/name="codes" value="([^"]+)" data-name="([^"]+)"/g)].map((it) => [it[2]!, it[1]!])) };
}
const assign = (address: string, first = one, second: string | null = two) => house.send("officer", `${address}/assignment`, { first: ids[first]!, second: second === null ? "" : ids[second]! });
const codedBy = (page: string) => [...mainOf(page).matchAll(/<li><label><input type="checkbox" name="codings" value="[^"]+"\s*\/?> <bdi>([^<]+)|<ul class="tags given"[^>]*>(?:<li><bdi>([^<]+))/g)].map((it) => it[1] ?? it[2]!);

describe("who may be here", () => {
  test("officers and assessors of the process with a second factor, and nobody else", async () => {
    const answers = [];
    for (const who of ["visitor", "editor", "unproven@assess.example", "elsewhere@assess.example", one, "officer"]) answers.push([who, (await house.get(who, at)).status]);
    expect(answers).toEqual([["visitor", 403], ["editor", 403], ["unproven@assess.example", 403], ["elsewhere@assess.example", 403], [one, 200], ["officer", 200]]);
  });
  test("who was interviewed is read by officers alone, and names in front of words are kept nowhere", async () => {
    const source = await added({ name: "Olga Vintner", organisation: "Netmakers of Zander", contact: "olga@zander.example", named: "yes" });
    const seen = [];
    for (const who of [one, "officer"]) seen.push(/Olga Vintner|Netmakers|olga@zander/.test(mainOf(await house.read(who, source))));
    expect(seen).toEqual([false, true]);
    for (const address of [at, source, `${at}/search?q=contact`, `${at}/agreement`]) expect(await house.read(one, address)).not.toMatch(/Olga|Vintner/);
    const project = unzipSync(new Uint8Array(await (await house.get(one, `${at}/project.qdpx`)).arrayBuffer()));
    expect(Object.values(project).map((it) => strFromU8(it)).join("\n")).not.toMatch(/Olga|Vintner|Netmakers/);
    const [kept] = await rows<{ all: string }>(sql`select string_agg(s::text, ' ') as all from coding_segments s`);
    expect(kept!.all).not.toContain("Vintner");
  });
  test("of a focus group nobody is kept, by the form and by the database", async () => {
    const answer = await house.send("officer", `${at}/sources`, { ...interview, kind: "focus-group", name: "Olga Vintner", pasted });
    expect((await problemOf(answer))[1]).toContain("nobody’s name is kept");
    await added({ kind: "focus-group", title: "Six of a kind" });
    await expect(rows(sql`insert into coding_interviewees select id, 'interview', 'x', '', '', false from coding_sources where kind = 'focus-group' limit 1`)).rejects.toMatchObject({ cause: { constraint: expect.stringMatching(/^coding_interviewees_/) } });
  });
});

describe("blind double coding", () => {
  test("each coder sees their own codes alone until both are done; then agreement is told, and what differs is decided", async () => {
    const source = await added({ title: "Twice coded" });
    expect((await assign(source)).status).toBe(303);
    const { segments, codes } = await formOf(one, source);
    const give = (who: string, more: Record<string, string | string[]>) => house.send(who, `${source}/codings`, { start: "", end: "", ...more });
    expect((await give(one, { segments: [segments[1]!, segments[3]!], codes: [codes.Strengths!] })).status).toBe(303);
    expect((await give(two, { segments: segments[1]!, codes: [codes.Strengths!, codes.Mechanism!] })).status).toBe(303);
    expect((await give("officer", { segments: segments[0]!, codes: codes.Needs! })).status).toBe(403);
    const saw = async (who: string) => codedBy(await house.read(who, source));
    expect([await saw(one), await saw(two), await saw("officer")]).toEqual([["Strengths", "Strengths"], ["Mechanism", "Strengths"].toSorted((a, b) => (codes[a]! < codes[b]! ? -1 : 1)), []]);
    expect(await house.read(one, `${at}/search?code=${codes.Mechanism}&q=contact+point+works`)).toContain("Found: 0");
    expect((await assign(source, two, one)).status).toBe(409); // somebody has begun
    expect((await house.send("officer", `${source}/differences`, { segment: segments[3]!, code: codes.Strengths!, keep: "no", because: "x" })).status).toBe(409);
    expect((await house.send(one, `${source}/done`, {})).status).toBe(303);
    expect(await saw("officer")).toEqual([]); // not yet both
    expect((await give(one, { segments: segments[0]!, codes: codes.Needs! })).status).toBe(409); // what is done stands
    expect((await house.send(two, `${source}/done`, {})).status).toBe(303);
    expect((await saw("officer")).length).toBeGreaterThan(0);
    const page = await house.read(two, `${source}/differences`);
    expect([mainOf(page).match(/<li class="card"/g)?.length, page.includes("Open: 2 of 2")]).toEqual([2, true]);
    expect((await problemOf(await house.send(two, `${source}/differences`, { segment: segments[3]!, code: codes.Strengths!, keep: "no", because: "" })))[1]).toBe("Say why.");
    expect((await house.send(two, `${source}/differences`, { segment: segments[3]!, code: codes.Strengths!, keep: "no", because: "Nothing works there." })).status).toBe(303);
    expect(await house.read(one, `${source}/differences`)).toContain("Open: 1 of 2");
    const agreement = mainOf(await house.read("officer", `${at}/agreement`));
    expect(agreement).toContain("Twice coded");
    expect(mainOf(await house.read("officer", `${at}/agreement`))).toBe(agreement); // intervals are the same every time
  });

  test("passages overlap as they like, are shown with their words, and are taken back until one is done", async () => {
    const source = await added({ title: "Overlapping" });
    await assign(source, one, null);
    const { segments, codes } = await formOf(one, source);
    const give = (start: number, end: number, code: string) => house.send(one, `${source}/codings`, { segments: segments[3]!, codes: codes[code]!, start: String(start), end: String(end) });
    for (const [start, end, code] of [[0, 12, "Needs"], [7, 20, "Money"], [0, 12, "Needs"], [0, 7, "Challenges"]] as const) expect((await give(start, end, code)).status).toBe(303);
    expect((await give(0, 5000, "Needs")).status).toBe(422);
    const page = await house.read(one, source);
    expect([page.match(/name="codings"/g)?.length, page.includes("<mark>Nobody pays for it. </mark>😀 That is all.")]).toEqual([3, true]); // the same twice is once
    const [first] = [...page.matchAll(/name="codings" value="([^"]+)"/g)].map((it) => it[1]!);
    expect((await house.send(one, `${source}/codings/removal`, { codings: first! })).status).toBe(303);
    expect((await house.read(one, source)).match(/name="codings"/g)?.length).toBe(2);
  });

  test("by the island codes are given in one request, which says what was kept", async () => {
    const source = await added({ title: "By keyboard" });
    await assign(source, one, null);
    const { segments, codes } = await formOf(one, source);
    const page = await (await house.app.request(`http://travaux.test${source}`, { headers: { cookie: house.cookiesOf(one) } })).text();
    const token = /name="form-token" value="([^"]+)"/.exec(page)![1]!;
    const answer = await house.app.request(`http://travaux.test${source}/codings`, { method: "POST", body: new URLSearchParams({ segments: segments[1]!, codes: codes.Success!, start: "4", end: "11", "form-token": token }), headers: { cookie: house.cookiesOf(one), origin: "http://travaux.test", accept: "application/json" } });
    expect(await answer.json()).toEqual({ codings: [{ id: expect.any(String), segment: segments[1], code: codes.Success, start: 4, end: 11 }] });
  });
});

describe("what may be done with words", () => {
  test("consent is narrowed at any time, widened only for a reason that stays, and erased words are gone with their codes", async () => {
    const source = await added({ title: "Narrowed" });
    await assign(source, one, null);
    const { segments, codes } = await formOf(one, source);
    await house.send(one, `${source}/codings`, { segments: segments[1]!, codes: codes.Needs!, start: "", end: "" });
    const consent = (to: string, because = "") => house.send(one, `${source}/consent`, { segments: segments[1]!, consent: to, because });
    expect([(await consent("internal")).status, (await consent("quotable")).status, (await consent("kind", "They agreed by letter.")).status]).toEqual([303, 422, 303]);
    expect(await house.read(one, source)).toContain("They agreed by letter.");
    expect((await house.send(one, `${source}/erasure`, { segments: segments[1]! })).status).toBe(303);
    const page = await house.read(one, source);
    expect([page.includes("The contact point works"), page.includes("Its words were erased."), page.includes('name="codings"')]).toEqual([false, true, false]);
    expect(JSON.stringify(await rows(sql`select * from coding_segments`))).not.toContain("pays for it at night");
    await expect(rows(sql`update coding_segments set text = 'forged' where text is not null`)).rejects.toMatchObject({ cause: { constraint: "coding_segments_stand" } });
  });
});

describe("the codebook", () => {
  test("is added to, moved, retired and noted, and no code stands below itself", async () => {
    const code = (more: Record<string, string>) => ({ definition: "", example: "", colour: "", parent: "", ...more });
    await house.send(one, `${at}/codebook`, code({ name: "Upper" }));
    const idOf = async (name: string) => (await rows<{ guid: string }>(sql`select guid from coding_codes where name = ${name}`))[0]!.guid;
    const upper = await idOf("Upper");
    await house.send(one, `${at}/codebook`, code({ name: "Lower", parent: upper }));
    const lower = await idOf("Lower");
    expect((await house.send(one, `${at}/codebook/${upper}`, code({ name: "Upper", parent: lower }))).status).toBe(422);
    expect((await house.send(one, `${at}/codebook/${lower}`, code({ name: "Lower", definition: "Moved up." }))).status).toBe(303);
    await expect(rows(sql`update coding_codes set parent = ${lower} where guid = ${lower}`)).rejects.toMatchObject({ cause: { constraint: "coding_codes_no_cycle" } });
    expect((await house.send(one, `${at}/codebook/${lower}/retirement`, {})).status).toBe(303);
    expect(await house.read(one, `${at}/codebook`)).toContain("retired");
    await house.send(one, `${at}/codebook/${upper}/memos`, { about: "code", subject: upper, text: "Only of the upper kind." });
    expect(await house.read(two, `${at}/codebook/${upper}`)).toContain("Only of the upper kind.");
  });

  test("goes out and comes in as REFI-QDA, with what is wrong said by line", async () => {
    const out = await (await house.get(one, `${at}/codebook.qdc`)).text();
    expect(out).toContain('xmlns="urn:QDA-XML:codebook:1.0"');
    const read = (text: string | Uint8Array<ArrayBuffer>, name = "book.qdc") => house.send(two, `${at}/codebook/import`, { file: new File([text], name) });
    expect((await read(out)).status).toBe(303);
    expect(await (await house.get(one, `${at}/codebook.qdc`)).text()).toBe(out);
    const guid = "0A0A0A0A-0000-4000-8000-000000000000";
    const wrong = (codes: string) => `<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>\n${codes}</Codes></CodeBook>`;
    const cycle = wrong(`<Code guid="${guid}" name="a" isCodable="true">\n<Code guid="${guid}" name="b" isCodable="true"/></Code>`);
    expect((await problemOf(await read(cycle)))[1]).toContain("In line 3, the code “b” stands below itself.");
    expect((await problemOf(await read(`<!DOCTYPE a [<!ENTITY b "c">]>\n<CodeBook/>`)))[1]).toContain("Line 1 declares a document type");
    expect((await problemOf(await read("not XML at all")))[1]).toContain("damaged in line 1");
    expect((await problemOf(await read(zipSync({ "other.txt": strToU8("x") }) as Uint8Array<ArrayBuffer>, "p.qdpx")))[1]).toContain("no REFI-QDA codebook or project");
  });
});

describe("transcripts", () => {
  test("come as WebVTT, text and DOCX", async () => {
    const vtt = "WEBVTT\n\n00:01.000 --> 00:02.500\n<v Ask>What works?\n\n00:02.500 --> 01:00:04.000\n<v Olga>The line.\n";
    const page = await house.read(one, await added({ title: "From a meeting room", pasted: "", file: new File([vtt], "room.vtt") }));
    expect([page.includes("Interviewer 1"), page.includes("Speaker 1"), page.includes("00:00:02"), page.includes("Olga")]).toEqual([true, true, true, false]);
    const { Document, Packer, Paragraph } = await import("docx");
    const document = await Packer.toBuffer(new Document({ sections: [{ children: ["Ask: What works?", "Olga: The line,", "mostly."].map((it) => new Paragraph(it)) }] }));
    expect(await house.read(one, await added({ title: "Typed", pasted: "", file: new File([new Uint8Array(document)], "typed.docx") }))).toContain("The line,\nmostly.");
  }, 60_000);

  test("that cannot be read are refused by name, and what was typed comes back", async () => {
    const send = (file: File, more = {}) => house.send("officer", `${at}/sources`, { ...interview, ...more, file });
    const old = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Array<number>(600).fill(0)]);
    const answer = await send(new File([old], "old.doc"), { title: "Kept title" });
    expect([answer.status, (await answer.clone().text()).includes('value="Kept title"')]).toEqual([422, true]);
    expect((await problemOf(answer))[1]).toMatch(/old Word document|\.doc/i);
    expect((await problemOf(await send(new File(["1\n00:01.000 --> 00:02.000\nHello"], "a.vtt"))))[1]).toContain("WebVTT file begins with WEBVTT");
    expect((await problemOf(await send(new File(["WEBVTT\n\n00:01 --> later\nHello"], "a.vtt"))))[1]).toContain("Line 3");
    const bomb = zipSync({ "word/document.xml": new Uint8Array(200_000_000) }, { level: 9 });
    expect(bomb.length).toBeLessThan(300_000);
    const [status, problem] = await problemOf(await send(new File([bomb as Uint8Array<ArrayBuffer>], "bomb.docx")));
    expect([status, problem]).toEqual([422, expect.stringMatching(/MB|larger/)]);
    expect((await problemOf(await house.send("officer", `${at}/sources`, { ...interview, pasted: "Ask: x\n[00:99:00] Olga: y" })))[1]).toContain("In line 2");
    expect((await problemOf(await house.send("officer", `${at}/sources`, { ...interview, pasted, interviewers: "Nobody Such" })))[1]).toContain("Nobody Such");
    expect((await house.send(one, `${at}/sources`, { ...interview, pasted })).status).toBe(403); // officers add, for they know who it was
  }, 90_000);

  test("of eight hours are kept whole and read page by page", async () => {
    const text = Array.from({ length: 12_000 }, (_, turn) => `${turn % 2 === 0 ? "Ask" : "Olga"}: Nine words are said in turn number ${turn}.`).join("\n");
    const source = await added({ title: "Eight hours", pasted: "", file: new File([text], "long.txt") });
    expect((await rows<{ count: number }>(sql`select count(*)::int as count from coding_segments s join coding_sources c on c.id = s.source_id where c.title = 'Eight hours'`))[0]!.count).toBe(12_000);
    expect([(await house.read(one, source)).includes("turn number 199."), (await house.read(one, `${source}?page=60`)).includes("turn number 11999.")]).toEqual([true, true]);
    const [{ id }] = await rows<{ id: string }>(sql`select s.id from coding_segments s join coding_sources c on c.id = s.source_id where c.title = 'Eight hours' and s.position = 205`) as [{ id: string }];
    await house.send(one, `${source}/memos`, { about: "segment", subject: id, text: "Far down." });
    expect(await house.read(one, source)).toContain('<a href="?page=2#s-205">');
  }, 120_000);
});

describe("answers to the survey", () => {
  const sheets = [{ name: "survey", rows: [["type", "name", "label"], ["begin group", "g", "About"], ["text", "works", "What works?"], ["end group", "", ""], ["text", "lacks", "What is missing?"], ["integer", "many", "How many?"]] }];
  const plan = { title: { en: "A survey" }, about: { en: "" }, limits: { en: "" }, openTo: "stakeholders" as const, combinations: ["public/named", "public/kind", "public/unattributed", "secretariat/unattributed"] as SurveyCombination[], closesDay: "2026-07-01", respondent: { region: null, sector: null, crime: null } };
  const given = { "/g/works": "The line works.", "/lacks": "Money.", "/many": "7" };

  test("in words become sources once it is closed, each answer to be used as it was given and no more widely", async () => {
    const { db } = house.house.database;
    const officer = houseKeeper("Tomas Adeyemi");
    const { now, chance } = { now: new Date("2026-06-09T10:00:00Z"), chance: house.house.chance };
    const it = await asViewer(db, officer, async (tx) => {
      const one = await draftAssessment(tx, officer, await processBySlug(tx, "model"), plan, now, chance);
      await putForm(tx, officer, one, sheets, now);
      await openAssessment(tx, officer, one, now, chance);
      return one;
    });
    const coding = `/en/desk/model/assessments/${it.number}/coding`;
    const answer = { assessmentId: it.id, version: 1, language: "en", state: "kept" as const, given, fingerprint: "x", codeHash: null };
    const code = { state: "waiting" as const, codeHash: "f".repeat(64) };
    await addAnswer(db, { ...answer, id: "by kind", audience: "public", attribution: "kind", shownSector: "academia", shownRegion: "african" });
    await addAnswer(db, { ...answer, ...code, id: "01900000-0000-4000-8000-0000000000aa", audience: "public", attribution: "unattributed", shownSector: null, shownRegion: null });
    await addAnswer(db, { ...answer, ...code, codeHash: "e".repeat(64), id: "01900000-0000-4000-8000-0000000000bb", audience: "secretariat", attribution: "unattributed", shownSector: null, shownRegion: null, given: { ...given, "/lacks": " " } });
    expect((await house.send(one, `${coding}/answers`, {})).status).toBe(409);
    await asViewer(db, officer, (tx) => closeAssessment(tx, officer, it, now, chance));
    expect((await house.send(one, `${coding}/answers`, {})).status).toBe(303);
    const kept = await rows<{ title: string; consent: string; sector: string | null; text: string }>(sql`select c.title, s.consent, s.sector, s.text from coding_segments s join coding_sources c on c.id = s.source_id where c.assessment_id = ${it.id} order by c.number, s.consent`);
    expect(kept.map((row) => Object.values(row).join(" | "))).toEqual([
      "What works? | internal |  | The line works.", "What works? | kind | academia | The line works.", "What works? | unattributed |  | The line works.", "What is missing? | kind | academia | Money.", "What is missing? | unattributed |  | Money.",
    ]);
    await house.send(one, `${coding}/answers`, {}); // once more: they are there already
    expect((await rows(sql`select 1 from coding_sources where assessment_id = ${it.id}`)).length).toBe(2);
    const page = await house.read(one, `${coding}/sources/1`);
    const [first] = [...page.matchAll(/name="segments" value="([^"]+)"/g)].map((found) => found[1]!);
    expect((await house.send(one, `${coding}/sources/1/consent`, { segments: first!, consent: "quotable", because: "Anyway." })).status).toBe(422);
  }, 60_000);
});

test("segments are found by words, code, sector and consent", async () => {
  const found = async (query: string) => /Found: (\d+)/.exec(await house.read(one, `${at}/search?${query}`))?.[1];
  expect(Number(await found("q=FIRST+hour"))).toBeGreaterThan(0);
  expect(await found("q=%22hour+first%22")).toBe("0");
  expect(Number(await found("consent=internal&sector=private-sector"))).toBeGreaterThan(0);
});

test("a word is found in texts of all scripts and spacings, and as often as it is there", async () => {
  const texts = ["A lantern at night", "The LANTERN's keeper", "A lan\ttern", "Ｌａｎｔｅｒｎ in wide letters", "Café with a lantern", "nothing", "night  lantern", "100% lantern_x"];
  const source = await added({ title: "Lanterns", pasted: texts.map((it, at) => `Voice ${at}: ${it}`).join("\n") });
  const countOf = async (q: string) => Number(/Found: ([\d,]+)/.exec(await house.read(one, `${at}/search?q=${encodeURIComponent(q)}`))?.[1]);
  expect([await countOf("lantern"), await countOf("night lantern"), await countOf('"a lantern"'), await countOf("café"), await countOf("100%"), await countOf("lantern_x")]).toEqual([6, 2, 2, 1, 1, 1]);
  const shown = mainOf(await house.read(one, `${at}/search?q=lantern`));
  expect(shown.match(/<li class="view">/g)?.length).toBe(6);
  expect(source).toContain("/sources/");
}, 60_000);

test("whoever codes takes their codings and notes along with their own data, without the words of whoever said them", async () => {
  const source = await added({ title: "Own data" });
  await assign(source, one, null);
  const { segments, codes } = await formOf(one, source);
  await house.send(one, `${source}/codings`, { segments: [segments[1]!], codes: [Object.values(codes)[0]!], start: "", end: "" });
  await house.send(one, `${source}/memos`, { about: "source", subject: /name="subject" value="([^"]+)"/.exec(await house.read(one, source))![1]!, text: "A note of my own." });
  const taken = async (who: string) => (JSON.parse(await house.read(who, "/en/own-data/export")) as { coding: { codings: { source: number; segment: number; code: string }[]; memos: { text: string }[] } }).coding;
  const number = Number(/(\d+)$/.exec(source)![1]);
  expect((await taken(one)).codings).toContainEqual({ assessment: 1, process: "model", source: number, segment: 2, start: 0, end: expect.any(Number) as number, code: Object.keys(codes)[0] });
  expect((await taken(one)).memos.map((it) => it.text)).toContain("A note of my own.");
  expect([(await taken(two)).memos.some((it) => it.text === "A note of my own."), JSON.stringify(await taken(one)).includes("contact point")]).toEqual([false, false]);
}, 60_000);

test("the questions of interviews are written with their prompts, and stand on a page to print", async () => {
  await house.send(one, `${at}/guides/interview`, { opening: "Thank you.", questions: "What exists?\n- Since when?\nWhat is missing?" });
  expect(mainOf(await house.read(two, `${at}/guides/interview`))).toMatch(/<strong>What exists\?<\/strong><\/p><ul><li>Since when\?<\/li><\/ul>/);
});
