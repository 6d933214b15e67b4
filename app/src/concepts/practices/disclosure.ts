import { inArray, isNotNull, or, sql, type SQL } from "drizzle-orm";
import { bodiesOf, mayOfficiate, type Viewer } from "../../ground/viewer.ts";
import type { Localized } from "../../ground/words.ts";
import type { Disclosed } from "../disclosure/disclosed.ts";
import { mayKnow } from "../disclosure/guards.ts";
import type { Body } from "../partnerships/disclosure.ts";
import type { Practice, PracticeReview, Repeat } from "./practice.ts";
import { practiceRepeats, practices } from "./tables.ts";

/** Rows: what was published is for everyone; what was not, for its owner and the officers of the house. */
export function practicesFor(viewer: Viewer): SQL {
  if (mayKnow("practice.row", mayOfficiate(viewer))) return sql`true`;
  const own = bodiesOf(viewer);
  return or(isNotNull(practices.publishedDay), own.length === 0 ? undefined : inArray(practices.ownerId, own))!;
}

/** Rows: that somebody repeated it is for everyone once its focal point has confirmed it, and for that body before. */
export function repeatsFor(viewer: Viewer): SQL {
  if (mayKnow("practice.repeat", false)) return sql`true`;
  const own = bodiesOf(viewer);
  return or(isNotNull(practiceRepeats.confirmedDay), own.length === 0 ? undefined : inArray(practiceRepeats.stakeholderId, own))!;
}

/** Whether a viewer may know what officers found of a practice. */
export const isInside = (viewer: Viewer, it: Pick<Practice, "ownerId">): boolean => mayKnow("practice.reviews", mayOfficiate(viewer) || bodiesOf(viewer).includes(it.ownerId));

/** A theme, and a partnership, as they are shown beside a practice. */
export type Theme = { id: string; slug: string; name: Localized };
export type Together = { id: string; slug: string; title: Localized };
type Whole = Practice & { owner: Body; themes: Theme[]; partnerships: Together[]; reviews: PracticeReview[]; inside: boolean; /** How many bodies have repeated it, as everyone reads it. */ repeated: number };
/** A practice as it is shown, with what it is about; what officers found is for those inside. */
export type ShownPractice = Disclosed<Whole>;
export const disclose = (it: Whole): ShownPractice => it as ShownPractice;

export type ShownRepeat = Disclosed<Repeat & { body: Body }>;
export const discloseRepeat = (it: Repeat & { body: Body }): ShownRepeat => it as ShownRepeat;
