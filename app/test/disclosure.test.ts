// Plants a mark in every restricted place, opens every door as every kind of viewer, and compares the marks seen with those
// allowed. A new route is enrolled by being mounted; a new restricted place must be planted here.
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "../src/app.ts";
import { doorsOf } from "../src/bin/house-commands.ts";
import { runCommand } from "../src/bin/run-command.ts";
import { openLog } from "../src/ground/log.ts";
import { languages } from "../src/ground/words.ts";
import { processBySlug } from "../src/concepts/processes/store.ts";
import { formToken, tokenHeader } from "../src/ground/web/form-tokens.ts";
import { openHouse, type TestHouse } from "./house.ts";
import { onServer } from "./paired-worlds/score.ts";
import { walkers } from "./walkers.ts";

/** Each stands in one place and nowhere else; the last three are the sample's: a body not yet verified, a focal point who is not named, and the address of one. Addresses are in small letters, so that what a visitor asks for is not taken for a leak. */
const marks = { title: "QZTITLE", symbol: "QZSYMBOL", heading: "QZHEADING", text: "QZTEXT", closing: "QZCLOSING", source: "QZSOURCE", file: "QZFILE", doubt: "QZDOUBT", linkName: "QZLINKNAME", sessionName: "QZSESSIONNAME", body: "Red Quay Privacy Watch", member: "Rania Haddadin", address: "rania.haddadin@manara.example" } as const;
type Mark = keyof typeof marks;
const viewers = ["visitor", "editor of another process", "editor of this process", "editor of the house"] as const;
type Viewer = (typeof viewers)[number];
const ofTheDraft: Mark[] = ["closing", "doubt", "heading", "source", "symbol", "text", "title"];
/** Marks that each may see, somewhere. Nobody is shown the name of a file, or that of a colleague's link or session. */
const allowed: Record<Viewer, Mark[]> = { visitor: [], "editor of another process": [], "editor of this process": ofTheDraft, "editor of the house": ofTheDraft };

/** An id as ours are, which nothing has. */
const nobodys = "01900000-0000-7000-8000-000000000000";
let house: TestHouse;
let app: TestHouse["app"];
const logged: string[] = [];
const cookies = {} as Record<Viewer, string>;
const tokens = {} as Record<Viewer, string>;
/** What the parameters of an address may be; of every kind one that leads to what is restricted, and one that does not. */
let values: Record<string, string[]>;

const request = (viewer: Viewer, method: string, path: string) =>
  app.request(`http://travaux.test${path}`, { method, headers: { ...(cookies[viewer] ? { cookie: cookies[viewer], [tokenHeader]: tokens[viewer] } : {}), origin: "http://travaux.test" } });
const link = async (...options: string[]) => {
  const { stdout } = await runCommand(house.house, { argv: ["login", "--as", "editor", ...options], files: {}, format: "json" }, () => {});
  return new URL((JSON.parse(stdout) as { address: string }).address).pathname;
};
/** Let an editor in, of one process or (null) of the house; the cookie and the token that their pages would send. */
async function letIn(viewer: Viewer, processId: string | null, name: string) {
  const email = `${viewer.replaceAll(" ", "-")}@test.example`;
  const person = await house.person({ email, name, roles: [{ role: "editor", processId }] });
  cookies[viewer] = house.cookiesOf(email);
  tokens[viewer] = formToken(house.house, /form=([^;]+)/.exec(cookies[viewer])![1]!, person);
}

beforeAll(async () => {
  house = await openHouse({ sample: true });
  app = createApp({ ...house.house, log: openLog("debug", { write: (line: string) => void logged.push(line) }) });
  const [model, committee] = [await processBySlug(house.house.database.db, "model"), await processBySlug(house.house.database.db, "committee")];
  await letIn("editor of the house", null, "Ada");
  await letIn("editor of this process", model.id, "Bao");
  await letIn("editor of another process", committee.id, "Cho");
  await house.person({ email: "somebody@test.example", name: marks.sessionName });
  const unused = await link("--name", marks.linkName, "--email", "unused@test.example");
  await plant("convention", "2026-06-01");
  await house.send("editor", "/en/desk/model/instruments", { title: "Protocol", slug: "protocol" });
  await plant("protocol", "2026-06-02");
  const number = await numberOfPlanted();
  const theme = /name="theme" value="([^"]+)"[^>]*> Extradition/.exec(await house.read("editor", `/en/model/p/${number}`))![1]!;
  await house.send("editor", `/en/desk/model/p/${number}/themes`, { theme });
  values = { process: ["model", "committee"], instrument: ["convention", "protocol"], version: ["qzsymbol", "3-rev-2"], number: [number, "003"], dossier: [`${number}.docx`, "003.docx"], release: ["1", "2"], statement: ["1"], text: ["1-en.txt"], commitment: ["2", "7"], file: ["1.csv", "1.json", "2.csv"], what: ["q1", "t1~african~telephone"], finding: ["1"], table: ["1"], slug: ["extradition", "grooming", "manara-centre-for-digital-justice", "red-quay-privacy-watch", "voices-east", "clear-signal", "asset-desk"], id: [nobodys], pathway: ["t-cy", "none"], offer: ["O-0000000"], inquiry: [nobodys], paragraph: [nobodys], to: ["fr"], tile: ["0/000.p/1", "entries/000.p/1", "9/999"], registration: [nobodys], assessment: ["1", "2", "99"], form: ["1.xlsx"], item: ["0"], call: ["14", "99"], meeting: ["17", "18", "20", "99"], block: ["1"], paper: ["1"], link: [nobodys], speaker: [nobodys], outcome: ["summary-1"], series: [nobodys], source: ["1"], memo: [nobodys], code: [nobodys], guide: ["interview"], calendar: ["14.ics", "99.ics"], sequence: ["0"], reference: [await referenceOf("art_7__para_1"), "C-0000000"], forum: ["nowhere", nobodys], participant: [nobodys], draft: [nobodys], attachment: ["1"], secret: [`${nobodys}.ics`], passkey: [nobodys], session: [nobodys], token: [unused.split("/").at(-1)!.split("").toReversed().join("")] };
});
afterAll(() => house.close());

/** The last public draft with one article more, everything about it marked. */
async function plant(instrument: string, date: string) {
  const { provisions } = JSON.parse(await house.read("visitor", "/api/v1/model/text/convention/3-rev-2")) as { provisions: object[] };
  const article = { id: "art_99", kind: "article", number: "99", heading: `About ${marks.heading}`, text: `Zanderfisch ${marks.text} swims.`, closing: `It ends ${marks.closing}.`, children: [] };
  const text = { title: null, language: "en", provisions: [...(instrument === "convention" ? provisions : []), article], fidelity: { charactersIn: 9, charactersKept: 9, doubts: [{ where: "art_99", code: "other", what: marks.doubt }] } };
  const file = new File([JSON.stringify(text)], `${marks.file}.json`);
  const form = { symbol: `M/CONF.1/${marks.symbol}`, date, title: `The ${marks.title}`, status: "revised", language: "en", authenticity: "authentic", source: marks.source, file };
  const { status } = await house.send("editor", `/en/desk/model/${instrument}/import`, form);
  expect(status).toBe(303);
}

async function numberOfPlanted() {
  const { provisions } = JSON.parse(await house.read("editor", "/api/v1/model/text/convention/qzsymbol")) as { provisions: { id: string; dossier: string }[] };
  return provisions.find((it) => it.id === "art_99")!.dossier;
}

/** A public comment of the sample on this place. */
async function referenceOf(place: string) {
  const { contributions } = JSON.parse(await house.read("visitor", "/api/v1/model/text/convention/3-rev-2/contributions")) as { contributions: { place: string; reference: string }[] };
  return contributions.find((it) => it.place === place)!.reference;
}

/** Every question that any door understands, asked at every door. */
const questions = ["", "?show=clean&leaf=all", "?leaf=all", "?with=qzsymbol", "?with=crp-1&text=en&leaf=2", "?q=zanderfisch&in=en&scope=all", "?q=zanderfisch&in=en", "?q=zanderfisch&in=en&version=model%2Fconvention%2Fqzsymbol", "?version=qzsymbol", "?language=en", "?level=inside"];

/** An address with each of its parameters at each of its values; a parameter that nobody gave values for is a mistake here. */
function addressesOf(path: string): string[] {
  const [, name = "", pattern = ""] = /:(\w+)(\{[^}]*\})?/.exec(path) ?? [];
  if (!name) return [path];
  const of = name === "language" ? ["LANGUAGE"] : values[name];
  if (!of) throw new Error(`no values for :${name} of ${path}: plant something there and say so`);
  return of.flatMap((it) => addressesOf(path.replace(`:${name}${pattern}`, it)));
}

/** Each in its turn, for ever. */
function roundAndRound<T>(all: readonly T[]): () => T {
  let next = 0;
  return () => all[next++ % all.length]!;
}

/** Doors through which viewers would end their own session or person, and so the survey. */
const endsThemselves = /\/(session\/end|other-sessions\/ending|own-data\/erasure)$/;

type Seen = { mark: Mark; door: string };
/** Whether an address names what is restricted: the draft of the marks, or its provision. */
const leadsToMarks = (address: string) => address.includes(values.version![0]!) || address.includes(`/${values.number![0]!}`);

/** Open every door as `viewer`; which marks were seen, and at which doors. Every question is put at the first address of a door and at those that lead to what is restricted; at the others, and on the embedded database, which answers one at a time, two in their turn. Doors that change something are tried by those who may not. */
async function survey(viewer: Viewer): Promise<Seen[]> {
  const seen = new Map<string, Seen>();
  const [turn, inTurn] = [roundAndRound(languages), roundAndRound(questions.slice(1))];
  const mayWrite = allowed[viewer].length > 0;
  for (const { method, path } of doorsOf(house.house)) {
    if (method !== "GET" && (mayWrite || endsThemselves.test(path))) continue;
    for (const [index, address] of addressesOf(path).entries()) {
      const isAskedAll = onServer && (index === 0 || leadsToMarks(address));
      for (const question of method !== "GET" ? [""] : isAskedAll ? questions : ["", inTurn(), inTurn()])
        for (const language of isAskedAll && question === "" && path.includes(":language") ? languages : [turn()]) {
          const answer = await request(viewer, method, address.replace("LANGUAGE", language) + question);
          const all = `${JSON.stringify([...answer.headers])}\n${await answer.text()}`;
          expect(answer.status, `${method} ${address}${question}`).toBeLessThan(500);
          for (const mark of Object.keys(marks) as Mark[]) if (all.includes(marks[mark])) seen.set(`${mark} ${method} ${path}`, { mark, door: `${method} ${path}` });
        }
    }
  }
  return [...seen.values()];
}
const marksIn = (seen: Seen[]) => [...new Set(seen.map((it) => it.mark))].toSorted();

test.each(walkers<Viewer>(viewers, ["visitor", "editor of this process"]))("a %s sees what they may, at every door of the house, and nothing else", async (viewer) => {
  const seen = await survey(viewer);
  expect(seen.filter((it) => !allowed[viewer].includes(it.mark))).toEqual([]);
  expect(marksIn(seen)).toEqual(allowed[viewer]);
}, 240_000);

test("the log holds no mark, and no way into a session", () => {
  const all = logged.join("");
  expect(logged.length).toBeGreaterThan(100);
  expect((Object.keys(marks) as Mark[]).filter((it) => all.includes(marks[it]))).toEqual([]);
  expect([...Object.values(cookies).flatMap((it) => it.split(/; |=/)).filter((it) => it.length > 30), ...values.token!].filter((it) => all.includes(it))).toEqual([]);
});

test("the survey would see a leak: once the draft is public, its marks show at these doors to a visitor", async () => {
  for (const instrument of ["convention", "protocol"]) await house.send("editor", `/en/desk/model/${instrument}/qzsymbol/publication`, {});
  const seen = await survey("visitor");
  expect(marksIn(seen)).toEqual(["closing", "heading", "source", "symbol", "text", "title"]);
  const doors = [...new Set(seen.map((it) => it.door.replace(/\{[^}]*\}/, "")))].toSorted();
  if (onServer) expect(doors).toEqual([
    "GET /:language", "GET /:language/:process/p/:number", "GET /:language/:process/p/:number/:version", "GET /:language/:process/text", "GET /:language/:process/text/:instrument/:version",
    "GET /:language/search", "GET /:language/themes/:slug", "GET /api/v1/:process/p/:number", "GET /api/v1/:process/text/:instrument", "GET /api/v1/:process/text/:instrument/:version",
    "GET /api/v1/:process/text/:instrument/:version/comparison", "GET /api/v1/:process/text/:instrument/:version/receipt",
    "POST /:language/unattributed/answer/:process/:call",
  ].toSorted());
}, 240_000);
