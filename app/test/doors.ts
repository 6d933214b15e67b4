// Addresses for tests that open every door: each parameter with something that exists.
import { doorsOf } from "../src/bin/house-commands.ts";
import type { House } from "../src/ground/web/env.ts";

/** Every address that is read, with its parameters filled in from `values`; RangeError for one that nobody gave a value. */
export function readDoors(house: House, values: Record<string, string>): string[] {
  return doorsOf(house).filter((it) => it.method === "GET").map(({ path }) => path.replaceAll(/:(\w+)(\{[^}]*\})?/g, (_, name: string) => values[name] ?? unknown(path, name)));
}
const unknown = (path: string, name: string): never => { throw new RangeError(`${path} has a :${name} that nobody gave a value for`); };
