// The rules by which a partnership becomes public and stays true: pure.
import { expect, test } from "vitest";
import { isLate } from "./change.ts";
import { checklist, isComplete } from "./checklist.ts";
import { takenOver } from "./operations/merging.ts";
import { changedIn, isStale, mayBePublished, staleFrom, staysConfirmed, waitingOf, wrongIn, type Partner, type Proposal } from "./partnership.ts";

const proposal: Proposal = {
  title: { en: "Clear Signal" }, about: { en: "One short code." }, form: "agreement", basis: { en: "" }, rights: { en: "Complain to the auditor." }, data: { en: "Numbers alone." }, resources: { en: "" }, governance: { en: "" }, countries: ["PE"], regions: ["latin-american-caribbean"],
  functions: ["information-sharing"], status: "running", startsDay: "2023-03-01", endsDay: null, results: [{ text: "Faster", evidence: "https://a.example/" }], sources: ["https://a.example/"], partOfId: null, crimeIds: ["fraud"], partners: [{ stakeholderId: "a", role: "runs it" }, { stakeholderId: "b", role: "audits" }],
};
const partner = (stakeholderId: string, state: Partner["state"], day: string | null = state === "asked" ? null : "2026-06-01"): Partner => ({ partnershipId: "p", edition: 1, stakeholderId, role: "", state, because: null, day });
const passes = (reviewer: string) => ({ reviewer, outcome: "passes" as const });

test.each([
  ["two who confirmed and two officers", [partner("a", "confirmed"), partner("b", "confirmed")], [passes("x"), passes("y")], true],
  ["the same officer twice", [partner("a", "confirmed"), partner("b", "confirmed")], [passes("x"), passes("x")], false],
  ["one officer", [partner("a", "confirmed"), partner("b", "confirmed")], [passes("x")], false],
  ["one who was asked", [partner("a", "confirmed"), partner("b", "asked")], [passes("x"), passes("y")], false],
  ["one who denies", [partner("a", "confirmed"), partner("b", "confirmed"), partner("c", "denied")], [passes("x"), passes("y")], false],
  ["a partnership of one", [partner("a", "confirmed")], [passes("x"), passes("y")], false],
  ["what an officer gave back", [partner("a", "confirmed"), partner("b", "confirmed")], [passes("x"), { reviewer: "y", outcome: "returned" as const }], false],
])("%s: public or not", (_, partners, reviews, may) => expect(mayBePublished(partners, reviews)).toBe(may));

test("whoever denies is looked at first, then whoever is asked, then what came back", () => {
  expect([waitingOf([partner("a", "asked"), partner("b", "denied")], []), waitingOf([partner("a", "asked")], [{ outcome: "returned" }]), waitingOf([partner("a", "confirmed")], [{ outcome: "returned" }]), waitingOf([partner("a", "confirmed")], [])]).toEqual(["denied", "asked", "returned", "review"]);
});

test("taking out who denied asks nobody again; any other change does", () => {
  const before = { ...proposal, partners: [...proposal.partners, { stakeholderId: "c", role: "lends rooms" }], denied: ["c"] };
  expect(staysConfirmed(before, proposal)).toBe(true);
  expect(staysConfirmed(before, { ...proposal, about: { en: "Two short codes." } })).toBe(false);
  expect(staysConfirmed({ ...before, denied: [] }, proposal)).toBe(false); // c had not denied
  expect(staysConfirmed(before, { ...proposal, partners: [{ stakeholderId: "a", role: "owns it" }, proposal.partners[1]!] })).toBe(false);
});

test("the order in which things are said changes nothing", () => {
  const turned: Proposal = { ...proposal, partners: proposal.partners.toReversed(), title: { en: "Clear Signal" } };
  expect([changedIn(proposal, turned), changedIn(proposal, { ...turned, functions: ["research"], endsDay: "2026-01-01" })]).toEqual([[], ["functions", "endsDay"]]);
});

test.each([
  ["nothing", {}, []], ["no title", { title: { en: "" } }, ["title"]], ["an end before its start", { endsDay: "2023-02-28" }, ["endsDay"]], ["an end without a start", { startsDay: null, endsDay: "2023-02-28" }, ["endsDay"]], ["an ended one without its day", { status: "ended" as const }, ["status"]],
  ["a source that is no address", { sources: ["javascript:alert(1)"] }, ["sources"]], ["a result whose evidence is none", { results: [{ text: "x", evidence: "data:text/html,x" }] }, ["results"]], ["no safeguard", { rights: { en: " " }, data: { en: "" } }, ["rights", "data"]],
])("%s is wrong with a proposal", (_, wrong, fields) => expect(wrongIn({ ...proposal, ...wrong })).toEqual(fields));

test("an entry is stale twelve months after its oldest confirmation, on that very day", () => {
  const partners = [partner("a", "confirmed", "2026-01-01"), partner("b", "confirmed", "2025-06-09")];
  expect([staleFrom(partners), isStale(partners, "2026-06-08"), isStale(partners, "2026-06-09"), staleFrom([])]).toEqual(["2026-06-09", false, true, null]);
});

test("a merge loses no confirmation, and keeps the later of two days", () => {
  const from = [partner("a", "confirmed", "2026-05-01"), partner("b", "asked"), partner("c", "confirmed"), partner("d", "denied")];
  const into = [partner("a", "confirmed", "2026-02-01"), partner("e", "confirmed")];
  const { added, later } = takenOver(from, into);
  expect([added.map((it) => it.stakeholderId), later.map((it) => [it.stakeholderId, it.day])]).toEqual([["c"], [["a", "2026-05-01"]]]);
});

test("an answer is late from the day after it was due, and stays late", () => {
  const question = { dueDay: "2026-06-09", answeredDay: null, asideBecause: null };
  expect([isLate(question, "2026-06-09"), isLate(question, "2026-06-10"), isLate({ ...question, answeredDay: "2026-06-09" }, "2026-12-01"), isLate({ ...question, answeredDay: "2026-06-10" }, "2026-12-01"), isLate({ ...question, asideBecause: "No question." }, "2026-12-01")]).toEqual([false, true, false, true, false]);
});

test("a review passes with every point of the checklist, and with no fewer", () => {
  const all = checklist.map((it) => it.slug);
  expect([isComplete(all), isComplete(all.slice(1)), new Set(all).size, checklist.filter((it) => Object.keys(it.text).length !== 6)]).toEqual([true, false, checklist.length, []]);
});
