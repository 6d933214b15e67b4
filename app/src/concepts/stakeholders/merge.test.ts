import { expect, test } from "vitest";
import { seededChance } from "../../ground/chance.ts";
import { disclose, discloseMember } from "./disclosure.ts";
import { mergePlan } from "./merge.ts";
import { isUntouched } from "./operations/merging.ts";
import { identifierSchemes, membershipStates, type Membership, type Stakeholder } from "./stakeholder.ts";
import { visitor, type PersonViewer, type Viewer } from "../../ground/viewer.ts";

const chance = seededChance("merges");
const die = (sides: number) => chance.bytes(1)[0]! % sides;
const at = new Date("2026-01-01");

/** A body with people of whom at most one is focal point and none is in twice at once, as the database keeps it. */
function side(stakeholderId: string) {
  const live = new Set<string>();
  let hasFocalPoint = false;
  const memberships = Array.from({ length: die(7) }, (_, index): Membership => {
    const personId = `person-${die(6)}`;
    let state = membershipStates[die(membershipStates.length)]!;
    if ((state === "asked" || state === "active") && live.has(personId)) state = "ended";
    if (state === "asked" || state === "active") live.add(personId);
    const role = state === "active" && !hasFocalPoint && die(2) === 0 ? "focal-point" : "member";
    hasFocalPoint ||= role === "focal-point";
    return { id: `${stakeholderId}-${index}`, stakeholderId, personId, role, state, capacity: null, showName: false, askedAt: at, since: at, endedAt: null };
  });
  const identifiers = identifierSchemes.filter(() => die(2) === 0).map((scheme) => ({ id: `${stakeholderId}-${scheme}`, scheme, value: stakeholderId }));
  return { memberships, identifiers, themes: ["a", "b", "c", "d"].filter(() => die(2) === 0), correspondences: [`${stakeholderId}-letter`],
    invitations: ["x", "y", "z"].filter(() => die(2) === 0).map((email) => ({ id: `${stakeholderId}-${email}`, email })), networks: [`${stakeholderId}-network`], ties: ["n", "o", "p"].filter(() => die(2) === 0) };
}

/** The memberships of both as the plan leaves them. */
function after(from: ReturnType<typeof side>, into: ReturnType<typeof side>) {
  const plan = new Map(mergePlan(from, into).memberships.map((it) => [it.id, it]));
  const moved = from.memberships.map((it): Membership => {
    const step = plan.get(it.id)!;
    return { ...it, stakeholderId: "into", state: step.endedAsTwin ? "ended" : it.state, role: step.madeMember ? "member" : it.role };
  });
  return [...into.memberships, ...moved];
}

test("whatever is merged: every membership is kept, nobody is in twice, there is one focal point at most and none is lost", () => {
  for (let round = 0; round < 500; round++) {
    const [from, into] = [side("from"), side("into")];
    const result = after(from, into);
    expect(result.map((it) => it.id).toSorted()).toEqual([...from.memberships, ...into.memberships].map((it) => it.id).toSorted());
    const live = result.filter((it) => it.state === "asked" || it.state === "active").map((it) => it.personId);
    expect(new Set(live).size).toBe(live.length);
    const focal = (of: Membership[]) => of.filter((it) => it.state === "active" && it.role === "focal-point").length;
    expect(focal(result)).toBeLessThanOrEqual(1);
    if (focal(into.memberships) === 1) expect(result.find((it) => it.role === "focal-point" && it.state === "active")!.stakeholderId).toBe("into");
  }
});

test("whatever is merged: every number stays with somebody, one of each register is held, and themes, networks and invitations are those of both", () => {
  for (let round = 0; round < 200; round++) {
    const [from, into] = [side("from"), side("into")];
    const plan = mergePlan(from, into);
    expect([...plan.identifiers, ...plan.released].toSorted()).toEqual(from.identifiers.map((it) => it.id).toSorted());
    const held = [...into.identifiers, ...from.identifiers.filter((it) => plan.identifiers.includes(it.id))].map((it) => it.scheme);
    expect(new Set(held).size).toBe(held.length);
    expect(new Set([...into.themes, ...plan.themes])).toEqual(new Set([...into.themes, ...from.themes]));
    expect([...into.ties, ...plan.ties!].toSorted(), "in each network once").toEqual([...new Set([...into.ties, ...from.ties])].toSorted());
    const invited = [...into.invitations, ...from.invitations.filter((it) => plan.invitations!.includes(it.id))].map((it) => it.email);
    expect(invited.toSorted(), "each address is invited once").toEqual([...new Set([...into.invitations, ...from.invitations].map((it) => it.email))].toSorted());
  }
});

test("a merge is untouched as it was left, and not once anything of it has changed", () => {
  for (let round = 0; round < 200; round++) {
    const [from, into] = [side("from"), side("into")];
    const plan = mergePlan(from, into);
    const moved = after(from, into).slice(into.memberships.length);
    expect(isUntouched(plan, moved, "into")).toBe(true);
    if (moved.length === 0) continue;
    const which = die(moved.length);
    expect(isUntouched(plan, moved.with(which, { ...moved[which]!, state: "declined" === moved[which]!.state ? "active" : "declined" }), "into")).toBe(false);
    expect(isUntouched(plan, moved.with(which, { ...moved[which]!, stakeholderId: "elsewhere" }), "into")).toBe(false);
  }
});

const body: Stakeholder = {
  id: "s", slug: "s", kind: "organisation", name: { en: "S" }, shortName: null, sector: "academia", country: null, regionalGroup: null, languages: [], description: {}, website: null,
  contactEmail: "secret@s.example", contactPublic: false, state: "declined", declinedBecause: "secret reason", invented: false, clearsBeforeFiling: true, registeredAt: at, verifiedAt: null, confirmedAt: null, mergedIntoId: null,
};
const person = (it: Partial<PersonViewer>): Viewer => ({ kind: "person", personId: "p", sessionId: "", name: "P", roles: [], speaksFor: [], participatesIn: [], secondFactor: false, fresh: true, ...it });
const officer = person({ roles: [{ role: "officer", processId: null }], secondFactor: true });

test("what is inside a body is known to its own people and to officers with a second factor", () => {
  const knows = (viewer: Viewer, isOwn: boolean) => JSON.stringify(disclose(body, viewer, isOwn)).includes("secret");
  expect([knows(visitor, false), knows(person({}), false), knows(person({ roles: [{ role: "editor", processId: null }] }), false), knows(person({ roles: [{ role: "officer", processId: null }] }), false), knows(person({}), true), knows(officer, false)])
    .toEqual([false, false, false, false, true, true]);
  expect(disclose({ ...body, contactPublic: true }, visitor, false).contactEmail).toBe("secret@s.example");
});

test("a member is named to everyone by wish only, and their address is known to the focal point, officers and themselves", () => {
  const member = { id: "m", stakeholderId: "s", personId: "q", role: "member" as const, state: "active" as const, capacity: "clerk", showName: false, askedAt: at, since: at, endedAt: null, name: "Quinn", email: "quinn@s.example" };
  const shown = (viewer: Viewer, isOwn: boolean, isFocalPoint: boolean, showName = false) => { const { name, capacity, email, personId } = discloseMember({ ...member, showName }, viewer, { isOwn, isFocalPoint }); return [name, capacity, email, personId]; };
  expect(shown(visitor, false, false)).toEqual([null, null, null, ""]);
  expect(shown(visitor, false, false, true)).toEqual(["Quinn", "clerk", null, ""]);
  expect(shown(person({}), true, false)).toEqual(["Quinn", "clerk", null, "q"]);
  expect(shown(person({}), true, true)).toEqual(["Quinn", "clerk", "quinn@s.example", "q"]);
  expect(shown(person({ personId: "q" }), true, false)).toEqual(["Quinn", "clerk", "quinn@s.example", "q"]);
  expect(shown(officer, false, false)).toEqual(["Quinn", "clerk", "quinn@s.example", "q"]);
});
