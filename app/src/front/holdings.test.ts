// What the page says we hold is what the database holds: every column has its entry, and every entry its column.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { mainOf, wordsOf } from "../../test/html.ts";
import { rowsOf } from "../ground/db/migrate.ts";
import { startJobs } from "../ground/jobs.ts";
import { silentLog } from "../ground/log.ts";
import { isKey, languages, wordsIn } from "../ground/words.ts";
import { holdings } from "./holdings.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ sample: true });
  await (await startJobs(house.house.database, silentLog)).stop(); // their tables are made by the first start
});
afterAll(() => house?.close());

const columnsHeld = () => rowsOf<{ schema: string; column: string }>(house.house.database.db, sql`select n.nspname as schema, c.relname || '.' || a.attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'm', 'f') and a.attnum > 0 and not a.attisdropped and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1, 2`);

test("every column of the database has an entry, and every entry a column", async () => {
  const held = await columnsHeld();
  const schemas = new Set(holdings.flatMap((it) => it.schema ?? []));
  const entries = holdings.flatMap((it) => Object.entries(it.tables).flatMap(([table, columns]) => Object.keys(columns).map((column) => `${table}.${column}`)));
  expect(held.filter((it) => it.schema === "public").map((it) => it.column).toSorted()).toEqual(entries.toSorted());
  expect([...new Set(held.map((it) => it.schema))].filter((it) => it !== "public").toSorted()).toEqual([...schemas].toSorted());
  expect(held.length).toBeGreaterThan(300);
});

test("what is said to be always empty is empty, also in a house in which people signed in", async () => {
  const empty = holdings.flatMap((it) => Object.entries(it.tables)).flatMap(([table, columns]) => Object.entries(columns).filter(([, as]) => as === "empty").map(([column]) => ({ table, column })));
  expect(empty.map((it) => `${it.table}.${it.column}`)).toEqual(expect.arrayContaining(["sessions.ip_address", "sessions.user_agent", "accounts.password"]));
  const [people] = await rowsOf<{ count: number }>(house.house.database.db, sql`select count(*)::int as count from sessions`);
  expect(people!.count).toBeGreaterThan(0);
  const filled: string[] = [];
  for (const { table, column } of empty) {
    const [row] = await rowsOf<{ count: number }>(house.house.database.db, sql`select count(*)::int as count from ${sql.identifier(table)} where nullif(${sql.identifier(column)}::text, '') is not null`);
    if (row!.count > 0) filled.push(`${table}.${column}`);
  }
  expect(filled).toEqual([]);
});

test("an input without attribution has no column for its author, its session or its moment", () => {
  const of = (subject: string) => Object.entries(holdings.find((it) => it.subject === subject)!.tables).flatMap(([, columns]) => Object.values(columns));
  expect([of("inputs").includes("moment"), of("words").some((it) => ["person", "body", "moment"].includes(it))]).toEqual([false, false]);
});

test.each(languages)("the page in %s says of every table what it is, who sees it and how long it is kept", async (language) => {
  const words = wordsIn(language);
  const page = wordsOf(mainOf(await house.read("visitor", `/${language}/what-we-hold`)));
  const sentences = holdings.flatMap((it) => [`holdings.subject.${it.subject}`, `holdings.seen.${it.seen}`, `holdings.kept.${it.kept}`]);
  expect(sentences.filter((it) => !isKey(it) || !page.includes(words.say(it)))).toEqual([]);
  expect(holdings.flatMap((it) => Object.keys(it.tables)).filter((it) => !page.includes(it))).toEqual([]);
});
