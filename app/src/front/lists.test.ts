import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { createApp } from "../app.ts";
import { runCommand } from "../bin/run-command.ts";
import type { Db } from "../ground/db/database.ts";

let house: TestHouse;
let app: TestHouse["app"];
let queries = 0;
let cookie = "";
const asking = new Set(["select", "selectDistinct", "selectDistinctOn", "insert", "update", "delete", "execute"]);
/** The same database, its questions counted. */
const counted = (db: Db): Db => new Proxy(db, {
  get(target, name, receiver) {
    const value: unknown = Reflect.get(target, name, receiver);
    if (name === "transaction") return (work: (tx: Db) => Promise<unknown>, ...rest: unknown[]) => (value as (...all: unknown[]) => unknown).call(target, (tx: Db) => work(counted(tx)), ...rest);
    if (typeof name !== "string" || !asking.has(name)) return value;
    return (...all: unknown[]) => {
      queries += 1;
      return (value as (...them: unknown[]) => unknown).apply(target, all);
    };
  },
});

beforeAll(async () => {
  house = await openHouse();
  app = createApp({ ...house.house, database: { ...house.house.database, db: counted(house.house.database.db) } });
  cookie = house.cookiesOf("editor");
});
afterAll(() => house.close());

const type = (argv: string[], files: Record<string, string> = {}) =>
  runCommand(house.house, { argv, files: Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text).toString("base64")])), format: "json" }, () => {});
const addProcess = (slug: string) => type(["import", "process", "p.json"], { "p.json": JSON.stringify({ slug, symbol: slug.toUpperCase(), nature: "own", name: { en: slug }, shortName: { en: slug }, summary: { en: slug }, phases: [{ number: 1, name: { en: "One" }, from: "2026-01", to: null }], events: [] }) });
const addText = (name: string) => type(["open", "text", name, "--title", name]);
const addVersion = (name: string, symbol: string, date: string, ...flags: string[]) =>
  type(["import", "text", "t.txt", "--instrument", name, "--symbol", symbol, "--date", date, ...flags], { "t.txt": `Article 1\nScope\n\n1. Every lake of version ${symbol}.\n\nArticle 2\nBoats\n\n1. A boat bears its number.\n` });

const lists = ["/en", "/en/lakes", "/en/lakes/text", "/en/lakes/text/convention/1", "/en/lakes/p/001", "/en/themes", "/en/themes/extradition", "/en/search?q=boat&scope=all", "/en/desk", "/api/v1/processes", "/api/v1/lakes/text/convention", "/api/v1/lakes/p/001"];
async function queriesAt(path: string) {
  queries = 0;
  const { status } = await app.request(`http://travaux.test${path}`, { headers: { cookie } });
  expect([path, status]).toEqual([path, 200]);
  return queries;
}

test("a list asks the database as often for three as for one", async () => {
  await addProcess("lakes");
  await addText("lakes/convention");
  await addVersion("lakes/convention", "LAKES/1", "2026-01-01", "--publish");
  const theme = /name="theme" value="([^"]+)"[^>]*> Extradition/.exec(await house.read("editor", "/en/lakes/p/001"))![1]!;
  await house.send("editor", "/en/desk/lakes/p/001/themes", { theme });
  const one: Record<string, number> = {};
  for (const path of lists) one[path] = await queriesAt(path);

  for (const [index, slug] of ["seas", "rivers"].entries()) {
    await addProcess(slug);
    await addText(`${slug}/convention`);
    await addVersion(`${slug}/convention`, `${slug.toUpperCase()}/1`, "2026-01-01", "--publish");
    await addVersion(`${slug}/convention`, `${slug.toUpperCase()}/2`, "2026-02-01");
    await addText(`lakes/${slug}`);
    await addVersion("lakes/convention", `LAKES/${index + 2}`, `2026-0${index + 2}-01`, "--publish");
    await house.send("editor", `/en/desk/${slug}/p/001/themes`, { theme });
    await house.send("editor", `/en/desk/lakes/p/00${index + 2}/themes`, { theme });
  }
  const three: Record<string, number> = {};
  for (const path of lists) three[path] = await queriesAt(path);
  expect(three).toEqual(one);
  expect(Math.max(...Object.values(three))).toBeLessThan(24);
});
