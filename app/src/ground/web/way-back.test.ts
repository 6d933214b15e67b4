import { expect, test } from "vitest";
import { wayBack, withWayBack } from "./way-back.ts";

test.each([
  "/en/model/text", "/ar/model/p/003?version=3-rev-2#words", "/fr/search?q=%D0%B4%D0%BE%D0%B3&page=2", "/en/account", "/zh/directory?country=KE&q=a%2Fb",
])("a page of this house is a way back: %s", (to) => expect(wayBack(to)).toBe(to));

test.each([
  "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "\n//evil.example", " /en/model", "/en/\\evil", "https://evil.example/en/model", "https:evil.example", "https:/en/model", "javascript:alert(1)", "data:text/html,x",
  "http://house.invalid/en/model", "/en/..//evil.example", "/en/x/../..//evil.example", "/en/%2e%2e//evil.example", "/en/.//evil.example", "/en//evil.example", "/xx/model", "/deutsch/model", "/model", "/api/v1/themes", "/auth/callback/organisation", "/", "/en", "/en/", "",
])("what leads elsewhere, or to no page in a language of the house, is none: %j", (to) => expect(wayBack(to)).toBe(null));

test.each(["/en/sign-in", "/fr/sign-in/code?to=/en/model", "/en/login/AbC", "/en/x/../login/AbC", "/en/session/end", "/en/second-factor", "/en/account/proof?deed=erasure"])("a page of signing in is none: %s", (to) => expect(wayBack(to)).toBe(null));

test("what is longer than 300 characters is none, and neither is what is no text", () => {
  expect(wayBack(`/en/search?q=${"a".repeat(287)}`)).toHaveLength(300);
  for (const to of [`/en/search?q=${"a".repeat(288)}`, undefined, null, 7, ["/en/model"], { to: "/en/model" }]) expect(wayBack(to)).toBe(null);
});

test("a step within the house is taken out, and what stays is what is used", () => expect(wayBack("/en/model/../themes")).toBe("/en/themes"));

test("it travels as one value of an address", () => {
  expect(withWayBack("/en/sign-in", "/en/search?q=a&b=c#d")).toBe("/en/sign-in?to=%2Fen%2Fsearch%3Fq%3Da%26b%3Dc%23d");
  expect(withWayBack("/en/sign-in", null)).toBe("/en/sign-in");
});
