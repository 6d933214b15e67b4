import { signPromise, writePromisedReceipt, type UnattributedReceipt } from "@travaux/record-proofs";
import type { House } from "../../../ground/web/env.ts";
import type { FiledUnattributed } from "../operations.ts";

/**
 * The receipt for what was just filed, with its secret code, so it is for its author alone. It holds the record's promise of that
 * day to take the commitment in, with a shuffled batch. It is written once: salt and code are kept nowhere.
 */
export const receiptFor = ({ record: { key } }: Pick<House, "record">, { sealed, code, day }: FiledUnattributed): UnattributedReceipt => ({
  travaux: "unattributed receipt", version: 1, forum: (sealed.statement as { forum: string }).forum, day,
  receipt: writePromisedReceipt({ key, statement: sealed.statement, salt: sealed.salt, promise: signPromise(sealed.commitment, day, key) }), code,
});
