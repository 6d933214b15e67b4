// What is taken out to see whether somebody notices: each redaction of the sources, with the row policies left out; and each clause
// of each row policy, with the redactions left out. Both lists are read from where they stand, so that a new one is enrolled by
// being written.
import { sql } from "drizzle-orm";
import { letRowPoliciesHold } from "../../src/ground/db/request.ts";
import { rowsOf } from "../../src/ground/db/migrate.ts";
import { redactions, removeRedactions } from "../../src/concepts/disclosure/guards.ts";
import type { Pair, PairedHouse } from "./pair.ts";

export type Mutant = {
  /** "redaction contribution.row" or "policy contributions_read (using)". */
  name: string;
  /** The policy, where it is one: what it keeps from being written is tried by `attempts.ts`. */
  policy?: { table: string; name: string; clause: "using" | "with check" };
  /** Run `fn` as if it were not written, and beside it only its own guard. */
  without<T>(fn: () => Promise<T>): Promise<T>;
};

/** Run `fn` under the rules of the application alone. */
export async function withoutPolicies<T>(fn: () => Promise<T>): Promise<T> {
  letRowPoliciesHold(false);
  try { return await fn(); } finally { letRowPoliciesHold(true); }
}

/** Run `fn` under the row policies alone. */
export async function withoutRedactions<T>(fn: () => Promise<T>): Promise<T> {
  removeRedactions(...redactions);
  try { return await fn(); } finally { removeRedactions(); }
}

export const redactionMutants: Mutant[] = redactions.map((it) => ({
  name: `redaction ${it}`,
  without: (fn) => withoutPolicies(async () => {
    removeRedactions(it);
    try { return await fn(); } finally { removeRedactions(); }
  }),
}));

type Clause = { table: string; name: string; clause: "using" | "with check"; says: string };
/** A clause that lets everything through has nothing to take out. */
const clausesIn = async ({ house: { database: { db } } }: PairedHouse) => rowsOf<Clause>(db, sql`
  select tablename as table, policyname as name, 'using' as clause, qual as says from pg_policies where qual <> 'true'
  union all select tablename, policyname, 'with check', with_check from pg_policies where with_check <> 'true' order by 1, 2, 3`);

/** One mutant a clause: as if it let everything through. */
export async function policyMutants({ left, right }: Pair): Promise<Mutant[]> {
  const say = async ({ table, name, clause }: Clause, says: string) => { for (const { house: { database: { db } } } of [left, right]) await db.execute(sql.raw(`alter policy ${name} on ${table} ${clause} (${says})`)); };
  return (await clausesIn(left)).map((it) => ({
    name: `policy ${it.name} (${it.clause})`, policy: it,
    without: (fn) => withoutRedactions(async () => {
      await say(it, "true");
      try { return await fn(); } finally { await say(it, it.says); }
    }),
  }));
}
