// What may be said of an ask, and in which order: the rules without a house, and then any sequence of deeds in one.
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../../test/house.ts";
import { asViewer } from "../../ground/db/request.ts";
import { Refusal } from "../../ground/refusal.ts";
import { houseKeeper, visitor } from "../../ground/viewer.ts";
import { askStates, type AskState } from "../contributions/ask.ts";
import { asksOf } from "../contributions/store/asks.ts";
import type { ShownContribution } from "../contributions/disclosure.ts";
import { holdComment, letGo } from "../contributions/operations.ts";
import { contributionByReference, newestIn } from "../contributions/store.ts";
import { processBySlug } from "../processes/store.ts";
import { daysAheadOf, daysWaiting, linkOf, mayFollow, settable, standingOf, wordsIn } from "./answer.ts";
import { AnswerInput } from "./inputs.ts";
import { readLedgerQuery, ledgerQueryAddress } from "./ledger.ts";
import { setState, setStates } from "./operations.ts";
import { answersOf } from "./store.ts";

const later: Record<AskState, number> = { received: 0, acknowledged: 1, published: 2, grouped: 3, reported: 4, reflected: 5, partly: 5, "not-reflected": 5 };

test("an ask goes onward and never back: from every state only to a later one, or among the three answers", () => {
  const back = askStates.flatMap((from) => mayFollow[from].filter((to) => later[to] < later[from]).map((to) => `${from} → ${to}`));
  expect(back).toEqual([]);
  expect(askStates.filter((it) => mayFollow[it].length === 0)).toEqual(["received", "acknowledged"]);
  for (const answer of ["reflected", "partly", "not-reflected"] as const) expect(mayFollow[answer].toSorted()).toEqual(["not-reflected", "partly", "reflected"]);
});

test("an ask that is grouped or reported still has no answer, and waits", () => {
  expect(askStates.map(standingOf)).toEqual(["unanswered", "unanswered", "unanswered", "unanswered", "unanswered", "reflected", "partly", "not-reflected"]);
  expect([daysWaiting("reported", "2026-02-27", "2026-03-01"), daysWaiting("partly", "2026-02-27", "2026-03-01")]).toEqual([2, null]);
});

test.each([
  ["/model/p/014", "/model/p/014"], ["https://travaux.test/fr/model/p/014?x=1#y", "/model/p/014?x=1#y"], ["/en", "/"], ["https://un.example/doc", "https://un.example/doc"],
  ["http://un.example/doc", null], ["javascript:alert(1)", null], ["//evil.example/x", "https://evil.example/x"], ["https://name:word@un.example/", null], ["data:text/html,x", null], ["https://", null],
])("the link %s is kept as %s", (typed, kept) => expect(linkOf(typed, "https://travaux.test")).toBe(kept));

test.each([["Paragraph two of the article says so since May.", 9], ["第二修订草案第七条第一款已经采纳这一建议。", 10], ["  \n ", 0]])("“%s” has at least that many words: %i", (text, count) => expect(wordsIn(text)).toBeGreaterThanOrEqual(count));

const whole = { ask: ["C-0000000/1"], state: "partly", reason: "Named in one chapter of the two that matter." };
test.each([
  [{ ...whole, ask: [] }, "answers.ask.needed"], [{ ...whole, ask: ["C-0000000/0"] }, "answers.ask.needed"], [{ ...whole, ask: Array.from({ length: 51 }, (_, index) => `C-0000000/${index + 1}`) }, "answers.ask.too-many"],
  [{ ...whole, state: "published" }, "answers.state.needed"], [{ ...whole, reason: "No delegation took it up." }, "answers.reason.needed"], [{ ...whole, reason: "word ".repeat(500) }, "answers.reason.long"],
])("what is said is refused when something is missing: %#", (input, message) => expect(AnswerInput.safeParse(input).error?.issues.map((it) => it.message)).toEqual([message]));

test("an ask that was ticked twice is answered once", () => expect(AnswerInput.parse({ ...whole, ask: ["C-0000000/1", "C-0000000/1"] }).ask).toEqual([{ reference: "C-0000000", number: 1 }]));

test("the address of a question about the ledger leads back to the question, and what makes no sense is left out", () => {
  const asked = { choices: { state: "unanswered", sector: "academia", article: "061", call: "4" }, page: 3 };
  expect(readLedgerQuery(new URL(ledgerQueryAddress("/model/ledger", asked), "http://x").searchParams)).toEqual(asked);
  expect(readLedgerQuery(new URLSearchParams("state=received&sector=pirates&region=mars&article=1'--&theme=%3Cb%3E&call=0&page=-2"))).toEqual({ choices: {}, page: 1 });
});

test("those whose sector waits longer are given the days by which it does", () => {
  const even = [{ sector: "academia", answered: 3, all: 5, medianDays: 20 }, { sector: "civil-society", answered: 3, all: 5, medianDays: 31.4 }, { sector: "un-entity", answered: 0, all: 1, medianDays: null }];
  expect([...daysAheadOf(even)]).toEqual([["academia", 0], ["civil-society", 11]]);
  expect([...daysAheadOf([])]).toEqual([]);
});

const officer = houseKeeper("T. Adeyemi");
const now = new Date("2026-06-09T10:00:00Z");
let house: TestHouse;
let comment: ShownContribution;
beforeAll(async () => {
  house = await openHouse({ sample: true });
  comment = await asViewer(house.house.database.db, visitor, async (tx) => (await newestIn(tx, (await processBySlug(tx, "model")).id, visitor, 50)).find((it) => it.kind === "comment" && it.attribution === "named")!);
});
afterAll(() => house?.close());

const undone = Symbol("taken back");
/** Do something as the officer, and take it back. */
const tried = <T,>(deed: (tx: Parameters<Parameters<typeof asViewer>[2]>[0]) => Promise<T>) => {
  let result: T;
  return asViewer(house.house.database.db, officer, async (tx) => { result = await deed(tx); throw undone; }).catch((error: unknown) => { if (error !== undone) throw error; return result; });
};
const saying = (state: (typeof settable)[number]) => ({ state, reason: "A reason of at least eight words for this test.", link: null });

type Deed = (typeof settable)[number] | "hold" | "let go";
test("whatever is done in whatever order, an ask has one state, the last that was said of it, and what was refused left no trace", async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom<Deed>(...settable, "hold", "let go"), { maxLength: 8 }), async (deeds) => {
    await tried(async (tx) => {
      let [state, held]: [AskState, boolean] = ["published", false];
      const said: AskState[] = [];
      for (const deed of deeds) {
        const shown = await contributionByReference(tx, comment.processId, comment.reference, officer);
        const may = deed === "hold" ? !held : deed === "let go" ? held : !held && mayFollow[state].includes(deed);
        const done = await tx.transaction(async (inner) => {
          if (deed === "hold") await holdComment(inner, officer, shown, { reason: "off-topic", because: "It is about another article." }, now, house.house.chance);
          else if (deed === "let go") await letGo(inner, officer, shown, now, house.house.chance);
          else await setState(inner, officer, { shown, number: 1, line: null }, saying(deed), now, house.house.chance);
          return true;
        }).catch((error: unknown) => { if (error instanceof Refusal) return false; throw error; });
        expect(done, `${deed} at ${state}${held ? ", held" : ""}`).toBe(may);
        if (!done) continue;
        if (deed === "hold" || deed === "let go") held = deed === "hold";
        else { state = deed; said.push(deed); }
      }
      expect((await asksOf(tx, [comment.id], officer)).map((it) => it.state)).toEqual([state]);
      expect((await answersOf(tx, [comment.id], officer)).map((it) => [it.turn, it.state])).toEqual(said.map((it, index) => [index + 1, it]));
    });
  }), { numRuns: 25 });
});

test("several asks are answered together or not at all", async () => {
  const asks = [{ shown: comment, number: 1, line: null }, { shown: comment, number: 2, line: null }];
  await expect(asViewer(house.house.database.db, officer, (tx) => setStates(tx, officer, asks, saying("partly"), now, house.house.chance))).rejects.toMatchObject({ code: "ask-unknown" });
  expect(await asViewer(house.house.database.db, visitor, (tx) => answersOf(tx, [comment.id], visitor))).toEqual([]);
});

test("nobody but an officer says what became of an ask", async () => {
  const { person } = house;
  const somebody = await person({ email: "somebody@test.example" });
  for (const viewer of [visitor, somebody]) await expect(asViewer(house.house.database.db, viewer, (tx) => setState(tx, viewer, { shown: comment, number: 1, line: null }, saying("partly"), now, house.house.chance))).rejects.toBeInstanceOf(Refusal);
});
