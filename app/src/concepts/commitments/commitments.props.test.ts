// Over random histories, what is shown of commitments is what a few lines of bookkeeping say: who owns one, how many are asked, how many
// stand in which column.
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sql } from "drizzle-orm";
import { openHouse, type TestHouse } from "../../../test/house.ts";
import { rowsOf } from "../../ground/db/migrate.ts";
import { asViewer } from "../../ground/db/request.ts";
import { Refusal } from "../../ground/refusal.ts";
import { actingAs, houseKeeper, visitor, type Viewer } from "../../ground/viewer.ts";
import type { Db } from "../../ground/db/database.ts";
import type { Process } from "../processes/process.ts";
import { processBySlug } from "../processes/store.ts";
import { ofItself, type OwnerState, type State } from "./commitment.ts";
import { ask, close, closeUnowned, confirm, decline, leave, progress, propose } from "./operations.ts";
import { columnsOf, narrowed, readAsked } from "./register.ts";
import { commitmentByNumber, commitmentsOf } from "./store.ts";

let house: TestHouse;
let process: Process;
let bodies: { id: string; slug: string }[];
const officer = houseKeeper("T. Adeyemi");
beforeAll(async () => {
  house = await openHouse({ sample: true });
  const { db } = house.house.database;
  process = await processBySlug(db, "model");
  bodies = await rowsOf(db, sql`select id, slug from stakeholders where state = 'verified' and merged_into_id is null order by slug limit 4`);
}, 300_000);
afterAll(() => house?.close());

const whos = [0, 1, 2, 3] as const;
const deeds = ["confirm", "decline", "leave", "ask", "progress", "close", "close unowned"] as const;
type Step = { deed: (typeof deeds)[number]; who: (typeof whos)[number] };
type Model = { state: State; owners: (OwnerState | null)[]; opened: boolean };

/** What a step makes of the bookkeeping; null where it is refused. */
function expected({ state, owners, opened }: Model, { deed, who }: Step): Model | null {
  const isClosed = state === "done" || state === "given-up";
  const own = owners[who];
  const anyOwner = owners.includes("confirmed");
  const with_ = (to: OwnerState, more: Partial<Model> = {}): Model => ({ state, opened, owners: owners.map((it, at) => (at === who ? to : it)), ...more });
  if (isClosed) return null;
  if (deed === "confirm") return own === "asked" ? with_("confirmed", state === "proposed" ? { state: "open", opened: true } : {}) : null;
  if (deed === "decline") return own === "asked" ? with_("declined") : null;
  if (deed === "leave") return own === "confirmed" ? with_("left") : null;
  if (deed === "ask") return own === "asked" || own === "confirmed" ? { state, owners, opened } : with_("asked");
  if (deed === "progress") return own === "confirmed" ? { state: "under-way", owners, opened } : null;
  if (deed === "close") return own === "confirmed" ? { state: "done", owners, opened } : null;
  return anyOwner ? null : { state: "given-up", owners, opened };
}

const speaker = (who: number): Viewer => ({ ...actingAs("test"), speaksFor: [{ stakeholderId: bodies[who]!.id, isFocalPoint: true }] });

/** Do a step in a transaction of its own; whether it was done. */
async function done({ deed, who }: Step, number: number): Promise<boolean> {
  const { house: { database: { db }, chance, clock } } = house;
  const viewer = deed === "ask" || deed === "close unowned" ? officer : speaker(who);
  const work = async (tx: Db) => {
    const it = await commitmentByNumber(tx, process, number, viewer);
    const seen = { body: bodies[who]!.id, turn: it.turn };
    const [because, now] = ["For a reason of ours.", clock()];
    if (deed === "confirm") await confirm(tx, viewer, it, seen, now, chance);
    else if (deed === "decline") await decline(tx, viewer, it, { ...seen, because }, now);
    else if (deed === "leave") await leave(tx, viewer, it, { ...seen, because }, now, chance);
    else if (deed === "ask") await ask(tx, viewer, it, [bodies[who]!.id], now);
    else if (deed === "progress") await progress(tx, viewer, it, { ...seen, text: because, share: null, evidence: null, evidenceText: null, corrects: null }, now, chance);
    else if (deed === "close") await close(tx, viewer, it, { ...seen, as: "done", outcome: "met", report: because }, now, chance);
    else await closeUnowned(tx, viewer, it, { turn: it.turn, as: "given-up", outcome: null, report: because }, now, chance);
  };
  return asViewer(db, viewer, work).then(() => true, (error: unknown) => { if (error instanceof Refusal) return false; throw error; });
}

test("owners shown are those who confirmed and have not left, as many are asked as have not answered, and the board counts what the list holds", async () => {
  const step = fc.record({ deed: fc.constantFrom(...deeds, "confirm" as const, "ask" as const), who: fc.constantFrom(...whos) });
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 18 }), async (steps) => {
    const { house: { database: { db }, chance, clock } } = house;
    const terms = { title: "Of a random history", what: "We do something together.", indicator: "It can be seen.", language: "en" as const, dueDay: "2026-12-31" };
    const { number } = await asViewer(db, officer, (tx) => propose(tx, officer, process, null, { terms, origin: ofItself, themeIds: [], ownerIds: [bodies[0]!.id, bodies[1]!.id] }, clock(), chance));
    let model: Model = { state: "proposed", owners: ["asked", "asked", null, null], opened: false };
    for (const it of steps) {
      const next = expected(model, it);
      expect(await done(it, number), JSON.stringify({ it, model })).toBe(next !== null);
      model = next ?? model;
    }
    const all = await asViewer(db, visitor, (tx) => commitmentsOf(tx, process, visitor));
    const shown = all.find((it) => it.number === number);
    const confirmed = bodies.filter((_, at) => model.owners[at] === "confirmed").map((it) => it.slug);
    expect(shown ? { state: shown.state, owners: shown.owners.map((it) => it.body.slug), asked: shown.asked } : null).toEqual(model.opened ? { state: model.state, owners: confirmed, asked: model.owners.filter((it) => it === "asked").length } : null);
    const columns = columnsOf(all);
    expect(columns.reduce((sum, it) => sum + it.all.length, 0)).toBe(all.length);
    for (const it of columns) expect(it.all.length).toBe(narrowed(all, readAsked(new URLSearchParams({ status: it.state })), "2026-06-09").length);
  }), { numRuns: 25, seed: 9 });
}, 300_000);
