// A house in which every field holds what somebody would write who wants more than to be read: markup, scripts, drawings, addresses that
// run, marks that turn the text round, formulas. What people send goes through the doors; the rest is written beside them, so that
// a template is tried whatever the doors before it refuse.
import { sql } from "drizzle-orm";
import { expect } from "vitest";
import type { Db } from "../src/ground/db/database.ts";
import { rowsOf } from "../src/ground/db/migrate.ts";
import { languages } from "../src/ground/words.ts";
import { checklist as partnershipChecklist } from "../src/concepts/partnerships/checklist.ts";
import { localizedFields as partnershipFields } from "../src/concepts/partnerships/inputs.ts";
import { aspects, headings, parts } from "../src/concepts/partnerships/assessment/assessment.ts";
import { checklist as practiceChecklist } from "../src/concepts/practices/checklist.ts";
import { localizedFields as practiceFields } from "../src/concepts/practices/inputs.ts";
import { doorsOf } from "../src/bin/house-commands.ts";
import type { TestHouse } from "./house.ts";

/** What a page or a spreadsheet may not do: set `__hit`, hold an element with this attribute, or ask this host for anything. */
export const marks = { hit: "__hit", attribute: "data-hostile", host: "off.example" } as const;

/** Ways out of an element, an attribute, a script and a style; each would leave a mark. */
const markup = [
  `</title></textarea></style></script><script data-hostile>window.__hit=1</script>`, `"><img data-hostile src=https://off.example/i onerror="window.__hit=2">`, `'><svg data-hostile onload='window.__hit=3'>`, `<a data-hostile href="javascript:window.__hit=4">x</a>`,
  `" data-hostile onmouseover="window.__hit=5`, `<iframe data-hostile srcdoc="<script>parent.__hit=6</script>"></iframe>`, `<style data-hostile>*{background:url(//off.example/)}</style><link data-hostile rel=stylesheet href=//off.example/>`, `<base data-hostile href=//off.example/><meta data-hostile http-equiv=refresh content="0;url=//off.example/">`,
  `{{constructor.constructor('window.__hit=7')()}} \${__hit} ]]> <!-- --> &lt;script data-hostile&gt;`, `javascript:window.__hit=8`,
];
/** Tricks of direction, which the doors refuse and the pages hold in place. */
export const turns = "\u202Egnp.exe \u2066data";
/** What a spreadsheet would calculate. */
export const formulas = [`=HYPERLINK("https://off.example","x")`, `+cmd|' /C calc'!A0`, `@SUM(1+1)`, `-1+1`, `\t=1+1`, `\r=1+1`, `＝1+1`] as const;
/** All of it in one text. */
export const attack = markup.join(" ");
/** The same for a line of so many characters: as much as has room, a formula in front. */
const short = (index: number) => `${formulas[index % 4]!} ${markup[index % markup.length]!}`.slice(0, 150);

const sample = async () => (await import("../../examples/model-conference/stakeholders.json", { with: { type: "json" } })).default as { stakeholders: { slug: string; focalPoint: { email: string } }[] };
/** Bodies of the sample whose focal points write here. */
const bodies = { lantern: "lantern-digital-rights", faro: "faro-abierto", samudra: "samudra-policy-lab", halcyon: "halcyon-cloud", dune: "dune-sea-telecommunications-union" } as const;
export type Planted = { assessment: string; partnership: string; denied: string; returned: string; practice: string; offer: string; removed: string; letter: string; inquiry: string; /** The address of a focal point, and of an officer who edits. */ focalPoint: string; keeper: string };

/** Write it all through the doors: partnerships, practices, self-assessments, offers, inquiries, questions, answers, repetitions, reasons. */
export async function plant(house: TestHouse): Promise<Planted> {
  const { stakeholders } = await sample();
  const of = Object.fromEntries(Object.entries(bodies).map(([name, slug]) => [name, stakeholders.find((it) => it.slug === slug)!.focalPoint.email])) as Record<keyof typeof bodies, string>;
  for (const email of Object.values(of)) await house.person({ email });
  const [keeper, second] = ["keeper@test.example", "second@officers.example"];
  await house.person({ email: keeper, roles: [{ role: "officer", processId: null }, { role: "editor", processId: null }], secondFactor: true });
  await house.person({ email: second, roles: [{ role: "officer", processId: null }], secondFactor: true });
  const send = async (who: string, path: string, form: Record<string, string | string[]>) => {
    const answer = await house.send(who, path, form);
    expect(answer.status, `${path}: ${answer.status === 422 ? [...(await answer.text()).matchAll(/class="error"[^>]*>(.*?)</g)].map((it) => it[1]).join("; ") : ""}`).toBe(303);
    return answer.headers.get("location")!;
  };
  const turnAt = async (who: string, path: string) => /name="turn" value="(\d+)"/.exec(await house.read(who, path))![1]!;
  const formAt = async (who: string, path: string, deed: string) => { const form = (await house.read(who, path)).split("<form").find((it) => it.includes(`/${deed}"`))!; return { turn: /name="turn" value="(\d+)"/.exec(form)?.[1] ?? "", body: /name="body" value="([^"]+)"/.exec(form)?.[1] ?? /name="body"[^]*?<option value="([^"]+)"/.exec(form)?.[1] ?? "" }; };
  const review = async (who: string, at: string, checks: readonly { slug: string }[], more: Record<string, string> = {}) => send(who, `${at.replace("/en/", "/en/desk/")}/review`, { turn: await turnAt(who, at.replace("/en/", "/en/desk/")), outcome: "passes", checks: checks.map((it) => it.slug), because: "", ...more });
  const inAll = (fields: readonly string[]) => Object.fromEntries(fields.flatMap((name, index) => languages.map((it) => [`${name}-${it}`, name === "title" ? short(index) : attack])));

  const entry = { ...inAll(partnershipFields), form: "memorandum", status: "running", startsDay: "2025-05-01", endsDay: "", countries: "KE", functions: ["research"], crimes: ["forgery"], sources: `https://source.example/?"><script data-hostile>__hit=9</script>`.replaceAll(" ", "%20"), results: `${short(1)} https://source.example/<img/data-hostile/onerror=__hit=10>`, partners: `lantern-digital-rights: ${short(2)}\nfaro-abierto: ${short(3)}`, partOf: "" };
  const proposed = async (title: string) => send(of.lantern, "/en/partnerships/new", { ...entry, "title-en": title });
  const partnership = await proposed(short(0));
  await send(of.faro, `${partnership}/confirmation`, await formAt(of.faro, partnership, "confirmation"));
  for (const who of [keeper, second]) await review(who, partnership, partnershipChecklist);
  await send(of.lantern, `${partnership}/change`, { ...entry, "title-en": short(4), turn: await turnAt(of.lantern, `${partnership}/change`) });
  const denied = await proposed(short(5));
  await send(of.faro, `${denied}/denial`, { ...(await formAt(of.faro, denied, "denial")), because: attack });
  const returned = await proposed(short(6));
  await send(of.faro, `${returned}/confirmation`, await formAt(of.faro, returned, "confirmation"));
  await review(keeper, returned, [], { outcome: "returned", because: attack });
  for (const text of [attack, short(7)]) await send(of.halcyon, `${partnership}/questions`, { ...(await formAt(of.halcyon, partnership, "questions")), text });
  await send(of.lantern, `${partnership}/answers`, { ...(await formAt(of.lantern, partnership, "answers")), number: "1", answer: attack });
  await send(keeper, `${partnership.replace("/en/", "/en/desk/")}/questions`, { number: "2", because: attack });

  const card = { ...inAll(practiceFields), strength: "counted", evidence: `https://source.example/'"><svg/data-hostile/onload=__hit=11>`, regions: ["african"], themes: ["forgery"] };
  const bodyIn = (page: string) => /name="body"[^]*?(?:<option )?value="([^"]+)"/.exec(page)![1]!;
  const practice = await send(of.lantern, "/en/practices/new", { body: bodyIn(await house.read(of.lantern, "/en/practices/new")), ...card });
  for (const who of [keeper, second]) await review(who, practice, practiceChecklist);
  await send(of.samudra, `${practice}/repeats`, { ...(await formAt(of.samudra, practice, "repeats")), outcome: "partly", text: attack, evidence: "https://source.example/%22%3E<svg/data-hostile>" });
  await send(of.samudra, `${practice}/questions`, { ...(await formAt(of.samudra, practice, "questions")), text: attack });
  await send(of.lantern, `${practice}/answers`, { body: "", number: "1", answer: attack });

  const lines = "/en/partnerships/gulf-lines/assessment";
  await send(of.dune, `${lines}/rounds`, {});
  for (const who of [of.dune, of.halcyon]) {
    const page = await house.read(who, lines);
    await send(who, lines, { number: /name="number" value="(\d+)"/.exec(page)![1]!, body: /name="body" value="([^"]+)"/.exec(page)![1]!, ...Object.fromEntries(aspects.map((it) => [it, "3"])), ...Object.fromEntries(headings.map((it) => [it, attack])), shows: [...parts] });
  }

  const post = (side: string) => send(of.lantern, "/en/offers/new", { body: bodies.lantern, side, kind: "data", language: "en", title: short(0).slice(0, 118), text: attack, themes: ["forgery"], languages: ["en"], until: "2026-12-01" });
  const [offer, removed] = [await post("offer"), await post("need")];
  await send(keeper, `${removed}/removal`, { reason: attack.slice(0, 400) });
  const letter = await send(of.halcyon, `${offer}/inquiry`, { body: bodies.halcyon, text: attack });
  const inquiry = /inquiries\/([^/"]+)/.exec(await house.read(of.lantern, offer))![1]!;
  const last = (path: string) => path.split("/").at(-1)!;
  const assessment = await askHostile(send, keeper, inAll(["title", "about", "limits"]));
  return { assessment, partnership: last(partnership), denied: last(denied), returned: last(returned), practice: last(practice), offer: last(offer), removed: last(removed), letter: last(letter), inquiry, focalPoint: of.lantern, keeper };
}

/** A survey that is open, with a questionnaire whose words are hostile, and the same being written on. */
async function askHostile(send: (who: string, path: string, form: Record<string, string | string[]>) => Promise<string>, keeper: string, said: Record<string, string>): Promise<string> {
  const desk = await send(keeper, "/en/desk/model/assessments", { ...said, openTo: "stakeholders", closesDay: "2026-12-31", combination: ["public/named"] });
  const words = { "label-0": attack, "hint-0": attack, "constraintMessage-0": attack, "requiredMessage-0": attack, initial: formulas[0], relevant: "", constraint: "string-length(.) < 100" };
  const write = async (turn: number) => {
    await send(keeper, `${desk}/questions`, { from: "empty" });
    await send(keeper, `${desk}/questions/settings`, { turn: String(turn), title: attack.slice(0, 400), languages: "English (en)" });
    await send(keeper, `${desk}/questions/new`, { turn: String(turn + 1), before: "0", type: "text", name: "words", ...words });
    await send(keeper, `${desk}/questions/new`, { turn: String(turn + 2), before: "1", type: "select_one", name: "chosen", ...words, constraint: "", initial: "", relevant: "${words} != '\"><script data-hostile>window.__hit=1</script>'", "choices-0": `one | ${attack.replaceAll("|", " ")}` });
  };
  await write(1);
  await send(keeper, `${desk}/questions/keeping`, { turn: "4" });
  await send(keeper, `${desk}/opening`, {});
  await write(1);
  return desk.split("/").at(-1)!;
}

/** Words of the house are known by a space in them; what has none is an address, a day or one of a few values. */
const isProse = (it: string) => /\p{L}.* /u.test(it) && !/^https?:/.test(it);
let turn = 0;
const poisoned = (it: string) => `${formulas[turn++ % formulas.length]!} ${it} ${attack} ${turns}`;
/** The same value with every text in it made hostile. */
const poisonedJson = (it: unknown): unknown => (typeof it === "string" ? (isProse(it) ? poisoned(it) : it) : Array.isArray(it) ? it.map(poisonedJson) : it !== null && typeof it === "object" ? Object.fromEntries(Object.entries(it).map(([name, one]) => [name, poisonedJson(one)])) : it);

/** Make every text of every table hostile that the tables let be changed; how many columns were. */
export async function poison({ house }: TestHouse): Promise<number> {
  const { db } = house.database;
  const columns = await rowsOf<{ table: string; column: string; type: string }>(db, sql`
    select c.table_name as table, c.column_name as column, c.data_type as type from information_schema.columns c join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
    where c.table_schema = 'public' and c.data_type in ('text', 'jsonb') and c.is_generated = 'NEVER' and c.column_name not in ('statement', 'what') and c.table_name not like 'record\\_%' order by 1, 2`); // what happened is one of a few words of ours; the record and what was told to it are signed
  let changed = 0;
  for (const it of columns) if (await poisonColumn(db, it)) changed++;
  return changed;
}

async function poisonColumn(db: Db, { table, column, type }: { table: string; column: string; type: string }): Promise<boolean> {
  const [at, in_] = [sql.identifier(column), sql.identifier(table)];
  const values = (await rowsOf<{ text: string }>(db, sql`select distinct ${at}::text as text from ${in_} where ${at}::text like '% %'`)).map((it) => it.text);
  const pairs = values.map((text) => [text, type === "jsonb" ? JSON.stringify(poisonedJson(JSON.parse(text))) : isProse(text) ? poisoned(text) : text] as const).filter(([before, after]) => before !== after && (type !== "jsonb" || JSON.stringify(JSON.parse(before)) !== after));
  if (pairs.length === 0) return false;
  try {
    await db.transaction(async (tx) => { for (const [before, after] of pairs) await tx.execute(type === "jsonb" ? sql`update ${in_} set ${at} = ${after}::jsonb where ${at}::text = ${before}` : sql`update ${in_} set ${at} = ${after} where ${at} = ${before}`); });
    return true;
  } catch {
    return false; // sealed, or one of a few values with a space in it
  }
}

/** What may stand in addresses, by the name of the parameter and the door; a parameter that is not here is a mistake here. */
function valuesOf(it: Planted, references: { reference: string; inquiry: string }, path: string): Record<string, string[]> {
  const slug = path.endsWith("/assessment") ? ["gulf-lines"] : path.endsWith("/partnerships/:slug") ? [it.partnership, it.denied, it.returned] : path.includes("/partnerships/") ? [it.partnership] : path.includes("/practices/") ? [it.practice] : path.includes("/themes/") ? ["forgery"] : path.includes("/networks/") ? ["voices-east"] : path.includes("/accreditation/") ? ["lantern-digital-rights"] : ["lantern-digital-rights"];
  return {
    language: ["LANGUAGE"], process: ["model"], instrument: ["convention"], version: ["3-rev-2"], number: ["003"], dossier: ["003.docx"], release: ["1"], commitment: ["2"], file: ["1.csv"], what: ["q1"], finding: ["1"], table: ["1"], slug, reference: [references.reference], forum: ["workshop-on-safeguards"], pathway: ["t-cy"], offer: [it.offer, it.removed], inquiry: [it.inquiry], tile: ["0/000.p/1"], id: [it.letter],
    meeting: path.includes("selection") ? ["20"] : path.includes("/registrations") ? ["18"] : ["17"], registration: ["none"], statement: ["1"], text: ["1-en.txt"], assessment: path.includes("coding") || path.includes("release") || path.includes("findings") ? ["1"] : [it.assessment], form: ["1.xlsx"], item: ["0", "1"], call: [path.includes("/desk/") ? "14" : "3"], calendar: ["14.ics"], block: ["1"], paper: ["1"], link: ["none"], speaker: ["none"], outcome: ["summary-1"], series: ["none"], source: ["1"], memo: ["none"], code: ["none"], guide: ["interview"], secret: ["none.ics"], sequence: ["0"], draft: ["none"], attachment: ["1"], token: ["none"], session: ["none"], passkey: ["none"], participant: ["none"], paragraph: ["none"], to: ["fr"],
  };
}

/** Every address that is read, each parameter at each of its values, the languages in their turn. */
export async function addressesOf(house: TestHouse, planted: Planted): Promise<string[]> {
  const { contributions } = JSON.parse(await house.read("visitor", "/api/v1/model/text/convention/3-rev-2/contributions")) as { contributions: { reference: string }[] };
  const references = { reference: contributions[0]!.reference, inquiry: planted.inquiry };
  let next = 0;
  const filled = (path: string, values: Record<string, string[]>): string[] => {
    const [whole = "", name = ""] = /:(\w+)(?:\{[^}]*\})?/.exec(path) ?? [];
    if (!name) return [path];
    if (!values[name]) throw new RangeError(`nothing is known to stand for :${name} of ${path}: say it in app/test/hostile.ts`);
    return values[name].flatMap((it) => filled(path.replace(whole, it), values));
  };
  const searches = ["/LANGUAGE/search?q=data", "/LANGUAGE/directory?view=map", "/LANGUAGE/partnerships?view=map", "/LANGUAGE/partnerships/network?body=lantern-digital-rights", `/LANGUAGE/partnerships/comparison?one=${planted.partnership}&one=clear-signal`, "/LANGUAGE/pathways/find?sector=civil-society&country=MU&goal=write"];
  const doors = doorsOf(house.house).filter((it) => it.method === "GET" && !it.path.endsWith("/session/end"));
  return [...new Set([...doors.flatMap(({ path }) => filled(path, valuesOf(planted, references, path))), ...searches])].map((it) => it.replace("LANGUAGE", () => languages[next++ % languages.length]!));
}
