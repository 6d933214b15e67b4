import { commitmentTo, saltLength, type Statement } from "@travaux/record-proofs";
import { randomId, type Chance } from "../chance.ts";
import type { Db } from "../db/database.ts";
import { addPending } from "./store.ts";

/** What is needed to show later what was entered. Whose deed it was keeps it, where the rule of disclosure lets it, and may erase it: the record itself holds the commitment alone. */
export type Sealed = { entry: string; statement: Statement; salt: Uint8Array; commitment: Uint8Array };

/** A statement under a fresh salt, not entered yet: for what waits for a batch. The id of the entry tells no time. */
export function seal(chance: Chance, statement: Statement): Sealed {
  const salt = chance.bytes(saltLength);
  return { entry: randomId(chance), statement, salt, commitment: commitmentTo(statement, salt) };
}

/** Enter commitments sealed before, in the order given; in a transaction, so that they stand exactly if it commits. */
export const enterSealed = (db: Db, ...sealed: readonly Pick<Sealed, "entry" | "commitment">[]) => addPending(db, sealed);

/**
 * Enter a statement in the record, in the deed's own transaction: deed and entry commit together or not at all. The app gives the
 * entry its place in the log right after the commit (`integrate`). Keep what comes back: statement and salt are nowhere else.
 */
export async function enterRecord(db: Db, chance: Chance, statement: Statement): Promise<Sealed> {
  const sealed = seal(chance, statement);
  await enterSealed(db, sealed);
  return sealed;
}
