import { expect } from "vitest";
import { createApp } from "../src/app.ts";
import type { Db } from "../src/ground/db/database.ts";
import type { TestHouse } from "./house.ts";

/** How many queries a visitor's request for an address takes, which is answered with 200. */
export async function queriesAt({ house }: TestHouse, path: string): Promise<number> {
  let queries = 0;
  const { database } = house;
  const counting = new Proxy(database.db, {
    get(target, name) {
      if (name !== "transaction") { const value: unknown = Reflect.get(target, name); return typeof value === "function" ? (value as (...all: unknown[]) => unknown).bind(target) : value; }
      return (work: (tx: Db) => Promise<unknown>, config?: Parameters<Db["transaction"]>[1]) => target.transaction(async (tx) => {
        const { session } = tx as unknown as { session: { prepareQuery: (...args: unknown[]) => unknown } };
        const before = session.prepareQuery.bind(session);
        session.prepareQuery = (...args) => { queries++; return before(...args); };
        return work(tx as unknown as Db);
      }, config);
    },
  });
  const answer = await createApp({ ...house, database: { ...database, db: counting } }).request(`http://travaux.test${path}`);
  expect(answer.status, path).toBe(200);
  return queries;
}
