import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../../../test/house.ts";
import { allOf, mainOf, wordsOf } from "../../../../test/html.ts";
import { personByEmail } from "../../../ground/auth/people.ts";
import { asViewer } from "../../../ground/db/request.ts";
import { actingAs, visitor, type PersonViewer } from "../../../ground/viewer.ts";
import { searchDirectory } from "../directory/store.ts";
import { speaksFor } from "../store/members.ts";
import { ItemInput } from "./inputs.ts";
import { confirmTie, declareTie, endTie, foundNetwork, putItem, takeItem } from "./operations.ts";
import { allNetworks, itemsOf, listedBody, networkBySlug, tiesOf } from "./store.ts";

let house: TestHouse | undefined;
beforeAll(async () => { house = await openHouse({ sample: true }); });
afterAll(() => house?.close());

const now = new Date("2026-06-09T10:00:00Z");
const inHouse = <T>(fn: Parameters<typeof asViewer<T>>[2]) => asViewer(house!.house.database.db, visitor, fn);
/** The focal point with this address, as their session would have them. */
const focalPoint = (email: string) => inHouse(async (tx): Promise<PersonViewer> => {
  const person = (await personByEmail(tx, email))!;
  return { ...actingAs(person.name), personId: person.id, speaksFor: await speaksFor(tx, person.id) };
});
const network = (slug: string) => inHouse(async (tx) => (await networkBySlug(tx, slug)).network);
const members = async (slug: string) => { const { id } = await network(slug); return inHouse(async (tx) => (await tiesOf(tx, id, { waiting: false })).map((it) => it.slug)); };
const inDirectory = (slug: string) => inHouse(async (tx) => (await searchDirectory(tx, { words: "", choices: { network: [slug] }, order: "name", page: 1 }, "en")).total);

test("the sample has three networks, each marked as invented; a member stands there when both ends agree", async () => {
  expect((await inHouse(allNetworks)).map((it) => [it.slug, it.members, it.invented])).toEqual([["expert-group-on-electronic-evidence", 6, true], ["first-day-network", 7, true], ["voices-east", 5, true]]);
  const page = await house!.read("visitor", "/en/networks/voices-east");
  expect(page).toContain("Tamarind Legal Network");
  expect(page).toContain("invented");
  expect(page).not.toMatch(/Faro Abierto|Quetzal Hotline/); // one asked, the other was invited: neither is a member yet
});

test("a body declares, the convenor confirms: then it is a member, on the page, in its profile and in the directory", async () => {
  const it = await network("voices-east");
  const [member, convenor] = [await focalPoint("dewi.prabandari@samudra.example"), await focalPoint("neema.kassimu@tamarind.example")];
  const onProfile = async () => [(await house!.read("visitor", "/en/stakeholders/samudra-policy-lab")).includes('href="/en/networks/voices-east"'), (JSON.parse(await house!.read("visitor", "/api/v1/stakeholders/samudra-policy-lab")) as { networks: string[] }).networks];
  await inHouse((tx) => declareTie(tx, member, it, "samudra-policy-lab", now));
  expect(await members("voices-east")).not.toContain("samudra-policy-lab");
  expect(await onProfile()).toEqual([false, ["expert-group-on-electronic-evidence"]]);
  await inHouse((tx) => confirmTie(tx, convenor, it, "samudra-policy-lab", now));
  expect(await members("voices-east")).toContain("samudra-policy-lab");
  expect(await inDirectory("voices-east")).toBe(6);
  expect(await onProfile()).toEqual([true, ["expert-group-on-electronic-evidence", "voices-east"]]);
  await inHouse((tx) => endTie(tx, member, it, "samudra-policy-lab", now));
});

test("the convenor invites, the body declares: the reverse holds too, and either end may undo it", async () => {
  const it = await network("voices-east");
  const [invited, convenor] = [await focalPoint("dolores.ixcoy@quetzal.example"), await focalPoint("neema.kassimu@tamarind.example")];
  await inHouse((tx) => declareTie(tx, invited, it, "quetzal-hotline-for-victims", now));
  expect(await members("voices-east")).toContain("quetzal-hotline-for-victims");
  await inHouse((tx) => endTie(tx, convenor, it, "quetzal-hotline-for-victims", now));
  expect(await members("voices-east")).not.toContain("quetzal-hotline-for-victims");
  expect(await inDirectory("voices-east")).toBe(5);
  await expect(inHouse((tx) => endTie(tx, convenor, it, "tamarind-legal-network", now))).rejects.toThrow("keeps its convenor");
});

test("nobody speaks for another body: a member confirms nobody, a stranger ties nobody, a visitor is asked to sign in", async () => {
  const it = await network("voices-east");
  const member = await focalPoint("amina.wekesa@lantern.example");
  await expect(inHouse((tx) => confirmTie(tx, member, it, "faro-abierto", now))).rejects.toThrow("focal point");
  await expect(inHouse((tx) => declareTie(tx, member, it, "halcyon-cloud", now))).rejects.toThrow("focal point");
  await expect(inHouse((tx) => putItem(tx, member, it, { kind: "paper", title: "x", address: "https://a.example", day: "2026-06-09" }, now, house!.house.chance))).rejects.toThrow("focal point");
  await expect(inHouse((tx) => declareTie(tx, visitor as never, it, "halcyon-cloud", now))).rejects.toMatchObject({ code: "sign-in-first" });
  expect(await members("voices-east")).toHaveLength(5);
});

test("a focal point founds a network, whose room takes papers, calls and meetings, and gives them up again", async () => {
  const person = await focalPoint("amina.wekesa@lantern.example");
  const { chance } = house!.house;
  const input = { convenor: "lantern-digital-rights", kind: "expert-group", name: "Group on Device Examination", about: "Compares laboratories." } as const;
  const made = await inHouse((tx) => foundNetwork(tx, person, input, now, chance));
  expect(await members(made.slug)).toEqual(["lantern-digital-rights"]);
  await expect(inHouse((tx) => foundNetwork(tx, person, input, now, chance))).rejects.toMatchObject({ code: "network-twice" });
  await expect(inHouse((tx) => foundNetwork(tx, person, { ...input, convenor: "halcyon-cloud", name: "Another" }, now, chance))).rejects.toMatchObject({ code: "network-focal-point" });
  await inHouse((tx) => putItem(tx, person, made, { kind: "paper", title: "<b>Terms</b>", address: "https://lab.example/terms", day: "2026-06-01" }, now, chance));
  expect(await house!.read("visitor", `/en/networks/${made.slug}`)).toContain("&lt;b&gt;Terms&lt;/b&gt;");
  const [item] = await inHouse((tx) => itemsOf(tx, made.id));
  await inHouse((tx) => takeItem(tx, person, made, item!.id, now));
  expect(await inHouse((tx) => itemsOf(tx, made.id))).toEqual([]);
});

test("a network is founded with its name and aim in several languages, and read in each of them", async () => {
  const founder = "amina.wekesa@lantern.example";
  await house!.person({ email: founder });
  const form = { convenor: "lantern-digital-rights", kind: "network", name: "Night Desk", about: "Answers at night.", "name.fr": "Permanence de nuit", "about.fr": "Répond la nuit.", "name.ar": "مناوبة الليل", "about.es": "Responde de noche." };
  for (const [field, wrong] of [["name.fr", "Pеrmanence"], ["about.fr", "Répond \u202E la nuit"], ["name", "Nіght Desk"], ["name.es", `M${"\u0301".repeat(12)}esa`], ["name.zh", "夜".repeat(121)]] as const) {
    const answer = await house!.send(founder, "/en/networks/new", { ...form, [field]: wrong });
    expect([answer.status, (await answer.text()).includes(`id="${field}-error"`)], `${field}: ${wrong}`).toEqual([422, true]);
  }
  expect((await house!.send(founder, "/en/networks/new", form)).headers.get("location")).toBe("/en/networks/night-desk");
  const shown = async (language: string) => { const page = mainOf(await house!.read("visitor", `/${language}/networks/night-desk`)); return [...allOf(page, "h1"), /<p class="lede">(.*?)<\/p>/.exec(page)?.[1]]; };
  expect(await shown("fr")).toEqual(["Permanence de nuit", "<bdi>Répond la nuit.</bdi>"]);
  expect(await shown("ar")).toEqual(["مناوبة الليل", '<bdi lang="en">Answers at night.</bdi>']);
  expect(await shown("es")).toEqual(["Night Desk", "<bdi>Responde de noche.</bdi>"]);
});

test("the convenor invites a body by the address of its profile", async () => {
  await house!.person({ email: "neema.kassimu@tamarind.example" });
  const send = (stakeholder: string) => house!.send("neema.kassimu@tamarind.example", "/en/networks/voices-east/confirmation", { stakeholder });
  expect((await send("http://travaux.test/en/stakeholders/halcyon-cloud")).status).toBe(303);
  expect(wordsOf(mainOf(await house!.read("neema.kassimu@tamarind.example", "/en/networks/voices-east")))).toContain("Halcyon Cloud");
  const { status } = await send("nobody-here");
  expect(status).toBe(404);
  await house!.send("neema.kassimu@tamarind.example", "/en/networks/voices-east/ending", { stakeholder: "halcyon-cloud" });
});

test("a network whose convenor is merged is convened by the body that took it in, and by itself again when that is undone", async () => {
  const convenor = async () => (await inHouse(async (tx) => networkBySlug(tx, "night-desk"))).convenor.slug;
  const idOf = async (slug: string) => (await inHouse((tx) => listedBody(tx, slug)))!.id;
  await house!.send("officer", "/en/desk/merges", { from: "lantern-digital-rights", into: "faro-abierto" });
  expect(await convenor()).toBe("faro-abierto");
  expect([await members("night-desk"), await inDirectory("night-desk")]).toEqual([["faro-abierto"], 1]);
  const merge = /merges\/([^/]+)\/undoing/.exec(await house!.read("officer", "/en/desk/merges"))![1]!;
  expect((await house!.send("officer", `/en/desk/merges/${merge}/undoing`, {})).status).toBe(303);
  expect(await inDirectory("night-desk")).toBe(1);
  expect([await convenor(), await members("night-desk"), (await network("night-desk")).convenorId]).toEqual(["lantern-digital-rights", ["lantern-digital-rights"], await idOf("lantern-digital-rights")]);
});

test("a link leads to the web and nowhere else, on a day that is one", () => {
  const input = { kind: "paper", title: "T", address: "https://a.example", day: "2026-06-30" };
  expect(ItemInput.safeParse(input).success).toBe(true);
  for (const address of ["javascript:alert(1)", "data:text/html,x", "ftp://a.example", "//a.example", "a.example", ""]) expect(ItemInput.safeParse({ ...input, address }).success, `“${address}”`).toBe(false);
  for (const day of ["2026-02-30", "tomorrow", ""]) expect(ItemInput.safeParse({ ...input, day }).success, `“${day}”`).toBe(false);
});

test("what is no network is not found, and the pages stand in six languages", async () => {
  expect((await house!.get("visitor", "/en/networks/nobody")).status).toBe(404);
  expect((await house!.get("visitor", "/en/networks/new")).status).toBe(403);
  for (const language of ["ar", "zh", "en", "fr", "ru", "es"]) for (const path of ["/networks", "/networks/first-day-network"]) expect((await house!.get("visitor", `/${language}${path}`)).status, `${language}${path}`).toBe(200);
});
