// How a partnership stands, through its doors: what is kept apart until all have answered, and what is told together after.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { rowsOf } from "../ground/db/migrate.ts";
import { aspects, headings, type Aspect } from "../concepts/partnerships/assessment/assessment.ts";

let house: TestHouse;
const focal: Record<string, string> = {};
const circle = ["tamarind-legal-network", "jacaranda-clinic-for-cyber-law", "samudra-policy-lab"] as const;
const lines = ["dune-sea-telecommunications-union", "halcyon-cloud"] as const;
/** Three partners, and two who come later; three of whom one leaves; two of whom one leaves; two who say how it stood already. */
const [table, school] = [["vistula-users-league", "karst-bar-association", "danube-centre-for-criminal-policy"], ["steppe-digital-forum", "jade-river-internet-society"]] as const;
const [clinic, exchange, coin] = [["baobab-women-s-cyber-clinic", "manara-centre-for-digital-justice", "palm-court-school-of-prosecution"], ["bering-data-protection-forum", "chair-of-evidence-law-mirador-university"], ["atlas-institute-for-asset-tracing", "savannah-mobile-money-council"]] as const;
beforeAll(async () => {
  house = await openHouse({ sample: true });
  const { stakeholders } = (await import("../../../examples/model-conference/stakeholders.json", { with: { type: "json" } })).default as { stakeholders: { slug: string; focalPoint: { email: string } }[] };
  for (const slug of [...circle, ...lines, ...table, ...school, ...clinic, ...exchange, ...coin]) { focal[slug] = stakeholders.find((it) => it.slug === slug)!.focalPoint.email; await house.person({ email: focal[slug] }); }
}, 300_000);
afterAll(() => house?.close());

const placed = (number: number, more: Partial<Record<Aspect, number>> = {}) => Object.fromEntries(aspects.map((it) => [it, String(more[it] ?? number)]));
const said = (word: string) => Object.fromEntries(headings.map((it) => [it, `${word} ${it}`]));
const at = (slug: string) => `/en/partnerships/${slug}/assessment`;
/** The round and the body that the form on the page sends. */
const formOf = (page: string) => ({ number: /name="number" value="(\d+)"/.exec(page)?.[1] ?? "", body: /name="body" value="([^"]+)"/.exec(page)?.[1] ?? "" });
const assess = async (who: string, slug: string, answers: Record<string, string | string[]>) => house.send(focal[who]!, at(slug), { ...formOf(await house.read(focal[who]!, at(slug))), ...answers });
const open = async (who: string, slug: string) => (await house.send(focal[who]!, `${at(slug)}/rounds`, {})).status;
const bodyOf = async (slug: string) => (await rowsOf<{ id: string }>(house.house.database.db, sql`select id from stakeholders where slug = ${slug}`))[0]!.id;
/** Subjects of the mails to a body's focal point about how it stands, the first first. */
const mailsTo = async (slug: string) => (await rowsOf<{ subject: string }>(house.house.database.db, sql`select subject from outbox where recipient = ${focal[slug]} and body like '%/assessment%' order by created_at, id`)).map((it) => it.subject);
/** Who of these finds a word on their page. */
const readersOf = async (slug: string, word: string) => {
  const found = [];
  for (const who of ["visitor", "officer", ...circle, ...lines, ...table, ...school, ...clinic, ...exchange]) { const answer = await house.get(focal[who] ?? who, at(slug)); if (answer.status === 200 && (await answer.text()).includes(word)) found.push(who); }
  return found;
};

test("what a partner says is read by its own body alone until all have answered, then by all partners without its name, and by no officer", async () => {
  const [first, second, third] = circle;
  expect(await open(first, "tamarind-circle")).toBe(303);
  expect(await open(second, "tamarind-circle")).toBe(409); // one round at a time
  expect((await assess(first, "tamarind-circle", { ...placed(4, { trust: 1 }), ...said("quince") })).status).toBe(303);
  expect((await assess(second, "tamarind-circle", { ...placed(5), ...said("medlar") })).status).toBe(303);
  expect([await readersOf("tamarind-circle", "quince needs"), await readersOf("tamarind-circle", "medlar needs")]).toEqual([[first], [second]]);
  expect(await house.read(focal[third]!, at("tamarind-circle"))).toContain("Answered: 2 of 3.");
  expect((await assess(third, "tamarind-circle", { ...placed(4), ...said("") })).status).toBe(303);
  expect(await readersOf("tamarind-circle", "quince needs")).toEqual([...circle]);
  const page = await house.read(focal[third]!, at("tamarind-circle"));
  expect(page).toContain("1 · 4 · 5");
  expect([page.match(/They agree/g)?.length, page.match(/They differ/g)?.length]).toEqual([5, 1]);
  expect(page.slice(page.indexOf("<main"), page.indexOf("</main"))).not.toMatch(/Tamarind Legal|Jacaranda|Samudra/);
}, 120_000);

test("what all have said stands, and the next round shows how it moved", async () => {
  const [first, second, third] = circle;
  expect((await house.send(focal[first]!, at("tamarind-circle"), { number: "1", body: "anything", ...placed(1), ...said("late") })).status).toBe(409);
  expect(await open(second, "tamarind-circle")).toBe(303);
  for (const who of [first, second, third]) await assess(who, "tamarind-circle", { ...placed(2), ...said("") });
  const course = /<tbody><tr><th scope="row">We share one purpose<\/th>(.*?)<\/tr>/.exec(await house.read(focal[first]!, at("tamarind-circle")))![1];
  expect(course).toBe("<td>4.3</td><td>2</td>"); // (4 + 5 + 4) / 3
}, 120_000);

test("two partners are told that the other is known, and see only what both agree to show", async () => {
  const [first, second] = lines;
  expect(await open(first, "gulf-lines")).toBe(303);
  expect(await house.read(focal[second]!, at("gulf-lines"))).toContain("whatever is not yours is the other’s");
  await assess(first, "gulf-lines", { ...placed(3), ...said("sorrel"), shows: ["scale", "needs", "strengths"] });
  await assess(second, "gulf-lines", { ...placed(5), ...said("teasel"), shows: ["needs", "challenges"] });
  expect([await readersOf("gulf-lines", "sorrel needs"), await readersOf("gulf-lines", "teasel needs")]).toEqual([[...lines].toSorted((a, b) => lines.indexOf(a) - lines.indexOf(b)), [...lines]]);
  const page = await house.read(focal[second]!, at("gulf-lines"));
  for (const kept of ["sorrel strengths", "sorrel challenges", "sorrel opportunities", "3 · 5"]) expect(page).not.toContain(kept);
}, 120_000);

test("a round that is given up shows nothing, and leaves the way open for another", async () => {
  const [first, second] = lines;
  expect(await open(second, "gulf-lines")).toBe(303);
  await assess(first, "gulf-lines", { ...placed(3), ...said("yarrow"), shows: ["needs"] });
  expect((await house.send(focal[second]!, `${at("gulf-lines")}/ending`, { number: "2" })).status).toBe(303);
  expect(await readersOf("gulf-lines", "yarrow needs")).toEqual([]);
  expect((await house.send(focal[second]!, at("gulf-lines"), { number: "2", body: await bodyOf(second), ...placed(3), ...said("") })).status).toBe(409); // it is over
  expect((await house.send(focal[first]!, `${at("gulf-lines")}/ending`, { number: "1" })).status).toBe(409); // so is the one before, in which all have answered
  expect(await open(first, "gulf-lines")).toBe(303);
}, 120_000);

test("a form without a number for each statement comes back with what was typed", async () => {
  const answer = await assess(lines[0], "gulf-lines", { ...placed(3), trust: "", ...said("<script>alert(1)</script>"), shows: ["needs"] });
  expect(answer.status).toBe(422);
  const page = await answer.text();
  expect(page).toContain("Choose a number from 1 to 5.");
  expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt; needs");
}, 60_000);

test("a round that is opened and one that is complete are told to the partners, each in their language, and the mail says of nobody who answers", async () => {
  const [first, second, third] = table;
  await rowsOf(house.house.database.db, sql`update people set language = 'fr' where email = ${focal[second]}`);
  expect(await open(first, "users-at-the-table")).toBe(303);
  expect([await mailsTo(first), await mailsTo(second), await mailsTo(third)]).toEqual([[], ["Où en est-il ? Users at the Table"], ["How does it stand? Users at the Table"]]);
  expect(await house.read(focal[third]!, "/en/memberships")).toMatch(/href="\/en\/partnerships\/users-at-the-table\/assessment">.*?A round opened on 9 Jun 2026 waits for you/);
  await assess(third, "users-at-the-table", { ...placed(3), ...said("hawthorn") });
  expect(await house.read(focal[third]!, "/en/memberships")).not.toContain("waits for you to say how it stands");
  expect(await mailsTo(first)).toEqual([]); // nobody is told that somebody has answered
}, 60_000);

test("a partner who comes while a round is open is asked in the next one, and sees nothing of this", async () => {
  const [first, second, third] = table;
  const desk = "/en/desk/partnerships/steppe-school";
  const turn = /name="turn" value="(\d+)"/.exec(await house.read("officer", desk))![1]!;
  expect((await house.send("officer", `${desk}/merging`, { turn, into: "users-at-the-table", because: "It is one partnership." })).status).toBe(303);
  const page = await house.read(focal[school[1]]!, at("users-at-the-table"));
  expect(page).toContain("A round is open among those who were partners when it was opened.");
  expect(page).not.toMatch(/Answered:|Open a round|hawthorn/);
  expect(await open(school[1], "users-at-the-table")).toBe(409);
  expect((await house.send(focal[school[1]]!, at("users-at-the-table"), { number: "1", body: await bodyOf(school[1]), ...placed(1), ...said("forged") })).status).toBe(404);
  expect((await house.send(focal[school[1]]!, at("users-at-the-table"), { number: "1", body: await bodyOf(second), ...placed(1), ...said("forged") })).status).toBe(404);
  expect((await house.send(focal[school[1]]!, `${at("users-at-the-table")}/ending`, { number: "1" })).status).toBe(404);
  for (const who of [first, second]) await assess(who, "users-at-the-table", { ...placed(4), ...said("") });
  expect(await readersOf("users-at-the-table", "hawthorn needs")).toEqual([...table]);
  expect((await mailsTo(third)).at(-1)).toBe("All have answered: Users at the Table");
  expect((await mailsTo(second)).at(-1)).toBe("Tous ont répondu : Users at the Table");
  expect(await mailsTo(school[1])).toEqual([]);
  expect(await open(school[1], "users-at-the-table")).toBe(303);
  for (const who of [...table, ...school]) expect(await house.read(focal[who]!, at("users-at-the-table")), who).toContain("Answered: 0 of 5.");
}, 120_000);

test("a partner who leaves while a round is open was asked in it: it may answer, and what was said to three is not told as if they were two", async () => {
  const [first, second, third] = clinic;
  expect(await open(first, "clinic-and-court")).toBe(303);
  await assess(first, "clinic-and-court", { ...placed(2), ...said("willow") });
  await assess(second, "clinic-and-court", { ...placed(3), ...said("alder") });
  const entry = "/en/partnerships/clinic-and-court";
  const leaving = (await house.read(focal[third]!, entry)).split("<form").find((it) => it.includes("/leaving"))!;
  expect((await house.send(focal[third]!, `${entry}/leaving`, { turn: /name="turn" value="(\d+)"/.exec(leaving)![1]!, body: /name="body" value="([^"]+)"/.exec(leaving)![1]!, because: "Our mandate has ended." })).status).toBe(303);
  expect(await readersOf("clinic-and-court", "willow needs")).toEqual([first]);
  expect(await house.read(focal[first]!, at("clinic-and-court"))).toContain("Answered: 2 of 3.");
  expect((await assess(third, "clinic-and-court", { ...placed(5), ...said("osier") })).status).toBe(303);
  expect(await readersOf("clinic-and-court", "osier needs")).toEqual([...clinic]);
  expect(await open(third, "clinic-and-court")).toBe(403); // who left opens no other
  expect(await open(second, "clinic-and-court")).toBe(303);
  expect(await house.read(focal[first]!, at("clinic-and-court"))).toContain("whatever is not yours is the other’s"); // they are two now
}, 120_000);

test("of two partners one leaves: nothing is told, and the round can be given up", async () => {
  const [first, second] = exchange;
  expect(await open(first, "bering-exchange")).toBe(303);
  await assess(first, "bering-exchange", { ...placed(2), ...said("rowan"), shows: ["scale", "needs"] });
  const entry = "/en/partnerships/bering-exchange";
  const leaving = (await house.read(focal[second]!, entry)).split("<form").find((it) => it.includes("/leaving"))!;
  expect((await house.send(focal[second]!, `${entry}/leaving`, { turn: /name="turn" value="(\d+)"/.exec(leaving)![1]!, body: /name="body" value="([^"]+)"/.exec(leaving)![1]!, because: "The chair was closed." })).status).toBe(303);
  expect(await readersOf("bering-exchange", "rowan needs")).toEqual([first]);
  expect((await house.send(focal[first]!, `${at("bering-exchange")}/ending`, { number: "1" })).status).toBe(303);
  expect(await readersOf("bering-exchange", "rowan needs")).toEqual([]);
  expect(await open(first, "bering-exchange")).not.toBe(303); // it is no partnership any more
}, 60_000);

test("a link to somebody else’s round, or a form in somebody else’s name, changes nothing", async () => {
  const stranger = focal[circle[0]]!;
  const before = await rowsOf(house.house.database.db, sql`select * from self_assessments order by partnership_id, number, stakeholder_id`);
  const whole = { ...placed(5), ...said("forged") };
  expect((await house.get(stranger, at("gulf-lines"))).status).toBe(403);
  expect((await house.send(stranger, at("gulf-lines"), { number: "3", body: await bodyOf(lines[0]), ...whole })).status).toBe(403); // of a partnership in which it is not
  expect((await house.send(stranger, `${at("gulf-lines")}/ending`, { number: "3" })).status).toBe(403);
  expect((await house.send(focal[lines[0]]!, at("gulf-lines"), { number: "3", body: await bodyOf(lines[1]), ...whole })).status).toBe(403); // in the name of the other
  expect((await house.send(focal[lines[0]]!, at("gulf-lines"), { number: "3", body: await bodyOf(circle[0]), ...whole })).status).toBe(403); // in the name of a body that was not asked
  expect((await house.send(focal[lines[0]]!, at("gulf-lines"), { number: "99", body: await bodyOf(lines[0]), ...whole })).status).toBe(404);
  expect((await house.send("officer", at("gulf-lines"), { number: "3", body: await bodyOf(lines[0]), ...whole })).status).toBe(403);
  expect(await rowsOf(house.house.database.db, sql`select * from self_assessments order by partnership_id, number, stakeholder_id`)).toEqual(before);
}, 60_000);

test("scripts, drawings and formulas in what partners say are words for those who read them", async () => {
  const [first, second] = lines;
  const hostile = '=1+1<script>alert(1)</script><svg onload=alert(1)>';
  for (const who of [first, second]) expect((await assess(who, "gulf-lines", { ...placed(4), ...Object.fromEntries(headings.map((it) => [it, hostile])), shows: ["needs"] })).status).toBe(303);
  const page = await house.read(focal[second]!, at("gulf-lines"));
  for (const it of ["<script>alert", "<svg onload"]) expect(page).not.toContain(it);
  expect(page).toContain("=1+1&lt;script&gt;alert(1)&lt;/script&gt;&lt;svg onload=alert(1)&gt;");
}, 60_000);

test("when the last partner answers in the moment in which another gives the round up, one of the two happens, and the other is told so", async () => {
  const [first, second, third] = circle;
  for (let number = 3; number < 8; number++) {
    expect(await open(first, "tamarind-circle")).toBe(303);
    for (const who of [first, second]) await assess(who, "tamarind-circle", { ...placed(3), ...said("") });
    const last = { number: String(number), body: await bodyOf(third), ...placed(3), ...said("") };
    const answers = await Promise.all([house.send(focal[third]!, at("tamarind-circle"), last), house.send(focal[first]!, `${at("tamarind-circle")}/ending`, { number: String(number) })]);
    expect(answers.map((it) => it.status).toSorted((a, b) => a - b)).toEqual([303, 409]);
  }
}, 120_000);

test("in the sample one partnership has said twice how it stands, two partners once, and one waits for its last", async () => {
  const course = async (slug: string, who: string) => /<table><caption>The mean of all numbers, round by round<\/caption>.*?<\/table>/s.exec(await house.read(who, at(slug)))?.[0] ?? "";
  const of = async (slug: string) => { const email = (await rowsOf<{ email: string }>(house.house.database.db, sql`select p.email from people p join memberships m on m.person_id = p.id join stakeholders s on s.id = m.stakeholder_id where s.slug = ${slug} and m.role = 'focal-point'`))[0]!.email; await house.person({ email }); return email; };
  expect((await course("night-watch", await of("harbour-children-s-line"))).match(/scope="col"/g)?.length).toBe(3); // what is placed, and two years
  expect(await house.read(focal[coin[0]]!, at("follow-the-coin"))).toMatch(/A number to call on Sundays, when.*An analyst who reads both ledgers\./s);
  expect(await house.read(focal[coin[1]]!, at("follow-the-coin"))).not.toContain("Agents in markets see a fraud"); // the other did not let it be shown
  expect(await house.read(await of("lantern-digital-rights"), at("plateau-bench-book"))).toContain("Answered: 2 of 3.");
}, 60_000);
