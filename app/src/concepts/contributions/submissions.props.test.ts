// Any sequence of drafts, submissions, confirmations, withdrawals and acts of clearance: whatever is refused and whatever is done,
// no state is reached that the rules forbid, and every ask has exactly one state.
import fc from "fast-check";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openCall } from "../../../test/calling.ts";
import { openHouse, type TestHouse } from "../../../test/house.ts";
import type { Db } from "../../ground/db/database.ts";
import { rowsOf } from "../../ground/db/migrate.ts";
import { asViewer } from "../../ground/db/request.ts";
import { Refusal } from "../../ground/refusal.ts";
import { houseKeeper, visitor, type PersonViewer } from "../../ground/viewer.ts";
import { disclosureOf } from "../disclosure/rule.ts";
import { clearedText } from "./answer.ts";
import { AnswerInput } from "./inputs.ts";
import { withdrawComment } from "./operations.ts";
import { keepAnswer, sendAgain, sendAnswer, type Sending } from "./operations/drafts.ts";
import { acknowledgeSubmission, decideAsCoAuthor, leaveOut, publishSubmission, returnSubmission, takeBackSubmission } from "./operations/submissions.ts";
import { contributionByReference } from "./store.ts";
import type { SubmissionDocument } from "./submission.ts";

const officer = houseKeeper("T. Adeyemi");
const now = new Date("2026-06-09T10:11:12Z");
let house: TestHouse;
let opened: Awaited<ReturnType<typeof openCall>>;
let author: PersonViewer;
let coAuthor: PersonViewer;
const speaking = async (email: string): Promise<PersonViewer> => {
  const person = await house.person({ email });
  const [row] = await rowsOf<{ id: string }>(house.house.database.db, sql`select stakeholder_id as id from memberships where person_id = ${person.personId} and state = 'active'`);
  return { ...person, speaksFor: [{ stakeholderId: row!.id, isFocalPoint: true }] };
};
beforeAll(async () => {
  house = await openHouse({ sample: true });
  opened = await openCall(house);
  [author, coAuthor] = [await speaking("amina.wekesa@lantern.example"), await speaking("dewi.prabandari@samudra.example")];
});
afterAll(() => house?.close());

const body = (it: PersonViewer) => it.speaksFor[0]!.stakeholderId;
const as = <T>(viewer: PersonViewer, deed: (tx: Db) => Promise<T>) => asViewer(house.house.database.db, viewer, deed);
const document = (asks: number): SubmissionDocument => ({ title: "Any", text: "Because.", asks: Array.from({ length: asks }, (_, index) => ({ text: `Ask ${index + 1}`, pins: [], themeIds: [], proposal: null })), answers: [], interest: null, attachments: [] });
const typed = (asks: number) => AnswerInput.parse({ stakeholder: body(author), combination: "public/named", language: "en", title: "Any", text: "Because.", asks: document(asks).asks.map(({ text }) => ({ text })) });
const sending = (id: string, asks: number, together: boolean): Sending => ({ id, text: clearedText(typed(asks), document(asks)), clears: false, by: { stakeholderId: body(author), showPerson: false, sector: "civil-society" }, filing: { call: opened.call, forum: opened.forum, disclosure: disclosureOf("public/named"), language: "en", document: document(asks), onBehalfOf: together ? [body(coAuthor)] : [] } });

const deeds = ["draft", "send", "send again", "file again", "confirm", "decline", "leave out", "acknowledge", "return", "publish", "publish redacted", "take back", "withdraw"] as const;
type Step = { deed: (typeof deeds)[number]; asks: number };

/** Do it, or be refused; anything but a refusal is a fault. */
async function attempt(it: Step, id: string, together: boolean, reference: string | null): Promise<string | null> {
  const { chance, settings } = house.house;
  const [process, other] = [opened.call.processId, chance.id()];
  const shown = (tx: Db, viewer: PersonViewer) => contributionByReference(tx, process, reference ?? "C-0000000", viewer);
  const all: Record<Step["deed"], () => Promise<unknown>> = {
    draft: () => as(author, (tx) => keepAnswer(tx, author, opened.call, { id, edition: 1, content: typed(it.asks), text: "" }, now)),
    send: () => as(author, (tx) => sendAnswer(tx, author, sending(id, it.asks, together), settings.smallCell, now, chance)), "send again": () => as(author, (tx) => sendAnswer(tx, author, sending(id, it.asks + 1, together), settings.smallCell, now, chance)),
    "file again": () => as(author, async (tx) => sendAgain(tx, author, await shown(tx, author), sending(other, it.asks, together), now, chance)),
    confirm: () => as(coAuthor, async (tx) => decideAsCoAuthor(tx, coAuthor, await shown(tx, coAuthor), body(coAuthor), true, now, chance)), decline: () => as(coAuthor, async (tx) => decideAsCoAuthor(tx, coAuthor, await shown(tx, coAuthor), body(coAuthor), false, now, chance)),
    "leave out": () => as(author, async (tx) => leaveOut(tx, author, await shown(tx, author), body(coAuthor), now, chance)),
    acknowledge: () => as(officer, async (tx) => acknowledgeSubmission(tx, officer, await shown(tx, officer), now, chance)), return: () => as(officer, async (tx) => returnSubmission(tx, officer, await shown(tx, officer), "Shorter.", now, chance)),
    publish: () => as(officer, async (tx) => publishSubmission(tx, officer, await shown(tx, officer), null, now, chance)), "publish redacted": () => as(officer, async (tx) => publishSubmission(tx, officer, await shown(tx, officer), { document: document(it.asks), because: "names-a-person" }, now, chance)),
    "take back": () => as(author, async (tx) => takeBackSubmission(tx, author, await shown(tx, author), now, chance)), withdraw: () => as(author, async (tx) => withdrawComment(tx, author, await shown(tx, author), now, chance)),
  };
  const done = await all[it.deed]().catch((error: unknown) => { if (error instanceof Refusal) return null; throw error; });
  return it.deed === "send" || it.deed === "send again" ? ((done as { reference: string } | null)?.reference ?? reference) : reference;
}

type Seen = { state: string; edition: number; newest: number; asks: number; asked: number; waiting: number; publishedDay: string | null };
const seen = async (reference: string) => (await rowsOf<Seen>(house.house.database.db, sql`select c.state, c.edition, c.published_day as "publishedDay", (select max(edition) from wordings w where w.contribution_id = c.id)::int as newest,
  (select count(*) from asks a where a.contribution_id = c.id)::int as asks, (select jsonb_array_length(document -> 'asks') from wordings w where w.contribution_id = c.id and w.redacted_because is null and document is not null order by edition desc limit 1) as asked,
  (select count(*) from co_authors o where o.contribution_id = c.id and o.state = 'asked')::int as waiting from contributions c where c.reference = ${reference}`))[0]!;

test("no sequence of deeds reaches a state that the rules forbid", async () => {
  const steps = fc.array(fc.record({ deed: fc.constantFrom(...deeds), asks: fc.integer({ min: 1, max: 3 }) }), { minLength: 4, maxLength: 14 });
  await fc.assert(fc.asyncProperty(fc.uuid({ version: 4 }), fc.boolean(), steps, async (id, together, all) => {
    let reference: string | null = null;
    for (const it of [{ deed: "send", asks: 2 } as Step, ...all]) {
      const before: Seen | null = reference ? await seen(reference) : null;
      const next = await attempt(it, id, together, reference);
      if (reference !== null) expect(next).toBe(reference); // one key, one submission
      reference = next;
      const is = await seen(reference!);
      expect(is.edition).toBe(is.newest);
      if (is.asked !== null) expect(is.asks).toBe(is.asked);
      if (is.state === "shown") expect([is.waiting, is.publishedDay !== null]).toEqual([0, true]);
      if (["taken-back", "withdrawn"].includes(before?.state ?? "")) expect(is.state).toBe(before!.state); // for good
      if (before?.state === "shown") expect(["shown", "withdrawn"]).toContain(is.state);
      const readable = await asViewer(house.house.database.db, visitor, (tx) => contributionByReference(tx, opened.call.processId, reference!, visitor).then(() => true, () => false));
      expect(readable).toBe(["shown", "withdrawn"].includes(is.state));
    }
  }), { numRuns: 12, seed: 7 });
}, 240_000);
