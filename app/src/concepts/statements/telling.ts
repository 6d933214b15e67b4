// What the record is told of a statement: every version and language with its hash, and every act of signing.
import { createHash } from "node:crypto";
import type { Statement as Told } from "@travaux/record-proofs";
import type { Chance } from "../../ground/chance.ts";
import { dayOf } from "../../ground/clock.ts";
import type { Db } from "../../ground/db/database.ts";
import { record } from "../../ground/journal.ts";
import { enterRecord } from "../../ground/record/enter.ts";
import type { Viewer } from "../../ground/viewer.ts";
import type { Language } from "../../ground/words.ts";
import type { Act } from "./signing.ts";
import type { Deed, JointStatement, StatementText } from "./statement.ts";
import { addChange, nextChange } from "./store.ts";
import { addAct } from "./store/signing.ts";

export type Telling = { what: Deed; version: number; by: string; language?: Language; because?: string; texts: readonly Pick<StatementText, "language" | "sha256">[]; more?: Record<string, string> };

/** The hashes of languages, by language. */
const hashesSaid = (texts: readonly { language: string; sha256: string }[]): Record<string, string> => Object.fromEntries(texts.map((it) => [it.language, it.sha256]));

/** Write down what happened in public: in the history, in the record and in the journal. */
export async function tell(db: Db, viewer: Viewer, it: Pick<JointStatement, "id" | "number" | "processId">, { what, version, by, language, because, texts, more = {} }: Telling, now: Date, chance: Chance): Promise<void> {
  const [sequence, day] = [await nextChange(db, it.id), dayOf(now)];
  const said: Told = { what: `joint statement ${what}`, process: it.processId, statement: it.number, version, by, day, texts: hashesSaid(texts), ...(because ? { because } : {}), ...more };
  const sealed = await enterRecord(db, chance, said);
  await addChange(db, { statementId: it.id, sequence, what, version, language: language ?? null, day, by, because: because ?? null, entry: sealed.entry }, sealed);
  await record(db, viewer, `joint statement ${what}`, it.id, now, { sequence, version });
}

/** How the record tells signatories apart: a body by its place in addresses, a person by what says nothing elsewhere. */
export const whoSaid = (statementId: string, act: Pick<Act, "personId">, by: string): string => (act.personId === null ? by : `person-${createHash("sha256").update(`${statementId} ${act.personId}`).digest("hex").slice(0, 12)}`);

/** Write down an act of signing: kept for good, in the record and in the journal. `by`: the body’s place in addresses, or the name of a person. */
export async function tellAct(db: Db, viewer: Viewer, it: Pick<JointStatement, "id" | "number" | "processId">, act: Act, by: string, chance: Chance): Promise<void> {
  const said: Told = {
    what: `joint statement ${act.what}`, process: it.processId, statement: it.number, version: act.version, who: whoSaid(it.id, act, by), by, capacity: act.capacity, texts: hashesSaid(act.accepted),
    paragraphs: act.paragraphs, day: dayOf(act.at), sequence: act.sequence,
  };
  await addAct(db, act, await enterRecord(db, chance, said));
  await record(db, viewer, `joint statement ${act.what}`, it.id, act.at, { version: act.version });
}
