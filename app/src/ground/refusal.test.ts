import { expect, test } from "vitest";
import { explain, Refusal, refusalStatus } from "./refusal.ts";
import en from "./words/en.json" with { type: "json" };
import { wordsIn } from "./words.ts";

test("every kind of no has its status, and no two the same", () => {
  expect(refusalStatus).toEqual({ "not-found": 404, "not-allowed": 403, "not-now": 409, "not-valid": 422, "too-large": 413, "too-many": 429 });
});

test("a refusal says what happened with the names at hand, and what can be done, in each reader's language", () => {
  const refusal = new Refusal("not-found", "version-unknown", { slug: "rev-9" });
  expect(explain(refusal, wordsIn("en"))).toEqual({ because: "There is no version “rev-9” of this text.", next: "See the list of its versions." });
  for (const language of ["ar", "zh", "fr", "ru", "es"] as const) {
    const { because, next } = explain(refusal, wordsIn(language));
    expect([language, because.includes("rev-9"), next.length > 5, because === refusal.message]).toEqual([language, true, true, false]);
  }
});

test("in a log a refusal is told by its kind, its code and its English sentence", () => {
  const { name, kind, code, values, message } = new Refusal("not-now", "version-published", { symbol: "M/CONF.1/3" });
  expect({ name, kind, code, values, message }).toEqual({ name: "Refusal", kind: "not-now", code: "version-published", values: { symbol: "M/CONF.1/3" }, message: "M/CONF.1/3 is published already." });
});

test("every sentence of a refusal says what to do next, and none of a next step stands alone", () => {
  const codes = (pattern: RegExp) => Object.keys(en).flatMap((it) => pattern.exec(it)?.[1] ?? []).toSorted();
  expect(codes(/^refusal\.([a-z-]+)\.next$/)).toEqual(codes(/^refusal\.([a-z-]+)$/));
});
