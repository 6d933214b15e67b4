import { expect, test } from "vitest";
import type { Call } from "../calls/call.ts";
import { checksOf, wordsCounted } from "./checks.ts";
import type { Sector } from "../stakeholders/stakeholder.ts";
import type { SubmissionDocument } from "./submission.ts";

const call: Call = {
  id: "1", processId: "p", forumId: "f", number: 1, kind: "submissions", state: "announced", title: { en: "Call" }, about: { en: "" }, mandate: { en: "" }, mandateSymbol: "", questions: [{ number: 1, text: { en: "Why?" }, required: true }, { number: 2, text: { en: "How?" }, required: false }],
  wordLimit: 10, wordLimitsBySector: { academia: 5 }, languages: ["en"], opensAt: new Date(0), closesAt: new Date(1), timeZone: "UTC", toleranceMinutes: 10, sectors: ["civil-society", "academia"], exclusive: false, openTo: "stakeholders", combinations: ["public/named"], contact: null, announcedAt: null, cancelledBecause: null,
};
const document: SubmissionDocument = { title: "A title that is not counted at all", text: "Three plain words.", asks: [{ text: "One ask.", pins: [], themeIds: [], proposal: null }], answers: [{ question: 1, text: "Because." }], interest: null, attachments: [] };
const wrong = (it: Partial<Parameters<typeof checksOf>[0]>, sector: Sector | null = "civil-society", coAuthors: Parameters<typeof checksOf>[3] = []) => checksOf({ document, language: "en", late: false, ...it }, call, sector, coAuthors).filter((one) => !one.fine).map((one) => one.check);

test("what keeps to the rules of its call is in order", () => expect(wrong({})).toEqual([]));
test("text, asks and answers count towards the limit of its author’s class, the title does not", () => {
  expect(wordsCounted(document)).toBe(6);
  expect(wrong({}, "academia")).toEqual(["limit"]);
});
test.each([
  ["a required question without an answer", { document: { ...document, answers: [{ question: 2, text: "So." }] } }, "complete"],
  ["no ask", { document: { ...document, asks: [] } }, "complete"],
  ["another language", { language: "fr" }, "language"],
  ["after the closing time", { late: true }, "late"],
] satisfies [string, Parameters<typeof wrong>[0], string][])("the house notices %s", (_, change, check) => expect(wrong(change)).toEqual([check]));
test("the house notices whom the call does not address, and co-authors who have not spoken; of what is nobody’s it knows no class", () => {
  expect(wrong({}, "private-sector")).toEqual(["sector"]);
  expect(wrong({}, null)).toEqual([]);
  expect(wrong({}, "civil-society", [{ state: "asked" }, { state: "confirmed" }])).toEqual(["co-authors"]);
  expect(wrong({}, "civil-society", [{ state: "declined" }])).toEqual([]);
});
