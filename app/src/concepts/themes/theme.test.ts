import fc from "fast-check";
import { expect, test } from "vitest";
import { languages } from "../../ground/words.ts";
import modelList from "./model-list.json" with { type: "json" };
import { slugOf, themeKinds } from "./theme.ts";

test.each([["Data retention & access", "data-retention-access"], ["  Illegal access ", "illegal-access"], ["Coopération", "cooperation"], ["24/7 network", "24-7-network"], ["引渡", ""], ["—", ""]])(
  "“%s” stands in addresses as “%s”", (name, slug) => expect(slugOf(name)).toBe(slug));

test("whatever the name, its address is made of small letters, digits and hyphens, or there is none", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (name) => {
    expect(slugOf(name)).toMatch(/^$|^[a-z0-9]+(-[a-z0-9]+)*-?$/);
  }));
});

test("the model list names each theme once, in six languages, as an offence or a topic", () => {
  const slugs = modelList.map((it) => it.slug);
  expect(new Set(slugs).size).toBe(slugs.length);
  expect(modelList.filter((it) => !themeKinds.some((kind) => kind === it.kind) || languages.some((language) => !it.name[language]) || !/^[a-z0-9-]+$/.test(it.slug)).map((it) => it.slug)).toEqual([]);
});
