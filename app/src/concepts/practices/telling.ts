// What the record is told of a practice: that it was published, repeated elsewhere, and taken back.
import { createHash } from "node:crypto";
import type { Statement } from "@travaux/record-proofs";
import type { Chance } from "../../ground/chance.ts";
import { dayOf } from "../../ground/clock.ts";
import type { Db } from "../../ground/db/database.ts";
import { breaksUnique } from "../../ground/db/errors.ts";
import { record } from "../../ground/journal.ts";
import { enterRecord } from "../../ground/record/enter.ts";
import { Refusal } from "../../ground/refusal.ts";
import type { Viewer } from "../../ground/viewer.ts";
import { namesOfBodies } from "../partnerships/store.ts";
import type { Deed, Practice, Repeat } from "./practice.ts";
import { addChange, nextSequence } from "./store.ts";

type Told = { what: Deed; by: string; because?: string; repeat?: Pick<Repeat, "stakeholderId" | "text" | "outcome" | "evidence"> };

/** SHA-256 of what everyone reads, as JSON, so that anybody can reckon it anew from the data. */
const sha256Of = (it: unknown) => createHash("sha256").update(JSON.stringify(it)).digest("hex");
const cardOf = ({ title, context, problem, done, result, takes, safeguards, wrong, strength, evidence, regions }: Practice) => ({ title, context, problem, done, result, takes, safeguards, wrong, strength, evidence, regions });

/** Write down what happened in public: in the history, in the record and in the journal. Refused where something else happened in the same moment. */
export async function tell(db: Db, viewer: Viewer, it: Practice, { what, by, because, repeat }: Told, now: Date, chance: Chance): Promise<void> {
  const [sequence, day] = [await nextSequence(db, it.id), dayOf(now)];
  const [owner, other] = [(await namesOfBodies(db, [it.ownerId]))[0]!, repeat ? (await namesOfBodies(db, [repeat.stakeholderId]))[0]! : null];
  const about: Record<string, string> = repeat && other ? { stakeholder: other.slug, outcome: repeat.outcome, sha256: sha256Of({ text: repeat.text, outcome: repeat.outcome, evidence: repeat.evidence }) } : { sha256: sha256Of(cardOf(it)) };
  const statement: Statement = { what: `practice ${what}`, practice: it.slug, title: it.title.en, owner: owner.slug, by, ...about, ...(because === undefined ? {} : { because }), day };
  const sealed = await enterRecord(db, chance, statement);
  try {
    await addChange(db, { practiceId: it.id, sequence, what, stakeholderId: repeat?.stakeholderId ?? null, day, by, because: because ?? null, entry: sealed.entry }, sealed);
  } catch (error) {
    if (breaksUnique(error)) throw new Refusal("not-now", "practice-elsewhere");
    throw error;
  }
  await record(db, viewer, `practice ${what}`, it.id, now, { sequence });
}
