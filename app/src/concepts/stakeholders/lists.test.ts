import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../../test/house.ts";
import { allOf, mainOf, wordsOf } from "../../../test/html.ts";

let house: TestHouse;
beforeAll(async () => void (house = await openHouse()));
afterAll(() => house.close());

const upload = async (text: string, who = "officer") => {
  const answer = await house.send(who, "/en/desk/lists/import", { file: new File([text], "members.csv") });
  return { answer, at: answer.headers.get("location") ?? "" };
};
const preview = async (text: string) => { const { at } = await upload(text); return { at, page: mainOf(await house.read("officer", at)) }; };
const bodies = async () => {
  const { rows } = (await house.house.database.db.execute("select slug, name->>'en' as name, country, website from stakeholders order by slug")) as unknown as { rows: { slug: string; name: string; country: string; website: string | null }[] };
  return rows.map((it) => [it.slug, it.name, it.country, it.website]);
};
const list = "Organisation,Sector,Country,Website,ROR\nLantern Digital Rights,NGO,Kenya,lantern.example,\nManara Centre,academia,الأردن,,05gq02987\n";

test("only officers read lists", async () => {
  for (const who of ["visitor", "editor"]) expect((await upload(list, who)).answer.status, who).toBe(403);
  expect(await bodies()).toEqual([]);
});

test("a list is looked at before anything is changed, and applied whole", async () => {
  const { at, page } = await preview(list);
  expect(allOf(page, "h2")).toEqual(["New: 2"]);
  expect(await bodies()).toEqual([]);
  expect((await house.send("officer", `${at}/application`, {})).status).toBe(303);
  expect(await bodies()).toEqual([["lantern-digital-rights", "Lantern Digital Rights", "KE", "https://lantern.example/"], ["manara-centre", "Manara Centre", "JO", null]]);
  expect((await house.send("officer", `${at}/application`, {})).status, "and not twice").toBe(409);
});

test("the same list again changes nothing; another one shows field by field what it would change", async () => {
  expect(allOf((await preview(list)).page, "h2")).toEqual(["The same: 2"]);
  const { page } = await preview("Organisation,Sector,Country,Website\nManara Centre,,Jordan,https://manara.example\nBeacon,NGO,Uganda,\n");
  expect(allOf(page, "h2")).toEqual(["Would change: 1", "New: 1"]);
  expect(wordsOf(page)).toContain("Manara Centre → manara-centre Website: https://manara.example/");
});

test("a list with problems says where and what to do, and nothing of it is taken in", async () => {
  const before = await bodies();
  const { at, page } = await preview('Organisation,Sector,Country\nGood,NGO,Kenya\n=cmd|x,NGO,Kenya\nRuritanian Union,NGO,Ruritania\nLan\u202Enret,NGO,Kenya\n"Open,NGO,Kenya\n');
  const rows = [...page.matchAll(/<tr role="row">([^]*?)<\/tr>/g)].map((it) => wordsOf(it[1]!)).slice(1);
  expect(rows.map((it) => it.split(" ").slice(0, 3).join(" "))).toEqual(["3 1 Organisation", "4 3 Country", "5 1 Organisation", "6 1 Organisation"]);
  expect(rows[1]).toContain("Write the name that the United Nations uses, or the ISO code");
  expect(rows[2]).toContain("[U+202E]");
  expect([page.includes("/application"), page.includes("\u202E")]).toEqual([false, false]);
  expect((await house.send("officer", `${at}/application`, {})).status).toBe(422);
  expect(await bodies()).toEqual(before);
});

test("a list without sectors is applied once one is chosen for all lines", async () => {
  const { at, page } = await preview("Organisation,Country\nOmbra Collective,Italy\n");
  expect(page).toContain("choose one for all lines without");
  await house.send("officer", `${at}/columns`, { "column.0": "name", "column.1": "country", sector: "civil-society" });
  expect(allOf(mainOf(await house.read("officer", at)), "h2")).toEqual(["New: 1"]);
});

test("a doubtful line waits for a decision", async () => {
  const { at, page } = await preview("Organisation,Sector,Country,Website\nLantern Institute,academia,Kenya,https://lantern.example/institute\n");
  expect([allOf(page, "h2"), page.includes("same website")]).toEqual([["Perhaps here already: 1"], true]);
  const before = (await bodies()).length;
  await house.send("officer", `${at}/application`, { "line.2": "new" });
  expect((await bodies()).length).toBe(before + 1);
});

test("a list is not applied to a house that has changed since it was looked at", async () => {
  const { at } = await preview("Organisation,Sector,Country\nKite Union,NGO,Brazil\n");
  const other = await preview("Organisation,Sector,Country\nKite Union,NGO,Brazil\n");
  await house.send("officer", `${other.at}/application`, {});
  const answer = await house.send("officer", `${at}/application`, {});
  expect([answer.status, ...allOf(await answer.text(), "h1")]).toEqual([409, "The house has changed since this list was looked at."]);
});

test("a list is taken back: what it added goes, what it changed is as before, what was built upon stays", async () => {
  const before = await bodies();
  const { at } = await preview("Organisation,Sector,Country,Website,ROR\nManara Centre,,Jordan,https://manara.example,\nNew One,NGO,Peru,,\nNew Two,NGO,Peru,,00x6h5n95\n");
  await house.send("officer", `${at}/application`, {});
  await house.person({ email: "pia@body.example", name: "Pia Test" });
  await house.send("pia@body.example", "/en/stakeholders/new-one/joining", {});
  expect((await house.send("officer", `${at}/undoing`, {})).status).toBe(303);
  expect(await bodies()).toEqual([...before, ["new-one", "New One", "PE", null]].toSorted((a, b) => (a[0]! < b[0]! ? -1 : 1)));
  expect((await house.send("officer", `${at}/undoing`, {})).status).toBe(409);
});

test("a body is found under the names and numbers of those that were merged into it, and is not called by them again", async () => {
  const { at } = await preview("Organisation,Sector,Country,Website,ROR\nOmbra Institute,academia,Italy,https://ombra.example,\nOmbra Lab,academia,France,,00k4n6c32\nOmbra Archive,academia,Italy,,\n");
  await house.send("officer", `${at}/application`, {});
  for (const [from, into] of [["ombra-archive", "ombra-lab"], ["ombra-lab", "ombra-institute"]] as const) expect((await house.send("officer", "/en/desk/merges", { from, into })).status).toBe(303);
  const same = await preview("Organisation,Sector,Country,ROR\nOmbra Lab,academia,France,00k4n6c32\nOMBRA ARCHIVE,academia,Italy,\n");
  expect(allOf(same.page, "h2")).toEqual(["The same: 2"]);
  const { at: other, page } = await preview("Organisation,Sector,Country,Website\nOmbra Lab,academia,France,https://lab.ombra.example\nOmbra Archive,academia,Spain,\n");
  expect(allOf(page, "h2")).toEqual(["Perhaps here already: 1", "Would change: 1"]);
  expect(wordsOf(page)).toContain("Ombra Lab → ombra-institute Website: https://ombra.example/ https://lab.ombra.example/ ");
  await house.send("officer", `${other}/application`, {});
  expect((await bodies()).filter((it) => String(it[0]).startsWith("ombra-i"))).toEqual([["ombra-institute", "Ombra Institute", "IT", "https://lab.ombra.example/"]]);
});

test("whoever registers a body under the name of a merged one is shown where it is", async () => {
  const answer = await house.send("pia@body.example", "/en/registration", { kind: "organisation", name: "Ombra Lab", sector: "academia", country: "FR" });
  expect([answer.status, wordsOf(mainOf(await answer.text()))]).toEqual([422, expect.stringContaining("Ombra Institute")]);
});

test("taking a list back keeps what was changed since, and says by line what is kept and why", async () => {
  const { at } = await preview("Organisation,Sector,Country,Website,ROR,ECOSOC\nManara Centre,,Jordan,https://manara.example/new,,\nKite Union,,Brazil,,,777001\nGuest One,NGO,Peru,,,\nEdited One,NGO,Peru,,,\nPlain One,NGO,Peru,,,\nNumbered One,NGO,Peru,,02mhbdp94,\n");
  await house.send("officer", `${at}/application`, {});
  const profile = { kind: "organisation", sector: "civil-society", country: "PE", languages: "es" };
  await house.send("officer", "/en/desk/stakeholders/guest-one/invitations", { email: "guest@body.example" });
  await house.send("officer", "/en/desk/stakeholders/edited-one/profile", { ...profile, name: "Edited One", "description.en": "Written by hand." });
  await house.send("officer", "/en/desk/stakeholders/numbered-one/profile", { ...profile, name: "Numbered One", languages: "", ror: "" });
  await house.send("officer", "/en/desk/stakeholders/kite-union/profile", { ...profile, name: "Kite Union", country: "BR", languages: "", ecosoc: "777002" });
  const answer = await house.send("officer", `${at}/undoing`, {});
  expect(answer.headers.get("location")).toBe(at);
  const page = mainOf(await house.read("officer", at));
  expect(allOf(page, "h2").at(0)).toBe("Kept: 4");
  const kept = [...page.split('id="kept"')[1]!.split("</ol>")[0]!.matchAll(/<li value="\d+">([^]*?)<\/li>/g)].map((it) => wordsOf(it[1]!));
  expect(kept).toEqual([
    "line 3 Kite Union It was changed since.", "line 4 Guest One People, invitations, letters, networks or merged entries have come to it since.",
    "line 5 Edited One It was changed since.", "line 7 Numbered One It was changed since.",
  ]);
  const names = new Set((await bodies()).map((it) => it[1]));
  expect(["Guest One", "Edited One", "Plain One", "Numbered One"].filter((it) => names.has(it))).toEqual(["Guest One", "Edited One", "Numbered One"]);
  expect((await bodies()).find((it) => it[0] === "manara-centre")?.[3]).toBe(null);
});

test("a body whose old name was taken up since stays as the list made it, and the rest goes back", async () => {
  await house.send("officer", `${(await preview("Organisation,Sector,Country,ROR\nDune Forum,NGO,Egypt,05tjvxv86\n")).at}/application`, {});
  const { at } = await preview("Organisation,Sector,Country,ROR\nDune Forum of the North,NGO,Egypt,05tjvxv86\nPasser One,NGO,Egypt,\n");
  await house.send("officer", `${at}/application`, {});
  await house.send("officer", `${(await preview("Organisation,Sector,Country\nDune Forum,NGO,Egypt\n")).at}/application`, {});
  expect((await house.send("officer", `${at}/undoing`, {})).status).toBe(303);
  expect(wordsOf(mainOf(await house.read("officer", at)))).toContain("What it had before belongs to another entry now.");
  expect((await bodies()).map((it) => it[1]).filter((it) => String(it).startsWith("Dune") || it === "Passer One")).toEqual(["Dune Forum of the North", "Dune Forum"]);
});

test("what is no list is refused in the form", async () => {
  const { answer } = await upload("\u0089PNG\0");
  expect([answer.status, (await answer.text()).includes("Save the table as CSV (UTF-8) or XLSX.")]).toEqual([422, true]);
});

test("ten thousand lines are looked at and applied", async () => {
  const { at, page } = await preview(`Organisation,Sector,Country\n${Array.from({ length: 10_000 }, (_, index) => `Invented Body ${index},NGO,Kenya`).join("\n")}\n`);
  expect(allOf(page, "h2")).toEqual(["New: 10,000"]);
  expect((await house.send("officer", `${at}/application`, {})).status).toBe(303);
  expect((await house.send("officer", `${at}/undoing`, {})).status).toBe(303);
}, 120_000);
