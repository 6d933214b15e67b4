import { eq, inArray, or, sql, type SQL } from "drizzle-orm";
import { bodiesOf, mayOfficiate, type Viewer } from "../../ground/viewer.ts";
import type { Localized } from "../../ground/words.ts";
import type { Disclosed } from "../disclosure/disclosed.ts";
import { officiatedBy } from "../disclosure/disclosure.ts";
import { mayKnow } from "../disclosure/guards.ts";
import type { RegionalGroup, Sector } from "../stakeholders/stakeholder.ts";
import type { Accreditation, Deed, Outcome } from "./accreditation.ts";
import type { Objection } from "./objection.ts";
import { accreditations } from "./tables.ts";

/** Rows: who is accredited is public; all else is for the body itself and the officers of the process. */
export function accreditationsFor(viewer: Viewer): SQL {
  if (mayKnow("accreditation.row", false)) return sql`true`;
  const own = bodiesOf(viewer);
  return or(eq(accreditations.state, "accredited"), officiatedBy(viewer, accreditations.processId), own.length > 0 ? inArray(accreditations.stakeholderId, own) : undefined)!;
}

type Whose = Pick<Accreditation, "processId" | "stakeholderId">;
/** Whether somebody speaks for the body of a file. */
export const isOwn = (viewer: Viewer, it: Pick<Whose, "stakeholderId">): boolean => bodiesOf(viewer).includes(it.stakeholderId);
/** Fields: what a body sent and what happened to it, for itself and the officers. */
export const maySeeFile = (viewer: Viewer, it: Whose): boolean => mayKnow("accreditation.file", isOwn(viewer, it) || mayOfficiate(viewer, it.processId));
/** Decisions that were not sent yet: for the officers alone, whoever they are about. */
export const maySeePrepared = (viewer: Viewer, processId: string): boolean => mayKnow("accreditation.prepared", mayOfficiate(viewer, processId));

/** The body of a file as it is shown. */
export type Body = { id: string; slug: string; name: Localized; sector: Sector; regionalGroup: RegionalGroup | null; invented: boolean };
/** Where a body stands, for whoever may know. */
export type ShownAccreditation = Disclosed<Accreditation & { body: Body; letter: string }>;
export const disclose = (it: Accreditation & { body: Body; letter: string }): ShownAccreditation => it as ShownAccreditation;

/** What a body sent. */
export type SentFile = { statement: string; documents: Record<string, string>; appeal: string | null };
export type ShownFile = Disclosed<SentFile>;
export const discloseSent = (it: SentFile): ShownFile => it as ShownFile;
/** A step of a file's history. */
export type Step = { turn: number; deed: Deed; day: string; by: string | null; because: string | null; until: string | null; phase: number | null; objection: number | null };
export type ShownStep = Disclosed<Step>;
export const discloseStep = (it: Step): ShownStep => it as ShownStep;
/** A decision that waits to be sent. */
export type Prepared = { accreditationId: string; processId: string; turn: number; outcome: Outcome; because: string | null; by: string; day: string };
export type ShownPrepared = Disclosed<Prepared>;
export const disclosePrepared = (it: Prepared): ShownPrepared => it as ShownPrepared;

/** An objection with its track and, where it is told, the body it is about. */
export type ShownObjection = Disclosed<Objection & { letter: string; body: Body | null }>;
export const discloseObjection = (it: Objection & { letter: string; body: Body | null }): ShownObjection => it as ShownObjection;
