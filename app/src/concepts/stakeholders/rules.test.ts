import { expect, test } from "vitest";
import { isCertain, likenessOf } from "./duplicates.ts";
import { isEcosoc, isLei, isRor, readIdentifier } from "./identifiers.ts";
import { directionTrick, hostOf, mixedWord, nameKeyOf, readWebsite, skeletonOf, tidy } from "./names.ts";
import { freshUntil, isStale } from "./stakeholder.ts";

test("the checksums of published ROR ids are right, and of none with one character changed", () => {
  const published = ["05gq02987", "03yrm5c26", "00x6h5n95", "04wxnsj81", "01an7q238"]; // Brown University, CDL, Dryad, DataCite, UC Berkeley
  expect(published.map(isRor)).toEqual(published.map(() => true));
  for (const it of published)
    for (let at = 1; at < 7; at++)
      for (const letter of "0123456789abcdefghjkmnpqrstvwxyz") if (letter !== it[at]) expect(isRor(it.slice(0, at) + letter + it.slice(at + 1)), it).toBe(false);
});

test("the checksums of published LEIs are right, and of none with two characters exchanged", () => {
  const published = ["5493001KJTIIGC8Y1R12", "7ZW8QJWVPR4P1J1KQY45", "INR2EJN1ERAN0W5ZP974"]; // Bloomberg Finance, Google, Microsoft
  expect(published.map(isLei)).toEqual(published.map(() => true));
  for (const it of published)
    for (let at = 0; at < 19; at++) if (it[at] !== it[at + 1]) expect(isLei(it.slice(0, at) + it[at + 1] + it[at] + it.slice(at + 2)), it).toBe(false);
});

test("an identifier is read from an address, with spaces, in any case", () => {
  expect(readIdentifier("ror", " https://ror.org/05GQ02987 ")).toEqual({ scheme: "ror", value: "05gq02987" });
  expect(readIdentifier("ror", "ror.org/05gq02987")).toEqual({ scheme: "ror", value: "05gq02987" });
  expect(readIdentifier("lei", "5493 001k jtii gc8y 1r12")).toEqual({ scheme: "lei", value: "5493001KJTIIGC8Y1R12" });
  expect(readIdentifier("ecosoc", "https://esango.un.org/civilsociety/showProfileDetail.do?profileCode=1234")).toEqual({ scheme: "ecosoc", value: "1234" });
  expect([readIdentifier("lei", "5493001KJTIIGC8Y1R13"), readIdentifier("ror", "05gq02986"), isEcosoc("0"), isEcosoc("12a")]).toEqual([null, null, false, false]);
});

const day = (it: string) => new Date(`${it}T09:00:00Z`);

test("a profile is stale twelve months after it was confirmed, to the moment", () => {
  const it = { registeredAt: day("2024-01-01"), confirmedAt: day("2025-06-09") };
  expect([isStale(it, day("2026-06-08")), isStale(it, new Date("2026-06-09T08:59:59Z")), isStale(it, day("2026-06-09"))]).toEqual([false, false, true]);
  expect(isStale({ ...it, confirmedAt: null }, day("2024-12-31"))).toBe(false);
  expect(isStale({ ...it, confirmedAt: null }, day("2025-01-01"))).toBe(true);
  expect(freshUntil({ registeredAt: day("2024-02-29"), confirmedAt: null }).toISOString()).toBe("2025-02-28T09:00:00.000Z");
});

test("names are one when they differ in case, marks, punctuation, width or look-alike letters", () => {
  const key = nameKeyOf("Lantern Digital Rights");
  for (const it of ["LANTERN  digital-rights", "Lántern Digital Rights.", "Ｌａｎｔｅｒｎ Digital Rights", "Lаntern Digitаl Rights", "Lan\u200Btern Digital Rights"]) expect(nameKeyOf(it), it).toBe(key);
  expect(nameKeyOf("Lantern Digital Right")).not.toBe(key);
  expect([nameKeyOf("数字权利中心"), nameKeyOf("مركز الحقوق الرقمية")]).toEqual(["数字权利中心", "مركز الحقوق الرقمية"]);
});

test("a skeleton takes what looks equal for equal", () => {
  expect(skeletonOf("Digital I1l")).toBe(skeletonOf("Digital lIl"));
  expect(skeletonOf("ΟΗΜ")).toBe(skeletonOf("OHM"));
  expect(skeletonOf("сосо")).toBe(skeletonOf("coco"));
  for (const it of ["Lаntern", "ΑΒΓ 0ne", "Éclair", "Фонарь", "数字"]) expect(skeletonOf(skeletonOf(it)), "a skeleton is its own skeleton").toBe(skeletonOf(it));
});

test("a word of two alphabets is found, a text of two alphabets is not", () => {
  expect(mixedWord("Digital Rіghts")).toEqual({ word: "Rіghts", at: 8 });
  expect([mixedWord("Фонд Lantern"), mixedWord("Ω-3 Research"), mixedWord("数字Rights")]).toEqual([null, null, null]);
});

test("tricks with direction are found where they stand; what has no body is taken out", () => {
  expect([directionTrick("abc\u202Edcba"), directionTrick("\u2066x"), directionTrick("مركز (CDR)")]).toEqual([3, 0, -1]);
  expect(tidy("  Lan\u200Btern \u00A0 Rights\u0000\n")).toBe("Lantern Rights");
  expect(tidy("می\u200Cخواهم")).toBe("می\u200Cخواهم");
});

test("a website is http or https, with nothing hidden in it", () => {
  expect(readWebsite("Lantern.example/a b")).toBeNull();
  expect([readWebsite("lantern.example"), readWebsite("http://WWW.Lantern.example/en")]).toEqual(["https://lantern.example/", "http://www.lantern.example/en"]);
  for (const it of ["javascript:alert(1)", "data:text/html,x", "https://a:b@c.example", "localhost", "ftp://a.example", "//a", ""]) expect(readWebsite(it), it).toBeNull();
  expect([hostOf("https://www.Lantern.example/x"), hostOf("mailto:a@b.example"), hostOf(null)]).toEqual(["lantern.example", null, null]);
});

test("likeness of bodies is told by its strongest reason, and the same from either side", () => {
  const lantern = { name: "Lantern Digital Rights", country: "KE", website: "https://lantern.example/", identifiers: [{ scheme: "ecosoc" as const, value: "1234" }] };
  const others = [
    [{ ...lantern, name: "Other" }, "identifier"], [{ ...lantern, identifiers: [] }, "name-and-country"],
    [{ ...lantern, identifiers: [], country: "UG" }, "name"], [{ ...lantern, name: "Lantern", identifiers: [] }, "website"], [{ ...lantern, name: "Lаntern Digital Rights", identifiers: [] }, "look-alike"],
    [{ name: "Lantern Digita1 Rights", country: "KE", website: null, identifiers: [] }, "look-alike"],
    [{ name: "Beacon", country: "KE", website: null, identifiers: [] }, null],
  ] as const;
  for (const [other, likeness] of others) expect([likenessOf(lantern, { ...other, identifiers: [...other.identifiers] }), likenessOf({ ...other, identifiers: [...other.identifiers] }, lantern)]).toEqual([likeness, likeness]);
  expect((["identifier", "name-and-country", "name", "website", "look-alike", null] as const).map(isCertain)).toEqual([true, true, false, false, false, false]);
});
