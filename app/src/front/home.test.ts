// The home page sums up what became of asks: of one process by sector, of several by process, each with the way to its ledger.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { wordsOf } from "../../test/html.ts";
import { queriesAt } from "../../test/queries.ts";
import { known, officer, personFor } from "../bin/sample-comments.ts";
import { addCall } from "../concepts/calls/store.ts";
import { acknowledgeSubmission, fileSubmission, publishSubmission } from "../concepts/contributions/operations/submissions.ts";
import { contributionByReference } from "../concepts/contributions/store.ts";
import { openForum } from "../concepts/disclosure/operations.ts";
import { loadProcess } from "../concepts/processes/operations.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { stakeholderAt } from "../concepts/stakeholders/store/stakeholders.ts";
import { asViewer } from "../ground/db/request.ts";
import { visitor } from "../ground/viewer.ts";

let house: TestHouse;
beforeAll(async () => void (house = await openHouse({ sample: true })), 420_000);
afterAll(() => house.close());

const lights: unknown = JSON.parse(readFileSync(new URL("../../../docs/tutorial/files/process.json", import.meta.url), "utf8"));

/** A second conference with a call, in answer to which an organisation of the sample asked for two things, published and unanswered. */
async function openSecond() {
  const { database: { db }, chance, settings } = house.house;
  const now = house.house.clock();
  const { call, forum } = await asViewer(db, officer, async (tx) => {
    await loadProcess(tx, lights, now, chance);
    const { id: processId } = await processBySlug(tx, "lights");
    const opened = await openForum(tx, officer, { slug: "call-1", processId, title: { en: "Call 1" }, about: null, openTo: "stakeholders", combinations: ["public/named"] }, now, chance);
    const one = {
      id: chance.id(), processId, forumId: opened.id, number: 1, kind: "submissions" as const, state: "announced" as const, title: { en: "Views on the lights" }, about: { en: "For tests" }, mandate: { en: "Test" }, mandateSymbol: "L/CONF/1", questions: [], wordLimit: 2000, wordLimitsBySector: {},
      languages: ["en" as const], opensAt: now, closesAt: new Date(now.getTime() + 86_400_000), timeZone: "UTC", toleranceMinutes: 10, exclusive: false, sectors: [], openTo: opened.openTo, combinations: opened.combinations, contact: null, announcedAt: now, cancelledBecause: null,
    };
    await addCall(tx, one);
    return { call: one, forum: opened };
  });
  const author = await personFor(db, "polar-fibre-cooperative");
  const { reference } = await asViewer(db, author, async (tx) => {
    const found = await stakeholderAt(tx, "polar-fibre-cooperative", visitor);
    const { id, sector } = known("it" in found ? found.it : undefined, "its author");
    const ask = (text: string) => ({ text, pins: [], themeIds: [], proposal: null });
    const document = { title: "Lights that fishers can mend", text: "We mend them ourselves.", answers: [], interest: null, attachments: [], asks: [ask("Let every harbour keep a spare lamp."), ask("Print the rules on a board.")] };
    return fileSubmission(tx, author, { call, forum, disclosure: { audience: "public", attribution: "named" }, language: "en", document, onBehalfOf: [] }, { stakeholderId: id, showPerson: false, sector }, settings.smallCell, now, chance);
  });
  await asViewer(db, officer, async (tx) => {
    const shown = () => contributionByReference(tx, call.processId, reference, officer);
    await acknowledgeSubmission(tx, officer, await shown(), now, chance);
    await publishSubmission(tx, officer, await shown(), null, now, chance);
  });
}

/** Rows of the table: the name, where it leads, the counts of each standing. */
const rowsOf = (page: string) => {
  const section = /aria-labelledby="became".*?<\/section>/s.exec(page)?.[0] ?? "";
  return [...section.matchAll(/<tr role="row"><th role="rowheader" scope="row">(.*?)<\/th>(.*?)<\/tr>/gs)].map(([, head = "", cells = ""]) => ({ name: wordsOf(head).trim(), to: /href="([^"]+)"/.exec(head)?.[1], counts: [...cells.matchAll(/<td role="cell" class="n">(\d+)<\/td>/g)].map((it) => Number(it[1])) }));
};

/** How many public named asks stand how, as the ledger of a process counts them. */
async function ledgerOf(slug: string) {
  const { facets } = JSON.parse(await house.read("visitor", `/api/v1/${slug}/ledger`)) as { facets: { state: { value: string; count: number }[] } };
  return ["reflected", "partly", "not-reflected", "unanswered"].map((state) => facets.state.find((it) => it.value === state)?.count ?? 0);
}

test("with one process the home page counts by sector, and with two by process, in as many queries, each row leading to its ledger", async () => {
  const alone = rowsOf(await house.read("visitor", "/en"));
  const queries = await queriesAt(house, "/en");
  expect(alone.map((it) => it.name)).toContain("Civil society");
  await openSecond();
  const page = await house.read("visitor", "/en");
  expect(rowsOf(page)).toEqual([
    { name: "Model Conference on cybercrime invented", to: "/en/model/ledger", counts: await ledgerOf("model") },
    { name: "Lights of small harbours invented", to: "/en/lights/ledger", counts: [0, 0, 0, 2] },
  ]);
  expect(await ledgerOf("lights")).toEqual([0, 0, 0, 2]);
  expect(await queriesAt(house, "/en")).toBe(queries);
  expect(rowsOf(await house.read("visitor", "/en/lights")).map((it) => [it.name, it.counts])).toEqual([["Private sector", [0, 0, 0, 2]]]);
});
