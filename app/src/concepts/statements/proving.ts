import type { Db } from "../../ground/db/database.ts";
import { receiptsOf } from "../../ground/record/receipts.ts";
import type { HouseRecord } from "../../ground/record/log-key.ts";
import { dayOf } from "../../ground/clock.ts";
import { visitor } from "../../ground/viewer.ts";
import type { ShownStatement } from "./disclosure.ts";
import { countsOf, type KnownBody, type StatementRecord } from "./recount.ts";
import { sealedChanges, textsOf, versionsOf } from "./store.ts";
import { actsOn, bodiesBehind, toldOf } from "./store/signing.ts";

/** A public statement with everything by which anybody recounts it, as every visitor gets it. */
export async function statementRecordOf(db: Db, record: HouseRecord, process: { slug: string }, it: Pick<ShownStatement, "id" | "number">, now: Date): Promise<StatementRecord> {
  const [versions, texts, changes, acts, told, known] = [await versionsOf(db, it.id), await textsOf(db, it.id), await sealedChanges(db, it.id), await actsOn(db, [it.id], visitor), await toldOf(db, it.id, visitor), await bodiesBehind(db, it.id)];
  const bodies: KnownBody[] = known.map((one) => ({ who: one.slug, now: one.nowSlug, verifiedDay: one.verifiedAt && dayOf(one.verifiedAt) }));
  return {
    travaux: "joint statement", version: 1, process: process.slug, statement: it.number,
    versions: versions.map(({ version, kind, because, day }) => ({ version, kind, because, day })), texts: texts.map(({ statementId: _, ...one }) => one), bodies,
    counts: countsOf(acts, versions, (who) => who.startsWith("person:")),
    changes: await receiptsOf(db, record, changes.map((one) => one.sealed), dayOf(now)), acts: await receiptsOf(db, record, acts.map((one) => told.get(one.id)!), dayOf(now)),
  };
}
