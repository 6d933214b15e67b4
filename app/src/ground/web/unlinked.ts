// Doors that must not learn who comes: no cookie is read or set, no address is asked for, and of a request the log learns method
// and status alone. A line for each would still tell when, by its place between others; so they are counted, and told once a day.
import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { visitor } from "../viewer.ts";
import { isLanguage, preferredLanguage, wordsIn } from "../words.ts";
import { Refusal } from "../refusal.ts";
import { describeError } from "../log.ts";
import type { Env, House } from "./env.ts";

/** A comment of 3000 characters in the longest script, its token, and room for their spelling. */
const largestBody = 64 * 1024;
/** An answer of 120,000 characters in the longest script, its asks and their wording, with room to say in the form that it is too long. */
export const largestAnswer = 4 * 1024 * 1024;
const refuseLarger = { onError: () => { throw new Refusal("too-large", "form-too-large", { name: "", limit: 0 }); } };
const limits = { answer: bodyLimit({ maxSize: largestAnswer, ...refuseLarger }), other: bodyLimit({ maxSize: largestBody, ...refuseLarger }) };

/** Who asks is nobody: everybody is a visitor here, whatever their browser sends. */
export const unlinked = (house: House): MiddlewareHandler<Env>[] => [
  async (c, next) => {
    const [, first] = c.req.path.split("/");
    c.set("house", house);
    c.set("now", house.clock());
    c.set("chance", house.chance);
    c.set("words", wordsIn(isLanguage(first) ? first : preferredLanguage(c.req.header("accept-language"))));
    c.set("reference", "");
    c.set("viewer", visitor);
    c.set("unlinked", true);
    c.header("Cache-Control", "no-store");
    c.header("Referrer-Policy", "no-referrer");
    await next();
    countUnlinked(house, c.req.method, c.res.status);
  },
  (c, next) => (/\/unattributed\/(answer|survey)\//.test(c.req.path) ? limits.answer : limits.other)(c, next),
];

type Count = { method: string; status: number; requests: number; err?: unknown };
const counted = new WeakMap<House, Map<string, Count>>();

/** Count a request that the log must not know the time of; with what failed, if something did. */
export function countUnlinked(house: House, method: string, status: number, error?: Error): void {
  const counts = counted.get(house) ?? new Map<string, Count>();
  counted.set(house, counts);
  const err = error && describeError(error);
  const key = JSON.stringify([method, status, err]);
  const count = counts.get(key) ?? { method, status, requests: 0, ...(err ? { err } : {}) };
  counts.set(key, { ...count, requests: count.requests + 1 });
}

/** Tell the log what was counted, and begin anew: once a day, and when the house closes. */
export function tellUnlinked(house: House): void {
  for (const it of [...(counted.get(house)?.entries() ?? [])].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count)) house.log[it.err ? "error" : "info"](it, "requests without a link");
  counted.delete(house);
}
