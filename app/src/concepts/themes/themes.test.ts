import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../../test/house.ts";
import { allOf, mainOf, wordsOf } from "../../../test/html.ts";
import { languages } from "../../ground/words.ts";
import modelList from "./model-list.json" with { type: "json" };

let house: TestHouse;
beforeAll(async () => void (house = await openHouse({ sample: true })));
afterAll(() => house.close());

type Theme = { slug: string; kind: "offence" | "topic"; name: Record<string, string>; about: Record<string, string> | null };
const themes = async () => JSON.parse(await house.read("visitor", "/api/v1/themes")) as Theme[];
const sorted = (it: readonly { slug: string }[]) => it.map((one) => one.slug).toSorted();

test("a house opens with the whole model list, offences first, each in six languages", async () => {
  const all = await themes();
  expect(sorted(all)).toEqual(sorted(modelList));
  expect(all.map((it) => it.kind)).toEqual(all.map((it) => it.kind).toSorted());
  expect(all.filter((it) => languages.some((language) => !it.name[language])).map((it) => it.slug)).toEqual([]);
});

test("a theme leads to the provisions about it, as they are numbered in the newest version", async () => {
  const page = mainOf(await house.read("visitor", "/en/themes/extradition"));
  expect(allOf(page, "h1")).toEqual(["Extradition"]);
  const links = [...page.matchAll(/<li><a href="(\/en\/model\/p\/\d+)">/g)].map((it) => it[1]!);
  expect(links.length).toBeGreaterThan(0);
  for (const link of links) expect((await house.get("visitor", link)).status).toBe(200);
  expect(wordsOf(page)).toContain("M/CONF.1/3/Rev.2");
});

test("a page of a theme names a provision in the reader's language where the version has it", async () => {
  const french = mainOf(await house.read("visitor", "/fr/themes/extradition"));
  expect(french).toContain('lang="fr"');
  expect(mainOf(await house.read("visitor", "/ar/themes/extradition"))).toContain('lang="en"');
});

test("an editor adds a theme, and everybody sees it at the end of its kind", async () => {
  const added = await house.send("editor", "/en/desk/themes", { kind: "topic", en: "Quantum-safe cryptography", fr: "Cryptographie post-quantique", about: "What lasts." });
  expect([added.status, added.headers.get("location")]).toEqual([303, "/en/themes/quantum-safe-cryptography"]);
  const topics = (await themes()).filter((it) => it.kind === "topic");
  expect(topics.at(-1)).toEqual({ slug: "quantum-safe-cryptography", kind: "topic", name: { en: "Quantum-safe cryptography", fr: "Cryptographie post-quantique" }, about: { en: "What lasts." } });
  expect(allOf(mainOf(await house.read("visitor", "/fr/themes/quantum-safe-cryptography")), "h1")).toEqual(["Cryptographie post-quantique"]);
});

test.each([
  [{ kind: "topic", en: "" }, "en", "Give a name in English; the other languages may follow."],
  [{ kind: "topic", en: "x".repeat(121) }, "en", "Keep a name under 120 characters."],
  [{ kind: "topic", en: "Fine", fr: "x".repeat(121) }, "fr", "Keep a name under 120 characters."],
  [{ kind: "topic", en: "Fine", about: "x".repeat(501) }, "about", "Keep it under 500 characters."],
])("a theme that cannot stand is refused beside its field, and what was typed comes back", async (form, field, sentence) => {
  const before = await themes();
  const answer = await house.send("editor", "/en/desk/themes", form);
  const page = await answer.text();
  expect([answer.status, wordsOf(new RegExp(`id="${field}-error">([^]*?)</p>`).exec(page)?.[1] ?? ""), page.includes(`value="${form.en}"`)]).toEqual([422, sentence, true]);
  expect(await themes()).toEqual(before);
});

test.each([
  [{ kind: "topic", en: "Extradition" }, "“Extradition” is on the list already."],
  [{ kind: "topic", en: "引渡" }, "Nothing of this name can stand in an address."],
])("a theme with a taken or unusable name is refused", async (form, sentence) => {
  const answer = await house.send("editor", "/en/desk/themes", form);
  expect([answer.status, wordsOf(await answer.text()).includes(sentence)]).toEqual([422, true]);
});
