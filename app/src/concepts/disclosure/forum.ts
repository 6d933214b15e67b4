import { Refusal } from "../../ground/refusal.ts";
import { mayOfficiate, officerOf, personOf, type Viewer } from "../../ground/viewer.ts";
import type { Localized } from "../../ground/words.ts";
import type { Purpose } from "./tokens.ts";
import { isOffered, type Disclosure, type OfferedCombination, combinationOf, rule } from "./rule.ts";

/** Who may write in a forum: any stakeholder's person, or those invited to it. */
export const openings = ["stakeholders", "participants"] as const;

/** What asks: it holds the allowed combinations, the participants and the keys of a process, meeting, call or assessment. */
export type Forum = {
  id: string;
  /** Its place in the addresses of its process: "workshop-on-safeguards". */
  slug: string;
  processId: string;
  title: Localized;
  about: Localized | null;
  openTo: (typeof openings)[number];
  combinations: OfferedCombination[];
  /** What is written in it, and what its tokens are for: comments and submissions, or answers to a survey. */
  purpose: Purpose;
  openedAt: Date;
  /** From then on nothing is written in it, and its keys are gone. */
  closedAt: Date | null;
};

/** Somebody invited to a forum, for a stakeholder. Who takes part is known to officers, and to oneself. */
export type Participant = { id: string; forumId: string; personId: string; stakeholderId: string; invitedAt: Date; acceptedAt: Date | null; endedAt: Date | null };

export const isOpen = (forum: Forum, now: Date) => forum.openedAt <= now && (forum.closedAt === null || forum.closedAt > now);

/** Whether `viewer` takes part in the forum. */
export const takesPart = (viewer: Viewer, forumId: string) => viewer.kind === "person" && viewer.participatesIn.includes(forumId);

/** Whether `viewer` stands in the circle that an audience names: everyone; participants and officers; officers. */
export function isInAudience(viewer: Viewer, forum: Pick<Forum, "id" | "processId">, { audience }: Pick<Disclosure, "audience">): boolean {
  if (audience === "public" || mayOfficiate(viewer, forum.processId)) return true;
  return audience === "participants" && takesPart(viewer, forum.id);
}

/** Whether a viewer may write in the forum at all. */
export function mayWrite(viewer: Viewer, forum: Forum, now: Date): boolean {
  if (viewer.kind === "visitor" || !isOpen(forum, now)) return false;
  return takesPart(viewer, forum.id) || (forum.openTo === "stakeholders" && viewer.speaksFor.length > 0);
}

/** Refuse whoever may not write in an open forum, with what it takes. */
export function refuseUnlessMayWrite(viewer: Viewer, forum: Forum, now: Date): void {
  if (!mayWrite(viewer, forum, now)) throw new Refusal("not-allowed", forum.openTo === "participants" ? "forum-for-participants" : "forum-for-stakeholders", { forum: forum.title.en });
}

/** Refuse a writer who may not write here now, or an audience and attribution that the forum does not take. */
export function admit(viewer: Viewer, forum: Forum, disclosure: Disclosure, now: Date): OfferedCombination {
  personOf(viewer);
  if (!isOpen(forum, now)) throw new Refusal("not-now", "forum-closed", { forum: forum.title.en });
  refuseUnlessMayWrite(viewer, forum, now);
  return taken(forum, disclosure);
}

/** The combination, if the forum takes it. */
export function taken(forum: Forum, disclosure: Disclosure): OfferedCombination {
  const combination = combinationOf(disclosure);
  if (!isOffered(combination) || !forum.combinations.includes(combination)) throw new Refusal("not-valid", "combination-not-offered", { forum: forum.title.en });
  return combination;
}

/** Whether anything that may be written here is nobody's: then the forum has keys for tokens. */
export const hasUnattributed = (forum: Pick<Forum, "combinations">) => forum.combinations.some((it) => rule[it].organisation === "nobody");

/** Whoever may invite to a forum, close it and hold back what is written in it. */
export const officerOfForum = (viewer: Viewer, forum: Pick<Forum, "processId">) => officerOf(viewer, forum.processId);
