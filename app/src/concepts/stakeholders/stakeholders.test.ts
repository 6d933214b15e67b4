import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../../test/house.ts";
import { allOf, mainOf, wordsOf } from "../../../test/html.ts";
import { asViewer } from "../../ground/db/request.ts";
import { visitor } from "../../ground/viewer.ts";
import { languages } from "../../ground/words.ts";
import { membersOf } from "./store/members.ts";
import { detailsOf, stakeholderAt } from "./store/stakeholders.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse();
  for (const name of ["ann", "bob", "cat", "dan"]) await house.person({ email: `${name}@body.example`, name: `${name[0]!.toUpperCase()}${name.slice(1)} Test` });
});
afterAll(() => house.close());

const [ann, bob, cat, dan] = ["ann@body.example", "bob@body.example", "cat@body.example", "dan@body.example"] as const;
const lantern = { kind: "organisation", name: "Lantern Digital Rights", sector: "civil-society", country: "KE", website: "lantern.example", contactEmail: "desk@lantern.example", "description.en": "Legal aid.", "offers.training": "two days", languages: "en", capacity: "legal director" };
const register = (who: string, form: Record<string, string>) => house.send(who, "/en/registration", { kind: "organisation", sector: "academia", ...form });
const status = async (who: string, path: string) => (await house.get(who, path)).status;
const said = async (answer: Response | Promise<Response>) => { const it = await answer; return [it.status, ...allOf(await it.text(), "h1")]; };
const verified = async (who: string, form: Record<string, string>, slug: string) => {
  expect((await register(who, form)).status).toBe(303);
  expect((await house.send("officer", `/en/desk/registrations/${slug}/verification`, {})).status).toBe(303);
};
/** Ids of forms on a page that lead to a deed: "members/ID/acceptance" → ID. */
const idFor = (html: string, deed: string, part = "members") => new RegExp(`/${part}/([^/"]+)/${deed}"`).exec(html)?.[1] ?? "";

test("a form with mistakes comes back as it was typed, with a sentence for each", async () => {
  const answer = await register(ann, { ...lantern, sector: "", website: "javascript:alert(1)", ror: "05gq02986", country: "XX", name: "Lаntern" });
  const page = await answer.text();
  expect(answer.status).toBe(422);
  expect(/<div class="errors"[^]*?<\/div>/.exec(page)![0].match(/href="#([^"]+)"/g)).toEqual(['href="#name"', 'href="#sector"', 'href="#country"', 'href="#ror"', 'href="#website"']);
  expect(page).toContain('value="javascript:alert(1)"');
  expect(page).toContain("Copy it from ror.org.");
});

test("what is registered is seen by its own people and officers only, until it is verified", async () => {
  const answer = await register(ann, lantern);
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/en/desk/stakeholders/lantern-digital-rights"]);
  const path = "/en/stakeholders/lantern-digital-rights";
  const seen = async () => Promise.all(["visitor", bob, "editor", ann, "officer"].map((who) => status(who, path)));
  expect(await seen()).toEqual([404, 404, 404, 200, 200]);
  expect(await said(house.get("visitor", "/api/v1/stakeholders/lantern-digital-rights"))).toEqual([404]);
  expect(allOf(mainOf(await house.read("officer", "/en/desk/secretariat")), "h2")[0]).toBe("Registrations to verify: 1");
  for (const who of ["visitor", ann, "editor"]) expect((await house.send(who, "/en/desk/registrations/lantern-digital-rights/verification", {})).status, who).toBe(403);
  await house.send("officer", "/en/desk/registrations/lantern-digital-rights/verification", {});
  expect(await seen()).toEqual([200, 200, 200, 200, 200]);
});

test("the profile says what the body is; its address and its people stay hidden until they wish otherwise", async () => {
  const page = await house.read("visitor", "/en/stakeholders/lantern-digital-rights");
  expect(allOf(page, "h1")).toEqual(["Lantern Digital Rights"]);
  expect(wordsOf(mainOf(page))).toContain("Civil society · Kenya, African States");
  expect([page.includes("Ann Test"), page.includes("legal director"), page.includes("desk@lantern.example"), page.includes(ann)]).toEqual([false, false, false, false]);
  expect(wordsOf(mainOf(page))).toContain("People who speak for it: 1. Not named here: 1.");
  await house.send(ann, "/en/desk/stakeholders/lantern-digital-rights/self", { capacity: "legal director", showName: "yes" });
  await house.send(ann, "/en/desk/stakeholders/lantern-digital-rights/profile", { ...lantern, contactPublic: "yes" });
  const open = await house.read("visitor", "/en/stakeholders/lantern-digital-rights");
  expect([open.includes("Ann Test"), open.includes("legal director"), open.includes("desk@lantern.example"), open.includes(ann)]).toEqual([true, true, true, false]);
});

test("the profile is data too: for programs, and for search engines as an Organization that no word can break out of", async () => {
  await house.send(ann, "/en/desk/stakeholders/lantern-digital-rights/profile", { ...lantern, "description.en": "</script><script>alert(1)</script>" });
  const page = await house.read("visitor", "/en/stakeholders/lantern-digital-rights");
  const [, text] = /<script type="application\/ld\+json">([^]*?)<\/script>/.exec(page)!;
  expect(JSON.parse(text!)).toMatchObject({ "@type": "Organization", name: "Lantern Digital Rights", description: "</script><script>alert(1)</script>", address: { addressCountry: "KE" } });
  expect(page).not.toContain("<script>alert");
  const data = JSON.parse(await house.read("visitor", "/api/v1/stakeholders/lantern-digital-rights")) as object;
  expect(data).toMatchObject({ slug: "lantern-digital-rights", sector: "civil-society", country: "KE", regionalGroup: "african", contactEmail: null, memberCount: 1, people: [{ name: "Ann Test", role: "focal-point" }], exchanges: [{ side: "offers", kind: "training", text: "two days" }], stale: false });
});

test("whoever registers a body that may be here is shown it first, and can say that it is another", async () => {
  const near = await register(bob, { name: "Lantern Institute", country: "KE", website: "https://www.lantern.example/about" });
  const page = await near.text();
  expect([near.status, page.includes("same website"), page.includes('href="/en/stakeholders/lantern-digital-rights/joining"'), page.includes('name="different"'), page.includes('value="Lantern Institute"')]).toEqual([422, true, true, true, true]);
  expect((await register(bob, { name: "Lantern Institute", country: "KE", website: "https://www.lantern.example/about", different: "yes" })).status).toBe(303);
  const same = await (await register(cat, { name: "LANTERN digital-rights", country: "KE" })).text();
  expect([same.includes("same name, same country"), same.includes('name="different"')]).toEqual([true, false]);
});

test("two people who register one body at once: the second gets a page that says what to do", async () => {
  const body = { name: "Beacon Observatory", country: "UG", different: "yes", ror: "05gq02987" };
  const answers = await Promise.all([register(cat, body), register(dan, body)]);
  expect(answers.map((it) => it.status).toSorted((a, b) => a - b)).toEqual([303, 409]);
  const page = await answers.find((it) => it.status === 409)!.text();
  expect(wordsOf(mainOf(page))).toContain("ask a colleague who may have registered it to invite you, or write to the secretariat");
  expect((await register(dan, { name: "Another name", country: "UG", different: "yes", ror: "https://ror.org/05gq02987" })).status, "nor under another name with its number").toBe(409);
});

test("a declined registration tells its people why, and gives its name and number free", async () => {
  expect((await house.send("officer", "/en/desk/registrations/beacon-observatory/refusal", { reason: "" })).status).toBe(422);
  await house.send("officer", "/en/desk/registrations/beacon-observatory/refusal", { reason: "No statutes were found." });
  const owner = (await status(cat, "/en/desk/stakeholders/beacon-observatory")) === 200 ? cat : dan;
  expect(await house.read(owner, "/en/desk/stakeholders/beacon-observatory")).toContain("No statutes were found.");
  expect(await status("visitor", "/en/stakeholders/beacon-observatory")).toBe(404);
  expect((await register(dan, { name: "Beacon Observatory", country: "UG", ror: "05gq02987" })).headers.get("location")).toBe("/en/desk/stakeholders/beacon-observatory-2");
});

test("a verified name is changed by the secretariat only", async () => {
  await house.send(ann, "/en/desk/stakeholders/lantern-digital-rights/profile", { ...lantern, name: "United Nations" });
  expect(allOf(await house.read("visitor", "/en/stakeholders/lantern-digital-rights"), "h1")).toEqual(["Lantern Digital Rights"]);
  expect((await house.send("officer", "/en/desk/stakeholders/lantern-digital-rights/profile", { ...lantern, name: "Lantern, Digital Rights" })).status).toBe(303);
  expect(allOf(await house.read("visitor", "/en/stakeholders/lantern-digital-rights"), "h1")).toEqual(["Lantern, Digital Rights"]);
  expect(await status(bob, "/en/desk/stakeholders/lantern-digital-rights/profile")).toBe(404);
});

const room = "/en/desk/stakeholders/lantern-digital-rights";

test("somebody asks to join; the focal point accepts or declines", async () => {
  expect((await house.send(bob, "/en/stakeholders/lantern-digital-rights/joining", { capacity: "researcher" })).status).toBe(303);
  expect(await said(house.send(bob, "/en/stakeholders/lantern-digital-rights/joining", {}))).toEqual([409, "You are a member already, or have asked to be one."]);
  expect(await status(bob, room)).toBe(404);
  const id = idFor(await house.read(ann, room), "acceptance");
  expect((await house.send(bob, `${room}/members/${id}/acceptance`, {})).status).toBe(404);
  expect((await house.send(ann, `${room}/members/${id}/acceptance`, {})).status).toBe(303);
  expect(await status(bob, room)).toBe(200);
  expect((await house.send(bob, `${room}/clearing`, { clears: "yes" })).status).toBe(403);
  await house.send(cat, "/en/stakeholders/lantern-digital-rights/joining", {});
  await house.send(ann, `${room}/members/${idFor(await house.read(ann, room), "refusal")}/refusal`, {});
  expect(wordsOf(mainOf(await house.read(cat, "/en/memberships")))).toContain("Lantern, Digital Rights declined");
});

test("an invitation is seen and taken up by whoever has the address, and by nobody else", async () => {
  expect((await house.send(ann, `${room}/invitations`, { email: "DAN@body.example" })).status).toBe(303);
  const id = idFor(await house.read(dan, "/en/memberships"), "acceptance", "invitations");
  expect(await said(house.send(cat, `/en/invitations/${id}/acceptance`, {}))).toEqual([404, "This invitation is not for you, or does not hold any more."]);
  expect((await house.send(dan, `/en/invitations/${id}/acceptance`, {})).status).toBe(303);
  expect(await status(dan, room)).toBe(200);
});

const memberIdOf = (page: string, name: string, deed: string) => page.split("<li").filter((it) => it.includes(name)).map((it) => idFor(it, deed)).find(Boolean) ?? "";

test("a focal point cannot leave without a successor, hands over with a trace, and then leaves", async () => {
  const page = await house.read(ann, room);
  const own = memberIdOf(page, "Ann Test", "ending");
  const answer = await house.send(ann, `${room}/members/${own}/ending`, {});
  expect([answer.status, wordsOf(mainOf(await answer.text()))]).toEqual([409, expect.stringContaining("Make another member focal point first.")]);
  expect((await house.send(ann, `${room}/members/${memberIdOf(page, "Bob Test", "focal-point")}/focal-point`, {})).status).toBe(303);
  expect((await house.send(ann, `${room}/members/${own}/ending`, {})).status).toBe(303);
  expect([await status(ann, room), await status(bob, `${room}/profile`)]).toEqual([404, 200]);
  const { rows } = (await house.house.database.db.execute("select details from journal where what = 'focal point handed over'")) as unknown as { rows: { details: { from: string } }[] };
  expect(rows.map((it) => it.details.from)).toEqual([own]);
});

test("when a focal point is gone the secretariat appoints another", async () => {
  expect((await house.send(dan, `${room}/focal-point/dismissal`, {})).status).toBe(403);
  await house.send("officer", `${room}/focal-point/dismissal`, {});
  expect(wordsOf(mainOf(await house.read("officer", "/en/desk/secretariat")))).toContain("Without a focal point: 1");
  await house.send("officer", `${room}/members/${memberIdOf(await house.read("officer", room), "Dan Test", "focal-point")}/focal-point`, {});
  expect(await status(dan, `${room}/profile`)).toBe(200);
});

test("a profile is confirmed yearly by its focal point, and marked stale after", async () => {
  house.setClock("2027-06-09T10:00:00Z");
  expect(await house.read("visitor", "/en/stakeholders/lantern-digital-rights")).toContain("This profile may be out of date.");
  expect((await house.send(bob, "/en/stakeholders/lantern-digital-rights/confirmation", {})).status).toBe(403);
  await house.send(dan, "/en/stakeholders/lantern-digital-rights/confirmation", {});
  expect(await house.read("visitor", "/en/stakeholders/lantern-digital-rights")).toContain("Confirmed by the focal point on 9 Jun 2027; asked again on 9 Jun 2028.");
});

test("duplicates are merged without losing anybody, the old address leads on, and it can be undone", async () => {
  await verified(cat, { name: "Lantern Foundation", country: "UG", lei: "5493001KJTIIGC8Y1R12", different: "yes" }, "lantern-foundation");
  expect((await house.send(cat, "/en/desk/merges", { from: "lantern-foundation", into: "lantern-digital-rights" })).status).toBe(403);
  expect((await house.send("officer", "/en/desk/merges", { from: "http://travaux.test/en/stakeholders/lantern-foundation", into: "lantern-digital-rights" })).headers.get("location")).toBe("/en/stakeholders/lantern-digital-rights");
  const old = await house.get("visitor", "/fr/stakeholders/lantern-foundation");
  expect([old.status, old.headers.get("location")]).toEqual([301, "/fr/stakeholders/lantern-digital-rights"]);
  const data = async (slug: string) => JSON.parse(await house.read("visitor", `/api/v1/stakeholders/${slug}`)) as { memberCount: number; identifiers: object[] };
  expect(await data("lantern-digital-rights")).toMatchObject({ memberCount: 3, identifiers: [{ scheme: "lei", value: "5493001KJTIIGC8Y1R12" }] });
  const id = idFor(await house.read("officer", "/en/desk/merges"), "undoing", "merges");
  expect((await house.send("officer", `/en/desk/merges/${id}/undoing`, {})).status).toBe(303);
  expect([(await data("lantern-digital-rights")).memberCount, (await data("lantern-foundation")).memberCount, await status(cat, "/en/desk/stakeholders/lantern-foundation/profile")]).toEqual([2, 1, 200]);
});

test("a merge on which something was built is not undone", async () => {
  await house.send("officer", "/en/desk/merges", { from: "lantern-foundation", into: "lantern-digital-rights" });
  const page = await house.read(dan, room);
  await house.send(dan, `${room}/members/${memberIdOf(page, "Cat Test", "ending")}/ending`, {});
  const id = idFor(await house.read("officer", "/en/desk/merges"), "undoing", "merges");
  expect((await house.send("officer", `/en/desk/merges/${id}/undoing`, {})).status).toBe(409);
});

test("pages with people take as many queries for three as for one", async () => {
  const count = async (slug: string) => {
    let queries = 0;
    await asViewer(house.house.database.db, visitor, async (tx) => {
      const session = (tx as unknown as { session: { prepareQuery: (...args: unknown[]) => unknown } }).session;
      const before = session.prepareQuery.bind(session);
      session.prepareQuery = (...args) => { queries++; return before(...args); };
      const found = await stakeholderAt(tx, slug, visitor);
      if ("movedTo" in found) throw new RangeError(slug);
      await detailsOf(tx, found.it.id);
      expect((await membersOf(tx, found.it.id, visitor, found.standing)).length).toBe(slug === "solo" ? 1 : 2);
    }, "read");
    return queries;
  };
  await verified(ann, { name: "Solo", different: "yes" }, "solo");
  const [one, several] = [await count("solo"), await count("lantern-digital-rights")];
  expect(one).toBeGreaterThan(3);
  expect(several).toBe(one);
});

const pagesOf = { visitor: ["/stakeholders/lantern-digital-rights"], [dan]: ["/memberships", "/registration", "/desk/stakeholders/lantern-digital-rights", "/desk/stakeholders/lantern-digital-rights/profile", "/letters", "/own-data"], [ann]: ["/stakeholders/lantern-digital-rights/joining", "/stakeholders/lantern-digital-rights/letter"], officer: ["/desk/secretariat", "/desk/registrations/lantern-institute", "/desk/merges", "/desk/lists", "/desk/lists/import"] };

test.each(languages)("every page is whole in %s", async (language) => {
  for (const [who, paths] of Object.entries(pagesOf)) for (const path of paths) {
    const answer = await house.get(who, `/${language}${path}`);
    const page = await answer.text();
    expect([path, answer.status, allOf(page, "h1").length]).toEqual([path, 200, 1]);
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map((it) => it[1]);
    expect(ids.length, `${path}: ids are there once`).toBe(new Set(ids).size);
  }
});

test("no page of one's own opens without a session, nor the secretariat's without its role", async () => {
  for (const path of [...pagesOf[dan], ...pagesOf[ann], ...pagesOf.officer]) expect([403, 404], path).toContain(await status("visitor", `/en${path}`));
  for (const path of pagesOf.officer) for (const who of ["editor", dan]) expect([403, 404], `${who} ${path}`).toContain(await status(who, `/en${path}`));
});
