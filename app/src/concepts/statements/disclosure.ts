import { and, eq, inArray, or, sql, type SQL } from "drizzle-orm";
import { bodiesOf, type Viewer } from "../../ground/viewer.ts";
import type { Disclosed } from "../disclosure/disclosed.ts";
import { mayKnow } from "../disclosure/guards.ts";
import type { bodyColumns } from "../stakeholders/store/bodies.ts";
import type { CountedAct } from "./signing.ts";
import type { DrafterState, JointStatement } from "./statement.ts";
import type { Remark } from "./drafting.ts";
import { statementActs, statementPendings, statementRemarks, statements } from "./tables.ts";

/** Rows: what was opened is for everyone; what is drafted, for the bodies that draft it or are asked to. Officers are not among them. */
export function statementsFor(viewer: Viewer): SQL {
  if (mayKnow("statement.row", false)) return sql`true`;
  return or(inArray(statements.state, ["open", "closed"]), drafts(viewer, ["asked", "joined"]))!;
}

const drafts = (viewer: Viewer, among: readonly DrafterState[]): SQL | undefined =>
  bodiesOf(viewer).length === 0 ? undefined : sql`exists (select from statement_drafters own where own.statement_id = ${statements.id} and own.stakeholder_id in ${bodiesOf(viewer)} and own.state in ${among})`;

/** Rows: what is said in the room is for those who draft; what is nobody’s comes with others, in the night. */
export function remarksFor(viewer: Viewer): SQL {
  const inRoom = mayKnow("statement.remark", false) ? sql`true` : bodiesOf(viewer).length === 0 ? sql`false`
    : sql`exists (select from statement_drafters own where own.statement_id = ${statementRemarks.statementId} and own.stakeholder_id in ${bodiesOf(viewer)} and own.state = 'joined')`;
  return and(inRoom, mayKnow("statement.waiting", false) ? sql`true` : eq(statementRemarks.state, "shown"))!;
}

/** Rows: whoever signed is for everyone, once its body is verified; and always for its own people. */
export function actsFor(viewer: Viewer): SQL {
  if (mayKnow("statement.unverified", false)) return sql`true`;
  const own = bodiesOf(viewer);
  const verified = sql`exists (select from stakeholders body where body.id = ${statementActs.stakeholderId} and body.state = 'verified')`;
  return or(sql`${statementActs.personId} is not null`, verified, own.length === 0 ? undefined : inArray(statementActs.stakeholderId, own))!;
}

/** Rows: what waits for a focal point, or for its body to be verified, is for that body and for who put it forward. */
export function pendingsFor(viewer: Viewer): SQL {
  if (mayKnow("statement.pending", false)) return sql`true`;
  if (viewer.kind === "visitor") return sql`false`;
  return or(eq(statementPendings.personId, viewer.personId), bodiesOf(viewer).length === 0 ? undefined : inArray(statementPendings.stakeholderId, bodiesOf(viewer)))!;
}

/** A body as it is shown beside a statement. */
export type Body = { [K in keyof typeof bodyColumns]: (typeof bodyColumns)[K]["_"]["data"] | (K extends "country" | "regionalGroup" ? null : never) };
/** A statement as a viewer may see it: whether they draft it, or are asked to. */
export type ShownStatement = Disclosed<JointStatement & { initiator: Body; isDrafting: boolean; isAsked: boolean }>;
export const disclose = (it: JointStatement & { initiator: Body; isDrafting: boolean; isAsked: boolean }): ShownStatement => it as ShownStatement;

/** An act with the body or person behind it, as they are known now. */
export type ShownAct = Disclosed<CountedAct & { body: Body | null }>;
export const discloseAct = (it: CountedAct & { body: Body | null }): ShownAct => it as ShownAct;

export type ShownRemark = Disclosed<Remark & { body: Body | null }>;
export const discloseRemark = (it: Remark & { body: Body | null }): ShownRemark => it as ShownRemark;
