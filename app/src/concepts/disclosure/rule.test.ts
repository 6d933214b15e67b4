import fc from "fast-check";
import { expect, test } from "vitest";
import { actingAs, houseKeeper, visitor, type PersonViewer, type Viewer } from "../../ground/viewer.ts";
import { admit, isInAudience, mayWrite, taken, type Forum } from "./forum.ts";
import { removeRedactions } from "./guards.ts";
import { audiences, attributions, circles, combinations, disclosureOf, isNarrowing, isOffered, mayChange, rule, shownKind, type OfferedCombination } from "./rule.ts";

const anyCombination = fc.constantFrom(...combinations);
const rank = (it: (typeof circles)[number]) => circles.indexOf(it);

test("every audience with every attribution is offered, but what officers would know anyway", () => {
  const all = audiences.flatMap((audience) => attributions.map((attribution) => `${audience}/${attribution}`));
  expect(all.filter((it) => !isOffered(it))).toEqual(["secretariat/kind"]);
});

test("nobody learns whose an unattributed input is, not even of what kind; and no organisation is known to more than read its words", () => {
  for (const it of combinations) {
    if (disclosureOf(it).attribution === "unattributed") expect([rule[it].organisation, rule[it].sectorAndRegion]).toEqual(["nobody", "nobody"]);
    expect(rank(rule[it].organisation)).toBeGreaterThanOrEqual(rank(rule[it].words));
  }
});

test("narrowing is an order: staying is narrow, two steps are one, and two that narrow each other are one and the same to every circle", () => {
  fc.assert(fc.property(anyCombination, anyCombination, anyCombination, (a, b, c) => {
    expect(isNarrowing(a, a)).toBe(true);
    if (isNarrowing(a, b) && isNarrowing(b, c)) expect(isNarrowing(a, c)).toBe(true);
    if (isNarrowing(a, b) && isNarrowing(b, a)) expect(rule[a]).toEqual(rule[b]);
  }));
});

test("by narrowing no circle ever learns more", () => {
  const knows = (combination: OfferedCombination, circle: (typeof circles)[number]) => (["words", "sectorAndRegion", "organisation"] as const).filter((what) => rank(rule[combination][what]) <= rank(circle));
  expect(combinations.flatMap((from) => combinations.filter((to) => isNarrowing(from, to)).flatMap((to) => circles.slice(0, 3).flatMap((circle) => knows(to, circle).filter((what) => !knows(from, circle).includes(what)))))).toEqual([]);
});

test("an author narrows freely, widens with consent, and never takes back what is nobody's", () => {
  const of = (from: OfferedCombination, to: OfferedCombination) => mayChange(from, to);
  expect(of("public/named", "public/kind")).toBe("freely");
  expect(of("public/kind", "secretariat/named")).toBe("freely"); // officers knew already, and nobody else reads it any more
  expect(of("participants/named", "public/unattributed")).toBe("with-consent"); // more people read the words
  expect(of("secretariat/named", "public/named")).toBe("with-consent");
  for (const to of combinations) expect(of("secretariat/unattributed", to)).toBe(to === "secretariat/unattributed" ? "freely" : "never");
  expect(of("public/unattributed", "participants/unattributed")).toBe("freely");
});

test("a combination that is none is refused by name", () => {
  expect(() => disclosureOf("secretariat/kind")).toThrow("no combination “secretariat/kind”");
});

const african = { sector: "civil-society", region: "african" };
test("sector and region are said if ten share both, the sector alone if ten share that, and else neither", () => {
  const of = (count: number, it: { sector: string; region: string | null }) => Array.from({ length: count }, () => it);
  expect(shownKind(african, of(10, african), 10)).toEqual(african);
  expect(shownKind(african, [...of(9, african), ...of(1, { sector: "civil-society", region: null })], 10)).toEqual({ sector: "civil-society", region: null });
  expect(shownKind(african, [...of(9, african), ...of(50, { sector: "academia", region: "african" })], 10)).toEqual({ sector: null, region: null });
});

test("what is said of an author is always shared by as many as asked, whoever is there", () => {
  const kind = fc.record({ sector: fc.constantFrom("a", "b", "c"), region: fc.constantFrom("x", "y", null) });
  const isSafe = (own: Parameters<typeof shownKind>[0], around: Parameters<typeof shownKind>[1], smallest: number) => {
    const { sector, region } = shownKind(own, around, smallest);
    const alike = around.filter((it) => (sector === null || it.sector === sector) && (region === null || it.region === region));
    return sector === null ? region === null : sector === own.sector && alike.length >= smallest;
  };
  expect(() => fc.assert(fc.property(kind, fc.array(kind, { maxLength: 60 }), fc.integer({ min: 3, max: 12 }), isSafe))).not.toThrow();
});

const now = new Date("2026-06-09T10:00:00Z");
const forum: Forum = { id: "f1", slug: "f", processId: "p1", title: { en: "The forum" }, about: null, purpose: "comment", openTo: "participants", combinations: ["participants/named", "participants/unattributed"], openedAt: new Date("2026-06-01T00:00:00Z"), closedAt: null };
const person = (it: Partial<PersonViewer> = {}): Viewer => ({ ...actingAs("A"), personId: "a", secondFactor: false, ...it });
const participant = person({ participatesIn: ["f1"], speaksFor: [{ stakeholderId: "s", isFocalPoint: false }] });
const stakeholder = person({ speaksFor: [{ stakeholderId: "s", isFocalPoint: false }] });
const officerElsewhere = person({ roles: [{ role: "officer", processId: "p2" }], secondFactor: true });

test("an audience is everyone; participants and officers of the process; officers of the process with their second factor", () => {
  const inside = (viewer: Viewer) => audiences.filter((audience) => isInAudience(viewer, forum, { audience }));
  expect(inside(visitor)).toEqual(["public"]);
  expect(inside(stakeholder)).toEqual(["public"]);
  expect(inside(participant)).toEqual(["public", "participants"]);
  expect(inside(houseKeeper("O"))).toEqual([...audiences]);
  expect(inside({ ...houseKeeper("O"), secondFactor: false })).toEqual(["public"]);
  expect(inside(officerElsewhere)).toEqual(["public"]);
});

test("who may write is who takes part, or any stakeholder's person where the forum is open to them; nobody once it is closed", () => {
  const open: Forum = { ...forum, openTo: "stakeholders" };
  expect([visitor, person(), stakeholder, participant].map((it) => mayWrite(it, forum, now))).toEqual([false, false, false, true]);
  expect([visitor, person(), stakeholder, participant].map((it) => mayWrite(it, open, now))).toEqual([false, false, true, true]);
  expect(mayWrite(participant, { ...forum, closedAt: now }, now)).toBe(false);
  expect(mayWrite(participant, { ...forum, openedAt: new Date("2026-07-01") }, now)).toBe(false);
});

test.each([
  ["a visitor", visitor, forum, "sign-in-first"], ["a stranger", stakeholder, forum, "forum-for-participants"], ["a person who speaks for nobody", person(), { ...forum, openTo: "stakeholders" as const }, "forum-for-stakeholders"],
  ["whoever comes late", participant, { ...forum, closedAt: now }, "forum-closed"],
])("%s is refused with what to do", (_, viewer, asked, code) => {
  expect(() => admit(viewer, asked, { audience: "participants", attribution: "named" }, now)).toThrow(expect.objectContaining({ code }));
});

test("what a forum does not take is refused, also what no forum takes", () => {
  expect(admit(participant, forum, { audience: "participants", attribution: "named" }, now)).toBe("participants/named");
  for (const it of [{ audience: "public", attribution: "named" }, { audience: "secretariat", attribution: "kind" }] as const)
    expect(() => taken(forum, it)).toThrow(expect.objectContaining({ code: "combination-not-offered" }));
});

test("a running house lets no redaction be taken out", () => {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = "production";
  try {
    expect(() => removeRedactions("contribution.row")).toThrow("in tests only");
  } finally {
    process.env.NODE_ENV = before;
  }
});
