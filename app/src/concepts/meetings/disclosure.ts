import { and, eq, isNotNull, ne, or, sql, type SQL } from "drizzle-orm";
import { mayOfficiate, type Viewer } from "../../ground/viewer.ts";
import { officiatedBy } from "../disclosure/disclosure.ts";
import { mayKnow } from "../disclosure/guards.ts";
import { takesPart } from "../disclosure/forum.ts";
import type { Block, Meeting, Speaker } from "./meeting.ts";
import { meetingLinks, meetingOutcomes, meetings } from "./tables.ts";

/** Meetings: everyone reads what was announced; officers of the process also what is being prepared. */
export function meetingsFor(viewer: Viewer): SQL {
  if (mayKnow("meeting.draft", false)) return sql`true`;
  return or(ne(meetings.state, "draft"), officiatedBy(viewer, meetings.processId))!;
}

/** Ways in by network: those for everyone; the others for officers, those who take part in the meeting or one of its blocks, and those who speak there. */
export function linksFor(meeting: Pick<Meeting, "processId" | "forumId">, blocks: readonly Pick<Block, "forumId">[], speaks: boolean, viewer: Viewer): SQL {
  const attends = [meeting.forumId, ...blocks.flatMap((it) => it.forumId ?? [])].some((it) => takesPart(viewer, it));
  return speaks || attends || mayOfficiate(viewer, meeting.processId) ? sql`true` : eq(meetingLinks.audience, "public");
}

/** What a meeting left: what was cleared, once it is closed; for officers, also what waits. */
export const outcomesFor = (meeting: Pick<Meeting, "processId" | "state">, viewer: Viewer): SQL =>
  mayOfficiate(viewer, meeting.processId) ? sql`true` : meeting.state === "closed" ? isNotNull(meetingOutcomes.clearedDay) : and(sql`false`)!;

/** Whether others may see who has a role in a block: once they accepted and agreed to be named, and never where a block's words are nobody's. */
export const isShownToOthers = ({ state, consents }: Pick<Speaker, "state" | "consents">, { attribution }: Pick<Block, "attribution">): boolean => state === "accepted" && consents.includes("name") && attribution !== "unattributed";
