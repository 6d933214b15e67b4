// The three guards of disclosure, each alone, held to the table of concepts/disclosure/rule.ts: for every viewer and every input,
// who learns the words, the sector and region, the organisation, the person and the moment.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asViewer } from "../src/ground/db/request.ts";
import { redactions } from "../src/concepts/disclosure/guards.ts";
import { disclosureOf, rule, type Circle } from "../src/concepts/disclosure/rule.ts";
import { contributionsOn, proofsOf, wordingsOf } from "../src/concepts/contributions/store.ts";
import { submissionsTo } from "../src/concepts/contributions/store/submissions.ts";
import { openOne, referenceOf, write, type PairedHouse } from "./paired-worlds/pair.ts";
import { isInClearance, slots, tell, viewers, type ViewerName } from "./paired-worlds/telling.ts";
import { withoutPolicies, withoutRedactions } from "./paired-worlds/mutants.ts";

let house: PairedHouse;
beforeAll(async () => { house = await openOne(); await write(house, tell("left", [])); }, 300_000);
afterAll(() => house?.close());

/** What somebody may learn of an input. */
const things = ["there", "words", "kind", "organisation", "person", "moment", "proof"] as const;
type Knowledge = Record<(typeof things)[number], boolean>;
const nothing = Object.fromEntries(things.map((it) => [it, false])) as Knowledge;

const stands = (viewer: ViewerName, circle: Circle) =>
  circle === "everyone" || (circle === "participants" && ["participant", "officer"].includes(viewer)) || (circle === "officers" && viewer === "officer");

/** By the table, and what the states add to it: what waits is not there, what is in clearance is there for its author and officers, what is held is read by its author and officers, what is withdrawn by nobody. */
function allowed(viewer: ViewerName, it: (typeof slots)[number]): Knowledge {
  const { words, sectorAndRegion, organisation } = rule[it.combination];
  const { attribution } = disclosureOf(it.combination);
  const inside = attribution !== "unattributed" && (viewer === "officer" || (viewer === "own organisation" && it.by === "own"));
  const there = (stands(viewer, words) || inside) && !(attribution === "unattributed" && it.becomes !== "released") && (!isInClearance(it) || inside || viewer === "officer");
  if (!there) return nothing;
  const knowsBody = stands(viewer, organisation) || inside;
  return {
    there, words: it.becomes === "withdrawn" || it.becomes === "taken back" ? false : it.becomes === "held" ? inside : true, kind: stands(viewer, sectorAndRegion) || inside, organisation: knowsBody,
    person: inside || (it.showPerson === true && knowsBody), moment: inside, proof: inside,
  };
}

async function learned(viewer: ViewerName): Promise<Record<string, Knowledge>> {
  const as = house.viewers.get(viewer)!;
  return asViewer(house.house.database.db, as, async (tx) => {
    const known: Record<string, Knowledge> = {};
    for (const it of [...await contributionsOn(tx, house.version.id, as), ...await submissionsTo(tx, house.call.id, as)]) {
      const key = slots.find((one) => referenceOf(one.key) === it.reference)?.key;
      if (!key) continue; // the sample's
      const organisation = (it.by.organisation ?? it.inside?.organisation ?? null) !== null;
      known[key] = {
        there: true, words: it.body !== null || it.fingerprint !== null || (await wordingsOf(tx, it)).some((one) => one.body !== null), kind: organisation || it.by.sector !== null, organisation,
        person: (it.by.person ?? it.inside?.person ?? null) !== null, moment: it.inside !== null, proof: (await proofsOf(tx, it.processId, it.reference, as)).length > 0,
      };
    }
    return known;
  });
}
const byTable = (viewer: ViewerName) => Object.fromEntries(slots.map((it) => [it.key, allowed(viewer, it)] as const).filter(([, it]) => it.there));

const guards = { "all three guards": <T>(fn: () => Promise<T>) => fn(), "the rules of the application alone": withoutPolicies, "the row policies alone": withoutRedactions };
for (const [name, held] of Object.entries(guards))
  test.each(viewers)(`with ${name}, %s learns of every input what the table says, and no more`, async (viewer) => {
    expect(await held(() => learned(viewer))).toEqual(byTable(viewer));
  });

test("the table is no empty one: every combination is among the inputs, and each thing is learned by some and not by others", () => {
  expect(new Set(slots.map((it) => it.combination))).toEqual(new Set(Object.keys(rule)));
  for (const thing of things) expect(new Set(viewers.flatMap((viewer) => slots.map((it) => allowed(viewer, it)[thing]))), thing).toEqual(new Set([true, false]));
});

const root = join(import.meta.dirname, "../src");
const sources = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((it) => /(?<!\.test)\.tsx?$/.test(it));

test("every redaction has a name of the list, stands in a disclosure.ts, and every name of the list is used", () => {
  const used = sources.flatMap((file) => [...readFileSync(join(root, file), "utf8").matchAll(/\bmayKnow\(\s*"([^"]+)"/g)].map((it) => ({ file, name: it[1]! })));
  expect(used.filter((it) => !it.file.endsWith("/disclosure.ts"))).toEqual([]);
  expect([...new Set(used.map((it) => it.name))].toSorted()).toEqual([...redactions].toSorted());
});

test("nobody says of anything that it has been disclosed but a disclosure.ts", () => {
  const casting = sources.filter((file) => /\bas (Disclosed<|Shown[A-Z]\w*)/.test(readFileSync(join(root, file), "utf8")));
  expect(casting.filter((it) => !it.endsWith("/disclosure.ts"))).toEqual([]);
});
