// What the record is told of a commitment: that it was confirmed, by whom else, what was done, that its day moved, who left, and how it ended.
import { createHash } from "node:crypto";
import type { Statement } from "@travaux/record-proofs";
import type { Chance } from "../../ground/chance.ts";
import { dayOf } from "../../ground/clock.ts";
import type { Db } from "../../ground/db/database.ts";
import { record } from "../../ground/journal.ts";
import { enterRecord } from "../../ground/record/enter.ts";
import type { Viewer } from "../../ground/viewer.ts";
import type { Process } from "../processes/process.ts";
import type { Commitment, Deed, Progress, Terms } from "./commitment.ts";
import { addChange, nextSequence } from "./store.ts";

type Told = { what: Deed; by: string; stakeholderId: string | null; because?: string; moved?: { before: string; after: string }; progress?: Omit<Progress, "commitmentId" | "stakeholderId">; report?: { outcome: Commitment["outcome"]; text: string } };

/** SHA-256 of what everyone reads, as JSON, so that anybody can reckon it anew from the data. */
const sha256Of = (it: unknown) => createHash("sha256").update(JSON.stringify(it)).digest("hex");
const termsOf = ({ title, what, indicator, language, dueDay }: Terms): Terms => ({ title, what, indicator, language, dueDay });

/** What a deed is about, in words of the record. */
function aboutOf(it: Commitment, { moved, progress, report }: Told): Record<string, string | number> {
  if (moved) return { ...moved };
  if (progress) return { entry: progress.number, sha256: sha256Of({ text: progress.text, share: progress.share, evidence: progress.evidence, evidenceText: progress.evidenceText, corrects: progress.corrects }) };
  if (report) return { ...(report.outcome === null ? {} : { outcome: report.outcome }), sha256: sha256Of(report.text) };
  return { due: it.dueDay, sha256: sha256Of(termsOf(it)) };
}

/** Write down what happened in public: in the history, in the record and in the journal. The commitment is locked by whoever asks. */
export async function tell(db: Db, viewer: Viewer, process: Pick<Process, "slug">, it: Commitment, told: Told, now: Date, chance: Chance): Promise<void> {
  const { what, by, stakeholderId, because, moved } = told;
  const [sequence, day] = [await nextSequence(db, it.id), dayOf(now)];
  const statement: Statement = { what: `commitment ${what}`, process: process.slug, commitment: it.number, title: it.title, by, ...aboutOf(it, told), ...(because === undefined ? {} : { because }), day };
  const sealed = await enterRecord(db, chance, statement);
  await addChange(db, { commitmentId: it.id, sequence, what, stakeholderId, day, by, because: because ?? null, before: moved?.before ?? null, after: moved?.after ?? null, entry: sealed.entry }, sealed);
  await record(db, viewer, `commitment ${what}`, it.id, now, { sequence });
}
