// Every door of the house, as the router knows them, with every value that may stand in an address and every question that any of
// them understands: what a viewer is answered, to the byte.
import { sql } from "drizzle-orm";
import { doorsOf } from "../../src/bin/house-commands.ts";
import { outbox } from "../../src/ground/tables.ts";
import { formToken, tokenField } from "../../src/ground/web/form-tokens.ts";
import { guises } from "../../src/concepts/disclosure/guise.ts";
import { takenBack } from "../access-world.ts";
import { unpacked } from "../unpacked.ts";
import { applicants, doorsInto, draftIds, draftAssessmentNumber, forumIds, guestIds, openAssessmentNumber, paragraphIds, referenceOf, references, registeredId, toldPracticeSlug, toldSlug, type Pair, type PairedHouse } from "./pair.ts";
import type { ViewerName } from "./telling.ts";

/** An id and a reference as ours are, which nothing has. */
const nobodys = "01900000-0000-7000-8000-000000000000";
const absent = "C-0000000";

/** What may stand in an address, by the name of the parameter; a function where that depends on the door. A parameter that is not here is a mistake here. */
const values: Record<string, readonly string[] | ((path: string) => readonly string[])> = {
  language: ["LANGUAGE"], process: ["model", "committee"], paragraph: paragraphIds.toReversed().map((it) => encodeURIComponent(it)), to: ["fr"], statement: ["97", "1"], text: ["1-en.txt"], instrument: ["convention"], version: ["3-rev-2", "crp-1"], number: (path) => (path.includes("/statements/") ? ["98", "99"] : path.includes("/desk/") ? ["003"] : ["001", "002", "003"]),
  reference: [...references, absent], forum: ["comments", "workshop", "closed", ...forumIds, "absent"], participant: [...guestIds, nobodys], dossier: ["003.docx", "001.docx"], release: ["1", "2"], commitment: ["1", "2", "7", "97"], file: ["1.csv", "1.json", "1.docx", "1.pdf", "1.xlsx", "2.csv"], what: ["q1", "t1~african~telephone", "t1~nowhere~law"], finding: ["1"], table: ["1"], pathway: ["t-cy"], offer: ["O-0000000"], inquiry: [nobodys], tile: ["0/000", "0/000.p/1"], token: [nobodys], session: [nobodys], passkey: [nobodys], id: [nobodys], draft: [...Object.values(draftIds), nobodys], attachment: ["1"],
  assessment: [String(openAssessmentNumber), String(draftAssessmentNumber), "1"], form: ["1.xlsx"], item: ["0"],
  registration: [registeredId, nobodys], call: ["14", "16", "99"], calendar: ["14.ics", "16.ics"], sequence: ["0"], secret: [`${nobodys}.ics`],
  meeting: ["17", "97", "98", "99", "20"], block: ["1", "2"], paper: ["1"], link: ["none"], speaker: ["none"], outcome: ["summary-1"], series: ["none"], source: ["1", "6", "8"], memo: [nobodys], code: [nobodys], guide: ["interview"],
  slug: (path) => (path.includes("/accreditation/") ? [...applicants, "tamarind-legal-network", "heathermoor-fraud-survivors-trust"] : path.includes("/networks/") ? ["voices-east"] : path.includes("/themes/") ? ["extradition"] : path.includes("/partnerships/") ? ["island-watch", "tamarind-circle", toldSlug] : path.includes("/practices/") ? ["a-roster-for-the-first-hour", "a-clinic-that-follows-its-cases", toldPracticeSlug] : ["lantern-digital-rights", "tamarind-legal-network", "faro-abierto", "red-quay-privacy-watch"]),
};

/** Questions asked at doors whose path ends so; each as somebody else sees it, too. */
const questions: [RegExp, string[]][] = [
  [/.*/, [""]],
  [/\/(search|directory)(\.\w+)?$/, ["?q=zander&in=en", "?q=pelican&in=en&scope=all", "?q=heron", "?q=safeguards&in=en&order=name"]],
  [/\/text\/:instrument\/:version$|\/p\/:number(\/:version)?$/, ["?show=clean&leaf=all", "?level=inside"]],
  [/\/ledger(\.\w+)?$/, ["?sector=civil-society", "?state=partly&region=african", "?article=003&call=99"]],
  [/\/application$/, ["?track=A"]],
  [/\/comment$/, ["sealed", "kind", "waiting"].map((it) => `?answers=${referenceOf(it)}`)],
  [/^(?!\/(api|healthz|auth))/, guises.map((it) => `?as=${it}`)],
];
const questionsAt = (path: string) => questions.flatMap(([pattern, all]) => (pattern.test(path) ? all : []));

/** One thing to ask: at which door, by which method, at which address; and whether that is the first address of its door. */
export type Asking = { door: string; method: string; address: string; isFirst: boolean };

/** Addresses of a door: one with the first value of each parameter, and from there each parameter at each of its values, the others as they were. */
function addressesOf(path: string): string[] {
  const of = [...path.matchAll(/:(\w+)/g)].map(([, name = ""]) => {
    const known = values[name];
    if (!known) throw new RangeError(`nothing is known to stand for :${name} of ${path}: say it in app/test/paired-worlds/doors.ts`);
    return [name, typeof known === "function" ? known(path) : known] as const;
  });
  const first = Object.fromEntries(of.map(([name, all]) => [name, all[0]!]));
  const filled = (parts: Record<string, string>) => path.replaceAll(/:(\w+)/g, (_, name: string) => parts[name]!);
  return [...new Set([filled(first), ...of.flatMap(([name, all]) => all.map((it) => filled({ ...first, [name]: it })))])];
}

/** Doors through which a viewer would end their own session, or that answer with the library’s own chance and change what is asked next. */
const leftOut = /^POST \/(:language\/(sign-in|login|account|second-factor)|auth\/)|\/session\/end$|\/own-data\/erasure$/;

/** All that is asked of a house: each address as GET, the first of a door with every question and as HEAD; what changes something is sent empty, and taken back. */
export function allAskings(house: PairedHouse): Asking[] {
  const languages = ["en", "ar", "zh", "fr", "ru", "es"];
  let turn = 0;
  return doorsOf(house.house).flatMap(({ method, path }) => {
    const plain = path.replaceAll(/\{[^}]*\}/g, "");
    const door = `${method} ${plain}`;
    if (leftOut.test(door)) return [];
    const most = method === "GET" ? [...questionsAt(plain).map((it) => ({ method, question: it })), { method: "HEAD", question: "" }] : [{ method, question: "" }];
    return addressesOf(plain).flatMap((address, index) => most.slice(0, index === 0 ? most.length : 1)
      .map((it) => ({ door, isFirst: index === 0, method: it.method, address: address.replace("LANGUAGE", languages[turn++ % languages.length]!) + it.question })));
  });
}

/** Askings at doors that have to do with what is protected: those of which a part is asked of every pair. */
export const isProtected = ({ door }: Asking) => /accreditation|assessment|assessments|contribution|comment|draft|answer|calls|meeting|speaking|forum|call|unattributed|views|text|\/p\/|search|stakeholders|directory|feed|atom|record|ledger|clearance|answers|docx|meetings|assessments|findings|statements/.test(door);

/** What differs between two answers of one house to the same question, and so says nothing: declared here, each with its reason. */
const normalised: { what: RegExp; as: string; because: string; ofWorkbooks?: true }[] = [
  { what: /"time":"[^"]+"/g, as: '"time":"…"', because: "a line of the log carries the moment of the request itself" },
  { what: /"ms":\d+/g, as: '"ms":…', because: "how long an answer took; compared by the timing classes" },
  { what: /^etag: .*$/gm, as: "etag: …", because: "a workbook is a zip, and a zip carries the moment at which it was packed", ofWorkbooks: true },
];
const normal = (text: string, isWorkbook: boolean) => normalised.reduce((all, it) => (it.ofWorkbooks && !isWorkbook ? all : all.replaceAll(it.what, it.as)), text);

/** What was asked and answered so far, and how often two answers were compared, for the score. */
export const swept = { doors: new Set<string>(), viewers: new Set<ViewerName>(), formats: new Set<string>(), comparisons: 0 };
function count(viewer: ViewerName, { door }: Asking, answer: Response) {
  swept.doors.add(door);
  swept.viewers.add(viewer);
  swept.formats.add((answer.headers.get("content-type") ?? "none").split(";")[0]!);
}

/** A form with nothing in it but the token that it was sent from a page of ours: without that, no door reads it. */
function emptyForm({ house, viewers, cookiesOf }: PairedHouse, viewer: ViewerName) {
  const form = new FormData();
  const [, seed = ""] = /form=([^;]+)/.exec(cookiesOf("visitor"))!;
  form.append(tokenField, formToken(house, seed, viewers.get(viewer)!));
  return form;
}

/** Status, headers, body and log lines of one answer; what is packed is unpacked. */
async function answered(house: PairedHouse, ask: ReturnType<typeof doorsInto>, viewer: ViewerName, asking: Asking): Promise<string> {
  const { method, address } = asking;
  const answer = await ask(viewer, method, address, method === "POST" ? { body: emptyForm(house, viewer) } : {});
  count(viewer, asking, answer);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const isPacked = bytes.subarray(0, 2).toString() === "PK";
  const isWorkbook = answer.headers.get("content-type")?.startsWith("application/vnd.openxml") ?? false;
  return normal([answer.status, ...[...answer.headers].map(([name, value]) => `${name}: ${value}`), "", isPacked ? unpacked(bytes) : bytes.toString("utf8"), ...house.logged.toSorted()].join("\n"), isWorkbook);
}

export type Difference = { viewer: ViewerName; at: string; left: string; right: string };

/** Where two texts part, with what stands around it. */
export function parting(left: string, right: string): { left: string; right: string } {
  let from = 0;
  while (from < Math.min(left.length, right.length) && left[from] === right[from]) from++;
  const around = (it: string) => `…${it.slice(Math.max(0, from - 120), from + 200)}…`;
  return { left: around(left), right: around(right) };
}

/** The first answer in which the two houses differ for `viewer`; null when they are equal to the byte. Limits by address begin anew. `kept` holds what the left house answered this viewer since it was written. */
export async function differenceAtDoors({ left, right }: Pair, viewer: ViewerName, askings: readonly Asking[], kept = new Map<Asking, string>()): Promise<Difference | null> {
  const asksOf = (house: PairedHouse) => ({ asks: doorsInto(house), backs: back(house) });
  const [ofLeft, ofRight] = [asksOf(left), asksOf(right)];
  const answer = (house: PairedHouse, { asks, backs }: ReturnType<typeof asksOf>, asking: Asking) => answered(house, asking.method === "POST" ? backs : asks, viewer, asking);
  for (const asking of askings) {
    const one = kept.get(asking) ?? (await answer(left, ofLeft, asking));
    kept.set(asking, one);
    const other = await answer(right, ofRight, asking);
    swept.comparisons += 1;
    if (one !== other) return { viewer, at: `${asking.method} ${asking.address}`, ...parting(one, other) };
  }
  return null;
}
const back = (house: PairedHouse) => doorsInto(house, { ...house.house.database, db: takenBack(house.house.database.db) });

/** Mails that `viewer` was sent, in no order: the moment of a mail is the network's to see, its words are not. */
export async function mailsTo({ house: { database: { db } } }: PairedHouse, address: string): Promise<string> {
  const rows = await db.select({ subject: outbox.subject, body: outbox.body }).from(outbox).where(sql`${outbox.recipient} = ${address}`);
  return JSON.stringify(rows.map((it) => JSON.stringify(it)).toSorted());
}
