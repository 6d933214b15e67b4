// A call for tests: open for answers, with a forum that takes whatever a test wants.
import { sql } from "drizzle-orm";
import type { TestHouse } from "./house.ts";
import { asViewer } from "../src/ground/db/request.ts";
import { houseKeeper, visitor } from "../src/ground/viewer.ts";
import type { Call } from "../src/concepts/calls/call.ts";
import { addCall } from "../src/concepts/calls/store.ts";
import { callPins } from "../src/concepts/calls/tables.ts";
import type { Forum } from "../src/concepts/disclosure/forum.ts";
import { openForum } from "../src/concepts/disclosure/operations.ts";
import { combinations } from "../src/concepts/disclosure/rule.ts";
import { shelfOf } from "../src/concepts/texts/opened.ts";

const keeper = houseKeeper("T. Adeyemi");

/** Open a call of the sample process, about article 7 of its newest draft. */
export async function openCall(house: TestHouse, { number = 14, ...more }: Partial<Call> & Partial<Pick<Forum, "openTo" | "combinations">> = {}): Promise<{ call: Call; forum: Forum }> {
  const { database: { db }, chance } = house.house;
  const now = house.house.clock();
  const { openTo = "stakeholders", combinations: taken = combinations, ...ofCall } = more as Partial<Call> & Partial<Pick<Forum, "openTo" | "combinations">>;
  const former = sql`(select id from calls where number = ${number})`; // the sample may have one of this number: it makes room, with what answers it
  await db.execute(sql`delete from statements where call_id in ${former} and state <> 'drafting'`);
  await db.execute(sql`update statements set call_id = null where call_id in ${former}`);
  await db.execute(sql`delete from contributions where call_id in ${former}`);
  await db.execute(sql`delete from calls where number = ${number}`);
  await db.execute(sql`delete from forums where slug = ${`call-${number}`}`);
  return asViewer(db, keeper, async (tx) => {
    const { process, versions } = await shelfOf(tx, "model", "convention", visitor);
    const forum = await openForum(tx, keeper, { slug: `call-${number}`, processId: process.id, title: { en: `Call ${number}` }, about: null, openTo, combinations: taken }, now, chance);
    const call: Call = {
      id: chance.id(), processId: process.id, forumId: forum.id, number, kind: "submissions", state: "announced", title: { en: "Safeguards in chapter II" }, about: { en: "For tests" }, mandate: { en: "Test" }, mandateSymbol: "M/CONF.1/1",
      questions: [], wordLimit: 2000, wordLimitsBySector: {}, languages: ["en", "fr", "ar"], opensAt: new Date("2026-06-01T00:00:00Z"), closesAt: new Date("2026-06-20T15:00:00Z"), timeZone: "Africa/Nairobi", toleranceMinutes: 10, exclusive: false, sectors: [], openTo, combinations: taken, contact: null, announcedAt: now, cancelledBecause: null, ...ofCall,
    };
    await addCall(tx, call);
    await tx.insert(callPins).values({ callId: call.id, versionId: versions.at(-1)!.id, place: "art_7__para_1" });
    return { call, forum };
  });
}

/** The value of every field of the first form on a page that answers a call, as a browser would send it: texts, choices, boxes. */
export function fieldsOf(page: string): Record<string, string | string[]> {
  const form = /<form[^>]*(?:id="answer"|enctype="multipart\/form-data")[^>]*>([^]*?)<\/form>/.exec(page)?.[1] ?? "";
  const fields: Record<string, string[]> = {};
  const add = (name: string | undefined, value: string) => { if (name && name !== "form-token") (fields[name] ??= []).push(plain(value)); };
  for (const [, inner = ""] of form.matchAll(/<input\b([^>]*)>/g)) if (!/type="(checkbox|radio)"/.test(inner) || /\bchecked/.test(inner)) add(attribute(inner, "name"), attribute(inner, "value") ?? "");
  for (const [, inner = "", text = ""] of form.matchAll(/<textarea\b([^>]*)>([^]*?)<\/textarea>/g)) add(attribute(inner, "name"), text.replace(/^\n/, ""));
  for (const [, inner = "", options = ""] of form.matchAll(/<select\b([^>]*)>([^]*?)<\/select>/g)) {
    const chosen = /<option\b([^>]*\bselected[^>]*)>/.exec(options)?.[1] ?? /<option\b([^>]*)>/.exec(options)?.[1] ?? "";
    add(attribute(inner, "name"), attribute(chosen, "value") ?? "");
  }
  return Object.fromEntries(Object.entries(fields).map(([name, all]) => [name, all.length === 1 ? all[0]! : all]));
}
const attribute = (inner: string, name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(inner)?.[1];
const plain = (it: string) => it.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
