import { and, eq, inArray, ne, or, sql, type SQL } from "drizzle-orm";
import { bodiesOf, mayOfficiate, type Viewer } from "../../ground/viewer.ts";
import type { Localized } from "../../ground/words.ts";
import type { Disclosed } from "../disclosure/disclosed.ts";
import { officiatedBy } from "../disclosure/disclosure.ts";
import { mayKnow } from "../disclosure/guards.ts";
import type { AskState, Pin } from "./ask.ts";
import { isOwn, type Authorship, type Contribution, type Wording } from "./contribution.ts";
import { contributions } from "./tables.ts";

type Rows = typeof contributions;

/**
 * Rows: what was shown to the viewer's circle, and always what one's own organisation wrote or is asked to stand behind; what is in
 * clearance besides for officers alone; nothing that waits for its release. `rows`: the table under another name.
 */
export function contributionsFor(viewer: Viewer, rows: Rows = contributions): SQL {
  const came = mayKnow("contribution.received", false) ? sql`true` : inArray(rows.state, ["shown", "held", "withdrawn"]);
  const inCircle = or(and(came, or(eq(rows.audience, "public"), ofParticipants(viewer, rows))), officiatedBy(viewer, rows.processId), ownTo(viewer, rows))!;
  return and(mayKnow("contribution.row", false) ? sql`true` : inCircle, mayKnow("contribution.waiting", false) ? sql`true` : ne(rows.state, "waiting"))!;
}

const ofParticipants = (viewer: Viewer, rows: Rows) =>
  viewer.kind === "person" && viewer.participatesIn.length > 0 ? and(eq(rows.audience, "participants"), inArray(rows.forumId, [...viewer.participatesIn])) : undefined;

const ownTo = (viewer: Viewer, rows: Rows) =>
  bodiesOf(viewer).length > 0 ? or(sql`exists (select from authorships own where own.contribution_id = ${rows.id} and own.stakeholder_id in ${bodiesOf(viewer)})`, askedOf(viewer, rows)) : undefined;

/** Whether the viewer speaks for one on whose behalf it is filed, and that has not declined. */
export const askedOf = (viewer: Viewer, rows: Rows = contributions): SQL<boolean> =>
  bodiesOf(viewer).length === 0 ? sql`false` : sql`exists (select from co_authors asked where asked.contribution_id = ${rows.id} and asked.stakeholder_id in ${bodiesOf(viewer)} and asked.state <> 'declined')`;

/** A stakeholder as it stands beside its words. */
export type Signed = { id: string; slug: string; name: Localized; sector: string; regionalGroup: string | null; country: string | null; invented: boolean };

/** A contribution as it is kept, with all that stands around it. */
export type KeptContribution = {
  it: Contribution; parentReference: string | null; wording: Wording | null; organisation: Signed | null; personName: string | null;
  authorship: Authorship | null; author: Signed | null; authorName: string | null;
  /** Whether the viewer speaks for one on whose behalf it is filed. */
  isCoAuthor: boolean;
};

/** A contribution as a viewer may see it: what is null was taken out, or is not there. */
export type ShownContribution = Disclosed<Pick<Contribution, "id" | "reference" | "processId" | "forumId" | "kind" | "versionId" | "place" | "provisionId" | "callId" | "late" | "askNumber" | "language" | "audience" | "attribution" | "day" | "state" | "acknowledgedDay" | "publishedDay" | "edition" | "stands" | "standsDay"> & {
  parentReference: string | null;
  body: string | null;
  /** A submission part by part. */
  document: Wording["document"];
  /** Why a redacted copy stands in the place of what was filed. */
  redactedBecause: string | null;
  fingerprint: string | null;
  /** Whose words they are said to be: an organisation and perhaps a person, a sector and region, or nobody. */
  by: { organisation: Signed | null; person: string | null; sector: string | null; region: string | null };
  held: { reason: NonNullable<Contribution["heldReason"]>; because: string | null; day: string } | null;
  /** For the author's own organisation and officers only. */
  inside: { organisation: Signed; person: string | null; filedAt: Date } | null;
  /** Does the viewer speak for its author, or for one on whose behalf it is filed? May they hold it back? */
  own: boolean; isCoAuthor: boolean; mayModerate: boolean;
}>;

/** Fields: a name only where its attribution says so, the author and the moment for its own organisation and officers, no words of what is withdrawn or held. */
export function disclose(kept: KeptContribution, viewer: Viewer): ShownContribution {
  const { it, wording, authorship, author } = kept;
  const own = isOwn(viewer, authorship);
  const mayModerate = mayOfficiate(viewer, it.processId);
  const readsHeld = mayKnow("contribution.held", it.state !== "held" || own || mayModerate);
  const reads = readsHeld && mayKnow("contribution.withdrawn", it.state !== "withdrawn" && it.state !== "taken-back");
  const { codeHash: _, stakeholderId: __, personId: ___, parentId: ____, shownSector, shownRegion, heldReason, heldBecause, heldDay, ...open } = it;
  const named = mayKnow("contribution.organisation", it.attribution === "named");
  return {
    ...open, parentReference: kept.parentReference, body: reads ? (wording?.body ?? null) : null, document: reads ? (wording?.document ?? null) : null, redactedBecause: wording?.redactedBecause ?? null, fingerprint: reads ? (wording?.fingerprint ?? null) : null,
    by: {
      organisation: named ? (kept.organisation ?? author) : null, person: mayKnow("contribution.person", named && it.personId !== null) ? (kept.personName ?? kept.authorName) : null,
      sector: shownSector, region: shownRegion, // the database keeps them for no other attribution
    },
    held: heldReason ? { reason: heldReason, because: heldBecause, day: heldDay! } : null,
    inside: authorship && author && mayKnow("contribution.time", own || mayModerate) ? { organisation: author, person: kept.authorName, filedAt: authorship.filedAt } : null,
    own, isCoAuthor: kept.isCoAuthor, mayModerate,
  } as ShownContribution;
}

/** The editions of its words, as a viewer may read them: none of what is withdrawn or held, but for whom that is theirs; nor what a redacted copy stands for. */
export const discloseWordings = (it: ShownContribution, wordings: readonly Wording[]): Disclosed<Wording>[] =>
  (it.body === null ? [] : wordings.filter((one) => mayKnow("contribution.inside", !one.inside || it.own || it.isCoAuthor || it.mayModerate))) as Disclosed<Wording>[];

/** An ask that a viewer may know of: its number, its one state, and where it is pinned. Its words stand in the contribution. */
export type ShownAsk = Disclosed<{ contributionId: string; number: number; state: AskState; pins: Pin[]; themeIds: string[] }>;

/** Whoever may see a contribution may see what became of its asks: the rows were asked for by `contributionsFor`. */
export const discloseAsk = (it: { contributionId: string; number: number; state: AskState; pins: Pin[]; themeIds: string[] }): ShownAsk => it as ShownAsk;

/** An unattributed input as its secret code opens it: all of it, for nobody is named in it. */
export type OpenedContribution = Disclosed<Omit<Contribution, "codeHash" | "stakeholderId" | "personId" | "shownSector" | "shownRegion"> & { body: string | null; document: Wording["document"] }>;

/** What is shown to whoever typed the secret code: also while it waits or is held. */
export function discloseToCode({ codeHash: _, stakeholderId: __, personId: ___, shownSector: ____, shownRegion: _____, ...open }: Contribution, wording: Wording | null): OpenedContribution {
  return { ...open, body: wording?.body ?? null, document: wording?.document ?? null } as OpenedContribution;
}

/** Whether what the record was told about it, and the salts that prove it, may be handed out: they name its author. */
export const mayProve = (it: Pick<ShownContribution, "own" | "mayModerate">) => mayKnow("contribution.receipt", it.own || it.mayModerate);
